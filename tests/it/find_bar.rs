//! The bar of *Find* under a hand: what has the keyboard, where its buttons stand, and how fast it may be used.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable as _;

use crate::hand::Hand;
use crate::world::FalseWorld;

const TEXT: &str =
    "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost the mill,” said Ada Brook. The Mill’s owner was away.\n";
const NEXT: &str = "Next hit (Enter, F3)";
const PREVIOUS: &str = "Previous hit (Shift+Enter, Shift+F3)";

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
