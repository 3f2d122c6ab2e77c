//! Sources stand against each other, and nobody has said why.

use crate::model::bar;
use crate::model::evidence::Stance;
use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::statement::Statement;

/// Fires where one source supports and another contradicts, until the contradiction is answered in its note.
pub fn rule(_: &Project, statement: &Statement) -> Option<Found> {
    let supports = statement.evidence.iter().any(|evidence| evidence.stance == Stance::Supports);
    let contradicted = statement.evidence.iter().any(|evidence| bar::is_unanswered(evidence));
    let text = "One source supports it, another contradicts it, and nothing is written about that";
    (supports && contradicted).then(|| (Sort::Problem, "evidence_both_ways", text.into()))
}
