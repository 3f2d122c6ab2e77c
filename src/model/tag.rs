//! The three tags.

use serde::{Deserialize, Serialize};

use crate::model::day::Day;

/// What a statement is taken for. One field, so that nothing can contradict it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tag {
    /// Someone other than the article says it.
    Claim,
    /// The article says it itself.
    Assertion,
    /// A checker says that it holds; whether evidence carries it is [`crate::model::bar`]'s question.
    ConfirmedFact(Box<Confirmation>),
}

/// Who confirmed, when, and what the statement was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// What it was, and becomes again when the confirmation is taken back.
    pub was: Unconfirmed,
    /// The checker's name.
    pub by: String,
    /// The day.
    pub on: Option<Day>,
}

/// The two tags a statement can have before it is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unconfirmed {
    /// Someone else says it.
    Claim,
    /// The article says it itself.
    Assertion,
}

/// A tag without its particulars: for filters, keys, colours and counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TagKind {
    /// Key 1.
    Claim,
    /// Key 2.
    Assertion,
    /// Key 3.
    ConfirmedFact,
}

impl TagKind {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 3] = [Self::Claim, Self::Assertion, Self::ConfirmedFact];
}

impl Tag {
    /// A confirmed fact.
    pub fn confirmed(confirmation: Confirmation) -> Self {
        Self::ConfirmedFact(Box::new(confirmation))
    }

    /// Which of the three it is.
    pub const fn kind(&self) -> TagKind {
        match self {
            Self::Claim => TagKind::Claim,
            Self::Assertion => TagKind::Assertion,
            Self::ConfirmedFact(_) => TagKind::ConfirmedFact,
        }
    }

    /// What it is, or was before it was confirmed.
    pub const fn unconfirmed(&self) -> Unconfirmed {
        match self {
            Self::Claim => Unconfirmed::Claim,
            Self::Assertion => Unconfirmed::Assertion,
            Self::ConfirmedFact(confirmation) => confirmation.was,
        }
    }
}
