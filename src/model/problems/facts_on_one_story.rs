//! Several confirmed facts have nothing under them but one story: where it is wrong, all of them fall.

use std::collections::BTreeMap;

use crate::model::bar;
use crate::model::evidence::Stance;
use crate::model::id::SourceId;
use crate::model::problems::entry::{Found, Sort, Subject};
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::tag::TagKind;

/// Fires once for each story, on the first source that tells it. A primary source may well bear many facts, so that a fact with one
/// rests on more than a story.
pub fn rule(project: &Project) -> Vec<(Subject, Found)> {
    let mut stories: BTreeMap<String, (usize, SourceId)> = BTreeMap::new();
    for statement in project.statements() {
        if let Some((story, source)) = only_story(project, statement) {
            let (facts, first) = stories.entry(story).or_insert((0, source));
            *facts += 1;
            *first = source.min(*first);
        }
    }
    let several = stories.into_values().filter(|(facts, _)| *facts > 1);
    several
        .map(|(facts, source)| {
            let written = project.source(source).map_or("", |source| source.story.trim());
            let story: String = written.chars().take(80).collect();
            let text = format!("{facts} facts called confirmed rest on this one story, “{story}”");
            (Subject::Source(source), (Sort::Problem, "facts_on_one_story", text))
        })
        .collect()
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
