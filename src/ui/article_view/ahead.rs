//! What is likely to be shown next, laid out while there is nothing else to do: the page below, the page above, and where a key or a click leads.

use egui::Context;

use crate::ui::article_view::cache::{MAX_BYTES, MAX_HELD};
use crate::ui::article_view::column::Column;
use crate::ui::article_view::input::Next;
use crate::ui::article_view::scrolling;

/// Bytes that are laid out in one frame, and what is left of a paragraph; with them lines are counted around a place that was never looked at.
const BYTES: usize = 4096;

/// How much is looked at for one place, what is in sight and what is held among it: so much that none of it is let go of for the rest.
const PARAGRAPHS: usize = MAX_HELD / 4;
const LOOKED_AT_BYTES: usize = MAX_BYTES / 4;

/// How far that has come.
#[derive(Debug, Default)]
pub struct Ahead {
    // When the last frame ended: how many layouts had been made, the height of the view's top, and for what all would have been laid out.
    made: u64,
    top: f64,
    seen: Option<Whole>,
    // Whether the last frame had to lay out something itself.
    was_busy: bool,
    done_for: Option<Whole>,
    leads_to: Option<([u64; 4], Vec<usize>)>,
}

/// The paragraph at the view's top, the view's height, and what leads elsewhere.
type Whole = (usize, f64, [u64; 4]);

impl Ahead {
    /// Lays out a little of what lies within one view of `view_height` points below and above, and where `next` leads: nothing in a frame in which
    /// something was done (`is_idle` is false), that shows another place or something else, or had to lay out something itself; no more than one
    /// paragraph while the text goes by. Moves nothing. Answers whether there is more to do.
    pub fn go_on(&mut self, column: &mut Column, ctx: &Context, (view_height, is_idle): (f64, bool), next: &Next<'_>) -> bool {
        let (whole, top) = ((column.place().0, view_height, next.version), column.top());
        let moved = (top - std::mem::replace(&mut self.top, top)).abs();
        let is_busy = std::mem::replace(&mut self.made, column.made_count()) != self.made;
        let was_busy = std::mem::replace(&mut self.was_busy, is_busy);
        let is_same = self.seen.replace(whole) == Some(whole);
        if is_busy {
            self.done_for = None;
        }
        if is_busy && was_busy && is_same {
            // More is in sight than is held: nothing can be held beside it.
            self.done_for = Some(whole);
        }
        if self.done_for == Some(whole) {
            return false;
        }
        let goes_by = moved > 0.0 && moved <= view_height * 0.25;
        if is_busy || !(goes_by || next.is_urgent || is_idle && is_same) {
            return true;
        }
        let mut left = Left { bytes: if goes_by { 1 } else { BYTES }, paragraphs: PARAGRAPHS, looked_at: LOOKED_AT_BYTES };
        let is_done = self.all(column, ctx, (view_height, next), &mut left) || left.is_enough();
        // What becomes known of heights above moves the top, not the text.
        (self.made, self.top) = (column.made_count(), column.top());
        self.done_for = is_done.then_some(whole);
        !is_done
    }

    /// Lays out everything, as far as it goes. Answers whether nothing is left to do.
    fn all(&mut self, column: &mut Column, ctx: &Context, (view_height, next): (f64, &Next<'_>), left: &mut Left) -> bool {
        if !left.around(column, ctx, column.place(), (-view_height, view_height * 2.0)) {
            return false;
        }
        let known = self.leads_to.take().filter(|(version, _)| *version == next.version);
        let (_, leads_to) = self.leads_to.insert(known.unwrap_or_else(|| {
            let mut bytes = Vec::new();
            (next.bytes)(&mut bytes);
            (next.version, bytes)
        }));
        leads_to.iter().all(|byte| {
            left.take(column, ctx, column.paragraphs().at(*byte));
            let place = scrolling::place_of(column, ctx, *byte, view_height as f32);
            left.goes_on() && place.is_none_or(|place| left.around(column, ctx, place, (0.0, view_height)))
        })
    }
}

/// What may still be laid out in this frame, and looked at for this place.
struct Left {
    bytes: usize,
    paragraphs: usize,
    looked_at: usize,
}

impl Left {
    /// Whether as much was looked at as may be for one place.
    const fn is_enough(&self) -> bool {
        self.paragraphs == 0 || self.looked_at == 0
    }

    const fn goes_on(&self) -> bool {
        self.bytes > 0 && !self.is_enough()
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

    /// A paragraph's height with the gap below it.
    fn take(&mut self, column: &mut Column, ctx: &Context, index: usize) -> f64 {
        let bytes = column.paragraphs().whole(index).len();
        self.paragraphs = self.paragraphs.saturating_sub(1);
        self.looked_at = self.looked_at.saturating_sub(bytes);
        if !column.holds(index) {
            self.bytes = self.bytes.saturating_sub(bytes);
        }
        column.height(ctx, index)
    }
}
