//! What checking adds to a statement beside its tag and evidence: findings, remarks, who signed, how it came to be so.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::day::Day;
use crate::model::earlier::Earlier;
use crate::model::finding::{Finding, Said, Truth};
use crate::model::id::RemarkId;
use crate::model::remark::Remark;
use crate::model::statement::Part;

/// All of it. Most statements have none, and a statement keeps it apart so that those stay small.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Checks {
    /// Where the text says who says it; see [`crate::model::statement::Statement::parts_in_order`].
    pub attribution: Vec<Part>,
    /// Was it said?
    pub said: Finding<Said>,
    /// Is it true?
    pub truth: Finding<Truth>,
    /// What was asked, proposed, commented; in the order of time.
    pub remarks: Vec<Arc<Remark>>,
    /// What was decided, in the order of time.
    pub history: Vec<Decision>,
    /// Who has signed it off; one signature a person.
    pub signed: Vec<Signature>,
    /// What it was before each change, in the order of time.
    pub earlier: Vec<Arc<Earlier>>,
}

/// One decision: who, when, from what to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What it was about.
    pub about: Aspect,
    /// What was before, as a person reads it; empty where there was nothing.
    pub from: String,
    /// What came; empty where it was taken away.
    pub to: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: Option<Day>,
}

/// A sign-off, with what it saw: whatever is not so any more has changed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who.
    pub by: String,
    /// When.
    pub on: Option<Day>,
    /// Why a fact that nothing carries was left so; empty for others.
    pub reason: String,
    /// A sum of each thing that was there, in the order of [`Aspect`].
    pub saw: Vec<(Aspect, u32)>,
}

/// What of a statement can be decided, or seen at sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Aspect {
    /// Which words it is.
    Words,
    /// Its tag.
    Tag,
    /// Who says it.
    SaidBy,
    /// What it says in plain words, and for which day.
    Meaning,
    /// What is linked, with passages, and the sources themselves.
    Evidence,
    /// Was it said?
    Said,
    /// Is it true?
    Truth,
    /// Questions and corrections.
    Remarks,
    /// Its note.
    Note,
    /// A sign-off.
    SignOff,
}

impl Aspect {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Words,
        Self::Tag,
        Self::SaidBy,
        Self::Meaning,
        Self::Evidence,
        Self::Said,
        Self::Truth,
        Self::Remarks,
        Self::Note,
        Self::SignOff,
    ];
}

/// What a statement has of which nothing is known.
static NONE: Checks = Checks {
    attribution: Vec::new(),
    said: Finding { verdict: Said::Open, why: String::new(), waits_for: String::new(), by: String::new(), on: None },
    truth: Finding { verdict: Truth::Open, why: String::new(), waits_for: String::new(), by: String::new(), on: None },
    remarks: Vec::new(),
    history: Vec::new(),
    signed: Vec::new(),
    earlier: Vec::new(),
};

impl Checks {
    /// The checks of a statement that has none.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// The remark with this id.
    pub fn remark(&self, id: RemarkId) -> Option<&Arc<Remark>> {
        self.remarks.iter().find(|remark| remark.id == id)
    }
}
