//! What a drag means: selecting, or moving an edge of a part. Places on screen become bytes here.

use std::ops::Range;

use crate::text::{graphemes, words};
use crate::ui::article_view::input::Mark;

/// What is being dragged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drag {
    /// A selection.
    Select {
        /// Where it began.
        anchor: usize,
        /// Where the pointer is.
        head: usize,
    },
    /// An edge of a part.
    Edge {
        /// The part as it was.
        mark: Mark,
        /// The start, or else the end.
        is_start: bool,
        /// The part as it would be.
        new: Range<usize>,
    },
}

/// The bytes between two places of a drag, to whole words or, `by_char`, as they are; `None` where there is nothing between.
pub fn dragged_range(text: &str, anchor: usize, head: usize, by_char: bool) -> Option<Range<usize>> {
    let range = anchor.min(head)..anchor.max(head);
    let range = if by_char { range } else { words::snap(text, range) };
    (!range.is_empty()).then_some(range)
}

/// A part with one edge moved to `byte`, to the edge of a word or, `by_char`, of a character; never empty.
pub fn cut(text: &str, old: &Range<usize>, is_start: bool, byte: usize, by_char: bool) -> Range<usize> {
    let byte = if by_char { graphemes::floor(text, byte) } else { words::nearest_edge(text, byte) };
    if is_start {
        let latest = graphemes::prev(text, old.end);
        let start = byte.min(latest);
        // Words do not start with the space before them.
        let blank = text.get(start..latest).map_or(0, |words| words.len() - words.trim_start().len());
        start + if by_char { 0 } else { blank }..old.end
    } else {
        let earliest = graphemes::next(text, old.start);
        let end = byte.max(earliest);
        let blank = text.get(earliest..end).map_or(0, |words| words.len() - words.trim_end().len());
        old.start..end - if by_char { 0 } else { blank }
    }
}

/// How fast a drag beyond the view's edges moves the text, in points a second; `beyond` is negative above the view.
pub fn autoscroll_speed(beyond: f32) -> f64 {
    f64::from(beyond.clamp(-200.0, 200.0)) * 12.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drag_takes_whole_words_or_single_characters() {
        let text = "the sky is green";
        assert_eq!(dragged_range(text, 9, 5, false), Some(4..10));
        assert_eq!(dragged_range(text, 9, 5, true), Some(5..9));
        assert_eq!(dragged_range(text, 5, 5, false), None);
    }

    #[test]
    fn an_edge_moves_to_words_and_never_past_the_other_edge() {
        let text = "the sky is green";
        assert_eq!(cut(text, &(4..10), false, 14, false), 4..16);
        assert_eq!(cut(text, &(4..10), false, 12, false), 4..10);
        assert_eq!(cut(text, &(4..10), false, 0, false), 4..5);
        assert_eq!(cut(text, &(4..10), true, 1, false), 0..10);
        assert_eq!(cut(text, &(4..10), true, 7, false), 8..10);
        assert_eq!(cut(text, &(4..10), true, 99, true), 9..10);
        assert_eq!(cut(text, &(4..10), false, 7, true), 4..7);
    }
}
