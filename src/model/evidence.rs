//! Evidence: a source linked to a statement, and what it does for it.

use serde::{Deserialize, Serialize};

use crate::model::day::Day;
use crate::model::id::{EvidenceId, SourceId};

/// One link from a statement to a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its id: two people's links to one statement do not collide.
    pub id: EvidenceId,
    /// The source; it stands in the same project.
    pub source: SourceId,
    /// What it says about the statement.
    pub stance: Stance,
    /// The words of the source, word for word; may be empty.
    pub passage: String,
    /// The words as they stand in the source, where `passage` is a translation of them.
    pub original: String,
    /// Where in the source: a page, a minute, a paragraph.
    pub place: String,
    /// Whether the source is a primary one for this very statement.
    pub primary: bool,
    /// Anything else.
    pub note: String,
    /// Who linked it.
    pub by: String,
    /// When.
    pub on: Option<Day>,
}

/// What a source says about a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Stance {
    /// It holds.
    #[default]
    Supports,
    /// It does not.
    Contradicts,
    /// Background.
    Context,
    /// Only that it was said, not that it holds.
    OnlySaid,
}

impl Stance {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Supports, Self::Contradicts, Self::Context, Self::OnlySaid];
}

impl Evidence {
    /// A supporting link without passage.
    pub fn new(id: EvidenceId, source: SourceId) -> Self {
        Self {
            id,
            source,
            stance: Stance::default(),
            passage: String::new(),
            original: String::new(),
            place: String::new(),
            primary: false,
            note: String::new(),
            by: String::new(),
            on: None,
        }
    }
}
