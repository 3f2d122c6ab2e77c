//! The hits in statements, sources and notes: which field of which record has what is looked for.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::{Part, Statement};
use crate::text::find::Finder;

/// Bytes between two looks at whether anybody still waits.
const BYTES_BETWEEN: usize = 256 * 1024;
/// Where no more records than these have changed, no others are looked at.
const MOST_FOLLOWED: usize = 1000;

/// What has a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// A statement.
    Statement(StatementId),
    /// A source.
    Source(SourceId),
}

/// A record with a hit, and the field of it where the first one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordHit {
    /// What has it.
    pub record: Record,
    /// Where in it: "speaker".
    pub field: &'static str,
}

/// All records with hits: statements in reading order, sources as they stand in the project.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct RecordHits {
    /// Statements: their words, what they say in plain words, who says them, the passages of their sources.
    pub statements: Vec<RecordHit>,
    /// Sources: title, author, publisher, addresses, what was worked out.
    pub sources: Vec<RecordHit>,
    /// Notes, remarks and reasons of statements, their links and sources.
    pub notes: Vec<RecordHit>,
}

impl RecordHits {
    /// Looks through all records; `None` where `latest` is no longer `number`, as nobody wants it then.
    pub fn of(project: &Project, finder: &Finder, number: u64, latest: &AtomicU64) -> Option<Self> {
        let mut hits = Self::default();
        let mut bytes = 0;
        let mut is_wanted = |more: usize| {
            bytes += more;
            if bytes < BYTES_BETWEEN {
                return true;
            }
            bytes = 0;
            latest.load(Ordering::Relaxed) == number
        };
        for statement in project.statements() {
            // Every record counts for something, as all of them may be short.
            if !is_wanted(256 + statement.parts.iter().filter_map(Part::span).map(|span| span.end() - span.start()).sum::<usize>()) {
                return None;
            }
            hits.look_at_statement(project, statement, finder);
        }
        for source in project.sources() {
            if !is_wanted(256 + source.working.len()) {
                return None;
            }
            hits.look_at_source(source, finder);
        }
        Some(hits)
    }

    /// The same hits of another state of the project, where little has changed: only that is looked at.
    pub fn follow(&self, (before, after): (&Project, &Project), finder: &Finder) -> Option<Self> {
        let (statements, sources) = before.changed_records(after, MOST_FOLLOWED)?;
        let mut come = Self::default();
        for statement in statements.iter().filter_map(|id| after.statement(*id)) {
            come.look_at_statement(after, statement, finder);
        }
        for source in sources.iter().filter_map(|id| after.source(*id)) {
            come.look_at_source(source, finder);
        }
        let articles: HashMap<ArticleId, usize> = after.articles().map(|article| article.id).zip(0..).collect();
        let place = |hit: &RecordHit| match hit.record {
            Record::Statement(id) => {
                let statement = after.statement(id)?;
                Some((articles.get(&statement.article).copied(), after.index().rank(statement), None))
            }
            // Behind all statements.
            Record::Source(id) => Some((Some(usize::MAX), None, Some(id))),
        };
        let stays = |hit: &RecordHit| match hit.record {
            Record::Statement(id) => !statements.contains(&id),
            Record::Source(id) => !sources.contains(&id),
        };
        let merged = |old: &[RecordHit], come: Vec<RecordHit>| {
            let kept: Vec<RecordHit> = old.iter().filter(|hit| stays(hit)).copied().collect();
            let mut come: Vec<_> = come.into_iter().map(|hit| (place(&hit), hit)).collect();
            come.sort_by_key(|(place, _)| *place);
            let mut all = Vec::with_capacity(kept.len() + come.len());
            let mut rest = kept.as_slice();
            for (at, hit) in come {
                let (first, behind) = rest.split_at(rest.partition_point(|other| place(other) < at));
                all.extend_from_slice(first);
                all.push(hit);
                rest = behind;
            }
            all.extend_from_slice(rest);
            all
        };
        Some(Self {
            statements: merged(&self.statements, come.statements),
            sources: merged(&self.sources, come.sources),
            notes: merged(&self.notes, come.notes),
        })
    }

    fn look_at_statement(&mut self, project: &Project, statement: &Statement, finder: &Finder) {
        let record = Record::Statement(statement.id);
        let text = project.article(statement.article).map(|article| &*article.text).unwrap_or_default();
        self.statements.extend(in_statement(statement, text, finder).map(|field| RecordHit { record, field }));
        self.notes.extend(in_notes(statement, finder).map(|field| RecordHit { record, field }));
    }

    fn look_at_source(&mut self, source: &Source, finder: &Finder) {
        let record = Record::Source(source.id);
        self.sources.extend(in_source(source, finder).map(|field| RecordHit { record, field }));
        if finder.is_in(&source.note) {
            self.notes.push(RecordHit { record, field: "note" });
        }
    }
}

fn first<'a>(finder: &Finder, fields: impl IntoIterator<Item = (&'static str, &'a String)>) -> Option<&'static str> {
    fields.into_iter().find(|(_, text)| !text.is_empty() && finder.is_in(text)).map(|(field, _)| field)
}

fn in_statement(statement: &Statement, text: &str, finder: &Finder) -> Option<&'static str> {
    // Words that go on in another part are found too; of one part no copy is needed for that.
    let is_in = match statement.parts.as_slice() {
        [only] => finder.is_in(only.words(text)),
        _ => finder.is_in(&statement.words(text)),
    };
    if is_in {
        return Some("words");
    }
    let said_by = &statement.said_by;
    let own =
        [("plain words", &statement.in_plain_words), ("speaker", &said_by.speaker), ("role", &said_by.role), ("how sure", &said_by.hedge)];
    let relays = said_by.relays.iter().map(|relay| ("through whom", relay));
    let evidence = statement.evidence.iter().flat_map(|evidence| {
        [("passage", &evidence.passage), ("original passage", &evidence.original), ("place in a source", &evidence.place)]
    });
    first(finder, own.into_iter().chain(relays).chain(evidence))
}

fn in_notes(statement: &Statement, finder: &Finder) -> Option<&'static str> {
    let checks = statement.checks();
    let own = [
        ("note", &*statement.note),
        ("finding", &checks.said.why),
        ("finding", &checks.said.waits_for),
        ("finding", &checks.truth.why),
        ("finding", &checks.truth.waits_for),
    ];
    let links = statement.evidence.iter().map(|evidence| ("note of a link", &evidence.note));
    let remarks = checks.remarks.iter().flat_map(|remark| {
        let own = [("remark", &remark.text), ("wording proposed", &remark.wording), ("remark", &remark.whom)];
        own.into_iter().chain(remark.replies.iter().map(|reply| ("reply", &reply.text)))
    });
    let signed = checks.signed.iter().map(|signature| ("reason of a sign-off", &signature.reason));
    first(finder, own.into_iter().chain(links).chain(remarks).chain(signed))
}

fn in_source(source: &Source, finder: &Finder) -> Option<&'static str> {
    let fields = [
        ("title", &source.title),
        ("author", &source.author),
        ("publisher", &source.publisher),
        ("address", &source.url),
        ("archived address", &source.archived_url),
        ("story", &source.story),
        ("working", &source.working),
        ("contact", &source.contact),
    ];
    first(finder, fields)
}
