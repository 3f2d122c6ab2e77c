//! How a statement of each tag looks: a tint, a line and its style, a colour for words about it.

use egui::Color32;

use crate::model::tag::TagKind;

/// What a statement looks like: its tag, and for a confirmed fact whether evidence carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Someone else says it.
    Claim,
    /// The article says it itself.
    Assertion,
    /// Checked and carried.
    Fact,
    /// Tagged confirmed, carried by nothing.
    HollowFact,
}

/// The style of the line under a mark, by which it is told without its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Underline {
    /// One line.
    Solid,
    /// Dashes.
    Dashed,
    /// Two lines.
    Double,
    /// Dots.
    Dotted,
}

/// The colours of one sort of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkColours {
    /// Behind the words.
    pub tint: Color32,
    /// Behind the words of the focused statement.
    pub tint_focused: Color32,
    /// Under the words, around them, and in the margin; 3:1 against paper.
    pub line: Color32,
    /// Words and icons about the tag; 4.5:1 on paper, panels, cards and the tint.
    pub ink: Color32,
    /// The style of the line.
    pub underline: Underline,
}

impl Mark {
    /// All four, in the order of the keys.
    pub const ALL: [Self; 4] = [Self::Claim, Self::Assertion, Self::Fact, Self::HollowFact];

    /// The look of a statement with this tag; `is_carried` matters for a confirmed fact only.
    pub const fn of(kind: TagKind, is_carried: bool) -> Self {
        match kind {
            TagKind::Claim => Self::Claim,
            TagKind::Assertion => Self::Assertion,
            TagKind::ConfirmedFact if is_carried => Self::Fact,
            TagKind::ConfirmedFact => Self::HollowFact,
        }
    }
}
