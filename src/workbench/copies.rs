//! Copies of sources: kept with the project, looked at when it is opened, and passages held against them. All of it on workers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::interchange::copy;
use crate::model::edit::{Edit, Transaction};
use crate::model::field::SourceField;
use crate::model::holding::Holdings;
use crate::model::id::SourceId;
use crate::model::project::Project;
use crate::model::snapshot::{Digest, Snapshot, SnapshotKind};
use crate::model::source::Source;
use crate::storage::copies;
use crate::storage::fs::Fs;
use crate::storage::reader::read_bounded;
use crate::workbench::arrival::Arrival;
use crate::workbench::desk::Workbench;
use crate::workbench::notice::Weight;
use crate::workbench::question::PathFor;
use crate::workbench::world::{Job, World};
use crate::workbench::{holding, jobs};

/// Letters of a file's name that are kept.
const NAME_CHARS: usize = 120;

/// A state of a project: its generation, its history's state, and how often a new look was asked for.
type Of = ((u64, u64), u64);

/// Copies that are not beside the project's file yet, by the sum of their bytes.
pub type Waiting = BTreeMap<Digest, Arc<[u8]>>;

/// What is known of the copies of the open project.
#[derive(Debug, Default)]
pub struct Copies {
    waiting: Waiting,
    found: Arc<Holdings>,
    of: Option<Of>,
    running: Option<Of>,
    looks_asked: u64,
    // Grows with each change of what is known.
    found_number: u64,
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

/// What came of putting the copies of a project beside its file.
#[derive(Debug, Default)]
pub struct CopiesPut {
    /// Those that are there now and were not before.
    pub put: Vec<Digest>,
    /// What could not be put there, and why.
    pub failed: Vec<String>,
}

impl Workbench {
    /// What is known of the copies of sources, and of passages held against them.
    pub fn holdings(&self) -> &Holdings {
        &self.copies.found
    }

    /// The same, for a worker.
    pub(crate) fn shared_holdings(&self) -> Arc<Holdings> {
        Arc::clone(&self.copies.found)
    }

    /// Grows with each change of what is known of copies.
    pub const fn holdings_number(&self) -> u64 {
        self.copies.found_number
    }

    /// Whether copies are being looked at.
    pub const fn is_holding(&self) -> bool {
        self.copies.running.is_some()
    }

    /// Whether this copy is put beside the project's file with the next save.
    pub fn is_waiting(&self, snapshot: &Snapshot) -> bool {
        self.copies.waiting.contains_key(&snapshot.digest)
    }

    /// Whether a copy that the project needs is not on disk yet.
    pub(crate) fn needs_copies(&self) -> bool {
        let waits = |source: &Arc<Source>| source.snapshot.as_ref().is_some_and(|snapshot| self.is_waiting(snapshot));
        !self.copies.waiting.is_empty() && self.project.sources().any(waits)
    }

    /// The copies that a save has to put beside the file.
    pub(crate) fn waiting_copies(&self) -> Waiting {
        self.copies.waiting.clone()
    }

    /// The folder that copies of the open project lie in.
    pub fn copies_folder(&self) -> Option<PathBuf> {
        self.path().map(copies::folder_of)
    }

    pub(crate) fn let_copies_go(&mut self) {
        self.copies = Copies { looks_asked: self.copies.looks_asked, found_number: self.copies.found_number + 1, ..Copies::default() };
    }

    pub(crate) fn ask_for_copy(&mut self, source: SourceId, world: &mut dyn World) {
        if self.project.source(source).is_some() {
            world.ask_path(PathFor::Copy(source), None);
        }
    }

    pub(crate) fn keep_file(&mut self, source: SourceId, path: PathBuf, world: &mut dyn World) {
        if self.project.source(source).is_some() {
            world.spawn(read_copy(world.files(), self.generation, source, path));
        }
    }

    pub(crate) fn keep_text(&mut self, source: SourceId, text: String, world: &mut dyn World) {
        if text.trim().is_empty() {
            self.notices.say(Weight::Hint, "There is no text to keep");
            return;
        }
        let generation = self.generation;
        let died = Arrival::CopyRead(generation, source, Err("This program made a mistake; your work is as it was".to_owned()));
        world.spawn(jobs::guarded(died, move || {
            let bytes: Arc<[u8]> = text.into_bytes().into();
            let digest = copies::digest_of(&bytes);
            Arrival::CopyRead(generation, source, Ok(NewCopy { name: String::new(), kind: SnapshotKind::Text, digest, bytes }))
        }));
    }

    /// A file was read to be kept.
    pub(crate) fn copy_read(&mut self, generation: u64, id: SourceId, end: Result<NewCopy, String>, world: &mut dyn World) {
        if generation != self.generation {
            return;
        }
        let new = match end {
            Ok(new) => new,
            Err(reason) => {
                self.notices.say(Weight::Error, format!("No copy was kept. {reason}"));
                return;
            }
        };
        if self.reviewing.is_some() {
            self.notices.say(Weight::Warning, "No copy was kept: a review has begun meanwhile, in which nothing is changed");
            return;
        }
        let Some(source) = self.project.source(id).cloned() else { return };
        let checker = self.checker(world);
        let size_bytes = new.bytes.len() as u64;
        let snapshot =
            Snapshot { digest: new.digest, kind: new.kind, name: new.name, bytes: size_bytes, by: checker.name, on: Some(checker.today) };
        if source.snapshot.as_ref().is_some_and(|there| there.digest == snapshot.digest) {
            // The same once more mends what was lost.
            self.copies.waiting.insert(new.digest, new.bytes);
            self.look_at_copy_again(id);
            self.notices.say(Weight::Hint, "This very copy is kept already");
            return;
        }
        self.copies.waiting.insert(new.digest, new.bytes);
        Arc::make_mut(&mut self.copies.found).forget(snapshot.digest);
        self.set_copy("keep a copy", id, Some(Arc::new(snapshot)));
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
            Arc::make_mut(&mut self.copies.found).forget(snapshot.digest);
            self.copies.looks_asked += 1;
        }
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
        let (fs, project, known) = (world.files(), self.project.clone(), Arc::clone(&self.copies.found));
        let (folder, waiting) = (self.copies_folder(), self.copies.waiting.clone());
        world.spawn(jobs::guarded(Arrival::Held(of, None), move || {
            Arrival::Held(of, Some(Box::new(holding::holdings(&*fs, folder.as_deref(), &waiting, &project, &known))))
        }));
    }

    /// A look has ended, with what is known now; nothing where it was broken off.
    pub(crate) fn held(&mut self, of: Of, found: Option<Box<Holdings>>) {
        self.copies.running = None;
        let ((generation, _), asked) = of;
        if generation != self.generation || asked != self.copies.looks_asked {
            return;
        }
        // The same state would be broken off the same way.
        self.copies.of = Some(of);
        let Some(found) = found else {
            self.notices.say(Weight::Warning, "Looking at copies was broken off by a mistake of this program. Your work is as it was");
            return;
        };
        if *found != *self.copies.found {
            self.copies.found = Arc::new(*found);
            self.copies.found_number += 1;
            self.review_anew();
        }
    }

    /// A save has put copies beside the file, or could not.
    pub(crate) fn copies_put(&mut self, end: CopiesPut) {
        for digest in end.put {
            self.copies.waiting.remove(&digest);
        }
        if !end.failed.is_empty() {
            self.notices.say(
                Weight::Error,
                format!(
                    "The project is saved, but not every copy of a source could be put beside it. What is missing is still here; save again, \
                     or save elsewhere\n{}",
                    end.failed.join("\n")
                ),
            );
        }
    }
}

fn read_copy(fs: Arc<dyn Fs>, generation: u64, source: SourceId, path: PathBuf) -> Job {
    let died = Arrival::CopyRead(generation, source, Err(jobs::mistake(&path)));
    jobs::guarded(died, move || Arrival::CopyRead(generation, source, new_copy(&*fs, &path)))
}

fn new_copy(fs: &dyn Fs, path: &Path) -> Result<NewCopy, String> {
    let bytes = read_bounded(fs, path, copies::LIMIT_BYTES).map_err(|error| error.to_string())?.bytes;
    if bytes.is_empty() {
        return Err(format!("There is nothing in this file\n{}", path.display()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().chars().take(NAME_CHARS).collect();
    Ok(NewCopy { name, kind: copy::kind_of(&bytes), digest: copies::digest_of(&bytes), bytes: bytes.into() })
}

/// Puts the copies of a project into the folder beside its file: those that wait, and from the folder it had before those that are not in
/// this one. A copy that is nowhere stays missing.
pub(crate) fn put_copies(fs: &dyn Fs, project: &Project, waiting: &Waiting, before: Option<&Path>, path: &Path) -> CopiesPut {
    let folder = copies::folder_of(path);
    let mut end = CopiesPut::default();
    for source in project.sources() {
        let Some(snapshot) = &source.snapshot else { continue };
        let put = if let Some(bytes) = waiting.get(&snapshot.digest) {
            copies::put(fs, &folder, snapshot, bytes).map(|()| end.put.push(snapshot.digest))
        } else if let Some(before) = before.filter(|before| *before != folder && !copies::stands(fs, &folder, snapshot)) {
            match copies::read(fs, before, snapshot) {
                Ok(bytes) => copies::put(fs, &folder, snapshot, &bytes),
                Err(_) => Ok(()),
            }
        } else {
            Ok(())
        };
        if let Err(error) = put {
            end.failed.push(format!("{}: {error}", source.display_name().chars().take(NAME_CHARS).collect::<String>()));
        }
    }
    end
}
