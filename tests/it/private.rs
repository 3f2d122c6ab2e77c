//! What lies in the state folder is for its owner's eyes only; projects are as the system makes files.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command as Process;

use crate::mistakes::run;

/// Permissions of all that lies in `folder`, by its path there.
fn modes(folder: &Path, found: &mut BTreeMap<String, u32>) {
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        let metadata = std::fs::symlink_metadata(&path).expect("it");
        found.insert(path.display().to_string(), metadata.permissions().mode() & 0o777);
        if metadata.is_dir() {
            modes(&path, found);
        }
    }
}

/// The same as this process would be run by somebody with this umask.
fn script(umask: &str, home: &Path, lines: &[&str]) -> String {
    let mut process = Process::new("sh");
    process.args(["-c", &format!("umask {umask}; exec \"$0\" script"), env!("CARGO_BIN_EXE_factmark")]).current_dir(home);
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let output = run(&mut process, home, &lines);
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn only_the_owner_may_read_what_is_kept_in_the_state_folder_whatever_the_umask_says() {
    for (umask, project) in [("000", 0o666), ("022", 0o644), ("027", 0o640), ("077", 0o600)] {
        let home = tempfile::tempdir().expect("a folder");
        let edits = [r"paste Mill burns down\n\nThe old mill burned down on Tuesday.\n", "select 0 4", "tag claim"];
        let saves = ["saveas mill.ron", "wait saved", "note seen", "save", "wait saved", "note seen twice", "settle"];
        // What is not saved is let go of, and moved aside.
        let told = script(umask, home.path(), &[&edits[..], &saves, &["leave", "answer proceed"]].concat());
        assert!(told.contains("left"), "{told}");
        // Work on what was never saved, cut off by a mistake, and brought back.
        let told_2 = script(umask, home.path(), &[&edits[..], &["settle", "mistake"]].concat());
        let told_3 = script(umask, home.path(), &["settle", "recover", "settle", "note more", "settle", "quit!"]);
        let mut found = BTreeMap::new();
        modes(&home.path().join("state"), &mut found);
        for what in ["journals", "versions", "set-aside", ".journal", ".ron", "path.txt", ".lock", "factmark.log"] {
            assert!(found.keys().any(|path| path.contains(what)), "{what} is not in {found:#?}{told}{told_2}{told_3}");
        }
        for (path, mode) in &found {
            let expected = if Path::new(path).is_dir() { 0o700 } else { 0o600 };
            assert_eq!(*mode, expected, "{mode:o} of {path} with umask {umask}");
        }
        let mode = std::fs::metadata(home.path().join("mill.ron")).expect("the project").permissions().mode() & 0o777;
        assert_eq!(mode, project, "{mode:o} of the project with umask {umask}");
    }
}
