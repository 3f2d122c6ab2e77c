//! Articles, sources and statements as text; what checking adds stands in `writer_checks`.

use std::fmt::{self, Write};

use crate::project_file::layout::{Fields, RECORD_INDENT, Record, write_indent};
use crate::project_file::strings::write_string;
use crate::project_file::v4::{Article, Evidence, Ground, Part, SaidBy, Source, SpeakerKind, Statement, Tag};
use crate::project_file::writer_checks::{write_checks, write_snapshot};

impl Record for Article<'_> {
    const NAME: &'static str = "Article";

    fn write_fields(&self, out: &mut impl Write) -> fmt::Result {
        let mut fields = Fields { out, indent: RECORD_INDENT };
        fields.quoted("id", self.id)?;
        fields.words("title", &self.title)?;
        fields.words("byline", &self.byline)?;
        fields.words("publisher", &self.publisher)?;
        fields.words("url", &self.url)?;
        fields.maybe_quoted("published", self.published)?;
        fields.maybe_quoted("retrieved", self.retrieved)?;
        fields.list("text", self.text.split('\n'), |out, line| write_string(out, line))
    }
}

impl Record for Source<'_> {
    const NAME: &'static str = "Source";

    fn write_fields(&self, out: &mut impl Write) -> fmt::Result {
        let mut fields = Fields { out, indent: RECORD_INDENT };
        fields.quoted("id", self.id)?;
        fields.words("title", &self.title)?;
        fields.words("author", &self.author)?;
        fields.words("publisher", &self.publisher)?;
        fields.words("url", &self.url)?;
        fields.words("archived_url", &self.archived_url)?;
        fields.maybe_quoted("published", self.published)?;
        fields.maybe_quoted("accessed", self.accessed)?;
        fields.bare("kind", format_args!("{:?}", self.kind))?;
        fields.words("note", &self.note)?;
        fields.words("story", &self.story)?;
        fields.words("working", &self.working)?;
        fields.list("rests_on", self.rests_on.iter(), |out, input| write!(out, "\"{}\"", input.0))?;
        fields.words("contact", &self.contact)?;
        if self.ground != Ground::default() {
            fields.bare("ground", format_args!("{:?}", self.ground))?;
        }
        self.snapshot.as_ref().map_or(Ok(()), |snapshot| write_snapshot(&mut fields, snapshot))
    }
}

impl Record for Statement<'_> {
    const NAME: &'static str = "Statement";

    fn write_fields(&self, out: &mut impl Write) -> fmt::Result {
        let mut fields = Fields { out, indent: RECORD_INDENT };
        fields.quoted("id", self.id)?;
        fields.quoted("article", self.article)?;
        fields.list("parts", self.parts.iter(), |out, part| write_part(out, part))?;
        fields.begin("tag")?;
        write_tag(fields.out, &self.tag)?;
        fields.end()?;
        if !is_empty(&self.said_by) {
            fields.begin("said_by")?;
            write_said_by(fields.out, &self.said_by)?;
            fields.end()?;
        }
        fields.words("in_plain_words", &self.in_plain_words)?;
        fields.maybe_quoted("as_of", self.as_of)?;
        fields.words("note", &self.note)?;
        fields.list("same_as", self.same_as.iter(), |out, other| write!(out, "\"{}\"", other.0))?;
        fields.list("evidence", self.evidence.iter(), |out, evidence| write_evidence(out, evidence, RECORD_INDENT + 1))?;
        fields.list("attribution", self.attribution.iter(), |out, part| write_part(out, part))?;
        write_checks(&mut fields, self)
    }
}

/// One line: a part is one thing, and changes as one.
pub fn write_part(out: &mut impl Write, part: &Part<'_>) -> fmt::Result {
    out.write_str("(")?;
    if let Some(start) = part.start {
        write!(out, "start: {start}, ")?;
    }
    if let Some(end) = part.end {
        write!(out, "end: {end}, ")?;
    }
    if !part.before.is_empty() {
        out.write_str("before: ")?;
        write_string(out, &part.before)?;
        out.write_str(", ")?;
    }
    out.write_str("words: ")?;
    write_string(out, &part.words)?;
    if !part.after.is_empty() {
        out.write_str(", after: ")?;
        write_string(out, &part.after)?;
    }
    out.write_str(")")
}

pub fn write_tag(out: &mut impl Write, tag: &Tag<'_>) -> fmt::Result {
    match tag {
        Tag::Claim => out.write_str("Claim"),
        Tag::Assertion => out.write_str("Assertion"),
        Tag::ConfirmedFact { was, by, on } => {
            write!(out, "ConfirmedFact(was: {was:?}")?;
            if !by.is_empty() {
                out.write_str(", by: ")?;
                write_string(out, by)?;
            }
            if let Some(on) = on {
                write!(out, ", on: \"{on}\"")?;
            }
            out.write_str(")")
        }
    }
}

fn is_empty(said_by: &SaidBy<'_>) -> bool {
    let is_default_kind = matches!(said_by.kind, SpeakerKind::Named);
    let says_nothing = said_by.speaker.is_empty() && said_by.role.is_empty() && said_by.relays.is_empty();
    is_default_kind && says_nothing && said_by.hedge.is_empty() && !said_by.denies
}

pub fn write_said_by(out: &mut impl Write, said_by: &SaidBy<'_>) -> fmt::Result {
    out.write_str("(")?;
    for (name, words) in [("speaker", &said_by.speaker), ("role", &said_by.role)] {
        if !words.is_empty() {
            write!(out, "{name}: ")?;
            write_string(out, words)?;
            out.write_str(", ")?;
        }
    }
    write!(out, "kind: {:?}", said_by.kind)?;
    if !said_by.relays.is_empty() {
        out.write_str(", relays: [")?;
        for (at, relay) in said_by.relays.iter().enumerate() {
            out.write_str(if at == 0 { "" } else { ", " })?;
            write_string(out, relay)?;
        }
        out.write_str("]")?;
    }
    if !said_by.hedge.is_empty() {
        out.write_str(", hedge: ")?;
        write_string(out, &said_by.hedge)?;
    }
    if said_by.denies {
        out.write_str(", denies: true")?;
    }
    out.write_str(")")
}

/// The item of a list; `indent` is where it begins.
pub fn write_evidence(out: &mut impl Write, evidence: &Evidence<'_>, indent: usize) -> fmt::Result {
    out.write_str("(\n")?;
    let mut fields = Fields { out: &mut *out, indent: indent + 1 };
    fields.quoted("id", evidence.id)?;
    fields.quoted("source", evidence.source)?;
    fields.bare("stance", format_args!("{:?}", evidence.stance))?;
    fields.words("passage", &evidence.passage)?;
    fields.words("original", &evidence.original)?;
    fields.words("place", &evidence.place)?;
    if evidence.primary {
        fields.bare("primary", true)?;
    }
    fields.words("note", &evidence.note)?;
    fields.words("by", &evidence.by)?;
    fields.maybe_quoted("on", evidence.on)?;
    write_indent(out, indent)?;
    out.write_str(")")
}
