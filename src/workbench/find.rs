//! Find: words or a pattern in the article, in statements, sources and notes; hits are counted, walked and can be marked.

pub mod going;
pub mod record_hits;
pub mod searching;
pub mod state;
pub mod text_hits;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::model::id::ArticleId;
use crate::text::find::{Finder, Query, QueryError};
use crate::workbench::arrival::Arrival;
use crate::workbench::desk::Workbench;
use crate::workbench::find::record_hits::RecordHits;
use crate::workbench::find::searching::{Portion, look_through};
use crate::workbench::find::state::{Find, FindPart, Place, Way};
use crate::workbench::find::text_hits::TextHits;
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::world::{Job, World};

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
            // Among records one goes nowhere while one types.
            find.wanted = (find.place == Place::Article).then_some(Way::Here);
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
        // The text may be another under the same id, where another program has changed the file.
        let is_same = match (&find.text, &article) {
            (Some(hits), Some(article)) => hits.is_of(article.id, &article.text),
            (None, None) => true,
            _ => false,
        };
        if !is_same || find.generation != revision.0 {
            // The same query of another text; what is under way is about the one before.
            let is_first = find.text.is_none();
            let wanted = find.wanted.filter(|_| is_first);
            find.forget_text();
            if find.generation != revision.0 {
                (find.records, find.records_of, find.at) = (None, None, None);
            }
            if !is_first {
                find.from = 0;
            }
            (find.wanted, find.generation) = (wanted, revision.0);
            find.text = article.map(|article| TextHits::new(article.id, &article.text, Arc::clone(&finder), find.from));
        }
        if !find.is_text_running
            && let Some((portion, id)) = find.text.as_ref().and_then(|hits| Some((hits.portion()?, hits.article())))
        {
            find.is_text_running = true;
            world.spawn(search(portion, Arc::clone(&finder), id, (find.number, Arc::clone(&find.latest))));
        }
        if !find.records_running && find.records_of != Some(revision) {
            find.records_running = true;
            let (number, latest, project, known) = (find.number, Arc::clone(&find.latest), self.project.clone(), find.records.clone());
            world.spawn(jobs::guarded(Arrival::Found(number, FindPart::Died), move || {
                let followed = known.and_then(|known| known.1.follow((&known.0, &project), &finder));
                let hits = followed.or_else(|| RecordHits::of(&project, &finder, number, &latest));
                Arrival::Found(number, hits.map_or(FindPart::Broken, |hits| FindPart::Records(revision, Arc::new((project, hits)))))
            }));
        }
    }

    /// A worker has come back.
    pub(crate) fn found(&mut self, number: u64, part: FindPart, world: &mut dyn World) {
        let find = &mut self.find;
        if number != find.number {
            return;
        }
        match part {
            FindPart::Ready(ready) => find.ready = Some(ready),
            FindPart::Text(_, _, None) => {
                let query = std::mem::take(&mut find.query);
                find.forget();
                (find.query, find.ready) = (query, Some(Err(QueryError::Slow)));
            }
            FindPart::Text(article, first, Some(blocks)) => {
                find.is_text_running = false;
                if let Some(hits) = find.text.as_mut().filter(|hits| hits.article() == article) {
                    hits.add(first, blocks);
                }
                self.number_hit();
                self.walk_hits();
            }
            FindPart::All(article, kind, hits) => self.tag_found(article, kind, &hits, world),
            FindPart::Records(of, hits) => {
                find.records_running = false;
                let shown = find.shown().1;
                find.records = Some(hits);
                find.records_of = Some(of);
                // The record that is shown may stand elsewhere now, or have no hit any more.
                find.at = shown.and_then(|shown| find.hits(find.place)?.iter().position(|hit| hit.record == shown.record));
                if find.place != Place::Article
                    && let Some(way) = find.wanted.take()
                {
                    self.go_to_record(way);
                }
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
