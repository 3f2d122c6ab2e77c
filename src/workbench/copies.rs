//! Copies of sources: kept with the project, put beside its file with each save, and looked at again whenever it changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::edit::{Edit, Transaction};
use crate::model::field::SourceField;
use crate::model::holding::Holdings;
use crate::model::id::{SourceId, StatementId};
use crate::model::snapshot::{Digest, Snapshot, SnapshotKind};
use crate::model::source::Source;
use crate::storage::copies;
use crate::workbench::arrival::Arrival;
use crate::workbench::copying::{keep_safe, read_copy};
use crate::workbench::desk::Workbench;
use crate::workbench::holding::Look;
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::question::PathFor;
use crate::workbench::world::World;

/// A state of a project: its generation, its history's state, and how often a new look was asked for.
type Of = ((u64, u64), u64);

/// Copies by the sum of their bytes.
pub type Waiting = BTreeMap<Digest, Arc<[u8]>>;

/// What is known of the copies of the open project.
#[derive(Debug, Default)]
pub struct Copies {
    // Those that are not beside the project's file yet. They stay here until a save has put them beside the file the project belongs to.
    waiting: Waiting,
    // The files that the project has belonged to: what is not beside the one is beside another.
    places: Vec<PathBuf>,
    found: Holdings,
    // Grows with each change of what is known.
    found_number: u64,
    of: Option<Of>,
    running: Option<Of>,
    looks_asked: u64,
    // Files that are being read to be kept.
    reading: usize,
    // The generation of the project that a file was last asked for.
    asked_for: u64,
}

/// A file or a text that is to be kept.
#[derive(Debug)]
pub struct NewCopy {
    /// What it was called.
    pub name: String,
    /// What sort of file it is.
    pub kind: SnapshotKind,
    /// The sum of its bytes.
    pub digest: Digest,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// What a look at copies has found.
#[derive(Debug)]
pub struct CopiesFound {
    /// What is known now.
    pub holdings: Holdings,
    /// What stands otherwise than before.
    pub touched: (BTreeSet<StatementId>, BTreeSet<SourceId>),
}

/// What came of putting the copies of a project beside its file.
#[derive(Debug, Default)]
pub struct CopiesPut {
    /// Those that are there now and were not before.
    pub put: Vec<Digest>,
    /// Those that could not be put there, with their bytes where they could be read.
    pub kept: Waiting,
    /// What could not be put there, and why.
    pub failed: Vec<String>,
    /// What did not come along as it was not where it should be, and why.
    pub left_behind: Vec<String>,
}

impl Workbench {
    /// What is known of the copies of sources, and of passages held against them.
    pub const fn holdings(&self) -> &Holdings {
        &self.copies.found
    }

    /// Grows with each change of what is known of copies.
    pub const fn holdings_number(&self) -> u64 {
        self.copies.found_number
    }

    /// Whether this copy is put beside the project's file with the next save.
    pub fn is_waiting(&self, snapshot: &Snapshot) -> bool {
        self.copies.waiting.contains_key(&snapshot.digest)
    }

    /// Whether a copy that the project needs is not beside its file yet, or a file is still being read to become one.
    pub(crate) fn needs_copies(&self) -> bool {
        let waits = |source: &Arc<Source>| source.snapshot.as_ref().is_some_and(|snapshot| self.is_waiting(snapshot));
        self.is_reading_copy() || !self.copies.waiting.is_empty() && self.project.sources().any(waits)
    }

    /// Whether a file is being read to be kept.
    pub(crate) const fn is_reading_copy(&self) -> bool {
        self.copies.reading > 0
    }

    /// The copies that a save has to put beside the file.
    pub(crate) fn waiting_copies(&self) -> Waiting {
        self.copies.waiting.clone()
    }

    /// The files beside which other copies may lie.
    pub(crate) fn places_of_copies(&self) -> Vec<PathBuf> {
        self.copies.places.clone()
    }

    /// The folder that copies of the open project lie in.
    pub fn copies_folder(&self) -> Option<PathBuf> {
        self.path().map(copies::folder_of)
    }

    /// Where to look for copies, for a worker.
    pub(crate) fn look_at_copies(&self) -> Look {
        Look { path: self.proposed_path().map(Path::to_owned), waiting: self.copies.waiting.clone(), known: self.copies.found.clone() }
    }

    /// Lets go of what is known of another project.
    pub(crate) fn let_copies_go(&mut self) {
        let Copies { looks_asked, found_number, reading, .. } = std::mem::take(&mut self.copies);
        let places = self.path().map(Path::to_owned).into_iter().collect();
        self.copies = Copies { looks_asked, found_number: found_number + 1, reading, places, ..Copies::default() };
    }

    /// Copies of a project that belongs to no file lie beside this one.
    pub(crate) fn copies_lie_beside(&mut self, file: PathBuf) {
        self.copies.places.push(file);
    }

    pub(crate) fn ask_for_copy(&mut self, source: SourceId, world: &mut dyn World) {
        if self.project.source(source).is_some() {
            self.copies.asked_for = self.generation;
            world.ask_path(PathFor::Copy(source), None);
        }
    }

    /// A dialog that was left standing over another project is not about this one.
    pub(crate) fn copy_chosen(&mut self, source: SourceId, path: PathBuf, world: &mut dyn World) {
        if self.copies.asked_for == self.generation && self.may_keep() {
            self.keep_file(source, path, world);
        }
    }

    pub(crate) fn keep_file(&mut self, source: SourceId, path: PathBuf, world: &mut dyn World) {
        if self.project.source(source).is_some() {
            self.copies.reading += 1;
            world.spawn(read_copy(world.files(), self.generation, source, path));
        }
    }

    /// Done at once: what was pasted must not be on its way when somebody leaves.
    pub(crate) fn keep_text(&mut self, source: SourceId, text: String, world: &mut dyn World) {
        if text.trim().is_empty() {
            self.notices.say(Weight::Hint, "There is no text to keep");
        } else if text.len() as u64 > copies::LIMIT_BYTES {
            let limit = copies::LIMIT_BYTES / 1_000_000;
            self.notices.say(Weight::Error, format!("No copy was kept: the limit is {limit} MB. Keep the part that you need"));
        } else {
            let bytes: Arc<[u8]> = text.into_bytes().into();
            let new = NewCopy { name: String::new(), kind: SnapshotKind::Text, digest: copies::digest_of(&bytes), bytes };
            self.keep(source, new, world);
        }
    }

    /// Copies that were brought back with unsaved work wait for the next save again.
    pub(crate) fn copies_wait(&mut self, waiting: Waiting) {
        self.copies.waiting.extend(waiting);
    }

    /// A copy was kept in the state folder until the next save, or could not be.
    pub(crate) fn copy_safe(&mut self, result: Result<(), String>) {
        if let Err(reason) = result {
            self.notices.say(
                Weight::Warning,
                format!(
                    "Until the project is saved the copy is in this window alone: it could not be kept safe ({reason}). Save the project"
                ),
            );
        }
    }

    /// A file was read to be kept.
    pub(crate) fn copy_read(&mut self, generation: u64, id: SourceId, end: Result<NewCopy, String>, world: &mut dyn World) {
        self.copies.reading = self.copies.reading.saturating_sub(1);
        match end {
            _ if generation != self.generation => {}
            Err(reason) => self.notices.say(Weight::Error, format!("No copy was kept. {reason}")),
            Ok(new) if self.may_keep() => self.keep(id, new, world),
            Ok(_) => {}
        }
        if self.after_save.is_some() && !self.is_saved() && !self.is_reading_copy() {
            self.save(world);
        }
        self.go_on(world);
    }

    fn may_keep(&mut self) -> bool {
        let may = self.reviewing.is_none();
        if !may {
            self.notices.say(Weight::Warning, "No copy was kept: a review has begun meanwhile, in which nothing is changed");
        }
        may
    }

    fn keep(&mut self, id: SourceId, new: NewCopy, world: &mut dyn World) {
        let Some(source) = self.project.source(id).cloned() else { return };
        let checker = self.checker(world);
        let size_bytes = new.bytes.len() as u64;
        let snapshot =
            Snapshot { digest: new.digest, kind: new.kind, name: new.name, bytes: size_bytes, by: checker.name, on: Some(checker.today) };
        if let Some(state) = world.state_folder() {
            world.spawn(keep_safe(world.files(), state, snapshot.clone(), Arc::clone(&new.bytes)));
        }
        // The same once more mends what was lost.
        self.copies.waiting.insert(new.digest, new.bytes);
        if source.snapshot.as_ref().is_some_and(|there| there.digest == snapshot.digest) {
            self.notices.say(Weight::Hint, "This very copy is kept already; it is put beside the project anew");
        } else {
            self.set_copy("keep a copy", id, Some(Arc::new(snapshot)));
        }
        self.forget_copy(new.digest);
    }

    pub(crate) fn drop_copy(&mut self, id: SourceId) {
        if self.project.source(id).is_some_and(|source| source.snapshot.is_some()) {
            self.set_copy("let a copy go", id, None);
        }
    }

    fn set_copy(&mut self, label: &str, id: SourceId, snapshot: Option<Arc<Snapshot>>) {
        self.commit_here(Some(Transaction::one(label, Edit::SetSource(id, SourceField::Snapshot(snapshot)))));
    }

    /// Looks at the copy of a source anew: somebody may have brought it back.
    pub(crate) fn look_at_copy_again(&mut self, id: SourceId) {
        if let Some(snapshot) = self.project.source(id).and_then(|source| source.snapshot.clone()) {
            self.forget_copy(snapshot.digest);
        }
    }

    fn forget_copy(&mut self, digest: Digest) {
        let mut found = self.copies.found.clone();
        found.forget(digest);
        self.know_copies(found);
    }

    /// Takes in what is known now, and has a new look begin that starts from it.
    fn know_copies(&mut self, found: Holdings) {
        let touched = found.differences(&self.copies.found, &self.project);
        self.copies.looks_asked += 1;
        self.put_holdings(found, touched);
    }

    fn put_holdings(&mut self, found: Holdings, touched: (BTreeSet<StatementId>, BTreeSet<SourceId>)) {
        self.copies.found = found.clone();
        self.copies.found_number += 1;
        self.know(found, touched);
    }

    /// Holds passages against copies where the project has changed since; on a worker, one look at a time.
    pub(crate) fn hold_again(&mut self, world: &mut dyn World) {
        let of = (self.revision(), self.copies.looks_asked);
        if self.copies.of == Some(of) || self.copies.running.is_some() {
            return;
        }
        if !self.project.sources().any(|source| source.snapshot.is_some()) {
            self.copies.of = Some(of);
            return;
        }
        self.copies.running = Some(of);
        let (fs, project, look) = (world.files(), self.project.clone(), self.look_at_copies());
        world.spawn(jobs::guarded(Arrival::Held(of, None), move || {
            let holdings = look.at(&*fs, &project);
            let touched = holdings.differences(&look.known, &project);
            Arrival::Held(of, Some(Box::new(CopiesFound { holdings, touched })))
        }));
    }

    /// A look has ended, with what is known now; nothing where it was broken off.
    pub(crate) fn held(&mut self, of: Of, found: Option<Box<CopiesFound>>) {
        if self.copies.running != Some(of) {
            // It was of another project.
            return;
        }
        self.copies.running = None;
        if of.1 != self.copies.looks_asked {
            return;
        }
        // The same state would be broken off the same way.
        self.copies.of = Some(of);
        let Some(found) = found else {
            self.notices.say(Weight::Warning, "Looking at copies was broken off by a mistake of this program. Your work is as it was");
            return;
        };
        let CopiesFound { holdings, touched } = *found;
        // What was typed meanwhile may stand otherwise as well.
        let touched = if of.0 == self.revision() { touched } else { holdings.differences(&self.copies.found, &self.project) };
        self.put_holdings(holdings, touched);
    }

    /// A save with this number has put copies beside the file at `path`, or could not; `is_own` where the project belongs there now.
    pub(crate) fn copies_put(&mut self, number: u64, path: &Path, end: CopiesPut, is_own: bool) {
        if is_own {
            let carried: Vec<Digest> = end.put.iter().copied().filter(|digest| self.copies.waiting.remove(digest).is_none()).collect();
            self.copies.waiting.extend(end.kept);
            let is_elsewhere = self.copies.places.last().is_none_or(|place| place != path);
            if is_elsewhere {
                self.copies.places.retain(|place| place != path);
                self.copies.places.push(path.to_owned());
                // In another folder other files lie.
                self.know_copies(Holdings::default());
            } else {
                for digest in carried {
                    self.forget_copy(digest);
                }
            }
        }
        if !end.failed.is_empty() {
            self.notices.say_not_saved(number, path, told(&end.failed));
        }
        if !end.left_behind.is_empty() {
            let text = "The project is saved. These copies did not come along, as they are not where they should be; keep the source anew in its form";
            self.notices.say(Weight::Warning, format!("{text}\n{}", end.left_behind.join("\n")));
        }
    }
}

/// What is said where copies could not be put beside a file.
pub(crate) fn told(failed: &[String]) -> String {
    format!(
        "The project is saved, but not every copy of a source is beside it. What could be read is still here: save again, or save \
         elsewhere\n{}",
        failed.join("\n")
    )
}
