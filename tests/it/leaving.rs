//! Leaving: asks about unsaved work, waits for what is being written, and lets nothing go that was done since.

use factmark::model::tag::TagKind;
use factmark::storage::copies::digest_of;
use factmark::storage::journal::Story;
use factmark::storage::settings::Settings;
use factmark::storage::state::set_aside_folder;
use factmark::workbench::Workbench;
use factmark::workbench::command::{Answer, ArticleCommand, Command, FileCommand, MarkCommand, RecoveryCommand};
use factmark::workbench::focus::Focus;
use factmark::workbench::question::{Intent, Question};
use factmark::workbench::world::World as _;

use crate::world::{FalseWorld, file, kept, marked, run, save_as, settle, tag, texts};

#[test]
fn leaving_while_a_save_is_under_way_waits_for_it() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Tag(TagKind::Claim)));
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    tag(&mut bench, &mut world, TagKind::Assertion);
    file(&mut bench, &mut world, FileCommand::Leave);
    assert_eq!(bench.question(), Some(&Question::Unsaved(Intent::Leave)));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
    assert!(!world.is_leaving());
    world.release();
    settle(&mut bench, &mut world);
    assert!(world.is_leaving() && bench.is_saved());
    let settings = Settings::read(&factmark::storage::disk::Disk, &world.settings_path().expect("a place")).expect("settings");
    assert_eq!(settings.last, Some(world.path("mill.ron")));
}

#[test]
fn leaving_waits_for_the_settings() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    world.hold();
    run(&mut bench, &mut world, Command::SetMe("R. Vale".to_owned()));
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(!world.is_leaving());
    world.release();
    settle(&mut bench, &mut world);
    assert!(world.is_leaving());
}

#[test]
fn leaving_with_unsaved_work_asks_and_each_answer_does_what_it_says() {
    let (mut bench, mut world) = marked();
    file(&mut bench, &mut world, FileCommand::Leave);
    assert_eq!(bench.question(), Some(&Question::Unsaved(Intent::Leave)));
    assert!(!world.is_leaving());
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
    assert!(!world.is_leaving() && bench.question().is_none());

    // Save, but the dialog is closed: nothing is left.
    file(&mut bench, &mut world, FileCommand::Leave);
    world.answer(None);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
    assert!(!world.is_leaving() && !bench.is_saved());
    // A later save on its own does not leave either.
    save_as(&mut bench, &mut world, "mill.ron");
    assert!(!world.is_leaving() && bench.is_saved());

    run(&mut bench, &mut world, Command::Mark(MarkCommand::Tag(TagKind::Claim)));
    file(&mut bench, &mut world, FileCommand::Leave);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
    assert!(world.is_leaving() && bench.is_saved());
}

#[test]
fn leaving_a_sample_nobody_touched_or_an_empty_project_asks_nothing() {
    let mut world = FalseWorld::new();
    let mut bench = Workbench::new(Settings::default());
    file(&mut bench, &mut world, FileCommand::OpenSample);
    assert!(bench.is_untouched_sample());
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(world.is_leaving() && bench.question().is_none());
}

#[test]
fn leaving_that_waits_looks_for_work_done_since() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    world.hold();
    run(&mut bench, &mut world, Command::SetMe("R. Vale".to_owned()));
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(!world.is_leaving());
    tag(&mut bench, &mut world, TagKind::Claim);
    world.release();
    settle(&mut bench, &mut world);
    assert!(!world.is_leaving());
    assert_eq!(bench.question(), Some(&Question::Unsaved(Intent::Leave)));
}

#[test]
fn leaving_cuts_neither_a_copy_nor_a_report_off() {
    for is_report in [false, true] {
        let (mut bench, mut world) = marked();
        save_as(&mut bench, &mut world, "mill.ron");
        world.hold();
        let path = world.path(if is_report { "mill.html" } else { "copy.ron" });
        world.answer(Some(&path));
        file(&mut bench, &mut world, if is_report { FileCommand::ExportReport } else { FileCommand::SaveAs });
        file(&mut bench, &mut world, FileCommand::Leave);
        assert!(!world.is_leaving(), "{} is being written", path.display());
        assert!(bench.question().is_none());
        assert!(bench.is_leaving());
        // Whoever asks again is told what is waited for, and may go.
        file(&mut bench, &mut world, FileCommand::Leave);
        assert_eq!(bench.question(), Some(&Question::StillWriting));
        world.release();
        settle(&mut bench, &mut world);
        assert!(world.is_leaving() && path.exists());
        assert!(bench.question().is_none());
    }
}

#[test]
fn leaving_that_waits_can_be_cut_short_or_taken_back() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    world.hold();
    save_as(&mut bench, &mut world, "copy.ron");
    file(&mut bench, &mut world, FileCommand::Leave);
    file(&mut bench, &mut world, FileCommand::Leave);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
    assert!(!bench.is_leaving() && !world.is_leaving());
    file(&mut bench, &mut world, FileCommand::Leave);
    file(&mut bench, &mut world, FileCommand::Leave);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
    assert!(bench.is_leaving() && !world.is_leaving(), "going on waiting");
    file(&mut bench, &mut world, FileCommand::Leave);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    assert!(world.is_leaving());
}

#[test]
fn leaving_stays_where_what_it_waited_for_fails() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    world.hold();
    save_as(&mut bench, &mut world, "no folder/copy.ron");
    file(&mut bench, &mut world, FileCommand::Leave);
    world.release();
    settle(&mut bench, &mut world);
    assert!(!world.is_leaving() && !bench.is_leaving());
    assert!(texts(&bench).contains("folder"), "{}", texts(&bench));
}

#[test]
fn leaving_right_after_a_save_of_all_waits_for_it_without_a_question() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    tag(&mut bench, &mut world, TagKind::Claim);
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(bench.question().is_none() && !world.is_leaving());
    world.release();
    settle(&mut bench, &mut world);
    assert!(world.is_leaving());
    assert_eq!(kept(&world, "mill.ron"), *bench.project());
}

#[test]
fn work_that_only_undo_still_holds_is_not_let_go_unasked() {
    let (mut bench, mut world) = marked();
    let first = bench.focus().article.expect("an article");
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Remove(first)));
    assert!(bench.project().is_empty() && !bench.is_saved());
    file(&mut bench, &mut world, FileCommand::Leave);
    assert_eq!(bench.question(), Some(&Question::Unsaved(Intent::Leave)));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste("Second\n\nText here.".to_owned())));
    run(&mut bench, &mut world, Command::Undo);
    run(&mut bench, &mut world, Command::Undo);
    assert_eq!(bench.project().index().counts().assertions, 1, "the removed article came back");
}

#[test]
fn a_save_that_outlives_the_work_let_go_after_it_is_still_told_to_the_journal() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    tag(&mut bench, &mut world, TagKind::Claim);
    world.hold();
    file(&mut bench, &mut world, FileCommand::Save);
    tag(&mut bench, &mut world, TagKind::Assertion);
    file(&mut bench, &mut world, FileCommand::Leave);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Proceed));
    // The workers come to the journal's end first, and to the save last: a kill in the middle of that must find who was saving.
    let mut jobs = world.take_held();
    jobs.reverse();
    world.give(jobs);
    world.release();
    settle(&mut bench, &mut world);
    assert!(world.is_leaving(), "{}", texts(&bench));

    let saved = std::fs::read(world.path("mill.ron")).expect("the file");
    let aside = std::fs::read_dir(set_aside_folder(&world.path("state"))).expect("the folder");
    let journals: Vec<_> =
        aside.map(|entry| entry.expect("a name").path()).filter(|path| path.extension().is_some_and(|e| e == "journal")).collect();
    let [journal] = journals.as_slice() else { panic!("{journals:?}") };
    let story = Story::<Focus>::read(&std::fs::read(journal).expect("the journal")).expect("a journal");
    assert!(story.mark_of(&digest_of(&saved)).is_some() && story.unsettled().is_none());

    // Only what was done after that save was let go.
    world.crash(bench);
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Find));
    let found: Vec<_> = bench.recovery().found().iter().map(|leftover| (leftover.is_discarded, leftover.changes)).collect();
    assert_eq!(found, [(true, 1)]);
}
