//! What is found in copies is told in every list, in projects of any size, and only where it is so.

use std::collections::HashSet;

use factmark::interchange::report::{Form, write};
use factmark::model::field::{EvidenceField, SourceField, StatementField};
use factmark::model::snapshot::SnapshotKind;
use factmark::model::source::Ground;
use factmark::workbench::command::{Command, FileCommand, LinkTo, MarkCommand, SourceCommand};

use crate::copies::{NOTICE, desk, keep, source};
use crate::reviewing::Desk;
use crate::world::{file, save_as, settle, texts};

fn count(desk: &Desk) -> usize {
    desk.bench.review().problems().iter().filter(|entry| entry.code == "passage_not_in_copy").count()
}

#[test]
fn in_a_long_article_it_is_told_in_whichever_order_workers_come_back() {
    for is_reversed in [false, true] {
        let article = format!("The ‹mill burned down› on Tuesday. {}", "far away they say ".repeat(3500));
        let mut desk = Desk::new(&article);
        let (evidence, id) = desk.link(0, "Notice 14");
        desk.source(SourceCommand::SetEvidence(desk.ids[0], evidence, EvidenceField::Passage("the river rose on Sunday".into())));
        keep(&mut desk, id, NOTICE);
        assert_eq!(count(&desk), 1);
        save_as(&mut desk.bench, &mut desk.world, "one.ron");
        let path = desk.world.path("one.ron");
        desk.world.hold();
        file(&mut desk.bench, &mut desk.world, FileCommand::OpenPath(path));
        loop {
            let mut jobs = desk.world.take_held();
            if jobs.is_empty() {
                break;
            }
            if is_reversed {
                jobs.reverse();
            }
            for job in jobs {
                desk.world.give(vec![job]);
                settle(&mut desk.bench, &mut desk.world);
            }
        }
        assert_eq!(count(&desk), 1, "reversed: {is_reversed}");
        desk.world.release();
        desk.source(SourceCommand::DropCopy(id));
        assert_eq!(count(&desk), 0);
        desk.run(Command::Undo);
        assert_eq!(count(&desk), 1);
    }
}

#[test]
fn the_same_words_under_another_statement_are_told_though_typed_while_a_worker_looked() {
    let mut desk = Desk::new("The ‹mill burned down› on ‹Tuesday›.");
    let (_, id) = desk.link(0, "Notice 14");
    keep(&mut desk, id, NOTICE);
    let first = desk.bench.last_link().expect("a link").1;
    desk.source(SourceCommand::Link(desk.ids[1], LinkTo::Source(id)));
    let second = desk.bench.last_link().expect("a link").1;
    let river = || EvidenceField::Passage("the river rose on Sunday".into());
    desk.world.hold();
    desk.source(SourceCommand::SetEvidence(desk.ids[0], first, river()));
    desk.source(SourceCommand::SetEvidence(desk.ids[1], second, river()));
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert_eq!(count(&desk), 2);
    let told: HashSet<_> =
        desk.bench.review().problems().iter().filter(|entry| entry.code == "passage_not_in_copy").map(|entry| entry.subject).collect();
    assert_eq!(told.len(), 2);
}

#[test]
fn a_file_whose_words_cannot_be_read_accuses_nobody() {
    let mail = "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n------\r\n\r\n\
                <!DOCTYPE html><p>The old mill burned to the gro=\r\nund on Tuesday night=E2=80=9D</p>";
    let bare = "<meta charset=utf-8><title>Notice</title><p>The old mill burned to the <b>ground</b> on Tuesday&nbsp;night";
    let wide = "\u{feff}<!doctype html><p>The old mill burned to the <b>ground</b> on Tuesday night";
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, kind) in [
        ("page.mhtml", mail.as_bytes(), SnapshotKind::Other),
        ("bare.html", bare.as_bytes(), SnapshotKind::Html),
        ("wide.html", &wide, SnapshotKind::Html),
    ] {
        let (mut desk, _, id) = desk("burned to the ground on Tuesday night");
        let path = desk.world.put(name, bytes);
        desk.source(SourceCommand::KeepFileFrom(id, path));
        assert_eq!((source(&desk, id).snapshot.map(|copy| copy.kind), count(&desk)), (Some(kind), 0), "{name}");
    }
}

#[test]
fn a_report_tells_it_also_where_a_name_was_left_out_of_the_passage() {
    let (mut desk, _, id) = desk("Ulrika Berge said that the river rose on Sunday");
    let (_, person) = desk.link(0, "Call to Ulrika Berge");
    desk.source(SourceCommand::Set(person, SourceField::Ground(Ground::Background)));
    desk.source(SourceCommand::Set(person, SourceField::Author("Ulrika Berge".into())));
    keep(&mut desk, id, NOTICE);
    assert_eq!(count(&desk), 1);
    let page = write(desk.bench.project(), desk.bench.holdings(), Form::Markdown);
    assert!(page.contains("name left out") && !page.contains("Ulrika"), "{page}");
    assert!(page.contains("does not stand in the copy") && page.contains("was not found in the copy that is kept"), "{page}");
}

#[test]
fn merging_two_sources_that_both_have_a_copy_says_which_counts() {
    let (mut desk, _, id) = desk("burned to the ground on Tuesday night");
    let (evidence, other) = desk.link(0, "Another");
    desk.source(SourceCommand::SetEvidence(desk.ids[0], evidence, EvidenceField::Passage("the river rose".into())));
    keep(&mut desk, id, NOTICE);
    keep(&mut desk, other, "On Sunday the river rose by a foot");
    assert_eq!(count(&desk), 0);
    desk.source(SourceCommand::Merge { keep: id, other });
    assert!(texts(&desk.bench).contains("Both had a copy"), "{}", texts(&desk.bench));
    assert_eq!(count(&desk), 1, "it is another source's passage");
    desk.run(Command::Undo);
    assert_eq!(count(&desk), 0);
}

#[test]
fn many_copies_are_held_against_each_other_within_bounds() {
    let mut desk = Desk::new("The ‹mill burned down› on Tuesday.");
    for number in 0..24 {
        let (_, id) = desk.link(0, &format!("Notice {number}"));
        keep(&mut desk, id, &format!("{number} {}", format!("the old mill burned in {number} towns. ").repeat(300)));
    }
    desk.mark(MarkCommand::Set(desk.ids[0], StatementField::Note("a later edit".into())));
    assert_eq!(count(&desk), 0);
}

/// What is done to the folder of copies and the copy in it.
type Deed = fn(&std::path::Path, &std::path::Path);

#[test]
fn a_copy_that_is_not_what_was_kept_is_told_and_only_then() {
    let deeds: &[(Deed, &[&str])] = &[
        (|_, copy| crate::support::put(copy, NOTICE.replace("14", "15")), &["copy_damaged"]),
        (|_, copy| crate::support::put(copy, NOTICE.get(..40).expect("a part")), &["copy_damaged"]),
        (|_, copy| crate::support::put(copy, ""), &["copy_damaged"]),
        (|_, copy| crate::support::put(copy, [0xff; 82]), &["copy_damaged"]),
        (
            |_, copy| {
                std::fs::remove_file(copy).expect("it was there");
                std::fs::create_dir(copy).expect("a folder");
            },
            &["copy_damaged"],
        ),
        (|_, copy| std::fs::remove_file(copy).expect("it was there"), &["copy_missing"]),
        (|folder, _| std::fs::remove_dir_all(folder).expect("it was there"), &["copy_missing"]),
        (|folder, _| std::fs::rename(folder, folder.with_extension("elsewhere")).expect("it was there"), &["copy_missing"]),
        (|_, copy| std::fs::rename(copy, copy.with_extension("md")).expect("it was there"), &["copy_missing"]),
        (|_, _| {}, &[]),
        (|_, copy| crate::support::put(copy, NOTICE), &[]),
        (|folder, _| crate::support::put(folder.join("notes.txt"), "beside it"), &[]),
        (|folder, copy| std::fs::copy(copy, folder.join("again.txt")).map(drop).expect("a copy"), &[]),
    ];
    for (number, (deed, expected)) in deeds.iter().enumerate() {
        let (mut desk, _, id) = desk("burned to the ground");
        keep(&mut desk, id, NOTICE);
        save_as(&mut desk.bench, &mut desk.world, "mill.ron");
        let copy = crate::copies::place(&desk, "mill.ron", id);
        deed(copy.parent().expect("the folder"), &copy);
        let path = desk.world.path("mill.ron");
        file(&mut desk.bench, &mut desk.world, FileCommand::OpenPath(path));
        let review = desk.bench.review();
        let told: Vec<&str> = review
            .problems()
            .iter()
            .chain(review.to_do().iter())
            .map(|entry| entry.code)
            .filter(|code| code.starts_with("copy_"))
            .collect();
        assert_eq!(told, *expected, "deed {number}");
        desk.source(SourceCommand::DropCopy(id));
        let review = desk.bench.review();
        assert!(!review.problems().iter().chain(review.to_do().iter()).any(|entry| entry.code.starts_with("copy_")), "it is let go");
    }
}
