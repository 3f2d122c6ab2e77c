//! Backups: what a save wrote is kept as a version in the state folder; that it was not is told once, and is no failed save.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::model::moment::Moment;
use crate::model::snapshot::Digest;
use crate::storage::error::SaveError;
use crate::storage::fs::Fs;
use crate::storage::reader::read_bounded;
use crate::storage::safe_writer::{Stamp, Standing};
use crate::storage::versions;
use crate::workbench::desk::Workbench;
use crate::workbench::notice::Weight;
use crate::workbench::versions::Shelf;

/// Keeps what a save is about to replace, where no version has it: it came from elsewhere, and would be gone, whatever it is. `state` is the
/// state folder, `at` the moment where the disk does not say when it was written.
///
/// # Errors
/// Where it could not be kept, and why; for the user.
pub fn keep_what_stands(fs: &dyn Fs, state: Option<&Path>, path: &Path, standing: &Standing, at: Moment) -> Result<(), String> {
    let (Some(state), Standing::This(_) | Standing::Anything) = (state, standing) else { return Ok(()) };
    // Where a version has what was opened, there is nothing to read: of what another program wrote meanwhile the save itself will tell.
    let is_known = |expected: &Stamp| versions::find(fs, state, path, &expected.digest).is_some();
    if matches!(standing, Standing::This(expected) if is_known(expected)) {
        return Ok(());
    }
    let limit_bytes = if let Standing::This(expected) = standing { expected.size_bytes } else { versions::LIMIT_BYTES };
    // Where nothing stands, or what is no file, the save will tell.
    let Ok(file) = read_bounded(fs, path, limit_bytes) else { return Ok(()) };
    let is_other = matches!(standing, Standing::This(expected) if !expected.has_content_of(&file.stamp));
    if is_other || versions::find(fs, state, path, &file.stamp.digest).is_some() {
        return Ok(());
    }
    let since = written(&file.stamp).unwrap_or(at);
    versions::put(fs, state, path, &file.bytes, file.stamp.digest, since).map_err(|error| told(&error, state))
}

/// Keeps the file that a journal begins from: should somebody replace it, what was done to it is still to be brought back. Whether it is
/// kept; it is not where somebody has replaced it already.
pub fn keep_base(fs: &dyn Fs, state: &Path, path: &Path, digest: &Digest, at: Moment) -> bool {
    if let Some(version) = versions::find(fs, state, path, digest) {
        return versions::read(fs, &version).is_ok();
    }
    let Ok(file) = read_bounded(fs, path, crate::project_file::LIMIT_BYTES) else { return false };
    file.stamp.digest == *digest && versions::put(fs, state, path, &file.bytes, *digest, written(&file.stamp).unwrap_or(at)).is_ok()
}

/// Keeps what a save wrote; `digest` is the sum of the bytes.
///
/// # Errors
/// Where it could not be kept, and why; for the user.
pub fn keep(fs: &dyn Fs, state: Option<&Path>, path: &Path, bytes: &[u8], digest: Digest, at: Moment) -> Result<(), String> {
    let Some(state) = state else { return Ok(()) };
    versions::put(fs, state, path, bytes, digest, at).map_err(|error| told(&error, state))
}

/// When a file was written, as the disk says.
fn written(stamp: &Stamp) -> Option<Moment> {
    let since = stamp.modified?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok().map(Moment)
}

fn told(error: &SaveError, state: &Path) -> String {
    format!(
        "The project is saved, but no backup of this save was kept ({}). Older backups are still there; make room or \
         give access to the folder, and the next save keeps one\n{}",
        error.reason(),
        state.display()
    )
}

/// What the workbench knows of backups.
#[derive(Debug, Default)]
pub struct Backups {
    // The versions that are shown, and how often some were.
    pub(crate) shelf: Option<Shelf>,
    pub(crate) shown: u64,
    // Where a project that belongs to no file was kept before: to be proposed, never to be written unasked.
    pub(crate) kept_of: Option<PathBuf>,
    // Whether the user knows that saves are not kept as versions.
    has_told: bool,
}

impl Backups {
    /// Another project takes the bench.
    pub(crate) fn let_go(&mut self) {
        self.shelf = None;
        self.kept_of = None;
    }
}

impl Workbench {
    /// Where to propose to save the project: where it is, or where the file is that it is a backup of.
    pub fn proposed_path(&self) -> Option<&Path> {
        self.path().or(self.backups.kept_of.as_deref())
    }

    /// Says that a save was not kept as a version; once, until one is kept again.
    pub(crate) fn backed_up(&mut self, result: Result<(), String>) {
        match result {
            Ok(()) => self.backups.has_told = false,
            Err(reason) => {
                if !std::mem::replace(&mut self.backups.has_told, true) {
                    self.notices.say(Weight::Warning, reason);
                }
            }
        }
    }
}
