//! Names left out of what people wrote freely, so that no note says who talks on background.

use std::cell::Cell;
use std::sync::Arc;

use crate::interchange::report::nameless;
use crate::model::checks::Signature;
use crate::model::edit::Edit;
use crate::model::evidence::Evidence;
use crate::model::field::{EvidenceField, SourceField, StatementField};
use crate::model::finding::Finding;
use crate::model::project::Project;
use crate::model::remark::Remark;
use crate::model::source::Ground;
use crate::model::statement::{Part, SaidBy, Statement};
use crate::text::names::Names;

/// What stands in place of a name.
const LEFT_OUT: &str = "[name left out]";

/// The names of a project that are left out, and in how many places that was done.
pub struct LeftOut {
    names: Names,
    places: Cell<usize>,
}

impl LeftOut {
    /// For a project as it is, before anything was left out.
    pub fn of(project: &Project) -> Self {
        Self { names: nameless::names(project), places: Cell::new(0) }
    }

    /// In how many places names were left out so far.
    pub const fn places(&self) -> usize {
        self.places.get()
    }

    /// Whether a text has one of the names.
    pub fn is_in(&self, text: &str) -> bool {
        !self.names.is_empty() && !self.names.places(text).is_empty()
    }

    /// The text without names; `None` where it has none.
    fn without(&self, text: &str) -> Option<String> {
        if self.names.is_empty() || text.is_empty() {
            return None;
        }
        let places = self.names.places(text);
        let mut shown = String::with_capacity(text.len());
        let mut from = 0;
        for place in &places {
            shown.push_str(text.get(from..place.start).unwrap_or_default());
            shown.push_str(LEFT_OUT);
            from = place.end;
        }
        shown.push_str(text.get(from..).unwrap_or_default());
        self.places.set(self.places.get() + places.len());
        (!places.is_empty()).then_some(shown)
    }

    /// Whether it had a name, which is gone now.
    fn clear(&self, text: &mut String) -> bool {
        self.without(text).is_some_and(|shown| {
            *text = shown;
            true
        })
    }

    /// The edits that leave the names out of all that a report prints: not of the articles' texts, the words of statements, titles,
    /// publishers and addresses, which are public already.
    pub fn edits(&self, project: &Project) -> Vec<Edit> {
        let mut edits = Vec::new();
        if self.names.is_empty() {
            return edits;
        }
        for source in project.sources().filter(|source| source.ground != Ground::Background) {
            let fields = [(&source.note, SourceField::Note as fn(String) -> SourceField), (&source.working, SourceField::Working)];
            let fields = fields.into_iter().filter_map(|(text, field)| self.without(text).map(field));
            edits.extend(fields.map(|field| Edit::SetSource(source.id, field)));
        }
        for statement in project.statements() {
            self.of_statement(project, statement, &mut edits);
        }
        for silence in project.silences() {
            if let Some(reason) = self.without(&silence.reason) {
                let mut shown = crate::model::review::Silence::clone(silence);
                shown.reason = reason;
                edits.extend([Edit::DropSilence(silence.id), Edit::PutSilence(Arc::new(shown))]);
            }
        }
        edits
    }

    fn of_statement(&self, project: &Project, statement: &Statement, edits: &mut Vec<Edit>) {
        let id = statement.id;
        let checks = statement.checks();
        let texts = [
            (&statement.in_plain_words, StatementField::InPlainWords as fn(String) -> StatementField),
            (&statement.note, StatementField::Note),
        ];
        let mut fields: Vec<StatementField> = texts.into_iter().filter_map(|(text, field)| self.without(text).map(field)).collect();
        fields.extend(self.said_by(project, statement).map(StatementField::SaidBy));
        fields.extend(self.without(&checks.said.why).map(|why| StatementField::Said(Finding { why, ..checks.said.clone() })));
        fields.extend(self.without(&checks.truth.why).map(|why| StatementField::Truth(Finding { why, ..checks.truth.clone() })));
        let mut signed: Vec<Signature> = checks.signed.clone();
        if signed.iter_mut().map(|signature| self.clear(&mut signature.reason)).filter(|is_changed| *is_changed).count() > 0 {
            fields.push(StatementField::Signed(signed));
        }
        edits.extend(fields.into_iter().map(|field| Edit::SetStatement(id, field)));
        for remark in checks.remarks.iter().filter(|remark| remark.is_waiting()) {
            edits.extend(self.remark(remark, false).map(|remark| Edit::SetRemark(id, Arc::new(remark))));
        }
        for evidence in &statement.evidence {
            edits.extend(self.of_evidence(project, evidence).map(|field| Edit::SetEvidence(id, evidence.id, field)));
        }
    }

    fn of_evidence(&self, project: &Project, evidence: &Evidence) -> impl Iterator<Item = EvidenceField> {
        let is_background = project.source(evidence.source).is_some_and(|source| source.ground == Ground::Background);
        let texts = [
            (&evidence.passage, EvidenceField::Passage as fn(String) -> EvidenceField),
            (&evidence.original, EvidenceField::Original),
            (&evidence.place, EvidenceField::Place),
            (&evidence.note, EvidenceField::Note),
        ];
        // Where in a source on background something stands is not told at all.
        let told = texts.into_iter().filter(move |(text, _)| !(is_background && std::ptr::eq(*text, &raw const evidence.place)));
        told.filter_map(|(text, field)| self.without(text).map(field))
    }

    /// Who says it, without names that the article does not give right there. Where the article names a person itself, leaving the name out
    /// would tell who it is that talks on background.
    fn said_by(&self, project: &Project, statement: &Statement) -> Option<SaidBy> {
        let mut said_by = SaidBy::clone(&statement.said_by);
        let text = project.article(statement.article).map(|article| &*article.text).unwrap_or_default();
        let beside = statement.spans().chain(statement.checks().attribution.iter().filter_map(Part::span));
        let paragraphs: Vec<&str> = beside.map(|span| paragraph(text, span.start(), span.end())).collect();
        let is_told = |name: &str| {
            !name.trim().is_empty() && {
                let name = Names::new([crate::text::names::name(name)]);
                paragraphs.iter().any(|paragraph| !name.places(paragraph).is_empty())
            }
        };
        let mut is_changed = false;
        for field in [&mut said_by.speaker, &mut said_by.role, &mut said_by.hedge].into_iter().chain(&mut said_by.relays) {
            is_changed |= !is_told(field) && self.clear(field);
        }
        is_changed.then_some(said_by)
    }

    /// A remark without the names; `None` where it has none. `is_whole`: its replies are printed too.
    pub fn remark(&self, remark: &Remark, is_whole: bool) -> Option<Remark> {
        let mut shown = remark.clone();
        let mut is_changed = false;
        for field in [&mut shown.text, &mut shown.wording, &mut shown.whom] {
            is_changed |= self.clear(field);
        }
        for reply in shown.replies.iter_mut().filter(|_| is_whole) {
            is_changed |= self.clear(&mut reply.text);
        }
        is_changed.then_some(shown)
    }
}

/// The project as the author may see what is asked, and in how many places names were left out.
pub fn for_the_author(project: &Project) -> (Project, usize) {
    let left_out = LeftOut::of(project);
    let mut shown = project.clone();
    for statement in project.statements() {
        for remark in statement.checks().remarks.iter().filter(|remark| remark.is_waiting()) {
            if let Some(remark) = left_out.remark(remark, true) {
                // A remark that is there can be set.
                let _ = shown.apply(Edit::SetRemark(statement.id, Arc::new(remark)));
            }
        }
    }
    (shown, left_out.places())
}

/// The lines that a stretch of a text lies in.
fn paragraph(text: &str, start: usize, end: usize) -> &str {
    let from = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let to = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at);
    text.get(from..to).unwrap_or_default()
}
