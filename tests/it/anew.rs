//! What a journal that is begun anew still has: what is being typed, what can be taken back and done again.

use factmark::model::project::Project;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::command::{Command, RecoveryCommand, SourceCommand};
use factmark::workbench::keeping::Safety;
use factmark::workbench::recovered::Extent;

use crate::keeping::{crash, note, only, recover, typing};
use crate::world::{FalseWorld, marked, run, save_as, texts};

#[test]
fn what_is_being_typed_is_in_a_journal_that_is_written_anew() {
    for is_over in [false, true] {
        let (mut bench, mut world) = marked();
        save_as(&mut bench, &mut world, "mill.ron");
        typing(&mut bench, &mut world, "Asked");
        std::fs::remove_dir_all(world.path("state/journals")).expect("there are journals");
        std::fs::create_dir(world.path("state/journals")).expect("an empty one");
        typing(&mut bench, &mut world, "Asked the own");
        if is_over {
            run(&mut bench, &mut world, Command::Draft(None));
        }
        assert_eq!(bench.safety(), Safety::Committed);
        let mut bench = crash(bench, &mut world);
        if is_over {
            assert_eq!(bench.recovery().found().len(), 0);
        } else {
            let journal = only(&bench).journal;
            recover(&mut bench, &mut world, journal, Extent::Whole);
            assert!(bench.project().statements().any(|statement| statement.note == "Asked the own"), "{}", texts(&bench));
        }
    }
}

#[test]
fn what_is_done_again_in_work_that_was_moved_aside_is_kept() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "One");
    note(&mut bench, &mut world, "Two");
    run(&mut bench, &mut world, Command::Undo);
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Discard(journal)));
    let journal = bench.recovery().found()[0].journal.clone();
    recover(&mut bench, &mut world, journal, Extent::Whole);
    run(&mut bench, &mut world, Command::Redo);
    note(&mut bench, &mut world, "Three");
    let mut bench = crash(bench, &mut world);
    let journal = bench.recovery().told().next().expect("it is offered").journal.clone();
    recover(&mut bench, &mut world, journal, Extent::Whole);
    for text in ["Three", "Two", "One"] {
        assert!(bench.project().statements().any(|statement| statement.note == text), "{text}: {}", texts(&bench));
        run(&mut bench, &mut world, Command::Undo);
    }
}

#[test]
fn what_is_begun_with_in_the_empty_project_of_the_start_is_kept() {
    let (mut bench, mut world) = (Workbench::new(Settings::default()), FalseWorld::new());
    for title in ["The register", "The letter"] {
        run(&mut bench, &mut world, Command::Source(SourceCommand::Add(title.to_owned())));
    }
    let before = bench.project().clone();
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    recover(&mut bench, &mut world, journal, Extent::Whole);
    assert!(*bench.project() == before, "{}", texts(&bench));
    run(&mut bench, &mut world, Command::Undo);
    run(&mut bench, &mut world, Command::Undo);
    assert!(*bench.project() == Project::default());
}

#[test]
fn a_journal_whose_folder_was_taken_away_is_written_in_a_new_one() {
    let (mut bench, mut world) = marked();
    std::fs::remove_dir_all(world.path("state")).expect("there is one");
    note(&mut bench, &mut world, "After");
    assert_eq!(bench.safety(), Safety::Committed, "{}", texts(&bench));
    let before = bench.project().clone();
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    recover(&mut bench, &mut world, journal, Extent::Whole);
    assert!(*bench.project() == before, "{}", texts(&bench));
}
