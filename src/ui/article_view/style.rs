//! The view's colours, faces and sizes, filled from the theme.

use egui::{Color32, FontId, Visuals};

use crate::ui::article_view::input::MarkLook;

/// Colours of one look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LookColors {
    /// Behind the words of one statement.
    pub tint: Color32,
    /// Behind words that several statements share.
    pub tint_deep: Color32,
    /// Behind the words of the focused statement.
    pub tint_focused: Color32,
    /// Its line, its outline and its margin glyph.
    pub line: Color32,
}

/// Everything about the look of the view. Sizes in points.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleStyle {
    /// The reading face.
    pub font: FontId,
    /// The face of the names of invisible characters, smaller.
    pub chip_font: FontId,
    /// The face of the numbers in the margin.
    pub margin_font: FontId,
    /// From one line to the next.
    pub line_height: f32,
    /// Below each paragraph.
    pub paragraph_gap: f32,
    /// Width of the column in characters of running text.
    pub measure_chars: f32,
    /// Left of the text, room for glyphs and numbers.
    pub margin_left: f32,
    /// Right of the text.
    pub margin_right: f32,
    /// Above the first line.
    pub margin_top: f32,
    /// Below the last line.
    pub margin_bottom: f32,
    /// Width of the scrollbar's lane.
    pub scrollbar_width: f32,
    /// Room right of the scrollbar that is left to whoever shows the view.
    pub strip_width: f32,
    /// The page.
    pub background: Color32,
    /// The words.
    pub text: Color32,
    /// The names of invisible characters.
    pub chip_text: Color32,
    /// Behind them.
    pub chip_fill: Color32,
    /// Numbers in the margin.
    pub margin_text: Color32,
    /// Behind selected words.
    pub selection: Color32,
    /// Behind words that were looked for.
    pub found: Color32,
    /// Behind the hit that is shown; it has an outline too.
    pub found_current: Color32,
    /// The caret, the focus ring and the handles.
    pub accent: Color32,
    /// The scrollbar's thumb, at rest.
    pub thumb: Color32,
    /// The scrollbar's thumb under the pointer.
    pub thumb_hovered: Color32,
    /// Claims.
    pub claim: LookColors,
    /// Assertions.
    pub assertion: LookColors,
    /// Confirmed facts that are carried.
    pub fact: LookColors,
    /// Confirmed facts that are not.
    pub hollow_fact: LookColors,
}

impl ArticleStyle {
    /// The colours of a look.
    pub const fn look(&self, look: MarkLook) -> &LookColors {
        match look {
            MarkLook::Claim => &self.claim,
            MarkLook::Assertion => &self.assertion,
            MarkLook::Fact => &self.fact,
            MarkLook::HollowFact => &self.hollow_fact,
        }
    }

    /// A plain style from egui's own colours, for tests and measurements.
    pub fn plain(visuals: &Visuals) -> Self {
        let size = 17.0;
        let look = |line: Color32| LookColors {
            tint: line.gamma_multiply(0.15),
            tint_deep: line.gamma_multiply(0.25),
            tint_focused: line.gamma_multiply(0.4),
            line,
        };
        Self {
            font: FontId::proportional(size),
            chip_font: FontId::proportional(size * 0.6),
            margin_font: FontId::proportional(size * 0.7),
            line_height: size * 1.5,
            paragraph_gap: size * 0.4,
            measure_chars: 70.0,
            margin_left: 56.0,
            margin_right: 28.0,
            margin_top: 32.0,
            margin_bottom: 64.0,
            scrollbar_width: 12.0,
            strip_width: 0.0,
            background: visuals.panel_fill,
            text: visuals.text_color(),
            chip_text: visuals.weak_text_color(),
            chip_fill: visuals.code_bg_color,
            margin_text: visuals.weak_text_color(),
            selection: visuals.selection.bg_fill.gamma_multiply(0.6),
            found: visuals.warn_fg_color.gamma_multiply(0.2),
            found_current: visuals.warn_fg_color.gamma_multiply(0.4),
            accent: visuals.selection.stroke.color,
            thumb: visuals.weak_text_color().gamma_multiply(0.4),
            thumb_hovered: visuals.weak_text_color(),
            claim: look(visuals.warn_fg_color),
            assertion: look(visuals.hyperlink_color),
            fact: look(visuals.strong_text_color()),
            hollow_fact: look(visuals.error_fg_color),
        }
    }
}
