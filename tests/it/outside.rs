//! What others do to the open file: their changes are taken in or merged, never written over, and a project can be taken over.

use std::path::PathBuf;

use factmark::model::field::StatementField;
use factmark::model::tag::TagKind;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{Answer, Command, FileCommand, MarkCommand, RecoveryCommand};
use factmark::workbench::keeping::Safety;
use factmark::workbench::notice::NoticeAction;
use factmark::workbench::recovered::Extent;
use factmark::workbench::recovering::ReadOnly;
use factmark::workbench::world::World as _;

use crate::world::{FalseWorld, file, kept, marked, run, save_as, tag, texts};

/// A project in `mill.ron`, and what somebody else makes of the file.
fn desk(theirs: impl Fn(&str) -> String) -> (Workbench, FalseWorld, impl Fn(&mut Workbench, &mut FalseWorld)) {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let text = std::fs::read_to_string(world.path("mill.ron")).expect("the file");
    let theirs = theirs(&text);
    assert_ne!(text, theirs, "they change something");
    let visit = move |bench: &mut Workbench, world: &mut FalseWorld| {
        let path = world.put("mill.ron", &theirs);
        run(bench, world, Command::Arrived(Arrival::Stirred(path)));
    };
    (bench, world, visit)
}

fn retitled(text: &str) -> String {
    text.replace("title: \"Mill burns down\"", "title: \"Mill destroyed\"")
}

fn noted(bench: &mut Workbench, world: &mut FalseWorld, note: &str) {
    let id = bench.project().statements().next().expect("a statement").id;
    run(bench, world, Command::Mark(MarkCommand::Set(id, StatementField::Note(note.to_owned()))));
}

fn title(bench: &Workbench) -> String {
    bench.project().articles().next().expect("the article").title.clone()
}

#[test]
fn with_nothing_unsaved_their_changes_are_taken_in_and_undo_takes_them_back() {
    let (mut bench, mut world, visit) = desk(retitled);
    visit(&mut bench, &mut world);
    assert_eq!((title(&bench).as_str(), bench.is_saved()), ("Mill destroyed", true), "{}", texts(&bench));
    run(&mut bench, &mut world, Command::Undo);
    assert_eq!((title(&bench).as_str(), bench.is_saved()), ("Mill burns down", false));
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(bench.is_saved() && kept(&world, "mill.ron") == *bench.project(), "{}", texts(&bench));

    // The journal knows whose content the file had when.
    run(&mut bench, &mut world, Command::Redo);
    file(&mut bench, &mut world, FileCommand::Save);
    world.crash(bench);
    let mut bench = Workbench::new(Settings::default());
    let path = world.path("mill.ron");
    file(&mut bench, &mut world, FileCommand::OpenPath(path));
    assert!(bench.is_saved() && bench.undo_label().is_some() && bench.recovery().told().count() == 0);
}

#[test]
fn with_unsaved_work_both_are_merged_and_the_next_save_writes_both() {
    let (mut bench, mut world, visit) = desk(retitled);
    noted(&mut bench, &mut world, "Asked the owner");
    visit(&mut bench, &mut world);
    let has_both = |bench: &Workbench| {
        title(bench) == "Mill destroyed" && bench.project().statements().any(|statement| statement.note == "Asked the owner")
    };
    assert!(has_both(&bench) && !bench.is_saved(), "{}", texts(&bench));
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(bench.is_saved() && kept(&world, "mill.ron") == *bench.project(), "{}", texts(&bench));
    assert!(has_both(&bench) && bench.question().is_none());
}

#[test]
fn what_was_not_noticed_is_noticed_by_the_save_and_merged_before_it() {
    let (mut bench, mut world, _) = desk(retitled);
    noted(&mut bench, &mut world, "Asked the owner");
    let text = std::fs::read_to_string(world.path("mill.ron")).expect("the file");
    world.put("mill.ron", retitled(&text));
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(bench.is_saved(), "{}", texts(&bench));
    let kept = kept(&world, "mill.ron");
    assert!(kept.articles().any(|article| article.title == "Mill destroyed"));
    assert!(kept.statements().any(|statement| statement.note == "Asked the owner"));
}

#[test]
fn where_both_changed_one_thing_both_versions_are_kept() {
    let (mut bench, mut world) = marked();
    noted(&mut bench, &mut world, "Before");
    save_as(&mut bench, &mut world, "mill.ron");
    let text = std::fs::read_to_string(world.path("mill.ron")).expect("the file");
    noted(&mut bench, &mut world, "Mine");
    let path = world.put("mill.ron", text.replace("note: \"Before\"", "note: \"Theirs\""));
    run(&mut bench, &mut world, Command::Arrived(Arrival::Stirred(path)));
    assert!(bench.project().statements().any(|statement| statement.note == "Mine"));
    assert_eq!(bench.project().unmerged().count(), 1, "{}", texts(&bench));
    assert!(texts(&bench).contains("both versions are kept"), "{}", texts(&bench));
    run(&mut bench, &mut world, Command::Undo);
    assert_eq!(bench.project().unmerged().count(), 0, "the merge is one step");
}

#[test]
fn a_file_that_is_gone_or_no_project_any_more_takes_nothing_with_it() {
    for bytes in [None, Some("<<<<<<< HEAD\n")] {
        let (mut bench, mut world, _) = desk(retitled);
        let before = bench.project().clone();
        let path = world.path("mill.ron");
        match bytes {
            None => std::fs::remove_file(&path).expect("it was there"),
            Some(bytes) => drop(world.put("mill.ron", bytes)),
        }
        run(&mut bench, &mut world, Command::Arrived(Arrival::Stirred(path)));
        assert!(*bench.project() == before && !bench.is_saved(), "{bytes:?}");
        assert!(texts(&bench).contains("still here"), "{}", texts(&bench));
        file(&mut bench, &mut world, FileCommand::Save);
        match bytes {
            None => assert!(bench.is_saved() && kept(&world, "mill.ron") == before, "it is put back"),
            Some(bytes) => {
                assert!(bench.question().is_some(), "over what is no project nobody writes unasked");
                assert_eq!(std::fs::read_to_string(world.path("mill.ron")).expect("the file"), bytes);
            }
        }
    }
}

/// The only wish for a project, where its window looks.
fn wish(world: &FalseWorld) -> PathBuf {
    let names = std::fs::read_dir(world.path("state/journals")).expect("the folder").map(|entry| entry.expect("an entry").path());
    let wanted: Vec<PathBuf> = names.filter(|path| path.extension().is_some_and(|ending| ending == "wanted")).collect();
    assert_eq!(wanted.len(), 1);
    wanted[0].clone()
}

#[test]
fn a_project_is_taken_over_with_all_that_was_not_saved() {
    let (mut first, mut world) = marked();
    save_as(&mut first, &mut world, "mill.ron");
    noted(&mut first, &mut world, "Not saved");
    let before = first.project().clone();
    let mut second = Workbench::new(Settings::default());
    let path = world.path("mill.ron");
    file(&mut second, &mut world, FileCommand::OpenPath(path));
    assert_eq!(second.read_only(), Some(ReadOnly::OpenElsewhere));

    run(&mut second, &mut world, Command::Recovery(RecoveryCommand::TakeOver));
    let wanted = wish(&world);
    // Jobs for later are the second's tries, and not the first's to see.
    let tries = world.take_late();
    run(&mut first, &mut world, Command::Arrived(Arrival::Stirred(wanted)));
    assert_eq!(first.read_only(), Some(ReadOnly::TakenOver));
    noted(&mut first, &mut world, "Too late");
    assert!(*first.project() == before);
    drop(world.take_late());

    world.give(tries);
    crate::world::settle(&mut second, &mut world);
    assert_eq!(second.read_only(), None, "{}", texts(&second));
    assert!(*second.project() == before, "with what was not saved: {}", texts(&second));
    assert!(!second.is_saved() && second.undo_label().is_some());
    file(&mut second, &mut world, FileCommand::Save);
    assert!(second.is_saved());
}

#[test]
fn a_project_that_was_handed_over_is_not_taken_back_by_a_save_that_was_wanted_before() {
    let (mut first, mut world) = marked();
    save_as(&mut first, &mut world, "mill.ron");
    noted(&mut first, &mut world, "One");
    world.hold();
    file(&mut first, &mut world, FileCommand::Save);
    noted(&mut first, &mut world, "Two");
    // It is done once the first one has ended; and what is asked about then is not answered before the project goes.
    file(&mut first, &mut world, FileCommand::Save);
    file(&mut first, &mut world, FileCommand::Leave);
    assert!(first.question().is_some());
    let generation = first.generation();
    run(&mut first, &mut world, Command::Arrived(Arrival::Wanted(generation, true)));
    world.release();
    crate::world::settle(&mut first, &mut world);
    assert_eq!(first.read_only(), Some(ReadOnly::TakenOver), "{}", texts(&first));
    let notes = |world: &FalseWorld| kept(world, "mill.ron").statements().map(|statement| statement.note.to_string()).collect::<Vec<_>>();
    assert_eq!(notes(&world), ["One"], "what was under way has ended, and no more was written");
    assert!(!first.is_saved() && !first.is_saving() && !world.is_leaving() && first.question().is_none());
    // Nor by any other way.
    let path = world.path("mill.ron");
    file(&mut first, &mut world, FileCommand::SaveTo(path));
    assert_eq!((first.read_only(), notes(&world)), (Some(ReadOnly::TakenOver), vec!["One".to_owned()]), "{}", texts(&first));
    // With it goes what was to be done; the window can be closed.
    assert!(!first.has_unsaved_work() && !first.wants_to_leave());

    let mut second = Workbench::new(Settings::default());
    let path = world.path("mill.ron");
    file(&mut second, &mut world, FileCommand::OpenPath(path));
    assert_eq!(second.read_only(), None, "{}", texts(&second));
    run(&mut second, &mut world, Command::Recovery(RecoveryCommand::Find));
    let journal = second.recovery().found().first().expect("what was not saved").journal.clone();
    run(&mut second, &mut world, Command::Recovery(RecoveryCommand::Open(journal, Extent::Whole)));
    file(&mut second, &mut world, FileCommand::Save);
    assert_eq!(notes(&world), ["Two"], "{}", texts(&second));
}

#[test]
fn a_project_that_is_in_this_window_alone_is_not_handed_over() {
    let (mut first, mut world) = marked();
    save_as(&mut first, &mut world, "mill.ron");
    let journals = world.path("state/journals");
    std::fs::remove_dir_all(&journals).expect("it was there");
    world.put("state/journals", "no folder");
    noted(&mut first, &mut world, "Here alone");
    assert!(matches!(first.safety(), Safety::Trouble(_)), "{}", texts(&first));
    let generation = first.generation();
    run(&mut first, &mut world, Command::Arrived(Arrival::Wanted(generation, true)));
    assert!(first.read_only().is_none() && first.has_unsaved_work());
}

#[test]
fn a_window_whose_journal_did_not_come_to_its_end_asks_before_it_closes() {
    let (mut first, mut world) = marked();
    save_as(&mut first, &mut world, "mill.ron");
    noted(&mut first, &mut world, "Not saved");
    let generation = first.generation();
    run(&mut first, &mut world, Command::Arrived(Arrival::Wanted(generation, true)));
    assert!(first.read_only().is_some() && !first.has_unsaved_work());
    run(&mut first, &mut world, Command::Arrived(Arrival::JournalEnded(None, Err("the disk has failed".to_owned()))));
    file(&mut first, &mut world, FileCommand::Leave);
    assert!(first.question().is_some() && !world.is_leaving(), "{}", texts(&first));
    assert!(matches!(first.safety(), Safety::Trouble(_)), "nothing is told to be kept");
    // Its own file is the other window's.
    let elsewhere = world.path("mine.ron");
    world.answer(Some(&elsewhere));
    file(&mut first, &mut world, FileCommand::Answer(Answer::Save));
    assert_eq!(kept(&world, "mine.ron").statements().next().expect("a statement").note.to_string(), "Not saved");
    assert!(world.is_leaving(), "{}", texts(&first));
}

#[test]
fn a_wish_for_a_project_whose_window_has_died_is_over_with_it() {
    let (mut first, mut world) = marked();
    save_as(&mut first, &mut world, "mill.ron");
    noted(&mut first, &mut world, "Not saved");
    let before = first.project().clone();
    let path = world.path("mill.ron");
    let mut second = Workbench::new(Settings::default());
    file(&mut second, &mut world, FileCommand::OpenPath(path.clone()));
    world.crash(first);
    run(&mut second, &mut world, Command::Recovery(RecoveryCommand::TakeOver));
    let wanted = wish(&world);
    let tries = world.take_late();
    world.give(tries);
    crate::world::settle(&mut second, &mut world);
    assert!(second.read_only().is_none() && *second.project() == before, "{}", texts(&second));
    // Its own wish stirs what it watches a moment later.
    run(&mut second, &mut world, Command::Arrived(Arrival::Stirred(wanted.clone())));
    assert_eq!(second.read_only(), None, "{}", texts(&second));

    // One that was left by a window that has died too is nobody's.
    world.crash(second);
    world.put(wanted.to_str().expect("a plain path"), "wanted");
    let mut third = Workbench::new(Settings::default());
    file(&mut third, &mut world, FileCommand::OpenPath(path.clone()));
    run(&mut third, &mut world, Command::Arrived(Arrival::Watched(wanted.clone())));
    assert_eq!(third.read_only(), None, "{}", texts(&third));

    // One that came between opening and watching is granted.
    let mut fourth = Workbench::new(Settings::default());
    file(&mut fourth, &mut world, FileCommand::OpenPath(path));
    run(&mut fourth, &mut world, Command::Recovery(RecoveryCommand::TakeOver));
    let tries = world.take_late();
    run(&mut third, &mut world, Command::Arrived(Arrival::Watched(wanted)));
    assert_eq!(third.read_only(), Some(ReadOnly::TakenOver));
    drop(world.take_late());
    world.give(tries);
    crate::world::settle(&mut fourth, &mut world);
    assert_eq!(fourth.read_only(), None, "{}", texts(&fourth));
}

#[test]
fn what_is_taken_back_in_a_project_that_was_given_away_and_saved_elsewhere_is_kept() {
    let (mut first, mut world) = marked();
    save_as(&mut first, &mut world, "mill.ron");
    noted(&mut first, &mut world, "Not saved");
    let generation = first.generation();
    run(&mut first, &mut world, Command::Arrived(Arrival::Wanted(generation, true)));
    assert_eq!(first.read_only(), Some(ReadOnly::TakenOver));
    save_as(&mut first, &mut world, "mine.ron");
    assert_eq!(first.read_only(), None);
    run(&mut first, &mut world, Command::Undo);
    let before = first.project().clone();
    assert!(!before.statements().any(|statement| *statement.note == *"Not saved"));

    world.crash(first);
    let mut again = Workbench::new(Settings::default());
    run(&mut again, &mut world, Command::Recovery(RecoveryCommand::Find));
    let mine = world.path("mine.ron");
    let found =
        again.recovery().found().iter().find(|leftover| leftover.path.as_ref() == Some(&mine)).expect("it was not saved").journal.clone();
    run(&mut again, &mut world, Command::Recovery(RecoveryCommand::Open(found, Extent::Whole)));
    assert!(*again.project() == before, "{}", texts(&again));
    run(&mut again, &mut world, Command::Redo);
    assert!(*again.project() == kept(&world, "mine.ron"));
}

#[test]
fn a_window_that_does_not_answer_is_not_robbed() {
    let (mut first, mut world) = marked();
    save_as(&mut first, &mut world, "mill.ron");
    tag(&mut first, &mut world, TagKind::Claim);
    drop(world.take_late());
    let mut second = Workbench::new(Settings::default());
    let path = world.path("mill.ron");
    file(&mut second, &mut world, FileCommand::OpenPath(path));
    run(&mut second, &mut world, Command::Recovery(RecoveryCommand::TakeOver));
    for _ in 0..80 {
        let late = world.take_late();
        world.give(late);
        crate::world::settle(&mut second, &mut world);
    }
    assert_eq!(second.read_only(), Some(ReadOnly::OpenElsewhere));
    assert!(texts(&second).contains("does not answer"), "{}", texts(&second));
    tag(&mut first, &mut world, TagKind::Assertion);
    file(&mut first, &mut world, FileCommand::Save);
    assert!(first.is_saved(), "{}", texts(&first));
}

#[test]
fn a_change_between_reading_the_file_and_watching_it_is_found() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let text = std::fs::read_to_string(world.path("mill.ron")).expect("the file");
    let mut bench = Workbench::new(Settings::default());
    let path = world.path("mill.ron");
    file(&mut bench, &mut world, FileCommand::OpenPath(path.clone()));
    // Nothing has happened: nothing is done.
    run(&mut bench, &mut world, Command::Arrived(Arrival::Watched(path.clone())));
    assert_eq!((title(&bench).as_str(), bench.is_saved()), ("Mill burns down", true));
    world.put("mill.ron", retitled(&text));
    run(&mut bench, &mut world, Command::Arrived(Arrival::Watched(path)));
    assert_eq!((title(&bench).as_str(), bench.is_saved()), ("Mill destroyed", true), "{}", texts(&bench));
}

#[test]
fn a_save_that_comes_upon_damage_says_so_and_one_that_comes_upon_conflicts_says_that_nothing_is_saved() {
    let (mut bench, mut world) = marked();
    noted(&mut bench, &mut world, "First");
    save_as(&mut bench, &mut world, "mill.ron");
    let text = std::fs::read_to_string(world.path("mill.ron")).expect("the file");
    noted(&mut bench, &mut world, "Ours");
    world.put("mill.ron", text.replace("note: \"First\"", "note: \"Theirs\""));
    // What was to come after the save must not come of itself once it is saved later.
    file(&mut bench, &mut world, FileCommand::Leave);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
    assert!(!bench.is_saved() && texts(&bench).contains("Nothing was saved yet"), "{}", texts(&bench));
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(bench.is_saved() && !world.is_leaving(), "{}", texts(&bench));

    noted(&mut bench, &mut world, "Again");
    world.put("mill.ron", "Project(format: 4, articles: [");
    file(&mut bench, &mut world, FileCommand::Save);
    let told = bench.notices().shown().iter().find(|notice| notice.text.contains("is no project")).expect("it is told").clone();
    assert!(told.text.contains("newest backup") && told.text.contains("Line 1"), "{}", told.text);
    assert_eq!(told.actions.first(), Some(&NoticeAction::SaveElsewhere));
    assert!(told.actions.len() > 2 && bench.question().is_some());
    assert_eq!(std::fs::read_to_string(world.path("mill.ron")).expect("the file"), "Project(format: 4, articles: [");
}
