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

    /// Has it kept where files were read, for the next time: that alone, as another window may have changed other settings meanwhile.
    pub(crate) fn remember_places(&mut self, world: &mut dyn World) {
        self.note_place();
        if self.noted_places.is_empty() || self.is_writing_settings {
            return;
        }
        let Some(path) = world.settings_path() else { return };
        self.is_writing_settings = true;
        world.spawn(jobs::write_places(world.files(), std::mem::take(&mut self.noted_places), path));
    }

    /// Notes where the open file is read, to be written with whatever is written next.
    pub(crate) fn note_place(&mut self) {
        if let Some(place) = self.place() {
            self.settings.remember_place(place.clone());
            self.noted_places.push(place);
        }
    }

    /// Where the open file is read, if that is not what is remembered.
    fn place(&self) -> Option<Place> {
        let (path, article) = (self.path()?.to_owned(), self.article()?);
        let Anchor { byte, offset_px } = self.focus.scroll;
        let code_point = article.text.get(..byte)?.chars().count();
        let place = Place { path, article: article.id, top: (code_point, offset_px.round()) };
        let is_first = self.project.articles().next().is_some_and(|first| first.id == article.id);
        match self.settings.places.iter().find(|known| known.path == place.path) {
            Some(known) => (*known != place).then_some(place),
            // Where everything begins is nothing to remember.
            None => (byte > 0 || !is_first).then_some(place),
        }
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
        // They are among the settings.
        self.noted_places.clear();
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
