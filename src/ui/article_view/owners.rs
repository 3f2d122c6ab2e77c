//! Which shown character each glyph of a laid-out paragraph stands for.
//!
//! egui means glyph number i to be character number i. That holds for most text, and where it does this file does nothing. It fails where
//! the shaper makes more glyphs than characters, and in every right-to-left word: there the glyphs come from left to right, so backwards,
//! followed by a run of empty ones for all but the first character.

use std::ops::Range;

use egui::Galley;

/// The shown character a glyph stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// Its number in the paragraph.
    pub shown: u32,
    /// How the glyph stands to its neighbours.
    pub run: Run,
}

/// How a glyph stands to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// What comes next in the text stands on its right.
    Forward,
    /// What comes next in the text stands on its left.
    Backward,
    /// It shows nothing: its character is shown by another one.
    Stray,
}

/// One glyph as far as its owner is concerned.
#[derive(Debug, Clone, Copy)]
struct Shaped {
    c: char,
    is_empty: bool,
}

/// For each glyph the shown character it stands for, or `None` where glyph i is character i. `right_to_left`: the runs of characters that were
/// laid out as right-to-left words, in order.
pub fn owners(shown: &str, galley: &Galley, right_to_left: &[Range<usize>]) -> Option<Box<[Owner]>> {
    let glyphs = galley.rows.iter().flat_map(|row| &row.glyphs).map(|glyph| Shaped { c: glyph.chr, is_empty: glyph.advance_width == 0.0 });
    if right_to_left.is_empty() {
        let same = glyphs.clone().map(|glyph| glyph.c).eq(shown.chars());
        let counts = || glyphs.clone().count() == shown.chars().count();
        if same || counts() {
            return None;
        }
    }
    let glyphs: Vec<Shaped> = glyphs.collect();
    let chars: Vec<char> = shown.chars().collect();
    let mut owners = Vec::with_capacity(glyphs.len());
    let mut at = 0;
    for word in right_to_left {
        forward(&chars, at..word.start, &glyphs, &mut owners);
        backward(&chars, word.clone(), &glyphs, &mut owners);
        at = word.end;
    }
    forward(&chars, at..chars.len(), &glyphs, &mut owners);
    // More glyphs than could be told apart stand for the last character.
    let last = chars.len().saturating_sub(1) as u32;
    owners.resize(glyphs.len(), Owner { shown: last, run: Run::Stray });
    Some(owners.into_boxed_slice())
}

/// Glyphs in the order of their characters. All glyphs of one cluster carry its first character, and there can be more of them than characters.
fn forward(chars: &[char], run: Range<usize>, glyphs: &[Shaped], owners: &mut Vec<Owner>) {
    let mut at = run.start;
    while at < run.end {
        let rest = glyphs.get(owners.len()..).unwrap_or_default();
        let (Some(glyph), Some(c)) = (rest.first(), chars.get(at)) else { return };
        let same = if glyph.c == *c { rest.iter().take_while(|other| other.c == *c).count() } else { 1 };
        let next = rest.get(same).map(|glyph| glyph.c);
        // So many characters that what follows them is what the glyphs go on with; at best one for each glyph.
        let fits = |count: &usize| at + count < run.end && chars.get(at + count).copied() == next;
        let count = (1..=same).rev().find(fits).unwrap_or(same.min(run.end - at));
        let numbers = (0..same).map(|number| at + number.min(count - 1));
        owners.extend(numbers.map(|shown| Owner { shown: shown as u32, run: Run::Forward }));
        at += count;
    }
}

/// Glyphs from the last character to the first, then the empty ones in the order of their characters.
fn backward(chars: &[char], word: Range<usize>, glyphs: &[Shaped], owners: &mut Vec<Owner>) {
    let letters = chars.get(word.clone()).unwrap_or_default();
    let run = glyphs.get(owners.len()..).unwrap_or_default();
    let Some((visible, of_first)) = visible_glyphs(letters, run) else {
        // The shaper did something else: one glyph for each character, in order, and none left over for what follows.
        let last = word.end.saturating_sub(1) as u32;
        forward(chars, word.clone(), glyphs, owners);
        while glyphs.get(owners.len()).is_some_and(|glyph| is_right_to_left(glyph.c) && chars.get(word.end) != Some(&glyph.c)) {
            owners.push(Owner { shown: last, run: Run::Stray });
        }
        return;
    };
    let mut at = letters.len();
    for (number, glyph) in run.iter().take(visible).enumerate() {
        let earlier = letters.get(..at).unwrap_or_default();
        let again = letters.get(at).filter(|c| **c == glyph.c).map(|_| at);
        let before_marks = earlier.iter().rposition(|c| !is_mark(*c)).filter(|place| earlier.get(*place) == Some(&glyph.c));
        // A mark above or below a letter has no width and the letter's character; or no glyph at all.
        let near = if glyph.is_empty { again.or(before_marks) } else { before_marks.or(again) };
        let far = || earlier.iter().rposition(|c| *c == glyph.c);
        at = if number + of_first >= visible { 0 } else { near.or_else(far).unwrap_or(at.saturating_sub(1)) };
        owners.push(Owner { shown: (word.start + at) as u32, run: Run::Backward });
    }
    let strays = word.start + of_first.min(letters.len())..word.end;
    owners.extend(strays.map(|shown| Owner { shown: shown as u32, run: Run::Stray }));
}

/// How many of the glyphs that begin with a backward word show it, and how many of these, the last, its first character. After them come empty
/// ones for all characters but so many of the first.
fn visible_glyphs(letters: &[char], run: &[Shaped]) -> Option<(usize, usize)> {
    let first = letters.first()?;
    let mut of_first = 0;
    for (number, glyph) in run.iter().enumerate() {
        of_first = if glyph.c == *first { of_first + 1 } else { 0 };
        let is_tail = |seen: &usize| {
            let rest = letters.get(*seen..).unwrap_or_default();
            let empty = run.get(number + 1..number + 1 + rest.len());
            empty.is_some_and(|empty| empty.iter().zip(rest).all(|(glyph, c)| glyph.is_empty && glyph.c == *c))
        };
        if let Some(seen) = (1..=of_first.min(letters.len())).find(is_tail) {
            return Some((number + 1, seen));
        }
        // Each letter has a few glyphs at most.
        if number > letters.len() * 4 {
            return None;
        }
    }
    None
}

/// The runs of right-to-left letters in `shown`, as bytes: words, for spaces and points between them belong to no direction.
pub fn right_to_left_words(shown: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for (byte, c) in shown.char_indices() {
        let goes_on = is_right_to_left(c) && (c.is_alphabetic() || is_mark(c));
        let starts = is_right_to_left(c) && c.is_alphabetic() && !is_mark(c);
        match open {
            Some(start) if !(goes_on || matches!(c, '\u{200c}' | '\u{200d}')) => {
                words.push(start..byte);
                open = starts.then_some(byte);
            }
            None if starts => open = Some(byte),
            _ => {}
        }
    }
    words.extend(open.map(|start| start..shown.len()));
    words
}

const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// What hangs on the letter before: marks and joiners.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{711}' | '\u{730}'..='\u{74a}' | '\u{7a6}'..='\u{7b0}'
        | '\u{7eb}'..='\u{7f3}' | '\u{8ca}'..='\u{8ff}' | '\u{1e944}'..='\u{1e94a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, empty_from: usize) -> Vec<Shaped> {
        text.chars().enumerate().map(|(number, c)| Shaped { c, is_empty: number >= empty_from }).collect()
    }

    fn numbers(owners: &[Owner]) -> Vec<u32> {
        owners.iter().map(|owner| owner.shown).collect()
    }

    #[test]
    fn a_backward_word_is_read_from_its_end_and_its_empty_glyphs_in_order() {
        let chars: Vec<char> = "abca".chars().collect();
        let mut owners = Vec::new();
        backward(&chars, 0..4, &glyphs("acbabca", 4), &mut owners);
        assert_eq!(numbers(&owners), [3, 2, 1, 0, 1, 2, 3]);
        // "bc" is one glyph, and "a" two.
        owners.clear();
        backward(&chars, 0..4, &glyphs("abaaca", 4), &mut owners);
        assert_eq!(numbers(&owners), [3, 1, 0, 0, 2, 3]);
    }

    #[test]
    fn a_word_in_plain_order_stays_in_order() {
        let chars: Vec<char> = "abc".chars().collect();
        let mut owners = Vec::new();
        backward(&chars, 0..3, &glyphs("abc", 9), &mut owners);
        assert_eq!(numbers(&owners), [0, 1, 2]);
    }

    #[test]
    fn a_character_with_two_glyphs_keeps_those_after_it_in_step() {
        let chars: Vec<char> = "abc".chars().collect();
        let mut owners = Vec::new();
        forward(&chars, 0..3, &glyphs("abbc", 9), &mut owners);
        assert_eq!(numbers(&owners), [0, 1, 1, 2]);
    }

    #[test]
    fn words_end_where_a_space_a_digit_or_another_script_begins() {
        let text = "a שָׁלוֹם ١٢ العربية،b";
        let words: Vec<_> = right_to_left_words(text).into_iter().filter_map(|word| text.get(word)).collect();
        assert_eq!(words, ["שָׁלוֹם", "العربية"]);
    }
}
