//! Keys in the whole window: a selection grown by them.

use egui::{Key, Modifiers};

use crate::hand::Hand;
use crate::world::{FalseWorld, TEXT};

const WORD: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn over(text: &str) -> Hand {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", text);
    Hand::over(world, Some(article))
}

fn selected(hand: &Hand) -> Option<String> {
    hand.bench().focus().selection.map(|span| span.words(&hand.text()).to_owned())
}

/// The words of the statement in focus.
fn focused(hand: &Hand) -> Option<String> {
    hand.bench().statement().map(|statement| statement.words(&hand.text()))
}

#[test]
fn the_selection_that_keys_make_is_what_is_tagged() {
    let mut hand = over(TEXT);
    hand.keys(Modifiers::COMMAND, Key::End);
    for expected in ["Brook.", "Ada Brook.", "said Ada Brook."] {
        hand.keys(WORD, Key::ArrowLeft);
        assert_eq!(selected(&hand).as_deref(), Some(expected));
    }
    hand.keys(Modifiers::COMMAND, Key::Home);
    for _ in 0..3 {
        hand.keys(Modifiers::SHIFT, Key::ArrowDown);
    }
    assert!(selected(&hand).is_some_and(|words| words.starts_with("Mill burns down\n\nThe old")), "{:?}", selected(&hand));
    hand.keys(Modifiers::COMMAND, Key::Home);
    for _ in 0.."Mill burns".len() {
        hand.keys(Modifiers::SHIFT, Key::ArrowRight);
    }
    hand.digit(Key::Num1, "1");
    assert_eq!(focused(&hand).as_deref(), Some("Mill burns"));
    // What is found is followed.
    hand.keys(Modifiers::COMMAND, Key::F);
    hand.type_text("Tuesday");
    hand.key(Key::Enter);
    hand.key(Key::Escape);
    hand.keys(WORD, Key::ArrowRight);
    assert_eq!(selected(&hand).as_deref(), Some("Tuesday. “We"));
}
