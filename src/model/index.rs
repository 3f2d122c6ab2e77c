//! Indexes over the statements of a project: reading order, places in the text, uses of sources, who names whom, counts.
//!
//! The gate feeds them statement by statement; every step costs the logarithm of the project's size, and a clone costs nothing.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use crate::model::counts::{Counted, Counts};
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::overview::Overview;
use crate::model::packed;
use crate::model::ranked::{Item, Ranked, Sum};
use crate::model::span::Span;
use crate::model::statement::{Part, Statement};

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
    place: InArticle,
}

/// The same of statements of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct InArticle {
    // There is one for each of a million statements, and no text is longer than 32 bits tell.
    start: u32,
    /// `u32::MAX - end`: what encloses stands before what is enclosed.
    shortness: u32,
    statement: StatementId,
}

impl OrderKey {
    /// The key of a statement as it stands.
    pub fn of(statement: &Statement) -> Self {
        Self { article: statement.article, place: InArticle::of(statement) }
    }

    /// Stands before all of an article that begin at this byte or later.
    fn first_of(article: ArticleId, byte: usize) -> Self {
        Self { article, place: InArticle { start: short(byte), ..InArticle::FIRST } }
    }
}

impl InArticle {
    /// Stands before all others.
    pub const FIRST: Self = Self { start: 0, shortness: 0, statement: StatementId::from_raw(0) };
    const LAST: Self = Self { start: u32::MAX, shortness: u32::MAX, statement: StatementId::from_raw(u64::MAX) };

    /// The place of a statement as it stands.
    pub fn of(statement: &Statement) -> Self {
        Self::standing(statement.id, statement.first_span())
    }

    fn standing(statement: StatementId, span: Option<Span>) -> Self {
        let (start, shortness) = span.map_or((u32::MAX, u32::MAX), |span| (short(span.start()), u32::MAX - short(span.end())));
        Self { start, shortness, statement }
    }

    /// The byte in which its first part begins; `None` where that is adrift.
    pub fn byte(self) -> Option<usize> {
        (self.start != u32::MAX).then_some(self.start as usize)
    }

    /// Whose place it is.
    pub const fn statement(self) -> StatementId {
        self.statement
    }

    const fn end(self) -> u32 {
        u32::MAX - self.shortness
    }
}

/// A byte of a text.
fn short(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// A part of a statement behind its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Further {
    key: OrderKey,
    part: u32,
}

/// What is known of some parts: how many, and the byte before which all of them end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extent {
    count: u32,
    end: u32,
}

impl Sum for Extent {
    fn and(self, other: Self) -> Self {
        Self { count: self.count + other.count, end: self.end.max(other.end) }
    }
}

impl Item for OrderKey {
    type Key = Self;
    type Sum = Extent;

    fn key(&self) -> Self {
        *self
    }

    fn sum(&self) -> Extent {
        Extent { count: 1, end: self.place.end() }
    }
}

impl Item for Further {
    type Key = Self;
    type Sum = Extent;

    fn key(&self) -> Self {
        *self
    }

    fn sum(&self) -> Extent {
        Extent { count: 1, end: self.key.place.end() }
    }
}

/// The indexes of one project.
#[derive(Debug, Clone, Default)]
pub struct Index {
    // Each statement once. Knows where what stands in it ends, so that it tells which first parts touch some bytes without a list by place.
    order: Ranked<OrderKey>,
    // The parts behind the first ones.
    further: Ranked<Further>,
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
        self.order.insert(OrderKey::of(statement));
        self.place_further(statement);
        self.use_sources(statement);
        self.name(statement);
        self.count(statement, is_hollow, text_bytes);
    }

    /// Takes all statements of a project in that has none yet, each with what [`Index::add`] asks for: the same as one after the other, in half
    /// the time.
    pub fn fill(&mut self, statements: &[(Arc<Statement>, bool, usize)]) {
        self.order = statements.iter().map(|(statement, ..)| OrderKey::of(statement)).collect();
        self.further = statements.iter().flat_map(|(statement, ..)| further(statement)).collect();
        let mut uses: BTreeMap<SourceId, Vec<StatementId>> = BTreeMap::new();
        let mut named = Vec::new();
        let mut along = Vec::with_capacity(statements.len());
        for (statement, is_hollow, text_bytes) in statements {
            for evidence in &statement.evidence {
                uses.entry(evidence.source).or_default().push(statement.id);
            }
            named.extend(statement.same_as.iter().map(|other| (*other, statement.id)));
            let counted = self.count_in_all(statement, *is_hollow);
            along.push((&**statement, counted, *text_bytes));
        }
        self.overview.fill(along);
        self.uses = uses.into_iter().map(|(source, users)| (source, packed::set(users))).collect();
        self.named = packed::set(named);
    }

    /// Lets go of a statement exactly as it was taken in.
    pub fn remove(&mut self, statement: &Statement, text_bytes: usize) {
        self.order.remove(&OrderKey::of(statement));
        self.displace_further(statement);
        self.let_sources_go(statement);
        self.unname(statement);
        self.uncount(statement, text_bytes);
    }

    /// Takes a statement in for one that had its id. What both say alike stays as it is, for most edits leave most of it. Both are of one
    /// article, which has so many bytes.
    pub fn change(&mut self, old: &Statement, new: &Statement, is_hollow: bool, text_bytes: usize) {
        let (old_key, new_key) = (OrderKey::of(old), OrderKey::of(new));
        if old_key != new_key {
            self.order.remove(&old_key);
            self.order.insert(new_key);
        }
        if old.parts != new.parts {
            self.displace_further(old);
            self.place_further(new);
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

    fn place_further(&mut self, statement: &Statement) {
        for part in further(statement) {
            self.further.insert(part);
        }
    }

    fn displace_further(&mut self, statement: &Statement) {
        for part in further(statement) {
            self.further.remove(&part);
        }
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
        for other in statement.same_as.iter() {
            self.named.insert((*other, statement.id));
        }
    }

    fn unname(&mut self, statement: &Statement) {
        for other in statement.same_as.iter() {
            self.named.remove(&(*other, statement.id));
        }
    }

    /// Counts a statement; where it stands is taken in already.
    pub fn count(&mut self, statement: &Statement, is_hollow: bool, text_bytes: usize) {
        let counted = self.count_in_all(statement, is_hollow);
        self.overview.add(statement, counted, text_bytes);
    }

    fn count_in_all(&mut self, statement: &Statement, is_hollow: bool) -> Counted {
        if is_hollow {
            self.hollow.insert(statement.id);
        }
        let counted = counted(statement, is_hollow);
        self.counts.add(counted);
        counted
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
        let (before_last, own_last) = self.order.place(&OrderKey { article, place: InArticle::LAST });
        let (before, _) = self.order.place(&OrderKey::first_of(article, 0));
        before.count as usize..before_last.count as usize + usize::from(own_last.is_some())
    }

    /// The statement of this rank.
    pub fn at_rank(&self, rank: usize) -> Option<StatementId> {
        self.order.at(rank, |known| known.count as usize).map(|(key, _)| key.place.statement)
    }

    /// The statements from this rank on, of whatever article, in reading order: faster than one rank after the other.
    pub fn from_rank(&self, rank: usize) -> impl Iterator<Item = StatementId> + '_ {
        let first = self.order.at(rank, |known| known.count as usize).map(|(key, _)| *key);
        first.into_iter().flat_map(|key| self.order.those(&key, |_| true)).map(|key| key.place.statement)
    }

    /// The rank of a statement as it was taken in.
    pub fn rank(&self, statement: &Statement) -> Option<usize> {
        let (before, own) = self.order.place(&OrderKey::of(statement));
        own.map(|_| before.count as usize)
    }

    /// The statements of an article, in reading order; those adrift last.
    pub fn of_article(&self, article: ArticleId) -> impl Iterator<Item = StatementId> + '_ {
        self.onward(article, 0).map(InArticle::statement)
    }

    /// The statements whose first part begins in these bytes of an article, in reading order.
    pub fn beginning_in(&self, article: ArticleId, bytes: Range<usize>) -> impl Iterator<Item = StatementId> + '_ {
        let end = short(bytes.end);
        self.onward(article, bytes.start).take_while(move |place| place.start < end).map(InArticle::statement)
    }

    fn onward(&self, article: ArticleId, byte: usize) -> impl Iterator<Item = InArticle> {
        let those = self.order.those(&OrderKey::first_of(article, byte), |_| true);
        those.take_while(move |key| key.article == article).map(|key| key.place)
    }

    /// Calls `take` with each part that touches these bytes of an article, once each, by first byte.
    pub fn places_in(&self, article: ArticleId, bytes: &Range<usize>, mut take: impl FnMut(Place)) {
        let (start, end) = (short(bytes.start), short(bytes.end));
        if start >= end {
            return;
        }
        let edge = OrderKey::first_of(article, 0);
        let is_in = move |key: &OrderKey| key.article == article && key.place.start < end;
        let further = self.further.those(&Further { key: edge, part: 0 }, move |known| known.end > start);
        let mut further = further.take_while(|further| is_in(&further.key)).peekable();
        for first in self.order.those(&edge, move |known| known.end > start).take_while(|key| is_in(key)) {
            while let Some(part) = further.next_if(|further| further.key.place.start < first.place.start) {
                take(place(part.key.place, part.part as usize));
            }
            take(place(first.place, 0));
        }
        for part in further {
            take(place(part.key.place, part.part as usize));
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

/// The parts of a statement behind its first one, which the reading order knows: they are in order, those adrift last.
fn further(statement: &Statement) -> impl Iterator<Item = Further> {
    let spans = (0..).zip(statement.parts.iter().map(Part::span)).skip(1);
    spans.filter_map(|(part, span)| {
        let place = InArticle::standing(statement.id, Some(span?));
        Some(Further { key: OrderKey { article: statement.article, place }, part })
    })
}

const fn place(at: InArticle, part: usize) -> Place {
    Place { start: at.start as usize, end: at.end() as usize, statement: at.statement, part }
}

fn counted(statement: &Statement, is_hollow: bool) -> Counted {
    Counted { kind: statement.tag.kind(), is_hollow, has_source: !statement.evidence.is_empty() }
}
