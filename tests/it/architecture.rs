//! The rules of the house that a compiler does not know: floors, homes of libraries, sizes and first lines of files.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules by floor, ground floor first. A module may use those of lower floors, and its own folder.
const FLOORS: &[&[&str]] = &[
    &["model", "text"],
    &["storage", "project_file", "interchange"],
    &["workbench"],
    &["desktop", "ui", "cli"],
    &["app", "scripted"],
    &["main"],
];

/// Pairs on one floor, or lower, that may not meet all the same: who, whom.
const STRANGERS: &[(&str, &str)] = &[
    ("text", "model"),
    ("desktop", "ui"),
    ("ui", "desktop"),
    ("ui", "project_file"),
    ("ui", "interchange"),
    ("cli", "ui"),
    ("cli", "desktop"),
    ("scripted", "ui"),
    ("scripted", "desktop"),
    ("scripted", "cli"),
];

/// What only some modules may name. A module is given by the front of its path.
const HOMES: &[(&str, &[&str])] = &[
    ("egui::", &["ui", "app", "main"]),
    ("egui_plot::", &["ui/panel"]),
    ("eframe::", &["main"]),
    ("rfd::", &["desktop"]),
    ("std::fs", &["storage", "desktop", "cli"]),
    ("ron::", &["project_file", "storage/settings"]),
    ("serde_json", &["cli", "interchange", "storage/journal"]),
    ("std::thread", &["desktop"]),
    ("log::", &["desktop", "main"]),
    ("notify::", &["desktop/watch"]),
    ("ctrlc::", &["desktop"]),
    ("sha2::", &["storage/sums"]),
    ("html5ever::", &["interchange/copy"]),
    ("regex::", &["text/find"]),
    ("regex_syntax::", &["text/find", "text/natural"]),
];

const MAX_LINES: usize = 400;

/// Every source file: its path from `src` without `.rs`, and its text without tests.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).expect("below src").with_extension("");
                let name = name.to_str().expect("a plain name").replace('\\', "/");
                found.push((name, fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "the sources were found");
    found
}

fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default()
}

fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(without_tests(text).lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn module(name: &str) -> &str {
    name.split('/').next().unwrap_or_default()
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The first path segment after each `crate::` (or `factmark::`) of a line.
fn used(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").chain(line.match_indices("factmark::")).map(|(at, found)| {
        let rest = line.get(at + found.len()..).unwrap_or_default();
        rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
    })
}

#[test]
fn every_module_stands_on_a_floor_and_uses_only_lower_ones() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let own = module(&name);
        if own == "lib" {
            continue;
        }
        let Some(own_floor) = floor(own) else {
            wrong.push(format!("{name}: stands on no floor"));
            continue;
        };
        for (number, line) in code_lines(&text) {
            for other in used(line).filter(|other| *other != own) {
                let Some(other_floor) = floor(other) else { continue };
                let is_stranger = STRANGERS.contains(&(own, other));
                // `model` reads pure functions of `text`; otherwise a floor does not lean on itself.
                let is_lower = other_floor < own_floor || (own, other) == ("model", "text");
                if is_stranger || !is_lower {
                    wrong.push(format!("{name}:{number} uses {other}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn libraries_stay_in_their_homes() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (library, homes) in HOMES {
            if homes.iter().any(|home| name == *home || name.starts_with(&format!("{home}/"))) {
                continue;
            }
            for (number, line) in code_lines(&text).filter(|(_, line)| names_library(line, library)) {
                wrong.push(format!("{name}:{number} names {library}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether `library` stands in the line as a path of its own, not as the end of a longer name.
fn names_library(line: &str, library: &str) -> bool {
    line.match_indices(library)
        .any(|(at, _)| !before(line, at).ends_with(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':'))
}

fn before(line: &str, at: usize) -> &str {
    line.get(..at).unwrap_or_default()
}

#[test]
fn every_file_says_what_it_is_and_is_no_longer_than_it_may_be() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        if !text.starts_with("//! ") {
            wrong.push(format!("{name}: its first line does not say what it is"));
        }
        if text.lines().count() > MAX_LINES {
            wrong.push(format!("{name}: {} lines", text.lines().count()));
        }
        if name.ends_with("/mod") {
            wrong.push(format!("{name}: is called mod.rs"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_child_never_uses_the_file_its_folder_is_named_after() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let Some((folder, _)) = name.rsplit_once('/') else { continue };
        let parent = format!("crate::{}::", folder.replace('/', "::"));
        for (number, line) in code_lines(&text) {
            // Siblings are named `folder::file::thing` or, as a module, `folder::{file, …}`; a thing of the folder's own file begins with a capital.
            let is_own_file = line
                .match_indices(&parent)
                .any(|(at, _)| line.get(at + parent.len()..).is_some_and(|rest| rest.starts_with(char::is_uppercase)));
            if is_own_file {
                wrong.push(format!("{name}:{number}: {}", line.trim()));
            }
            if line.contains("super::") {
                wrong.push(format!("{name}:{number} says super::"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
