//! The display map: between the bytes of one paragraph and the characters that are shown for them. Nothing else converts.
//!
//! A character nobody can see is shown as a chip, a short name between no-break spaces. Everything else is shown as it is.

use std::ops::Range;

use crate::text::{chips, graphemes};

/// Stands on either side of a chip's name, so that it has room and never breaks from it.
const CHIP_PAD: char = '\u{a0}';

/// What is shown for one paragraph, and which byte each shown character stands for. Bytes count from the paragraph's start.
#[derive(Debug, Clone, Default)]
pub struct Display {
    // What is shown, if not the paragraph itself.
    shown: Option<String>,
    // One for each shown character and one for the end: the byte it stands for. Absent where all is plain ASCII: then the two are equal.
    bytes: Option<Box<[u32]>>,
    chips: Vec<Chip>,
    len: usize,
}

/// One character shown by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The bytes of the character in the paragraph.
    pub bytes: Range<usize>,
    /// The characters shown for it.
    pub shown_chars: Range<usize>,
    /// The same as bytes of what is shown.
    pub shown_bytes: Range<usize>,
}

impl Display {
    /// The map of one paragraph, given without its line's end.
    pub fn new(paragraph: &str) -> Self {
        let len = paragraph.len();
        if paragraph.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t')) {
            return Self { len, ..Self::default() };
        }
        let mut map = Self { len, ..Self::default() };
        let mut shown = String::new();
        let mut bytes = Vec::with_capacity(len);
        let mut base = None;
        let mut copied = 0;
        for (byte, c) in paragraph.char_indices() {
            if let Some(name) = chips::name(c, base) {
                shown.push_str(paragraph.get(copied..byte).unwrap_or_default());
                copied = byte + c.len_utf8();
                let from = (bytes.len(), shown.len());
                shown.extend([CHIP_PAD].into_iter().chain(name.chars()).chain([CHIP_PAD]));
                bytes.extend(std::iter::repeat_n(byte as u32, name.len() + 2));
                map.chips.push(Chip { bytes: byte..copied, shown_chars: from.0..bytes.len(), shown_bytes: from.1..shown.len() });
                base = None;
            } else {
                bytes.push(byte as u32);
                if !chips::hangs_on(c) {
                    base = Some(c);
                }
            }
        }
        bytes.push(len as u32);
        if !map.chips.is_empty() {
            shown.push_str(paragraph.get(copied..).unwrap_or_default());
            map.shown = Some(shown);
        }
        map.bytes = Some(bytes.into_boxed_slice());
        map
    }

    /// What is shown for `paragraph`, the one the map was made of.
    pub fn shown<'a>(&'a self, paragraph: &'a str) -> &'a str {
        self.shown.as_deref().unwrap_or(paragraph)
    }

    /// The characters shown by name, in order.
    pub fn chips(&self) -> &[Chip] {
        &self.chips
    }

    /// How many characters are shown.
    pub fn shown_count(&self) -> usize {
        self.bytes.as_ref().map_or(self.len, |bytes| bytes.len().saturating_sub(1))
    }

    /// The byte that shown character `shown_char` stands for; the paragraph's length past the last.
    pub fn byte_of(&self, shown_char: usize) -> usize {
        match &self.bytes {
            Some(bytes) => bytes.get(shown_char).map_or(self.len, |byte| *byte as usize),
            None => shown_char.min(self.len),
        }
    }

    /// The first character shown for what stands at `byte`; the count past the end.
    pub fn shown_char_of(&self, byte: usize) -> usize {
        match &self.bytes {
            Some(bytes) => bytes.partition_point(|known| (*known as usize) < byte).min(self.shown_count()),
            None => byte.min(self.len),
        }
    }

    /// The characters shown for a range of bytes.
    pub fn shown_chars(&self, bytes: Range<usize>) -> Range<usize> {
        self.shown_char_of(bytes.start)..self.shown_char_of(bytes.end)
    }

    /// The byte nearest to the gap before shown character `shown_char`: inside a chip the nearer of its ends.
    pub fn byte_at_gap(&self, shown_char: usize) -> usize {
        let after = self.chips.partition_point(|chip| chip.shown_chars.end <= shown_char);
        match self.chips.get(after) {
            Some(Chip { bytes, shown_chars, .. }) if shown_chars.start < shown_char => {
                if (shown_char - shown_chars.start) * 2 < shown_chars.len() { bytes.start } else { bytes.end }
            }
            _ => self.byte_of(shown_char),
        }
    }
}

/// `text` on one line, with names for characters nobody can see, breaks of lines among them.
pub fn named(text: &str) -> String {
    Display::new(text).shown(text).to_owned()
}

/// Letters of a name that are shown.
const NAME_CHARS: usize = 60;

/// The name of a file or a project as it is shown within a sentence: on one line, with names for characters nobody can see; of a long one the
/// beginning and the end.
pub fn short_name(name: &str) -> String {
    let count = name.chars().count();
    if count <= NAME_CHARS {
        return named(name);
    }
    let side = NAME_CHARS / 2;
    let place = |chars: usize| graphemes::floor(name, name.char_indices().nth(chars).map_or(name.len(), |(at, _)| at));
    let (first, last) = (name.get(..place(side)).unwrap_or_default(), name.get(place(count - side)..).unwrap_or_default());
    format!("{}…{}", named(first), named(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &str, expected: &str) {
        let map = Display::new(paragraph);
        let shown = map.shown(paragraph);
        assert_eq!(shown.replace(CHIP_PAD, "|"), expected.replace(CHIP_PAD, "|"), "{paragraph:?}");
        assert_eq!(map.shown_count(), shown.chars().count());
        let mut last = 0;
        for (byte, c) in paragraph.char_indices().chain([(paragraph.len(), ' ')]) {
            let shown_char = map.shown_char_of(byte);
            assert_eq!(map.byte_of(shown_char), byte, "{paragraph:?} {c:?}");
            assert_eq!(map.byte_at_gap(shown_char), byte);
            assert!(shown_char >= last);
            last = shown_char;
        }
        for shown_char in 0..=map.shown_count() + 2 {
            assert!(paragraph.is_char_boundary(map.byte_of(shown_char)) && paragraph.is_char_boundary(map.byte_at_gap(shown_char)));
        }
        for chip in map.chips() {
            assert_eq!(shown.get(chip.shown_bytes.clone()).map(|name| name.chars().count()), Some(chip.shown_chars.len()));
            assert_eq!(map.shown_chars(chip.bytes.clone()), chip.shown_chars);
        }
    }

    #[test]
    fn every_byte_finds_its_character_and_back() {
        check("", "");
        check("plain\ttext", "plain\ttext");
        check("“Élan” — 世界 👩\u{200d}🚀 ❤\u{fe0f}", "“Élan” — 世界 👩\u{200d}🚀 ❤\u{fe0f}");
        check("a\u{a0}b", "a\u{a0}b");
        check("\u{feff}pay\u{200b}pal", "|BOM|pay|ZWSP|pal");
        check("a\u{202e}\0\r", "a|RLO||NUL||CR|");
        check("soft\u{ad}ly", "soft|-|ly");
        check("x\u{200d}y", "x|ZWJ|y");
        check("\u{200d}", "|ZWJ|");
    }

    #[test]
    fn a_place_inside_a_chip_is_its_nearer_end() {
        let map = Display::new("a\u{200b}b");
        assert_eq!((1..=7).map(|gap| map.byte_at_gap(gap)).collect::<Vec<_>>(), [1, 1, 1, 4, 4, 4, 4]);
    }

    #[test]
    fn a_name_is_one_short_line() {
        let long = "a".repeat(250) + ".ron";
        for (name, expected) in [
            ("mill.ron", "mill.ron".to_owned()),
            ("two\nlines.ron", "two|LF|lines.ron".to_owned()),
            ("rev\u{202e}nor.ron", "rev|RLO|nor.ron".to_owned()),
            (&long, format!("{}…{}.ron", "a".repeat(30), "a".repeat(26))),
        ] {
            assert_eq!(short_name(name).replace(CHIP_PAD, "|"), expected);
        }
    }
}
