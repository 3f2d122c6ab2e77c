//! A file system in memory that fails when it is told to, and knows what a power cut would leave of it.

mod weather;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use factmark::storage::fs::{FileKind, Fs, Lock, Look, NewFile};

pub use weather::{Change, Weather};

/// Files by their whole names. Every call has a number, from 0; the ones in `failing` fail.
#[derive(Debug, Clone, Default)]
pub struct MemoryFs {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Clone, Default)]
pub struct State {
    names: BTreeMap<PathBuf, usize>,
    synced_names: BTreeMap<PathBuf, usize>,
    // What happened to names since they were last made to last, in order: a power cut leaves a beginning of it.
    unsynced: Vec<(PathBuf, Option<usize>)>,
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
    /// What goes wrong by chance.
    pub weather: Weather,
}

/// What a call comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Works,
    Fails,
    FailsAfterTheDeed,
}

#[derive(Debug, Clone, Default)]
struct Stored {
    bytes: Vec<u8>,
    synced: Vec<u8>,
    mode: u32,
    // Since 1970.
    written: Duration,
}

impl MemoryFs {
    /// With one file that is safely on disk.
    pub fn with(path: &str, bytes: &[u8]) -> Self {
        let fs = Self::default();
        {
            let mut state = fs.lock();
            state.files.push(Stored { bytes: bytes.to_vec(), synced: bytes.to_vec(), mode: 0o640, written: Duration::from_secs(1) });
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

    /// All there is, to be looked at or changed.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.lock()
    }

    /// Another file system that has what this one has now, as a machine that was started again finds it: nothing is locked.
    pub fn fork(&self) -> Self {
        let state = State { locked: BTreeSet::new(), ..self.lock().clone() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// Does one call, or lets it fail.
    fn call<T>(&self, deed: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.lock();
        match state.fate() {
            Fate::Works => deed(&mut state),
            Fate::Fails => Err(state.error()),
            Fate::FailsAfterTheDeed => {
                let _ = deed(&mut state);
                Err(state.error())
            }
        }
    }

    /// The same for a call that has no half-way: a file that could not be opened was not made.
    fn call_whole<T>(&self, deed: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.lock();
        if state.fate() == Fate::Works { deed(&mut state) } else { Err(state.error()) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panicked in it")
    }
}

impl State {
    /// Counts a call, and says what comes of it.
    fn fate(&mut self) -> Fate {
        self.calls += 1;
        self.be_visited();
        let is_failing = self.failing.contains(&(self.calls - 1));
        match () {
            () if self.weather.strikes_now() => Fate::Fails,
            () if is_failing && !self.fails_after_the_deed => Fate::Fails,
            () if is_failing => Fate::FailsAfterTheDeed,
            () => match self.weather.fails_now() {
                None => Fate::Works,
                Some(false) => Fate::Fails,
                Some(true) => Fate::FailsAfterTheDeed,
            },
        }
    }

    fn error(&self) -> io::Error {
        self.error.unwrap_or(self.weather.error()).into()
    }

    fn be_visited(&mut self) {
        let number = self.calls - 1;
        if let Some((_, path, bytes)) = self.theirs.take_if(|(call, ..)| *call == number) {
            self.put(&path, Some(&bytes));
        }
    }

    /// Nothing helps against who writes between the last look and the renaming.
    fn put_visit_off(&mut self) {
        let calls = self.calls;
        if self.weather.is_watched(Path::new("/desk/any"))
            && let Some((call, ..)) = &mut self.theirs
            && *call == calls
        {
            *call += 1;
        }
    }

    /// Lets somebody else write a file before the call that comes so many calls from now.
    pub fn expect_visit(&mut self, calls_from_now: usize, path: &Path, bytes: &[u8]) {
        self.theirs = Some((self.calls + calls_from_now, path.to_owned(), bytes.to_vec()));
    }

    /// Nobody writes any more.
    pub fn expect_no_visit(&mut self) {
        self.theirs = None;
    }

    fn at(&self, path: &Path) -> io::Result<usize> {
        self.names.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn name(&mut self, path: &Path, at: Option<usize>) {
        match at {
            Some(at) => self.names.insert(path.to_owned(), at),
            None => self.names.remove(path),
        };
        self.unsynced.push((path.to_owned(), at));
    }

    /// Somebody else writes this file, or removes it; safely on the disk at once.
    pub fn put(&mut self, path: &Path, bytes: Option<&[u8]>) {
        let at = bytes.map(|bytes| {
            let written = self.tick();
            self.files.push(Stored { bytes: bytes.to_vec(), synced: bytes.to_vec(), mode: 0o644, written });
            self.files.len() - 1
        });
        self.name(path, at);
        match at {
            Some(at) => self.synced_names.insert(path.to_owned(), at),
            None => self.synced_names.remove(path),
        };
        self.weather.saw(path, true, bytes);
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &Path) -> Option<&[u8]> {
        Some(&self.files[*self.names.get(path)?].bytes)
    }

    /// The names of all files in a folder and those in it.
    pub fn under(&self, folder: &Path) -> impl Iterator<Item = &PathBuf> {
        self.names.keys().filter(move |path| path.starts_with(folder))
    }

    /// The power fails: what was not made to last is there or not, as `chance` has it; names in the order in which they came.
    pub fn cut_power(&mut self, chance: &mut fastrand::Rng) {
        let kept = chance.usize(..=self.unsynced.len());
        self.names = self.synced_names.clone();
        for (path, at) in self.unsynced.drain(..).take(kept) {
            match at {
                Some(at) => self.names.insert(path, at),
                None => self.names.remove(&path),
            };
        }
        self.synced_names = self.names.clone();
        for stored in &mut self.files {
            if stored.bytes.len() > stored.synced.len() {
                let whole = stored.bytes.len();
                stored.bytes.truncate(chance.usize(stored.synced.len()..=whole));
                if chance.u8(..4) == 0 {
                    // The length has reached the disk, and the rest of the bytes has not.
                    stored.bytes.resize(whole, 0);
                }
                stored.synced = stored.bytes.clone();
            }
        }
        self.locked.clear();
        self.forget_nameless();
    }

    /// Files that no name leads to any more.
    fn forget_nameless(&mut self) {
        let named: BTreeSet<usize> =
            self.names.values().chain(self.synced_names.values()).copied().chain(self.unsynced.iter().filter_map(|(_, at)| *at)).collect();
        for (at, stored) in self.files.iter_mut().enumerate() {
            if !named.contains(&at) && !stored.bytes.is_empty() {
                (stored.bytes, stored.synced) = (Vec::new(), Vec::new());
            }
        }
    }

    /// The time of a write; no two have the same.
    fn tick(&mut self) -> Duration {
        self.writes += 1;
        Duration::from_secs(self.weather.clock_secs) + Duration::from_nanos(self.writes)
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
                modified: Some(SystemTime::UNIX_EPOCH + stored.written),
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
            if state.weather.is_full {
                return Err(ErrorKind::StorageFull.into());
            }
            let written = state.tick();
            state.files.push(Stored { mode: if is_private { 0o600 } else { 0o644 }, written, ..Stored::default() });
            let at = state.files.len() - 1;
            state.name(path, Some(at));
            Ok(Box::new(MemoryFile { fs: self.clone(), at }) as Box<dyn NewFile>)
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.lock().put_visit_off();
        self.call(|state| {
            let at = state.at(from)?;
            // In this order, as a power cut between the two loses nothing.
            state.name(to, Some(at));
            state.name(from, None);
            if state.weather.is_watched(to) {
                let bytes = state.files[at].bytes.clone();
                state.weather.saw(to, false, Some(&bytes));
            }
            Ok(())
        })
    }

    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        self.call(|state| {
            state.synced_names = state.names.clone();
            state.unsynced.clear();
            state.forget_nameless();
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
            state.name(path, None);
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
    /// In small pieces, as a slow disk does. Where bad weather breaks it off, half of the piece may be written.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let at = self.at;
        let mut state = self.fs.lock();
        let piece = &bytes[..bytes.len().min(state.weather.piece_bytes.unwrap_or(7))];
        let written = state.tick();
        let fate = state.fate();
        let is_full = state.weather.is_full;
        let is_tearing = state.weather.is_tearing();
        let file = &mut state.files[at];
        let count = match fate {
            Fate::Works if is_full => piece.len() / 2,
            Fate::Works | Fate::FailsAfterTheDeed => piece.len(),
            Fate::Fails if is_tearing => piece.len() / 2,
            Fate::Fails => 0,
        };
        file.bytes.extend_from_slice(&piece[..count]);
        if count > 0 {
            file.written = written;
        }
        match fate {
            Fate::Works if is_full => Err(ErrorKind::StorageFull.into()),
            Fate::Works => Ok(count),
            _ => Err(state.error()),
        }
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
