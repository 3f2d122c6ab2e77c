//! Work is kept as it is made: what a crash takes away is offered again, and undo goes on where it was.

use std::path::PathBuf;

use factmark::model::field::StatementField;
use factmark::model::tag::TagKind;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{Command, FileCommand, MarkCommand, RecoveryCommand};
use factmark::workbench::home::OwnPlace;
use factmark::workbench::keeping::Safety;
use factmark::workbench::leftover::Leftover;
use factmark::workbench::question::PathFor;
use factmark::workbench::recovered::{self, Extent};
use factmark::workbench::recovering::ReadOnly;
use factmark::workbench::world::World as _;

use crate::world::{FalseWorld, file, kept, marked, run, save_as, tag, texts};

pub fn note(bench: &mut Workbench, world: &mut FalseWorld, text: &str) {
    let id = bench.focus().statement.expect("a statement in focus");
    run(bench, world, Command::Mark(MarkCommand::Set(id, StatementField::Note(text.to_owned()))));
}

pub fn typing(bench: &mut Workbench, world: &mut FalseWorld, text: &str) {
    let id = bench.focus().statement.expect("a statement in focus");
    let command = Command::Mark(MarkCommand::Set(id, StatementField::Note(text.to_owned())));
    run(bench, world, Command::Draft(Some(Box::new(command))));
}

/// The program ends without a word, and is started again.
pub fn crash(bench: Workbench, world: &mut FalseWorld) -> Workbench {
    world.crash(bench);
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, world, Command::Recovery(RecoveryCommand::Find));
    bench
}

pub fn only(bench: &Workbench) -> Leftover {
    let told: Vec<&Leftover> = bench.recovery().told().collect();
    assert_eq!(told.len(), 1, "{told:?} {}", texts(bench));
    told[0].clone()
}

pub fn recover(bench: &mut Workbench, world: &mut FalseWorld, journal: PathBuf, extent: Extent) {
    run(bench, world, Command::Recovery(RecoveryCommand::Open(journal, extent)));
}

fn open(bench: &mut Workbench, world: &mut FalseWorld, name: &str) {
    let path = world.path(name);
    file(bench, world, FileCommand::OpenPath(path));
}

#[test]
fn what_was_done_since_the_save_is_offered_after_a_crash_and_the_file_is_not_touched() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let saved = std::fs::read(world.path("mill.ron")).expect("the file");
    note(&mut bench, &mut world, "Asked the mill’s owner");
    tag(&mut bench, &mut world, TagKind::Claim);
    run(&mut bench, &mut world, Command::Undo);
    assert_eq!(bench.safety(), Safety::Committed);
    let before = bench.project().clone();

    let mut bench = crash(bench, &mut world);
    let leftover = only(&bench);
    assert_eq!((leftover.changes, leftover.path), (3, Some(world.path("mill.ron"))));
    recover(&mut bench, &mut world, leftover.journal, Extent::Whole);
    assert!(*bench.project() == before, "{}", texts(&bench));
    assert!(!bench.is_saved());
    assert_eq!(std::fs::read(world.path("mill.ron")).expect("the file"), saved);
    assert_eq!(bench.path(), Some(&*world.path("mill.ron")));
    assert_eq!(bench.recovery().told().count(), 0, "it is open now");

    // Redo and undo go on, back to before the save.
    run(&mut bench, &mut world, Command::Redo);
    assert_eq!(bench.project().index().counts().claims, 1);
    for _ in 0..3 {
        run(&mut bench, &mut world, Command::Undo);
    }
    assert_eq!(bench.project().index().counts().statements(), 0);
    for _ in 0..2 {
        run(&mut bench, &mut world, Command::Redo);
    }
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(bench.is_saved(), "{}", texts(&bench));
    assert!(kept(&world, "mill.ron") == *bench.project());

    let bench = crash(bench, &mut world);
    assert_eq!(bench.recovery().found().len(), 0, "all of it is in the file");
}

#[test]
fn a_project_that_was_never_saved_is_kept_from_its_text_on() {
    let mut world = FalseWorld::new();
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, &mut world, Command::Article(factmark::workbench::command::ArticleCommand::Paste(crate::world::TEXT.to_owned())));
    let before = bench.project().clone();
    let mut bench = crash(bench, &mut world);
    let leftover = only(&bench);
    assert_eq!((leftover.changes, leftover.path, leftover.name.as_str()), (0, None, "Mill burns down"));
    recover(&mut bench, &mut world, leftover.journal, Extent::Whole);
    assert!(*bench.project() == before && bench.path().is_none());

    // What is done now goes on in the same journal.
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Select(Some(17..52))));
    tag(&mut bench, &mut world, TagKind::Assertion);
    let before = bench.project().clone();
    let mut bench = crash(bench, &mut world);
    let leftover = only(&bench);
    recover(&mut bench, &mut world, leftover.journal, Extent::Whole);
    assert!(*bench.project() == before);
    assert_eq!(bench.undo_label(), Some("tag as assertion"));
}

#[test]
fn undo_goes_on_after_the_project_was_closed_and_opened_again() {
    let (mut bench, mut world) = marked();
    note(&mut bench, &mut world, "One");
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Two");
    run(&mut bench, &mut world, Command::Undo);
    file(&mut bench, &mut world, FileCommand::Save);
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(world.is_leaving(), "{}", texts(&bench));
    let before = bench.project().clone();
    world.crash(bench);

    let mut bench = Workbench::new(Settings::default());
    open(&mut bench, &mut world, "mill.ron");
    assert!(*bench.project() == before && bench.is_saved(), "{}", texts(&bench));
    assert_eq!(bench.recovery().told().count(), 0);
    run(&mut bench, &mut world, Command::Redo);
    assert!(bench.project().statements().any(|statement| statement.note == "Two"));
    for _ in 0..3 {
        run(&mut bench, &mut world, Command::Undo);
    }
    assert_eq!(bench.project().index().counts().statements(), 0);
    assert!(!bench.is_saved());
    for _ in 0..2 {
        run(&mut bench, &mut world, Command::Redo);
    }
    assert!(bench.is_saved(), "as the file has it");
}

#[test]
fn a_file_that_somebody_changed_has_no_undo_of_ours() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    world.crash(bench);
    let text = std::fs::read_to_string(world.path("mill.ron")).expect("the file");
    world.put("mill.ron", text.replace("Mill burns down", "Mill burned down"));
    let mut bench = Workbench::new(Settings::default());
    open(&mut bench, &mut world, "mill.ron");
    assert_eq!((bench.undo_label(), bench.recovery().told().count()), (None, 0), "nothing of ours is missing");
}

#[test]
fn what_is_being_typed_is_kept_before_its_field_is_left() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    typing(&mut bench, &mut world, "Asked");
    typing(&mut bench, &mut world, "Asked the own");
    assert!(bench.is_saved(), "nothing is done yet");
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    recover(&mut bench, &mut world, journal, Extent::Whole);
    assert!(bench.project().statements().any(|statement| statement.note == "Asked the own"), "{}", texts(&bench));
    // It is a step like any other, and stays after the next crash.
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    recover(&mut bench, &mut world, journal, Extent::Whole);
    assert!(bench.project().statements().any(|statement| statement.note == "Asked the own"));
    run(&mut bench, &mut world, Command::Undo);
    assert!(bench.project().statements().all(|statement| statement.note.is_empty()));
}

#[test]
fn what_was_typed_and_taken_back_by_hand_is_not_offered() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    typing(&mut bench, &mut world, "Asked");
    run(&mut bench, &mut world, Command::Draft(None));
    let bench = crash(bench, &mut world);
    assert_eq!(bench.recovery().found().len(), 0);
}

#[test]
fn the_last_change_can_be_left_out_and_the_whole_is_kept() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Good");
    note(&mut bench, &mut world, "What ended the program");
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    recover(&mut bench, &mut world, journal, Extent::WithoutLast);
    assert!(bench.project().statements().any(|statement| statement.note == "Good"), "{}", texts(&bench));
    let whole: Vec<Leftover> = bench.recovery().found().iter().filter(|leftover| leftover.is_discarded).cloned().collect();
    assert_eq!(whole.len(), 1, "{:?}", bench.recovery());
    // What is open now is safe for itself.
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    recover(&mut bench, &mut world, journal, Extent::Whole);
    assert!(bench.project().statements().any(|statement| statement.note == "Good"));
    run(&mut bench, &mut world, Command::Undo);
    assert!(bench.project().statements().all(|statement| statement.note.is_empty()));
    recover(&mut bench, &mut world, whole[0].journal.clone(), Extent::Whole);
    crate::world::run(&mut bench, &mut world, Command::File(FileCommand::Answer(factmark::workbench::command::Answer::Proceed)));
    assert!(bench.project().statements().any(|statement| statement.note == "What ended the program"), "{}", texts(&bench));
}

#[test]
fn work_that_is_let_go_of_is_moved_aside_and_goes_after_thirty_days() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Good");
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Discard(journal)));
    assert_eq!(bench.recovery().told().count(), 0);
    let found = bench.recovery().found();
    assert!(found.len() == 1 && found[0].is_discarded, "{found:?}");
    let journal = found[0].journal.clone();
    recover(&mut bench, &mut world, journal, Extent::Whole);
    assert!(bench.project().statements().any(|statement| statement.note == "Good"), "{}", texts(&bench));

    let mut bench = crash(bench, &mut world);
    world.wait_days(31);
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Find));
    assert!(bench.recovery().found().iter().all(|leftover| !leftover.is_discarded), "{:?}", bench.recovery());
    assert_eq!(bench.recovery().told().count(), 1, "what was not let go of stays");
}

#[test]
fn leaving_without_saving_moves_the_work_aside() {
    let (mut bench, mut world) = marked();
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(bench.question().is_some());
    file(&mut bench, &mut world, FileCommand::Answer(factmark::workbench::command::Answer::Proceed));
    assert!(world.is_leaving());
    let bench = crash(bench, &mut world);
    assert_eq!(bench.recovery().told().count(), 0);
    assert_eq!(bench.recovery().found().len(), 1, "for 30 days");
}

#[test]
fn when_the_session_ends_nobody_is_asked_and_nothing_is_lost() {
    let (mut bench, mut world) = marked();
    run(&mut bench, &mut world, Command::Arrived(factmark::workbench::arrival::Arrival::End));
    assert!(world.is_leaving() && bench.question().is_none());
    let bench = crash(bench, &mut world);
    assert_eq!(only(&bench).changes, 1);
}

#[test]
fn the_file_opens_as_it_is_and_the_work_on_it_waits_until_something_else_begins() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Lost");
    world.crash(bench);
    let mut bench = Workbench::new(Settings::default());
    open(&mut bench, &mut world, "mill.ron");
    assert!(bench.project().statements().all(|statement| statement.note.is_empty()));
    assert_eq!(only(&bench).changes, 1);
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Later));
    assert_eq!(bench.recovery().told().count(), 0);
    let id = bench.project().statements().next().expect("the statement").id;
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Focus(Some(id))));
    note(&mut bench, &mut world, "Another");
    assert_eq!(bench.recovery().found().len(), 1, "it has given way, and is there");
    let bench = crash(bench, &mut world);
    let mut notes = Vec::new();
    for leftover in bench.recovery().told().cloned().collect::<Vec<_>>() {
        let mut other = Workbench::new(Settings::default());
        run(&mut other, &mut world, Command::Recovery(RecoveryCommand::Find));
        recover(&mut other, &mut world, leftover.journal, Extent::Whole);
        notes.extend(other.project().statements().map(|statement| statement.note.to_string()));
    }
    notes.sort();
    assert_eq!(notes, ["Another", "Lost"]);
}

#[test]
fn a_second_window_reads_and_does_not_write() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let mut second = Workbench::new(Settings::default());
    open(&mut second, &mut world, "mill.ron");
    assert_eq!(second.read_only(), Some(ReadOnly::OpenElsewhere));
    let id = second.project().statements().next().expect("the statement").id;
    run(&mut second, &mut world, Command::Mark(MarkCommand::Focus(Some(id))));
    note(&mut second, &mut world, "From the second");
    run(&mut second, &mut world, Command::Undo);
    assert!(*second.project() == *bench.project() && second.undo_label().is_none());
    // Nor over the file from somewhere else.
    let path = world.path("mill.ron");
    let mut third = marked().0;
    file(&mut third, &mut world, FileCommand::SaveTo(path));
    assert!(texts(&third).contains("open in another window"), "{}", texts(&third));
    // The same file once more in the window that has it.
    open(&mut bench, &mut world, "mill.ron");
    assert_eq!(bench.read_only(), None);
    open(&mut second, &mut world, "mill.ron");
    assert_eq!(second.read_only(), Some(ReadOnly::OpenElsewhere), "the first has it still");
    // What was asked for while it could be changed comes too late.
    world.put("more.txt", "A further text.");
    let more = world.path("more.txt");
    run(&mut second, &mut world, Command::Arrived(Arrival::Chosen(PathFor::AddArticle, Some(more))));
    assert_eq!(second.project().articles().count(), 1, "{}", texts(&second));
    world.crash(bench);
    open(&mut second, &mut world, "mill.ron");
    assert_eq!(second.read_only(), None);
}

#[test]
fn a_window_that_reads_can_save_under_another_name_and_writes_there() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let mut second = Workbench::new(Settings::default());
    open(&mut second, &mut world, "mill.ron");
    assert_eq!(second.read_only(), Some(ReadOnly::OpenElsewhere));
    save_as(&mut second, &mut world, "mine.ron");
    assert_eq!((second.read_only(), second.path()), (None, Some(&*world.path("mine.ron"))), "{}", texts(&second));
    let id = second.project().statements().next().expect("the statement").id;
    run(&mut second, &mut world, Command::Mark(MarkCommand::Focus(Some(id))));
    note(&mut second, &mut world, "From the second");
    assert_eq!(second.safety(), Safety::Committed);
    let second = crash(second, &mut world);
    assert_eq!(only(&second).path, Some(world.path("mine.ron")));
    drop(bench);
}

#[test]
fn a_state_folder_that_cannot_be_written_is_told_and_saving_goes_on() {
    let mut world = FalseWorld::new();
    world.put("state", "a file where the folder should be");
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, &mut world, Command::Article(factmark::workbench::command::ArticleCommand::Paste(crate::world::TEXT.to_owned())));
    assert!(matches!(bench.safety(), Safety::Trouble(_)));
    save_as(&mut bench, &mut world, "mill.ron");
    assert!(bench.is_saved(), "{}", texts(&bench));
    std::fs::remove_file(world.path("state")).expect("it is in the way");
    world.wait();
    crate::world::settle(&mut bench, &mut world);
    assert_eq!(bench.safety(), Safety::Committed, "it is tried again by itself");
}

#[test]
fn a_journal_that_was_taken_away_is_written_anew() {
    let (mut bench, mut world) = marked();
    std::fs::remove_dir_all(world.path("state/journals")).expect("there are journals");
    std::fs::create_dir(world.path("state/journals")).expect("an empty one");
    note(&mut bench, &mut world, "After");
    assert_eq!(bench.safety(), Safety::Committed);
    let before = bench.project().clone();
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    recover(&mut bench, &mut world, journal, Extent::Whole);
    assert!(*bench.project() == before);
    run(&mut bench, &mut world, Command::Undo);
    run(&mut bench, &mut world, Command::Undo);
    assert_eq!(bench.project().index().counts().statements(), 0, "with its undo");
}

#[test]
fn a_copy_that_no_save_has_put_beside_the_project_comes_back_with_it() {
    use factmark::workbench::command::{LinkTo, SourceCommand};
    let (mut bench, mut world) = marked();
    let id = bench.focus().statement.expect("a statement in focus");
    run(&mut bench, &mut world, Command::Source(SourceCommand::Link(id, LinkTo::Text("Notice 14".to_owned()))));
    let source = bench.project().sources().next().expect("the source").id;
    run(&mut bench, &mut world, Command::Source(SourceCommand::KeepText(source, "The mill burned down".to_owned())));
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    recover(&mut bench, &mut world, journal, Extent::Whole);
    save_as(&mut bench, &mut world, "mill.ron");
    assert!(bench.is_saved(), "{}", texts(&bench));
    let copies = std::fs::read_dir(world.path("mill.files")).expect("the folder of copies").count();
    assert_eq!(copies, 1);
}

#[test]
fn the_thirty_days_begin_when_old_work_is_let_go_of() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Good");
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    world.wait_days(40);
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Discard(journal)));
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Find));
    assert_eq!(bench.recovery().found().len(), 1);
    world.wait_days(29);
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Find));
    assert_eq!(bench.recovery().found().len(), 1);
    world.wait_days(2);
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Find));
    assert_eq!(bench.recovery().found().len(), 0);
}

#[test]
fn who_lets_go_of_work_and_opens_it_at_once_keeps_what_is_done_from_then_on() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Good");
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    world.hold();
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Discard(journal.clone())));
    let late = world.take_held();
    world.release();
    recover(&mut bench, &mut world, journal.clone(), Extent::Whole);
    let id = bench.project().statements().next().expect("a statement").id;
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Focus(Some(id))));
    note(&mut bench, &mut world, "Better");
    // Only now a worker comes to what was asked for first.
    world.give(late);
    crate::world::settle(&mut bench, &mut world);
    assert!(texts(&bench).contains("it is open in a window by now"), "{}", texts(&bench));
    assert!(journal.exists(), "the window's journal stays where the window writes it");
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    recover(&mut bench, &mut world, journal, Extent::Whole);
    assert!(bench.project().statements().any(|statement| statement.note == "Better"), "{}", texts(&bench));
}

#[test]
fn what_is_being_opened_is_not_moved_aside() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Good");
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    world.hold();
    recover(&mut bench, &mut world, journal.clone(), Extent::Whole);
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Discard(journal.clone())));
    assert!(texts(&bench).contains("is being opened"), "{}", texts(&bench));
    assert_eq!(world.waiting(), 1, "the opening");
    world.release();
    crate::world::settle(&mut bench, &mut world);
    assert!(bench.project().statements().any(|statement| statement.note == "Good") && journal.exists(), "{}", texts(&bench));
}

#[test]
fn what_another_window_has_brought_back_is_not_moved_aside() {
    let (mut bench, mut world) = marked();
    note(&mut bench, &mut world, "Good");
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    let mut other = Workbench::new(Settings::default());
    run(&mut other, &mut world, Command::Recovery(RecoveryCommand::Find));
    recover(&mut bench, &mut world, journal.clone(), Extent::Whole);
    run(&mut other, &mut world, Command::Recovery(RecoveryCommand::Discard(journal.clone())));
    assert!(texts(&other).contains("it is open in a window by now"), "{}", texts(&other));
    assert!(journal.exists());
}

#[test]
fn who_wants_to_leave_without_saving_and_stays_after_all_has_a_journal_that_is_nobody_let_go_of() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Good");
    // A save is still under way when she leaves, letting go of what was done since, and it fails.
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    note(&mut bench, &mut world, "Better");
    file(&mut bench, &mut world, FileCommand::Leave);
    file(&mut bench, &mut world, FileCommand::Answer(factmark::workbench::command::Answer::Proceed));
    assert!(!world.is_leaving(), "what is being written is waited for");
    note(&mut bench, &mut world, "Best");
    world.release();
    crate::world::settle(&mut bench, &mut world);
    assert!(!world.is_leaving() && bench.question().is_some(), "what was done since is asked about");
    file(&mut bench, &mut world, FileCommand::Answer(factmark::workbench::command::Answer::Cancel));
    let bench = crash(bench, &mut world);
    let found = bench.recovery().found();
    assert!(found.len() == 1 && !found[0].is_discarded, "{found:?}");
    assert_eq!(bench.recovery().told().count(), 1);
}

#[test]
fn who_works_on_while_the_window_closes_and_stays_after_all_has_a_journal_that_is_nobody_let_go_of() {
    for is_slow_disk_told in [false, true] {
        let (mut bench, mut world) = marked();
        save_as(&mut bench, &mut world, "mill.ron");
        note(&mut bench, &mut world, "Good");
        world.hold();
        file(&mut bench, &mut world, FileCommand::Leave);
        file(&mut bench, &mut world, FileCommand::Answer(factmark::workbench::command::Answer::Proceed));
        if is_slow_disk_told {
            file(&mut bench, &mut world, FileCommand::Leave);
            file(&mut bench, &mut world, FileCommand::Answer(factmark::workbench::command::Answer::Cancel));
        }
        note(&mut bench, &mut world, "Best");
        world.release();
        crate::world::settle(&mut bench, &mut world);
        assert!(!world.is_leaving());
        if !is_slow_disk_told {
            assert!(bench.question().is_some(), "what was done since is asked about");
            file(&mut bench, &mut world, FileCommand::Answer(factmark::workbench::command::Answer::Cancel));
        }
        note(&mut bench, &mut world, "Later");
        let mut bench = crash(bench, &mut world);
        let found = bench.recovery().found();
        assert!(found.len() == 1 && !found[0].is_discarded, "{found:?}");
        let journal = only(&bench).journal;
        recover(&mut bench, &mut world, journal, Extent::Whole);
        assert!(bench.project().statements().any(|statement| statement.note == "Later"), "{}", texts(&bench));
    }
}

#[test]
fn undo_in_what_was_brought_back_leads_to_nothing_that_is_saved_where_the_file_has_something_else_by_now() {
    for is_other_file in [false, true] {
        let (mut bench, mut world) = marked();
        save_as(&mut bench, &mut world, "mill.ron");
        let path = world.path("mill.ron");
        note(&mut bench, &mut world, "Asked the mill’s owner");
        let bench = crash(bench, &mut world);
        let leftover = only(&bench);
        if is_other_file {
            let project = factmark::project_file::write(&factmark::model::project::Project::default());
            world.put("mill.ron", project);
        }
        let (files, state) = (world.files(), world.state_folder().expect("a folder"));
        let opened = recovered::open(&*files, &state, &leftover, Extent::Whole, world.now(), &OwnPlace::default()).expect("the work");
        // What undo leads to was found among the versions else, which is not where it was saved.
        assert_eq!(opened.saved_state.is_some(), !is_other_file);
        assert!(opened.path == Some(path) && !opened.project.statements().any(|statement| statement.note.is_empty()));
    }
}

/// Long notes, so often that the journal is written anew.
fn fill_the_journal(bench: &mut Workbench, world: &mut FalseWorld) {
    for at in 0..16 {
        note(bench, world, &format!("{at} {}", "The mill burned down on Tuesday. ".repeat(10_000)));
    }
}

fn longest_journal(world: &FalseWorld) -> u64 {
    let folder = world.state_folder().expect("a folder").join("journals");
    let files = std::fs::read_dir(folder).expect("the journals");
    files.map(|file| file.expect("a file").metadata().expect("its length").len()).max().unwrap_or(0)
}

#[test]
fn a_journal_that_was_written_anew_still_knows_the_file_and_what_others_write_there_is_merged() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let saved = kept(&world, "mill.ron");
    fill_the_journal(&mut bench, &mut world);
    assert!(longest_journal(&world) < 8 << 20, "it was written anew");
    for _ in 0..2 {
        bench = crash(bench, &mut world);
        let leftover = only(&bench);
        assert_eq!((leftover.changes, leftover.path.clone()), (16, Some(world.path("mill.ron"))));
        // Work on it without the last change begins a journal anew as well, which a second crash must not cut off from the file.
        recover(&mut bench, &mut world, leftover.journal, Extent::WithoutLast);
        assert!(bench.path() == Some(&*world.path("mill.ron")) && !bench.is_saved(), "{}", texts(&bench));
        run(&mut bench, &mut world, Command::Mark(MarkCommand::Next));
        note(&mut bench, &mut world, "Last");
    }
    // Another desk has written a source into the file meanwhile.
    let mut theirs = saved.clone();
    let source = factmark::model::source::Source::titled(factmark::model::id::SourceId::from_raw(7), "Fire brigade".to_owned());
    theirs.apply(factmark::model::edit::Edit::PutSource(std::sync::Arc::new(source))).expect("a source");
    world.put("mill.ron", factmark::project_file::write(&theirs));
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(bench.is_saved(), "{}", texts(&bench));
    let both = kept(&world, "mill.ron");
    assert_eq!(both.sources().count(), saved.sources().count() + 1);
    assert!(both.statements().any(|statement| statement.note == "Last"));
    // Undo leads back to what was saved first.
    while bench.undo_label().is_some() && *bench.project() != saved {
        run(&mut bench, &mut world, Command::Undo);
    }
    assert!(*bench.project() == saved);
}

#[test]
fn work_that_was_put_off_can_be_opened_after_any_number_of_saves() {
    for is_discarded in [false, true] {
        let (mut bench, mut world) = marked();
        save_as(&mut bench, &mut world, "mill.ron");
        note(&mut bench, &mut world, "Asked the mill’s owner");
        let before = bench.project().clone();
        let mut bench = crash(bench, &mut world);
        if is_discarded {
            let journal = only(&bench).journal;
            run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Discard(journal)));
        }
        open(&mut bench, &mut world, "mill.ron");
        run(&mut bench, &mut world, Command::Mark(MarkCommand::Next));
        for at in 0..14 {
            world.pass(60);
            note(&mut bench, &mut world, &format!("Note {at}"));
            file(&mut bench, &mut world, FileCommand::Save);
            assert!(bench.is_saved(), "{}", texts(&bench));
        }
        run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Find));
        let journal =
            bench.recovery().found().iter().find(|leftover| leftover.is_discarded == is_discarded).expect("the work").journal.clone();
        recover(&mut bench, &mut world, journal, Extent::Whole);
        // What was saved meanwhile is merged with it; undo takes that back.
        run(&mut bench, &mut world, Command::Undo);
        assert!(*bench.project() == before, "discarded: {is_discarded}; {}", texts(&bench));
    }
}

#[test]
fn work_in_whose_place_this_window_writes_by_now_is_not_opened_from_there() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Good");
    let mut bench = crash(bench, &mut world);
    let journal = only(&bench).journal;
    // Another project is saved over that file; its journal takes the place of the one that was found, which gets another name.
    run(&mut bench, &mut world, Command::File(FileCommand::NewFromText("The sky is green.".to_owned())));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Select(Some(0..7))));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Tag(TagKind::Claim)));
    world.hold();
    save_as(&mut bench, &mut world, "mill.ron");
    let saves = world.take_held();
    let ended: Vec<Arrival> = saves.into_iter().map(|job| job()).collect();
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Open(journal, Extent::Whole)));
    file(&mut bench, &mut world, FileCommand::Answer(factmark::workbench::command::Answer::Proceed));
    world.release();
    for arrival in ended {
        run(&mut bench, &mut world, Command::Arrived(arrival));
    }
    crate::world::settle(&mut bench, &mut world);
    assert!(texts(&bench).contains("choose it once more"), "{}", texts(&bench));
    assert_eq!(bench.project().index().counts().claims, 1);
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Next));
    note(&mut bench, &mut world, "Green?");
    let bench = crash(bench, &mut world);
    let found = bench.recovery().found();
    assert!(found.len() == 2 && found.iter().all(|leftover| !leftover.is_discarded), "{found:?}");
}
