//! Work that no file has, as a hand meets it: the strip, its buttons, Esc, the list, the comparison.

use egui::{Key, Modifiers};
use factmark::model::field::StatementField;
use factmark::workbench::command::{Command, MarkCommand};

use crate::hand::Hand;
use crate::world::{marked, run, save_as};

/// The program after a crash that has left two notes unsaved.
fn after_a_crash() -> Hand {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let id = bench.project().statements().next().expect("a statement").id;
    for text in ["Asked", "Asked the owner"] {
        run(&mut bench, &mut world, Command::Mark(MarkCommand::Set(id, StatementField::Note(text.to_owned()))));
    }
    world.crash(bench);
    Hand::over(world, None)
}

fn notes(hand: &Hand) -> Vec<String> {
    hand.bench().project().statements().map(|statement| statement.note.to_string()).collect()
}

fn told(hand: &Hand) -> usize {
    hand.bench().recovery().told().count()
}

#[test]
fn what_is_left_opens_by_its_button_whole_or_without_its_last_change() {
    for (button, note) in [("Open it", "Asked the owner"), ("Without the last change", "Asked")] {
        let mut hand = after_a_crash();
        assert_eq!(told(&hand), 1);
        hand.press(button);
        hand.run();
        assert_eq!(notes(&hand), [note]);
        assert!(!hand.bench().is_saved() && told(&hand) == 0);
    }
}

#[test]
fn escape_puts_it_off_and_the_list_has_it() {
    let mut hand = after_a_crash();
    hand.key(Key::Escape);
    assert!(told(&hand) == 0 && !hand.has("Later"));
    assert_eq!(hand.bench().recovery().found().len(), 1, "nothing is lost by it");
    hand.press("File");
    hand.press("Unsaved work…");
    hand.run();
    assert!(hand.bench().recovery().is_listed() && hand.has("Discard"));
    hand.press("Discard");
    hand.run();
    assert!(hand.bench().recovery().found()[0].is_discarded && hand.has("Discarded; kept for 30 days"));
    hand.press("Open it");
    hand.run();
    assert_eq!(notes(&hand), ["Asked the owner"]);
}

#[test]
fn it_is_held_against_its_file_and_that_there_is_none_is_said() {
    let mut hand = after_a_crash();
    hand.press("Compare…");
    hand.run();
    assert!(hand.has("Statement changed: “The old mill burned down on Tuesday”") && hand.has("note: was nothing, is “Asked the owner”"));
    hand.key(Key::Escape);
    assert!(hand.bench().recovery().compared().is_none() && told(&hand) == 1);

    let path = hand.world().path("mill.ron");
    std::fs::remove_file(path).expect("it was there");
    hand.press("Compare…");
    hand.run();
    let (_, found) = hand.bench().recovery().compared().expect("it was compared");
    assert!(found.expect("the journal is whole").notes[0].contains("cannot be read"));
}

#[test]
fn where_nobody_can_look_for_it_nobody_says_that_there_is_none() {
    let mut hand = after_a_crash();
    let journals = hand.world().path("state/journals");
    std::fs::rename(&journals, journals.with_extension("away")).expect("there are journals");
    hand.world().put("state/journals", "no folder");
    hand.press("File");
    hand.press("Unsaved work…");
    hand.run();
    let recovery = hand.bench().recovery();
    assert!(recovery.trouble().is_some() && recovery.found().len() == 1, "{recovery:?}");
    hand.keys(Modifiers::NONE, Key::Escape);
    assert!(!hand.bench().recovery().is_listed());
}
