//! What each save wrote is kept for a while, and no fault costs an older version.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use factmark::model::moment::Moment;
use factmark::model::snapshot::Digest;
use factmark::storage::copies::digest_of;
use factmark::storage::disk::Disk;
use factmark::storage::fs::Fs;
use factmark::storage::state::{key_of, versions_folder};
use factmark::storage::versions::{self, LAST_SAVES, Version, VersionError, beyond, kept};

use crate::memory_fs::MemoryFs;
use crate::support::rng;

const STATE: &str = "/state";
const PROJECT: &str = "/home/mill.ron";
const NOW: i64 = 1_795_500_000;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

fn put(fs: &dyn Fs, text: &str, now: i64) -> Result<(), factmark::storage::SaveError> {
    versions::put(fs, Path::new(STATE), Path::new(PROJECT), text.as_bytes(), digest_of(text.as_bytes()), Moment(now))
}

fn texts(fs: &dyn Fs) -> Vec<String> {
    let read = |version: &Version| String::from_utf8(versions::read(fs, version).expect("it reads")).expect("a text");
    versions::list(fs, Path::new(STATE), Path::new(PROJECT)).iter().map(read).collect()
}

fn at(number: u64, saved: i64) -> Version {
    Version { number, saved: Moment(saved), digest: Digest([0; 32]), size_bytes: 100, path: PathBuf::from(format!("{number}")) }
}

/// Versions saved at these times, given oldest first; newest first, as they are listed.
fn saved_at(times: &[i64]) -> Vec<Version> {
    let mut versions: Vec<Version> = (1..).zip(times).map(|(number, time)| at(number, *time)).collect();
    versions.reverse();
    versions
}

#[test]
fn each_save_is_kept_once_and_found_by_its_sum() {
    let fs = MemoryFs::default();
    assert_eq!(texts(&fs), Vec::<String>::new());
    put(&fs, "one", NOW).expect("kept");
    put(&fs, "two", NOW + 5).expect("kept");
    put(&fs, "two", NOW + 6).expect("kept already");
    assert_eq!(texts(&fs), ["two", "one"]);
    put(&fs, "one", NOW + 7).expect("kept");
    assert_eq!(texts(&fs), ["one", "two", "one"], "the same again is a version of its own where something lay between");
    let (state, project) = (Path::new(STATE), Path::new(PROJECT));
    let found = versions::find(&fs, state, project, &digest_of(b"one")).expect("it is there");
    assert_eq!((found.saved, found.size_bytes), (Moment(NOW + 7), 3));
    assert_eq!(versions::find(&fs, state, project, &digest_of(b"three")), None);
    let other = Path::new("/home/other.ron");
    assert!(versions::list(&fs, state, other).is_empty(), "another project has its own");
    let name = versions_folder(state, &key_of(&fs, project)).join("path.txt");
    assert_eq!(fs.read(&name, 100).expect("it says whose they are"), b"/home/mill.ron\n");
}

#[test]
fn whatever_call_fails_no_older_version_is_lost_and_success_is_no_lie() {
    let before = || {
        let fs = MemoryFs::default();
        put(&fs, "one", NOW).expect("kept");
        put(&fs, "two", NOW + 5).expect("kept");
        fs
    };
    let fs = before();
    let first = fs.calls();
    put(&fs, "three", NOW + 9).expect("kept");
    let last = fs.calls();
    assert!(last - first > 10, "the calls were counted");
    for call in first..last {
        for error in [ErrorKind::Other, ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::NotFound] {
            for after_the_deed in [false, true] {
                let what = format!("call {call}, {error:?}, after the deed: {after_the_deed}");
                let fs = before().failing(&[call], error, after_the_deed);
                let result = put(&fs, "three", NOW + 9);
                let left = texts(&fs);
                let is_kept = left == ["three", "two", "one"];
                assert!(is_kept || result.is_err() && left == ["two", "one"], "{what}: {left:?}, {result:?}");
                let leftover = |path: &&PathBuf| path.to_string_lossy().contains(".factmark-");
                assert_eq!(fs.names().iter().find(leftover), None, "{what}");
                if let Err(error) = result {
                    assert!(error.to_string().lines().last().is_some_and(|line| line.starts_with(STATE)), "{what}: {error}");
                }
            }
        }
    }
}

#[test]
fn a_folder_that_cannot_be_listed_is_no_empty_one() {
    let fs = MemoryFs::default();
    put(&fs, "one", NOW).expect("kept");
    let calls = fs.calls();
    let numbers: Vec<usize> = (calls..calls + 200).collect();
    let fs = fs.failing(&numbers, ErrorKind::PermissionDenied, false);
    put(&fs, "two", NOW + 1).expect_err("nothing works any more");
    let fs = fs.failing(&[], ErrorKind::Other, false);
    assert_eq!(texts(&fs), ["one"]);
}

#[test]
fn the_last_ten_stay_then_one_an_hour_for_a_day_then_one_a_day_for_a_month() {
    // Times before now, newest first, behind ten saves of the last seconds; whether each stays.
    let cases: &[(&[(i64, bool)], &str)] = &[
        (&[(2 * HOUR, true), (2 * HOUR + 1, false)], "the newest of an hour"),
        (&[(2 * HOUR, true), (3 * HOUR, true), (4 * HOUR, true)], "each hour has one"),
        (&[(DAY - 1, true), (DAY + HOUR, false)], "after a day hours count no more"),
        (&[(30 * DAY - 1, true)], "just within thirty days"),
        (&[(30 * DAY, false)], "thirty days ago"),
        (&[(5 * DAY, true), (5 * DAY + 60, false), (6 * DAY, true)], "the newest of each day"),
        (&[(-5 * DAY, true), (-5 * DAY - HOUR, true), (-5 * DAY - HOUR - 1, false), (2 * HOUR, true)], "from the future, in two hours"),
    ];
    // Half past an hour and past noon, so that no case falls over an edge that it is not about.
    let now = NOW.div_euclid(DAY) * DAY + 23 * HOUR + 1800;
    for (times, what) in cases {
        let mut versions: Vec<Version> = (0..10).map(|back| at(100 - back, now - 100 + i64::try_from(90 - back).expect("small"))).collect();
        versions.extend((0..).zip(*times).map(|(back, (ago, _))| at(50 - back, now - ago)));
        let expected: Vec<bool> = std::iter::repeat_n(true, 10).chain(times.iter().map(|(_, stays)| *stays)).collect();
        // The hour of the edge cases is made by the case itself: only what it says must differ.
        assert_eq!(kept(&versions, Moment(now)), expected, "{what}");
    }
}

#[test]
fn the_rule_holds_its_laws_for_any_times() {
    let mut chance = rng("the rule of versions");
    for _ in 0..300 {
        let mut now = NOW;
        let (mut all, mut thinned): (Vec<i64>, Vec<Version>) = (Vec::new(), Vec::new());
        for number in 1..=chance.u64(1..120) {
            now += [1, 60, 1000, HOUR, 7 * HOUR, DAY, 9 * DAY][chance.usize(..7)] * chance.i64(0..3);
            all.push(now);
            thinned.insert(0, at(number, now));
            let stays = kept(&thinned, Moment(now));
            let mut stays = stays.iter();
            thinned.retain(|_| *stays.next().expect("one for each"));
        }
        now += chance.i64(0..40 * DAY);
        let versions = saved_at(&all);
        let at_once = kept(&versions, Moment(now));
        assert!(at_once.iter().take(LAST_SAVES).all(|stays| *stays));
        assert!(at_once.iter().filter(|stays| **stays).count() <= LAST_SAVES + 25 + 31);
        for (version, _) in versions.iter().zip(&at_once).filter(|(_, stays)| **stays) {
            assert!(thinned.contains(version), "what stays in one go was not thinned out on the way: {version:?}");
        }
        for (version, _) in versions.iter().zip(&at_once).filter(|(_, stays)| !**stays) {
            let age = now - version.saved.0;
            let is_stood_for = |span: i64| {
                let same = |other: &Version| other.saved.0.div_euclid(span) == version.saved.0.div_euclid(span);
                versions.iter().zip(&at_once).any(|(other, stays)| *stays && other.number > version.number && same(other))
            };
            assert!(age >= DAY || is_stood_for(HOUR), "nothing newer of its hour stays: {version:?}");
            assert!(age >= 30 * DAY || is_stood_for(DAY), "nothing newer of its day stays: {version:?}");
        }
        let left: Vec<Version> = versions.iter().zip(&at_once).filter(|(_, stays)| **stays).map(|(version, _)| version.clone()).collect();
        assert!(kept(&left, Moment(now)).iter().all(|stays| *stays), "thinning out twice takes no more");
    }
}

#[test]
fn a_clock_that_is_set_back_loses_nothing_and_the_last_save_stays_the_newest() {
    let fs = MemoryFs::default();
    for number in 0..12 {
        put(&fs, &format!("ahead {number}"), NOW + 400 * DAY + number * HOUR).expect("kept");
    }
    for number in 0..3 {
        put(&fs, &format!("set back {number}"), NOW + number).expect("kept");
    }
    let left = texts(&fs);
    assert_eq!(left.len(), 15, "{left:?}");
    assert_eq!(left[..4], ["set back 2", "set back 1", "set back 0", "ahead 11"]);
}

#[test]
fn the_oldest_versions_of_all_projects_go_first_but_never_the_newest_of_one() {
    let projects = vec![saved_at(&[1, 5, 9]), saved_at(&[2, 3, 4]), saved_at(&[0])];
    let gone = |limit_bytes: u64| beyond(&projects, limit_bytes).iter().map(|version| version.saved.0).collect::<Vec<_>>();
    assert_eq!(gone(700), Vec::<i64>::new());
    assert_eq!(gone(699), [1]);
    assert_eq!(gone(500), [1, 2]);
    assert_eq!(gone(0), [1, 2, 3, 5], "the newest of each stays whatever it has");

    let fs = MemoryFs::default();
    let put_of = |project: &str, text: &str, now: i64| {
        versions::put(&fs, Path::new(STATE), Path::new(project), text.as_bytes(), digest_of(text.as_bytes()), Moment(now))
    };
    put_of("/home/a.ron", "first of a", NOW).expect("kept");
    put_of("/home/b.ron", "first of b", NOW + 1).expect("kept");
    put_of("/home/a.ron", "second a", NOW + 2).expect("kept");
    put_of("/home/b.ron", "second b", NOW + 3).expect("kept");
    versions::keep_within(&fs, Path::new(STATE), 30);
    let left = |project: &str| versions::list(&fs, Path::new(STATE), Path::new(project)).len();
    assert_eq!((left("/home/a.ron"), left("/home/b.ron")), (1, 2));
    versions::keep_within(&fs, Path::new(STATE), 0);
    assert_eq!((left("/home/a.ron"), left("/home/b.ron")), (1, 1));
}

#[test]
fn what_else_lies_in_the_folder_is_no_version_and_stays() {
    let fs = MemoryFs::default();
    put(&fs, "one", NOW).expect("kept");
    let folder = versions_folder(Path::new(STATE), &key_of(&fs, Path::new(PROJECT)));
    let names = ["notes.txt".to_owned(), format!("7-5-{}.ron", "a".repeat(64)), "x.ron".to_owned(), "ä".repeat(100)];
    for name in &names {
        drop(fs.create_new(&folder.join(name), true).expect("a file"));
    }
    fs.make_folder(&folder.join(format!("000009-5-{}.ron", "a".repeat(64)))).expect("a folder with a version's name");
    for number in 0..20 {
        put(&fs, &format!("{number}"), NOW + number).expect("kept");
    }
    assert_eq!(versions::list(&fs, Path::new(STATE), Path::new(PROJECT)).len(), LAST_SAVES);
    for name in &names {
        assert!(fs.names().contains(&folder.join(name)), "{name}");
    }
}

#[test]
fn a_version_that_was_damaged_is_not_given_out_and_is_kept_anew() {
    let fs = MemoryFs::default();
    put(&fs, "the version", NOW).expect("kept");
    let version = versions::list(&fs, Path::new(STATE), Path::new(PROJECT)).remove(0);
    let path = version.path.to_str().expect("a text");
    for damage in ["the versioN", "the", "the version and more"] {
        let calls = fs.calls();
        let fs = fs.clone().visited(calls, path, damage.as_bytes());
        let error = versions::read(&fs, &version).expect_err(damage);
        assert!(matches!(error, VersionError::Damaged { .. }), "{error}");
        assert_eq!(error.to_string().lines().last(), Some(path));
    }
    put(&fs, "the version", NOW + 1).expect("kept");
    let versions = versions::list(&fs, Path::new(STATE), Path::new(PROJECT));
    assert_eq!(versions::read(&fs, &versions[0]).expect("whole again"), b"the version");
    fs.remove(&versions[0].path).expect("gone");
    assert!(matches!(versions::read(&fs, &versions[0]), Err(VersionError::Unread(_))));
}

#[test]
#[cfg(unix)]
fn on_a_real_disk_versions_are_for_their_owner_only_and_links_are_not_followed() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = tempfile::tempdir().expect("a folder");
    let (state, project) = (folder.path().join("state"), folder.path().join("mill.ron"));
    versions::put(&Disk, &state, &project, b"one", digest_of(b"one"), Moment(NOW)).expect("kept");
    let versions_folder = versions_folder(&state, &key_of(&Disk, &project));
    for made in [versions_folder.as_path(), versions_folder.parent().expect("a folder"), state.as_path()] {
        assert_eq!(std::fs::metadata(made).expect("it").permissions().mode() & 0o777, 0o700, "{}", made.display());
    }
    let version = versions::list(&Disk, &state, &project).remove(0);
    let link = versions_folder.join(format!("000009-5-{}.ron", "a".repeat(64)));
    symlink(&version.path, &link).expect("a link");
    assert_eq!(versions::list(&Disk, &state, &project), [version]);
    versions::put(&Disk, &state, &project, b"two", digest_of(b"two"), Moment(NOW)).expect("kept");
    assert_eq!(versions::list(&Disk, &state, &project).len(), 2);
    assert!(link.is_symlink());
}
