//! What two merged versions did not agree on: one of them stands, and the other waits here until somebody chooses.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::edit::Edit;
use crate::model::field::StatementField;
use crate::model::id::{StatementId, UnmergedId, derived};
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::remark::Remark;

/// One thing of one record of which there are two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Edit", into = "Edit")]
pub struct Unmerged {
    // Made from `other` where a merge comes upon it, so that two desks that come upon the same find it to be the same.
    id: UnmergedId,
    subject: Subject,
    // One of those that `of` takes.
    other: Edit,
}

/// An edit that a merge never leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a merge never leaves this open")]
pub struct NotOpen;

impl TryFrom<Edit> for Unmerged {
    type Error = NotOpen;

    fn try_from(other: Edit) -> Result<Self, NotOpen> {
        Self::of(other).ok_or(NotOpen)
    }
}

impl From<Unmerged> for Edit {
    fn from(unmerged: Unmerged) -> Self {
        unmerged.other
    }
}

impl Unmerged {
    /// That this edit would make the other version stand. `None` for edits that a merge never leaves open.
    pub fn of(other: Edit) -> Option<Self> {
        let subject = match &other {
            Edit::SetArticle(id, _) | Edit::DropArticle(id) => Subject::Article(*id),
            // What is set aside is shown with its article.
            Edit::PutAside(aside) => Subject::Article(aside.article),
            Edit::SetSource(id, _) | Edit::DropSource(id) => Subject::Source(*id),
            // Lists that are merged item by item.
            Edit::SetStatement(
                _,
                StatementField::SameAs(_) | StatementField::History(_) | StatementField::Signed(_) | StatementField::Earlier(_),
            ) => return None,
            Edit::SetStatement(id, _)
            | Edit::DropStatement(id)
            | Edit::SetEvidence(id, ..)
            | Edit::DropEvidence(id, _)
            | Edit::SetRemark(id, _)
            | Edit::DropRemark(id, _) => Subject::Statement(*id),
            _ => return None,
        };
        Some(Self { id: UnmergedId::from_raw(derived(&format!("{other:?}"))), subject, other })
    }

    /// The same under an id that it has already.
    pub fn with_id(self, id: UnmergedId) -> Self {
        Self { id, ..self }
    }

    /// Its id.
    pub const fn id(&self) -> UnmergedId {
        self.id
    }

    /// The record that it is about.
    pub const fn subject(&self) -> Subject {
        self.subject
    }

    /// The edit that would make the other version stand.
    pub const fn other(&self) -> &Edit {
        &self.other
    }

    /// What of the record it is about, in plain words: "note", "passage"; `None` where one version has the record and the other has not.
    pub fn field(&self) -> Option<&'static str> {
        match &self.other {
            Edit::SetArticle(_, field) => Some(field.name()),
            Edit::SetSource(_, field) => Some(field.name()),
            Edit::SetStatement(_, field) => Some(field.name()),
            Edit::SetEvidence(_, _, field) => Some(field.name()),
            Edit::SetRemark(..) => Some("remark"),
            _ => None,
        }
    }

    /// What is open, as a person reads it.
    pub fn text(&self) -> String {
        match &self.other {
            Edit::SetEvidence(_, _, field) => format!("A link has two versions of one thing: {}", field.name()),
            Edit::DropEvidence(..) => "A link was changed in one version and taken away in the other".to_owned(),
            Edit::DropRemark(..) => "A remark was changed in one version and taken away in the other".to_owned(),
            Edit::PutAside(_) => "What is set aside in one version is not set aside so in the other".to_owned(),
            Edit::DropArticle(_) | Edit::DropSource(_) | Edit::DropStatement(_) => {
                "It stands in one version and is not there in the other".to_owned()
            }
            _ => format!("There are two versions of one thing: {}", self.field().unwrap_or_default()),
        }
    }

    /// Whether what it is about is still there.
    pub fn is_in(&self, project: &Project) -> bool {
        match &self.other {
            Edit::SetEvidence(id, link, _) | Edit::DropEvidence(id, link) => {
                project.statements.get(id).is_some_and(|statement| statement.evidence(*link).is_some())
            }
            Edit::SetRemark(id, remark) => has_remark(project, *id, |other| other.id == remark.id),
            Edit::DropRemark(id, remark) => has_remark(project, *id, |other| other.id == *remark),
            _ => self.has_subject_in(project),
        }
    }

    /// Whether the record that it is about is there, which it has to be.
    pub fn has_subject_in(&self, project: &Project) -> bool {
        match self.subject {
            Subject::Article(id) => project.articles.contains_key(&id),
            Subject::Source(id) => project.sources.contains_key(&id),
            Subject::Statement(id) => project.statements.contains_key(&id),
        }
    }

    /// Whether the edit takes away what it is about.
    fn hangs_on(&self, edit: &Edit) -> bool {
        match edit {
            Edit::DropArticle(id) => self.subject == Subject::Article(*id),
            Edit::DropSource(id) => self.subject == Subject::Source(*id),
            Edit::DropStatement(id) => self.subject == Subject::Statement(*id),
            Edit::DropEvidence(id, link) => match &self.other {
                Edit::SetEvidence(of, other, _) | Edit::DropEvidence(of, other) => (of, other) == (id, link),
                _ => false,
            },
            Edit::DropRemark(id, remark) => match &self.other {
                Edit::SetRemark(of, other) => (*of, other.id) == (*id, *remark),
                Edit::DropRemark(of, other) => (of, other) == (id, remark),
                _ => false,
            },
            _ => false,
        }
    }

    /// The edits that make the other version stand, and let go of this.
    pub fn take(&self, project: &Project) -> Vec<Edit> {
        let mut edits = vec![Edit::DropUnmerged(self.id)];
        match &self.other {
            // What was answered meanwhile stays.
            Edit::SetRemark(id, other) => {
                let now = project.statement(*id).and_then(|statement| statement.checks().remark(other.id));
                let (replies, is_settled) = now.map_or_else(Default::default, |now| (now.replies.clone(), now.is_settled));
                edits.push(Edit::SetRemark(*id, Arc::new(Remark { replies, is_settled, ..Remark::clone(other) })));
            }
            Edit::PutAside(aside) => {
                if let Some(span) = aside.part.span() {
                    let bytes = span.range();
                    let in_the_way = project.asides_in(aside.article, &bytes).filter(|(_, other)| other.id != aside.id);
                    edits.extend(in_the_way.map(|(_, other)| Edit::DropAside(other.id)));
                }
                edits.extend(project.aside(aside.id).map(|aside| Edit::DropAside(aside.id)));
                edits.push(self.other.clone());
            }
            Edit::DropStatement(id) => {
                for namer in project.index().namers(*id).filter_map(|namer| project.statement(namer)) {
                    let others = namer.same_as.iter().filter(|other| *other != id).copied().collect();
                    edits.push(Edit::SetStatement(namer.id, StatementField::SameAs(others)));
                }
                edits.push(self.other.clone());
            }
            other => edits.push(other.clone()),
        }
        without_what_hangs_on(project, edits)
    }
}

/// The edits, after those that let go of what is open about whatever they take away.
pub fn without_what_hangs_on(project: &Project, edits: Vec<Edit>) -> Vec<Edit> {
    if project.unmerged.is_empty() {
        return edits;
    }
    let subject = |edit: &Edit| match edit {
        Edit::DropArticle(id) => Some(Subject::Article(*id)),
        Edit::DropSource(id) => Some(Subject::Source(*id)),
        Edit::DropStatement(id) | Edit::DropEvidence(id, _) | Edit::DropRemark(id, _) => Some(Subject::Statement(*id)),
        _ => None,
    };
    let mut gone: BTreeSet<UnmergedId> = BTreeSet::new();
    for (edit, subject) in edits.iter().filter_map(|edit| Some((edit, subject(edit)?))) {
        gone.extend(project.unmerged_of(subject).filter(|open| open.hangs_on(edit)).map(|open| open.id()));
    }
    for edit in &edits {
        if let Edit::DropUnmerged(id) = edit {
            gone.remove(id);
        }
    }
    gone.into_iter().map(Edit::DropUnmerged).chain(edits).collect()
}

fn has_remark(project: &Project, id: StatementId, is_it: impl Fn(&Remark) -> bool) -> bool {
    project.statements.get(&id).is_some_and(|statement| statement.checks().remarks.iter().any(|remark| is_it(remark)))
}
