//! Bytes to the records of format 1: everything that can be wrong with a file before its content is looked at.

use ron::error::{Error as RonError, SpannedError};

use crate::project_file::error::{FilePlace, ReadError};
use crate::project_file::header;
use crate::project_file::places::{conflict_marker, place_of};
use crate::project_file::v1;

/// The text of a file without the mark that some editors put at its front.
pub fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError::Utf16);
    }
    let text = str::from_utf8(bytes).map_err(|error| {
        let offset_bytes = error.valid_up_to();
        let good = bytes.get(..offset_bytes).and_then(|good| str::from_utf8(good).ok()).unwrap_or_default();
        ReadError::NotUtf8 { place: place_of(good, offset_bytes), offset_bytes }
    })?;
    if let Some(offset_bytes) = text.find('\0') {
        return Err(ReadError::ZeroByte { place: place_of(text, offset_bytes), offset_bytes });
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The records in a file.
pub fn parse(text: &str) -> Result<v1::Project<'_>, ReadError> {
    // No extensions of RON: what a file would need them for, no version ever wrote.
    let parsed = header::check_format(text)
        .and_then(|()| ron::Options::default().from_str::<v1::Project<'_>>(text).map_err(|error| explained(text, &error)))
        .and_then(|file| match file.format {
            header::FORMAT => Ok(file),
            format => Err(ReadError::NoFormat { place: FilePlace { line: 1, column: None }, format: format.to_string() }),
        });
    // Looked for only where reading failed: in a text between quotes such a line is nothing special.
    parsed.map_err(|error| match conflict_marker(text) {
        Some((place, marker)) => ReadError::ConflictMarker { place, marker },
        None => error,
    })
}

fn explained(text: &str, error: &SpannedError) -> ReadError {
    let place = FilePlace { line: error.span.start.line, column: Some(error.span.start.col) };
    let end = place_of(text, text.trim_end().len());
    let is_at_end = (error.span.end.line, Some(error.span.end.col)) >= (end.line, end.column);
    match &error.code {
        RonError::TrailingCharacters => ReadError::Syntax { place, message: "something stands after the end of the project".into() },
        RonError::ExceededRecursionLimit => ReadError::Syntax { place, message: "there are too many brackets in each other".into() },
        // The quote that does not end is a better place than the end of all that was taken for part of it.
        RonError::ExpectedStringEnd | RonError::UnclosedBlockComment => ReadError::CutOff { place },
        RonError::Eof => ReadError::CutOff { place: end },
        _ if is_at_end => ReadError::CutOff { place: end },
        code => ReadError::Syntax { place, message: shortened(&code.to_string()) },
    }
}

/// A message can carry a word of a million characters, or ones that break the line.
fn shortened(message: &str) -> String {
    const SHOWN_CHARS: usize = 200;
    let mut short: String = message.chars().take(SHOWN_CHARS).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if message.chars().nth(SHOWN_CHARS).is_some() {
        short.push('…');
    }
    short
}
