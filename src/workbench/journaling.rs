//! The work on a journal, for other threads: what it begins with, writing, syncing, bringing it to its end.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::history::Step;
use crate::project_file;
use crate::storage::fs::Fs;
use crate::storage::journal::{self, Base, Begin, Entry, FORMAT, Head, Journal, JournalError, Start, Written};
use crate::workbench::arrival::Arrival;
use crate::workbench::backing_up::keep_base;
use crate::workbench::focus::Focus;
use crate::workbench::jobs::guarded;
use crate::workbench::keeping::{BaseOf, Ending, Kept};
use crate::workbench::leftover::put_away;
use crate::workbench::world::{Job, World};

/// What a journal begins with; made out on a worker, as it may be a whole project's text.
pub(crate) fn begin(base: BaseOf, path: Option<PathBuf>, name: String, past: Vec<Entry<Focus>>, world: &dyn World) -> Begin<Focus> {
    let (at, state) = (world.now(), world.state_folder());
    Box::new(move |fs| {
        let base = match &base {
            BaseOf::File(path, digest) => {
                if let Some(state) = &state {
                    keep_base(fs, state, path, digest, at);
                }
                Base::File { path: path.clone(), digest: *digest }
            }
            BaseOf::Project(project) => Base::Text { path: path.clone(), text: project_file::write(project) },
        };
        Ok(Start { head: Head { format: FORMAT, base, name: name.clone(), at }, past: past.clone() })
    })
}

/// A step as a journal has it.
pub(crate) fn entry_step(step: &Step<Focus>) -> journal::Step<Focus> {
    journal::Step {
        label: step.transaction.label.clone(),
        edits: step.transaction.edits.clone(),
        before: step.before.clone(),
        after: step.after.clone(),
        state: step.state,
    }
}

pub(crate) fn died(generation: u64) -> Arrival {
    Arrival::Kept(generation, Kept::Failed("the program made a mistake on the way".to_owned()))
}

pub(crate) fn answer(result: Result<Written, JournalError>, is_anew: bool, means: impl FnOnce(Written) -> Kept) -> Kept {
    match result {
        Ok(written) => means(written),
        Err(JournalError::Lost | JournalError::Outdated) => Kept::Lost { is_anew },
        Err(error) => Kept::Failed(error.to_string()),
    }
}

pub(crate) fn write(fs: Arc<dyn Fs>, journal: Arc<Journal<Focus>>, generation: u64) -> Job {
    guarded(died(generation), move || Arrival::Kept(generation, answer(journal.write(&*fs), false, Kept::Committed)))
}

pub(crate) fn sync(fs: Arc<dyn Fs>, journal: Arc<Journal<Focus>>, generation: u64) -> Job {
    guarded(died(generation), move || Arrival::Kept(generation, answer(journal.sync(&*fs), false, Kept::Synced)))
}

pub(crate) fn end(fs: Arc<dyn Fs>, state: Option<PathBuf>, journal: Arc<Journal<Focus>>, ending: Ending, now: i64) -> Job {
    guarded(Arrival::JournalEnded(Err("the program made a mistake on the way".to_owned())), move || {
        let ended = journal.end(&*fs).map_err(|error| error.to_string());
        let ended = ended.and_then(|path| match (path, state, ending) {
            (Some(path), Some(state), Ending::Discarded) => put_away(&*fs, &state, &path, now),
            _ => Ok(()),
        });
        Arrival::JournalEnded(ended)
    })
}
