//! Files on disk: whole or untouched, whatever fails.

use std::io::ErrorKind;
use std::path::Path;

use factmark::storage::disk::Disk;
use factmark::storage::error::{OpenError, SaveError};
use factmark::storage::reader::read_bounded;
use factmark::storage::safe_writer::{Stamp, Standing, write_safely};

use crate::memory_fs::MemoryFs;
use crate::support::{folder, put};

const NAME: &str = "here/project.ron";
const OLD: &[u8] = b"the old file, which must never be lost";
const NEW: &[u8] = b"the new file, somewhat longer than the old one was";

fn old_stamp() -> Stamp {
    Stamp::of(OLD, None)
}

fn save(fs: &MemoryFs) -> Result<Stamp, SaveError> {
    write_safely(fs, Path::new(NAME), NEW, &Standing::This(old_stamp()))
}

/// How many calls a save takes where nothing fails.
fn calls_of_a_save() -> usize {
    let fs = MemoryFs::with(NAME, OLD);
    save(&fs).expect("a save without faults");
    fs.calls()
}

#[test]
fn a_save_replaces_the_file_and_keeps_its_permissions() {
    let fs = MemoryFs::with(NAME, OLD);
    let stamp = save(&fs).expect("a save without faults");
    assert!(stamp.has_content_of(&Stamp::of(NEW, None)));
    assert_eq!(fs.file(NAME), Some((NEW.to_vec(), 0o640)));
    assert_eq!(fs.names().len(), 1);
    assert_eq!(fs.after_power_cut(NAME), [Some(NEW.to_vec()), Some(NEW.to_vec())]);
}

#[test]
fn whatever_call_fails_the_old_file_is_untouched_or_the_new_one_whole() {
    for call in 0..calls_of_a_save() {
        for error in [ErrorKind::Other, ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::NotFound] {
            for after_the_deed in [false, true] {
                let what = format!("call {call}, {error:?}, after the deed: {after_the_deed}");
                let fs = MemoryFs::with(NAME, OLD).failing(&[call], error, after_the_deed);
                let result = save(&fs);
                let (bytes, _) = fs.file(NAME).expect("a file is always there");
                match &result {
                    Ok(_) | Err(SaveError::Unsettled { .. }) => assert_eq!(bytes, NEW, "{what}"),
                    Err(error) => assert_eq!(bytes, OLD, "{what}: {error}"),
                }
                assert_eq!(fs.names(), [Path::new(NAME)], "nothing is left beside it: {what}");
                if let Err(error) = result {
                    let message = error.to_string();
                    assert_eq!(message.lines().last(), Some(NAME), "{what}: {message}");
                }
            }
        }
    }
}

#[test]
fn where_nobody_can_tell_whether_the_file_was_replaced_that_is_said() {
    let rename = calls_of_a_save() - 3;
    for after_the_deed in [false, true] {
        // The renaming, and the look whether it was done.
        let fs = MemoryFs::with(NAME, OLD).failing(&[rename, rename + 1], ErrorKind::Other, after_the_deed);
        let result = save(&fs);
        assert!(matches!(result, Err(SaveError::Unclear { .. })), "{result:?}");
        assert_eq!(fs.file(NAME).expect("a file").0 == NEW, after_the_deed);
        assert_eq!(fs.names(), [Path::new(NAME)]);
    }
}

#[test]
fn a_power_cut_at_any_call_leaves_the_old_file_or_the_new_one() {
    let calls = calls_of_a_save();
    for call in 0..=calls {
        // From the cut on nothing happens any more.
        let fs = MemoryFs::with(NAME, OLD).failing(&(call..calls + 10).collect::<Vec<_>>(), ErrorKind::Other, false);
        let result = save(&fs);
        for left in fs.after_power_cut(NAME) {
            let left = left.expect("a file is always there");
            assert!(left == OLD || left == NEW, "cut at call {call}: {}", String::from_utf8_lossy(&left));
            assert!(result.is_err() || left == NEW, "cut at call {call}, after success was reported");
        }
    }
}

#[test]
fn a_sync_that_fails_once_is_answered_with_a_fresh_file() {
    let calls = calls_of_a_save();
    let results: Vec<bool> =
        (0..calls).map(|call| save(&MemoryFs::with(NAME, OLD).failing(&[call], ErrorKind::Other, false)).is_ok()).collect();
    // The sync, and looking at the finished file for its time; nothing else may fail unheard.
    assert_eq!(results.iter().filter(|is_ok| **is_ok).count(), 2, "{results:?}");
}

#[test]
fn an_unsettled_save_can_be_done_again() {
    let last = calls_of_a_save() - 1;
    let fs = MemoryFs::with(NAME, OLD).failing(&[last], ErrorKind::Other, false);
    let Err(SaveError::Unsettled { stamp, .. }) = save(&fs) else { panic!("the folder was not synced") };
    write_safely(&fs, Path::new(NAME), b"newer", &Standing::This(stamp)).expect("the stamp is of what stands there");
}

#[test]
fn what_appears_under_the_name_of_a_new_file_while_it_is_written_is_not_written_over() {
    let new = |fs: &MemoryFs| write_safely(fs, Path::new(NAME), NEW, &Standing::Nothing);
    let fs = MemoryFs::default();
    new(&fs).expect("nothing stands there");
    let rename = fs.calls() - 3;
    // The rename is the third call from the end; what comes after the look before it is too late for anybody to see.
    for call in 0..rename {
        let fs = MemoryFs::default().visited(call, NAME, b"theirs");
        assert!(matches!(new(&fs), Err(SaveError::Taken { .. })), "call {call}");
        assert_eq!(fs.file(NAME).map(|(bytes, _)| bytes), Some(b"theirs".to_vec()), "call {call}");
        assert_eq!(fs.names(), [Path::new(NAME)], "call {call}");
    }
}

#[test]
fn what_somebody_else_wrote_is_not_written_over() {
    for theirs in [&b"their file"[..], b"the old file, which must never be LOST"] {
        let fs = MemoryFs::with(NAME, theirs);
        assert!(matches!(save(&fs), Err(SaveError::ChangedOnDisk { .. })));
        assert_eq!(fs.file(NAME).map(|(bytes, _)| bytes), Some(theirs.to_vec()));
        write_safely(&fs, Path::new(NAME), NEW, &Standing::Anything).expect("the user said so");
    }
    let gone = MemoryFs::default();
    save(&gone).expect("what is gone is written anew");
}

#[test]
fn names_links_and_permissions_of_a_real_disk_are_kept() {
    let folder = folder();
    let long = folder.path().join("ä".repeat(127) + "x"); // 255 bytes
    let stamp = write_safely(&Disk, &long, OLD, &Standing::Anything).expect("a name as long as it can be");
    write_safely(&Disk, &long, NEW, &Standing::This(stamp)).expect("again");
    assert_eq!(read_bounded(&Disk, &long, 1000).expect("it").bytes, NEW);
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let (link, end) = (folder.path().join("link"), folder.path().join("end"));
        symlink("end", &link).expect("a link to nothing yet");
        let stamp = write_safely(&Disk, &link, OLD, &Standing::Anything).expect("a new file at its end");
        std::fs::set_permissions(&end, std::fs::Permissions::from_mode(0o664)).expect("our file");
        write_safely(&Disk, &link, NEW, &Standing::This(stamp)).expect("the file at its end");
        assert!(link.is_symlink() && !end.is_symlink());
        assert_eq!(std::fs::metadata(&end).expect("the file").permissions().mode() & 0o777, 0o664);

        std::fs::set_permissions(&end, std::fs::Permissions::from_mode(0o444)).expect("our file");
        assert!(matches!(write_safely(&Disk, &link, OLD, &Standing::Anything), Err(SaveError::ReadOnly { .. })));
        let circle = folder.path().join("circle");
        symlink("circle", &circle).expect("a link to itself");
        assert!(matches!(write_safely(&Disk, &circle, OLD, &Standing::Anything), Err(SaveError::LinkCircle { .. })));
    }
}

#[test]
fn what_cannot_be_written_or_read_is_named() {
    let folder = folder();
    let inside = |name: &str| folder.path().join(name);
    for standing in [Standing::Anything, Standing::Nothing] {
        assert!(matches!(write_safely(&Disk, folder.path(), NEW, &standing), Err(SaveError::NoFile { .. })));
    }
    if Path::new("/proc/self").exists() {
        // A folder that is there and takes no file, whoever asks.
        let error = write_safely(&Disk, Path::new("/proc/x.ron"), NEW, &Standing::Nothing).expect_err("no file is made there");
        assert!(matches!(error, SaveError::NotAllowed { .. }), "{error}");
    }
    assert!(matches!(write_safely(&Disk, &inside("none/file"), NEW, &Standing::Anything), Err(SaveError::NoFolder { .. })));
    assert!(matches!(read_bounded(&Disk, folder.path(), 10), Err(OpenError::Folder { .. })));
    assert!(matches!(read_bounded(&Disk, &inside("none"), 10), Err(OpenError::Missing { .. })));
    put(inside("file"), "12345678901");
    assert!(matches!(read_bounded(&Disk, &inside("file"), 10), Err(OpenError::TooLarge { .. })));
    assert_eq!(read_bounded(&Disk, &inside("file"), 11).expect("as much as is allowed").bytes.len(), 11);
    let refused = MemoryFs::with(NAME, OLD).failing(&[1], ErrorKind::PermissionDenied, false);
    assert!(matches!(read_bounded(&refused, Path::new(NAME), 100), Err(OpenError::NotAllowed { .. })));
    let made = std::process::Command::new("mkfifo").arg(inside("pipe")).status();
    if made.is_ok_and(|status| status.success()) {
        assert!(matches!(read_bounded(&Disk, &inside("pipe"), 10), Err(OpenError::NoFile { .. })), "opening it would wait for ever");
    } else {
        println!("a pipe was not tried: there is no mkfifo here");
    }
}
