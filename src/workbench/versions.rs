//! The versions of a project: listed, held against the project as it is now one after the other, brought back as one step.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::difference::edits_between;
use crate::model::edit::{Edit, Transaction};
use crate::model::moment::Moment;
use crate::model::project::Project;
use crate::project_file;
use crate::storage::fs::Fs;
use crate::storage::versions::{self, Version};
use crate::workbench::arrival::{Arrival, Opened};
use crate::workbench::command::VersionCommand;
use crate::workbench::desk::Workbench;
use crate::workbench::differing::{Differences, contents, differences};
use crate::workbench::focus::Focus;
use crate::workbench::jobs::{guarded, mistake};
use crate::workbench::notice::Weight;
use crate::workbench::question::Intent;
use crate::workbench::world::{Job, World};

/// The versions of one file while they are shown.
#[derive(Debug)]
pub struct Shelf {
    // What comes back for an earlier showing is let go.
    number: u64,
    /// The file that they are of.
    pub of: PathBuf,
    /// Whether that is the file of the project on the bench, so that they can be held against it.
    pub is_own: bool,
    /// The versions, newest first; nothing as long as they are being listed.
    pub rows: Option<Vec<Row>>,
    // The one that is being brought back.
    restoring: Option<usize>,
}

/// One version.
#[derive(Debug)]
pub struct Row {
    /// It.
    pub version: Version,
    /// When it was saved, in the user's time.
    pub time: String,
    /// What is known of what is in it.
    pub holds: Holds,
}

/// What is in a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Not looked at yet.
    NotKnown,
    /// What the project is now.
    Same,
    /// Something else than the project is now.
    Differs(Differences),
    /// These contents; there is nothing to hold them against.
    Contents(String),
    /// It cannot be read, and why.
    Unread(String),
}

/// How a version is brought back.
#[derive(Debug)]
pub struct WayBack {
    /// What makes the project what it was.
    pub edits: Vec<Edit>,
    /// What it was.
    pub then: Project,
}

impl Shelf {
    /// Whether a version is being brought back.
    pub const fn is_restoring(&self) -> bool {
        self.restoring.is_some()
    }

    /// How many versions were looked at, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let rows = self.rows.as_deref().unwrap_or_default();
        (rows.iter().filter(|row| row.holds != Holds::NotKnown).count(), rows.len())
    }
}

impl Workbench {
    /// The versions that are shown.
    pub const fn shelf(&self) -> Option<&Shelf> {
        self.backups.shelf.as_ref()
    }

    pub(crate) fn version_command(&mut self, command: VersionCommand, world: &mut dyn World) {
        match command {
            VersionCommand::Show => self.show_versions(None, world),
            VersionCommand::ShowOf(path) => self.show_versions(Some(path), world),
            VersionCommand::Close => self.backups.shelf = None,
            VersionCommand::Restore(at) => self.restore_version(at, world),
            VersionCommand::Open(at) => {
                let Some((version, of)) =
                    self.backups.shelf.as_ref().and_then(|shelf| Some((shelf.row(at)?.version.clone(), shelf.of.clone())))
                else {
                    return;
                };
                self.backups.shelf = None;
                self.intend(Intent::OpenVersion(version, of), world);
            }
        }
    }

    /// Shows the versions of a file; without one, of the project on the bench.
    fn show_versions(&mut self, path: Option<PathBuf>, world: &mut dyn World) {
        self.backups.shown += 1;
        let number = self.backups.shown;
        let is_own = path.is_none() || path.as_deref() == self.path();
        let of = path.or_else(|| self.path().map(Path::to_owned));
        let listing = of.clone().zip(world.state_folder());
        // What belongs to no file was never saved.
        let rows = listing.is_none().then(Vec::new);
        self.backups.shelf = Some(Shelf { number, of: of.unwrap_or_default(), is_own, rows, restoring: None });
        if let Some((of, state)) = listing {
            world.spawn(list(world.files(), number, state, of));
        }
    }

    pub(crate) fn versions_listed(&mut self, number: u64, versions: Option<Vec<Version>>, world: &mut dyn World) {
        let Some(shelf) = self.backups.shelf.as_mut().filter(|shelf| shelf.number == number) else { return };
        if versions.is_none() {
            self.notices.say(Weight::Error, format!("The versions were not listed. {}", mistake(&shelf.of)));
        }
        let versions = versions.unwrap_or_default();
        let saved: Vec<Moment> = versions.iter().map(|version| version.saved).collect();
        let times = told_apart(&saved, |moment| world.time_text(moment), |moment| world.second_text(moment));
        let rows = versions.into_iter().zip(times).map(|(version, time)| Row { version, time, holds: Holds::NotKnown });
        shelf.rows = Some(rows.collect());
        self.look_at_version(0, world);
    }

    pub(crate) fn version_looked_at(&mut self, number: u64, at: usize, holds: Holds, world: &mut dyn World) {
        let Some(shelf) = self.backups.shelf.as_mut().filter(|shelf| shelf.number == number) else { return };
        if let Some(row) = shelf.rows.as_mut().and_then(|rows| rows.get_mut(at)) {
            row.holds = holds;
        }
        self.look_at_version(at + 1, world);
    }

    /// One after the other, so that closing the window ends it and no more than one is in memory.
    fn look_at_version(&self, at: usize, world: &mut dyn World) {
        let Some(shelf) = &self.backups.shelf else { return };
        if let Some(row) = shelf.row(at) {
            let against = shelf.is_own.then(|| self.project.clone());
            world.spawn(look(world.files(), shelf.number, at, row.version.clone(), against));
        }
    }

    fn restore_version(&mut self, at: usize, world: &mut dyn World) {
        let revision = self.revision();
        let Some(shelf) = self.backups.shelf.as_mut().filter(|shelf| shelf.is_own && shelf.restoring.is_none()) else { return };
        let Some(version) = shelf.row(at).map(|row| row.version.clone()) else { return };
        shelf.restoring = Some(at);
        let now = self.project.clone();
        world.spawn(way_to(world.files(), shelf.number, revision, version, now));
    }

    /// The way to a version was found, or why not.
    pub(crate) fn version_read(&mut self, number: u64, revision: (u64, u64), way: Result<Box<WayBack>, String>) {
        let own = self.revision();
        let Some(shelf) = self.backups.shelf.as_mut().filter(|shelf| shelf.number == number) else { return };
        let Some(at) = shelf.restoring.take() else { return };
        let time = shelf.row(at).map(|row| row.time.clone()).unwrap_or_default();
        match way {
            Err(reason) => self.notices.say(Weight::Error, reason),
            Ok(_) if own != revision => self.notices.say(Weight::Hint, "The project has changed meanwhile; restore the version again"),
            Ok(way) if way.edits.is_empty() => self.notices.say(Weight::Hint, "The project is just as it was in this version"),
            Ok(way) => {
                let after = focus_in(&way.then, &self.focus);
                let transaction = Transaction { label: format!("restore the version of {time}"), edits: way.edits };
                if self.commit_as_it_is(transaction, after) {
                    self.backups.shelf = None;
                    self.notices.say(Weight::Hint, format!("The project is as it was in the version of {time}; undo takes that back"));
                }
            }
        }
    }

    /// Without adding to the history of statements: they become what they were, with the history they had.
    fn commit_as_it_is(&mut self, transaction: Transaction, after: Focus) -> bool {
        let who = self.who.take();
        let is_done = self.commit(transaction, after);
        self.who = who;
        is_done
    }
}

/// Where the reader is, as far as that is there in another state of the project.
fn focus_in(then: &Project, focus: &Focus) -> Focus {
    if focus.article.is_some_and(|id| then.article(id).is_some()) {
        Focus { statement: focus.statement.filter(|id| then.statement(*id).is_some()), ..focus.clone() }
    } else {
        Focus { article: then.articles().next().map(|article| article.id), ..Focus::default() }
    }
}

impl Shelf {
    fn row(&self, at: usize) -> Option<&Row> {
        self.rows.as_ref()?.get(at)
    }
}

fn list(fs: Arc<dyn Fs>, number: u64, state: PathBuf, of: PathBuf) -> Job {
    guarded(Arrival::VersionsListed(number, None), move || Arrival::VersionsListed(number, Some(versions::list(&*fs, &state, &of))))
}

/// The times of versions, newest first as they are listed: to the minute, and to the second where their minute has several.
fn told_apart(saved: &[Moment], minute: impl Fn(Moment) -> String, second: impl Fn(Moment) -> String) -> Vec<String> {
    let minutes: Vec<String> = saved.iter().map(|moment| minute(*moment)).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for minute in &minutes {
        *count.entry(minute).or_default() += 1;
    }
    let is_alone = |minute: &str| count.get(minute).is_none_or(|count| *count == 1);
    saved.iter().zip(&minutes).map(|(moment, minute)| if is_alone(minute) { minute.clone() } else { second(*moment) }).collect()
}

fn look(fs: Arc<dyn Fs>, number: u64, at: usize, version: Version, against: Option<Project>) -> Job {
    let died = Arrival::VersionLookedAt(number, at, Holds::Unread(mistake(&version.path)));
    guarded(died, move || {
        let holds = match (project_of(&*fs, &version), against) {
            (Err(reason), _) => Holds::Unread(reason),
            (Ok(project), None) => Holds::Contents(contents(&project)),
            (Ok(project), Some(now)) => differences(&now, &project).map_or(Holds::Same, Holds::Differs),
        };
        Arrival::VersionLookedAt(number, at, holds)
    })
}

fn way_to(fs: Arc<dyn Fs>, number: u64, revision: (u64, u64), version: Version, now: Project) -> Job {
    let died = Arrival::VersionRead(number, revision, Err(format!("The version was not restored. {}", mistake(&version.path))));
    guarded(died, move || {
        let way = project_of(&*fs, &version).map(|then| Box::new(WayBack { edits: edits_between(&now, &then), then }));
        Arrival::VersionRead(number, revision, way)
    })
}

/// Opens a version of the project in the file `of`.
pub fn open(fs: Arc<dyn Fs>, number: u64, version: Version, of: PathBuf) -> Job {
    let not_opened = |reason: String| Arrival::OpenFailed(number, version.path.clone(), reason.into());
    let died = not_opened(format!("The version was not opened. {}", mistake(&version.path)));
    guarded(died, move || match project_of(&*fs, &version) {
        Ok(project) => Arrival::Opened(number, Box::new(Opened::Backup(version, of, Box::new(project)))),
        Err(reason) => Arrival::OpenFailed(number, version.path, reason.into()),
    })
}

/// The project in a version.
///
/// # Errors
/// Why it was not read; for the user.
pub fn project_of(fs: &dyn Fs, version: &Version) -> Result<Project, String> {
    let bytes = versions::read(fs, version).map_err(|error| error.to_string())?;
    let loaded = project_file::read(&bytes).map_err(|error| format!("{error}\n{}", version.path.display()))?;
    Ok(loaded.project)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_one_minute_are_told_by_their_seconds() {
        let told = |saved: &[i64]| {
            let saved: Vec<Moment> = saved.iter().copied().map(Moment).collect();
            told_apart(&saved, |at| format!("{}", at.0 / 60), |at| format!("{}:{:02}", at.0 / 60, at.0 % 60)).join(" ")
        };
        for (saved, expected) in [
            (&[][..], ""),
            (&[130], "2"),
            (&[130, 70], "2 1"),
            (&[190, 130, 125, 70], "3 2:10 2:05 1"),
            // A clock that was set back.
            (&[130, 70, 125], "2:10 1 2:05"),
        ] {
            assert_eq!(told(saved), expected);
        }
    }
}
