//! Putting a project in its file: read back and compared first, announced in its journal, and only then in place. For workers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::moment::Moment;
use crate::model::project::Project;
use crate::model::snapshot::Digest;
use crate::project_file::{self, WriteError};
use crate::storage::copies::digest_of;
use crate::storage::error::SaveError;
use crate::storage::fs::Fs;
use crate::storage::journal::{Entry, Journal};
use crate::storage::safe_writer::{Standing, write_summed};
use crate::storage::state;
use crate::workbench::arrival::{Arrival, SaveEnd, Saved};
use crate::workbench::backing_up::{keep, keep_what_stands};
use crate::workbench::copies::{CopiesPut, Waiting};
use crate::workbench::copying::put_copies;
use crate::workbench::focus::Focus;
use crate::workbench::home::Home;
use crate::workbench::jobs::guarded;
use crate::workbench::progress::Progress;
use crate::workbench::world::Job;

/// A snapshot to be saved.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The project.
    pub project: Project,
    /// Its generation in the workbench.
    pub generation: u64,
    /// The state of its history.
    pub state: u64,
    /// When this was asked for.
    pub at: Moment,
    /// Copies of sources that are not beside its file yet.
    pub waiting: Waiting,
    /// The files beside which its other copies lie.
    pub places: Vec<PathBuf>,
    /// Where journals are.
    pub state_folder: Option<PathBuf>,
    /// The project's journal, where one was begun.
    pub journal: Option<Arc<Journal<Focus>>>,
    /// Where it would begin, where the project has a place.
    pub home: Option<PathBuf>,
}

impl Snapshot {
    /// Whether this is the place of the project in the state folder.
    fn is_at_home(&self, journal: &Path) -> bool {
        match &self.journal {
            Some(own) => own.place().0 == journal,
            None => self.home.as_deref() == Some(journal),
        }
    }

    /// The journal of the file at `path`.
    fn place_of(&self, fs: &dyn Fs, path: &Path) -> Option<PathBuf> {
        Some(state::journal_path(self.state_folder.as_deref()?, &state::key_of(fs, path)))
    }

    /// The place of the file at `path`, where the project moves to it; `Err` where another window has that file open.
    fn new_home(&self, fs: &dyn Fs, path: &Path) -> Result<Option<Home>, SaveError> {
        let Some(journal) = self.place_of(fs, path) else { return Ok(None) };
        if self.is_at_home(&journal) {
            return Ok(None);
        }
        let home = Home::at(fs, journal);
        if home.is_taken { Err(SaveError::OpenElsewhere { path: path.to_owned() }) } else { Ok(Some(home)) }
    }

    /// Writes into the journal what is about to be put in place, so that the file is known again whatever happens. A journal that cannot be
    /// written keeps nobody from saving. Whether it is known there.
    fn announce(&self, fs: &dyn Fs, path: &Path, digest: Digest) -> bool {
        let process = std::process::id();
        let entry = Entry::Saving { at: self.at, state: self.state, path: path.to_owned(), digest, process };
        self.journal.as_ref().is_some_and(|journal| journal.put(fs, &entry).is_ok())
    }

    /// Takes the journal to the file's place, and says in it that the save has come to its end. The place, where there was no journal yet.
    fn settle(&self, fs: &dyn Fs, path: &Path, number: u64, has_moved: bool, home: Option<Home>) -> Option<Home> {
        let Some(journal) = &self.journal else { return home.filter(|_| has_moved) };
        // Where it was when the save began it may have left for another save meanwhile, which was asked for before.
        let place = home.map_or_else(|| self.place_of(fs, path).map(|place| (place, None)), |home| Some((home.journal, home.lock)));
        if let Some((place, lock)) = place.filter(|_| has_moved) {
            // Where that fails it is found by what is written in it.
            let _ = journal.move_to(fs, &place, lock, number);
        }
        let _ = journal.put(fs, &Entry::Settled { at: self.at });
        None
    }
}

/// Saves a snapshot: written, read back, compared, and only then put in place.
pub fn save(fs: Arc<dyn Fs>, number: u64, progress: Arc<Progress>, snapshot: Snapshot, path: PathBuf, standing: Standing) -> Job {
    let died = Arrival::SaveEnded(number, SaveEnd::Died(path.clone()));
    guarded(died, move || Arrival::SaveEnded(number, put(&*fs, number, &progress, &snapshot, path, &standing)))
}

fn put(fs: &dyn Fs, number: u64, progress: &Progress, snapshot: &Snapshot, path: PathBuf, standing: &Standing) -> SaveEnd {
    progress.begin(2 * snapshot.project.index().counts().statements() as u64);
    let bytes = match project_file::write_verified_while(&snapshot.project, |done| progress.reach(done)) {
        Ok(bytes) => bytes,
        Err(WriteError::Unwanted) => return SaveEnd::Cancelled(path),
        Err(error) => return SaveEnd::Unsound(path, error.to_string()),
    };
    progress.end();
    let home = match snapshot.new_home(fs, &path) {
        Ok(home) => home,
        Err(error) => return SaveEnd::Failed(path, error),
    };
    // The journal, the stamp and the version are told by one sum of the bytes.
    let digest = digest_of(&bytes);
    let is_announced = snapshot.announce(fs, &path, digest);
    let mut end = put_whole(fs, snapshot, path.clone(), (&bytes, digest), standing);
    let placed = if let SaveEnd::Saved(saved) | SaveEnd::Unsettled(saved, _) = &mut end { Some(saved) } else { None };
    let home = snapshot.settle(fs, &path, number, placed.is_some(), home);
    if let Some(saved) = placed {
        // What kept the journal from being written may be over.
        let is_announced = is_announced || snapshot.announce(fs, &saved.path, digest);
        saved.wanted = snapshot.state_folder.as_deref().map(|state| state::wanted_path(state, &state::key_of(fs, &saved.path)));
        (saved.home, saved.is_announced) = (home, is_announced);
    }
    end
}

fn put_whole(fs: &dyn Fs, snapshot: &Snapshot, path: PathBuf, (bytes, digest): (&[u8], Digest), standing: &Standing) -> SaveEnd {
    // First the copies: a project that names them must not be on disk without them.
    let copies = if may_stand(fs, &path, standing) {
        put_copies(fs, &snapshot.project, &snapshot.waiting, &snapshot.places, &path)
    } else {
        CopiesPut::default()
    };
    let state = snapshot.state_folder.as_deref();
    let before = keep_what_stands(fs, state, &path, standing, snapshot.at);
    let placed = |path, stamp, backup| Box::new(Saved { path, stamp, copies, backup, home: None, wanted: None, is_announced: true });
    match write_summed(fs, &path, bytes, digest, standing) {
        Ok(stamp) => {
            let backup = keep(fs, state, &path, bytes, digest, snapshot.at).and(before);
            SaveEnd::Saved(placed(path, stamp, backup))
        }
        Err(SaveError::Unsettled { path: at, stamp, error }) => {
            SaveEnd::Unsettled(placed(path, stamp.clone(), before), SaveError::Unsettled { path: at, stamp, error })
        }
        Err(error) => SaveEnd::Failed(path, error),
    }
}

/// Whether the project can be written here as far as a cheap look tells; beside somebody else's file nothing is put.
fn may_stand(fs: &dyn Fs, path: &Path, standing: &Standing) -> bool {
    match (standing, fs.look(path)) {
        (Standing::Nothing, Ok(Some(_))) => false,
        (Standing::This(stamp), Ok(Some(look))) => stamp.size_bytes == look.size_bytes,
        _ => true,
    }
}
