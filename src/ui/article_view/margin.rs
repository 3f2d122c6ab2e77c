//! The margin: beside the line where a statement starts, its tag's glyph and how many sources it has.

use std::sync::Arc;

use egui::epaint::Tessellator;
use egui::{Align2, Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use crate::model::id::StatementId;
use crate::ui::article_view::input::{MarginNote, MarkLook};
use crate::ui::article_view::page::Page;
use crate::ui::article_view::style::ArticleStyle;
use crate::ui::kept_text::Text;

/// The statements that start on one line, and the place of their glyphs.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Where the glyphs are.
    pub rect: Rect,
    /// In reading order.
    pub statements: Vec<StatementId>,
}

/// The notes of one page gathered line by line.
pub fn groups<'a>(page: &Page, notes: &'a mut [MarginNote], margin_left: f32) -> Vec<(Group, &'a [MarginNote])> {
    notes.sort_by_key(|note| (note.at, note.statement));
    let row_of = |note: &MarginNote| page.caret(note.at).map(|caret| caret.y_range());
    notes
        .chunk_by(|a, b| a.at == b.at || row_of(a) == row_of(b))
        .filter_map(|notes| {
            let row = row_of(notes.first()?)?;
            let rect = Rect::from_x_y_ranges(page.column.min - margin_left + 4.0..=page.column.min - 6.0, row);
            Some((Group { rect, statements: notes.iter().map(|note| note.statement).collect() }, notes))
        })
        .collect()
}

/// The notes of one page as they are painted: what is no text is one mesh, made once.
#[derive(Debug, Default)]
pub struct Drawn {
    signs: Mesh,
    texts: Vec<Shape>,
}

impl Drawn {
    /// As shapes, signs below the numbers.
    pub fn into_shapes(self) -> Vec<Shape> {
        let signs = Some(self.signs).filter(|signs| !signs.is_empty()).map(|signs| Shape::Mesh(Arc::new(signs)));
        signs.into_iter().chain(self.texts).collect()
    }
}

/// What makes meshes of shapes that have no texture: of any texture it has nothing.
pub fn tessellator(painter: &Painter) -> Tessellator {
    let options = painter.ctx().tessellation_options(|options| *options);
    let mut tessellator = Tessellator::new(painter.pixels_per_point(), options, [1, 1], Vec::new());
    tessellator.set_clip_rect(painter.clip_rect());
    tessellator
}

/// Draws one line's notes, as many as there is room for, then how many more there are.
pub fn draw((ui, tessellator): (&Ui, &mut Tessellator), group: &Group, notes: &[MarginNote], style: &ArticleStyle, drawn: &mut Drawn) {
    let size = style.margin_font.size;
    let advance = size * 1.75;
    let room = ((group.rect.width() / advance) as usize).max(1);
    let shown = if notes.len() <= room { notes.len() } else { room.saturating_sub(1).max(1) };
    let more = notes.len() - shown;
    // The focused one is never among those left out.
    let focused = notes.iter().position(|note| note.is_focused).filter(|place| *place >= shown);
    let mut right = group.rect.right();
    let y = group.rect.center().y;
    if more > 0 {
        right = write(ui, pos2(right, y), &format!("+{more}"), style, style.margin_text, &mut drawn.texts) - size * 0.3;
    }
    let first = focused.unwrap_or_default();
    for note in notes.iter().skip(first).take(shown).rev() {
        let mut left = right;
        if note.sources > 0 {
            let number = if note.sources > 99 { "99+".to_owned() } else { note.sources.to_string() };
            let color = if note.is_focused { style.text } else { style.margin_text };
            left = write(ui, pos2(right, y), &number, style, color, &mut drawn.texts);
        }
        let center = pos2(left - size * 0.55, y);
        if note.is_focused {
            tessellator.tessellate_shape(Shape::circle_filled(center, size * 0.7, style.look(note.look).tint_focused), &mut drawn.signs);
        }
        tessellator.tessellate_shape(tag(center, size * 0.38, note.look, style.look(note.look).line), &mut drawn.signs);
        right = center.x - size * 0.8;
        if right < group.rect.left() - advance {
            break;
        }
    }
}

/// Words whose right end stands at a place, in the middle of their height. Answers where they begin.
fn write(ui: &Ui, right: Pos2, words: &str, style: &ArticleStyle, color: Color32, shapes: &mut Vec<Shape>) -> f32 {
    let galley = Text::line(words, style.margin_font.clone()).laid(ui);
    let rect = Align2::RIGHT_CENTER.anchor_size(right, galley.size());
    shapes.push(Shape::galley(rect.min, galley, color));
    rect.left()
}

/// A tag's glyph: a ring for a claim, a square for an assertion, a tick for a fact, an open diamond for a hollow one.
fn tag(center: Pos2, radius: f32, look: MarkLook, color: Color32) -> Shape {
    let stroke = Stroke::new((radius * 0.4).max(1.0), color);
    let at = |x: f32, y: f32| center + vec2(x, y) * radius;
    match look {
        MarkLook::Claim => Shape::circle_stroke(center, radius * 0.9, stroke),
        MarkLook::Assertion => Shape::rect_filled(Rect::from_center_size(center, egui::Vec2::splat(radius * 1.7)), 0.0, color),
        MarkLook::Fact => {
            let stroke = Stroke::new((radius * 0.55).max(1.5), color);
            Shape::line(vec![at(-1.0, 0.0), at(-0.3, 0.8), at(1.0, -0.9)], stroke)
        }
        MarkLook::HollowFact => Shape::closed_line(vec![at(0.0, -1.1), at(1.1, 0.0), at(0.0, 1.1), at(-1.1, 0.0)], stroke),
    }
}
