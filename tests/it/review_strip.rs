//! A review by keys alone, as a reader goes through it in the window.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use factmark::model::tag::TagKind;

use crate::hand::Hand;
use crate::world::FalseWorld;

const TEXT: &str = "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost everything,” said Ada Brook.\n";

/// A window over a text with a hollow fact, a claim and an assertion.
fn hand() -> Hand {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", TEXT);
    let mut hand = Hand::over(world, Some(article));
    hand.mark("Mill burns down", Key::Num2);
    hand.mark("The old mill burned down on Tuesday", Key::Num3);
    hand.mark("We lost everything", Key::Num1);
    hand
}

fn left(hand: &Hand) -> Option<usize> {
    hand.bench().reviewing().and_then(factmark::workbench::pass::Reviewing::left)
}

#[test]
fn keys_go_through_a_review_wherever_the_keyboard_was() {
    let mut hand = hand();
    // The list of what is to be done has the keyboard, until the review begins.
    hand.keys(Modifiers::ALT, Key::Num4);
    hand.keys(Modifiers::COMMAND, Key::R);
    assert_eq!(left(&hand), Some(3));
    let first = hand.bench().statement().expect("the hollow fact").clone();
    assert_eq!(first.tag.kind(), TagKind::ConfirmedFact, "what is not carried comes first");

    // Without a reason it is not signed off; the field asks for one and has the keyboard.
    hand.key(Key::Enter);
    assert_eq!(left(&hand), Some(3));
    hand.type_text("known to all");
    hand.press("Sign off all the same");
    assert_eq!(left(&hand), Some(2));
    let signed = &hand.bench().project().statement(first.id).expect("still there").checks().signed;
    assert_eq!(signed.iter().map(|signature| signature.reason.as_str()).collect::<Vec<_>>(), ["known to all"]);

    // What would be typed into a field could not be kept, so none can be typed in; nor does L open one.
    hand.key(Key::L);
    assert!(!hand.has("Link source"));
    hand.keys(Modifiers::ALT, Key::Num2);
    assert!(hand.harness.get_by_role_and_label(Role::TextInput, "Add a source").accesskit_node().is_disabled());
    // Digits tag nothing; S skips, B sends back.
    hand.key(Key::Num2);
    assert_eq!(hand.bench().project().index().counts().assertions, 1);
    hand.key(Key::B);
    hand.type_text("2 sources, please");
    hand.key(Key::Enter);
    assert_eq!(left(&hand), Some(1));
    hand.key(Key::S);
    assert_eq!(left(&hand), Some(0));
    hand.press("End review");
    assert!(hand.bench().reviewing().is_none());
    let pass = hand.bench().project().passes().next().expect("a pass").clone();
    assert_eq!((pass.signed, pass.sent_back, pass.looked_at.as_str()), (1, 1, "all"));
    let queries: Vec<String> =
        hand.bench().project().statements().flat_map(|s| s.checks().remarks.iter().map(|remark| remark.text.clone())).collect();
    assert_eq!(queries, ["2 sources, please"]);

    // Afterwards keys mark again.
    hand.key(Key::Num2);
    assert_eq!(hand.bench().project().index().counts().assertions, 2);
}

#[test]
fn the_rest_of_a_text_is_found_and_set_aside_by_keys() {
    let mut hand = hand();
    let before = hand.bench().covered().expect("counted").coverage.percent();
    hand.key(Key::U);
    let selected = hand.bench().focus().selection.expect("the next words");
    assert_eq!(TEXT.get(selected.range()), Some("said Ada Brook"));
    hand.key(Key::Num0);
    assert_eq!(hand.bench().project().asides().len(), 1);
    assert!(hand.bench().covered().expect("counted").coverage.percent() > before);
    hand.key(Key::U);
    assert_eq!(hand.bench().focus().selection, None, "every word is covered");
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(hand.bench().project().asides().len(), 0);
}
