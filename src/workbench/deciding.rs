//! History: each decision in a transaction is written into the statement that it is about (who, when, from what to what), and what the
//! statement was before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::checks::{Aspect, Decision};
use crate::model::earlier;
use crate::model::edit::{Edit, Transaction};
use crate::model::field::StatementField;
use crate::model::finding::{Said, Truth};
use crate::model::id::{SourceId, StatementId};
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::tag::{Tag, TagKind};
use crate::workbench::marking::Checker;

/// Letters of a source's name that history keeps.
const NAME_CHARS: usize = 80;

/// The transaction with the edits that write its decisions down.
pub fn with_history(project: &Project, mut transaction: Transaction, checker: &Checker) -> Transaction {
    let mut decided: Vec<(StatementId, Decision)> = Vec::new();
    let mut added: Vec<(SourceId, String)> = Vec::new();
    for edit in &mut transaction.edits {
        match edit {
            Edit::PutSource(source) => added.push((source.id, source.display_name().to_owned())),
            Edit::PutStatement(statement) if statement.checks().history.is_empty() => {
                let first = decision(Aspect::Tag, String::new(), tag_name(&statement.tag).to_owned(), checker);
                Arc::make_mut(statement).change_checks(|checks| checks.history.push(first));
            }
            _ => decided.extend(decision_of(project, &added, edit, checker)),
        }
    }
    let dropped = |edit: &Edit| if let Edit::DropStatement(id) = edit { Some(*id) } else { None };
    let dropped: BTreeSet<StatementId> = transaction.edits.iter().filter_map(dropped).collect();
    let was = earlier_states(project, &transaction.edits, &dropped, checker);
    let mut written: BTreeMap<StatementId, Vec<Decision>> = BTreeMap::new();
    for (id, decision) in decided.into_iter().filter(|(id, _)| !dropped.contains(id)) {
        let Some(statement) = project.statement(id) else { continue };
        push(written.entry(id).or_insert_with(|| statement.checks().history.clone()), decision, floor(&was, statement));
    }
    transaction.edits.extend(was);
    transaction.edits.extend(written.into_iter().map(|(id, history)| Edit::SetStatement(id, StatementField::History(history))));
    transaction
}

/// How many decisions must stay as they are, as the earlier states tell by number which of them came before; `None` where there is no such
/// state.
fn floor(was: &[Edit], statement: &Statement) -> Option<usize> {
    let states = was.iter().find_map(|edit| match edit {
        Edit::SetStatement(id, StatementField::Earlier(states)) if *id == statement.id => Some(states),
        _ => None,
    });
    states.unwrap_or(&statement.checks().earlier).iter().map(|state| state.after).max()
}

/// What each statement that the edits change was before, as far as that is to be kept.
fn earlier_states(project: &Project, edits: &[Edit], dropped: &BTreeSet<StatementId>, checker: &Checker) -> Vec<Edit> {
    let mut changed: BTreeMap<StatementId, Vec<Aspect>> = BTreeMap::new();
    for edit in edits {
        let Some((id, aspect)) = changed_by(project, edit).filter(|(id, _)| !dropped.contains(id)) else { continue };
        changed.entry(id).or_default().push(aspect);
    }
    let states = changed.into_iter().filter_map(|(id, aspects)| {
        let states = earlier::with_changes(project.statement(id)?, &aspects, &checker.name, checker.today)?;
        Some(Edit::SetStatement(id, StatementField::Earlier(states)))
    });
    states.collect()
}

/// What an edit changes of a statement that stands in the project; `None` where it changes nothing of which earlier states are kept.
fn changed_by(project: &Project, edit: &Edit) -> Option<(StatementId, Aspect)> {
    match edit {
        Edit::SetStatement(id, field) => {
            let aspect = match field {
                StatementField::Parts(_) | StatementField::Attribution(_) => Aspect::Words,
                StatementField::Tag(_) => Aspect::Tag,
                StatementField::SaidBy(_) => Aspect::SaidBy,
                StatementField::InPlainWords(_) | StatementField::AsOf(_) => Aspect::Meaning,
                StatementField::Note(_) => Aspect::Note,
                StatementField::Said(_) => Aspect::Said,
                StatementField::Truth(_) => Aspect::Truth,
                StatementField::SameAs(_) | StatementField::History(_) | StatementField::Signed(_) | StatementField::Earlier(_) => {
                    return None;
                }
            };
            let now = project.statement(*id)?;
            let mut then = Statement::clone(now);
            field.clone().swap_with(&mut then);
            (then != **now).then_some((*id, aspect))
        }
        Edit::PutEvidence(id, ..) | Edit::DropEvidence(id, _) | Edit::SetEvidence(id, ..) => {
            project.statement(*id).map(|statement| (statement.id, Aspect::Evidence))
        }
        _ => None,
    }
}

fn decision_of(project: &Project, added: &[(SourceId, String)], edit: &Edit, checker: &Checker) -> Option<(StatementId, Decision)> {
    let statement_of = |id: StatementId| project.statement(id);
    let name_of = |id: SourceId| {
        let new = added.iter().find(|(of, _)| *of == id).map(|(_, name)| name.clone());
        let name = new.or_else(|| project.source(id).map(|source| source.display_name().to_owned())).unwrap_or_default();
        name.chars().take(NAME_CHARS).collect::<String>()
    };
    let (id, about, from, to) = match edit {
        Edit::SetStatement(id, StatementField::Tag(tag)) => {
            (*id, Aspect::Tag, tag_name(&statement_of(*id)?.tag).to_owned(), tag_name(tag).to_owned())
        }
        Edit::SetStatement(id, StatementField::Said(finding)) => {
            (*id, Aspect::Said, said_name(checks_said(statement_of(*id)?)).to_owned(), said_name(finding.verdict).to_owned())
        }
        Edit::SetStatement(id, StatementField::Truth(finding)) => {
            let before = statement_of(*id)?.checks().truth.verdict;
            (*id, Aspect::Truth, truth_name(before).to_owned(), truth_name(finding.verdict).to_owned())
        }
        Edit::SetStatement(id, StatementField::Signed(signed)) => {
            let before = statement_of(*id)?.checks().signed.len();
            let comes = signed.len() >= before;
            let (from, to) = if comes { ("", "signed off") } else { ("signed off", "") };
            (*id, Aspect::SignOff, from.to_owned(), to.to_owned())
        }
        Edit::PutEvidence(id, _, evidence) => (*id, Aspect::Evidence, String::new(), name_of(evidence.source)),
        Edit::DropEvidence(id, evidence) => (*id, Aspect::Evidence, name_of(statement_of(*id)?.evidence(*evidence)?.source), String::new()),
        _ => return None,
    };
    (from != to).then(|| (id, decision(about, from, to, checker)))
}

fn checks_said(statement: &Statement) -> Said {
    statement.checks().said.verdict
}

fn decision(about: Aspect, from: String, to: String, checker: &Checker) -> Decision {
    Decision { about, from, to, by: checker.name.clone(), on: Some(checker.today) }
}

/// Adds a decision; one that the same person makes again on the same day takes the place of the one before, so that trying is no history.
/// But none of the first `floor`, and where there are earlier states no sign-off, as what was signed is kept as it was.
fn push(history: &mut Vec<Decision>, decision: Decision, floor: Option<usize>) {
    let may_go = floor.is_none_or(|floor| history.len() > floor && decision.about != Aspect::SignOff);
    let is_again = |last: &Decision| {
        last.about == decision.about
            && last.about != Aspect::Evidence
            && last.by == decision.by
            && last.on == decision.on
            && last.to == decision.from
    };
    match history.last_mut().filter(|last| may_go && is_again(last)) {
        Some(last) if last.from == decision.to => {
            history.pop();
        }
        Some(last) => last.to = decision.to,
        None => history.push(decision),
    }
}

/// The name of a tag, as history writes it.
pub const fn tag_name(tag: &Tag) -> &'static str {
    match tag.kind() {
        TagKind::Claim => "claim",
        TagKind::Assertion => "assertion",
        TagKind::ConfirmedFact => "confirmed fact",
    }
}

const fn said_name(said: Said) -> &'static str {
    match said {
        Said::Open => "",
        Said::Confirmed => "confirmed",
        Said::WrongSpeaker => "wrong speaker",
        Said::WrongWords => "wrong words",
    }
}

const fn truth_name(truth: Truth) -> &'static str {
    match truth {
        Truth::Open => "",
        Truth::Partly => "partly",
        Truth::Wrong => "wrong",
        Truth::Disputed => "disputed",
        Truth::CannotBeKnown => "cannot be known",
    }
}
