//! The article's look, from the theme and the reader's size.

use crate::ui::article_view::style::{ArticleStyle, LookColors};
use crate::ui::fonts;
use crate::ui::theme::{Mark, Theme, scale};

/// Letters of running text a line holds.
const MEASURE_CHARS: f32 = 70.0;

/// The look of the article, `size_points` being the reader's.
pub fn style(theme: &Theme, size_points: f32) -> ArticleStyle {
    let look = |mark: Mark| {
        let colours = theme.mark(mark);
        let hollow = mark == Mark::HollowFact;
        LookColors {
            // What nothing carries has an outline and no ground.
            tint: if hollow { theme.paper } else { colours.tint },
            tint_deep: colours.tint_focused,
            tint_focused: colours.tint_focused,
            line: colours.line,
        }
    };
    ArticleStyle {
        font: fonts::reading(size_points),
        chip_font: fonts::interface(size_points * 0.6),
        margin_font: fonts::interface(scale::SMALL_POINTS),
        line_height: (size_points * scale::READING_LINE_HEIGHT).round(),
        paragraph_gap: (size_points * 0.3).round(),
        measure_chars: MEASURE_CHARS,
        margin_left: scale::ARTICLE_MARGIN + scale::PADDING,
        margin_right: scale::ARTICLE_MARGIN - scale::PADDING,
        margin_top: scale::GAP_LARGE * 2.0,
        margin_bottom: scale::GAP_LARGE * 4.0,
        scrollbar_width: 12.0,
        strip_width: 0.0,
        background: theme.paper,
        text: theme.ink,
        chip_text: theme.chip_ink,
        chip_fill: theme.chip,
        margin_text: theme.ink_soft,
        selection: theme.selected_words,
        found: theme.found,
        found_current: theme.found_current,
        accent: theme.focus,
        thumb: theme.line_strong,
        thumb_hovered: theme.ink_soft,
        claim: look(Mark::Claim),
        assertion: look(Mark::Assertion),
        fact: look(Mark::Fact),
        hollow_fact: look(Mark::HollowFact),
    }
}
