//! What counts as saved, and whether anything would be lost with the window.

use crate::workbench::desk::{Origin, Workbench};
use crate::workbench::recovering::ReadOnly;
use crate::workbench::saving::Saving;

impl Workbench {
    /// Whether the file on disk holds all of the project, and no save under way will write something else there; what was never saved is
    /// not, unless there is nothing to save.
    pub fn is_saved(&self) -> bool {
        match &self.origin {
            Origin::File(path, _) => {
                let state = self.history.state();
                let differs = |saving: &Saving| saving.path == *path && !(saving.is_of(self.generation) && saving.state() == state);
                self.saved_state == Some(state) && !self.saves.iter().any(differs) && !self.needs_copies()
            }
            Origin::Sample => self.is_untouched(),
            Origin::Text => self.is_untouched() && self.is_as_it_came() && !self.saves.iter().any(|saving| saving.is_of(self.generation)),
            Origin::New => self.is_blank(),
        }
    }

    /// Whether the window has work that would be lost with it, but for the journal: what another window has taken over is there.
    pub fn has_unsaved_work(&self) -> bool {
        !(self.is_saved() || self.read_only == Some(ReadOnly::TakenOver) && self.not_handed_over.is_none())
    }

    /// Whether a text takes the place of all this: a sample nobody touched, or an empty project of no file.
    pub fn has_nothing_to_lose(&self) -> bool {
        self.is_untouched_sample() || self.is_blank() && self.path().is_none()
    }

    /// Whether nothing is in the project, and nothing can be brought back either.
    fn is_blank(&self) -> bool {
        self.project.is_empty() && self.is_as_it_came()
    }

    /// Whether nothing was done, nor taken back.
    fn is_as_it_came(&self) -> bool {
        self.history.undo_label().is_none() && self.history.redo_label().is_none()
    }

    /// Whether this is the sample as shipped.
    pub fn is_untouched_sample(&self) -> bool {
        matches!(self.origin, Origin::Sample) && self.is_untouched()
    }

    fn is_untouched(&self) -> bool {
        self.history.state() == 0
    }
}
