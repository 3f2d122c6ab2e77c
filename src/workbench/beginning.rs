//! What the journal of the project on the bench begins with where the project was there before it, and writing it anew.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::model::project::Project;
use crate::model::snapshot::Digest;
use crate::storage::journal::{Entry, Journal};
use crate::workbench::arrival::Arrival;
use crate::workbench::desk::{Origin, Workbench};
use crate::workbench::focus::Focus;
use crate::workbench::home::Home;
use crate::workbench::jobs::guarded;
use crate::workbench::journaling::{answer, begin, died, past, saved_as};
use crate::workbench::keeping::Kept;
use crate::workbench::world::World;

/// What a journal begins from.
#[derive(Debug, Clone)]
pub enum BaseOf {
    /// The file at this path with this content, which is this project.
    File(PathBuf, Digest, Box<Project>),
    /// This project, which no file holds.
    Project(Box<Project>),
}

impl Default for BaseOf {
    /// An empty project, as the program begins with.
    fn default() -> Self {
        Self::Project(Box::default())
    }
}

/// So many steps back undo can go after a journal was written anew.
const MAX_PAST: usize = 10_000;

impl Workbench {
    /// The project as it is, and the steps that undo and redo have.
    fn beginning(&mut self) -> (BaseOf, Vec<Entry<Focus>>) {
        // What the journal would not have, undo must not have either: nobody could bring back what it takes back.
        if self.history.forget_all_but(MAX_PAST) {
            let steps = self.history.done().iter().chain(self.history.undone());
            let states: BTreeSet<u64> = steps.map(|step| step.state).chain([self.history.bottom()]).collect();
            self.saved_state.take_if(|state| !states.contains(state));
            if let Some(missed) = &mut self.missed {
                missed.saved_state.take_if(|state| !states.contains(state));
            }
        }
        let base = match &self.origin {
            Origin::File(path, stamp) if self.saved_state == Some(self.history.state()) => {
                BaseOf::File(path.clone(), stamp.digest, Box::new(self.project.clone()))
            }
            _ => BaseOf::Project(Box::new(self.project.clone())),
        };
        let mut past = past(&self.history);
        if matches!(self.origin, Origin::New) {
            // As at its start: it came without a file, and is work even where nothing is done to it.
            past.push(Entry::Settled { at: self.now });
        }
        if let (BaseOf::Project(_), Origin::File(path, stamp)) = (&base, &self.origin) {
            // Its file is still to be known: what stands there must not be written over as if it were another's.
            match self.saved_state {
                Some(state) => past.extend(saved_as(path, stamp.digest, state, self.now)),
                None => past.push(Entry::TakenIn { at: self.now, path: path.clone(), digest: stamp.digest }),
            }
        }
        (base, past)
    }

    /// The project belongs to another file since the save of this number, and its journal to `home`. Where none was begun yet, the one to come
    /// begins from here: a window that could only read may have steps to take back. One that was begun meanwhile moves there.
    pub(crate) fn rebase_journal(&mut self, save: u64, home: Option<Home>, world: &mut dyn World) {
        let Some(journal) = self.keeping.journal().cloned() else {
            let beginning = self.beginning();
            self.keeping.rebase(beginning, home);
            return;
        };
        if let Some(Home { journal: place, lock, .. }) = home {
            let (fs, number) = (world.files(), self.keeping.journal_number());
            self.keeping.moves += 1;
            world.spawn(guarded(Arrival::JournalMoved(number), move || {
                // Where that fails it is found by what is written in it.
                let _ = journal.move_to(&*fs, &place, lock, save);
                Arrival::JournalMoved(number)
            }));
        }
    }

    /// The journal of this number is in its new place, or stays where it was.
    pub(crate) fn journal_moved(&mut self, number: u64, world: &mut dyn World) {
        if number == self.keeping.journal_number() {
            self.keeping.moves = self.keeping.moves.saturating_sub(1);
        }
        self.start_saves(world);
        self.go_on(world);
    }

    /// Has a worker write the journal anew, from what the project is now.
    pub(crate) fn begin_journal_again(&mut self, journal: &Arc<Journal<Focus>>, world: &mut dyn World) {
        self.keeping.is_beginning_again = true;
        let (base, past) = self.beginning();
        let begin = begin(base, self.path().map(ToOwned::to_owned), self.name(), past, world);
        let (fs, journal, number, queued) = (world.files(), Arc::clone(journal), self.keeping.journal_number(), self.keeping.queued);
        world.spawn(guarded(died(number), move || {
            Arrival::Kept(number, answer(journal.begin_again(&*fs, &begin, queued), true, Kept::Anew))
        }));
    }
}
