//! A file opened again in the window that has it open: what is done from then on is kept, whatever was still under way.

use factmark::model::field::StatementField;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{Answer, ArticleCommand, Command, FileCommand, MarkCommand, RecoveryCommand};
use factmark::workbench::recovered::Extent;

use factmark::workbench::world::World as _;

use crate::world::{FalseWorld, TEXT, file, kept, marked, run, save_as, settle, texts};

fn note(bench: &mut Workbench, world: &mut FalseWorld, text: &str) {
    let id = bench.project().statements().next().expect("a statement").id;
    run(bench, world, Command::Mark(MarkCommand::Set(id, StatementField::Note(text.to_owned()))));
}

fn has(bench: &Workbench, text: &str) -> bool {
    bench.project().statements().any(|statement| *statement.note == *text)
}

/// The program ends without a word; what the notes of the works are which the next start finds.
fn found_after_a_crash(bench: Workbench, world: &mut FalseWorld) -> Vec<String> {
    world.crash(bench);
    let begin = |world: &mut FalseWorld| {
        let mut bench = Workbench::new(Settings::default());
        run(&mut bench, world, Command::Recovery(RecoveryCommand::Find));
        bench
    };
    let found = begin(world).recovery().found().to_vec();
    let notes = found.into_iter().map(|leftover| {
        let mut bench = begin(world);
        run(&mut bench, world, Command::Recovery(RecoveryCommand::Open(leftover.journal, Extent::Whole)));
        let note = bench.project().statements().next().expect("a statement").note.to_string();
        world.crash(bench);
        note
    });
    notes.collect()
}

fn saved() -> (Workbench, FalseWorld) {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Good");
    file(&mut bench, &mut world, FileCommand::Save);
    (bench, world)
}

fn open_again(bench: &mut Workbench, world: &mut FalseWorld) {
    let path = world.path("mill.ron");
    file(bench, world, FileCommand::OpenPath(path));
}

/// What was read before comes back only now, after what the disk has done since.
fn take_in(bench: &mut Workbench, world: &mut FalseWorld, read: Vec<Arrival>) {
    world.release();
    for arrival in read {
        run(bench, world, Command::Arrived(arrival));
    }
    settle(bench, world);
}

#[test]
fn what_is_done_is_kept_though_a_save_of_before_ends_only_now() {
    let (mut bench, mut world) = saved();
    world.hold();
    open_again(&mut bench, &mut world);
    let opening = world.take_held();
    file(&mut bench, &mut world, FileCommand::Save);
    let saving = world.take_held();
    world.give(opening);
    settle(&mut bench, &mut world);
    note(&mut bench, &mut world, "Better");
    world.release();
    settle(&mut bench, &mut world);
    world.give(saving);
    settle(&mut bench, &mut world);
    assert_eq!(found_after_a_crash(bench, &mut world), ["Better"]);
}

#[test]
fn what_was_saved_while_it_was_opened_is_what_opens() {
    let (mut bench, mut world) = saved();
    let generation = bench.generation();
    world.hold();
    open_again(&mut bench, &mut world);
    let opening = world.take_held();
    note(&mut bench, &mut world, "Better");
    file(&mut bench, &mut world, FileCommand::Save);
    // The file is read before the save, and the save ends before what was read is taken in.
    let read: Vec<_> = opening.into_iter().map(|job| job()).collect();
    take_in(&mut bench, &mut world, read);
    assert!(has(&bench, "Better") && bench.generation() > generation && bench.is_saved(), "{}", texts(&bench));
    assert_eq!(kept(&world, "mill.ron"), *bench.project());
}

#[test]
fn what_was_let_go_of_and_what_is_done_then_are_both_kept_whichever_is_written_first() {
    for is_old_first in [true, false] {
        let (mut bench, mut world) = saved();
        world.hold();
        note(&mut bench, &mut world, "Let go of");
        let mut later = world.take_held();
        open_again(&mut bench, &mut world);
        file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
        let opening = world.take_held();
        world.give(opening);
        settle(&mut bench, &mut world);
        note(&mut bench, &mut world, "Better");
        later.extend(world.take_held());
        world.release();
        if !is_old_first {
            later.reverse();
        }
        for job in later {
            world.give(vec![job]);
            settle(&mut bench, &mut world);
        }
        assert!(has(&bench, "Better"), "{}", texts(&bench));
        let mut found = found_after_a_crash(bench, &mut world);
        found.sort();
        assert_eq!(found, ["Better", "Let go of"], "{is_old_first}");
    }
}

#[test]
fn what_is_done_while_the_file_is_read_again_is_asked_about() {
    let (mut bench, mut world) = saved();
    world.hold();
    open_again(&mut bench, &mut world);
    let opening = world.take_held();
    note(&mut bench, &mut world, "Better");
    file(&mut bench, &mut world, FileCommand::Save);
    let read: Vec<_> = opening.into_iter().map(|job| job()).collect();
    note(&mut bench, &mut world, "Best");
    take_in(&mut bench, &mut world, read);
    assert!(has(&bench, "Best") && bench.question().is_some(), "{}", texts(&bench));
}

#[cfg(unix)]
#[test]
fn the_own_file_by_a_link_is_read_again_too() {
    let (mut bench, mut world) = saved();
    std::os::unix::fs::symlink(world.path("mill.ron"), world.path("link.ron")).expect("a link");
    world.hold();
    let link = world.path("link.ron");
    file(&mut bench, &mut world, FileCommand::OpenPath(link));
    let opening = world.take_held();
    note(&mut bench, &mut world, "Better");
    file(&mut bench, &mut world, FileCommand::Save);
    let read: Vec<_> = opening.into_iter().map(|job| job()).collect();
    take_in(&mut bench, &mut world, read);
    assert!(has(&bench, "Better") && bench.is_saved(), "{}", texts(&bench));
    assert_eq!(texts(&bench), "", "nobody else has changed it");
}

#[test]
fn another_project_does_not_wait_for_a_journal_that_does_not_end() {
    let (mut bench, mut world) = saved();
    note(&mut bench, &mut world, "Let go of");
    world.hold();
    file(&mut bench, &mut world, FileCommand::New);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    let stuck = world.take_held();
    world.release();
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
    assert_eq!(bench.entries_kept(), (1, 1), "it is kept");
    save_as(&mut bench, &mut world, "other.ron");
    assert!(bench.is_saved(), "{}", texts(&bench));
    world.give(stuck);
    settle(&mut bench, &mut world);
}

#[test]
fn who_ends_the_program_while_a_file_is_opened_ends_it() {
    let (mut bench, mut world) = saved();
    note(&mut bench, &mut world, "Better");
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    let saving = world.take_held();
    open_again(&mut bench, &mut world);
    run(&mut bench, &mut world, Command::Arrived(Arrival::End));
    world.release();
    world.give(saving);
    settle(&mut bench, &mut world);
    assert!(world.is_leaving());
}

#[test]
fn a_save_that_waited_is_done_though_another_file_is_opened_meanwhile() {
    let (mut bench, mut world) = saved();
    save_as(&mut bench, &mut world, "other.ron");
    open_again(&mut bench, &mut world);
    world.hold();
    note(&mut bench, &mut world, "Let go of");
    let mut late = world.take_held();
    open_again(&mut bench, &mut world);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    let opening = world.take_held();
    world.give(opening);
    settle(&mut bench, &mut world);
    late.extend(world.take_held());
    note(&mut bench, &mut world, "Better");
    late.extend(world.take_held());
    let other = world.path("other.ron");
    file(&mut bench, &mut world, FileCommand::OpenPath(other));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    let opening = world.take_held();
    file(&mut bench, &mut world, FileCommand::Save);
    late.extend(world.take_held());
    world.release();
    world.give(opening);
    settle(&mut bench, &mut world);
    world.give(late);
    settle(&mut bench, &mut world);
    assert!(!bench.is_saving() && bench.path() == Some(&*world.path("other.ron")), "{}", texts(&bench));
    assert!(kept(&world, "mill.ron").statements().any(|statement| statement.note == "Better"));
}

#[test]
fn the_wish_of_the_system_to_end_stands_whatever_becomes_of_saves() {
    for begins_new in [false, true] {
        for fails in [true, false] {
            let (mut bench, mut world) = saved();
            std::fs::create_dir(world.path("drive")).expect("a folder");
            save_as(&mut bench, &mut world, "drive/third.ron");
            note(&mut bench, &mut world, "Best");
            world.hold();
            if begins_new {
                file(&mut bench, &mut world, FileCommand::New);
                file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
            } else {
                file(&mut bench, &mut world, FileCommand::Save);
            }
            run(&mut bench, &mut world, Command::Arrived(Arrival::End));
            if fails {
                std::fs::remove_dir_all(world.path("drive")).expect("the drive goes");
            }
            world.release();
            settle(&mut bench, &mut world);
            assert!(world.is_leaving() && bench.question().is_none(), "{begins_new} {fails}: {}", texts(&bench));
            let is_filed = !fails && kept(&world, "drive/third.ron").statements().any(|statement| statement.note == "Best");
            assert!(is_filed || found_after_a_crash(bench, &mut world).contains(&"Best".to_owned()), "{begins_new} {fails}");
        }
    }
}
