//! How a project stands, as lines for people and as JSON for machines. The keys of the JSON stay the same in every version.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde_json::{Value, json};

use crate::model::counts::Counts;
use crate::model::holding::Holdings;
use crate::model::problems::{self, Sort, Subject};
use crate::model::project::Project;
use crate::project_file::{IdLines, Loaded, ReadError, Record};
use crate::storage::error::OpenError;
use crate::storage::versions::Version;
use crate::text::chips;
use crate::text::quoted::quoted;
use crate::workbench::damage::with_what_it_was;

/// How a project stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The file, as it was named.
    pub file: String,
    /// Statements by tag.
    pub counts: Counts,
    /// How many articles.
    pub articles: usize,
    /// How many sources.
    pub sources: usize,
    /// What is wrong.
    pub problems: Vec<Item>,
    /// What is not done yet.
    pub to_do: Vec<Item>,
    /// Problems that somebody lives with, each with the reason.
    pub silenced: Vec<Item>,
    /// What was noticed while reading, and is neither.
    pub notes: Vec<Item>,
}

/// One thing to say about one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// A name that stays the same in every version.
    pub code: &'static str,
    /// The id of the record.
    pub record: String,
    /// The line of the file where the record gives its id, from 1.
    pub line: Option<usize>,
    /// The record by its words: a statement's, a title.
    pub called: String,
    /// What is to be said.
    pub text: String,
}

/// Why there is no report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file, as it was named.
    pub file: String,
    /// A name that stays the same in every version.
    pub code: &'static str,
    /// Line and column, from 1, where known.
    pub place: Option<(usize, Option<usize>)>,
    /// What happened and what to do; the path on the last line.
    pub text: String,
}

impl Report {
    /// The report on a project as it was read; `lines` tell where its records stand in the file, `was` what records of notes, by the place of
    /// the note, were in the newest backup.
    pub fn of(path: &Path, loaded: &Loaded, holdings: &Holdings, lines: &IdLines, was: &BTreeMap<usize, String>) -> Self {
        let project = &loaded.project;
        let item = |record: Record, code, text| Item {
            code,
            record: record.id(),
            line: lines.of_record(record),
            called: called(project, record),
            text,
        };
        let mut report = Self {
            file: path.display().to_string(),
            counts: project.index().counts(),
            articles: project.article_count(),
            sources: project.sources().len(),
            problems: Vec::new(),
            to_do: Vec::new(),
            silenced: Vec::new(),
            notes: Vec::new(),
        };
        for (at, note) in loaded.notes.iter().enumerate() {
            let list = if note.is_problem() { &mut report.problems } else { &mut report.notes };
            list.push(item(note.record, note.code(), with_what_it_was(&note.text(), was.get(&at))));
        }
        for entry in problems::of_project(project, holdings) {
            let list = match entry.sort {
                Sort::Problem => &mut report.problems,
                Sort::ToDo => &mut report.to_do,
                Sort::Silenced => &mut report.silenced,
            };
            list.push(item(Record::Of(entry.subject), entry.code, entry.text.into_owned()));
        }
        report
    }

    /// As one JSON object.
    pub fn to_json(&self) -> Value {
        let counts = json!({
            "claims": self.counts.claims,
            "assertions": self.counts.assertions,
            "confirmed_facts": self.counts.confirmed,
            "hollow": self.counts.hollow,
            "statements": self.counts.statements(),
            "with_source": self.counts.with_source,
            "sources": self.sources,
            "articles": self.articles,
        });
        let items = |items: &[Item]| items.iter().map(Item::to_json).collect::<Value>();
        json!({
            "file": self.file,
            "counts": counts,
            "problems": items(&self.problems),
            "to_do": items(&self.to_do),
            "silenced": items(&self.silenced),
            "notes": items(&self.notes),
        })
    }
}

impl Item {
    fn to_json(&self) -> Value {
        json!({ "code": self.code, "place": { "record": self.record, "line": self.line }, "text": self.text })
    }
}

impl Failure {
    /// The file could not be opened.
    pub fn not_opened(path: &Path, error: &OpenError) -> Self {
        let code = match error {
            OpenError::Missing { .. } => "missing",
            OpenError::Folder { .. } => "folder",
            OpenError::NoFile { .. } => "no_file",
            OpenError::NotAllowed { .. } => "not_allowed",
            OpenError::TooLarge { .. } => "too_large",
            OpenError::Failed { .. } => "failed",
        };
        Self { file: path.display().to_string(), code, place: None, text: visible(&error.to_string()) }
    }

    /// The file holds no project that can be read.
    pub fn not_read(path: &Path, error: &ReadError) -> Self {
        Self {
            file: path.display().to_string(),
            code: error.code(),
            place: error.place().map(|place| (place.line, place.column)),
            text: visible(&format!("{error}\n{}", path.display())),
        }
    }

    /// The same with the newest backup that can be read; the path of the file stays on the last line.
    pub fn with_backup(mut self, backup: Option<&Version>) -> Self {
        if let Some(version) = backup {
            let (reason, path_line) = self.text.rsplit_once('\n').unwrap_or((&self.text, ""));
            let of = jiff::Timestamp::from_second(version.saved.0).map(|time| format!(" of {}", time.strftime("%Y-%m-%d %H:%M UTC")));
            let backup = visible(&version.path.display().to_string());
            self.text = format!("{reason}\nThe newest backup that can be read{}: {backup}\n{path_line}", of.unwrap_or_default());
        }
        self
    }

    /// As one JSON object.
    pub fn to_json(&self) -> Value {
        let place = self.place.map(|(line, column)| json!({ "line": line, "column": column }));
        json!({ "file": self.file, "error": { "code": self.code, "place": place, "text": self.text } })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.counts;
        writeln!(f, "{}", visible(&self.file))?;
        writeln!(
            f,
            "{}, {} with a source: {}, {}, {}, {}",
            counted(counts.statements(), "statement"),
            counts.with_source,
            counted(counts.claims, "claim"),
            counted(counts.assertions, "assertion"),
            counted(counts.confirmed, "confirmed fact"),
            counted(counts.hollow, "hollow fact"),
        )?;
        write!(f, "{}, {}", counted(self.sources, "source"), counted(self.articles, "article"))?;
        for (title, items) in [("Problems", &self.problems), ("Lived with", &self.silenced), ("To do", &self.to_do), ("Notes", &self.notes)]
        {
            if items.is_empty() && matches!(title, "Notes" | "Lived with") {
                continue;
            }
            write!(f, "\n\n{title}: {}", items.len())?;
            for item in items {
                write!(f, "\n  {item}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "Line {line}, ")?;
        }
        f.write_str(&self.record)?;
        if !self.called.is_empty() {
            write!(f, " {}", quoted(&visible(&self.called.replace('\n', " "))))?;
        }
        write!(f, ": {} [{}]", visible(&self.text.replace('\n', " ")), self.code)
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The first words of a record.
fn called(project: &Project, record: Record) -> String {
    const SHOWN_CHARS: usize = 60;
    let text_of = |article| project.article(article).map(|article| &*article.text).unwrap_or_default();
    let name = match record {
        Record::Of(Subject::Article(id)) => project.article(id).map(|article| article.title.clone()),
        Record::Of(Subject::Source(id)) => project.source(id).map(|source| source.display_name().to_owned()),
        Record::Of(Subject::Statement(id)) => project.statement(id).map(|statement| statement.words(text_of(statement.article))),
        Record::Aside(id) => project.aside(id).map(|aside| aside.part.words(text_of(aside.article)).to_owned()),
        Record::Pass(_) | Record::Silence(_) | Record::Unmerged(_) | Record::Rules => None,
    };
    let name = name.unwrap_or_default();
    let mut short: String = name.chars().take(SHOWN_CHARS).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    short
}

/// A text that cannot do anything to a terminal: what is not seen is spelled out. Line breaks stay in messages.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    for char in text.chars() {
        if char != '\n' && (char.is_control() || chips::name(char, before).is_some()) {
            shown.extend(char.escape_unicode());
        } else {
            shown.push(char);
        }
        if !chips::hangs_on(char) {
            before = Some(char);
        }
    }
    shown
}
