//! What is on screen in one frame: the visible paragraphs and where they stand, in bytes of the article and points of the window.

use std::ops::Range;
use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::{Context, Pos2, Rect, pos2, vec2};

use crate::ui::article_view::column::Column;
use crate::ui::article_view::laid::{Laid, Piece};

/// Points that stay free between the tints of two rows, so that each row is read for itself.
const ROW_GAP: f32 = 3.0;

/// Points that a line may stand out of the view and still be whole in it: it is put on whole pixels.
const UNSEEN: f32 = 1.0;

/// One paragraph on screen.
#[derive(Debug, Clone)]
pub struct Visible {
    /// Its number.
    pub index: usize,
    /// Its bytes, without the line's end.
    pub bytes: Range<usize>,
    /// Where it stands.
    pub top_left: Pos2,
    /// Its layout.
    pub laid: Arc<Laid>,
}

/// The visible paragraphs from top to bottom.
#[derive(Debug, Clone)]
pub struct Page {
    /// The whole view.
    pub rect: Rect,
    /// Left and right edge of the text.
    pub column: egui::Rangef,
    /// Top to bottom.
    pub visible: Vec<Visible>,
    /// From a row's top to the baseline, and from the face's top to its bottom: of the reading face.
    pub baseline: f32,
    /// Height of the reading face.
    pub font_height: f32,
    text: Arc<str>,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            rect: Rect::NOTHING,
            column: egui::Rangef::NOTHING,
            visible: Vec::new(),
            baseline: 0.0,
            font_height: 0.0,
            text: Arc::from(""),
        }
    }
}

impl Page {
    /// The page at the column's place, in a view that fills `rect`, its text starting at `left`.
    pub fn new(column: &mut Column, ctx: &Context, rect: Rect, left: f32, line_height: f32) -> Self {
        let mut visible = Vec::new();
        let (mut index, offset) = column.place();
        let pixels_per_point = ctx.pixels_per_point();
        let mut top = f64::from(rect.top()) - offset;
        while top < f64::from(rect.bottom()) && index < column.paragraphs().count() {
            let Some(laid) = column.laid(ctx, index) else { break };
            let top_left = pos2(left, top as f32).round_to_pixels(pixels_per_point);
            top += column.height_of(&laid, index);
            visible.push(Visible { index, bytes: column.paragraphs().range(index), top_left, laid });
            index += 1;
        }
        let faces = visible.iter().filter_map(|paragraph| paragraph.laid.tallest_face);
        let tallest = faces.max_by(|(_, a), (_, b)| a.total_cmp(b));
        let (ascent, font_height) = tallest.unwrap_or((line_height * 0.6, line_height * 0.8));
        Self {
            rect,
            column: egui::Rangef::new(left, left + column.wrap_width()),
            visible,
            baseline: (line_height - font_height) * 0.5 + ascent,
            font_height,
            text: Arc::clone(column.paragraphs().text()),
        }
    }

    /// Whether the very same layouts stand at the same places.
    pub fn is_same(&self, other: &Self) -> bool {
        let is_same = |(own, others): (&Visible, &Visible)| {
            Arc::ptr_eq(&own.laid, &others.laid) && own.top_left == others.top_left && own.bytes == others.bytes
        };
        (self.rect, self.column) == (other.rect, other.column)
            && self.visible.len() == other.visible.len()
            && self.visible.iter().zip(&other.visible).all(is_same)
    }

    /// The bytes of all visible paragraphs; empty where there are none.
    pub fn bytes(&self) -> Range<usize> {
        match (self.visible.first(), self.visible.last()) {
            (Some(first), Some(last)) => first.bytes.start..last.bytes.end,
            _ => 0..0,
        }
    }

    /// The gap between characters that is nearest to a place on screen.
    pub fn byte_at(&self, pos: Pos2) -> usize {
        let Some(paragraph) = self.paragraph_at(pos.y) else { return 0 };
        let words = self.text.get(paragraph.bytes.clone()).unwrap_or_default();
        paragraph.bytes.start + paragraph.laid.byte_at(words, pos - paragraph.top_left)
    }

    /// The byte of the character under a place on screen, `None` beside the words.
    pub fn byte_under(&self, pos: Pos2) -> Option<usize> {
        let paragraph = self.paragraph_at(pos.y)?;
        Some(paragraph.bytes.start + paragraph.laid.byte_under(pos - paragraph.top_left)?)
    }

    /// The stretches on screen that show a range of bytes, paragraph by paragraph, row by row.
    pub fn pieces(&self, bytes: Range<usize>, out: &mut Vec<Piece>) {
        let first = self.visible.partition_point(|paragraph| paragraph.bytes.end < bytes.start);
        for paragraph in self.visible.iter().skip(first).take_while(|paragraph| paragraph.bytes.start < bytes.end) {
            let own = &paragraph.bytes;
            let from = bytes.start.clamp(own.start, own.end) - own.start;
            let to = bytes.end.clamp(own.start, own.end) - own.start;
            let before = out.len();
            paragraph.laid.pieces(from..to, out);
            for piece in out.iter_mut().skip(before) {
                piece.rect = piece.rect.translate(paragraph.top_left.to_vec2());
            }
        }
    }

    /// The rectangles on screen that show a range of bytes.
    pub fn rects(&self, bytes: Range<usize>) -> Vec<Rect> {
        let mut pieces = Vec::new();
        self.pieces(bytes, &mut pieces);
        pieces.into_iter().map(|piece| piece.rect).collect()
    }

    /// The gap before `byte`, if its paragraph is on screen: a line without width.
    pub fn caret(&self, byte: usize) -> Option<Rect> {
        let paragraph = self.holding(byte)?;
        Some(paragraph.laid.caret(byte - paragraph.bytes.start).translate(paragraph.top_left.to_vec2()))
    }

    /// The first character of the first line with words that is whole in sight; of any line where there is none.
    pub fn first_in_sight(&self) -> Option<usize> {
        let lines = self.visible.iter().flat_map(|paragraph| (0..paragraph.laid.row_count()).map(move |row| (paragraph, row)));
        let has_words = |paragraph: &Visible| self.text.get(paragraph.bytes.clone()).is_some_and(|words| !words.trim_start().is_empty());
        let is_whole = |(paragraph, row): &(&Visible, usize)| {
            let (top, bottom) = paragraph.laid.row_span(*row);
            let above = paragraph.top_left.y;
            above + top >= self.rect.top() - UNSEEN && above + bottom <= self.rect.bottom() + UNSEEN
        };
        let mut whole = lines.clone().filter(is_whole);
        let first =
            whole.find(|(paragraph, _)| has_words(paragraph)).or_else(|| lines.clone().find(is_whole)).or_else(|| lines.clone().next());
        first.map(|(paragraph, row)| paragraph.bytes.start + paragraph.laid.row_start(row))
    }

    /// The part of a row where its letters stand, with a gap to the rows above and below.
    pub fn band(&self, row: Rect) -> Rect {
        let height = (self.font_height + 2.0).min(row.height() - ROW_GAP);
        Rect::from_center_size(row.center(), vec2(row.width(), height))
    }

    fn holding(&self, byte: usize) -> Option<&Visible> {
        let first = self.visible.partition_point(|paragraph| paragraph.bytes.end < byte);
        self.visible.get(first).filter(|paragraph| paragraph.bytes.start <= byte)
    }

    fn paragraph_at(&self, y: f32) -> Option<&Visible> {
        let after = self.visible.partition_point(|paragraph| paragraph.top_left.y <= y);
        self.visible.get(after.saturating_sub(1))
    }
}
