//! Problems and to-do: two lists that are never mixed, from small rules over one record each.

use crate::model::article::Article;
use crate::model::bar::{self, Lack};
use crate::model::evidence::Stance;
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::{Part, Statement};
use crate::model::tag::TagKind;

/// Whether an entry is something wrong, or work not done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Something is wrong.
    Problem,
    /// Something is not done yet.
    ToDo,
}

/// The record an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An article.
    Article(ArticleId),
    /// A statement.
    Statement(StatementId),
    /// A source.
    Source(SourceId),
}

/// One entry of either list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which of the two lists.
    pub sort: Sort,
    /// A name that stays the same in every version: `part_adrift`.
    pub code: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong or to be done, as a person reads it.
    pub text: String,
}

type StatementRule = fn(&Project, &Statement) -> Option<(Sort, &'static str, String)>;
type ArticleRule = fn(&Article) -> Option<(Sort, &'static str, String)>;
type SourceRule = fn(&Source) -> Option<(Sort, &'static str, String)>;

const STATEMENT_RULES: &[StatementRule] =
    &[part_adrift, same_as_missing, evidence_both_ways, statement_without_source, claim_without_speaker, fact_not_carried];
const ARTICLE_RULES: &[ArticleRule] = &[article_without_date, malformed_article_link];
const SOURCE_RULES: &[SourceRule] = &[malformed_source_link];

/// Every entry of a project: articles first, then statements in reading order, then sources.
pub fn of_project(project: &Project) -> Vec<Entry> {
    let mut entries = Vec::new();
    for article in project.articles() {
        let subject = Subject::Article(article.id);
        entries.extend(ARTICLE_RULES.iter().filter_map(|rule| rule(article)).map(|found| entry(subject, found)));
    }
    for statement in project.statements() {
        entries.extend(of_statement(project, statement));
    }
    for source in project.sources() {
        let subject = Subject::Source(source.id);
        entries.extend(SOURCE_RULES.iter().filter_map(|rule| rule(source)).map(|found| entry(subject, found)));
    }
    entries
}

/// The entries of one statement.
pub fn of_statement<'a>(project: &'a Project, statement: &'a Statement) -> impl Iterator<Item = Entry> + 'a {
    let subject = Subject::Statement(statement.id);
    STATEMENT_RULES.iter().filter_map(|rule| rule(project, statement)).map(move |found| entry(subject, found))
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
        Lack::Contradicted(_) => "A linked source contradicts it; answer that in the link's note",
    }
}

fn entry(subject: Subject, (sort, code, text): (Sort, &'static str, String)) -> Entry {
    Entry { sort, code, subject, text }
}

fn part_adrift(_: &Project, statement: &Statement) -> Option<(Sort, &'static str, String)> {
    let adrift = statement.parts.iter().find_map(|part| match part {
        Part::Adrift(quote) => Some(quote),
        Part::At(_) => None,
    })?;
    let words: String = adrift.exact.chars().take(80).collect();
    Some((Sort::Problem, "part_adrift", format!("“{words}” no longer stands where it was marked")))
}

fn same_as_missing(project: &Project, statement: &Statement) -> Option<(Sort, &'static str, String)> {
    let missing = statement.same_as.iter().find(|id| project.statement(**id).is_none())?;
    Some((Sort::Problem, "same_as_missing", format!("It is said to be the same as {missing}, which is not in the project")))
}

fn evidence_both_ways(_: &Project, statement: &Statement) -> Option<(Sort, &'static str, String)> {
    let supports = statement.evidence.iter().any(|evidence| evidence.stance == Stance::Supports);
    let contradicted = statement.evidence.iter().any(|evidence| bar::is_unanswered(evidence));
    let text = "One source supports it, another contradicts it, and nothing is written about that";
    (supports && contradicted).then(|| (Sort::Problem, "evidence_both_ways", text.to_owned()))
}

fn statement_without_source(_: &Project, statement: &Statement) -> Option<(Sort, &'static str, String)> {
    statement.evidence.is_empty().then(|| (Sort::ToDo, "statement_without_source", "No source is linked".to_owned()))
}

fn claim_without_speaker(_: &Project, statement: &Statement) -> Option<(Sort, &'static str, String)> {
    let asks = statement.tag.kind() == TagKind::Claim && !statement.said_by.is_known();
    asks.then(|| (Sort::ToDo, "claim_without_speaker", "It is not written who says it".to_owned()))
}

fn fact_not_carried(project: &Project, statement: &Statement) -> Option<(Sort, &'static str, String)> {
    let lack = project.weigh(statement).err()?;
    let asks = statement.tag.kind() == TagKind::ConfirmedFact;
    asks.then(|| (Sort::ToDo, "fact_not_carried", advice(lack).to_owned()))
}

fn article_without_date(article: &Article) -> Option<(Sort, &'static str, String)> {
    article.published.is_none().then(|| (Sort::Problem, "article_without_date", "The article has no date".to_owned()))
}

fn malformed_article_link(article: &Article) -> Option<(Sort, &'static str, String)> {
    malformed_link(&[&article.url])
}

fn malformed_source_link(source: &Source) -> Option<(Sort, &'static str, String)> {
    malformed_link(&[&source.url, &source.archived_url])
}

fn malformed_link(links: &[&str]) -> Option<(Sort, &'static str, String)> {
    let bad = links.iter().find(|link| !link.trim().is_empty() && !crate::text::links::is_web_address(link))?;
    let shown: String = bad.chars().take(120).collect();
    Some((Sort::Problem, "malformed_link", format!("“{shown}” is not the address of a web page")))
}
