//! The view's own scrollbar: a stock one counts in f32 and loses whole lines in a long text.

use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::article_view::column::Column;
use crate::ui::article_view::style::ArticleStyle;

/// The shortest thumb, in points.
const MIN_THUMB: f32 = 28.0;

/// Shows the bar in its lane and moves the column while the thumb is dragged. `grabbed`: how far below the thumb's top it is held.
pub fn show(ui: &Ui, id: Id, lane: Rect, column: &mut Column, style: &ArticleStyle, grabbed: &mut Option<f32>) {
    let view_height = f64::from(lane.height());
    let hidden = column.total() - view_height;
    if hidden <= 0.5 || lane.height() < MIN_THUMB {
        *grabbed = None;
        return;
    }
    let length = (lane.height() * (view_height / column.total()) as f32).max(MIN_THUMB);
    let free = lane.height() - length;
    let thumb_at = |column: &Column| {
        let part = (column.top() / hidden).clamp(0.0, 1.0) as f32;
        Rect::from_min_size(pos2(lane.left() + 3.0, lane.top() + part * free), vec2((lane.width() - 5.0).max(2.0), length))
    };
    let response = ui.interact(lane, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Scroll article"));
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on() || response.dragged()) {
        let thumb = thumb_at(column);
        // A press beside the thumb brings its middle there.
        let held = *grabbed.get_or_insert_with(|| if thumb.y_range().contains(pointer.y) { pointer.y - thumb.top() } else { length * 0.5 });
        let part = f64::from((pointer.y - held - lane.top()) / free.max(1.0)).clamp(0.0, 1.0);
        column.go_to_height(part * hidden);
        column.settle(ui.ctx(), view_height);
    } else {
        *grabbed = None;
    }
    let is_lively = response.hovered() || grabbed.is_some();
    let color = if is_lively { style.thumb_hovered } else { style.thumb };
    let thumb = thumb_at(column);
    // Thin while nobody wants it.
    let thumb = if is_lively { thumb } else { thumb.with_min_x(thumb.right() - thumb.width() * 0.55) };
    ui.painter().rect_filled(thumb, thumb.width() * 0.5, color);
}
