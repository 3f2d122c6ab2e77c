//! A mistake of the program costs nothing that was done before it, and is logged without a word of what was worked on.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command as Process, Output, Stdio};

/// The real program in a process of its own, doing what lines say.
fn script(home: &Path, lines: &[String]) -> Output {
    run(Process::new(env!("CARGO_BIN_EXE_factmark")).arg("script"), home, lines)
}

/// Runs the program as this process makes it, with the state and the settings in `home`.
pub fn run(process: &mut Process, home: &Path, lines: &[String]) -> Output {
    process.env("FACTMARK_STATE_DIR", home.join("state")).env("FACTMARK_CONFIG_DIR", home.join("config"));
    let mut child = process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut input = child.stdin.take().expect("its input");
    input.write_all((lines.join("\n") + "\n").as_bytes()).expect("it reads");
    drop(input);
    child.wait_with_output().expect("it ends")
}

#[test]
fn after_a_mistake_all_that_was_done_before_it_is_there_and_the_log_says_where_it_was() {
    let home = tempfile::tempdir().expect("a folder");
    let mut lines = vec![r"paste Aldwick mill burns\n\nThe old mill burned down on Tuesday.\n".to_owned()];
    // Faster than workers write.
    for number in 0..300 {
        lines.extend(["select 0 7".to_owned(), "tag claim".to_owned(), format!("note secret {number}")]);
    }
    lines.push("mistake".to_owned());
    let ended = script(home.path(), &lines);
    let complaint = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(70), "{complaint}");
    assert!(complaint.contains("panicked at src/scripted/doing.rs") && complaint.contains("kept in its journal"), "{complaint}");
    let told = String::from_utf8_lossy(&ended.stdout).into_owned();
    let state = told.lines().rev().find_map(|line| line.strip_prefix("did ")).expect("something was done");

    let log = std::fs::read_to_string(home.path().join("state/factmark.log")).expect("a log");
    assert!(log.contains("panicked at src/scripted/doing.rs") && log.contains("a mistake that a script asked for"), "{log}");
    assert!(log.contains("in factmark::scripted::"), "the way there: {log}");
    for word in ["Aldwick", "mill", "secret"] {
        assert!(!log.contains(word) && !complaint.contains(word), "{word} is in what is told: {log}{complaint}");
    }

    let again = script(home.path(), &["settle", "recover", "settle", "hash"].map(ToOwned::to_owned));
    let told_again = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(told_again.contains(&format!("unsaved {state} ")), "all {state} are offered: {told_again}");
}
