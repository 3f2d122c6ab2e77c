//! Writing a file whole or not at all: beside it, synced, then renamed over it. Never in place.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::model::moment::Moment;
use crate::model::snapshot::Digest;
use crate::storage::copies::digest_of;
use crate::storage::error::SaveError;
use crate::storage::fs::{FileKind, Fs, Look};
use crate::storage::state::state_folder;

/// Links followed before they count as a circle; as many as Linux follows.
pub const MAX_LINKS: usize = 40;
/// Names tried for the file beside; they are taken only by leftovers of a crash.
const MAX_TEMP_NAMES: usize = 100;
/// A save takes no longer than this, in seconds.
const LONGEST_SAVE_SECS: i64 = 3600;
/// What the name of a file beside begins with; the number of the process comes next.
const TEMP_PREFIX: &str = ".factmark-";

/// What a file was when it was read or written: by this a later save sees that nobody else wrote into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Its length.
    pub size_bytes: u64,
    /// When it was last written; for a cheap look only, what counts is the content.
    pub modified: Option<SystemTime>,
    /// The sum of its bytes.
    pub digest: Digest,
}

impl Stamp {
    /// The stamp of a file with these bytes.
    pub fn of(bytes: &[u8], modified: Option<SystemTime>) -> Self {
        Self { size_bytes: bytes.len() as u64, modified, digest: digest_of(bytes) }
    }

    /// Whether the two have the same content.
    pub fn has_content_of(&self, other: &Self) -> bool {
        self.size_bytes == other.size_bytes && self.digest == other.digest
    }

    /// Whether a file that looks like this may have another content; without reading it, so a "no" is not proof.
    pub fn may_differ_from(&self, look: &Look) -> bool {
        self.size_bytes != look.size_bytes || self.modified != look.modified
    }
}

/// What may stand where a file is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing: the file is a new one.
    Nothing,
    /// What has the content of this stamp, or nothing any more.
    This(Stamp),
    /// Anything: the user said so.
    Anything,
}

/// Where the bytes of `path` really are, or will be: symbolic links are followed, to a file that is not there too.
pub fn resolve(fs: &dyn Fs, path: &Path) -> Result<PathBuf, SaveError> {
    Ok(ways(fs, path)?.pop().unwrap_or_else(|| path.to_owned()))
}

/// `path`, and one after the other where the symbolic links lead that it is: the last is where its bytes really are, or will be.
pub fn ways(fs: &dyn Fs, path: &Path) -> Result<Vec<PathBuf>, SaveError> {
    let (mut ways, mut resolved) = (Vec::new(), path.to_owned());
    for _ in 0..MAX_LINKS {
        let link = fs.read_link(&resolved).map_err(|error| SaveError::from_io(path.to_owned(), error))?;
        ways.push(resolved.clone());
        match link {
            Some(target) => resolved = folder_of(&resolved).join(target),
            None => return Ok(ways),
        }
    }
    Err(SaveError::LinkCircle { path: path.to_owned() })
}

/// Writes `bytes` to `path`: afterwards either the old file stands there untouched, or the new one whole.
///
/// What stands there is replaced only as `standing` allows; it is looked at again right before. Owner and permissions are kept as far as
/// allowed; what lies in the state folder is for its owner's eyes only, whatever the system makes of other new files.
pub fn write_safely(fs: &dyn Fs, path: &Path, bytes: &[u8], standing: &Standing) -> Result<Stamp, SaveError> {
    write_summed(fs, path, bytes, digest_of(bytes), standing)
}

/// [`write_safely`] where the sum of the bytes is known already.
pub fn write_summed(fs: &dyn Fs, path: &Path, bytes: &[u8], digest: Digest, standing: &Standing) -> Result<Stamp, SaveError> {
    let is_private = state_folder().is_some_and(|state| path.starts_with(state));
    let path = resolve(fs, path)?;
    let failed = |error| SaveError::from_io(path.clone(), error);
    let old = fs.look(&path).map_err(failed)?;
    if let Some(old) = &old {
        // Of a folder nobody must be asked whether it may be replaced.
        if *standing == Standing::Nothing && old.kind == FileKind::File {
            return Err(SaveError::Taken { path });
        }
        check_replaceable(fs, &path, old)?;
        if let Standing::This(expected) = standing {
            let is_same = old.size_bytes == expected.size_bytes && {
                let (size_bytes, digest) = fs.sum(&path, old.size_bytes.saturating_add(1)).map_err(failed)?;
                size_bytes == expected.size_bytes && digest == expected.digest
            };
            if !is_same {
                return Err(SaveError::ChangedOnDisk { path });
            }
        }
    }

    let folder = folder_of(&path);
    // A failed sync may leave pages that will never reach the disk, and a second sync of them reports success: so a fresh file, once.
    let temp = match write_beside(fs, folder, bytes, old.as_ref(), is_private) {
        Err(Beside::NotSynced(_)) => write_beside(fs, folder, bytes, old.as_ref(), is_private),
        result => result,
    };
    let temp = temp.map_err(|error| match error {
        // Some systems say that a file cannot be found which they do not let anybody make.
        Beside::NotWritten(error) if error.kind() == ErrorKind::NotFound && matches!(fs.look(folder), Ok(Some(_))) => {
            SaveError::NotAllowed { path: path.clone() }
        }
        Beside::NotWritten(error) | Beside::NotSynced(error) => failed(error),
    })?;

    let renaming = match fs.look(&path) {
        Ok(now) if now != old && matches!(standing, Standing::This(_)) => Err(SaveError::ChangedOnDisk { path: path.clone() }),
        Ok(Some(_)) if *standing == Standing::Nothing => Err(SaveError::Taken { path: path.clone() }),
        Ok(_) => Ok(fs.rename(&temp, &path)),
        Err(error) => Err(failed(error)),
    };
    // Over a network the answer may be lost, and the deed done: then the file beside is gone, which nobody else knows of.
    let renamed = renaming.and_then(|renamed| match renamed {
        Ok(()) => Ok(Ok(())),
        Err(error) => match fs.look(&temp) {
            Ok(None) => Ok(Err(error)),
            Ok(Some(_)) => Err(failed(error)),
            Err(_) => Err(SaveError::Unclear { path: path.clone(), error }),
        },
    });
    let renamed = match renamed {
        Ok(renamed) => renamed,
        Err(error) => {
            discard(fs, &temp);
            return Err(error);
        }
    };

    let modified = fs.look(&path).ok().flatten().and_then(|look| look.modified);
    let stamp = Stamp { size_bytes: bytes.len() as u64, modified, digest };
    match renamed.and_then(|()| fs.sync_folder(folder)) {
        Ok(()) => Ok(stamp),
        Err(error) => Err(SaveError::Unsettled { path, stamp, error }),
    }
}

/// How far writing beside came.
enum Beside {
    NotWritten(io::Error),
    NotSynced(io::Error),
}

fn check_replaceable(fs: &dyn Fs, path: &Path, old: &Look) -> Result<(), SaveError> {
    if old.kind != FileKind::File {
        return Err(SaveError::NoFile { path: path.to_owned() });
    }
    // A rename asks nothing of the file it replaces, so a protection of it would go unheard.
    if old.is_read_only {
        return Err(SaveError::ReadOnly { path: path.to_owned() });
    }
    fs.check_writable(path).map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => SaveError::ReadOnly { path: path.to_owned() },
        _ => SaveError::from_io(path.to_owned(), error),
    })
}

/// Writes and syncs a new file in `folder`; where that fails, nothing of it stays.
fn write_beside(fs: &dyn Fs, folder: &Path, bytes: &[u8], old: Option<&Look>, is_private: bool) -> Result<PathBuf, Beside> {
    // What replaces another file gets its permissions once all of it is there.
    let (temp, mut file) = create_beside(fs, folder, is_private || old.is_some()).map_err(Beside::NotWritten)?;
    let mut rest = bytes;
    let written = loop {
        if rest.is_empty() {
            break Ok(());
        }
        match file.write(rest) {
            Ok(0) => break Err(io::Error::from(ErrorKind::WriteZero)),
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    let written = written.and_then(|()| old.filter(|_| !is_private).map_or(Ok(()), |old| file.take_over(old)));
    let synced = match written {
        Ok(()) => file.sync().map_err(Beside::NotSynced),
        Err(error) => Err(Beside::NotWritten(error)),
    };
    drop(file);
    match synced {
        Ok(()) => Ok(temp),
        Err(error) => {
            discard(fs, &temp);
            Err(error)
        }
    }
}

fn create_beside(fs: &dyn Fs, folder: &Path, is_private: bool) -> io::Result<(PathBuf, Box<dyn crate::storage::fs::NewFile>)> {
    // Within this process the count tells names apart; between processes creating anew does.
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut tries = 0;
    loop {
        // Short, whatever the name of the file: a name of 255 bytes has no room for an ending.
        let name = format!("{TEMP_PREFIX}{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let temp = folder.join(name);
        match fs.create_new(&temp, is_private) {
            Ok(file) => return Ok((temp, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && tries < MAX_TEMP_NAMES => tries += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Removes what programs that run no more have left in `folder` in the middle of writing; only files that bear our name for them.
pub fn sweep(fs: &dyn Fs, folder: &Path) {
    for (path, process) in leftovers(fs, folder) {
        if !is_running(fs, process) {
            // Where it resists it stays, hidden and harmless.
            let _ = fs.remove(&path);
        }
    }
}

/// Removes what the process with this number, which runs no more though another may have its number, has left in `folder` by what it began at
/// this moment.
pub fn sweep_after(fs: &dyn Fs, folder: &Path, process: u32, began: Moment) {
    let is_of_then = |path: &Path| {
        let modified = fs.look(path).ok().flatten().and_then(|look| look.modified);
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).and_then(|since| i64::try_from(since.as_secs()).ok());
        since.is_some_and(|secs| (began.0.saturating_sub(5)..=began.0.saturating_add(LONGEST_SAVE_SECS)).contains(&secs))
    };
    for (path, _) in leftovers(fs, folder).filter(|(_, other)| *other == process && process != std::process::id()) {
        if is_of_then(&path) {
            let _ = fs.remove(&path);
        }
    }
}

/// The files in `folder` that were written beside others, each with the process that did it.
fn leftovers(fs: &dyn Fs, folder: &Path) -> impl Iterator<Item = (PathBuf, u32)> {
    fs.list(folder).unwrap_or_default().into_iter().filter_map(move |name| {
        let (process, _) = name.to_str()?.strip_prefix(TEMP_PREFIX)?.split_once('-')?;
        Some((folder.join(&name), process.parse().ok()?))
    })
}

/// Whether a process with this number runs; where nobody can tell it does.
fn is_running(fs: &dyn Fs, process: u32) -> bool {
    let can_tell = matches!(fs.look(Path::new("/proc/self")), Ok(Some(_)));
    !can_tell || process == std::process::id() || !matches!(fs.look(&Path::new("/proc").join(process.to_string())), Ok(None))
}

fn discard(fs: &dyn Fs, temp: &Path) {
    // The error that led here is the one to report. A file that resists twice stays, hidden and harmless.
    if fs.remove(temp).is_err() {
        let _ = fs.remove(temp);
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
