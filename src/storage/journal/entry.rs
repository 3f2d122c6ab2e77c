//! What stands in a journal: a head that says what it begins from, then what was done, in the order in which it was done.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::edit::Edit;
use crate::model::moment::Moment;
use crate::model::snapshot::Digest;
use crate::storage::journal::path_text;

/// The format of journals that this program writes. It follows the model: where a record changes so that old entries are not read any more,
/// this grows, and `journal/story` gets the step from the old to the new.
pub const FORMAT: u32 = 1;

/// The first line of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its format.
    pub format: u32,
    /// What it begins from.
    pub base: Base,
    /// What the project is called, for whoever looks for it.
    pub name: String,
    /// When it was begun.
    pub at: Moment,
}

/// What the entries of a journal are done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Base {
    /// A file with this content.
    File {
        /// Where it lies.
        #[serde(with = "path_text")]
        path: PathBuf,
        /// The sum of its bytes.
        digest: Digest,
    },
    /// A project that no file holds, as the text of one.
    Text {
        /// The file that the project belongs to all the same, where there is one.
        #[serde(with = "path_text::maybe")]
        path: Option<PathBuf>,
        /// The text of the file that it would be.
        text: String,
    },
}

/// One line of a journal. `V` is where the reader was, which is only carried along.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Entry<V> {
    /// A step that was taken before the base was as it is: done, or undone again.
    Past {
        /// Whether it is done.
        is_done: bool,
        /// What it leads to, or has led to.
        step: Step<V>,
    },
    /// A transaction was done.
    Did {
        /// When.
        at: Moment,
        /// What was done.
        edits: Vec<Edit>,
        /// What takes it back.
        step: Step<V>,
    },
    /// The last step was taken back.
    Undid {
        /// When.
        at: Moment,
        /// What does it again.
        edits: Vec<Edit>,
    },
    /// The step that was taken back last was done again.
    Redid {
        /// When.
        at: Moment,
        /// What takes it back.
        edits: Vec<Edit>,
    },
    /// What is being typed would be this; void as soon as anything comes after it.
    Draft {
        /// When.
        at: Moment,
        /// What it would be called.
        label: String,
        /// What would be done; nothing where nothing is being typed any more.
        edits: Vec<Edit>,
    },
    /// A file with this content is about to be put in place.
    Saving {
        /// When.
        at: Moment,
        /// The state of the history that it holds.
        state: u64,
        /// Where.
        #[serde(with = "path_text")]
        path: PathBuf,
        /// The sum of its bytes.
        digest: Digest,
        /// The process that does it, by whose number files that it leaves behind are known.
        process: u32,
    },
    /// That has come to its end, well or not: no file is left behind.
    Settled {
        /// When.
        at: Moment,
    },
    /// The file has this content now, mostly of another program, and what was changed there is in the project: what differs from here on is ours.
    TakenIn {
        /// When.
        at: Moment,
        /// Where.
        #[serde(with = "path_text")]
        path: PathBuf,
        /// The sum of its bytes.
        digest: Digest,
    },
}

/// A step as history keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step<V> {
    /// What was done, as a menu names it.
    pub label: String,
    /// What takes it back; where it is undone, what does it again.
    pub edits: Vec<Edit>,
    /// Where the reader was before.
    pub before: V,
    /// Where she was after.
    pub after: V,
    /// The state that doing it leads to.
    pub state: u64,
}

impl<V> Step<V> {
    /// Whether it only tells, before all other steps, the state that these begin from: what led there is not known any more.
    pub const fn is_bottom(&self) -> bool {
        self.edits.is_empty()
    }
}

impl<V> Entry<V> {
    /// Whether it changes the project.
    pub const fn is_change(&self) -> bool {
        matches!(self, Self::Did { .. } | Self::Undid { .. } | Self::Redid { .. })
    }

    /// The step of the past that it keeps, where it does.
    pub const fn past_step(&self) -> Option<&Step<V>> {
        if let Self::Past { step, .. } = self { Some(step) } else { None }
    }

    /// When it was made; nothing for steps of the past.
    pub const fn at(&self) -> Option<Moment> {
        match self {
            Self::Past { .. } => None,
            Self::Did { at, .. }
            | Self::Undid { at, .. }
            | Self::Redid { at, .. }
            | Self::Draft { at, .. }
            | Self::Saving { at, .. }
            | Self::TakenIn { at, .. }
            | Self::Settled { at } => Some(*at),
        }
    }
}
