//! What is likely to be shown next, laid out while there is nothing else to do: the page below, the page above, and where a key or a click leads.

use egui::Context;

use crate::ui::article_view::cache::MAX_HELD;
use crate::ui::article_view::column::Column;
use crate::ui::article_view::input::Next;
use crate::ui::article_view::scrolling;

/// Bytes that are laid out in one frame, and what is left of a paragraph: about a millisecond.
const BYTES: usize = 4096;

/// Paragraphs that are looked at for a place, those in sight among them: with as many in sight, still no more than are held whatever comes.
const PARAGRAPHS: usize = MAX_HELD / 4;

/// How far that has come.
#[derive(Debug, Default)]
pub struct Ahead {
    // When the last frame ended: how many layouts had been made, and the height of the view's top.
    made: u64,
    top: f64,
    // The paragraph at the view's top, the view's height and what leads elsewhere, for which all is laid out.
    done_for: Option<(usize, f64, [u64; 4])>,
}

impl Ahead {
    /// Lays out a little of what lies within one view of `view_height` points below and above, and where `next` leads: nothing in a frame that had
    /// to lay out something itself or shows another place, no more than one paragraph while the text goes by. Moves nothing. Answers whether
    /// there is more to do.
    pub fn go_on(&mut self, column: &mut Column, ctx: &Context, view_height: f64, next: &Next<'_>) -> bool {
        let (all, top) = ((column.place().0, view_height, next.version), column.top());
        let moved = (top - std::mem::replace(&mut self.top, top)).abs();
        let has_laid_out = std::mem::replace(&mut self.made, column.made_count()) != self.made;
        if has_laid_out {
            self.done_for = None;
        }
        if self.done_for == Some(all) {
            return false;
        }
        if has_laid_out || moved > view_height * 0.25 {
            return true;
        }
        let mut left = Left { bytes: if moved > 0.0 { 1 } else { BYTES }, paragraphs: PARAGRAPHS };
        let is_done = left.all(column, ctx, view_height, next) || left.paragraphs == 0;
        // What becomes known of heights above moves the top, not the text.
        (self.made, self.top) = (column.made_count(), column.top());
        self.done_for = is_done.then_some(all);
        !is_done
    }
}

/// What may still be laid out in this frame.
struct Left {
    bytes: usize,
    paragraphs: usize,
}

impl Left {
    /// Lays out everything, as far as it goes. Answers whether nothing is left to do, as of what follows.
    fn all(&mut self, column: &mut Column, ctx: &Context, view_height: f64, next: &Next<'_>) -> bool {
        if !self.around(column, ctx, column.place(), (-view_height, view_height * 2.0)) {
            return false;
        }
        let mut leads_to = Vec::new();
        (next.bytes)(&mut leads_to);
        leads_to.into_iter().all(|byte| {
            let paragraph = column.paragraphs().at(byte);
            self.take(column, ctx, paragraph);
            let place = scrolling::place_of(column, ctx, byte, view_height as f32);
            self.goes_on() && place.is_none_or(|place| self.around(column, ctx, place, (0.0, view_height)))
        })
    }

    /// Lays out what is not held of what lies between two heights, counted from a view's top that is `offset` below the top of paragraph `first`.
    fn around(&mut self, column: &mut Column, ctx: &Context, (first, offset): (usize, f64), (from, to): (f64, f64)) -> bool {
        let mut bottom = -offset;
        for index in first..column.paragraphs().count() {
            if bottom >= to {
                break;
            }
            if !self.goes_on() {
                return false;
            }
            bottom += self.take(column, ctx, index);
        }
        let mut top = -offset;
        for index in (0..first).rev() {
            if top <= from {
                break;
            }
            if !self.goes_on() {
                return false;
            }
            top -= self.take(column, ctx, index);
        }
        true
    }

    const fn goes_on(&self) -> bool {
        self.bytes > 0 && self.paragraphs > 0
    }

    /// A paragraph's height with the gap below it.
    fn take(&mut self, column: &mut Column, ctx: &Context, index: usize) -> f64 {
        self.paragraphs = self.paragraphs.saturating_sub(1);
        if !column.holds(index) {
            self.bytes = self.bytes.saturating_sub(column.paragraphs().whole(index).len());
        }
        column.height(ctx, index)
    }
}
