//! The workbench's state, and what panels may read of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::edit::Transaction;
use crate::model::history::History;
use crate::model::id::{EvidenceId, SourceId, StatementId};
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::storage::safe_writer::Stamp;
use crate::storage::settings::Settings;
use crate::workbench::focus::{Focus, Target, Wish};
use crate::workbench::marking::Checker;
use crate::workbench::notice::{Notices, Weight};
use crate::workbench::question::{Intent, Question};
use crate::workbench::review::Review;
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
    // Grows when another project takes the place of this one: drafts of the old one are void then.
    pub(crate) generation: u64,
    pub(crate) question: Option<Question>,
    pub(crate) review: Review,
    pub(crate) notices: Notices,
    pub(crate) settings: Settings,
    pub(crate) last_source: Option<SourceId>,
    // The link made last, so that its passage can be typed at once.
    pub(crate) last_link: Option<(StatementId, EvidenceId)>,
    pub(crate) opening: Option<Opening>,
    pub(crate) wishes_to_open: u64,
    pub(crate) saving: Option<Saving>,
    pub(crate) is_writing_settings: bool,
    // Whether the program ends as soon as they are.
    pub(crate) leaves_soon: bool,
    // Whether the settings changed while they were being written.
    pub(crate) settings_wait: bool,
    // The generation of the project that a place to save was last asked for.
    pub(crate) asked_for: u64,
    // The generation of the project that a place for a report was last asked for.
    pub(crate) report_asked_for: u64,
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
    /// A file, and what stood there when it was read or written last.
    File(PathBuf, Stamp),
}

/// A file being opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Which wish it answers.
    pub number: u64,
    /// The file's name.
    pub name: String,
    /// What the project was when it was wished for: work done since is not let go unasked.
    pub(crate) revision: (u64, u64),
}

/// A save under way.
#[derive(Debug, Clone)]
pub struct Saving {
    /// Where to.
    pub path: PathBuf,
    /// What was asked for meanwhile: where to, and whether what stands there may be replaced.
    pub next: Option<(PathBuf, bool)>,
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
    pub const fn question(&self) -> Option<&Question> {
        self.question.as_ref()
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
        self.saving.is_some()
    }

    /// Whether the file on disk holds all of the project; what was never saved is not, unless there is nothing to save.
    pub fn is_saved(&self) -> bool {
        match self.origin {
            Origin::File(..) => self.saved_state == Some(self.history.state()),
            Origin::Sample => self.is_untouched(),
            Origin::New => self.project.is_empty(),
        }
    }

    /// Whether this is the sample as shipped.
    pub fn is_untouched_sample(&self) -> bool {
        matches!(self.origin, Origin::Sample) && self.is_untouched()
    }

    fn is_untouched(&self) -> bool {
        self.history.state() == 0
    }

    /// The file the project belongs to.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path, _) => Some(path),
            Origin::New | Origin::Sample => None,
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

    /// Who is checking: the name that was said, else the one the user is logged in with.
    pub(crate) fn checker(&self, world: &dyn World) -> Checker {
        let said = self.settings.me.trim();
        let name = if said.is_empty() { world.login_name() } else { said.to_owned() };
        Checker { name, today: world.today() }
    }

    /// Does a transaction and moves the reader to `after`. Whether it was done.
    pub(crate) fn commit(&mut self, transaction: Transaction, after: Focus) -> bool {
        let before = self.focus.clone();
        match self.history.commit(&mut self.project, transaction, before, after.clone()) {
            Ok(()) => {
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

    /// Says something to the user.
    pub fn say(&mut self, weight: Weight, text: impl Into<String>) {
        self.notices.say(weight, text);
    }

    /// Asks the article's window to show something.
    pub(crate) const fn wish_for(&mut self, target: Target) {
        self.wish = Wish { number: self.wish.number + 1, target };
    }

    /// Another project in place of this one.
    pub(crate) fn replace(&mut self, project: Project, origin: Origin) {
        self.focus = Focus { article: project.articles().next().map(|article| article.id), ..Focus::default() };
        self.project = project;
        self.history = History::default();
        self.origin = origin;
        self.saved_state = Some(0);
        self.generation += 1;
        // What was under way for the project before is not this one's.
        self.opening = None;
        self.saving = None;
        self.after_save = None;
        self.last_source = None;
        self.last_link = None;
        self.notices = Notices::default();
        // A text that is shown for the first time begins at its top by itself.
        self.wish_for(Target::Stay);
    }
}
