//! The records of format 1 in the model's types, field by field; `from_model` is the way back.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::evidence::{Evidence, Stance};
use crate::model::id::StatementId;
use crate::model::quote::Quote;
use crate::model::source::{Source, SourceKind};
use crate::model::statement::{Part, SaidBy, SpeakerKind, Statement};
use crate::model::tag::{Confirmation, Tag, Unconfirmed};
use crate::project_file::v1;

/// An article of the file.
pub fn article(record: v1::Article<'_>) -> Article {
    Article {
        id: record.id,
        title: record.title.into_owned(),
        byline: record.byline.into_owned(),
        publisher: record.publisher.into_owned(),
        url: record.url.into_owned(),
        published: record.published,
        retrieved: record.retrieved,
        text: record.text.into(),
    }
}

/// A source of the file.
pub fn source(record: v1::Source<'_>) -> Source {
    Source {
        id: record.id,
        title: record.title.into_owned(),
        author: record.author.into_owned(),
        publisher: record.publisher.into_owned(),
        url: record.url.into_owned(),
        archived_url: record.archived_url.into_owned(),
        published: record.published,
        accessed: record.accessed,
        kind: source_kind(record.kind),
        note: record.note.into_owned(),
        story: record.story.into_owned(),
    }
}

/// A statement of the file, with what was made of its parts and of what it is the same as.
pub fn statement(record: v1::Statement<'_>, parts: Vec<Part>, same_as: Vec<StatementId>) -> Statement {
    Statement {
        id: record.id,
        article: record.article,
        parts,
        tag: tag(record.tag),
        said_by: said_by(record.said_by),
        in_plain_words: record.in_plain_words.into_owned(),
        as_of: record.as_of,
        note: record.note.into_owned(),
        same_as,
        evidence: record.evidence.into_iter().map(|link| Arc::new(evidence(link))).collect(),
    }
}

/// The words of a part with what stands around them.
pub fn quote(part: &v1::Part<'_>) -> Quote {
    let owned = |text: &Cow<'_, str>| text.clone().into_owned();
    Quote { prefix: owned(&part.before), exact: owned(&part.words), suffix: owned(&part.after) }
}

fn evidence(record: v1::Evidence<'_>) -> Evidence {
    Evidence {
        id: record.id,
        source: record.source,
        stance: match record.stance {
            v1::Stance::Supports => Stance::Supports,
            v1::Stance::Contradicts => Stance::Contradicts,
            v1::Stance::Context => Stance::Context,
            v1::Stance::OnlySaid => Stance::OnlySaid,
        },
        passage: record.passage.into_owned(),
        place: record.place.into_owned(),
        primary: record.primary,
        note: record.note.into_owned(),
        by: record.by.into_owned(),
        on: record.on,
    }
}

fn tag(record: v1::Tag<'_>) -> Tag {
    match record {
        v1::Tag::Claim => Tag::Claim,
        v1::Tag::Assertion => Tag::Assertion,
        v1::Tag::ConfirmedFact { was, by, on } => {
            let was = match was {
                v1::Unconfirmed::Claim => Unconfirmed::Claim,
                v1::Unconfirmed::Assertion => Unconfirmed::Assertion,
            };
            Tag::ConfirmedFact(Confirmation { was, by: by.into_owned(), on })
        }
    }
}

fn said_by(record: v1::SaidBy<'_>) -> SaidBy {
    SaidBy {
        speaker: record.speaker.into_owned(),
        role: record.role.into_owned(),
        kind: match record.kind {
            v1::SpeakerKind::Named => SpeakerKind::Named,
            v1::SpeakerKind::Unnamed => SpeakerKind::Unnamed,
            v1::SpeakerKind::Institution => SpeakerKind::Institution,
            v1::SpeakerKind::Document => SpeakerKind::Document,
            v1::SpeakerKind::Unidentified => SpeakerKind::Unidentified,
        },
        relays: record.relays.into_iter().map(Cow::into_owned).collect(),
    }
}

const fn source_kind(kind: v1::SourceKind) -> SourceKind {
    match kind {
        v1::SourceKind::WebPage => SourceKind::WebPage,
        v1::SourceKind::News => SourceKind::News,
        v1::SourceKind::Document => SourceKind::Document,
        v1::SourceKind::Study => SourceKind::Study,
        v1::SourceKind::Dataset => SourceKind::Dataset,
        v1::SourceKind::Book => SourceKind::Book,
        v1::SourceKind::Person => SourceKind::Person,
        v1::SourceKind::Broadcast => SourceKind::Broadcast,
        v1::SourceKind::Post => SourceKind::Post,
        v1::SourceKind::Image => SourceKind::Image,
        v1::SourceKind::Visit => SourceKind::Visit,
        v1::SourceKind::Other => SourceKind::Other,
    }
}
