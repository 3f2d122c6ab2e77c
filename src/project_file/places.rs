//! Lines and columns of a file: of a byte, of a record, of what a merge left behind.

use std::collections::BTreeMap;

use crate::project_file::error::FilePlace;
use crate::project_file::note::Record;

/// The place of a byte of `text`, counted from 1; the end for bytes past it.
pub fn place_of(text: &str, byte: usize) -> FilePlace {
    let before = text.get(..byte).unwrap_or(text);
    let line = 1 + before.bytes().filter(|byte| *byte == b'\n').count();
    let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
    FilePlace { line, column: Some(column) }
}

/// The first line that a merge left between two sides, and how it begins.
pub fn conflict_marker(text: &str) -> Option<(FilePlace, &'static str)> {
    const MARKERS: [&str; 3] = ["<<<<<<<", "|||||||", ">>>>>>>"];
    text.lines().zip(1..).find_map(|(line, number)| {
        let marker = MARKERS.into_iter().find(|marker| line.starts_with(marker))?;
        Some((FilePlace { line: number, column: Some(1) }, marker))
    })
}

/// The lines where records and evidence give their ids, found in one pass.
pub struct IdLines<'a>(BTreeMap<&'a str, Vec<usize>>);

impl<'a> IdLines<'a> {
    /// Reads the whole file.
    pub fn of(text: &'a str) -> Self {
        let mut lines: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (line, number) in text.lines().zip(1..) {
            // Several stand on one line where somebody wrote by hand.
            for (at, name) in line.match_indices("id") {
                let is_in_word = line.get(..at).is_some_and(|before| before.ends_with(|char: char| char.is_alphanumeric() || char == '_'));
                let value = line.get(at + name.len()..).and_then(|after| after.trim_start().strip_prefix(':'));
                let quoted = value.and_then(|value| value.trim_start().strip_prefix('"')).filter(|_| !is_in_word);
                if let Some((id, _)) = quoted.and_then(|quoted| quoted.split_once('"')) {
                    lines.entry(id).or_default().push(number);
                }
            }
        }
        Self(lines)
    }

    /// The line where a record gives its id, from 1.
    pub fn of_record(&self, record: Record) -> Option<usize> {
        // There is one of them, at the head of the file.
        if record == Record::Rules { Some(1) } else { self.line(&record.id(), 0) }
    }

    /// The line where an id is given for the first (0) or a later time.
    pub fn line(&self, id: &str, time: usize) -> Option<usize> {
        self.0.get(id)?.get(time).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_byte_counts_characters() {
        let text = "é\nab\u{301}c\n";
        for (byte, line, column) in [(0, 1, 1), (2, 1, 2), (3, 2, 1), (7, 2, 4), (8, 2, 5), (9, 3, 1), (99, 3, 1)] {
            assert_eq!(place_of(text, byte), FilePlace { line, column: Some(column) }, "{byte}");
        }
    }

    #[test]
    fn ids_are_found_where_they_are_given_and_not_where_they_are_named() {
        let text = "id: \"s-1\",\narticle: \"s-1\", rapid: \"s-1\"\n(id: \"e-1\"), (id :\"s-1\")";
        let lines = IdLines::of(text);
        assert_eq!((lines.line("s-1", 0), lines.line("s-1", 1), lines.line("s-1", 2)), (Some(1), Some(3), None));
        assert_eq!(lines.line("e-1", 0), Some(3));
    }
}
