//! The selection grown and shrunk by keys: by character, word and line, over spaces and empty lines, with its free end in sight.

use std::ops::Range;

use egui::{Event, Key, Modifiers};
use factmark::text::{graphemes, words};

use crate::article_view::window::Window;

const WORD: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// Every sort of trouble: empty lines, lines of spaces, both line ends, marks on letters, joined signs, words from right to left, no spaces.
const MIXED: &str = "  A headline, e\u{301}a\u{308}o\u{302}\r\n\r\nThe old mill burned down on Tuesday, “and we start again.” \n\n \n\
    Fami\u{fb01}ly 👩\u{200d}👩\u{200d}👧 and 🇩🇪🇫🇷 came.\nقال المتحدث إن الحريق بدأ في الليل near the mill وانتهى.\n水位は一夜で三メートル上がったと市は発表した。\n\n";

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone()).expect("whole characters");
    let start = range.start + (words.len() - words.trim_start().len());
    (!words.trim().is_empty()).then(|| start..start + words.trim().len())
}

/// The free end is in sight: at the end of what is selected, or in the white space after it.
fn assert_in_sight(window: &Window, end: usize) {
    let rest = window.text.get(end..).expect("whole characters");
    let blank = rest.len() - rest.trim_start().len();
    let is_in_sight =
        |byte| window.view.page().caret(byte).is_some_and(|caret| caret.top() >= -1.0 && caret.bottom() <= window.size.y + 1.0);
    assert!((end..=end + blank).filter(|byte| window.text.is_char_boundary(*byte)).any(is_in_sight), "{end} is in sight");
}

#[test]
fn shift_and_the_arrows_pass_spaces_lines_and_the_place_where_they_began() {
    let text = "Mill burns\n\n \nThe old mill.";
    let mut window = Window::new(text);
    let mut seen = Vec::new();
    let mut press = |modifiers, key, times| {
        for _ in 0..times {
            window.press(modifiers, key);
            window.frame(Vec::new());
        }
        seen.push(window.selected().map(str::to_owned));
    };
    press(WORD, Key::ArrowRight, 2);
    press(Modifiers::SHIFT, Key::ArrowRight, 5);
    press(Modifiers::SHIFT, Key::ArrowLeft, 5);
    press(WORD, Key::ArrowRight, 1);
    press(Modifiers::COMMAND, Key::End, 1);
    press(WORD, Key::ArrowLeft, 4);
    press(WORD, Key::ArrowRight, 3);
    press(Modifiers::SHIFT, Key::ArrowRight, 1);
    press(Modifiers::COMMAND, Key::Home, 1);
    press(Modifiers::SHIFT, Key::ArrowDown, 1);
    press(Modifiers::SHIFT, Key::ArrowDown, 2);
    press(Modifiers::SHIFT, Key::ArrowDown, 1);
    let expected = [
        Some("Mill burns"),
        Some("Mill burns\n\n \nT"),
        Some("Mill burns"),
        Some("Mill burns\n\n \nThe"),
        None,
        Some("burns\n\n \nThe old mill."),
        Some("mill."),
        Some("mill."),
        None,
        Some("Mill burns"),
        Some("Mill burns"),
        Some(text),
    ];
    assert_eq!(seen, expected.map(|words| words.map(str::to_owned)));
}

#[test]
fn through_the_place_where_it_began_a_selection_grows_to_the_other_side() {
    let mut window = Window::new("one two three");
    let (pos, _) = window.ends("two");
    window.lone_click(pos);
    for (key, selected) in [
        (Key::ArrowRight, Some("two")),
        (Key::ArrowLeft, None),
        (Key::ArrowLeft, Some("one")),
        (Key::ArrowRight, None),
        (Key::ArrowRight, Some("two")),
        (Key::ArrowRight, Some("two three")),
    ] {
        window.press(WORD, key);
        window.frame(Vec::new());
        assert_eq!(window.selected(), selected);
    }
}

#[test]
fn the_free_end_goes_as_a_plain_walk_over_the_text_does() {
    let mut window = Window::new(MIXED);
    let mut chance = fastrand::Rng::with_seed(11);
    let (mut anchor, mut head) = (0, 0);
    for number in 0..1500 {
        let step = match chance.u32(..40) {
            0 => (WORD, Key::Home),
            1 => (WORD, Key::End),
            2 => (Modifiers::COMMAND, Key::Home),
            3 => (Modifiers::COMMAND, Key::End),
            4..=9 => (WORD, Key::ArrowLeft),
            10..=15 => (WORD, Key::ArrowRight),
            16..=27 => (Modifiers::SHIFT, Key::ArrowLeft),
            _ => (Modifiers::SHIFT, Key::ArrowRight),
        };
        head = match step {
            (WORD, Key::ArrowLeft) => words::prev_start(MIXED, head),
            (WORD, Key::ArrowRight) => words::next_end(MIXED, head),
            (_, Key::ArrowLeft) => graphemes::prev(MIXED, head),
            (_, Key::ArrowRight) => graphemes::next(MIXED, head),
            (_, Key::Home) => 0,
            _ => MIXED.len(),
        };
        if step.0 == Modifiers::COMMAND {
            anchor = head;
        }
        window.press(step.0, step.1);
        // As in the program, where it is told what is selected in the frame after.
        window.frame(Vec::new());
        assert_eq!(window.selection, trimmed(MIXED, anchor.min(head)..anchor.max(head)), "step {number}: {step:?}");
    }
}

#[test]
fn lines_are_walked_one_by_one_there_and_back_with_the_free_end_in_sight() {
    let text = MIXED.repeat(12);
    for width in [700.0, 330.0] {
        let mut window = Window::new(&text);
        window.size.x = width;
        window.frame(Vec::new());
        window.press(Modifiers::COMMAND, Key::Home);
        let mut ends = vec![None];
        while window.selection.clone().is_none_or(|selection| selection.end < text.trim_end().len()) {
            window.press(Modifiers::SHIFT, Key::ArrowDown);
            window.frame(Vec::new());
            if let Some(selection) = window.selection.clone() {
                assert_eq!(selection.start, 2, "the end that stays stays");
                assert_in_sight(&window, selection.end);
            }
            ends.push(window.selection.clone());
            assert!(ends.len() < 3000, "it does not come to the end: {:?}", window.selection);
        }
        let rows = ends.len();
        // Few enough that none was walked twice, many enough that none was left out.
        let lines = text.lines().count();
        assert!(rows >= lines && (width < 700.0 || rows <= lines + lines / 2), "{rows} rows of {lines} lines");
        ends.pop();
        // The very last step went to the end of the last line that has words; back from there the same lines come again.
        while let Some(end) = ends.pop() {
            window.press(Modifiers::SHIFT, Key::ArrowUp);
            window.frame(Vec::new());
            assert_eq!(window.selection, end, "{} lines down", ends.len());
            if let Some(selection) = end {
                assert_in_sight(&window, selection.end);
            }
        }
    }
}

#[test]
fn a_line_step_keeps_its_column_over_shorter_lines() {
    let long = "A line with quite a few words in it and more of them";
    let mut window = Window::new(&format!("{long}\nshort\n\n{long}\n{long}"));
    window.lone_click(window.at(30));
    let x = window.at(30).x;
    for down in [3, 1] {
        for _ in 0..down {
            window.press(Modifiers::SHIFT, Key::ArrowDown);
            window.frame(Vec::new());
        }
        let end = window.selection.clone().expect("selected").end;
        assert!((window.at(end).x - x).abs() < 6.0, "{:?}", window.selected());
    }
    for _ in 0..3 {
        window.press(Modifiers::SHIFT, Key::ArrowUp);
        window.frame(Vec::new());
    }
    assert_eq!(window.selection, Some(30..58), "up to the short line's end");
}

#[test]
fn the_ends_of_a_broken_line_are_its_own() {
    let text = "word and word ".repeat(40);
    let mut window = Window::new(&text);
    let rows = window.rows_of(0..text.len());
    assert!(rows.len() > 3, "it is broken");
    window.press(Modifiers::COMMAND, Key::Home);
    window.press(Modifiers::SHIFT, Key::End);
    window.frame(Vec::new());
    let first = window.selection.clone().expect("selected");
    window.press(Modifiers::SHIFT, Key::End);
    window.frame(Vec::new());
    assert_eq!(window.selection, Some(first.clone()), "it is at the end already");
    assert_eq!(window.rows_of(first.clone()).len(), 1);
    for count in 2..=3 {
        window.press(Modifiers::SHIFT, Key::ArrowDown);
        window.frame(Vec::new());
        let selection = window.selection.clone().expect("selected");
        assert_eq!(window.rows_of(selection.clone()).len(), count, "{selection:?}");
        window.press(Modifiers::SHIFT, Key::End);
        window.frame(Vec::new());
        assert_eq!(window.selection, Some(selection), "from an end it goes to an end");
    }
    window.press(Modifiers::SHIFT, Key::Home);
    window.press(Modifiers::SHIFT, Key::Home);
    window.frame(Vec::new());
    let selection = window.selection.clone().expect("selected");
    assert_eq!(window.rows_of(selection).len(), 2);
    // Without a space at which it was broken.
    let text = "水位は一夜で三メートル上がったと市は発表した。".repeat(12);
    let mut window = Window::new(&text);
    window.press(Modifiers::SHIFT, Key::End);
    window.frame(Vec::new());
    let row = window.selection.clone().expect("selected");
    window.press(Modifiers::SHIFT, Key::End);
    window.frame(Vec::new());
    assert_eq!(window.selection, Some(row.clone()));
    let next = graphemes::next(&text, row.end);
    assert_eq!((window.rows_of(row.clone()).len(), window.rows_of(0..next).len()), (1, 2), "the whole line, and no more");
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(window.selection, Some(0..next));
}

#[test]
fn pages_are_selected_as_lines_are() {
    let text = "A line of the text.\n".repeat(300);
    let mut window = Window::new(&text);
    let mut end = 0;
    for _ in 0..4 {
        window.press(Modifiers::SHIFT, Key::PageDown);
        window.frame(Vec::new());
        let selection = window.selection.clone().expect("selected");
        assert!(selection.start == 0 && selection.end > end + 100, "{selection:?}");
        end = selection.end;
        assert_in_sight(&window, end);
    }
    for _ in 0..4 {
        window.press(Modifiers::SHIFT, Key::PageUp);
    }
    assert_eq!(window.selection, None);
}

#[test]
fn what_is_selected_from_elsewhere_is_followed() {
    let mut window = Window::new("one two three four");
    window.press(WORD, Key::ArrowRight);
    window.selection = Some(4..7);
    window.frame(Vec::new());
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    window.frame(Vec::new());
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(window.selected(), Some("two t"));
    // Where it is let go of, nothing is selected of what was.
    window.selection = None;
    window.frame(Vec::new());
    window.press(WORD, Key::ArrowRight);
    assert_eq!(window.selected(), Some("hree"));
}

#[test]
fn a_selection_begins_with_what_is_in_sight_where_the_caret_was_scrolled_away() {
    let text = (0..400).map(|number| format!("Line {number} of the text.\n\n")).collect::<Vec<_>>().concat();
    for (modifiers, key) in [(Modifiers::SHIFT, Key::ArrowRight), (WORD, Key::ArrowRight), (Modifiers::SHIFT, Key::End)] {
        let mut window = Window::new(&text);
        window.press(Modifiers::COMMAND, Key::Home);
        for _ in 0..5 {
            window.press(Modifiers::NONE, Key::PageDown);
        }
        let top = window.view.anchor(&window.ctx);
        window.press(modifiers, key);
        let selection = window.selection.clone().expect("selected");
        let (before, after) = text.split_at(selection.start);
        assert!(before.ends_with('\n') && after.starts_with("Line "), "{selection:?}");
        assert!(selection.start > 500, "{selection:?}");
        assert_in_sight(&window, selection.start);
        let lines_off = before.get(top.byte..).map_or(0, |passed| passed.matches("Line").count());
        assert!(lines_off <= 1, "it is the first that is whole in sight: {lines_off}");
        // What is selected goes on to be, wherever one has scrolled to.
        window.press(Modifiers::NONE, Key::Home);
        window.press(Modifiers::SHIFT, Key::ArrowDown);
        assert_eq!(window.selection.clone().expect("selected").start, selection.start);
        assert_in_sight(&window, window.selection.clone().expect("selected").end);
    }
    // Backwards too.
    let mut window = Window::new(&text);
    for _ in 0..5 {
        window.press(Modifiers::NONE, Key::PageDown);
    }
    let top = window.view.anchor(&window.ctx);
    window.press(Modifiers::SHIFT, Key::ArrowUp);
    window.press(Modifiers::SHIFT, Key::ArrowUp);
    let selection = window.selection.clone().expect("selected");
    assert!(selection.end + 60 > top.byte && selection.end < top.byte + 60, "{selection:?} of {top:?}");
    // In one frame with the scrolling.
    let mut window = Window::new(&text);
    let event = |modifiers, key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    window.frame(vec![event(Modifiers::NONE, Key::PageDown), event(Modifiers::NONE, Key::PageDown), event(Modifiers::SHIFT, Key::End)]);
    assert!(window.selection.clone().expect("selected").start > 200, "{:?}", window.selection);
}

#[test]
fn keys_of_one_frame_count_each_and_in_their_order() {
    let mut window = Window::new("one two three");
    let event = |modifiers, key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let right = event(Modifiers::SHIFT, Key::ArrowRight);
    window.frame(vec![
        event(WORD, Key::ArrowRight),
        right.clone(),
        right.clone(),
        right,
        event(Modifiers::SHIFT, Key::ArrowLeft),
        Event::Copy,
    ]);
    assert_eq!(window.selected(), Some("one t"));
    assert_eq!(window.copied.as_deref(), Some("one t"));
}
