//! Keeping work: every change of the project on the bench goes to its journal at once, by workers; what is known of how far they have come.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::model::edit::{Edit, Transaction};
use crate::model::snapshot::Digest;
use crate::storage::journal::{Entry, Journal, Written};
use crate::storage::state;
use crate::workbench::arrival::Arrival;
use crate::workbench::beginning::BaseOf;
use crate::workbench::desk::Workbench;
use crate::workbench::focus::Focus;
use crate::workbench::home::{Home, OwnPlace};
use crate::workbench::journaling::{begin, end, entry_step, saved_as, sync, sync_late, write};
use crate::workbench::world::World;

/// What was written is made to last through a power cut not later than this after it was written; with the write itself, within a second.
const SYNC_AFTER: Duration = Duration::from_millis(800);
/// How soon a write that has failed is tried again.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(2);
/// A journal that is longer than this, and twice as long as it was when it was written anew, is written anew.
const COMPACT_FROM_BYTES: u64 = 8 << 20;

/// What is known of the journal of the project on the bench.
#[derive(Debug, Default)]
pub struct Keeping {
    // Another one than any before in this window: what comes late of a journal that was given up is not this one's.
    number: u64,
    journal: Option<Arc<Journal<Focus>>>,
    // Where it is to begin, as long as there is none.
    home: Option<Home>,
    // What it begins from, and the steps that undo has from before.
    base: BaseOf,
    past: Vec<Entry<Focus>>,
    // Made by the command that is being done, and not queued yet.
    made: Vec<Entry<Focus>>,
    pub(super) queued: u64,
    committed: u64,
    synced: u64,
    // Whether its place is that of the project which was on the bench when it was read.
    is_after_own: bool,
    // The number of its place: another one than any before, where it is not the same.
    place: u64,
    // So many journals of that place have to come to their end first.
    waits_for: usize,
    // How often it is on its way to another place.
    pub(super) moves: usize,
    is_sync_asked: bool,
    is_trying_again: bool,
    pub(super) is_beginning_again: bool,
    // How long the file was when it was written anew.
    compact_bytes: u64,
    trouble: Option<String>,
}

/// How far a worker has come with a journal.
#[derive(Debug)]
pub enum Kept {
    /// It is written.
    Committed(Written),
    /// It is written and lasts.
    Synced(Written),
    /// It was written anew.
    Anew(Written),
    /// It was not written, and why. It will be tried again.
    Failed(String),
    /// The file is gone or was changed, or has more by now: all must be written anew.
    Lost {
        /// Whether it is what was to be written anew.
        is_anew: bool,
    },
}

/// How it stands with what was done since the last save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety<'a> {
    /// On its way to the journal.
    Queued,
    /// In the journal, which outlives this program.
    Committed,
    /// In the window alone, and why.
    Trouble(&'a str),
}

/// What becomes of a journal that is no longer written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ending {
    /// It stays, for undo and for what is not saved.
    #[default]
    Stay,
    /// The user let go of the work in it: it is moved aside.
    Discarded,
}

impl Keeping {
    /// For a project that begins from `base`; its journal begins at home with the first change, or goes on.
    pub fn of(base: BaseOf, home: Option<Home>, journal: Option<Journal<Focus>>) -> Self {
        Self { base, home, journal: journal.map(Arc::new), ..Self::default() }
    }

    /// The same, where its place is that of the project on the bench: it is written once the journal of that is at its end.
    pub fn after_own(self, is_after_own: bool) -> Self {
        Self { is_after_own, ..self }
    }

    /// Whether a save has to wait until its place is settled.
    pub(crate) const fn is_unsettled(&self) -> bool {
        self.is_waiting() || self.moves > 0
    }

    /// Whether it has to wait.
    pub(crate) const fn is_waiting(&self) -> bool {
        self.waits_for > 0
    }

    /// Takes the place of what was kept before, whose journal is given back where there is one, and the number of the place where this goes on
    /// there.
    pub(crate) fn follow(&mut self, new: Self) -> (Option<Arc<Journal<Focus>>>, Option<u64>) {
        let given_up = self.give_up();
        let (place, waits_for) =
            if new.is_after_own { (self.place, self.waits_for + usize::from(given_up.is_some())) } else { (self.place + 1, 0) };
        *self = Self { number: self.number + 1, place, waits_for, ..new };
        (given_up, self.is_after_own.then_some(place))
    }

    /// The number of the journal, by which answers about it are told from those about others.
    pub(crate) const fn journal_number(&self) -> u64 {
        self.number
    }

    /// The journal, where there is one.
    pub const fn journal(&self) -> Option<&Arc<Journal<Focus>>> {
        self.journal.as_ref()
    }

    /// The place in the state folder.
    pub(crate) fn place(&self) -> OwnPlace {
        OwnPlace { journal: self.journal.clone(), home: self.home.clone(), is_waiting: self.is_waiting() }
    }

    /// Where a journal would begin.
    pub(crate) fn home(&self) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.journal.clone())
    }

    /// Begins from this, where no journal was begun yet; at `home`, where there is one.
    pub(crate) fn rebase(&mut self, (base, past): (BaseOf, Vec<Entry<Focus>>), home: Option<Home>) {
        (self.base, self.past) = (base, past);
        if home.is_some() {
            self.home = home;
        }
    }

    /// Lets go of the place in the state folder.
    pub(crate) fn give_up(&mut self) -> Option<Arc<Journal<Focus>>> {
        self.home = None;
        self.journal.take()
    }
}

impl Workbench {
    /// How it stands with what was done last.
    pub fn safety(&self) -> Safety<'_> {
        match self.not_handed_over.as_ref().or(self.keeping.trouble.as_ref()) {
            Some(reason) => Safety::Trouble(reason),
            None if self.keeping.committed < self.keeping.queued => Safety::Queued,
            None => Safety::Committed,
        }
    }

    /// The number of the journal, by which answers about it are told from those about others.
    pub const fn journal_number(&self) -> u64 {
        self.keeping.journal_number()
    }

    /// How many entries were queued for the journal, and how many of them are written.
    pub const fn entries_kept(&self) -> (u64, u64) {
        (self.keeping.queued, self.keeping.committed)
    }

    /// Whether something is on its way to the journal, or written there and not certain to last.
    pub(crate) const fn is_keeping(&self) -> bool {
        self.keeping.trouble.is_none() && self.keeping.synced < self.keeping.queued
    }

    /// The latest step was done; `edits` are what it did.
    pub(crate) fn keep_done(&mut self, edits: Vec<Edit>) {
        if let Some(step) = self.history.done().last() {
            let step = entry_step(step);
            self.keeping.made.push(Entry::Did { at: self.now, edits, step });
        }
    }

    /// The latest step was taken back.
    pub(crate) fn keep_undone(&mut self) {
        let at = self.now;
        if let Some(step) = self.history.undone().last() {
            self.keeping.made.push(Entry::Undid { at, edits: step.transaction.edits.clone() });
        }
    }

    /// The latest step was done again.
    pub(crate) fn keep_redone(&mut self) {
        let at = self.now;
        if let Some(step) = self.history.done().last() {
            self.keeping.made.push(Entry::Redid { at, edits: step.transaction.edits.clone() });
        }
    }

    /// The file at `path` has this content now, and the project was the same in this state.
    pub(crate) fn keep_filed(&mut self, state: u64, path: &Path, digest: Digest) {
        self.keeping.made.extend(saved_as(path, digest, state, self.now));
    }

    /// The project belongs to the file at `path`, which has this content, in which it is saved or which it differs from.
    pub(crate) fn keep_known_file(&mut self, path: &Path, digest: Digest) {
        match self.saved_state {
            Some(state) => self.keep_filed(state, path, digest),
            None => self.keeping.made.push(Entry::TakenIn { at: self.now, path: path.to_owned(), digest }),
        }
    }

    /// What is being typed would be this; nothing where nothing is.
    pub(crate) fn keep_draft(&mut self, transaction: Option<Transaction>) {
        let at = self.now;
        let Transaction { label, edits } = transaction.unwrap_or_else(|| Transaction { label: String::new(), edits: Vec::new() });
        self.keeping.made.push(Entry::Draft { at, label, edits });
    }

    /// A project that came without a file is kept before anything is done to it.
    pub(crate) fn keep_from_the_start(&mut self) {
        let at = self.now;
        self.keeping.made.push(Entry::Settled { at });
    }

    /// Queues what was made, and has a worker write it.
    pub(crate) fn keep_again(&mut self, world: &mut dyn World) {
        for (journal, ending, followed_in) in std::mem::take(&mut self.ended) {
            self.journals_ending += 1;
            world.spawn(end(world.files(), world.state_folder(), journal, (ending, followed_in), world.now().0));
        }
        if self.read_only.is_some() {
            // What others write is taken in here too, and is theirs to keep.
            self.keeping.made.clear();
        }
        if self.keeping.made.is_empty() {
            return;
        }
        let Some(journal) = self.journal(world) else {
            self.keeping.made.clear();
            self.in_trouble("this system names no folder for it".to_owned());
            return;
        };
        let mut is_to_be_asked = false;
        for entry in std::mem::take(&mut self.keeping.made) {
            self.keeping.queued += 1;
            is_to_be_asked |= journal.queue(self.keeping.queued, entry);
        }
        if is_to_be_asked && !self.keeping.is_waiting() {
            world.spawn(write(world.files(), journal, self.keeping.number));
        }
    }

    /// A journal in the place with this number is at its end.
    pub(crate) fn keep_what_waited(&mut self, place: u64, world: &mut dyn World) {
        if place != self.keeping.place {
            return;
        }
        self.keeping.waits_for = self.keeping.waits_for.saturating_sub(1);
        if !self.keeping.is_waiting() && self.keeping.committed < self.keeping.queued {
            self.write_journal(world);
        }
    }

    fn write_journal(&self, world: &mut dyn World) {
        if let Some(journal) = self.keeping.journal.clone() {
            world.spawn(write(world.files(), journal, self.keeping.number));
        }
    }

    /// The journal of the project on the bench; made where there is none.
    fn journal(&mut self, world: &mut dyn World) -> Option<Arc<Journal<Focus>>> {
        if self.keeping.journal.is_none() {
            let (path, lock) = match self.keeping.home.take() {
                Some(home) => (home.journal, home.lock),
                None => (state::journal_path(&world.state_folder()?, &format!("n-{:016x}", world.draw())), None),
            };
            // As it was before what is to be written first.
            let begin = begin(
                self.keeping.base.clone(),
                self.path().map(ToOwned::to_owned),
                self.name(),
                std::mem::take(&mut self.keeping.past),
                world,
            );
            self.keeping.journal = Some(Arc::new(Journal::new(path, begin, lock)));
        }
        self.keeping.journal.clone()
    }

    /// Has a worker write all that is queued and make it last, now.
    pub(crate) fn sync_journal(&mut self, world: &mut dyn World) {
        if self.is_keeping()
            && !self.keeping.is_waiting()
            && let Some(journal) = self.keeping.journal.clone()
        {
            world.spawn(sync(world.files(), journal, self.keeping.number));
        }
    }

    /// A worker has come so far with the journal of this number.
    pub(crate) fn kept(&mut self, number: u64, kept: Kept, world: &mut dyn World) {
        let Some(journal) = self.keeping.journal.clone().filter(|_| number == self.keeping.number) else { return };
        match kept {
            Kept::Committed(written) => {
                self.kept_again();
                self.keeping.committed = self.keeping.committed.max(written.number);
                if self.own_leftover.take().is_some() {
                    // What lay in its place has another name now.
                    Self::find_unsaved(world);
                }
                if self.keeping.synced < self.keeping.committed && !self.keeping.is_sync_asked {
                    self.keeping.is_sync_asked = true;
                    world.spawn_later(SYNC_AFTER, sync_late(world.files(), &journal, number));
                }
                let is_long =
                    written.length_bytes > self.compact_from_bytes.unwrap_or(COMPACT_FROM_BYTES).max(2 * self.keeping.compact_bytes);
                if is_long && !self.keeping.is_beginning_again && self.saves.is_empty() {
                    self.begin_journal_again(&journal, world);
                }
            }
            Kept::Synced(written) => {
                self.kept_again();
                self.keeping.is_sync_asked = false;
                self.keeping.committed = self.keeping.committed.max(written.number);
                self.keeping.synced = self.keeping.synced.max(written.number);
                if self.keeping.synced < self.keeping.committed {
                    self.keeping.is_sync_asked = true;
                    world.spawn_later(SYNC_AFTER, sync_late(world.files(), &journal, number));
                }
            }
            Kept::Anew(written) => {
                self.kept_again();
                // A sync that came upon the loss has not come back otherwise.
                (self.keeping.is_beginning_again, self.keeping.is_sync_asked) = (false, false);
                self.keeping.compact_bytes = written.length_bytes;
                self.keeping.committed = self.keeping.committed.max(written.number);
                self.keeping.synced = self.keeping.synced.max(written.number);
                // What was queued meanwhile.
                world.spawn(write(world.files(), journal, number));
            }
            Kept::Lost { is_anew } if is_anew || !self.keeping.is_beginning_again => self.begin_journal_again(&journal, world),
            Kept::Lost { .. } => {}
            Kept::Failed(reason) => {
                self.in_trouble(reason);
                self.keeping.is_sync_asked = false;
                self.keeping.is_beginning_again = false;
                if !self.keeping.is_trying_again {
                    self.keeping.is_trying_again = true;
                    world.spawn_later(TRY_AGAIN_AFTER, Box::new(move || Arrival::TryToKeep(number)));
                }
            }
        }
        self.go_on(world);
    }

    /// What is done is in the window alone.
    fn in_trouble(&mut self, reason: String) {
        if self.keeping.trouble.is_none() {
            self.notices.say_not_kept(format!(
                "What you do is in this window alone: the journal that keeps it safe could not be written ({reason}). Save it, here or elsewhere; \
                 the journal is tried again by itself"
            ));
        }
        self.keeping.trouble = Some(reason);
    }

    fn kept_again(&mut self) {
        if self.keeping.trouble.take().is_some() {
            self.notices.clear_not_kept();
        }
    }

    /// Time has passed since a write to the journal failed.
    pub(crate) fn try_to_keep(&mut self, number: u64, world: &mut dyn World) {
        if number != self.keeping.number {
            return;
        }
        self.keeping.is_trying_again = false;
        if !self.keeping.is_waiting()
            && let Some(journal) = self.keeping.journal.clone()
        {
            // It may be that nothing is to be written, and what was has not reached the disk.
            world.spawn(sync(world.files(), journal, number));
        }
    }
}
