//! One paragraph laid out: its galley, and the way between places on it and bytes of the paragraph.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::{ByteIndex, FontsView, Glyph, LayoutJob, LayoutSection, PlacedRow, Row, TextFormat, TextWrapping};
use egui::{Galley, Rect, Vec2, pos2};

use crate::text::display::Display;
use crate::text::graphemes;
use crate::ui::article_view::owners::{self, Owner, Run};
use crate::ui::article_view::style::ArticleStyle;

/// A paragraph as it is shown. Bytes count from its start, places from its top left.
#[derive(Debug, Clone)]
pub struct Laid {
    /// What is painted.
    pub galley: Arc<Galley>,
    /// Between bytes and shown characters.
    pub display: Display,
    // The shown character of each glyph, where it is not the glyph's own number.
    owners: Option<Box<[Owner]>>,
    // The number of the first glyph of each row, and the count of all.
    row_starts: Box<[u32]>,
    // Where there are owners: the first and the last shown character that a row's glyphs stand for, so that no other rows are looked through.
    row_owned: Box<[(u32, u32)]>,
    /// Ascent and height of the tallest face in the first row; `None` where it has no letters.
    pub tallest_face: Option<(f32, f32)>,
}

/// A stretch of one row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Which row.
    pub row: usize,
    /// The row's full height, and the width of the words.
    pub rect: Rect,
}

impl Laid {
    /// Lays out a paragraph, given without its line's end, in a column of `wrap_width` points.
    pub fn new(fonts: &mut FontsView<'_>, paragraph: &str, wrap_width: f32, style: &ArticleStyle) -> Self {
        let display = Display::new(paragraph);
        let shown = display.shown(paragraph).to_owned();
        let right_to_left = if paragraph.is_ascii() { Vec::new() } else { owners::right_to_left_words(&shown) };
        let format =
            |font: &egui::FontId, color| TextFormat { line_height: Some(style.line_height), ..TextFormat::simple(font.clone(), color) };
        let words = format(&style.font, style.text);
        let chip = format(&style.chip_font, style.chip_text);
        // Right-to-left words are shaped each for itself, so that it is known which glyphs are theirs.
        let mut cuts: Vec<(Range<usize>, &TextFormat)> = display.chips().iter().map(|c| (c.shown_bytes.clone(), &chip)).collect();
        cuts.extend(right_to_left.iter().map(|word| (word.clone(), &words)));
        cuts.sort_by_key(|(bytes, _)| bytes.start);
        let mut sections = Vec::with_capacity(cuts.len() * 2 + 1);
        let mut push = |bytes: Range<usize>, format: &TextFormat| {
            if !bytes.is_empty() || shown.is_empty() {
                let byte_range = ByteIndex(bytes.start)..ByteIndex(bytes.end);
                sections.push(LayoutSection { leading_space: 0.0, byte_range, format: format.clone() });
            }
        };
        let mut at = 0;
        for (bytes, format) in cuts {
            push(at..bytes.start, &words);
            push(bytes.clone(), format);
            at = bytes.end;
        }
        push(at..shown.len(), &words);
        let wrap = TextWrapping::wrap_at_width(wrap_width);
        let job = LayoutJob { text: shown, sections, wrap, break_on_newline: false, ..LayoutJob::default() };
        Self::of_galley(fonts.layout_job(job), display, &right_to_left)
    }

    fn of_galley(galley: Arc<Galley>, display: Display, right_to_left: &[Range<usize>]) -> Self {
        let shown = galley.text();
        let chars_before = |byte: usize| shown.get(..byte).unwrap_or_default().chars().count();
        let runs: Vec<_> = right_to_left.iter().map(|word| chars_before(word.start)..chars_before(word.end)).collect();
        let owners = owners::owners(shown, &galley, &runs);
        let mut row_starts = Vec::with_capacity(galley.rows.len() + 1);
        let mut count = 0;
        for row in &galley.rows {
            row_starts.push(count);
            count += row.glyphs.len() as u32;
        }
        row_starts.push(count);
        let row_owned =
            owners.iter().flat_map(|owners| row_starts.iter().zip(row_starts.iter().skip(1)).map(|bounds| owned(owners, bounds)));
        let row_owned = row_owned.collect();
        let first_row = galley.rows.first().into_iter().flat_map(|row| &row.glyphs);
        let tallest = first_row.max_by(|a, b| a.font_height.total_cmp(&b.font_height));
        let tallest_face = tallest.map(|glyph| (glyph.font_ascent, glyph.font_height));
        Self { galley, display, owners, row_starts: row_starts.into_boxed_slice(), row_owned, tallest_face }
    }

    /// Height of all rows.
    pub fn height(&self) -> f32 {
        self.galley.rows.last().map_or(0.0, PlacedRow::max_y)
    }

    /// How many rows, never 0.
    pub fn row_count(&self) -> usize {
        self.galley.rows.len().max(1)
    }

    /// Top and bottom of a row.
    pub fn row_span(&self, row: usize) -> (f32, f32) {
        self.galley.rows.get(row).map_or((0.0, 0.0), |row| (row.min_y(), row.max_y()))
    }

    /// The row at height `y`: the first or last for what lies above or below.
    pub fn row_at(&self, y: f32) -> usize {
        self.galley.rows.partition_point(|row| row.max_y() <= y).min(self.row_count() - 1)
    }

    /// The first byte shown on a row.
    pub fn row_start(&self, row: usize) -> usize {
        let glyphs = self.glyphs_of(row);
        let first = glyphs.clone().map(|glyph| self.owner(glyph)).min().unwrap_or_else(|| self.owner(glyphs.start));
        self.display.byte_of(first)
    }

    /// The row that shows what stands at `byte`.
    pub fn row_of(&self, byte: usize) -> usize {
        let shown = self.display.shown_char_of(byte);
        let glyph = match &self.owners {
            None => shown,
            Some(owners) => {
                let is_own = |glyph: &usize| owners.get(*glyph).is_some_and(|o| o.shown as usize == shown && o.run != Run::Stray);
                let rows = (0..self.row_owned.len()).filter(|row| self.owns(*row, &(shown..shown + 1)));
                rows.flat_map(|row| self.glyphs_of(row)).find(is_own).unwrap_or(owners.len())
            }
        };
        let rows = self.row_starts.len() - 1;
        self.row_starts.partition_point(|start| *start as usize <= glyph).saturating_sub(1).min(rows.saturating_sub(1))
    }

    /// The gap between characters nearest to a place, as a byte; never inside a grapheme. `paragraph`: the one that was laid out.
    pub fn byte_at(&self, paragraph: &str, pos: Vec2) -> usize {
        let row_number = self.row_at(pos.y);
        let glyphs = self.glyphs_of(row_number);
        let Some(row) = self.galley.rows.get(row_number) else { return 0 };
        let x = pos.x - row.pos.x;
        let gap = if self.owners.is_none() {
            let right = row.glyphs.iter().position(|glyph| x < glyph.pos.x + glyph.advance_width * 0.5);
            right.map_or(glyphs.end, |number| glyphs.start + number)
        } else {
            self.gap_beside_nearest(row, glyphs, x)
        };
        let byte = self.display.byte_at_gap(gap).min(paragraph.len());
        if graphemes::floor(paragraph, byte) == byte { byte } else { graphemes::next(paragraph, byte) }
    }

    /// The byte of the character under a place, `None` beside the words.
    pub fn byte_under(&self, pos: Vec2) -> Option<usize> {
        let number = self.row_at(pos.y);
        let row = self.galley.rows.get(number)?;
        if pos.y < row.min_y() || pos.y >= row.max_y() {
            return None;
        }
        let x = pos.x - row.pos.x;
        let under = row.glyphs.iter().position(|glyph| glyph.pos.x <= x && x < glyph.pos.x + glyph.advance_width)?;
        Some(self.display.byte_of(self.owner(self.glyphs_of(number).start + under)))
    }

    /// The stretches that show a range of bytes, row by row, from left to right.
    pub fn pieces(&self, bytes: Range<usize>, out: &mut Vec<Piece>) {
        let shown = self.display.shown_chars(bytes);
        if shown.is_empty() {
            return;
        }
        let (first, last) = if self.owners.is_none() {
            (self.row_of_glyph(shown.start), self.row_of_glyph(shown.end - 1))
        } else {
            (0, self.galley.rows.len().saturating_sub(1))
        };
        for number in first..=last {
            let Some(row) = self.galley.rows.get(number) else { return };
            if self.owners.is_some() && !self.owns(number, &shown) {
                continue;
            }
            let glyphs = self.glyphs_of(number);
            let mut push = |from: f32, to: f32| {
                let to = to.min(self.galley.job.wrap.max_width - row.pos.x).max(from);
                let rect = Rect::from_min_max(pos2(row.pos.x + from, row.min_y()), pos2(row.pos.x + to, row.max_y()));
                out.push(Piece { row: number, rect });
            };
            if self.owners.is_none() {
                let x = |glyph: usize| left_of(row, glyph.saturating_sub(glyphs.start));
                let to = if shown.end > glyphs.end { end_of_words(row) } else { x(shown.end) };
                push(x(shown.start.max(glyphs.start)), to);
                continue;
            }
            let mut open: Option<(f32, f32)> = None;
            for (glyph, number) in row.glyphs.iter().zip(glyphs) {
                if !shown.contains(&self.owner(number)) || glyph.advance_width <= 0.0 {
                    continue;
                }
                let (from, to) = (glyph.pos.x, glyph.pos.x + glyph.advance_width);
                match &mut open {
                    Some((_, end)) if from <= *end + 1.0 => *end = to.max(*end),
                    _ => {
                        if let Some((from, to)) = open.replace((from, to)) {
                            push(from, to);
                        }
                    }
                }
            }
            if let Some((from, to)) = open {
                push(from, to);
            }
        }
    }

    /// The place of the gap before `byte`: a line without width, as high as its row.
    pub fn caret(&self, byte: usize) -> Rect {
        let number = self.row_of(byte);
        let Some(row) = self.galley.rows.get(number) else { return Rect::ZERO };
        let glyphs = self.glyphs_of(number);
        let shown = self.display.shown_char_of(byte);
        let own = if self.owners.is_none() && shown < self.display.shown_count() {
            Some(shown).filter(|number| glyphs.contains(number))
        } else {
            glyphs.clone().find(|number| self.owner(*number) == shown && self.run(*number) != Run::Stray)
        };
        let place = own.map_or(row.glyphs.len(), |number| number - glyphs.start);
        let back = own.filter(|number| self.run(*number) == Run::Backward).and_then(|_| row.glyphs.get(place));
        let x = row.pos.x + left_of(row, place) + back.map_or(0.0, |glyph| glyph.advance_width);
        Rect::from_min_max(pos2(x, row.min_y()), pos2(x, row.max_y()))
    }

    /// The gap on that side of the nearest visible glyph on which `x` lies, in shown characters.
    fn gap_beside_nearest(&self, row: &Row, glyphs: Range<usize>, x: f32) -> usize {
        let away = |glyph: &Glyph| (glyph.pos.x - x).max(x - glyph.pos.x - glyph.advance_width).max(0.0);
        let visible =
            row.glyphs.iter().zip(glyphs.clone()).filter(|(glyph, number)| glyph.advance_width > 0.0 && self.run(*number) != Run::Stray);
        let Some((glyph, number)) = visible.min_by(|(a, _), (b, _)| away(a).total_cmp(&away(b))) else { return self.owner(glyphs.start) };
        let is_left = x < glyph.pos.x + glyph.advance_width * 0.5;
        self.owner(number) + usize::from(is_left == (self.run(number) == Run::Backward))
    }

    fn glyphs_of(&self, row: usize) -> Range<usize> {
        let at = |index: usize| self.row_starts.get(index).or(self.row_starts.last()).map_or(0, |start| *start as usize);
        at(row)..at(row + 1)
    }

    /// Whether glyphs of a row may stand for some of these shown characters.
    fn owns(&self, row: usize, shown: &Range<usize>) -> bool {
        self.row_owned.get(row).is_some_and(|(first, last)| (*first as usize) < shown.end && *last as usize >= shown.start)
    }

    fn row_of_glyph(&self, glyph: usize) -> usize {
        self.row_starts.partition_point(|start| *start as usize <= glyph).saturating_sub(1)
    }

    /// The shown character of a glyph, clamped: a layout can have more glyphs than characters.
    fn owner(&self, glyph: usize) -> usize {
        let count = self.display.shown_count();
        match &self.owners {
            None => glyph.min(count),
            Some(owners) => owners.get(glyph).map_or(count, |owner| (owner.shown as usize).min(count)),
        }
    }

    fn run(&self, glyph: usize) -> Run {
        self.owners.as_ref().and_then(|owners| owners.get(glyph)).map_or(Run::Forward, |owner| owner.run)
    }
}

/// The first and the last shown character that glyphs stand for; of no glyph a range that holds nothing.
fn owned(owners: &[Owner], (from, to): (&u32, &u32)) -> (u32, u32) {
    let of_row = owners.get(*from as usize..*to as usize).unwrap_or_default();
    of_row.iter().fold((u32::MAX, 0), |(first, last), owner| (first.min(owner.shown), last.max(owner.shown)))
}

/// Where a row's last letter ends: the space at which it was wrapped is not worth painting.
fn end_of_words(row: &Row) -> f32 {
    let last = row.glyphs.iter().rfind(|glyph| !glyph.chr.is_whitespace());
    last.map_or(row.size.x, |glyph| glyph.pos.x + glyph.advance_width)
}

/// Where a glyph starts; a letter that is drawn inside the one before, as the second of "fi", has its share of that one's width.
fn left_of(row: &Row, number: usize) -> f32 {
    let Some(glyph) = row.glyphs.get(number) else { return row.size.x };
    let is_inside = |glyph: &&Glyph| glyph.advance_width == 0.0 && glyph.chr.is_ascii_alphabetic();
    if !is_inside(&glyph) {
        return glyph.pos.x;
    }
    let before = row.glyphs.iter().take(number).rev().take_while(is_inside).count() + 1;
    let after = row.glyphs.iter().skip(number).take_while(is_inside).count();
    let Some(head) = number.checked_sub(before).and_then(|head| row.glyphs.get(head)) else { return glyph.pos.x };
    head.pos.x + head.advance_width * before as f32 / (before + after) as f32
}
