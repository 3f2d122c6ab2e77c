//! The words and marks of a text as they are compared: white space is gone, quotes and dashes are of one kind each.

use std::ops::Range;

/// What one piece of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters or digits; in scripts without spaces between words, one character.
    Word,
    /// One character that is no letter, digit or white space.
    Mark,
}

/// Gives each word and mark of `text` in order to `on`. An apostrophe inside a word ("don’t") and a point or comma inside a number
/// ("84,000") belong to it, a combining mark to what it stands on; several hyphens in a row are one dash.
pub fn each_token(text: &str, mut on: impl FnMut(&str, Kind)) {
    each_token_at(text, |token, kind, _| on(token, kind));
}

/// The same with the bytes of `text` that each stands in.
pub fn each_token_at(text: &str, mut on: impl FnMut(&str, Kind, Range<usize>)) {
    let mut token = String::new();
    let mut bytes = 0..0;
    let mut kind = Kind::Mark;
    let mut goes_on = false;
    let seen = text.char_indices().filter(|(_, char)| !is_ignored(*char));
    let mut chars = seen.map(|(at, char)| (at..at + char.len_utf8(), folded(char))).peekable();
    while let Some((place, char)) = chars.next() {
        let is_letter = char.is_alphanumeric();
        let is_extension = !token.is_empty() && extends(char);
        let is_joint = goes_on && joins(token.chars().next_back(), char, chars.peek().map(|(_, char)| *char));
        let is_same_dash = char == '-' && token == "-";
        if is_same_dash {
            bytes.end = place.end;
            continue;
        }
        if is_extension || is_joint || (goes_on && is_letter && !stands_alone(char)) {
            token.push(char);
            bytes.end = place.end;
            continue;
        }
        if !token.is_empty() {
            on(&token, kind, bytes.clone());
            token.clear();
        }
        goes_on = is_letter && !stands_alone(char);
        kind = if is_letter { Kind::Word } else { Kind::Mark };
        if !char.is_whitespace() {
            token.push(char);
            bytes = place;
        }
    }
    if !token.is_empty() {
        on(&token, kind, bytes);
    }
}

/// Whether `char` holds what stands on its sides together.
fn joins(before: Option<char>, char: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    match char {
        '\'' => after.is_alphanumeric(),
        '.' | ',' | ':' => before.is_numeric() && after.is_numeric(),
        _ => false,
    }
}

/// Characters that are not seen and say nothing.
fn is_ignored(char: char) -> bool {
    matches!(
        char,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}'
    )
}

/// Curly quotes as straight ones, dashes as hyphens.
fn folded(char: char) -> char {
    match char {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '″' => '"',
        '‐'..='―' | '−' | '﹘' | '﹣' | '－' => '-',
        _ => char,
    }
}

/// Marks that stand on the character before them, skin tones too.
fn extends(char: char) -> bool {
    matches!(
        char,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
            | '\u{93c}' | '\u{94d}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
            | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}'
    )
}

/// Letters of scripts that put no space between words: where a word ends there depends on what is around it.
fn stands_alone(char: char) -> bool {
    matches!(
        char,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_marks_numbers_and_ideographs_are_told_apart() {
        for (text, expected) in [
            ("He doesn’t know, “maybe”.", "He doesn't know , \" maybe \" ."),
            ("84,000 of 1.5 at 10:30, well-known", "84,000 of 1.5 at 10:30 , well - known"),
            ("a\u{a0}b\r\nso\u{ad}ft ze\u{200b}ro -- dash—dash", "a b soft zero - dash - dash"),
            ("これは84人。", "こ れ は 84 人 。"),
            ("قال الرئيس، «نعم»", "قال الرئيس ، « نعم »"),
            ("e\u{301}te\u{301} 👍🏽 👨\u{200d}👩", "e\u{301}te\u{301} 👍🏽 👨 👩"),
            ("‘so’ rock ’n’ roll's", "' so ' rock ' n ' roll's"),
            ("\u{301} \u{ad}\u{200b}", "\u{301}"),
            ("", ""),
        ] {
            let mut found = Vec::new();
            each_token(text, |token, _| found.push(token.to_owned()));
            assert_eq!(found.join(" "), expected, "{text:?}");
        }
    }
}
