//! Counting words: where each begins, fast enough for a book.

/// Where the words of a text begin, in bytes. A word is a run of letters and digits, with marks and apostrophes inside it; of scripts that
/// are written without spaces each character is one.
pub fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut in_word = false;
    text.char_indices().filter_map(move |(byte, c)| {
        let is_alone = stands_alone(c);
        let goes_on = c.is_alphanumeric() && !is_alone || in_word && joins(c);
        let begins = is_alone || goes_on && !in_word;
        in_word = goes_on;
        begins.then_some(byte)
    })
}

/// Han, kana, Thai, Lao, Khmer, Burmese: no spaces stand between words.
const fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// What can stand inside a word without ending it: apostrophes, combining marks, joiners, soft hyphens.
const fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_script_are_counted() {
        for (text, count) in [
            ("", 0),
            (" \n—…", 0),
            ("The sky is green.", 4),
            ("It’s the mill's 4.8 % of 1,000", 8),
            ("well-known", 2),
            ("cafe\u{301} cafés", 2),
            ("co\u{ad}operate", 1),
            ("قال المتحدث أمس", 3),
            ("これは文", 4),
            ("👩\u{200d}👧 and 👍", 1),
            ("नमस्ते दुनिया", 2),
        ] {
            assert_eq!(word_starts(text).count(), count, "{text:?}");
        }
        assert_eq!(word_starts("a bé, c").collect::<Vec<_>>(), [0, 2, 7]);
    }
}
