//! A confirmed fact is hollow.

use crate::model::bar::Lack;
use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::tag::TagKind;

/// Fires on confirmed facts that do not pass the bar, with what to do about it.
pub fn rule(project: &Project, statement: &Statement) -> Option<Found> {
    if statement.tag.kind() != TagKind::ConfirmedFact {
        return None;
    }
    let lack = project.weigh(statement).err()?;
    Some((Sort::ToDo, "fact_not_carried", advice(lack).into()))
}

/// What is missing, in words that say what to do; the same wherever it is shown.
pub const fn advice(lack: Lack) -> &'static str {
    match lack {
        Lack::NoEvidence => "Needs a primary source with its passage, or two independent sources",
        Lack::NoSupport => "None of the linked sources supports it",
        Lack::OnlyTheArticle => "The article cannot carry its own statement; link another source",
        Lack::PassageOfPrimary(_) => "Needs the passage of the primary source, word for word",
        Lack::OneSecondary => "Needs one more independent source, or a primary one with its passage",
        Lack::UnknownStories => "Say which story each source tells; sources of unknown origin do not count as independent",
        Lack::SameStory => "All its sources tell one story; needs an independent one, or a primary one with its passage",
        Lack::ThirdStory => "Needs a third independent source, as this project asks for, or a primary one with its passage",
        Lack::Working(_) => "It was worked out; write down how, and from which sources beside the article",
        Lack::Contradicted(_) => "A linked source contradicts it; answer that in the link's note",
    }
}
