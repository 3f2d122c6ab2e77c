//! Text made harmless for Markdown: what is written as text stays text, and what cannot be seen is shown.

use std::fmt::Write as _;

use crate::text::chips;

/// Characters that mean something wherever they stand.
const ANYWHERE: &str = "\\`*_[]()<>|~&$^{}";
/// Characters that mean something at the start of a line, or of what stands in it after a number.
const AT_START: &str = "#+-=:";

/// Writes the text of one line, piece by piece.
#[derive(Debug, Default)]
pub struct Pen {
    // The last character that was written, for what hangs on it; none at the start of the line.
    before: Option<char>,
    // Whether there was something other than digits.
    is_past_start: bool,
}

impl Pen {
    /// Something else was written: what comes next is not at the start any more.
    pub const fn leave_start(&mut self) {
        self.is_past_start = true;
    }

    /// Writes words, which have no line feed in them.
    pub fn write(&mut self, out: &mut String, words: &str) {
        for char in words.chars() {
            let is_start = !self.is_past_start && self.before.is_none();
            if char == '\r' {
                // A line's end here, a list or a heading after it.
                out.push_str("&#13;");
            } else if char == '\n' {
                out.push(' ');
            } else if chips::name(char, self.before).is_some() {
                // What cannot be seen could turn the rest of the line around.
                let _ = write!(out, "⟨U+{:04X}⟩", u32::from(char));
            } else if is_start && char.is_whitespace() {
                // Four of them would make code of the line.
                let _ = write!(out, "&#{};", u32::from(char));
            } else if ANYWHERE.contains(char) || is_start && AT_START.contains(char) || !self.is_past_start && matches!(char, '.' | ')') {
                out.push('\\');
                out.push(char);
            } else {
                out.push(char);
            }
            // White space at the start leaves what comes next at the start.
            let stays_at_start = is_start && char.is_whitespace();
            if !stays_at_start && !chips::hangs_on(char) {
                self.before = Some(char);
                self.is_past_start |= !char.is_ascii_digit();
            }
        }
    }
}

/// A text as one line.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    Pen::default().write(&mut out, text.trim());
    out
}

/// A text as the lines of a list's item; those after the first are indented.
pub fn lines(text: &str, indent: &str) -> String {
    let shown: Vec<String> = text.lines().map(line).filter(|line| !line.is_empty()).collect();
    shown.join(&format!("\\\n{indent}"))
}

/// An address between `<` and `>`.
pub fn target(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for char in address.chars() {
        match char {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '\n' | '\r' => {}
            // An entity would be read as what it names.
            '&' => out.push_str("&amp;"),
            _ => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_a_reader_of_markdown_stays_text() {
        for (text, expected) in [
            ("# not a heading", "\\# not a heading"),
            ("a # b - c", "a # b - c"),
            ("12. not a list", "12\\. not a list"),
            ("in 1958. Then", "in 1958. Then"),
            ("- [x](javascript:alert)", "\\- \\[x\\]\\(javascript:alert\\)"),
            ("<b>|`&amp;", "\\<b\\>\\|\\`\\&amp;"),
            ("one\rtwo", "one&#13;two"),
            ("pass\u{202e}word", "pass⟨U+202E⟩word"),
        ] {
            assert_eq!(line(text), expected);
        }
        let mut out = String::new();
        Pen::default().write(&mut out, "    # code");
        assert_eq!(out, "&#32;&#32;&#32;&#32;\\# code");
        assert_eq!(target("https://e.org/<a>&b"), "https://e.org/%3Ca%3E&amp;b");
    }
}
