//! The folder of copies beside a project's file: each copy under the sum of its bytes, so that no name in a file leads anywhere else.

use std::path::{Path, PathBuf};

use sha2::Digest as _;

use crate::model::snapshot::{Digest, Snapshot};
use crate::storage::error::{OpenError, SaveError};
use crate::storage::fs::Fs;
use crate::storage::reader::read_bounded;
use crate::storage::safe_writer::{Standing, write_safely};

/// The largest copy that is kept.
pub const LIMIT_BYTES: u64 = 64 << 20;
/// What the folder is called: the project's name and this ending.
const FOLDER_ENDING: &str = "files";

/// Why a copy was not read.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// It is not there.
    #[error("The copy is not there")]
    Missing,
    /// Something else has its name.
    #[error("Something else has the copy’s name")]
    Damaged,
    /// It could not be read.
    #[error(transparent)]
    Unread(OpenError),
}

/// The SHA-256 of some bytes.
pub fn digest_of(bytes: &[u8]) -> Digest {
    Digest(sha2::Sha256::digest(bytes).into())
}

/// The folder of copies of the project in this file: "mill.files" for "mill.ron".
pub fn folder_of(project: &Path) -> PathBuf {
    project.with_extension(FOLDER_ENDING)
}

/// The bytes of a copy, held against their sum.
pub fn read(fs: &dyn Fs, folder: &Path, snapshot: &Snapshot) -> Result<Vec<u8>, CopyError> {
    let path = folder.join(snapshot.file_name());
    let file = read_bounded(fs, &path, LIMIT_BYTES).map_err(|error| match error {
        OpenError::Missing { .. } => CopyError::Missing,
        OpenError::Folder { .. } | OpenError::NoFile { .. } => CopyError::Damaged,
        error => CopyError::Unread(error),
    })?;
    if digest_of(&file.bytes) == snapshot.digest { Ok(file.bytes) } else { Err(CopyError::Damaged) }
}

/// Whether something of the copy's length has its name: what is there already is not written again.
pub fn stands(fs: &dyn Fs, folder: &Path, snapshot: &Snapshot) -> bool {
    let look = fs.look(&folder.join(snapshot.file_name()));
    look.ok().flatten().is_some_and(|look| look.size_bytes == snapshot.bytes)
}

/// Writes a copy into the folder, which is made where it is not there. What has its name and is something else is replaced: the name
/// belongs to these bytes.
pub fn put(fs: &dyn Fs, folder: &Path, snapshot: &Snapshot, bytes: &[u8]) -> Result<(), SaveError> {
    match fs.look(folder) {
        Ok(Some(_)) => {}
        Ok(None) => fs.make_folder(folder).map_err(|error| SaveError::from_io(folder.to_owned(), error))?,
        Err(error) => return Err(SaveError::from_io(folder.to_owned(), error)),
    }
    write_safely(fs, &folder.join(snapshot.file_name()), bytes, &Standing::Anything).map(drop)
}
