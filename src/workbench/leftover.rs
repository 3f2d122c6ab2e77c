//! What a crash, a cut or a quick end has left: journals with work that no file has. For workers.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::model::moment::Moment;
use crate::project_file;
use crate::storage::copies::folder_beside;
use crate::storage::fs::Fs;
use crate::storage::journal::{Base, Chain, Entry, Mark, Story, Tail, replay};
use crate::storage::reader::read_bounded;
use crate::storage::reason::reason;
use crate::storage::safe_writer::{resolve, sweep, sweep_after};
use crate::storage::{state, versions};
use crate::workbench::focus::Focus;
use crate::workbench::home::{self, Home, OwnPlace, UnreadJournal};

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
    /// Whether that is the disk's fault at the moment, and not what stands in it.
    pub is_unread_for_now: bool,
    /// Until when it is kept, where the user has let go of it.
    pub kept_until: Option<Moment>,
    /// The same as the user reads it.
    pub kept_until_text: String,
    /// The sum over its lines, by which it is known again; `None` where it cannot be read.
    pub sum: Option<Chain>,
}

impl Leftover {
    /// What cannot be opened, in this journal, last touched at `latest`.
    fn unreadable(journal: &Path, latest: Moment, is_discarded: bool, reason: String) -> Self {
        Self {
            journal: journal.to_owned(),
            name: journal.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            path: None,
            changes: 0,
            latest,
            latest_text: String::new(),
            is_discarded,
            unreadable: Some(reason),
            is_unread_for_now: false,
            kept_until: None,
            kept_until_text: String::new(),
            sum: None,
        }
    }
}

/// Puts unsaved work into the order in which it is told: first that of the file that is `open` or in the journal `own`, then what can be opened,
/// then what cannot, then what was discarded; the latest first in each.
pub fn sort(found: &mut [Leftover], open: Option<&Path>, own: Option<&Path>) {
    let rank = |leftover: &Leftover| match leftover {
        _ if leftover.is_discarded => 3,
        _ if Some(&*leftover.journal) == own || leftover.path.is_some() && leftover.path.as_deref() == open => 0,
        _ if leftover.unreadable.is_none() => 1,
        _ => 2,
    };
    // Of one second the journal in a file's own place comes before what was moved aside for it, which was there before.
    let stem = |leftover: &Leftover| leftover.journal.file_stem().map(ToOwned::to_owned);
    found.sort_by_cached_key(|leftover| (rank(leftover), Reverse(leftover.latest), stem(leftover), leftover.journal.clone()));
}

/// Finds all journals with unsaved work that no window has open; and clears what has no more use. Why there may be more, where
/// that is so; for the user.
pub fn find(fs: &dyn Fs, state: &Path, now: Moment) -> (Vec<Leftover>, Option<String>) {
    let (mut found, mut trouble) = (Vec::new(), None);
    versions::sweep_all(fs, state);
    for (folder, is_discarded) in [(state::journals_folder(state), false), (state::set_aside_folder(state), true)] {
        sweep(fs, &folder);
        let names = match fs.list(&folder) {
            Ok(names) => names,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                trouble = Some(format!("{}\n{}", reason(&error), folder.display()));
                Vec::new()
            }
        };
        let mut journals: Vec<PathBuf> = names.into_iter().map(|name| folder.join(name)).collect();
        journals.retain(|path| path.extension().is_some_and(|ending| ending == "journal"));
        journals.sort();
        if journals.len() > MAX_JOURNALS {
            trouble = Some(format!("more than {MAX_JOURNALS} lie there, of which the first are listed\n{}", folder.display()));
        }
        for journal in journals.into_iter().take(MAX_JOURNALS) {
            if is_discarded {
                if now.seconds_since(discarded_at(&journal).unwrap_or(now)) > SET_ASIDE_DAYS * DAY_SECS {
                    let _ = fs.remove(&journal);
                    continue;
                }
            } else if Home::is_open(fs, &journal) {
                continue;
            }
            let kept_until = if is_discarded { discarded_at(&journal) } else { None };
            let kept_until = kept_until.map(|at| Moment(at.0.saturating_add_unsigned(SET_ASIDE_DAYS * DAY_SECS)));
            found.extend(look(fs, state, &journal, is_discarded, now).map(|leftover| Leftover { kept_until, ..leftover }));
        }
    }
    sort(&mut found, None, None);
    (found, trouble)
}

/// When work was moved aside, as its name says: what was in it may be much older.
fn discarded_at(journal: &Path) -> Option<Moment> {
    let stem = journal.file_stem()?.to_str()?;
    stem.rsplit('-').nth(1)?.parse().ok().map(Moment)
}

/// When a file was written last.
fn modified(fs: &dyn Fs, path: &Path) -> Option<Moment> {
    let since = fs.look(path).ok()??.modified?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(Moment(i64::try_from(since.as_secs()).unwrap_or(i64::MAX)))
}

fn age_secs(fs: &dyn Fs, path: &Path, now: Moment) -> u64 {
    modified(fs, path).map_or(0, |modified| now.seconds_since(modified))
}

/// What is unsaved in a journal; `None` where nothing is.
fn look(fs: &dyn Fs, state: &Path, journal: &Path, is_discarded: bool, now: Moment) -> Option<Leftover> {
    let story = match home::read(fs, journal) {
        Ok(story) => story,
        Err(error) => {
            // What it says of its time nobody can read; its file says something of it.
            let latest = modified(fs, journal).unwrap_or(now);
            let is_unread_for_now = matches!(error, UnreadJournal::Open(_));
            return Some(Leftover { is_unread_for_now, ..Leftover::unreadable(journal, latest, is_discarded, error.reason()) });
        }
    };
    // Whoever let go of the work may still be saving what was asked for before.
    clear_after_save(fs, &story, !is_discarded);
    let leftover = unsaved(fs, state, journal, &story, is_discarded);
    if leftover.is_none() && age_secs(fs, journal, now) > QUIET_DAYS * DAY_SECS {
        let _ = fs.remove(journal);
    }
    leftover
}

/// A save that was cut off may have left a file beside the project's. `is_over` says that whoever did it has ended for certain.
pub fn clear_after_save(fs: &dyn Fs, story: &Story<Focus>, is_over: bool) {
    if let Some((path, process, at)) = story.unsettled() {
        let file = resolve(fs, path).unwrap_or_else(|_circle| path.to_owned());
        let folders = file.parent().map(Path::to_owned).into_iter().chain([folder_beside(fs, path)]);
        for folder in folders {
            sweep(fs, &folder);
            if is_over {
                // The process that has its number by now is another one: the journal is not locked.
                sweep_after(fs, &folder, process, at);
            }
        }
    }
}

/// What of a journal that was read no file has. `state` is the state folder.
pub fn unsaved(fs: &dyn Fs, state: &Path, journal: &Path, story: &Story<Focus>, is_discarded: bool) -> Option<Leftover> {
    let path = story.path().map(Path::to_owned);
    let on_disk = path.as_ref().and_then(|path| read_bounded(fs, path, project_file::LIMIT_BYTES).ok());
    let mark = on_disk.as_ref().and_then(|file| story.mark_of(&file.stamp.digest));
    // Where the file is another one, what was saved here last is in its versions, and not more is missing than came after it.
    let known = mark.or_else(|| last_kept(fs, state, story));
    let stands = known.as_ref().and_then(|mark| read_bounded(fs, &mark.path, project_file::LIMIT_BYTES).ok()).map(|file| file.stamp.digest);
    let of_what_stands =
        stands.as_ref().and_then(|digest| story.mark_of(digest)).filter(|mark| known.as_ref().is_some_and(|known| known.path == mark.path));
    let known = of_what_stands.or(known);
    // What others wrote and was taken in since is in no state of ours.
    let is_all_of_it = story.known_beside(known.as_ref(), stands.as_ref()).is_empty();
    if known.is_some() && is_all_of_it && !story.has_more_than(known.as_ref()) && !matches!(story.tail, Tail::Damaged { .. }) {
        return None;
    }
    if known.is_none()
        && let Some(file) = on_disk
        && is_all_in(story, &file.bytes)
    {
        return None;
    }
    if known.is_none() && path.is_none() && is_typed_and_taken_back(story) {
        return None;
    }
    let place = known.as_ref().map_or(story.past(), |mark| mark.place);
    let before = if known.is_none() { story.marks_before().last().map_or(0, |mark| story.steps_before(mark.state)) } else { 0 };
    Some(Leftover {
        journal: journal.to_owned(),
        name: story.head.name.clone(),
        // A save elsewhere that was announced last may have come to nothing.
        path: known.map(|mark| mark.path).or(path),
        changes: before + story.changes_after(place),
        latest: story.latest(),
        latest_text: String::new(),
        is_discarded,
        unreadable: None,
        is_unread_for_now: false,
        kept_until: None,
        kept_until_text: String::new(),
        sum: Some(story.chain),
    })
}

/// Whether somebody only typed something into a field over what came from a file of its own, and took it back. What came without a file, or was
/// brought back, is marked as such in its journal before anything is typed; and what has no entry at all may have lost that mark.
fn is_typed_and_taken_back(story: &Story<Focus>) -> bool {
    let is_draft = |entry: &Entry<Focus>| matches!(entry, Entry::Draft { .. });
    story.tail == Tail::Whole && !story.entries.is_empty() && story.entries.iter().all(is_draft) && story.draft().is_none()
}

/// What was saved last and is still there: a save that was announced may have failed, or never have begun.
fn last_kept(fs: &dyn Fs, state: &Path, story: &Story<Focus>) -> Option<Mark> {
    let mut files = BTreeMap::new();
    story.marks().into_iter().rev().find(|mark| {
        let read = || read_bounded(fs, &mark.path, project_file::LIMIT_BYTES).ok().map(|file| file.stamp.digest);
        let on_disk = files.entry(mark.path.clone()).or_insert_with(read);
        *on_disk == Some(mark.digest) || versions::find(fs, state, &mark.path, &mark.digest).is_some()
    })
}

/// Whether a file that the journal knows nothing of has just what the journal leads to.
fn is_all_in(story: &Story<Focus>, bytes: &[u8]) -> bool {
    let Base::Text { text, .. } = &story.head.base else { return false };
    let (Ok(base), Ok(file)) = (project_file::read(text.as_bytes()), project_file::read(bytes)) else { return false };
    let replayed = replay(story, base.project, story.past(), story.entries.len());
    replayed.refused.is_none() && replayed.draft.is_none() && replayed.project == file.project
}

/// Moves work that was found to where it is kept for a while, if that is what still lies there: who wants to be rid of it may have opened it
/// meanwhile, and a window writes its journal in that place now.
///
/// # Errors
/// It is another one now, or was not moved; for the user.
pub fn discard(fs: &dyn Fs, state: &Path, leftover: &Leftover, now: i64, own: &OwnPlace) -> Result<(), String> {
    // Locked until it is moved, so that no window opens it meanwhile. It may lie where the journal of this window is to begin.
    let home = Home::of_journal(fs, leftover.journal.clone(), own);
    let is_own = own.journal.as_ref().is_some_and(|journal| journal.place().0 == leftover.journal);
    let there = home::read(fs, &leftover.journal).ok().map(|story| story.chain);
    if home.is_taken || is_own || there != leftover.sum {
        return Err("it is open in a window by now, or something was done with it since".to_owned());
    }
    put_away(fs, state, &leftover.journal, now)
}

/// Moves a journal that nobody writes to where it is kept for a while.
pub fn put_away(fs: &dyn Fs, state: &Path, journal: &Path, now: i64) -> Result<(), String> {
    let to = place_aside(fs, state, journal, now)?;
    fs.rename(journal, &to).map_err(|error| reason(&error))?;
    let _ = fs.sync_folder(&state::set_aside_folder(state));
    Ok(())
}

/// A name for a journal where it is kept for a while, in a folder that is there.
pub fn place_aside(fs: &dyn Fs, state: &Path, journal: &Path, now: i64) -> Result<PathBuf, String> {
    let folder = state::set_aside_folder(state);
    let failed = |error: std::io::Error| reason(&error);
    fs.make_folders(&folder).map_err(failed)?;
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    let mut number = 0;
    loop {
        let to = folder.join(format!("{stem}-{now}-{number}.journal"));
        if fs.look(&to).map_err(failed)?.is_none() {
            return Ok(to);
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_of_the_open_file_is_told_first_and_what_was_discarded_last() {
        let of = |journal: &str, latest: i64, path: Option<&str>| Leftover {
            path: path.map(PathBuf::from),
            unreadable: None,
            ..Leftover::unreadable(Path::new(journal), Moment(latest), false, String::new())
        };
        let unreadable = |journal: &str, latest: i64| Leftover::unreadable(Path::new(journal), Moment(latest), false, "torn".to_owned());
        let discarded = |leftover: Leftover| Leftover { is_discarded: true, ..leftover };
        let mut found = vec![
            discarded(of("thrown away", 90, Some("mill.ron"))),
            unreadable("torn", 80),
            unreadable("torn later", 85),
            of("old", 10, None),
            of("new", 20, Some("other.ron")),
            of("of the open file", 5, Some("mill.ron")),
            unreadable("own and torn", 1),
        ];
        sort(&mut found, Some(Path::new("mill.ron")), Some(Path::new("own and torn")));
        let order: Vec<&str> = found.iter().filter_map(|leftover| leftover.journal.to_str()).collect();
        assert_eq!(order, ["of the open file", "own and torn", "new", "old", "torn later", "torn", "thrown away"]);
        sort(&mut found, None, None);
        let order: Vec<&str> = found.iter().filter_map(|leftover| leftover.journal.to_str()).collect();
        assert_eq!(
            order,
            ["new", "old", "of the open file", "torn later", "torn", "own and torn", "thrown away"],
            "in a project of no file"
        );
        let mut found = vec![of("a1-1.journal", 7, Some("mill.ron")), of("a1.journal", 7, Some("mill.ron"))];
        sort(&mut found, None, None);
        assert_eq!(found.first().map(|leftover| &*leftover.journal), Some(Path::new("a1.journal")), "of one second");
    }
}
