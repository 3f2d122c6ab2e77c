//! Problems and to-do: two lists that are never mixed, from small rules, one file each.

mod article_cited_for_itself;
mod article_without_date;
mod changed_since_signed;
mod claim_without_speaker;
mod confirmed_and_found_otherwise;
mod entry;
mod evidence_both_ways;
mod fact_not_carried;
mod facts_on_one_story;
mod headline_number;
mod hollow_signed_off;
mod malformed_link;
mod open_remark;
mod part_adrift;
mod passage_not_in_copy;
mod same_as_findings_differ;
mod same_as_missing;
mod same_words_tagged_differently;
mod second_reader;
mod statement_without_source;
mod words_untouched;

use std::collections::HashMap;

use crate::model::article::Article;
use crate::model::holding::Holdings;
use crate::model::project::Project;
use crate::model::review::Silence;
use crate::model::source::Source;
use crate::model::statement::Statement;

pub use crate::model::problems::entry::{Entry, Found, Sort, Subject};
pub use crate::model::problems::fact_not_carried::advice;

/// Looks at one statement, and at what it names.
type StatementRule = fn(&Project, &Statement) -> Option<Found>;
type ArticleRule = fn(&Article) -> Option<Found>;
type SourceRule = fn(&Source) -> Option<Found>;
/// Holds records against each other; takes about as long as the project is large.
type ProjectRule = fn(&Project) -> Vec<(Subject, Found)>;

const STATEMENT_RULES: &[StatementRule] = &[
    part_adrift::rule,
    same_as_missing::rule,
    evidence_both_ways::rule,
    article_cited_for_itself::rule,
    statement_without_source::rule,
    claim_without_speaker::rule,
    fact_not_carried::rule,
    hollow_signed_off::rule,
    confirmed_and_found_otherwise::rule,
    same_as_findings_differ::rule,
    open_remark::rule,
    changed_since_signed::rule,
    second_reader::rule,
];
const ARTICLE_RULES: &[ArticleRule] = &[article_without_date::rule, malformed_link::of_article, headline_number::rule];
const SOURCE_RULES: &[SourceRule] = &[malformed_link::of_source];
const PROJECT_RULES: &[ProjectRule] = &[same_words_tagged_differently::rule, facts_on_one_story::rule];
/// The codes of the project rules, and of those that look at what was found outside.
const COMPARED: &[&str] = &["same_words_tagged_differently", "facts_on_one_story", "passage_not_in_copy", "copy_damaged"];

/// Every entry of a project: articles first, then statements in reading order, then sources, then the words that are left. `holdings` is
/// what is known of the copies of its sources.
pub fn of_project(project: &Project, holdings: &Holdings) -> Vec<Entry> {
    let mut compared: HashMap<Subject, Vec<Found>> = HashMap::new();
    for (subject, found) in PROJECT_RULES.iter().flat_map(|rule| rule(project)) {
        compared.entry(subject).or_default().push(found);
    }
    let mut compared = |subject| compared.remove(&subject).unwrap_or_default().into_iter().map(move |found| entry(subject, found));
    let mut entries = Vec::new();
    for article in project.articles() {
        let subject = Subject::Article(article.id);
        entries.extend(ARTICLE_RULES.iter().filter_map(|rule| rule(article)).map(|found| entry(subject, found)));
        entries.extend(compared(subject));
    }
    for statement in project.statements() {
        entries.extend(of_statement(project, statement));
        entries.extend(
            passage_not_in_copy::of_statement(project, statement, holdings).map(|found| entry(Subject::Statement(statement.id), found)),
        );
        entries.extend(compared(Subject::Statement(statement.id)));
    }
    for source in project.sources() {
        let subject = Subject::Source(source.id);
        entries.extend(SOURCE_RULES.iter().filter_map(|rule| rule(source)).map(|found| entry(subject, found)));
        entries.extend(passage_not_in_copy::of_source(source, holdings).map(|found| entry(subject, found)));
        entries.extend(compared(subject));
    }
    // Last, for it is what is left when all else is done.
    entries.extend(words_untouched::rule(project).into_iter().map(|(subject, found)| entry(subject, found)));
    silence(project, &mut entries);
    entries
}

/// Problems that somebody lives with are told apart, with the reason.
fn silence(project: &Project, entries: &mut [Entry]) {
    let silences: HashMap<(&str, Subject), &Silence> =
        project.silences().map(|silence| ((silence.code.as_str(), silence.subject), &**silence)).collect();
    if silences.is_empty() {
        return;
    }
    for entry in entries.iter_mut().filter(|entry| entry.sort == Sort::Problem) {
        if let Some(silence) = silences.get(&(entry.code, entry.subject)) {
            entry.sort = Sort::Silenced;
            entry.text = format!("{}. Lived with: {}", entry.text, silence.reason);
        }
    }
}

/// The entries of one statement that it has by itself, not held against others.
pub fn of_statement<'a>(project: &'a Project, statement: &'a Statement) -> impl Iterator<Item = Entry> + 'a {
    let subject = Subject::Statement(statement.id);
    STATEMENT_RULES.iter().filter_map(|rule| rule(project, statement)).map(move |found| entry(subject, found))
}

/// Whether the problem with this code shows only where a record is held against others or against what was found outside, so that [`of_statement`] does not tell it.
pub fn is_compared(code: &str) -> bool {
    COMPARED.contains(&code)
}

fn entry(subject: Subject, (sort, code, text): Found) -> Entry {
    Entry { sort, code, subject, text }
}
