//! The work on a journal, for other threads: what it begins with, writing, syncing, bringing it to its end.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::history::{History, Step};
use crate::model::moment::Moment;
use crate::model::snapshot::Digest;
use crate::project_file;
use crate::storage::fs::Fs;
use crate::storage::journal::{self, Base, Begin, Entry, FORMAT, Head, Journal, JournalError, Start, Written};
use crate::workbench::arrival::Arrival;
use crate::workbench::backing_up::keep_base;
use crate::workbench::beginning::BaseOf;
use crate::workbench::focus::Focus;
use crate::workbench::jobs::guarded;
use crate::workbench::keeping::{Ending, Kept};
use crate::workbench::leftover::place_aside;
use crate::workbench::world::{Job, World};

/// What a journal begins with; made out on a worker, as it may be a whole project's text.
pub(crate) fn begin(base: BaseOf, path: Option<PathBuf>, name: String, past: Vec<Entry<Focus>>, world: &dyn World) -> Begin<Focus> {
    let (at, state) = (world.now(), world.state_folder());
    Box::new(move |fs| {
        let mut past = past.clone();
        let base = match &base {
            BaseOf::File(path, digest, project) => {
                let is_kept = state.as_ref().is_some_and(|state| keep_base(fs, state, path, digest, at));
                if is_kept {
                    Base::File { path: path.clone(), digest: *digest }
                } else {
                    // Nobody could say later what was changed; but the file may be found to be this one.
                    past.extend(saved_as(path, *digest, state_after(&past), at));
                    Base::Text { path: Some(path.clone()), text: project_file::write(project) }
                }
            }
            BaseOf::Project(project) => Base::Text { path: path.clone(), text: project_file::write(project) },
        };
        Ok(Start { head: Head { format: FORMAT, base, name: name.clone(), at }, past })
    })
}

/// The state that the past leads to.
fn state_after(past: &[Entry<Focus>]) -> u64 {
    let state_of = |entry: &Entry<Focus>| if let Entry::Past { is_done: true, step } = entry { Some(step.state) } else { None };
    past.iter().rev().find_map(state_of).unwrap_or(0)
}

/// That the project was saved in this file when it was in this state.
pub(crate) fn saved_as(path: &Path, digest: Digest, state: u64, at: Moment) -> [Entry<Focus>; 2] {
    [Entry::Saving { at, state, path: path.to_owned(), digest, process: std::process::id() }, Entry::Settled { at }]
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

/// The steps that undo and redo have, for a journal that begins after them.
pub(crate) fn past(history: &History<Focus>) -> Vec<Entry<Focus>> {
    let entries = |steps: &[Step<Focus>], is_done| -> Vec<Entry<Focus>> {
        steps.iter().map(|step| Entry::Past { is_done, step: entry_step(step) }).collect()
    };
    let step = |state| journal::Step { label: String::new(), edits: Vec::new(), before: Focus::default(), after: Focus::default(), state };
    let bottom = Some(history.bottom()).filter(|state| *state > 0).map(|state| Entry::Past { is_done: true, step: step(state) });
    let known = [entries(history.done(), true), entries(history.undone(), false)].concat();
    bottom.into_iter().chain(known).collect()
}

/// A worker has made a mistake with the journal of this number.
pub(crate) fn died(number: u64) -> Arrival {
    Arrival::Kept(number, Kept::Failed("the program made a mistake on the way".to_owned()))
}

pub(crate) fn answer(result: Result<Written, JournalError>, is_anew: bool, means: impl FnOnce(Written) -> Kept) -> Kept {
    match result {
        Ok(written) => means(written),
        Err(JournalError::Lost | JournalError::Outdated) => Kept::Lost { is_anew },
        Err(error) => Kept::Failed(error.to_string()),
    }
}

pub(crate) fn write(fs: Arc<dyn Fs>, journal: Arc<Journal<Focus>>, number: u64) -> Job {
    guarded(died(number), move || Arrival::Kept(number, answer(journal.write(&*fs), false, Kept::Committed)))
}

/// The work in it is not let go of after all.
pub(crate) fn take_back(fs: Arc<dyn Fs>, journal: Arc<Journal<Focus>>, number: u64) -> Job {
    guarded(died(number), move || Arrival::Kept(number, answer(journal.take_back(&*fs), false, Kept::Committed)))
}

pub(crate) fn sync(fs: Arc<dyn Fs>, journal: Arc<Journal<Focus>>, number: u64) -> Job {
    guarded(died(number), move || Arrival::Kept(number, answer(journal.sync(&*fs), false, Kept::Synced)))
}

/// The same later, where there is still something to be made to last: a journal that was given up meanwhile keeps no lock by this.
pub(crate) fn sync_late(fs: Arc<dyn Fs>, journal: &Arc<Journal<Focus>>, number: u64) -> Job {
    let journal = Arc::downgrade(journal);
    guarded(died(number), move || match journal.upgrade() {
        Some(journal) => Arrival::Kept(number, answer(journal.sync(&*fs), false, Kept::Synced)),
        None => Arrival::TryToKeep(number),
    })
}

/// Brings a journal to its end; the number of its place where another one goes on there.
pub(crate) fn end(
    fs: Arc<dyn Fs>,
    state: Option<PathBuf>,
    journal: Arc<Journal<Focus>>,
    (ending, followed_in): (Ending, Option<u64>),
    now: i64,
) -> Job {
    guarded(Arrival::JournalEnded(followed_in, Err("the program made a mistake on the way".to_owned())), move || {
        let ended = match (state, ending) {
            (Some(state), Ending::Discarded) => match place_aside(&*fs, &state, &journal.place().0, now) {
                Ok(aside) => journal.end_as(&*fs, &aside).map_err(|error| error.to_string()),
                // It stays where it is, with all that is still to be written in it.
                Err(reason) => Err(journal.end(&*fs).err().map_or(reason, |error| error.to_string())),
            },
            _ => journal.end(&*fs).map_err(|error| error.to_string()),
        };
        if followed_in.is_some() {
            journal.leave_to_another();
        }
        Arrival::JournalEnded(followed_in, ended)
    })
}
