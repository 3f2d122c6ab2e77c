//! A project: the articles, statements and sources of one check, and what belongs to its review. Changed through one gate, `model/gate`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use imbl::ordmap::DiffItem;
use imbl::{OrdMap, OrdSet, Vector};

use crate::model::article::Article;
use crate::model::aside::Aside;
use crate::model::bar::{self, Carried, Lack};
use crate::model::evidence::Evidence;
use crate::model::id::{ArticleId, AsideId, PassId, SilenceId, SourceId, StatementId, UnmergedId};
use crate::model::index::Index;
use crate::model::problems::Subject;
use crate::model::review::{Pass, Rules, Silence};
use crate::model::source::Source;
use crate::model::span::Span;
use crate::model::statement::Statement;
use crate::model::unmerged::Unmerged;

/// One project. Cloning it costs nothing, whatever its size, so that a worker gets its own.
#[derive(Debug, Clone, Default)]
pub struct Project {
    pub(in crate::model) articles: OrdMap<ArticleId, Arc<Article>>,
    // The ids of `articles`, each once, in the order in which they are shown.
    pub(in crate::model) shown: Vector<ArticleId>,
    pub(in crate::model) sources: OrdMap<SourceId, Arc<Source>>,
    // Each input with what was worked out from it, as `rests_on` of the sources says.
    pub(in crate::model) results: OrdSet<(SourceId, SourceId)>,
    // Each lies in an article of the project, its spans in that article's text, its evidence names sources of the project.
    pub(in crate::model) statements: OrdMap<StatementId, Arc<Statement>>,
    // Each lies in an article of the project.
    pub(in crate::model) asides: OrdMap<AsideId, Arc<Aside>>,
    // Where those that stand in a text do, by article and first byte; none shares bytes with another.
    pub(in crate::model) aside_places: OrdMap<(ArticleId, usize), AsideId>,
    pub(in crate::model) passes: OrdMap<PassId, Arc<Pass>>,
    pub(in crate::model) silences: OrdMap<SilenceId, Arc<Silence>>,
    pub(in crate::model) rules: Rules,
    pub(in crate::model) unmerged: OrdMap<UnmergedId, Arc<Unmerged>>,
    // Each of `unmerged` with what it is about.
    pub(in crate::model) unmerged_of: OrdSet<(Subject, UnmergedId)>,
    pub(in crate::model) index: Index,
}

impl PartialEq for Project {
    fn eq(&self, other: &Self) -> bool {
        // The index follows from the rest.
        self.shown == other.shown
            && self.articles == other.articles
            && self.sources == other.sources
            && self.statements == other.statements
            && self.asides == other.asides
            && self.passes == other.passes
            && self.silences == other.silences
            && self.rules == other.rules
            && self.unmerged == other.unmerged
    }
}

impl Project {
    /// The articles, in the order in which they are shown.
    pub fn articles(&self) -> impl Iterator<Item = &Arc<Article>> {
        self.shown.iter().filter_map(|id| self.articles.get(id))
    }

    /// How many articles there are.
    pub fn article_count(&self) -> usize {
        self.shown.len()
    }

    /// The article with this id.
    pub fn article(&self, id: ArticleId) -> Option<&Arc<Article>> {
        self.articles.get(&id)
    }

    /// The sources, by id.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &Arc<Source>> {
        self.sources.values()
    }

    /// The source with this id.
    pub fn source(&self, id: SourceId) -> Option<&Arc<Source>> {
        self.sources.get(&id)
    }

    /// The sources that were worked out from this one.
    pub fn results_of(&self, input: SourceId) -> impl Iterator<Item = SourceId> {
        let (first, last) = (SourceId::from_raw(0), SourceId::from_raw(u64::MAX));
        self.results.range((input, first)..=(input, last)).map(|(_, result)| *result)
    }

    /// The source with this id and all that it rests on, whatever stands between, each once.
    pub fn with_inputs(&self, id: SourceId) -> impl Iterator<Item = &Arc<Source>> {
        let mut open = vec![id];
        let mut seen = BTreeSet::from([id]);
        std::iter::from_fn(move || {
            let source = self.sources.get(&open.pop()?)?;
            open.extend(source.rests_on.iter().rev().filter(|input| seen.insert(**input)));
            Some(source)
        })
    }

    /// This source and all that was worked out from it, whatever stands between.
    pub(crate) fn with_results(&self, id: SourceId) -> BTreeSet<SourceId> {
        let mut found = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(input) = open.pop() {
            open.extend(self.results_of(input).filter(|result| found.insert(*result)));
        }
        found
    }

    /// The statement with this id.
    pub fn statement(&self, id: StatementId) -> Option<&Arc<Statement>> {
        self.statements.get(&id)
    }

    /// The statements of an article, in reading order; those adrift last.
    pub fn statements_of(&self, article: ArticleId) -> impl Iterator<Item = &Arc<Statement>> {
        self.index.of_article(article).filter_map(|id| self.statements.get(&id))
    }

    /// All statements, article by article, in reading order.
    pub fn statements(&self) -> impl Iterator<Item = &Arc<Statement>> {
        self.shown.iter().flat_map(|id| self.statements_of(*id))
    }

    /// The statements and sources that one of two states has otherwise than the other, or alone; `None` where these are more than `most`, or the
    /// texts or their order are others. Takes as long as they are many.
    pub fn changed_records(&self, after: &Self, most: usize) -> Option<(BTreeSet<StatementId>, BTreeSet<SourceId>)> {
        let is_text_as_before = |item| match item {
            DiffItem::Update { old: (_, old), new: (_, new) } => Arc::<Article>::as_ref(old).text == new.text,
            _ => false,
        };
        if self.shown != after.shown || !self.articles.diff(&after.articles).all(is_text_as_before) {
            return None;
        }
        let statements = changed(&self.statements, &after.statements, most);
        let sources = changed(&self.sources, &after.sources, most);
        (statements.len() + sources.len() <= most).then_some((statements, sources))
    }

    /// The links to a source, each with its statement.
    pub fn links_to(&self, source: SourceId) -> impl Iterator<Item = (&Arc<Statement>, &Arc<Evidence>)> {
        let users = self.index.users(source).filter_map(|id| self.statements.get(&id));
        let links = users.flat_map(|statement| statement.evidence.iter().map(move |evidence| (statement, evidence)));
        links.filter(move |(_, evidence)| evidence.source == source)
    }

    /// What is set aside, by id.
    pub fn asides(&self) -> impl ExactSizeIterator<Item = &Arc<Aside>> {
        self.asides.values()
    }

    /// What is set aside under this id.
    pub fn aside(&self, id: AsideId) -> Option<&Arc<Aside>> {
        self.asides.get(&id)
    }

    /// What is set aside within these bytes of an article, by place.
    pub fn asides_in(&self, article: ArticleId, bytes: &Range<usize>) -> impl Iterator<Item = (Span, &Arc<Aside>)> {
        let before = self.aside_places.range(..(article, bytes.start)).next_back().filter(|((of, _), _)| *of == article);
        let within = self.aside_places.range((article, bytes.start)..(article, bytes.end.max(bytes.start)));
        let found = before.into_iter().chain(within).filter_map(|(_, id)| self.asides.get(id));
        let start = bytes.start;
        found.filter_map(|aside| Some((aside.part.span()?, aside))).filter(move |(span, _)| span.end() > start)
    }

    /// The passes, by id.
    pub fn passes(&self) -> impl ExactSizeIterator<Item = &Arc<Pass>> {
        self.passes.values()
    }

    /// The pass with this id.
    pub fn pass(&self, id: PassId) -> Option<&Arc<Pass>> {
        self.passes.get(&id)
    }

    /// The silenced problems, by id.
    pub fn silences(&self) -> impl ExactSizeIterator<Item = &Arc<Silence>> {
        self.silences.values()
    }

    /// What a merge left open, by id.
    pub fn unmerged(&self) -> impl ExactSizeIterator<Item = &Arc<Unmerged>> {
        self.unmerged.values()
    }

    /// What a merge left open, under this id.
    pub fn unmerged_with(&self, id: UnmergedId) -> Option<&Arc<Unmerged>> {
        self.unmerged.get(&id)
    }

    /// What a merge left open about a record.
    pub fn unmerged_of(&self, subject: Subject) -> impl Iterator<Item = &Arc<Unmerged>> {
        let (first, last) = (UnmergedId::from_raw(0), UnmergedId::from_raw(u64::MAX));
        self.unmerged_of.range((subject, first)..=(subject, last)).filter_map(|(_, id)| self.unmerged.get(id))
    }

    /// What the project asks of its checkers.
    pub const fn rules(&self) -> Rules {
        self.rules
    }

    /// What was counted and sorted along the way.
    pub const fn index(&self) -> &Index {
        &self.index
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        let has_records = !self.articles.is_empty() || !self.sources.is_empty() || !self.statements.is_empty();
        // What is set aside lies in an article.
        let has_review = !self.passes.is_empty() || !self.silences.is_empty() || !self.unmerged.is_empty();
        !has_records && !has_review && self.rules == Rules::default()
    }

    /// What carries a statement, or what is missing.
    ///
    /// # Errors
    /// What is missing, where nothing carries it.
    pub fn weigh(&self, statement: &Statement) -> Result<Carried, Lack> {
        let article = self.article(statement.article).map(|article| &**article);
        bar::weigh(statement, article, self.rules, |id| self.sources.get(&id).map(|source| &**source))
    }
}

/// The keys under which two tables have something else, no more than one beyond `most`.
fn changed<K: Ord + Copy, V: PartialEq>(before: &OrdMap<K, V>, after: &OrdMap<K, V>, most: usize) -> BTreeSet<K> {
    let key = |item| match item {
        DiffItem::Add(key, _) | DiffItem::Remove(key, _) | DiffItem::Update { new: (key, _), .. } => *key,
    };
    before.diff(after).take(most.saturating_add(1)).map(key).collect()
}
