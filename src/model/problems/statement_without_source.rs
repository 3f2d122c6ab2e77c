//! Nothing is linked to a statement yet.

use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::statement::Statement;

/// Fires where there is no link of any stance.
pub fn rule(_: &Project, statement: &Statement) -> Option<Found> {
    statement.evidence.is_empty().then(|| (Sort::ToDo, "statement_without_source", "No source is linked".into()))
}
