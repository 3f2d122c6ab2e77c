//! What the view's own keys do: scrolling, moving the caret, growing the selection, copying.

use crate::ui::article_view::caret::Caret;
use crate::ui::article_view::column::Column;
use crate::ui::article_view::frame::Frame;
use crate::ui::article_view::input::ArticleEvent;
use crate::ui::article_view::keys::{Ask, Step};
use crate::ui::article_view::page::Page;
use crate::ui::article_view::scrolling;

/// Lines of the page before that still show after a page down.
const LINES_KEPT: f32 = 2.0;

/// Does what a key asks for.
pub fn obey(column: &mut Column, caret: &mut Caret, frame: &mut Frame<'_>, ask: Ask) {
    let line = f64::from(frame.input.style.line_height);
    let page = (f64::from(frame.rect.height()) - line * f64::from(LINES_KEPT)).max(line);
    match ask {
        Ask::Lines(count) => column.scroll_by(f64::from(count) * line),
        Ask::Pages(count) => column.scroll_by(f64::from(count) * page),
        Ask::Start => column.go_to(0, -line * 100.0),
        Ask::End => column.go_to(usize::MAX, line),
        Ask::SelectAll => {
            *caret = Caret::over(0..frame.input.text.len(), false);
            frame.select(caret.range());
        }
        Ask::Go(step) => {
            *caret = Caret::at(caret.moved(column, frame.ui.ctx(), step).head);
            frame.select(None);
            show_caret(column, *caret, frame);
        }
        Ask::Extend(step) => {
            let from = begin_in_sight(column, *caret, frame);
            let step = match step {
                Step::Pages(count) => Step::Lines(count.saturating_mul((page / line) as i32)),
                step => step,
            };
            *caret = from.moved(column, frame.ui.ctx(), step);
            frame.select(caret.range());
            show_caret(column, *caret, frame);
        }
        Ask::Copy => {
            let words = frame.selection.clone().and_then(|selection| frame.input.text.get(selection));
            if let Some(words) = words {
                frame.ui.ctx().copy_text(words.to_owned());
                frame.events.push(ArticleEvent::Copy(words.to_owned()));
            }
        }
    }
}

/// Brings the caret in sight, and lets it be seen where the next key goes on.
fn show_caret(column: &mut Column, caret: Caret, frame: &Frame<'_>) {
    frame.response.request_focus();
    scrolling::reveal(column, frame, caret.head..caret.head);
}

/// Where nothing is selected and the caret was scrolled out of sight, a selection begins with what is read.
fn begin_in_sight(column: &mut Column, caret: Caret, frame: &Frame<'_>) -> Caret {
    if frame.selection.is_some() {
        return caret;
    }
    let ctx = frame.ui.ctx();
    column.settle(ctx, f64::from(frame.rect.height()));
    let page = Page::new(column, ctx, frame.rect, frame.left, frame.input.style.line_height);
    let is_in_sight = page.caret(caret.head).is_some_and(|caret| frame.rect.y_range().contains(caret.center().y));
    if is_in_sight { caret } else { page.first_in_sight().map_or(caret, Caret::at) }
}
