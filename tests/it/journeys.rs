//! Journeys: what a person does with mouse and keys, in the real program, from start to end.

use egui::{Key, Modifiers};
use factmark::model::tag::TagKind;

use crate::hand::Hand;
use crate::world::FalseWorld;

const TEXT: &str = "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost everything,” said Ada Brook, “and we start again.”\n";

fn over_text() -> Hand {
    let world = FalseWorld::new();
    let path = world.put("mill.txt", TEXT);
    Hand::over(world, Some(path))
}

#[test]
fn the_first_start_shows_the_sample_and_leaves_without_a_question() {
    let mut hand = Hand::over(FalseWorld::new(), None);
    assert!(hand.bench().is_untouched_sample());
    assert!(hand.has("New project"), "the strip says what to do");
    hand.keys(Modifiers::COMMAND, Key::Q);
    assert!(hand.bench().question().is_none());
    assert!(factmark::workbench::world::World::is_leaving(hand.world()));
}

#[test]
fn words_are_dragged_over_and_tagged_by_key_and_undo_takes_it_back() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num2);
    let counts = hand.bench().project().index().counts();
    assert_eq!((counts.statements(), counts.assertions), (1, 1));
    let statement = hand.bench().statement().expect("in focus").clone();
    assert_eq!(statement.words(&hand.text()), "The old mill burned down on Tuesday");
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(hand.bench().project().index().counts().statements(), 0);
    hand.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(hand.bench().project().index().counts().statements(), 1);
}

#[test]
fn clicking_again_reaches_every_statement_under_the_pointer() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num2);
    let outer = hand.bench().focus().statement;
    hand.mark("old mill", Key::Num1);
    let inner = hand.bench().focus().statement;
    assert_ne!(outer, inner);
    hand.key(Key::Escape);
    assert_eq!(hand.bench().focus().statement, None);
    let mut seen = Vec::new();
    for _ in 0..3 {
        hand.click_on("old mill");
        seen.push(hand.bench().focus().statement);
    }
    assert_eq!(seen, [inner, outer, inner]);
}

#[test]
fn the_bar_beside_a_selection_offers_the_tags() {
    let mut hand = over_text();
    hand.drag_over("We lost everything");
    for kind in TagKind::ALL {
        assert!(hand.has(&format!("Tag as {}", ui_word(kind))));
    }
    hand.press("Tag as claim");
    assert_eq!(hand.bench().project().index().counts().claims, 1);
    hand.drag_over("and we start again");
    hand.key(Key::A);
    let statement = hand.bench().statement().expect("in focus").clone();
    assert_eq!(statement.words(&hand.text()), "We lost everything … and we start again");
}

fn ui_word(kind: TagKind) -> String {
    factmark::ui::words::tag(kind).to_lowercase()
}
