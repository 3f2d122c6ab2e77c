//! Ids that a record gives a second time.

use std::collections::HashSet;

/// The first number that came before. Sorted, as a record may have a million, and most have few or none.
pub fn first_again(numbers: impl ExactSizeIterator<Item = u64> + Clone) -> Option<u64> {
    if numbers.len() < 2 {
        return None;
    }
    let mut sorted: Vec<u64> = numbers.clone().collect();
    sorted.sort_unstable();
    if sorted.iter().zip(sorted.iter().skip(1)).all(|(one, next)| one != next) {
        return None;
    }
    let mut seen = HashSet::new();
    numbers.into_iter().find(|number| !seen.insert(*number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_comes_again_is_found() {
        for (numbers, expected) in [
            (&[][..], None),
            (&[1], None),
            (&[3, 1, 2], None),
            (&[1, 1], Some(1)),
            (&[9, 4, 7, 4, 9], Some(4)),
            (&[u64::MAX, 0, u64::MAX], Some(u64::MAX)),
        ] {
            assert_eq!(first_again(numbers.iter().copied()), expected, "{numbers:?}");
        }
    }
}
