//! What a crash, a cut or a quick end has left: journals with work that no file has. For workers.

use std::path::{Path, PathBuf};

use crate::model::moment::Moment;
use crate::model::project::Project;
use crate::project_file;
use crate::storage::copies::{digest_of, folder_beside};
use crate::storage::fs::Fs;
use crate::storage::journal::{Base, Entry, Head, Journal, Mark, Start, Story, Tail, replay};
use crate::storage::reader::read_bounded;
use crate::storage::safe_writer::{Stamp, Standing, resolve, sweep, write_safely};
use crate::storage::{state, versions};
use crate::workbench::arrival::OpenedProject;
use crate::workbench::desk::Origin;
use crate::workbench::focus::Focus;
use crate::workbench::home::{self, Home, OwnPlace};
use crate::workbench::keeping::{BaseOf, Keeping, entry_step};

/// What was moved aside is kept so long.
const SET_ASIDE_DAYS: u64 = 30;
/// A journal in which nothing is unsaved serves undo alone; it goes when its project was not worked on for so long.
const QUIET_DAYS: u64 = 90;
const DAY_SECS: u64 = 86_400;
/// Journals looked at when the program starts.
const MAX_JOURNALS: usize = 1000;

/// Work that no file has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// Its journal.
    pub journal: PathBuf,
    /// What the project is called.
    pub name: String,
    /// The file it belongs to, where it has one.
    pub path: Option<PathBuf>,
    /// So many changes are not saved; 0 where a text was brought in and nothing done with it yet, or something was only being typed.
    pub changes: usize,
    /// When the last thing was done.
    pub latest: Moment,
    /// The same as the user reads it.
    pub latest_text: String,
    /// Whether the user has let go of it.
    pub is_discarded: bool,
    /// Why it cannot be opened; `None` where it can.
    pub unreadable: Option<String>,
}

/// Finds all journals with unsaved work that no window has open, latest first; and clears what has no more use.
pub fn find(fs: &dyn Fs, state: &Path, now: Moment) -> Vec<Leftover> {
    let mut found = Vec::new();
    for (folder, is_discarded) in [(state::journals_folder(state), false), (state::set_aside_folder(state), true)] {
        sweep(fs, &folder);
        let mut journals: Vec<PathBuf> = fs.list(&folder).unwrap_or_default().into_iter().map(|name| folder.join(name)).collect();
        journals.retain(|path| path.extension().is_some_and(|ending| ending == "journal"));
        journals.sort();
        for journal in journals.into_iter().take(MAX_JOURNALS) {
            if is_discarded {
                if age_secs(fs, &journal, now) > SET_ASIDE_DAYS * DAY_SECS {
                    let _ = fs.remove(&journal);
                    continue;
                }
            } else if Home::is_open(fs, &journal) {
                continue;
            }
            found.extend(look(fs, &journal, is_discarded, now));
        }
    }
    found.sort_by(|one, other| (one.is_discarded, other.latest, &one.journal).cmp(&(other.is_discarded, one.latest, &other.journal)));
    found
}

fn age_secs(fs: &dyn Fs, path: &Path, now: Moment) -> u64 {
    let modified = fs.look(path).ok().flatten().and_then(|look| look.modified);
    let since = modified.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(0, |since| now.seconds_since(Moment(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))))
}

/// What is unsaved in a journal; `None` where nothing is.
fn look(fs: &dyn Fs, journal: &Path, is_discarded: bool, now: Moment) -> Option<Leftover> {
    let story = match home::read(fs, journal) {
        Ok(story) => story,
        Err(error) => {
            return Some(Leftover {
                journal: journal.to_owned(),
                name: journal.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
                path: None,
                changes: 0,
                latest: now,
                latest_text: String::new(),
                is_discarded,
                unreadable: Some(error.to_string()),
            });
        }
    };
    clear_after_save(fs, &story);
    let leftover = unsaved(fs, journal, &story, is_discarded);
    if leftover.is_none() && age_secs(fs, journal, now) > QUIET_DAYS * DAY_SECS {
        let _ = fs.remove(journal);
    }
    leftover
}

/// A save that was cut off may have left a file beside the project's.
fn clear_after_save(fs: &dyn Fs, story: &Story<Focus>) {
    if let Some((path, _process)) = story.unsettled() {
        let file = resolve(fs, path).unwrap_or_else(|_circle| path.to_owned());
        if let Some(folder) = file.parent() {
            sweep(fs, folder);
        }
        sweep(fs, &folder_beside(fs, path));
    }
}

/// What of a journal that was read no file has.
pub fn unsaved(fs: &dyn Fs, journal: &Path, story: &Story<Focus>, is_discarded: bool) -> Option<Leftover> {
    let path = story.path().map(Path::to_owned);
    let on_disk = path.as_ref().and_then(|path| read_bounded(fs, path, project_file::LIMIT_BYTES).ok());
    let mark = on_disk.as_ref().and_then(|file| story.mark_of(&file.stamp.digest));
    // Where the file is another one, what was saved here last is in its versions, and not more is missing than came after it.
    let last = story.marks().pop();
    let known = mark.or(last);
    if known.is_some() && !story.has_more_than(known.as_ref()) && !matches!(story.tail, Tail::Damaged { .. }) {
        return None;
    }
    if known.is_none()
        && let Some(file) = on_disk
        && is_all_in(story, &file.bytes)
    {
        return None;
    }
    let place = known.as_ref().map_or(story.past(), |mark| mark.place);
    Some(Leftover {
        journal: journal.to_owned(),
        name: story.head.name.clone(),
        path,
        changes: story.changes_after(place),
        latest: story.latest(),
        latest_text: String::new(),
        is_discarded,
        unreadable: None,
    })
}

/// Whether a file that the journal knows nothing of has just what the journal leads to.
fn is_all_in(story: &Story<Focus>, bytes: &[u8]) -> bool {
    let Base::Text { text, .. } = &story.head.base else { return false };
    let (Ok(base), Ok(file)) = (project_file::read(text.as_bytes()), project_file::read(bytes)) else { return false };
    let replayed = replay(story, base.project, story.past(), story.entries.len());
    replayed.refused.is_none() && replayed.draft.is_none() && replayed.project == file.project
}

/// Moves a journal to where it is kept for a while.
pub fn put_away(fs: &dyn Fs, state: &Path, journal: &Path, now: i64) -> Result<(), String> {
    let folder = state::set_aside_folder(state);
    let failed = |error: std::io::Error| error.to_string();
    fs.make_folders(&folder).map_err(failed)?;
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    let mut number = 0;
    loop {
        let to = folder.join(format!("{stem}-{now}-{number}.journal"));
        if fs.look(&to).map_err(failed)?.is_none() {
            fs.rename(journal, &to).map_err(failed)?;
            let _ = fs.sync_folder(&folder);
            return Ok(());
        }
        number += 1;
    }
}

/// How much of a journal is wanted back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All.
    Whole,
    /// All but the last change: it may be what ended the program.
    WithoutLast,
}

/// Opens what is left in a journal. The file on disk is not touched.
pub fn open(fs: &dyn Fs, state: &Path, leftover: &Leftover, extent: Extent, now: Moment, own: &OwnPlace) -> Result<OpenedProject, String> {
    let home = Home::of_journal(fs, leftover.journal.clone(), own);
    if home.is_taken {
        return Err("Another window has this work open".to_owned());
    }
    let story = home::read(fs, &leftover.journal).map_err(|error| format!("The unsaved work could not be read: {error}"))?;
    let base = base(fs, state, &story)?;
    let end = match extent {
        Extent::Whole => story.entries.len(),
        Extent::WithoutLast => story.entries.iter().rposition(Entry::is_change).unwrap_or(base.place).max(base.place),
    };
    let base_project = base.project.clone();
    let replayed = replay(&story, base.project, base.place, end);
    let filed = base.mark.is_some().then_some(base_project);
    let (mut project, mut history) = (replayed.project, replayed.history);
    let mut notes = Vec::new();
    if let Some(reason) = &replayed.refused {
        let lost = story.changes_after(replayed.used);
        notes.push(format!("{lost} changes could not be done again ({reason}); the journal is kept as it was"));
    }
    if let Tail::Damaged { line } = story.tail {
        notes.push(format!("The journal is damaged in line {line}; what stood after it could not be used"));
    }
    let draft = replayed.draft.filter(|_| extent == Extent::Whole);
    let mut typed = None;
    if let Some(draft) = draft {
        let focus = history.done().last().map(|step| step.after.clone()).unwrap_or_default();
        let edits = draft.edits.clone();
        match history.commit(&mut project, draft, focus.clone(), focus) {
            Ok(()) => typed = history.done().last().map(|step| Entry::Did { at: now, edits, step: entry_step(step) }),
            Err(error) => notes.push(format!("What was being typed could not be kept: {error}")),
        }
    }
    let is_whole = story.tail == Tail::Whole && replayed.used == story.entries.len() && !leftover.is_discarded;
    let length_bytes = story.ends.last().copied().unwrap_or(story.head_bytes);
    let path = story.path().map(Path::to_owned);
    let (journal, lock) = (home.journal, home.lock);
    let journal = if is_whole {
        let going_on = Journal::going_on(journal, length_bytes, story.chain, lock);
        if let Some(typed) = typed {
            going_on.put(fs, typed).map_err(|error| error.to_string())?;
        }
        going_on
    } else {
        // The journal as it is now goes aside, and one begins from here in its place: the old one first, so that it is never gone.
        let bytes =
            read_bounded(fs, &leftover.journal, crate::storage::journal::story::LIMIT_BYTES).map_err(|error| error.to_string())?.bytes;
        if !leftover.is_discarded {
            keep_copy(fs, state, &leftover.journal, &bytes, now)?;
        }
        let start = Start {
            head: Head { base: Base::Text { path: path.clone(), text: project_file::write(&project) }, at: now, ..story.head.clone() },
            past: history.done().iter().map(|step| Entry::Past { is_done: true, step: entry_step(step) }).collect(),
        };
        let file = if leftover.is_discarded {
            state::journals_folder(state).join(leftover.journal.file_name().unwrap_or_default())
        } else {
            leftover.journal.clone()
        };
        let anew = Journal::new(file, Box::new(|_fs| Err(String::new())), lock);
        anew.begin_again(fs, &(Box::new(move |_fs: &dyn Fs| Ok(start.clone())) as crate::storage::journal::Begin<Focus>), 0)
            .map_err(|error| format!("The unsaved work could not be made safe: {error}"))?;
        anew
    };
    let origin = match (&base.mark, base.stamp) {
        (Some(mark), Some(stamp)) => Origin::File(mark.path.clone(), stamp),
        _ => Origin::New,
    };
    let wanted = base.mark.as_ref().map(|mark| state::wanted_path(state, &state::key_of(fs, &mark.path)));
    let keeping = Keeping::of(BaseOf::Project(Box::new(project.clone())), None, Some(journal));
    let saved_state = base.mark.map(|mark| mark.state);
    Ok(OpenedProject {
        path,
        origin,
        project,
        history,
        saved_state,
        keeping,
        notes,
        leftover: None,
        is_taken: false,
        is_recovered: true,
        filed,
        wanted,
    })
}

fn keep_copy(fs: &dyn Fs, state: &Path, journal: &Path, bytes: &[u8], now: Moment) -> Result<(), String> {
    let folder = state::set_aside_folder(state);
    fs.make_folders(&folder).map_err(|error| error.to_string())?;
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    let copy = folder.join(format!("{stem}-{}-whole.journal", now.0));
    write_safely(fs, &copy, bytes, &Standing::Anything).map(drop).map_err(|error| error.to_string())
}

/// What the unsaved work was done to.
struct Found {
    project: Project,
    place: usize,
    mark: Option<Mark>,
    stamp: Option<Stamp>,
}

fn base(fs: &dyn Fs, state: &Path, story: &Story<Focus>) -> Result<Found, String> {
    for mark in story.marks().into_iter().rev() {
        let on_disk = read_bounded(fs, &mark.path, project_file::LIMIT_BYTES).ok().filter(|file| file.stamp.digest == mark.digest);
        let (bytes, modified) = if let Some(file) = on_disk {
            (file.bytes, file.stamp.modified)
        } else {
            let version = versions::find(fs, state, &mark.path, &mark.digest);
            let Some(bytes) = version.and_then(|version| versions::read(fs, &version).ok()) else { continue };
            (bytes, None)
        };
        let Ok(loaded) = project_file::read(&bytes) else { continue };
        debug_assert_eq!(digest_of(&bytes), mark.digest);
        let stamp = Some(Stamp::of(&bytes, modified));
        return Ok(Found { project: loaded.project, place: mark.place, mark: Some(mark), stamp });
    }
    match &story.head.base {
        Base::Text { text, .. } => {
            let loaded =
                project_file::read(text.as_bytes()).map_err(|error| format!("What the unsaved work began from is damaged: {error}"))?;
            Ok(Found { project: loaded.project, place: story.past(), mark: None, stamp: None })
        }
        Base::File { path, .. } => Err(format!(
            "The unsaved work was done to a version of the file that is nowhere any more. It is kept; put that version back to open it\n{}",
            path.display()
        )),
    }
}
