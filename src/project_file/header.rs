//! The first words of a file, read alone: which format it has is known before anything else in it is trusted.

use crate::project_file::error::ReadError;
use crate::project_file::places::place_of;

/// The highest format that can be read, and the one that is written.
pub const FORMAT: u32 = 4;

/// The format that a text says it has, one that can be read.
pub fn format_of(text: &str) -> Result<u32, ReadError> {
    let place = |rest: &str| place_of(text, text.len() - rest.len());
    let mut rest = without_blank(text);
    if rest.is_empty() {
        return Err(ReadError::Empty);
    }
    if rest.starts_with("#!") {
        return Err(ReadError::Attribute { place: place(rest) });
    }
    for word in ["Project", "(", "format", ":"] {
        let after = rest.strip_prefix(word).ok_or_else(|| not_begun(text, rest, word))?;
        rest = without_blank(after);
    }
    let digits_len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, after) = rest.split_at_checked(digits_len).unwrap_or_default();
    let is_whole = after.is_empty() || after.starts_with([',', ')', '/']) || after.starts_with(char::is_whitespace);
    if digits.is_empty() || !is_whole {
        return Err(not_begun(text, rest, "1"));
    }
    match digits.parse::<u32>() {
        Ok(format) if (1..=FORMAT).contains(&format) => Ok(format),
        Ok(0) => Err(ReadError::NoFormat { place: place(rest), format: digits.chars().take(20).collect() }),
        // A number too large for any version is newer still.
        _ => Err(ReadError::NewerFormat { place: place(rest), format: digits.chars().take(20).collect(), supported: FORMAT }),
    }
}

/// It ends, or goes on as no project does.
fn not_begun(text: &str, rest: &str, expected: &str) -> ReadError {
    let place = place_of(text, text.len() - rest.len());
    if expected.starts_with(rest.trim_end()) { ReadError::CutOff { place } } else { ReadError::NoProject { place } }
}

/// `text` from the first character that is neither white space nor in a comment.
fn without_blank(text: &str) -> &str {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        rest = if let Some(comment) = trimmed.strip_prefix("//") {
            comment.split_once('\n').map_or("", |(_, after)| after)
        } else if trimmed.starts_with("/*") {
            after_block_comment(trimmed)
        } else {
            return trimmed;
        };
    }
}

/// `text` after the block comment that it begins with; such comments nest.
fn after_block_comment(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut from = 0;
    for (at, pair) in text.as_bytes().windows(2).enumerate() {
        let is_mark = matches!(pair, b"/*" | b"*/") && at >= from;
        if is_mark {
            depth = if pair == b"/*" { depth + 1 } else { depth.saturating_sub(1) };
            from = at + 2;
        }
        if is_mark && depth == 0 {
            return text.get(from..).unwrap_or_default();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project_file::error::FilePlace;

    #[test]
    fn the_format_is_read_before_the_rest() {
        let line_1 = |column| FilePlace { line: 1, column: Some(column) };
        let newer = |place, format: &str| Err(ReadError::NewerFormat { place, format: format.into(), supported: FORMAT });
        for (text, expected) in [
            ("Project(format: 1, anything at all", Ok(1)),
            ("Project(format: 2, anything at all", Ok(2)),
            ("// by hand\n/* a /* b */ */ Project ( format:1)", Ok(1)),
            ("Project(format: 3, anything at all", Ok(3)),
            ("Project(format: 4, anything at all", Ok(4)),
            ("Project(format: 5, {{{{", newer(line_1(17), "5")),
            ("Project(format: 99999999999999999999999)", newer(line_1(17), "99999999999999999999")),
            ("Project(format: 0)", Err(ReadError::NoFormat { place: line_1(17), format: "0".into() })),
            ("Project(format: 1x)", Err(ReadError::NoProject { place: line_1(17) })),
            ("Project(format: \"1\")", Err(ReadError::NoProject { place: line_1(17) })),
            ("Project(articles: [])", Err(ReadError::NoProject { place: line_1(9) })),
            ("{\"format\": 1}", Err(ReadError::NoProject { place: line_1(1) })),
            ("#![enable(implicit_some)]\nProject(format: 1)", Err(ReadError::Attribute { place: line_1(1) })),
            ("\n\nProj", Err(ReadError::CutOff { place: FilePlace { line: 3, column: Some(1) } })),
            ("Project(format: ", Err(ReadError::CutOff { place: line_1(17) })),
            ("/* never closed", Err(ReadError::Empty)),
            (" \n", Err(ReadError::Empty)),
        ] {
            assert_eq!(format_of(text), expected, "{text}");
        }
    }
}
