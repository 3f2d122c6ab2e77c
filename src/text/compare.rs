//! Holds a quoted passage against the text it is said to be from, word for word, and finds how long two texts run alike.

mod align;
mod shared;
mod tokens;

use std::collections::HashMap;
use std::ops::Range;

use crate::text::compare::align::Pattern;
use crate::text::compare::tokens::{each_token, each_token_at};

pub use crate::text::compare::shared::shared_run;

/// Longer passages are looked for only as they are.
const MOST_PASSAGE_WORDS: usize = 100_000;
/// How many likely places of a piece are looked at closely.
const MOST_PLACES: usize = 8;
/// Steps that looking closely at one piece may take, and words that may be read over for all pieces: each less than a second.
const MOST_STEPS: usize = 100_000_000;
const MOST_READ: usize = 100_000_000;
/// Stands for each word of the text that is not in the passage.
const ELSEWHERE: u32 = 0;

/// Whether a passage stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Word for word.
    There,
    /// But for so many words, marks counted as words, that are substituted, missing or extra.
    Differs {
        /// At least 1.
        words: usize,
    },
    /// Not even nearly.
    Missing,
}

/// Looks for `passage` in `text`. White space and what is not seen does not count, nor which kind of quotes or dashes is used; case and
/// every other mark does. An ellipsis, also in brackets, stands for any words. A passage without words is [`Held::Missing`].
///
/// A passage differs only where no more than 3 words or a fifth of them do, and fewer than half. The time is linear in the text; of very
/// many nearly right places some are looked at, so that the number may be too high or the answer `Missing`, but never `There` by mistake.
pub fn hold(passage: &str, text: &str) -> Held {
    seek(passage, text).0
}

/// The bytes of `text` in which `passage` stands, or nearly does; `None` where it is [`Held::Missing`]. A word that differs at either end
/// may be left out.
pub fn nearest(passage: &str, text: &str) -> Option<Range<usize>> {
    let (held, place) = seek(passage, text);
    let mut bytes: Option<Range<usize>> = None;
    let mut at = 0;
    each_token_at(text, |_, _, token| {
        if place.contains(&at) {
            let start = bytes.as_ref().map_or(token.start, |bytes| bytes.start);
            bytes = Some(start..token.end);
        }
        at += 1;
    });
    bytes.filter(|_| held != Held::Missing)
}

/// How a passage stands in a text, and from which word of it to which.
fn seek(passage: &str, text: &str) -> (Held, Range<usize>) {
    let missing = (Held::Missing, 0..0);
    let (pieces, kinds) = pieces(passage);
    let len: usize = pieces.iter().map(Vec::len).sum();
    if len == 0 {
        return missing;
    }
    let mut words = Vec::with_capacity(text.len() / 6);
    each_token(text, |token, _| words.push(kinds.get(token).copied().unwrap_or(ELSEWHERE)));
    let most = if len > MOST_PASSAGE_WORDS { 0 } else { (len / 5).max(3).min((len - 1) / 2) };
    let mut differing = 0;
    let mut at = 0;
    let mut start = None;
    let mut read = 0_usize;
    for piece in &pieces {
        let rest = words.get(at..).unwrap_or_default();
        if let Some(end) = find(piece, rest) {
            start = start.or(Some(at + end - piece.len()));
            at += end;
            continue;
        }
        read = read.saturating_add(rest.len() + kinds.len());
        if differing == most || read > MOST_READ {
            return missing;
        }
        let (cost, end) = find_nearly(piece, rest, most - differing, kinds.len() + 1);
        differing += cost;
        if differing > most {
            return missing;
        }
        start = start.or_else(|| Some(at + start_of(piece, rest.get(..end)?, most, kinds.len() + 1)));
        at += end;
    }
    let held = if differing == 0 { Held::There } else { Held::Differs { words: differing } };
    (held, start.unwrap_or(at)..at)
}

/// Where the place begins that ends with `words` and is nearest to `piece`: the same looked for from behind.
fn start_of(piece: &[u32], words: &[u32], most: usize, kinds: usize) -> usize {
    let backwards = |words: &[u32]| words.iter().rev().copied().collect::<Vec<u32>>();
    let near = words.get(words.len().saturating_sub(piece.len() + most)..).unwrap_or_default();
    let (_, len) = Pattern::new(&backwards(piece), kinds).best(&backwards(near));
    words.len() - len
}

/// The words of a passage between its ellipses, by number, and the numbers; none of the pieces is empty.
fn pieces(passage: &str) -> (Vec<Vec<u32>>, HashMap<String, u32>) {
    let mut tokens: Vec<String> = Vec::new();
    each_token(passage, |token, _| tokens.push(token.to_owned()));
    let mut kinds: HashMap<String, u32> = HashMap::new();
    let mut pieces = vec![Vec::new()];
    let mut rest = tokens.as_slice();
    let is_any = |token: Option<&String>, marks: [&str; 2]| token.is_some_and(|token| marks.contains(&token.as_str()));
    while let Some((token, after)) = rest.split_first() {
        let is_bracket = is_any(Some(token), ["[", "("]);
        let gap = gap_len(if is_bracket { after } else { rest });
        let after_gap = rest.get(gap + usize::from(is_bracket)..).unwrap_or_default();
        if gap > 0 && (!is_bracket || is_any(after_gap.first(), ["]", ")"])) {
            rest = after_gap.get(usize::from(is_bracket)..).unwrap_or_default();
            pieces.push(Vec::new());
            continue;
        }
        let next = kinds.len() as u32 + 1;
        let kind = *kinds.entry(token.clone()).or_insert(next);
        if let Some(piece) = pieces.last_mut() {
            piece.push(kind);
        }
        rest = after;
    }
    pieces.retain(|piece| !piece.is_empty());
    (pieces, kinds)
}

/// How many of the first tokens are an ellipsis: `…`, or three or more points.
fn gap_len(tokens: &[String]) -> usize {
    let points = tokens.iter().take_while(|token| *token == "." || *token == "…").count();
    let has_ellipsis = tokens.iter().take(points).any(|token| token == "…");
    if has_ellipsis || points >= 3 { points } else { 0 }
}

/// Where the first place ends at which all of `piece` stands in a row: Knuth, Morris and Pratt.
fn find(piece: &[u32], words: &[u32]) -> Option<usize> {
    // For each length of a beginning of the piece, the longest shorter beginning that it ends with.
    let mut shorter: Vec<usize> = Vec::with_capacity(piece.len());
    let go_on = |shorter: &[usize], mut matched: usize, word: &u32| {
        while matched > 0 && piece.get(matched) != Some(word) {
            matched = shorter.get(matched - 1).copied().unwrap_or(0);
        }
        if piece.get(matched) == Some(word) { matched + 1 } else { 0 }
    };
    let mut matched = 0;
    for (index, word) in piece.iter().enumerate() {
        matched = if index == 0 { 0 } else { go_on(&shorter, matched, word) };
        shorter.push(matched);
    }
    matched = 0;
    for (index, word) in words.iter().enumerate() {
        matched = go_on(&shorter, matched, word);
        if matched == piece.len() {
            return Some(index + 1);
        }
    }
    None
}

/// In how many words `piece` differs from its best place, and where that ends; all of them, and 0, where there is none.
fn find_nearly(piece: &[u32], words: &[u32], most: usize, kinds: usize) -> (usize, usize) {
    let width = piece.len() + most;
    let pattern = Pattern::new(piece, kinds);
    let places = likely_places(piece, words, most, kinds);
    let many = (MOST_STEPS / pattern.steps(2 * width).max(1)).clamp(1, MOST_PLACES);
    let mut best = (piece.len(), 0);
    for (_, start) in places.into_iter().take(many) {
        let around = words.get(start..words.len().min(start + 2 * width)).unwrap_or_default();
        let (cost, end) = pattern.best(around);
        if cost < best.0 || (cost == best.0 && start + end < best.1) {
            best = (cost, start + end);
        }
    }
    best
}

/// Starts of stretches, each twice as wide as a place can be, that hold enough words of `piece`, the likeliest first.
fn likely_places(piece: &[u32], words: &[u32], most: usize, kinds: usize) -> Vec<(usize, usize)> {
    let width = piece.len() + most;
    let mut lacking = vec![0_isize; kinds];
    let mut follower = vec![ELSEWHERE; kinds];
    for (index, word) in piece.iter().enumerate() {
        if let (Some(lacking), Some(follower)) = (lacking.get_mut(*word as usize), follower.get_mut(*word as usize)) {
            *lacking += 1;
            if *follower == ELSEWHERE {
                *follower = piece.get(index + 1).copied().unwrap_or(ELSEWHERE);
            }
        }
    }
    // Pairs only help to tell which of many places is the likelier.
    let is_pair = |index: usize| match (index.checked_sub(1).and_then(|before| words.get(before)), words.get(index)) {
        (Some(before), Some(word)) => *word != ELSEWHERE && follower.get(*before as usize) == Some(word),
        _ => false,
    };
    let (mut shared, mut pairs) = (0_usize, 0_usize);
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut best_here = 0;
    for (index, word) in words.iter().enumerate() {
        if *word != ELSEWHERE
            && let Some(lacking) = lacking.get_mut(*word as usize)
        {
            shared += usize::from(*lacking > 0);
            *lacking -= 1;
        }
        pairs += usize::from(is_pair(index));
        if let Some(out) = index.checked_sub(width) {
            let gone = words.get(out).copied().unwrap_or(ELSEWHERE);
            if gone != ELSEWHERE
                && let Some(lacking) = lacking.get_mut(gone as usize)
            {
                *lacking += 1;
                shared -= usize::from(*lacking > 0);
            }
            pairs -= usize::from(is_pair(out));
        }
        if shared > 0 && shared + most >= piece.len() {
            best_here = best_here.max(shared + pairs);
        }
        let start = (index + 1).saturating_sub(width);
        let ends_stretch = start % width == width - 1 || index + 1 == words.len();
        if ends_stretch && best_here > 0 {
            let stretch = start - start % width;
            let rank = places.partition_point(|(score, _)| *score >= best_here);
            if rank < MOST_PLACES {
                places.insert(rank, (best_here, stretch));
                places.truncate(MOST_PLACES);
            }
        }
        if ends_stretch {
            best_here = 0;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFFERS_IN_1: Held = Held::Differs { words: 1 };

    fn check(text: &str, cases: &[(&str, Held)]) {
        for (passage, expected) in cases {
            assert_eq!(hold(passage, text), *expected, "{passage:?} in {text:?}");
        }
    }

    #[test]
    fn a_passage_is_there_however_its_spaces_quotes_and_dashes_are_made() {
        check(
            "“We struck\u{a0}the depot,” the\r\n\r\nFront’s speaker said — twice. No-one was hurt, 1,200 fled. cafe\u{301} 🚒🏽 burned!",
            &[
                ("We struck the depot", Held::There),
                ("\"We  struck\tthe depot,\" the Front's speaker said - twice.", Held::There),
                ("the Fro\u{ad}nt\u{200b}’s speaker said -- twice", Held::There),
                ("No‑one was hurt, 1,200 fled", Held::There),
                ("cafe\u{301} 🚒🏽 burned!", Held::There),
                ("hurt", Held::There),
                ("We struck The depot", DIFFERS_IN_1),
                ("No-one was hurt; 1,200 fled", DIFFERS_IN_1),
                ("No-one was hurt, 12,00 fled", DIFFERS_IN_1),
                ("the Front speaker said — twice", DIFFERS_IN_1),
                ("cafe 🚒🏽 burned!", DIFFERS_IN_1),
                ("trucks", Held::Missing),
                ("", Held::Missing),
                (" \u{200b}…", Held::Missing),
            ],
        );
        check("", &[("We", Held::Missing), ("", Held::Missing)]);
    }

    #[test]
    fn an_ellipsis_lets_words_be_left_out_but_not_put_in_another_order() {
        check(
            "The order to open the gates did not come from our control room. It came ... from outside, by night.",
            &[
                ("The order … did not come from our control room", Held::There),
                ("The order [...] did not come (…) by night.", Held::There),
                ("…The order to open. . . .outside...", Held::There),
                ("did not come from our control room … The order", Held::Differs { words: 2 }),
                ("It came … from outside, by night … The order to open the gates did not come", Held::Missing),
                ("The order … did not come from their control room", DIFFERS_IN_1),
                ("The order did not come from our control room", Held::Differs { words: 2 }),
                ("The order to [open] the gates did not come from our control room", Held::Differs { words: 2 }),
                ("the gates did come from our … by night, from outside", Held::Missing),
            ],
        );
    }

    #[test]
    fn a_passage_differs_where_few_of_its_words_do() {
        let text =
            format!("{} we struck the old depot at night with nine drones and left {}", "far away ".repeat(900), "they say ".repeat(900));
        check(
            &text,
            &[
                ("we struck the depot at night with nine drones", DIFFERS_IN_1),
                ("we struck the very old depot at night", DIFFERS_IN_1),
                ("we hit the old depot by night with ten drones", Held::Differs { words: 3 }),
                ("we hit the old depots by night with ten drones", Held::Missing),
                ("they struck the new depot", Held::Differs { words: 2 }),
                ("a depot", Held::Missing),
                ("night drones", Held::Missing),
                ("drones nine with night at depot old the struck we", Held::Missing),
            ],
        );
        let long: Vec<String> = (0..300).map(|word| format!("w{word}")).collect();
        let changed =
            |by: usize| long.iter().enumerate().map(|(at, word)| if at % by == 1 { "x" } else { word }).collect::<Vec<_>>().join(" ");
        check(&long.join(" "), &[(&changed(5), Held::Differs { words: 60 }), (&changed(4), Held::Missing)]);
    }

    #[test]
    fn scripts_without_spaces_or_case_are_held_too() {
        check(
            "当局は、爆発で84人が死亡したと発表した。 قال المتحدث إن الجيش قصف المستودع ليلا، ولم يصب أحد. กรุงเทพมหานครน้ำท่วม",
            &[
                ("爆発で84人が死亡", Held::There),
                ("爆発で 84 人が\n死亡した", Held::There),
                ("爆発で85人が死亡した", DIFFERS_IN_1),
                ("地震で津波が", Held::Missing),
                ("إن الجيش قصف\u{a0}المستودع", Held::There),
                ("إن الجيش هاجم المستودع", DIFFERS_IN_1),
                ("น้ำท่วม", Held::There),
            ],
        );
    }

    #[test]
    fn the_words_that_are_nearest_are_shown() {
        let text =
            "Notice. “We struck the old\u{a0}depot at night,” the Front’s speaker said — nobody was hurt. 当局は爆発で84人が死亡した";
        for (passage, expected) in [
            ("We struck the old depot", Some("We struck the old\u{a0}depot")),
            ("We struck the new depot at night", Some("We struck the old\u{a0}depot at night")),
            ("We struck the depot at night", Some("We struck the old\u{a0}depot at night")),
            ("We all struck the old depot at", Some("We struck the old\u{a0}depot at")),
            ("struck the depot … nobody was harmed", Some("struck the old\u{a0}depot at night,” the Front’s speaker said — nobody was")),
            ("爆発で85人が", Some("爆発で84人が")),
            ("the river rose", None),
            ("", None),
        ] {
            let found = nearest(passage, text).and_then(|bytes| text.get(bytes));
            assert_eq!(found, expected, "{passage}");
        }
    }

    #[test]
    fn passages_made_to_be_slow_are_answered_all_the_same() {
        let same = "a ".repeat(20_000);
        assert_eq!(hold(&"a ".repeat(5000), &same), Held::There);
        assert_eq!(hold(&format!("{}b {0}", "a ".repeat(1000)), &same), DIFFERS_IN_1);
        assert_eq!(hold(&"a … b … ".repeat(500), &same), Held::Missing);
        assert_eq!(hold(&"a b ".repeat(2000), &same), Held::Missing);
        assert_eq!(hold(&"a … ".repeat(5000), &same), Held::There);
        // Longer than is looked at closely.
        assert_eq!(hold(&format!("{}b", ", ".repeat(100_000)), &",".repeat(100_001)), Held::Missing);
    }
}
