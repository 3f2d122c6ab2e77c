//! What a record was in a backup, in words: of each field that is not the same the value it had.

use crate::model::article::Article;
use crate::model::difference::fields;
use crate::model::field::{ArticleField, SourceField, StatementField};
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::project_file::Record;
use crate::workbench::deciding::tag_name;
use crate::workbench::differing::shortened;
use crate::workbench::differing_fields::{is_text_of_article, is_text_of_source, is_text_of_statement, told};
use crate::workbench::field_words::{of_article, of_source, of_statement};

/// Fields that are told of one record.
const MOST_FIELDS: usize = 6;

/// What a record was in the newest backup: "In the newest backup: tag: claim; note: “…”".
pub fn was(now: &Project, backup: &Project, record: Record) -> String {
    let told = match record {
        Record::Of(Subject::Statement(id)) => now.statement(id).map(|now| backup.statement(id).map(|was| statement(now, was, backup))),
        Record::Of(Subject::Source(id)) => now.source(id).map(|now| backup.source(id).map(|was| source(now, was, backup))),
        Record::Of(Subject::Article(id)) => now.article(id).map(|now| backup.article(id).map(|was| article(now, was))),
        Record::Aside(id) => now.aside(id).map(|now| backup.aside(id).map(|was| same_or_not(now == was))),
        Record::Pass(_) | Record::Silence(_) | Record::Unmerged(_) => None,
        Record::Rules => Some(Some(same_or_not(now.rules() == backup.rules()))),
    };
    match told {
        None => "The newest backup may have it otherwise".to_owned(),
        Some(None) => "The newest backup does not have it".to_owned(),
        Some(Some(told)) if told.is_empty() => "The newest backup has it just so".to_owned(),
        Some(Some(told)) => {
            let more = told.len().saturating_sub(MOST_FIELDS);
            let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
            let told: Vec<String> = told.into_iter().take(MOST_FIELDS).collect();
            format!("In the newest backup: {}{rest}", told.join("; "))
        }
    }
}

fn same_or_not(is_same: bool) -> Vec<String> {
    if is_same { Vec::new() } else { vec!["other content".to_owned()] }
}

fn statement(now: &Statement, was: &Statement, backup: &Project) -> Vec<String> {
    let text = backup.article(was.article).map(|article| &*article.text).unwrap_or_default();
    let fields = fields::of_statements(now, was);
    let mut told: Vec<String> = fields
        .iter()
        .map(|field| {
            let value = match field {
                StatementField::Tag(tag) => tag_name(tag).to_owned(),
                StatementField::SaidBy(said_by) => value(&said_by.speaker, true),
                StatementField::Parts(_)
                | StatementField::Attribution(_)
                | StatementField::InPlainWords(_)
                | StatementField::Note(_)
                | StatementField::AsOf(_) => value(&of_statement(backup, text, field), is_text_of_statement(field)),
                _ => "otherwise".to_owned(),
            };
            format!("{}: {value}", field.name())
        })
        .collect();
    if now.evidence != was.evidence {
        told.push(format!("evidence: {}", links(was.evidence.len())));
    }
    if now.checks().remarks != was.checks().remarks {
        told.push("remarks: otherwise".to_owned());
    }
    if now.article != was.article {
        told.push("in another article".to_owned());
    }
    told
}

fn source(now: &Source, was: &Source, backup: &Project) -> Vec<String> {
    let words = |field: &SourceField| match field {
        // What was agreed with a person, and how to reach her, is not for a terminal.
        SourceField::Contact(_) | SourceField::Ground(_) | SourceField::Kind(_) | SourceField::RestsOn(_) | SourceField::Snapshot(_) => {
            "otherwise".to_owned()
        }
        field => value(&of_source(backup, field), is_text_of_source(field)),
    };
    fields::of_sources(now, was).iter().map(|field| format!("{}: {}", field.name(), words(field))).collect()
}

fn article(now: &Article, was: &Article) -> Vec<String> {
    let words = |field: &ArticleField| value(&of_article(field), is_text_of_article(field));
    let mut told: Vec<String> = fields::of_articles(now, was).iter().map(|field| format!("{}: {}", field.name(), words(field))).collect();
    if now.text != was.text {
        told.push(format!("text: {}", changed_line(&now.text, &was.text)));
    }
    told
}

/// The first line of a text that is not the same, as it was.
fn changed_line(now: &str, was: &str) -> String {
    let mut lines_now = now.split('\n');
    let differing = (1..).zip(was.split('\n')).find(|(_, line)| lines_now.next() != Some(*line));
    differing
        .map_or_else(|| "without what comes at its end".to_owned(), |(number, line)| format!("line {number} was {}", value(line, true)))
}

fn links(count: usize) -> String {
    if count == 1 { "1 link".to_owned() } else { format!("{count} links") }
}

fn value(words: &str, is_text: bool) -> String {
    told(&shortened(words), is_text)
}
