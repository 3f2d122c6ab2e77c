//! The hits in one article: how many begin in each block of its text, so that any of them is found again in a moment.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::model::id::ArticleId;
use crate::text::find::{BLOCK_BYTES, Finder, block_count, block_range};
use crate::text::stretches::{STRETCHES, stretch_of};

/// How long a worker goes on before it says what it has: shorter at first, as somebody waits for the first hit.
const FIRST_PORTION: Duration = Duration::from_millis(8);
const PORTION: Duration = Duration::from_millis(80);

/// What is known of one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Hits that begin in it.
    count: usize,
    /// Where the last hit before it ends, and where the last hit up to its own end does; in bytes.
    from: usize,
    end: usize,
    /// Hits by stretch: only those stretches that have some, in order.
    stretches: Vec<(usize, usize)>,
}

/// What a worker is to look through.
#[derive(Debug, Clone)]
pub struct Portion {
    /// The text.
    pub text: Arc<str>,
    /// From this block to before that one.
    pub blocks: Range<usize>,
    /// Where the last hit before it ends, as far as that is known.
    pub from: Option<usize>,
    /// Whether somebody waits for the first hit.
    pub is_first: bool,
}

/// Where a walk from hit to hit has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Walk {
    /// Here; and which of all hits it is, from 0, once that is known.
    Hit(Range<usize>, Option<usize>),
    /// There is none.
    Nowhere,
    /// The text was not searched so far yet.
    NotYet,
}

/// The hits in an article, as far as it was searched.
#[derive(Debug)]
pub struct TextHits {
    article: ArticleId,
    text: Arc<str>,
    finder: Arc<Finder>,
    // By block; `None` for what was not searched yet.
    blocks: Vec<Option<Block>>,
    known: usize,
    count: usize,
    stretches: Vec<usize>,
    version: u64,
    // The block it goes on with.
    next: usize,
}

impl TextHits {
    /// Nothing is known yet of the hits in this text; the search begins at a byte.
    pub fn new(article: ArticleId, text: &Arc<str>, finder: Arc<Finder>, byte: usize) -> Self {
        let count = block_count(text);
        let first = block_of(byte).min(count.saturating_sub(1));
        let stretches = vec![0; STRETCHES];
        Self { article, text: Arc::clone(text), finder, blocks: vec![None; count], known: 0, count: 0, stretches, version: 0, next: first }
    }

    /// Whose hits they are.
    pub const fn article(&self) -> ArticleId {
        self.article
    }

    /// How many are known.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Grows whenever more is known.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Whether all are known.
    pub fn is_complete(&self) -> bool {
        self.known == self.blocks.len()
    }

    /// The part of the text that was searched, from 0 to 1.
    pub fn progress(&self) -> f32 {
        if self.blocks.is_empty() { 1.0 } else { self.known as f32 / self.blocks.len() as f32 }
    }

    /// Hits known in each stretch of the text.
    pub fn stretches(&self) -> &[usize] {
        &self.stretches
    }

    /// What is to be searched next; `None` where all is known.
    pub fn portion(&self) -> Option<Portion> {
        if self.is_complete() {
            return None;
        }
        let end = (self.next..self.blocks.len()).find(|block| self.blocks.get(*block).is_some_and(Option::is_some));
        Some(Portion {
            text: Arc::clone(&self.text),
            blocks: self.next..end.unwrap_or(self.blocks.len()),
            from: self.end_before(self.next),
            is_first: self.known == 0,
        })
    }

    /// Takes in what a worker found from a block on.
    pub fn add(&mut self, first: usize, found: Vec<Block>) {
        self.version += 1;
        for (block, found) in (first..).zip(found) {
            let Some(place) = self.blocks.get_mut(block) else { return };
            let before = place.replace(found.clone());
            self.known += usize::from(before.is_none());
            self.uncount(before.as_ref());
            self.count += found.count;
            for (stretch, count) in &found.stretches {
                if let Some(sum) = self.stretches.get_mut(*stretch) {
                    *sum += count;
                }
            }
            self.next = block + 1;
        }
        if self.next >= self.blocks.len() {
            self.next = 0;
        }
        // The search began in the middle of the text, where a hit may have come over the edge in another way than it was thought to.
        let is_otherwise = |block: &Block| self.end_before(self.next).is_some_and(|end| end.max(self.start_of(self.next)) != block.from);
        if self.next > 0 && self.blocks.get(self.next).is_some_and(|block| block.as_ref().is_some_and(is_otherwise)) {
            let before = self.blocks.get_mut(self.next).and_then(Option::take);
            self.known -= usize::from(before.is_some());
            self.uncount(before.as_ref());
        }
    }

    fn uncount(&mut self, block: Option<&Block>) {
        let Some(block) = block else { return };
        self.count -= block.count;
        for (stretch, count) in &block.stretches {
            if let Some(sum) = self.stretches.get_mut(*stretch) {
                *sum -= count;
            }
        }
    }

    fn start_of(&self, block: usize) -> usize {
        block_range(&self.text, block).start
    }

    /// Where the last hit before a block ends, where that is known.
    fn end_before(&self, block: usize) -> Option<usize> {
        let Some(before) = block.checked_sub(1) else { return Some(0) };
        self.blocks.get(before)?.as_ref().map(|block| block.end)
    }

    /// The hits that begin in a block; `None` where it was not searched yet.
    pub fn in_block(&self, block: usize) -> Option<Vec<Range<usize>>> {
        let known = self.blocks.get(block)?.as_ref()?;
        let mut hits = Vec::with_capacity(known.count);
        if known.count > 0 {
            self.finder.in_block(&self.text, block, known.from, |hit| hits.push(hit));
        }
        Some(hits)
    }

    /// The blocks whose hits may touch these bytes.
    pub fn blocks_of(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = block_of(bytes.start);
        let last = block_of(bytes.end.saturating_sub(1)).min(self.blocks.len().saturating_sub(1));
        // A hit reaches into the next block, never into the one after.
        let first = if self.end_before(first).is_some_and(|end| end > bytes.start) { first.saturating_sub(1) } else { first };
        first..last + 1
    }

    /// The first hit that begins at or after a byte, and round to the first of all.
    pub fn at_or_after(&self, byte: usize) -> Walk {
        let first = block_of(byte);
        let blocks = (first..self.blocks.len()).chain(0..(first + 1).min(self.blocks.len()));
        let mut is_round = false;
        for (step, block) in blocks.enumerate() {
            is_round |= step > 0 && block <= first;
            match self.look(block, |hits| hits.iter().position(|hit| is_round || hit.start >= byte)) {
                Walk::Nowhere => {}
                walk => return walk,
            }
        }
        Walk::Nowhere
    }

    /// The last hit that begins before a byte, and round to the last of all.
    pub fn before(&self, byte: usize) -> Walk {
        let first = block_of(byte).min(self.blocks.len().saturating_sub(1));
        let blocks = (0..(first + 1).min(self.blocks.len())).rev().chain((first..self.blocks.len()).rev());
        let mut is_round = false;
        for (step, block) in blocks.enumerate() {
            is_round |= step > first;
            match self.look(block, |hits| hits.iter().rposition(|hit| is_round || hit.start < byte)) {
                Walk::Nowhere => {}
                walk => return walk,
            }
        }
        Walk::Nowhere
    }

    fn look(&self, block: usize, choose: impl FnOnce(&[Range<usize>]) -> Option<usize>) -> Walk {
        match self.blocks.get(block) {
            Some(Some(known)) if known.count == 0 => return Walk::Nowhere,
            Some(Some(_)) => {}
            _ => return Walk::NotYet,
        }
        let hits = self.in_block(block).unwrap_or_default();
        let Some(at) = choose(&hits) else { return Walk::Nowhere };
        let before: Option<usize> = self.blocks.iter().take(block).map(|block| block.as_ref().map(|block| block.count)).sum();
        hits.get(at).map_or(Walk::Nowhere, |hit| Walk::Hit(hit.clone(), before.map(|before| before + at)))
    }

    /// Every hit in order, up to so many; `None` where not all are known.
    pub fn all(&self, most: usize) -> Option<Vec<Range<usize>>> {
        let mut all = Vec::with_capacity(self.count.min(most));
        for block in 0..self.blocks.len() {
            all.extend(self.in_block(block)?);
            if all.len() >= most {
                all.truncate(most);
                break;
            }
        }
        self.is_complete().then_some(all)
    }
}

/// The block that a byte lies in, give or take a character.
fn block_of(byte: usize) -> usize {
    byte / BLOCK_BYTES
}

/// Looks through a portion, for a while; less where `latest` is no longer `number`, as nobody wants it then.
pub fn look_through(portion: &Portion, finder: &Finder, number: u64, latest: &AtomicU64) -> Vec<Block> {
    let began = Instant::now();
    let most = if portion.is_first { FIRST_PORTION } else { PORTION };
    let text = &*portion.text;
    let mut end = portion.from.unwrap_or_else(|| {
        // What the block before would say is near enough; it is put right once the search has come round.
        portion.blocks.start.checked_sub(1).map_or(0, |before| finder.in_block(text, before, 0, |_| {}))
    });
    let mut found = Vec::new();
    for block in portion.blocks.clone() {
        let from = end.max(block_range(text, block).start);
        let mut known = Block { count: 0, from, end: from, stretches: Vec::new() };
        known.end = finder.in_block(text, block, from, |hit| {
            known.count += 1;
            let stretch = stretch_of(hit.start, text.len());
            match known.stretches.last_mut() {
                Some((last, count)) if *last == stretch => *count += 1,
                _ => known.stretches.push((stretch, 1)),
            }
        });
        end = known.end;
        found.push(known);
        if began.elapsed() >= most || latest.load(Ordering::Relaxed) != number {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::find::Query;

    /// A search that is done, from a byte on, by workers who do one block after the other.
    fn searched(text: &str, words: &str, is_pattern: bool, byte: usize) -> TextHits {
        let query = Query { words: words.to_owned(), is_pattern, ..Query::default() };
        let finder = Arc::new(Finder::new(&query).expect("a query"));
        let mut hits = TextHits::new(ArticleId::from_raw(1), &Arc::from(text), Arc::clone(&finder), byte);
        let mut rounds = 0;
        while let Some(mut portion) = hits.portion() {
            portion.blocks.end = portion.blocks.start + 1;
            hits.add(portion.blocks.start, look_through(&portion, &finder, 1, &AtomicU64::new(1)));
            rounds += 1;
            assert!(rounds < 100, "it comes to an end");
        }
        hits
    }

    #[test]
    fn wherever_a_search_begins_it_finds_the_same_hits() {
        let text = "aaa “bb” aaaa\n".repeat(BLOCK_BYTES / 4);
        let len = text.len();
        for (words, is_pattern) in [("aa", false), ("aaa \"bb\"", false), (r"a+\s+\S+\s+a", true), ("nothing", false)] {
            let plain = searched(&text, words, is_pattern, 0);
            let all = plain.all(usize::MAX).expect("all");
            assert_eq!(all.len(), plain.count());
            for byte in [1, len / 3, len / 2, len - 1, len, usize::MAX] {
                let other = searched(&text, words, is_pattern, byte);
                assert_eq!((other.count(), other.all(usize::MAX)), (plain.count(), Some(all.clone())), "{words} from {byte}");
                assert_eq!(other.stretches(), plain.stretches());
            }
            assert_eq!(plain.stretches().iter().sum::<usize>(), all.len());
        }
    }

    #[test]
    fn a_walk_goes_from_hit_to_hit_and_round() {
        let text = format!("{}mill{}mill{}", "x".repeat(10), "y".repeat(3 * BLOCK_BYTES), "z".repeat(BLOCK_BYTES));
        let hits = searched(&text, "mill", false, 0);
        let second = 14 + 3 * BLOCK_BYTES;
        let (one, two) = (Walk::Hit(10..14, Some(0)), Walk::Hit(second..second + 4, Some(1)));
        for (byte, after, before) in [
            (0, &one, &two),
            (10, &one, &two),
            (11, &two, &one),
            (14, &two, &one),
            (second, &two, &one),
            (second + 1, &one, &two),
            (text.len(), &one, &two),
        ] {
            assert_eq!(hits.at_or_after(byte), *after, "after {byte}");
            assert_eq!(hits.before(byte), *before, "before {byte}");
        }
        for text in ["", "nothing here"] {
            let hits = searched(text, "mill", false, 0);
            assert_eq!((hits.at_or_after(0), hits.before(9), hits.count()), (Walk::Nowhere, Walk::Nowhere, 0));
        }
    }

    #[test]
    fn what_was_not_searched_yet_is_not_said_to_be_nothing() {
        let text: Arc<str> = "mill ".repeat(BLOCK_BYTES).into();
        let finder = Arc::new(Finder::new(&Query { words: "mill".to_owned(), ..Query::default() }).expect("a query"));
        let mut hits = TextHits::new(ArticleId::from_raw(1), &text, Arc::clone(&finder), text.len() / 2);
        assert_eq!(hits.at_or_after(0), Walk::NotYet);
        let mut portion = hits.portion().expect("a portion");
        portion.blocks.end = portion.blocks.start + 1;
        hits.add(portion.blocks.start, look_through(&portion, &finder, 1, &AtomicU64::new(1)));
        // Which of all it is, is not known yet.
        assert!(matches!(hits.at_or_after(text.len() / 2), Walk::Hit(_, None)));
        assert_eq!(hits.at_or_after(0), Walk::NotYet);
        assert_eq!(hits.all(9), None);
        // A worker whom nobody waits for stops.
        let portion = Portion { is_first: false, ..hits.portion().expect("a portion") };
        assert_eq!(look_through(&portion, &finder, 1, &AtomicU64::new(2)).len(), 1);
    }
}
