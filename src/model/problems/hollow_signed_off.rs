//! A confirmed fact was signed off, and nothing carries it.

use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::signing;
use crate::model::statement::Statement;
use crate::model::tag::TagKind;

/// Fires where a signature holds for the fact as it is; one that has changed since is looked at again anyway.
pub fn rule(project: &Project, statement: &Statement) -> Option<Found> {
    if statement.tag.kind() != TagKind::ConfirmedFact || statement.checks().signed.is_empty() || project.weigh(statement).is_ok() {
        return None;
    }
    let holds = statement.checks().signed.iter().find(|signature| signing::changed(project, statement, signature).is_empty())?;
    let reason = if holds.reason.is_empty() { String::new() } else { format!(": {}", holds.reason) };
    let by = if holds.by.trim().is_empty() { "somebody" } else { holds.by.trim() };
    Some((Sort::Problem, "hollow_signed_off", format!("Signed off by {by} though nothing carries it{reason}").into()))
}
