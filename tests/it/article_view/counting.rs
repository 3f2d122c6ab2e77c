//! Lines that are counted while nobody does anything: near the true height, and nothing on screen moves for it.

use std::sync::Arc;

use egui::{Context, vec2};
use factmark::ui::article_view::column::Column;
use factmark::ui::reading;
use factmark::ui::theme::Theme;

use crate::article_view::plain_layout::wheel;
use crate::article_view::window::Window;

/// Words of which texts are made.
const TEXTS: &[&[&str]] = &[
    &["the ", "officials ", "said, ", "reporters. ", "at ", "noon ", "well-known ", "harbour "],
    &["“our work” ", "don’t ", "café ", "naïve ", "— ", "São ", "minister "],
    &["世界", "これは", "。", "報告、", "水位は一夜で", "ー"],
    &["aword", "withoutaspace", "x"],
    &["the ", "officials ", "قال ", "報告 ", "👩🏽‍🚒 ", "🇺🇳 ", "e\u{301}te\u{301} ", "reporters. ", "minister ", "noon "],
    &["\n", "a ", "b c ", "\r\n"],
];

fn text_of(words: &[&str], bytes: usize, random: &mut fastrand::Rng) -> String {
    let mut text = String::new();
    while text.len() < bytes {
        text.push_str(random.choice(words.iter().copied()).unwrap_or_default());
        if random.u8(0..70) == 0 {
            text.push('\n');
        }
    }
    text
}

#[test]
fn counted_lines_are_near_those_of_a_layout_at_any_width() {
    let mut random = fastrand::Rng::with_seed(11);
    for words in TEXTS {
        let text: Arc<str> = text_of(words, 60_000, &mut random).into();
        let ctx = Context::default();
        factmark::ui::set_up(&ctx);
        let mut column = Column::default();
        for room in [640.0, 300.0, 500.0] {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let style = reading::style(Theme::of(ui.ctx()), 18.0);
                column.prepare(ui.ctx(), &text, 1, &style, room);
                assert!(column.refine(ui.ctx(), 1), "there is more than one block");
                assert!(!column.refine(ui.ctx(), usize::MAX));
                let counted = column.total();
                let known: f64 = (0..column.paragraphs().count()).map(|index| column.height(ui.ctx(), index)).sum();
                let margins = f64::from(style.margin_top + style.margin_bottom);
                assert!((column.total() - known - margins).abs() < 0.5, "what was laid out counts as it was laid out");
                let off = (counted / (known + margins) - 1.0) * 100.0;
                assert!(off.abs() < 0.35, "{off} % in {words:?} at {room}");
            });
            output.textures_delta.clear();
        }
    }
}

#[test]
fn what_is_on_screen_stays_while_lines_are_counted_and_then_nothing_is_asked_for() {
    let mut random = fastrand::Rng::with_seed(12);
    let text = text_of(TEXTS[4], 2_500_000, &mut random);
    let mut window = Window::new(&text);
    for round in 0..4 {
        window.size = vec2(360.0 + 60.0 * round as f32, 420.0);
        window.view.scroll_to(text.floor_char_boundary(text.len() / 5 * (round + 1))..text.len());
        window.frame(Vec::new());
        window.frame(vec![wheel(-70.0)]);
        for _ in 0..10 {
            window.frame(Vec::new());
        }
        let (before, height) = (window.glyphs(), window.view.height());
        let mut frames = 0;
        while window.idle() < 1.0 {
            assert_eq!(window.glyphs(), before);
            frames += 1;
            assert!(frames < 100, "it comes to an end");
        }
        assert!(frames >= 3, "it is done bit by bit");
        assert!((window.view.height() - height).abs() > 1.0, "the height is known better");
        assert_eq!(window.glyphs(), before);
    }
}
