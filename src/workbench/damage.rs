//! Damage: a file that cannot be opened comes with the newest backup that can; a record that was edited outside with what it was there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::model::project::Project;
use crate::project_file::{self, Finding, LoadNote, ReadError};
use crate::storage::error::OpenError;
use crate::storage::fs::Fs;
use crate::storage::versions::{self, Version};
use crate::workbench::desk::{Origin, Workbench};
use crate::workbench::notice::{NoticeAction, Weight};
use crate::workbench::was::was;
use crate::workbench::world::World;

/// How many notes about a file are told one by one; of records edited outside more, as each says what it was.
const MAX_NOTES: usize = 5;
const MAX_EDITED: usize = 24;
/// How many versions are tried for one that can be read.
const MAX_TRIED: usize = 20;

/// A note and its place among all.
type Placed<'a> = (usize, &'a LoadNote);

/// Why a file was not opened, and what can be opened in its place.
#[derive(Debug)]
pub struct NotOpened {
    /// What happened and what to do; the path on the last line.
    pub reason: String,
    /// What sort of error it is, in words that hold nothing of the file.
    pub kind: Box<str>,
    /// The newest backup of it that can be read.
    pub backup: Option<Version>,
}

impl From<String> for NotOpened {
    fn from(reason: String) -> Self {
        Self { reason, kind: "not said".into(), backup: None }
    }
}

impl NotOpened {
    /// The project in this file could not be read.
    pub fn unread(fs: &dyn Fs, state: Option<&Path>, path: &Path, error: &ReadError) -> Self {
        let backup = if is_damage(error) { newest_good(fs, state, path) } else { None };
        Self { reason: format!("{error}\n{}", path.display()), kind: error.code().into(), backup: backup.map(|(version, _)| version) }
    }

    /// The file is not there.
    pub fn missing(fs: &dyn Fs, state: Option<&Path>, path: &Path, reason: String) -> Self {
        Self { reason, kind: "missing".into(), backup: newest_good(fs, state, path).map(|(version, _)| version) }
    }

    /// The file could not be read at all.
    pub fn unreadable(error: &OpenError) -> Self {
        Self { kind: error.kind().into(), ..error.to_string().into() }
    }
}

/// Whether a backup is of help: a newer program's file is no damaged one.
pub const fn is_damage(error: &ReadError) -> bool {
    !matches!(error, ReadError::NewerFormat { .. } | ReadError::TooLarge { .. })
}

/// The newest version of the project in the file at `path` that can be read; none that is only noticed to be damaged too.
pub fn newest_good(fs: &dyn Fs, state: Option<&Path>, path: &Path) -> Option<(Version, Project)> {
    let versions = versions::list(fs, state?, path);
    versions.into_iter().take(MAX_TRIED).find_map(|version| {
        let project = crate::workbench::versions::project_of(fs, &version).ok()?;
        Some((version, project))
    })
}

/// For each of the notes, where it is about a record that was edited outside, what that was in the newest backup; of the first `most` of
/// them. The backup is read only where there is such a record.
pub fn what_it_was(fs: &dyn Fs, state: Option<&Path>, path: &Path, loaded: &project_file::Loaded, most: usize) -> BTreeMap<usize, String> {
    let edited: Vec<usize> =
        (0..).zip(&loaded.notes).filter(|(_, note)| note.finding == Finding::EditedOutside).map(|(at, _)| at).collect();
    if edited.is_empty() {
        return BTreeMap::new();
    }
    let Some((_, backup)) = newest_good(fs, state, path) else { return BTreeMap::new() };
    let told = edited.into_iter().take(most).filter_map(|at| Some((at, was(&loaded.project, &backup, loaded.notes.get(at)?.record))));
    told.collect()
}

/// What there is to say about a file that was opened: what is wrong first, then the records edited outside with what they were; of each
/// kind a number one by one.
pub fn notes(fs: &dyn Fs, state: Option<&Path>, path: &Path, loaded: &project_file::Loaded) -> Vec<String> {
    let was = what_it_was(fs, state, path, loaded, MAX_EDITED);
    let (edited, other): (Vec<Placed<'_>>, Vec<Placed<'_>>) =
        loaded.notes.iter().enumerate().partition(|(_, note)| note.finding == Finding::EditedOutside);
    let mut told: Vec<String> = other.iter().take(MAX_NOTES).map(|(_, note)| note.to_string()).collect();
    if other.len() > MAX_NOTES {
        told.push(format!("… and {} more like these; factmark check lists them all", other.len() - MAX_NOTES));
    }
    if was.is_empty() {
        told.extend(in_one_line(&edited));
        return told;
    }
    for (at, note) in edited.iter().take(MAX_EDITED) {
        told.push(with_what_it_was(&note.to_string(), was.get(at)));
    }
    if edited.len() > MAX_EDITED {
        told.push(format!("… and {} more edited outside; factmark check lists them all", edited.len() - MAX_EDITED));
    }
    told
}

/// A note on a record with what the record was.
pub fn with_what_it_was(note: &str, was: Option<&String>) -> String {
    was.map_or_else(|| note.to_owned(), |was| format!("{note}. {was}"))
}

/// Where nobody knows what they were: in one line, however many.
fn in_one_line(edited: &[Placed<'_>]) -> Option<String> {
    match edited {
        [] => None,
        [(_, only)] => Some(only.to_string()),
        [(_, first), ..] => {
            let line = first.line.map(|line| format!(", the first on line {line}")).unwrap_or_default();
            Some(format!("{} records were edited outside Factmark, or damaged{line}; read them over", edited.len()))
        }
    }
}

impl Workbench {
    /// Says why a file was not opened, and offers what can be opened in its place.
    pub(crate) fn not_opened(&mut self, path: &Path, not: NotOpened, world: &dyn World) {
        self.cannot_be_read(path, not, Vec::new(), world);
    }

    /// Says why a file cannot be read, and offers these and what can be opened in its place.
    pub(crate) fn cannot_be_read(&mut self, path: &Path, not: NotOpened, mut actions: Vec<NoticeAction>, world: &dyn World) {
        let Some(version) = not.backup else {
            self.say_of(path, not.reason, actions);
            return;
        };
        let time = world.time_text(version.saved);
        // The path stays on the last line.
        let (reason, path_line) = not.reason.rsplit_once('\n').unwrap_or((&not.reason, ""));
        let text = format!("{reason}\nThe newest backup that can be read is of {time}. The file itself was left as it is\n{path_line}");
        let open = NoticeAction::OpenBackup { version, of: path.to_owned(), time };
        actions.extend([open, NoticeAction::ShowVersions(path.to_owned())]);
        self.say_of(path, text, actions);
    }

    /// What is wrong with the open file is over once that is mended; what is wrong with another one is not.
    fn say_of(&mut self, path: &Path, text: String, actions: Vec<NoticeAction>) {
        if self.path() == Some(path) {
            self.notices.say_of_the_file(Weight::Error, text, actions);
        } else {
            self.notices.offer(Weight::Error, text, actions);
        }
    }

    /// A backup takes the bench; it belongs to no file, so that nothing is written over unasked.
    pub(crate) fn opened_backup(&mut self, version: &Version, of: PathBuf, project: Project, world: &dyn World) {
        self.replace(project, Origin::New);
        let text = format!(
            "This is the backup of {}. It belongs to no file yet: save it where you want to have it. The file that it was made of was not touched\n{}",
            world.time_text(version.saved),
            of.display()
        );
        self.notices.say(Weight::Warning, text);
        self.copies_lie_beside(of.clone());
        self.backups.kept_of = Some(of);
    }
}
