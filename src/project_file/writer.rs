//! Records of format 1 as text. The sums are taken from this text, so its layout is as frozen as the format.

use std::fmt::{self, Display, Write};

use crate::project_file::strings::write_string;
use crate::project_file::v1::{Article, Evidence, Part, SaidBy, Source, Statement, Tag};

/// What the file begins with.
pub const HEAD: &str = "Project(\n    format: 1,\n";
/// What it ends with.
pub const FOOT: &str = ")\n";

/// A record of the file.
pub trait Record {
    /// What it is called in the file.
    const NAME: &'static str;
    /// Writes its fields, all but the sum, one a line.
    fn write_fields(&self, out: &mut impl Write) -> fmt::Result;
}

/// Writes one list of records. An empty one too: so one person's first source and another's first statement are not added in one place.
pub fn write_list<R: Record>(out: &mut String, name: &str, records: impl Iterator<Item = R>) -> fmt::Result {
    writeln!(out, "    {name}: [")?;
    for record in records {
        writeln!(out, "        {}(", R::NAME)?;
        let from = out.len();
        record.write_fields(out)?;
        let sum = crc32fast::hash(out.as_bytes().get(from..).unwrap_or_default());
        writeln!(out, "            sum: \"{sum:08x}\",\n        ),")?;
    }
    writeln!(out, "    ],")
}

/// The sum of a record: CRC-32 of its fields as they are written, in 8 hexadecimal digits.
pub fn sum(record: &impl Record) -> String {
    let mut summed = Summed(crc32fast::Hasher::new());
    // A hasher takes everything.
    let _ = record.write_fields(&mut summed);
    format!("{:08x}", summed.0.finalize())
}

struct Summed(crc32fast::Hasher);

impl Write for Summed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

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
        fields.words("story", &self.story)
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
        fields.list("evidence", self.evidence.iter(), |out, evidence| write_evidence(out, evidence))
    }
}

/// One line: a part is one thing, and changes as one.
fn write_part(out: &mut impl Write, part: &Part<'_>) -> fmt::Result {
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

fn write_tag(out: &mut impl Write, tag: &Tag<'_>) -> fmt::Result {
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
    let is_default_kind = matches!(said_by.kind, crate::project_file::v1::SpeakerKind::Named);
    is_default_kind && said_by.speaker.is_empty() && said_by.role.is_empty() && said_by.relays.is_empty()
}

fn write_said_by(out: &mut impl Write, said_by: &SaidBy<'_>) -> fmt::Result {
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
    out.write_str(")")
}

fn write_evidence(out: &mut impl Write, evidence: &Evidence<'_>) -> fmt::Result {
    out.write_str("(\n")?;
    let mut fields = Fields { out: &mut *out, indent: RECORD_INDENT + 2 };
    fields.quoted("id", evidence.id)?;
    fields.quoted("source", evidence.source)?;
    fields.bare("stance", format_args!("{:?}", evidence.stance))?;
    fields.words("passage", &evidence.passage)?;
    fields.words("place", &evidence.place)?;
    if evidence.primary {
        fields.bare("primary", true)?;
    }
    fields.words("note", &evidence.note)?;
    fields.words("by", &evidence.by)?;
    fields.maybe_quoted("on", evidence.on)?;
    write_indent(out, RECORD_INDENT + 1)?;
    out.write_str(")")
}

/// Steps of four spaces before the fields of a record.
const RECORD_INDENT: usize = 3;

fn write_indent(out: &mut impl Write, steps: usize) -> fmt::Result {
    (0..steps).try_for_each(|_| out.write_str("    "))
}

/// Writes fields, one a line.
struct Fields<'out, W> {
    out: &'out mut W,
    indent: usize,
}

impl<W: Write> Fields<'_, W> {
    fn begin(&mut self, name: &str) -> fmt::Result {
        write_indent(self.out, self.indent)?;
        self.out.write_str(name)?;
        self.out.write_str(": ")
    }

    fn end(&mut self) -> fmt::Result {
        self.out.write_str(",\n")
    }

    /// Left out where empty.
    fn words(&mut self, name: &str, words: &str) -> fmt::Result {
        if words.is_empty() {
            return Ok(());
        }
        self.begin(name)?;
        write_string(self.out, words)?;
        self.end()
    }

    /// A value whose text needs no escapes, in quotes.
    fn quoted(&mut self, name: &str, value: impl Display) -> fmt::Result {
        self.bare(name, format_args!("\"{value}\""))
    }

    fn maybe_quoted(&mut self, name: &str, value: Option<impl Display>) -> fmt::Result {
        value.map_or(Ok(()), |value| self.quoted(name, value))
    }

    fn bare(&mut self, name: &str, value: impl Display) -> fmt::Result {
        self.begin(name)?;
        write!(self.out, "{value}")?;
        self.end()
    }

    /// One item a line; left out where empty.
    fn list<T>(&mut self, name: &str, items: impl Iterator<Item = T>, mut write_item: impl FnMut(&mut W, T) -> fmt::Result) -> fmt::Result {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return Ok(());
        }
        self.begin(name)?;
        self.out.write_str("[\n")?;
        for item in items {
            write_indent(self.out, self.indent + 1)?;
            write_item(self.out, item)?;
            self.end()?;
        }
        write_indent(self.out, self.indent)?;
        self.out.write_str("]")?;
        self.end()
    }
}
