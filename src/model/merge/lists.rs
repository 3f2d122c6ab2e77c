//! Two lists that came from one: what either side added is there, what either took out is not, and each side's order is kept. The same,
//! whichever side is named first.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use crate::model::day::Day;

/// What is there after the merge, where nothing else speaks for it.
pub fn members<I: Ord + Clone>(base: &[I], ours: &[I], theirs: &[I]) -> BTreeSet<I> {
    let sets: [BTreeSet<&I>; 3] = [base, ours, theirs].map(|list| list.iter().collect());
    let [base, ours, theirs] = &sets;
    let stays = |id: &&&I| match (base.contains(*id), ours.contains(*id), theirs.contains(*id)) {
        (_, true, true) => true,
        (was_there, _, _) => !was_there,
    };
    ours.union(theirs).filter(stays).map(|id| (*id).clone()).collect()
}

/// `members` in the order of both sides, and by day where they do not say.
pub fn in_order<I: Ord + Clone>(base: &[I], ours: &[I], theirs: &[I], members: &BTreeSet<I>, when: impl Fn(&I) -> Option<Day>) -> Vec<I> {
    let anchors = anchors(base, ours, theirs, members);
    let places: BTreeMap<&I, usize> = anchors.iter().zip(1..).collect();
    // After which anchor each side puts what is new: 0 is before the first. What both put in stands where it comes first.
    let gap_in = |list: &[I]| {
        let mut gap = 0;
        let mut gaps: BTreeMap<I, usize> = BTreeMap::new();
        for id in list {
            match places.get(id) {
                Some(place) => gap = *place,
                None if members.contains(id) => _ = gaps.insert(id.clone(), gap),
                None => {}
            }
        }
        gaps
    };
    let mut gaps = gap_in(ours);
    for (id, gap) in gap_in(theirs) {
        gaps.entry(id).and_modify(|other| *other = gap.min(*other)).or_insert(gap);
    }
    let by_gap = |list: &[I]| {
        let mut new: BTreeMap<usize, Vec<I>> = BTreeMap::new();
        for (id, gap) in list.iter().filter_map(|id| Some((id, gaps.get(id)?))) {
            new.entry(*gap).or_default().push(id.clone());
        }
        new
    };
    let (ours, theirs) = (by_gap(ours), by_gap(theirs));
    let in_gap = |new: &BTreeMap<usize, Vec<I>>, gap| new.get(&gap).cloned().unwrap_or_default();
    let mut order = woven(&in_gap(&ours, 0), &in_gap(&theirs, 0), &when);
    for (anchor, gap) in anchors.iter().zip(1..) {
        order.push(anchor.clone());
        order.extend(woven(&in_gap(&ours, gap), &in_gap(&theirs, gap), &when));
    }
    order
}

/// What was there before, in the order of the side that has changed it; where both have, as it was.
fn anchors<I: Ord + Clone>(base: &[I], ours: &[I], theirs: &[I], members: &BTreeSet<I>) -> Vec<I> {
    let was: Vec<I> = base.iter().filter(|id| members.contains(*id)).cloned().collect();
    let old: BTreeSet<&I> = was.iter().collect();
    let of = |list: &[I]| list.iter().filter(|id| old.contains(id)).cloned().collect::<Vec<I>>();
    let has_moved = |list: &[I]| {
        let there: BTreeSet<&I> = list.iter().collect();
        !was.iter().filter(|id| there.contains(id)).eq(list)
    };
    let (ours, theirs) = (of(ours), of(theirs));
    let order = match (has_moved(&ours), has_moved(&theirs)) {
        (true, false) => ours,
        (false, true) => theirs,
        (true, true) if ours == theirs => ours,
        _ => return was,
    };
    // What that side has taken out, and the other keeps, stands after what it stood after.
    let stands: BTreeSet<&I> = order.iter().collect();
    let mut after: BTreeMap<Option<&I>, Vec<&I>> = BTreeMap::new();
    let mut before = None;
    for id in &was {
        if stands.contains(id) {
            before = Some(id);
        } else {
            after.entry(before).or_default().push(id);
        }
    }
    let heads = std::iter::once(None).chain(order.iter().map(Some));
    heads.flat_map(|head| head.into_iter().chain(after.get(&head).into_iter().flatten().copied())).cloned().collect()
}

/// Two lists in one, each in its own order, by day from one to the other.
fn woven<I: Ord + Clone>(one: &[I], other: &[I], when: impl Fn(&I) -> Option<Day>) -> Vec<I> {
    let days = |list: &[I]| list.iter().map(|id| (when(id), id.clone())).collect::<Vec<_>>();
    // Whichever side is named first.
    let (mut first, mut second) = if days(one).cmp(&days(other)) == Ordering::Greater { (other, one) } else { (one, other) };
    let mut out: Vec<I> = Vec::with_capacity(one.len() + other.len());
    let mut seen = BTreeSet::new();
    loop {
        let takes_first = match (first.first(), second.first()) {
            (None, None) => return out,
            (Some(one), Some(other)) => when(one) <= when(other),
            (one, _) => one.is_some(),
        };
        let from = if takes_first { &mut first } else { &mut second };
        if let Some((id, rest)) = from.split_first() {
            if seen.insert(id) {
                out.push(id.clone());
            }
            *from = rest;
        }
    }
}

/// What tells an item without an id from others: what it says, and how many that say the same stand before it.
pub type Key = (String, usize);

/// The keys of a list.
pub fn keys<T: Debug>(list: &[T]) -> Vec<Key> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    list.iter()
        .map(|item| {
            let says = format!("{item:?}");
            let count = seen.entry(says.clone()).or_default();
            *count += 1;
            (says, *count)
        })
        .collect()
}

/// Lists of items without ids in one.
pub fn union<T: Debug + Clone>(base: &[T], ours: &[T], theirs: &[T], when: impl Fn(&T) -> Option<Day>) -> Vec<T> {
    let [base_keys, our_keys, their_keys] = [base, ours, theirs].map(keys);
    let items: BTreeMap<Key, &T> = our_keys.iter().cloned().zip(ours).chain(their_keys.iter().cloned().zip(theirs)).collect();
    let members = members(&base_keys, &our_keys, &their_keys);
    let order = in_order(&base_keys, &our_keys, &their_keys, &members, |key| items.get(key).and_then(|item| when(item)));
    order.iter().filter_map(|key| items.get(key)).map(|item| (*item).clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, ours: &str, theirs: &str) -> String {
        let [base, ours, theirs] = [base, ours, theirs].map(|list| list.chars().collect::<Vec<char>>());
        in_order(&base, &ours, &theirs, &members(&base, &ours, &theirs), |_| None).into_iter().collect()
    }

    #[test]
    fn two_lists_become_one_whichever_is_named_first() {
        for (base, ours, theirs, expected) in [
            ("abc", "abc", "abc", "abc"),
            ("abc", "ac", "abc", "ac"),
            ("abc", "abcx", "abcy", "abcxy"),
            ("abc", "xabc", "abyc", "xabyc"),
            ("abc", "ac", "ab", "a"),
            ("abc", "cab", "abc", "cab"),
            ("abc", "cab", "bca", "abc"),
            ("abc", "cab", "abxc", "cabx"),
            ("", "xy", "yz", "xyz"),
            ("ab", "axb", "xab", "xab"),
            ("abc", "cb", "abcx", "cxb"),
        ] {
            assert_eq!(merged(base, ours, theirs), expected, "{base} {ours} {theirs}");
            assert_eq!(merged(base, theirs, ours), expected, "{base} {theirs} {ours}");
        }
    }

    #[test]
    fn items_without_ids_are_woven_by_day_and_counted() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let list = |days: &[&str]| days.iter().map(|text| day(text)).collect::<Vec<Day>>();
        let union = |base: &[&str], ours: &[&str], theirs: &[&str]| union(&list(base), &list(ours), &list(theirs), |day| Some(*day));
        assert_eq!(union(&["2024"], &["2024", "2025", "2027"], &["2024", "2026"]), list(&["2024", "2025", "2026", "2027"]));
        assert_eq!(union(&["2024"], &["2024", "2024"], &["2024", "2024"]), list(&["2024", "2024"]), "the same once more, on both sides");
        assert_eq!(union(&["2024", "2024"], &["2024"], &["2024", "2024"]), list(&["2024"]));
        assert_eq!(union(&[], &["2024"], &["2024", "2023"]), list(&["2024", "2023"]));
    }
}
