//! In words: what of a version differs from the project as it is now.

use std::sync::Arc;

use crate::model::article::Article;
use crate::model::difference::{Changed, Changes, changes};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::Statement;

/// How many records are told one by one.
const MOST_LINES: usize = 300;
/// Letters that are told of a record.
const SHOWN_CHARS: usize = 160;

/// Fields that change by themselves with others.
const FOLLOWING: [&str; 2] = ["history", "earlier states"];

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
    /// Where it stands.
    pub side: Side,
    /// Its words, or its title; of the version, where that has it.
    pub words: String,
    /// What of it is not the same.
    pub fields: Vec<&'static str>,
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
    tell(&mut lines, &changes.statements, |id| statement_words(then, *id), |id| statement_words(now, *id));
    let source = |project: &Project, id| project.source(id).map(|source: &Arc<Source>| source.display_name().to_owned());
    tell(&mut lines, &changes.sources, |id| source(then, *id), |id| source(now, *id));
    let article = |project: &Project, id| project.article(id).map(|article: &Arc<Article>| article.title.clone());
    tell(&mut lines, &changes.articles, |id| article(then, *id), |id| article(now, *id));
    let all = changes.statements.len() + changes.sources.len() + changes.articles.len();
    Some(Differences { summary: summary(&changes), left_out: all.saturating_sub(lines.len()), lines })
}

/// "12 statements, 4 sources, 1 article".
pub fn contents(project: &Project) -> String {
    let statements = counted(project.index().counts().statements(), "statement", "statements");
    let sources = counted(project.sources().len(), "source", "sources");
    format!("{statements}, {sources}, {}", counted(project.article_count(), "article", "articles"))
}

fn statement_words(project: &Project, id: crate::model::id::StatementId) -> Option<String> {
    let words = |statement: &Arc<Statement>| {
        let text = project.article(statement.article).map(|article| &*article.text).unwrap_or_default();
        statement.words(text)
    };
    project.statement(id).map(words)
}

fn tell<I>(
    lines: &mut Vec<Line>,
    changed: &Changed<I>,
    words_then: impl Fn(&I) -> Option<String>,
    words_now: impl Fn(&I) -> Option<String>,
) {
    let room = MOST_LINES.saturating_sub(lines.len());
    let line = |side, words: Option<String>, fields: &[&'static str]| Line {
        side,
        words: shortened(&words.unwrap_or_default()),
        fields: fields.iter().copied().filter(|field| !FOLLOWING.contains(field)).collect(),
    };
    let both = changed.changed.iter().map(|(id, fields)| line(Side::Both, words_then(id), fields));
    let only_then = changed.added.iter().map(|id| line(Side::OnlyThen, words_then(id), &[]));
    let only_now = changed.deleted.iter().map(|id| line(Side::OnlyNow, words_now(id), &[]));
    let told: Vec<Line> = both.chain(only_then).chain(only_now).take(room).collect();
    lines.extend(told);
}

fn summary(changes: &Changes) -> String {
    let mut told: Vec<String> = [
        of(&changes.statements, "statement", "statements"),
        of(&changes.sources, "source", "sources"),
        of(&changes.articles, "article", "articles"),
        of(&changes.asides, "mark of what is set aside", "marks of what is set aside"),
        of(&changes.passes, "pass", "passes"),
        of(&changes.silences, "silenced problem", "silenced problems"),
        of(&changes.unmerged, "choice that a merge left", "choices that a merge left"),
    ]
    .into_iter()
    .flatten()
    .collect();
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
