//! The settings: changed here, written one write after the other.

use std::path::Path;

use crate::storage::settings::{Place, Settings};
use crate::text::positions::CodePoints;
use crate::workbench::desk::Workbench;
use crate::workbench::focus::{Anchor, Focus, Target};
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

    /// Has it kept where the open file is read, for the next time.
    pub(crate) fn remember_place(&mut self, world: &mut dyn World) {
        if let Some(place) = self.place() {
            self.change_settings(world, |settings| settings.remember_place(place));
        }
    }

    /// The same, written with whatever is written next.
    pub(crate) fn note_place(&mut self) {
        if let Some(place) = self.place() {
            self.settings.remember_place(place);
            self.places_wait = true;
        }
    }

    fn place(&self) -> Option<Place> {
        let (path, article) = (self.path()?.to_owned(), self.article()?);
        let Anchor { byte, offset_px } = self.focus.scroll;
        let known = self.settings.places.iter().find(|place| place.path == path);
        if byte == 0 && known.is_none() {
            // Where everything begins.
            return None;
        }
        let code_point = CodePoints::new(&article.text).to_code_point(byte)?;
        Some(Place { path, article: article.id, top: (code_point, offset_px.round()) })
    }

    /// Goes to where the open file was read last, as far as that is still there.
    pub(crate) fn go_to_place(&mut self) {
        let Some(place) = self.path().and_then(|path| self.settings.places.iter().find(|place| place.path == path)) else { return };
        let Some(article) = self.project.article(place.article) else { return };
        let (code_point, offset_px) = place.top;
        let byte = CodePoints::new(&article.text).to_byte(code_point);
        let scroll = byte.map(|byte| Anchor { byte, offset_px }).unwrap_or_default();
        let focus = Focus { article: Some(place.article), scroll, ..Focus::default() };
        self.focus = self.sound(&focus);
        self.wish_for(Target::Anchor(self.focus.scroll));
    }

    /// Changes the settings and has them written.
    pub(crate) fn change_settings(&mut self, world: &mut dyn World, change: impl FnOnce(&mut Settings)) {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before && !std::mem::take(&mut self.places_wait) {
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
