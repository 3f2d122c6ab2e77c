//! Everything a user can ask for. Keys, buttons, menus and jobs all end in one of these.

use std::ops::Range;
use std::path::PathBuf;

use crate::model::aside::AsideKind;
use crate::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use crate::model::finding::{Finding, Said, Truth};
use crate::model::id::{ArticleId, AsideId, EvidenceId, RemarkId, SilenceId, SourceId, StatementId, UnmergedId};
use crate::model::problems::Subject;
use crate::model::remark::RemarkKind;
use crate::model::review::Rules;
use crate::model::tag::TagKind;
use crate::storage::settings::Appearance;
use crate::text::find::Query;
use crate::workbench::arrival::Arrival;
use crate::workbench::find::state::{Place, Way};
use crate::workbench::focus::{Anchor, Focus};
use crate::workbench::pass::Queue;
use crate::workbench::recovered::Extent;
use crate::workbench::stories::Doubt;

/// One wish of the user, or one answer of a job.
#[derive(Debug)]
pub enum Command {
    /// Does with the project what has to do with files.
    File(FileCommand),
    /// Does with the statements what has to do with marking.
    Mark(MarkCommand),
    /// Does with sources and links.
    Source(SourceCommand),
    /// Shows versions of a project and brings them back.
    Version(VersionCommand),
    /// Does with articles.
    Article(ArticleCommand),
    /// Reviews: findings, remarks, sign-off, silenced problems, the project's rules.
    Review(ReviewCommand),
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
    /// What is being typed would be this command; nothing where nothing is being typed any more. It is kept, not done.
    Draft(Option<Box<Command>>),
    /// The window has lost the keyboard: what was done is made to last.
    Rest,
    /// Does with work that was left what is asked.
    Recovery(RecoveryCommand),
    /// Does what the notice with this number offers at this place among its actions.
    TakeUp(u64, usize),
    /// Counts the project, for somebody who looks at its numbers.
    Count,
    /// Finds something.
    Find(FindCommand),
    /// A job or a dialog has answered.
    Arrived(Arrival),
}

/// What is done with work that no file has, and with a project that is open elsewhere.
#[derive(Debug)]
pub enum RecoveryCommand {
    /// Looks for it.
    Find,
    /// Shows all of it, or no longer.
    ShowAll(bool),
    /// Holds what is in this journal against its file.
    Compare(PathBuf),
    /// Lets go of what that has shown.
    CloseComparison,
    /// Opens what is in this journal: all of it, or without the last change.
    Open(PathBuf, Extent),
    /// Leaves it for later.
    Later,
    /// Lets go of it: it is moved aside.
    Discard(PathBuf),
    /// Wants to change a project that another window has open.
    TakeOver,
}

/// Finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindCommand {
    /// Begins.
    Open,
    /// Ends, and lets go of what was found.
    Close,
    /// Looks for something else.
    Ask(Query),
    /// Goes through the hits in another place.
    Look(Place),
    /// From hit to hit, round from the last to the first.
    Go(Way),
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
    /// Asks where to write what is proposed to the author.
    ExportChanges,
    /// Leaves the program, asking where work is unsaved.
    Leave,
    /// Answers the question that stands open.
    Answer(Answer),
    /// Lets an opening that takes too long go.
    CancelOpening,
    /// Breaks a save of the project off that takes too long; one that is being put in its place goes on.
    CancelSaving,
    /// Give up writing the report that is being written.
    CancelExporting,
}

/// Versions of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionCommand {
    /// Shows those of the project on the bench.
    Show,
    /// Shows those of the project in this file.
    ShowOf(PathBuf),
    /// Ends that.
    Close,
    /// Makes the project what it was in the version at this place of the list, in one step.
    Restore(usize),
    /// Opens the version at this place of the list as a project that belongs to no file.
    Open(usize),
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
    /// Tags every hit of what is looked for in the article on the left as a statement of its own.
    TagHits(TagKind),
    /// Adds the selection to the statement in focus as a further part.
    AddPart,
    /// Takes one part away; the last one cannot go.
    RemovePart(StatementId, usize),
    /// Selects the place where the words of a part adrift stand now, for the user to decide.
    LookFor(StatementId, usize),
    /// Moves the edges of one part to these bytes.
    Recut(StatementId, usize, Range<usize>),
    /// Leaves what stands where a merge left two versions, and lets the other go.
    KeepVersion(UnmergedId),
    /// Lets the other version stand.
    TakeVersion(UnmergedId),
    /// Deletes a statement.
    Delete(StatementId),
    /// Sets a field as it was typed on the card.
    Set(StatementId, StatementField),
    /// Brings a statement back as it was before the change at this place among its earlier states (0 is the first).
    BringBack(StatementId, usize),
    /// Says that two statements say the same.
    LinkSame(StatementId, StatementId),
    /// Takes that back.
    UnlinkSame(StatementId, StatementId),
    /// Says that the selection is where the text says who says the statement in focus; the very same words again take that back.
    Attribute,
    /// Sets the selection aside; of a kind, else of the one that is plain from the words. The same stretch again takes it back.
    SetAside(Option<AsideKind>),
    /// Sets aside what is proposed: what begins at this byte, or all.
    SetAsideProposed(Option<usize>),
    /// Another reason why something is set aside.
    SetAsideKind(AsideId, AsideKind),
    /// Takes back what was set aside.
    TakeBack(AsideId),
    /// Brings the selection in sight.
    Show,
    /// Selects the next words that are in no statement and not set aside.
    NextOpen,
    /// The article's window has scrolled.
    Scrolled(Anchor),
    /// Back to where the reader was: article, statement, selection, and what stood at the top of the window.
    GoBack(Focus),
}

/// What a review writes down.
#[derive(Debug)]
pub enum ReviewCommand {
    /// Answers whether it was said; who and when is added.
    Said(StatementId, Finding<Said>),
    /// Answers whether it is true; who and when is added.
    Truth(StatementId, Finding<Truth>),
    /// Asks, proposes or comments.
    Remark(StatementId, RemarkKind, String),
    /// What a remark says.
    RemarkText(StatementId, RemarkId, String),
    /// The wording that a correction proposes.
    RemarkWording(StatementId, RemarkId, String),
    /// Who is to answer.
    RemarkWhom(StatementId, RemarkId, String),
    /// Answers a remark.
    Reply(StatementId, RemarkId, String),
    /// Says that a remark is done with, or is not.
    Settle(StatementId, RemarkId, bool),
    /// Takes a remark away.
    DropRemark(StatementId, RemarkId),
    /// Signs a statement off; with a reason where nothing carries it.
    Sign(StatementId, String),
    /// Takes my sign-off back.
    Unsign(StatementId),
    /// Silences the problem with this code, for a reason.
    Silence(&'static str, Subject, String),
    /// Lets it be heard again.
    Unsilence(SilenceId),
    /// Sets what the project asks of its checkers.
    SetRules(Rules),
    /// Opens for review.
    Start(Queue),
    /// Signs the statement that is shown and goes on.
    Accept(String),
    /// Sends it back with a query and goes on.
    SendBack(String),
    /// Goes on.
    Skip,
    /// Ends the review.
    End,
}

/// Sources, and what links them.
#[derive(Debug)]
pub enum SourceCommand {
    /// Links a statement to a source.
    Link(StatementId, LinkTo),
    /// Takes a link away.
    Unlink(StatementId, EvidenceId),
    /// Links the first statement to the sources of the second, which says the same.
    LinkLike(StatementId, StatementId),
    /// Says whether two sources tell one story.
    SayStory(Doubt, bool),
    /// Sets a field of a link.
    SetEvidence(StatementId, EvidenceId, EvidenceField),
    /// Adds a source that nothing is linked to yet; a URL or a title.
    Add(String),
    /// Sets a field of a source.
    Set(SourceId, SourceField),
    /// Asks which file to keep as a copy of a source.
    KeepFile(SourceId),
    /// Keeps the file with this path as a copy of a source.
    KeepFileFrom(SourceId, PathBuf),
    /// Keeps a text as a copy of a source.
    KeepText(SourceId, String),
    /// Lets the copy of a source go; its file stays where it is.
    DropCopy(SourceId),
    /// Looks at the copy of a source anew.
    LookAtCopy(SourceId),
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
