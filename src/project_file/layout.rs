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
    let mut summed = Summed::default();
    // A hasher takes everything.
    let _ = record.write_fields(&mut summed);
    summed.take_in();
    format!("{:08x}", summed.hasher.finalize())
}

/// Whether this is the sum of the record. What cannot be anybody's sum is not held against it: a text may have millions of lines.
pub fn has_sum(record: &impl Record, written: &str) -> bool {
    written.len() == SUM_DIGITS && sum(record) == written
}

const SUM_DIGITS: usize = 8;

/// The text goes to the hasher in pieces of some length: it comes a word or a quote at a time, and each piece costs.
#[derive(Default)]
struct Summed {
    hasher: crc32fast::Hasher,
    piece: String,
}

impl Summed {
    const PIECE_BYTES: usize = 4096;

    fn take_in(&mut self) {
        self.hasher.update(self.piece.as_bytes());
        self.piece.clear();
    }
}

impl Write for Summed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.piece.len() + text.len() > Self::PIECE_BYTES {
            self.take_in();
        }
        if text.len() > Self::PIECE_BYTES {
            self.hasher.update(text.as_bytes());
        } else {
            self.piece.push_str(text);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    struct Pieces<'a>(&'a [usize]);

    impl Record for Pieces<'_> {
        const NAME: &'static str = "Pieces";

        fn write_fields(&self, out: &mut impl Write) -> fmt::Result {
            self.0.iter().try_for_each(|length| out.write_str(&"é".repeat(*length)))
        }
    }

    #[test]
    fn a_sum_is_that_of_the_whole_text_however_it_is_cut() {
        for pieces in [&[][..], &[1], &[2048, 1], &[2049], &[1, 2048, 3], &[3000, 3000, 5], &vec![1; 5000]] {
            let mut whole = String::new();
            Pieces(pieces).write_fields(&mut whole).expect("a string takes everything");
            let expected = format!("{:08x}", crc32fast::hash(whole.as_bytes()));
            assert_eq!(sum(&Pieces(pieces)), expected);
            assert!(has_sum(&Pieces(pieces), &expected));
            for other in ["", "0", "éééé", &format!("{expected}0")] {
                assert!(!has_sum(&Pieces(pieces), other), "{other}");
            }
        }
    }
}
