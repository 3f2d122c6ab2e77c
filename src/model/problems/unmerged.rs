//! A merge left two versions of something open.

use crate::model::problems::entry::{Found, Sort, Subject};
use crate::model::project::Project;
use crate::model::statement::Statement;

/// Fires once for a statement.
pub fn rule(project: &Project, statement: &Statement) -> Option<Found> {
    of(project, Subject::Statement(statement.id))
}

/// Fires once for any record, with the first thing that is open.
pub fn of(project: &Project, subject: Subject) -> Option<Found> {
    let mut open = project.unmerged_of(subject).filter(|open| open.is_in(project));
    let first = open.next()?;
    let more = open.count();
    let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
    Some((Sort::Problem, "unmerged", format!("{}{more}", first.text()).into()))
}
