//! Bringing a statement back as it was before a change: a plan of one step, from one of the earlier states that it keeps.

use std::sync::Arc;

use crate::model::earlier;
use crate::model::edit::{Edit, Transaction};
use crate::model::evidence::Evidence;
use crate::model::field::{EvidenceField, StatementField};
use crate::model::id::StatementId;
use crate::model::project::Project;
use crate::model::statement::{SaidBy, Statement};
use crate::workbench::desk::Workbench;
use crate::workbench::notice::Weight;

/// What bringing back would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BringingBack {
    /// The step; `None` where the statement is so already.
    pub transaction: Option<Transaction>,
    /// Links that cannot come back, as their source is no longer in the project.
    pub lost: usize,
}

/// The statement as `was`, an earlier state of itself: words, tag, speaker, meaning, evidence, findings and note. Remarks and sign-offs stay
/// as they are.
pub fn plan(project: &Project, statement: &Statement, was: &Statement) -> BringingBack {
    let id = statement.id;
    let mut edits: Vec<Edit> = fields_of(was)
        .into_iter()
        .filter(|field| {
            let mut copy = statement.clone();
            field.clone().swap_with(&mut copy);
            copy != *statement
        })
        .map(|field| Edit::SetStatement(id, field))
        .collect();
    let lost = bring_evidence(project, statement, was, &mut edits);
    let transaction = (!edits.is_empty()).then(|| Transaction { label: "bring back".to_owned(), edits });
    BringingBack { transaction, lost }
}

fn fields_of(was: &Statement) -> [StatementField; 9] {
    let checks = was.checks();
    [
        StatementField::Parts(was.parts.clone()),
        StatementField::Attribution(checks.attribution.clone()),
        StatementField::Tag(was.tag.clone()),
        StatementField::SaidBy(SaidBy::clone(&was.said_by)),
        StatementField::InPlainWords(was.in_plain_words.clone()),
        StatementField::AsOf(was.as_of),
        StatementField::Said(checks.said.clone()),
        StatementField::Truth(checks.truth.clone()),
        StatementField::Note(String::clone(&was.note)),
    ]
}

/// Adds what brings the evidence back. A link that is there still is changed and not made again, so that history tells of no link that
/// came or went.
fn bring_evidence(project: &Project, statement: &Statement, was: &Statement, edits: &mut Vec<Edit>) -> usize {
    let id = statement.id;
    let gone = statement.evidence.iter().filter(|evidence| was.evidence(evidence.id).is_none());
    edits.extend(gone.map(|evidence| Edit::DropEvidence(id, evidence.id)));
    let mut standing = statement.evidence.iter().filter(|evidence| was.evidence(evidence.id).is_some()).count();
    let mut lost = 0;
    let mut place = 0;
    for evidence in &was.evidence {
        let has_source = project.source(evidence.source).is_some();
        match statement.evidence(evidence.id) {
            Some(now) => edits.extend(changes(now, evidence, has_source).map(|field| Edit::SetEvidence(id, evidence.id, field))),
            None if has_source => {
                edits.push(Edit::PutEvidence(id, place.min(standing), Arc::clone(evidence)));
                standing += 1;
            }
            None => {
                lost += 1;
                continue;
            }
        }
        place += 1;
    }
    lost
}

/// The fields in which a link is not as it was. A source that was merged into another is gone, and the link stays with that other one.
fn changes(now: &Evidence, was: &Evidence, has_source: bool) -> impl Iterator<Item = EvidenceField> {
    let fields = [
        EvidenceField::Stance(was.stance),
        EvidenceField::Passage(was.passage.clone()),
        EvidenceField::Original(was.original.clone()),
        EvidenceField::Place(was.place.clone()),
        EvidenceField::Primary(was.primary),
        EvidenceField::Note(was.note.clone()),
        EvidenceField::By(was.by.clone()),
        EvidenceField::On(was.on),
    ];
    let source = has_source.then_some(EvidenceField::Source(was.source));
    source.into_iter().chain(fields).filter(move |field| {
        let mut copy = now.clone();
        field.clone().swap_with(&mut copy);
        copy != *now
    })
}

impl Workbench {
    /// Brings a statement back as it was before the change at this place among its earlier states.
    pub(crate) fn bring_back(&mut self, id: StatementId, at: usize) {
        let Some(statement) = self.project.statement(id).filter(|statement| at < statement.checks().earlier.len()) else { return };
        let was = earlier::as_it_was(statement, at);
        let BringingBack { transaction, lost } = plan(&self.project, statement, &was);
        let Some(transaction) = transaction else {
            self.notices.say(Weight::Hint, "The statement is as it was already");
            return;
        };
        let here = self.focus.clone();
        if self.commit(transaction, here) {
            let but = match lost {
                0 => String::new(),
                1 => ", but for a link whose source is no longer in the project".to_owned(),
                count => format!(", but for {count} links whose sources are no longer in the project"),
            };
            self.notices.say(Weight::Hint, format!("The statement is as it was then{but}; undo takes it back"));
        }
    }
}
