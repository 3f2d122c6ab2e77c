//! A journal has one writer: who finds another at it goes elsewhere with all of its own, and leaves what lies there alone.

use std::path::{Path, PathBuf};

use factmark::model::article::Article;
use factmark::model::edit::Edit;
use factmark::model::field::ArticleField;
use factmark::model::id::ArticleId;
use factmark::model::moment::Moment;
use factmark::model::project::Project;
use factmark::storage::error::SaveError;
use factmark::storage::fs::Lock;
use factmark::storage::journal::{Base, Begin, Entry, FORMAT, Head, Journal, JournalError, Start, Step, Story, take_lock};

use crate::memory_fs::MemoryFs;

const PLACE: &str = "/state/journals/mill.journal";
const AT: Moment = Moment(1_795_500_000);

fn project() -> Project {
    let mut project = Project::default();
    let article = Article::new(ArticleId::from_raw(1), "Mill burns down");
    project.apply(Edit::PutArticle(0, std::sync::Arc::new(article))).expect("an empty project takes it");
    project
}

fn begin() -> Begin<u8> {
    let base = Base::Text { path: None, text: factmark::project_file::write(&project()) };
    Box::new(move |_| Ok(Start { head: Head { format: FORMAT, base: base.clone(), name: "Mill".to_owned(), at: AT }, past: Vec::new() }))
}

fn titled(words: &str) -> Entry<u8> {
    let edit = |words: &str| vec![Edit::SetArticle(ArticleId::from_raw(1), ArticleField::Title(words.to_owned()))];
    let step = Step { label: "change title".to_owned(), edits: edit(""), before: 0, after: 0, state: 1 };
    Entry::Did { at: AT, edits: edit(words), step }
}

fn story(fs: &MemoryFs, path: &Path) -> Story<u8> {
    Story::read(fs.state().bytes(path).unwrap_or_else(|| panic!("{} is not there", path.display()))).expect("a journal")
}

/// A journal with one entry, and a second hand that goes on in it.
fn with_two_hands(fs: &MemoryFs, locks: [Option<Lock>; 2]) -> [Journal<u8>; 2] {
    let [first, second] = locks;
    let one = Journal::new(PLACE.into(), begin(), first);
    one.queue(1, titled("One"));
    one.write(fs).expect("an empty disk");
    let story = story(fs, Path::new(PLACE));
    let other = Journal::going_on(PLACE.into(), &story, second);
    [one, other]
}

#[test]
fn who_could_not_lock_the_journal_and_finds_it_locked_goes_elsewhere() {
    for is_new in [true, false] {
        let fs = MemoryFs::default();
        let [one, other] = with_two_hands(&fs, [None, None]);
        let late = if is_new { Journal::new(PLACE.into(), begin(), None) } else { other };
        late.queue(1, titled("Late"));
        let written = match late.write(&fs) {
            Err(JournalError::Lost) if !is_new => late.begin_again(&fs, &begin(), 0).and_then(|_| late.write(&fs)),
            other => other,
        };
        assert_eq!(written.expect("it has a place of its own").number, 1);
        one.queue(2, titled("Two"));
        assert_eq!(one.write(&fs).expect("nobody else writes here").number, 2);
        assert_eq!(story(&fs, Path::new(PLACE)).entries.len(), 2);
        let place: PathBuf = late.place().0;
        assert_ne!(place, Path::new(PLACE));
        assert_eq!(story(&fs, &place).entries.len(), 1);
        assert!(matches!(take_lock(&fs, &place), Ok(None)), "nobody takes it for what a crash has left");
    }
}

#[test]
fn what_another_one_has_added_is_never_cut_off() {
    // Where there are no locks nobody is kept out: what has grown by itself is another's too.
    for is_anew in [true, false] {
        let fs = MemoryFs::default();
        let [one, other] = with_two_hands(&fs, ["a", "b"].map(|name| Some(lock(&fs, name))));
        one.queue(2, titled("Two"));
        one.write(&fs).expect("it is as known");
        other.queue(1, titled("Other"));
        if !is_anew {
            assert!(matches!(other.write(&fs), Err(JournalError::Lost)));
        }
        other.begin_again(&fs, &begin(), 0).and_then(|_| other.write(&fs)).expect("it has a place of its own");
        assert_eq!(story(&fs, Path::new(PLACE)).entries.len(), 2, "{is_anew}");
        assert_eq!(other.place().0, Path::new(PLACE), "it stays its place");
        assert_eq!(story(&fs, Path::new("/state/journals/mill-1.journal")).entries.len(), 1, "{is_anew}");
    }
}

/// A lock of something else.
fn lock(fs: &MemoryFs, name: &str) -> Lock {
    take_lock(fs, &Path::new("/state/journals").join(name)).expect("locks").expect("it is free")
}

#[test]
fn a_place_that_is_locked_meanwhile_is_not_moved_into() {
    let fs = MemoryFs::default();
    let one = Journal::new(PLACE.into(), begin(), None);
    one.queue(1, titled("One"));
    one.write(&fs).expect("an empty disk");
    let other = Journal::new("/state/journals/n-1.journal".into(), begin(), None);
    other.queue(1, titled("Other"));
    other.write(&fs).expect("an empty disk");
    // It could not be asked for when the file was saved.
    other.move_to(&fs, Path::new(PLACE), None, 1).expect_err("it is another window's");
    one.queue(2, titled("Two"));
    one.write(&fs).expect("nothing has happened to it");
    assert_eq!(story(&fs, Path::new(PLACE)).entries.len(), 2);
    assert_eq!(story(&fs, Path::new("/state/journals/n-1.journal")).entries.len(), 1);
}

#[test]
fn a_journal_that_begins_elsewhere_never_goes_on_without_its_head() {
    // Whichever call fails: it is tried again until it is kept, and then it can be read.
    for call in 0..60 {
        for is_done in [true, false] {
            let fs = MemoryFs::default();
            let [one, other] = with_two_hands(&fs, ["a", "b"].map(|name| Some(lock(&fs, name))));
            one.queue(2, titled("Two"));
            one.write(&fs).expect("it is as known");
            other.queue(1, titled("Other"));
            let fs = MemoryFs::clone(&fs).failing(&[fs.calls() + call], std::io::ErrorKind::Other, is_done);
            let mut result = other.write(&fs);
            for _ in 0..6 {
                result = match result {
                    Ok(_) => break,
                    Err(JournalError::Lost | JournalError::Outdated) => other.begin_again(&fs, &begin(), 0).and_then(|_| other.write(&fs)),
                    Err(_) => other.write(&fs),
                };
            }
            assert!(result.is_ok(), "call {call}: {result:?}");
            let others = fs
                .names()
                .into_iter()
                .filter(|name| name.extension().is_some_and(|ending| ending == "journal") && *name != Path::new(PLACE));
            let found: Vec<_> = others.map(|name| story(&fs, &name).entries.len()).collect();
            assert!(found.contains(&1), "call {call} {is_done}: {found:?}");
            assert_eq!(story(&fs, Path::new(PLACE)).entries.len(), 2, "call {call} {is_done}");
        }
    }
}

#[test]
fn what_another_hand_has_begun_in_the_place_of_a_journal_that_is_written_anew_is_kept() {
    let fs = MemoryFs::default();
    let own = lock(&fs, "mill");
    let old = Journal::new(PLACE.into(), begin(), Some(own.clone()));
    old.queue(1, titled("Old"));
    old.write(&fs).expect("an empty disk");
    let late = Journal::in_place_of(PLACE.into(), Some(&story(&fs, Path::new(PLACE))), Some(own.clone()));
    // Of the same window, whose lock it has.
    let other = Journal::new(PLACE.into(), begin(), Some(own));
    other.queue(1, titled("Other"));
    other.queue(2, titled("Further"));
    other.write(&fs).expect("the old one gives way");
    late.begin_again(&fs, &begin(), 0).expect("it gives way too");
    let lengths: Vec<usize> = ["mill", "mill-1", "mill-2"]
        .map(|name| story(&fs, &Path::new("/state/journals").join(format!("{name}.journal"))).entries.len())
        .to_vec();
    assert_eq!(lengths, [0, 1, 2]);
}

#[test]
fn a_journal_that_cannot_be_written_anew_lies_where_it_was() {
    let prepared = || {
        let fs = MemoryFs::default();
        let own = lock(&fs, "mill");
        let old = Journal::new(PLACE.into(), begin(), Some(own.clone()));
        old.queue(1, titled("Old"));
        old.write(&fs).expect("an empty disk");
        let late = Journal::in_place_of(PLACE.into(), Some(&story(&fs, Path::new(PLACE))), Some(own));
        (fs, late)
    };
    let (fs, late) = prepared();
    let first = fs.calls();
    late.begin_again(&fs, &begin(), 0).expect("nothing fails");
    let last = fs.calls();
    // Whichever two calls fail, but for many of those that write: the old one is in its place, or the new one is, and may not last yet.
    let calls: Vec<usize> = (first..first + 10).chain(last - 10..last + 6).collect();
    let (mut kept, mut unsettled) = (0, 0);
    for calls in calls.iter().flat_map(|one| calls.iter().map(move |other| [*one, *other])) {
        let (fs, late) = prepared();
        let fs = fs.failing(&calls, std::io::ErrorKind::StorageFull, false);
        let result = late.begin_again(&fs, &begin(), 0);
        let found = story(&fs, Path::new(PLACE)).entries.len();
        let fs = fs.failing(&[], std::io::ErrorKind::StorageFull, false);
        match result {
            Ok(_) => assert_eq!(found, 0, "{calls:?}"),
            Err(JournalError::NotMade(SaveError::Unsettled { .. })) => {
                assert_eq!(found, 0, "{calls:?}");
                late.sync(&fs).expect("nothing fails any more");
                unsettled += 1;
            }
            Err(error) => {
                assert_eq!(found, 1, "{calls:?}: {error}");
                late.begin_again(&fs, &begin(), 0).expect("nothing fails any more");
                kept += 1;
            }
        }
        late.queue(1, titled("Late"));
        late.write(&fs).unwrap_or_else(|error| panic!("{calls:?}: {error}"));
        assert_eq!(story(&fs, Path::new(PLACE)).entries.len(), 1, "{calls:?}");
    }
    assert!(kept > 20 && unsettled > 5, "{kept} {unsettled}");
}
