//! Sentences: the one at a place, and those of a range. A sentence never crosses a line's end.

use std::ops::Range;

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use crate::text::graphemes::char_floor;
use crate::text::paragraphs::{MAX_PIECE_BYTES, first_piece};

/// Words that end with a point and do not end a sentence.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "fr", "st", "sen", "rep", "gov", "gen", "lt", "col", "maj", "capt", "cmdr", "sgt", "cpl",
    "pvt", "adm", "hon", "pres", "supt", "vs", "vol", "approx", "cf", "al", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep",
    "oct", "nov", "dec",
];
/// Words that do so only before a number: "No. 10", but "He said no. Then he left."
const BEFORE_NUMBERS: &[&str] = &["no", "nos", "fig", "p", "pp", "art", "sec"];
/// Words with inner points (U.S., a.m.) end a sentence only where one of these follows.
const OPENERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "you",
    "this",
    "that",
    "these",
    "those",
    "there",
    "but",
    "and",
    "in",
    "on",
    "at",
    "for",
    "from",
    "with",
    "as",
    "after",
    "before",
    "when",
    "while",
    "if",
    "his",
    "her",
    "its",
    "their",
    "our",
    "however",
    "some",
    "many",
    "one",
    "both",
    "no",
    "not",
    "so",
    "since",
    "by",
    "to",
    "what",
    "who",
    "according",
    "meanwhile",
];

/// The sentence that holds `byte`, without the white space at its ends; empty where there is none (a blank line).
pub fn sentence_at(text: &str, byte: usize) -> Range<usize> {
    let byte = char_floor(text, byte);
    let piece = piece_at(text, byte);
    let mut found = byte..byte;
    for sentence in in_piece(text, piece) {
        if found.is_empty() || sentence.start <= byte {
            found = sentence;
        }
    }
    found
}

/// The sentences that share at least one byte with `range`, in order.
pub fn sentences(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = range.end.min(text.len());
    let mut at = piece_at(text, char_floor(text, range.start)).start;
    let mut is_done = false;
    std::iter::from_fn(move || {
        if is_done || at > end {
            return None;
        }
        let piece = piece_from(text, at);
        is_done = piece.end == text.len();
        at = if text.as_bytes().get(piece.end) == Some(&b'\n') { piece.end + 1 } else { piece.end };
        Some(piece)
    })
    .flat_map(move |piece| in_piece(text, piece))
    .filter(move |sentence| sentence.start < range.end && range.start < sentence.end)
}

/// The piece of a line that starts at `start`, without the line's end.
fn piece_from(text: &str, start: usize) -> Range<usize> {
    // More than a piece can take; a giant line is not read to its end for each of its pieces.
    let end = char_floor(text, start.saturating_add(2 * MAX_PIECE_BYTES));
    let line = text.get(start..end).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
    start..start + first_piece(line)
}

/// The piece of a line that holds `byte`.
fn piece_at(text: &str, byte: usize) -> Range<usize> {
    let before = text.get(..byte).unwrap_or_default();
    let mut piece = piece_from(text, before.rfind('\n').map_or(0, |newline| newline + 1));
    while piece.end <= byte && piece.end < text.len() && text.as_bytes().get(piece.end) != Some(&b'\n') {
        piece = piece_from(text, piece.end);
    }
    piece
}

/// The sentences of one piece, trimmed, none empty.
fn in_piece(text: &str, piece: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let words = text.get(piece.clone()).unwrap_or_default();
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut start = 0;
    segmenter
        .segment_str(words)
        .filter(move |boundary| {
            let (before, after) = words.split_at_checked(*boundary).unwrap_or_default();
            after.is_empty() || ends_sentence(before, after)
        })
        .filter_map(move |boundary| {
            let sentence = words.get(start..boundary)?;
            let from = start + (sentence.len() - sentence.trim_start().len());
            start = boundary;
            let trimmed = sentence.trim();
            (!trimmed.is_empty()).then(|| piece.start + from..piece.start + from + trimmed.len())
        })
}

/// Whether the point before a proposed boundary ends a sentence, and not only a word.
fn ends_sentence(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let Some(without_point) = before.strip_suffix('.') else { return true };
    let word = without_point.rsplit(|c: char| c.is_whitespace() || "([“‘\"'".contains(c)).next().unwrap_or_default();
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let lower = word.to_lowercase();
    let stands_before_number = BEFORE_NUMBERS.contains(&lower.as_str()) && after.starts_with(|c: char| c.is_ascii_digit());
    if is_initial || stands_before_number || TITLES.contains(&lower.as_str()) {
        return false;
    }
    if word.contains('.') && word.split('.').all(|part| part.chars().count() == 1) {
        let next = after.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
        return OPENERS.contains(&next.to_lowercase().as_str());
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, 0..text.len()).filter_map(|sentence| text.get(sentence)).collect()
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        for (text, expected) in [
            ("Mr. Smith said so. He left.", vec!["Mr. Smith said so.", "He left."]),
            ("George W. Bush and J. R. Tolkien met. Dr. No won.", vec!["George W. Bush and J. R. Tolkien met.", "Dr. No won."]),
            ("In the U.S. Senate nothing moved.", vec!["In the U.S. Senate nothing moved."]),
            ("He lives in the U.S. The rest is known.", vec!["He lives in the U.S.", "The rest is known."]),
            ("At 5 a.m. Moscow time. Then it rose 4.8 per cent.", vec!["At 5 a.m. Moscow time.", "Then it rose 4.8 per cent."]),
            ("He said no. Then No. 10 spoke.", vec!["He said no.", "Then No. 10 spoke."]),
            ("“We struck.” They said: “No!” Why?", vec!["“We struck.”", "They said: “No!”", "Why?"]),
            ("One\nline  \n\n two. ", vec!["One", "line", "two."]),
            ("これは文です。次の文。", vec!["これは文です。", "次の文。"]),
            ("", vec![]),
            (" \n \u{a0}", vec![]),
        ] {
            assert_eq!(split(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_sentence_at_any_byte_is_the_one_around_it() {
        let text = "Yes. It is so.\n\nNext.";
        for (byte, sentence) in
            [(0, "Yes."), (4, "Yes."), (5, "It is so."), (14, "It is so."), (15, ""), (16, "Next."), (21, "Next."), (99, "Next.")]
        {
            assert_eq!(text.get(sentence_at(text, byte)), Some(sentence), "at {byte}");
        }
    }

    #[test]
    fn only_sentences_of_the_range_are_named() {
        let text = "One. Two. Three.\nFour.";
        let in_range: Vec<_> = sentences(text, 6..17).filter_map(|s| text.get(s)).collect();
        assert_eq!(in_range, ["Two.", "Three."]);
        assert_eq!(sentences(text, 4..5).count(), 0);
    }

    #[test]
    fn a_giant_line_is_read_piece_by_piece() {
        let text = "A short sentence. ".repeat(5000);
        assert_eq!(split(&text).len(), 5000);
        let last = text.len() - 10;
        assert_eq!(text.get(sentence_at(&text, last)), Some("A short sentence."));
        // Its pieces are those of the paragraphs.
        let paragraphs = crate::text::paragraphs::Paragraphs::new(text.as_str().into());
        let mut at = 0;
        for index in 0..paragraphs.count() {
            assert_eq!(piece_from(&text, at), paragraphs.range(index));
            at = paragraphs.whole(index).end;
        }
    }
}
