//! The files of a journal: adding to it, its lock, giving way to a new one.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::model::snapshot::Digest;
use crate::storage::error::SaveError;
use crate::storage::fs::{Fs, Lock};
use crate::storage::journal::entry::{Base, Head};
use crate::storage::journal::lines::Lines;
use crate::storage::journal::writer::JournalError;

/// Names tried for a journal that lies where another one is to begin, and for one that finds its place taken.
pub const MAX_OLD: u32 = 1000;
/// A head that names a file is shorter than this; one with a whole project may be longer.
const HEAD_LIMIT_BYTES: u64 = 1 << 16;

/// The sum of the file that this journal begins from; `None` where it has what it begins from in itself, or cannot be read.
pub fn begins_from(fs: &dyn Fs, journal: &Path) -> Option<Digest> {
    let bytes = fs.read(journal, HEAD_LIMIT_BYTES).ok()?;
    let head: Head = serde_json::from_slice(Lines::new(&bytes).next()?).ok()?;
    if let Base::File { digest, .. } = head.base { Some(digest) } else { None }
}

/// The file that is locked as long as a journal is written.
pub fn lock_of(journal: &Path) -> PathBuf {
    journal.with_extension("lock")
}

/// Looking whether a journal is written somewhere takes its lock for a moment, which must not look like a writer to another worker of ours.
static LOOKING: Mutex<()> = Mutex::new(());

/// Locks the journal at `path`, as [`Fs::lock`].
///
/// # Errors
/// Where the system has no locks there, or could not tell.
pub fn take_lock(fs: &dyn Fs, path: &Path) -> io::Result<Option<Lock>> {
    let _one_looks = LOOKING.lock().unwrap_or_else(PoisonError::into_inner);
    fs.lock(&lock_of(path))
}

/// Whether some window writes this journal.
pub fn is_written(fs: &dyn Fs, path: &Path) -> bool {
    let _one_looks = LOOKING.lock().unwrap_or_else(PoisonError::into_inner);
    matches!(fs.lock(&lock_of(path)), Ok(None))
}

/// Adds bytes to the end of a file.
pub fn append(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs.open_to_append(path)?;
    let mut rest = bytes;
    while !rest.is_empty() {
        match file.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Gives another name to a journal that lies where a new one is to be: it may hold work that nobody has looked at yet. That name.
pub fn keep_old(fs: &dyn Fs, path: &Path) -> Result<Option<PathBuf>, JournalError> {
    if fs.look(path).map_err(failed)?.is_none() {
        return Ok(None);
    }
    for number in 1..=MAX_OLD {
        let other = numbered(path, number);
        if fs.look(&other).map_err(failed)?.is_none() {
            return fs.rename(path, &other).map(|()| Some(other)).map_err(failed);
        }
    }
    Err(failed(io::ErrorKind::AlreadyExists.into()))
}

/// A name beside that of a journal.
pub fn numbered(path: &Path, number: u32) -> PathBuf {
    path.with_file_name(format!("{}-{number}.journal", path.file_stem().unwrap_or_default().to_string_lossy()))
}

/// The disk has refused.
pub const fn failed(error: io::Error) -> JournalError {
    JournalError::Failed { error }
}

/// The folder of a file.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

impl JournalError {
    /// Whether the file is in its place all the same, and only may not last: it is gone on with.
    pub const fn is_in_place(&self) -> bool {
        matches!(self, Self::NotMade(SaveError::Unsettled { .. }))
    }
}

/// Whether a file that was made is in its place.
pub fn is_there(made: &Result<(), JournalError>) -> bool {
    made.as_ref().err().is_none_or(JournalError::is_in_place)
}
