//! What lets go of the open project, and the end of the program: asked about where work is unsaved, and waiting for what is being written.

use std::path::Path;
use std::sync::Arc;

use crate::model::project::Project;
use crate::storage::fs::Fs;
use crate::workbench::desk::{Origin, Workbench};
use crate::workbench::journaling::take_back;
use crate::workbench::keeping::Ending;
use crate::workbench::question::{Intent, PathFor, Question};
use crate::workbench::world::World;
use crate::workbench::{jobs, versions};

impl Workbench {
    /// Does what was wanted, asking first where that would let go of unsaved work.
    pub(crate) fn intend(&mut self, intent: Intent, world: &mut dyn World) {
        if self.is_ending {
            // Nobody is asked, and nothing else begins any more.
            if intent == Intent::Leave {
                self.leave(Ending::Stay, world);
            }
        } else if intent == Intent::Leave && self.leaving.is_some() {
            // Asked again: something is slow, and the user should know what.
            self.ask(Question::StillWriting);
        } else if !self.has_unsaved_work() || intent == Intent::Open {
            // Choosing a file lets nothing go yet; opening it does.
            self.proceed(intent, world);
        } else if self.is_being_saved() && self.after_save.as_ref() != Some(&intent) {
            self.after_save = Some(intent);
        } else {
            self.ask(Question::Unsaved(intent));
        }
    }

    /// Whether a save under way is of just what is on the bench.
    fn is_being_saved(&self) -> bool {
        let latest = self.saves.iter().rfind(|saving| saving.is_of(self.generation) && saving.progress.is_wanted());
        latest.is_some_and(|saving| saving.state() == self.history.state())
    }

    pub(crate) fn proceed(&mut self, intent: Intent, world: &mut dyn World) {
        match intent {
            Intent::New => self.replace(Project::default(), Origin::New),
            Intent::Sample => {
                let number = self.begin_opening("sample");
                world.spawn(jobs::open_sample(number));
            }
            Intent::NewFromText(text) => self.new_from_text(text, world),
            Intent::OpenPath(path) => self.open(path, false, world),
            Intent::Recover(journal, extent) => self.recover(&journal, extent, world),
            Intent::OpenVersion(version, of) => {
                let number = self.begin_opening(&jobs::name_of(&of));
                world.spawn(versions::open(world.files(), number, version, of));
            }
            Intent::Open => world.ask_path(PathFor::Open, self.path().map(Path::to_owned)),
            // The program's end would cut off what is being written.
            Intent::Leave => {
                let ending = if self.has_unsaved_work() { Ending::Discarded } else { Ending::Stay };
                self.leave(ending, world);
            }
        }
    }

    /// Leaves as soon as everything is on the disk, the journal among it.
    pub(crate) fn leave(&mut self, ending: Ending, world: &mut dyn World) {
        self.leave_ending = ending;
        if self.is_writing() && !self.is_ending {
            // What fails meanwhile, or is done, may keep the window open: until then its journal goes on.
            self.leaving = Some(self.revision());
        } else {
            self.leave_now(world);
        }
    }

    /// Whoever wanted to leave has something to read first. The system's wish to end stands: all is in the journal, and nobody is there to read.
    pub(crate) const fn leave_no_more(&mut self) {
        if !self.is_ending {
            self.leaving = None;
        }
    }

    /// Leaves, as nothing but the journal is left to be brought to its end.
    fn leave_now(&mut self, world: &mut dyn World) {
        if let Some(journal) = self.keeping.journal().cloned().filter(|_| !self.has_ended_journal) {
            self.has_ended_journal = true;
            self.ended.push((journal, self.leave_ending, None));
        }
        self.keep_again(world);
        self.remember_places(world);
        if self.is_writing() {
            self.leaving = Some(self.revision());
        } else {
            world.leave();
        }
    }

    /// The session ends: nobody is there to be asked, and what is not saved is in the journal for the next time.
    pub(crate) fn end(&mut self, world: &mut dyn World) {
        self.questions.clear();
        self.after_save = None;
        self.is_ending = true;
        self.leave(Ending::Stay, world);
    }

    /// What is to be done on a worker where the program has to end in disorder: what is queued for journals is written, and lasts. What was
    /// being done at that moment is not among it.
    pub fn rescue(&self, fs: Arc<dyn Fs>) -> impl FnOnce() -> Result<(), String> + Send + use<> {
        let ended = self.ended.iter().map(|(journal, ..)| journal);
        let journals: Vec<_> = self.keeping.journal().into_iter().chain(ended).cloned().collect();
        move || {
            let results = journals.iter().map(|journal| journal.end(&*fs).map_err(|error| error.to_string()));
            results.fold(Ok(()), Result::and)
        }
    }

    /// Whether anything is on its way to the disk: a project, a copy, a report, the settings.
    fn is_writing(&self) -> bool {
        !self.saves.is_empty()
            || !self.reports.under_way.is_empty()
            || self.is_writing_settings()
            || self.is_reading_copy()
            || self.journals_ending > 0
    }

    /// Whether the window closes as soon as everything is written.
    pub const fn is_leaving(&self) -> bool {
        self.leaving.is_some()
    }

    /// Whether the window is to close, at once or after a save that is under way.
    pub fn wants_to_leave(&self) -> bool {
        self.leaving.is_some() || self.after_save == Some(Intent::Leave)
    }

    /// Does what had to wait for a save, a question or the end of all writing.
    pub(crate) fn go_on(&mut self, world: &mut dyn World) {
        let is_asked = self.questions.iter().any(|question| *question != Question::StillWriting);
        if !is_asked
            && self.is_saved()
            && let Some(intent) = self.after_save.take()
        {
            self.proceed(intent, world);
        }
        if self.leaving.is_some() {
            // Whoever leaves does not want anything else to begin.
            self.cancel_opening();
        } else if !is_asked
            && !self.is_opened_too_early()
            && let Some((opening, opened)) = self.opened_meanwhile.take()
        {
            self.opened_late(&opening, *opened, world);
        }
        if self.is_writing() {
            return;
        }
        self.questions.retain(|question| *question != Question::StillWriting);
        match self.leaving.take() {
            None => self.stay(world),
            // What was let go is what there was then; what was done since is asked about.
            Some(revision) if self.is_ending || revision == self.revision() || self.is_saved() => self.leave_now(world),
            Some(_) => {
                self.stay(world);
                self.intend(Intent::Leave, world);
            }
        }
    }

    /// The window stays after all, and goes on with its journal, which may lie where what was let go of does.
    fn stay(&mut self, world: &mut dyn World) {
        if world.is_leaving() {
            // What comes in late changes nothing about it.
            return;
        }
        if std::mem::take(&mut self.has_ended_journal)
            && let Some(journal) = self.keeping.journal().cloned()
        {
            world.spawn(take_back(world.files(), journal, self.keeping.journal_number()));
        }
    }
}
