//! Bytes to records, of whichever format: everything that can be wrong with a file before its content is looked at.

use std::marker::PhantomData;

use ron::error::{Error as RonError, SpannedError};
use serde::Deserialize;
use serde::de::DeserializeSeed;

use crate::project_file::error::{FilePlace, ReadError};
use crate::project_file::header;
use crate::project_file::places::{conflict_marker, place_of};
use crate::project_file::streamed::{Streamed, Taking};
use crate::project_file::{layout, upgrade, v1, v2, v3, v4};

/// The text of a file without the mark that some editors put at its front.
pub fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError::Utf16);
    }
    // Looked for as a whole, which is many bytes at a time; where it is counts only in a damaged file.
    let zero = if bytes.contains(&0) { bytes.iter().position(|byte| *byte == 0) } else { None };
    let text = match str::from_utf8(bytes) {
        Ok(text) if zero.is_none() => text,
        Ok(text) => return Err(damage(bytes, text, zero, false)),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).and_then(|good| str::from_utf8(good).ok()).unwrap_or_default();
            return Err(damage(bytes, good, zero, error.error_len().is_none()));
        }
    };
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// What is wrong with bytes of which `good` is text: the first zero byte is at `zero`, or else what comes after `good` is no text, perhaps
/// as it is cut in the middle of a character.
fn damage(bytes: &[u8], good: &str, zero: Option<usize>, is_cut: bool) -> ReadError {
    /// A block that was never written may begin inside a character.
    const MOST_OF_CHARACTER: usize = 3;
    if let Some(offset_bytes) = zero.filter(|zero| *zero <= good.len() + MOST_OF_CHARACTER) {
        let rest = bytes.get(offset_bytes..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| **byte == 0).count();
        return ReadError::ZeroByte { place: place_of(good, offset_bytes), offset_bytes, count, is_to_end: count == rest.len() };
    }
    let place = place_of(good, good.len());
    if is_cut { ReadError::CutOff { place } } else { ReadError::NotUtf8 { place, offset_bytes: good.len() } }
}

/// The records in a file, in the shape of the newest format; `taking` has taken the statements, but for those that the answer has.
pub fn parse<'t>(text: &'t str, taking: &mut impl Taking<'t>) -> Result<v4::Project<'t>, ReadError> {
    let parsed = header::format_of(text).and_then(|format| match format {
        1 => {
            parsed_as::<v1::Project<'_>>(text, format, |file| file.format).map(upgrade::from_v1).map(upgrade::from_v2).map(upgrade::from_v3)
        }
        2 => parsed_as::<v2::Project<'_>>(text, format, |file| file.format).map(upgrade::from_v2).map(upgrade::from_v3),
        3 => parsed_as::<v3::Project<'_>>(text, format, |file| file.format).map(upgrade::from_v3),
        _ => parsed_with(text, Streamed(taking), format, |file: &v4::Project<'_>| file.format),
    });
    // Looked for only where reading failed: in a text between quotes such a line is nothing special.
    parsed.map_err(|error| match conflict_marker(text) {
        Some((place, marker)) => ReadError::ConflictMarker { place, marker },
        None => error,
    })
}

/// How many articles, sources and statements have the sum that stands in them.
pub fn count_sound(text: &str) -> Result<usize, ReadError> {
    let file: v4::Project<'_> = parsed_as(text, header::FORMAT, |file: &v4::Project<'_>| file.format)?;
    let articles = file.articles.iter().filter(|record| layout::sum(*record) == record.sum).count();
    let sources = file.sources.iter().filter(|record| layout::sum(*record) == record.sum).count();
    let statements = file.statements.iter().filter(|record| layout::sum(*record) == record.sum).count();
    Ok(articles + sources + statements)
}

fn parsed_as<'t, F: Deserialize<'t>>(text: &'t str, format: u32, format_in: impl Fn(&F) -> u32) -> Result<F, ReadError> {
    parsed_with(text, PhantomData, format, format_in)
}

/// `format_in` must be what the head of the file has said.
fn parsed_with<'t, S: DeserializeSeed<'t>>(
    text: &'t str,
    seed: S,
    format: u32,
    format_in: impl Fn(&S::Value) -> u32,
) -> Result<S::Value, ReadError> {
    // No extensions of RON: what a file would need them for, no version ever wrote.
    let file = ron::Options::default().from_str_seed(text, seed).map_err(|error| explained(text, &error))?;
    if format_in(&file) == format {
        return Ok(file);
    }
    Err(ReadError::NoFormat { place: FilePlace { line: 1, column: None }, format: format_in(&file).to_string() })
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
