//! What the article view is given and what it answers: plain values, so that it knows nothing of projects.

use std::ops::Range;
use std::sync::Arc;

use egui::{Modifiers, Pos2};

use crate::model::id::StatementId;
use crate::ui::article_view::style::ArticleStyle;

/// One part of a statement, as a range of bytes of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Whose part it is.
    pub statement: StatementId,
    /// How it is drawn.
    pub look: MarkLook,
    /// Whether its statement has the focus: drawn stronger, with handles at its edges.
    pub is_focused: bool,
}

impl Mark {
    /// As a range of bytes.
    pub const fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// How a statement is drawn. Each look differs by the style of its line and the shape of its margin glyph, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkLook {
    /// Someone else says it: a dotted line, a ring.
    Claim,
    /// The article says it itself: a solid line, a square.
    Assertion,
    /// Checked and carried: a double line, a tick.
    Fact,
    /// Called a fact but not carried: an outline without fill, a dashed double line, an open diamond.
    HollowFact,
}

/// What the margin says of one statement, beside the line where its first part starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarginNote {
    /// First byte of its first part.
    pub at: usize,
    /// Whose note it is.
    pub statement: StatementId,
    /// Which glyph.
    pub look: MarkLook,
    /// How many sources are linked.
    pub sources: usize,
    /// Whether the statement has the focus.
    pub is_focused: bool,
}

/// Pushes those stretches of a text, in bytes, that touch a range of it.
pub type Ranges<'a> = dyn Fn(Range<usize>, &mut Vec<Range<usize>>) + 'a;

/// What marks, notes, what is dimmed and what was found are made from, as numbers.
pub type Version = [u64; 6];

/// Where a key or a click is likely to lead.
pub struct Next<'a> {
    /// As long as these are equal, what is pushed is equal too.
    pub version: [u64; 4],
    /// Whether it will be gone to within a moment, so that no rest is waited for.
    pub is_urgent: bool,
    /// Pushes bytes of the article, likeliest first. Asked for once for each version, not in frames in which something else is done.
    pub bytes: &'a dyn Fn(&mut Vec<usize>),
}

/// Everything one frame of the view is drawn from.
pub struct ArticleInput<'a> {
    /// The article, kept exactly as brought in.
    pub text: &'a Arc<str>,
    /// Changes whenever `text` does; scroll and selection start over then.
    pub text_key: u64,
    /// As long as these are equal, what is pushed for the same bytes, and what is attributed, is equal too. `None` where that is not known.
    pub version: Option<Version>,
    /// Pushes the marks that touch a range of bytes, in any order.
    pub marks_in: &'a dyn Fn(Range<usize>, &mut Vec<Mark>),
    /// Pushes the notes whose `at` lies in a range of bytes, in any order.
    pub margin_in: &'a dyn Fn(Range<usize>, &mut Vec<MarginNote>),
    /// Pushes what is dimmed within a range of bytes.
    pub dimmed_in: &'a Ranges<'a>,
    /// Where the text says who says what has the focus, in bytes.
    pub attributed: &'a [Range<usize>],
    /// Pushes what was found within a range of bytes.
    pub found_in: &'a Ranges<'a>,
    /// The hit that is shown, in bytes.
    pub found_current: Option<Range<usize>>,
    /// Where the view is likely to go next.
    pub next: Next<'a>,
    /// What is selected, in bytes.
    pub selection: Option<Range<usize>>,
    /// Whether the statement in focus has handles, which move the edges of its parts.
    pub has_handles: bool,
    /// Colours, faces and sizes.
    pub style: &'a ArticleStyle,
}

/// What the user did in the view.
#[derive(Debug, Clone, PartialEq)]
pub enum ArticleEvent {
    /// The selection is now this, in bytes: said once, when a drag ends or a key is pressed.
    Select(Option<Range<usize>>),
    /// A click that selects nothing.
    Click {
        /// The gap between characters that is nearest.
        byte: usize,
        /// The statements under the pointer, innermost first, each once.
        statements: Vec<StatementId>,
        /// Keys held.
        modifiers: Modifiers,
    },
    /// A click on a glyph in the margin: the statements that start on that line.
    ClickMargin(Vec<StatementId>),
    /// The statements under the pointer have changed to these, innermost first.
    Hover(Vec<StatementId>),
    /// An edge of a part was dragged to another place.
    CutEdge {
        /// Whose part.
        statement: StatementId,
        /// The part as it was.
        old: Range<usize>,
        /// The part as it shall be; never empty.
        new: Range<usize>,
    },
    /// The secondary button, or the menu key, was pressed.
    ContextMenu {
        /// Where, on screen.
        pos: Pos2,
        /// The gap between characters that is nearest.
        byte: usize,
        /// The statements under the pointer, innermost first.
        statements: Vec<StatementId>,
    },
    /// These words of the article went to the clipboard, exactly as they stand in it.
    Copy(String),
}

/// The statements of the marks that hold `byte`, innermost first, each once.
pub fn statements_at(marks: &[Mark], byte: usize) -> Vec<StatementId> {
    let mut under: Vec<&Mark> = marks.iter().filter(|mark| mark.range().contains(&byte)).collect();
    under.sort_by_key(|mark| (mark.end - mark.start, std::cmp::Reverse(mark.start), mark.statement));
    let mut statements = Vec::new();
    for mark in under {
        if !statements.contains(&mark.statement) {
            statements.push(mark.statement);
        }
    }
    statements
}
