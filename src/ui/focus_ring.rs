//! The ring around what has the keyboard, shown once the keyboard is used to get around.

use egui::{Context, Key, Stroke, StrokeKind};

use crate::ui::theme::{Theme, scale};

/// Whether the keyboard or the pointer was used last to get around.
#[derive(Debug, Default)]
pub struct FocusRing {
    is_shown: bool,
}

impl FocusRing {
    /// Shows where the keyboard is from now on, as a key has taken it there.
    pub const fn appear(&mut self) {
        self.is_shown = true;
    }

    /// Draws the ring. Text fields have one of their own.
    pub fn show(&mut self, ctx: &Context) {
        let (by_key, by_pointer) = ctx.input(|input| (input.key_pressed(Key::Tab), input.pointer.any_pressed()));
        self.is_shown = by_key || self.is_shown && !by_pointer;
        if !self.is_shown || ctx.text_edit_focused() {
            return;
        }
        let Some(response) = ctx.memory(egui::Memory::focused).and_then(|id| ctx.read_response(id)) else { return };
        let stroke = Stroke::new(scale::FOCUS_RING, Theme::of(ctx).focus);
        let painter = ctx.layer_painter(response.layer_id);
        let rect = response.rect.intersect(ctx.content_rect());
        painter.rect_stroke(rect.expand(1.0), scale::CORNER, stroke, StrokeKind::Inside);
    }
}
