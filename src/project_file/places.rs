//! Lines and columns of a file: of a byte, of a record, of what a merge left behind.

use crate::model::id::{Id, Kind, LENGTH};
use crate::model::problems::Subject;
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

/// The lines where records and evidence give their ids, found in one pass: by id, and of each in the order of the file. A list, sorted once: a file
/// may have a million of them.
pub struct IdLines(Vec<(u128, usize)>);

impl IdLines {
    /// Reads the whole file.
    pub fn of(text: &str) -> Self {
        const NAME: &str = "id";
        let (mut lines, mut line, mut counted) = (Vec::new(), 1, 0);
        // Several stand on one line where somebody wrote by hand.
        for (at, _) in text.match_indices(NAME) {
            let is_in_word = || text.get(..at).is_some_and(|before| before.ends_with(|char: char| char.is_alphanumeric() || char == '_'));
            let rest = text.get(at + NAME.len()..).unwrap_or_default();
            let value = on_this_line(rest).strip_prefix(':').map(on_this_line);
            let Some(quoted) = value.and_then(|value| value.strip_prefix('"')).filter(|_| !is_in_word()) else { continue };
            if let Some(key) =
                quoted.get(..ID_BYTES).filter(|_| quoted.get(ID_BYTES..).is_some_and(|after| after.starts_with('"'))).and_then(key_of)
            {
                line += text.get(counted..at).unwrap_or_default().bytes().filter(|byte| *byte == b'\n').count();
                counted = at;
                lines.push((key, line));
            }
        }
        lines.sort_unstable();
        Self(lines)
    }

    /// The line where a record gives its id, from 1.
    pub fn of_record(&self, record: Record) -> Option<usize> {
        // There is one of them, at the head of the file.
        key_of_record(record).map_or(Some(1), |key| self.of_key(key, 0))
    }

    /// The line where an id is given for the first (0) or a later time.
    pub fn line(&self, id: &str, time: usize) -> Option<usize> {
        self.of_key(key_of(id)?, time)
    }

    fn of_key(&self, key: u128, time: usize) -> Option<usize> {
        let first = self.0.partition_point(|(other, _)| *other < key);
        self.0.get(first.checked_add(time)?).filter(|(other, _)| *other == key).map(|(_, line)| *line)
    }
}

/// A letter, a dash and the digits.
const ID_BYTES: usize = 2 + LENGTH;

/// The bytes of an id as a number; `None` where it has more or less than an id has.
fn key_of(id: &str) -> Option<u128> {
    (id.len() == ID_BYTES).then(|| id.bytes().fold(0, |key, byte| key << 8 | u128::from(byte)))
}

/// The key of a record's id, without its text being made: a million may be asked for. `None` for the rules, which have none.
fn key_of_record(record: Record) -> Option<u128> {
    let (prefix, digits) = match record {
        Record::Of(Subject::Article(id)) => letter_of(id),
        Record::Of(Subject::Source(id)) => letter_of(id),
        Record::Of(Subject::Statement(id)) => letter_of(id),
        Record::Aside(id) => letter_of(id),
        Record::Pass(id) => letter_of(id),
        Record::Silence(id) => letter_of(id),
        Record::Unmerged(id) => letter_of(id),
        Record::Rules => return None,
    };
    let head = u128::from(u32::from(prefix)) << 8 | u128::from(b'-');
    Some(digits.into_iter().fold(head, |key, digit| key << 8 | u128::from(digit)))
}

fn letter_of<K: Kind>(id: Id<K>) -> (char, [u8; LENGTH]) {
    (K::PREFIX, id.digits())
}

fn on_this_line(text: &str) -> &str {
    text.trim_start_matches(|char: char| char.is_whitespace() && char != '\n')
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
        let (one, other) = ("s-0000000000001", "e-0000000000001");
        let text = format!(
            "id: \"{one}\",\narticle: \"{one}\", rapid: \"{one}\", id:\n\"{one}\"\n(id: \"{other}\"), (id :\"{one}\"), id: \"{one}0\", id: \"s-1\", id: \"{one}"
        );
        let lines = IdLines::of(&text);
        assert_eq!((lines.line(one, 0), lines.line(one, 1), lines.line(one, 2)), (Some(1), Some(4), None));
        assert_eq!((lines.line(other, 0), lines.line(other, 1)), (Some(4), None));
        assert_eq!((lines.line("s-0000000000002", 0), lines.line("s-1", 0), lines.line("", 0)), (None, None, None));
    }

    #[test]
    fn a_record_has_the_key_of_its_id() {
        for raw in [0, 1, 31, 32, 0x0123_4567_89ab_cdef, u64::MAX] {
            let of = [Subject::Article(Id::from_raw(raw)), Subject::Source(Id::from_raw(raw)), Subject::Statement(Id::from_raw(raw))];
            let others = [
                Record::Aside(Id::from_raw(raw)),
                Record::Pass(Id::from_raw(raw)),
                Record::Silence(Id::from_raw(raw)),
                Record::Unmerged(Id::from_raw(raw)),
            ];
            for record in of.map(Record::Of).into_iter().chain(others) {
                assert_eq!(key_of_record(record), key_of(&record.id()), "{}", record.id());
            }
        }
        assert_eq!(key_of_record(Record::Rules), None);
        assert_eq!(IdLines::of("").of_record(Record::Rules), Some(1));
    }
}
