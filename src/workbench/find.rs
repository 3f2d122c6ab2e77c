//! Find: words or a pattern in the article, in statements, sources and notes; hits are counted, walked and can be marked.

pub mod going;
pub mod record_hits;
pub mod text_hits;

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::id::ArticleId;
use crate::text::find::{Finder, Query, QueryError};
use crate::workbench::arrival::Arrival;
use crate::workbench::desk::Workbench;
use crate::workbench::find::record_hits::{RecordHit, RecordHits};
use crate::workbench::find::text_hits::{Block, Portion, TextHits, look_through};
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::world::{Job, World};

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
    is_open: bool,
    query: Query,
    place: Place,
    // Grows with each query; what comes back for another number is let go. Workers see it and stop.
    number: u64,
    latest: Arc<AtomicU64>,
    ready: Option<Result<Arc<Finder>, QueryError>>,
    text: Option<TextHits>,
    is_text_running: bool,
    // Of which project and article it is.
    text_of: Option<(u64, Option<ArticleId>)>,
    // Where the search for the first hit began, in bytes.
    from: usize,
    // The way that is gone once the text was searched so far.
    wanted: Option<Way>,
    current: Option<Current>,
    records: Option<RecordHits>,
    // The state of the project that the records are of, and that a worker looks at.
    records_of: Option<(u64, u64)>,
    records_running: bool,
    // Which of the hits of the place is shown, from 0.
    at: Option<usize>,
    // Grows whenever a record is gone to.
    shown: u64,
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

    /// The hit of the article that is shown.
    pub const fn current(&self) -> Option<&Current> {
        self.current.as_ref()
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

    fn hits(&self, place: Place) -> Option<&[RecordHit]> {
        let records = self.records.as_ref()?;
        match place {
            Place::Article => None,
            Place::Statements => Some(&records.statements),
            Place::Sources => Some(&records.sources),
            Place::Notes => Some(&records.notes),
        }
    }

    fn finder(&self) -> Option<&Arc<Finder>> {
        self.ready.as_ref()?.as_ref().ok()
    }

    /// Everything that was found is let go; workers stop.
    fn forget(&mut self) {
        self.number += 1;
        self.latest.store(self.number, Ordering::Relaxed);
        (self.ready, self.text, self.text_of, self.is_text_running) = (None, None, None, false);
        (self.current, self.wanted) = (None, None);
        (self.records, self.records_of, self.records_running, self.at) = (None, None, false, None);
    }
}

/// What a worker found.
#[derive(Debug)]
pub enum FindPart {
    /// Whether the query can be looked for at all.
    Ready(Result<Arc<Finder>, QueryError>),
    /// Blocks of an article from this one on.
    Text(ArticleId, usize, Vec<Block>),
    /// Records of a project of this generation and state.
    Records((u64, u64), Box<RecordHits>),
    /// Nobody waited any more.
    Broken,
    /// The program made a mistake.
    Died,
}

impl Workbench {
    /// What is looked for.
    pub const fn find(&self) -> &Find {
        &self.find
    }

    /// Begins to look for something else.
    pub(crate) fn look_for_query(&mut self, query: Query, world: &mut dyn World) {
        let find = &mut self.find;
        if find.query == query && find.ready.is_some() {
            return;
        }
        // Who goes on typing goes on from the hit that is shown.
        if let Some(current) = &find.current {
            find.from = current.bytes.start;
        }
        find.forget();
        find.query = query;
        if !find.query.words.is_empty() {
            find.wanted = Some(Way::Here);
            world.spawn(make_ready(find.query.clone(), find.number));
        }
    }

    /// Goes on with what is looked for, where the project or the article is another by now, or a worker has come back.
    pub(crate) fn find_again(&mut self, world: &mut dyn World) {
        if !self.find.is_open {
            return;
        }
        let Some(finder) = self.find.finder().map(Arc::clone) else { return };
        let article = self.article().map(Arc::clone);
        let revision = self.revision();
        let find = &mut self.find;
        let text_of = Some((revision.0, article.as_ref().map(|article| article.id)));
        if find.text_of != text_of {
            // The same query of another text; what is under way is about the one before.
            let at = if find.text_of.is_some() { 0 } else { find.from };
            let (ready, wanted) = (find.ready.take(), find.wanted);
            find.forget();
            (find.ready, find.wanted, find.from, find.text_of) = (ready, wanted, at, text_of);
            find.text = article.map(|article| TextHits::new(article.id, &article.text, Arc::clone(&finder), at));
        }
        if !find.is_text_running
            && let Some((portion, id)) = find.text.as_ref().and_then(|hits| Some((hits.portion()?, hits.article())))
        {
            find.is_text_running = true;
            world.spawn(search(portion, Arc::clone(&finder), id, (find.number, Arc::clone(&find.latest))));
        }
        if !find.records_running && find.records_of != Some(revision) {
            find.records_running = true;
            let (number, latest, project) = (find.number, Arc::clone(&find.latest), self.project.clone());
            world.spawn(jobs::guarded(Arrival::Found(number, FindPart::Died), move || {
                let hits = RecordHits::of(&project, &finder, number, &latest);
                Arrival::Found(number, hits.map_or(FindPart::Broken, |hits| FindPart::Records(revision, Box::new(hits))))
            }));
        }
    }

    /// A worker has come back.
    pub(crate) fn found(&mut self, number: u64, part: FindPart) {
        let find = &mut self.find;
        if number != find.number {
            return;
        }
        match part {
            FindPart::Ready(ready) => find.ready = Some(ready),
            FindPart::Text(article, first, blocks) => {
                find.is_text_running = false;
                if let Some(hits) = find.text.as_mut().filter(|hits| hits.article() == article) {
                    hits.add(first, blocks);
                }
                self.walk_hits();
            }
            FindPart::Records(of, hits) => {
                find.records_running = false;
                let shown = find.shown().1;
                find.records = Some(*hits);
                find.records_of = Some(of);
                // The record that is shown may stand elsewhere now, or have no hit any more.
                find.at = shown.and_then(|shown| find.hits(find.place)?.iter().position(|hit| hit.record == shown.record));
            }
            FindPart::Broken => find.records_running = false,
            FindPart::Died => {
                find.forget();
                find.is_open = false;
                self.notices.say(Weight::Warning, "Finding was broken off by a mistake of this program. Your work is as it was");
            }
        }
    }
}

fn make_ready(query: Query, number: u64) -> Job {
    jobs::guarded(Arrival::Found(number, FindPart::Died), move || {
        Arrival::Found(number, FindPart::Ready(Finder::new(&query).map(Arc::new)))
    })
}

fn search(portion: Portion, finder: Arc<Finder>, article: ArticleId, (number, latest): (u64, Arc<AtomicU64>)) -> Job {
    jobs::guarded(Arrival::Found(number, FindPart::Died), move || {
        let blocks = look_through(&portion, &finder, number, &latest);
        Arrival::Found(number, FindPart::Text(article, portion.blocks.start, blocks))
    })
}
