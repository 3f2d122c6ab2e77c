//! A statement is tagged confirmed fact, and what checking found is not that it holds.

use crate::model::finding::Truth;
use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::tag::TagKind;

/// Fires on confirmed facts, carried or not, with any answer to *is it true*: that it is so is what the tag says.
pub fn rule(_: &Project, statement: &Statement) -> Option<Found> {
    if statement.tag.kind() != TagKind::ConfirmedFact {
        return None;
    }
    let found = match statement.checks().truth.verdict {
        Truth::Open => return None,
        Truth::Partly => "only partly true",
        Truth::Wrong => "wrong",
        Truth::Disputed => "disputed",
        Truth::CannotBeKnown => "not to be known",
    };
    Some((Sort::Problem, "confirmed_and_found_otherwise", format!("Tagged confirmed fact, and found {found}").into()))
}
