//! The place of a project in the state folder: its journal, and the lock that says in which window it is open. For workers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::storage::fs::{Fs, Lock};
use crate::storage::journal::{Journal, Story, StoryError, is_written, take_lock};
use crate::storage::reader::read_bounded;
use crate::storage::state;
use crate::storage::{OpenError, journal};
use crate::workbench::focus::Focus;

/// Where a project's journal is, and whether it is ours to write.
#[derive(Clone)]
pub struct Home {
    /// Its journal, whether there is one or not.
    pub journal: PathBuf,
    /// Held as long as the project is open; `None` where the system has no locks, or another window has it.
    pub lock: Option<Lock>,
    /// Whether the project is open in another window.
    pub is_taken: bool,
}

impl std::fmt::Debug for Home {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Home").field("journal", &self.journal).field("is_taken", &self.is_taken).finish_non_exhaustive()
    }
}

/// The place of the project on the bench, which is locked by this very window.
#[derive(Debug, Clone, Default)]
pub struct OwnPlace {
    /// Its journal, where one was begun.
    pub journal: Option<Arc<Journal<Focus>>>,
    /// Where one would begin, and what it is locked with.
    pub home: Option<Home>,
    /// Whether another one of this place is still coming to its end.
    pub is_waiting: bool,
}

impl OwnPlace {
    /// Whether a journal of this window is written there, or still coming to its end there.
    pub fn is_there(&self, journal: &Path) -> bool {
        (self.journal.is_some() || self.is_waiting) && self.of().is_some_and(|(place, _)| place == journal)
    }

    /// Whether the project of this journal is the one on the bench, or nobody's: else another window has it open.
    pub fn may_have(&self, fs: &dyn Fs, journal: &Path) -> bool {
        self.of().is_some_and(|(place, _)| place == journal) || !Home::is_open(fs, journal)
    }

    fn of(&self) -> Option<(PathBuf, Option<Lock>)> {
        self.journal.as_ref().map(|journal| journal.place()).or_else(|| self.home.clone().map(|home| (home.journal, home.lock)))
    }
}

impl Home {
    /// The home of the project in the file at `path`; it may be the one that is on the bench.
    pub fn of(fs: &dyn Fs, state: &Path, path: &Path, own: &OwnPlace) -> Self {
        Self::of_journal(fs, state::journal_path(state, &state::key_of(fs, path)), own)
    }

    /// The same of this journal.
    pub fn of_journal(fs: &dyn Fs, journal: PathBuf, own: &OwnPlace) -> Self {
        match own.of() {
            Some((place, lock)) if place == journal => Self { journal, lock, is_taken: false },
            _ => Self::at(fs, journal),
        }
    }

    /// The home of this journal.
    pub fn at(fs: &dyn Fs, journal: PathBuf) -> Self {
        if let Some(folder) = journal.parent() {
            // Where it cannot be made there is no lock to be had, and the journal will say why.
            let _ = fs.make_folders(folder);
        }
        match take_lock(fs, &journal) {
            Ok(Some(lock)) => {
                // Whoever has asked for it has it now or is gone, else asks again: who looks next must not take that for a new wish.
                let _ = fs.remove(&state::wanted_of(&journal));
                Self { journal, lock: Some(lock), is_taken: false }
            }
            Ok(None) => Self { journal, lock: None, is_taken: true },
            // No locks here, or the disk has failed: then it is tried again with the first write.
            Err(_) => Self { journal, lock: None, is_taken: false },
        }
    }

    /// Whether some window writes this journal.
    pub fn is_open(fs: &dyn Fs, journal: &Path) -> bool {
        is_written(fs, journal)
    }
}

/// Why a journal was not read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadJournal {
    /// It could not be read from the disk.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It is not understood.
    #[error(transparent)]
    Story(#[from] StoryError),
}

impl UnreadJournal {
    /// Why, in words that fit into a sentence.
    pub fn reason(&self) -> String {
        match self {
            Self::Open(error) => error.reason(),
            Self::Story(error) => error.to_string(),
        }
    }
}

/// Reads a journal.
pub fn read(fs: &dyn Fs, path: &Path) -> Result<Story<Focus>, UnreadJournal> {
    let file = read_bounded(fs, path, journal::story::LIMIT_BYTES)?;
    Ok(Story::read(&file.bytes)?)
}
