//! What is likely to be shown next is laid out before, in frames in which nothing else is to be done, and then nothing more.

use egui::{Key, Modifiers, vec2};

use super::plain_layout::wheel;
use super::window::Window;

/// Paragraphs of several lines each.
fn prose(count: usize) -> String {
    let paragraph = |number: usize| format!("Paragraph {number}. {}", "The harbour authority said nothing of it. ".repeat(number % 7 + 1));
    (0..count).map(paragraph).collect::<Vec<_>>().join("\n")
}

/// Idle frames until none is asked for soon; panics where that never ends.
fn rest(window: &mut Window) {
    for _ in 0..2000 {
        if window.idle() > 1.0 {
            return;
        }
    }
    panic!("it is never done");
}

/// What one frame with a key has to lay out.
fn laid_out_by(window: &mut Window, key: Key) -> usize {
    let before = window.view.held_count();
    window.press(Modifiers::NONE, key);
    window.view.held_count() - before
}

#[test]
fn a_page_after_a_rest_lays_out_nothing() {
    let mut window = Window::new(&prose(400));
    rest(&mut window);
    for key in [Key::PageDown, Key::PageDown, Key::PageDown, Key::PageUp, Key::PageDown] {
        let top = window.view.page().bytes().start;
        assert_eq!(laid_out_by(&mut window, key), 0, "{key:?}");
        assert_ne!(window.view.page().bytes().start, top);
        rest(&mut window);
    }
    // Without a rest there is no time for it.
    laid_out_by(&mut window, Key::PageDown);
    assert!(laid_out_by(&mut window, Key::PageDown) > 0);
}

#[test]
fn where_a_key_or_a_click_leads_is_laid_out_too() {
    let text = prose(2000);
    let mut window = Window::new(&text);
    rest(&mut window);
    for part in [2, 3, 5] {
        let byte = text.len() / part;
        window.leads_to = Some(byte);
        rest(&mut window);
        let held = window.view.held_count();
        window.view.scroll_to(byte..byte);
        window.idle();
        assert!(window.view.page().bytes().contains(&byte));
        assert_eq!(window.view.held_count(), held, "all that is in sight now was laid out before");
        rest(&mut window);
    }
}

#[test]
fn nothing_in_sight_moves_meanwhile() {
    let mut window = Window::new(&prose(2000));
    let middle = window.text.len() / 2;
    window.view.scroll_to(middle..middle);
    window.idle();
    let glyphs = window.glyphs();
    for _ in 0..20 {
        window.idle();
        assert_eq!(window.glyphs(), glyphs);
    }
}

#[test]
fn a_crowded_view_comes_to_rest_and_holds_no_more_than_it_may() {
    // Short lines on a high screen, so that many paragraphs are in sight; giant ones, so that few hold much.
    // Rows of marks without a width, so that a screen holds as much text as a book.
    let marks = ("a".to_owned() + &"\u{301}".repeat(2000) + "\n").repeat(300);
    for (text, height) in [
        (marks.clone(), 900.0),
        (marks, 4000.0),
        ("a\n".repeat(20_000), 4000.0),
        ("a\n".repeat(20_000), 9000.0),
        (prose(1).repeat(20) + &"word ".repeat(400_000), 2000.0),
    ] {
        let mut window = Window::new(&text);
        window.size = vec2(900.0, height);
        rest(&mut window);
        for _ in 0..12 {
            window.press(Modifiers::NONE, Key::PageDown);
            window.leads_to = Some(text.len() / 3);
            rest(&mut window);
        }
        assert!(window.view.held_count() <= 1024, "{}", window.view.held_count());
    }
}

#[test]
fn while_the_text_goes_by_one_paragraph_a_frame_is_laid_out_before_it_shows() {
    let mut window = Window::new(&prose(2000));
    rest(&mut window);
    for _ in 0..60 {
        let (before, seen) = (window.view.held_count(), window.view.page().visible.last().map(|last| last.index));
        window.frame(vec![wheel(-30.0)]);
        let shown = window.view.page().visible.last().map(|last| last.index);
        assert!(window.view.held_count() - before <= 1, "from {seen:?} to {shown:?}");
    }
}
