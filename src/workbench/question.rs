//! Questions that must be answered before work goes on.

use std::path::PathBuf;

use crate::model::id::SourceId;
use crate::storage::versions::Version;
use crate::workbench::exporting::Sheet;
use crate::workbench::recovered::Extent;

/// One question, shown over the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// There is unsaved work, and this would let go of it.
    Unsaved(Intent),
    /// The file to save to is there already.
    Overwrite(PathBuf),
    /// The file to write a report to is there already.
    OverwriteReport(PathBuf, Sheet),
    /// The file on disk is not the one that was opened: saving would lose what another program wrote.
    ChangedOnDisk(PathBuf),
    /// The window is to be closed, and something is still on its way to the disk.
    StillWriting,
    /// No dialog service answers: the path is typed.
    Path(PathFor),
}

/// What was wanted when unsaved work stood in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// An empty project.
    New,
    /// The sample.
    Sample,
    /// A project with an article of this text.
    NewFromText(String),
    /// Another file.
    OpenPath(PathBuf),
    /// The work in this journal.
    Recover(PathBuf, Extent),
    /// A version of the project in this file.
    OpenVersion(Version, PathBuf),
    /// To be asked for another file.
    Open,
    /// To leave.
    Leave,
}

/// What a path is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PathFor {
    /// To open a project or an article.
    Open,
    /// To add an article.
    AddArticle,
    /// To save.
    Save,
    /// To write a report.
    Report,
    /// To keep a copy of this source.
    Copy(SourceId),
}
