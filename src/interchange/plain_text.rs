//! A text file as the text of an article, kept exactly as it was brought in.

/// The largest file that is taken in.
pub const LIMIT_BYTES: u64 = 1 << 30;

/// Why a file was not taken in; the file itself is never touched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing to read in it.
    #[error("There is no text in this file. Choose another one, or paste the article's text")]
    Empty,
    /// More than the limit.
    #[error("The file is too large for an article: the limit is {} MB. Take in a part of it", limit_bytes / 1_000_000)]
    TooLarge {
        /// The limit.
        limit_bytes: u64,
    },
    /// It is no text at all.
    #[error("This is {what}, not a text file. Open it in its own program and paste the article's text here")]
    NoText {
        /// With its article: "a PDF".
        what: &'static str,
    },
    /// Text in an encoding that does not say which it is.
    #[error(
        "Line {line} (byte {offset_bytes}): this is not UTF-8 text. Save the file as UTF-8 in the program it comes from, or paste its text"
    )]
    NotUtf8 {
        /// The line, from 1.
        line: usize,
        /// Bytes before the first that cannot be read.
        offset_bytes: usize,
    },
    /// UTF-16 with half a character in it.
    #[error(
        "Line {line} (byte {offset_bytes}): the UTF-16 text is damaged here. Save the file again in the program it comes from, or paste its text"
    )]
    BrokenUtf16 {
        /// The line, from 1.
        line: usize,
        /// Bytes before the half character.
        offset_bytes: usize,
    },
    /// Four bytes a character.
    #[error("This is UTF-32 text. Save the file as UTF-8 in the program it comes from, or paste its text")]
    Utf32,
}

/// The text in a file: UTF-8 as it stands, mark at the front and zero bytes included, or UTF-16 that says so by its mark. What is UTF-8 and
/// given away is not copied.
pub fn read(bytes: impl Into<Vec<u8>>) -> Result<String, ImportError> {
    let bytes = bytes.into();
    if bytes.len() as u64 > LIMIT_BYTES {
        return Err(ImportError::TooLarge { limit_bytes: LIMIT_BYTES });
    }
    if let Some(what) = known_as(&bytes) {
        return Err(ImportError::NoText { what });
    }
    let text = match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Err(ImportError::Utf32),
        [0xff, 0xfe, rest @ ..] => from_utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => from_utf16(rest, u16::from_be_bytes)?,
        _ => from_utf8(bytes)?,
    };
    let is_blank = text.chars().all(|char| char.is_whitespace() || matches!(char, '\u{feff}' | '\0'));
    if is_blank { Err(ImportError::Empty) } else { Ok(text) }
}

fn from_utf8(bytes: Vec<u8>) -> Result<String, ImportError> {
    String::from_utf8(bytes).map_err(|error| {
        let offset_bytes = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(offset_bytes).filter(|byte| **byte == b'\n').count();
        ImportError::NotUtf8 { line, offset_bytes }
    })
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ImportError> {
    const MARK_BYTES: usize = 2;
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut offset_bytes = MARK_BYTES;
    let broken = |text: &str, offset_bytes| {
        let line = 1 + text.bytes().filter(|byte| *byte == b'\n').count();
        ImportError::BrokenUtf16 { line, offset_bytes }
    };
    for char in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(char) = char else { return Err(broken(&text, offset_bytes)) };
        text.push(char);
        offset_bytes += 2 * char.len_utf16();
    }
    if odd.is_empty() { Ok(text) } else { Err(broken(&text, offset_bytes)) }
}

/// What a file is, where its first bytes say so and it is no text.
fn known_as(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a Word, LibreOffice or zip file"),
        (b"{\\rtf", "a rich text file"),
        (b"\xd0\xcf\x11\xe0", "an old Word file"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1f\x8b", "a compressed file"),
    ];
    KNOWN.into_iter().find_map(|(front, what)| bytes.starts_with(front).then_some(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_in_as_it_stands() {
        for text in ["one\r\ntwo\rthree\n", "\u{feff}with a mark", "a\0b", "x", "\u{202e}é\u{301}𝄞"] {
            assert_eq!(read(text.as_bytes()).as_deref(), Ok(text));
        }
        let long = "word ".repeat(2_000_000);
        assert_eq!(read(long.as_bytes()), Ok(long));
    }

    #[test]
    fn utf_16_with_a_mark_is_read() {
        let text = "Ein Wort: é𝄞\r\nzwei";
        let units = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        assert_eq!(read([&[0xff, 0xfe], &units(u16::to_le_bytes)[..]].concat()).as_deref(), Ok(text));
        assert_eq!(read([&[0xfe, 0xff], &units(u16::to_be_bytes)[..]].concat()).as_deref(), Ok(text));
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        for (bytes, expected) in [
            (&b""[..], ImportError::Empty),
            (b"\xef\xbb\xbf \n\t", ImportError::Empty),
            (b"\xff\xfe", ImportError::Empty),
            (b"one\ntwo \xe9t\xe9", ImportError::NotUtf8 { line: 2, offset_bytes: 8 }),
            (b"cut \xe2\x82", ImportError::NotUtf8 { line: 1, offset_bytes: 4 }),
            (b"\xff\xfea\0\n\0\0\xd8b\0", ImportError::BrokenUtf16 { line: 2, offset_bytes: 6 }),
            (b"\xff\xfea\0b", ImportError::BrokenUtf16 { line: 1, offset_bytes: 4 }),
            (b"\xff\xfe\0\0a\0\0\0", ImportError::Utf32),
            (b"%PDF-1.7\n%\xe2\xe3", ImportError::NoText { what: "a PDF" }),
        ] {
            assert_eq!(read(bytes), Err(expected), "{bytes:?}");
        }
    }
}
