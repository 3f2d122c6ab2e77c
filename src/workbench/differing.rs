//! In words: what of a version differs from the project as it is now.

use crate::model::difference::{Changed, Changes, changes};
use crate::model::id::{ArticleId, AsideId, SourceId, StatementId};
use crate::model::project::Project;
use crate::workbench::differing_fields::{Field, of_articles, of_asides, of_sources, of_statements, told};
use crate::workbench::field_words::text_of;
use crate::workbench::unmerged_words::words_of;

/// How many records are told one by one.
const MOST_LINES: usize = 300;
/// Letters that are told of a record.
const SHOWN_CHARS: usize = 160;

/// Fields that are told of one record.
const MOST_FIELDS: usize = 8;

/// What differs, told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differences {
    /// "2 statements more, 1 changed; 1 source fewer".
    pub summary: String,
    /// The records, statements first.
    pub lines: Vec<Line>,
    /// How many more there are.
    pub left_out: usize,
}

/// One record that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// "statement", "source".
    pub kind: &'static str,
    /// Where it stands.
    pub side: Side,
    /// Its words, or its title; of the version, where that has it. Ready to stand in a sentence.
    pub words: String,
    /// What of it is not the same.
    pub fields: Vec<Field>,
    /// How many more fields that are.
    pub more_fields: usize,
}

/// Where a record that differs stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In the version, not in the project.
    OnlyThen,
    /// In the project, not in the version.
    OnlyNow,
    /// In both.
    Both,
}

/// What differs between the project as it is `now` and as it was `then`; `None` where nothing does.
pub fn differences(now: &Project, then: &Project) -> Option<Differences> {
    let changes = changes(now, then);
    if changes.is_empty() {
        return None;
    }
    let mut lines = Vec::new();
    let statement = |project: &Project, id: &StatementId| words_of(project, *id);
    tell(&mut lines, "statement", &changes.statements, statement, of_statements, [now, then]);
    let source = |project: &Project, id: &SourceId| project.source(*id).map(|source| source.display_name().to_owned());
    tell(&mut lines, "source", &changes.sources, source, of_sources, [now, then]);
    let article = |project: &Project, id: &ArticleId| project.article(*id).map(|article| article.title.clone());
    tell(&mut lines, "article", &changes.articles, article, of_articles, [now, then]);
    let aside = |project: &Project, id: &AsideId| {
        let aside = project.aside(*id)?;
        Some(aside.part.words(text_of(project, aside.article)).to_owned())
    };
    tell(&mut lines, "set aside", &changes.asides, aside, of_asides, [now, then]);
    let all = changes.statements.len() + changes.sources.len() + changes.articles.len() + changes.asides.len();
    Some(Differences { summary: summary(&changes), left_out: all.saturating_sub(lines.len()), lines })
}

/// "12 statements, 4 sources, 1 article".
pub fn contents(project: &Project) -> String {
    let statements = counted(project.index().counts().statements(), "statement", "statements");
    let sources = counted(project.sources().len(), "source", "sources");
    format!("{statements}, {sources}, {}", counted(project.article_count(), "article", "articles"))
}

fn tell<I: Copy>(
    lines: &mut Vec<Line>,
    kind: &'static str,
    changed: &Changed<I>,
    words_of: impl Fn(&Project, &I) -> Option<String>,
    fields_of: impl Fn(&Project, &Project, I) -> Vec<Field>,
    [now, then]: [&Project; 2],
) {
    let room = MOST_LINES.saturating_sub(lines.len());
    let line = |side, words: Option<String>, mut fields: Vec<Field>| {
        let more_fields = fields.len().saturating_sub(MOST_FIELDS);
        fields.truncate(MOST_FIELDS);
        Line { kind, side, words: told(&shortened(&words.unwrap_or_default()), true), fields, more_fields }
    };
    let both = changed.changed.iter().map(|(id, _)| line(Side::Both, words_of(then, id), fields_of(now, then, *id)));
    let only_then = changed.added.iter().map(|id| line(Side::OnlyThen, words_of(then, id), Vec::new()));
    let only_now = changed.deleted.iter().map(|id| line(Side::OnlyNow, words_of(now, id), Vec::new()));
    lines.extend(both.chain(only_then).chain(only_now).take(room));
}

fn summary(changes: &Changes) -> String {
    let mut told: Vec<String> = [
        of(&changes.statements, "statement", "statements"),
        of(&changes.sources, "source", "sources"),
        of(&changes.articles, "article", "articles"),
        of(&changes.asides, "mark of what is set aside", "marks of what is set aside"),
        of(&changes.passes, "pass", "passes"),
        of(&changes.silences, "silenced problem", "silenced problems"),
    ]
    .into_iter()
    .flatten()
    .collect();
    told.extend(to_choose(&changes.unmerged));
    told.extend(changes.has_other_order_or_rules.then(|| "another order of articles, or other rules".to_owned()));
    told.join("; ")
}

/// "2 statements more, 1 fewer, 3 changed"; the noun stands once.
fn of<I>(changed: &Changed<I>, one: &str, many: &str) -> Option<String> {
    let parts = [(changed.added.len(), "more"), (changed.deleted.len(), "fewer"), (changed.changed.len(), "changed")];
    let told = parts.into_iter().filter(|(number, _)| *number > 0).enumerate().map(|(at, (number, how))| {
        let number = if at == 0 { counted(number, one, many) } else { number.to_string() };
        format!("{number} {how}")
    });
    let told = told.collect::<Vec<_>>().join(", ");
    (!told.is_empty()).then_some(told)
}

/// What a merge left open: "1 choice fewer to make after a merge".
fn to_choose<I>(open: &Changed<I>) -> Option<String> {
    let parts = [(open.added.len(), "more"), (open.deleted.len(), "fewer"), (open.changed.len(), "changed")];
    let told =
        parts.into_iter().filter(|(number, _)| *number > 0).map(|(number, how)| format!("{} {how}", counted(number, "choice", "choices")));
    let told = told.collect::<Vec<_>>().join(", ");
    (!told.is_empty()).then(|| format!("{told} to make after a merge"))
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Words that fit in a few lines; breaks of lines would tear them apart.
pub fn shortened(words: &str) -> String {
    let mut short: String = words.chars().take(SHOWN_CHARS).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if words.chars().nth(SHOWN_CHARS).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_merge_left_is_told_so_that_it_is_understood() {
        for (added, deleted, changed, expected) in [
            (0, 0, 0, None),
            (0, 1, 0, Some("1 choice fewer to make after a merge")),
            (2, 1, 0, Some("2 choices more, 1 choice fewer to make after a merge")),
        ] {
            let changed = (0..changed).map(|id| (id, Vec::new())).collect();
            let open = Changed { added: (0..added).collect(), changed, deleted: (0..deleted).collect() };
            assert_eq!(to_choose(&open).as_deref(), expected);
        }
    }
}
