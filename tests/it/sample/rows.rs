//! The shapes of the sample's tables.

use factmark::model::evidence::Stance;
use factmark::model::source::SourceKind;
use factmark::model::statement::SpeakerKind;

/// The checker in the sample.
pub const CHECKER: &str = "R. Vale";

/// A source; `key` names it in this table only.
pub struct SourceRow {
    pub key: &'static str,
    pub title: &'static str,
    pub author: &'static str,
    pub publisher: &'static str,
    pub url: &'static str,
    pub archived_url: &'static str,
    pub published: &'static str,
    pub accessed: &'static str,
    pub kind: SourceKind,
    pub story: &'static str,
    pub note: &'static str,
}

pub const fn source(key: &'static str, kind: SourceKind, title: &'static str, story: &'static str) -> SourceRow {
    SourceRow {
        key,
        title,
        author: "",
        publisher: "",
        url: "",
        archived_url: "",
        published: "",
        accessed: "2026-05-13",
        kind,
        story,
        note: "",
    }
}

/// How a statement is tagged; `Was…` is a confirmed fact with what it was before.
#[derive(Clone, Copy)]
pub enum Tagged {
    Claim,
    Assertion,
    WasClaim,
    WasAssertion,
}

/// Who says it.
#[derive(Clone, Copy)]
pub struct Voice {
    pub kind: SpeakerKind,
    pub speaker: &'static str,
    pub role: &'static str,
    pub relays: &'static [&'static str],
}

/// One link.
pub struct Link {
    pub source: &'static str,
    pub stance: Stance,
    pub primary: bool,
    pub passage: &'static str,
    pub place: &'static str,
    pub note: &'static str,
}

/// A statement. A part's words stand once in the article, or are set off by ‹ › in words that do.
pub struct Row {
    pub parts: &'static [&'static str],
    pub tagged: Tagged,
    pub said_by: Option<Voice>,
    pub plain: &'static str,
    pub as_of: &'static str,
    pub note: &'static str,
    pub links: &'static [Link],
}

pub const fn said(kind: SpeakerKind, speaker: &'static str, role: &'static str) -> Voice {
    Voice { kind, speaker, role, relays: &[] }
}

pub const fn row(
    parts: &'static [&'static str],
    tagged: Tagged,
    said_by: Option<Voice>,
    plain: &'static str,
    links: &'static [Link],
) -> Row {
    Row { parts, tagged, said_by, plain, as_of: "", note: "", links }
}

pub const fn claim(parts: &'static [&'static str], said_by: Voice, plain: &'static str, links: &'static [Link]) -> Row {
    row(parts, Tagged::Claim, Some(said_by), plain, links)
}

pub const fn assertion(parts: &'static [&'static str], plain: &'static str, links: &'static [Link]) -> Row {
    row(parts, Tagged::Assertion, None, plain, links)
}

pub const fn link(source: &'static str, stance: Stance, passage: &'static str) -> Link {
    Link { source, stance, primary: false, passage, place: "", note: "" }
}

pub const fn primary(source: &'static str, stance: Stance, place: &'static str, passage: &'static str) -> Link {
    Link { primary: true, place, ..link(source, stance, passage) }
}
