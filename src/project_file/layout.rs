//! How records lie in the text of a file: one field a line, a sum at the end. The sums are taken from this text, so the layout is as frozen
//! as the format.

use std::fmt::{self, Display, Write};

use crate::project_file::strings::write_string;

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

/// Steps of four spaces before the fields of a record.
pub const RECORD_INDENT: usize = 3;

pub fn write_indent(out: &mut impl Write, steps: usize) -> fmt::Result {
    (0..steps).try_for_each(|_| out.write_str("    "))
}

/// Writes fields, one a line.
pub struct Fields<'out, W> {
    /// Where to.
    pub out: &'out mut W,
    /// Steps of four spaces before each.
    pub indent: usize,
}

impl<W: Write> Fields<'_, W> {
    /// A field's name; its value comes next, then [`Fields::end`].
    pub fn begin(&mut self, name: &str) -> fmt::Result {
        write_indent(self.out, self.indent)?;
        self.out.write_str(name)?;
        self.out.write_str(": ")
    }

    /// Ends a field that was begun.
    pub fn end(&mut self) -> fmt::Result {
        self.out.write_str(",\n")
    }

    /// Left out where empty.
    pub fn words(&mut self, name: &str, words: &str) -> fmt::Result {
        if words.is_empty() {
            return Ok(());
        }
        self.begin(name)?;
        write_string(self.out, words)?;
        self.end()
    }

    /// A value whose text needs no escapes, in quotes.
    pub fn quoted(&mut self, name: &str, value: impl Display) -> fmt::Result {
        self.bare(name, format_args!("\"{value}\""))
    }

    /// Left out where there is none.
    pub fn maybe_quoted(&mut self, name: &str, value: Option<impl Display>) -> fmt::Result {
        value.map_or(Ok(()), |value| self.quoted(name, value))
    }

    /// A value as it is.
    pub fn bare(&mut self, name: &str, value: impl Display) -> fmt::Result {
        self.begin(name)?;
        write!(self.out, "{value}")?;
        self.end()
    }

    /// One item a line; left out where empty.
    pub fn list<T>(
        &mut self,
        name: &str,
        items: impl Iterator<Item = T>,
        mut write_item: impl FnMut(&mut W, T) -> fmt::Result,
    ) -> fmt::Result {
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
