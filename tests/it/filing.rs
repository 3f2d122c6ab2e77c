//! New, open, save, leave: nothing is lost, nothing is written over unasked.

use factmark::model::tag::TagKind;
use factmark::project_file;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::command::{Answer, ArticleCommand, Command, FileCommand, MarkCommand};
use factmark::workbench::question::{Intent, PathFor, Question};
use factmark::workbench::world::World as _;

use crate::world::{FalseWorld, TEXT, file, marked, run, save_as, settle, texts};

#[test]
fn a_pasted_article_is_saved_where_the_dialog_says_and_opens_the_same() {
    let (mut bench, mut world) = marked();
    assert!(!bench.is_saved());
    save_as(&mut bench, &mut world, "mill.ron");
    assert!(bench.is_saved(), "{}", texts(&bench));
    assert_eq!(bench.name(), "mill");
    assert_eq!(world.asked()[0].1.as_deref(), Some(std::path::Path::new("Mill-burns-down.ron")));

    let mut again = Workbench::new(Settings::default());
    file(&mut again, &mut world, FileCommand::OpenPath(bench.path().expect("a file").to_owned()));
    assert_eq!(again.project(), bench.project());
    assert!(again.is_saved());
    assert_eq!(again.settings().last.as_deref(), bench.path());
}

#[test]
fn a_text_pasted_over_the_untouched_sample_takes_its_place_and_later_ones_are_added() {
    let mut world = FalseWorld::new();
    let mut bench = Workbench::new(Settings::default());
    file(&mut bench, &mut world, FileCommand::OpenSample);
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
    assert_eq!(bench.project().article_count(), 1);
    assert_eq!(bench.article().expect("an article").title, "Mill burns down");
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste("Another\n\nText.".to_owned())));
    assert_eq!(bench.project().article_count(), 2);
    assert_eq!(bench.article().expect("an article").title, "Another");
    run(&mut bench, &mut world, Command::Undo);
    assert_eq!(bench.article().expect("an article").title, "Mill burns down");
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste(" \n".to_owned())));
    assert_eq!(bench.project().article_count(), 1, "white space is no article");
}

#[test]
fn without_a_dialog_service_the_path_is_typed() {
    let (mut bench, mut world) = marked();
    file(&mut bench, &mut world, FileCommand::Save);
    assert_eq!(bench.question(), Some(&Question::Path(PathFor::Save)));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Path("  ".to_owned())));
    assert_eq!(bench.question(), Some(&Question::Path(PathFor::Save)), "no path is no answer");
    let path = world.path("typed.ron");
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Path(path.display().to_string())));
    assert!(bench.is_saved(), "{}", texts(&bench));
    // Typing the name of what is there asks, as no dialog has.
    let other = world.put("other.ron", "somebody's work");
    file(&mut bench, &mut world, FileCommand::SaveAs);
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Path(other.display().to_string())));
    assert_eq!(bench.question(), Some(&Question::Overwrite(other)));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
    file(&mut bench, &mut world, FileCommand::Open);
    assert_eq!(bench.question(), Some(&Question::Path(PathFor::Open)));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Path("typed.ron".to_owned())));
    assert_eq!(bench.path(), Some(path.as_path()), "whole, so that it is found again from another folder");
}

#[test]
fn what_cannot_be_opened_says_why_and_the_open_project_stays() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let before = bench.project().clone();
    let files = [
        ("folder", None, "folder"),
        ("missing.txt", None, "no such file"),
        ("broken.ron", Some(&b"Project(format: 1, articles: [oops"[..]), "line 1"),
        ("newer.ron", Some(&b"Project(format: 99)"[..]), "99"),
        ("latin1.txt", Some(&b"caf\xe9"[..]), "UTF-8"),
        ("empty.txt", Some(&b""[..]), "empty"),
    ];
    for (name, bytes, says) in files {
        let path = match bytes {
            Some(bytes) => world.put(name, bytes),
            None => world.path(name),
        };
        if name == "folder" {
            std::fs::create_dir(&path).expect("a folder");
        }
        file(&mut bench, &mut world, FileCommand::OpenPath(path.clone()));
        let said = texts(&bench);
        assert!(said.to_lowercase().contains(&says.to_lowercase()), "{name}: {said}");
        assert!(said.ends_with(&path.display().to_string()), "{name}: the path stands on the last line: {said}");
        assert_eq!(bench.project(), &before, "{name}");
        for notice in bench.notices().shown().to_vec() {
            run(&mut bench, &mut world, Command::DismissNotice(notice.number));
        }
    }
}

#[test]
fn settings_are_kept_and_nonsense_in_them_is_told_and_left_as_it_is() {
    let mut world = FalseWorld::new();
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, &mut world, Command::SetMe(" R. Vale ".to_owned()));
    run(&mut bench, &mut world, Command::SetReadingSize(900.0));
    let path = world.settings_path().expect("a place");
    let read = Settings::read(&factmark::storage::disk::Disk, &path).expect("settings");
    assert_eq!((read.me.as_str(), read.reading_size), ("R. Vale", 32.0));
    world.put("settings.ron", "(me: 3)");
    let error = Settings::read(&factmark::storage::disk::Disk, &path).expect_err("no settings");
    assert!(error.to_string().contains("the file is kept"), "{error}");
    assert_eq!(std::fs::read(&path).expect("still there"), b"(me: 3)");
    // A change must not write over what the user may want back, however often that happens.
    run(&mut bench, &mut world, Command::SetReadingSize(20.0));
    world.put("settings.ron", "(me: 4)");
    run(&mut bench, &mut world, Command::SetReadingSize(21.0));
    let size = Settings::read(&factmark::storage::disk::Disk, &path).expect("settings").reading_size;
    assert!((20.5..21.5).contains(&size), "{size}");
    assert_eq!(std::fs::read(world.path("settings.ron.bad")).expect("kept"), b"(me: 3)");
    assert_eq!(std::fs::read(world.path("settings.ron.bad-2")).expect("kept"), b"(me: 4)");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_empties_no_settings() {
    use std::os::unix::ffi::OsStringExt as _;

    let (mut bench, mut world) = marked();
    run(&mut bench, &mut world, Command::SetMe("R. Vale".to_owned()));
    let name = std::path::PathBuf::from(std::ffi::OsString::from_vec(b"caf\xe9.ron".to_vec()));
    let path = world.path("mill.ron").with_file_name(name);
    world.answer(Some(&path));
    file(&mut bench, &mut world, FileCommand::SaveAs);
    assert!(bench.is_saved() && path.exists(), "{}", texts(&bench));
    let read = Settings::read(&factmark::storage::disk::Disk, &world.settings_path().expect("a place")).expect("settings");
    assert_eq!((read.me.as_str(), read.last), ("R. Vale", None));
}

#[test]
fn work_done_while_a_file_is_being_read_is_asked_about() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let other = world.put("other.txt", "Other\n\nText.");
    world.hold();
    file(&mut bench, &mut world, FileCommand::OpenPath(other.clone()));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Tag(TagKind::Claim)));
    world.release();
    settle(&mut bench, &mut world);
    assert_eq!(bench.question(), Some(&Question::Unsaved(Intent::OpenPath(other))));
    assert_eq!(bench.project().index().counts().claims, 1, "nothing was let go");
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Save));
    assert_eq!(bench.name(), "Other");
    let kept = project_file::read(&std::fs::read(world.path("mill.ron")).expect("saved")).expect("a project");
    assert_eq!(kept.project.index().counts().claims, 1);
}

#[test]
fn an_opening_that_was_cancelled_or_overtaken_changes_nothing() {
    let (mut bench, mut world) = marked();
    save_as(&mut bench, &mut world, "mill.ron");
    let (one, two) = (world.put("one.txt", "One\n\nText."), world.put("two.txt", "Two\n\nText."));
    world.hold();
    file(&mut bench, &mut world, FileCommand::OpenPath(one.clone()));
    assert!(bench.opening().is_some());
    file(&mut bench, &mut world, FileCommand::CancelOpening);
    world.release();
    settle(&mut bench, &mut world);
    assert_eq!(bench.name(), "mill");
    world.hold();
    file(&mut bench, &mut world, FileCommand::OpenPath(one));
    file(&mut bench, &mut world, FileCommand::OpenPath(two));
    world.release();
    settle(&mut bench, &mut world);
    assert_eq!(bench.name(), "Two");
}

#[test]
fn texts_that_come_together_all_become_articles() {
    for first_opens in [false, true] {
        let (mut bench, mut world) = if first_opens { (Workbench::new(Settings::default()), FalseWorld::new()) } else { marked() };
        let before = bench.project().article_count();
        assert_eq!(bench.has_nothing_to_lose(), first_opens);
        let paths = ["one", "two", "three"].map(|name| world.put(&format!("{name}.txt"), format!("{name}\n\nText.")));
        world.hold();
        for (number, path) in paths.into_iter().enumerate() {
            let opens = first_opens && number == 0;
            file(&mut bench, &mut world, if opens { FileCommand::OpenPath(path) } else { FileCommand::AddArticleFrom(path) });
        }
        let none = world.path("none.txt");
        file(&mut bench, &mut world, FileCommand::AddArticleFrom(none));
        world.release();
        settle(&mut bench, &mut world);
        let titles: Vec<_> = bench.project().articles().skip(before).map(|article| article.title.clone()).collect();
        assert_eq!(titles, ["one", "two", "three"], "{first_opens}");
        assert!(texts(&bench).contains("no such file"), "{}", texts(&bench));
    }
}

#[test]
fn a_file_edited_by_hand_opens_with_one_line_about_it() {
    let (mut bench, mut world) = marked();
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Select(Some(17..28))));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Tag(TagKind::Claim)));
    let text = project_file::write(bench.project());
    let path = world.put("edited.ron", text.replace("tag: Claim", "tag: Assertion"));
    file(&mut bench, &mut world, FileCommand::Answer(Answer::Cancel));
    let mut other = Workbench::new(Settings::default());
    file(&mut other, &mut world, FileCommand::OpenPath(path.clone()));
    let said = texts(&other);
    assert!(said.contains("edited outside") && said.lines().count() == 2 && said.ends_with(&path.display().to_string()), "{said}");
    let all = world.put("all.ron", text.replace("sum: \"", "sum: \"0"));
    file(&mut other, &mut world, FileCommand::OpenPath(all));
    let said = texts(&other);
    assert!(said.contains("3 records were edited outside"), "{said}");
}
