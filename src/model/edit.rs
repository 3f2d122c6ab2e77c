//! Edits: the smallest changes of a project, each answered by the edit that takes it back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::article::Article;
use crate::model::aside::Aside;
use crate::model::evidence::Evidence;
use crate::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use crate::model::id::{ArticleId, AsideId, EvidenceId, PassId, RemarkId, SilenceId, SourceId, StatementId, UnmergedId};
use crate::model::remark::Remark;
use crate::model::review::{Pass, Rules, Silence};
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::model::unmerged::Unmerged;

/// One change, as small as what changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Adds an article that is not there yet, at this place among the articles (0 is first).
    PutArticle(usize, Arc<Article>),
    /// Takes away an article that no statement lies in.
    DropArticle(ArticleId),
    /// Sets one field.
    SetArticle(ArticleId, ArticleField),
    /// Adds a source that is not there yet.
    PutSource(Arc<Source>),
    /// Takes away a source that no evidence names.
    DropSource(SourceId),
    /// Sets one field.
    SetSource(SourceId, SourceField),
    /// Adds a statement that is not there yet.
    PutStatement(Arc<Statement>),
    /// Takes away a statement with its evidence.
    DropStatement(StatementId),
    /// Sets one field.
    SetStatement(StatementId, StatementField),
    /// Adds evidence to a statement, at this place in the order (0 is first).
    PutEvidence(StatementId, usize, Arc<Evidence>),
    /// Takes evidence away.
    DropEvidence(StatementId, EvidenceId),
    /// Sets one field.
    SetEvidence(StatementId, EvidenceId, EvidenceField),
    /// Adds a remark to a statement, at this place in the order (0 is first).
    PutRemark(StatementId, usize, Arc<Remark>),
    /// Takes a remark away.
    DropRemark(StatementId, RemarkId),
    /// Puts a remark in place of the one with its id.
    SetRemark(StatementId, Arc<Remark>),
    /// Sets a stretch of an article aside.
    PutAside(Arc<Aside>),
    /// Takes that back.
    DropAside(AsideId),
    /// Adds a pass that is not there yet.
    PutPass(Arc<Pass>),
    /// Takes a pass away.
    DropPass(PassId),
    /// Silences a problem.
    PutSilence(Arc<Silence>),
    /// Lets it be heard again.
    DropSilence(SilenceId),
    /// Sets what the project asks of its checkers.
    SetRules(Rules),
    /// Keeps the other version of something, until somebody chooses.
    PutUnmerged(Arc<Unmerged>),
    /// Lets go of it.
    DropUnmerged(UnmergedId),
}

/// Why an edit was refused; the project is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// No such article.
    #[error("there is no article {0}")]
    NoArticle(ArticleId),
    /// No such source.
    #[error("there is no source {0}")]
    NoSource(SourceId),
    /// No such statement.
    #[error("there is no statement {0}")]
    NoStatement(StatementId),
    /// No such evidence.
    #[error("statement {0} has no evidence {1}")]
    NoEvidence(StatementId, EvidenceId),
    /// The id is taken.
    #[error("{0} is there already")]
    Taken(String),
    /// Statements lie in it.
    #[error("article {0} still has statements")]
    ArticleInUse(ArticleId),
    /// Evidence names it.
    #[error("source {0} is still linked")]
    SourceInUse(SourceId),
    /// A statement must stand somewhere.
    #[error("statement {0} would have no part")]
    NoParts(StatementId),
    /// A part does not lie in the text, or cuts a character.
    #[error("a part of statement {0} does not lie in its article")]
    OutsideText(StatementId),
    /// Two parts of one statement share words, or stand out of order.
    #[error("two parts of statement {0} overlap or stand out of order")]
    PartsOverlap(StatementId),
    /// A statement cannot be the same as itself.
    #[error("statement {0} cannot be the same as itself")]
    SameAsItself(StatementId),
    /// No such record.
    #[error("there is no {0}")]
    Missing(String),
    /// Two stretches that are set aside share words, or one does not lie in its article.
    #[error("what is set aside as {0} overlaps another or does not lie in its article")]
    AsideOverlaps(AsideId),
    /// A source cannot rest on itself, whatever stands between.
    #[error("source {0} would rest on itself")]
    RestsOnItself(SourceId),
    /// More sources than can be looked at.
    #[error("source {0} would rest on more than a thousand others")]
    TooManyInputs(SourceId),
    /// A merge left something open about it.
    #[error("two versions of {0} are still open")]
    Open(String),
    /// The place in the order does not exist.
    #[error("there is no place {0} to put it")]
    NoPlace(usize),
}

/// Edits that are done, undone and redone together: one command, one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// What was done, as a menu names it after "Undo": "link source".
    pub label: String,
    /// The edits, in the order in which they are applied.
    pub edits: Vec<Edit>,
}

impl Transaction {
    /// A transaction of one edit.
    pub fn one(label: impl Into<String>, edit: Edit) -> Self {
        Self { label: label.into(), edits: vec![edit] }
    }
}
