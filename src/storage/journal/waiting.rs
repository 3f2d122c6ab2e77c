//! What was queued for a journal and is not written yet, and what of it one that is written anew still has to have.

use std::sync::mpsc::Receiver;

use crate::storage::journal::entry::Entry;

/// Entries with their numbers, in the order in which they were queued.
pub(super) struct Waiting<V> {
    queued: Receiver<(u64, Entry<V>)>,
    entries: Vec<(u64, Entry<V>)>,
    /// What is known of the file last, written or not: that it was saved, or that what others wrote there was taken in.
    pub file: Option<Entry<V>>,
    /// What is being typed, the same: no project has it.
    pub draft: Option<Entry<V>>,
}

impl<V> Waiting<V> {
    pub const fn new(queued: Receiver<(u64, Entry<V>)>) -> Self {
        Self { queued, entries: Vec::new(), file: None, draft: None }
    }

    pub fn entries(&self) -> impl Iterator<Item = &Entry<V>> {
        self.entries.iter().map(|(_, entry)| entry)
    }

    /// The number of the last; `None` where nothing waits.
    pub fn last(&self) -> Option<u64> {
        self.entries.last().map(|(number, _)| *number)
    }

    pub fn push(&mut self, number: u64, entry: Entry<V>) {
        self.entries.push((number, entry));
    }

    /// The last one does not wait any more.
    pub fn pop(&mut self) {
        self.entries.pop();
    }

    /// Those up to this number do not wait any more.
    pub fn drop_to(&mut self, number: u64) {
        self.entries.retain(|(queued, _)| *queued > number);
    }
}

impl<V: Clone> Waiting<V> {
    /// Remembers what a journal that is written anew still has to have of this entry.
    pub fn know(&mut self, entry: &Entry<V>) {
        match entry {
            Entry::Draft { .. } => self.draft = Some(entry.clone()),
            Entry::Saving { .. } | Entry::TakenIn { .. } => self.file = Some(entry.clone()),
            Entry::Settled { .. } => {}
            Entry::Past { .. } | Entry::Did { .. } | Entry::Undid { .. } | Entry::Redid { .. } => self.draft = None,
        }
    }

    /// Takes what is queued.
    pub fn take_queued(&mut self) {
        while let Ok((number, entry)) = self.queued.try_recv() {
            self.know(&entry);
            self.entries.push((number, entry));
        }
        // Of what is being typed only the last counts.
        let last = self.entries.len().saturating_sub(1);
        let mut at = 0;
        self.entries.retain(|(_, entry)| {
            at += 1;
            at > last || !matches!(entry, Entry::Draft { .. })
        });
    }
}
