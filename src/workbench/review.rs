//! What is wrong and what is to be done in the open project: both lists follow each change, never while a frame is drawn.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::holding::Holdings;
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::problems::{Board, Entry, List, Reading, Sort, TextFound};
use crate::model::project::Project;
use crate::workbench::arrival::Arrival;
use crate::workbench::desk::Workbench;
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::progress::{Progress, Stage};
use crate::workbench::world::{Job, World};

/// Up to so many records a look takes a few milliseconds, and up to so many bytes of text a small part of a frame: that is done at once.
const AT_ONCE: usize = 2000;
const AT_ONCE_BYTES: usize = 2_000;

/// A state of a project: its generation and its history's state.
type Revision = (u64, u64);

/// Both lists, and which state of the project they are of.
#[derive(Debug, Default)]
pub struct Review {
    board: Board,
    // Which project the board is of.
    generation: u64,
    of: Option<Revision>,
    // The same, where texts may still have to be read.
    followed: Option<Revision>,
    // What a worker does, and for which project.
    running: Option<(u64, Running)>,
    // Grows when another board takes the place of this one.
    boards: u64,
    // How far a whole look is.
    progress: Arc<Progress>,
    // What was asked to be looked at again while a worker looked at all.
    asked: Touched,
}

/// What is to be looked at again.
type Touched = (BTreeSet<StatementId>, BTreeSet<SourceId>);

/// What a worker does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Running {
    Whole,
    Texts,
}

/// What a worker found.
#[derive(Debug)]
pub enum Looked {
    /// Everything there is.
    Whole(Box<Board>),
    /// What stands in texts.
    Texts(Vec<TextFound>),
}

impl Review {
    /// What is wrong.
    pub const fn problems(&self) -> List<'_> {
        self.list(Sort::Problem)
    }

    /// What is not done yet.
    pub const fn to_do(&self) -> List<'_> {
        self.list(Sort::ToDo)
    }

    /// What is wrong and lived with.
    pub const fn silenced(&self) -> List<'_> {
        self.list(Sort::Silenced)
    }

    /// The entries of one of the lists.
    pub const fn list(&self, sort: Sort) -> List<'_> {
        self.board.list(sort)
    }

    /// What is wrong with a statement, also beside others.
    pub fn problems_of(&self, statement: StatementId) -> impl Iterator<Item = Entry> {
        self.board.of_statement(statement).filter(|entry| entry.sort == Sort::Problem)
    }

    /// The stretches of an article's text in which statements with problems begin, in order, and how many problems.
    pub fn stretches(&self, article: ArticleId) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.board.stretches(article)
    }

    /// The state of the project that both lists are of; `None` before the first look.
    pub const fn of(&self) -> Option<Revision> {
        self.of
    }

    /// Two equal numbers mean that the lists are the same.
    pub const fn version(&self) -> (u64, u64) {
        (self.boards, self.board.version())
    }

    /// Two equal numbers mean that the same words are covered in all articles; `None` where that is not known of this state.
    pub(crate) fn coverage_version(&self, revision: Revision) -> Option<(u64, u64)> {
        (self.followed == Some(revision)).then(|| (self.boards, self.board.coverage_version()))
    }

    /// Whether a look is under way: the lists may be of an earlier state.
    pub const fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// How far the look under way is, as far as that is known.
    pub fn stage(&self) -> Stage {
        match self.running {
            Some((generation, Running::Whole)) if generation == self.generation => self.progress.stage(),
            _ => Stage::Beginning,
        }
    }

    fn put(&mut self, board: Board) {
        self.board = board;
        self.boards += 1;
    }
}

impl Workbench {
    /// What is wrong and what is to be done.
    pub const fn review(&self) -> &Review {
        &self.review
    }

    /// Looks again at what has changed since; at much of it, and at long texts, on a worker, one look at a time.
    pub(crate) fn review_again(&mut self, world: &mut dyn World) {
        let revision = self.revision();
        let review = &mut self.review;
        if review.of == Some(revision) {
            return;
        }
        if review.generation != self.generation {
            // What is known of another project is nothing here.
            review.put(Board::default());
            (review.generation, review.of, review.followed) = (self.generation, None, None);
        }
        if review.running == Some((self.generation, Running::Whole)) {
            // What has changed meanwhile is followed when that is there.
            return;
        }
        if !review.board.follow(&self.project, AT_ONCE) {
            if review.running.is_none() {
                review.running = Some((self.generation, Running::Whole));
                review.progress = Arc::default();
                world.spawn(whole(self.project.clone(), review.board.known().clone(), Arc::clone(&review.progress), revision));
            }
            return;
        }
        review.followed = Some(revision);
        if review.board.read_texts(AT_ONCE_BYTES) {
            review.of = Some(revision);
        } else if let Some(reading) = review.board.reading().filter(|_| review.running.is_none()) {
            review.running = Some((self.generation, Running::Texts));
            world.spawn(texts(reading, revision));
        }
    }

    /// Something else is known of copies: what hangs on that is looked at again.
    pub(crate) fn know(&mut self, known: Holdings, (statements, sources): Touched) {
        let review = &mut self.review;
        if review.running == Some((self.generation, Running::Whole)) {
            review.asked.0.extend(&statements);
            review.asked.1.extend(&sources);
        }
        review.board.touch(known, statements, sources);
    }

    /// A look has ended; what has changed since is followed from there.
    pub(crate) fn reviewed(&mut self, of: Revision, looked: Looked) {
        let review = &mut self.review;
        review.running = None;
        let asked = std::mem::take(&mut review.asked);
        if of.0 != self.generation {
            return;
        }
        match looked {
            Looked::Whole(mut board) => {
                board.touch(review.board.known().clone(), asked.0, asked.1);
                review.put(*board);
            }
            Looked::Texts(found) => {
                review.board.texts_read(found);
            }
        }
    }

    /// A look was broken off; the next one begins with the next change, for the same one would end the same way.
    pub(crate) fn review_died(&mut self, of: Revision) {
        let is_of_now = of.0 == self.generation;
        let review = &mut self.review;
        review.asked = Touched::default();
        let text = match review.running.take() {
            Some((_, Running::Texts)) => {
                if is_of_now {
                    review.board.give_up();
                }
                "Reading for problems was broken off by a mistake of this program; some may be missing. Your work is as it was"
            }
            Some((_, Running::Whole)) | None => {
                if is_of_now {
                    review.put(Board::default());
                    review.of = Some(of);
                }
                "Looking for problems was broken off by a mistake of this program; the lists are empty. Your work is as it was"
            }
        };
        self.notices.say(Weight::Warning, text);
    }
}

fn whole(project: Project, known: Holdings, progress: Arc<Progress>, of: Revision) -> Job {
    jobs::guarded(Arrival::ReviewDied(of), move || {
        progress.begin(Board::steps(&project));
        let board = Board::of_while(&project, known, &mut |done| _ = progress.reach(done));
        progress.end();
        Arrival::Reviewed(of, Looked::Whole(Box::new(board)))
    })
}

fn texts(reading: Reading, of: Revision) -> Job {
    jobs::guarded(Arrival::ReviewDied(of), move || Arrival::Reviewed(of, Looked::Texts(reading.read())))
}
