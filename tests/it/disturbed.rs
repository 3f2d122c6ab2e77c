//! In the window: what others do to the open file, to what is being typed and to what is told of it; and what stands over the window for a while.

use egui::{Key, Modifiers};
use factmark::workbench::Workbench;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{Answer, Command, FileCommand, MarkCommand, RecoveryCommand};
use factmark::workbench::notice::Weight;
use factmark::workbench::question::{Intent, Question};
use factmark::workbench::recovered::Extent;
use factmark::workbench::recovering::ReadOnly;
use factmark::workbench::world::World as _;

use crate::hand::Hand;
use crate::keeping::{crash, note, only};
use crate::world::{file, kept, marked, run, save_as, texts};

/// A statement with the note “First”, saved as `mill.ron`, its note being gone into.
fn noted() -> Hand {
    let mut hand = Hand::marked();
    hand.enter_lines("Note");
    hand.type_text("First");
    hand.save_as("mill.ron");
    hand
}

fn note_of(bench: &Workbench) -> String {
    bench.project().statements().next().expect("a statement").note.to_string()
}

/// Another program puts other bytes in the place of the file, or nothing.
fn disturbed(hand: &mut Hand, becomes: impl FnOnce(&str) -> Option<String>) {
    let path = hand.world().path("mill.ron");
    match becomes(&std::fs::read_to_string(&path).expect("the file")) {
        Some(text) => _ = hand.world().put("mill.ron", text),
        None => std::fs::remove_file(&path).expect("it was there"),
    }
    hand.world().give(vec![Box::new(move || Arrival::Stirred(path))]);
    hand.run();
}

fn bars(bench: &Workbench) -> Vec<&str> {
    bench.notices().shown().iter().filter(|notice| notice.weight != Weight::Hint).map(|notice| notice.text.as_str()).collect()
}

#[test]
fn what_another_program_writes_into_the_field_that_is_typed_in_is_kept_beside_it() {
    let mut hand = noted();
    hand.type_text(" mine");
    disturbed(&mut hand, |text| Some(text.replace("note: \"First\"", "note: \"Theirs\"")));
    assert_eq!(hand.bench().project().unmerged().len(), 1, "{}", texts(hand.bench()));
    // The hand goes on as if nothing had happened.
    hand.type_text(", and more");
    hand.key(Key::Tab);
    assert_eq!(note_of(hand.bench()), "First mine, and more");
    hand.keys(Modifiers::COMMAND, Key::S);
    assert!(hand.bench().is_saved(), "{}", texts(hand.bench()));
    let text = std::fs::read_to_string(hand.world().path("mill.ron")).expect("the file");
    assert!(text.contains("Theirs") && text.contains("First mine, and more"), "{text}");
}

#[test]
fn what_is_said_of_the_file_stands_once_and_goes_when_it_is_over() {
    let mut hand = noted();
    for (old, new) in [("First", "Second"), ("Second", "Third"), ("Third", "Fourth")] {
        disturbed(&mut hand, |text| Some(text.replace(old, new)));
        assert_eq!(note_of(hand.bench()), new);
        assert_eq!(bars(hand.bench()).len(), 1, "{}", texts(hand.bench()));
    }
    assert!(bars(hand.bench())[0].contains("In what it wrote:"), "records were edited by hand: {}", texts(hand.bench()));
    hand.key(Key::Tab);
    hand.mark("Mill burns down", Key::Num1);
    hand.keys(Modifiers::COMMAND, Key::S);
    assert!(hand.bench().is_saved() && bars(hand.bench()).is_empty(), "{}", texts(hand.bench()));
}

#[test]
fn a_file_that_comes_back_as_it_was_is_the_saved_one_again() {
    let mut hand = noted();
    let mut text = String::new();
    let damages: [fn(&str) -> Option<String>; 3] =
        [|_| None, |text| Some(text.chars().take(text.len() / 2).collect()), |_| Some(String::new())];
    for damage in damages {
        disturbed(&mut hand, |now| {
            text = now.to_owned();
            damage(now)
        });
        assert!(!hand.bench().is_saved() && bars(hand.bench()).len() == 1, "{}", texts(hand.bench()));
        hand.world().put("mill.ron", &text);
        disturbed(&mut hand, |now| Some(now.to_owned()));
        assert!(hand.bench().is_saved() && bars(hand.bench()).is_empty(), "{}", texts(hand.bench()));
    }
    // What was done meanwhile is not saved by that.
    disturbed(&mut hand, |_| None);
    hand.key(Key::Tab);
    hand.mark("Mill burns down", Key::Num1);
    hand.world().put("mill.ron", &text);
    disturbed(&mut hand, |now| Some(now.to_owned()));
    assert!(!hand.bench().is_saved() && bars(hand.bench()).is_empty(), "{}", texts(hand.bench()));
    // Also where it was not saved when the file went.
    disturbed(&mut hand, |_| None);
    assert_eq!(bars(hand.bench()).len(), 1);
    hand.world().put("mill.ron", &text);
    disturbed(&mut hand, |now| Some(now.to_owned()));
    assert!(!hand.bench().is_saved() && bars(hand.bench()).is_empty(), "{}", texts(hand.bench()));
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert!(hand.bench().is_saved(), "but undo leads back to it");
}

#[test]
fn a_question_that_is_cancelled_gives_the_keyboard_back() {
    let mut hand = noted();
    hand.type_text(" called at 10");
    hand.keys(Modifiers::COMMAND, Key::Q);
    assert_eq!(hand.bench().question(), Some(&Question::Unsaved(Intent::Leave)));
    hand.run();
    hand.key(Key::Escape);
    assert!(hand.bench().question().is_none());
    hand.run();
    hand.digit(Key::Num3, "3");
    hand.type_text(" pm");
    hand.key(Key::Tab);
    assert_eq!(note_of(hand.bench()), "First called at 103 pm");
    assert_eq!(hand.bench().project().index().counts().assertions, 1, "a digit is no tag there");
}

#[test]
fn a_save_that_had_nothing_to_save_is_not_said_to_be_tried_again() {
    let (mut bench, mut world) = marked();
    let folder = world.path("gone");
    std::fs::create_dir(&folder).expect("a folder");
    run(&mut bench, &mut world, Command::File(FileCommand::SaveTo(folder.join("mill.ron"))));
    assert!(bench.is_saved(), "{}", texts(&bench));
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    std::fs::remove_dir_all(&folder).expect("it was there");
    world.release();
    crate::world::settle(&mut bench, &mut world);
    let told = texts(&bench);
    assert!(told.contains("Nothing was written") && !told.contains("tried again"), "{told}");
    assert!(!bench.is_saved() && told.contains("The file is not there any more"), "it was looked for: {told}");
}

#[test]
fn after_a_take_over_nothing_is_typed_nor_asked_in_the_first_window() {
    let mut hand = noted();
    hand.type_text(", not saved");
    let generation = hand.bench().generation();
    hand.world().give(vec![Box::new(move || Arrival::Wanted(generation, true))]);
    hand.run();
    assert_eq!(hand.bench().read_only(), Some(ReadOnly::TakenOver));
    assert_eq!(note_of(hand.bench()), "First, not saved", "what was typed went with it");
    assert!(hand.has("Read only") && bars(hand.bench()).is_empty(), "the strip says it: {}", texts(hand.bench()));
    hand.enter_lines("Note");
    hand.type_text(" too late");
    hand.key(Key::Tab);
    assert_eq!(note_of(hand.bench()), "First, not saved");
    let told = texts(hand.bench());
    assert!(told.is_empty(), "nothing was tried: {told}");
    hand.keys(Modifiers::COMMAND, Key::Q);
    assert!(hand.bench().question().is_none() && hand.world().is_leaving(), "nothing is unsaved here");
}

#[test]
fn unsaved_work_of_a_file_that_another_window_has_open_waits_for_it() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Older");
    let mut bench = crash(bench, &mut world);
    let older = only(&bench).journal;
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Discard(older)));
    let path = world.path("mill.ron");
    file(&mut bench, &mut world, FileCommand::OpenPath(path.clone()));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Next));
    note(&mut bench, &mut world, "Newer");

    let mut second = Workbench::new(factmark::storage::settings::Settings::default());
    file(&mut second, &mut world, FileCommand::OpenPath(path));
    run(&mut second, &mut world, Command::Recovery(RecoveryCommand::ShowAll(true)));
    let aside = second.recovery().found().iter().find(|work| work.is_discarded).expect("it lies aside").journal.clone();
    run(&mut second, &mut world, Command::Recovery(RecoveryCommand::Open(aside, Extent::Whole)));
    assert_eq!(second.read_only(), Some(ReadOnly::OpenElsewhere), "{}", texts(&second));
    assert!(texts(&second).contains("Another window has the file open that this work belongs to"), "{}", texts(&second));

    // In the window that has it, it opens.
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::ShowAll(true)));
    let aside = bench.recovery().found().iter().find(|work| work.is_discarded).expect("it lies aside").journal.clone();
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Open(aside, Extent::Whole)));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
    assert_eq!(kept(&world, "mill.ron").statements().next().expect("a statement").note.to_string(), "Newer");
    assert_eq!(note_of(&bench), "Older", "{}", texts(&bench));
}
