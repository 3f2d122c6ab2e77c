//! The edits that lead from one state of a project to another, as small as what differs, in an order that the gate accepts.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;
use imbl::ordmap::DiffItem;

use crate::model::difference::{fields, order};
use crate::model::edit::Edit;
use crate::model::field::SourceField;
use crate::model::id::{ArticleId, SourceId};
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::Statement;

/// Edits that make `new` of `old` where they are committed as one transaction. What both share costs nothing, however much that is.
///
/// Of `new` only the records are read, never its indexes.
pub fn edits_between(old: &Project, new: &Project) -> Vec<Edit> {
    let mut way = Way { old, new, edits: Vec::new(), anew: articles_put_anew(old, new) };
    way.review();
    way.sources_come();
    way.make_room();
    way.articles();
    way.fill();
    way.sources_go();
    way.with_what_is_open()
}

/// Articles that are taken out and put in again with all that lies in them: no edit moves one, and none changes a text.
fn articles_put_anew(old: &Project, new: &Project) -> BTreeSet<ArticleId> {
    let mut anew = BTreeSet::new();
    if old.shown != new.shown {
        let stays = order::stays(old.shown.iter().copied(), new.shown.iter().copied());
        anew.extend(new.shown.iter().filter(|id| old.articles.contains_key(*id) && !stays.contains(*id)));
    }
    for difference in old.articles.diff(&new.articles) {
        if let DiffItem::Update { old: (id, old), new: (_, new) } = difference
            && old.text != new.text
        {
            anew.insert(*id);
        }
    }
    anew
}

struct Way<'a> {
    old: &'a Project,
    new: &'a Project,
    edits: Vec<Edit>,
    anew: BTreeSet<ArticleId>,
}

impl Way<'_> {
    /// What hangs on nothing else.
    fn review(&mut self) {
        if self.old.rules != self.new.rules {
            self.edits.push(Edit::SetRules(self.new.rules));
        }
        exchange(&self.old.passes, &self.new.passes, &mut self.edits, Edit::DropPass, Edit::PutPass);
        exchange(&self.old.silences, &self.new.silences, &mut self.edits, Edit::DropSilence, Edit::PutSilence);
    }

    /// All that evidence may name is there afterwards, and what goes rests on nothing any more.
    fn sources_come(&mut self) {
        let mut rests_on = Vec::new();
        for difference in self.old.sources.diff(&self.new.sources) {
            match difference {
                DiffItem::Add(id, new) => {
                    let mut bare = Source::clone(new);
                    let inputs = std::mem::take(&mut bare.rests_on);
                    self.edits.push(Edit::PutSource(Arc::new(bare)));
                    rests_on.push((*id, Vec::new(), inputs));
                }
                DiffItem::Update { old: (id, old), new: (_, new) } => {
                    let (inputs, others): (Vec<_>, Vec<_>) =
                        fields::of_sources(old, new).into_iter().partition(|field| matches!(field, SourceField::RestsOn(_)));
                    self.edits.extend(others.into_iter().map(|field| Edit::SetSource(*id, field)));
                    if !inputs.is_empty() {
                        rests_on.push((*id, old.rests_on.clone(), new.rests_on.clone()));
                    }
                }
                DiffItem::Remove(id, old) => rests_on.push((*id, old.rests_on.clone(), Vec::new())),
            }
        }
        let mut set = |id, inputs| self.edits.push(Edit::SetSource(id, SourceField::RestsOn(inputs)));
        // First nothing rests on what it will not rest on, so that no circle comes up on the way.
        for (id, old, new) in &mut rests_on {
            let stays: Vec<SourceId> = old.iter().filter(|input| new.contains(input)).copied().collect();
            if stays != *old {
                set(*id, stays.clone());
                *old = stays;
            }
        }
        rests_on.into_iter().filter(|(_, old, new)| old != new).for_each(|(id, _, new)| set(id, new));
    }

    /// What goes, and what is put in elsewhere.
    fn make_room(&mut self) {
        for difference in self.old.asides.diff(&self.new.asides) {
            if let DiffItem::Update { old: (id, _), .. } | DiffItem::Remove(id, _) = difference {
                self.edits.push(Edit::DropAside(*id));
            }
        }
        for difference in self.old.statements.diff(&self.new.statements) {
            match difference {
                DiffItem::Update { old: (id, old), new: (_, new) } if self.is_put_anew(old, new) => {
                    self.edits.push(Edit::DropStatement(*id));
                }
                DiffItem::Remove(id, _) => self.edits.push(Edit::DropStatement(*id)),
                _ => {}
            }
        }
        // What is the same and lies in an article that is put in again.
        let asides = self.old.asides.values().filter(|_| !self.anew.is_empty());
        let asides = asides.filter(|aside| self.anew.contains(&aside.article) && self.new.asides.get(&aside.id) == Some(aside));
        self.edits.extend(asides.map(|aside| Edit::DropAside(aside.id)));
        let statements = self.anew.iter().flat_map(|article| self.old.statements_of(*article));
        let statements = statements.filter(|statement| self.new.statements.get(&statement.id) == Some(statement));
        self.edits.extend(statements.map(|statement| Edit::DropStatement(statement.id)));
    }

    fn articles(&mut self) {
        for difference in self.old.articles.diff(&self.new.articles) {
            match difference {
                DiffItem::Update { old: (id, old), new: (_, new) } if !self.anew.contains(id) => {
                    self.edits.extend(fields::of_articles(old, new).into_iter().map(|field| Edit::SetArticle(*id, field)));
                }
                DiffItem::Remove(id, _) => self.edits.push(Edit::DropArticle(*id)),
                _ => {}
            }
        }
        self.edits.extend(self.anew.iter().map(|id| Edit::DropArticle(*id)));
        if self.old.shown == self.new.shown && self.anew.is_empty() {
            return;
        }
        for (at, id) in self.new.shown.iter().enumerate() {
            let stands = self.old.articles.contains_key(id) && !self.anew.contains(id);
            if let Some(article) = self.new.articles.get(id).filter(|_| !stands) {
                self.edits.push(Edit::PutArticle(at, Arc::clone(article)));
            }
        }
    }

    /// What comes, and what changes where it is.
    fn fill(&mut self) {
        for difference in self.old.asides.diff(&self.new.asides) {
            if let DiffItem::Update { new: (_, new), .. } | DiffItem::Add(_, new) = difference {
                self.edits.push(Edit::PutAside(Arc::clone(new)));
            }
        }
        for difference in self.old.statements.diff(&self.new.statements) {
            match difference {
                DiffItem::Add(_, new) => self.edits.push(Edit::PutStatement(Arc::clone(new))),
                DiffItem::Update { old: (_, old), new: (_, new) } if self.is_put_anew(old, new) => {
                    self.edits.push(Edit::PutStatement(Arc::clone(new)));
                }
                DiffItem::Update { old: (_, old), new: (_, new) } => of_statement(old, new, &mut self.edits),
                DiffItem::Remove(..) => {}
            }
        }
        let asides = self.old.asides.values().filter(|_| !self.anew.is_empty());
        let asides = asides.filter(|aside| self.anew.contains(&aside.article) && self.new.asides.get(&aside.id) == Some(aside));
        self.edits.extend(asides.map(|aside| Edit::PutAside(Arc::clone(aside))));
        let statements = self.anew.iter().flat_map(|article| self.old.statements_of(*article));
        let statements = statements.filter(|statement| self.new.statements.get(&statement.id) == Some(statement));
        self.edits.extend(statements.map(|statement| Edit::PutStatement(Arc::clone(statement))));
    }

    fn sources_go(&mut self) {
        for difference in self.old.sources.diff(&self.new.sources) {
            if let DiffItem::Remove(id, _) = difference {
                self.edits.push(Edit::DropSource(*id));
            }
        }
    }

    /// The edits between those that let go of what is open and those that open it: nothing may be open about a record that goes.
    fn with_what_is_open(self) -> Vec<Edit> {
        let mut closes = Vec::new();
        let mut opens = Vec::new();
        exchange(&self.old.unmerged, &self.new.unmerged, &mut closes, Edit::DropUnmerged, Edit::PutUnmerged);
        closes.retain(|edit| {
            if matches!(edit, Edit::PutUnmerged(_)) {
                opens.push(edit.clone());
                false
            } else {
                true
            }
        });
        let subject = |edit: &Edit| match edit {
            Edit::DropArticle(id) => Some(Subject::Article(*id)),
            Edit::DropSource(id) => Some(Subject::Source(*id)),
            Edit::DropStatement(id) => Some(Subject::Statement(*id)),
            _ => None,
        };
        let gone = self.edits.iter().filter(|_| !self.old.unmerged.is_empty()).filter_map(subject);
        for open in gone.flat_map(|subject| self.old.unmerged_of(subject)).filter(|open| self.new.unmerged.contains_key(&open.id())) {
            closes.push(Edit::DropUnmerged(open.id()));
            opens.push(Edit::PutUnmerged(Arc::clone(open)));
        }
        closes.into_iter().chain(self.edits).chain(opens).collect()
    }

    fn is_put_anew(&self, old: &Statement, new: &Statement) -> bool {
        old.article != new.article || self.anew.contains(&old.article)
    }
}

/// Records that have no fields of their own: what changed is taken out and put in again.
fn exchange<I: Ord + Copy, T: Eq>(
    old: &OrdMap<I, Arc<T>>,
    new: &OrdMap<I, Arc<T>>,
    edits: &mut Vec<Edit>,
    drop: impl Fn(I) -> Edit,
    put: impl Fn(Arc<T>) -> Edit,
) {
    for difference in old.diff(new) {
        match difference {
            DiffItem::Add(_, new) => edits.push(put(Arc::clone(new))),
            DiffItem::Remove(id, _) => edits.push(drop(*id)),
            DiffItem::Update { old: (id, _), new: (_, new) } => edits.extend([drop(*id), put(Arc::clone(new))]),
        }
    }
}

/// The edits of one statement that stays in its article.
fn of_statement(old: &Statement, new: &Statement, edits: &mut Vec<Edit>) {
    let id = new.id;
    edits.extend(fields::of_statements(old, new).into_iter().map(|field| Edit::SetStatement(id, field)));
    let (is, was) = (&new.evidence, &old.evidence);
    let stays = order::stays(was.iter().map(|link| link.id), is.iter().map(|link| link.id));
    edits.extend(was.iter().filter(|link| !stays.contains(&link.id)).map(|link| Edit::DropEvidence(id, link.id)));
    for (at, link) in is.iter().enumerate() {
        match old.evidence(link.id).filter(|_| stays.contains(&link.id)) {
            Some(before) => {
                edits.extend(fields::of_evidence(before, link).into_iter().map(|field| Edit::SetEvidence(id, link.id, field)));
            }
            None => edits.push(Edit::PutEvidence(id, at, Arc::clone(link))),
        }
    }
    let (is, was) = (&new.checks().remarks, &old.checks().remarks);
    let stays = order::stays(was.iter().map(|remark| remark.id), is.iter().map(|remark| remark.id));
    edits.extend(was.iter().filter(|remark| !stays.contains(&remark.id)).map(|remark| Edit::DropRemark(id, remark.id)));
    for (at, remark) in is.iter().enumerate() {
        match old.checks().remark(remark.id).filter(|_| stays.contains(&remark.id)) {
            Some(before) if before == remark => {}
            Some(_) => edits.push(Edit::SetRemark(id, Arc::clone(remark))),
            None => edits.push(Edit::PutRemark(id, at, Arc::clone(remark))),
        }
    }
}
