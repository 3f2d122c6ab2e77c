//! Versions… from start to end: listed, held against the project as it is now, looked at, brought back as one step that undo takes back.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use factmark::model::moment::Moment;
use factmark::model::tag::TagKind;
use factmark::project_file;
use factmark::storage::disk::Disk;
use factmark::storage::settings::Settings;
use factmark::storage::versions as stored;
use factmark::workbench::Workbench;
use factmark::workbench::command::{Command, FileCommand, LinkTo, MarkCommand, ReviewCommand, SourceCommand, VersionCommand};
use factmark::workbench::differing::Side;
use factmark::workbench::pass::Queue;
use factmark::workbench::versions::Holds;
use factmark::workbench::world::World as _;

use crate::hand::Hand;
use crate::world::{FalseWorld, file, kept, marked, run, save_as, settle, tag, texts};

fn version(bench: &mut Workbench, world: &mut FalseWorld, command: VersionCommand) {
    run(bench, world, Command::Version(command));
}

/// A project saved twice: with one statement, then with two and a source.
fn saved_twice() -> (Workbench, FalseWorld) {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    world.pass(60);
    tag(&mut bench, &mut world, TagKind::Claim);
    let id = bench.focus().statement.expect("a statement");
    run(&mut bench, &mut world, Command::Source(SourceCommand::Link(id, LinkTo::Text("call to the brigade".to_owned()))));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Select(Some(54..75))));
    tag(&mut bench, &mut world, TagKind::Assertion);
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(bench.is_saved());
    (bench, world)
}

fn holds(bench: &Workbench) -> Vec<Holds> {
    let rows = bench.shelf().expect("they are shown").rows.as_ref().expect("they are listed");
    rows.iter().map(|row| row.holds.clone()).collect()
}

#[test]
fn versions_say_what_differs_from_now_and_one_comes_back_as_one_step() {
    let (mut bench, mut world) = saved_twice();
    let now = bench.project().clone();
    let on_disk = std::fs::read(world.path("mill.ron")).expect("saved");
    version(&mut bench, &mut world, VersionCommand::Show);
    let held = holds(&bench);
    let [Holds::Same, Holds::Differs(differences)] = held.as_slice() else { panic!("{held:?}") };
    assert_eq!(differences.summary, "1 statement fewer, 1 changed; 1 source fewer");
    let sides: Vec<(Side, &str)> = differences.lines.iter().map(|line| (line.side, line.words.as_str())).collect();
    assert_eq!(sides.len(), 3);
    assert_eq!(sides[0], (Side::Both, "“The old mill burned down on Tuesday”"));
    let fields: Vec<[&str; 3]> = differences.lines[0].fields.iter().map(|field| [&*field.name, &*field.then, &*field.now]).collect();
    assert!(fields.contains(&["tag", "assertion", "claim"]), "{differences:?}");
    assert!(fields.contains(&["link", "nothing", "“call to the brigade”"]), "{differences:?}");
    assert!(sides.contains(&(Side::OnlyNow, "“call to the brigade”")), "{sides:?}");

    version(&mut bench, &mut world, VersionCommand::Restore(1));
    assert!(bench.shelf().is_none(), "{}", texts(&bench));
    let versions = stored::list(&Disk, &world.path("state"), &world.path("mill.ron"));
    let then = project_file::read(&stored::read(&Disk, &versions[1]).expect("it reads")).expect("a project").project;
    assert_eq!(*bench.project(), then, "just as it was, history and all");
    let time = world.time_text(Moment(world.now().0 - 60));
    assert_eq!(bench.undo_label(), Some(&*format!("restore the version of {time}")));
    assert!(!bench.is_saved());
    assert_eq!(std::fs::read(world.path("mill.ron")).expect("there"), on_disk, "the file waits for a save");
    run(&mut bench, &mut world, Command::Undo);
    assert_eq!(*bench.project(), now);
    assert!(bench.is_saved());
    run(&mut bench, &mut world, Command::Redo);
    file(&mut bench, &mut world, FileCommand::Save);
    assert_eq!(kept(&world, "mill.ron"), then);
}

#[test]
fn a_project_that_was_never_saved_has_no_versions_and_nothing_comes_back_in_a_review() {
    let (mut bench, mut world) = marked();
    version(&mut bench, &mut world, VersionCommand::Show);
    assert!(holds(&bench).is_empty());
    version(&mut bench, &mut world, VersionCommand::Close);
    let (mut bench, mut world) = saved_twice();
    run(&mut bench, &mut world, Command::Review(ReviewCommand::Start(Queue::All)));
    let before = bench.project().clone();
    version(&mut bench, &mut world, VersionCommand::Show);
    version(&mut bench, &mut world, VersionCommand::Restore(1));
    assert_eq!(*bench.project(), before);
    assert!(texts(&bench).contains("Open for review"), "{}", texts(&bench));
}

#[test]
fn nothing_comes_back_in_a_window_that_may_not_write() {
    let (first, mut world) = saved_twice();
    let mut second = Workbench::new(Settings::default());
    let path = world.path("mill.ron");
    file(&mut second, &mut world, FileCommand::OpenPath(path));
    assert!(second.read_only().is_some());
    version(&mut second, &mut world, VersionCommand::Show);
    version(&mut second, &mut world, VersionCommand::Restore(1));
    assert_eq!(second.project(), first.project());
    assert!(texts(&second).contains("Nothing was changed"), "{}", texts(&second));
}

#[test]
fn what_comes_back_late_touches_nothing() {
    let (mut bench, mut world) = saved_twice();
    version(&mut bench, &mut world, VersionCommand::Show);
    let before = bench.project().clone();
    // Closed while the way back is being looked for.
    world.hold();
    version(&mut bench, &mut world, VersionCommand::Restore(1));
    version(&mut bench, &mut world, VersionCommand::Restore(1));
    assert_eq!(world.waiting(), 1, "one at a time");
    version(&mut bench, &mut world, VersionCommand::Close);
    world.release();
    settle(&mut bench, &mut world);
    assert_eq!(*bench.project(), before);
    // Changed while the way back is being looked for.
    version(&mut bench, &mut world, VersionCommand::Show);
    world.hold();
    version(&mut bench, &mut world, VersionCommand::Restore(1));
    let id = bench.project().statements().next().expect("a statement").id;
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Retag(id, TagKind::Assertion)));
    let before = bench.project().clone();
    world.release();
    settle(&mut bench, &mut world);
    assert_eq!(*bench.project(), before);
    assert!(texts(&bench).contains("has changed meanwhile"), "{}", texts(&bench));
    // Closed while they are being looked into: the rest is not looked at.
    world.hold();
    version(&mut bench, &mut world, VersionCommand::Show);
    version(&mut bench, &mut world, VersionCommand::Close);
    world.release();
    settle(&mut bench, &mut world);
    assert!(bench.shelf().is_none());
}

#[test]
fn a_version_that_was_damaged_says_so_and_stays_out() {
    let (mut bench, mut world) = saved_twice();
    let versions = stored::list(&Disk, &world.path("state"), &world.path("mill.ron"));
    world.put(versions[1].path.to_str().expect("a text"), "something else");
    version(&mut bench, &mut world, VersionCommand::Show);
    let Holds::Unread(reason) = &holds(&bench)[1] else { panic!("{:?}", holds(&bench)) };
    assert!(reason.starts_with("This version was damaged on the disk"), "{reason}");
    let before = bench.project().clone();
    version(&mut bench, &mut world, VersionCommand::Restore(1));
    assert_eq!(*bench.project(), before);
    assert!(texts(&bench).contains("damaged on the disk"), "{}", texts(&bench));
}

#[test]
fn a_version_opens_as_a_project_of_no_file_after_unsaved_work_was_asked_about() {
    let (mut bench, mut world) = saved_twice();
    tag(&mut bench, &mut world, TagKind::Claim);
    version(&mut bench, &mut world, VersionCommand::Show);
    version(&mut bench, &mut world, VersionCommand::Open(1));
    assert!(bench.question().is_some(), "what is on the bench is not saved");
    file(&mut bench, &mut world, FileCommand::Answer(factmark::workbench::command::Answer::Proceed));
    assert_eq!((bench.path(), bench.project().statements().count()), (None, 1));
    assert_eq!(bench.proposed_path(), Some(world.path("mill.ron").as_path()));
    assert!(!bench.is_saved(), "no file has it");
}

#[test]
fn versions_are_looked_at_and_restored_by_mouse_and_keys() {
    let world = FalseWorld::new();
    let (text, path) = (world.put("mill.txt", crate::world::TEXT), world.path("mill.ron"));
    let first = world.time_text(world.now());
    let (look, restore) = (format!("Look at the version of {first}"), format!("Restore the version of {first}"));
    let mut hand = Hand::over(world, Some(text));
    hand.press("File");
    hand.press("Versions…");
    assert!(hand.has("No versions yet; each save keeps one"));
    hand.key(Key::Escape);
    assert!(hand.bench().shelf().is_none());

    hand.mark("The old mill burned down on Tuesday", Key::Num2);
    hand.world().answer(Some(&path));
    hand.keys(Modifiers::COMMAND, Key::S);
    hand.world().pass(60);
    hand.key(Key::Num1);
    hand.keys(Modifiers::COMMAND, Key::S);
    hand.press("File");
    hand.press("Versions…");
    assert!(hand.has("As the project is now") && hand.has("1 statement changed"));
    hand.press(&look);

    hand.harness.get_by_label("Statement changed: “The old mill burned down on Tuesday”");
    hand.harness.get_by_label_contains("tag: was assertion, is claim");
    // Keys are not for what is under the window.
    hand.key(Key::Num3);
    assert_eq!(hand.bench().project().index().counts().claims, 1);
    hand.press(&restore);
    assert_eq!(hand.bench().project().index().counts().assertions, 1);
    assert!(hand.bench().shelf().is_none());
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(hand.bench().project().index().counts().claims, 1);

    // Without a mouse: the button that closes has the keyboard, Tab goes round.
    hand.press("File");
    hand.press("Versions…");
    hand.key(Key::Enter);
    assert!(hand.bench().shelf().is_none(), "Enter closes");
    hand.press("File");
    hand.press("Versions…");
    for _ in 0..12 {
        hand.key(Key::Tab);
        if hand.harness.get_by_label(&restore).is_focused() {
            hand.key(Key::Enter);
            assert_eq!(hand.bench().project().index().counts().assertions, 1);
            return;
        }
    }
    panic!("Tab does not come to the button");
}

#[test]
fn the_versions_of_a_project_that_is_not_open_are_told_by_what_is_in_them() {
    let (_, mut world) = saved_twice();
    let mut bench = Workbench::new(Settings::default());
    let path = world.path("mill.ron");
    version(&mut bench, &mut world, VersionCommand::ShowOf(path));
    let expected = ["2 statements, 1 source, 1 article", "1 statement, 0 sources, 1 article"];
    assert_eq!(holds(&bench), expected.map(|contents| Holds::Contents(contents.to_owned())));
    version(&mut bench, &mut world, VersionCommand::Restore(0));
    assert!(bench.project().is_empty(), "there is nothing to restore it in");
}
