//! `factmark merge`, by itself and as git's merge driver.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use factmark::cli::Outcome;
use factmark::model::edit::Edit;
use factmark::model::evidence::Evidence;
use factmark::model::field::StatementField;
use factmark::model::id::EvidenceId;
use factmark::model::project::Project;
use factmark::project_file;

use crate::check::factmark;
use crate::merging::{git, git_well};
use crate::support::{folder, put};

const SMALL: &str = include_str!("../data/format-3/small.ron");

fn read(path: &Path) -> Project {
    project_file::read(&fs::read(path).expect("a file")).expect("a project").project
}

/// The project with a note on its first statement and one more link.
fn version(note: &str, link: u64) -> String {
    let mut project = project_file::read(SMALL.as_bytes()).expect("it reads").project;
    let statement = project.statements().next().expect("a statement").clone();
    let source = project.sources().next().expect("a source").id;
    let evidence = Arc::new(Evidence::new(EvidenceId::from_raw(link), source));
    for edit in [
        Edit::SetStatement(statement.id, StatementField::Note(note.into())),
        Edit::PutEvidence(statement.id, statement.evidence.len(), evidence),
    ] {
        project.apply(edit).expect("it is allowed");
    }
    project_file::write(&project)
}

/// Runs the merge on files with these texts; the outcome, what was said, and what stands in the merged file.
fn merged(base: &str, ours: &str, theirs: &str) -> (Outcome, String, Vec<u8>) {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).display().to_string();
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        put(path(name), text);
    }
    let (outcome, out, err) = factmark(&["merge", &path("base"), &path("ours"), &path("theirs"), "-o", &path("ours")]);
    assert_eq!(out, "");
    assert_eq!(fs::read_to_string(path("theirs")).expect("it is there"), theirs);
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 3, "nothing is left over");
    (outcome, err, fs::read(path("ours")).expect("it is there"))
}

#[test]
fn two_versions_are_merged_into_a_file() {
    let (outcome, err, bytes) = merged(SMALL, &version("same", 1), &version("same", 2));
    assert_eq!((outcome, err.as_str()), (Outcome::Exit(0), ""));
    let loaded = project_file::read(&bytes).expect("a project");
    assert_eq!(loaded.project.statements().next().expect("a statement").evidence.len(), 3);
    assert_eq!(loaded.notes, []);
}

#[test]
fn what_is_left_open_is_told_in_words_and_stands_in_the_file() {
    let (outcome, err, bytes) = merged(SMALL, &version("one", 1), &version("two", 2));
    assert_eq!(outcome, Outcome::Exit(1));
    let told = "s-b7kxdyx9h2090 “The ferry stopped on Monday after a fire in the old harbour”: There are two versions of one thing: note. \
                It stands: “one”. The other version: “two”";
    assert!(err.contains("open are 1,") && err.contains(told), "{err}");
    let project = project_file::read(&bytes).expect("a project").project;
    assert_eq!(project.unmerged().len(), 1);
    // The list of problems has it too.
    let folder = folder();
    let file = folder.path().join("project.ron");
    put(&file, &bytes);
    let (_, out, _) = factmark(&["check", &file.display().to_string()]);
    assert!(out.contains("[unmerged]"), "{out}");
    // Without anything known of before, two notes are two versions all the same.
    let (outcome, _, _) = merged("", &version("one", 1), &version("two", 2));
    assert_eq!(outcome, Outcome::Exit(1));
}

#[test]
fn what_cannot_be_merged_is_left_as_it_is() {
    let missing_source = SMALL.replace("source: \"o-92a45x8snw9tb\"", "source: \"o-0000000000001\"");
    for (base, ours, theirs, told) in [
        ("Dear all", SMALL, SMALL, "this is no Factmark project"),
        (SMALL, "", SMALL, "no Factmark project"),
        (SMALL, SMALL, "", "The file is empty"),
        (SMALL, "Dear all,\n", SMALL, "no Factmark project"),
        (SMALL, SMALL, "Project(format: 99)", "format 99"),
        (SMALL, SMALL, &missing_source, "Something is missing in this version"),
        (SMALL, SMALL, SMALL.get(..900).expect("ASCII so far"), "ends in the middle"),
    ] {
        let (outcome, err, bytes) = merged(base, ours, theirs);
        // An empty file is no version, though one may be written in its place.
        let told = if ours.is_empty() { "The file is empty" } else { told };
        assert_eq!(outcome, Outcome::Exit(2), "{told}");
        assert!(err.contains(told), "{err}");
        assert_eq!(bytes, ours.as_bytes(), "{told}");
    }
}

#[test]
fn nothing_but_a_project_is_replaced() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).display().to_string();
    put(path("base"), SMALL);
    put(path("letter.txt"), "Dear all");
    let merge_to = |out: &str| factmark(&["merge", &path("base"), &path("base"), &path("base"), "-o", &path(out)]);
    let (outcome, _, err) = merge_to("letter.txt");
    assert_eq!(outcome, Outcome::Exit(2));
    assert!(err.contains("Nothing was written") && err.trim_end().ends_with(&path("letter.txt")), "{err}");
    assert_eq!(fs::read(path("letter.txt")).expect("it is there"), b"Dear all");
    for (name, is_there) in [("new.ron", false), ("new.ron", true)] {
        assert_eq!(Path::new(&path(name)).exists(), is_there);
        assert_eq!(merge_to(name).0, Outcome::Exit(0));
        assert_eq!(read(Path::new(&path(name))), read(Path::new(&path("base"))));
    }
    assert_eq!(merge_to("no folder/new.ron").0, Outcome::Exit(2));
}

#[test]
fn git_merges_with_the_program_as_the_readme_says() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: there is no git here");
        return;
    }
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("a README");
    let line = |with: &str| readme.lines().find(|line| line.contains(with)).expect("a line of the README").trim().to_owned();
    let attribute = line("merge=factmark");
    let driver = line("git config merge.factmark.driver").replace("git config merge.factmark.driver ", "");
    let driver = driver.trim_matches('"').replacen("factmark ", &format!("'{}' ", env!("CARGO_BIN_EXE_factmark")), 1);
    let folder = folder();
    let file = folder.path().join("ferry.ron");
    let commit = |text: &str| {
        put(&file, text);
        git_well(folder.path(), &["add", "."]);
        git_well(folder.path(), &["commit", "-q", "-m", "work"]);
    };
    git_well(folder.path(), &["init", "-q"]);
    git_well(folder.path(), &["config", "merge.factmark.driver", &driver]);
    put(folder.path().join(".gitattributes"), format!("{attribute}\n"));
    commit(SMALL);
    for (note_here, note_there, is_open) in [("same", "same", false), ("here", "there", true)] {
        git_well(folder.path(), &["checkout", "-q", "-B", "here", "main"]);
        commit(&version(note_here, 1));
        git_well(folder.path(), &["checkout", "-q", "-B", "there", "main"]);
        commit(&version(note_there, 2));
        git_well(folder.path(), &["checkout", "-q", "here"]);
        let output = git(folder.path(), &["merge", "-q", "-m", "merged", "there"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.success(), !is_open, "{told}");
        let project = read(&file);
        let statement = project.statements().next().expect("a statement");
        assert_eq!((statement.evidence.len(), statement.note.as_str()), (3, note_here), "{told}");
        assert_eq!(project.unmerged().len(), usize::from(is_open), "{told}");
        if is_open {
            assert!(told.contains("The other version: “there”"), "{told}");
            // Git asks for a choice as well, and takes the file once it is made.
            git_well(folder.path(), &["add", "."]);
            git_well(folder.path(), &["commit", "-q", "-m", "merged, with a note open"]);
        }
    }
}
