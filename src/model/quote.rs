//! A quote: words with what stands before and after them, enough to find them again.
//!
//! This is the W3C Web Annotation `TextQuoteSelector`. `describe` and `find` are inverses:
//! `Quote::describe(text, span).find(text) == Found::At(span)`, unless the text repeats itself around the words for longer than the bound.

use crate::model::span::Span;

/// Code points of context on either side that are always written.
const CONTEXT_CHARS: usize = 32;
/// The most code points of context on either side; a text that repeats itself for longer cannot be told apart by its words.
const MAX_CONTEXT_CHARS: usize = 512;
/// The most places looked at, so that hostile words ("a" in a book of a's) cannot take the time away.
const MAX_PLACES: usize = 10_000;

/// Words and their surroundings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
    /// The quote that finds `span` again in `text`: with 32 code points on either side, more where the words repeat.
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

    /// Where the quote stands in `text`: the words exactly, the surroundings too where several places have the words.
    pub fn find(&self, text: &str) -> Found {
        if self.exact.is_empty() {
            return Found::Nowhere;
        }
        let mut only = None;
        let mut several = false;
        let mut with_context = None;
        let mut several_with_context = false;
        for (start, _) in self.places(text).take(MAX_PLACES) {
            let end = start + self.exact.len();
            let Some(span) = Span::new(text, start..end) else { continue };
            several |= only.replace(span).is_some();
            let fits = text.get(..start).is_some_and(|before| before.ends_with(&self.prefix))
                && text.get(end..).is_some_and(|after| after.starts_with(&self.suffix));
            if fits {
                several_with_context |= with_context.replace(span).is_some();
            }
        }
        let (best, is_only) = if with_context.is_some() { (with_context, !several_with_context) } else { (only, !several) };
        match best {
            None => Found::Nowhere,
            Some(span) if is_only => Found::At(span),
            Some(_) => Found::Ambiguous,
        }
    }

    /// Every place of the words, overlapping ones too ("aa" stands twice in "aaa").
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        let step = self.exact.chars().next().map_or(1, char::len_utf8);
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = text.get(from..)?;
            let at = from + rest.find(&self.exact)?;
            from = at + step;
            Some((at, rest))
        })
    }
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
}
