//! Work that no file has, and projects that another window has open: what is known of them, and what the user does with it.

use std::path::{Path, PathBuf};

use crate::model::edit::Transaction;
use crate::storage::safe_writer::sweep;
use crate::workbench::arrival::{Arrival, Opened, OpenedProject};
use crate::workbench::command::{Command, FileCommand, MarkCommand, RecoveryCommand, VersionCommand};
use crate::workbench::desk::Workbench;
use crate::workbench::focus::Focus;
use crate::workbench::jobs::guarded;
use crate::workbench::journaling::sync;
use crate::workbench::leftover::{self, Leftover};
use crate::workbench::notice::{NoticeAction, Weight};
use crate::workbench::question::Intent;
use crate::workbench::recovered::{self, Compared, Extent};
use crate::workbench::world::World;

/// What is known of work that no file has.
#[derive(Debug, Default)]
pub struct Recovery {
    found: Vec<Leftover>,
    // Whether it was looked for, and why there may be more.
    is_known: bool,
    trouble: Option<String>,
    // Whether the user has put it off.
    is_later: bool,
    // What was held against its file last: the journal, and what differs.
    compared: Option<(PathBuf, Result<Compared, String>)>,
    // The journal that was brought back last.
    opened: Option<PathBuf>,
    // Which wish to open what was left is of which journal.
    wished: Option<(u64, PathBuf)>,
    // Whether all of it is listed, with what was moved aside.
    is_listed: bool,
}

impl Recovery {
    /// All of it, in the order of [`leftover::sort`].
    pub fn found(&self) -> &[Leftover] {
        &self.found
    }

    /// What was brought back last is not on the bench any more, or is another file's.
    pub(crate) fn no_more_opened(&mut self) {
        self.opened = None;
    }

    /// Whether it was looked for.
    pub const fn is_known(&self) -> bool {
        self.is_known
    }

    /// Why there may be more than was found, where that is so.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// What is to be told without being asked.
    pub fn told(&self) -> impl Iterator<Item = &Leftover> {
        self.found.iter().filter(|leftover| !self.is_later && !leftover.is_discarded)
    }

    /// The work that is held against its file, and what differs; or why that is not known.
    pub fn compared(&self) -> Option<(&Leftover, Result<&Compared, &str>)> {
        let (journal, found) = self.compared.as_ref()?;
        let leftover = self.found.iter().find(|leftover| leftover.journal == *journal)?;
        Some((leftover, found.as_ref().map_err(String::as_str)))
    }

    /// Whether all of it is listed.
    pub const fn is_listed(&self) -> bool {
        self.is_listed
    }
}

/// Why a project cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnly {
    /// Another window has it open.
    OpenElsewhere,
    /// Another window has asked for it.
    TakenOver,
}

impl Workbench {
    /// What is known of work that no file has.
    pub const fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// Why the project cannot be changed, where that is so.
    pub const fn read_only(&self) -> Option<ReadOnly> {
        self.read_only
    }

    /// Whether this would change a project that cannot be changed; says so.
    pub(crate) fn is_refused_as_read_only(&mut self, command: &Command) -> bool {
        if self.read_only.is_none() {
            return false;
        }
        let is_change = match command {
            Command::Mark(command) => !matches!(
                command,
                MarkCommand::Select(_)
                    | MarkCommand::Focus(_)
                    | MarkCommand::Next
                    | MarkCommand::Previous
                    | MarkCommand::Show
                    | MarkCommand::NextOpen
                    | MarkCommand::Scrolled(_)
                    | MarkCommand::GoBack(_)
            ),
            Command::Source(_) | Command::Review(_) | Command::Undo | Command::Redo | Command::Draft(Some(_)) => true,
            Command::Article(command) => !matches!(command, crate::workbench::command::ArticleCommand::Show(_)),
            Command::Version(command) => matches!(command, VersionCommand::Restore(_)),
            Command::File(command) => matches!(command, FileCommand::Save | FileCommand::AddArticle | FileCommand::AddArticleFrom(_)),
            _ => false,
        };
        if is_change {
            self.tell_read_only();
        }
        is_change
    }

    pub(crate) fn tell_read_only(&mut self) {
        self.notices.say(Weight::Hint, "Nothing was changed: another window has this project open. Take it over to change it here");
    }

    /// Does a transaction and moves the reader to `after`. Whether it was done: not in a window that only reads, where something that was asked
    /// for before may come back late.
    pub(crate) fn commit(&mut self, transaction: Transaction, after: Focus) -> bool {
        if self.read_only.is_some() {
            self.tell_read_only();
            return false;
        }
        self.commit_whoever_has_it(transaction, after)
    }

    pub(crate) fn recovery_command(&mut self, command: RecoveryCommand, world: &mut dyn World) {
        match command {
            RecoveryCommand::Find => Self::find_unsaved(world),
            RecoveryCommand::ShowAll(is_listed) => {
                self.recovery.is_listed = is_listed;
                if is_listed && world.state_folder().is_none() {
                    (self.recovery.is_known, self.recovery.trouble) = (true, Some("this system names no folder for it".to_owned()));
                } else if is_listed {
                    Self::find_unsaved(world);
                }
            }
            RecoveryCommand::Compare(journal) => self.compare(&journal, world),
            RecoveryCommand::CloseComparison => self.recovery.compared = None,
            RecoveryCommand::Open(journal, extent) => self.intend(Intent::Recover(journal, extent), world),
            RecoveryCommand::Later => self.recovery.is_later = true,
            RecoveryCommand::Discard(journal) => self.discard(&journal, world),
            RecoveryCommand::TakeOver => self.take_over(world),
        }
    }

    pub(crate) fn find_unsaved(world: &mut dyn World) {
        let Some(state) = world.state_folder() else { return };
        let (fs, now, settings) = (world.files(), world.now(), world.settings_path());
        let died = Arrival::Unsaved(Vec::new(), Some("this program made a mistake on the way".to_owned()));
        world.spawn(guarded(died, move || {
            if let Some(folder) = settings.as_deref().and_then(Path::parent) {
                sweep(&*fs, folder);
            }
            let (found, trouble) = leftover::find(&*fs, &state, now);
            Arrival::Unsaved(found, trouble)
        }));
    }

    pub(crate) fn unsaved_found(&mut self, mut found: Vec<Leftover>, trouble: Option<String>, world: &mut dyn World) {
        for leftover in found.iter_mut().filter(|leftover| leftover.is_unread_for_now) {
            // What could be read a moment ago may be read again when it is wanted.
            let known = self.recovery.found.iter().find(|known| known.journal == leftover.journal && known.unreadable.is_none());
            if let Some(known) = known {
                leftover.clone_from(known);
            }
        }
        for leftover in &mut found {
            leftover.latest_text = world.time_text(leftover.latest);
            leftover.kept_until_text = leftover.kept_until.map(|until| world.time_text(until)).unwrap_or_default();
        }
        // Where something was found, the folder could be looked through: what is not among it is not there any more.
        let looked: Vec<PathBuf> = found.iter().filter_map(|leftover| leftover.journal.parent()).map(Path::to_owned).collect();
        // What was found when a project was opened stays told.
        for known in std::mem::take(&mut self.recovery.found) {
            let is_open_here = found.iter().all(|other| other.journal != known.journal)
                && !known.is_discarded
                && Some(&*known.journal) == self.own_leftover.as_deref();
            let is_new = found.iter().all(|other| other.journal != known.journal);
            let is_on_the_bench = self.keeping.journal().is_some() && self.recovery.opened.as_deref() == Some(&*known.journal);
            // Where nobody could look, what was known stays so.
            let could_look = known.journal.parent().is_some_and(|folder| looked.iter().any(|looked| looked == folder));
            if is_open_here || trouble.is_some() && is_new && !is_on_the_bench && !could_look {
                found.push(known);
            }
        }
        self.recovery.found = found;
        self.sort_unsaved();
        (self.recovery.is_known, self.recovery.trouble) = (true, trouble);
    }

    /// What is told of first depends on the file that is open.
    fn sort_unsaved(&mut self) {
        let open = self.path().map(Path::to_owned);
        leftover::sort(&mut self.recovery.found, open.as_deref(), self.own_leftover.as_deref());
    }

    /// Opens the work in a journal. The user has been asked about what is on the bench.
    pub(crate) fn recover(&mut self, journal: &Path, extent: Extent, world: &mut dyn World) {
        let Some(state) = world.state_folder() else { return };
        let Some(leftover) = self.recovery.found.iter().find(|leftover| leftover.journal == journal).cloned() else { return };
        let number = self.begin_opening(&leftover.name);
        self.recovery.wished = Some((number, leftover.journal.clone()));
        let path = leftover.path.clone().unwrap_or_default();
        let hint = "It is kept as it was. It may be that the last change is at fault: try to open it without that";
        let died = Arrival::OpenFailed(
            number,
            path.clone(),
            format!("The unsaved work was not opened, as this program made a mistake on the way. {hint}").into(),
        );
        let (fs, now) = (world.files(), world.now());
        let own = self.keeping.place();
        world.spawn(guarded(died, move || match recovered::open(&*fs, &state, &leftover, extent, now, &own) {
            Ok(project) => Arrival::Opened(number, Box::new(Opened::Project(Box::new(project)))),
            Err(reason) => Arrival::OpenFailed(number, path, reason.into()),
        }));
    }

    pub(crate) fn opened_project(&mut self, opened: OpenedProject, world: &mut dyn World) {
        let OpenedProject {
            path,
            origin,
            project,
            history,
            saved_state,
            keeping,
            notes,
            leftover,
            is_taken,
            is_recovered,
            filed,
            wanted,
            waiting,
        } = opened;
        self.replace_with(project, history, origin, saved_state, keeping);
        self.copies_wait(waiting);
        self.filed = filed;
        self.wanted = wanted;
        self.read_only = is_taken.then_some(ReadOnly::OpenElsewhere);
        self.own_leftover = leftover.as_ref().map(|leftover| leftover.journal.clone());
        if let Some(mut leftover) = leftover {
            leftover.latest_text = world.time_text(leftover.latest);
            self.recovery.is_later = false;
            self.recovery.found.retain(|known| known.journal != leftover.journal);
            self.recovery.found.push(leftover);
        }
        self.sort_unsaved();
        if !notes.is_empty() {
            let last_line = path.as_ref().map(|path| format!("\n{}", path.display())).unwrap_or_default();
            self.notices.say(Weight::Warning, format!("{}{last_line}", notes.join("\n")));
        }
        if is_recovered {
            self.recovery.opened = self.recovery.wished.take().map(|(_, journal)| journal);
            let what = if self.path().is_some() { "The file is as it was: save to put it there" } else { "Save it to give it a file" };
            self.notices.say(Weight::Hint, format!("The unsaved work is open. {what}"));
            Self::find_unsaved(world);
            // Where that has failed on the way it is told: nothing else may be written for hours.
            if let Some(journal) = self.keeping.journal().cloned() {
                world.spawn(sync(world.files(), journal, self.keeping.journal_number()));
            }
        }
        if let Some(path) = path.filter(|_| self.path().is_some()) {
            self.remember(&path, world);
        }
        self.watch(world);
        if is_recovered {
            // Its file may have become another one meanwhile.
            self.look_outside(world);
        }
        if std::mem::take(&mut self.takes_over)
            && let Some(journal) = self.own_leftover.clone()
        {
            self.recover(&journal, Extent::Whole, world);
        }
    }

    fn compare(&mut self, journal: &Path, world: &mut dyn World) {
        let Some(state) = world.state_folder() else { return };
        let Some(leftover) = self.recovery.found.iter().find(|leftover| leftover.journal == journal).cloned() else { return };
        let fs = world.files();
        let died = Arrival::Compared(journal.to_owned(), Err("this program made a mistake on the way".to_owned()));
        world.spawn(guarded(died, move || {
            let found = recovered::compare(&*fs, &state, &leftover);
            Arrival::Compared(leftover.journal, found)
        }));
    }

    pub(crate) fn compared(&mut self, journal: PathBuf, found: Result<Compared, String>) {
        self.recovery.compared = Some((journal, found));
    }

    fn discard(&mut self, journal: &Path, world: &mut dyn World) {
        let is_being_opened =
            |wished: &(u64, PathBuf)| wished.1 == journal && self.opening.as_ref().is_some_and(|opening| opening.number == wished.0);
        if self.recovery.wished.as_ref().is_some_and(is_being_opened) {
            // It may be open already as far as the disk is concerned, and would be taken away under the project's feet.
            self.notices.say(Weight::Hint, "The unsaved work is being opened, and was not moved aside");
            return;
        }
        let Some(state) = world.state_folder() else { return };
        let Some(leftover) = self.recovery.found.iter().find(|leftover| leftover.journal == journal).cloned() else { return };
        let (fs, now, own) = (world.files(), world.now().0, self.keeping.place());
        let died = Arrival::Discarded(leftover.journal.clone(), Err("this program made a mistake on the way".to_owned()));
        world.spawn(guarded(died, move || {
            let result = leftover::discard(&*fs, &state, &leftover, now, &own);
            Arrival::Discarded(leftover.journal, result)
        }));
    }

    pub(crate) fn was_discarded(&mut self, journal: &Path, result: Result<(), String>, world: &mut dyn World) {
        match result {
            Ok(()) => {
                self.recovery.found.retain(|leftover| leftover.journal != journal);
                self.own_leftover.take_if(|own| own == journal);
                self.notices.say(Weight::Hint, "The unsaved work was moved aside; for 30 days it can be opened from File, Unsaved work");
                Self::find_unsaved(world);
            }
            Err(reason) => {
                self.notices.say(
                    Weight::Error,
                    format!("The unsaved work lies where it was, and can be opened; it could not be moved aside: {reason}"),
                );
                Self::find_unsaved(world);
            }
        }
    }

    pub(crate) fn journal_ended(&mut self, followed_in: Option<u64>, result: Result<(), String>, world: &mut dyn World) {
        self.journals_ending = self.journals_ending.saturating_sub(1);
        if let Err(reason) = result {
            if self.read_only == Some(ReadOnly::TakenOver) {
                // This window is not to close without a word.
                self.leave_no_more();
                let text = "The window that has taken this project over may not have the last changes: the journal could not be written";
                let text = format!("{text} ({reason}). They are still here; save them elsewhere");
                self.notices.offer(Weight::Error, text, vec![NoticeAction::SaveElsewhere]);
                self.not_handed_over = Some(reason);
            } else {
                self.notices.say(Weight::Warning, format!(
                    "The last changes of the project that was open before may not be in its journal ({reason}). What is there is offered under \
                     File, Unsaved work; changes that were saved are in its file"
                ));
            }
        }
        Self::find_unsaved(world);
        if let Some(place) = followed_in {
            self.keep_what_waited(place, world);
        }
        self.start_saves(world);
        self.go_on(world);
    }
}
