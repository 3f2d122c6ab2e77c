//! A file opens where it was read last, also after closing and after another file; what is remembered of that is never trusted.

use std::sync::Arc;

use egui::{Key, Modifiers, Vec2};
use factmark::storage::disk::Disk;
use factmark::storage::settings::{Appearance, Change, NotKept, Place, Settings, only_last};
use factmark::workbench::Workbench;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{ArticleCommand, Command, FileCommand, MarkCommand};
use factmark::workbench::focus::{Anchor, Focus};
use factmark::workbench::jobs;
use factmark::workbench::world::World as _;

use crate::hand::Hand;
use crate::memory_fs::MemoryFs;
use crate::world::{FalseWorld, file, run, save_as, texts};

const HEADLINE: &str = "Récits — “Zoë”\n\n";
const PARAGRAPH: &str = "Un paragraphe “dit”, l’été.\n\n";

/// Two articles in a file, the second one shown and read as far as `byte`.
fn read_to(byte: usize) -> (Workbench, FalseWorld) {
    let mut world = FalseWorld::new();
    let mut bench = Workbench::new(Settings::default());
    for text in ["First\n\nShort.\n".to_owned(), format!("{HEADLINE}{}", PARAGRAPH.repeat(400))] {
        run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste(text)));
    }
    save_as(&mut bench, &mut world, "read.ron");
    let second = bench.project().articles().nth(1).expect("two").id;
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Show(second)));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Scrolled(Anchor { byte, offset_px: 7.0 })));
    (bench, world)
}

fn settings(world: &mut FalseWorld) -> Settings {
    let path = world.settings_path().expect("a place");
    Settings::read(&Disk, &path).expect("settings")
}

fn place(bench: &Workbench) -> Focus {
    Focus { selection: None, statement: None, ..bench.focus().clone() }
}

#[test]
fn a_file_opens_where_it_was_read_last() {
    let text_start = HEADLINE.len() + 30 * PARAGRAPH.len();
    let (mut bench, mut world) = read_to(text_start);
    let was = place(&bench);
    assert_eq!(was.scroll.byte, text_start);
    let path = world.path("read.ron");
    file(&mut bench, &mut world, FileCommand::New);
    assert_ne!(place(&bench), was);
    file(&mut bench, &mut world, FileCommand::OpenPath(path.clone()));
    assert_eq!(place(&bench), was);
    // Opened again, nothing moves.
    file(&mut bench, &mut world, FileCommand::OpenPath(path.clone()));
    assert_eq!(place(&bench), was);
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(world.is_leaving(), "{}", texts(&bench));
    let mut bench = Workbench::new(settings(&mut world));
    file(&mut bench, &mut world, FileCommand::OpenPath(path));
    assert_eq!(place(&bench), was);
}

#[test]
fn where_everything_begins_is_nothing_to_remember() {
    for is_first in [true, false] {
        let (mut bench, mut world) = read_to(0);
        let shown = bench.project().articles().nth(usize::from(!is_first)).expect("two").id;
        run(&mut bench, &mut world, Command::Article(ArticleCommand::Show(shown)));
        file(&mut bench, &mut world, FileCommand::Leave);
        let places: Vec<_> = settings(&mut world).places.iter().map(|place| (place.article, place.top.0)).collect();
        assert_eq!(places, if is_first { Vec::new() } else { vec![(shown, 0)] });
        assert!(world.is_leaving());
    }
}

#[test]
fn nonsense_about_another_file_does_not_keep_the_program_from_ending() {
    let (mut bench, mut world) = read_to(HEADLINE.len());
    let (path, article) = (world.path("read.ron"), bench.focus().article.expect("one"));
    file(&mut bench, &mut world, FileCommand::Leave);
    world.put("settings.ron", format!("(places: [(path: \"other.ron\", article: \"{article}\", top: (0, NaN))])"));
    let mut bench = Workbench::new(settings(&mut world));
    file(&mut bench, &mut world, FileCommand::OpenPath(path));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Scrolled(Anchor { byte: HEADLINE.len(), offset_px: 3.0 })));
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(world.is_leaving() && !bench.is_leaving(), "{}", texts(&bench));
}

#[test]
fn a_window_that_closes_takes_nothing_back_that_another_one_has_set() {
    let (mut bench, mut world) = read_to(HEADLINE.len());
    let mut other = Workbench::new(settings(&mut world));
    run(&mut other, &mut world, Command::SetMe("R. Vale".to_owned()));
    let other_place = Place { path: "other.ron".into(), article: bench.focus().article.expect("one"), top: (3, 0.0) };
    let changes = [Change::Read(other_place.clone())];
    Settings::write(&Settings::default(), &changes, &Disk, &world.settings_path().expect("a place")).expect("written");
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(world.is_leaving());
    let settings = settings(&mut world);
    assert_eq!((settings.me.as_str(), settings.places.len()), ("R. Vale", 2));
    assert_eq!(settings.places.last(), Some(&other_place));
}

#[test]
fn what_one_window_changes_of_the_settings_another_one_does_not_undo() {
    let (mut bench, mut world) = read_to(HEADLINE.len());
    let mut other = Workbench::new(settings(&mut world));
    let mut third = Workbench::new(settings(&mut world));
    run(&mut bench, &mut world, Command::SetAppearance(Appearance::Dark));
    run(&mut other, &mut world, Command::SetMe("R. Vale".to_owned()));
    save_as(&mut third, &mut world, "third.ron");
    run(&mut other, &mut world, Command::SetReadingSize(25.0));
    save_as(&mut other, &mut world, "other.ron");
    // A file that is gone is offered no more, and nothing else goes with it.
    let gone = world.path("read.ron");
    std::fs::remove_file(&gone).expect("there");
    file(&mut bench, &mut world, FileCommand::OpenPath(gone.clone()));
    let now = settings(&mut world);
    assert_eq!((now.me.as_str(), now.appearance, now.reading_size.round()), ("R. Vale", Appearance::Dark, 25.0));
    assert_eq!(now.recent, ["other.ron", "third.ron"].map(|name| world.path(name)));
    assert_eq!(now.last, Some(world.path("other.ron")));
    // Each window goes on with what it shows.
    assert_eq!((bench.settings().me.as_str(), other.settings().appearance), ("", Appearance::System));
    // What somebody takes away is made anew of what holds in the window.
    std::fs::remove_file(world.settings_path().expect("a place")).expect("there");
    run(&mut other, &mut world, Command::SetAppearance(Appearance::Light));
    let now = settings(&mut world);
    assert_eq!((now.me.as_str(), now.appearance, now.reading_size.round()), ("R. Vale", Appearance::Light, 25.0));
}

#[test]
fn settings_that_could_not_be_written_go_with_the_next_change_and_hold_nobody_up() {
    let (mut bench, mut world) = read_to(HEADLINE.len());
    let path = world.settings_path().expect("a place");
    std::fs::remove_file(&path).expect("there");
    std::fs::create_dir_all(path.join("in the way")).expect("a folder");
    for number in 1..200 {
        // Whatever names they would be put under are taken.
        world.put(&format!("settings.ron.bad{}", if number == 1 { String::new() } else { format!("-{number}") }), "");
    }
    run(&mut bench, &mut world, Command::SetMe("R. Vale".to_owned()));
    assert!(texts(&bench).contains("could not be kept"), "{}", texts(&bench));
    std::fs::remove_dir_all(&path).expect("there");
    run(&mut bench, &mut world, Command::SetAppearance(Appearance::Dark));
    let now = settings(&mut world);
    assert_eq!((now.me.as_str(), now.appearance), ("R. Vale", Appearance::Dark));
    std::fs::remove_file(&path).expect("there");
    std::fs::create_dir_all(path.join("in the way")).expect("a folder");
    run(&mut bench, &mut world, Command::SetMe("A. Brook".to_owned()));
    file(&mut bench, &mut world, FileCommand::Leave);
    assert!(world.is_leaving() && !bench.is_leaving(), "{}", texts(&bench));
}

#[test]
fn settings_that_are_written_and_may_not_last_are_not_written_again_over_those_of_another_window() {
    let (mut bench, mut world) = read_to(0);
    let mut other = Workbench::new(settings(&mut world));
    world.hold();
    bench.run(Command::SetMe("R. Vale".to_owned()), &mut world);
    for job in world.take_held() {
        // The file is in its place, and the disk does not say that it lasts.
        assert!(matches!(job(), Arrival::SettingsWritten(Ok(()))));
    }
    world.release();
    let unsettled = NotKept { reason: "no answer".to_owned(), is_there: true };
    run(&mut bench, &mut world, Command::Arrived(Arrival::SettingsWritten(Err(unsettled))));
    assert!(texts(&bench).contains("a power cut may take them back (no answer)"), "{}", texts(&bench));
    assert_eq!(settings(&mut world).me, "R. Vale");
    run(&mut other, &mut world, Command::SetMe("A. Brook".to_owned()));
    run(&mut bench, &mut world, Command::SetReadingSize(25.0));
    let now = settings(&mut world);
    assert_eq!((now.me.as_str(), now.reading_size.round()), ("A. Brook", 25.0));
}

#[test]
fn a_write_of_settings_says_whether_they_are_there_whatever_fails() {
    let path = "/state/settings.ron";
    let mine = Settings { me: "R. Vale".to_owned(), ..Settings::default() };
    let write = |fs: &MemoryFs| {
        let changes = vec![Change::Me("R. Vale".to_owned())];
        match jobs::write_settings(Arc::new(fs.clone()), mine.clone(), changes, path.into())() {
            Arrival::SettingsWritten(result) => result,
            other => panic!("{other:?}"),
        }
    };
    let fresh = || MemoryFs::with(path, b"(me: \"A. Brook\")");
    let fs = fresh();
    write(&fs).expect("written");
    let mut ends = [0, 0, 0];
    for call in 0..fs.calls() {
        for is_after_the_deed in [false, true] {
            let fs = fresh().failing(&[call], std::io::ErrorKind::Other, is_after_the_deed);
            let (result, me) = (write(&fs), Settings::read(&fs, path.as_ref()).expect("settings").me);
            let (kind, is_new) = match result {
                Ok(()) => (0, true),
                Err(NotKept { is_there: true, .. }) => (1, true),
                Err(NotKept { is_there: false, .. }) => (2, false),
            };
            assert_eq!(me == "R. Vale", is_new, "{call} {is_after_the_deed}");
            ends[kind] += 1;
        }
    }
    assert!(ends.iter().all(|count| *count > 0), "{ends:?}");
}

#[test]
fn of_changes_that_wait_the_last_of_each_kind_and_file_is_all_there_is_to_make() {
    let (bench, _world) = read_to(0);
    let article = bench.focus().article.expect("one");
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut chance = fastrand::Rng::with_seed(seed);
    for _ in 0..500 {
        let mut change = || {
            let (number, path) = (chance.usize(..3), format!("{}.ron", chance.usize(..4)).into());
            match chance.usize(..6) {
                0 => Change::Me(number.to_string()),
                1 => Change::Appearance([Appearance::System, Appearance::Light, Appearance::Dark][number]),
                2 => Change::ReadingSize([13.0, 18.0, 30.0][number]),
                3 => Change::Opened(path),
                4 => Change::Gone(path),
                _ => Change::Read(Place { path, article, top: (number, 0.0) }),
            }
        };
        let changes: Vec<Change> = (0..60).map(|_| change()).collect();
        let last = only_last(changes.clone());
        assert!(last.len() <= 3 + 3 * 4, "{last:?}");
        let made = |changes: &[Change]| {
            let mut settings = Settings::default();
            for change in changes {
                settings.make(change);
            }
            settings
        };
        assert_eq!(made(&last), made(&changes), "{changes:?}");
    }
}

#[test]
fn a_place_that_is_not_there_any_more_is_the_top() {
    let (mut bench, mut world) = read_to(HEADLINE.len());
    let path = world.path("read.ron");
    let (article, first) = (bench.focus().article.expect("one"), bench.project().articles().next().expect("one").id);
    file(&mut bench, &mut world, FileCommand::Leave);
    for (at, text) in [(article, "(999999999, 3.0)"), (article, "(18446744073709551615, 0.0)"), (first, "(4, 0.0)")] {
        world.put("settings.ron", format!("(places: [(path: {path:?}, article: \"{at}\", top: {text})])"));
        let mut bench = Workbench::new(settings(&mut world));
        file(&mut bench, &mut world, FileCommand::OpenPath(path.clone()));
        let Focus { article: shown, scroll, .. } = bench.focus().clone();
        let expected = if at == first { Anchor { byte: 4, offset_px: 0.0 } } else { Anchor::default() };
        assert_eq!((shown, scroll), (Some(at), expected), "{text}");
    }
    // An article that is gone, and what is no place: the first one, from its top.
    let gone = "a-0000000000001".to_owned();
    for (at, text) in [(gone, "(3, 0.0)"), (article.to_string(), "(15, NaN)"), (article.to_string(), "(15, inf)")] {
        world.put("settings.ron", format!("(places: [(path: {path:?}, article: \"{at}\", top: {text})])"));
        let mut bench = Workbench::new(settings(&mut world));
        file(&mut bench, &mut world, FileCommand::OpenPath(path.clone()));
        assert_eq!(place(&bench), Focus { article: Some(first), ..Focus::default() });
    }
}

#[test]
fn places_are_as_many_as_files_that_are_offered_again() {
    let (bench, _world) = read_to(0);
    let article = bench.focus().article.expect("one");
    let mut settings = Settings::default();
    for number in 0..100 {
        settings.make(&Change::Read(Place { path: format!("{}.ron", number % 50).into(), article, top: (number, 0.0) }));
    }
    let tops: Vec<usize> = settings.places.iter().map(|place| place.top.0).collect();
    assert_eq!(tops, (88..100).rev().collect::<Vec<_>>());
}

#[test]
fn the_window_shows_again_what_it_showed() {
    let (mut bench, mut world) = read_to(0);
    let path = world.path("read.ron");
    file(&mut bench, &mut world, FileCommand::Leave);
    world.crash(bench);
    let mut hand = Hand::sized(world, Some(path.clone()), Vec2::new(1280.0, 800.0));
    let second = hand.bench().project().articles().nth(1).expect("two").id;
    hand.harness.state_mut().ask(Command::Article(ArticleCommand::Show(second)));
    hand.run();
    for _ in 0..5 {
        hand.keys(Modifiers::NONE, Key::PageDown);
    }
    let was = hand.bench().focus().scroll;
    let rects = |hand: &Hand| hand.harness.state().rects_of(was.byte..was.byte + 10);
    let before = rects(&hand);
    assert!(was.byte > 1000 && !before.is_empty(), "{was:?}");
    hand.harness.state_mut().ask(Command::File(FileCommand::New));
    hand.run();
    hand.harness.state_mut().ask(Command::File(FileCommand::OpenPath(path)));
    hand.run();
    assert_eq!(hand.bench().focus().article, Some(second));
    let after = rects(&hand);
    let moved = before.iter().zip(&after).map(|(before, after)| (before.min - after.min).length()).fold(0.0, f32::max);
    assert!(before.len() == after.len() && moved <= 1.0, "{before:?} {after:?}");
}
