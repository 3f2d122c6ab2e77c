//! What has to be looked at again between two states of a project.

use std::collections::BTreeSet;

use imbl::ordmap::DiffItem;

use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::problems::entry::Subject;
use crate::model::project::Project;
use crate::model::statement::Statement;

/// The records of which a rule may say something else than before: what came, went or changed, and what hangs on it.
///
/// It is read from the two states alone, not from the edits between them: persistent maps tell their differences without a look at what
/// they share. So nothing is forgotten, whatever led from one to the other: commands, undo, several of them, and all that was done
/// while a worker looked.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Articles, for what their fields say.
    pub articles: BTreeSet<ArticleId>,
    /// Articles of which the headline or the text may be another.
    pub headlines: BTreeSet<ArticleId>,
    /// Articles in which other words are covered.
    pub coverage: BTreeSet<ArticleId>,
    /// Statements.
    pub statements: BTreeSet<StatementId>,
    /// Sources.
    pub sources: BTreeSet<SourceId>,
    /// Whether other problems are lived with; what they are about is among the rest.
    pub has_silences: bool,
}

impl Touched {
    /// What differs between two states, where that is no more than `most` records; takes about as long as it is much, and no longer than so
    /// many records take. `step` hears of each statement twice: when it is come upon, and when
    /// it is looked who names it.
    pub fn between(before: &Project, after: &Project, most: usize, step: &mut dyn FnMut()) -> Option<Self> {
        let mut touched = Self::default();
        let more = |before: usize, after: usize| before.abs_diff(after) > most;
        if more(before.statements.len(), after.statements.len()) || more(before.sources.len(), after.sources.len()) {
            return None;
        }
        touched.articles(before, after);
        if touched.len() > most || !touched.own_statements(before, after, most, step) {
            return None;
        }
        touched.sources(before, after);
        for difference in before.asides.diff(&after.asides) {
            let (old, new) = sides(&difference);
            touched.coverage.extend(old.into_iter().chain(new).map(|aside| aside.article));
        }
        for difference in before.silences.diff(&after.silences) {
            touched.has_silences = true;
            let (old, new) = sides(&difference);
            old.into_iter().chain(new).for_each(|silence| touched.subject(silence.subject));
        }
        for difference in before.unmerged.diff(&after.unmerged) {
            let (old, new) = sides(&difference);
            old.into_iter().chain(new).for_each(|open| touched.subject(open.subject()));
        }
        if before.rules != after.rules {
            touched.statements.extend(after.statements.keys());
        }
        // What is said of two that are the same hangs on both; who names one without being named is not found from there.
        let named = touched.statements.iter().inspect(|_| step());
        let namers: Vec<StatementId> = named.flat_map(|id| after.index.namers(*id)).collect();
        touched.statements.extend(namers);
        (touched.len() <= most).then_some(touched)
    }

    /// How many records there are to be looked at, texts left aside.
    pub fn len(&self) -> usize {
        self.articles.len() + self.statements.len() + self.sources.len()
    }

    fn articles(&mut self, before: &Project, after: &Project) {
        for difference in before.articles.diff(&after.articles) {
            let (old, new) = sides(&difference);
            self.articles.extend(old.or(new).map(|article| article.id));
            let Some(new) = new else { continue };
            let is_other_text = old.is_none_or(|old| old.text != new.text);
            if is_other_text {
                self.coverage.insert(new.id);
            }
            if is_other_text || old.is_some_and(|old| old.title != new.title) {
                self.headlines.insert(new.id);
            }
            // Whether a source is the article itself hangs on the article's address.
            if is_other_text || old.is_some_and(|old| old.url != new.url) {
                self.statements.extend(after.index.of_article(new.id));
            }
        }
    }

    /// Whether there were no more than `most`.
    fn own_statements(&mut self, before: &Project, after: &Project, most: usize, step: &mut dyn FnMut()) -> bool {
        for difference in before.statements.diff(&after.statements) {
            step();
            if self.statements.len() > most {
                return false;
            }
            let (old, new) = sides(&difference);
            self.statements.extend(old.or(new).map(|statement| statement.id));
            if !old.zip(new).is_some_and(|(old, new)| covers_the_same(old, new)) {
                self.coverage.extend(old.into_iter().chain(new).map(|statement| statement.article));
            }
        }
        true
    }

    fn sources(&mut self, before: &Project, after: &Project) {
        for difference in before.sources.diff(&after.sources) {
            let (old, new) = sides(&difference);
            let Some(id) = old.or(new).map(|source| source.id) else { continue };
            self.sources.insert(id);
            // What was worked out from it hangs on it too. What no longer does has changed itself.
            self.statements.extend(after.with_results(id).into_iter().flat_map(|id| after.index.users(id)));
        }
    }

    fn subject(&mut self, subject: Subject) {
        match subject {
            Subject::Article(id) => _ = self.articles.insert(id),
            Subject::Statement(id) => _ = self.statements.insert(id),
            Subject::Source(id) => _ = self.sources.insert(id),
        }
    }
}

/// What was there and what is there now.
fn sides<'a, K, V>(difference: &DiffItem<'a, 'a, K, V>) -> (Option<&'a V>, Option<&'a V>) {
    match *difference {
        DiffItem::Add(_, new) => (None, Some(new)),
        DiffItem::Update { old: (_, old), new: (_, new) } => (Some(old), Some(new)),
        DiffItem::Remove(_, old) => (Some(old), None),
    }
}

fn covers_the_same(old: &Statement, new: &Statement) -> bool {
    old.article == new.article && old.parts == new.parts && old.checks().attribution == new.checks().attribution
}
