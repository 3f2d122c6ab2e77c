//! A file system in memory that fails when it is told to, and knows what a power cut would leave of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use factmark::storage::fs::{FileKind, Fs, Lock, Look, NewFile};

/// Files by their whole names. Every call has a number, from 0; the ones in `failing` fail.
#[derive(Debug, Clone, Default)]
pub struct MemoryFs {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    names: BTreeMap<PathBuf, usize>,
    synced_names: BTreeMap<PathBuf, usize>,
    files: Vec<Stored>,
    calls: usize,
    failing: Vec<usize>,
    fails_after_the_deed: bool,
    error: Option<ErrorKind>,
    // What somebody else writes before the call with this number.
    theirs: Option<(usize, PathBuf, Vec<u8>)>,
    // Files need no folder here; these are the ones that were made.
    folders: BTreeSet<PathBuf>,
    locked: BTreeSet<PathBuf>,
    // Grows with each write, as a clock does.
    writes: u64,
}

#[derive(Debug, Clone, Default)]
struct Stored {
    bytes: Vec<u8>,
    synced: Vec<u8>,
    mode: u32,
    written: u64,
}

impl MemoryFs {
    /// With one file that is safely on disk.
    pub fn with(path: &str, bytes: &[u8]) -> Self {
        let fs = Self::default();
        {
            let mut state = fs.lock();
            state.files.push(Stored { bytes: bytes.to_vec(), synced: bytes.to_vec(), mode: 0o640, written: 1 });
            state.names.insert(path.into(), 0);
            state.synced_names = state.names.clone();
        }
        fs
    }

    /// Lets the calls with these numbers fail, instead of what they should do or after it.
    pub fn failing(self, calls: &[usize], error: ErrorKind, after_the_deed: bool) -> Self {
        {
            let mut state = self.lock();
            (state.failing, state.error, state.fails_after_the_deed) = (calls.to_vec(), Some(error), after_the_deed);
        }
        self
    }

    /// Lets somebody else write a file before the call with this number.
    pub fn visited(self, call: usize, path: &str, bytes: &[u8]) -> Self {
        self.lock().theirs = Some((call, path.into(), bytes.to_vec()));
        self
    }

    /// How many calls there were.
    pub fn calls(&self) -> usize {
        self.lock().calls
    }

    /// The names there are.
    pub fn names(&self) -> Vec<PathBuf> {
        self.lock().names.keys().cloned().collect()
    }

    /// Bytes and permissions of a file.
    pub fn file(&self, path: &str) -> Option<(Vec<u8>, u32)> {
        let state = self.lock();
        let stored = &state.files[*state.names.get(Path::new(path))?];
        Some((stored.bytes.clone(), stored.mode))
    }

    /// What a power cut would leave under this name: the names may have reached the disk or not, of the bytes only the synced ones.
    pub fn after_power_cut(&self, path: &str) -> Vec<Option<Vec<u8>>> {
        let state = self.lock();
        let left = |names: &BTreeMap<PathBuf, usize>| names.get(Path::new(path)).map(|at| state.files[*at].synced.clone());
        vec![left(&state.names), left(&state.synced_names)]
    }

    /// Does one call, or lets it fail.
    fn call<T>(&self, deed: impl Fn(&mut State) -> io::Result<T>) -> io::Result<T> {
        let result = self.call_whole(&deed);
        let mut state = self.lock();
        if result.is_err() && state.fails_after_the_deed && state.fails_now() {
            let _ = deed(&mut state);
        }
        result
    }

    /// The same for a call that has no half-way: a file that could not be opened was not made.
    fn call_whole<T>(&self, deed: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.lock();
        state.calls += 1;
        state.be_visited();
        if state.fails_now() { Err(state.error.unwrap_or(ErrorKind::Other).into()) } else { deed(&mut state) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panicked in it")
    }
}

impl State {
    /// Whether the call that was counted last is one that fails.
    fn fails_now(&self) -> bool {
        self.calls.checked_sub(1).is_some_and(|number| self.failing.contains(&number))
    }

    fn be_visited(&mut self) {
        let number = self.calls - 1;
        if let Some((_, path, bytes)) = self.theirs.take_if(|(call, ..)| *call == number) {
            self.files.push(Stored { synced: bytes.clone(), bytes, mode: 0o644, written: 3 });
            self.names.insert(path, self.files.len() - 1);
        }
    }

    fn at(&self, path: &Path) -> io::Result<usize> {
        self.names.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }
}

impl Fs for MemoryFs {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        self.call(|state| {
            let Ok(at) = state.at(path) else {
                return Ok(state.folders.contains(path).then_some(Look {
                    kind: FileKind::Folder,
                    size_bytes: 0,
                    modified: None,
                    is_read_only: false,
                    mode: Some(0o700),
                    owner: None,
                }));
            };
            let stored = &state.files[at];
            Ok(Some(Look {
                kind: FileKind::File,
                size_bytes: stored.bytes.len() as u64,
                modified: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(stored.written)),
                is_read_only: stored.mode & 0o222 == 0,
                mode: Some(stored.mode),
                owner: None,
            }))
        })
    }

    fn read_link(&self, _path: &Path) -> io::Result<Option<PathBuf>> {
        self.call(|_| Ok(None))
    }

    fn read(&self, path: &Path, limit_bytes: u64) -> io::Result<Vec<u8>> {
        self.call(|state| {
            let bytes = &state.files[state.at(path)?].bytes;
            Ok(bytes.iter().copied().take(usize::try_from(limit_bytes).unwrap_or(usize::MAX)).collect())
        })
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        self.call(|state| state.at(path).map(drop))
    }

    fn create_new(&self, path: &Path, is_private: bool) -> io::Result<Box<dyn NewFile>> {
        self.call_whole(|state| {
            if state.names.contains_key(path) {
                return Err(ErrorKind::AlreadyExists.into());
            }
            state.files.push(Stored { mode: if is_private { 0o600 } else { 0o644 }, written: 2, ..Stored::default() });
            let at = state.files.len() - 1;
            state.names.insert(path.to_owned(), at);
            Ok(Box::new(MemoryFile { fs: self.clone(), at }) as Box<dyn NewFile>)
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(|state| {
            let at = state.at(from)?;
            state.names.remove(from);
            state.names.insert(to.to_owned(), at);
            Ok(())
        })
    }

    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        self.call(|state| {
            state.synced_names = state.names.clone();
            Ok(())
        })
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|state| {
            state.folders.insert(folder.to_owned());
            Ok(())
        })
    }

    fn make_folders(&self, folder: &Path) -> io::Result<()> {
        self.call(|state| {
            state.folders.extend(folder.ancestors().map(Path::to_owned));
            Ok(())
        })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.call(|state| {
            let all = state.names.keys().chain(&state.folders);
            let names: Vec<OsString> =
                all.filter(|path| path.parent() == Some(folder)).filter_map(|path| path.file_name().map(OsString::from)).collect();
            if names.is_empty() && !state.folders.contains(folder) { Err(ErrorKind::NotFound.into()) } else { Ok(names) }
        })
    }

    fn open_to_append(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        self.call_whole(|state| {
            let at = state.at(path)?;
            Ok(Box::new(MemoryFile { fs: self.clone(), at }) as Box<dyn NewFile>)
        })
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        self.call_whole(|state| {
            let is_free = state.locked.insert(path.to_owned());
            Ok(is_free.then(|| Arc::new(MemoryLock { fs: self.clone(), path: path.to_owned() }) as Lock))
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(|state| {
            state.at(path)?;
            state.names.remove(path);
            Ok(())
        })
    }
}

struct MemoryLock {
    fs: MemoryFs,
    path: PathBuf,
}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.fs.lock().locked.remove(&self.path);
    }
}

struct MemoryFile {
    fs: MemoryFs,
    at: usize,
}

impl NewFile for MemoryFile {
    /// In small pieces, as a slow disk does.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = &bytes[..bytes.len().min(7)];
        self.fs.call(|state| {
            state.writes += 1;
            let written = 3 + state.writes;
            let file = &mut state.files[self.at];
            file.bytes.extend_from_slice(piece);
            file.written = written;
            Ok(piece.len())
        })
    }

    fn take_over(&mut self, old: &Look) -> io::Result<()> {
        self.fs.call(|state| {
            state.files[self.at].mode = old.mode.unwrap_or(0o600);
            Ok(())
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        self.fs.call(|state| {
            state.files[self.at].synced = state.files[self.at].bytes.clone();
            Ok(())
        })
    }
}
