//! The part of the gate that statements go through, with their evidence and remarks.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::model::edit::{Edit, EditError};
use crate::model::evidence::Evidence;
use crate::model::field::{EvidenceField, StatementField};
use crate::model::id::{ArticleId, EvidenceId, RemarkId, StatementId};
use crate::model::packed;
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::remark::Remark;
use crate::model::span::Span;
use crate::model::statement::{Part, Statement};
use crate::model::tag::Tag;

impl Project {
    pub(in crate::model) fn put_statement(&mut self, statement: Arc<Statement>) -> Result<Edit, EditError> {
        let id = statement.id;
        if self.statements.contains_key(&id) {
            return Err(EditError::Taken(id.to_string()));
        }
        self.examine(&statement)?;
        self.take_in(statement);
        Ok(Edit::DropStatement(id))
    }

    /// Puts many statements in at once: the same as one after the other, in a fraction of the time where there are none yet.
    ///
    /// # Errors
    /// Of one that was refused, with its id; nothing has changed then.
    pub fn put_statements(&mut self, statements: Vec<Arc<Statement>>) -> Result<(), (StatementId, EditError)> {
        if !self.statements.is_empty() {
            let before = self.clone();
            for statement in statements {
                let id = statement.id;
                if let Err(error) = self.put_statement(statement) {
                    *self = before;
                    return Err((id, error));
                }
            }
            return Ok(());
        }
        let mut taken = Vec::with_capacity(statements.len());
        for statement in &statements {
            self.examine(statement).map_err(|error| (statement.id, error))?;
            taken.push((Arc::clone(statement), self.is_hollow(statement), self.text_bytes(statement.article)));
        }
        let table = packed::map(statements.into_iter().map(|statement| (statement.id, statement)).collect());
        if table.len() < taken.len() {
            let mut ids = HashSet::new();
            let again = taken.iter().find(|(statement, ..)| !ids.insert(statement.id)).map(|(statement, ..)| statement.id);
            return again.map_or(Ok(()), |id| Err((id, EditError::Taken(id.to_string()))));
        }
        self.index.fill(&taken);
        self.statements = table;
        Ok(())
    }

    pub(in crate::model) fn drop_statement(&mut self, id: StatementId) -> Result<Edit, EditError> {
        self.check_closed(Subject::Statement(id), &id)?;
        let statement = self.statements.remove(&id).ok_or(EditError::NoStatement(id))?;
        let text_bytes = self.text_bytes(statement.article);
        self.index.remove(&statement, text_bytes);
        Ok(Edit::PutStatement(statement))
    }

    pub(in crate::model) fn set_statement(&mut self, id: StatementId, mut field: StatementField) -> Result<Edit, EditError> {
        self.change_statement(id, |statement| {
            field.swap_with(statement);
            Ok(Edit::SetStatement(id, field))
        })
    }

    pub(in crate::model) fn put_evidence(&mut self, id: StatementId, at: usize, evidence: Arc<Evidence>) -> Result<Edit, EditError> {
        self.change_statement(id, |statement| {
            if at > statement.evidence.len() {
                return Err(EditError::NoPlace(at));
            }
            let answer = Edit::DropEvidence(id, evidence.id);
            statement.evidence.insert(at, evidence);
            Ok(answer)
        })
    }

    pub(in crate::model) fn drop_evidence(&mut self, id: StatementId, evidence: EvidenceId) -> Result<Edit, EditError> {
        self.change_statement(id, |statement| {
            let at = place_of_evidence(statement, evidence)?;
            Ok(Edit::PutEvidence(id, at, statement.evidence.remove(at)))
        })
    }

    pub(in crate::model) fn set_evidence(
        &mut self,
        id: StatementId,
        evidence: EvidenceId,
        mut field: EvidenceField,
    ) -> Result<Edit, EditError> {
        self.change_statement(id, |statement| {
            let at = place_of_evidence(statement, evidence)?;
            if let Some(evidence) = statement.evidence.get_mut(at) {
                field.swap_with(Arc::make_mut(evidence));
            }
            Ok(Edit::SetEvidence(id, evidence, field))
        })
    }

    pub(in crate::model) fn put_remark(&mut self, id: StatementId, at: usize, remark: Arc<Remark>) -> Result<Edit, EditError> {
        self.change_remarks(id, |remarks| {
            if at > remarks.len() {
                return Err(EditError::NoPlace(at));
            }
            if remarks.iter().any(|other| other.id == remark.id) {
                return Err(EditError::Taken(remark.id.to_string()));
            }
            let answer = Edit::DropRemark(id, remark.id);
            remarks.insert(at, remark);
            Ok(answer)
        })
    }

    pub(in crate::model) fn drop_remark(&mut self, id: StatementId, remark: RemarkId) -> Result<Edit, EditError> {
        self.change_remarks(id, |remarks| {
            let at = remarks.iter().position(|other| other.id == remark).ok_or_else(|| EditError::Missing(remark.to_string()))?;
            Ok(Edit::PutRemark(id, at, remarks.remove(at)))
        })
    }

    pub(in crate::model) fn set_remark(&mut self, id: StatementId, remark: Arc<Remark>) -> Result<Edit, EditError> {
        self.change_remarks(id, |remarks| {
            let there = remarks.iter_mut().find(|other| other.id == remark.id).ok_or_else(|| EditError::Missing(remark.id.to_string()))?;
            Ok(Edit::SetRemark(id, std::mem::replace(there, remark)))
        })
    }

    fn change_remarks(
        &mut self,
        id: StatementId,
        change: impl FnOnce(&mut Vec<Arc<Remark>>) -> Result<Edit, EditError>,
    ) -> Result<Edit, EditError> {
        self.change_statement(id, |statement| statement.change_checks(|checks| change(&mut checks.remarks)))
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
        let is_hollow = self.is_hollow(&new);
        let text_bytes = self.text_bytes(new.article);
        self.index.change(old, &new, is_hollow, text_bytes);
        self.statements.insert(id, Arc::new(new));
        Ok(answer)
    }

    fn take_in(&mut self, statement: Arc<Statement>) {
        let is_hollow = self.is_hollow(&statement);
        let text_bytes = self.text_bytes(statement.article);
        self.index.add(&statement, is_hollow, text_bytes);
        self.statements.insert(statement.id, statement);
    }

    pub(in crate::model) fn count_again(&mut self, touched: impl IntoIterator<Item = StatementId>) {
        for id in touched {
            if let Some(statement) = self.statements.get(&id).cloned() {
                let text_bytes = self.text_bytes(statement.article);
                self.index.uncount(&statement, text_bytes);
                let is_hollow = self.is_hollow(&statement);
                self.index.count(&statement, is_hollow, text_bytes);
            }
        }
    }

    /// The length of an article, which never changes.
    fn text_bytes(&self, article: ArticleId) -> usize {
        self.articles.get(&article).map_or(0, |article| article.text.len())
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
        examine_parts(id, &statement.parts, &article.text)?;
        examine_parts(id, &statement.checks().attribution, &article.text)?;
        // What it was earlier may overlap as it likes, but is written in code points of this text.
        let lies_there = |part: &Part| part.span().is_none_or(|span| Span::new(&article.text, span.range()).is_some());
        let earlier = statement.checks().earlier.iter().filter_map(|state| state.was.words.as_deref());
        if !earlier.flat_map(|(parts, attribution)| parts.iter().chain(attribution)).all(lies_there) {
            return Err(EditError::OutsideText(id));
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
        let mut ids = BTreeSet::new();
        match statement.checks().remarks.iter().find(|remark| !ids.insert(remark.id)) {
            Some(again) => Err(EditError::Taken(again.id.to_string())),
            None => Ok(()),
        }
    }
}

/// Whether parts lie in the text, in order, none over another.
pub(in crate::model) fn examine_parts(id: StatementId, parts: &[Part], text: &str) -> Result<(), EditError> {
    let mut last: Option<Span> = None;
    let mut seen_adrift = false;
    for part in parts {
        let Part::At(span) = part else {
            seen_adrift = true;
            continue;
        };
        if Span::new(text, span.range()).is_none() {
            return Err(EditError::OutsideText(id));
        }
        if seen_adrift || last.is_some_and(|last| span.start() < last.end()) {
            return Err(EditError::PartsOverlap(id));
        }
        last = Some(*span);
    }
    Ok(())
}

fn place_of_evidence(statement: &Statement, id: EvidenceId) -> Result<usize, EditError> {
    statement.evidence.iter().position(|evidence| evidence.id == id).ok_or(EditError::NoEvidence(statement.id, id))
}
