//! What two sides have done that does not stand together: a source that one deleted and the other links, sources that rest on each other in a
//! circle, two stretches set aside that share words. Whatever has to give way is kept among what is open. The same, whichever side is named
//! first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;
use imbl::ordmap::DiffItem;

use crate::model::edit::Edit;
use crate::model::field::SourceField;
use crate::model::gate::MAX_INPUTS;
use crate::model::id::{ArticleId, AsideId, SourceId, StatementId};
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::source::Source;

/// In circles of up to so many sources one after the other gives way, until there is none.
const MOST_ONE_BY_ONE: usize = 32;

/// The ids of what differs between two tables.
fn touched<I: Ord + Copy, T: PartialEq>(base: &OrdMap<I, Arc<T>>, side: &OrdMap<I, Arc<T>>) -> BTreeSet<I> {
    let id = |difference| match difference {
        DiffItem::Add(id, _) | DiffItem::Remove(id, _) | DiffItem::Update { new: (id, _), .. } => *id,
    };
    base.diff(side).map(id).collect()
}

/// The ids of what a side has taken away.
fn gone<I: Ord + Copy, T: PartialEq>(base: &OrdMap<I, Arc<T>>, side: &OrdMap<I, Arc<T>>) -> BTreeSet<I> {
    let id = |difference| if let DiffItem::Remove(id, _) = difference { Some(*id) } else { None };
    base.diff(side).filter_map(id).collect()
}

/// The three versions that are merged. The indexes of `ours` are true, those of the others need not be.
pub struct Versions<'a> {
    /// What both came from.
    pub base: &'a Project,
    /// One side.
    pub ours: &'a Project,
    /// The other side.
    pub theirs: &'a Project,
}

impl Versions<'_> {
    /// Keeps records of which one side has left something open since, though the other has deleted them.
    pub fn keep_what_is_open(&self, merged: &mut Project, others: &mut Vec<Edit>) {
        let sides = [self.ours, self.theirs];
        let new = merged.unmerged.values().filter(|open| !self.base.unmerged.contains_key(&open.id()) && !open.has_subject_in(merged));
        let subjects: BTreeSet<Subject> = new.map(|open| open.subject()).collect();
        for subject in subjects {
            match subject {
                Subject::Article(id) => {
                    merged.articles.extend(sides.iter().find_map(|side| side.articles.get(&id)).map(|article| (id, Arc::clone(article))));
                    others.push(Edit::DropArticle(id));
                }
                Subject::Source(id) => {
                    merged.sources.extend(sides.iter().find_map(|side| side.sources.get(&id)).map(|source| (id, Arc::clone(source))));
                    others.push(Edit::DropSource(id));
                }
                Subject::Statement(id) => {
                    let statement = sides.iter().find_map(|side| side.statements.get(&id));
                    merged.statements.extend(statement.map(|statement| (id, Arc::clone(statement))));
                    others.push(Edit::DropStatement(id));
                }
            }
        }
    }

    /// Brings back articles and sources that one side has deleted while the other used them.
    pub fn bring_back(&self, merged: &mut Project, others: &mut Vec<Edit>) {
        let (base, ours, theirs) = (self.base, self.ours, self.theirs);
        let their_articles = gone(&base.articles, &theirs.articles);
        let their_sources = gone(&base.sources, &theirs.sources);
        // What one side uses and the other has deleted is used by what the first has changed.
        let mut users: BTreeSet<StatementId> = touched(&base.statements, &theirs.statements);
        users.extend(their_articles.iter().flat_map(|id| ours.statements_of(*id)).map(|statement| statement.id));
        users.extend(their_sources.iter().flat_map(|id| ours.index.users(*id)));
        let statement = |subject| if let Subject::Statement(id) = subject { Some(id) } else { None };
        users.extend(merged.unmerged.values().filter_map(|open| statement(open.subject())));
        let mut articles: BTreeSet<ArticleId> = BTreeSet::new();
        let mut open: Vec<SourceId> = Vec::new();
        for statement in users.iter().filter_map(|id| merged.statements.get(id)) {
            articles.insert(statement.article);
            open.extend(statement.evidence.iter().map(|link| link.source));
        }
        let asides = touched(&base.asides, &theirs.asides);
        articles.extend(asides.iter().filter_map(|id| merged.asides.get(id)).map(|aside| aside.article));
        if !their_articles.is_empty() {
            articles.extend(merged.asides.values().map(|aside| aside.article));
        }
        for id in articles {
            let sides = || [ours, theirs, base].into_iter().find_map(|side| side.articles.get(&id));
            if !merged.articles.contains_key(&id)
                && let Some(article) = sides()
            {
                merged.articles.insert(id, Arc::clone(article));
                others.push(Edit::DropArticle(id));
            }
        }
        let inputs = |id: &SourceId| merged.sources.get(id).map(|source| source.rests_on.clone()).unwrap_or_default();
        open.extend(touched(&base.sources, &theirs.sources).iter().flat_map(inputs));
        let source = |subject| if let Subject::Source(id) = subject { Some(id) } else { None };
        open.extend(merged.unmerged.values().filter_map(|open| source(open.subject())).flat_map(|id| inputs(&id)));
        open.extend(their_sources.iter().flat_map(|id| ours.results_of(*id)).flat_map(|id| inputs(&id)));
        while let Some(id) = open.pop() {
            let sides = || [ours, theirs, base].into_iter().find_map(|side| side.sources.get(&id));
            if !merged.sources.contains_key(&id)
                && let Some(source) = sides()
            {
                open.extend(&source.rests_on);
                merged.sources.insert(id, Arc::clone(source));
                others.push(Edit::DropSource(id));
            }
        }
    }

    /// Takes inputs away where sources would rest on themselves: from the one with the lowest id, back to what it rested on before. From all
    /// that were changed where the circle is larger than anybody would go through.
    pub fn cut_circles(&self, merged: &mut Project, others: &mut Vec<Edit>) {
        let inputs = |project: &Project, id: SourceId| project.sources.get(&id).map(|source| source.rests_on.clone());
        let mut changed = touched(&self.base.sources, &self.ours.sources);
        changed.extend(touched(&self.base.sources, &self.theirs.sources));
        changed.retain(|id| inputs(merged, *id) != inputs(self.base, *id));
        for id in changed.clone() {
            while let Some(circle) = circle(merged, id) {
                let mut given_up: Vec<SourceId> = changed.intersection(&circle).copied().collect();
                if circle.len() <= MOST_ONE_BY_ONE {
                    given_up.truncate(1);
                }
                if given_up.is_empty() {
                    break;
                }
                for cut in given_up {
                    changed.remove(&cut);
                    let Some(source) = merged.sources.get(&cut) else { continue };
                    let mut other = Source::clone(source);
                    let wished = std::mem::take(&mut other.rests_on);
                    other.rests_on = inputs(self.base, cut).unwrap_or_default();
                    other.rests_on.retain(|input| merged.sources.contains_key(input));
                    merged.sources.insert(cut, Arc::new(other));
                    others.push(Edit::SetSource(cut, SourceField::RestsOn(wished)));
                }
            }
        }
    }

    /// Takes out what is set aside over something else that is, of two the one with the higher id. Where they are the same in all but the id,
    /// one is enough.
    pub fn part_asides(&self, merged: &mut Project, others: &mut Vec<Edit>) {
        let theirs = touched(&self.base.asides, &self.theirs.asides);
        if theirs.is_empty() {
            return;
        }
        let mut changed: BTreeSet<AsideId> = touched(&self.base.asides, &self.ours.asides);
        changed.extend(theirs);
        // What neither side has touched stands clear of each other.
        merged.aside_places = self.base.aside_places.clone();
        for aside in changed.iter().filter_map(|id| self.base.asides.get(id)) {
            if let Some(span) = aside.part.span() {
                merged.aside_places.remove(&(aside.article, span.start()));
            }
        }
        for id in changed {
            let Some(aside) = merged.asides.get(&id).cloned() else { continue };
            let Some(span) = aside.part.span() else { continue };
            let in_the_way = merged.asides_in(aside.article, &span.range()).next().map(|(_, other)| Arc::clone(other));
            match in_the_way {
                None => _ = merged.aside_places.insert((aside.article, span.start()), id),
                Some(other) => {
                    merged.asides.remove(&id);
                    if other.part != aside.part || other.kind != aside.kind {
                        others.push(Edit::PutAside(aside));
                    }
                }
            }
        }
    }
}

/// The sources in a circle with this one, itself among them; all that it rests on, where that is more than may be. `None` where neither is so.
fn circle(project: &Project, id: SourceId) -> Option<BTreeSet<SourceId>> {
    let below = below(project, id);
    if below.contains(&id) {
        let mut results: BTreeMap<SourceId, Vec<SourceId>> = BTreeMap::new();
        for source in below.iter().filter_map(|id| project.sources.get(id)) {
            for input in &source.rests_on {
                results.entry(*input).or_default().push(source.id);
            }
        }
        let mut circle = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(input) = open.pop() {
            open.extend(results.get(&input).into_iter().flatten().filter(|result| circle.insert(**result)));
        }
        return Some(circle);
    }
    (below.len() > MAX_INPUTS).then(|| below.into_iter().chain([id]).collect())
}

/// All that a source rests on, whatever stands between, as far as more than may be.
fn below(project: &Project, id: SourceId) -> BTreeSet<SourceId> {
    let mut seen = BTreeSet::new();
    let mut open = vec![id];
    while let Some(source) = open.pop().and_then(|id| project.sources.get(&id)) {
        open.extend(source.rests_on.iter().filter(|input| seen.insert(**input)));
        if seen.len() > 2 * MAX_INPUTS {
            break;
        }
    }
    seen
}
