//! The place of a journal's file: under the name of another project's file, aside where its work was let go of, and back again.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::storage::fs::{Fs, Lock};
use crate::storage::journal::files::{MAX_OLD, failed, folder_of, keep_old, numbered, take_lock};
use crate::storage::journal::lines::Chain;
use crate::storage::journal::writer::{Inner, Journal, JournalError, Written};

impl<V: Serialize + Clone> Journal<V> {
    /// Gives the file another name: that of the file which the project belongs to since the save of this `number`. What had that name is kept
    /// under another. For workers.
    ///
    /// # Errors
    /// It has its old name then.
    pub fn move_to(&self, fs: &dyn Fs, path: &Path, lock: Option<Lock>, number: u64) -> Result<(), JournalError> {
        let mut inner = self.lock();
        inner.come_back(fs)?;
        if number < inner.moved_by {
            // It belongs to the file that it was saved in last, whichever of two saves took longer.
            return Ok(());
        }
        if inner.path == path {
            inner.moved_by = number;
            return Ok(());
        }
        // What was let go of stays where it is; the file may be another project's next.
        if inner.aside.is_some() {
            return Ok(());
        }
        let lock = match lock {
            Some(lock) => Some(lock),
            None => match take_lock(fs, path) {
                // What lies there is being written.
                Ok(None) => return Err(failed(io::ErrorKind::ResourceBusy.into())),
                other => other.ok().flatten(),
            },
        };
        if inner.begin.is_none() {
            keep_old(fs, path)?;
            if fs.look(inner.file()).map_err(failed)?.is_some() {
                fs.rename(inner.file(), path).map_err(failed)?;
            }
            inner.is_name_synced = fs.sync_folder(folder_of(path)).is_ok();
        }
        path.clone_into(&mut inner.path);
        (inner.lock, inner.beside, inner.moved_by) = (lock, None, number);
        Ok(())
    }

    /// Ends it and moves the file here, where there is one. A save that is still under way goes on announcing itself in it, so that what
    /// is cut off of that save is found. For workers.
    ///
    /// # Errors
    /// As for [`Journal::sync`]; or it has its old name.
    pub fn end_as(&self, fs: &dyn Fs, path: &Path) -> Result<(), JournalError> {
        let mut inner = self.lock();
        if inner.end(fs)? {
            fs.rename(inner.file(), path).map_err(failed)?;
            inner.aside = Some(path.to_owned());
            inner.is_name_synced = fs.sync_folder(folder_of(path)).is_ok();
        }
        Ok(())
    }

    /// Its work is not let go of after all: the file is moved back into its place, now or before the next write. For workers.
    ///
    /// # Errors
    /// As for [`Journal::write`].
    pub fn take_back(&self, fs: &dyn Fs) -> Result<Written, JournalError> {
        self.lock().is_back_wanted = true;
        self.write(fs)
    }

    /// From here on another one goes on in the file.
    pub fn leave_to_another(&self) {
        self.lock().is_left = true;
    }

    /// Where it is, or will begin, and what it is locked with. For workers.
    pub fn place(&self) -> (PathBuf, Option<Lock>) {
        let inner = self.lock();
        (inner.path.clone(), inner.lock.clone())
    }
}

impl<V: Serialize + Clone> Inner<V> {
    /// Brings the file back into its place where that is wanted.
    pub(super) fn come_back(&mut self, fs: &dyn Fs) -> Result<(), JournalError> {
        if let Some(aside) = self.aside.as_deref().filter(|_| self.is_back_wanted) {
            let place = self.beside.as_ref().map_or(&self.path, |(beside, _)| beside);
            keep_old(fs, place)?;
            match fs.rename(aside, place) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
                // Where it is gone, it is found to be so when it is written.
                _ => {}
            }
            self.is_name_synced = fs.sync_folder(folder_of(place)).is_ok();
            self.aside = None;
        }
        self.is_back_wanted = false;
        Ok(())
    }

    /// Makes sure that nobody else writes here: has the lock of its place, where there is one to be had. Where another writer has it, that
    /// one's the place is, and this goes to another; where somebody who could not lock it has added to the file, this is written beside it.
    /// How long the file is, in bytes, where there is one.
    pub(super) fn hold(&mut self, fs: &dyn Fs) -> Result<Option<u64>, JournalError> {
        if self.lock.is_none() && self.aside.is_none() {
            fs.make_folders(folder_of(&self.path)).map_err(failed)?;
            match take_lock(fs, &self.path) {
                Ok(Some(lock)) => (self.lock, self.is_lock_late) = (Some(lock), self.begin.is_none()),
                Ok(None) => {
                    (self.path, self.lock) = self.free_place(fs)?;
                    self.beside = None;
                    self.begin_elsewhere()?;
                }
                Err(_no_locks_here) => {}
            }
        }
        let size_bytes = fs.look(self.file()).map_err(failed)?.map(|look| look.size_bytes);
        // Where nothing of ours has failed, what is more is not ours. It stays as it is.
        if self.begin.is_none() && !self.is_doubtful && size_bytes.is_some_and(|size_bytes| size_bytes > self.length_bytes) {
            self.beside = Some(self.free_place(fs)?);
            self.aside = None;
            self.begin_elsewhere()?;
        }
        Ok(size_bytes)
    }

    /// All of it is to be written anew, in a place where nothing of it is.
    fn begin_elsewhere(&mut self) -> Result<(), JournalError> {
        if self.begin.is_some() {
            return Ok(());
        }
        (self.length_bytes, self.chain) = (0, Chain::default());
        Err(JournalError::Lost)
    }

    /// A place among the journals that nobody has, locked so that nobody takes what is written there for what a crash has left.
    fn free_place(&self, fs: &dyn Fs) -> Result<(PathBuf, Option<Lock>), JournalError> {
        for number in 1..=MAX_OLD {
            let path = numbered(&self.path, number);
            if fs.look(&path).map_err(failed)?.is_none() {
                match take_lock(fs, &path) {
                    Ok(None) => {}
                    lock => return Ok((path, lock.ok().flatten())),
                }
            }
        }
        Err(failed(io::ErrorKind::AlreadyExists.into()))
    }

    /// What lies in the place and is not ours gets another name, where no lock has said all the time that nobody writes there. That name.
    pub(super) fn keep_anothers(&self, fs: &dyn Fs) -> Result<Option<PathBuf>, JournalError> {
        if self.lock.is_some() && !self.is_lock_late || self.length_bytes > 0 && self.read_back(fs).is_ok() {
            return Ok(None);
        }
        keep_old(fs, self.file())
    }
}
