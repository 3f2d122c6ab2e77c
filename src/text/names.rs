//! Names in a text: the same person whatever the case, the accents and the signs between the words.

use std::collections::BTreeMap;
use std::ops::Range;

use icu_normalizer::DecomposingNormalizerBorrowed;

/// A name as it is compared: its words without case and accents. Never empty.
pub type Name = Vec<String>;

/// A word of a text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is compared.
    pub folded: String,
    /// Bytes.
    pub at: Range<usize>,
    /// Whether it begins with a small letter.
    pub is_small: bool,
}

/// The words of a text: letters, digits and what combines with them; of what is written without spaces each sign.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<usize> = None;
    let mut close = |from: &mut Option<usize>, to: usize| {
        let word = from.take().and_then(|start| Some((start, text.get(start..to)?)));
        // What combines with nothing is no word.
        if let Some((start, word)) = word.filter(|(_, word)| word.contains(char::is_alphanumeric)) {
            let is_small = word.chars().next().is_some_and(char::is_lowercase);
            words.push(Word { folded: folded(word), at: start..to, is_small });
        }
    };
    for (at, char) in text.char_indices() {
        if is_ideograph(char) {
            close(&mut open, at);
            open = Some(at);
            close(&mut open, at + char.len_utf8());
        } else if char.is_alphanumeric() || hangs_on(char) {
            open.get_or_insert(at);
        } else {
            close(&mut open, at);
        }
    }
    close(&mut open, text.len());
    words
}

/// A name, from how it is written.
pub fn name(text: &str) -> Name {
    words(text).into_iter().map(|word| word.folded).collect()
}

/// How many letters a name has; a sign that stands for a syllable or more counts two.
pub fn letters(name: &[String]) -> usize {
    name.iter().flat_map(|word| word.chars()).map(|char| if is_ideograph(char) { 2 } else { usize::from(char.is_alphabetic()) }).sum()
}

/// Names to be looked for, by their first word; longer ones before shorter.
#[derive(Debug, Default)]
pub struct Names {
    by_first: BTreeMap<String, Vec<Name>>,
}

impl Names {
    /// These names.
    pub fn new(names: impl IntoIterator<Item = Name>) -> Self {
        let mut by_first: BTreeMap<String, Vec<Name>> = BTreeMap::new();
        for name in names {
            if let Some(first) = name.first() {
                by_first.entry(first.clone()).or_default().push(name);
            }
        }
        for names in by_first.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.len()));
            names.dedup();
        }
        Self { by_first }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// Where names stand in a text, in order: whole words, with nothing but spaces and the signs of names between them.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let words = words(text);
        let mut places = Vec::new();
        let mut rest = words.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let found = self.by_first.get(&first.folded).and_then(|names| names.iter().find(|name| begins(text, rest, name)));
            let Some(name) = found else {
                rest = after;
                continue;
            };
            let end = rest.get(name.len() - 1).map_or(first.at.end, |last| last.at.end);
            places.push(first.at.start..end);
            rest = rest.get(name.len()..).unwrap_or_default();
        }
        places
    }
}

fn begins(text: &str, words: &[Word], name: &[String]) -> bool {
    let Some(words) = words.get(..name.len()) else { return false };
    let is_joined = |pair: &[Word]| match pair {
        [one, other] => text.get(one.at.end..other.at.start).is_some_and(|between| between.chars().all(joins)),
        _ => true,
    };
    words.iter().map(|word| &word.folded).eq(name) && words.windows(2).all(is_joined)
}

fn joins(char: char) -> bool {
    char.is_whitespace() || matches!(char, '-' | '.' | ',' | '\'' | '’' | '‘' | '‐' | '‑' | '·')
}

/// Without case, accents and what is not seen.
pub fn folded(word: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(word);
    // Through capitals, so that ß is ss and both small sigmas are one.
    let capitals = decomposed.chars().filter(|char| !hangs_on(*char)).flat_map(char::to_uppercase);
    capitals.flat_map(char::to_lowercase).filter(|char| !hangs_on(*char)).collect()
}

/// Combines with what stands before, or is not seen inside a word.
const fn hangs_on(char: char) -> bool {
    matches!(
        char,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{591}'..='\u{5bd}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{94d}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}'
            | '\u{e47}'..='\u{e4e}' | '\u{1037}'..='\u{103a}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// Written without spaces between words.
const fn is_ideograph(char: char) -> bool {
    matches!(char, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with each place where one of the names stands in brackets.
    fn check(names: &[&str], text: &str) {
        let plain = text.replace(['‹', '›'], "");
        let found = Names::new(names.iter().map(|text| name(text))).places(&plain);
        let mut shown = plain;
        for place in found.into_iter().rev() {
            shown.insert(place.end, '›');
            shown.insert(place.start, '‹');
        }
        assert_eq!(shown, text, "{names:?}");
    }

    #[test]
    fn a_name_is_found_as_whole_words_whatever_the_case() {
        check(&["Odd Berge"], "‹Odd Berge› said, ‹ODD BERGE›’s wife, ‹odd\n berge›");
        check(&["Odd Berge", "Berge"], "‹Odd Berge›, ‹Berge›’s, Bergen, Heidelberge, odd, Odd Bergesen");
        check(&["O’Brien"], "‹O'Brien› and ‹O’BRIEN›, not Brien");
        check(&["Anna-Lena Dahl"], "‹Anna‑Lena Dahl›, ‹Anna Lena Dahl›");
        check(&["Odd Berge"], "odd (berge), odd: berge");
        check(&[], "Odd Berge");
        check(&["", "…"], "Odd … Berge");
    }

    #[test]
    fn accents_case_folding_and_what_is_not_seen_hide_no_name() {
        check(&["José Núñez"], "‹Jose\u{301} Nu\u{301}n\u{303}ez›, ‹Jose Nunez›, ‹JOSÉ NÚÑEZ›");
        check(&["Strauß"], "‹STRAUSS›, ‹Strauß›, Strau");
        check(&["Σωκράτης"], "‹ΣΩΚΡΆΤΗΣ›");
        check(&["Berge"], "‹Ber\u{ad}ge›, ‹Ber\u{200b}ge›, ‹Berge\u{301}›!");
        check(&["Иванов"], "‹ИВАНОВ›, Ивановна");
        check(&["李雷"], "我和‹李雷›說");
        check(&["محمد"], "قال ‹مُحَمَّد› اليوم");
    }

    #[test]
    fn letters_are_counted_as_they_weigh() {
        for (text, count) in [("Odd Berge", 8), ("Li", 2), ("李雷", 4), ("M. 2", 1)] {
            assert_eq!(letters(&name(text)), count, "{text}");
        }
    }
}
