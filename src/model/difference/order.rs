//! What can stay where it is while one list becomes another.

use std::collections::{BTreeMap, BTreeSet};

/// The most of `old` that stands in the same order in `new`; whatever is not among it has to be taken out and put in again. Each stands once
/// in a list.
pub fn stays<I: Ord + Copy>(old: impl Iterator<Item = I>, new: impl Iterator<Item = I>) -> BTreeSet<I> {
    let places: BTreeMap<I, usize> = new.zip(0..).collect();
    let common: Vec<(I, usize)> = old.filter_map(|id| Some((id, *places.get(&id)?))).collect();
    // For each length, which of `common` ends the row of that length that ends first; and what stands before each in its row.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(common.len());
    for (at, (_, place)) in common.iter().enumerate() {
        let length = ends.partition_point(|end| common.get(*end).is_some_and(|(_, other)| other < place));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        row.extend(common.get(at).map(|(id, _)| *id));
        next = before.get(at).copied().flatten();
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_row_that_keeps_its_order_stays() {
        for (old, new, expected) in [
            ("", "abc", ""),
            ("abc", "abc", "abc"),
            ("abc", "cab", "ab"),
            ("abcd", "xaycdz", "acd"),
            ("abcde", "edcba", "a"),
            ("abcdef", "bacfde", "acde"),
        ] {
            let row: String = stays(old.chars(), new.chars()).into_iter().collect();
            assert_eq!(row.len(), expected.len(), "{old} {new}: {row}");
            let in_new: String = new.chars().filter(|char| row.contains(*char)).collect();
            let in_old: String = old.chars().filter(|char| row.contains(*char)).collect();
            assert_eq!(in_old, in_new, "{old} {new}");
        }
    }
}
