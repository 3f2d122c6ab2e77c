//! The scripted program: each line does what the window would do, and what it tells is true when it is told.

use factmark::scripted::{Event, Script, run};
use factmark::storage::settings::Settings;

use crate::world::{FalseWorld, kept};

type Told = Script<FalseWorld, Vec<u8>>;

fn script() -> Told {
    Script::new(FalseWorld::new(), Settings::default(), None, Vec::new())
}

/// What was told since the last call, but for what has reached the journal.
fn told(script: &mut Told) -> Vec<String> {
    all_told(script).into_iter().filter(|line| !line.starts_with("committed ")).collect()
}

fn all_told(script: &mut Told) -> Vec<String> {
    let told = String::from_utf8(std::mem::take(script.out_mut())).expect("text");
    told.lines().map(ToOwned::to_owned).collect()
}

/// Does lines, and answers with what they tell.
fn does(script: &mut Told, lines: &[&str]) -> Vec<String> {
    for line in lines {
        script.line(*line);
    }
    told(script)
}

const PASTE: &str = r"paste Mill burns down\n\nThe old mill burned down on Tuesday.\n";

#[test]
fn a_script_marks_saves_and_opens_again() {
    let mut script = script();
    script.begin();
    assert_eq!(told(&mut script), ["ready"]);
    let edits = [PASTE, "select 17 52", "tag assertion", r"note seen \\ \n twice", "link https://example.org/mill", "undo", "redo"];
    assert_eq!(does(&mut script, &edits), ["did 0", "did 0", "did 1", "did 2", "did 3", "did 2", "did 3"]);
    let path = script.world_mut().path("mill.ron");
    let path = path.to_str().expect("a plain path").to_owned();
    let hash = does(&mut script, &["hash"]);
    assert_eq!(does(&mut script, &["saveas mill.ron", "wait saved"]), [format!("saved {path} 3"), "is saved".to_owned()]);
    let bytes = std::fs::read(script.world_mut().path("mill.ron")).expect("the file");
    assert_eq!(hash, [format!("hash {} {}", factmark::storage::copies::digest_of(&bytes), bytes.len())]);
    assert_eq!(does(&mut script, &["open mill.ron", "settle", "hash"]), [format!("opened {path}"), "idle".to_owned(), hash[0].clone()]);
    let project = kept(script.world_mut(), "mill.ron");
    let statement = project.statements().next().expect("a statement");
    assert_eq!(statement.note, "seen \\ \n twice");
    assert_eq!(does(&mut script, &["leave"]), ["left"]);
    assert_eq!(script.code(), Some(0));
}

#[test]
fn what_has_reached_the_journal_is_told_and_comes_back_after_a_crash() {
    let mut script = script();
    script.begin();
    for line in [PASTE, "select 17 52", "tag assertion", "note seen", "type seen tw", "hash"] {
        script.line(line);
    }
    let lines = all_told(&mut script);
    assert!(lines.iter().any(|line| line == "committed 2"), "{lines:?}");
    script.line("recover");
    assert_eq!(all_told(&mut script), ["nothing to recover"], "it is open here");
}

#[test]
fn a_save_is_told_only_once_it_has_ended_and_with_what_it_saved() {
    let mut script = script();
    does(&mut script, &[PASTE, "select 17 52", "tag claim", "saveas mill.ron", "settle"]);
    script.world_mut().hold();
    assert_eq!(does(&mut script, &["note first", "save", "note second", "settle", "hash"]), ["did 2", "did 3"]);
    script.world_mut().release();
    script.go_on();
    let path = script.world_mut().path("mill.ron");
    let lines = told(&mut script);
    assert_eq!(lines[..2], [format!("saved {} 2", path.display()), "idle".to_owned()]);
    assert!(lines[2].starts_with("hash ") && lines.len() == 3, "what waited is done afterwards: {lines:?}");
    assert_eq!(does(&mut script, &["wait saved"]), ["is not saved"], "the second note is not in the file");
}

#[test]
fn what_goes_wrong_is_told_once() {
    let mut script = script();
    let lines =
        does(&mut script, &["tag claim", "note nothing is in focus", "answer save", "fly", "tag blue", "select 1", "open no such.ron"]);
    let (last, others) = lines.split_last().expect("lines");
    let hint = "notice hint Select some words of the article first, then tag them";
    assert_eq!(others, ["did 0", hint, "refused", "refused", "unknown", "refused", "refused"]);
    assert!(last.starts_with("notice error There is no such file."), "{lines:?}");
    assert!(last.ends_with("no such.ron") && last.contains("\\n"), "one line, its path behind an escaped break: {last}");
    let again = does(&mut script, &["notices"]);
    assert!(again.iter().any(|line| line.starts_with("shown error")), "{again:?}");
    assert_eq!(does(&mut script, &[""]), Vec::<String>::new());
}

#[test]
fn leaving_with_unsaved_work_is_asked_about_and_the_end_of_the_input_is_not() {
    let mut script = script();
    does(&mut script, &[PASTE, "select 17 52", "tag claim"]);
    assert_eq!(does(&mut script, &["leave"]), ["question unsaved"]);
    assert_eq!(does(&mut script, &["answer cancel", "leave"]), ["question unsaved"]);
    assert_eq!(does(&mut script, &["answer save"]), ["question path"], "no dialog service is there");
    assert_eq!(does(&mut script, &["answer cancel"]), Vec::<String>::new());
    assert_eq!(script.code(), None);
    script.end();
    assert_eq!(told(&mut script), ["question unsaved", "left"]);
    assert_eq!(script.code(), Some(0));
}

#[test]
fn the_end_of_the_input_waits_for_what_is_being_saved() {
    let mut script = script();
    does(&mut script, &[PASTE, "select 17 52", "tag claim", "saveas mill.ron", "settle", "note one more"]);
    script.world_mut().hold();
    does(&mut script, &["save"]);
    script.end();
    assert_eq!(script.code(), None);
    script.world_mut().release();
    script.go_on();
    let path = script.world_mut().path("mill.ron");
    assert_eq!(told(&mut script), [format!("saved {} 2", path.display()), "left".to_owned()]);
    assert_eq!(script.code(), Some(0));
    let project = kept(script.world_mut(), "mill.ron");
    assert_eq!(project.statements().next().expect("a statement").note, "one more");
}

#[test]
fn a_version_is_brought_back_and_its_state_is_told() {
    let mut script = script();
    does(&mut script, &[PASTE, "select 17 52", "tag claim", "saveas mill.ron", "settle", "note first"]);
    let first = does(&mut script, &["hash"]);
    does(&mut script, &["save", "settle", "note second", "save", "settle"]);
    assert_eq!(does(&mut script, &["restore 1"]), Vec::<String>::new(), "no versions are shown");
    assert_eq!(does(&mut script, &["versions", "settle"]), ["versions 3", "idle"]);
    let told = does(&mut script, &["restore 1", "settle", "hash", "restore x"]);
    assert_eq!(told[0], "became 4", "{told:?}");
    assert!(told[1].starts_with("notice hint The project is as it was in the version of "), "{told:?}");
    assert_eq!(told[2..], ["idle".to_owned(), first[0].clone(), "refused".to_owned()]);
}

#[test]
fn a_script_ends_at_once_where_it_is_told_to() {
    let (sender, events) = std::sync::mpsc::channel();
    for line in [PASTE, "quit!", "hash"] {
        sender.send(Event::Line(line.to_owned())).expect("somebody listens");
    }
    let mut script = script();
    assert_eq!(run(&mut script, &events), 0);
    assert_eq!(told(&mut script), ["ready", "did 0"]);
    drop(sender);
    let mut script = self::script();
    assert_eq!(run(&mut script, &events), 1, "nobody is left to wake it");
}

#[test]
fn many_files_are_probed_in_one_go() {
    let sample = include_bytes!("../data/format-4/small.ron");
    let mut input = Vec::new();
    for file in [&sample[..], b"Project(\n    format: 4,\n    what", b"", &sample[..4000]] {
        input.extend(u32::try_from(file.len()).expect("a short file").to_le_bytes());
        input.extend(file);
    }
    let probe = |input: &[u8]| {
        let mut out = Vec::new();
        let code = factmark::cli::probe(&mut &input[..], &mut out);
        (code, String::from_utf8(out).expect("text"))
    };
    let (code, lines) = probe(&input);
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!((code, lines.len()), (0, 4), "{lines:?}");
    assert!(
        lines[0].starts_with("ok ") && lines[0].ends_with(&format!(" 0 notes {}", factmark::storage::copies::digest_of(sample))),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("error 3:9 ") && lines[3].starts_with("error ") && lines[2].starts_with("error - "), "{lines:?}");
    assert_eq!(probe(&input[..input.len() - 1]).0, 2, "it ends in the middle of a file");
    assert_eq!(probe(&[1, 0]).0, 2, "it ends in the middle of a length");
}

#[test]
fn many_journals_are_probed_in_one_go() {
    use std::path::Path;

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/journal-1");
    let journal = std::fs::read(folder.join("small.journal")).expect("a journal");
    let lines: Vec<&[u8]> = journal.split_inclusive(|byte| *byte == b'\n').collect();
    let without_its_last_line = lines[..lines.len() - 1].concat();
    let torn = &journal[..journal.len() - 4];
    let mut input = Vec::new();
    for file in [&journal[..], &without_its_last_line, torn, b"", b"00000000 {}\n"] {
        input.extend(u32::try_from(file.len()).expect("a short file").to_le_bytes());
        input.extend(file);
    }
    let mut out = Vec::new();
    assert_eq!(factmark::cli::probe_journals(&folder.join("expected.ron"), &mut &input[..], &mut out), 0);
    let text = String::from_utf8(out).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 5, "{lines:?}");
    let digest = lines[0].split(' ').nth(4).unwrap_or_default();
    assert!(
        lines[0].starts_with("ok ") && lines[0].contains(" 0 notes ") && digest.len() == 64 && lines[0].ends_with(" whole 0"),
        "{lines:?}"
    );
    // Without the draft at its end all of it is in the file.
    let torn = format!(" 1 notes - torn {}", torn.split(|byte| *byte == b'\n').count());
    assert!(lines[1].starts_with("ok ") && lines[1].ends_with(" 0 notes - whole 0") && lines[2].ends_with(&torn), "{lines:?}");
    assert!(lines[3].starts_with("error 1:0 ") && lines[4].starts_with("error 1:0 "), "{lines:?}");
    let nowhere = factmark::cli::probe_journals(&folder.join("nowhere.ron"), &mut &input[..], &mut Vec::new());
    assert_eq!(nowhere, 2, "nothing to hold them against");
}
