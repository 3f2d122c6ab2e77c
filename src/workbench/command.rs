//! Everything a user can ask for. Keys, buttons, menus and jobs all end in one of these.

use std::ops::Range;
use std::path::PathBuf;

use crate::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use crate::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use crate::model::tag::TagKind;
use crate::storage::settings::Appearance;
use crate::workbench::arrival::Arrival;
use crate::workbench::focus::Anchor;

/// One wish of the user, or one answer of a job.
#[derive(Debug)]
pub enum Command {
    /// Does with the project what has to do with files.
    File(FileCommand),
    /// Does with the statements what has to do with marking.
    Mark(MarkCommand),
    /// Does with sources and links.
    Source(SourceCommand),
    /// Does with articles.
    Article(ArticleCommand),
    /// Takes the last change back.
    Undo,
    /// Does the last undone change again.
    Redo,
    /// Opens an http or https link in the browser.
    OpenLink(String),
    /// Says who is checking; kept in the settings.
    SetMe(String),
    /// Light, dark, or as the system has it; kept in the settings.
    SetAppearance(Appearance),
    /// Sets the size of the reading face in points; kept in the settings.
    SetReadingSize(f32),
    /// Takes a notice away: the first with this number.
    DismissNotice(u64),
    /// Counts the project, for somebody who looks at its numbers.
    Count,
    /// A job or a dialog has answered.
    Arrived(Arrival),
}

/// New, open, save, leave.
#[derive(Debug)]
pub enum FileCommand {
    /// An empty project in place of this one.
    New,
    /// The sample project in place of this one.
    OpenSample,
    /// A project with one article of this text in place of this one.
    NewFromText(String),
    /// Asks which file to open.
    Open,
    /// Opens a project, or an article as a new project.
    OpenPath(PathBuf),
    /// Asks which text to add as a further article.
    AddArticle,
    /// Adds the text in a file as a further article.
    AddArticleFrom(PathBuf),
    /// Saves where it was opened or saved last; asks where that is nowhere.
    Save,
    /// Asks where to save.
    SaveAs,
    /// Saves here; a missing `.ron` is added.
    SaveTo(PathBuf),
    /// Asks where to write a report on the project.
    ExportReport,
    /// Leaves the program, asking where work is unsaved.
    Leave,
    /// Answers the question that stands open.
    Answer(Answer),
    /// Lets an opening that takes too long go.
    CancelOpening,
}

/// Answers to [`crate::workbench::question::Question`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Save, then go on with what was wanted.
    Save,
    /// Go on, letting the unsaved work go; or write over what is there.
    Proceed,
    /// Do nothing.
    Cancel,
    /// The path that was typed.
    Path(String),
}

/// Selecting, tagging, cutting.
#[derive(Debug)]
pub enum MarkCommand {
    /// Selects these bytes of the article on the left, or nothing.
    Select(Option<Range<usize>>),
    /// Opens a statement's card and shows it in its article; or closes it.
    Focus(Option<StatementId>),
    /// To the next statement in reading order.
    Next,
    /// To the one before.
    Previous,
    /// Tags the selection as a new statement; without one, the statement in focus.
    Tag(TagKind),
    /// Tags this statement.
    Retag(StatementId, TagKind),
    /// Adds the selection to the statement in focus as a further part.
    AddPart,
    /// Takes one part away; the last one cannot go.
    RemovePart(StatementId, usize),
    /// Selects the place where the words of a part adrift stand now, for the user to decide.
    LookFor(StatementId, usize),
    /// Moves the edges of one part to these bytes.
    Recut(StatementId, usize, Range<usize>),
    /// Deletes a statement.
    Delete(StatementId),
    /// Sets a field as it was typed on the card.
    Set(StatementId, StatementField),
    /// Says that two statements say the same.
    LinkSame(StatementId, StatementId),
    /// Takes that back.
    UnlinkSame(StatementId, StatementId),
    /// The article's window has scrolled.
    Scrolled(Anchor),
}

/// Sources, and what links them.
#[derive(Debug)]
pub enum SourceCommand {
    /// Links a statement to a source.
    Link(StatementId, LinkTo),
    /// Takes a link away.
    Unlink(StatementId, EvidenceId),
    /// Sets a field of a link.
    SetEvidence(StatementId, EvidenceId, EvidenceField),
    /// Adds a source that nothing is linked to yet; a URL or a title.
    Add(String),
    /// Sets a field of a source.
    Set(SourceId, SourceField),
    /// Removes a source and every link to it.
    Remove(SourceId),
    /// Lets `keep` take the place of `other` everywhere.
    Merge {
        /// The source that stays.
        keep: SourceId,
        /// The source that goes.
        other: SourceId,
    },
}

/// What to link to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTo {
    /// A source that is there.
    Source(SourceId),
    /// The source that was linked last.
    LastUsed,
    /// A URL or a title: the source that has it, else a new one.
    Text(String),
}

/// Articles.
#[derive(Debug)]
pub enum ArticleCommand {
    /// Shows another article on the left.
    Show(ArticleId),
    /// Adds an article of this text (pasted); on an untouched sample or an empty project, in place of it.
    Paste(String),
    /// Sets a field of what is known about it.
    Set(ArticleId, ArticleField),
    /// Removes an article with its statements.
    Remove(ArticleId),
}
