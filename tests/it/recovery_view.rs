//! Work that no file has, as a hand meets it: the strip, its buttons, Esc, the list, the comparison.

use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::kittest::Queryable as _;
use factmark::model::field::StatementField;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::command::{ArticleCommand, Command, FileCommand, MarkCommand, RecoveryCommand};
use factmark::workbench::world::World as _;

use crate::hand::Hand;
use crate::world::{FalseWorld, marked, run, save_as};

/// The program after two crashes: in one project a note was lost, and a text that was in no file.
fn after_two_crashes() -> Hand {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let id = bench.project().statements().next().expect("a statement").id;
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Set(id, StatementField::Note("Asked".to_owned()))));
    world.crash(bench);
    world.pass(60);
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste("A text that was never saved.".to_owned())));
    world.crash(bench);
    Hand::over(world, None)
}

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
    assert!(hand.bench().recovery().found()[0].is_discarded);
    let until = hand.world().now().0 + 30 * 86_400;
    assert!(hand.has(&format!("Discarded; kept until moment {until}")));
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
fn the_second_click_of_two_discards_nothing_more() {
    let mut hand = after_two_crashes();
    assert_eq!(told(&hand), 2);
    let place = hand.harness.query_all_by_label("Discard").next().expect("a strip").rect().center();
    hand.harness.hover_at(place);
    for _ in 0..2 {
        for pressed in [true, false] {
            hand.harness.event(Event::PointerButton { pos: place, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE });
        }
        hand.harness.step();
    }
    hand.run();
    assert_eq!(told(&hand), 1, "the other moved up under the pointer");
    hand.harness.run_steps(8);
    hand.press("Discard");
    hand.run();
    assert_eq!(told(&hand), 0, "after a while it is meant");
}

#[test]
fn the_work_of_the_open_file_is_told_first() {
    let mut hand = after_two_crashes();
    let first = |hand: &Hand| hand.bench().recovery().told().next().and_then(|leftover| leftover.path.clone());
    assert_eq!(first(&hand), None, "the latest first");
    let path = hand.world().path("mill.ron");
    let mut world = std::mem::replace(hand.world(), FalseWorld::new());
    drop(hand);
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, &mut world, Command::File(FileCommand::OpenPath(path.clone())));
    for _ in 0..2 {
        assert_eq!(bench.recovery().told().next().and_then(|leftover| leftover.path.clone()), Some(path.clone()));
        run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Find));
        assert_eq!(bench.recovery().told().count(), 2);
    }
}

#[test]
fn what_is_over_the_window_has_the_keyboard_and_says_where_there_is_no_file() {
    let mut hand = after_two_crashes();
    hand.press("File");
    hand.press("Unsaved work…");
    hand.run();
    assert!(hand.bench().recovery().is_listed());
    hand.key(Key::Enter);
    assert!(!hand.bench().recovery().is_listed(), "Close has the keyboard");
    hand.harness.query_all_by_label("Compare…").next().expect("a strip").click();
    hand.run();
    assert!(hand.has("Unsaved work that is in no file yet") && !hand.has("Unsaved work against the file"));
    hand.key(Key::Enter);
    assert!(hand.bench().recovery().compared().is_none());
}

#[test]
fn work_that_cannot_be_read_is_told_with_the_time_of_its_file() {
    let (_, world) = marked();
    world.put("state/journals/torn.journal", "no journal");
    let hand = Hand::over(world, None);
    let [_, torn] = hand.bench().recovery().found() else { panic!("{:?}", hand.bench().recovery()) };
    let modified = std::fs::metadata(&torn.journal).and_then(|file| file.modified()).expect("it has a time");
    let secs = modified.duration_since(std::time::UNIX_EPOCH).expect("after that").as_secs();
    hand.harness.get_by_label_contains(&format!("It was written last at moment {secs}, and is kept"));
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
