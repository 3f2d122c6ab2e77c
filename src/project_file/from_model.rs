//! The model's records in the shape of format 1.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::evidence::Stance;
use crate::model::id::ArticleId;
use crate::model::project::Project;
use crate::model::quote::Quote;
use crate::model::source::SourceKind;
use crate::model::statement::{Part, SaidBy, SpeakerKind};
use crate::model::tag::{Tag, Unconfirmed};
use crate::model::{article, evidence, source, statement};
use crate::project_file::v1;
use crate::text::positions::CodePoints;

/// Code points of every article's text.
pub struct Positions<'a>(BTreeMap<ArticleId, (&'a str, CodePoints<'a>)>);

impl<'a> Positions<'a> {
    /// Counts the code points of all articles.
    pub fn of(project: &'a Project) -> Self {
        Self(project.articles().map(|article| (article.id, (&*article.text, CodePoints::new(&article.text)))).collect())
    }

    fn part(&self, article: ArticleId, part: &'a Part) -> v1::Part<'a> {
        let span = match part {
            Part::At(span) => *span,
            Part::Adrift(quote) => {
                let (before, words, after) = (borrowed(&quote.prefix), borrowed(&quote.exact), borrowed(&quote.suffix));
                return v1::Part { start: None, end: None, before, words, after };
            }
        };
        // Only the gate makes statements, so their article is there and the span lies in it.
        let Some((text, code_points)) = self.0.get(&article) else { return v1::Part::default() };
        let code_point = |byte| code_points.to_code_point(byte).map(|code_point| code_point as u64);
        let quote = Quote::brief(text, span);
        v1::Part {
            start: code_point(span.start()),
            end: code_point(span.end()),
            before: Cow::Owned(quote.prefix),
            words: Cow::Owned(quote.exact),
            after: Cow::Owned(quote.suffix),
        }
    }
}

/// An article for the file.
pub fn article(article: &article::Article) -> v1::Article<'_> {
    v1::Article {
        id: article.id,
        title: borrowed(&article.title),
        byline: borrowed(&article.byline),
        publisher: borrowed(&article.publisher),
        url: borrowed(&article.url),
        published: article.published,
        retrieved: article.retrieved,
        text: borrowed(&article.text),
        sum: Cow::default(),
    }
}

/// A source for the file.
pub fn source(source: &source::Source) -> v1::Source<'_> {
    v1::Source {
        id: source.id,
        title: borrowed(&source.title),
        author: borrowed(&source.author),
        publisher: borrowed(&source.publisher),
        url: borrowed(&source.url),
        archived_url: borrowed(&source.archived_url),
        published: source.published,
        accessed: source.accessed,
        kind: source_kind(source.kind),
        note: borrowed(&source.note),
        story: borrowed(&source.story),
        sum: Cow::default(),
    }
}

/// A statement for the file.
pub fn statement<'a>(statement: &'a statement::Statement, positions: &Positions<'a>) -> v1::Statement<'a> {
    v1::Statement {
        id: statement.id,
        article: statement.article,
        parts: statement.parts.iter().map(|part| positions.part(statement.article, part)).collect(),
        tag: tag(&statement.tag),
        said_by: said_by(&statement.said_by),
        in_plain_words: borrowed(&statement.in_plain_words),
        as_of: statement.as_of,
        note: borrowed(&statement.note),
        same_as: statement.same_as.iter().copied().map(v1::OneStatement).collect(),
        evidence: statement.evidence.iter().map(|evidence| self::evidence(evidence)).collect(),
        sum: Cow::default(),
    }
}

fn evidence(evidence: &evidence::Evidence) -> v1::Evidence<'_> {
    v1::Evidence {
        id: evidence.id,
        source: evidence.source,
        stance: match evidence.stance {
            Stance::Supports => v1::Stance::Supports,
            Stance::Contradicts => v1::Stance::Contradicts,
            Stance::Context => v1::Stance::Context,
            Stance::OnlySaid => v1::Stance::OnlySaid,
        },
        passage: borrowed(&evidence.passage),
        place: borrowed(&evidence.place),
        primary: evidence.primary,
        note: borrowed(&evidence.note),
        by: borrowed(&evidence.by),
        on: evidence.on,
    }
}

fn tag(tag: &Tag) -> v1::Tag<'_> {
    match tag {
        Tag::Claim => v1::Tag::Claim,
        Tag::Assertion => v1::Tag::Assertion,
        Tag::ConfirmedFact(confirmation) => v1::Tag::ConfirmedFact {
            was: match confirmation.was {
                Unconfirmed::Claim => v1::Unconfirmed::Claim,
                Unconfirmed::Assertion => v1::Unconfirmed::Assertion,
            },
            by: borrowed(&confirmation.by),
            on: confirmation.on,
        },
    }
}

fn said_by(said_by: &SaidBy) -> v1::SaidBy<'_> {
    v1::SaidBy {
        speaker: borrowed(&said_by.speaker),
        role: borrowed(&said_by.role),
        kind: match said_by.kind {
            SpeakerKind::Named => v1::SpeakerKind::Named,
            SpeakerKind::Unnamed => v1::SpeakerKind::Unnamed,
            SpeakerKind::Institution => v1::SpeakerKind::Institution,
            SpeakerKind::Document => v1::SpeakerKind::Document,
            SpeakerKind::Unidentified => v1::SpeakerKind::Unidentified,
        },
        relays: said_by.relays.iter().map(|relay| borrowed(relay)).collect(),
    }
}

const fn source_kind(kind: SourceKind) -> v1::SourceKind {
    match kind {
        SourceKind::WebPage => v1::SourceKind::WebPage,
        SourceKind::News => v1::SourceKind::News,
        SourceKind::Document => v1::SourceKind::Document,
        SourceKind::Study => v1::SourceKind::Study,
        SourceKind::Dataset => v1::SourceKind::Dataset,
        SourceKind::Book => v1::SourceKind::Book,
        SourceKind::Person => v1::SourceKind::Person,
        SourceKind::Broadcast => v1::SourceKind::Broadcast,
        SourceKind::Post => v1::SourceKind::Post,
        SourceKind::Image => v1::SourceKind::Image,
        SourceKind::Visit => v1::SourceKind::Visit,
        SourceKind::Other => v1::SourceKind::Other,
    }
}

const fn borrowed(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
