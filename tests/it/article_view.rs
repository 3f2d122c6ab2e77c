//! The article view by pointer and keys, and against one plain layout of the same text.

mod ahead;
mod counting;
mod far;
mod hits;
mod kept;
mod plain_layout;
mod selecting;
mod surroundings;
mod window;

use egui::{Event, Key, Modifiers, PointerButton, pos2, vec2};
use factmark::model::id::StatementId;
use factmark::ui::article_view::input::{ArticleEvent, Mark, MarkLook};

use window::Window;

fn mark(text: &str, words: &str, number: u64) -> Mark {
    let start = text.find(words).expect("in the text");
    let look = MarkLook::Claim;
    Mark { start, end: start + words.len(), statement: StatementId::from_raw(number), look, is_focused: false }
}

const STORY: &str = "Depot damaged, officials say\n\nThe Free Coast Front said it was “our work”. Mr. Vale denied it. A third voice was heard later.\nThe end.";

#[test]
fn a_drag_selects_whole_words_and_with_ctrl_characters() {
    let mut window = Window::new(STORY);
    let (from, to) = window.ends("ree Coa");
    let events = window.drag(from, to);
    assert_eq!(window.selected(), Some("Free Coast"));
    assert_eq!(events.iter().filter(|event| matches!(event, ArticleEvent::Select(_))).count(), 1, "{events:?}");
    window.modifiers = Modifiers::COMMAND;
    window.drag(to, from);
    assert_eq!(window.selected(), Some("ree Coa"));
}

#[test]
fn a_double_click_takes_a_word_and_a_triple_click_a_sentence() {
    let mut window = Window::new(STORY);
    let (pos, _) = window.ends("enied");
    window.click(pos);
    assert_eq!(window.selected(), None);
    window.click(pos);
    assert_eq!(window.selected(), Some("denied"));
    window.click(pos);
    assert_eq!(window.selected(), Some("Mr. Vale denied it."));
    window.lone_click(pos);
    assert_eq!(window.selected(), None);
}

#[test]
fn shift_click_extends_what_is_selected() {
    let mut window = Window::new(STORY);
    let (from, to) = window.ends("Coast");
    window.drag(from, to);
    let (_, further) = window.ends("sai");
    window.modifiers = Modifiers::SHIFT;
    let (_, further) = if further.y < to.y { (further, window.ends("was “ou").1) } else { (further, further) };
    window.lone_click(further);
    assert!(window.selected().is_some_and(|words| words.starts_with("Coast Front said")), "{:?}", window.selected());
}

#[test]
fn the_clipboard_gets_the_exact_words() {
    let text = "\u{feff}pay\u{200b}pal said\r\n“no”";
    let mut window = Window::new(text);
    window.press(Modifiers::COMMAND, Key::A);
    assert_eq!(window.selected(), Some(text));
    let events = window.frame(vec![Event::Copy]);
    assert_eq!(window.copied.as_deref(), Some(text));
    assert_eq!(events, [ArticleEvent::Copy(text.to_owned())]);
}

#[test]
fn a_click_names_the_statements_under_it_innermost_first() {
    let mut window = Window::new(STORY);
    window.marks =
        vec![mark(STORY, "The Free Coast Front said it was “our work”", 1), mark(STORY, "our work", 2), mark(STORY, "Mr. Vale", 3)];
    window.frame(Vec::new());
    let (pos, _) = window.ends("ur work");
    let events = window.lone_click(pos);
    let ids = |numbers: &[u64]| numbers.iter().map(|number| StatementId::from_raw(*number)).collect::<Vec<_>>();
    assert!(events.contains(&ArticleEvent::Hover(ids(&[2, 1]))), "{events:?}");
    assert!(
        events.iter().any(|event| matches!(event, ArticleEvent::Click { statements, .. } if *statements == ids(&[2, 1]))),
        "{events:?}"
    );
    let beside = pos2(window.view.page().column.min - 20.0, window.ends("Free").0.y);
    let events = window.lone_click(beside);
    assert!(matches!(events.last(), Some(ArticleEvent::ClickMargin(statements)) if statements.contains(&ids(&[1])[0])), "{events:?}");
}

#[test]
fn an_edge_of_the_focused_statement_can_be_dragged() {
    let mut window = Window::new(STORY);
    window.marks = vec![Mark { is_focused: true, ..mark(STORY, "denied it", 3) }];
    window.frame(Vec::new());
    let old = window.marks[0].range();
    let (target, _) = window.ends("ale denied");
    let from = window.at(old.start);
    let events = window.drag(from, target);
    let new = STORY.find("Vale").unwrap()..old.end;
    let cuts: Vec<_> = events.iter().filter(|event| matches!(event, ArticleEvent::CutEdge { .. })).collect();
    assert_eq!(cuts, [&ArticleEvent::CutEdge { statement: StatementId::from_raw(3), old, new }]);
    assert_eq!(window.selected(), None);
}

#[test]
fn a_press_beside_a_focused_statement_selects_and_does_not_stretch_it() {
    for (words, before, after) in [("denied it", "Vale", ". A third"), ("Vale denied", "Mr", "it. A"), ("Depot damaged", "", "officials")] {
        let mut window = Window::new(STORY);
        window.marks = vec![Mark { is_focused: true, ..mark(STORY, words, 3) }];
        window.frame(Vec::new());
        let (start, end) = (window.at(window.marks[0].start), window.at(window.marks[0].end));
        for (from, by) in [(end + vec2(1.5, 0.0), 45.0), (end + vec2(5.0, -4.0), 45.0), (start - vec2(1.5, 0.0), -45.0)] {
            if by < 0.0 && before.is_empty() {
                continue;
            }
            let events = window.drag(from, from + vec2(by, 0.0));
            assert!(!events.iter().any(|event| matches!(event, ArticleEvent::CutEdge { .. })), "{words}: {events:?}");
            let selected = window.selected().unwrap_or_default().to_owned();
            assert!(if by > 0.0 { after.contains(&selected) || selected.contains(after) } else { selected.contains(before) }, "{selected}");
            window.selection = None;
        }
        // Within the statement at its edges, and on the knobs, which stand off the words.
        for (from, is_start) in [(end - vec2(2.0, 0.0), false), (start + vec2(2.0, 0.0), true)] {
            let cut = window.drag(from, from + vec2(if is_start { 45.0 } else { -45.0 }, 0.0));
            assert!(cut.iter().any(|event| matches!(event, ArticleEvent::CutEdge { .. })), "{words} at {from:?}: {cut:?}");
        }
    }
}

#[test]
fn keys_scroll_and_grow_the_selection() {
    let text = STORY.repeat(20);
    let mut window = Window::new(&text);
    let start = window.glyphs();
    window.press(Modifiers::NONE, Key::PageDown);
    let further = window.glyphs();
    assert_ne!(start, further);
    window.press(Modifiers::NONE, Key::End);
    assert_eq!(window.view.page().bytes().end, text.len());
    window.press(Modifiers::NONE, Key::PageUp);
    window.press(Modifiers::NONE, Key::Home);
    assert_eq!(window.glyphs(), start);
    let (pos, _) = window.ends("Free");
    window.lone_click(pos - vec2(2.0, 0.0));
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(window.selected(), Some("Fr"));
    window.press(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    window.press(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(window.selected(), Some("Free Coast"));
    window.press(Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(window.selected(), Some("Free Coas"));
    for _ in 0..40 {
        window.press(Modifiers::SHIFT, Key::ArrowDown);
    }
    assert!(window.selected().is_some_and(|words| words.len() > 1000));
    assert!(window.view.page().caret(window.selection.clone().unwrap().end).is_some(), "the free end stays in view");
}

#[test]
fn ctrl_home_and_end_take_the_caret_along_and_shift_selects_from_there() {
    let text = STORY.repeat(20);
    let mut window = Window::new(&text);
    window.press(Modifiers::COMMAND, Key::End);
    window.press(Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(window.selection, Some(text.len() - 1..text.len()));
    window.press(Modifiers::COMMAND, Key::Home);
    assert_eq!(window.selection, None, "a caret that is moved lets go of what was selected");
    assert_eq!(window.view.page().bytes().start, 0);
    window.press(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(window.selected(), Some("Depot"));
    window.press(Modifiers::SHIFT | Modifiers::COMMAND, Key::End);
    assert_eq!(window.selection, Some(0..text.len()));
    assert_eq!(window.view.page().bytes().end, text.len());
    window.press(Modifiers::COMMAND, Key::End);
    window.press(Modifiers::SHIFT | Modifiers::COMMAND, Key::Home);
    assert_eq!(window.selection, Some(0..text.len()));
    assert_eq!(window.view.page().bytes().start, 0);
}

#[test]
fn a_drag_beyond_the_edge_scrolls() {
    let text = STORY.repeat(20);
    let mut window = Window::new(&text);
    let (from, _) = window.ends("Free");
    window.move_to(from);
    window.button(from, PointerButton::Primary, true);
    for _ in 0..30 {
        window.move_to(pos2(300.0, 480.0));
    }
    window.button(pos2(300.0, 480.0), PointerButton::Primary, false);
    assert!(window.selected().is_some_and(|words| words.len() > 1000), "{:?}", window.selection);
}

#[test]
fn a_place_is_brought_into_view_only_if_it_is_not() {
    let text = STORY.repeat(50);
    let mut window = Window::new(&text);
    let before = window.glyphs();
    window.view.scroll_to(40..60);
    window.frame(Vec::new());
    assert_eq!(window.glyphs(), before);
    let far = text.len() / 2;
    let far = (far..text.len()).find(|byte| text.is_char_boundary(*byte)).unwrap();
    window.view.scroll_to(far..far + 1);
    window.frame(Vec::new());
    let y = window.at(far).y;
    assert!((120.0..170.0).contains(&y), "{y}");
    // Leaving and coming back, even at another width and back again.
    let anchor = window.view.anchor(&window.ctx);
    window.press(Modifiers::NONE, Key::Home);
    window.view.set_anchor(anchor);
    window.frame(Vec::new());
    assert!((window.at(far).y - y).abs() < 1.0);
}

#[test]
fn escape_ends_a_drag_without_an_answer_and_a_new_text_forgets_the_old_one() {
    let mut window = Window::new(STORY);
    let (from, to) = window.ends("ree Coa");
    window.move_to(from);
    window.button(from, PointerButton::Primary, true);
    window.move_to(to);
    assert!(window.view.is_dragging());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.view.is_dragging());
    window.button(to, PointerButton::Primary, false);
    assert_eq!(window.selected(), None);
    window.lone_click(to);
    window.text = "ééééééé ééééééé".repeat(40).into();
    window.text_key += 1;
    window.frame(Vec::new());
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(window.selected(), Some("é"));
}
