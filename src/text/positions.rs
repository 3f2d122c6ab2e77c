//! Bytes to code points and back: byte offsets are used in memory, code points in files and on screen.

/// Bytes between two checkpoints: a lookup reads at most this many.
const STEP_BYTES: usize = 512;
/// Bytes that are counted in one go before they are looked through.
const PIECE_BYTES: usize = 32;

/// A text with checkpoints, so that a position anywhere in it converts in a bounded number of steps.
#[derive(Debug, Clone)]
pub struct CodePoints<'a> {
    text: &'a str,
    // before[i] = code points that start before byte i * STEP_BYTES.
    before: Vec<usize>,
    count: usize,
}

impl<'a> CodePoints<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP_BYTES + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP_BYTES) {
            before.push(count);
            count += starts_in(chunk);
        }
        Self { text, before, count }
    }

    /// How many code points the text has.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The byte where code point `code_point` starts; the length in bytes for the count itself; `None` past the end.
    pub fn to_byte(&self, code_point: usize) -> Option<usize> {
        if code_point >= self.count {
            return (code_point == self.count).then_some(self.text.len());
        }
        let chunk = self.before.partition_point(|before| *before <= code_point).checked_sub(1)?;
        let mut left = code_point - self.before.get(chunk)?;
        let mut from = chunk * STEP_BYTES;
        for piece in self.text.as_bytes().get(from..)?.chunks(PIECE_BYTES) {
            // Counted before it is looked through: that is many bytes at a time.
            let here = starts_in(piece);
            if left < here {
                let offset = piece.iter().enumerate().filter(|(_, byte)| is_start(**byte)).nth(left).map(|(offset, _)| offset)?;
                return Some(from + offset);
            }
            left -= here;
            from += piece.len();
        }
        None
    }

    /// How many code points stand before `byte`; `None` past the end or inside a character.
    pub fn to_code_point(&self, byte: usize) -> Option<usize> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        let chunk = byte / STEP_BYTES;
        let Some(before) = self.before.get(chunk) else { return Some(self.count) };
        Some(before + starts_in(self.text.as_bytes().get(chunk * STEP_BYTES..byte)?))
    }
}

/// Whether a byte of UTF-8 starts a code point.
const fn is_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn starts_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_start(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_position_converts_there_and_back() {
        for text in ["", "a", "é", "a\u{301}𝄞b", &"x€𝄞".repeat(300), &"plain ".repeat(200), &"é".repeat(256)] {
            let points = CodePoints::new(text);
            let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
            bytes.push(text.len());
            assert_eq!(points.count() + 1, bytes.len());
            for (code_point, byte) in bytes.iter().enumerate() {
                assert_eq!(points.to_byte(code_point), Some(*byte), "{code_point} of {text:?}");
                assert_eq!(points.to_code_point(*byte), Some(code_point), "{byte} of {text:?}");
            }
            for byte in 0..text.len() {
                assert_eq!(points.to_code_point(byte).is_some(), text.is_char_boundary(byte));
            }
        }
    }

    #[test]
    fn positions_outside_are_none() {
        let points = CodePoints::new("é");
        assert_eq!(points.to_byte(2), None);
        assert_eq!(points.to_code_point(1), None);
        assert_eq!(points.to_code_point(3), None);
        assert_eq!(points.to_byte(usize::MAX), None);
        assert_eq!(points.to_code_point(usize::MAX), None);
    }
}
