//! No copy is lost on the way to the disk, and none is called saved that is not there.

use factmark::model::field::EvidenceField;
use factmark::model::holding::CopyState;
use factmark::workbench::command::{Command, FileCommand, SourceCommand};
use factmark::workbench::question::{Intent, Question};
use factmark::workbench::world::World as _;

use crate::copies::{NOTICE, PASSAGE, copy, desk, keep, place, source};
use crate::world::{file, save_as, settle, texts};

#[test]
fn a_copy_that_cannot_go_along_is_put_there_by_the_next_save() {
    let (mut desk, _, id) = desk(PASSAGE);
    keep(&mut desk, id, NOTICE);
    save_as(&mut desk.bench, &mut desk.world, "one.ron");
    let in_the_way = desk.world.put("two.files", "in the way");
    save_as(&mut desk.bench, &mut desk.world, "two.ron");
    assert!(!desk.bench.is_saved());
    assert!(texts(&desk.bench).contains("not every copy of a source is beside it"), "{}", texts(&desk.bench));
    assert!(texts(&desk.bench).contains("A file has the name that the folder of copies must have"), "{}", texts(&desk.bench));
    std::fs::remove_file(in_the_way).expect("it was there");
    file(&mut desk.bench, &mut desk.world, FileCommand::Save);
    assert!(desk.bench.is_saved());
    assert!(!texts(&desk.bench).contains("not every copy"), "what is no longer so is no longer said: {}", texts(&desk.bench));
    assert_eq!(std::fs::read_to_string(place(&desk, "two.ron", id)).expect("the copy"), NOTICE);
}

#[test]
fn a_copy_that_redo_brings_back_is_found_beside_the_file_of_before() {
    let (mut desk, _, id) = desk(PASSAGE);
    keep(&mut desk, id, NOTICE);
    save_as(&mut desk.bench, &mut desk.world, "one.ron");
    desk.run(Command::Undo);
    save_as(&mut desk.bench, &mut desk.world, "two.ron");
    desk.run(Command::Redo);
    file(&mut desk.bench, &mut desk.world, FileCommand::Save);
    assert!(desk.bench.is_saved(), "{}", texts(&desk.bench));
    assert_eq!(std::fs::read_to_string(place(&desk, "two.ron", id)).expect("the copy"), NOTICE);
    assert_eq!(copy(&desk, id), Some(CopyState::Words));
}

#[test]
fn of_two_saves_at_once_the_one_that_the_project_belongs_to_counts() {
    for is_reversed in [false, true] {
        let (mut desk, _, id) = desk(PASSAGE);
        keep(&mut desk, id, NOTICE);
        let in_the_way = desk.world.put("b.files", "in the way");
        desk.world.hold();
        for name in ["a.ron", "b.ron"] {
            let path = desk.world.path(name);
            file(&mut desk.bench, &mut desk.world, FileCommand::SaveTo(path));
        }
        let mut jobs = desk.world.take_held();
        if is_reversed {
            jobs.reverse();
        }
        desk.world.give(jobs);
        settle(&mut desk.bench, &mut desk.world);
        desk.world.release();
        settle(&mut desk.bench, &mut desk.world);
        assert!(!desk.bench.is_saved(), "reversed: {is_reversed}");
        std::fs::remove_file(in_the_way).expect("it was there");
        file(&mut desk.bench, &mut desk.world, FileCommand::Save);
        assert!(desk.bench.is_saved(), "reversed: {is_reversed}: {}", texts(&desk.bench));
        assert_eq!(std::fs::read_to_string(place(&desk, "b.ron", id)).expect("the copy"), NOTICE);
    }
}

#[test]
fn what_is_pasted_or_being_read_is_asked_about_before_anybody_leaves() {
    let (mut desk, _, id) = desk(PASSAGE);
    save_as(&mut desk.bench, &mut desk.world, "one.ron");
    desk.world.hold();
    keep(&mut desk, id, NOTICE);
    file(&mut desk.bench, &mut desk.world, FileCommand::Leave);
    assert_eq!(desk.bench.question(), Some(&Question::Unsaved(Intent::Leave)));
    desk.world.release();
    file(&mut desk.bench, &mut desk.world, FileCommand::Answer(factmark::workbench::command::Answer::Cancel));
    file(&mut desk.bench, &mut desk.world, FileCommand::Save);
    assert!(desk.bench.is_saved() && !desk.world.is_leaving());

    // A file that is still being read.
    let path = desk.world.put("scan.png", b"\x89PNG\r\n\x1a\n");
    desk.world.hold();
    desk.source(SourceCommand::KeepFileFrom(id, path));
    assert!(!desk.bench.is_saved());
    file(&mut desk.bench, &mut desk.world, FileCommand::Leave);
    file(&mut desk.bench, &mut desk.world, FileCommand::Answer(factmark::workbench::command::Answer::Save));
    assert!(!desk.world.is_leaving());
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert!(desk.world.is_leaving(), "{}", texts(&desk.bench));
    assert!(place(&desk, "one.ron", id).is_file());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_of_copies_leads_nowhere() {
    let (mut desk, _, id) = desk(PASSAGE);
    let theirs = desk.world.put("bashrc", "somebody's");
    keep(&mut desk, id, NOTICE);
    let path = place(&desk, "mill.ron", id);
    std::fs::create_dir(path.parent().expect("the folder")).expect("a folder");
    std::os::unix::fs::symlink("../bashrc", &path).expect("a link");
    save_as(&mut desk.bench, &mut desk.world, "mill.ron");
    assert!(desk.bench.is_saved(), "{}", texts(&desk.bench));
    assert_eq!(std::fs::read_to_string(theirs).expect("it"), "somebody's");
    assert_eq!(std::fs::read_to_string(&path).expect("the copy"), NOTICE);
    assert!(!path.is_symlink());
}

#[cfg(unix)]
#[test]
fn a_project_has_one_folder_of_copies_whichever_way_it_is_opened() {
    let (mut desk, _, id) = desk(PASSAGE);
    keep(&mut desk, id, NOTICE);
    save_as(&mut desk.bench, &mut desk.world, "mill.ron");
    let link = desk.world.path("desktop.ron");
    std::os::unix::fs::symlink("mill.ron", &link).expect("a link");
    file(&mut desk.bench, &mut desk.world, FileCommand::OpenPath(link.clone()));
    assert_eq!(copy(&desk, id), Some(CopyState::Words));
    keep(&mut desk, id, "Another text");
    file(&mut desk.bench, &mut desk.world, FileCommand::Save);
    assert!(place(&desk, "mill.ron", id).is_file() && !link.with_extension("files").exists());
}

#[test]
fn a_look_that_began_before_does_not_bring_back_what_was_forgotten() {
    let (mut desk, evidence, id) = desk(PASSAGE);
    let (_, other) = desk.link(0, "Another");
    keep(&mut desk, id, NOTICE);
    save_as(&mut desk.bench, &mut desk.world, "mill.ron");
    let path = desk.world.path("mill.ron");
    std::fs::remove_dir_all(path.with_extension("files")).expect("it was there");
    file(&mut desk.bench, &mut desk.world, FileCommand::OpenPath(path));
    assert_eq!(copy(&desk, id), Some(CopyState::Missing));
    desk.world.hold();
    desk.source(SourceCommand::SetEvidence(desk.ids[0], evidence, EvidenceField::Passage("mill".into())));
    let look = desk.world.take_held();
    assert_eq!(look.len(), 2, "the look, and the line in the journal");
    keep(&mut desk, other, NOTICE);
    desk.world.give(look);
    settle(&mut desk.bench, &mut desk.world);
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert_eq!(copy(&desk, other), Some(CopyState::Words));
    file(&mut desk.bench, &mut desk.world, FileCommand::Save);
    assert!(desk.bench.is_saved() && place(&desk, "mill.ron", other).is_file());
    assert_eq!(source(&desk, id).snapshot.map(|copy| copy.digest), source(&desk, other).snapshot.map(|copy| copy.digest));
}
