//! Format 4, as it lies in a file: format 3 and, in a list of its own, what a merge left open. Frozen once released: a change of shape is a
//! format 5 beside it.
//!
//! The list is not written where nothing is open, so that a record of format 3 is the same text in format 4.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use crate::model::day::Day;
use crate::model::id::{ArticleId, AsideId, EvidenceId, RemarkId, SourceId, StatementId, UnmergedId};
use crate::project_file::v1::{parsed, some};

pub use crate::project_file::v3::{
    Article, Aside, AsideKind, Aspect, Decision, Earlier, Evidence, Finding, Ground, Meaning, OneSource, OneStatement, Part, Pass, Remark,
    RemarkKind, Reply, Rules, Said, SaidBy, Signature, Silence, Snapshot, SnapshotKind, Source, SourceKind, SpeakerKind, Stance, Statement,
    Subject, Tag, Truth, Unconfirmed,
};

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project<'a> {
    /// Always 4.
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
    /// By id; left out where there is none.
    #[serde(borrow, default)]
    pub unmerged: Vec<Unmerged<'a>>,
}

/// The other version of one thing, of which one version stands in its record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unmerged<'a> {
    /// Made from the rest; written so that it can be named.
    #[serde(deserialize_with = "parsed")]
    pub id: UnmergedId,
    pub of: Of,
    #[serde(borrow)]
    pub other: Other<'a>,
    #[serde(borrow, default)]
    pub sum: Cow<'a, str>,
}

/// What there are two versions of.
#[derive(Debug, Clone, Copy, Deserialize)]
pub enum Of {
    Article(#[serde(deserialize_with = "parsed")] ArticleId),
    Source(#[serde(deserialize_with = "parsed")] SourceId),
    Statement(#[serde(deserialize_with = "parsed")] StatementId),
    Evidence(#[serde(deserialize_with = "parsed")] StatementId, #[serde(deserialize_with = "parsed")] EvidenceId),
    Remark(#[serde(deserialize_with = "parsed")] StatementId, #[serde(deserialize_with = "parsed")] RemarkId),
}

/// The other version: a field by its name, or that it is not there.
#[derive(Debug, Deserialize)]
pub enum Other<'a> {
    Deleted,
    #[serde(borrow)]
    Title(Cow<'a, str>),
    #[serde(borrow)]
    Byline(Cow<'a, str>),
    #[serde(borrow)]
    Author(Cow<'a, str>),
    #[serde(borrow)]
    Publisher(Cow<'a, str>),
    #[serde(borrow)]
    Url(Cow<'a, str>),
    #[serde(borrow)]
    ArchivedUrl(Cow<'a, str>),
    #[serde(deserialize_with = "day_or_none")]
    Published(Option<Day>),
    #[serde(deserialize_with = "day_or_none")]
    Retrieved(Option<Day>),
    #[serde(deserialize_with = "day_or_none")]
    Accessed(Option<Day>),
    Kind(SourceKind),
    #[serde(borrow)]
    Note(Cow<'a, str>),
    #[serde(borrow)]
    Story(Cow<'a, str>),
    #[serde(borrow)]
    Working(Cow<'a, str>),
    RestsOn(Vec<OneSource>),
    #[serde(borrow)]
    Contact(Cow<'a, str>),
    Ground(Ground),
    #[serde(borrow)]
    Snapshot(Snapshot<'a>),
    NoSnapshot,
    #[serde(borrow)]
    Parts(Vec<Part<'a>>),
    #[serde(borrow)]
    Attribution(Vec<Part<'a>>),
    #[serde(borrow)]
    Tag(Tag<'a>),
    #[serde(borrow)]
    SaidBy(SaidBy<'a>),
    #[serde(borrow)]
    InPlainWords(Cow<'a, str>),
    #[serde(deserialize_with = "day_or_none")]
    AsOf(Option<Day>),
    #[serde(borrow)]
    Said(Finding<'a, Said>),
    #[serde(borrow)]
    Truth(Finding<'a, Truth>),
    Source(OneSource),
    Stance(Stance),
    #[serde(borrow)]
    Passage(Cow<'a, str>),
    #[serde(borrow)]
    Original(Cow<'a, str>),
    #[serde(borrow)]
    Place(Cow<'a, str>),
    Primary(bool),
    #[serde(borrow)]
    By(Cow<'a, str>),
    #[serde(deserialize_with = "day_or_none")]
    On(Option<Day>),
    #[serde(borrow)]
    Remark(Remark<'a>),
    #[serde(borrow)]
    Aside(AsideHere<'a>),
}

/// Something set aside in the article that it is said of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AsideHere<'a> {
    #[serde(deserialize_with = "parsed")]
    pub id: AsideId,
    #[serde(borrow)]
    pub part: Part<'a>,
    pub kind: AsideKind,
}

/// A day from its text; none from an empty one.
fn day_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    let text = Cow::<str>::deserialize(deserializer)?;
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(D::Error::custom) }
}
