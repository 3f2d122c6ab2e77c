//! The settings: changed here, written one write after the other.

use std::path::Path;

use crate::storage::settings::Settings;
use crate::workbench::desk::Workbench;
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::world::World;

impl Workbench {
    pub(crate) fn remember(&mut self, path: &Path, world: &mut dyn World) {
        let path = path.to_owned();
        self.change_settings(world, |settings| {
            settings.remember(&path);
            settings.last = Some(path);
        });
    }

    /// Changes the settings and has them written.
    pub(crate) fn change_settings(&mut self, world: &mut dyn World, change: impl FnOnce(&mut Settings)) {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before {
            return;
        }
        if self.is_writing_settings {
            self.settings_wait = true;
        } else {
            self.write_settings(world);
        }
    }

    fn write_settings(&mut self, world: &mut dyn World) {
        let Some(path) = world.settings_path() else { return };
        self.is_writing_settings = true;
        world.spawn(jobs::write_settings(world.files(), self.settings.clone(), path));
    }

    pub(crate) fn settings_written(&mut self, result: Result<(), String>, world: &mut dyn World) {
        self.is_writing_settings = false;
        if let Err(reason) = result {
            self.notices
                .say(Weight::Warning, format!("The settings could not be kept for the next time ({reason}). They hold in this window"));
        }
        if std::mem::take(&mut self.settings_wait) {
            self.write_settings(world);
        }
        self.go_on(world);
    }
}
