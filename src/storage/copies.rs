//! The folder of copies beside a project's file: each copy under the sum of its bytes, so that no name in a file leads anywhere else.

use std::path::{Path, PathBuf};

use crate::model::snapshot::Snapshot;
use crate::storage::error::{OpenError, SaveError};
use crate::storage::fs::{FileKind, Fs};
use crate::storage::reader::read_bounded;
use crate::storage::safe_writer::{Standing, resolve, write_safely};

pub use crate::storage::sums::digest_of;

/// The largest copy that is kept.
pub const LIMIT_BYTES: u64 = 64 << 20;
/// What the folder is called: the project's name and this ending.
const FOLDER_ENDING: &str = "files";
/// The longest name of a file on the systems we know.
const MAX_NAME_BYTES: usize = 255;
/// Digits of the sum in the name of a folder whose name had to be cut.
const SUM_DIGITS: usize = 8;

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

/// The folder of copies of the project in this file: "mill.files" for "mill.ron". A name that has no room for the ending is cut, and told apart
/// from others by the beginning of its sum.
pub fn folder_of(project: &Path) -> PathBuf {
    let folder = project.with_extension(FOLDER_ENDING);
    if folder.file_name().is_none_or(|name| name.len() <= MAX_NAME_BYTES) {
        return folder;
    }
    let stem = project.file_stem().unwrap_or_default();
    let sum: String = digest_of(stem.as_encoded_bytes()).to_string().chars().take(SUM_DIGITS).collect();
    let stem = stem.to_string_lossy();
    let room = MAX_NAME_BYTES - SUM_DIGITS - FOLDER_ENDING.len() - 2;
    let short = stem.get(..stem.floor_char_boundary(room)).unwrap_or_default();
    project.with_file_name(format!("{short}-{sum}.{FOLDER_ENDING}"))
}

/// The same beside the file itself, where `project` is a link to it: so that a project has one folder, whichever way it is opened.
pub fn folder_beside(fs: &dyn Fs, project: &Path) -> PathBuf {
    resolve(fs, project).map_or_else(|_circle| folder_of(project), |file| folder_of(&file))
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
    let path = folder.join(snapshot.file_name());
    let is_link = !matches!(fs.read_link(&path), Ok(None));
    let look = fs.look(&path).ok().flatten();
    !is_link && look.is_some_and(|look| look.kind == FileKind::File && look.size_bytes == snapshot.bytes)
}

/// Writes a copy into the folder, which is made where it is not there. What has its name and is something else is replaced: the name
/// belongs to these bytes.
pub fn put(fs: &dyn Fs, folder: &Path, snapshot: &Snapshot, bytes: &[u8]) -> Result<(), SaveError> {
    match fs.look(folder) {
        Ok(Some(look)) if look.kind == FileKind::Folder => {}
        Ok(Some(_)) => return Err(SaveError::InTheWay { path: folder.to_owned() }),
        Ok(None) => fs.make_folder(folder).map_err(|error| SaveError::from_io(folder.to_owned(), error))?,
        Err(error) => return Err(SaveError::from_io(folder.to_owned(), error)),
    }
    let path = folder.join(snapshot.file_name());
    let failed = |error| SaveError::from_io(path.clone(), error);
    // A link would have the copy written over whatever it leads to, and a project comes from anywhere.
    if fs.read_link(&path).map_err(failed)?.is_some() {
        fs.remove(&path).map_err(failed)?;
    }
    write_safely(fs, &path, bytes, &Standing::Anything).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_copies_has_a_name_that_a_disk_takes() {
        assert_eq!(folder_of(Path::new("desk/mill.ron")), Path::new("desk/mill.files"));
        for letter in ["m", "“", "火"] {
            let longest = format!("{}.ron", letter.repeat(251 / letter.len()));
            let folder = folder_of(Path::new(&longest));
            let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
            assert!(
                name.len() <= 255 && folder.extension().is_some_and(|ending| ending == FOLDER_ENDING) && name.starts_with(letter),
                "{name}"
            );
            let other = format!("{}x.ron", letter.repeat(250 / letter.len()));
            assert_ne!(folder, folder_of(Path::new(&other)));
        }
    }
}
