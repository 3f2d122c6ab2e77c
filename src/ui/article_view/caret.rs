//! The two ends of a selection: the one that stays and the one that moves.

use std::ops::Range;

use egui::{pos2, vec2};

use crate::text::{graphemes, words};
use crate::ui::article_view::keys::Step;
use crate::ui::article_view::page::Page;

/// Bytes of the article; equal where nothing is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caret {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
}

impl Caret {
    /// With nothing selected.
    pub const fn at(byte: usize) -> Self {
        Self { anchor: byte, head: byte }
    }

    /// What is selected.
    pub fn range(self) -> Option<Range<usize>> {
        (self.anchor != self.head).then(|| self.anchor.min(self.head)..self.anchor.max(self.head))
    }

    /// The caret for a selection: itself while it is the same one, else with its free end at the end.
    pub fn following(self, selection: Option<&Range<usize>>, len: usize) -> Self {
        match selection {
            Some(selection) if self.range().as_ref() != Some(selection) => Self { anchor: selection.start, head: selection.end },
            None if self.anchor != self.head || self.head > len => Self::at(self.head.min(len)),
            _ => self,
        }
    }

    /// With the free end one step on. Lines are those on `page`; where the end is not on it, a step by line does nothing.
    pub fn moved(self, text: &str, page: &Page, step: Step, line_height: f32) -> Self {
        let at = page.caret(self.head);
        let by_line = |lines: f32| at.map_or(self.head, |caret| page.byte_at(caret.center() + vec2(0.0, lines * line_height)));
        let in_row = |x: f32| at.map_or(self.head, |caret| page.byte_at(pos2(x, caret.center().y)));
        let head = match step {
            Step::NextChar => graphemes::next(text, self.head),
            Step::PrevChar => graphemes::prev(text, self.head),
            Step::NextWord => words::next_end(text, self.head),
            Step::PrevWord => words::prev_start(text, self.head),
            Step::LineDown => by_line(1.0),
            Step::LineUp => by_line(-1.0),
            Step::LineStart => in_row(page.column.min),
            Step::LineEnd => in_row(page.column.max + line_height),
            Step::ArticleStart => 0,
            Step::ArticleEnd => text.len(),
        };
        Self { head, ..self }
    }
}
