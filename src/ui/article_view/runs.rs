//! Overlapping marks made readable: the tints flattened into runs that do not overlap, the lines set one below the other.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::ui::article_view::input::{Mark, MarkLook};

/// Lines below each other; what lies deeper shares the last.
pub const LEVELS: usize = 3;

/// A stretch of text with one tint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the article.
    pub bytes: Range<usize>,
    /// The look of the innermost statement.
    pub look: MarkLook,
    /// How strong.
    pub strength: Strength,
}

/// How strong a tint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// One statement.
    Single,
    /// Several.
    Shared,
    /// One of them has the focus.
    Focused,
}

/// The tints of all marks as runs in order, none overlapping. Hollow facts have no tint unless they have the focus.
pub fn flatten(marks: &[Mark]) -> Vec<Run> {
    let mut tinted: Vec<&Mark> =
        marks.iter().filter(|mark| mark.start < mark.end && (mark.is_focused || mark.look != MarkLook::HollowFact)).collect();
    // Where two start together the longer is the outer one.
    tinted.sort_by_key(|mark| (mark.start, Reverse(mark.end)));
    let mut bounds: Vec<usize> = tinted.iter().flat_map(|mark| [mark.start, mark.end]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let mut ends: Vec<usize> = tinted.iter().map(|mark| mark.end).collect();
    ends.sort_unstable();
    let (mut started, mut ended) = (0, 0);
    // Open marks in the order they start, so the innermost is last; those that ended earlier than one inside them are taken off late.
    let mut open: Vec<&Mark> = Vec::new();
    let mut open_focused: Vec<&Mark> = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    for (from, to) in bounds.iter().zip(bounds.iter().skip(1)) {
        while let Some(mark) = tinted.get(started).filter(|mark| mark.start <= *from) {
            open.push(mark);
            if mark.is_focused {
                open_focused.push(mark);
            }
            started += 1;
        }
        while ends.get(ended).is_some_and(|end| *end <= *from) {
            ended += 1;
        }
        for stack in [&mut open, &mut open_focused] {
            while stack.last().is_some_and(|mark| mark.end <= *from) {
                stack.pop();
            }
        }
        let Some(innermost) = open.last() else { continue };
        let (look, strength) = match open_focused.last() {
            Some(focused) => (focused.look, Strength::Focused),
            None if started - ended > 1 => (innermost.look, Strength::Shared),
            None => (innermost.look, Strength::Single),
        };
        match runs.last_mut() {
            Some(run) if run.bytes.end == *from && run.look == look && run.strength == strength => run.bytes.end = *to,
            _ => runs.push(Run { bytes: *from..*to, look, strength }),
        }
    }
    runs
}

/// A line below words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Bytes of the article.
    pub bytes: Range<usize>,
    /// The look of its statement.
    pub look: MarkLook,
    /// 0 nearest to the words.
    pub level: usize,
}

/// The lines below all marks. On the last level, where any number of statements may lie over each other, those of one look become one.
pub fn lines(marks: &[Mark]) -> Vec<Line> {
    let of = |mark: &Mark, level| Line { bytes: mark.range(), look: mark.look, level };
    let (mut lines, mut last): (Vec<Line>, Vec<Line>) =
        marks.iter().zip(levels(marks)).map(|(mark, level)| of(mark, level)).partition(|line| line.level + 1 < LEVELS);
    last.sort_by_key(|line| (line.look, line.bytes.start, line.bytes.end));
    for line in last {
        match lines.last_mut() {
            Some(before) if before.level == line.level && before.look == line.look && line.bytes.start < before.bytes.end => {
                before.bytes.end = before.bytes.end.max(line.bytes.end);
            }
            _ => lines.push(line),
        }
    }
    lines
}

/// The very same stretch only once.
pub fn each_once(stretches: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut once: Vec<Range<usize>> = stretches.collect();
    once.sort_by_key(|bytes| (bytes.start, bytes.end));
    once.dedup();
    once
}

/// For each mark the level of its line, 0 nearest to the words: inner marks first, so that no two that overlap share one while there is room.
fn levels(marks: &[Mark]) -> Vec<usize> {
    let mut order: Vec<(usize, &Mark)> = marks.iter().enumerate().collect();
    order.sort_by_key(|(_, mark)| (mark.end.saturating_sub(mark.start), mark.start, mark.statement));
    let mut lanes: [BTreeMap<usize, usize>; LEVELS] = Default::default();
    let mut levels = vec![0; marks.len()];
    for (number, mark) in order {
        let is_free = |lane: &BTreeMap<usize, usize>| lane.range(..mark.end).next_back().is_none_or(|(_, end)| *end <= mark.start);
        let level = lanes.iter().position(is_free).unwrap_or(LEVELS - 1);
        if let Some(lane) = lanes.get_mut(level) {
            let end = lane.entry(mark.start).or_default();
            *end = mark.end.max(*end);
        }
        if let Some(own) = levels.get_mut(number) {
            *own = level;
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::StatementId;

    fn mark(start: usize, end: usize, look: MarkLook, is_focused: bool) -> Mark {
        Mark { start, end, statement: StatementId::from_raw(start as u64 * 1000 + end as u64), look, is_focused }
    }

    #[test]
    fn every_byte_has_the_tint_of_the_innermost_mark() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..300 {
            let marks: Vec<Mark> = (0..random.usize(0..12))
                .map(|_| {
                    let start = random.usize(0..30);
                    let look = random.choice([MarkLook::Claim, MarkLook::Assertion, MarkLook::Fact, MarkLook::HollowFact]);
                    mark(start, start + random.usize(0..20), look.unwrap(), random.u8(0..6) == 0)
                })
                .collect();
            let runs = flatten(&marks);
            assert!(runs.iter().zip(runs.iter().skip(1)).all(|(a, b)| a.bytes.end <= b.bytes.start));
            for byte in 0..50 {
                let here: Vec<&Mark> =
                    marks.iter().filter(|m| m.range().contains(&byte) && (m.is_focused || m.look != MarkLook::HollowFact)).collect();
                let run = runs.iter().find(|run| run.bytes.contains(&byte));
                assert_eq!(run.is_some(), !here.is_empty(), "{marks:?}");
                let Some(run) = run else { continue };
                let is_focused = here.iter().any(|m| m.is_focused);
                let last = here.iter().filter(|m| m.is_focused || !is_focused).map(|m| m.start).max();
                assert!(here.iter().any(|m| Some(m.start) == last && m.look == run.look), "{marks:?} {byte}");
                let expected = if is_focused {
                    Strength::Focused
                } else if here.len() > 1 {
                    Strength::Shared
                } else {
                    Strength::Single
                };
                assert_eq!(run.strength, expected, "{marks:?} {byte}");
            }
        }
    }

    #[test]
    fn nested_lines_stand_below_each_other_with_the_inner_one_nearest() {
        let marks = [
            mark(0, 50, MarkLook::Claim, false),
            mark(10, 20, MarkLook::Fact, false),
            mark(12, 30, MarkLook::Claim, false),
            mark(60, 70, MarkLook::Claim, false),
        ];
        assert_eq!(levels(&marks), [2, 0, 1, 0]);
    }

    #[test]
    fn however_many_lie_over_each_other_the_last_level_has_one_line_of_each_look() {
        let looks = [MarkLook::Claim, MarkLook::Assertion];
        let marks: Vec<Mark> = (0..100).map(|number| mark(number % 3, 40 + number, looks[number % 2], false)).collect();
        let lines = lines(&marks);
        assert_eq!(lines.iter().map(|line| line.level).collect::<Vec<_>>(), [0, 1, 2, 2]);
        // What one paints the other paints: every byte of a mark has a line of its look, and no other byte has.
        for look in looks {
            for byte in 0..150 {
                let is_marked = marks.iter().any(|mark| mark.look == look && mark.range().contains(&byte));
                assert_eq!(lines.iter().any(|line| line.look == look && line.bytes.contains(&byte)), is_marked, "{byte}");
            }
        }
        // Two that touch stay two.
        let touching = [(0, 9), (0, 9), (20, 29), (20, 29), (0, 20), (20, 40)];
        let touching = touching.map(|(start, end)| mark(start, end, MarkLook::Claim, false));
        assert_eq!(super::lines(&touching).iter().filter(|line| line.level == 2).count(), 2);
    }
}
