//! The paragraphs of a text, one a line, giant lines cut into pieces that can be laid out one at a time.

use std::ops::Range;
use std::sync::Arc;

use crate::text::graphemes;

/// The longest piece of a line, in bytes: laying one out takes well under a frame.
pub const MAX_PIECE_BYTES: usize = 4096;
/// A cut is looked for between here and the longest.
const MIN_PIECE_BYTES: usize = MAX_PIECE_BYTES / 2;

/// A text with the starts of its paragraphs. There is always at least one, and a text that ends with a line's end has an empty one last.
#[derive(Debug, Clone)]
pub struct Paragraphs {
    text: Arc<str>,
    // Sorted, the first is 0, each on a character boundary.
    starts: Vec<usize>,
}

impl Paragraphs {
    /// Reads the text once.
    pub fn new(text: Arc<str>) -> Self {
        let mut starts = Vec::new();
        let mut line_start = 0;
        for line in text.split('\n') {
            starts.push(line_start);
            let mut piece_start = 0;
            while let Some(rest) = line.get(piece_start..).filter(|rest| rest.len() > MAX_PIECE_BYTES) {
                piece_start += first_piece(rest);
                starts.push(line_start + piece_start);
            }
            line_start += line.len() + 1;
        }
        Self { text, starts }
    }

    /// The text itself.
    pub const fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// How many paragraphs, never 0.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of paragraph `index` with its line's end; empty past the last.
    pub fn whole(&self, index: usize) -> Range<usize> {
        let len = self.text.len();
        let start = self.starts.get(index).copied().unwrap_or(len);
        start..self.starts.get(index + 1).copied().unwrap_or(len)
    }

    /// The bytes of paragraph `index` without its line's end (`\n` or `\r\n`).
    pub fn range(&self, index: usize) -> Range<usize> {
        let whole = self.whole(index);
        let text = self.text.get(whole.clone()).unwrap_or_default();
        let shown = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
        whole.start..whole.start + shown.len()
    }

    /// The words of paragraph `index`, without its line's end.
    pub fn words(&self, index: usize) -> &str {
        self.text.get(self.range(index)).unwrap_or_default()
    }

    /// Whether the line goes on in the next paragraph, because it was too long for one.
    pub fn goes_on(&self, index: usize) -> bool {
        index + 1 < self.count() && !self.text.get(self.whole(index)).unwrap_or_default().ends_with('\n')
    }

    /// The paragraph that holds `byte`; the last one for what lies past the end.
    pub fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }
}

/// Where the first piece of a long line ends: after a sentence, else after a space, else between characters.
pub fn first_piece(line: &str) -> usize {
    if line.len() <= MAX_PIECE_BYTES {
        return line.len();
    }
    let longest = graphemes::char_floor(line, MAX_PIECE_BYTES);
    let shortest = graphemes::char_floor(line, MIN_PIECE_BYTES);
    let last_part = line.get(shortest..longest).unwrap_or_default();
    if let Some(end) = last_space(last_part) {
        return shortest + end;
    }
    let cluster = graphemes::floor(line, longest);
    if cluster > 0 { cluster } else { longest }
}

/// The end of the last white space in `part` that stands after a sentence, else of the last one. Each run of it is looked at once.
fn last_space(part: &str) -> Option<usize> {
    let mut last = None;
    let mut run_end = None;
    for (offset, c) in part.char_indices().rev() {
        let end = offset + c.len_utf8();
        if c.is_whitespace() {
            run_end.get_or_insert(end);
            continue;
        }
        if let Some(run_end) = run_end.take() {
            let before = part.get(..end).unwrap_or_default().trim_end_matches(['"', '”', '’', '\'', ')', '»']);
            if before.ends_with(['.', '!', '?', '…', '。', '！', '？']) {
                return Some(run_end);
            }
            last.get_or_insert(run_end);
        }
    }
    last.or(run_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Paragraphs {
        Paragraphs::new(text.into())
    }

    #[test]
    fn each_line_is_a_paragraph_and_its_end_belongs_to_it() {
        let table = table("one\r\ntwo\n\nthree\rsame\n");
        let words: Vec<_> = (0..table.count()).map(|index| table.words(index)).collect();
        assert_eq!(words, ["one", "two", "", "three\rsame", ""]);
        assert_eq!(table.whole(0), 0..5);
        assert_eq!(table.range(4), 21..21);
        for (byte, paragraph) in [(0, 0), (3, 0), (4, 0), (5, 1), (9, 2), (10, 3), (21, 4), (99, 4)] {
            assert_eq!(table.at(byte), paragraph, "byte {byte}");
        }
        assert!(!table.goes_on(0));
    }

    #[test]
    fn an_empty_text_has_one_empty_paragraph() {
        assert_eq!(table("").count(), 1);
        assert_eq!(table("").range(0), 0..0);
        assert_eq!(table("").range(7), 0..0);
    }

    #[test]
    fn giant_lines_are_cut_at_sentences_spaces_or_characters_and_nothing_is_lost() {
        for (text, ends) in [
            ("A sentence here. ".repeat(1000), Some(". ")),
            ("word ".repeat(3000), Some(" ")),
            // Minutes, were each space looked at with all that stand before it.
            (" ".repeat(3_000_000), Some(" ")),
            ("\" ".repeat(1_000_000), Some(" ")),
            ("é".repeat(20_000), None),
            (format!("a{}", "\u{301}".repeat(20_000)), None),
            ("👨\u{200d}👩\u{200d}👧".repeat(2000), Some("👧")),
        ] {
            let table = table(&text);
            let mut whole = String::new();
            for index in 0..table.count() {
                let words = table.words(index);
                assert!(words.len() <= MAX_PIECE_BYTES && !words.is_empty());
                assert_eq!(table.goes_on(index), index + 1 < table.count());
                assert!(ends.is_none_or(|ends| words.ends_with(ends)), "{words:?}");
                whole.push_str(words);
            }
            assert_eq!(whole, text);
        }
    }
}
