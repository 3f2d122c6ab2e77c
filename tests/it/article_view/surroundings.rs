//! The article view in its surroundings: faces, the font atlas, screen readers, other widgets, and gestures nobody planned.

use std::ops::Range;

use egui::{Event, FontId, Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use factmark::model::id::StatementId;
use factmark::ui::article_view::ArticleView;
use factmark::ui::article_view::input::{ArticleInput, Mark, MarkLook, Next};
use factmark::ui::article_view::style::ArticleStyle;

use crate::article_view::window::Window;

/// The view's galleys, and the same words laid out anew.
fn is_fresh(window: &Window) -> bool {
    window.view.page().visible.iter().all(|visible| {
        let job = (*visible.laid.galley.job).clone();
        let fresh = window.ctx.fonts_mut(|fonts| fonts.layout_job(job));
        let places = |galley: &egui::Galley| -> Vec<_> {
            galley.rows.iter().flat_map(|row| row.glyphs.iter().map(|g| (g.pos, g.uv_rect))).collect()
        };
        places(&fresh) == places(&visible.laid.galley)
    })
}

#[test]
fn held_paragraphs_follow_the_atlas_the_style_and_the_pixels() {
    let mut window = Window::new(&"Some words of an article, and more of them.\n".repeat(10));
    assert!(is_fresh(&window));
    // A small atlas is soon full.
    window.max_texture_side = Some(1024);
    window.frame(Vec::new());
    window.frame(Vec::new());
    assert!(is_fresh(&window));
    let mut is_cleared = false;
    let mut fill = 0.0;
    for size in (20..100).step_by(5) {
        let text: String = ('a'..='z').chain('A'..='Z').collect();
        let now = window.ctx.fonts_mut(|fonts| {
            fonts.layout_no_wrap(text, FontId::proportional(size as f32), egui::Color32::WHITE);
            fonts.font_atlas_fill_ratio()
        });
        is_cleared |= now < fill;
        fill = now;
        window.frame(Vec::new());
        assert!(is_fresh(&window), "after size {size}");
    }
    assert!(is_cleared, "the atlas was full at least once");
    window.ctx.set_zoom_factor(1.5);
    window.frame(Vec::new());
    window.frame(Vec::new());
    assert!(is_fresh(&window));
    let before = window.glyphs();
    window.style.font = FontId::proportional(21.0);
    window.frame(Vec::new());
    assert!(is_fresh(&window));
    assert_ne!(window.glyphs(), before);
}

#[test]
fn a_new_width_keeps_the_line_at_the_top() {
    let text = "A sentence that is a little longer than others. ".repeat(12) + "\n";
    let mut window = Window::new(&text.repeat(40));
    window.view.scroll_to(11_000..11_001);
    window.frame(Vec::new());
    let top = window.view.page().byte_at(pos2(window.view.page().column.min, 2.0));
    for width in [500.0, 300.0, 650.0, 420.0] {
        window.size.x = width;
        window.frame(Vec::new());
        let caret = window.view.page().caret(top).expect("still on screen");
        assert!(caret.top() > -30.0 && caret.top() < 60.0, "{caret:?} at {width}");
    }
}

#[test]
fn the_scrollbar_reaches_both_ends() {
    let text = "Words upon words, and a few more of them.\n\n".repeat(400);
    let mut window = Window::new(&text);
    let x = window.size.x - 6.0;
    window.drag(pos2(x, 4.0), pos2(x, 900.0));
    window.frame(Vec::new());
    assert_eq!(window.view.page().bytes().end, text.len());
    window.drag(pos2(x, 398.0), pos2(x, -900.0));
    window.frame(Vec::new());
    assert_eq!(window.view.page().bytes().start, 0);
    assert_eq!(window.selection, None);
}

#[test]
fn screen_readers_find_the_article_and_keys_belong_to_the_field_that_has_the_focus() {
    let text: std::sync::Arc<str> = "One line.\n".repeat(200).into();
    let style = ArticleStyle::plain(&egui::Visuals::light());
    let mut view = ArticleView::default();
    let mut note = String::new();
    let mut tops = Vec::new();
    {
        let mut harness = egui_kittest::Harness::new_ui(|ui| {
            let label = ui.label("Note");
            ui.text_edit_singleline(&mut note).labelled_by(label.id);
            let (marks_in, margin_in) = (|_: Range<usize>, _: &mut Vec<_>| {}, |_: Range<usize>, _: &mut Vec<_>| {});
            let input = ArticleInput {
                text: &text,
                text_key: 1,
                version: None,
                marks_in: &marks_in,
                margin_in: &margin_in,
                dimmed_in: &|_, _| {},
                attributed: &[],
                found_in: &|_, _| {},
                found_current: None,
                next: Next { version: [0; 4], is_urgent: false, bytes: &|_| {} },
                selection: None,
                has_handles: true,
                style: &style,
            };
            view.show(ui, &input);
            tops.push(view.page().bytes().start);
        });
        harness.run();
        assert!(harness.get_by_label("Article text").value().is_some_and(|words| words.starts_with("One line.")));
        harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Note").focus();
        harness.run();
        harness.key_press(Key::PageDown);
        harness.run();
        harness.get_by_label("Article text").focus();
        harness.run();
    }
    assert!(tops.iter().all(|top| *top == 0), "a key typed into the note scrolls nothing");
}

#[test]
fn no_gesture_on_any_text_panics() {
    let seed = std::env::var("FACTMARK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_125);
    println!("run again with FACTMARK_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let texts = [
        String::new(),
        "\n\n\n".to_owned(),
        "\u{feff}".to_owned(),
        "\r\n\0\u{202e}\u{200b}".repeat(30),
        "العربية שלום 👩\u{200d}🚀 e\u{301} 世界 fi ".repeat(60),
        "x".repeat(9000),
        "\u{301}".repeat(5000),
        "One. Two! “Three”?\n".repeat(300),
    ];
    for text in texts {
        let mut window = Window::new(&text);
        for _ in 0..120 {
            let pos = Pos2::new(random.f32() * 800.0 - 50.0, random.f32() * 500.0 - 50.0);
            let modifiers = [Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND, Modifiers::SHIFT | Modifiers::COMMAND];
            window.modifiers = random.choice(modifiers).unwrap();
            let button = if random.u8(0..5) == 0 { PointerButton::Secondary } else { PointerButton::Primary };
            match random.u8(0..8) {
                0 | 1 => drop(window.move_to(pos)),
                2 | 3 => drop(window.button(pos, button, random.bool())),
                4 => window.size = vec2(random.f32() * 900.0 + 1.0, random.f32() * 600.0 + 1.0),
                5 => {
                    let keys = [
                        Key::ArrowDown,
                        Key::ArrowUp,
                        Key::ArrowLeft,
                        Key::ArrowRight,
                        Key::PageDown,
                        Key::PageUp,
                        Key::Home,
                        Key::End,
                        Key::A,
                    ];
                    let modifiers = window.modifiers;
                    window.press(modifiers, random.choice(keys).unwrap());
                }
                6 => window.view.scroll_to(random.usize(0..=text.len() + 9)..text.len()),
                _ => {
                    let start = random.usize(0..=text.len());
                    let mark = Mark {
                        start,
                        end: start + random.usize(0..50),
                        statement: StatementId::from_raw(1),
                        look: MarkLook::Claim,
                        is_focused: true,
                    };
                    window.marks = vec![mark];
                    window.frame(vec![Event::Copy]);
                }
            }
            let selection = window.selection.clone();
            assert!(selection.is_none_or(|selection| text.get(selection).is_some_and(|words| !words.is_empty())));
        }
    }
}
