//! Reading a whole file within a limit.

use std::path::Path;
use std::time::SystemTime;

use crate::storage::error::OpenError;
use crate::storage::fs::{FileKind, Fs};
use crate::storage::safe_writer::Stamp;

/// A file as it was read, and the stamp by which a later save sees whether it is still the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it looked like.
    pub stamp: Stamp,
}

/// The bytes of the file at `path`, where it has no more than `limit_bytes`, and its stamp.
pub fn read_bounded(fs: &dyn Fs, path: &Path, limit_bytes: u64) -> Result<ReadFile, OpenError> {
    let (bytes, modified) = read(fs, path, limit_bytes)?;
    let stamp = Stamp::of(&bytes, modified);
    Ok(ReadFile { bytes, stamp })
}

/// The same of a file that is never written over: without a stamp, which takes longer than to read it.
pub fn read_bytes(fs: &dyn Fs, path: &Path, limit_bytes: u64) -> Result<Vec<u8>, OpenError> {
    read(fs, path, limit_bytes).map(|(bytes, _)| bytes)
}

fn read(fs: &dyn Fs, path: &Path, limit_bytes: u64) -> Result<(Vec<u8>, Option<SystemTime>), OpenError> {
    let failed = |error| OpenError::from_io(path.to_owned(), error);
    // Looked at before it is opened: opening a pipe would wait for ever.
    let look = fs.look(path).map_err(failed)?.ok_or_else(|| OpenError::Missing { path: path.to_owned() })?;
    match look.kind {
        FileKind::File => {}
        FileKind::Folder => return Err(OpenError::Folder { path: path.to_owned() }),
        FileKind::Other => return Err(OpenError::NoFile { path: path.to_owned() }),
    }
    let too_large = || OpenError::TooLarge { path: path.to_owned(), limit_bytes };
    if look.size_bytes > limit_bytes {
        return Err(too_large());
    }
    // One byte more than the limit shows a file that grew meanwhile.
    let bytes = fs.read(path, limit_bytes.saturating_add(1)).map_err(failed)?;
    if bytes.len() as u64 > limit_bytes {
        return Err(too_large());
    }
    Ok((bytes, look.modified))
}
