//! Problems and to-do: two lists that are never mixed, from small rules, one file each.

mod article_cited_for_itself;
mod article_without_date;
mod board;
mod changed_since_signed;
mod claim_without_speaker;
mod comparison;
mod confirmed_and_found_otherwise;
mod entry;
mod evidence_both_ways;
mod fact_not_carried;
mod facts_on_one_story;
mod headline_number;
mod hollow_signed_off;
mod labels;
mod list;
mod listing;
mod malformed_link;
mod open_remark;
mod part_adrift;
mod passage_not_in_copy;
mod same_as_findings_differ;
mod same_as_missing;
mod same_words_tagged_differently;
mod second_reader;
mod statement_without_source;
mod texts;
mod touched;
mod unmerged;
mod words_untouched;

use crate::model::article::Article;
use crate::model::holding::Holdings;
use crate::model::problems::comparison::Comparison;
use crate::model::problems::facts_on_one_story::Stories;
use crate::model::problems::same_words_tagged_differently::SameWords;
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::Statement;

pub use crate::model::problems::board::Board;
pub use crate::model::problems::entry::{Entry, Found, Sort, Subject};
pub use crate::model::problems::fact_not_carried::advice;
pub use crate::model::problems::list::List;
pub use crate::model::problems::texts::{Reading, TextFound};

/// Looks at one statement, and at what it names: its article, its sources with their inputs, those that it names as the same, what a
/// merge left open about it, the project's rules. What else a rule looks at has to be followed by `problems/touched`.
type StatementRule = fn(&Project, &Statement) -> Option<Found>;
/// Looks at one statement and at what was found of copies; [`Board::touch`] tells that this has changed.
type KnownRule = fn(&Project, &Statement, &Holdings) -> Option<Found>;
type ArticleRule = fn(&Article) -> Option<Found>;
type SourceRule = fn(&Source) -> Option<Found>;

const STATEMENT_RULES: &[StatementRule] = &[
    part_adrift::rule,
    same_as_missing::rule,
    unmerged::rule,
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
const KNOWN_RULES: &[KnownRule] = &[passage_not_in_copy::of_statement];
/// What reads the text stands in `problems/texts`.
const ARTICLE_RULES: &[ArticleRule] = &[article_without_date::rule, malformed_link::of_article];
const SOURCE_RULES: &[SourceRule] = &[malformed_link::of_source];
/// The codes of [`comparisons`], and of the rules that look at what was found of copies.
const COMPARED: &[&str] = &["same_words_tagged_differently", "facts_on_one_story", "passage_not_in_copy", "copy_damaged"];

/// The rules that hold records against each other, without any record yet.
fn comparisons() -> Vec<Box<dyn Comparison>> {
    vec![Box::<SameWords>::default(), Box::<Stories>::default()]
}

/// Every entry of a project: articles first, then statements in reading order, then sources, then the words that are left. `holdings` is
/// what is known of the copies of its sources.
pub fn of_project(project: &Project, holdings: &Holdings) -> Vec<Entry> {
    Board::of(project, holdings.clone()).into_entries()
}

/// The entries of one statement that it has by itself, not held against others.
pub fn of_statement<'a>(project: &'a Project, statement: &'a Statement) -> impl Iterator<Item = Entry> + 'a {
    let subject = Subject::Statement(statement.id);
    STATEMENT_RULES.iter().filter_map(|rule| rule(project, statement)).map(move |found| Entry::new(subject, found))
}

/// Whether the problem with this code shows only where a record is held against others or against what was found outside, so that [`of_statement`] does not tell it.
pub fn is_compared(code: &str) -> bool {
    COMPARED.contains(&code)
}

fn found_of_statement(project: &Project, known: &Holdings, statement: &Statement) -> impl Iterator<Item = Found> {
    let own = STATEMENT_RULES.iter().filter_map(move |rule| rule(project, statement));
    own.chain(KNOWN_RULES.iter().filter_map(move |rule| rule(project, statement, known)))
}

fn found_of_article(project: &Project, article: &Article) -> impl Iterator<Item = Found> {
    ARTICLE_RULES.iter().filter_map(move |rule| rule(article)).chain(unmerged::of(project, Subject::Article(article.id)))
}

fn found_of_source(project: &Project, source: &Source, known: &Holdings) -> impl Iterator<Item = Found> {
    let own = SOURCE_RULES.iter().filter_map(move |rule| rule(source)).chain(passage_not_in_copy::of_source(source, known));
    own.chain(unmerged::of(project, Subject::Source(source.id)))
}
