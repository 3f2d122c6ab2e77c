//! Which statements the list shows: those that pass the chips and have the words that are looked for.

use std::ops::Range;

use crate::model::id::{ArticleId, StatementId};
use crate::model::statement::{Part, Statement};
use crate::model::tag::TagKind;
use crate::ui::panel::wording::{fold, statement_has};
use crate::workbench::Workbench;

/// The filters that are on. Where none of the first four is, any tag passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chips {
    /// Claims.
    pub claims: bool,
    /// Assertions.
    pub assertions: bool,
    /// Confirmed facts that are carried: a hollow one is none.
    pub facts: bool,
    /// Confirmed facts that nothing carries.
    pub hollow: bool,
    /// Only statements without a source.
    pub no_source: bool,
}

/// So many statements, and bytes of their words, are looked at in one frame, which takes a few milliseconds.
const AT_ONCE: usize = 4000;
const BYTES_AT_ONCE: usize = 512 * 1024;
/// With so many rows a first screen is full.
const SCREEN_ROWS: usize = 40;

/// The rows of the list, found anew only when the project, the article, the words or the chips change, and bit by bit where there are many.
#[derive(Debug, Default)]
pub struct Rows {
    made_for: Option<(u64, u64, Option<ArticleId>)>,
    query: String,
    folded: String,
    chips: Chips,
    all: Range<usize>,
    // Those that pass, in order, each with its rank; `None` where all do.
    passed: Option<Vec<(usize, StatementId)>>,
    looking: Option<Looking>,
}

/// A look that is not at its end.
#[derive(Debug)]
struct Looking {
    // Those in question, with their ranks, where not all are but those that passed before.
    among: Option<Vec<(usize, StatementId)>>,
    // How many of them were looked at.
    looked_at: usize,
    // What was found in place of what is shown; `None` where it is shown as it is found.
    found: Option<Vec<(usize, StatementId)>>,
}

impl Chips {
    fn wants_tag(self, kind: TagKind, is_hollow: bool) -> bool {
        let is_any = !(self.claims || self.assertions || self.facts || self.hollow);
        let is_own = match kind {
            TagKind::Claim => self.claims,
            TagKind::Assertion => self.assertions,
            TagKind::ConfirmedFact => {
                if is_hollow {
                    self.hollow
                } else {
                    self.facts
                }
            }
        };
        is_any || is_own
    }
}

impl Rows {
    /// Begins to look again where something has changed.
    pub fn follow(&mut self, bench: &Workbench, query: &str, chips: Chips) {
        let article = bench.focus().article;
        let (generation, state) = bench.revision();
        let made_for = Some((generation, state, article));
        let is_same_project = self.made_for == made_for;
        if !is_same_project || self.query != query || self.chips != chips {
            let folded = fold(query.trim());
            let is_same_article = self.made_for.is_some_and(|(of, _, shown)| (of, shown) == (generation, article));
            let is_same_filter = is_same_article && self.folded == folded && self.chips == chips;
            // Longer words are only where the shorter ones are.
            let is_narrower = is_same_project && self.chips == chips && self.looking.is_none() && folded.starts_with(&self.folded);
            let before = self.passed.take();
            (self.made_for, self.chips, self.folded) = (made_for, chips, folded);
            query.clone_into(&mut self.query);
            self.all = article.map_or(0..0, |article| bench.project().index().ranks(article));
            self.looking = None;
            if self.is_unfiltered() {
                return;
            }
            let among = before.as_ref().filter(|_| is_narrower).cloned();
            // After an edit what was there stands until all is looked at again: a list that empties would lose its place.
            let found = is_same_filter.then(Vec::new);
            self.passed = if is_same_filter { before.or_else(|| Some(Vec::new())) } else { Some(Vec::new()) };
            self.looking = Some(Looking { among, looked_at: 0, found });
        }
    }

    fn is_unfiltered(&self) -> bool {
        self.chips == Chips::default() && self.folded.is_empty()
    }

    /// Looks at some more, where the look is not at its end.
    pub fn look_on(&mut self, bench: &Workbench) {
        let (Some(mut looking), Some(passed)) = (self.looking.take(), &mut self.passed) else { return };
        let project = bench.project();
        let index = project.index();
        let count = looking.among.as_ref().map_or(self.all.len(), Vec::len);
        let (chips, folded) = (self.chips, &self.folded);
        let passes = |statement: &Statement| {
            let kind = statement.tag.kind();
            chips.wants_tag(kind, kind == TagKind::ConfirmedFact && index.is_hollow(statement.id))
                && (!chips.no_source || statement.evidence.is_empty())
                && (folded.is_empty() || statement_has(project, statement, folded))
        };
        let found = looking.found.as_mut().unwrap_or(passed);
        // What is typed shows at once: the first screen of it is enough for this frame.
        let enough = if found.is_empty() { SCREEN_ROWS } else { usize::MAX };
        let end = count.min(looking.looked_at + AT_ONCE);
        let mut bytes = 0;
        let from = self.all.start + looking.looked_at;
        let mut in_order = (from..).zip(index.from_rank(from));
        while looking.looked_at < end && found.len() < enough && bytes < BYTES_AT_ONCE {
            let next = match &looking.among {
                Some(among) => among.get(looking.looked_at).copied(),
                None => in_order.next(),
            };
            looking.looked_at += 1;
            let Some((rank, id)) = next else { continue };
            let Some(statement) = project.statement(id) else { continue };
            bytes += statement.parts.iter().filter_map(Part::span).map(|span| span.end() - span.start()).sum::<usize>();
            if passes(statement) {
                found.push((rank, id));
            }
        }
        if looking.looked_at < count {
            self.looking = Some(looking);
        } else if let Some(found) = looking.found {
            *passed = found;
        }
    }

    /// Whether more rows may come.
    pub const fn is_looking(&self) -> bool {
        self.looking.is_some()
    }

    /// Whether what is shown was found before the last edit.
    fn is_of_before(&self) -> bool {
        self.looking.as_ref().is_some_and(|looking| looking.found.is_some())
    }

    /// How many statements the article has.
    pub fn total(&self) -> usize {
        self.all.len()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.passed.as_ref().map_or(self.all.len(), Vec::len)
    }

    /// Whether no row is left.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether anything is filtered.
    pub const fn is_filtered(&self) -> bool {
        self.passed.is_some()
    }

    /// The statement in a row.
    pub fn at(&self, bench: &Workbench, row: usize) -> Option<StatementId> {
        match &self.passed {
            Some(passed) => passed.get(row).map(|(_, id)| *id),
            None => bench.project().index().at_rank(self.all.clone().nth(row)?),
        }
    }

    /// The row of a statement; `None` where it does not pass.
    pub fn row_of(&self, bench: &Workbench, statement: &Statement) -> Option<usize> {
        let rank = bench.project().index().rank(statement)?;
        match &self.passed {
            // What stands until all is looked at again has the ranks of before.
            Some(passed) if self.is_of_before() => passed.iter().position(|(_, id)| *id == statement.id),
            Some(passed) => passed.binary_search_by_key(&rank, |(rank, _)| *rank).ok(),
            None => self.all.contains(&rank).then(|| rank - self.all.start),
        }
    }

    /// The row at or after the place of a statement that may not pass itself.
    pub fn row_near(&self, bench: &Workbench, statement: &Statement) -> Option<usize> {
        let rank = bench.project().index().rank(statement)?;
        let row = match &self.passed {
            Some(passed) => passed.partition_point(|(passed, _)| *passed < rank),
            None => rank.saturating_sub(self.all.start),
        };
        (!self.is_empty()).then(|| row.min(self.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::article::Article;
    use crate::model::edit::Edit;
    use crate::model::span::Span;
    use crate::model::tag::Tag;
    use crate::workbench::desk::Origin;

    /// Statements on the words "a0 ", "b1 ", "c2 ", "a3 " and so on.
    fn bench(count: usize) -> Workbench {
        let words: Vec<String> = (0..count).map(|number| format!("{}{number}", ["a", "b", "c"][number % 3])).collect();
        let text: Arc<str> = words.join(" ").into();
        let id = ArticleId::from_raw(1);
        let mut project = crate::model::project::Project::default();
        project.apply(Edit::PutArticle(0, Arc::new(Article::new(id, Arc::clone(&text))))).expect("an article");
        let mut start = 0;
        for (number, word) in (0..).zip(&words) {
            let span = Span::new(&text, start..start + word.len()).expect("a span");
            let statement = Statement::new(StatementId::from_raw(number * 7 % 65_537), id, span, Tag::Claim);
            project.apply(Edit::PutStatement(Arc::new(statement))).expect("a statement");
            start += word.len() + 1;
        }
        let mut bench = Workbench::default();
        bench.replace(project, Origin::New);
        bench
    }

    fn shown(rows: &Rows, bench: &Workbench) -> Vec<StatementId> {
        (0..rows.len()).filter_map(|row| rows.at(bench, row)).collect()
    }

    /// What passes, found in one go.
    fn plain(bench: &Workbench, words: &str) -> Vec<StatementId> {
        let project = bench.project();
        project.statements().filter(|statement| statement_has(project, statement, words)).map(|statement| statement.id).collect()
    }

    /// What a frame does.
    fn update(rows: &mut Rows, bench: &Workbench, query: &str, chips: Chips) {
        rows.follow(bench, query, chips);
        rows.look_on(bench);
    }

    #[test]
    fn a_long_list_is_filtered_bit_by_bit_and_its_first_screen_comes_at_once() {
        let bench = bench(3 * AT_ONCE);
        let mut rows = Rows::default();
        for words in ["", "b", "b1", "b11", "b1", "1", "no such", "c"] {
            update(&mut rows, &bench, words, Chips::default());
            let expected = plain(&bench, words);
            assert!(rows.len() >= expected.len().min(SCREEN_ROWS) || expected.len() < SCREEN_ROWS, "{words}");
            for _ in 0..10 {
                let before = shown(&rows, &bench);
                update(&mut rows, &bench, words, Chips::default());
                assert!(shown(&rows, &bench).starts_with(&before), "what is shown stays: {words}");
            }
            assert!(!rows.is_looking(), "{words}");
            assert_eq!(shown(&rows, &bench), expected, "{words}");
        }
    }

    #[test]
    fn after_an_edit_the_list_stands_until_all_is_looked_at_again() {
        let mut bench = bench(3 * AT_ONCE);
        let mut rows = Rows::default();
        (0..10).for_each(|_| update(&mut rows, &bench, "b", Chips::default()));
        let before = shown(&rows, &bench);
        let gone = before[5];
        let mut project = bench.project().clone();
        project.apply(Edit::DropStatement(gone)).expect("it goes");
        bench.project = project;
        // Another state of the same project.
        rows.made_for = rows.made_for.map(|(generation, state, article)| (generation, state + 1, article));
        update(&mut rows, &bench, "b", Chips::default());
        assert!(rows.is_looking());
        assert_eq!(shown(&rows, &bench), before);
        for (row, id) in before.iter().enumerate().filter(|(_, id)| **id != gone) {
            let statement = bench.project().statement(*id).expect("it is there");
            assert_eq!(rows.row_of(&bench, statement), Some(row), "though all behind the one that went have other ranks");
        }
        (0..10).for_each(|_| update(&mut rows, &bench, "b", Chips::default()));
        assert_eq!(shown(&rows, &bench), plain(&bench, "b"));
        assert_eq!(rows.len() + 1, before.len());
    }
}
