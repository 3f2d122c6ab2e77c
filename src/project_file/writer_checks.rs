//! What checking and review add, as text.

use std::fmt::{self, Debug, Display, Write};

use crate::model::day::Day;
use crate::project_file::layout::{Fields, RECORD_INDENT, Record, sum, write_indent};
use crate::project_file::strings::write_string;
use crate::project_file::v4::{
    Aside, Decision, Earlier, Finding, Pass, Remark, Reply, Rules, Signature, Silence, Snapshot, Statement, Subject,
};
use crate::project_file::writer::{write_evidence, write_part, write_said_by, write_tag};

/// The rules, as a field of the project.
pub fn write_rules(out: &mut impl Write, rules: &Rules<'_>) -> fmt::Result {
    out.write_str("    rules: (\n")?;
    rules.write_fields(out)?;
    writeln!(out, "        sum: \"{}\",\n    ),", sum(rules))
}

impl Record for Rules<'_> {
    const NAME: &'static str = "Rules";

    fn write_fields(&self, out: &mut impl Write) -> fmt::Result {
        // Not one of a list of records, so one step to the left of those.
        let mut fields = Fields { out, indent: RECORD_INDENT - 1 };
        fields.bare("secondary", self.secondary)?;
        fields.bare("second_reader", self.second_reader)
    }
}

/// The fields of a statement that checking adds.
pub fn write_checks<W: Write>(fields: &mut Fields<'_, W>, statement: &Statement<'_>) -> fmt::Result {
    write_finding(fields, "said", &statement.said)?;
    write_finding(fields, "truth", &statement.truth)?;
    fields.list("remarks", statement.remarks.iter(), |out, remark| write_remark(out, remark, RECORD_INDENT + 1))?;
    fields.list("history", statement.history.iter(), |out, decision| write_decision(out, decision))?;
    fields.list("signed", statement.signed.iter(), |out, signature| write_signature(out, signature))?;
    fields.list("earlier", statement.earlier.iter(), |out, earlier| write_earlier(out, earlier))
}

/// A copy of a source, as a field of it.
pub fn write_snapshot<W: Write>(fields: &mut Fields<'_, W>, snapshot: &Snapshot<'_>) -> fmt::Result {
    fields.begin("snapshot")?;
    write_snapshot_row(fields.out, snapshot)?;
    fields.end()
}

/// A copy of a source, on one line.
pub fn write_snapshot_row(out: &mut impl Write, snapshot: &Snapshot<'_>) -> fmt::Result {
    let mut row = Row::begin(out)?;
    row.bare("sha256", format_args!("\"{}\"", snapshot.sha256))?;
    row.bare("kind", format_args!("{:?}", snapshot.kind))?;
    row.words("name", &snapshot.name)?;
    row.bare("bytes", snapshot.bytes)?;
    row.by_on(&snapshot.by, snapshot.on)?;
    row.end()
}

fn write_finding<W: Write, V: Debug + Default + PartialEq>(
    fields: &mut Fields<'_, W>,
    name: &str,
    finding: &Finding<'_, V>,
) -> fmt::Result {
    if is_open(finding) { Ok(()) } else { write_any_finding(fields, name, finding) }
}

/// Whether a finding says nothing, so that it is not written.
pub fn is_open<V: Default + PartialEq>(finding: &Finding<'_, V>) -> bool {
    let words = [&finding.why, &finding.waits_for, &finding.by];
    finding.verdict == V::default() && words.iter().all(|words| words.is_empty()) && finding.on.is_none()
}

fn write_any_finding<W: Write, V: Debug>(fields: &mut Fields<'_, W>, name: &str, finding: &Finding<'_, V>) -> fmt::Result {
    fields.begin(name)?;
    write_finding_row(fields.out, finding)?;
    fields.end()
}

/// A finding, on one line.
pub fn write_finding_row<V: Debug>(out: &mut impl Write, finding: &Finding<'_, V>) -> fmt::Result {
    let mut row = Row::begin(out)?;
    row.bare("verdict", format_args!("{:?}", finding.verdict))?;
    row.words("why", &finding.why)?;
    row.words("waits_for", &finding.waits_for)?;
    row.by_on(&finding.by, finding.on)?;
    row.end()
}

/// A remark; `indent` is where it begins.
pub fn write_remark(out: &mut impl Write, remark: &Remark<'_>, indent: usize) -> fmt::Result {
    out.write_str("(\n")?;
    let mut fields = Fields { out: &mut *out, indent: indent + 1 };
    fields.quoted("id", remark.id)?;
    fields.bare("kind", format_args!("{:?}", remark.kind))?;
    fields.words("text", &remark.text)?;
    fields.words("wording", &remark.wording)?;
    fields.words("whom", &remark.whom)?;
    fields.words("by", &remark.by)?;
    fields.maybe_quoted("on", remark.on)?;
    fields.list("replies", remark.replies.iter(), |out, reply| write_reply(out, reply))?;
    if remark.settled {
        fields.bare("settled", true)?;
    }
    write_indent(out, indent)?;
    out.write_str(")")
}

fn write_reply(out: &mut impl Write, reply: &Reply<'_>) -> fmt::Result {
    let mut row = Row::begin(out)?;
    row.words("text", &reply.text)?;
    row.by_on(&reply.by, reply.on)?;
    row.end()
}

fn write_decision(out: &mut impl Write, decision: &Decision<'_>) -> fmt::Result {
    let mut row = Row::begin(out)?;
    row.bare("about", format_args!("{:?}", decision.about))?;
    row.words("from", &decision.from)?;
    row.words("to", &decision.to)?;
    row.by_on(&decision.by, decision.on)?;
    row.end()
}

fn write_signature(out: &mut impl Write, signature: &Signature<'_>) -> fmt::Result {
    let mut row = Row::begin(out)?;
    row.by_on(&signature.by, signature.on)?;
    row.words("reason", &signature.reason)?;
    if !signature.saw.is_empty() {
        row.name("saw")?;
        row.out.write_str("[")?;
        for (at, (aspect, sum)) in signature.saw.iter().enumerate() {
            write!(row.out, "{}({aspect:?}, {sum})", if at == 0 { "" } else { ", " })?;
        }
        row.out.write_str("]")?;
    }
    row.end()
}

/// What is there is written also where it is empty, for it says that there was nothing.
fn write_earlier(out: &mut impl Write, earlier: &Earlier<'_>) -> fmt::Result {
    const INDENT: usize = RECORD_INDENT + 2;
    out.write_str("(\n")?;
    let mut fields = Fields { out: &mut *out, indent: INDENT };
    fields.bare("after", earlier.after)?;
    fields.words("by", &earlier.by)?;
    fields.maybe_quoted("on", earlier.on)?;
    fields.list("parts", earlier.parts.iter(), |out, part| write_part(out, part))?;
    fields.list("attribution", earlier.attribution.iter(), |out, part| write_part(out, part))?;
    if let Some(tag) = &earlier.tag {
        fields.begin("tag")?;
        write_tag(fields.out, tag)?;
        fields.end()?;
    }
    if let Some(said_by) = &earlier.said_by {
        fields.begin("said_by")?;
        write_said_by(fields.out, said_by)?;
        fields.end()?;
    }
    if let Some(meaning) = &earlier.meaning {
        fields.begin("meaning")?;
        let mut row = Row::begin(fields.out)?;
        row.words("in_plain_words", &meaning.in_plain_words)?;
        if let Some(as_of) = meaning.as_of {
            row.bare("as_of", format_args!("\"{as_of}\""))?;
        }
        row.end()?;
        fields.end()?;
    }
    match earlier.evidence.as_deref() {
        Some([]) => fields.bare("evidence", "[]")?,
        Some(evidence) => fields.list("evidence", evidence.iter(), |out, link| write_evidence(out, link, INDENT + 1))?,
        None => {}
    }
    earlier.said.as_ref().map_or(Ok(()), |said| write_any_finding(&mut fields, "said", said))?;
    earlier.truth.as_ref().map_or(Ok(()), |truth| write_any_finding(&mut fields, "truth", truth))?;
    if let Some(note) = &earlier.note {
        fields.begin("note")?;
        write_string(fields.out, note)?;
        fields.end()?;
    }
    write_indent(out, RECORD_INDENT + 1)?;
    out.write_str(")")
}

impl Record for Aside<'_> {
    const NAME: &'static str = "Aside";

    fn write_fields(&self, out: &mut impl Write) -> fmt::Result {
        let mut fields = Fields { out, indent: RECORD_INDENT };
        fields.quoted("id", self.id)?;
        fields.quoted("article", self.article)?;
        fields.begin("part")?;
        write_part(fields.out, &self.part)?;
        fields.end()?;
        fields.bare("kind", format_args!("{:?}", self.kind))
    }
}

impl Record for Pass<'_> {
    const NAME: &'static str = "Pass";

    fn write_fields(&self, out: &mut impl Write) -> fmt::Result {
        let mut fields = Fields { out, indent: RECORD_INDENT };
        fields.quoted("id", self.id)?;
        fields.words("by", &self.by)?;
        fields.maybe_quoted("from", self.from)?;
        fields.maybe_quoted("to", self.to)?;
        fields.words("looked_at", &self.looked_at)?;
        fields.bare("signed", self.signed)?;
        fields.bare("sent_back", self.sent_back)
    }
}

impl Record for Silence<'_> {
    const NAME: &'static str = "Silence";

    fn write_fields(&self, out: &mut impl Write) -> fmt::Result {
        let mut fields = Fields { out, indent: RECORD_INDENT };
        fields.quoted("id", self.id)?;
        fields.begin("code")?;
        write_string(fields.out, &self.code)?;
        fields.end()?;
        match self.of {
            Subject::Article(id) => fields.bare("of", format_args!("Article(\"{id}\")"))?,
            Subject::Statement(id) => fields.bare("of", format_args!("Statement(\"{id}\")"))?,
            Subject::Source(id) => fields.bare("of", format_args!("Source(\"{id}\")"))?,
        }
        fields.words("reason", &self.reason)?;
        fields.words("by", &self.by)?;
        fields.maybe_quoted("on", self.on)
    }
}

/// A value of several fields on one line: one thing, that changes as one.
struct Row<'out, W> {
    out: &'out mut W,
    is_empty: bool,
}

impl<'out, W: Write> Row<'out, W> {
    fn begin(out: &'out mut W) -> Result<Self, fmt::Error> {
        out.write_str("(")?;
        Ok(Self { out, is_empty: true })
    }

    fn name(&mut self, name: &str) -> fmt::Result {
        let comma = if std::mem::take(&mut self.is_empty) { "" } else { ", " };
        write!(self.out, "{comma}{name}: ")
    }

    /// Left out where empty.
    fn words(&mut self, name: &str, words: &str) -> fmt::Result {
        if words.is_empty() {
            return Ok(());
        }
        self.name(name)?;
        write_string(self.out, words)
    }

    fn bare(&mut self, name: &str, value: impl Display) -> fmt::Result {
        self.name(name)?;
        write!(self.out, "{value}")
    }

    fn by_on(&mut self, by: &str, on: Option<Day>) -> fmt::Result {
        self.words("by", by)?;
        on.map_or(Ok(()), |on| self.bare("on", format_args!("\"{on}\"")))
    }

    fn end(self) -> fmt::Result {
        self.out.write_str(")")
    }
}
