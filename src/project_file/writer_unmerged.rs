//! What a merge left open, as text.

use std::fmt::{self, Write};

use crate::project_file::layout::{Fields, RECORD_INDENT, Record, write_indent};
use crate::project_file::strings::write_string;
use crate::project_file::v4::{AsideHere, Of, OneSource, Other, Part, Unmerged};
use crate::project_file::writer::{write_part, write_said_by, write_tag};
use crate::project_file::writer_checks::{write_finding_row, write_remark, write_snapshot_row};

impl Record for Unmerged<'_> {
    const NAME: &'static str = "Unmerged";

    fn write_fields(&self, out: &mut impl Write) -> fmt::Result {
        let mut fields = Fields { out, indent: RECORD_INDENT };
        fields.quoted("id", self.id)?;
        match self.of {
            Of::Article(id) => fields.bare("of", format_args!("Article(\"{id}\")"))?,
            Of::Source(id) => fields.bare("of", format_args!("Source(\"{id}\")"))?,
            Of::Statement(id) => fields.bare("of", format_args!("Statement(\"{id}\")"))?,
            Of::Evidence(id, link) => fields.bare("of", format_args!("Evidence(\"{id}\", \"{link}\")"))?,
            Of::Remark(id, remark) => fields.bare("of", format_args!("Remark(\"{id}\", \"{remark}\")"))?,
        }
        fields.begin("other")?;
        write_other(fields.out, &self.other)?;
        fields.end()
    }
}

fn write_other(out: &mut impl Write, other: &Other<'_>) -> fmt::Result {
    let name = match other {
        Other::Deleted => return out.write_str("Deleted"),
        Other::NoSnapshot => return out.write_str("NoSnapshot"),
        Other::Title(_) => "Title",
        Other::Byline(_) => "Byline",
        Other::Author(_) => "Author",
        Other::Publisher(_) => "Publisher",
        Other::Url(_) => "Url",
        Other::ArchivedUrl(_) => "ArchivedUrl",
        Other::Published(_) => "Published",
        Other::Retrieved(_) => "Retrieved",
        Other::Accessed(_) => "Accessed",
        Other::Kind(_) => "Kind",
        Other::Note(_) => "Note",
        Other::Story(_) => "Story",
        Other::Working(_) => "Working",
        Other::RestsOn(_) => "RestsOn",
        Other::Contact(_) => "Contact",
        Other::Ground(_) => "Ground",
        Other::Snapshot(_) => "Snapshot",
        Other::Parts(_) => "Parts",
        Other::Attribution(_) => "Attribution",
        Other::Tag(_) => "Tag",
        Other::SaidBy(_) => "SaidBy",
        Other::InPlainWords(_) => "InPlainWords",
        Other::AsOf(_) => "AsOf",
        Other::Said(_) => "Said",
        Other::Truth(_) => "Truth",
        Other::Source(_) => "Source",
        Other::Stance(_) => "Stance",
        Other::Passage(_) => "Passage",
        Other::Original(_) => "Original",
        Other::Place(_) => "Place",
        Other::Primary(_) => "Primary",
        Other::By(_) => "By",
        Other::On(_) => "On",
        Other::Remark(_) => "Remark",
        Other::Aside(_) => "Aside",
    };
    write!(out, "{name}(")?;
    write_value(out, other)?;
    out.write_str(")")
}

fn write_value(out: &mut impl Write, other: &Other<'_>) -> fmt::Result {
    match other {
        Other::Deleted | Other::NoSnapshot => Ok(()),
        Other::Title(words)
        | Other::Byline(words)
        | Other::Author(words)
        | Other::Publisher(words)
        | Other::Url(words)
        | Other::ArchivedUrl(words)
        | Other::Note(words)
        | Other::Story(words)
        | Other::Working(words)
        | Other::Contact(words)
        | Other::InPlainWords(words)
        | Other::Passage(words)
        | Other::Original(words)
        | Other::Place(words)
        | Other::By(words) => write_string(out, words),
        Other::Published(day) | Other::Retrieved(day) | Other::Accessed(day) | Other::AsOf(day) | Other::On(day) => match day {
            Some(day) => write!(out, "\"{day}\""),
            None => out.write_str("\"\""),
        },
        Other::Kind(kind) => write!(out, "{kind:?}"),
        Other::Ground(ground) => write!(out, "{ground:?}"),
        Other::Stance(stance) => write!(out, "{stance:?}"),
        Other::Primary(is_primary) => write!(out, "{is_primary}"),
        Other::Source(OneSource(id)) => write!(out, "\"{id}\""),
        Other::RestsOn(inputs) => write_lines(out, inputs, |out, input| write!(out, "\"{}\"", input.0)),
        Other::Parts(parts) | Other::Attribution(parts) => write_lines(out, parts, |out, part: &Part<'_>| write_part(out, part)),
        Other::Snapshot(snapshot) => write_snapshot_row(out, snapshot),
        Other::Tag(tag) => write_tag(out, tag),
        Other::SaidBy(said_by) => write_said_by(out, said_by),
        Other::Said(finding) => write_finding_row(out, finding),
        Other::Truth(finding) => write_finding_row(out, finding),
        Other::Remark(remark) => write_remark(out, remark, RECORD_INDENT),
        Other::Aside(AsideHere { id, part, kind }) => {
            write!(out, "(id: \"{id}\", part: ")?;
            write_part(out, part)?;
            write!(out, ", kind: {kind:?})")
        }
    }
}

/// A list, one item a line.
fn write_lines<W: Write, T>(out: &mut W, items: &[T], write_item: impl Fn(&mut W, &T) -> fmt::Result) -> fmt::Result {
    out.write_str("[")?;
    for item in items {
        out.write_str("\n")?;
        write_indent(out, RECORD_INDENT + 1)?;
        write_item(out, item)?;
        out.write_str(",")?;
    }
    if !items.is_empty() {
        out.write_str("\n")?;
        write_indent(out, RECORD_INDENT)?;
    }
    out.write_str("]")
}
