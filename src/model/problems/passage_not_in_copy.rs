//! A passage does not stand in the copy of its source as it was typed, or the copy is not what was kept.

use crate::model::holding::{CopyState, Holding, Holdings};
use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::text::compare::Held;

/// Letters of a source's name that are told.
const NAME_CHARS: usize = 60;

/// Fires on the first passage that is not there, or differs. A copy that is missing is no proof of anything.
pub fn of_statement(project: &Project, statement: &Statement, holdings: &Holdings) -> Option<Found> {
    statement.evidence.iter().find_map(|evidence| {
        let source = project.source(evidence.source)?;
        let Holding::Looked(held) = holdings.passage(source, evidence)? else { return None };
        let how = match held {
            Held::There => return None,
            Held::Differs { words: 1 } => "differs in 1 word from".to_owned(),
            Held::Differs { words } => format!("differs in {words} words from"),
            Held::Missing => "does not stand in".to_owned(),
        };
        let text = format!("A passage {how} the copy of “{}”", name_of(source));
        Some((Sort::Problem, "passage_not_in_copy", text))
    })
}

/// Fires where something else has the copy's name.
pub fn of_source(source: &Source, holdings: &Holdings) -> Option<Found> {
    let is_other = holdings.copy(source) == Some(&CopyState::Damaged);
    is_other.then(|| (Sort::Problem, "copy_damaged", "The copy of this source is not what was kept, or has changed".to_owned()))
}

fn name_of(source: &Source) -> String {
    source.display_name().chars().take(NAME_CHARS).collect()
}
