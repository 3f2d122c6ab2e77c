//! Saves that are not wanted any more: cancelled by the user, or another window's to do.

use std::path::Path;

use crate::workbench::arrival::SaveEnd;
use crate::workbench::desk::Workbench;
use crate::workbench::question::Question;
use crate::workbench::world::World;

impl Workbench {
    /// Breaks the saves of the project off: what waits is not begun, and what is under way ends soon.
    pub(crate) fn cancel_saving(&mut self, world: &mut dyn World) {
        let own: Vec<u64> = self.saves.iter().filter(|saving| saving.is_of(self.generation)).map(|saving| saving.number).collect();
        for saving in self.saves.iter_mut().filter(|saving| own.contains(&saving.number)) {
            saving.progress.give_up();
            saving.is_wanted_again = false;
        }
        for number in own {
            // One that has begun meanwhile, as another has ended, stops by itself.
            if let Some(saving) = self.saves.iter().find(|saving| saving.number == number && !saving.is_under_way) {
                let path = saving.path.clone();
                self.save_ended(number, SaveEnd::Cancelled(path), world);
            }
        }
    }

    /// Another window goes on with the project's file: what waits to be saved there is not begun, and nothing follows what is under way.
    pub(crate) fn save_no_more(&mut self) {
        let (generation, own) = (self.generation, self.path().map(Path::to_owned));
        self.saves.retain(|saving| saving.is_under_way || !saving.is_of(generation) || Some(&saving.path) != own.as_ref());
        for saving in self.saves.iter_mut().filter(|saving| saving.is_of(generation)) {
            saving.is_wanted_again = false;
        }
        (self.saves_after_merge, self.after_save) = (false, None);
        let is_of_own = |path: &Path| Some(path) == own.as_deref();
        self.questions.retain(|question| match question {
            Question::Unsaved(_) => false,
            Question::Overwrite(path) | Question::ChangedOnDisk(path) => !is_of_own(path),
            _ => true,
        });
        // None of it is tried again here.
        if let Some(own) = &own {
            self.notices.clear_not_saved_to(own);
        }
    }
}
