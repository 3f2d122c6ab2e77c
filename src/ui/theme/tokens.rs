//! The tokens: every colour of the window by its meaning.

use egui::Color32;

use crate::ui::theme::marks::{Mark, MarkColours};
use crate::ui::theme::palette;

/// The colours of one look, light or dark. Text colours keep 4.5:1 on every ground they are named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether this is the dark look.
    pub is_dark: bool,
    /// Ground of the article.
    pub paper: Color32,
    /// Ground of panels and bars.
    pub panel: Color32,
    /// Ground of cards, menus, popups.
    pub raised: Color32,
    /// Ground of text fields.
    pub field: Color32,
    /// Text, on every ground and tint.
    pub ink: Color32,
    /// Less important text, on paper, panels, cards and in fields.
    pub ink_soft: Color32,
    /// Parts two things.
    pub line: Color32,
    /// The edge of a control; 3:1 on every ground.
    pub line_strong: Color32,
    /// A button.
    pub control: Color32,
    /// A button under the pointer.
    pub control_hovered: Color32,
    /// A button pressed or with the keyboard.
    pub control_pressed: Color32,
    /// Links, and the one main button of a place.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// The ring around what has the keyboard; 3:1 on every ground.
    pub focus: Color32,
    /// Behind selected words of the article: grey, as every colour there is a tag's.
    pub selected_words: Color32,
    /// Behind selected words in fields, and the chosen row or button.
    pub selection: Color32,
    /// Text of the chosen row or button.
    pub selection_ink: Color32,
    /// Behind words that were searched.
    pub found: Color32,
    /// Behind the one found now.
    pub found_current: Color32,
    /// Text about what is wrong.
    pub danger: Color32,
    /// Ground of a notice about what is wrong.
    pub danger_fill: Color32,
    /// Text about what needs care.
    pub warn: Color32,
    /// Ground of a notice about what needs care.
    pub warn_fill: Color32,
    /// Text about what is well: saved, carried.
    pub ok: Color32,
    /// Ground of a chip for an invisible character.
    pub chip: Color32,
    /// Text of such a chip.
    pub chip_ink: Color32,
    /// Under menus and windows.
    pub shadow: Color32,
    /// Over the window behind a question.
    pub backdrop: Color32,
    /// A claim.
    pub claim: MarkColours,
    /// An assertion.
    pub assertion: MarkColours,
    /// A confirmed fact that is carried.
    pub fact: MarkColours,
    /// A confirmed fact that nothing carries.
    pub hollow: MarkColours,
}

impl Theme {
    /// By day.
    pub const fn light() -> &'static Self {
        &palette::LIGHT
    }

    /// By night.
    pub const fn dark() -> &'static Self {
        &palette::DARK
    }

    /// The look the window has now.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        match ctx.theme() {
            egui::Theme::Light => Self::light(),
            egui::Theme::Dark => Self::dark(),
        }
    }

    /// How statements of this sort look.
    pub const fn mark(&self, mark: Mark) -> &MarkColours {
        match mark {
            Mark::Claim => &self.claim,
            Mark::Assertion => &self.assertion,
            Mark::Fact => &self.fact,
            Mark::HollowFact => &self.hollow,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Luminance after WCAG 2.2, from 0 to 1.
    fn luminance(colour: Color32) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    /// Contrast after WCAG 2.2, from 1 to 21.
    fn contrast(one: Color32, other: Color32) -> f64 {
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        (one / other).max(other / one)
    }

    fn check(least: f64, pairs: &[(&str, Color32, Color32)]) {
        let short: Vec<String> = pairs
            .iter()
            .map(|(name, front, ground)| (name, contrast(*front, *ground)))
            .filter(|(_, ratio)| *ratio < least)
            .map(|(name, ratio)| format!("{name} {ratio:.2}"))
            .collect();
        assert!(short.is_empty(), "below {least}: {short:?}");
    }

    #[test]
    fn every_text_can_be_read_on_every_ground_it_stands_on() {
        for theme in [Theme::light(), Theme::dark()] {
            let grounds = [("paper", theme.paper), ("panel", theme.panel), ("raised", theme.raised), ("field", theme.field)];
            for (ground_name, ground) in grounds {
                let texts = [
                    ("ink", theme.ink),
                    ("ink_soft", theme.ink_soft),
                    ("accent", theme.accent),
                    ("danger", theme.danger),
                    ("warn", theme.warn),
                    ("ok", theme.ok),
                ];
                for (name, text) in texts {
                    check(4.5, &[(&format!("{name} on {ground_name}, dark {}", theme.is_dark), text, ground)]);
                }
                for mark in Mark::ALL {
                    check(4.5, &[(&format!("{mark:?} on {ground_name}, dark {}", theme.is_dark), theme.mark(mark).ink, ground)]);
                }
            }
            for mark in Mark::ALL {
                let colours = theme.mark(mark);
                check(
                    4.5,
                    &[
                        (&format!("ink on {mark:?}"), theme.ink, colours.tint),
                        (&format!("ink on focused {mark:?}"), theme.ink, colours.tint_focused),
                        (&format!("own ink on {mark:?}"), colours.ink, colours.tint),
                    ],
                );
            }
            check(
                4.5,
                &[
                    ("ink on control", theme.ink, theme.control),
                    ("ink on hovered", theme.ink, theme.control_hovered),
                    ("ink on pressed", theme.ink, theme.control_pressed),
                    ("ink on selection", theme.ink, theme.selection),
                    ("ink on selected words", theme.ink, theme.selected_words),
                    ("selection ink", theme.selection_ink, theme.selection),
                    ("on accent", theme.on_accent, theme.accent),
                    ("ink on found", theme.ink, theme.found),
                    ("ink on found now", theme.ink, theme.found_current),
                    ("danger on its fill", theme.danger, theme.danger_fill),
                    ("ink on danger fill", theme.ink, theme.danger_fill),
                    ("warn on its fill", theme.warn, theme.warn_fill),
                    ("ink on warn fill", theme.ink, theme.warn_fill),
                    ("chip ink", theme.chip_ink, theme.chip),
                ],
            );
        }
    }

    #[test]
    fn lines_that_mean_something_stand_out_three_to_one() {
        for theme in [Theme::light(), Theme::dark()] {
            for ground in [theme.paper, theme.panel, theme.raised, theme.field] {
                check(3.0, &[("focus", theme.focus, ground), ("line_strong", theme.line_strong, ground)]);
            }
            for mark in Mark::ALL {
                let colours = theme.mark(mark);
                check(
                    3.0,
                    &[(&format!("{mark:?}"), colours.line, theme.paper), (&format!("{mark:?} on itself"), colours.line, colours.tint)],
                );
            }
        }
    }

    #[test]
    fn the_tags_differ_in_lightness_and_in_the_style_of_their_line() {
        for theme in [Theme::light(), Theme::dark()] {
            for (one, other) in [(Mark::Claim, Mark::Assertion), (Mark::Assertion, Mark::Fact), (Mark::Fact, Mark::HollowFact)] {
                let (one, other) = (theme.mark(one), theme.mark(other));
                assert!(contrast(one.tint, other.tint) > 1.08, "{:.3}", contrast(one.tint, other.tint));
                assert!(contrast(one.line, other.line) > 1.2, "{:.3}", contrast(one.line, other.line));
                assert_ne!(one.underline, other.underline);
            }
        }
    }
}
