//! The place of a journal's file: under the name of another project's file, aside where its work was let go of, and back again.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::storage::fs::{Fs, Lock};
use crate::storage::journal::files::{failed, folder_of, free_beside, keep_old, take_lock};
use crate::storage::journal::writer::{Inner, Journal, JournalError, Written};

impl<V: Serialize + Clone> Journal<V> {
    /// Gives the file another name: that of the file which the project belongs to now. What had that name is kept under another. For workers.
    ///
    /// # Errors
    /// It has its old name then.
    pub fn move_to(&self, fs: &dyn Fs, path: &Path, lock: Option<Lock>) -> Result<(), JournalError> {
        let mut inner = self.lock();
        inner.come_back(fs)?;
        // What was let go of stays where it is; the file may be another project's next.
        if inner.path == path || inner.aside.is_some() {
            return Ok(());
        }
        if inner.begin.is_none() {
            keep_old(fs, path)?;
            fs.rename(&inner.path, path).map_err(failed)?;
            let _ = fs.sync_folder(folder_of(path));
        }
        path.clone_into(&mut inner.path);
        inner.lock = lock;
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
            let _ = fs.sync_folder(folder_of(path));
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

    /// Where it is, or will begin, and what it is locked with. For workers.
    pub fn place(&self) -> (PathBuf, Option<Lock>) {
        let inner = self.lock();
        (inner.path.clone(), inner.lock.clone())
    }
}

impl<V: Serialize> Inner<V> {
    /// Brings the file back into its place where that is wanted.
    pub(super) fn come_back(&mut self, fs: &dyn Fs) -> Result<(), JournalError> {
        if let Some(aside) = self.aside.as_deref().filter(|_| self.is_back_wanted) {
            keep_old(fs, &self.path)?;
            match fs.rename(aside, &self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
                // Where it is gone, it is found to be so when it is written.
                _ => self.aside = None,
            }
            let _ = fs.sync_folder(folder_of(&self.path));
        }
        self.is_back_wanted = false;
        Ok(())
    }

    /// Makes sure that nobody else writes here: has the lock of its place, where there is one to be had. Where another writer has it, or
    /// has added to the file, that one's the place is, and this goes to another. How long the file is, in bytes, where there is one.
    pub(super) fn hold(&mut self, fs: &dyn Fs) -> Result<Option<u64>, JournalError> {
        if self.lock.is_none() && self.aside.is_none() {
            fs.make_folders(folder_of(&self.path)).map_err(failed)?;
            match take_lock(fs, &self.path) {
                Ok(Some(lock)) => self.lock = Some(lock),
                Ok(None) => self.give_way(fs)?,
                Err(_no_locks_here) => {}
            }
        }
        let size_bytes = fs.look(self.file()).map_err(failed)?.map(|look| look.size_bytes);
        // Where nothing of ours has failed, what is more is not ours.
        if self.begin.is_none() && !self.is_doubtful && size_bytes.is_some_and(|size_bytes| size_bytes > self.length_bytes) {
            self.give_way(fs)?;
        }
        Ok(size_bytes)
    }

    /// What is in the file stays, as it is another writer's too; all of ours is to be written anew in another place.
    fn give_way(&mut self, fs: &dyn Fs) -> Result<(), JournalError> {
        self.path = free_beside(fs, &self.path)?;
        self.aside = None;
        // So that nobody takes it for what a crash has left.
        self.lock = take_lock(fs, &self.path).ok().flatten();
        if self.begin.is_some() { Ok(()) } else { Err(JournalError::Lost) }
    }
}
