//! The project asks for a second reader, and only one person has signed.

use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::signing;
use crate::model::statement::Statement;

/// Fires where the rules ask for it and just one name stands under the statement as it is.
pub fn rule(project: &Project, statement: &Statement) -> Option<Found> {
    if !project.rules().second_reader || statement.checks().signed.is_empty() {
        return None;
    }
    let signed = &statement.checks().signed;
    let mut names: Vec<&str> = signed
        .iter()
        .filter(|signature| signing::changed(project, statement, signature).is_empty())
        .map(|signature| signature.by.trim())
        .collect();
    names.sort_unstable();
    names.dedup();
    let [only] = names.as_slice() else { return None };
    Some((Sort::ToDo, "second_reader", format!("Only {only} has signed it; the project asks for a second reader")))
}
