//! The bar of *Find* under a hand: what has the keyboard, where its buttons stand, and how fast it may be used.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable as _;
use factmark::workbench::find::state::Place;

use crate::hand::Hand;
use crate::world::FalseWorld;

const TEXT: &str =
    "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost the mill,” said Ada Brook. The Mill’s owner was away.\n";
const NEXT: &str = "Next hit (Enter, F3)";
const PREVIOUS: &str = "Previous hit (Shift+Enter, Shift+F3)";
/// What stands in the bar and has a place of its own.
const BUTTONS: [&str; 8] = ["Find", "Match case", "Whole words", "Pattern", PREVIOUS, NEXT, "Mark", "Close find (Escape)"];

fn over(text: &str, size: Vec2) -> Hand {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", text);
    Hand::sized(world, Some(article), size)
}

/// The article, with these words looked for.
fn looked_for(words: &str) -> Hand {
    let mut hand = over(TEXT, Vec2::new(1280.0, 800.0));
    hand.keys(Modifiers::COMMAND, Key::F);
    hand.type_text(words);
    hand
}

fn has_field(hand: &Hand) -> bool {
    hand.harness.get_by_role_and_label(Role::TextInput, "Find").is_focused()
}

fn words(hand: &Hand) -> &str {
    &hand.bench().find().query().words
}

fn statements(hand: &Hand) -> usize {
    hand.bench().project().index().counts().statements()
}

/// Presses Enter so often within one frame.
fn enters(hand: &mut Hand, times: usize, modifiers: Modifiers) {
    let press = |pressed| Event::Key { key: Key::Enter, physical_key: None, pressed, repeat: false, modifiers };
    let events = (0..times).flat_map(|_| [press(true), press(false)]);
    hand.harness.input_mut().events.extend(events);
    hand.harness.step();
    hand.run();
}

#[test]
fn who_clicks_on_a_button_of_the_bar_goes_on_typing_in_its_field() {
    for button in ["Match case", "Whole words", "Pattern", NEXT, PREVIOUS, "Statements 0"] {
        let mut hand = looked_for("mill");
        hand.key(Key::Enter);
        hand.press(button);
        assert!(has_field(&hand), "{button}");
        let query = hand.bench().find().query().clone();
        hand.digit(Key::Space, " ");
        hand.digit(Key::Num1, "1");
        hand.paste("4");
        assert_eq!((words(&hand), statements(&hand)), ("mill 14", 0), "{button}");
        assert_eq!(hand.bench().project().articles().count(), 1, "{button}");
        let now = hand.bench().find().query();
        assert_eq!(
            (now.is_case_sensitive, now.is_whole_word, now.is_pattern),
            (query.is_case_sensitive, query.is_whole_word, query.is_pattern),
            "{button} stays as it was clicked"
        );
    }
}

#[test]
fn a_button_of_the_bar_that_is_pressed_by_key_keeps_the_keyboard() {
    let mut hand = looked_for("mill");
    hand.key(Key::Tab);
    hand.key(Key::Space);
    assert!(hand.harness.get_by_label("Match case").is_focused() && hand.bench().find().query().is_case_sensitive);
    hand.key(Key::Space);
    assert!(hand.harness.get_by_label("Match case").is_focused() && !hand.bench().find().query().is_case_sensitive);
}

#[test]
fn who_goes_through_hits_from_the_article_tags_them_there() {
    let mut hand = looked_for("mill");
    hand.click_on("Ada Brook");
    hand.press(NEXT);
    assert!(!has_field(&hand));
    hand.digit(Key::Num1, "1");
    assert_eq!((words(&hand), statements(&hand)), ("mill", 1));
}

#[test]
fn after_mark_the_next_enter_goes_to_the_next_hit() {
    let mut hand = looked_for("mill");
    hand.press("Mark");
    assert!(!has_field(&hand), "the menu can be walked by keys");
    hand.press("This hit as claim");
    assert!(has_field(&hand));
    hand.digit(Key::Num2, "2");
    assert_eq!((words(&hand), hand.bench().project().index().counts().claims), ("mill2", 1));
    hand.key(Key::Backspace);
    hand.key(Key::Enter);
    assert!(hand.has("2 of 4"), "{:?}", hand.bench().find().current());
    // A menu that nothing was chosen from gives it back, too; one that was left for the article does not.
    hand.press("Mark");
    hand.key(Key::Escape);
    assert!(has_field(&hand) && hand.bench().find().is_open());
    hand.press("Mark");
    hand.click_on("Ada Brook");
    hand.run();
    assert!(!has_field(&hand));
}

#[test]
fn each_enter_goes_one_hit_on_however_fast_they_come() {
    let mut hand = over(&"A mill. ".repeat(20), Vec2::new(1280.0, 800.0));
    hand.keys(Modifiers::COMMAND, Key::F);
    hand.type_text("mill");
    enters(&mut hand, 6, Modifiers::NONE);
    assert!(hand.has("7 of 20") && has_field(&hand), "{:?}", hand.bench().find().current());
    enters(&mut hand, 4, Modifiers::SHIFT);
    assert!(hand.has("3 of 20") && has_field(&hand), "{:?}", hand.bench().find().current());
    // What is typed after it in the same frame is not lost.
    hand.harness.input_mut().events.extend([
        Event::Key { key: Key::Enter, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE },
        Event::Text(".".to_owned()),
    ]);
    hand.run();
    assert_eq!(words(&hand), "mill.");
}

#[test]
fn no_button_of_the_bar_moves_while_hits_are_counted() {
    let text = "It is so. ".repeat(400_000);
    for size in [Vec2::new(1920.0, 1080.0), Vec2::new(1280.0, 800.0), Vec2::new(900.0, 600.0), Vec2::new(640.0, 480.0)] {
        let mut hand = over(&text, size);
        hand.keys(Modifiers::COMMAND, Key::F);
        // Beside the panel, as wide as it is at first.
        let right = size.x - 400.0_f32.min((size.x * 0.5).max(290.0));
        let places = |hand: &Hand| {
            BUTTONS.map(|label| {
                let found = hand.harness.query_all_by_label(label).find(|node| node.rect().right() <= right);
                found.unwrap_or_else(|| panic!("{label} stands in the bar at {size:?}")).rect()
            })
        };
        let before = places(&hand);
        hand.press("Pattern");
        hand.enter("Find");
        hand.world().hold();
        hand.harness.event(Event::Text(r"\w+".to_owned()));
        hand.harness.step();
        let mut seen = 0;
        loop {
            hand.harness.step();
            assert_eq!(places(&hand), before, "at {size:?}");
            seen += usize::from(hand.bench().find().progress(Place::Article).is_some());
            let jobs = hand.world().take_held();
            if jobs.is_empty() {
                break;
            }
            hand.world().give(jobs);
        }
        hand.world().release();
        hand.run();
        assert!(seen > 1 && hand.bench().find().count(Place::Article) == Some(1_200_000), "seen {seen} times while it is searched");
        // Neither what is wrong with a pattern nor a long one makes it wider.
        for pattern in ["(", &"(?<abc".repeat(40), &format!("{}(", "w".repeat(300))] {
            hand.keys(Modifiers::COMMAND, Key::A);
            hand.type_text(pattern);
            assert!(hand.bench().find().error().is_some());
            assert_eq!(places(&hand), before, "{pattern} at {size:?}");
            for node in hand.harness.query_all_by_label_contains("Character ") {
                assert!(node.rect().right() <= right, "{:?} at {size:?}", node.rect());
            }
        }
    }
}

#[test]
fn a_pattern_that_the_whole_text_fits_is_one_hit_from_its_beginning() {
    let text = format!("The beginning of it.\n\n{}", "A paragraph of some words, and north of it nothing.\n\n".repeat(36_000));
    let mut hand = over(&text, Vec2::new(1280.0, 800.0));
    hand.keys(Modifiers::COMMAND, Key::F);
    hand.press("Pattern");
    hand.type_text("(?s).*");
    hand.harness.run_steps(60);
    assert!(hand.has("1 of 1"));
    let len = hand.text().len();
    let current = |hand: &Hand| hand.bench().find().current().map(|hit| hit.bytes.clone());
    assert_eq!(current(&hand), Some(0..len));
    assert_eq!(hand.bench().focus().scroll.byte, 0, "the view stays at its beginning");
    hand.keys(Modifiers::COMMAND, Key::A);
    hand.type_text("(?s)north.*north");
    hand.harness.run_steps(60);
    assert!(hand.has("1 of 1"));
    assert_eq!(current(&hand), Some(text.find("north").expect("it")..text.rfind("north").expect("it") + 5));
}
