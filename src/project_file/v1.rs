//! Format 1, as it lies in a file. Frozen: what is new stands in format 2 beside it.
//!
//! Words that are not there are empty, and are not written. Ids and days are read as the model writes them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};

use crate::model::day::Day;
use crate::model::id::{ArticleId, EvidenceId, SourceId, StatementId};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project<'a> {
    /// Always 1.
    pub format: u32,
    /// In the order in which they are shown.
    #[serde(borrow, default)]
    pub articles: Vec<Article<'a>>,
    /// By id.
    #[serde(borrow, default)]
    pub sources: Vec<Source<'a>>,
    /// In reading order.
    #[serde(borrow, default)]
    pub statements: Vec<Statement<'a>>,
}

/// An article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article<'a> {
    #[serde(deserialize_with = "parsed")]
    pub id: ArticleId,
    #[serde(borrow, default)]
    pub title: Cow<'a, str>,
    #[serde(borrow, default)]
    pub byline: Cow<'a, str>,
    #[serde(borrow, default)]
    pub publisher: Cow<'a, str>,
    #[serde(borrow, default)]
    pub url: Cow<'a, str>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub published: Option<Day>,
    #[serde(default, deserialize_with = "parsed_some")]
    pub retrieved: Option<Day>,
    /// A list of lines in the file.
    #[serde(deserialize_with = "joined_lines")]
    pub text: Cow<'a, str>,
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
    #[serde(borrow, default)]
    pub sum: Cow<'a, str>,
}

/// A part of a statement. Without `start` and `end` it is adrift.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part<'a> {
    /// First code point of the words, counted in the article's text from 0.
    #[serde(default, deserialize_with = "some")]
    pub start: Option<u64>,
    /// The code point after the last.
    #[serde(default, deserialize_with = "some")]
    pub end: Option<u64>,
    /// What stands right before the words.
    #[serde(borrow, default)]
    pub before: Cow<'a, str>,
    /// The words.
    #[serde(borrow)]
    pub words: Cow<'a, str>,
    /// What stands right after the words.
    #[serde(borrow, default)]
    pub after: Cow<'a, str>,
}

/// A tag with its particulars.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Tag<'a> {
    Claim,
    Assertion,
    ConfirmedFact {
        was: Unconfirmed,
        #[serde(borrow, default)]
        by: Cow<'a, str>,
        #[serde(default, deserialize_with = "parsed_some")]
        on: Option<Day>,
    },
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

/// The id of a statement that says the same.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(transparent)]
pub struct OneStatement(#[serde(deserialize_with = "parsed")] pub StatementId);

/// See the model's.
#[derive(Debug, Clone, Copy, Deserialize)]
pub enum Unconfirmed {
    Claim,
    Assertion,
}

/// See the model's.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub enum SpeakerKind {
    #[default]
    Named,
    Unnamed,
    Institution,
    Document,
    Unidentified,
}

/// See the model's.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub enum Stance {
    #[default]
    Supports,
    Contradicts,
    Context,
    OnlySaid,
}

/// See the model's.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub enum SourceKind {
    #[default]
    WebPage,
    News,
    Document,
    Study,
    Dataset,
    Book,
    Person,
    Broadcast,
    Post,
    Image,
    Visit,
    Other,
}

/// An id or a day, from the text that the model writes for it.
pub fn parsed<'de, D: Deserializer<'de>, T: FromStr<Err: fmt::Display>>(deserializer: D) -> Result<T, D::Error> {
    let text = Cow::<str>::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}

pub fn parsed_some<'de, D: Deserializer<'de>, T: FromStr<Err: fmt::Display>>(deserializer: D) -> Result<Option<T>, D::Error> {
    parsed(deserializer).map(Some)
}

pub fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A text from its lines, without a list of them in between: a text can be 1 GiB of short ones.
fn joined_lines<'de, 'a, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'a, str>, D::Error> {
    struct Lines;
    impl<'de> Visitor<'de> for Lines {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of lines")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut lines: A) -> Result<String, A::Error> {
            let mut text = String::new();
            let mut is_first = true;
            while let Some(line) = lines.next_element::<Cow<'de, str>>()? {
                if !std::mem::take(&mut is_first) {
                    text.push('\n');
                }
                text.push_str(&line);
            }
            Ok(text)
        }
    }
    deserializer.deserialize_seq(Lines).map(Cow::Owned)
}
