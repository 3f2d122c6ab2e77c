//! The two ends of a selection: the one that stays and the one that moves.

use std::ops::Range;
use std::sync::Arc;

use egui::{Context, vec2};

use crate::model::span::Span;
use crate::text::{graphemes, words};
use crate::ui::article_view::column::Column;
use crate::ui::article_view::keys::Step;
use crate::ui::article_view::laid::Laid;

/// Bytes of the article; equal where nothing is selected.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Caret {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
    // After a step to or by a line.
    in_line: Option<InLine>,
}

/// What the free end's byte does not say of its place.
#[derive(Debug, Clone, Copy, PartialEq)]
struct InLine {
    // How far right of the line's left it wants to be, which a shorter line does not change.
    x: f32,
    // Whether it is at the end of the line before its byte, not at the start of the one that its byte begins.
    is_at_end: bool,
}

/// A line of the article as it is laid out.
struct Line {
    paragraph: usize,
    start: usize,
    laid: Arc<Laid>,
    row: usize,
}

/// A range without the white space at its ends; `None` where there is nothing else in it.
pub fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    Span::new(text, range)?.trimmed(text).map(Span::range)
}

impl Caret {
    /// With nothing selected.
    pub const fn at(byte: usize) -> Self {
        Self::between(byte, byte)
    }

    /// With this selected, and the free end at its start or at its end.
    pub const fn over(range: Range<usize>, is_backward: bool) -> Self {
        if is_backward { Self::between(range.end, range.start) } else { Self::between(range.start, range.end) }
    }

    const fn between(anchor: usize, head: usize) -> Self {
        Self { anchor, head, in_line: None }
    }

    /// What is selected.
    pub fn range(self) -> Option<Range<usize>> {
        (self.anchor != self.head).then(|| self.anchor.min(self.head)..self.anchor.max(self.head))
    }

    /// The caret for a selection: itself while it is the same one, else with its free end at the end. A selection has no white space at its
    /// ends, and is none where there is nothing else; the caret's own range may have, else a step over a space would be none.
    pub fn following(self, selection: Option<&Range<usize>>, text: &str) -> Self {
        let own = self.range();
        let is_there = self.anchor.max(self.head) <= text.len();
        if is_there && (own.as_ref() == selection || own.and_then(|own| trimmed(text, own)).as_ref() == selection) {
            return self;
        }
        selection.map_or_else(|| Self::at(self.head.min(text.len())), |selection| Self::over(selection.clone(), false))
    }

    /// With the free end one step on, in the text of the column. Lines are those of its layout, in sight or not.
    pub fn moved(self, column: &mut Column, ctx: &Context, step: Step) -> Self {
        let text = Arc::clone(column.paragraphs().text());
        let head = match step {
            Step::NextChar => graphemes::next(&text, self.head),
            Step::PrevChar => graphemes::prev(&text, self.head),
            Step::NextWord => words::next_end(&text, self.head),
            Step::PrevWord => words::prev_start(&text, self.head),
            Step::Lines(count) => return self.by_lines(column, ctx, count).unwrap_or(self),
            Step::Pages(_) => self.head,
            Step::LineStart => self.line(column, ctx).map_or(self.head, |line| graphemes::floor(&text, line.first())),
            Step::LineEnd => return self.to_line_end(column, ctx).unwrap_or(self),
            Step::ArticleStart => 0,
            Step::ArticleEnd => text.len(),
        };
        Self::between(self.anchor, head)
    }

    /// So many lines down, or up; beyond the first and the last one to the ends of the text.
    fn by_lines(self, column: &mut Column, ctx: &Context, count: i32) -> Option<Self> {
        let mut line = self.line(column, ctx)?;
        let x = self.in_line.map_or_else(|| line.laid.caret(self.head.saturating_sub(line.start)).left(), |in_line| in_line.x);
        for _ in 0..count.unsigned_abs() {
            let Some(next) = line.next(column, ctx, count > 0) else {
                let head = if count > 0 { column.paragraphs().text().len() } else { 0 };
                return Some(self.put(column, ctx, head, &line, x));
            };
            line = next;
        }
        let (top, bottom) = line.laid.row_span(line.row);
        let head = line.start + line.laid.byte_at(column.paragraphs().words(line.paragraph), vec2(x, (top + bottom) * 0.5));
        Some(self.put(column, ctx, head, &line, x))
    }

    /// To the end of its line, and from there on by lines to the ends of others.
    fn to_line_end(self, column: &mut Column, ctx: &Context) -> Option<Self> {
        let line = self.line(column, ctx)?;
        let paragraphs = column.paragraphs();
        let head = if line.row + 1 < line.laid.row_count() {
            graphemes::floor(paragraphs.text(), line.start + line.laid.row_start(line.row + 1))
        } else {
            paragraphs.range(line.paragraph).end
        };
        let beyond = column.wrap_width() * 2.0;
        Some(self.put(column, ctx, head, &line, beyond))
    }

    /// With the free end at a byte of a line, wanting to be at `x`.
    fn put(self, column: &mut Column, ctx: &Context, head: usize, line: &Line, x: f32) -> Self {
        let put = |is_at_end| Self { head, in_line: Some(InLine { x, is_at_end }), ..self };
        let is_there = |there: Line| (there.paragraph, there.row) == (line.paragraph, line.row);
        // Where a line was broken its end and the start of the next one are the same byte.
        if put(false).line(column, ctx).is_some_and(is_there) { put(false) } else { put(true) }
    }

    /// The line of the free end.
    fn line(self, column: &mut Column, ctx: &Context) -> Option<Line> {
        let is_at_end = self.in_line.is_some_and(|in_line| in_line.is_at_end);
        let byte = if is_at_end { graphemes::prev(column.paragraphs().text(), self.head) } else { self.head };
        let paragraph = column.paragraphs().at(byte);
        let start = column.paragraphs().range(paragraph).start;
        let laid = column.laid(ctx, paragraph)?;
        let row = laid.row_of(byte.saturating_sub(start));
        Some(Line { paragraph, start, laid, row })
    }
}

impl Line {
    /// Its first byte.
    fn first(&self) -> usize {
        self.start + self.laid.row_start(self.row)
    }

    /// The line below, or the one above.
    fn next(&self, column: &mut Column, ctx: &Context, is_down: bool) -> Option<Self> {
        let row = if is_down { Some(self.row + 1).filter(|row| *row < self.laid.row_count()) } else { self.row.checked_sub(1) };
        if let Some(row) = row {
            return Some(Self { paragraph: self.paragraph, start: self.start, laid: Arc::clone(&self.laid), row });
        }
        let paragraph = if is_down { self.paragraph + 1 } else { self.paragraph.checked_sub(1)? };
        if paragraph >= column.paragraphs().count() {
            return None;
        }
        let start = column.paragraphs().range(paragraph).start;
        let laid = column.laid(ctx, paragraph)?;
        let row = if is_down { 0 } else { laid.row_count() - 1 };
        Some(Self { paragraph, start, laid, row })
    }
}
