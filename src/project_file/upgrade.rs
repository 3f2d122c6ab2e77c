//! Each format to the next: the same records, with nothing in the fields that came later.

use std::borrow::Cow;

use crate::project_file::{v1, v2, v3, v4};

/// A file of format 1 as one of format 2.
pub fn from_v1(file: v1::Project<'_>) -> v2::Project<'_> {
    v2::Project {
        format: 2,
        rules: None,
        articles: file.articles,
        sources: file.sources.into_iter().map(source_of_v1).collect(),
        statements: file.statements.into_iter().map(statement_of_v1).collect(),
        set_aside: Vec::new(),
        passes: Vec::new(),
        silenced: Vec::new(),
    }
}

fn source_of_v1(record: v1::Source<'_>) -> v2::Source<'_> {
    v2::Source {
        id: record.id,
        title: record.title,
        author: record.author,
        publisher: record.publisher,
        url: record.url,
        archived_url: record.archived_url,
        published: record.published,
        accessed: record.accessed,
        kind: match record.kind {
            v1::SourceKind::WebPage => v2::SourceKind::WebPage,
            v1::SourceKind::News => v2::SourceKind::News,
            v1::SourceKind::Document => v2::SourceKind::Document,
            v1::SourceKind::Study => v2::SourceKind::Study,
            v1::SourceKind::Dataset => v2::SourceKind::Dataset,
            v1::SourceKind::Book => v2::SourceKind::Book,
            v1::SourceKind::Person => v2::SourceKind::Person,
            v1::SourceKind::Broadcast => v2::SourceKind::Broadcast,
            v1::SourceKind::Post => v2::SourceKind::Post,
            v1::SourceKind::Image => v2::SourceKind::Image,
            v1::SourceKind::Visit => v2::SourceKind::Visit,
            v1::SourceKind::Other => v2::SourceKind::Other,
        },
        note: record.note,
        story: record.story,
        working: Cow::default(),
        rests_on: Vec::new(),
        contact: Cow::default(),
        ground: v2::Ground::default(),
        sum: record.sum,
    }
}

fn statement_of_v1(record: v1::Statement<'_>) -> v2::Statement<'_> {
    v2::Statement {
        id: record.id,
        article: record.article,
        parts: record.parts,
        tag: record.tag,
        said_by: v2::SaidBy {
            speaker: record.said_by.speaker,
            role: record.said_by.role,
            kind: record.said_by.kind,
            relays: record.said_by.relays,
            hedge: Cow::default(),
            denies: false,
        },
        in_plain_words: record.in_plain_words,
        as_of: record.as_of,
        note: record.note,
        same_as: record.same_as,
        evidence: record.evidence.into_iter().map(evidence).collect(),
        attribution: Vec::new(),
        said: v2::Finding::default(),
        truth: v2::Finding::default(),
        remarks: Vec::new(),
        history: Vec::new(),
        signed: Vec::new(),
        sum: record.sum,
    }
}

fn evidence(record: v1::Evidence<'_>) -> v2::Evidence<'_> {
    v2::Evidence {
        id: record.id,
        source: record.source,
        stance: record.stance,
        passage: record.passage,
        original: Cow::default(),
        place: record.place,
        primary: record.primary,
        note: record.note,
        by: record.by,
        on: record.on,
    }
}

/// A file of format 2 as one of format 3.
pub fn from_v2(file: v2::Project<'_>) -> v3::Project<'_> {
    v3::Project {
        format: 3,
        rules: file.rules,
        articles: file.articles,
        sources: file.sources.into_iter().map(source_of_v2).collect(),
        statements: file.statements.into_iter().map(statement_of_v2).collect(),
        set_aside: file.set_aside,
        passes: file.passes,
        silenced: file.silenced,
    }
}

/// A file of format 3 as one of format 4.
pub fn from_v3(file: v3::Project<'_>) -> v4::Project<'_> {
    v4::Project {
        format: 4,
        rules: file.rules,
        articles: file.articles,
        sources: file.sources,
        statements: file.statements,
        set_aside: file.set_aside,
        passes: file.passes,
        silenced: file.silenced,
        unmerged: Vec::new(),
    }
}

fn source_of_v2(record: v2::Source<'_>) -> v3::Source<'_> {
    v3::Source {
        id: record.id,
        title: record.title,
        author: record.author,
        publisher: record.publisher,
        url: record.url,
        archived_url: record.archived_url,
        published: record.published,
        accessed: record.accessed,
        kind: record.kind,
        note: record.note,
        story: record.story,
        working: record.working,
        rests_on: record.rests_on,
        contact: record.contact,
        ground: record.ground,
        snapshot: None,
        sum: record.sum,
    }
}

fn statement_of_v2(record: v2::Statement<'_>) -> v3::Statement<'_> {
    v3::Statement {
        id: record.id,
        article: record.article,
        parts: record.parts,
        tag: record.tag,
        said_by: record.said_by,
        in_plain_words: record.in_plain_words,
        as_of: record.as_of,
        note: record.note,
        same_as: record.same_as,
        evidence: record.evidence,
        attribution: record.attribution,
        said: record.said,
        truth: record.truth,
        remarks: record.remarks,
        history: record.history,
        signed: record.signed,
        earlier: Vec::new(),
        sum: record.sum,
    }
}
