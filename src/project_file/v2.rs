//! Format 2, as it lies in a file: format 1 and, in fields of their own, what checking and review add. Frozen: what is
//! new stands in format 3 beside it.
//!
//! What a record does not have is not written, so that a record of format 1 is the same text in format 2.

use std::borrow::Cow;

use serde::Deserialize;

use crate::model::day::Day;
use crate::model::id::{ArticleId, AsideId, EvidenceId, PassId, RemarkId, SilenceId, SourceId, StatementId};
use crate::project_file::v1::{parsed, parsed_some, some};

pub use crate::project_file::v1::{Article, OneStatement, Part, SpeakerKind, Stance, Tag, Unconfirmed};
pub use crate::project_file::v2_names::{AsideKind, Aspect, Ground, RemarkKind, Said, SourceKind, Truth};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project<'a> {
    /// Always 2.
    pub format: u32,
    /// What is asked of checkers, where that is not the usual.
    #[serde(borrow, default, deserialize_with = "some")]
    pub rules: Option<Rules<'a>>,
    /// In the order in which they are shown.
    #[serde(borrow, default)]
    pub articles: Vec<Article<'a>>,
    /// By id.
    #[serde(borrow, default)]
    pub sources: Vec<Source<'a>>,
    /// In reading order.
    #[serde(borrow, default)]
    pub statements: Vec<Statement<'a>>,
    /// By id.
    #[serde(borrow, default)]
    pub set_aside: Vec<Aside<'a>>,
    /// By id.
    #[serde(borrow, default)]
    pub passes: Vec<Pass<'a>>,
    /// By id.
    #[serde(borrow, default)]
    pub silenced: Vec<Silence<'a>>,
}

/// See the model's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules<'a> {
    pub secondary: u8,
    pub second_reader: bool,
    #[serde(borrow, default)]
    pub sum: Cow<'a, str>,
}

/// A source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source<'a> {
    #[serde(deserialize_with = "parsed")]
    pub id: SourceId,
    #[serde(borrow, default)]
    pub title: Cow<'a, str>,
    #[serde(borrow, default)]
    pub author: Cow<'a, str>,
    #[serde(borrow, default)]
    pub publisher: Cow<'a, str>,
    #[serde(borrow, default)]
    pub url: Cow<'a, str>,
    #[serde(borrow, default)]
    pub archived_url: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub published: Option<Day>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub accessed: Option<Day>,
    #[serde(default)]
    pub kind: SourceKind,
    #[serde(borrow, default)]
    pub note: Cow<'a, str>,
    #[serde(borrow, default)]
    pub story: Cow<'a, str>,
    #[serde(borrow, default)]
    pub working: Cow<'a, str>,
    #[serde(default)]
    pub rests_on: Vec<OneSource>,
    #[serde(borrow, default)]
    pub contact: Cow<'a, str>,
    #[serde(default)]
    pub ground: Ground,
    #[serde(borrow, default)]
    pub sum: Cow<'a, str>,
}

/// A statement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement<'a> {
    #[serde(deserialize_with = "parsed")]
    pub id: StatementId,
    #[serde(deserialize_with = "parsed")]
    pub article: ArticleId,
    #[serde(borrow)]
    pub parts: Vec<Part<'a>>,
    #[serde(borrow)]
    pub tag: Tag<'a>,
    #[serde(borrow, default)]
    pub said_by: SaidBy<'a>,
    #[serde(borrow, default)]
    pub in_plain_words: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub as_of: Option<Day>,
    #[serde(borrow, default)]
    pub note: Cow<'a, str>,
    #[serde(default)]
    pub same_as: Vec<OneStatement>,
    #[serde(borrow, default)]
    pub evidence: Vec<Evidence<'a>>,
    /// Where the text says who says it.
    #[serde(borrow, default)]
    pub attribution: Vec<Part<'a>>,
    #[serde(borrow, default)]
    pub said: Finding<'a, Said>,
    #[serde(borrow, default)]
    pub truth: Finding<'a, Truth>,
    #[serde(borrow, default)]
    pub remarks: Vec<Remark<'a>>,
    #[serde(borrow, default)]
    pub history: Vec<Decision<'a>>,
    #[serde(borrow, default)]
    pub signed: Vec<Signature<'a>>,
    #[serde(borrow, default)]
    pub sum: Cow<'a, str>,
}

/// Who vouches.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaidBy<'a> {
    #[serde(borrow, default)]
    pub speaker: Cow<'a, str>,
    #[serde(borrow, default)]
    pub role: Cow<'a, str>,
    #[serde(default)]
    pub kind: SpeakerKind,
    #[serde(borrow, default)]
    pub relays: Vec<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub hedge: Cow<'a, str>,
    #[serde(default)]
    pub denies: bool,
}

/// A link to a source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence<'a> {
    #[serde(deserialize_with = "parsed")]
    pub id: EvidenceId,
    #[serde(deserialize_with = "parsed")]
    pub source: SourceId,
    #[serde(default)]
    pub stance: Stance,
    #[serde(borrow, default)]
    pub passage: Cow<'a, str>,
    #[serde(borrow, default)]
    pub original: Cow<'a, str>,
    #[serde(borrow, default)]
    pub place: Cow<'a, str>,
    #[serde(default)]
    pub primary: bool,
    #[serde(borrow, default)]
    pub note: Cow<'a, str>,
    #[serde(borrow, default)]
    pub by: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub on: Option<Day>,
}

/// An answer to one of the two questions.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding<'a, V> {
    pub verdict: V,
    #[serde(borrow, default)]
    pub why: Cow<'a, str>,
    #[serde(borrow, default)]
    pub waits_for: Cow<'a, str>,
    #[serde(borrow, default)]
    pub by: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub on: Option<Day>,
}

/// A query, a correction or a comment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark<'a> {
    #[serde(deserialize_with = "parsed")]
    pub id: RemarkId,
    pub kind: RemarkKind,
    #[serde(borrow, default)]
    pub text: Cow<'a, str>,
    #[serde(borrow, default)]
    pub wording: Cow<'a, str>,
    #[serde(borrow, default)]
    pub whom: Cow<'a, str>,
    #[serde(borrow, default)]
    pub by: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub on: Option<Day>,
    #[serde(borrow, default)]
    pub replies: Vec<Reply<'a>>,
    #[serde(default)]
    pub settled: bool,
}

/// An answer to a remark.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply<'a> {
    #[serde(borrow, default)]
    pub text: Cow<'a, str>,
    #[serde(borrow, default)]
    pub by: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub on: Option<Day>,
}

/// A decision.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision<'a> {
    pub about: Aspect,
    #[serde(borrow, default)]
    pub from: Cow<'a, str>,
    #[serde(borrow, default)]
    pub to: Cow<'a, str>,
    #[serde(borrow, default)]
    pub by: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub on: Option<Day>,
}

/// A sign-off.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature<'a> {
    #[serde(borrow, default)]
    pub by: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub on: Option<Day>,
    #[serde(borrow, default)]
    pub reason: Cow<'a, str>,
    /// What was seen, with the CRC-32 of it.
    #[serde(default)]
    pub saw: Vec<(Aspect, u32)>,
}

/// Something set aside.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aside<'a> {
    #[serde(deserialize_with = "parsed")]
    pub id: AsideId,
    #[serde(deserialize_with = "parsed")]
    pub article: ArticleId,
    #[serde(borrow)]
    pub part: Part<'a>,
    pub kind: AsideKind,
    #[serde(borrow, default)]
    pub sum: Cow<'a, str>,
}

/// A pass.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pass<'a> {
    #[serde(deserialize_with = "parsed")]
    pub id: PassId,
    #[serde(borrow, default)]
    pub by: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub from: Option<Day>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub to: Option<Day>,
    #[serde(borrow, default)]
    pub looked_at: Cow<'a, str>,
    #[serde(default)]
    pub signed: u64,
    #[serde(default)]
    pub sent_back: u64,
    #[serde(borrow, default)]
    pub sum: Cow<'a, str>,
}

/// A silenced problem.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence<'a> {
    #[serde(deserialize_with = "parsed")]
    pub id: SilenceId,
    #[serde(borrow)]
    pub code: Cow<'a, str>,
    pub of: Subject,
    #[serde(borrow, default)]
    pub reason: Cow<'a, str>,
    #[serde(borrow, default)]
    pub by: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub on: Option<Day>,
    #[serde(borrow, default)]
    pub sum: Cow<'a, str>,
}

/// What a problem is about.
#[derive(Debug, Clone, Copy, Deserialize)]
pub enum Subject {
    Article(#[serde(deserialize_with = "parsed")] ArticleId),
    Statement(#[serde(deserialize_with = "parsed")] StatementId),
    Source(#[serde(deserialize_with = "parsed")] SourceId),
}

/// The id of a source that something rests on.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(transparent)]
pub struct OneSource(#[serde(deserialize_with = "parsed")] pub SourceId);
