//! A statement is said to be the same as one that is not there.

use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::statement::Statement;

/// Fires on the first one that is missing.
pub fn rule(project: &Project, statement: &Statement) -> Option<Found> {
    let missing = statement.same_as.iter().find(|id| project.statement(**id).is_none())?;
    Some((Sort::Problem, "same_as_missing", format!("It is said to be the same as {missing}, which is not in the project").into()))
}
