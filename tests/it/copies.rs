//! Copies of sources: kept beside the project, looked at when it is opened, and passages held against them.

mod found;
mod kept;

use std::path::{Path, PathBuf};

use factmark::interchange::report::{self, Form};
use factmark::model::field::EvidenceField;
use factmark::model::holding::{CopyState, Holding};
use factmark::model::id::{EvidenceId, SourceId};
use factmark::model::problems;
use factmark::model::snapshot::SnapshotKind;
use factmark::model::source::Source;
use factmark::text::compare::Held;
use factmark::workbench::command::{Command, FileCommand, SourceCommand};

use egui::{Key, Modifiers};

use crate::hand::Hand;
use crate::reviewing::Desk;
use crate::world::{FalseWorld, file, save_as, texts};

pub const NOTICE: &str = "Notice 14. The old mill burned to the ground on Tuesday night, and nobody was hurt.";
pub const PASSAGE: &str = "burned to the ground on Tuesday night";

/// One statement, linked to a notice with this passage.
pub fn desk(passage: &str) -> (Desk, EvidenceId, SourceId) {
    let mut desk = Desk::new("The ‹mill burned down› on Tuesday.");
    let (evidence, source) = desk.link(0, "Notice 14");
    desk.source(SourceCommand::SetEvidence(desk.ids[0], evidence, EvidenceField::Passage(passage.to_owned())));
    (desk, evidence, source)
}

pub fn keep(desk: &mut Desk, source: SourceId, text: &str) {
    desk.source(SourceCommand::KeepText(source, text.to_owned()));
}

pub fn source(desk: &Desk, id: SourceId) -> Source {
    Source::clone(desk.bench.project().source(id).expect("it"))
}

pub fn copy(desk: &Desk, id: SourceId) -> Option<CopyState> {
    desk.bench.holdings().copy(&source(desk, id)).cloned()
}

fn holding(desk: &Desk, evidence: EvidenceId, id: SourceId) -> Option<Holding> {
    let statement = desk.bench.project().statement(desk.ids[0]).expect("it");
    desk.bench.holdings().passage(&source(desk, id), statement.evidence(evidence).expect("it"))
}

/// Where the copy of the source lies, beside the project saved under this name.
pub fn place(desk: &Desk, name: &str, id: SourceId) -> PathBuf {
    let snapshot = source(desk, id).snapshot.expect("a copy");
    desk.world.path(name).with_extension("files").join(snapshot.file_name())
}

#[test]
fn a_passage_is_held_against_the_copy_word_for_word() {
    let cases = [
        (PASSAGE, Held::There),
        ("burned  to the\nground", Held::There),
        ("burned … nobody was hurt", Held::There),
        ("burned to the floor on Tuesday night", Held::Differs { words: 1 }),
        ("Burned to the ground on Tuesday night", Held::Differs { words: 1 }),
        ("the river rose on Sunday", Held::Missing),
    ];
    for (passage, expected) in cases {
        let (mut desk, evidence, source) = desk(passage);
        assert_eq!(holding(&desk, evidence, source), None, "there is no copy yet");
        keep(&mut desk, source, NOTICE);
        assert_eq!(copy(&desk, source), Some(CopyState::Words));
        assert_eq!(holding(&desk, evidence, source), Some(Holding::Looked(expected)), "{passage}");
    }
}

#[test]
fn what_is_typed_later_is_held_too_and_a_translation_by_its_original() {
    let (mut desk, evidence, id) = desk("");
    keep(&mut desk, id, "La vieille usine a brûlé mardi");
    assert_eq!(holding(&desk, evidence, id), None, "there is nothing to look for");
    let set = |desk: &mut Desk, field| desk.source(SourceCommand::SetEvidence(desk.ids[0], evidence, field));
    set(&mut desk, EvidenceField::Passage("The old mill burned on Tuesday".to_owned()));
    assert_eq!(holding(&desk, evidence, id), Some(Holding::Looked(Held::Missing)));
    set(&mut desk, EvidenceField::Original("vieille usine a brûlé".to_owned()));
    assert_eq!(holding(&desk, evidence, id), Some(Holding::Looked(Held::There)));
    desk.run(Command::Undo);
    assert_eq!(holding(&desk, evidence, id), Some(Holding::Looked(Held::Missing)));
}

#[test]
fn a_copy_is_put_beside_the_project_and_looked_at_at_each_opening() {
    let (mut desk, evidence, id) = desk(PASSAGE);
    keep(&mut desk, id, NOTICE);
    assert!(desk.bench.is_waiting(source(&desk, id).snapshot.as_deref().expect("a copy")));
    save_as(&mut desk.bench, &mut desk.world, "mill.ron");
    assert!(desk.bench.is_saved(), "{:?}", texts(&desk.bench));
    let copy_path = place(&desk, "mill.ron", id);
    assert_eq!(std::fs::read_to_string(&copy_path).expect("the copy"), NOTICE);
    assert_eq!(copy_path.extension().and_then(|ending| ending.to_str()), Some("txt"));

    let open = |desk: &mut Desk| {
        let path = desk.world.path("mill.ron");
        file(&mut desk.bench, &mut desk.world, FileCommand::OpenPath(path));
    };
    open(&mut desk);
    assert_eq!(holding(&desk, evidence, id), Some(Holding::Looked(Held::There)));

    // Another content under its name.
    crate::support::put(&copy_path, NOTICE.replace("Tuesday", "Sunday"));
    open(&mut desk);
    assert_eq!((copy(&desk, id), holding(&desk, evidence, id)), (Some(CopyState::Damaged), None));

    // Gone: a state that shows, and no error. It may be brought back.
    std::fs::remove_file(&copy_path).expect("it was there");
    open(&mut desk);
    assert_eq!((copy(&desk, id), holding(&desk, evidence, id)), (Some(CopyState::Missing), None));
    assert_eq!(texts(&desk.bench), "");
    crate::support::put(&copy_path, NOTICE);
    desk.source(SourceCommand::LookAtCopy(id));
    assert_eq!(holding(&desk, evidence, id), Some(Holding::Looked(Held::There)));
}

#[test]
fn opening_a_project_writes_nothing() {
    let (mut desk, _, id) = desk(PASSAGE);
    keep(&mut desk, id, NOTICE);
    save_as(&mut desk.bench, &mut desk.world, "mill.ron");
    let path = desk.world.path("mill.ron");
    std::fs::remove_dir_all(path.with_extension("files")).expect("it was there");
    file(&mut desk.bench, &mut desk.world, FileCommand::OpenPath(path.clone()));
    assert!(!path.with_extension("files").exists());
    file(&mut desk.bench, &mut desk.world, FileCommand::Save);
    assert!(!path.with_extension("files").exists(), "there is nothing to put there");
}

#[test]
fn copies_go_along_where_the_project_is_saved_elsewhere() {
    let (mut desk, evidence, id) = desk(PASSAGE);
    keep(&mut desk, id, NOTICE);
    save_as(&mut desk.bench, &mut desk.world, "one.ron");
    save_as(&mut desk.bench, &mut desk.world, "two.ron");
    assert_eq!(std::fs::read_to_string(place(&desk, "two.ron", id)).expect("the copy"), NOTICE);
    let path = desk.world.path("two.ron");
    file(&mut desk.bench, &mut desk.world, FileCommand::OpenPath(path));
    assert_eq!(holding(&desk, evidence, id), Some(Holding::Looked(Held::There)));
}

#[test]
fn a_copy_that_cannot_be_put_there_is_not_lost_and_not_called_saved() {
    let (mut desk, _, id) = desk(PASSAGE);
    keep(&mut desk, id, NOTICE);
    let in_the_way = desk.world.put("mill.files", "a file where the folder should be");
    save_as(&mut desk.bench, &mut desk.world, "mill.ron");
    assert!(desk.world.path("mill.ron").is_file(), "the project itself is on disk");
    assert!(!desk.bench.is_saved());
    assert!(texts(&desk.bench).contains("The project is saved, but not every copy"), "{:?}", texts(&desk.bench));
    assert_eq!(std::fs::read_to_string(&in_the_way).expect("it"), "a file where the folder should be");
    std::fs::remove_file(in_the_way).expect("it was there");
    file(&mut desk.bench, &mut desk.world, FileCommand::Save);
    assert!(desk.bench.is_saved(), "{:?}", texts(&desk.bench));
    assert_eq!(std::fs::read_to_string(place(&desk, "mill.ron", id)).expect("the copy"), NOTICE);
}

#[test]
fn beside_a_file_that_is_not_replaced_nothing_is_put() {
    let (mut desk, _, id) = desk(PASSAGE);
    keep(&mut desk, id, NOTICE);
    let theirs = desk.world.put("mill.ron", "somebody's");
    file(&mut desk.bench, &mut desk.world, FileCommand::SaveTo(theirs.with_extension("")));
    assert!(!theirs.with_extension("files").exists());
    assert_eq!(std::fs::read_to_string(theirs).expect("it"), "somebody's");
}

/// A file's name and bytes, and what it is taken for.
type Case<'a> = (&'a str, &'a [u8], SnapshotKind, CopyState, Option<Held>);

#[test]
fn files_are_kept_as_they_are_and_known_by_what_stands_in_them() {
    let page = "<!doctype html><title>Notice</title><p>The old mill <b>burned to the ground</b> on Tuesday&nbsp;night.</p>";
    let cases: &[Case<'_>] = &[
        ("notice.html", page.as_bytes(), SnapshotKind::Html, CopyState::Words, Some(Held::There)),
        ("notice.txt", NOTICE.as_bytes(), SnapshotKind::Text, CopyState::Words, Some(Held::There)),
        ("misnamed.txt", b"%PDF-1.7\n\xff\xfe", SnapshotKind::Pdf, CopyState::NoWords, None),
        ("scan.png", b"\x89PNG\r\n\x1a\n\0\0", SnapshotKind::Png, CopyState::NoWords, None),
        ("odd.bin", b"\0\x01\xff\xfe\xfd", SnapshotKind::Other, CopyState::NoWords, None),
    ];
    for (name, bytes, kind, state, expected) in cases {
        let (mut desk, evidence, id) = desk(PASSAGE);
        let path = desk.world.put(name, bytes);
        desk.world.answer(Some(&path));
        desk.source(SourceCommand::KeepFile(id));
        let snapshot = source(&desk, id).snapshot.unwrap_or_else(|| panic!("{name}: {:?}", texts(&desk.bench)));
        assert_eq!((snapshot.kind, snapshot.bytes, snapshot.name.as_str()), (*kind, bytes.len() as u64, *name));
        assert_eq!(copy(&desk, id).as_ref(), Some(state), "{name}");
        assert_eq!(holding(&desk, evidence, id), expected.map(Holding::Looked), "{name}");
        save_as(&mut desk.bench, &mut desk.world, "mill.ron");
        assert_eq!(std::fs::read(place(&desk, "mill.ron", id)).expect("the copy"), *bytes);
        let path = desk.world.path("mill.ron");
        file(&mut desk.bench, &mut desk.world, FileCommand::OpenPath(path));
        assert_eq!(copy(&desk, id).as_ref(), Some(state), "{name}, opened again");
    }
}

#[test]
fn what_cannot_be_kept_is_told_and_nothing_changes() {
    let (mut desk, _, id) = desk(PASSAGE);
    let empty = desk.world.put("empty.txt", "");
    let cases: [(&Path, &str); 3] = [
        (&empty, "There is nothing in this file"),
        (&desk.world.path("none.txt"), "There is no such file"),
        (&desk.world.path(""), "This is a folder"),
    ];
    for (path, expected) in cases {
        desk.source(SourceCommand::KeepFileFrom(id, path.to_owned()));
        assert!(texts(&desk.bench).contains(expected), "{:?}", texts(&desk.bench));
        assert_eq!(source(&desk, id).snapshot, None);
    }
    keep(&mut desk, id, " \n");
    assert_eq!(source(&desk, id).snapshot, None);
    assert!(texts(&desk.bench).contains("There is no text to keep"));
}

#[test]
fn keeping_and_letting_go_are_steps_to_take_back() {
    let (mut desk, evidence, id) = desk(PASSAGE);
    keep(&mut desk, id, NOTICE);
    keep(&mut desk, id, "Another text altogether");
    assert_eq!(holding(&desk, evidence, id), Some(Holding::Looked(Held::Missing)));
    desk.run(Command::Undo);
    assert_eq!(holding(&desk, evidence, id), Some(Holding::Looked(Held::There)));
    desk.source(SourceCommand::DropCopy(id));
    assert_eq!(source(&desk, id).snapshot, None);
    desk.run(Command::Undo);
    assert_eq!(holding(&desk, evidence, id), Some(Holding::Looked(Held::There)));
    desk.run(Command::Undo);
    assert_eq!(source(&desk, id).snapshot, None);
    desk.run(Command::Redo);
    save_as(&mut desk.bench, &mut desk.world, "mill.ron");
    assert_eq!(std::fs::read_to_string(place(&desk, "mill.ron", id)).expect("the copy"), NOTICE);
    let kept = std::fs::read_dir(desk.world.path("mill.files")).expect("the folder").count();
    assert_eq!(kept, 1, "only what the project names is put there");
}

#[test]
fn two_copies_of_one_wire_story_are_noticed() {
    let (mut desk, _, one) = desk("");
    let (_, other) = desk.link(0, "The Post");
    let wire = "The brigade said that the old mill had burned from two to three in the night, that nobody was hurt, and that the cause \
                was not known; an inquiry has been opened by the county.";
    keep(&mut desk, one, &format!("By our own staff. {wire}"));
    keep(&mut desk, other, &format!("{wire} More on page 3."));
    let statement = desk.bench.project().statement(desk.ids[0]).expect("it");
    let doubt = factmark::workbench::stories::doubt(desk.bench.project(), statement, desk.bench.holdings()).expect("a doubt");
    assert!(doubt.hint.as_ref().is_some_and(|hint| hint.starts_with("Their copies share")), "{:?}", doubt.hint);
}

/// The codes of the problems that hang on copies, of a statement with these links (passage, original) to sources with this text.
fn codes(links: &[(&str, &str)], text: &str) -> Vec<&'static str> {
    let mut desk = Desk::new("The ‹mill burned down› on Tuesday.");
    for (number, (passage, original)) in links.iter().enumerate() {
        let (evidence, source) = desk.link(0, &format!("Notice {number}"));
        let mut set = |field| desk.source(SourceCommand::SetEvidence(desk.ids[0], evidence, field));
        set(EvidenceField::Passage((*passage).to_owned()));
        set(EvidenceField::Original((*original).to_owned()));
        if !text.is_empty() {
            keep(&mut desk, source, text);
        }
    }
    desk.bench.review().problems().iter().map(|entry| entry.code).filter(|code| problems::is_compared(code)).collect()
}

#[test]
fn a_passage_that_is_not_in_its_copy_is_a_problem() {
    let french = "La vieille usine a brûlé mardi";
    for (links, text) in [
        (&[("the river rose on Sunday", "")][..], NOTICE),
        (&[("burned to the floor on Tuesday night", "")], NOTICE),
        (&[("burned to the ground on Tuesday Night", "")], NOTICE),
        (&[("nobody was hurt … burned to the ground", "")], NOTICE),
        (&[("The old mill burned", "vieille usine a coulé mardi")], french),
        (&[(PASSAGE, ""), ("not there at all", "")], NOTICE),
    ] {
        assert_eq!(codes(links, text), ["passage_not_in_copy"], "{links:?}");
    }
    for (links, text) in [
        (&[(PASSAGE, "")][..], NOTICE),
        (&[("“burned to the ground”", "")], NOTICE),
        (&[("burned\n to the   ground", "")], NOTICE),
        (&[("burned … nobody was hurt", "")], NOTICE),
        (&[("The old mill burned", "vieille usine a brûlé mardi")], french),
        (&[("", "")], NOTICE),
        (&[("the river rose on Sunday", "")], ""),
        (&[], ""),
    ] {
        assert_eq!(codes(links, text), Vec::<&str>::new(), "{links:?}");
    }
}

#[test]
fn a_copy_that_is_something_else_is_a_problem_and_one_that_is_missing_is_not() {
    let (mut desk, _, id) = desk("the river rose on Sunday");
    keep(&mut desk, id, NOTICE);
    save_as(&mut desk.bench, &mut desk.world, "mill.ron");
    let (project, copy_path) = (desk.world.path("mill.ron"), place(&desk, "mill.ron", id));
    let copied = |code: &str| matches!(code, "passage_not_in_copy" | "copy_damaged" | "copy_missing");
    let mut look = || {
        file(&mut desk.bench, &mut desk.world, FileCommand::OpenPath(project.clone()));
        let shown: Vec<&str> = desk.bench.review().problems().iter().map(|entry| entry.code).filter(|code| copied(code)).collect();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = ["factmark", "check", "--json"].map(Into::into).into_iter().chain([project.clone().into_os_string()]);
        factmark::cli::run(arguments, &mut out, &mut err);
        let report: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
        let problems = report["problems"].as_array().expect("a list");
        let told: Vec<&str> = problems.iter().filter_map(|problem| problem["code"].as_str()).filter(|code| copied(code)).collect();
        assert_eq!(told, shown, "the command line tells the same");
        shown
    };
    assert_eq!(look(), ["passage_not_in_copy"]);
    crate::support::put(&copy_path, "something else");
    assert_eq!(look(), ["copy_damaged"]);
    std::fs::remove_file(&copy_path).expect("it was there");
    assert_eq!(look(), Vec::<&str>::new(), "that is something to do");
    let to_do: Vec<&str> = desk.bench.review().to_do().iter().map(|entry| entry.code).filter(|code| copied(code)).collect();
    assert_eq!(to_do, ["copy_missing"]);
}

#[test]
fn by_hand_a_text_is_pasted_kept_and_the_passage_is_found_in_it() {
    let mut hand = Hand::sized(FalseWorld::new(), None, egui::Vec2::new(1280.0, 2400.0));
    hand.mark("Four days after the flood", Key::Num1);
    hand.link("Notice of the board", "four days after the flood");
    hand.press("Edit this source");
    hand.press("Keep its text");
    hand.paste("The board notes that four days after the floods nobody was found.");
    hand.key(Key::Tab);
    assert!(hand.has("Is put beside the project with the next save"));
    hand.keys(Modifiers::ALT, Key::Num1);
    assert!(hand.has("Differs from the copy in 1 word"));
    assert!(hand.has("There: “…The board notes that four days after the floods nobody was found.…”"));
    // Alt and a digit lead to another tab and write nothing, though keyboards send the digit as well.
    hand.enter_lines("Passage");
    for digit in ["4", "1"] {
        let key = if digit == "4" { Key::Num4 } else { Key::Num1 };
        let event = |pressed| egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::ALT };
        // Both come within one frame, as they do from a keyboard.
        let alt = |modifiers| egui::Event::ModifiersChanged(modifiers);
        let events = [alt(Modifiers::ALT), event(true), egui::Event::Text(digit.to_owned()), event(false), alt(Modifiers::NONE)];
        hand.harness.input_mut().events.extend(events);
        hand.run();
    }
    let passage = |hand: &Hand| hand.bench().statement().expect("in focus").evidence[0].passage.clone();
    assert_eq!(passage(&hand), "four days after the flood");
    // While something else is typed nothing is said of it.
    hand.enter_lines("Passage");
    hand.type_text("x");
    assert!(hand.has("Is looked for in the copy when you leave the field"));
    hand.key(Key::Tab);
    assert!(!hand.has("Is looked for in the copy when you leave the field"));
    for _ in 0..2 {
        hand.keys(Modifiers::COMMAND, Key::Z);
    }
    assert!(!hand.has("Differs from the copy in 1 word"));
}

#[test]
fn a_report_says_how_passages_stand_in_what_is_kept() {
    for (passage, expected) in [
        (PASSAGE, "The passage stands in the copy that is kept, word for word"),
        ("burned to the floor on Tuesday night", "The passage differs from the copy that is kept in 1 word"),
        ("the river rose on Sunday", "The passage was not found in the copy that is kept"),
    ] {
        let (mut desk, _, id) = desk(passage);
        keep(&mut desk, id, NOTICE);
        for form in [Form::Html, Form::Markdown] {
            let page = report::write(desk.bench.project(), desk.bench.holdings(), form);
            assert!(page.contains(expected), "{page}");
            let without = report::write(desk.bench.project(), &factmark::model::holding::Holdings::default(), form);
            assert!(!without.contains("that is kept"), "nobody looked");
        }
    }
}
