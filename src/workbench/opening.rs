//! A file that is being opened: how far it has been read, and that it is not wanted any more.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::workbench::arrival::{Opened, OpenedProject};
use crate::workbench::desk::Workbench;
use crate::workbench::filing::new_article;
use crate::workbench::jobs;
use crate::workbench::progress::Progress;
use crate::workbench::world::World;

/// A file being opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Which wish it answers.
    pub number: u64,
    /// The file's name.
    pub name: String,
    /// How far it is.
    pub progress: Arc<Progress>,
    /// What the project was when it was wished for: work done since is not let go unasked.
    pub(crate) revision: (u64, u64),
    // The saves that have ended since.
    saved_since: Vec<SavedSince>,
}

/// A save that has ended while a file was read.
#[derive(Debug, Clone)]
pub struct SavedSince {
    /// Where to.
    pub path: PathBuf,
    /// Whether it was of the project on the bench.
    pub is_own: bool,
    /// Whether something else may stand there now.
    pub has_written: bool,
    /// Whether it may have kept others from opening the file meanwhile.
    pub had_the_place: bool,
}

impl Workbench {
    pub(crate) fn cancel_opening(&mut self) {
        self.to_open.clear();
        self.let_opening_go();
    }

    pub(crate) fn begin_opening(&mut self, name: &str) -> u64 {
        self.let_opening_go();
        self.wishes_to_open += 1;
        let (number, progress) = (self.wishes_to_open, Arc::default());
        self.opening = Some(Opening { number, name: name.to_owned(), progress, revision: self.revision(), saved_since: Vec::new() });
        number
    }

    pub(crate) fn open(&mut self, path: PathBuf, is_further: bool, world: &mut dyn World) {
        if !is_further {
            self.to_open.clear();
        } else if self.opening.is_some() {
            // Dropped together with what is being opened.
            self.to_open.push_back(path);
            return;
        }
        let number = self.begin_opening(&jobs::name_of(&path));
        let new = new_article(world);
        let places = jobs::Places { state: world.state_folder(), own: self.keeping.place() };
        let progress = self.opening.as_ref().map(|opening| Arc::clone(&opening.progress)).unwrap_or_default();
        world.spawn(jobs::open(world.files(), places, path, (number, progress), new, is_further));
    }

    /// Whether the file that was read is being saved, or the project on the bench, whose own it is: what stands there then is to be
    /// opened, and no two projects are to write one journal.
    pub(crate) fn is_opened_too_early(&self) -> bool {
        let read = self.opened_meanwhile.as_ref().and_then(|(_, opened)| read_from_file(opened));
        let Some(OpenedProject { path: Some(path), wanted, .. }) = read else { return false };
        let is_own = self.is_own_place(path, wanted.as_deref());
        self.saves.iter().any(|saving| saving.path == *path || is_own && saving.is_of(self.generation))
    }

    /// Whether it is the file that the project on the bench belongs to; the place in the state folder is one, by whatever links it is reached.
    fn is_own_place(&self, path: &Path, wanted: Option<&Path>) -> bool {
        self.path() == Some(path) || wanted.is_some() && wanted == self.wanted.as_deref()
    }

    /// Reads the file once more, where it was read before a save of it had ended; what else was wanted at that time still is.
    pub(crate) fn is_read_again(&mut self, opening: &Opening, opened: &Opened, world: &mut dyn World) -> bool {
        let Some(OpenedProject { path: Some(path), wanted, is_taken, .. }) = read_from_file(opened) else { return false };
        let is_own = self.is_own_place(path, wanted.as_deref());
        let is_older = |saved: &SavedSince| {
            let is_there = saved.path == *path || saved.is_own && is_own;
            // It may have been this window that had it.
            is_there && (saved.has_written || saved.had_the_place && *is_taken)
        };
        if !self.opening.as_ref().is_some_and(|opening| opening.saved_since.iter().any(is_older)) {
            return false;
        }
        let to_open = std::mem::take(&mut self.to_open);
        self.open(path.clone(), false, world);
        self.to_open = to_open;
        if let Some(again) = &mut self.opening {
            again.revision = opening.revision;
        }
        true
    }

    /// A save has ended.
    pub(crate) fn saved_while_opening(&mut self, saved: SavedSince) {
        if let Some(opening) = &mut self.opening {
            opening.saved_since.push(saved);
        }
    }

    /// What is being opened is not wanted any more: its worker stops soon.
    fn let_opening_go(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.progress.give_up();
        }
        self.opened_meanwhile = None;
    }
}

/// A project that was read as its file has it.
fn read_from_file(opened: &Opened) -> Option<&OpenedProject> {
    if let Opened::Project(project) = opened { Some(&**project).filter(|project| !project.is_recovered) } else { None }
}
