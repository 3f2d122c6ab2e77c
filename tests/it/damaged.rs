//! A damaged file comes with the newest backup that can be read, and is itself never touched.

use std::path::Path;
use std::process::Command as Process;

use egui::{Key, Modifiers};
use factmark::model::field::StatementField;
use factmark::model::moment::Moment;
use factmark::model::project::Project;
use factmark::model::tag::TagKind;
use factmark::project_file;
use factmark::storage::disk::Disk;
use factmark::storage::settings::Settings;
use factmark::storage::versions;
use factmark::workbench::Workbench;
use factmark::workbench::command::{Answer, Command, FileCommand, LinkTo, MarkCommand, SourceCommand};
use factmark::workbench::notice::{Notice, NoticeAction};
use factmark::workbench::question::PathFor;
use factmark::workbench::world::World as _;

use crate::hand::Hand;
use crate::world::{FalseWorld, file, kept, marked, run, save_as, tag, texts};

/// A project saved as "mill.ron" with a note and a source, and that project.
fn saved() -> (FalseWorld, Project) {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    world.pass(60);
    let id = bench.focus().statement.expect("a statement");
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Set(id, StatementField::Note("ask the brigade".to_owned()))));
    run(&mut bench, &mut world, Command::Source(SourceCommand::Link(id, LinkTo::Text("call to the brigade".to_owned()))));
    file(&mut bench, &mut world, FileCommand::Save);
    let project = bench.project().clone();
    world.crash(bench);
    (world, project)
}

/// How this world tells the time of the newest save, and of the one before.
fn times(world: &FalseWorld) -> [String; 2] {
    [world.time_text(world.now()), world.time_text(Moment(world.now().0 - 60))]
}

fn open(world: &mut FalseWorld) -> Workbench {
    let mut bench = Workbench::new(Settings::default());
    let path = world.path("mill.ron");
    file(&mut bench, world, FileCommand::OpenPath(path));
    bench
}

fn notice(bench: &Workbench) -> &Notice {
    let [notice] = bench.notices().shown() else { panic!("one notice: {:?}", bench.notices()) };
    notice
}

fn take_up(bench: &mut Workbench, world: &mut FalseWorld, at: usize) {
    let number = notice(bench).number;
    run(bench, world, Command::TakeUp(number, at));
}

#[test]
fn a_damaged_file_is_named_with_its_damage_and_its_newest_good_backup_opens_beside_it() {
    let (mut world, project) = saved();
    let whole = std::fs::read(world.path("mill.ron")).expect("saved");
    let text = String::from_utf8(whole.clone()).expect("a text");
    let zeroed = {
        let mut bytes = whole.clone();
        bytes[300..400].fill(0);
        bytes.extend([0; 100]);
        bytes
    };
    let conflict = text.replacen("    sources: [", "<<<<<<< HEAD\n    sources: [\n=======", 1);
    let damages = [
        (conflict.into_bytes(), "a merge left both sides here"),
        (zeroed, "there are 100 zero bytes"),
        (whole[..whole.len() / 2].to_vec(), "the file ends in the middle"),
        ([&whole[..200], &[0xff, 0xfe]].concat(), "this is not UTF-8 text"),
        (Vec::new(), "The file is empty"),
    ];
    let [time, _] = times(&world);
    for (bytes, said) in damages {
        let path = world.put("mill.ron", &bytes);
        let mut bench = open(&mut world);
        let shown = notice(&bench).clone();
        assert!(shown.text.contains(said), "{said}: {}", shown.text);
        assert!(shown.text.contains(&format!("The newest backup that can be read is of {time}. ")), "{}", shown.text);
        assert_eq!(shown.text.lines().last(), path.to_str());
        assert!(matches!(&*shown.actions, [NoticeAction::OpenBackup { .. }, NoticeAction::ShowVersions(_)]), "{shown:?}");
        take_up(&mut bench, &mut world, 0);
        assert_eq!(*bench.project(), project, "{said}");
        assert_eq!((bench.path(), bench.is_saved()), (None, false));
        assert!(texts(&bench).contains("belongs to no file yet"), "{}", texts(&bench));
        // Save asks, and what stands there is written over only when that was said.
        file(&mut bench, &mut world, FileCommand::Save);
        assert_eq!(world.asked().last(), Some(&(PathFor::Save, Some(path.clone()))));
        file(&mut bench, &mut world, FileCommand::Answer(Answer::Path("mill.ron".to_owned())));
        assert!(bench.question().is_some(), "a file is there");
        file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
        assert_eq!(std::fs::read(&path).expect("there"), bytes, "{said}: the damaged file is as it was");
    }
    world.put("mill.ron", "damaged");
    let mut bench = open(&mut world);
    take_up(&mut bench, &mut world, 0);
    save_as(&mut bench, &mut world, "mill.ron");
    assert!(bench.is_saved());
    assert_eq!(kept(&world, "mill.ron"), project);
}

#[test]
fn a_backup_that_is_damaged_too_is_passed_over() {
    let (mut world, project) = saved();
    let (state, path) = (world.path("state"), world.path("mill.ron"));
    let newest = versions::list(&Disk, &state, &path).remove(0);
    world.put(newest.path.to_str().expect("a text"), "gone");
    world.put("mill.ron", "damaged");
    let mut bench = open(&mut world);
    let [_, older] = times(&world);
    assert!(notice(&bench).text.contains(&format!("is of {older}. ")), "{}", notice(&bench).text);
    take_up(&mut bench, &mut world, 0);
    assert_ne!(*bench.project(), project);
    assert_eq!(bench.project().statements().count(), 1);
}

#[test]
fn a_file_that_is_gone_comes_with_its_backup_and_one_of_a_newer_program_does_not() {
    let (mut world, project) = saved();
    let path = world.path("mill.ron");
    let text = std::fs::read_to_string(&path).expect("saved");
    let newer = format!("format: {},", project_file::FORMAT + 1);
    world.put("mill.ron", text.replace(&format!("format: {},", project_file::FORMAT), &newer));
    let bench = open(&mut world);
    assert!(notice(&bench).actions.is_empty() && notice(&bench).text.contains("newer version"), "{:?}", notice(&bench));
    std::fs::remove_file(&path).expect("ours");
    let mut bench = open(&mut world);
    assert!(notice(&bench).text.starts_with("There is no such file"), "{}", notice(&bench).text);
    take_up(&mut bench, &mut world, 1);
    assert_eq!(bench.shelf().and_then(|shelf| shelf.rows.as_ref()).map(Vec::len), Some(2), "all of them");
    let mut bench = open(&mut world);
    take_up(&mut bench, &mut world, 0);
    assert_eq!(*bench.project(), project);
    // What was never saved here has no backup, and nothing is offered.
    let mut other = Workbench::new(Settings::default());
    let other_path = world.put("other.ron", "damaged");
    file(&mut other, &mut world, FileCommand::OpenPath(other_path));
    assert!(notice(&other).actions.is_empty());
}

#[test]
fn a_backup_is_opened_only_after_unsaved_work_was_asked_about() {
    let (mut world, project) = saved();
    let path = world.put("mill.ron", "damaged");
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, &mut world, Command::Article(factmark::workbench::command::ArticleCommand::Paste("My work\n\nText.".to_owned())));
    file(&mut bench, &mut world, FileCommand::OpenPath(path.clone()));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    let number = bench.notices().shown().last().expect("a notice").number;
    run(&mut bench, &mut world, Command::TakeUp(number, 0));
    assert_eq!(bench.name(), "My work", "it asks first");
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    assert_eq!(*bench.project(), project);
}

#[test]
fn copies_of_a_backup_are_found_beside_the_damaged_file_and_come_along() {
    let (mut world, _) = saved();
    let mut bench = open(&mut world);
    let source = bench.project().sources().next().expect("a source").id;
    run(&mut bench, &mut world, Command::Source(SourceCommand::KeepText(source, "what the brigade said".to_owned())));
    file(&mut bench, &mut world, FileCommand::Save);
    let name = bench.project().source(source).and_then(|source| source.snapshot.clone()).expect("a copy").file_name();
    assert!(world.path("mill.files").join(&name).exists());
    world.crash(bench);
    world.put("mill.ron", "damaged");
    let mut bench = open(&mut world);
    take_up(&mut bench, &mut world, 0);
    save_as(&mut bench, &mut world, "elsewhere.ron");
    assert!(bench.is_saved(), "{}", texts(&bench));
    assert_eq!(std::fs::read(world.path("elsewhere.files").join(&name)).expect("it came along"), b"what the brigade said");
}

#[test]
fn records_edited_outside_say_what_they_were_in_the_newest_backup() {
    let (mut world, _) = saved();
    let path = world.path("mill.ron");
    let text = std::fs::read_to_string(&path).expect("saved");
    let edited =
        text.replace("ask the brigade", "do not ask").replace("tag: Assertion", "tag: Claim").replace("call to the brigade", "a rumour");
    world.put("mill.ron", edited.replace("burned down on Tuesday", "burned down on Monday."));
    let bench = open(&mut world);
    let said = texts(&bench);
    for expected in [
        "This statement was edited outside Factmark, or damaged; read it over. In the newest backup: ",
        "tag: assertion; note: “ask the brigade”",
        "In the newest backup: title: “call to the brigade”",
        "In the newest backup: text: line 3 was ‘The old mill burned down on Tuesday.",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(said.lines().last(), path.to_str());

    let report = check(&world, &path, &["--json"]);
    assert!(report.contains("In the newest backup: title: “call to the brigade”"), "{report}");
    // Many are told one by one up to a number.
    let many: String = texts(&bench_with_many(&mut world));
    let told = many.lines().filter(|line| line.contains("In the newest backup: note: “as it was”")).count();
    assert_eq!(told, 24, "{many}");
    assert!(many.contains("… and 16 more edited outside"), "{many}");
}

/// A project of forty statements, all with another note than their backup.
fn bench_with_many(world: &mut FalseWorld) -> Workbench {
    let mut bench = Workbench::new(Settings::default());
    let text = (0..40).map(|number| format!("word{number:02} ")).collect::<Vec<_>>().concat();
    run(&mut bench, world, Command::Article(factmark::workbench::command::ArticleCommand::Paste(text)));
    for number in 0..40 {
        run(&mut bench, world, Command::Mark(MarkCommand::Select(Some(number * 7..number * 7 + 6))));
        tag(&mut bench, world, TagKind::Assertion);
        let id = bench.focus().statement.expect("a statement");
        run(&mut bench, world, Command::Mark(MarkCommand::Set(id, StatementField::Note("as it was".to_owned()))));
    }
    save_as(&mut bench, world, "many.ron");
    let text = std::fs::read_to_string(world.path("many.ron")).expect("saved");
    let path = world.put("many.ron", text.replace("note: \"as it was\"", "note: \"otherwise\""));
    let mut other = Workbench::new(Settings::default());
    file(&mut other, world, FileCommand::OpenPath(path));
    other
}

/// What the program prints about a file, in a world's state folder.
fn check(world: &FalseWorld, path: &Path, options: &[&str]) -> String {
    let mut process = Process::new(env!("CARGO_BIN_EXE_factmark"));
    let output = process.arg("check").arg(path).args(options).env("FACTMARK_STATE_DIR", world.path("state")).output().expect("it runs");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("a text")
}

#[test]
fn the_command_line_names_the_newest_good_backup_of_a_damaged_file() {
    let (world, _) = saved();
    let path = world.put("mill.ron", "damaged");
    let said = check(&world, &path, &[]);
    let newest = versions::list(&Disk, &world.path("state"), &path).remove(0);
    assert!(said.contains("this is no Factmark project"), "{said}");
    assert!(said.contains(&format!("UTC: {}", newest.path.display())), "{said}");
    assert_eq!(said.lines().last(), path.to_str());
}

#[test]
fn the_backup_is_a_button_beside_the_error() {
    let (world, project) = saved();
    let path = world.put("mill.ron", "damaged");
    let open = format!("Open the backup of {}", times(&world)[0]);
    let mut hand = Hand::over(world, Some(path));
    assert!(hand.has(&open) && hand.has("Versions…"));
    hand.press("Versions…");
    assert!(hand.has("1 statement, 1 source, 1 article"));
    hand.key(Key::Escape);
    hand.press(&open);
    assert_eq!(*hand.bench().project(), project);
    assert!(!hand.has(&open), "what is done needs no button");
    hand.keys(Modifiers::COMMAND, Key::Q);
    assert!(hand.bench().question().is_some(), "it is in no file");
}
