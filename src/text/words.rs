//! Words: the one at a place, a range grown to whole words, the next and the one before.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::text::graphemes::char_floor;

/// Bytes on either side that are read for the word at a place.
const WINDOW_BYTES: usize = 512;

/// The word, run of spaces or single mark that holds the character at `byte`; at the end of a text the last one; empty in an empty text.
pub fn word_at(text: &str, byte: usize) -> Range<usize> {
    let byte = char_floor(text, byte);
    let window = window(text, byte, byte);
    let mut last = byte..byte;
    for (segment, _) in segments(text, window) {
        if segment.end > byte {
            return segment;
        }
        last = segment;
    }
    last
}

/// `range` grown to whole words and freed of the white space at its ends; unchanged where nothing but white space is in it.
pub fn snap(text: &str, range: Range<usize>) -> Range<usize> {
    if range.is_empty() {
        return range;
    }
    let first = segment_around(text, range.start).map_or(range.start, |word| word.start);
    let last = segment_around(text, range.end).map_or(range.end, |word| word.end);
    let words = text.get(first..last).unwrap_or_default();
    let trimmed = words.trim();
    if trimmed.is_empty() {
        return range;
    }
    let start = first + (words.len() - words.trim_start().len());
    start..start + trimmed.len()
}

/// An edge of a part moved to `byte`: the nearer edge of the word it lies in.
pub fn nearest_edge(text: &str, byte: usize) -> usize {
    match segment_around(text, byte) {
        Some(word) if byte - word.start < word.end - byte => word.start,
        Some(word) => word.end,
        None => byte,
    }
}

/// Where the next word ends, as Ctrl+Shift+Right goes.
pub fn next_end(text: &str, byte: usize) -> usize {
    let mut at = char_floor(text, byte);
    while at < text.len() {
        let window = window(text, at, at);
        let found = segments(text, window.clone()).find(|(segment, is_word)| *is_word && segment.end > at);
        if let Some((segment, _)) = found {
            return segment.end;
        }
        at = if window.end > at { window.end } else { at + text.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8) };
    }
    text.len()
}

/// Where the word before starts, as Ctrl+Shift+Left goes.
pub fn prev_start(text: &str, byte: usize) -> usize {
    let mut at = char_floor(text, byte);
    while at > 0 {
        let before = char_floor(text, at - 1);
        let window = window(text, before, at);
        let found = segments(text, window.clone()).filter(|(segment, is_word)| *is_word && segment.start < at).last();
        if let Some((segment, _)) = found {
            return segment.start;
        }
        at = window.start.min(before);
    }
    0
}

/// Every word of `text` in order: letters, numbers, ideographs; no spaces or marks.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    segments(text, 0..text.len()).filter(|(_, is_word)| *is_word).map(|(segment, _)| segment)
}

/// The word or run that has `byte` strictly inside.
fn segment_around(text: &str, byte: usize) -> Option<Range<usize>> {
    let window = window(text, byte, byte);
    segments(text, window).map(|(segment, _)| segment).find(|segment| segment.start < byte && byte < segment.end)
}

fn segments(text: &str, window: Range<usize>) -> impl Iterator<Item = (Range<usize>, bool)> {
    let start = window.start;
    let part = text.get(window).unwrap_or_default();
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let mut last = start;
    segmenter.segment_str(part).iter_with_word_type().skip(1).map(move |(boundary, kind)| {
        let segment = last..start + boundary;
        last = segment.end;
        (segment, kind.is_word_like())
    })
}

/// A stretch around `from..to` that begins and ends where words surely do: at a line's end or beside a space.
fn window(text: &str, from: usize, to: usize) -> Range<usize> {
    let earliest = char_floor(text, from.saturating_sub(WINDOW_BYTES));
    let before = text.get(earliest..from).unwrap_or_default();
    let start = match before.rfind('\n') {
        Some(newline) => earliest + newline + 1,
        None if earliest == 0 => 0,
        None => before.find(' ').map_or(earliest, |space| earliest + space),
    };
    let latest = char_floor(text, to.saturating_add(WINDOW_BYTES));
    let after = text.get(to..latest).unwrap_or_default();
    let end = match after.find('\n') {
        // A line's end is a segment of its own where the place is right before it.
        Some(0) => to + 1,
        Some(newline) => to + newline,
        None if latest == text.len() => latest,
        None => after.rfind(' ').map_or(latest, |space| to + space),
    };
    start..end.max(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_from_any_of_its_letters() {
        let text = "He doesn’t know, “maybe”.\nNext";
        for (byte, word) in [(0, "He"), (1, "He"), (2, " "), (3, "doesn’t"), (11, "doesn’t"), (13, "know"), (17, ","), (22, "maybe")] {
            assert_eq!(text.get(word_at(text, byte)), Some(word), "at {byte}");
        }
        assert_eq!(text.get(word_at(text, text.len())), Some("Next"));
        assert_eq!(text.get(word_at(text, 31)), Some("\n"));
        assert_eq!(word_at("", 0), 0..0);
    }

    #[test]
    fn a_dragged_range_grows_to_words_and_loses_its_outer_spaces() {
        let text = "the sky is green today";
        for (range, words) in [(5..9, "sky is"), (3..7, "sky"), (4..7, "sky"), (0..22, "the sky is green today"), (3..4, " ")] {
            assert_eq!(text.get(snap(text, range.clone())), Some(words), "{range:?}");
        }
        assert_eq!(snap(text, 5..5), 5..5);
    }

    #[test]
    fn words_are_walked_over_lines_in_both_directions() {
        let text = format!("one two\n\n  three{}four", " ".repeat(2000));
        let mut at = 0;
        let mut ends = Vec::new();
        while at < text.len() {
            at = next_end(&text, at);
            ends.push(at);
        }
        assert_eq!(ends, [3, 7, 16, text.len()]);
        let mut starts = Vec::new();
        while at > 0 {
            at = prev_start(&text, at);
            starts.push(at);
        }
        assert_eq!(starts, [2016, 11, 4, 0]);
    }

    #[test]
    fn an_edge_goes_to_the_nearer_end_of_its_word() {
        assert_eq!(nearest_edge("one seven two", 5), 4);
        assert_eq!(nearest_edge("one seven two", 8), 9);
        assert_eq!(nearest_edge("one seven two", 4), 4);
    }

    #[test]
    fn words_are_counted_without_marks() {
        assert_eq!(words("“Yes,” he said: 4.8 per cent – don’t.").count(), 7);
        assert_eq!(words("世界").count(), 1);
    }
}
