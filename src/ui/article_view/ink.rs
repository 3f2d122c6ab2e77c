//! Rectangles and lines, gathered into one mesh without texture and painted behind the words.

use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::{Color32, Mesh, Rangef, Rect, pos2};

/// One mesh in the making.
#[derive(Debug)]
pub struct Ink {
    mesh: Mesh,
    clip: Rect,
    pixels_per_point: f32,
}

impl Ink {
    /// For a view that fills `clip`.
    pub fn new(clip: Rect, pixels_per_point: f32) -> Self {
        Self { mesh: Mesh::default(), clip, pixels_per_point }
    }

    /// Everything, in the order it came; `None` where that is nothing.
    pub fn mesh(self) -> Option<Arc<Mesh>> {
        (!self.mesh.is_empty()).then(|| Arc::new(self.mesh))
    }

    /// A rectangle on whole pixels.
    pub fn fill(&mut self, rect: Rect, color: Color32) {
        let rect = rect.intersect(self.clip);
        if rect.is_positive() && color != Color32::TRANSPARENT {
            self.mesh.add_colored_rect(rect.round_to_pixels(self.pixels_per_point), color);
        }
    }

    /// A line between two places at one height, at least a pixel thick; `y` is its top.
    pub fn line(&mut self, x: Rangef, y: f32, thickness: f32, color: Color32) {
        let pixel = 1.0 / self.pixels_per_point;
        let thickness = thickness.round_to_pixels(self.pixels_per_point).max(pixel);
        let top = y.round_to_pixels(self.pixels_per_point);
        self.fill(Rect::from_min_max(pos2(x.min, top), pos2(x.max.max(x.min + pixel), top + thickness)), color);
    }

    /// A line of marks `on` long, one every `step`; they stand where they would on a longer line, so that they do not move as it grows.
    pub fn broken_line(&mut self, x: Rangef, y: f32, thickness: f32, (on, step): (f32, f32), color: Color32) {
        if y > self.clip.bottom() || y + thickness < self.clip.top() {
            return;
        }
        let mut number = (x.min / step).floor();
        while number * step < x.max {
            let from = (number * step).max(x.min);
            let to = (number * step + on).min(x.max);
            if to > from {
                self.line(Rangef::new(from, to), y, thickness, color);
            }
            number += 1.0;
        }
    }

    /// The outline of a rectangle, drawn inside it; the ends left out where the words go on in another row.
    pub fn outline(&mut self, rect: Rect, (has_left, has_right): (bool, bool), thickness: f32, color: Color32) {
        self.line(rect.x_range(), rect.top(), thickness, color);
        self.line(rect.x_range(), rect.bottom() - thickness, thickness, color);
        if has_left {
            self.fill(Rect::from_min_max(rect.left_top(), pos2(rect.left() + thickness, rect.bottom())), color);
        }
        if has_right {
            self.fill(Rect::from_min_max(pos2(rect.right() - thickness, rect.top()), rect.right_bottom()), color);
        }
    }
}
