//! What is wrong and what is to be done in the open project: looked for again after every change, never while a frame is drawn.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::holding::Holdings;
use crate::model::id::StatementId;
use crate::model::problems::{self, Entry, Sort, Subject};
use crate::model::project::Project;
use crate::workbench::arrival::Arrival;
use crate::workbench::desk::Workbench;
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::world::{Job, World};

/// Up to so many statements and sources, and bytes of text, a look takes a few milliseconds, and is done at once.
const AT_ONCE: usize = 2000;
const AT_ONCE_BYTES: usize = 50_000;

/// A state of a project: its generation and its history's state.
type Revision = (u64, u64);

/// Both lists, and which state of the project they are of.
#[derive(Debug, Default)]
pub struct Review {
    found: Arc<Reviewed>,
    of: Option<Revision>,
    running: Option<Revision>,
}

/// Both lists of one state of a project.
#[derive(Debug, Default)]
pub struct Reviewed {
    // Problems first; in each list articles first, then statements in reading order, then sources.
    entries: Vec<Entry>,
    problems: usize,
    // Where those begin that are lived with, after problems and to do.
    silenced: usize,
    // Where the problems of each statement stand.
    by_statement: HashMap<StatementId, Vec<usize>>,
}

impl Reviewed {
    /// Looks through a project.
    pub fn of(project: &Project, holdings: &Holdings) -> Self {
        let mut entries = problems::of_project(project, holdings);
        let rank = |entry: &Entry| match entry.sort {
            Sort::Problem => 0,
            Sort::ToDo => 1,
            Sort::Silenced => 2,
        };
        entries.sort_by_key(rank);
        let problems = entries.partition_point(|entry| rank(entry) < 1);
        let silenced = entries.partition_point(|entry| rank(entry) < 2);
        let mut by_statement: HashMap<StatementId, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate().take(problems) {
            if let Subject::Statement(id) = entry.subject {
                by_statement.entry(id).or_default().push(at);
            }
        }
        Self { entries, problems, silenced, by_statement }
    }
}

impl Review {
    /// What is wrong.
    pub fn problems(&self) -> &[Entry] {
        self.found.entries.get(..self.found.problems).unwrap_or_default()
    }

    /// What is not done yet.
    pub fn to_do(&self) -> &[Entry] {
        self.found.entries.get(self.found.problems..self.found.silenced).unwrap_or_default()
    }

    /// What is wrong and lived with.
    pub fn silenced(&self) -> &[Entry] {
        self.found.entries.get(self.found.silenced..).unwrap_or_default()
    }

    /// The entries of one of the lists.
    pub fn list(&self, sort: Sort) -> &[Entry] {
        match sort {
            Sort::Problem => self.problems(),
            Sort::ToDo => self.to_do(),
            Sort::Silenced => self.silenced(),
        }
    }

    /// What is wrong with a statement, also beside others.
    pub fn problems_of(&self, statement: StatementId) -> impl Iterator<Item = &Entry> {
        let places = self.found.by_statement.get(&statement).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|at| self.found.entries.get(*at))
    }

    /// The state of the project that both lists are of; `None` before the first look.
    pub const fn of(&self) -> Option<Revision> {
        self.of
    }

    /// Whether a look is under way: the lists may be of an earlier state.
    pub const fn is_running(&self) -> bool {
        self.running.is_some()
    }
}

impl Workbench {
    /// Something outside of the project has changed what a look finds.
    pub(crate) fn review_anew(&mut self) {
        self.review.of = None;
    }

    /// What is wrong and what is to be done.
    pub const fn review(&self) -> &Review {
        &self.review
    }

    /// Looks again where the project has changed since; a large one on a worker, one look at a time.
    pub(crate) fn review_again(&mut self, world: &mut dyn World) {
        let revision = self.revision();
        if self.review.of == Some(revision) {
            return;
        }
        if self.review.of.is_some_and(|(generation, _)| generation != self.generation) {
            // What is known of another project is nothing here.
            self.review.found = Arc::default();
            self.review.of = None;
        }
        let records = self.project.index().counts().statements() + self.project.sources().len();
        let bytes: usize = self.project.articles().map(|article| article.text.len()).sum();
        if records <= AT_ONCE && bytes <= AT_ONCE_BYTES {
            self.review.found = Arc::new(Reviewed::of(&self.project, self.holdings()));
            self.review.of = Some(revision);
        } else if self.review.running.is_none() {
            self.review.running = Some(revision);
            world.spawn(job(self.project.clone(), self.shared_holdings(), revision));
        }
    }

    /// A look has ended; what it found of an earlier state is let go, and the next look begins.
    pub(crate) fn reviewed(&mut self, of: Revision, found: Arc<Reviewed>) {
        self.review.running = None;
        if of == self.revision() {
            self.review.found = found;
            self.review.of = Some(of);
        }
    }

    /// A look was broken off; the next one begins with the next change, for the same one would end the same way.
    pub(crate) fn review_died(&mut self, of: Revision) {
        self.reviewed(of, Arc::default());
        self.notices.say(
            Weight::Warning,
            "Looking for problems was broken off by a mistake of this program; the lists are empty. Your work is as it was",
        );
    }
}

fn job(project: Project, holdings: Arc<Holdings>, of: Revision) -> Job {
    jobs::guarded(Arrival::ReviewDied(of), move || Arrival::Reviewed(of, Arc::new(Reviewed::of(&project, &holdings))))
}
