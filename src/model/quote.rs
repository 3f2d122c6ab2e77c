//! A quote: words with what stands before and after them, enough to find them again.
//!
//! This is the W3C Web Annotation `TextQuoteSelector`. `describe` and `find` are inverses:
//! `Quote::describe(text, span).find(text) == Found::At(span)`, unless the text repeats itself around the words for longer than the bound.

use serde::{Deserialize, Serialize};

use crate::model::span::Span;

/// Code points of context on either side that are always written.
const CONTEXT_CHARS: usize = 32;
/// The most code points of context on either side; a text that repeats itself for longer cannot be told apart by its words.
const MAX_CONTEXT_CHARS: usize = 512;
/// Words and their surroundings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Quote {
    /// What stands right before the words.
    pub prefix: String,
    /// The words themselves.
    pub exact: String,
    /// What stands right after them.
    pub suffix: String,
}

/// Where a quote was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// In one place only.
    At(Span),
    /// In several, none of them better than the others.
    Ambiguous,
    /// Nowhere.
    Nowhere,
}

impl Quote {
    /// The quote that finds `span` again in `text`: with 32 code points on either side, more where the words repeat. For single spans: it
    /// reads the text several times, where [`Quote::brief`] does not read it.
    pub fn describe(text: &str, span: Span) -> Self {
        let mut chars = CONTEXT_CHARS;
        loop {
            let quote = Self::with_context(text, span, chars);
            if chars >= MAX_CONTEXT_CHARS || quote.find(text) == Found::At(span) {
                return quote;
            }
            chars *= 2;
        }
    }

    /// The quote with 32 code points of context, unique or not: what a file shows beside a position.
    pub fn brief(text: &str, span: Span) -> Self {
        Self::with_context(text, span, CONTEXT_CHARS)
    }

    fn with_context(text: &str, span: Span, chars: usize) -> Self {
        let before = text.get(..span.start()).unwrap_or_default();
        let after = text.get(span.end()..).unwrap_or_default();
        let from = before.char_indices().rev().nth(chars - 1).map_or(0, |(byte, _)| byte);
        let to = after.char_indices().nth(chars).map_or(after.len(), |(byte, _)| byte);
        Self {
            prefix: before.get(from..).unwrap_or_default().to_owned(),
            exact: span.words(text).to_owned(),
            suffix: after.get(..to).unwrap_or_default().to_owned(),
        }
    }

    /// Where the quote stands in `text`: the words with their surroundings where those are found, else the words alone.
    ///
    /// Takes a few passes over the text, however often the words stand in it.
    pub fn find(&self, text: &str) -> Found {
        if self.exact.is_empty() {
            return Found::Nowhere;
        }
        let whole = format!("{}{}{}", self.prefix, self.exact, self.suffix);
        let found = only_place(text, &whole, self.prefix.len(), self.exact.len());
        if found == Found::Nowhere { only_place(text, &self.exact, 0, self.exact.len()) } else { found }
    }
}

/// The `len` bytes from `skip` on in the only place of `words`; places may overlap ("aa" stands twice in "aaa").
fn only_place(text: &str, words: &str, skip: usize, len: usize) -> Found {
    let Some(at) = text.find(words) else { return Found::Nowhere };
    let next = at + words.chars().next().map_or(1, char::len_utf8);
    if text.get(next..).is_some_and(|rest| rest.contains(words)) {
        return Found::Ambiguous;
    }
    Span::new(text, at + skip..at + skip + len).map_or(Found::Nowhere, Found::At)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, range: std::ops::Range<usize>) -> Span {
        Span::new(text, range).expect("a span of the text")
    }

    #[test]
    fn a_repeated_quote_is_found_by_its_context() {
        let text = "the front said no. the army said no. the front said yes.";
        for start in [4, 41] {
            let here = span(text, start..start + 5);
            assert_eq!(Quote::describe(text, here).find(text), Found::At(here));
        }
    }

    #[test]
    fn context_grows_until_it_tells_places_apart() {
        let text = format!("one {} two {} three", "ab".repeat(90), "ab".repeat(90));
        let here = span(&text, 60..62);
        assert_eq!(Quote::describe(&text, here).find(&text), Found::At(here));
    }

    #[test]
    fn words_that_moved_alone_are_found_and_words_that_changed_are_not() {
        let quote = Quote { prefix: "it was ".into(), exact: "green".into(), suffix: " then".into() };
        assert_eq!(quote.find("now green it is"), Found::At(span("now green it is", 4..9)));
        assert_eq!(quote.find("green or green"), Found::Ambiguous);
        assert_eq!(quote.find("red"), Found::Nowhere);
        assert_eq!(Quote::default().find("red"), Found::Nowhere);
    }

    #[test]
    fn words_and_surroundings_that_repeat_take_a_few_passes() {
        // Hours, were the surroundings held against each place.
        let text = "a".repeat(4_000_000);
        let quote = |len: usize| Quote { prefix: "a".repeat(len), exact: "a".repeat(len), suffix: "a".repeat(len) };
        assert_eq!(quote(100_000).find(&text), Found::Ambiguous);
        assert_eq!(Quote { suffix: "b".into(), ..quote(100_000) }.find(&text), Found::Ambiguous);
        assert_eq!(quote(2_000_000).find(&text), Found::Ambiguous);
        assert_eq!(Quote { exact: text.clone(), ..quote(100_000) }.find(&text), Found::At(span(&text, 0..text.len())));
    }
}
