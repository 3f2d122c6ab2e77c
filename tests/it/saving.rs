//! Save and leave: one save after the other, each where it was asked for, and nothing cut off or written over unasked.

use std::path::Path;
use std::sync::Arc;

use egui::{Key, Modifiers};
use factmark::model::edit::Edit;
use factmark::model::id::SourceId;
use factmark::model::source::Source;
use factmark::model::tag::TagKind;
use factmark::project_file;
use factmark::storage::versions;
use factmark::workbench::Workbench;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{Answer, Command, FileCommand, LinkTo, MarkCommand, SourceCommand};
use factmark::workbench::progress::Stage;
use factmark::workbench::question::Question;
use factmark::workbench::world::{Job, World as _};

use crate::hand::Hand;
use crate::review::large::large;
use crate::world::{FalseWorld, file, kept, marked, run, save_as, settle, tag, texts};

/// Saves as `mill.ron`, changes a tag and saves again: the job of that save, to which no worker comes yet.
fn stuck_save(bench: &mut Workbench, world: &mut FalseWorld) -> Vec<Job> {
    save_as(bench, world, "mill.ron");
    tag(bench, world, TagKind::Claim);
    world.hold();
    file(bench, world, FileCommand::Save);
    let stuck = world.take_held();
    world.release();
    stuck
}

#[test]
fn a_save_that_ends_over_another_project_leaves_that_one_alone() {
    let (mut bench, mut world) = marked();
    world.hold();
    save_as(&mut bench, &mut world, "mill.ron");
    // The first wish waits for the save; the second one asks.
    file(&mut bench, &mut world, FileCommand::NewFromText("Another\n\nText.".to_owned()));
    assert!(bench.question().is_none() && bench.name() == "Mill burns down");
    file(&mut bench, &mut world, FileCommand::NewFromText("Another\n\nText.".to_owned()));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    assert_eq!(bench.name(), "Another");
    world.release();
    settle(&mut bench, &mut world);
    assert!(world.path("mill.ron").exists(), "the save itself was not in vain");
    assert_eq!((bench.path(), bench.is_saved()), (None, false), "the new project belongs to no file");
    assert!(!bench.is_saving());
}

#[test]
fn a_save_that_is_cancelled_leaves_the_file_and_the_work_alone() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let before = std::fs::read(world.path("mill.ron")).expect("saved");
    tag(&mut bench, &mut world, TagKind::Claim);
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    save_as(&mut bench, &mut world, "copy.ron");
    // What was to come after the save does not come.
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(bench.saving().is_some_and(|saving| saving.progress.stage() == Stage::Beginning) && bench.question().is_none());
    file(&mut bench, &mut world, FileCommand::CancelSaving);
    world.release();
    settle(&mut bench, &mut world);
    assert!(!bench.is_saving() && !bench.is_saved() && bench.saving().is_none() && !bench.wants_to_leave());
    assert_eq!(std::fs::read(world.path("mill.ron")).expect("it is there"), before);
    assert!(!world.path("copy.ron").exists() && bench.path() == Some(&*world.path("mill.ron")));
    assert!(
        texts(&bench).contains("Saving was cancelled. The file is as it was. Until it is saved, all of it is kept in"),
        "{}",
        texts(&bench)
    );
    file(&mut bench, &mut world, FileCommand::CancelSaving);
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(bench.is_saved() && !world.is_leaving(), "the next save is another one: {}", texts(&bench));
    assert_eq!(kept(&world, "mill.ron").index().counts().claims, 1);
}

#[test]
fn a_save_that_waits_for_another_is_cancelled_with_it() {
    let (mut bench, mut world) = marked();
    let stuck = stuck_save(&mut bench, &mut world);
    tag(&mut bench, &mut world, TagKind::Assertion);
    // Its place is being written to.
    save_as(&mut bench, &mut world, "mill.ron");
    file(&mut bench, &mut world, FileCommand::CancelSaving);
    world.give(stuck);
    settle(&mut bench, &mut world);
    assert!(!bench.is_saving() && !bench.is_saved(), "{}", texts(&bench));
    assert_eq!(kept(&world, "mill.ron").index().counts().claims, 0);
}

#[test]
fn a_save_that_takes_long_says_so_in_the_bar_and_can_be_cancelled_there() {
    let mut hand = Hand::marked();
    hand.save_as("mill.ron");
    hand.mark("Mill burns down", Key::Num1);
    hand.world().hold();
    hand.harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    hand.harness.step();
    assert!(hand.bench().is_saving() && hand.has("Saving…") && !hand.has("Cancel"), "most saves are over before that");
    hand.harness.run_steps(60);
    assert!(hand.has("writing it"), "how far it is");
    hand.press("Cancel");
    hand.world().release();
    hand.run();
    assert!(!hand.bench().is_saving() && !hand.bench().is_saved() && !hand.has("Cancel"), "{}", texts(hand.bench()));
    assert_eq!(kept(hand.world(), "mill.ron").statements().count(), 1);
}

#[test]
fn what_is_wanted_after_a_save_was_cancelled_is_not_forgotten() {
    let (mut bench, mut world) = marked();
    let stuck = stuck_save(&mut bench, &mut world);
    file(&mut bench, &mut world, FileCommand::CancelSaving);
    // The worker has not stopped yet.
    file(&mut bench, &mut world, FileCommand::Save);
    world.give(stuck);
    settle(&mut bench, &mut world);
    assert!(bench.is_saved(), "{}", texts(&bench));

    tag(&mut bench, &mut world, TagKind::Assertion);
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    let stuck = world.take_held();
    world.release();
    file(&mut bench, &mut world, FileCommand::CancelSaving);
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(matches!(bench.question(), Some(Question::Unsaved(_))), "nobody saves it any more");
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
    world.give(stuck);
    settle(&mut bench, &mut world);
    assert!(bench.is_saved() && world.is_leaving(), "{}", texts(&bench));
}

#[test]
fn how_far_a_save_is_grows_to_its_end() {
    let project = &large(700);
    let mut told = Vec::new();
    let bytes = project_file::write_verified_while(project, |done| {
        told.push(done);
        true
    });
    assert!(bytes.is_ok_and(|bytes| bytes == project_file::write(project).into_bytes()));
    assert_eq!(told, [0, 256, 512, 700, 956, 1212], "each counts twice");
    for wanted in 0..told.len() {
        let mut asked = 0;
        let end = project_file::write_verified_while(project, |_| {
            asked += 1;
            asked <= wanted
        });
        assert_eq!(end, Err(project_file::WriteError::Unwanted), "asked {asked} times");
        assert_eq!(asked, wanted + 1, "nobody is asked again");
    }
}

#[test]
fn saving_again_and_elsewhere_while_a_save_is_under_way_waits_its_turn() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Tag(TagKind::Claim)));
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Tag(TagKind::Assertion)));
    save_as(&mut bench, &mut world, "copy.ron");
    assert!(bench.is_saving() && !bench.is_saved());
    world.release();
    settle(&mut bench, &mut world);
    assert!(bench.is_saved());
    assert_eq!(bench.name(), "copy");
    let kept = |name: &str| project_file::read(&std::fs::read(world.path(name)).expect("saved")).expect("a project").project;
    assert_eq!(kept("mill.ron").index().counts().claims, 1, "as it was when that save began");
    assert_eq!(kept("copy.ron").index().counts().assertions, 1);
}

#[test]
fn undo_back_to_what_was_saved_is_saved() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let id = bench.focus().statement.expect("a statement");
    run(&mut bench, &mut world, Command::Source(SourceCommand::Link(id, LinkTo::Text("call to the brigade".to_owned()))));
    assert!(!bench.is_saved());
    assert_eq!(bench.undo_label(), Some("link source"));
    run(&mut bench, &mut world, Command::Undo);
    assert!(bench.is_saved());
    run(&mut bench, &mut world, Command::Redo);
    assert!(!bench.is_saved());
}

#[test]
fn a_file_that_another_program_changed_is_not_written_over_unasked() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let path = world.put("mill.ron", "somebody's work");
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Tag(TagKind::Claim)));
    file(&mut bench, &mut world, FileCommand::Save);
    assert_eq!(bench.question(), Some(&Question::ChangedOnDisk(path.clone())));
    assert_eq!(std::fs::read(&path).expect("still there"), b"somebody's work");
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
    assert!(!bench.is_saved());
    file(&mut bench, &mut world, FileCommand::Save);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    assert!(bench.is_saved(), "{}", texts(&bench));
    assert!(is_among_versions(&world, &path, b"somebody's work"), "what was written over is kept");
}

fn is_among_versions(world: &FalseWorld, path: &Path, bytes: &[u8]) -> bool {
    let (files, state) = (world.files(), world.state_folder().expect("a folder"));
    let versions = versions::list(&*files, &state, path);
    versions.iter().any(|version| versions::read(&*files, version).is_ok_and(|kept| kept == bytes))
}

#[test]
fn the_ending_is_added_and_what_has_that_name_is_not_replaced_unasked() {
    let (mut bench, mut world) = marked();
    let there = world.put("mill.ron", "somebody's work");
    save_as(&mut bench, &mut world, "mill");
    assert_eq!(bench.question(), Some(&Question::Overwrite(there.clone())));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
    assert_eq!(std::fs::read(&there).expect("still there"), b"somebody's work");
    assert!(!bench.is_saved());
    save_as(&mut bench, &mut world, "mill");
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    assert!(bench.is_saved());
    assert!(project_file::read(&std::fs::read(&there).expect("written")).is_ok());
    assert!(is_among_versions(&world, &there, b"somebody's work"), "what was replaced is kept");
}

#[test]
fn a_save_during_a_save_as_goes_where_that_goes_and_leaves_the_first_file_alone() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    tag(&mut bench, &mut world, TagKind::Claim);
    let mill = world.put("mill.ron", "somebody else's work");
    world.hold();
    save_as(&mut bench, &mut world, "copy.ron");
    tag(&mut bench, &mut world, TagKind::ConfirmedFact);
    file(&mut bench, &mut world, FileCommand::Save);
    world.release();
    settle(&mut bench, &mut world);
    assert_eq!(std::fs::read(&mill).expect("still there"), b"somebody else's work");
    assert_eq!((bench.name().as_str(), bench.is_saved()), ("copy", true), "{}", texts(&bench));
    assert_eq!(kept(&world, "copy.ron"), *bench.project());
}

#[test]
fn each_place_that_was_asked_for_during_a_save_is_written() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    tag(&mut bench, &mut world, TagKind::Claim);
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    save_as(&mut bench, &mut world, "one.ron");
    save_as(&mut bench, &mut world, "two.ron");
    file(&mut bench, &mut world, FileCommand::Save);
    world.release();
    settle(&mut bench, &mut world);
    for name in ["mill.ron", "one.ron", "two.ron"] {
        assert_eq!(kept(&world, name), *bench.project(), "{name}");
    }
    assert_eq!(bench.name(), "two", "what was asked for last is where the project belongs");
}

#[test]
fn a_place_that_answers_late_or_never_holds_no_other_up() {
    let (mut bench, mut world) = marked();
    let stuck = stuck_save(&mut bench, &mut world);
    save_as(&mut bench, &mut world, "elsewhere.ron");
    assert_eq!((bench.name().as_str(), bench.is_saved()), ("elsewhere", true));
    assert_eq!(kept(&world, "elsewhere.ron"), *bench.project());
    world.give(stuck);
    settle(&mut bench, &mut world);
    assert_eq!((bench.name().as_str(), bench.is_saved()), ("elsewhere", true), "the older save does not take the project back");
}

#[test]
fn a_copy_is_written_though_the_save_before_it_ended_in_a_question() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    tag(&mut bench, &mut world, TagKind::Claim);
    let mill = world.put("mill.ron", "somebody else's work");
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    save_as(&mut bench, &mut world, "copy.ron");
    world.release();
    settle(&mut bench, &mut world);
    assert_eq!(kept(&world, "copy.ron"), *bench.project());
    assert_eq!(bench.question(), Some(&Question::ChangedOnDisk(mill)));
}

#[test]
fn a_question_about_one_project_is_not_answered_for_another() {
    // A file is being read; meanwhile a question comes up about the project on the bench.
    for changes in [false, true] {
        let (mut bench, mut world) = marked();
        save_as(&mut bench, &mut world, "mill.ron");
        let other = world.put("other.txt", "Other\n\nText.");
        let there = world.put("there.ron", "precious");
        world.hold();
        file(&mut bench, &mut world, FileCommand::OpenPath(other));
        let slow = world.take_held();
        world.release();
        if changes {
            tag(&mut bench, &mut world, TagKind::Claim);
        }
        save_as(&mut bench, &mut world, "there");
        assert_eq!(bench.question(), Some(&Question::Overwrite(there.clone())));
        world.give(slow);
        settle(&mut bench, &mut world);
        assert_eq!(bench.name(), "mill", "what was opened waits for the answer");
        assert_eq!(bench.question(), Some(&Question::Overwrite(there.clone())));
        file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
        assert!(kept(&world, "there.ron").articles().next().is_some_and(|article| article.title == "Mill burns down"));
        if changes {
            // The save was under way when its turn came: the question about unsaved work comes first, and is void once it is saved.
            file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
        }
        assert_eq!(bench.name(), "Other");
        assert!(bench.question().is_none());
    }
}

#[test]
fn another_project_takes_no_question_over() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    tag(&mut bench, &mut world, TagKind::Claim);
    let mill = world.put("mill.ron", "a colleague's version");
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    file(&mut bench, &mut world, FileCommand::New);
    world.release();
    settle(&mut bench, &mut world);
    // Two questions stand, one after the other; going on without saving ends both.
    while bench.question().is_some() {
        file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
    }
    file(&mut bench, &mut world, FileCommand::New);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    assert!(bench.project().is_empty() && bench.question().is_none());
    assert_eq!(std::fs::read(&mill).expect("still there"), b"a colleague's version");
}

#[test]
fn a_state_that_a_save_under_way_will_write_over_is_not_saved() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    tag(&mut bench, &mut world, TagKind::Claim);
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    run(&mut bench, &mut world, Command::Undo);
    assert!(!bench.is_saved());
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(!world.is_leaving());
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
    world.release();
    settle(&mut bench, &mut world);
    assert!(world.is_leaving());
    assert_eq!(kept(&world, "mill.ron"), *bench.project());
}

#[test]
fn an_older_save_does_not_take_a_newer_projects_place() {
    let (mut bench, mut world) = marked();
    world.hold();
    save_as(&mut bench, &mut world, "a.ron");
    let slow = world.take_held();
    world.release();
    // The first wish waits for the save; the second one asks.
    file(&mut bench, &mut world, FileCommand::NewFromText("Another\n\nText.".to_owned()));
    assert!(bench.question().is_none() && bench.name() == "Mill burns down");
    file(&mut bench, &mut world, FileCommand::NewFromText("Another\n\nText.".to_owned()));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    save_as(&mut bench, &mut world, "a.ron");
    assert!(!bench.is_saved(), "it waits for its turn");
    world.give(slow);
    settle(&mut bench, &mut world);
    assert!(bench.is_saved());
    assert_eq!(kept(&world, "a.ron"), *bench.project());
}

#[test]
fn a_save_that_failed_offers_another_place_and_its_notice_goes_when_that_went_well() {
    let mut world = FalseWorld::new();
    let (text, taken, elsewhere) =
        (world.put("mill.txt", "Mill burns down\n\nText."), world.path("taken.ron"), world.path("elsewhere.ron"));
    std::fs::create_dir(&taken).expect("a folder that has the name");
    world.answer(Some(&taken));
    world.answer(Some(&elsewhere));
    let mut hand = Hand::over(world, Some(text));
    hand.keys(Modifiers::COMMAND, Key::S);
    assert!(texts(hand.bench()).contains("There is a folder"), "{}", texts(hand.bench()));
    hand.press("Save elsewhere…");
    assert!(elsewhere.exists() && hand.bench().is_saved());
    assert_eq!(texts(hand.bench()), "");
    assert!(!hand.has("Save elsewhere…"));
}

#[test]
fn the_own_file_opens_again_once_a_save_of_it_has_ended() {
    let (mut bench, mut world) = marked();
    let stuck = stuck_save(&mut bench, &mut world);
    // The first wish waits for the save; the second one asks.
    for _ in 0..2 {
        let mill = world.path("mill.ron");
        file(&mut bench, &mut world, FileCommand::OpenPath(mill));
    }
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    let generation = bench.generation();
    assert!(bench.opening().is_some() && !bench.is_saved(), "it waits for what is still to be written there");
    world.give(stuck);
    settle(&mut bench, &mut world);
    assert!(bench.generation() > generation && bench.opening().is_none());
    assert_eq!(kept(&world, "mill.ron").index().counts().claims, 1);
    assert!(bench.is_saved() && kept(&world, "mill.ron") == *bench.project(), "{}", texts(&bench));
}

#[cfg(unix)]
#[test]
fn a_save_to_the_file_of_this_project_by_another_name_makes_it_unsaved_until_it_is_taken_in() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    std::os::unix::fs::symlink(world.path("mill.ron"), world.path("link.ron")).expect("a link");
    save_as(&mut bench, &mut world, "other.ron");
    tag(&mut bench, &mut world, TagKind::Claim);
    world.hold();
    save_as(&mut bench, &mut world, "link.ron");
    let stuck = world.take_held();
    world.release();
    for answer in [None, Some(Answer::Proceed)] {
        let mill = world.path("mill.ron");
        file(&mut bench, &mut world, FileCommand::OpenPath(mill));
        if let Some(answer) = answer {
            file(&mut bench, &mut world, FileCommand::Answer(answer));
        }
    }
    assert_eq!(bench.project().index().counts().assertions, 1, "as it was before: {}", texts(&bench));
    world.give(stuck);
    settle(&mut bench, &mut world);
    assert!(bench.is_saved() && kept(&world, "mill.ron") == *bench.project(), "{}", texts(&bench));
}

#[test]
fn what_another_program_writes_while_a_save_comes_to_its_end_is_noticed() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    tag(&mut bench, &mut world, TagKind::Claim);
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    let jobs = world.take_held();
    // The file is in its place, and the window has not heard of it yet.
    let ended: Vec<Arrival> = jobs.into_iter().map(|job| job()).collect();
    let mut theirs = kept(&world, "mill.ron");
    let source = Source::titled(SourceId::from_raw(7), "Fire brigade".to_owned());
    theirs.apply(Edit::PutSource(Arc::new(source))).expect("a source");
    let path = world.put("mill.ron", project_file::write(&theirs));
    run(&mut bench, &mut world, Command::Arrived(Arrival::Stirred(path)));
    world.release();
    for arrival in ended {
        run(&mut bench, &mut world, Command::Arrived(arrival));
    }
    settle(&mut bench, &mut world);
    assert!(bench.project().sources().any(|source| source.title == "Fire brigade"), "{}", texts(&bench));
    assert!(bench.is_saved());
}
