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
    let mut holding = signed.iter().filter(|signature| signing::changed(project, statement, signature).is_empty()).peekable();
    holding.peek()?;
    // One person is one reader, in whatever letters; nobody's name is no other name.
    let mut names: Vec<(String, &str)> =
        holding.map(|signature| (signature.by.trim().to_lowercase(), signature.by.trim())).filter(|(name, _)| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup_by(|(one, _), (other, _)| one == other);
    let only = match names.as_slice() {
        [] => "somebody",
        [(_, only)] => only,
        _ => return None,
    };
    Some((Sort::ToDo, "second_reader", format!("Only {only} has signed it; the project asks for a second reader").into()))
}
