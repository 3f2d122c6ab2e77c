//! Far down a long text, and inside a giant paragraph: what is on screen is a plain layout of its bytes, and nothing is off by a pixel.

use std::ops::Range;

use egui::{FontId, Key, Modifiers, pos2, vec2};

use crate::article_view::plain_layout::{check_no_gaps, plain, plain_galley, wheel};
use crate::article_view::window::Window;

/// Where f32 begins to lose whole pixels.
const F32_WHOLE: f64 = 16_777_216.0;

/// Every paragraph on screen is what a plain layout of its bytes gives.
fn check(window: &mut Window) {
    let page = window.view.page().clone();
    assert!(!page.visible.is_empty());
    for visible in &page.visible {
        let galley = plain_galley(window, &[plain(&window.text, visible.bytes.clone())], page.column.span());
        assert_eq!(visible.laid.galley.rows.len(), galley.rows.len());
        for (row, plain_row) in visible.laid.galley.rows.iter().zip(&galley.rows) {
            assert!((row.pos - plain_row.pos).length() < 0.01);
            let glyphs = |row: &egui::epaint::text::PlacedRow| {
                row.glyphs.iter().map(|glyph| (glyph.chr, glyph.pos, glyph.uv_rect)).collect::<Vec<_>>()
            };
            assert_eq!(glyphs(row), glyphs(plain_row));
        }
    }
    check_no_gaps(window);
    // A place is found again by the byte it was said to be.
    let (first, last) = (page.visible.first().expect("one").top_left.y, page.visible.last().expect("one"));
    let words = first..=last.top_left.y + last.laid.height();
    for y in [page.rect.top() + 5.0, page.rect.center().y, page.rect.bottom() - 5.0].into_iter().filter(|y| words.contains(y)) {
        let byte = page.byte_at(pos2(page.column.center(), y));
        let caret = page.caret(byte).expect("it is on screen");
        assert!((caret.center().y - y).abs() <= window.style.line_height, "{byte} is at {caret:?}, not {y}");
    }
}

/// Where a byte that stays on screen stands.
fn top_of(window: &Window, byte: usize) -> f32 {
    window.view.page().caret(byte).expect("it is on screen").top()
}

/// Fills the atlas until it is cleared.
fn clear_atlas(window: &mut Window) {
    window.max_texture_side = Some(1024);
    let mut fill = 0.0;
    for size in (20..200).step_by(5) {
        let letters: String = ('a'..='z').chain('A'..='Z').collect();
        let now = window.ctx.fonts_mut(|fonts| {
            fonts.layout_no_wrap(letters, FontId::proportional(size as f32), egui::Color32::WHITE);
            fonts.font_atlas_fill_ratio()
        });
        window.frame(Vec::new());
        if now < fill {
            return;
        }
        fill = now;
    }
    panic!("the atlas was never full");
}

fn walk(window: &mut Window, places: &[Range<usize>]) {
    for place in places {
        window.view.scroll_to(place.clone());
        window.frame(Vec::new());
        window.frame(Vec::new());
        assert!(window.view.page().caret(place.start).is_some(), "{place:?} came in sight");
        check(window);
        // A wheel's single points move the words by single points.
        window.move_to(window.view.page().rect.center());
        let byte = window.view.page().byte_at(window.view.page().rect.center());
        let before = top_of(window, byte);
        for _ in 0..10 {
            window.frame(vec![wheel(-1.0)]);
        }
        for _ in 0..10 {
            // The wheel is smoothed over some frames.
            window.frame(Vec::new());
        }
        let moved = before - top_of(window, byte);
        // But at the text's end, where there is no farther down.
        let is_end = window.view.page().visible.last().is_some_and(|last| last.bytes.end + 1 >= window.text.len());
        assert!((moved - 10.0).abs() < 1.01 || is_end, "moved {moved} in {place:?}");
        check(window);
        window.press(Modifiers::NONE, Key::PageDown);
        window.frame(Vec::new());
        check(window);
    }
}

#[test]
fn far_down_a_text_of_a_million_lines_nothing_is_off_by_a_pixel() {
    let text = "a line\n".repeat(900_000);
    let mut window = Window::new(&text);
    window.size = vec2(400.0, 300.0);
    window.frame(Vec::new());
    assert!(window.view.height() > F32_WHOLE, "{} points", window.view.height());
    let len = text.len();
    let places = [len / 2, len - len / 20, len - 40].map(|byte| byte..byte + 3);
    walk(&mut window, &places);
    clear_atlas(&mut window);
    check(&mut window);
}

#[test]
fn inside_a_giant_paragraph_the_words_are_a_plain_layout_of_its_bytes() {
    let bits = ["words of a line ", "“that never ends” ", "e\u{301}a\u{308} ", "水位は一夜で", "قال المتحدث ", "👩\u{200d}👧 "];
    let mut chance = fastrand::Rng::with_seed(7);
    let mut text = "Before it.\n".to_owned();
    while text.len() < 3_000_000 {
        text.push_str(bits[chance.usize(..bits.len())]);
    }
    text.push_str("\nAfter it.\n");
    let mut window = Window::new(&text);
    window.frame(Vec::new());
    let places = [0.0, 0.31, 0.77, 0.9999].map(|share| {
        let byte = text.floor_char_boundary((text.len() as f64 * share) as usize);
        byte..byte
    });
    walk(&mut window, &places);
    clear_atlas(&mut window);
    check(&mut window);
    window.size = vec2(520.0, 380.0);
    window.frame(Vec::new());
    window.frame(Vec::new());
    check(&mut window);
}
