//! A text that was opened and not touched is in its own file: closing asks nothing about it, and nothing of it is left behind.

use std::path::PathBuf;

use egui::{Key, Modifiers};
use factmark::model::field::ArticleField;
use factmark::model::tag::TagKind;
use factmark::storage::settings::Settings;
use factmark::storage::state;
use factmark::workbench::Workbench;
use factmark::workbench::command::{ArticleCommand, Command, FileCommand, MarkCommand};
use factmark::workbench::leftover::{self, Leftover};
use factmark::workbench::question::{Intent, Question};
use factmark::workbench::world::World as _;

use crate::hand::Hand;
use crate::world::{FalseWorld, TEXT, file, run, settle};

/// Work that no file has.
fn left(world: &mut FalseWorld) -> Vec<Leftover> {
    let state = world.state_folder().expect("a folder");
    leftover::find(&*world.files(), &state, world.now()).0
}

#[test]
fn a_text_that_was_only_opened_is_let_go_of_without_a_question_and_leaves_nothing_behind() {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", TEXT);
    let mut hand = Hand::over(world, Some(article.clone()));
    assert!(hand.has("Nothing to save"));
    // Looking, finding and selecting is nothing done.
    hand.keys(Modifiers::COMMAND, Key::F);
    hand.type_text("mill");
    hand.key(Key::Escape);
    hand.drag_over("old mill");
    hand.harness.state_mut().ask(Command::File(FileCommand::OpenPath(article)));
    hand.run();
    assert_eq!(hand.bench().question(), None, "another one in its place asks nothing either");
    hand.keys(Modifiers::COMMAND, Key::Q);
    assert_eq!(hand.bench().question(), None);
    assert!(hand.world().is_leaving());
    assert!(left(hand.world()).is_empty());
}

#[test]
fn a_text_that_something_was_done_to_or_that_was_pasted_is_asked_about() {
    let opened = || {
        let world = FalseWorld::new();
        let article = world.put("mill.txt", TEXT);
        Hand::over(world, Some(article))
    };
    let done = || {
        let mut hand = opened();
        hand.mark("Mill burns", Key::Num1);
        hand
    };
    let taken_back = || {
        let mut hand = done();
        hand.keys(Modifiers::COMMAND, Key::Z);
        assert!(hand.bench().project().statements().next().is_none());
        hand
    };
    let pasted = || {
        let mut hand = Hand::over(FalseWorld::new(), None);
        hand.paste(TEXT);
        hand
    };
    let cases: [(&str, &dyn Fn() -> Hand); 3] = [("done", &done), ("taken back", &taken_back), ("pasted", &pasted)];
    for (name, make) in cases {
        let mut hand = make();
        hand.keys(Modifiers::COMMAND, Key::Q);
        assert_eq!(hand.bench().question(), Some(&Question::Unsaved(Intent::Leave)), "{name}");
        assert!(!hand.world().is_leaving());
    }
}

#[test]
fn of_a_text_something_is_kept_from_the_first_thing_done_on() {
    let (mut bench, mut world) = (Workbench::new(Settings::default()), FalseWorld::new());
    let article = world.put("mill.txt", TEXT);
    file(&mut bench, &mut world, FileCommand::OpenPath(article.clone()));
    world.crash(bench);
    assert!(left(&mut world).is_empty());
    let mut bench = Workbench::new(Settings::default());
    file(&mut bench, &mut world, FileCommand::OpenPath(article));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Select(Some(0.."Mill burns".len()))));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Tag(TagKind::Claim)));
    assert!(bench.has_unsaved_work());
    world.crash(bench);
    let left = left(&mut world);
    assert_eq!(left.iter().map(|leftover| (leftover.changes, leftover.path.is_none())).collect::<Vec<_>>(), [(1, true)]);
}

/// The journals that lie in the folder for them.
fn journals(world: &FalseWorld) -> Vec<PathBuf> {
    let folder = state::journals_folder(&world.state_folder().expect("a folder"));
    let files = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry").path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "journal")).collect()
}

/// A title is being typed, or was taken back.
fn typing(bench: &mut Workbench, world: &mut FalseWorld, title: Option<&str>) {
    let article = bench.article().expect("an article").id;
    let set = |title: &str| Box::new(Command::Article(ArticleCommand::Set(article, ArticleField::Title(title.into()))));
    run(bench, world, Command::Draft(title.map(set)));
}

#[test]
fn a_letter_that_was_typed_and_taken_back_leaves_nothing_behind() {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", TEXT);
    let mut hand = Hand::over(world, Some(article));
    hand.keys(Modifiers::ALT, Key::Num3);
    hand.enter("Title");
    hand.type_text("x");
    hand.key(Key::Backspace);
    hand.keys(Modifiers::COMMAND, Key::Q);
    assert_eq!(hand.bench().question(), None);
    assert!(hand.world().is_leaving());
    let begun = journals(hand.world());
    assert_eq!(begun.len(), 1, "typing has begun one");
    // The window is still there, and has it; a start after that finds what stands in it.
    std::fs::copy(&begun[0], begun[0].with_file_name("found.journal")).expect("another one");
    assert_eq!(left(hand.world()), []);
}

#[test]
fn what_is_being_typed_and_what_was_pasted_is_offered_however_it_was_written() {
    for (is_pasted, is_lost, typed, expected) in [
        (false, false, [Some("A title"), None].as_slice(), 0),
        (false, false, &[None], 0),
        (false, true, &[Some("A title"), None], 0),
        (false, false, &[Some("A title")], 1),
        (false, false, &[Some("A title"), None, Some("Another")], 1),
        (false, true, &[Some("A title")], 1),
        (true, false, &[Some("A title"), None], 1),
        (true, true, &[Some("A title"), None], 1),
        (true, true, &[], 1),
    ] {
        let (mut bench, mut world) = (Workbench::new(Settings::default()), FalseWorld::new());
        if is_pasted {
            run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
        } else {
            let article = world.put("mill.txt", TEXT);
            file(&mut bench, &mut world, FileCommand::OpenPath(article));
            typing(&mut bench, &mut world, Some("B"));
        }
        if is_lost {
            // Somebody takes it away, and it is written anew from what is there.
            std::fs::remove_file(&journals(&world)[0]).expect("it is there");
            world.wait();
            settle(&mut bench, &mut world);
        }
        for title in typed {
            typing(&mut bench, &mut world, *title);
        }
        assert!(!bench.project().is_empty() && journals(&world).len() == 1, "{is_pasted} {is_lost} {typed:?}");
        world.crash(bench);
        assert_eq!(left(&mut world).len(), expected, "{is_pasted} {is_lost} {typed:?}");
    }
}

/// A window over a text that nothing was done to, and a project with a claim beside it.
fn beside_a_project() -> (Hand, PathBuf) {
    let world = FalseWorld::new();
    let (text, other) = (world.put("mill.txt", TEXT), world.put("port.txt", TEXT));
    let mut hand = Hand::over(world, Some(other));
    hand.mark("Mill burns", Key::Num1);
    hand.save_as("port.ron");
    hand.harness.state_mut().ask(Command::File(FileCommand::OpenPath(text)));
    hand.run();
    assert!(hand.has("Nothing to save"));
    let project = hand.world().path("port.ron");
    (hand, project)
}

#[test]
fn what_is_being_typed_is_not_lost_by_a_project_that_is_dropped() {
    let (mut hand, project) = beside_a_project();
    hand.drop_file(project.clone());
    assert_eq!((hand.bench().question(), hand.bench().project().statements().count()), (None, 1), "nothing is asked where nothing is lost");

    let (mut hand, project) = beside_a_project();
    hand.keys(Modifiers::ALT, Key::Num3);
    hand.enter("Title");
    hand.type_text("The fire");
    hand.harness.input_mut().events.push(egui::Event::Text("s".to_owned()));
    hand.drop_file(project);
    assert!(matches!(hand.bench().question(), Some(Question::Unsaved(_))), "{:?}", hand.bench().question());
    let title = &hand.bench().article().expect("the text").title;
    assert!(title.ends_with("The fires"), "{title}");
}

#[test]
fn keys_that_come_with_a_dropped_project_are_not_meant_for_it() {
    let (mut hand, project) = beside_a_project();
    for key in [Key::J, Key::Num2] {
        let press = egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
        hand.harness.input_mut().events.push(press);
    }
    hand.drop_file(project);
    assert_eq!((hand.bench().project().index().counts().claims, hand.bench().is_saved()), (1, true));
    assert_eq!(hand.bench().focus().statement, None);
}
