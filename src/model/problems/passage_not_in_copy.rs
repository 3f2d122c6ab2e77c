//! A passage does not stand in the copy of its source as it was typed, or the copy is not what was kept.

use crate::model::holding::{CopyState, Holding, Holdings};
use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::text::compare::Held;
use crate::text::quoted::quoted;

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
        let text = format!("A passage {how} the copy of {}", quoted(&name_of(source)));
        Some((Sort::Problem, "passage_not_in_copy", text.into()))
    })
}

/// Fires where something else has the copy's name; one that is missing is to be brought back.
pub fn of_source(source: &Source, holdings: &Holdings) -> Option<Found> {
    match holdings.copy(source)? {
        CopyState::Damaged => {
            let text = "The copy of this source is not what was kept, or has changed; keep another file in its place";
            Some((Sort::Problem, "copy_damaged", text.into()))
        }
        CopyState::Missing => {
            let text = "The copy of this source is missing; put it back, keep it anew, or let it go";
            Some((Sort::ToDo, "copy_missing", text.into()))
        }
        CopyState::Words | CopyState::NoWords | CopyState::Unread(_) => None,
    }
}

fn name_of(source: &Source) -> String {
    source.display_name().chars().take(NAME_CHARS).collect()
}
