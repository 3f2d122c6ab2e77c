//! Format 3, as it lies in a file: format 2 and, in fields of their own, copies of sources and earlier states of statements. Frozen: what
//! is new stands in format 4 beside it.
//!
//! What a record does not have is not written, so that a record of format 2 is the same text in format 3.

use std::borrow::Cow;

use serde::Deserialize;

use crate::model::day::Day;
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::snapshot::Digest;
use crate::project_file::v1::{parsed, parsed_some, some};

pub use crate::project_file::v2::{
    Article, Aside, AsideKind, Aspect, Decision, Evidence, Finding, Ground, OneSource, OneStatement, Part, Pass, Remark, RemarkKind, Reply,
    Rules, Said, SaidBy, Signature, Silence, SourceKind, SpeakerKind, Stance, Subject, Tag, Truth, Unconfirmed,
};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project<'a> {
    /// Always 3.
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
    #[serde(borrow, default, deserialize_with = "some")]
    pub snapshot: Option<Snapshot<'a>>,
    #[serde(borrow, default)]
    pub sum: Cow<'a, str>,
}

/// A copy of a source; its bytes lie in the project's folder of copies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot<'a> {
    #[serde(deserialize_with = "parsed")]
    pub sha256: Digest,
    pub kind: SnapshotKind,
    #[serde(borrow, default)]
    pub name: Cow<'a, str>,
    pub bytes: u64,
    #[serde(borrow, default)]
    pub by: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub on: Option<Day>,
}

/// See the model's.
#[derive(Debug, Clone, Copy, Deserialize)]
pub enum SnapshotKind {
    Text,
    Html,
    Pdf,
    Png,
    Jpeg,
    Other,
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
    #[expect(clippy::vec_box, reason = "there may be very many, and each makes room as it is taken in")]
    pub earlier: Vec<Box<Earlier<'a>>>,
    #[serde(borrow, default)]
    pub sum: Cow<'a, str>,
}

/// What a statement was before a change; what was not changed is not there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier<'a> {
    /// How many decisions of the history came before.
    pub after: u64,
    #[serde(borrow, default)]
    pub by: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub on: Option<Day>,
    /// Empty where neither these nor the attribution were changed.
    #[serde(borrow, default)]
    pub parts: Box<[Part<'a>]>,
    #[serde(borrow, default)]
    pub attribution: Box<[Part<'a>]>,
    // Boxed, as of many states few say any of this.
    #[serde(borrow, default, deserialize_with = "some")]
    pub tag: Option<Box<Tag<'a>>>,
    #[serde(borrow, default, deserialize_with = "some")]
    pub said_by: Option<Box<SaidBy<'a>>>,
    #[serde(borrow, default, deserialize_with = "some")]
    pub meaning: Option<Box<Meaning<'a>>>,
    #[serde(borrow, default, deserialize_with = "some")]
    pub evidence: Option<Box<[Evidence<'a>]>>,
    #[serde(borrow, default, deserialize_with = "some")]
    pub said: Option<Box<Finding<'a, Said>>>,
    #[serde(borrow, default, deserialize_with = "some")]
    pub truth: Option<Box<Finding<'a, Truth>>>,
    #[serde(borrow, default, deserialize_with = "some")]
    pub note: Option<Cow<'a, str>>,
}

/// What a statement said in plain words, and for which day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning<'a> {
    #[serde(borrow, default)]
    pub in_plain_words: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub as_of: Option<Day>,
}
