//! Work that no file has, brought back from its journal: to be opened, or to be held against the file. For workers.

use std::path::{Path, PathBuf};

use crate::model::edit::Edit;
use crate::model::history::History;
use crate::model::moment::Moment;
use crate::model::project::Project;
use crate::model::snapshot::Digest;
use crate::project_file;
use crate::storage::error::{OpenError, SaveError};
use crate::storage::fs::Fs;
use crate::storage::journal::{Base, Begin, Entry, Head, Journal, Mark, Start, Story, Tail, replay, story};
use crate::storage::reader::read_bounded;
use crate::storage::reason::reason;
use crate::storage::safe_writer::{Stamp, Standing, write_safely};
use crate::storage::{state, versions};
use crate::workbench::arrival::OpenedProject;
use crate::workbench::beginning::BaseOf;
use crate::workbench::copying::kept_safe;
use crate::workbench::desk::Origin;
use crate::workbench::differing::{Differences, differences};
use crate::workbench::focus::Focus;
use crate::workbench::home::{self, Home, OwnPlace};
use crate::workbench::journaling::{entry_step, past, saved_as};
use crate::workbench::keeping::Keeping;
use crate::workbench::leftover::Leftover;

/// Names tried for a journal where others lie.
const MAX_NAMES: u32 = 1000;

/// How much of a journal is wanted back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All.
    Whole,
    /// All but the last change: it may be what ended the program.
    WithoutLast,
}

/// Work as it was, before anything is written about it.
struct Back {
    project: Project,
    history: History<Focus>,
    /// What was being typed, if that was done as the last step: its edits.
    typed: Option<Vec<Edit>>,
    /// Whether all that the journal has was used.
    is_whole: bool,
    notes: Vec<String>,
    found: Found,
}

/// Brings back what a journal has; nothing is written.
fn back(fs: &dyn Fs, state: &Path, story: &Story<Focus>, extent: Extent) -> Result<Back, String> {
    let found = base(fs, state, story)?;
    let end = match extent {
        Extent::Whole => story.entries.len(),
        Extent::WithoutLast => story.entries.iter().rposition(Entry::is_change).unwrap_or(found.place).max(found.place),
    };
    let replayed = replay(story, found.project.clone(), found.place, end);
    let (mut project, mut history) = (replayed.project, replayed.history);
    let mut notes = Vec::new();
    if let Some(reason) = &replayed.refused {
        let lost = story.changes_after(replayed.used);
        notes.push(format!("{lost} changes could not be done again ({reason}); the journal is kept as it was"));
    }
    if let Tail::Damaged { line } = story.tail {
        notes.push(format!("The journal is damaged in line {line}; what stood after it could not be used"));
    }
    let mut typed = None;
    if let Some(draft) = replayed.draft.filter(|_| extent == Extent::Whole) {
        let focus = history.done().last().map(|step| step.after.clone()).unwrap_or_default();
        let edits = draft.edits.clone();
        match history.commit(&mut project, draft, focus.clone(), focus) {
            Ok(()) => typed = Some(edits),
            Err(error) => notes.push(format!("What was being typed could not be kept: {error}")),
        }
    }
    let is_whole = !matches!(story.tail, Tail::Damaged { .. }) && replayed.used == story.entries.len();
    Ok(Back { project, history, typed, is_whole, notes, found })
}

/// The work in a journal as it would be opened, with what would be said of it.
///
/// # Errors
/// What it began from is nowhere, or damaged; for the user.
pub fn look(fs: &dyn Fs, state: &Path, story: &Story<Focus>) -> Result<(Project, Vec<String>), String> {
    let back = back(fs, state, story, Extent::Whole)?;
    Ok((back.project, back.notes))
}

/// The work in a journal, held against its file.
#[derive(Debug)]
pub struct Compared {
    /// What it has that the file has not, and the other way round; `None` where nothing differs.
    pub differences: Option<Differences>,
    /// What is to be known of it: that there is no file to hold it against, that something of the journal could not be used.
    pub notes: Vec<String>,
}

/// Holds the work in a journal against its file.
///
/// # Errors
/// The work cannot be brought back; for the user.
pub fn compare(fs: &dyn Fs, state: &Path, leftover: &Leftover) -> Result<Compared, String> {
    let story = home::read(fs, &leftover.journal).map_err(|error| error.reason())?;
    let back = back(fs, state, &story, Extent::Whole)?;
    let mut notes = back.notes;
    let file = leftover.path.as_ref().map(|path| {
        let file = read_bounded(fs, path, project_file::LIMIT_BYTES).map_err(|error| error.reason())?;
        project_file::read(&file.bytes).map_err(|error| error.to_string())
    });
    let file = match file {
        None => Project::default(),
        Some(Ok(loaded)) => loaded.project,
        Some(Err(reason)) => {
            notes.push(format!("The file itself cannot be read ({reason}): all of the work is listed"));
            Project::default()
        }
    };
    Ok(Compared { differences: differences(&file, &back.project), notes })
}

/// Opens what is left in a journal. The file on disk is not touched.
pub fn open(fs: &dyn Fs, state: &Path, leftover: &Leftover, extent: Extent, now: Moment, own: &OwnPlace) -> Result<OpenedProject, String> {
    let home = Home::of_journal(fs, leftover.journal.clone(), own);
    if home.is_taken {
        return Err("Another window has this work open. Go on with it there, or close it there and open it here again".to_owned());
    }
    let story = home::read(fs, &leftover.journal).map_err(|error| format!("The unsaved work could not be read: {}", error.reason()))?;
    if Some(story.chain) != leftover.sum {
        // A journal of this window may lie in its place by now, and must not be written from two sides.
        return Err("Something was done with this work since it was found. It is looked for again; choose it once more".to_owned());
    }
    let back = back(fs, state, &story, extent)?;
    let path = back.found.file.as_ref().map(|(path, _)| path.as_path()).or(story.path()).map(Path::to_owned);
    let place = path.as_deref().map(|path| state::journal_path(state, &state::key_of(fs, path)));
    if place.is_some_and(|place| place != leftover.journal && !own.may_have(fs, &place)) {
        // Two would go on with one file, each with something else.
        return Err(
            "Another window has the file open that this work belongs to. Go on there, or take the file over or close it there, then \
                    open the work here again. It lies where it was"
                .to_owned(),
        );
    }
    let journal = if back.is_whole && !leftover.is_discarded {
        let journal = Journal::going_on(home.journal, &story, home.lock);
        if let Some(edits) = back.typed.clone()
            && let Some(step) = back.history.done().last()
        {
            // Where that fails it is in the journal as it was being typed, and is written before the next change.
            journal.queue(0, Entry::Did { at: now, edits, step: entry_step(step) });
            let _ = journal.write(fs);
        }
        // Nothing more may be written for hours, and a power cut would take what was brought back. Where it fails the next write tries again.
        let _ = journal.sync(fs);
        journal
    } else {
        anew(fs, state, leftover, &story, &back, (path.clone(), now), home)?
    };
    let Back { project, history, notes, found, .. } = back;
    let waiting = kept_safe(fs, state, &project, path.as_deref());
    let (filed, wanted) = (found.filed, found.file.as_ref().map(|(path, _)| state::wanted_path(state, &state::key_of(fs, path))));
    // Where the file has something else by now, undo leads to what it had, which is not what is saved.
    let saved_state = found.mark.as_ref().filter(|_| found.is_on_disk).map(|mark| mark.state);
    let origin = found.file.map_or(Origin::New, |(path, stamp)| Origin::File(path, stamp));
    let keeping = Keeping::of(BaseOf::Project(Box::new(project.clone())), None, Some(journal));
    Ok(OpenedProject {
        path,
        origin,
        project,
        history,
        saved_state,
        filed,
        keeping,
        wanted,
        waiting,
        notes,
        leftover: None,
        is_taken: false,
        is_recovered: true,
    })
}

/// What is opened has to have a journal first, so that no crash takes it.
fn unsafe_yet(reason: &str) -> String {
    format!(
        "The unsaved work was not opened, as it could not be kept safe meanwhile ({reason}). It lies where it was; make room, then open it again"
    )
}

/// The journal as it is now goes aside, and one begins from here in its place: the old one first, so that it is never gone.
fn anew(
    fs: &dyn Fs,
    state: &Path,
    leftover: &Leftover,
    story: &Story<Focus>,
    back: &Back,
    (path, now): (Option<PathBuf>, Moment),
    home: Home,
) -> Result<Journal<Focus>, String> {
    let home = if leftover.is_discarded {
        // It stays where it is, and what is done from here on has a place of its own.
        free_home(fs, state, &leftover.journal)?
    } else {
        let bytes = read_bounded(fs, &leftover.journal, story::LIMIT_BYTES).map_err(|error| unsafe_yet(&error.reason()))?.bytes;
        keep_copy(fs, state, &leftover.journal, &bytes, now)?;
        home
    };
    let base = Base::Text { path, text: project_file::write(&back.project) };
    let saved = back.found.mark.iter().flat_map(|mark| saved_as(&mark.path, mark.digest, mark.state, now));
    let taken = back.found.taken_in().map(|(path, digest)| Entry::TakenIn { at: now, path: path.to_owned(), digest });
    // What was brought back is work even where nothing is done to it.
    let file = [Entry::Settled { at: now }].into_iter().chain(saved).chain(taken);
    let start = Start { head: Head { base, at: now, ..story.head.clone() }, past: past(&back.history).into_iter().chain(file).collect() };
    let begin: Begin<Focus> = Box::new(move |_fs| Ok(start.clone()));
    let journal = Journal::in_place_of(home.journal, (!leftover.is_discarded).then_some(story), home.lock);
    match journal.begin_again(fs, &begin, 0) {
        Err(error) if !error.is_in_place() => Err(unsafe_yet(&error.to_string())),
        // Where it only may not last yet, that is tried again when it is open.
        _ => Ok(journal),
    }
}

/// A place among the journals in which nothing lies, named after this one.
fn free_home(fs: &dyn Fs, state: &Path, journal: &Path) -> Result<Home, String> {
    let folder = state::journals_folder(state);
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    for number in 1..=MAX_NAMES {
        let file = folder.join(format!("{stem}-{number}.journal"));
        if fs.look(&file).map_err(|error| unsafe_yet(&reason(&error)))?.is_none() {
            let home = Home::at(fs, file);
            if !home.is_taken {
                return Ok(home);
            }
        }
    }
    Err(unsafe_yet("too much lies in the folder of journals"))
}

fn keep_copy(fs: &dyn Fs, state: &Path, journal: &Path, bytes: &[u8], now: Moment) -> Result<(), String> {
    let folder = state::set_aside_folder(state);
    fs.make_folders(&folder).map_err(|error| unsafe_yet(&reason(&error)))?;
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    for number in 0..MAX_NAMES {
        let copy = folder.join(format!("{stem}-{}-{number}.journal", now.0));
        match write_safely(fs, &copy, bytes, &Standing::Nothing) {
            // One of the same second, which may have more in it.
            Err(SaveError::Taken { .. }) => {}
            result => return result.map(drop).map_err(|error| unsafe_yet(&error.reason())),
        }
    }
    Err(unsafe_yet("too much lies in the folder of what was moved aside"))
}

/// What the unsaved work was done to.
struct Found {
    project: Project,
    place: usize,
    /// The state in which the project was what was saved in its file last.
    mark: Option<Mark>,
    /// The file it belongs to, and what stood there when that was known last.
    file: Option<(PathBuf, Stamp)>,
    /// The project that this was.
    filed: Option<Project>,
    /// Whether the file has just what was saved now; else it was found among the versions, or is what another program has written.
    is_on_disk: bool,
}

impl Found {
    /// What of another program was taken in since the last save.
    fn taken_in(&self) -> Option<(&Path, Digest)> {
        let (path, stamp) = self.file.as_ref()?;
        let is_saved = self.mark.as_ref().is_some_and(|mark| mark.digest == stamp.digest);
        (!is_saved).then_some((path, stamp.digest))
    }

    /// With what of others was taken in since, or else stands there and is known too: a save that was announced last may have come to nothing.
    fn with_what_stands(self, fs: &dyn Fs, state: &Path, story: &Story<Focus>) -> Self {
        let held = |(path, digest): (&Path, &Digest)| Some((path.to_owned(), held(fs, state, path, digest)?));
        let on_disk = self.mark.as_ref().map(|mark| mark.path.as_path()).or(story.path());
        let on_disk = on_disk.and_then(|path| read_bounded(fs, path, project_file::LIMIT_BYTES).ok()).map(|file| file.stamp.digest);
        match story.known_beside(self.mark.as_ref(), on_disk.as_ref()).into_iter().find_map(held) {
            Some((path, (filed, stamp, _))) => Self { file: Some((path, stamp)), filed: Some(filed), is_on_disk: false, ..self },
            None => self,
        }
    }
}

fn base(fs: &dyn Fs, state: &Path, story: &Story<Focus>) -> Result<Found, String> {
    for mark in story.marks().into_iter().rev() {
        if let Some((project, stamp, is_on_disk)) = held(fs, state, &mark.path, &mark.digest) {
            let (place, filed, file) = (mark.place, Some(project.clone()), Some((mark.path.clone(), stamp)));
            return Ok(Found { project, place, mark: Some(mark), file, filed, is_on_disk }.with_what_stands(fs, state, story));
        }
    }
    match &story.head.base {
        Base::Text { text, .. } => {
            let loaded =
                project_file::read(text.as_bytes()).map_err(|error| format!("What the unsaved work began from is damaged: {error}"))?;
            let mark = |mark: Mark| Some((held(fs, state, &mark.path, &mark.digest)?, mark));
            let (mark, file, filed, is_on_disk) = match story.marks_before().into_iter().rev().find_map(mark) {
                Some(((filed, stamp, is_on_disk), mark)) => (Some(mark.clone()), Some((mark.path, stamp)), Some(filed), is_on_disk),
                None => (None, None, None, false),
            };
            Ok(Found { project: loaded.project, place: story.past(), mark, file, filed, is_on_disk }.with_what_stands(fs, state, story))
        }
        Base::File { path, .. } if let Some(reason) = unread(fs, path) => Err(format!(
            "The file that the unsaved work was done to cannot be read now ({reason}). The work is kept; open it again once that is over\n{}",
            path.display()
        )),
        Base::File { path, .. } => Err(format!(
            "The unsaved work was done to a version of the file that is nowhere any more. It is kept; put that version back to open it\n{}",
            path.display()
        )),
    }
}

/// Why a file that is there cannot be read.
fn unread(fs: &dyn Fs, path: &Path) -> Option<String> {
    match read_bounded(fs, path, project_file::LIMIT_BYTES) {
        Ok(_) | Err(OpenError::Missing { .. }) => None,
        Err(error) => Some(error.reason()),
    }
}

/// What the file at `path` had when its sum was this, its stamp, and whether it has it now; else it is of a version.
fn held(fs: &dyn Fs, state: &Path, path: &Path, digest: &Digest) -> Option<(Project, Stamp, bool)> {
    let on_disk = read_bounded(fs, path, project_file::LIMIT_BYTES).ok().filter(|file| file.stamp.digest == *digest);
    let is_on_disk = on_disk.is_some();
    let (bytes, modified) = match on_disk {
        Some(file) => (file.bytes, file.stamp.modified),
        None => (versions::read(fs, &versions::find(fs, state, path, digest)?).ok()?, None),
    };
    let loaded = project_file::read(&bytes).ok()?;
    Some((loaded.project, Stamp::of(&bytes, modified), is_on_disk))
}
