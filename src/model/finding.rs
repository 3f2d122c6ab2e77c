//! Findings: what checking has shown so far, in two questions. Said? Is it what the speaker said. True? Does it hold; where it does, the tag
//! says so.

use serde::{Deserialize, Serialize};

use crate::model::day::Day;

/// The answer to one of the two questions, with who found it. Nothing but the default where nobody has looked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Finding<V> {
    /// The answer.
    pub verdict: V,
    /// One line why.
    pub why: String,
    /// For whose answer it waits; may be empty.
    pub waits_for: String,
    /// Who found it.
    pub by: String,
    /// When.
    pub on: Option<Day>,
}

/// Whether it was said, so and by whom it is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Said {
    /// Not known yet.
    #[default]
    Open,
    /// It was.
    Confirmed,
    /// Somebody else said it.
    WrongSpeaker,
    /// Something else was said.
    WrongWords,
}

/// Whether it holds. That it does is no answer here but the tag *confirmed fact*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Truth {
    /// Not known yet.
    #[default]
    Open,
    /// In part.
    Partly,
    /// It does not.
    Wrong,
    /// Good sources stand against each other.
    Disputed,
    /// Nobody can know.
    CannotBeKnown,
}

impl Said {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Open, Self::Confirmed, Self::WrongSpeaker, Self::WrongWords];
}

impl Truth {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Open, Self::Partly, Self::Wrong, Self::Disputed, Self::CannotBeKnown];
}
