//! Where a report goes: from the command line and from the window, and never over anything unasked.

use std::ffi::OsString;
use std::fs::read_to_string;

use factmark::cli::{self, Outcome};
use factmark::interchange::report::{Form, write};
use factmark::model::holding::Holdings;
use factmark::project_file;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::command::{Answer, Command, FileCommand};
use factmark::workbench::exporting::Sheet;
use factmark::workbench::question::{PathFor, Question};

use crate::hand::Hand;
use crate::support::{folder, put};
use crate::world::{FalseWorld, run};

const SMALL: &str = include_str!("../../data/format-1/small.ron");

fn small(form: Form) -> String {
    write(&project_file::read(SMALL.as_bytes()).expect("the small project").project, &Holdings::default(), form)
}

fn factmark(arguments: &[&str]) -> (Outcome, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = cli::run(["factmark", "report"].iter().chain(arguments).map(OsString::from), &mut out, &mut err);
    (outcome, String::from_utf8(out).expect("UTF-8"), String::from_utf8(err).expect("UTF-8"))
}

#[test]
fn the_command_line_writes_by_the_ending_or_prints() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let project = path("small.ron");
    put(&project, SMALL);
    for (name, form) in [("a.html", Form::Html), ("a.HTM", Form::Html), ("a.md", Form::Markdown), ("a.html", Form::Html)] {
        let (outcome, out, err) = factmark(&[&project, "-o", &path(name)]);
        assert_eq!((outcome, out, err), (Outcome::Exit(0), String::new(), String::new()));
        assert_eq!(read_to_string(path(name)).expect("written"), small(form));
    }
    assert_eq!(factmark(&[&project]), (Outcome::Exit(0), small(Form::Html), String::new()));
    assert_eq!(factmark(&[&project, "--markdown"]), (Outcome::Exit(0), small(Form::Markdown), String::new()));
    assert_eq!(factmark(&[&project, "--markdown", "--output", &path("a.txt")]).0, Outcome::Exit(0));
    assert_eq!(read_to_string(path("a.txt")).expect("written"), small(Form::Markdown));
}

#[test]
fn the_command_line_writes_over_no_project_and_says_why_it_does_not() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let project = path("small.ron");
    put(&project, SMALL);
    put(path("broken.ron"), "Project(format: 1, articles: [");
    // The same file under another name and another spelling.
    std::fs::create_dir(folder.path().join("sub")).expect("a folder");
    let linked = path("linked.md");
    put(&linked, SMALL);
    for (arguments, says) in [
        (vec![project.clone(), "-o".into(), project.clone()], "A report is written as .html or .md"),
        (vec![project.clone(), "--markdown".into(), "-o".into(), project.clone()], "A report is written as .html or .md"),
        (vec![project.clone(), "--markdown".into(), "-o".into(), path("new.RON")], "A report is written as .html or .md"),
        (vec![linked.clone(), "-o".into(), path("sub/../linked.md")], "The report would take the place of the project"),
        (vec![project.clone(), "-o".into(), path("none/a.html")], "The folder of the file is not there"),
        (vec![path("gone.ron"), "-o".into(), path("a.html")], "There is no such file"),
        (vec![path("broken.ron"), "-o".into(), path("a.html")], "Line 1"),
    ] {
        let (outcome, out, err) = factmark(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((outcome, out.as_str()), (Outcome::Exit(2), ""));
        assert!(err.contains(says), "{err}");
        assert!(!folder.path().join("a.html").exists());
    }
    assert_eq!(read_to_string(&project).expect("still there"), SMALL);
    assert_eq!(read_to_string(&linked).expect("still there"), SMALL);
}

/// A workbench with the small project open.
fn opened() -> (Workbench, FalseWorld) {
    let mut world = FalseWorld::new();
    let mut bench = Workbench::new(Settings::default());
    let path = world.put("small.ron", SMALL);
    run(&mut bench, &mut world, Command::File(FileCommand::OpenPath(path)));
    (bench, world)
}

fn texts(bench: &Workbench) -> String {
    bench.notices().shown().iter().map(|notice| notice.text.clone()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_window_asks_where_writes_there_and_says_so() {
    let (mut bench, mut world) = opened();
    let path = world.path("small.html");
    world.answer(Some(&path));
    run(&mut bench, &mut world, Command::File(FileCommand::ExportReport));
    assert_eq!(world.asked(), [(PathFor::Report, Some(path.clone()))]);
    assert_eq!(read_to_string(&path).expect("written"), small(Form::Html));
    assert!(texts(&bench).contains(&format!("The report was written\n{}", path.display())), "{}", texts(&bench));
    let path = world.path("small.md");
    world.answer(Some(&path));
    run(&mut bench, &mut world, Command::File(FileCommand::ExportReport));
    assert_eq!(read_to_string(&path).expect("written"), small(Form::Markdown));
    world.answer(None);
    run(&mut bench, &mut world, Command::File(FileCommand::ExportReport));
    assert!(bench.question().is_none());
}

#[test]
fn a_file_that_nobody_asked_about_is_not_replaced() {
    let (mut bench, mut world) = opened();
    let there = world.put("small.ron.html", "somebody's work");
    // The dialog gave the project's own name: the ending is added, and asked about.
    let own = world.path("small.ron");
    world.answer(Some(&own));
    run(&mut bench, &mut world, Command::File(FileCommand::ExportReport));
    assert_eq!(bench.question(), Some(&Question::OverwriteReport(there.clone(), Sheet::Report)));
    run(&mut bench, &mut world, Command::File(FileCommand::Answer(Answer::Cancel)));
    assert_eq!(read_to_string(&there).expect("still there"), "somebody's work");
    assert_eq!(read_to_string(&own).expect("still there"), SMALL);
    // Without a dialog the path is typed.
    run(&mut bench, &mut world, Command::File(FileCommand::ExportReport));
    assert_eq!(bench.question(), Some(&Question::Path(PathFor::Report)));
    run(&mut bench, &mut world, Command::File(FileCommand::Answer(Answer::Path(there.display().to_string()))));
    assert_eq!(bench.question(), Some(&Question::OverwriteReport(there.clone(), Sheet::Report)));
    run(&mut bench, &mut world, Command::File(FileCommand::Answer(Answer::Proceed)));
    assert_eq!(read_to_string(&there).expect("written"), small(Form::Html));
    assert!(bench.question().is_none());
}

#[test]
fn there_is_nothing_to_report_on_an_empty_project_and_a_failure_is_told() {
    let mut world = FalseWorld::new();
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, &mut world, Command::File(FileCommand::ExportReport));
    assert!(world.asked().is_empty() && texts(&bench).contains("nothing to report on"));
    let (mut bench, mut world) = opened();
    let nowhere = world.path("none/small.html");
    world.answer(Some(&nowhere));
    run(&mut bench, &mut world, Command::File(FileCommand::ExportReport));
    assert!(texts(&bench).contains("The report was not written. The folder of the file is not there"), "{}", texts(&bench));
}

#[test]
fn the_file_menu_leads_to_a_report() {
    let mut world = FalseWorld::new();
    let path = world.path("sample.html");
    world.answer(Some(&path));
    let mut hand = Hand::over(world, None);
    hand.press("File");
    hand.press("Export report…");
    assert!(read_to_string(&path).is_ok_and(|page| page.contains("Kelsby")));
    assert!(texts(hand.bench()).contains("The report was written"));
}
