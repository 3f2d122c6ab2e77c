//! A span: a non-empty stretch of a text, in bytes, on character boundaries.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A non-empty byte range of one text, both ends on character boundaries of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    // start < end, both on boundaries of the text it was made against: only `new` makes one, and a journal, whose spans the gate holds against
    // the text. 32 bits each, as there are millions of them: longer texts than that are not read.
    start: u32,
    end: u32,
}

impl Span {
    /// The span `range` (bytes) of `text`; `None` where it is empty, out of bounds or cuts a character.
    pub fn new(text: &str, range: Range<usize>) -> Option<Self> {
        text.get(range.clone()).filter(|words| !words.is_empty())?;
        Self::try_from((range.start, range.end)).ok()
    }

    /// First byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// As a range of bytes.
    pub const fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Length in bytes, never 0.
    pub const fn byte_len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words in the text it was made against; empty where `text` is another one.
    pub fn words(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span without the white space at its ends; `None` where nothing else is in it.
    pub fn trimmed(self, text: &str) -> Option<Self> {
        let words = self.words(text);
        let start = self.start() + (words.len() - words.trim_start().len());
        Self::new(text, start..start + words.trim().len())
    }
}

/// Two numbers that are no span: nothing lies between them, or no text is so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a span has a byte at least")]
pub struct NoSpan;

impl TryFrom<(usize, usize)> for Span {
    type Error = NoSpan;

    fn try_from((start, end): (usize, usize)) -> Result<Self, NoSpan> {
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(start), Ok(end)) if start < end => Ok(Self { start, end }),
            _ => Err(NoSpan),
        }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start(), span.end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_never_empty_nor_outside_nor_in_a_character() {
        let text = "a é";
        assert!(Span::new(text, 0..0).is_none());
        assert!(Span::new(text, 0..9).is_none());
        assert!(Span::new(text, 2..3).is_none());
        assert!(Span::new(text, std::ops::Range { start: 3, end: 1 }).is_none());
        assert_eq!(Span::new(text, 2..4).map(|span| span.words(text)), Some("é"));
    }

    #[test]
    fn trimming_takes_white_space_and_refuses_nothing_else() {
        let text = " \u{a0}word\n ";
        assert_eq!(Span::new(text, 0..text.len()).and_then(|s| s.trimmed(text)).map(|s| s.words(text)), Some("word"));
        assert_eq!(Span::new(text, 0..1).and_then(|s| s.trimmed(text)), None);
    }
}
