//! Which words of two texts are not in the other, in their order: for readers who see one beside the other.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::{graphemes, words};

/// Cells of the table of common words; longer changes count as changed from their first word to their last.
const MOST_CELLS: usize = 4_000_000;

/// The bytes of each text that are not in the other, cut between words and marks; none is empty, and no two of them touch.
///
/// White space alone between two changes is part of them.
pub fn changed(before: &str, after: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (old, new) = (pieces(before), pieces(after));
    let (old_kinds, new_kinds) = kinds((before, &old), (after, &new));
    let first = old_kinds.iter().zip(&new_kinds).take_while(|(old, new)| old == new).count();
    let room = old.len().min(new.len()) - first;
    let last = old_kinds.iter().rev().zip(new_kinds.iter().rev()).take(room).take_while(|(old, new)| old == new).count();
    let (old_middle, new_middle) = (first..old.len() - last, first..new.len() - last);
    let (gone, come) = apart(old_kinds.get(old_middle.clone()).unwrap_or_default(), new_kinds.get(new_middle.clone()).unwrap_or_default());
    (joined(before, old.get(old_middle).unwrap_or_default(), &gone), joined(after, new.get(new_middle).unwrap_or_default(), &come))
}

/// A text as words, white space and what else stands between them, without a gap.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    // What is found is taken apart before its white space: after a combining mark that is found as one with the word.
    let mut push = |piece: Range<usize>| {
        let end = piece.start + text.get(piece.clone()).unwrap_or_default().trim_end().len();
        pieces.extend([piece.start..end, end..piece.end].into_iter().filter(|piece| !piece.is_empty()));
    };
    let mut at = 0;
    for word in words::words(text) {
        push(at..word.start);
        at = word.end;
        push(word);
    }
    push(at..text.len());
    pieces
}

/// A number for each piece, the same for the same.
fn kinds<'a>(before: (&'a str, &[Range<usize>]), after: (&'a str, &[Range<usize>])) -> (Vec<usize>, Vec<usize>) {
    let mut known: HashMap<&'a str, usize> = HashMap::new();
    let mut number = |(text, pieces): (&'a str, &[Range<usize>])| {
        let each = pieces.iter().map(|piece| {
            let next = known.len();
            *known.entry(text.get(piece.clone()).unwrap_or_default()).or_insert(next)
        });
        each.collect::<Vec<_>>()
    };
    (number(before), number(after))
}

/// For each piece whether it is not among the longest row of pieces that both have.
fn apart(old: &[usize], new: &[usize]) -> (Vec<bool>, Vec<bool>) {
    let (mut gone, mut come) = (vec![true; old.len()], vec![true; new.len()]);
    let width = new.len() + 1;
    if old.len().saturating_add(1).saturating_mul(width) > MOST_CELLS {
        return (gone, come);
    }
    // How long a row the rest of both from each pair of places has.
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    let length = |longest: &[u32], row: usize, column: usize| longest.get(row * width + column).copied().unwrap_or(0);
    for (row, old) in old.iter().enumerate().rev() {
        for (column, new) in new.iter().enumerate().rev() {
            let best = if old == new {
                length(&longest, row + 1, column + 1) + 1
            } else {
                length(&longest, row + 1, column).max(length(&longest, row, column + 1))
            };
            if let Some(cell) = longest.get_mut(row * width + column) {
                *cell = best;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    while let (Some(one), Some(other)) = (old.get(row), new.get(column)) {
        if one == other {
            if let (Some(gone), Some(come)) = (gone.get_mut(row), come.get_mut(column)) {
                (*gone, *come) = (false, false);
            }
            (row, column) = (row + 1, column + 1);
        } else if length(&longest, row + 1, column) >= length(&longest, row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    (gone, come)
}

/// The pieces that are marked, those that touch as one.
fn joined(text: &str, pieces: &[Range<usize>], marked: &[bool]) -> Vec<Range<usize>> {
    let is_marked = |at: usize| marked.get(at).copied().unwrap_or(false);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let is_space = text.get(piece.clone()).is_some_and(|words| words.trim().is_empty());
        let is_between = is_space && at > 0 && is_marked(at - 1) && is_marked(at + 1);
        if !is_marked(at) && !is_between {
            continue;
        }
        match ranges.last_mut().filter(|last| last.end == piece.start) {
            Some(last) => last.end = piece.end,
            None => ranges.push(piece.clone()),
        }
    }
    ranges
}

/// Letters that are shown before and behind what differs.
const AROUND_CHARS: usize = 30;

/// What two texts are to be told by, in at most so many letters: short ones whole, long ones from a little before the first place where they
/// differ to a little behind the last, with an ellipsis where something is left out.
pub fn around(before: &str, after: &str, most_chars: usize) -> [String; 2] {
    if before.char_indices().nth(most_chars).or(after.char_indices().nth(most_chars)).is_none() {
        return [before.to_owned(), after.to_owned()];
    }
    let same = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    let room = before.len().min(after.len()) - same;
    let same_at_end = before.bytes().rev().zip(after.bytes().rev()).take(room).take_while(|(one, other)| one == other).count();
    let lead = before.get(..graphemes::floor(before, same)).unwrap_or_default();
    let far = lead.char_indices().rev().nth(AROUND_CHARS).map_or(0, |(at, _)| at);
    // With whole words, where those are not too far away.
    let start = lead.get(far..).and_then(|near| near.find(char::is_whitespace)).map_or(far, |space| far + space + 1);
    let start = graphemes::floor(before, if far == 0 { 0 } else { start });
    [before, after].map(|text| {
        let behind = graphemes::char_floor(text, (text.len() - same_at_end).max(start));
        let behind = text.get(behind..).unwrap_or_default();
        let end = behind.char_indices().nth(AROUND_CHARS).map_or(text.len(), |(at, _)| text.len() - behind.len() + at);
        let shown = text.get(start..end).unwrap_or_default();
        let most = shown.char_indices().nth(most_chars).map_or(end, |(at, _)| start + at);
        let end = graphemes::floor(text, most).max(start);
        let shown = text.get(start..end).unwrap_or_default();
        format!("{}{shown}{}", if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both texts with what is not in the other between brackets.
    fn marked(before: &str, after: &str) -> (String, String) {
        let (gone, come) = changed(before, after);
        let mark = |text: &str, ranges: &[Range<usize>]| {
            let mut shown = text.to_owned();
            for range in ranges.iter().rev() {
                shown.insert(range.end, ']');
                shown.insert(range.start, '[');
            }
            shown
        };
        (mark(before, &gone), mark(after, &come))
    }

    #[test]
    fn words_that_changed_came_or_went_are_marked() {
        for (before, after, marked_before, marked_after) in [
            ("", "", "", ""),
            ("the same", "the same", "the same", "the same"),
            ("", "all new", "", "[all new]"),
            ("all gone", "", "[all gone]", ""),
            ("nine drones struck", "ten drones struck", "[nine] drones struck", "[ten] drones struck"),
            ("one two three four", "one four", "one [two three ]four", "one four"),
            ("a b c d", "x y c z", "[a b] c [d]", "[x y] c [z]"),
            ("He said so.", "He said so!", "He said so[.]", "He said so[!]"),
            ("one\ntwo", "one two", "one[\n]two", "one[ ]two"),
            ("قال المتحدث نعم", "قال الوزير نعم", "قال [المتحدث] نعم", "قال [الوزير] نعم"),
            // A letter and its mark are one word.
            ("cafe\u{301} open", "cafe open", "[cafe\u{301}] open", "[cafe] open"),
        ] {
            let (one, other) = marked(before, after);
            assert_eq!((one.as_str(), other.as_str()), (marked_before, marked_after), "{before:?} {after:?}");
        }
    }

    #[test]
    fn a_very_long_change_is_marked_from_its_first_word_to_its_last() {
        let before = format!("begin {}end", "one two three ".repeat(2000));
        let after = format!("begin {}end", "four five six ".repeat(2000));
        let (gone, come) = changed(&before, &after);
        assert_eq!((gone.len(), come.len()), (1, 1));
        assert_eq!(gone[0].start, "begin ".len());
    }

    #[test]
    fn long_texts_are_told_by_what_differs_in_them() {
        let many = "and so on ".repeat(500_000);
        for (before, after, expected) in [
            (String::new(), "new".to_owned(), ["", "new"]),
            ("nine".to_owned(), "ten".to_owned(), ["nine", "ten"]),
            (
                format!("{many}nine drones. {many}"),
                format!("{many}ten drones. {many}"),
                [
                    "…and so on and so on and so on nine drones. and so on and so on a…",
                    "…and so on and so on and so on ten drones. and so on and so on a…",
                ],
            ),
            (format!("{many}é"), format!("{many}è"), ["…and so on and so on and so on é", "…and so on and so on and so on è"]),
            (many.clone(), String::new(), ["and so on and so on and so on and so on and so on and so on and so on and so on…", ""]),
            (many.clone(), many.clone(), ["…and so on and so on and so on ", "…and so on and so on and so on "]),
            (
                format!("{many}e\u{301}"),
                format!("{many}e"),
                ["…and so on and so on and so on e\u{301}", "…and so on and so on and so on e"],
            ),
        ] {
            assert_eq!(around(&before, &after, 79), expected);
        }
    }
}
