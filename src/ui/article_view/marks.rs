//! How marks and the selection are painted: tints, outlines and lines behind the words, which never move for them.

use std::ops::Range;

use egui::{Painter, Pos2, Rangef, Rect, Stroke, pos2};

use crate::ui::article_view::dots::Broken;
use crate::ui::article_view::ink::Ink;
use crate::ui::article_view::input::{Mark, MarkLook};
use crate::ui::article_view::laid::Piece;
use crate::ui::article_view::page::Page;
use crate::ui::article_view::runs::{self, Strength};
use crate::ui::article_view::style::ArticleStyle;

/// The size the strokes are drawn for; they grow with the face.
const STROKES_FOR_SIZE: f32 = 17.0;

/// How much of the page lies over what is dimmed: its words keep a contrast of 4.5:1.
const DIMMED: f32 = 0.4;

/// How far into a part its handle can be taken.
const HANDLE_REACH: f32 = 4.0;

/// What was found on the page, in bytes.
#[derive(Debug)]
pub struct Hits<'a> {
    /// Every hit.
    pub all: &'a [Range<usize>],
    /// The one that is shown.
    pub current: Option<Range<usize>>,
}

/// The unit of strokes for a face of this size, in points.
pub fn unit(style: &ArticleStyle) -> f32 {
    style.font.size / STROKES_FOR_SIZE
}

/// Paints all that lies behind the words: tints, hollow outlines, the selection, chips, lines, the focus.
pub fn paint(ink: &mut Ink, page: &Page, marks: &[Mark], (selection, hits): (Option<Range<usize>>, &Hits<'_>), style: &ArticleStyle) {
    let unit = self::unit(style);
    let mut pieces = Vec::new();
    for run in runs::flatten(marks) {
        let colors = style.look(run.look);
        let color = match run.strength {
            Strength::Single => colors.tint,
            Strength::Shared => colors.tint_deep,
            Strength::Focused => colors.tint_focused,
        };
        for_pieces(page, run.bytes, &mut pieces, |piece, _| ink.fill(page.band(piece.rect), color));
    }
    let hollow = marks.iter().filter(|mark| mark.look == MarkLook::HollowFact).map(Mark::range);
    let color = style.look(MarkLook::HollowFact).line.gamma_multiply(0.6);
    for bytes in runs::each_once(hollow) {
        for_pieces(page, bytes, &mut pieces, |piece, ends| ink.outline(page.band(piece.rect), ends, unit, color));
    }
    // Below what was found, which would be out of sight in it; of the hit that is shown the outline says enough.
    let selection = selection.filter(|selection| hits.current.as_ref() != Some(selection));
    if let Some(selection) = &selection {
        for_pieces(page, selection.clone(), &mut pieces, |piece, _| ink.fill(piece.rect, style.selection));
    }
    for hit in hits.all {
        // There its ground alone would not tell a hit: by its lightness it is one with the selection's.
        let is_selected = selection.as_ref().is_some_and(|selection| selection.start < hit.end && hit.start < selection.end);
        for_pieces(page, hit.clone(), &mut pieces, |piece, ends| {
            ink.fill(page.band(piece.rect), style.found);
            if is_selected {
                ink.outline(page.band(piece.rect), ends, 0.75 * unit, style.text);
            }
        });
    }
    if let Some(hit) = &hits.current {
        for_pieces(page, hit.clone(), &mut pieces, |piece, ends| {
            ink.fill(page.band(piece.rect), style.found_current);
            ink.outline(page.band(piece.rect), ends, 1.5 * unit, style.text);
        });
    }
    for paragraph in &page.visible {
        for chip in paragraph.laid.display.chips() {
            let bytes = paragraph.bytes.start + chip.bytes.start..paragraph.bytes.start + chip.bytes.end;
            for_pieces(page, bytes, &mut pieces, |piece, _| {
                let height = style.chip_font.size * 1.3;
                ink.fill(Rect::from_center_size(piece.rect.center(), egui::vec2(piece.rect.width() - unit, height)), style.chip_fill);
            });
        }
    }
    for under in runs::lines(marks) {
        for_pieces(page, under.bytes, &mut pieces, |piece, _| line(ink, page, under.look, piece, under.level, unit, style));
    }
    for mark in marks.iter().filter(|mark| mark.is_focused) {
        let color = style.look(mark.look).line;
        for_pieces(page, mark.range(), &mut pieces, |piece, ends| ink.outline(page.band(piece.rect), ends, 1.5 * unit, color));
    }
}

/// Paints a veil over what is dimmed, and sparse dots below it, so that it is not told by its paleness alone.
pub fn paint_dimmed(ink: &mut Ink, page: &Page, dimmed: &[Range<usize>], style: &ArticleStyle) {
    let unit = self::unit(style);
    let veil = style.background.gamma_multiply(DIMMED);
    let mut pieces = Vec::new();
    for bytes in dimmed {
        for_pieces(page, bytes.clone(), &mut pieces, |piece, _| {
            ink.fill(page.band(piece.rect), veil);
            let y = piece.rect.top() + page.baseline + 4.0 * unit;
            ink.broken_line(piece.rect.x_range(), y, 1.5 * unit, Broken::Dimmed, style.margin_text);
        });
    }
}

/// Paints a fine dotted line under the words that say who says what has the focus.
pub fn paint_attributed(ink: &mut Ink, page: &Page, attributed: &[Range<usize>], style: &ArticleStyle) {
    let unit = self::unit(style);
    let mut pieces = Vec::new();
    for bytes in attributed {
        for_pieces(page, bytes.clone(), &mut pieces, |piece, ends| {
            let y = piece.rect.top() + page.baseline + 2.5 * unit;
            ink.broken_line(piece.rect.x_range(), y, unit, Broken::Attributed, style.accent);
            ink.outline(page.band(piece.rect), ends, 0.75 * unit, style.accent.gamma_multiply(0.6));
        });
    }
}

/// Hands on each stretch that shows `bytes`, and whether it holds their start and their end.
fn for_pieces(page: &Page, bytes: Range<usize>, pieces: &mut Vec<Piece>, mut each: impl FnMut(Piece, (bool, bool))) {
    pieces.clear();
    let visible = page.bytes();
    page.pieces(bytes.clone(), pieces);
    let last = pieces.len().saturating_sub(1);
    for (number, piece) in pieces.iter().enumerate() {
        each(*piece, (number == 0 && bytes.start >= visible.start, number == last && bytes.end <= visible.end));
    }
}

/// The line below one stretch; its style tells the tag.
fn line(ink: &mut Ink, page: &Page, look: MarkLook, piece: Piece, level: usize, unit: f32, style: &ArticleStyle) {
    // A gap of a hair between two statements that touch.
    let x = Rangef::new(piece.rect.left() + 0.5 * unit, (piece.rect.right() - 0.5 * unit).max(piece.rect.left() + unit));
    let y = piece.rect.top() + page.baseline + (2.5 + 3.5 * level as f32) * unit;
    let color = style.look(look).line;
    match look {
        MarkLook::Claim => ink.broken_line(x, y, 1.8 * unit, Broken::Claim, color),
        MarkLook::Assertion => ink.line(x, y, 1.4 * unit, color),
        MarkLook::Fact => {
            ink.line(x, y - 0.5 * unit, unit, color);
            ink.line(x, y + 1.5 * unit, unit, color);
        }
        MarkLook::HollowFact => {
            ink.broken_line(x, y - 0.5 * unit, unit, Broken::Hollow, color);
            ink.broken_line(x, y + 1.5 * unit, unit, Broken::Hollow, color);
        }
    }
}

/// Where the handle at the start or the end of a part is, if that edge is on screen.
pub fn handle(page: &Page, mark: &Mark, is_start: bool) -> Option<Rect> {
    let visible = page.bytes();
    let edge = if is_start { mark.start } else { mark.end };
    if edge < visible.start || edge > visible.end {
        return None;
    }
    let mut pieces = Vec::new();
    page.pieces(mark.range(), &mut pieces);
    let piece = if is_start { pieces.first() } else { pieces.last() }?;
    let band = page.band(piece.rect);
    let x = if is_start { band.left() } else { band.right() };
    Some(Rect::from_min_max(pos2(x, band.top()), pos2(x, band.bottom())))
}

/// Paints the handle at the start or the end of a focused part: a bar with a knob, above at the start and below at the end.
pub fn paint_handle(painter: &Painter, (handle, is_start): (Rect, bool), style: &ArticleStyle) {
    let unit = self::unit(style);
    painter.vline(handle.left(), handle.y_range(), Stroke::new(2.0 * unit, style.accent));
    let (knob, radius) = knob((handle, is_start), style);
    painter.circle_filled(knob, radius, style.accent);
}

/// Whether a place is on a handle: on its knob, or on the bar and a little into the part. Beside the part are words of their own, which a
/// press there selects.
pub fn is_on_handle(pos: Pos2, (handle, is_start): (Rect, bool), style: &ArticleStyle) -> bool {
    let (knob, radius) = knob((handle, is_start), style);
    let into = if is_start { pos.x - handle.left() } else { handle.left() - pos.x };
    knob.distance(pos) <= radius || handle.y_range().contains(pos.y) && (0.0..=HANDLE_REACH).contains(&into)
}

/// The middle of a handle's knob and its radius.
fn knob((handle, is_start): (Rect, bool), style: &ArticleStyle) -> (Pos2, f32) {
    let knob = if is_start { handle.left_top() } else { handle.left_bottom() };
    (knob, 4.0 * style.font.size / STROKES_FOR_SIZE)
}
