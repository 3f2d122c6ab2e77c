//! Remarks on a statement: what is asked, proposed or commented, and what was answered.

use serde::{Deserialize, Serialize};

use crate::model::day::Day;
use crate::model::id::RemarkId;

/// One remark with its replies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Its id: two people's remarks on one statement do not collide.
    pub id: RemarkId,
    /// A question, a correction or a comment.
    pub kind: RemarkKind,
    /// What is asked, why another wording, or what is said.
    pub text: String,
    /// The wording proposed in place of the statement's; of a correction only.
    pub wording: String,
    /// Who is to answer: "the author", "R. Vale"; empty where anybody may.
    pub whom: String,
    /// Who made it.
    pub by: String,
    /// When.
    pub on: Option<Day>,
    /// Answers, oldest first.
    pub replies: Vec<Reply>,
    /// Whether it is done with.
    pub is_settled: bool,
}

/// What sort of remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum RemarkKind {
    /// Somebody is asked something.
    #[default]
    Query,
    /// Another wording is proposed.
    Correction,
    /// Something is said.
    Comment,
}

/// An answer to a remark.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reply {
    /// What it says.
    pub text: String,
    /// Who.
    pub by: String,
    /// When.
    pub on: Option<Day>,
}

impl RemarkKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Query, Self::Correction, Self::Comment];
}

impl Remark {
    /// A remark of which nothing but this is known.
    pub const fn new(id: RemarkId, kind: RemarkKind, text: String) -> Self {
        Self {
            id,
            kind,
            text,
            wording: String::new(),
            whom: String::new(),
            by: String::new(),
            on: None,
            replies: Vec::new(),
            is_settled: false,
        }
    }

    /// Whether somebody still has to answer or to decide. A comment asks nothing.
    pub const fn is_waiting(&self) -> bool {
        !self.is_settled && !matches!(self.kind, RemarkKind::Comment)
    }
}
