//! Rectangles and lines, gathered into one mesh without texture and one of broken lines, and painted behind the words.

use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::{Color32, Mesh, Rangef, Rect, TextureId, pos2};

use crate::ui::article_view::dots::{self, Broken};

/// One mesh in the making.
#[derive(Debug)]
pub struct Ink {
    mesh: Mesh,
    // Above it.
    broken: Mesh,
    clip: Rect,
    pixels_per_point: f32,
}

impl Ink {
    /// For a view that fills `clip`; broken lines are taken from the texture `dots`.
    pub fn new(clip: Rect, pixels_per_point: f32, dots: TextureId) -> Self {
        Self { mesh: Mesh::default(), broken: Mesh::with_texture(dots), clip, pixels_per_point }
    }

    /// Everything, in the order it came, broken lines above the rest; nothing where there is nothing.
    pub fn meshes(self) -> Vec<Arc<Mesh>> {
        [self.mesh, self.broken].into_iter().filter(|mesh| !mesh.is_empty()).map(Arc::new).collect()
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
        if let Some(rect) = self.line_rect(x, y, thickness) {
            self.fill(rect, color);
        }
    }

    /// A line of marks; they stand where they would on a longer line, so that they do not move as it grows.
    pub fn broken_line(&mut self, x: Rangef, y: f32, thickness: f32, broken: Broken, color: Color32) {
        let Some(rect) = self.line_rect(x, y, thickness) else { return };
        let pixels = Rect::from_min_max(
            (rect.min.to_vec2() * self.pixels_per_point).to_pos2(),
            (rect.max.to_vec2() * self.pixels_per_point).to_pos2(),
        );
        self.broken.add_rect_with_uv(rect, dots::part(broken, pixels), color);
    }

    fn line_rect(&self, x: Rangef, y: f32, thickness: f32) -> Option<Rect> {
        let pixel = 1.0 / self.pixels_per_point;
        let thickness = thickness.round_to_pixels(self.pixels_per_point).max(pixel);
        let top = y.round_to_pixels(self.pixels_per_point);
        let rect = Rect::from_min_max(pos2(x.min, top), pos2(x.max.max(x.min + pixel), top + thickness)).intersect(self.clip);
        rect.is_positive().then(|| rect.round_to_pixels(self.pixels_per_point))
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
