//! One entry of either list, and what a rule answers.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::model::id::{ArticleId, SourceId, StatementId};

/// Whether an entry is something wrong, or work not done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Something is wrong.
    Problem,
    /// Something is not done yet.
    ToDo,
    /// Something is wrong, and somebody has said why that is lived with.
    Silenced,
}

/// The record an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// An article.
    Article(ArticleId),
    /// A statement.
    Statement(StatementId),
    /// A source.
    Source(SourceId),
}

/// One entry of either list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which of the two lists.
    pub sort: Sort,
    /// A name that stays the same in every version: `part_adrift`.
    pub code: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong or to be done, as a person reads it.
    pub text: Cow<'static, str>,
}

impl Entry {
    /// What was found of a record.
    pub fn new(subject: Subject, (sort, code, text): Found) -> Self {
        Self { sort, code, subject, text }
    }
}

/// What a rule found about a record: the list, the code, the text.
pub type Found = (Sort, &'static str, Cow<'static, str>);
