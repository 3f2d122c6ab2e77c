//! Two statements are said to say the same, and something else was found for each.

use crate::model::finding::Truth;
use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::tag::TagKind;

/// Fires on the later of the two (by id), where both were judged and the judgements do not agree.
pub fn rule(project: &Project, statement: &Statement) -> Option<Found> {
    let own = judged(statement)?;
    let earlier = statement.same_as.iter().filter(|id| **id < statement.id).filter_map(|id| project.statement(*id));
    let other = earlier.filter_map(|other| judged(other)).find(|other| *other != own)?;
    let text = format!("Judged {own}, while a statement that says the same is judged {other}");
    Some((Sort::Problem, "same_as_findings_differ", text))
}

/// What was found; `None` while that is open.
fn judged(statement: &Statement) -> Option<&'static str> {
    match statement.checks().truth.verdict {
        Truth::Open if statement.tag.kind() == TagKind::ConfirmedFact => Some("confirmed"),
        Truth::Open => None,
        Truth::Partly => Some("partly true"),
        Truth::Wrong => Some("wrong"),
        Truth::Disputed => Some("disputed"),
        Truth::CannotBeKnown => Some("not to be known"),
    }
}
