//! What is looked for and what was found of it, as panels read it.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::id::ArticleId;
use crate::model::project::Project;
use crate::model::tag::TagKind;
use crate::text::find::{Finder, Query, QueryError};
use crate::workbench::find::record_hits::{RecordHit, RecordHits};
use crate::workbench::find::searching::Block;
use crate::workbench::find::text_hits::TextHits;

/// Where something is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Place {
    /// In the article on the left.
    #[default]
    Article,
    /// In statements: their words, plain words, speakers, passages.
    Statements,
    /// In sources.
    Sources,
    /// In notes, remarks, reasons.
    Notes,
}

impl Place {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Article, Self::Statements, Self::Sources, Self::Notes];
}

/// Which way to go from hit to hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the first hit at or after where the search began; it is shown, not selected.
    Here,
    /// To the next.
    Next,
    /// To the one before.
    Previous,
}

/// The hit of the article that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Which of all it is, from 0, once that is known.
    pub number: Option<usize>,
}

/// What is looked for, and what was found of it.
#[derive(Debug, Default)]
pub struct Find {
    pub(in crate::workbench) is_open: bool,
    pub(in crate::workbench) query: Query,
    pub(in crate::workbench) place: Place,
    // Grows with each query; what comes back for another number is let go. Workers see it and stop.
    pub(in crate::workbench) number: u64,
    pub(in crate::workbench) latest: Arc<AtomicU64>,
    pub(in crate::workbench) ready: Option<Result<Arc<Finder>, QueryError>>,
    pub(in crate::workbench) text: Option<TextHits>,
    pub(in crate::workbench) is_text_running: bool,
    // Of which project it is; 0 before anything is searched.
    pub(in crate::workbench) generation: u64,
    // Where the search for the first hit began, in bytes.
    pub(in crate::workbench) from: usize,
    // The way that is gone once so much is known; a place that is left, or a reader who goes elsewhere, is not waited for.
    pub(in crate::workbench) wanted: Option<Way>,
    pub(in crate::workbench) current: Option<Current>,
    // What was selected when that was shown: something else is where the reader has gone since.
    pub(in crate::workbench) selected: Option<Range<usize>>,
    // Of the state of the project that stands beside them, so that the next state is followed.
    pub(in crate::workbench) records: Option<Arc<(Project, RecordHits)>>,
    // The state of the project that the records are of, and that a worker looks at.
    pub(in crate::workbench) records_of: Option<(u64, u64)>,
    pub(in crate::workbench) records_running: bool,
    // Which of the hits of the place is shown, from 0.
    pub(in crate::workbench) at: Option<usize>,
    // Grows whenever a record is gone to.
    pub(in crate::workbench) shown: u64,
}

impl Find {
    /// Whether anything is being looked for.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// What is looked for.
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// Where.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// Two equal numbers mean that the same is looked for.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Why it cannot be looked for; `None` also where nothing was typed.
    pub fn error(&self) -> Option<&QueryError> {
        self.ready.as_ref()?.as_ref().err()
    }

    /// The hits in the article on the left, as far as it was searched.
    pub const fn text_hits(&self) -> Option<&TextHits> {
        self.text.as_ref()
    }

    /// How many hits a place has, as far as is known: records with hits, but for the article. `None` where nothing is known yet.
    pub fn count(&self, place: Place) -> Option<usize> {
        match place {
            Place::Article => self.text.as_ref().map(TextHits::count),
            _ => self.hits(place).map(<[RecordHit]>::len),
        }
    }

    /// The part of the work on a place that is done, from 0 to 1; `None` where it is all done, or there is none.
    pub fn progress(&self, place: Place) -> Option<f32> {
        match place {
            Place::Article => self.text.as_ref().filter(|hits| !hits.is_complete()).map(TextHits::progress),
            _ => (self.records_running && self.records.is_none()).then_some(0.0),
        }
    }

    /// The hit of the article that is shown; none while one goes through records, of which one is shown then.
    pub fn current(&self) -> Option<&Current> {
        self.current.as_ref().filter(|_| self.place == Place::Article)
    }

    /// Which hit of the place is shown, from 0, where that is known.
    pub fn position(&self) -> Option<usize> {
        match self.place {
            Place::Article => self.current.as_ref()?.number,
            _ => self.at,
        }
    }

    /// The record that was gone to last, and a number that grows with each.
    pub fn shown(&self) -> (u64, Option<RecordHit>) {
        (self.shown, self.at.and_then(|at| self.hits(self.place)?.get(at).copied()))
    }

    pub(in crate::workbench) fn hits(&self, place: Place) -> Option<&[RecordHit]> {
        let (_, records) = &**self.records.as_ref()?;
        match place {
            Place::Article => None,
            Place::Statements => Some(&records.statements),
            Place::Sources => Some(&records.sources),
            Place::Notes => Some(&records.notes),
        }
    }

    pub(in crate::workbench) fn finder(&self) -> Option<&Arc<Finder>> {
        self.ready.as_ref()?.as_ref().ok()
    }

    /// Everything that was found is let go; workers stop.
    pub(in crate::workbench) fn forget(&mut self) {
        self.ready = None;
        (self.records, self.records_of, self.at) = (None, None, None);
        self.forget_text();
    }

    /// What was found in the article is let go; workers stop.
    pub(in crate::workbench) fn forget_text(&mut self) {
        self.number += 1;
        self.latest.store(self.number, Ordering::Relaxed);
        (self.text, self.is_text_running, self.records_running) = (None, false, false);
        (self.current, self.wanted, self.selected) = (None, None, None);
    }
}

/// What a worker found.
#[derive(Debug)]
pub enum FindPart {
    /// Whether the query can be looked for at all.
    Ready(Result<Arc<Finder>, QueryError>),
    /// Blocks of an article from this one on; nothing where the pattern takes too long.
    Text(ArticleId, usize, Option<Vec<Block>>),
    /// Hits in an article, all there are or more than can be tagged: what they are to be tagged as.
    All(ArticleId, TagKind, Vec<Range<usize>>),
    /// Records of a project of this generation and state.
    Records((u64, u64), Arc<(Project, RecordHits)>),
    /// Nobody waited any more.
    Broken,
    /// The program made a mistake.
    Died,
}
