//! What a save wrote is kept as a version; that it could not be is told once and is no failed save.

use factmark::model::tag::TagKind;
use factmark::storage::disk::Disk;
use factmark::storage::settings::Settings;
use factmark::storage::versions::{self, Version};
use factmark::workbench::Workbench;
use factmark::workbench::command::{Answer, Command, FileCommand};
use factmark::workbench::notice::Weight;

use crate::world::{FalseWorld, file, marked, run, save_as, tag, texts};

fn versions(world: &FalseWorld, name: &str) -> Vec<Version> {
    versions::list(&Disk, &world.path("state"), &world.path(name))
}

fn bytes_of(version: &Version) -> Vec<u8> {
    versions::read(&Disk, version).expect("it reads")
}

#[test]
fn every_save_keeps_what_it_wrote_as_a_version() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let first = std::fs::read(world.path("mill.ron")).expect("saved");
    tag(&mut bench, &mut world, TagKind::Claim);
    world.pass(60);
    file(&mut bench, &mut world, FileCommand::Save);
    let second = std::fs::read(world.path("mill.ron")).expect("saved");
    let kept = versions(&world, "mill.ron");
    assert_eq!(kept.iter().map(bytes_of).collect::<Vec<_>>(), [second, first]);
    assert_eq!(kept[0].saved.seconds_since(kept[1].saved), 60);
    save_as(&mut bench, &mut world, "copy.ron");
    assert_eq!((versions(&world, "mill.ron").len(), versions(&world, "copy.ron").len()), (2, 1), "each file has its own");
}

#[test]
fn what_came_from_elsewhere_is_kept_before_it_is_written_over() {
    let (bench, mut world) = marked();
    let text = factmark::project_file::write(bench.project());
    let path = world.put("mill.ron", &text);
    let mut other = Workbench::new(Settings::default());
    file(&mut other, &mut world, FileCommand::OpenPath(path.clone()));
    assert!(versions(&world, "mill.ron").is_empty(), "opening writes nothing");
    let id = other.project().statements().next().expect("a statement").id;
    run(&mut other, &mut world, Command::Mark(factmark::workbench::command::MarkCommand::Retag(id, TagKind::Claim)));
    file(&mut other, &mut world, FileCommand::Save);
    file(&mut other, &mut world, FileCommand::Save);
    let kept: Vec<Vec<u8>> = versions(&world, "mill.ron").iter().map(bytes_of).collect();
    assert_eq!(kept, [std::fs::read(&path).expect("saved"), text.into_bytes()]);
    // What another program wrote since is no state of this project; the save says so.
    let theirs = world.put("mill.ron", "a colleague's version");
    tag(&mut other, &mut world, TagKind::Assertion);
    file(&mut other, &mut world, FileCommand::Save);
    file(&mut other, &mut world, FileCommand::Answer(Answer::Cancel));
    assert_eq!(versions(&world, "mill.ron").len(), 2);
    assert_eq!(std::fs::read(theirs).expect("there"), b"a colleague's version");
}

#[test]
fn a_save_that_cannot_be_kept_as_a_version_is_a_save_all_the_same_and_is_told_once() {
    let (mut bench, mut world) = marked();
    let versions_folder = world.put("state/versions", "a file where the folder should be");
    save_as(&mut bench, &mut world, "mill.ron");
    assert!(bench.is_saved());
    let said: Vec<_> = bench.notices().shown().iter().map(|notice| (notice.number, notice.weight, notice.text.clone())).collect();
    let [(number, Weight::Warning, text)] = said.as_slice() else { panic!("{said:?}") };
    assert!(text.starts_with("The project is saved, but no backup of this save was kept"), "{text}");
    assert_eq!(text.lines().last(), world.path("state").to_str());
    run(&mut bench, &mut world, Command::DismissNotice(*number));
    tag(&mut bench, &mut world, TagKind::Claim);
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(bench.is_saved());
    assert_eq!(texts(&bench), "", "told once");

    std::fs::remove_file(&versions_folder).expect("out of the way");
    tag(&mut bench, &mut world, TagKind::Assertion);
    file(&mut bench, &mut world, FileCommand::Save);
    assert_eq!(versions(&world, "mill.ron").len(), 2, "what stood there, which was kept nowhere, and what was saved");
    std::fs::remove_dir_all(&versions_folder).expect("gone");
    world.put("state/versions", "again");
    tag(&mut bench, &mut world, TagKind::Claim);
    file(&mut bench, &mut world, FileCommand::Save);
    assert!(texts(&bench).contains("no backup"), "told again after it had worked");
}
