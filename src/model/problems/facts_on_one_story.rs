//! Several confirmed facts have nothing under them but one story: where it is wrong, all of them fall.

use std::collections::{BTreeSet, HashMap};

use crate::model::bar;
use crate::model::evidence::Stance;
use crate::model::id::{SourceId, StatementId};
use crate::model::problems::comparison::Comparison;
use crate::model::problems::entry::{Found, Sort, Subject};
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::tag::TagKind;
use crate::text::quoted::quoted;

/// Fires once for each story, on the first source that tells it. A primary source may well bear many facts, so that a fact with one
/// rests on more than a story.
#[derive(Debug, Default)]
pub struct Stories {
    // The facts that rest on a story alone, each with the first source of it that it has; none is empty.
    facts: HashMap<String, BTreeSet<(SourceId, StatementId)>>,
    // The first sources of stories on which more facts rest than before, or fewer, or others.
    stirred: BTreeSet<SourceId>,
}

impl Comparison for Stories {
    fn leave(&mut self, before: &Project, statement: &Statement) {
        let Some((story, source)) = only_story(before, statement) else { return };
        let Some(facts) = self.facts.get_mut(&story) else { return };
        self.stirred.extend(first_of(facts));
        facts.remove(&(source, statement.id));
        self.stirred.extend(first_of(facts));
        if facts.is_empty() {
            self.facts.remove(&story);
        }
    }

    fn join(&mut self, project: &Project, statement: &Statement) {
        let Some((story, source)) = only_story(project, statement) else { return };
        let facts = self.facts.entry(story).or_default();
        self.stirred.extend(first_of(facts));
        facts.insert((source, statement.id));
        self.stirred.extend(first_of(facts));
    }

    fn stirred(&mut self) -> Vec<Subject> {
        std::mem::take(&mut self.stirred).into_iter().map(Subject::Source).collect()
    }

    fn found(&self, project: &Project, subject: Subject) -> Option<Found> {
        let Subject::Source(id) = subject else { return None };
        let source = project.source(id)?;
        let facts = self.facts.get(&source.story_key()).filter(|facts| facts.len() > 1 && first_of(facts) == Some(id))?;
        let story: String = source.story.trim().chars().take(80).collect();
        let text = format!("{} facts called confirmed rest on this one story, {}", facts.len(), quoted(&story));
        Some((Sort::Problem, "facts_on_one_story", text.into()))
    }
}

fn first_of(facts: &BTreeSet<(SourceId, StatementId)>) -> Option<SourceId> {
    facts.first().map(|(source, _)| *source)
}

/// The story that all support of a confirmed fact tells, and a source of it; `None` where it has other support, or of unknown origin.
fn only_story(project: &Project, statement: &Statement) -> Option<(String, SourceId)> {
    if statement.tag.kind() != TagKind::ConfirmedFact {
        return None;
    }
    let article = project.article(statement.article)?;
    let mut only: Option<(String, SourceId)> = None;
    for evidence in statement.evidence.iter().filter(|evidence| evidence.stance == Stance::Supports) {
        let source = project.source(evidence.source)?;
        if bar::is_the_article(source, article) {
            continue;
        }
        let story = source.story_key();
        if evidence.primary || story.is_empty() || only.as_ref().is_some_and(|(other, _)| *other != story) {
            return None;
        }
        let first = only.map_or(source.id, |(_, first)| first.min(source.id));
        only = Some((story, first));
    }
    only
}
