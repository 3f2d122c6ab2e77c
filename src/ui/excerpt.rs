//! Long texts in one line: cut with an ellipsis, white space folded.

use crate::model::statement::{Part, Statement};

/// At most `max_chars` of a text, white space folded, with an ellipsis where something was cut.
pub fn line(text: &str, max_chars: usize) -> String {
    let mut line = String::new();
    let mut left = max_chars;
    let mut is_gap = false;
    for letter in text.trim().chars() {
        if letter.is_whitespace() {
            is_gap = true;
            continue;
        }
        if left == 0 {
            line.push('…');
            break;
        }
        if std::mem::take(&mut is_gap) {
            line.push(' ');
            left -= 1;
        }
        line.push(letter);
        left = left.saturating_sub(1);
    }
    line
}

/// The words of a statement in one line, given the text of its article. Looks no further into long parts than it shows.
pub fn statement(statement: &Statement, text: &str, max_chars: usize) -> String {
    let parts: Vec<String> = statement
        .parts
        .iter()
        .map(|part| match part {
            Part::At(span) => line(span.words(text), max_chars),
            Part::Adrift(quote) => line(&quote.exact, max_chars),
        })
        .collect();
    line(&parts.join(" … "), max_chars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_folds_white_space_and_says_where_it_was_cut() {
        for (text, max, expected) in
            [("  a\n b  ", 9, "a b"), ("abcdef", 3, "abc…"), ("abc", 3, "abc"), ("ab  cd", 3, "ab c…"), ("", 3, ""), (" \n", 3, "")]
        {
            assert_eq!(line(text, max), expected, "{text:?}");
        }
    }
}
