//! Plans of what marking does: from the project and a wish to one transaction.

use std::sync::Arc;

use crate::model::article::Article;
use crate::model::day::Day;
use crate::model::edit::{Edit, Transaction};
use crate::model::field::StatementField;
use crate::model::id::StatementId;
use crate::model::project::Project;
use crate::model::span::Span;
use crate::model::statement::{Part, Statement};
use crate::model::tag::{Confirmation, Tag, TagKind, Unconfirmed};

/// Who does something, and on which day: written into confirmations and links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checker {
    /// The name.
    pub name: String,
    /// Today.
    pub today: Day,
}

/// A new statement over `span`.
pub fn mark(article: &Article, span: Span, kind: TagKind, id: StatementId, checker: &Checker) -> Transaction {
    let tag = tag_from(kind, Unconfirmed::Assertion, checker);
    let statement = Statement::new(id, article.id, span, tag);
    Transaction::one(label_of(kind, "tag"), Edit::PutStatement(Arc::new(statement)))
}

/// Another tag for a statement; `None` where it has that one. A confirmed fact remembers what it was.
pub fn retag(statement: &Statement, kind: TagKind, checker: &Checker) -> Option<Transaction> {
    if statement.tag.kind() == kind {
        return None;
    }
    let tag = tag_from(kind, statement.tag.unconfirmed(), checker);
    Some(Transaction::one(label_of(kind, "retag"), Edit::SetStatement(statement.id, StatementField::Tag(tag))))
}

fn tag_from(kind: TagKind, was: Unconfirmed, checker: &Checker) -> Tag {
    match kind {
        TagKind::Claim => Tag::Claim,
        TagKind::Assertion => Tag::Assertion,
        TagKind::ConfirmedFact => Tag::confirmed(Confirmation { was, by: checker.name.clone(), on: Some(checker.today) }),
    }
}

fn label_of(kind: TagKind, verb: &str) -> String {
    let name = match kind {
        TagKind::Claim => "claim",
        TagKind::Assertion => "assertion",
        TagKind::ConfirmedFact => "confirmed fact",
    };
    format!("{verb} as {name}")
}

/// A further part; where it touches or overlaps others they become one, and a part adrift of the same words is found with it.
/// `None` where nothing changes.
pub fn add_part(statement: &Statement, article: &Article, span: Span) -> Option<Transaction> {
    let words = span.words(&article.text);
    let adrift = statement.parts.iter().position(|part| matches!(part, Part::Adrift(quote) if quote.exact == words));
    with_parts(statement, "add part", joined(&statement.parts, article, adrift, span))
}

/// One part with other edges. `None` where nothing changes or there is no such part.
pub fn recut(statement: &Statement, article: &Article, part: usize, span: Span) -> Option<Transaction> {
    statement.parts.get(part)?;
    with_parts(statement, "move edge", joined(&statement.parts, article, Some(part), span))
}

/// One part less. `None` where it is the last or there is no such part.
pub fn remove_part(statement: &Statement, part: usize) -> Option<Transaction> {
    if statement.parts.len() < 2 || part >= statement.parts.len() {
        return None;
    }
    let mut parts = statement.parts.clone();
    parts.remove(part);
    with_parts(statement, "remove part", parts)
}

/// Where the text says who says it; where it touches or overlaps others they become one, and the very same words take themselves back.
pub fn attribute(statement: &Statement, article: &Article, span: Span) -> Transaction {
    let there = &statement.checks().attribution;
    let (label, parts) = if there.contains(&Part::At(span)) {
        ("take attribution back", there.iter().filter(|part| **part != Part::At(span)).cloned().collect())
    } else {
        ("mark attribution", joined(there, article, None, span))
    };
    Transaction::one(label, Edit::SetStatement(statement.id, StatementField::Attribution(parts)))
}

fn with_parts(statement: &Statement, label: &str, parts: Vec<Part>) -> Option<Transaction> {
    if parts == statement.parts {
        return None;
    }
    Some(Transaction::one(label, Edit::SetStatement(statement.id, StatementField::Parts(parts))))
}

/// The parts but `leave_out`, and `span`, those that overlap it taken into it.
fn joined(there: &[Part], article: &Article, leave_out: Option<usize>, span: Span) -> Vec<Part> {
    let mut whole = span;
    let mut parts: Vec<Part> = Vec::new();
    for (_, part) in there.iter().enumerate().filter(|(at, _)| Some(*at) != leave_out) {
        match part {
            Part::At(other) if other.start() <= whole.end() && whole.start() <= other.end() => {
                let union = whole.start().min(other.start())..whole.end().max(other.end());
                whole = Span::new(&article.text, union).unwrap_or(whole);
            }
            other => parts.push(other.clone()),
        }
    }
    parts.push(Part::At(whole));
    Statement::parts_in_order(parts)
}

/// A statement away, and out of what others name as the same.
pub fn delete(project: &Project, statement: &Statement) -> Transaction {
    let mut edits = forget_same(project, statement);
    edits.push(Edit::DropStatement(statement.id));
    Transaction { label: "delete statement".to_owned(), edits }
}

/// The edits that take `statement` out of the lists of those it names.
pub fn forget_same(project: &Project, statement: &Statement) -> Vec<Edit> {
    statement.same_as.iter().filter_map(|other| without_same(project.statement(*other)?, statement.id)).collect()
}

/// Two statements that say the same, each naming the other. `None` where they do already, or are one.
pub fn link_same(one: &Statement, other: &Statement) -> Option<Transaction> {
    if one.id == other.id {
        return None;
    }
    let edits: Vec<Edit> = [(one, other.id), (other, one.id)].into_iter().filter_map(|(statement, id)| with_same(statement, id)).collect();
    (!edits.is_empty()).then(|| Transaction { label: "link as same".to_owned(), edits })
}

/// Takes [`link_same`] back; `other` may be gone. `None` where they are not linked.
pub fn unlink_same(one: &Statement, other: StatementId, project: &Project) -> Option<Transaction> {
    let mut edits: Vec<Edit> = without_same(one, other).into_iter().collect();
    edits.extend(project.statement(other).and_then(|other| without_same(other, one.id)));
    (!edits.is_empty()).then(|| Transaction { label: "unlink same".to_owned(), edits })
}

fn with_same(statement: &Statement, id: StatementId) -> Option<Edit> {
    if statement.same_as.contains(&id) {
        return None;
    }
    let mut same = statement.same_as.to_vec();
    same.push(id);
    same.sort();
    Some(Edit::SetStatement(statement.id, StatementField::SameAs(same)))
}

fn without_same(statement: &Statement, id: StatementId) -> Option<Edit> {
    if !statement.same_as.contains(&id) {
        return None;
    }
    let same = statement.same_as.iter().copied().filter(|other| *other != id).collect();
    Some(Edit::SetStatement(statement.id, StatementField::SameAs(same)))
}

/// A field as it was typed. `None` where it is what was there.
pub fn set(statement: &Statement, field: StatementField) -> Option<Transaction> {
    let mut copy = statement.clone();
    field.clone().swap_with(&mut copy);
    if copy == *statement {
        return None;
    }
    let label = match field {
        StatementField::Parts(_) => "change parts",
        StatementField::Tag(_) => "retag",
        StatementField::SaidBy(_) => "change speaker",
        StatementField::InPlainWords(_) => "change plain words",
        StatementField::AsOf(_) => "change as of",
        StatementField::Note(_) => "change note",
        StatementField::SameAs(_) => "change same as",
        StatementField::Attribution(_) => "change attribution",
        StatementField::Said(_) | StatementField::Truth(_) => "change finding",
        StatementField::History(_) | StatementField::Earlier(_) => "change history",
        StatementField::Signed(_) => "change sign-off",
    };
    Some(Transaction::one(label, Edit::SetStatement(statement.id, field)))
}
