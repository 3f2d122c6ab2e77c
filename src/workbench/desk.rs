//! The workbench's state, and what panels may read of it.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::edit::Transaction;
use crate::model::history::History;
use crate::model::id::{EvidenceId, SourceId, StatementId};
use crate::model::moment::Moment;
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::unmerged;
use crate::storage::journal::Journal;
use crate::storage::safe_writer::Stamp;
use crate::storage::settings::Settings;
use crate::workbench::arrival::Opened;
use crate::workbench::backing_up::Backups;
use crate::workbench::beginning::BaseOf;
use crate::workbench::copies::Copies;
use crate::workbench::covering::Covering;
use crate::workbench::deciding;
use crate::workbench::exporting::Reports;
use crate::workbench::find::state::Find;
use crate::workbench::focus::{Focus, Target, Wish};
use crate::workbench::keeping::{Ending, Keeping};
use crate::workbench::marking::Checker;
use crate::workbench::notice::{Notices, Weight};
use crate::workbench::opening::Opening;
use crate::workbench::outside::Missed;
use crate::workbench::pass::Reviewing;
use crate::workbench::question::{Intent, Question};
use crate::workbench::recovering::{ReadOnly, Recovery};
use crate::workbench::remembering::Setting;
use crate::workbench::review::Review;
use crate::workbench::saving::Saving;
use crate::workbench::statistics::Counted;
use crate::workbench::world::World;

/// One open project, where the reader is in it, and the file it belongs to.
#[derive(Debug, Default)]
pub struct Workbench {
    pub(crate) project: Project,
    // Every change of `project` goes through here.
    pub(crate) history: History<Focus>,
    pub(crate) focus: Focus,
    pub(crate) wish: Wish,
    pub(crate) origin: Origin,
    // The state of the history that is on disk for certain.
    pub(crate) saved_state: Option<u64>,
    // Since something else, or nothing, was found in the file's place: what that was before.
    pub(crate) missed: Option<Missed>,
    // Why the window that has taken the project over may not have all of it, where that is so.
    pub(crate) not_handed_over: Option<String>,
    // Grows when another project takes the place of this one: drafts of the old one are void then.
    pub(crate) generation: u64,
    // Asked one after the other; all are about the project on the bench.
    pub(crate) questions: VecDeque<Question>,
    pub(crate) review: Review,
    pub(crate) covering: Covering,
    pub(crate) copies: Copies,
    pub(crate) reviewing: Option<Reviewing>,
    // Who does what is done now, for history; the name the user is logged in with is asked for once.
    pub(crate) who: Option<Checker>,
    pub(crate) login_name: Option<String>,
    pub(crate) counted: Counted,
    pub(crate) find: Find,
    pub(crate) keeping: Keeping,
    // From so many bytes on a journal is written anew, where it is not the usual length; for tests.
    pub(crate) compact_from_bytes: Option<u64>,
    // Journals that are no longer written, what becomes of them, and the number of their place where another one goes on there.
    pub(crate) ended: Vec<(Arc<Journal<Focus>>, Ending, Option<u64>)>,
    pub(crate) journals_ending: usize,
    pub(crate) recovery: Recovery,
    // The journal of work on the open file that the file has not, and that was not brought back.
    pub(crate) own_leftover: Option<PathBuf>,
    // The project as its file has it, as far as that is known.
    pub(crate) filed: Option<Project>,
    // Where another window asks for the project.
    pub(crate) wanted: Option<PathBuf>,
    pub(crate) is_taking_over: bool,
    // Whether what is being opened is taken over from another window, with what was not saved there.
    pub(crate) takes_over: bool,
    // Whether the project is to be saved once what another program wrote is merged.
    pub(crate) saves_after_merge: bool,
    // Whether its file was stirred during a save: by that, or by somebody else.
    pub(crate) is_look_due: bool,
    // Why nothing can be changed, where that is so.
    pub(crate) read_only: Option<ReadOnly>,
    // The time of the command that is being done.
    pub(crate) now: Moment,
    // While it is asked what a command would do: its transaction takes this place instead of being done.
    pub(crate) is_rehearsing: bool,
    pub(crate) rehearsed: Option<Transaction>,
    pub(crate) notices: Notices,
    pub(crate) settings: Settings,
    pub(crate) last_source: Option<SourceId>,
    // The link made last, so that its passage can be typed at once.
    pub(crate) last_link: Option<(StatementId, EvidenceId)>,
    pub(crate) opening: Option<Opening>,
    // Texts that become articles once what is being opened is open.
    pub(crate) to_open: VecDeque<PathBuf>,
    pub(crate) wishes_to_open: u64,
    // What was opened while a question stood, and waits for its answer.
    pub(crate) opened_meanwhile: Option<(Opening, Box<Opened>)>,
    // In the order they were asked for, also those of projects that are on the bench no more.
    pub(crate) saves: Vec<Saving>,
    pub(crate) saves_asked: u64,
    // The number of the save that `origin` comes from.
    pub(crate) origin_save: u64,
    pub(crate) reports: Reports,
    pub(crate) setting: Setting,
    pub(crate) backups: Backups,
    // The program ends once nothing is being written: what was there when that was wanted.
    pub(crate) leaving: Option<(u64, u64)>,
    // What becomes of the journal then, and whether that has begun.
    pub(crate) leave_ending: Ending,
    pub(crate) has_ended_journal: bool,
    // The session ends, and nobody is asked any more.
    pub(crate) is_ending: bool,
    // The generation of the project that a place to save was last asked for.
    pub(crate) asked_for: u64,
    // What goes on once the save under way has ended well.
    pub(crate) after_save: Option<Intent>,
}

/// Where the project comes from.
#[derive(Debug, Clone, Default)]
pub enum Origin {
    /// Made here, never saved.
    #[default]
    New,
    /// Shipped with the program.
    Sample,
    /// The text in some file, which is still there for all that is known.
    Text,
    /// A file, and what stood there when it was read or written last.
    File(PathBuf, Stamp),
}

impl Workbench {
    /// An empty project, with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// The project.
    pub const fn project(&self) -> &Project {
        &self.project
    }

    /// Where the reader is.
    pub const fn focus(&self) -> &Focus {
        &self.focus
    }

    /// What the article's window is asked to show.
    pub const fn wish(&self) -> Wish {
        self.wish
    }

    /// The article on the left.
    pub fn article(&self) -> Option<&Arc<Article>> {
        self.project.article(self.focus.article?)
    }

    /// The statement in focus.
    pub fn statement(&self) -> Option<&Arc<Statement>> {
        self.project.statement(self.focus.statement?)
    }

    /// The question that stands open.
    pub fn question(&self) -> Option<&Question> {
        self.questions.front()
    }

    /// What was said and still stands.
    pub const fn notices(&self) -> &Notices {
        &self.notices
    }

    /// What is remembered about the user.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The source that was linked last.
    pub const fn last_source(&self) -> Option<SourceId> {
        self.last_source
    }

    /// The link that was made last.
    pub const fn last_link(&self) -> Option<(StatementId, EvidenceId)> {
        self.last_link
    }

    /// The file being opened.
    pub const fn opening(&self) -> Option<&Opening> {
        self.opening.as_ref()
    }

    /// Whether a save is under way.
    pub const fn is_saving(&self) -> bool {
        !self.saves.is_empty()
    }

    /// The file the project belongs to.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path, _) => Some(path),
            Origin::New | Origin::Sample | Origin::Text => None,
        }
    }

    /// The project's name: its file's without `.ron`, else its first article's title; empty where it has neither.
    pub fn name(&self) -> String {
        if let Some(stem) = self.path().and_then(Path::file_stem) {
            return stem.to_string_lossy().into_owned();
        }
        self.project.articles().next().map(|article| article.title.trim().to_owned()).unwrap_or_default()
    }

    /// Two equal numbers mean that nothing changed between.
    pub fn revision(&self) -> (u64, u64) {
        (self.generation, self.history.state())
    }

    /// Grows when another project takes the place of this one.
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    /// The checker's name as far as it is known: the one that was said, else the one the user is logged in with.
    pub fn me(&self) -> &str {
        let said = self.settings.me.trim();
        if said.is_empty() { self.login_name.as_deref().unwrap_or_default() } else { said }
    }

    /// Who is checking: the name that was said, else the one the user is logged in with.
    pub(crate) fn checker(&mut self, world: &dyn World) -> Checker {
        let login_name = self.login_name.get_or_insert_with(|| world.login_name());
        let said = self.settings.me.trim();
        let name = if said.is_empty() { login_name.clone() } else { said.to_owned() };
        Checker { name, today: world.today() }
    }

    /// [`Workbench::commit`], also in a window that only reads: what others have written is taken in there as well.
    pub(crate) fn commit_whoever_has_it(&mut self, transaction: Transaction, after: Focus) -> bool {
        let before = self.focus.clone();
        let transaction = match &self.who {
            Some(who) => deciding::with_history(&self.project, transaction, who),
            None => transaction,
        };
        let edits = unmerged::without_what_hangs_on(&self.project, transaction.edits);
        let transaction = Transaction { edits, ..transaction };
        let edits = transaction.edits.clone();
        if self.is_rehearsing {
            // It is only to be known what would be done.
            self.rehearsed = Some(transaction);
            return false;
        }
        match self.history.commit(&mut self.project, transaction, before, after.clone()) {
            Ok(()) => {
                self.keep_done(edits);
                self.focus = after;
                self.notices.clear_hints();
                true
            }
            Err(error) => {
                self.notices.say(Weight::Error, format!("That could not be done, and nothing was changed: {error}"));
                false
            }
        }
    }

    /// Does a transaction where there is one, the reader staying where she is.
    pub(crate) fn commit_here(&mut self, transaction: Option<Transaction>) {
        if let Some(transaction) = transaction {
            let here = self.focus.clone();
            self.commit(transaction, here);
        }
    }

    /// Says something to the user that is not about the project.
    pub fn say_of_the_program(&mut self, weight: Weight, text: impl Into<String>) {
        self.notices.say_of_the_program(weight, text);
    }

    /// Asks the user something, after what was asked before.
    pub(crate) fn ask(&mut self, question: Question) {
        if !self.is_ending && !self.questions.contains(&question) {
            self.questions.push_back(question);
        }
    }

    /// Asks the article's window to show something.
    pub(crate) const fn wish_for(&mut self, target: Target) {
        self.wish = Wish { number: self.wish.number + 1, target };
    }

    /// Another project in place of this one.
    pub(crate) fn replace(&mut self, project: Project, origin: Origin) {
        let base = BaseOf::Project(Box::new(project.clone()));
        self.replace_with(project, History::default(), origin, Some(0), Keeping::of(base, None, None));
    }

    /// The same with what is known of it from before.
    pub(crate) fn replace_with(
        &mut self,
        project: Project,
        history: History<Focus>,
        origin: Origin,
        saved_state: Option<u64>,
        keeping: Keeping,
    ) {
        self.note_place();
        // What is not saved and was let go of is moved aside; else the journal serves undo when the file is opened again.
        let ending = if self.is_saved() { Ending::Stay } else { Ending::Discarded };
        let (given_up, followed_in) = self.keeping.follow(keeping);
        self.ended.extend(given_up.map(|journal| (journal, ending, followed_in)));
        (self.read_only, self.not_handed_over) = (None, None);
        self.filed = matches!(origin, Origin::File(..)).then(|| project.clone());
        self.wanted = None;
        self.is_taking_over = false;
        (self.saves_after_merge, self.is_look_due) = (false, false);
        self.focus = Focus { article: project.articles().next().map(|article| article.id), ..Focus::default() };
        self.project = project;
        self.history = history;
        self.origin = origin;
        (self.saved_state, self.missed) = (saved_state, None);
        self.generation += 1;
        // What was under way for the project before is not this one's.
        self.opening = None;
        self.opened_meanwhile = None;
        self.questions.clear();
        self.after_save = None;
        self.leave_no_more();
        self.has_ended_journal = false;
        self.reviewing = None;
        self.backups.let_go();
        self.let_copies_go();
        self.last_source = None;
        self.last_link = None;
        self.notices.begin_anew();
        self.recovery.no_more_opened();
        // A text that is shown for the first time begins at its top by itself.
        self.wish_for(Target::Stay);
        self.go_to_place();
    }
}
