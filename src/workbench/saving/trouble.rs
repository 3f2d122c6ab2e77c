//! A save that has failed: what is said of it, and when it is tried again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::storage::safe_writer::Standing;
use crate::workbench::arrival::Arrival;
use crate::workbench::desk::Workbench;
use crate::workbench::keeping::Safety;
use crate::workbench::world::World;

/// How soon a save that has failed is tried again.
const SAVE_AGAIN_AFTER: Duration = Duration::from_secs(5);

impl Workbench {
    pub(super) fn save_again_later(&self, number: u64, path: PathBuf, world: &mut dyn World) {
        let generation = self.generation;
        world.spawn_later(SAVE_AGAIN_AFTER, Box::new(move || Arrival::TryToSave(generation, number, path)));
    }

    /// Some time has passed since the save with this number, to this path, failed: where nobody has done anything about it, it is tried again.
    pub(crate) fn try_to_save(&mut self, generation: u64, number: u64, path: PathBuf, world: &mut dyn World) {
        let is_own = self.path() == Some(&path);
        let is_still_so = generation == self.generation && self.notices.says_not_saved(number) && !(is_own && self.is_saved());
        if !is_still_so || self.read_only.is_some() {
            return;
        }
        if self.question().is_some() || !self.saves.is_empty() {
            // What comes of these is waited for.
            self.save_again_later(number, path, world);
        } else {
            // What may have stood there when it was asked for may be something else by now.
            let standing = self.own_standing(&path).unwrap_or(Standing::Nothing);
            self.begin_save(path, standing, Some(number), world);
        }
    }

    /// Why a save has failed, with where the work is safe meanwhile before the path on the last line.
    pub(super) fn comforting(&self, reason: &str, is_tried_again: bool) -> String {
        let safe = match self.safety() {
            _ if self.is_saved() && self.path().is_some() => "All of it is in the file that it belongs to",
            Safety::Committed | Safety::Queued => "Until it is saved, all of it is kept in this program’s journal",
            Safety::Trouble(_) => "",
        };
        let again = match (is_tried_again, safe) {
            (false, _) => "",
            (true, "") => "Saving is tried again by itself",
            (true, _) => "; saving is tried again by itself",
        };
        let sentence = if safe.is_empty() && again.is_empty() { String::new() } else { format!(". {safe}{again}") };
        match reason.rsplit_once('\n') {
            Some((reason, path)) => format!("{reason}{sentence}\n{path}"),
            None => format!("{reason}{sentence}"),
        }
    }
}

pub(super) fn unsound(path: &Path, reason: &str) -> String {
    format!(
        "The project was not saved, as what was written did not read back the same ({reason}). \
         The file is as it was, and your work is still here\n{}",
        path.display()
    )
}

pub(super) fn died(path: &Path) -> String {
    format!(
        "Saving was broken off by a mistake of this program. The file is whole: as it was, or as it should have become. \
         Your work is still here; save it again, or under another name\n{}",
        path.display()
    )
}
