//! Where the view goes between frames: to bytes, to a line as it was, to a height of the whole.

use std::ops::Range;

use egui::Context;

use crate::ui::article_view::column::{Column, ScrollAnchor};
use crate::ui::article_view::frame::Frame;
use crate::ui::article_view::page::Page;

/// A place asked for between frames.
#[derive(Debug)]
pub enum Pending {
    /// These bytes, wherever they are in sight.
    Reveal(Range<usize>),
    /// Exactly this line at the top.
    Anchor(ScrollAnchor),
    /// What is so far down in everything, from 0 to 1.
    Share(f32),
}

/// Goes where it was asked to between frames.
pub fn go(column: &mut Column, pending: Option<Pending>, frame: &Frame<'_>) {
    let ctx = frame.ui.ctx();
    match pending {
        Some(Pending::Anchor(anchor)) => column.set_anchor(ctx, anchor),
        Some(Pending::Reveal(bytes)) => reveal(column, frame, bytes),
        Some(Pending::Share(share)) => {
            let middle = f64::from(share) * column.total();
            column.go_to_height(middle - f64::from(frame.rect.height()) * 0.5);
        }
        None => {}
    }
}

/// Brings bytes into view if they are not: by as little as it takes where they are near, else to a third of the view.
pub fn reveal(column: &mut Column, frame: &Frame<'_>, bytes: Range<usize>) {
    let ctx = frame.ui.ctx();
    let height = frame.rect.height();
    let line = frame.input.style.line_height;
    column.settle(ctx, f64::from(height));
    let page = Page::new(column, ctx, frame.rect, frame.left, line);
    let start = page.caret(bytes.start).map(|caret| caret.translate(-frame.rect.min.to_vec2()));
    let end = page.caret(bytes.end).map(|caret| caret.translate(-frame.rect.min.to_vec2()));
    match (start, end) {
        (Some(caret), _) if bytes.is_empty() => {
            // A caret keeps room between itself and the edges, so that one sees where the next step leads.
            let (above, below) = (line, line * 2.0);
            let by = (caret.bottom() - height + below).max(0.0);
            let by = if caret.top() - by < above { caret.top() - above } else { by };
            column.scroll_by(f64::from(by));
            return;
        }
        (Some(start), Some(end)) if start.top() >= 0.0 && end.bottom() <= height => return,
        // It is longer than what is left of the view, and starts well up in it.
        (Some(start), _) if start.top() >= 0.0 && start.bottom() <= height / 3.0 + line => return,
        _ => {}
    }
    if let Some((paragraph, offset)) = place_of(column, ctx, bytes.start, height) {
        column.go_to(paragraph, offset);
    }
}

/// Where the view's top is to be so that a byte's line stands at a third of a view of `height` points: a paragraph, and points below its top.
pub fn place_of(column: &mut Column, ctx: &Context, byte: usize, height: f32) -> Option<(usize, f64)> {
    let paragraph = column.paragraphs().at(byte);
    let first = column.paragraphs().range(paragraph).start;
    let laid = column.laid(ctx, paragraph)?;
    let (top, _) = laid.row_span(laid.row_of(byte.saturating_sub(first)));
    Some((paragraph, f64::from(top - height / 3.0)))
}
