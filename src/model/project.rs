//! A project: the articles, statements and sources of one check, changed through one gate.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::{OrdMap, Vector};

use crate::model::article::Article;
use crate::model::bar::{self, Carried, Lack};
use crate::model::edit::{Edit, EditError, Transaction};
use crate::model::evidence::Evidence;
use crate::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use crate::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use crate::model::index::Index;
use crate::model::source::Source;
use crate::model::span::Span;
use crate::model::statement::{Part, Statement};
use crate::model::tag::Tag;

/// One project. Cloning it costs nothing, whatever its size, so that a worker gets its own.
#[derive(Debug, Clone, Default)]
pub struct Project {
    articles: OrdMap<ArticleId, Arc<Article>>,
    // The ids of `articles`, each once, in the order in which they are shown.
    shown: Vector<ArticleId>,
    sources: OrdMap<SourceId, Arc<Source>>,
    // Each lies in an article of the project, its spans in that article's text, its evidence names sources of the project.
    statements: OrdMap<StatementId, Arc<Statement>>,
    index: Index,
}

impl PartialEq for Project {
    fn eq(&self, other: &Self) -> bool {
        // The index follows from the rest.
        self.shown == other.shown && self.articles == other.articles && self.sources == other.sources && self.statements == other.statements
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

    /// The statement with this id.
    pub fn statement(&self, id: StatementId) -> Option<&Arc<Statement>> {
        self.statements.get(&id)
    }

    /// The statements of an article, in reading order; those adrift last.
    pub fn statements_of(&self, article: ArticleId) -> impl Iterator<Item = &Arc<Statement>> {
        self.index.ranks(article).filter_map(|rank| self.statements.get(&self.index.at_rank(rank)?))
    }

    /// All statements, article by article, in reading order.
    pub fn statements(&self) -> impl Iterator<Item = &Arc<Statement>> {
        self.shown.iter().flat_map(|id| self.statements_of(*id))
    }

    /// What was counted and sorted along the way.
    pub const fn index(&self) -> &Index {
        &self.index
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.sources.is_empty() && self.statements.is_empty()
    }

    /// What carries a statement, or what is missing.
    ///
    /// # Errors
    /// What is missing, where nothing carries it.
    pub fn weigh(&self, statement: &Statement) -> Result<Carried, Lack> {
        let article = self.article(statement.article).map(|article| &**article);
        bar::weigh(statement, article, |id| self.sources.get(&id).map(|source| &**source))
    }

    /// Does all edits of a transaction, or none; answers with the transaction that takes them back, under the same label.
    ///
    /// # Errors
    /// Of the first edit that was refused; nothing has changed then.
    pub fn commit(&mut self, transaction: Transaction) -> Result<Transaction, EditError> {
        let before = self.clone();
        let mut answers = Vec::with_capacity(transaction.edits.len());
        for edit in transaction.edits {
            match self.apply(edit) {
                Ok(answer) => answers.push(answer),
                Err(error) => {
                    *self = before;
                    return Err(error);
                }
            }
        }
        answers.reverse();
        Ok(Transaction { label: transaction.label, edits: answers })
    }

    /// Does one edit and answers with the edit that takes it back.
    ///
    /// # Errors
    /// Why it would break the project; nothing has changed then.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::PutArticle(at, article) => self.put_article(at, article),
            Edit::DropArticle(id) => self.drop_article(id),
            Edit::SetArticle(id, field) => self.set_article(id, field),
            Edit::PutSource(source) => self.put_source(source),
            Edit::DropSource(id) => self.drop_source(id),
            Edit::SetSource(id, field) => self.set_source(id, field),
            Edit::PutStatement(statement) => self.put_statement(statement),
            Edit::DropStatement(id) => self.drop_statement(id),
            Edit::SetStatement(id, field) => self.set_statement(id, field),
            Edit::PutEvidence(id, at, evidence) => self.put_evidence(id, at, evidence),
            Edit::DropEvidence(id, evidence) => self.drop_evidence(id, evidence),
            Edit::SetEvidence(id, evidence, field) => self.set_evidence(id, evidence, field),
        }
    }

    fn put_article(&mut self, at: usize, article: Arc<Article>) -> Result<Edit, EditError> {
        let id = article.id;
        if self.articles.contains_key(&id) {
            return Err(EditError::Taken(id.to_string()));
        }
        if at > self.shown.len() {
            return Err(EditError::NoPlace(at));
        }
        self.shown.insert(at, id);
        self.articles.insert(id, article);
        Ok(Edit::DropArticle(id))
    }

    fn drop_article(&mut self, id: ArticleId) -> Result<Edit, EditError> {
        if !self.index.ranks(id).is_empty() {
            return Err(EditError::ArticleInUse(id));
        }
        let at = self.shown.iter().position(|shown| *shown == id).ok_or(EditError::NoArticle(id))?;
        let article = self.articles.remove(&id).ok_or(EditError::NoArticle(id))?;
        self.shown.remove(at);
        Ok(Edit::PutArticle(at, article))
    }

    fn set_article(&mut self, id: ArticleId, mut field: ArticleField) -> Result<Edit, EditError> {
        let article = self.articles.get_mut(&id).ok_or(EditError::NoArticle(id))?;
        field.swap_with(Arc::make_mut(article));
        // Whether a source is the article itself hangs on the article's address.
        if matches!(field, ArticleField::Url(_)) {
            let touched: Vec<StatementId> = self.index.ranks(id).filter_map(|rank| self.index.at_rank(rank)).collect();
            self.count_again(&touched);
        }
        Ok(Edit::SetArticle(id, field))
    }

    fn put_source(&mut self, source: Arc<Source>) -> Result<Edit, EditError> {
        let id = source.id;
        if self.sources.contains_key(&id) {
            return Err(EditError::Taken(id.to_string()));
        }
        self.sources.insert(id, source);
        Ok(Edit::DropSource(id))
    }

    fn drop_source(&mut self, id: SourceId) -> Result<Edit, EditError> {
        if self.index.use_count(id) > 0 {
            return Err(EditError::SourceInUse(id));
        }
        self.sources.remove(&id).map(Edit::PutSource).ok_or(EditError::NoSource(id))
    }

    fn set_source(&mut self, id: SourceId, mut field: SourceField) -> Result<Edit, EditError> {
        let source = self.sources.get_mut(&id).ok_or(EditError::NoSource(id))?;
        field.swap_with(Arc::make_mut(source));
        if matches!(field, SourceField::Story(_) | SourceField::Url(_) | SourceField::ArchivedUrl(_)) {
            let touched: Vec<StatementId> = self.index.users(id).collect();
            self.count_again(&touched);
        }
        Ok(Edit::SetSource(id, field))
    }

    fn put_statement(&mut self, statement: Arc<Statement>) -> Result<Edit, EditError> {
        let id = statement.id;
        if self.statements.contains_key(&id) {
            return Err(EditError::Taken(id.to_string()));
        }
        self.examine(&statement)?;
        self.take_in(statement);
        Ok(Edit::DropStatement(id))
    }

    fn drop_statement(&mut self, id: StatementId) -> Result<Edit, EditError> {
        let statement = self.statements.remove(&id).ok_or(EditError::NoStatement(id))?;
        self.index.remove(&statement);
        Ok(Edit::PutStatement(statement))
    }

    fn set_statement(&mut self, id: StatementId, mut field: StatementField) -> Result<Edit, EditError> {
        self.change_statement(id, |statement| {
            field.swap_with(statement);
            Ok(Edit::SetStatement(id, field))
        })
    }

    fn put_evidence(&mut self, id: StatementId, at: usize, evidence: Arc<Evidence>) -> Result<Edit, EditError> {
        self.change_statement(id, |statement| {
            if at > statement.evidence.len() {
                return Err(EditError::NoPlace(at));
            }
            let answer = Edit::DropEvidence(id, evidence.id);
            statement.evidence.insert(at, evidence);
            Ok(answer)
        })
    }

    fn drop_evidence(&mut self, id: StatementId, evidence: EvidenceId) -> Result<Edit, EditError> {
        self.change_statement(id, |statement| {
            let at = place_of_evidence(statement, evidence)?;
            Ok(Edit::PutEvidence(id, at, statement.evidence.remove(at)))
        })
    }

    fn set_evidence(&mut self, id: StatementId, evidence: EvidenceId, mut field: EvidenceField) -> Result<Edit, EditError> {
        self.change_statement(id, |statement| {
            let at = place_of_evidence(statement, evidence)?;
            if let Some(evidence) = statement.evidence.get_mut(at) {
                field.swap_with(Arc::make_mut(evidence));
            }
            Ok(Edit::SetEvidence(id, evidence, field))
        })
    }

    /// Changes a copy, examines it, and only then lets it take the place of what was there.
    fn change_statement(
        &mut self,
        id: StatementId,
        change: impl FnOnce(&mut Statement) -> Result<Edit, EditError>,
    ) -> Result<Edit, EditError> {
        let old = self.statements.get(&id).ok_or(EditError::NoStatement(id))?;
        let mut new = Statement::clone(old);
        let answer = change(&mut new)?;
        self.examine(&new)?;
        let old = Arc::clone(old);
        self.index.remove(&old);
        self.take_in(Arc::new(new));
        Ok(answer)
    }

    fn take_in(&mut self, statement: Arc<Statement>) {
        let is_hollow = self.is_hollow(&statement);
        self.index.add(&statement, is_hollow);
        self.statements.insert(statement.id, statement);
    }

    fn count_again(&mut self, touched: &[StatementId]) {
        for id in touched {
            if let Some(statement) = self.statements.get(id).cloned() {
                self.index.uncount(&statement);
                let is_hollow = self.is_hollow(&statement);
                self.index.count(&statement, is_hollow);
            }
        }
    }

    fn is_hollow(&self, statement: &Statement) -> bool {
        matches!(statement.tag, Tag::ConfirmedFact(_)) && self.weigh(statement).is_err()
    }

    /// Whether a statement may stand in this project.
    fn examine(&self, statement: &Statement) -> Result<(), EditError> {
        let id = statement.id;
        let article = self.article(statement.article).ok_or(EditError::NoArticle(statement.article))?;
        if statement.parts.is_empty() {
            return Err(EditError::NoParts(id));
        }
        if statement.same_as.contains(&id) {
            return Err(EditError::SameAsItself(id));
        }
        let mut last: Option<Span> = None;
        let mut seen_adrift = false;
        for part in &statement.parts {
            let Part::At(span) = part else {
                seen_adrift = true;
                continue;
            };
            if Span::new(&article.text, span.range()).is_none() {
                return Err(EditError::OutsideText(id));
            }
            if seen_adrift || last.is_some_and(|last| span.start() < last.end()) {
                return Err(EditError::PartsOverlap(id));
            }
            last = Some(*span);
        }
        let mut ids = BTreeSet::new();
        for evidence in &statement.evidence {
            if !self.sources.contains_key(&evidence.source) {
                return Err(EditError::NoSource(evidence.source));
            }
            if !ids.insert(evidence.id) {
                return Err(EditError::Taken(evidence.id.to_string()));
            }
        }
        Ok(())
    }
}

fn place_of_evidence(statement: &Statement, id: EvidenceId) -> Result<usize, EditError> {
    statement.evidence.iter().position(|evidence| evidence.id == id).ok_or(EditError::NoEvidence(statement.id, id))
}
