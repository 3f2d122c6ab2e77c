//! What a journal knows of the file of its project: what was saved there, and what others wrote that was taken in.

use factmark::model::moment::Moment;
use factmark::workbench::Workbench;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{ArticleCommand, Command, FileCommand, MarkCommand, RecoveryCommand};
use factmark::workbench::keeping::Safety;
use factmark::workbench::recovered::Extent;

use crate::keeping::{crash, note, only, recover};
use crate::memory_fs::MemoryFs;
use crate::memory_world::{DESK, Dialog};
use crate::two_writers::window::Window;
use crate::world::{FalseWorld, TEXT, kept, marked, run, save_as, texts};

const NOW: Moment = Moment(1_795_500_000);

fn notes(bench: &Workbench) -> Vec<String> {
    bench.project().statements().map(|statement| statement.note.to_string()).collect()
}

/// Another program gives the only statement a note, while there is unsaved work of ours elsewhere.
fn merged() -> (Workbench, FalseWorld) {
    let (mut bench, mut world) = marked();
    note(&mut bench, &mut world, "First");
    save_as(&mut bench, &mut world, "mill.ron");
    let article = bench.project().articles().next().expect("the article").id;
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Set(article, factmark::model::field::ArticleField::Byline("Ada".into()))));
    let text = std::fs::read_to_string(world.path("mill.ron")).expect("the file");
    let path = world.put("mill.ron", text.replace("note: \"First\"", "note: \"Theirs\""));
    run(&mut bench, &mut world, Command::Arrived(Arrival::Stirred(path)));
    assert_eq!(notes(&bench), ["Theirs"], "{}", texts(&bench));
    (bench, world)
}

fn brought_back(bench: Workbench, world: &mut FalseWorld) -> Workbench {
    let mut bench = crash(bench, world);
    let journal = only(&bench).journal;
    recover(&mut bench, world, journal, Extent::Whole);
    bench
}

#[test]
fn what_is_decided_after_a_merge_stands_after_a_crash() {
    let (mut bench, mut world) = merged();
    note(&mut bench, &mut world, "First");
    let bench = brought_back(bench, &mut world);
    assert_eq!(notes(&bench), ["First"], "{}", texts(&bench));
    assert_eq!(bench.path(), Some(&*world.path("mill.ron")));
}

#[test]
fn what_is_taken_back_down_to_the_save_of_before_a_merge_is_offered() {
    let (mut bench, mut world) = merged();
    run(&mut bench, &mut world, Command::Undo);
    run(&mut bench, &mut world, Command::Undo);
    assert!(!bench.is_saved());
    let bench = brought_back(bench, &mut world);
    assert_eq!(notes(&bench), ["First"], "{}", texts(&bench));
    assert!(!bench.is_saved());
}

#[test]
fn a_journal_that_is_written_anew_after_a_merge_knows_the_file() {
    let (mut bench, mut world) = merged();
    std::fs::remove_dir_all(world.path("state/journals")).expect("there are journals");
    // As it was in the file before: held against that it would be theirs again.
    note(&mut bench, &mut world, "First");
    let mut bench = brought_back(bench, &mut world);
    assert_eq!((notes(&bench), bench.path()), (vec!["First".to_owned()], Some(&*world.path("mill.ron"))), "{}", texts(&bench));
    run(&mut bench, &mut world, Command::File(FileCommand::Save));
    assert!(bench.is_saved() && bench.question().is_none(), "{}", texts(&bench));
    assert!(kept(&world, "mill.ron") == *bench.project());
}

#[test]
fn a_save_elsewhere_that_failed_is_not_what_is_left_is_of() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    note(&mut bench, &mut world, "Not saved");
    std::fs::create_dir(world.path("folder.ron")).expect("a folder");
    save_as(&mut bench, &mut world, "folder.ron");
    assert!(!bench.is_saved());
    let bench = crash(bench, &mut world);
    assert_eq!(only(&bench).path, Some(world.path("mill.ron")));
}

fn noted(window: &mut Window, text: &str) {
    let id = window.bench.project().statements().next().expect("a statement").id;
    window.run(Command::Mark(MarkCommand::Set(id, factmark::model::field::StatementField::Note(text.to_owned()))));
}

/// A project in a file, with one edit after the save.
fn on_the_desk(fs: &MemoryFs) -> Window {
    let mut window = Window::new(fs.clone(), NOW, 1);
    window.run(Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
    window.run(Command::Mark(MarkCommand::Select(Some(17..52))));
    window.run(Command::Mark(MarkCommand::Tag(factmark::model::tag::TagKind::Claim)));
    window.world.answer = Dialog::Path(format!("{DESK}/mill.ron").into());
    window.run(Command::File(FileCommand::Save));
    window.settle();
    assert!(window.bench.is_saved());
    noted(&mut window, "One");
    window.settle();
    window
}

/// Saves, and the call with this number from then on fails; its number among all.
fn save_while_it_fails(fs: &MemoryFs, window: &mut Window, call: usize) -> usize {
    let failing = fs.calls() + call;
    let _same = fs.clone().failing(&[failing], std::io::ErrorKind::StorageFull, false);
    window.run(Command::File(FileCommand::Save));
    window.settle();
    failing
}

#[test]
fn whatever_call_of_a_save_fails_what_is_taken_back_after_it_is_offered() {
    let mut saves = 0;
    for call in 0.. {
        let fs = MemoryFs::default();
        let mut window = on_the_desk(&fs);
        let failing = save_while_it_fails(&fs, &mut window, call);
        if !window.bench.is_saved() {
            continue;
        }
        saves += 1;
        window.run(Command::Undo);
        window.settle();
        let (ours, calls) = (window.bench.project().clone(), fs.calls());
        assert!(!window.bench.is_saved());
        if failing >= calls {
            break;
        }
        if window.bench.safety() != Safety::Committed {
            // It is told, and tried again.
            continue;
        }
        drop(window);
        let mut next = Window::new(fs.clone(), NOW, 2);
        next.run(Command::Recovery(RecoveryCommand::Find));
        next.settle();
        let found: Vec<_> = next.bench.recovery().told().cloned().collect();
        assert_eq!(found.len(), 1, "call {call}: {found:?}");
        next.run(Command::Recovery(RecoveryCommand::Open(found[0].journal.clone(), Extent::Whole)));
        next.settle();
        assert!(*next.bench.project() == ours, "call {call}");
    }
    assert!(saves > 5, "{saves}");
}

#[test]
fn what_is_taken_back_before_a_save_that_fails_is_offered() {
    let (mut fails, path) = (0, std::path::PathBuf::from(format!("{DESK}/mill.ron")));
    for call in 0.. {
        let fs = MemoryFs::default();
        let mut window = on_the_desk(&fs);
        let theirs = String::from_utf8(fs.state().bytes(&path).expect("the file").to_vec()).expect("text");
        let theirs = theirs.replace("title: \"Mill burns down\"", "title: \"Mill destroyed\"");
        fs.state().put(&path, Some(theirs.as_bytes()));
        window.run(Command::Arrived(Arrival::Stirred(path.clone())));
        window.settle();
        assert_eq!(window.bench.project().articles().next().expect("the article").title, "Mill destroyed");
        // Down to what was saved here before: the same sum is announced again.
        window.run(Command::Undo);
        window.run(Command::Undo);
        window.settle();
        assert!(!window.bench.is_saved());
        let ours = window.bench.project().clone();
        let failing = save_while_it_fails(&fs, &mut window, call);
        if failing >= fs.calls() {
            break;
        }
        let is_there = fs.state().bytes(&path) != Some(theirs.as_bytes());
        if is_there || window.bench.safety() != Safety::Committed {
            continue;
        }
        fails += 1;
        drop(window);
        let next = brought_back_from(&fs, "mill.ron");
        assert!(*next.bench.project() == ours && !next.bench.is_saved(), "call {call}");
    }
    assert!(fails > 3, "{fails}");
}

#[test]
fn what_is_taken_back_to_the_save_before_the_last_stays_so_where_saving_it_fails() {
    let (mut fails, path) = (0, std::path::PathBuf::from(format!("{DESK}/mill.ron")));
    for call in 0.. {
        let fs = MemoryFs::default();
        let mut window = on_the_desk(&fs);
        window.run(Command::File(FileCommand::Save));
        window.settle();
        let last = fs.state().bytes(&path).expect("the file").to_vec();
        window.run(Command::Undo);
        window.settle();
        let ours = window.bench.project().clone();
        let failing = save_while_it_fails(&fs, &mut window, call);
        if failing >= fs.calls() {
            break;
        }
        if fs.state().bytes(&path) != Some(&last[..]) || window.bench.safety() != Safety::Committed {
            continue;
        }
        fails += 1;
        drop(window);
        let mut next = brought_back_from(&fs, "mill.ron");
        assert!(*next.bench.project() == ours && !next.bench.is_saved(), "call {call}");
        next.run(Command::File(FileCommand::Save));
        next.settle();
        assert!(next.bench.is_saved() && next.bench.question().is_none(), "call {call}");
    }
    assert!(fails > 3, "{fails}");
}

#[test]
fn of_two_saves_elsewhere_the_journal_follows_the_later_one() {
    let fs = MemoryFs::default();
    let mut window = on_the_desk(&fs);
    for name in ["a.ron", "b.ron"] {
        window.world.answer = Dialog::Path(format!("{DESK}/{name}").into());
        window.run(Command::File(FileCommand::SaveAs));
        for arrival in std::mem::take(&mut window.world.back) {
            window.run(Command::Arrived(arrival));
        }
    }
    // The first one takes longer, and says so in the journal only then.
    let last = window.world.jobs.len() - 1;
    window.world.work(last);
    window.settle();
    noted(&mut window, "After both");
    window.settle();
    assert_eq!(window.bench.path(), Some(format!("{DESK}/b.ron").as_ref()));
    let mut other = Window::new(fs.clone(), NOW, 2);
    let opened = |other: &mut Window, name: &str| {
        other.run(Command::File(FileCommand::OpenPath(format!("{DESK}/{name}").into())));
        other.settle();
        other.is_writer()
    };
    assert!(!opened(&mut other, "b.ron"), "it is open");
    assert!(opened(&mut other, "a.ron"), "it is not");
    let ours = window.bench.project().clone();
    drop((window, other));
    let next = brought_back_from(&fs, "b.ron");
    assert!(*next.bench.project() == ours);
}

/// The only work that is left, brought back; it is of this file.
fn brought_back_from(fs: &MemoryFs, name: &str) -> Window {
    let path = std::path::PathBuf::from(format!("{DESK}/{name}"));
    let mut next = Window::new(fs.clone(), NOW, 3);
    next.run(Command::Recovery(RecoveryCommand::Find));
    next.settle();
    let found: Vec<_> = next.bench.recovery().told().cloned().collect();
    assert_eq!(found.iter().map(|leftover| leftover.path.clone()).collect::<Vec<_>>(), [Some(path.clone())], "{found:?}");
    next.run(Command::Recovery(RecoveryCommand::Open(found[0].journal.clone(), Extent::Whole)));
    next.settle();
    assert_eq!(next.bench.path(), Some(&*path));
    next
}

#[test]
fn a_journal_that_begins_while_its_project_is_saved_for_the_first_time_is_that_files() {
    let fs = MemoryFs::default();
    let mut window = Window::new(fs.clone(), NOW, 1);
    window.run(Command::File(FileCommand::OpenSample));
    window.settle();
    window.world.answer = Dialog::Path(format!("{DESK}/mill.ron").into());
    window.run(Command::File(FileCommand::Save));
    for arrival in std::mem::take(&mut window.world.back) {
        window.run(Command::Arrived(arrival));
    }
    noted(&mut window, "While it is saved");
    window.settle();
    let ours = window.bench.project().clone();
    let mut other = Window::new(fs.clone(), NOW, 2);
    other.run(Command::File(FileCommand::OpenPath(format!("{DESK}/mill.ron").into())));
    other.settle();
    assert!(!other.is_writer(), "it is open");
    drop((window, other));
    let next = brought_back_from(&fs, "mill.ron");
    assert!(*next.bench.project() == ours && !next.bench.is_saved());
}
