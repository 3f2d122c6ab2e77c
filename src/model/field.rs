//! The fields of records that one edit can set, each with its swap: the answer to setting a field is setting what was there.

use std::mem::swap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::article::Article;
use crate::model::checks::{Decision, Signature};
use crate::model::day::Day;
use crate::model::earlier::Earlier;
use crate::model::evidence::{Evidence, Stance};
use crate::model::finding::{Finding, Said, Truth};
use crate::model::id::{SourceId, StatementId};
use crate::model::snapshot::Snapshot;
use crate::model::source::{Ground, Source, SourceKind};
use crate::model::statement::{Part, SaidBy, Statement};
use crate::model::tag::Tag;

/// A field of an article. Its text is none: it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub enum ArticleField {
    Title(String),
    Byline(String),
    Publisher(String),
    Url(String),
    Published(Option<Day>),
    Retrieved(Option<Day>),
}

/// A field of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub enum SourceField {
    Title(String),
    Author(String),
    Publisher(String),
    Url(String),
    ArchivedUrl(String),
    Published(Option<Day>),
    Accessed(Option<Day>),
    Kind(SourceKind),
    Note(String),
    Story(String),
    Working(String),
    RestsOn(Vec<SourceId>),
    Contact(String),
    Ground(Ground),
    Snapshot(Option<Arc<Snapshot>>),
}

/// A field of a statement. Its evidence has edits of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub enum StatementField {
    Parts(Vec<Part>),
    Tag(Tag),
    SaidBy(SaidBy),
    InPlainWords(String),
    AsOf(Option<Day>),
    Note(String),
    SameAs(Vec<StatementId>),
    Attribution(Vec<Part>),
    Said(Finding<Said>),
    Truth(Finding<Truth>),
    History(Vec<Decision>),
    Signed(Vec<Signature>),
    Earlier(Vec<Arc<Earlier>>),
}

/// A field of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub enum EvidenceField {
    Source(SourceId),
    Stance(Stance),
    Passage(String),
    Original(String),
    Place(String),
    Primary(bool),
    Note(String),
    By(String),
    On(Option<Day>),
}

impl ArticleField {
    /// What the field is called, in plain words.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Title(_) => "title",
            Self::Byline(_) => "byline",
            Self::Publisher(_) => "publisher",
            Self::Url(_) => "address",
            Self::Published(_) => "date",
            Self::Retrieved(_) => "day it was brought in",
        }
    }

    /// Exchanges what `article` has in this field with what stands here.
    pub fn swap_with(&mut self, article: &mut Article) {
        match self {
            Self::Title(value) => swap(value, &mut article.title),
            Self::Byline(value) => swap(value, &mut article.byline),
            Self::Publisher(value) => swap(value, &mut article.publisher),
            Self::Url(value) => swap(value, &mut article.url),
            Self::Published(value) => swap(value, &mut article.published),
            Self::Retrieved(value) => swap(value, &mut article.retrieved),
        }
    }
}

impl SourceField {
    /// What the field is called, in plain words.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Title(_) => "title",
            Self::Author(_) => "author",
            Self::Publisher(_) => "publisher",
            Self::Url(_) => "address",
            Self::ArchivedUrl(_) => "archived address",
            Self::Published(_) => "date",
            Self::Accessed(_) => "day it was looked at",
            Self::Kind(_) => "kind",
            Self::Note(_) => "note",
            Self::Story(_) => "story",
            Self::Working(_) => "working",
            Self::RestsOn(_) => "inputs",
            Self::Contact(_) => "contact",
            Self::Ground(_) => "what was agreed",
            Self::Snapshot(_) => "copy",
        }
    }

    /// Exchanges what `source` has in this field with what stands here.
    pub fn swap_with(&mut self, source: &mut Source) {
        match self {
            Self::Title(value) => swap(value, &mut source.title),
            Self::Author(value) => swap(value, &mut source.author),
            Self::Publisher(value) => swap(value, &mut source.publisher),
            Self::Url(value) => swap(value, &mut source.url),
            Self::ArchivedUrl(value) => swap(value, &mut source.archived_url),
            Self::Published(value) => swap(value, &mut source.published),
            Self::Accessed(value) => swap(value, &mut source.accessed),
            Self::Kind(value) => swap(value, &mut source.kind),
            Self::Note(value) => swap(value, &mut source.note),
            Self::Story(value) => swap(value, &mut source.story),
            Self::Working(value) => swap(value, &mut source.working),
            Self::RestsOn(value) => swap(value, &mut source.rests_on),
            Self::Contact(value) => swap(value, &mut source.contact),
            Self::Ground(value) => swap(value, &mut source.ground),
            Self::Snapshot(value) => swap(value, &mut source.snapshot),
        }
    }
}

impl StatementField {
    /// What the field is called, in plain words.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Parts(_) => "words",
            Self::Tag(_) => "tag",
            Self::SaidBy(_) => "said by",
            Self::InPlainWords(_) => "in plain words",
            Self::AsOf(_) => "as of",
            Self::Note(_) => "note",
            Self::SameAs(_) => "same as",
            Self::Attribution(_) => "attribution",
            Self::Said(_) => "whether it was said",
            Self::Truth(_) => "whether it is true",
            Self::History(_) => "history",
            Self::Signed(_) => "sign-offs",
            Self::Earlier(_) => "earlier states",
        }
    }

    /// Exchanges what `statement` has in this field with what stands here.
    pub fn swap_with(&mut self, statement: &mut Statement) {
        match self {
            Self::Parts(value) => swap(value, &mut statement.parts),
            Self::Tag(value) => swap(value, &mut statement.tag),
            Self::SaidBy(value) => *value = statement.said_by.replace(std::mem::take(value)),
            Self::InPlainWords(value) => swap(value, &mut statement.in_plain_words),
            Self::AsOf(value) => swap(value, &mut statement.as_of),
            Self::Note(value) => *value = statement.note.replace(std::mem::take(value)),
            Self::SameAs(value) => *value = statement.same_as.replace(std::mem::take(value)),
            Self::Attribution(value) => statement.change_checks(|checks| swap(value, &mut checks.attribution)),
            Self::Said(value) => statement.change_checks(|checks| swap(value, &mut checks.said)),
            Self::Truth(value) => statement.change_checks(|checks| swap(value, &mut checks.truth)),
            Self::History(value) => statement.change_checks(|checks| swap(value, &mut checks.history)),
            Self::Signed(value) => statement.change_checks(|checks| swap(value, &mut checks.signed)),
            Self::Earlier(value) => statement.change_checks(|checks| swap(value, &mut checks.earlier)),
        }
    }
}

impl EvidenceField {
    /// What the field is called, in plain words.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Source(_) => "source",
            Self::Stance(_) => "stance",
            Self::Passage(_) => "passage",
            Self::Original(_) => "original words",
            Self::Place(_) => "place",
            Self::Primary(_) => "whether it is primary",
            Self::Note(_) => "note",
            Self::By(_) => "who linked it",
            Self::On(_) => "when it was linked",
        }
    }

    /// Exchanges what `evidence` has in this field with what stands here.
    pub fn swap_with(&mut self, evidence: &mut Evidence) {
        match self {
            Self::Source(value) => swap(value, &mut evidence.source),
            Self::Stance(value) => swap(value, &mut evidence.stance),
            Self::Passage(value) => swap(value, &mut evidence.passage),
            Self::Original(value) => swap(value, &mut evidence.original),
            Self::Place(value) => swap(value, &mut evidence.place),
            Self::Primary(value) => swap(value, &mut evidence.primary),
            Self::Note(value) => swap(value, &mut evidence.note),
            Self::By(value) => swap(value, &mut evidence.by),
            Self::On(value) => swap(value, &mut evidence.on),
        }
    }
}
