//! The view's scrollbar, which moves the column.

use egui::{Id, Rect, Ui};

use crate::ui::article_view::column::Column;
use crate::ui::article_view::style::ArticleStyle;
use crate::ui::scroll_lane::{self, Extent};

/// Shows the bar in its lane and moves the column while the thumb is dragged. `grabbed`: how far below the thumb's top it is held.
pub fn show(ui: &Ui, id: Id, lane: Rect, column: &mut Column, style: &ArticleStyle, grabbed: &mut Option<f32>) {
    let extent = Extent { top: column.top(), view: f64::from(lane.height()), total: column.total() };
    if let Some(top) = scroll_lane::show(ui, (id, "Scroll article"), lane, extent, (style.thumb, style.thumb_hovered), grabbed) {
        column.go_to_height(top);
        column.settle(ui.ctx(), extent.view);
    }
}
