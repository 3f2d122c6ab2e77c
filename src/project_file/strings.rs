//! Strings as the file has them: quotes, backslashes and whatever cannot be seen are escaped, everything else stands as it is.

use std::fmt::{self, Write};

/// Writes `text` as one string on one line.
pub fn write_string(out: &mut impl Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    let mut plain_from = 0;
    let mut before = None;
    for (at, char) in text.char_indices() {
        if must_be_escaped(char, before) {
            out.write_str(text.get(plain_from..at).unwrap_or_default())?;
            write_escaped(out, char)?;
            plain_from = at + char.len_utf8();
        }
        before = Some(char);
    }
    out.write_str(text.get(plain_from..).unwrap_or_default())?;
    out.write_char('"')
}

fn write_escaped(out: &mut impl Write, char: char) -> fmt::Result {
    match char {
        '"' => out.write_str("\\\""),
        '\\' => out.write_str("\\\\"),
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        _ => write!(out, "\\u{{{:x}}}", u32::from(char)),
    }
}

fn must_be_escaped(char: char, before: Option<char>) -> bool {
    if char.is_ascii() {
        return matches!(char, '"' | '\\') || char.is_ascii_control();
    }
    match char {
        // Joiners spell Persian and Hindi words and hold emoji together, so they stay where they can mean something; alone, after
        // a Latin letter or after another joiner they would only hide.
        '\u{200c}' | '\u{200d}' => before.is_none_or(|before| before.is_ascii() || matches!(before, '\u{200c}' | '\u{200d}')),
        // Variation selectors make a picture of the character before, digits for keycaps among them.
        '\u{fe00}'..='\u{fe0f}' => before.is_none_or(|before| before.is_ascii() && !matches!(before, '0'..='9' | '#' | '*')),
        _ => is_invisible(char) || is_no_character(char),
    }
}

/// Controls, the marks that turn the direction of a line, what breaks lines in some editors, and what has no width.
const fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Code points that never will be characters.
const fn is_no_character(char: char) -> bool {
    matches!(char, '\u{fdd0}'..='\u{fdef}') || char as u32 & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        write_string(&mut out, text).expect("a string takes everything");
        out
    }

    #[test]
    fn what_can_be_read_stands_as_it_is() {
        for text in [
            "it's “quoted” — naïve, e\u{301}",
            "Ελληνικά 漢字 العربية",
            "👩\u{200d}🚒 1\u{fe0f}\u{20e3} ❤\u{fe0f}",
            "می\u{200c}خواهم",
            "« oui\u{a0}»",
        ] {
            assert_eq!(written(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        for (text, expected) in [
            ("a\"b\\c", r#""a\"b\\c""#),
            ("\0\t\r\n\u{1b}\u{7f}\u{85}", r#""\u{0}\t\r\n\u{1b}\u{7f}\u{85}""#),
            ("\u{feff}a\u{202e}b\u{200b}", r#""\u{feff}a\u{202e}b\u{200b}""#),
            ("a\u{200d}b", r#""a\u{200d}b""#),
            ("\u{fe0f}", r#""\u{fe0f}""#),
            ("\u{2028}\u{ad}\u{fffe}\u{10ffff}\u{fdd0}", r#""\u{2028}\u{ad}\u{fffe}\u{10ffff}\u{fdd0}""#),
        ] {
            assert_eq!(written(text), expected);
        }
    }

    #[test]
    fn every_character_reads_back() {
        let all: Vec<char> = ('\0'..=char::MAX).collect();
        for chars in all.chunks(4096) {
            let text: String = chars.iter().collect();
            assert_eq!(ron::from_str::<String>(&written(&text)).as_ref(), Ok(&text));
        }
    }
}
