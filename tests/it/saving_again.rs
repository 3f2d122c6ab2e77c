//! A save that has failed: what is said of it, and how it is tried again by itself until it succeeds or somebody does something about it.

use factmark::model::tag::TagKind;
use factmark::workbench::Workbench;
use factmark::workbench::command::{Answer, FileCommand};
use factmark::workbench::question::{Intent, Question};

use crate::world::{FalseWorld, file, kept, marked, save_as, settle, tag, texts};

/// The time after which a failed save is tried again has passed.
fn later(bench: &mut Workbench, world: &mut FalseWorld) {
    world.wait();
    settle(bench, world);
}

fn make_folder(world: &FalseWorld, name: &str) {
    std::fs::create_dir(world.path(name)).expect("a folder");
}

#[test]
fn a_first_save_that_fails_says_where_the_work_is_and_succeeds_once_it_can() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "drive/mill.ron");
    let said = texts(&bench);
    assert!(said.contains("kept in this program’s journal; saving is tried again by itself\n"), "{said}");
    for _ in 0..3 {
        later(&mut bench, &mut world);
        assert_eq!(texts(&bench), said, "one message, whatever the number of times");
    }
    tag(&mut bench, &mut world, TagKind::Claim);
    make_folder(&world, "drive");
    later(&mut bench, &mut world);
    assert!(bench.is_saved(), "{}", texts(&bench));
    assert_eq!(texts(&bench), "");
    assert_eq!(kept(&world, "drive/mill.ron"), *bench.project());
    assert_eq!(bench.path(), Some(world.path("drive/mill.ron").as_path()));
}

#[test]
fn a_copy_that_fails_is_tried_again_though_the_project_is_saved() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    save_as(&mut bench, &mut world, "drive/copy.ron");
    assert!(
        bench.is_saved() && texts(&bench).contains("All of it is in the file that it belongs to; saving is tried again"),
        "{}",
        texts(&bench)
    );
    make_folder(&world, "drive");
    later(&mut bench, &mut world);
    assert_eq!(texts(&bench), "");
    assert_eq!(kept(&world, "drive/copy.ron"), *bench.project());
    assert_eq!(bench.path(), Some(world.path("drive/copy.ron").as_path()));
}

#[test]
fn a_save_to_the_own_file_is_tried_again_after_a_question() {
    let (mut bench, mut world) = marked();
    make_folder(&world, "drive");
    save_as(&mut bench, &mut world, "drive/mill.ron");
    std::fs::rename(world.path("drive"), world.path("gone")).expect("the drive is removed");
    tag(&mut bench, &mut world, TagKind::Claim);
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(texts(&bench).contains("tried again by itself"), "{}", texts(&bench));
    file(&mut bench, &mut world, FileCommand::Leave);
    assert_eq!(bench.question(), Some(&Question::Unsaved(Intent::Leave)));
    later(&mut bench, &mut world);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
    std::fs::rename(world.path("gone"), world.path("drive")).expect("the drive is back");
    later(&mut bench, &mut world);
    assert!(bench.is_saved() && kept(&world, "drive/mill.ron") == *bench.project(), "{}", texts(&bench));
}

#[test]
fn a_question_that_stood_when_its_time_came_leads_to_a_save_after_it() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "drive/mill.ron");
    file(&mut bench, &mut world, FileCommand::Leave);
    make_folder(&world, "drive");
    later(&mut bench, &mut world);
    assert!(!bench.is_saved(), "not while it is asked");
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
    later(&mut bench, &mut world);
    assert!(bench.is_saved(), "{}", texts(&bench));
}

#[test]
fn a_save_under_way_when_its_time_came_is_followed_by_another_try() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "drive/mill.ron");
    world.hold();
    save_as(&mut bench, &mut world, "nowhere/other.ron");
    make_folder(&world, "drive");
    later(&mut bench, &mut world);
    world.release();
    settle(&mut bench, &mut world);
    assert!(!world.path("drive/mill.ron").exists() && texts(&bench).contains("nowhere"), "{}", texts(&bench));
    later(&mut bench, &mut world);
    assert_eq!(kept(&world, "drive/mill.ron"), *bench.project());
}

#[test]
fn a_file_that_has_the_name_by_then_is_neither_replaced_nor_asked_about() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "drive/mill.ron");
    make_folder(&world, "drive");
    world.put("drive/mill.ron", "somebody else’s");
    later(&mut bench, &mut world);
    assert!(bench.question().is_none() && !bench.is_saved());
    assert_eq!(bench.notices().shown().len(), 1, "{}", texts(&bench));
    assert!(texts(&bench).starts_with("It was not tried again to save, as there is a file of this name now"), "{}", texts(&bench));
    later(&mut bench, &mut world);
    assert_eq!(std::fs::read_to_string(world.path("drive/mill.ron")).expect("it"), "somebody else’s");
}

#[test]
fn whoever_takes_the_message_away_or_saves_elsewhere_wants_no_other_try() {
    for saves in [false, true] {
        let (mut bench, mut world) = marked();
        save_as(&mut bench, &mut world, "drive/mill.ron");
        if saves {
            save_as(&mut bench, &mut world, "mill.ron");
        } else {
            let number = bench.notices().newest_bar().expect("a message").number;
            crate::world::run(&mut bench, &mut world, factmark::workbench::command::Command::DismissNotice(number));
        }
        make_folder(&world, "drive");
        later(&mut bench, &mut world);
        assert!(!world.path("drive/mill.ron").exists(), "{}", texts(&bench));
    }
}
