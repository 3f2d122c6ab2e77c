//! A scrollbar that counts in f64: a stock one counts in f32 and loses whole lines in a long text or list.

use egui::{Color32, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// The shortest thumb, in points.
const MIN_THUMB: f32 = 28.0;

/// What is scrolled, in points.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// How far below the top of everything the view begins.
    pub top: f64,
    /// The height of the view.
    pub view: f64,
    /// The height of everything.
    pub total: f64,
}

/// Shows the bar in its lane; `colours` of the thumb, and of the thumb under the pointer. `grabbed`: how far below the thumb's top it is held.
/// Where the view's top is to be, while the bar is pressed.
pub fn show(
    ui: &Ui,
    (id, name): (Id, &str),
    lane: Rect,
    extent: Extent,
    colours: (Color32, Color32),
    grabbed: &mut Option<f32>,
) -> Option<f64> {
    let hidden = extent.total - extent.view;
    if hidden <= 0.5 || lane.height() < MIN_THUMB {
        *grabbed = None;
        return None;
    }
    let length = (lane.height() * (extent.view / extent.total) as f32).max(MIN_THUMB);
    let free = lane.height() - length;
    let thumb_at = |top: f64| {
        let part = (top / hidden).clamp(0.0, 1.0) as f32;
        Rect::from_min_size(pos2(lane.left() + 3.0, lane.top() + part * free), vec2((lane.width() - 5.0).max(2.0), length))
    };
    let response = ui.interact(lane, id, Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
    // The place where it is let go of counts too, which may be in the very frame in which it was pressed or moved.
    let is_let_go = response.clicked() || response.drag_stopped();
    let pressed = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on() || response.dragged() || is_let_go);
    let top = if let Some(pointer) = pressed {
        let thumb = thumb_at(extent.top);
        // A press beside the thumb brings its middle there.
        let held = *grabbed.get_or_insert_with(|| if thumb.y_range().contains(pointer.y) { pointer.y - thumb.top() } else { length * 0.5 });
        Some(f64::from((pointer.y - held - lane.top()) / free.max(1.0)).clamp(0.0, 1.0) * hidden)
    } else {
        None
    };
    if pressed.is_none() || is_let_go {
        *grabbed = None;
    }
    let is_lively = response.hovered() || grabbed.is_some();
    let thumb = thumb_at(top.unwrap_or(extent.top));
    // Thin while nobody wants it.
    let thumb = if is_lively { thumb } else { thumb.with_min_x(thumb.right() - thumb.width() * 0.55) };
    ui.painter().rect_filled(thumb, thumb.width() * 0.5, if is_lively { colours.1 } else { colours.0 });
    top
}
