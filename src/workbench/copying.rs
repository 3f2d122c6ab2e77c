//! The work on copies, for other threads: reading a file to be kept, keeping it safe until a save, putting it beside the project.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::interchange::copy;
use crate::model::id::SourceId;
use crate::model::project::Project;
use crate::model::snapshot::Snapshot;
use crate::storage::copies::{self, CopyError};
use crate::storage::fs::Fs;
use crate::storage::reader::read_bounded;
use crate::storage::reason::reason;
use crate::storage::state::copies_folder;
use crate::workbench::arrival::Arrival;
use crate::workbench::copies::{CopiesPut, NewCopy, Waiting};
use crate::workbench::jobs;
use crate::workbench::world::Job;

/// Letters of a file's name that are kept.
const NAME_CHARS: usize = 120;

/// Keeps a copy in the state folder until a save has put it beside the project: the journal names it, and must find it after a crash.
pub(crate) fn keep_safe(fs: Arc<dyn Fs>, state: PathBuf, snapshot: Snapshot, bytes: Arc<[u8]>) -> Job {
    let died = Arrival::CopySafe(Err("this program made a mistake on the way".to_owned()));
    jobs::guarded(died, move || {
        let folder = copies_folder(&state);
        let made = fs.make_folders(&folder).map_err(|error| reason(&error));
        Arrival::CopySafe(made.and_then(|()| copies::put(&*fs, &folder, &snapshot, &bytes).map_err(|error| error.reason())))
    })
}

/// The copies of a project that lie beside none of its files, from the state folder.
pub(crate) fn kept_safe(fs: &dyn Fs, state: &Path, project: &Project, path: Option<&Path>) -> Waiting {
    let beside = path.map(|path| copies::folder_beside(fs, path));
    let snapshots = project.sources().filter_map(|source| source.snapshot.as_ref());
    let missing = snapshots.filter(|snapshot| beside.as_ref().is_none_or(|folder| !copies::stands(fs, folder, snapshot)));
    missing.filter_map(|snapshot| Some((snapshot.digest, copies::read(fs, &copies_folder(state), snapshot).ok()?.into()))).collect()
}

/// Reads a file to be kept as a copy of a source.
pub(crate) fn read_copy(fs: Arc<dyn Fs>, generation: u64, source: SourceId, path: PathBuf) -> Job {
    let died = Arrival::CopyRead(generation, source, Err(jobs::mistake(&path)));
    jobs::guarded(died, move || Arrival::CopyRead(generation, source, new_copy(&*fs, &path)))
}

fn new_copy(fs: &dyn Fs, path: &Path) -> Result<NewCopy, String> {
    let bytes = read_bounded(fs, path, copies::LIMIT_BYTES).map_err(|error| error.to_string())?.bytes;
    if bytes.is_empty() {
        return Err(format!("There is nothing in this file\n{}", path.display()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().chars().take(NAME_CHARS).collect();
    Ok(NewCopy { name, kind: copy::kind_of(&bytes), digest: copies::digest_of(&bytes), bytes: bytes.into() })
}

/// Puts the copies of a project into the folder beside its file: those that wait, and those that lie beside a file it belonged to before.
/// A copy that is nowhere stays missing, which shows and is no error.
pub(crate) fn put_copies(fs: &dyn Fs, project: &Project, waiting: &Waiting, places: &[PathBuf], path: &Path) -> CopiesPut {
    let folder = copies::folder_beside(fs, path);
    let is_elsewhere = !places.iter().any(|place| place == path);
    let others: Vec<PathBuf> = places.iter().rev().map(|place| copies::folder_beside(fs, place)).filter(|other| *other != folder).collect();
    let mut end = CopiesPut::default();
    let mut seen = BTreeSet::new();
    for source in project.sources() {
        let Some(snapshot) = source.snapshot.as_ref().filter(|snapshot| seen.insert(snapshot.digest)) else { continue };
        let name = || source.display_name().chars().take(NAME_CHARS).collect::<String>();
        let bytes = match waiting.get(&snapshot.digest) {
            Some(bytes) => Some(Arc::clone(bytes)),
            None if copies::stands(fs, &folder, snapshot) => None,
            None => match from_elsewhere(fs, &others, snapshot) {
                Ok(bytes) => Some(bytes),
                Err(error) => {
                    // It shows in the lists; told once, where the trace of it ends.
                    end.left_behind.extend(is_elsewhere.then(|| format!("{}: {error}", name())));
                    None
                }
            },
        };
        let Some(bytes) = bytes else { continue };
        match copies::put(fs, &folder, snapshot, &bytes) {
            Ok(()) => end.put.push(snapshot.digest),
            Err(error) => {
                end.failed.push(format!("{}: {error}", name()));
                end.kept.insert(snapshot.digest, bytes);
            }
        }
    }
    end
}

/// The copy from the first of these folders that has it; else why the last one that has something could not be read.
fn from_elsewhere(fs: &dyn Fs, folders: &[PathBuf], snapshot: &Snapshot) -> Result<Arc<[u8]>, CopyError> {
    let mut why = CopyError::Missing;
    for folder in folders {
        match copies::read(fs, folder, snapshot) {
            Ok(bytes) => return Ok(bytes.into()),
            Err(CopyError::Missing) => {}
            Err(error) => why = error,
        }
    }
    Err(why)
}
