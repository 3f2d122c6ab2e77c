//! On which stories the confirmed facts of a project rest: those that support several are named.

use std::collections::BTreeMap;

use crate::model::bar;
use crate::model::evidence::Stance;
use crate::model::id::StatementId;
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::statistics::bars::{Bar, What};
use crate::model::tag::TagKind;

/// Stories that are named; what rests on others is counted together.
pub const NAMED: usize = 12;

/// A story, its name as the first source has it, the facts it supports.
#[derive(Default)]
struct Story {
    name: String,
    facts: Vec<StatementId>,
}

/// The bars of the stories that support confirmed facts, those with the most first, and how the named ones are written, by key.
pub fn of(project: &Project) -> (Vec<Bar>, BTreeMap<String, String>) {
    let mut known: BTreeMap<String, Story> = BTreeMap::new();
    let mut unknown = Vec::new();
    for statement in project.statements() {
        if statement.tag.kind() != TagKind::ConfirmedFact || project.index().is_hollow(statement.id) {
            continue;
        }
        for (key, name) in stories_of(project, statement) {
            let facts = if key.is_empty() {
                &mut unknown
            } else {
                let story = known.entry(key).or_default();
                if story.name.is_empty() {
                    name.clone_into(&mut story.name);
                }
                &mut story.facts
            };
            facts.push(statement.id);
        }
    }
    let (lone, mut shared): (Vec<_>, Vec<_>) = known.into_iter().partition(|(_, story)| story.facts.len() == 1);
    shared.sort_by_key(|(_, story)| std::cmp::Reverse(story.facts.len()));
    let further = shared.split_off(shared.len().min(NAMED));
    let together = |stories: Vec<(String, Story)>| in_order(project, stories.into_iter().flat_map(|(_, story)| story.facts).collect());
    let names = shared.iter().map(|(key, story)| (key.clone(), story.name.clone())).collect();
    let named = shared.into_iter().map(|(key, story)| Bar::statements(What::Story(key), story.facts));
    let rest = [(What::FurtherStories, together(further)), (What::LoneStories, together(lone)), (What::UnknownStories, unknown)];
    let rest = rest.into_iter().filter(|(_, facts)| !facts.is_empty()).map(|(what, facts)| Bar::statements(what, facts));
    (named.chain(rest).collect(), names)
}

/// The stories that support a statement, each once: key and name; both empty for those not known. The article itself supports nothing.
fn stories_of<'a>(project: &'a Project, statement: &Statement) -> BTreeMap<String, &'a str> {
    let article = project.article(statement.article);
    let supporting = statement.evidence.iter().filter(|evidence| evidence.stance == Stance::Supports);
    let sources = supporting.filter_map(|evidence| project.source(evidence.source));
    let other = sources.filter(|source| !article.is_some_and(|article| bar::is_the_article(source, article)));
    other.map(|source| (source.story_key(), source.story.trim())).collect()
}

/// Statements of the project in reading order, each once.
fn in_order(project: &Project, mut ids: Vec<StatementId>) -> Vec<StatementId> {
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return ids;
    }
    project.statements().map(|statement| statement.id).filter(|id| ids.binary_search(id).is_ok()).collect()
}
