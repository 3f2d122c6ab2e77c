//! The writing end of a journal: entries are queued without waiting, and whichever worker comes next writes all that is queued, in order.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use crate::storage::error::SaveError;
use crate::storage::fs::{Fs, Lock};
use crate::storage::journal::entry::{Entry, Head};
use crate::storage::journal::files::{append, failed, folder_of, is_there, keep_old};
use crate::storage::journal::lines::{Chain, Lines, push};
use crate::storage::journal::story::{LIMIT_BYTES, Story, Tail};
use crate::storage::journal::waiting::Waiting;
use crate::storage::reason::reason;
use crate::storage::safe_writer::{Standing, write_safely};

/// Why a journal was not written. What is queued stays queued.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk refused.
    #[error("{}", reason(error))]
    Failed {
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// The file could not be made or made anew.
    #[error("{}", .0.reason())]
    NotMade(#[from] SaveError),
    /// Somebody took the file away, or changed it: what was in it has to be written anew, by [`Journal::begin_again`].
    #[error("somebody has taken its file away, or changed it")]
    Lost,
    /// More was written meanwhile than what was to take its place has in it.
    #[error("more was written meanwhile")]
    Outdated,
    /// It could not be said what the journal begins from.
    #[error("{0}")]
    NoStart(String),
}

/// How far a journal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The number of the last entry.
    pub number: u64,
    /// How long the file is.
    pub length_bytes: u64,
}

/// What a journal begins with.
#[derive(Debug, Clone)]
pub struct Start<V> {
    /// Its head.
    pub head: Head,
    /// The steps that undo still has from before.
    pub past: Vec<Entry<V>>,
}

/// Makes out on a worker what a journal begins with.
pub type Begin<V> = Box<dyn Fn(&dyn Fs) -> Result<Start<V>, String> + Send>;

/// A journal that is being written. Nothing in it waits but what is meant for workers.
pub struct Journal<V> {
    queue: Sender<(u64, Entry<V>)>,
    inner: Mutex<Inner<V>>,
    is_write_asked: AtomicBool,
}

pub(super) struct Inner<V> {
    waiting: Waiting<V>,
    pub(super) path: PathBuf,
    // Where the file is once its work was let go of; its place is still the one above, and locked.
    pub(super) aside: Option<PathBuf>,
    // Whether that is not true any more, and the file is to be in its place again before anything is written.
    pub(super) is_back_wanted: bool,
    // Where the file is instead, as another one writes in its place, which still is its own; and what it is locked with there.
    pub(super) beside: Option<(PathBuf, Option<Lock>)>,
    // Until the first entry there is no file.
    pub(super) begin: Option<Begin<V>>,
    pub(super) length_bytes: u64,
    pub(super) chain: Chain,
    // The number of the save that took it to its place.
    pub(super) moved_by: u64,
    // The number of the last entry that was written.
    written: u64,
    is_synced: bool,
    // Whether its name lasts through a power cut too.
    pub(super) is_name_synced: bool,
    // Whether a write or a sync has failed since the file was known to be whole.
    pub(super) is_doubtful: bool,
    // Whether another one goes on in the file: what comes late is not written into it any more.
    pub(super) is_left: bool,
    // Whether the lock was had only after the file was read: what is there may be another one's.
    pub(super) is_lock_late: bool,
    // Held, and never looked at.
    pub(super) lock: Option<Lock>,
}

impl<V> std::fmt::Debug for Journal<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal").finish_non_exhaustive()
    }
}

impl<V: Serialize + Clone> Journal<V> {
    /// A journal at `path` that begins with its first entry; `lock` is held as long as it is written.
    pub fn new(path: PathBuf, begin: Begin<V>, lock: Option<Lock>) -> Self {
        Self::of(path, Some(begin), (0, Chain::default()), lock)
    }

    /// A journal that was read, as far as it is whole. Whoever wrote it may have ended before it was synced, or in the middle of a line.
    pub fn going_on(path: PathBuf, story: &Story<V>, lock: Option<Lock>) -> Self {
        let journal = Self::of(path, None, (story.whole_bytes(), story.chain), lock);
        let mut inner = journal.lock();
        // Whoever wrote it may have ended before either was made to last.
        (inner.is_synced, inner.is_name_synced, inner.is_doubtful) = (false, false, story.tail != Tail::Whole);
        drop(inner);
        journal
    }

    /// Somebody of this program may still write the file until this one does: what was not read is cut off then.
    pub fn doubt(&self) {
        self.lock().is_doubtful = true;
    }

    /// A journal in place of this one that was read, or of none: it has to be written by [`Journal::begin_again`]. Where something else lies
    /// there by then, written by this very window, that is kept under another name.
    pub fn in_place_of(path: PathBuf, story: Option<&Story<V>>, lock: Option<Lock>) -> Self {
        let known = story.map_or((0, Chain::default()), |story| (story.whole_bytes(), story.chain));
        let journal = Self::of(path, None, known, lock);
        let mut inner = journal.lock();
        (inner.is_doubtful, inner.is_lock_late) = (true, true);
        drop(inner);
        journal
    }

    fn of(path: PathBuf, begin: Option<Begin<V>>, (length_bytes, chain): (u64, Chain), lock: Option<Lock>) -> Self {
        let (queue, queued) = channel();
        let inner = Inner {
            waiting: Waiting::new(queued),
            path,
            aside: None,
            beside: None,
            is_back_wanted: false,
            begin,
            length_bytes,
            chain,
            moved_by: 0,
            written: 0,
            is_synced: true,
            is_name_synced: true,
            is_doubtful: false,
            is_left: false,
            is_lock_late: false,
            lock,
        };
        Self { queue, inner: Mutex::new(inner), is_write_asked: AtomicBool::new(false) }
    }

    /// Queues an entry; `number` grows with each. Whether somebody has to be asked to write: else somebody is about to.
    pub fn queue(&self, number: u64, entry: Entry<V>) -> bool {
        // The receiver lives as long as this.
        let _ = self.queue.send((number, entry));
        !self.is_write_asked.swap(true, Ordering::AcqRel)
    }

    /// Writes what is queued. For workers. What it says is on its way to the disk and outlives this process.
    ///
    /// # Errors
    /// What is queued stays so.
    pub fn write(&self, fs: &dyn Fs) -> Result<Written, JournalError> {
        let mut inner = self.lock();
        self.is_write_asked.store(false, Ordering::Release);
        inner.waiting.take_queued();
        inner.write(fs)?;
        Ok(inner.done())
    }

    /// Writes what is queued and has the disk keep it through a power cut. For workers.
    ///
    /// # Errors
    /// As for [`Journal::write`]; or what was written is not certain to last.
    pub fn sync(&self, fs: &dyn Fs) -> Result<Written, JournalError> {
        let mut inner = self.lock();
        inner.waiting.take_queued();
        inner.write(fs)?;
        inner.sync(fs)?;
        Ok(inner.done())
    }

    /// Writes what is queued, then this entry, and syncs all of it; nothing where no journal was begun. For workers.
    ///
    /// # Errors
    /// As for [`Journal::sync`].
    pub fn put(&self, fs: &dyn Fs, entry: &Entry<V>) -> Result<(), JournalError> {
        let mut inner = self.lock();
        inner.waiting.take_queued();
        if inner.begin.is_some() && inner.waiting.last().is_none() {
            return Ok(());
        }
        let number = inner.waiting.last().unwrap_or(inner.written);
        inner.waiting.push(number, entry.clone());
        let result = inner.write(fs).and_then(|()| inner.sync(fs));
        match &result {
            Ok(()) => inner.waiting.know(entry),
            // It was about something that is not done without it.
            Err(_) => inner.waiting.pop(),
        }
        result
    }

    /// Writes all anew, from what the project is now: `number` is that of the last entry which `begin` takes in. For workers.
    ///
    /// # Errors
    /// The old file is as it was then; or the new one is in its place, and gone on with, and only may not last: [`SaveError::Unsettled`].
    pub fn begin_again(&self, fs: &dyn Fs, begin: &Begin<V>, number: u64) -> Result<Written, JournalError> {
        let mut inner = self.lock();
        inner.waiting.take_queued();
        if inner.is_left {
            return Ok(inner.done());
        }
        // What came after is to be added to it; where that is written already it would be gone.
        if inner.written > number {
            return Err(JournalError::Outdated);
        }
        match inner.hold(fs) {
            Ok(_) | Err(JournalError::Lost) => {}
            Err(error) => return Err(error),
        }
        fs.make_folders(folder_of(inner.file())).map_err(failed)?;
        let mut start = begin(fs).map_err(JournalError::NoStart)?;
        start.past.extend(inner.waiting.file.iter().chain(&inner.waiting.draft).cloned());
        let kept = inner.keep_anothers(fs)?;
        let made = inner.make(fs, &start, &Standing::Anything);
        if is_there(&made) {
            inner.waiting.drop_to(number);
            inner.written = inner.written.max(number);
        } else if let Some(kept) = kept.filter(|_| matches!(fs.look(inner.file()), Ok(None))) {
            // As it was, so that it is found under the name by which it is known.
            let _ = fs.rename(&kept, inner.file());
        }
        made?;
        Ok(inner.done())
    }

    /// Ends it: what is queued is written, and lasts. For workers.
    ///
    /// # Errors
    /// As for [`Journal::sync`].
    pub fn end(&self, fs: &dyn Fs) -> Result<(), JournalError> {
        self.lock().end(fs).map(drop)
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner<V>> {
        // Whoever panicked in here has written a line or not: what is doubtful is looked at before the next one.
        self.inner.lock().unwrap_or_else(|poisoned| {
            let mut inner = PoisonError::into_inner(poisoned);
            inner.is_doubtful = true;
            inner
        })
    }
}

impl<V: Serialize + Clone> Inner<V> {
    const fn done(&self) -> Written {
        Written { number: self.written, length_bytes: self.length_bytes }
    }

    pub(super) fn file(&self) -> &Path {
        self.aside.as_deref().unwrap_or_else(|| self.beside.as_ref().map_or(&*self.path, |(beside, _)| beside))
    }

    fn write(&mut self, fs: &dyn Fs) -> Result<(), JournalError> {
        if self.is_left {
            return Ok(());
        }
        self.come_back(fs)?;
        let Some(number) = self.waiting.last() else { return Ok(()) };
        let size_bytes = self.hold(fs)?;
        let is_new = self.begin.is_some();
        if let Some(begin) = self.begin.take() {
            let started = self.start(fs, &begin);
            if !is_there(&started) {
                self.begin = Some(begin);
            }
            started?;
        }
        let (mut bytes, mut chain) = (Vec::new(), self.chain);
        for entry in self.waiting.entries() {
            push(&mut bytes, &mut chain, entry).map_err(failed)?;
        }
        if self.length_bytes.saturating_add(bytes.len() as u64) > LIMIT_BYTES {
            return Err(JournalError::Lost);
        }
        let is_as_known = is_new || size_bytes == Some(self.length_bytes);
        if self.is_doubtful || !is_as_known {
            self.mend(fs, &bytes)?;
        } else {
            self.is_doubtful = true;
            self.is_synced = false;
            append(fs, self.file(), &bytes).map_err(failed)?;
        }
        self.is_doubtful = false;
        self.length_bytes += bytes.len() as u64;
        self.chain = chain;
        self.written = number;
        self.waiting.drop_to(number);
        Ok(())
    }

    /// Writes what is queued and has it last. Whether there is a file of it.
    pub(super) fn end(&mut self, fs: &dyn Fs) -> Result<bool, JournalError> {
        self.waiting.take_queued();
        self.write(fs)?;
        self.sync(fs)?;
        // Another one may have begun in its place.
        let is_there = matches!(fs.look(self.file()), Ok(Some(look)) if look.size_bytes == self.length_bytes);
        Ok(self.begin.is_none() && is_there)
    }

    /// Begins the file, where another may lie that nobody has looked at.
    fn start(&mut self, fs: &dyn Fs, begin: &Begin<V>) -> Result<(), JournalError> {
        let start = begin(fs).map_err(JournalError::NoStart)?;
        fs.make_folders(folder_of(&self.path)).map_err(failed)?;
        keep_old(fs, &self.path)?;
        self.make(fs, &start, &Standing::Nothing)
    }

    fn make(&mut self, fs: &dyn Fs, start: &Start<V>, standing: &Standing) -> Result<(), JournalError> {
        let (mut bytes, mut chain) = (Vec::new(), Chain::default());
        push(&mut bytes, &mut chain, &start.head).map_err(failed)?;
        for entry in &start.past {
            push(&mut bytes, &mut chain, entry).map_err(failed)?;
        }
        // Until it is known to be there, it may be there or not.
        self.is_doubtful = true;
        let made = write_safely(fs, self.file(), &bytes, standing).map(drop).map_err(JournalError::from);
        if is_there(&made) {
            (self.length_bytes, self.chain, self.is_lock_late) = (bytes.len() as u64, chain, false);
            (self.is_synced, self.is_name_synced) = (true, made.is_ok());
            self.begin = None;
        }
        made?;
        self.is_doubtful = false;
        Ok(())
    }

    /// Writes the file anew where something has failed: what was written before, as far as it is still there whole, and `bytes`.
    fn mend(&mut self, fs: &dyn Fs, bytes: &[u8]) -> Result<(), JournalError> {
        if self.length_bytes == 0 {
            // Nothing of it is there that could be gone on with.
            return Err(JournalError::Lost);
        }
        let mut all = self.read_back(fs)?;
        all.extend_from_slice(bytes);
        write_safely(fs, self.file(), &all, &Standing::Anything)?;
        (self.is_synced, self.is_name_synced) = (true, true);
        Ok(())
    }

    /// What was written before, where all of it is still there.
    pub(super) fn read_back(&self, fs: &dyn Fs) -> Result<Vec<u8>, JournalError> {
        let all = match fs.read(self.file(), self.length_bytes) {
            Ok(all) => all,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(JournalError::Lost),
            Err(error) => return Err(failed(error)),
        };
        let mut lines = Lines::new(&all);
        while lines.next().is_some() {}
        let is_whole = lines.read_bytes as u64 == self.length_bytes && lines.chain == self.chain;
        if is_whole { Ok(all) } else { Err(JournalError::Lost) }
    }

    fn sync(&mut self, fs: &dyn Fs) -> Result<(), JournalError> {
        if self.is_left || self.begin.is_some() {
            return Ok(());
        }
        if !self.is_synced {
            let synced = fs.open_to_append(self.file()).and_then(|mut file| file.sync());
            if synced.is_err() {
                // Pages that did not reach the disk are not tried again by a second sync, which reports success.
                self.is_doubtful = true;
                self.mend(fs, &[])?;
                self.is_doubtful = false;
            }
            self.is_synced = true;
        }
        if !self.is_name_synced {
            fs.sync_folder(folder_of(self.file())).map_err(failed)?;
            self.is_name_synced = true;
        }
        Ok(())
    }
}
