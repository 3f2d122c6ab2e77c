//! What belongs to the review of a whole project: its rules, its passes, and the problems it lives with.

use serde::{Deserialize, Serialize};

use crate::model::day::Day;
use crate::model::id::{PassId, SilenceId};
use crate::model::problems::Subject;

/// What this project asks of its checkers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// How many independent secondary sources carry a fact: 2 or 3.
    pub secondary: u8,
    /// Whether a second person has to sign each statement.
    pub second_reader: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { secondary: 2, second_reader: false }
    }
}

/// One going through the project by one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// Its id.
    pub id: PassId,
    /// Who.
    pub by: String,
    /// The day it began.
    pub from: Option<Day>,
    /// The day it ended; `None` while it goes on.
    pub to: Option<Day>,
    /// What was looked at, as a person reads it: "not carried".
    pub looked_at: String,
    /// How many statements were signed in it.
    pub signed: u64,
    /// How many were sent back.
    pub sent_back: u64,
}

/// A problem that somebody has looked at and lives with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// Its id.
    pub id: SilenceId,
    /// The problem's code.
    pub code: String,
    /// What it is about.
    pub subject: Subject,
    /// Why that is right so; never empty.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub on: Option<Day>,
}
