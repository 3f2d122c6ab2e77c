//! What belongs to the review of a project taken in: what is set aside, passes, silenced problems, what a merge left open.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::edit::Edit;
use crate::model::statement::Part;
use crate::model::unmerged::Unmerged;
use crate::project_file::error::ReadError;
use crate::project_file::note::{Finding, Record};
use crate::project_file::texts::Texts;
use crate::project_file::to_model::Intake;
use crate::project_file::{records, unmerged, v4};

impl Intake<'_> {
    pub(in crate::project_file) fn asides(&mut self, asides: &[v4::Aside<'_>], texts: &Texts<'_>) -> Result<(), ReadError> {
        for record in asides {
            let (id, of) = (record.id, Record::Aside(record.id));
            let stands = self.project.aside(id).is_some();
            self.admit(record, &record.sum, of, stands)?;
            self.stand_in_for_article(of, record.article)?;
            let text = texts.get(&record.article);
            let mut part = self.part(of, &record.part, text);
            if let Some(span) = part.span()
                && self.project.asides_in(record.article, &span.range()).next().is_some()
            {
                let quote = records::quote(&record.part);
                self.note(of, Finding::PartOverlaps { quote: quote.clone() });
                part = Part::Adrift(Box::new(quote));
            }
            self.apply(Edit::PutAside(Arc::new(records::aside(record, part))), &id.to_string())?;
        }
        Ok(())
    }

    pub(in crate::project_file) fn passes(&mut self, passes: Vec<v4::Pass<'_>>) -> Result<(), ReadError> {
        let mut seen = BTreeSet::new();
        for record in passes {
            let (id, stands) = (record.id, !seen.insert(record.id));
            self.admit(&record, &record.sum, Record::Pass(id), stands)?;
            self.apply(Edit::PutPass(Arc::new(records::pass(record))), &id.to_string())?;
        }
        Ok(())
    }

    pub(in crate::project_file) fn silences(&mut self, silences: Vec<v4::Silence<'_>>) -> Result<(), ReadError> {
        let mut seen = BTreeSet::new();
        for record in silences {
            let (id, stands) = (record.id, !seen.insert(record.id));
            self.admit(&record, &record.sum, Record::Silence(id), stands)?;
            self.apply(Edit::PutSilence(Arc::new(records::silence(record))), &id.to_string())?;
        }
        Ok(())
    }

    pub(in crate::project_file) fn unmerged(&mut self, records: Vec<v4::Unmerged<'_>>, texts: &Texts<'_>) -> Result<(), ReadError> {
        for record in records {
            let of = Record::Unmerged(record.id);
            let stands = self.project.unmerged_with(record.id).is_some();
            self.admit(&record, &record.sum, of, stands)?;
            let id = record.id;
            let article = match record.of {
                v4::Of::Article(id) => Some(id),
                v4::Of::Statement(id) => self.project.statement(id).map(|statement| statement.article),
                _ => None,
            };
            let text = article.and_then(|article| texts.get(&article));
            let parts = match &record.other {
                v4::Other::Parts(parts) | v4::Other::Attribution(parts) => self.parts(of, parts, text),
                v4::Other::Aside(aside) => vec![self.part(of, &aside.part, text)],
                _ => Vec::new(),
            };
            let edit = unmerged::edit(record.of, record.other, parts);
            let Some(unmerged) = edit.and_then(Unmerged::of).map(|unmerged| unmerged.with_id(id)) else {
                let message = "no version of such a record can be like this".to_owned();
                return Err(ReadError::Refused { place: self.place(&of.id(), 0), message });
            };
            if unmerged.has_subject_in(&self.project) {
                self.apply(Edit::PutUnmerged(Arc::new(unmerged)), &of.id())?;
            } else {
                self.note(of, Finding::UnmergedOfNothing);
            }
        }
        Ok(())
    }
}
