//! A part of a statement no longer stands where it was marked.

use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::statement::{Part, Statement};
use crate::text::quoted::quoted;

/// Fires on the first part adrift.
pub fn rule(_: &Project, statement: &Statement) -> Option<Found> {
    let adrift = statement.parts.iter().find_map(|part| match part {
        Part::Adrift(quote) => Some(quote),
        Part::At(_) => None,
    })?;
    let words: String = adrift.exact.chars().take(80).collect();
    Some((Sort::Problem, "part_adrift", format!("{} no longer stands where it was marked", quoted(&words)).into()))
}
