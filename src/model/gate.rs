//! The gate: every change of a project goes through here, keeps it sound, and answers with the change that takes it back.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;

use crate::model::article::Article;
use crate::model::aside::Aside;
use crate::model::edit::{Edit, EditError, Transaction};
use crate::model::field::{ArticleField, SourceField, StatementField};
use crate::model::gate_statements::examine_parts;
use crate::model::id::{ArticleId, AsideId, SourceId, StatementId, UnmergedId};
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::review::Rules;
use crate::model::source::Source;
use crate::model::span::Span;
use crate::model::unmerged::Unmerged;

/// The most sources that one can rest on, those in between counted too: far more than anybody works with, and few enough to look at.
pub const MAX_INPUTS: usize = 1000;

impl Project {
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
            Edit::PutRemark(id, at, remark) => self.put_remark(id, at, remark),
            Edit::DropRemark(id, remark) => self.drop_remark(id, remark),
            Edit::SetRemark(id, remark) => self.set_remark(id, remark),
            Edit::PutAside(aside) => self.put_aside(aside),
            Edit::DropAside(id) => self.drop_aside(id),
            Edit::PutPass(pass) => put(&mut self.passes, pass.id, pass).map(Edit::DropPass),
            Edit::DropPass(id) => drop_from(&mut self.passes, id).map(Edit::PutPass),
            Edit::PutSilence(silence) => put(&mut self.silences, silence.id, silence).map(Edit::DropSilence),
            Edit::DropSilence(id) => drop_from(&mut self.silences, id).map(Edit::PutSilence),
            Edit::SetRules(rules) => Ok(self.set_rules(rules)),
            Edit::PutUnmerged(unmerged) => self.put_unmerged(unmerged),
            Edit::DropUnmerged(id) => self.drop_unmerged(id),
        }
    }

    fn put_unmerged(&mut self, unmerged: Arc<Unmerged>) -> Result<Edit, EditError> {
        if !unmerged.has_subject_in(self) {
            return Err(EditError::Missing(format!("record for {}", unmerged.id())));
        }
        let (subject, id) = (unmerged.subject(), unmerged.id());
        match unmerged.other() {
            Edit::SetStatement(of, StatementField::Parts(parts)) if parts.is_empty() => return Err(EditError::NoParts(*of)),
            Edit::SetStatement(of, StatementField::Parts(parts) | StatementField::Attribution(parts)) => {
                let text = self.statements.get(of).and_then(|statement| self.articles.get(&statement.article));
                examine_parts(*of, parts, text.map_or("", |article| &article.text))?;
            }
            Edit::PutAside(aside) => {
                let lies_in = |span: Span| self.articles.get(&aside.article).and_then(|article| Span::new(&article.text, span.range()));
                if aside.part.span().is_some_and(|span| lies_in(span).is_none()) {
                    return Err(EditError::AsideOverlaps(aside.id));
                }
            }
            _ => {}
        }
        put(&mut self.unmerged, id, unmerged)?;
        self.unmerged_of.insert((subject, id));
        Ok(Edit::DropUnmerged(id))
    }

    fn drop_unmerged(&mut self, id: UnmergedId) -> Result<Edit, EditError> {
        let unmerged = drop_from(&mut self.unmerged, id)?;
        self.unmerged_of.remove(&(unmerged.subject(), id));
        Ok(Edit::PutUnmerged(unmerged))
    }

    /// Whether nothing is open about a record, so that it may go.
    pub(in crate::model) fn check_closed(&self, subject: Subject, id: &impl ToString) -> Result<(), EditError> {
        if self.unmerged_of(subject).next().is_some() { Err(EditError::Open(id.to_string())) } else { Ok(()) }
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
        if !self.index.ranks(id).is_empty() || self.asides.values().any(|aside| aside.article == id) {
            return Err(EditError::ArticleInUse(id));
        }
        self.check_closed(Subject::Article(id), &id)?;
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
            let touched: Vec<StatementId> = self.index.of_article(id).collect();
            self.count_again(touched);
        }
        Ok(Edit::SetArticle(id, field))
    }

    fn put_source(&mut self, source: Arc<Source>) -> Result<Edit, EditError> {
        let id = source.id;
        if self.sources.contains_key(&id) {
            return Err(EditError::Taken(id.to_string()));
        }
        self.check_inputs(id, &source.rests_on)?;
        self.rests(&source, true);
        self.sources.insert(id, source);
        Ok(Edit::DropSource(id))
    }

    fn drop_source(&mut self, id: SourceId) -> Result<Edit, EditError> {
        if self.index.use_count(id) > 0 || self.results_of(id).next().is_some() {
            return Err(EditError::SourceInUse(id));
        }
        self.check_closed(Subject::Source(id), &id)?;
        let source = self.sources.remove(&id).ok_or(EditError::NoSource(id))?;
        self.rests(&source, false);
        Ok(Edit::PutSource(source))
    }

    fn set_source(&mut self, id: SourceId, mut field: SourceField) -> Result<Edit, EditError> {
        if let SourceField::RestsOn(inputs) = &field {
            self.check_inputs(id, inputs)?;
        }
        let old = self.sources.get(&id).cloned().ok_or(EditError::NoSource(id))?;
        let mut new = Source::clone(&old);
        field.swap_with(&mut new);
        if matches!(field, SourceField::RestsOn(_)) {
            self.rests(&old, false);
            self.rests(&new, true);
        }
        self.sources.insert(id, Arc::new(new));
        let carries = matches!(
            field,
            SourceField::Story(_)
                | SourceField::Url(_)
                | SourceField::ArchivedUrl(_)
                | SourceField::Kind(_)
                | SourceField::Working(_)
                | SourceField::RestsOn(_)
        );
        if carries {
            // What was worked out from it hangs on it too.
            let touched: BTreeSet<StatementId> = self.with_results(id).into_iter().flat_map(|id| self.index.users(id)).collect();
            self.count_again(touched);
        }
        Ok(Edit::SetSource(id, field))
    }

    fn put_aside(&mut self, aside: Arc<Aside>) -> Result<Edit, EditError> {
        let (id, of) = (aside.id, aside.article);
        let article = self.article(of).ok_or(EditError::NoArticle(of))?;
        if self.asides.contains_key(&id) {
            return Err(EditError::Taken(id.to_string()));
        }
        if let Some(span) = aside.part.span() {
            let lies_there = Span::new(&article.text, span.range()).is_some();
            if !lies_there || self.asides_in(of, &span.range()).next().is_some() {
                return Err(EditError::AsideOverlaps(id));
            }
            self.aside_places.insert((of, span.start()), id);
        }
        self.asides.insert(id, aside);
        Ok(Edit::DropAside(id))
    }

    fn drop_aside(&mut self, id: AsideId) -> Result<Edit, EditError> {
        let aside = self.asides.remove(&id).ok_or_else(|| EditError::Missing(id.to_string()))?;
        if let Some(span) = aside.part.span() {
            self.aside_places.remove(&(aside.article, span.start()));
        }
        Ok(Edit::PutAside(aside))
    }

    fn set_rules(&mut self, rules: Rules) -> Edit {
        let before = std::mem::replace(&mut self.rules, rules);
        if before.secondary != rules.secondary {
            let all: Vec<StatementId> = self.statements.keys().copied().collect();
            self.count_again(all);
        }
        Edit::SetRules(before)
    }

    /// Keeps `results` true when a source comes or goes.
    fn rests(&mut self, source: &Source, comes: bool) {
        for input in &source.rests_on {
            if comes {
                self.results.insert((*input, source.id));
            } else {
                self.results.remove(&(*input, source.id));
            }
        }
    }

    /// Whether a source can rest on these: they are there, and none of them rests on it, whatever stands between. How many that are, those in
    /// between counted too.
    pub(crate) fn check_inputs(&self, id: SourceId, inputs: &[SourceId]) -> Result<usize, EditError> {
        let mut seen = BTreeSet::new();
        let mut open = inputs.to_vec();
        while let Some(input) = open.pop() {
            if input == id {
                return Err(EditError::RestsOnItself(id));
            }
            let source = self.sources.get(&input).ok_or(EditError::NoSource(input))?;
            if seen.insert(input) {
                open.extend(&source.rests_on);
            }
            if seen.len() > MAX_INPUTS {
                return Err(EditError::TooManyInputs(id));
            }
        }
        Ok(seen.len())
    }
}

fn put<I: Ord + Copy + ToString, T>(table: &mut OrdMap<I, Arc<T>>, id: I, record: Arc<T>) -> Result<I, EditError> {
    if table.contains_key(&id) {
        return Err(EditError::Taken(id.to_string()));
    }
    table.insert(id, record);
    Ok(id)
}

fn drop_from<I: Ord + Copy + ToString, T>(table: &mut OrdMap<I, Arc<T>>, id: I) -> Result<Arc<T>, EditError> {
    table.remove(&id).ok_or_else(|| EditError::Missing(id.to_string()))
}
