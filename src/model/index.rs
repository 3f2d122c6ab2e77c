//! Indexes over the statements of a project: reading order, places in the text, uses of sources, who names whom, counts.
//!
//! The gate feeds them statement by statement; every step costs the logarithm of the project's size, and a clone costs nothing.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};

use crate::model::counts::{Counted, Counts};
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::overview::Overview;
use crate::model::packed;
use crate::model::statement::Statement;

/// Bytes of text a block of places covers: a screen or two, so that painting looks at few blocks and an edit at few places.
const BLOCK_BYTES: usize = 4096;

/// One part of a statement, as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Whose part it is.
    pub statement: StatementId,
    /// Which of its parts, from 0.
    pub part: usize,
}

/// Sorts as statements are read: by article, first word, longest first; those adrift last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderKey {
    article: ArticleId,
    start: usize,
    /// `usize::MAX - end`: what encloses stands before what is enclosed.
    shortness: usize,
    statement: StatementId,
}

impl OrderKey {
    /// The key of a statement as it stands.
    pub fn of(statement: &Statement) -> Self {
        let (start, shortness) = statement.first_span().map_or((usize::MAX, usize::MAX), |span| (span.start(), usize::MAX - span.end()));
        Self { article: statement.article, start, shortness, statement: statement.id }
    }

    /// The article and the byte in which its first part begins; `None` where that is adrift.
    pub fn place(self) -> Option<(ArticleId, usize)> {
        (self.start != usize::MAX).then_some((self.article, self.start))
    }

    /// Whose key it is.
    pub const fn statement(self) -> StatementId {
        self.statement
    }
}

/// The indexes of one project.
#[derive(Debug, Clone, Default)]
pub struct Index {
    // Sorted; holds each statement once.
    order: Vector<OrderKey>,
    // By block, sorted in each; a place stands in every block it touches. A tree and no lists: a file may have any number of them in one block,
    // in any order.
    places: OrdSet<(ArticleId, usize, Place)>,
    uses: OrdMap<SourceId, OrdSet<StatementId>>,
    // Each statement that is said to be the same as another, after that other.
    named: OrdSet<(StatementId, StatementId)>,
    hollow: OrdSet<StatementId>,
    counts: Counts,
    overview: Overview,
}

impl Index {
    /// Takes a statement in. `is_hollow`: a fact that nothing carries; `text_bytes`: the length of its article.
    pub fn add(&mut self, statement: &Statement, is_hollow: bool, text_bytes: usize) {
        self.rank_in(OrderKey::of(statement));
        self.place(statement);
        self.use_sources(statement);
        self.name(statement);
        self.count(statement, is_hollow, text_bytes);
    }

    /// Takes all statements of a project in that has none yet, each with what [`Index::add`] asks for: the same as one after the other, in half
    /// the time.
    pub fn fill(&mut self, statements: &[(Arc<Statement>, bool, usize)]) {
        let mut order: Vec<OrderKey> = statements.iter().map(|(statement, ..)| OrderKey::of(statement)).collect();
        order.sort_unstable();
        self.order = order.into_iter().collect();
        let mut places = Vec::with_capacity(statements.len());
        let mut uses: BTreeMap<SourceId, Vec<StatementId>> = BTreeMap::new();
        let mut named = Vec::new();
        for (statement, is_hollow, text_bytes) in statements {
            for_each_place(statement, |block, place| places.push((statement.article, block, place)));
            for evidence in &statement.evidence {
                uses.entry(evidence.source).or_default().push(statement.id);
            }
            named.extend(statement.same_as.iter().map(|other| (*other, statement.id)));
            self.count(statement, *is_hollow, *text_bytes);
        }
        self.places = packed::set(places);
        self.uses = uses.into_iter().map(|(source, users)| (source, packed::set(users))).collect();
        self.named = packed::set(named);
    }

    /// Lets go of a statement exactly as it was taken in.
    pub fn remove(&mut self, statement: &Statement, text_bytes: usize) {
        self.rank_out(&OrderKey::of(statement));
        self.displace(statement);
        self.let_sources_go(statement);
        self.unname(statement);
        self.uncount(statement, text_bytes);
    }

    /// Takes a statement in for one that had its id. What both say alike stays as it is, for most edits leave most of it: another place in the
    /// reading order is what costs most among a million. Both are of one article, which has so many bytes.
    pub fn change(&mut self, old: &Statement, new: &Statement, is_hollow: bool, text_bytes: usize) {
        let (old_key, new_key) = (OrderKey::of(old), OrderKey::of(new));
        if old_key != new_key {
            self.rank_out(&old_key);
            self.rank_in(new_key);
        }
        if old.parts != new.parts {
            self.displace(old);
            self.place(new);
        }
        if !old.evidence.iter().map(|evidence| evidence.source).eq(new.evidence.iter().map(|evidence| evidence.source)) {
            self.let_sources_go(old);
            self.use_sources(new);
        }
        if old.same_as != new.same_as {
            self.unname(old);
            self.name(new);
        }
        self.uncount(old, text_bytes);
        self.count(new, is_hollow, text_bytes);
    }

    fn rank_in(&mut self, key: OrderKey) {
        if let Err(at) = self.order.binary_search(&key) {
            self.order.insert(at, key);
        }
    }

    fn rank_out(&mut self, key: &OrderKey) {
        if let Ok(at) = self.order.binary_search(key) {
            self.order.remove(at);
        }
    }

    fn place(&mut self, statement: &Statement) {
        for_each_place(statement, |block, place| {
            self.places.insert((statement.article, block, place));
        });
    }

    fn displace(&mut self, statement: &Statement) {
        for_each_place(statement, |block, place| {
            self.places.remove(&(statement.article, block, place));
        });
    }

    fn use_sources(&mut self, statement: &Statement) {
        for evidence in &statement.evidence {
            self.uses.entry(evidence.source).or_default().insert(statement.id);
        }
    }

    fn let_sources_go(&mut self, statement: &Statement) {
        for evidence in &statement.evidence {
            if let Some(users) = self.uses.get_mut(&evidence.source) {
                users.remove(&statement.id);
                if users.is_empty() {
                    self.uses.remove(&evidence.source);
                }
            }
        }
    }

    fn name(&mut self, statement: &Statement) {
        for other in &statement.same_as {
            self.named.insert((*other, statement.id));
        }
    }

    fn unname(&mut self, statement: &Statement) {
        for other in &statement.same_as {
            self.named.remove(&(*other, statement.id));
        }
    }

    /// Counts a statement; where it stands is taken in already.
    pub fn count(&mut self, statement: &Statement, is_hollow: bool, text_bytes: usize) {
        if is_hollow {
            self.hollow.insert(statement.id);
        }
        let counted = counted(statement, is_hollow);
        self.counts.add(counted);
        self.overview.add(statement, counted, text_bytes);
    }

    /// Takes a statement out of the counts, not out of its places.
    pub fn uncount(&mut self, statement: &Statement, text_bytes: usize) {
        let was_hollow = self.hollow.remove(&statement.id).is_some();
        let counted = counted(statement, was_hollow);
        self.counts.remove(counted);
        self.overview.remove(statement, counted, text_bytes);
    }

    /// The counts over all articles.
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// How many statements lie where.
    pub const fn overview(&self) -> &Overview {
        &self.overview
    }

    /// Whether it is a fact that nothing carries.
    pub fn is_hollow(&self, statement: StatementId) -> bool {
        self.hollow.contains(&statement)
    }

    /// The ranks an article's statements have in the reading order of the project.
    pub fn ranks(&self, article: ArticleId) -> Range<usize> {
        let bound = |start, shortness, raw| {
            let key = OrderKey { article, start, shortness, statement: StatementId::from_raw(raw) };
            self.order.binary_search(&key).unwrap_or_else(|at| at)
        };
        let last = bound(usize::MAX, usize::MAX, u64::MAX);
        let last_is_own = self.order.get(last).is_some_and(|key| key.article == article);
        bound(0, 0, 0)..last + usize::from(last_is_own)
    }

    /// The statement of this rank.
    pub fn at_rank(&self, rank: usize) -> Option<StatementId> {
        self.order.get(rank).map(|key| key.statement)
    }

    /// The rank of a statement as it was taken in.
    pub fn rank(&self, statement: &Statement) -> Option<usize> {
        self.order.binary_search(&OrderKey::of(statement)).ok()
    }

    /// The statements whose first part begins in these bytes of an article, in reading order.
    pub fn beginning_in(&self, article: ArticleId, bytes: Range<usize>) -> impl Iterator<Item = StatementId> + '_ {
        let first = OrderKey { article, start: bytes.start, shortness: 0, statement: StatementId::from_raw(0) };
        let from = self.order.binary_search(&first).unwrap_or_else(|at| at);
        (from..)
            .map_while(|rank| self.order.get(rank))
            .take_while(move |key| key.article == article && key.start < bytes.end)
            .map(|key| key.statement)
    }

    /// Calls `take` with each part that touches these bytes of an article, once each, by first byte within a block.
    pub fn places_in(&self, article: ArticleId, bytes: &Range<usize>, mut take: impl FnMut(Place)) {
        if bytes.start >= bytes.end {
            return;
        }
        let first_block = bytes.start / BLOCK_BYTES;
        let last_block = (bytes.end - 1) / BLOCK_BYTES;
        let edge = |block, start| (article, block, Place { start, end: 0, statement: StatementId::from_raw(0), part: 0 });
        for (_, block, place) in self.places.range(edge(first_block, 0)..edge(last_block, bytes.end)) {
            // A place that began in an earlier block of the range has been handed out there.
            let is_first_seen = *block == first_block || place.start / BLOCK_BYTES == *block;
            if is_first_seen && place.end > bytes.start {
                take(*place);
            }
        }
    }

    /// The statements that a source is linked to.
    pub fn users(&self, source: SourceId) -> impl Iterator<Item = StatementId> + '_ {
        self.uses.get(&source).into_iter().flat_map(|users| users.iter().copied())
    }

    /// The statements that name this one in their *same as*, whether it is there or not.
    pub fn namers(&self, named: StatementId) -> impl Iterator<Item = StatementId> + '_ {
        let (first, last) = (StatementId::from_raw(0), StatementId::from_raw(u64::MAX));
        self.named.range((named, first)..=(named, last)).map(|(_, namer)| *namer)
    }

    /// How many statements a source is linked to.
    pub fn use_count(&self, source: SourceId) -> usize {
        self.uses.get(&source).map_or(0, OrdSet::len)
    }
}

fn for_each_place(statement: &Statement, mut call: impl FnMut(usize, Place)) {
    for (part, span) in statement.parts.iter().enumerate().filter_map(|(part, at)| Some((part, at.span()?))) {
        let place = Place { start: span.start(), end: span.end(), statement: statement.id, part };
        for block in span.start() / BLOCK_BYTES..=(span.end() - 1) / BLOCK_BYTES {
            call(block, place);
        }
    }
}

fn counted(statement: &Statement, is_hollow: bool) -> Counted {
    Counted { kind: statement.tag.kind(), is_hollow, has_source: !statement.evidence.is_empty() }
}
