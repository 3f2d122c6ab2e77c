//! A statement was signed off, and is not any more what was signed.

use crate::model::checks::Aspect;
use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::signing;
use crate::model::statement::Statement;

/// Fires where no signature holds for the statement as it is, with what has changed since the latest.
pub fn rule(project: &Project, statement: &Statement) -> Option<Found> {
    let latest = statement.checks().signed.last()?;
    if signing::is_signed(project, statement) {
        return None;
    }
    let changed: Vec<&str> = signing::changed(project, statement, latest).into_iter().map(name_of).collect();
    let by = if latest.by.trim().is_empty() { "somebody" } else { latest.by.trim() };
    let text = format!("Changed since signed by {by}: {}", changed.join(", "));
    Some((Sort::ToDo, "changed_since_signed", text.into()))
}

const fn name_of(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Words => "words",
        Aspect::Tag => "tag",
        Aspect::SaidBy => "who says it",
        Aspect::Meaning => "plain words or as of",
        Aspect::Evidence => "evidence",
        Aspect::Said => "was it said",
        Aspect::Truth => "is it true",
        Aspect::Remarks => "remarks",
        Aspect::Note => "note",
        Aspect::SignOff => "sign-off",
    }
}
