//! Two statements are said to say the same, and something else was found for each.

use crate::model::finding::Truth;
use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::tag::TagKind;

/// Fires on the later of the two (by id), or on the one that alone names the other, where both were judged and the judgements do not
/// agree.
pub fn rule(project: &Project, statement: &Statement) -> Option<Found> {
    let own = judged(project, statement)?;
    let others = statement.same_as.iter().filter_map(|id| project.statement(*id));
    let told_here = others.filter(|other| other.id < statement.id || !other.same_as.contains(&statement.id));
    let other = told_here.filter_map(|other| judged(project, other)).find(|other| *other != own)?;
    let text = format!("Judged {own}, while a statement that says the same is judged {other}");
    Some((Sort::Problem, "same_as_findings_differ", text.into()))
}

/// What was found; `None` while that is open. A fact that nothing carries is not confirmed.
fn judged(project: &Project, statement: &Statement) -> Option<&'static str> {
    let is_carried = statement.tag.kind() == TagKind::ConfirmedFact && !project.index().is_hollow(statement.id);
    match statement.checks().truth.verdict {
        Truth::Open if is_carried => Some("confirmed"),
        Truth::Open => None,
        Truth::Partly => Some("partly true"),
        Truth::Wrong => Some("wrong"),
        Truth::Disputed => Some("disputed"),
        Truth::CannotBeKnown => Some("not to be known"),
    }
}
