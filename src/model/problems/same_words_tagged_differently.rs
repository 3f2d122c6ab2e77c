//! The same words of one article are a claim in one place and an assertion in another.

use std::collections::HashMap;

use crate::model::id::ArticleId;
use crate::model::problems::entry::{Found, Sort, Subject};
use crate::model::project::Project;
use crate::model::statement::{Part, Statement};
use crate::model::tag::{Tag, TagKind};
use crate::text::words;

/// Fewer words say the same by chance: "he said", "last year".
const LEAST_WORDS: usize = 3;
/// Longer stretches are not held against each other.
const MOST_BYTES: usize = 4096;

/// Fires on each later statement that is tagged otherwise than the first with its words. Where the two are linked as the same, a
/// checker has seen both: a headline may assert what the text attributes. A confirmed fact is beyond the question.
pub fn rule(project: &Project) -> Vec<(Subject, Found)> {
    let mut firsts: HashMap<(ArticleId, String), &Statement> = HashMap::new();
    let mut found = Vec::new();
    for article in project.articles() {
        for statement in project.statements_of(article.id) {
            let Some(words) = words_of(statement, &article.text) else { continue };
            let first = *firsts.entry((article.id, words)).or_insert(statement);
            let is_linked = first.same_as.contains(&statement.id) || statement.same_as.contains(&first.id);
            if first.tag.kind() != statement.tag.kind() && !is_linked {
                let (there, here) = (name_of(first.tag.kind()), name_of(statement.tag.kind()));
                let text = format!(
                    "The same words are tagged {there} earlier in the article, here {here}; link them as the same if both are right"
                );
                found.push((Subject::Statement(statement.id), (Sort::Problem, "same_words_tagged_differently", text)));
            }
        }
    }
    found
}

/// The words without regard to case and white space; `None` where they are not to be compared.
fn words_of(statement: &Statement, text: &str) -> Option<String> {
    if matches!(statement.tag, Tag::ConfirmedFact(_)) || statement.parts.iter().any(|part| matches!(part, Part::Adrift(_))) {
        return None;
    }
    if statement.spans().map(crate::model::span::Span::byte_len).sum::<usize>() > MOST_BYTES {
        return None;
    }
    let lower = statement.words(text).to_lowercase();
    let line = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    (words::words(&line).take(LEAST_WORDS).count() == LEAST_WORDS).then_some(line)
}

const fn name_of(kind: TagKind) -> &'static str {
    match kind {
        TagKind::Claim => "claim",
        TagKind::Assertion => "assertion",
        TagKind::ConfirmedFact => "confirmed fact",
    }
}
