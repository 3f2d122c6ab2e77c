//! A bar: what it counts, how many, and what is behind it.

use crate::model::evidence::Stance;
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::source::SourceKind;

/// What a bar counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum What {
    /// Tagged claim.
    Claims,
    /// Tagged assertion.
    Assertions,
    /// Tagged confirmed fact, and carried.
    Confirmed,
    /// Tagged confirmed fact, but hollow: never counted as confirmed.
    Hollow,
    /// Statements that something is linked to, of whatever stance.
    WithSource,
    /// Statements that nothing is linked to.
    WithoutSource,
    /// Sources of a sort.
    Kind(SourceKind),
    /// Links of a stance; behind them stand their statements.
    Stance(Stance),
    /// Confirmed facts that one story supports, as several do; its key, as it is compared.
    Story(String),
    /// Confirmed facts on stories like these, further down.
    FurtherStories,
    /// Confirmed facts with a story that supports no other.
    LoneStories,
    /// Confirmed facts with a source of which it is not known whose story it tells.
    UnknownStories,
    /// The statements that lie in a stretch of an article, from 0.
    Stretch(ArticleId, usize),
}

/// What is behind a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind {
    /// Statements, article by article, in reading order, each once.
    Statements(Vec<StatementId>),
    /// Sources, by id.
    Sources(Vec<SourceId>),
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it counts.
    pub what: What,
    /// How many; for links it can be more than there are statements behind it.
    pub number: usize,
    /// What is behind it.
    pub behind: Behind,
}

impl Bar {
    /// A bar of so many statements as are behind it.
    pub fn statements(what: What, behind: Vec<StatementId>) -> Self {
        Self { what, number: behind.len(), behind: Behind::Statements(behind) }
    }
}

impl Behind {
    /// How many records there are.
    pub const fn len(&self) -> usize {
        match self {
            Self::Statements(ids) => ids.len(),
            Self::Sources(ids) => ids.len(),
        }
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
