//! How long two texts run alike: what wire copies of one story share, and texts of their own do not.

use std::collections::{HashMap, HashSet};

use crate::text::compare::tokens::{Kind, each_token};

/// Words of either text that are looked at.
const MOST_WORDS: usize = 100_000;

/// The longest run of words that stands in both texts; case and marks between words do not count. Only the first 100,000 words of either
/// are looked at.
pub fn shared_run(one: &str, other: &str) -> usize {
    let mut numbers: HashMap<String, Option<u32>> = HashMap::new();
    let one = numbered(one, &mut numbers);
    let other = numbered(other, &mut numbers);
    // Runs of 1, 2, 4, … words by number, as long as any is in both; then the longest is put together from those.
    let mut levels = vec![(one, other)];
    let mut length = 1;
    while let Some((one, other)) = levels.last() {
        if !share(one, other) {
            levels.pop();
            break;
        }
        let longer = joined((one, one, length), (other, other, length));
        levels.push(longer);
        length *= 2;
    }
    let Some((mut one, mut other)) = levels.pop() else { return 0 };
    let mut run = 1 << levels.len();
    while let Some((more_one, more_other)) = levels.pop() {
        let longer = joined((&one, &more_one, run), (&other, &more_other, run));
        if share(&longer.0, &longer.1) {
            (one, other) = longer;
            run += 1 << levels.len();
        }
    }
    run
}

/// The words of a text by number, without regard to case.
fn numbered(text: &str, numbers: &mut HashMap<String, Option<u32>>) -> Vec<Option<u32>> {
    let mut found = Vec::new();
    each_token(text, |token, kind| {
        if kind == Kind::Word && found.len() < MOST_WORDS {
            let next = numbers.len() as u32;
            found.push(*numbers.entry(token.to_lowercase()).or_insert(Some(next)));
        }
    });
    found
}

fn share(one: &[Option<u32>], other: &[Option<u32>]) -> bool {
    let ones: HashSet<u32> = one.iter().flatten().copied().collect();
    other.iter().flatten().any(|number| ones.contains(number))
}

/// Numbers for the runs made of a run and the one `by` words after it. What is not in the first text needs none.
fn joined(one: Runs, other: Runs) -> (Vec<Option<u32>>, Vec<Option<u32>>) {
    let mut numbers: HashMap<(u32, u32), u32> = HashMap::new();
    let pairs = |(front, back, by): Runs| {
        let back = back.get(by..).unwrap_or_default();
        front.iter().zip(back).map(|(front, back)| Some(((*front)?, (*back)?))).collect::<Vec<_>>()
    };
    let mut number = |pair| {
        let next = numbers.len() as u32;
        *numbers.entry(pair).or_insert(next)
    };
    let ones = pairs(one).into_iter().map(|pair| pair.map(&mut number)).collect();
    let others = pairs(other).into_iter().map(|pair| numbers.get(&pair?).copied()).collect();
    (ones, others)
}

/// Two rows of runs, and by how many words the second is to be moved.
type Runs<'a> = (&'a [Option<u32>], &'a [Option<u32>], usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_that_two_texts_share_is_counted_in_words() {
        for (one, other, run) in [
            ("The front struck the depot, it said.", "On Monday THE FRONT struck “the depot”. It was", 6),
            ("one two three four five six seven", "zero two three four five six eight", 5),
            ("one two three", "three two one", 1),
            ("a a a a a a a b", "a a a a a c", 5),
            ("one", "two", 0),
            ("", "two", 0),
            ("— “ ”", "— “ ”", 0),
            ("爆発で84人が死亡した", "この爆発で84人が負傷", 6),
            ("Je\u{ad}rg sagte: It’s 🚒 late", "JERG SAGTE it's late", 4),
            ("قال المتحدث إن الجيش", "ثم قال المتحدث إن", 3),
        ] {
            assert_eq!(shared_run(one, other), run, "{one:?} and {other:?}");
            assert_eq!(shared_run(other, one), run, "{other:?} and {one:?}");
        }
        for run in [1, 2, 3, 63, 64, 65, 127, 1000] {
            let shared: Vec<String> = (0..run).map(|word| format!("w{word}")).collect();
            let shared = shared.join(" ");
            assert_eq!(shared_run(&format!("x y {shared} z"), &format!("{shared} u v z")), run);
        }
        // Words behind the bound are not looked at.
        let many = format!("{}end", "w ".repeat(100_000));
        assert_eq!(shared_run(&many, "the end"), 0);
    }
}
