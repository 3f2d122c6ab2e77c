//! The settings: changed here, each change written into what stands in their file, one write after the other.

use std::path::Path;

use crate::storage::settings::{Change, NotKept, Place, only_last};
use crate::text::positions::CodePoints;
use crate::workbench::desk::Workbench;
use crate::workbench::focus::{Anchor, Focus, Target};
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::world::World;

/// Changes of the settings that are not written yet, in their order.
#[derive(Debug, Default)]
pub struct Setting {
    changes: Vec<Change>,
    // Those that a worker writes.
    under_way: Option<Vec<Change>>,
    // Those that could not be written, and go with the next ones: of each kind, and of each file, the last.
    failed: Vec<Change>,
}

impl Workbench {
    pub(crate) fn remember(&mut self, path: &Path, world: &mut dyn World) {
        self.change_settings(Change::Opened(path.to_owned()), world);
    }

    /// Has it kept where files were read, for the next time.
    pub(crate) fn remember_places(&mut self, world: &mut dyn World) {
        self.note_place();
        if !self.setting.changes.is_empty() && !self.is_writing_settings() {
            self.write_settings(world);
        }
    }

    /// Notes where the open file is read, to be written with whatever is written next.
    pub(crate) fn note_place(&mut self) {
        if let Some(place) = self.place() {
            let change = Change::Read(place);
            self.settings.make(&change);
            self.setting.changes.push(change);
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

    /// Changes the settings and has that written.
    pub(crate) fn change_settings(&mut self, change: Change, world: &mut dyn World) {
        let before = self.settings.clone();
        self.settings.make(&change);
        if self.settings == before {
            return;
        }
        self.setting.changes.push(change);
        if !self.is_writing_settings() {
            self.write_settings(world);
        }
    }

    /// Whether changes of the settings are on their way to the disk.
    pub(crate) const fn is_writing_settings(&self) -> bool {
        self.setting.under_way.is_some()
    }

    fn write_settings(&mut self, world: &mut dyn World) {
        let Some(path) = world.settings_path() else { return };
        let mut changes = std::mem::take(&mut self.setting.failed);
        changes.append(&mut self.setting.changes);
        self.setting.under_way = Some(changes.clone());
        world.spawn(jobs::write_settings(world.files(), self.settings.clone(), changes, path));
    }

    pub(crate) fn settings_written(&mut self, result: Result<(), NotKept>, world: &mut dyn World) {
        let written = self.setting.under_way.take().unwrap_or_default();
        let is_due = self.setting.changes.iter().any(|change| !change.is_of_reading());
        match result {
            Ok(()) => {}
            // Made again they would undo what another window has set since.
            Err(NotKept { reason, is_there: true }) => {
                self.notices.say(Weight::Warning, format!("The settings were written, but a power cut may take them back ({reason})"));
            }
            Err(NotKept { reason, is_there: false }) => {
                self.setting.failed = only_last(written);
                self.notices
                    .say(Weight::Warning, format!("The settings could not be kept for the next time ({reason}). They hold in this window"));
            }
        }
        if is_due {
            self.write_settings(world);
        }
        self.go_on(world);
    }
}
