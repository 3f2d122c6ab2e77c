//! What jobs and dialogs come back with.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::history::History;
use crate::model::id::{ArticleId, PassId, SourceId, StatementId};
use crate::model::project::Project;
use crate::model::quote::Found;
use crate::model::statistics::Statistics;
use crate::storage::error::SaveError;
use crate::storage::safe_writer::Stamp;
use crate::storage::settings::NotKept;
use crate::storage::versions::Version;
use crate::workbench::copies::{CopiesFound, CopiesPut, NewCopy, Waiting};
use crate::workbench::covering::Covered;
use crate::workbench::damage::NotOpened;
use crate::workbench::desk::Origin;
use crate::workbench::find::state::FindPart;
use crate::workbench::focus::Focus;
use crate::workbench::home::Home;
use crate::workbench::keeping::{Keeping, Kept};
use crate::workbench::leftover::Leftover;
use crate::workbench::outside::Outside;
use crate::workbench::question::PathFor;
use crate::workbench::recovered::Compared;
use crate::workbench::review::Looked;
use crate::workbench::versions::{Holds, WayBack};

/// An answer from outside the window's thread.
#[derive(Debug)]
pub enum Arrival {
    /// A dialog was answered with a path, or closed without one.
    Chosen(PathFor, Option<PathBuf>),
    /// No dialog service answered.
    NoDialog(PathFor),
    /// A file was opened. The number is that of the wish; an older one than the latest is let go.
    Opened(u64, Box<Opened>),
    /// It was not, and why.
    OpenFailed(u64, PathBuf, NotOpened),
    /// The save with this number has ended.
    SaveEnded(u64, SaveEnd),
    /// The browser did not open this address, and why.
    LinkFailed(String, String),
    /// The writing of a report has ended. The number is the report's.
    ReportEnded(u64, ReportEnd),
    /// Words adrift of a statement were looked for, in the project with this generation.
    LookedFor(u64, StatementId, Found),
    /// A file or a text was read to be kept as a copy of a source, in the project with this generation; or why not.
    CopyRead(u64, SourceId, Result<NewCopy, String>),
    /// A copy was kept in the state folder until the project is saved, or why not.
    CopySafe(Result<(), String>),
    /// Copies of a project of this generation and state were looked at, with what is known now; nothing where that was broken off.
    Held(((u64, u64), u64), Option<Box<CopiesFound>>),
    /// A look through a project of this generation and state has ended, with what it found.
    Reviewed((u64, u64), Looked),
    /// It was broken off by a mistake of the program.
    ReviewDied((u64, u64)),
    /// The coverage of an article of this generation and state was looked at; nothing where that was broken off.
    Covered((u64, u64, ArticleId), Option<Arc<Covered>>),
    /// What the review with this pass goes through was found; nothing where that was broken off.
    Queued(PassId, Option<Vec<StatementId>>),
    /// A project of this generation and state was counted.
    Counted((u64, u64), Arc<Statistics>),
    /// Counting was broken off by a mistake of the program.
    CountingDied((u64, u64)),
    /// Something was found of what is looked for by this number.
    Found(u64, FindPart),
    /// The versions of a file, for the showing with this number; nothing where listing was broken off.
    VersionsListed(u64, Option<Vec<Version>>),
    /// What is in the version at this place.
    VersionLookedAt(u64, usize, Holds),
    /// How a version is brought back in the project of this generation and state, or why it was not read.
    VersionRead(u64, (u64, u64), Result<Box<WayBack>, String>),
    /// From now on [`Arrival::Stirred`] tells of the file at this path; what happened to it before is not told.
    Watched(PathBuf),
    /// Something has happened to the file at this path, perhaps.
    Stirred(PathBuf),
    /// A worker has come so far with the journal of this number.
    Kept(u64, Kept),
    /// The journal of this number was to go to the place of the file that its project was saved in.
    JournalMoved(u64),
    /// The journal of this number could not be written a while ago.
    TryToKeep(u64),
    /// The save with this number, of the project with this generation and to this path, has failed a while ago.
    TryToSave(u64, u64, PathBuf),
    /// A journal that is no longer written has come to its end, or why not; the number of its place where another one goes on there.
    JournalEnded(Option<u64>, Result<(), String>),
    /// Work that no file has was looked for; why there may be more than was found, where that is so.
    Unsaved(Vec<Leftover>, Option<String>),
    /// The work in this journal was held against its file.
    Compared(PathBuf, Result<Compared, String>),
    /// Work that was left has been moved aside, or why not.
    Discarded(PathBuf, Result<(), String>),
    /// The open file at this path, of the project with this generation, was looked at.
    LookedOutside(u64, PathBuf, Outside),
    /// Whether another window has asked for the project with this generation.
    Wanted(u64, bool),
    /// It was tried so often to have the project in this file, and whether it is free now.
    TriedToTake(u64, PathBuf, u32, bool),
    /// The session ends, or somebody asks the program to.
    End,
    /// The settings were written, or why not.
    SettingsWritten(Result<(), NotKept>),
}

/// What a file held.
#[derive(Debug)]
pub enum Opened {
    /// A project.
    Project(Box<OpenedProject>),
    /// The sample as shipped.
    Sample(Box<Project>),
    /// A backup of the project in this file.
    Backup(Version, PathBuf, Box<Project>),
    /// An article that becomes a project of its own.
    Article(PathBuf, Article),
    /// An article for the project that is open.
    Further(PathBuf, Article),
}

/// A project as it was opened.
#[derive(Debug)]
pub struct OpenedProject {
    /// The file that was asked for, or that it belongs to.
    pub path: Option<PathBuf>,
    /// Where it comes from.
    pub origin: Origin,
    /// The project.
    pub project: Project,
    /// What undo and redo still know of.
    pub history: History<Focus>,
    /// The state of the history that the file holds.
    pub saved_state: Option<u64>,
    /// What the file had then; `None` where it has no file.
    pub filed: Option<Project>,
    /// Its journal, or where one begins.
    pub keeping: Keeping,
    /// Where another window asks for it.
    pub wanted: Option<PathBuf>,
    /// Copies of its sources that wait for the next save.
    pub waiting: Waiting,
    /// What is to be said about it.
    pub notes: Vec<String>,
    /// Work on it that the file has not.
    pub leftover: Option<Leftover>,
    /// Whether another window has it open.
    pub is_taken: bool,
    /// Whether it is work that was left, brought back.
    pub is_recovered: bool,
}

/// What was saved.
#[derive(Debug)]
pub struct Saved {
    /// Where.
    pub path: PathBuf,
    /// What stands on disk now.
    pub stamp: Stamp,
    /// What came of the copies of its sources.
    pub copies: CopiesPut,
    /// The project's place in the state folder, where its journal has none yet.
    pub home: Option<Home>,
    /// Where another window asks for the project.
    pub wanted: Option<PathBuf>,
    /// Whether it was kept as a version, or why not.
    pub backup: Result<(), String>,
    /// Whether the project's journal knows of it; else that is still to be written there.
    pub is_announced: bool,
}

/// How a save ended.
#[derive(Debug)]
pub enum SaveEnd {
    /// The file is in its place.
    Saved(Box<Saved>),
    /// The file is in its place and whole, but is not certain to last: a [`SaveError::Unsettled`].
    Unsettled(Box<Saved>, SaveError),
    /// It was not saved.
    Failed(PathBuf, SaveError),
    /// What was written did not read back as what it was written from, and why; nothing reached the disk.
    Unsound(PathBuf, String),
    /// It was not wanted any more; nothing reached the disk.
    Cancelled(PathBuf),
    /// The program made a mistake in the middle of it.
    Died(PathBuf),
}

/// How the writing of a report ended.
#[derive(Debug)]
pub enum ReportEnd {
    /// The file is in its place, and has so many bytes.
    Written(PathBuf, u64),
    /// Something stands there, and nobody has asked about replacing it.
    WouldReplace(PathBuf),
    /// It was not wanted any more; nothing reached the disk.
    Cancelled(PathBuf),
    /// It was not written, and why; the file's path on the last line.
    Failed(String),
}
