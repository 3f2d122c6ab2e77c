//! The hits in one article: how many begin in each part of its text, so that any of them is found again in a moment.
//!
//! Workers search a text block by block. Within a block it is kept where each part of it is gone on with, so that the window's thread
//! looks through parts that it shows, never through blocks.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crate::model::id::ArticleId;
use crate::text::find::{BLOCK_BYTES, Finder, block_count, block_range};
use crate::text::stretches::STRETCHES;
use crate::workbench::find::searching::{Block, PART_BYTES, PARTS, Part, Portion, part_of};

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
#[derive(Debug, Clone)]
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
        let next = (byte / BLOCK_BYTES).min(count.saturating_sub(1));
        let (blocks, stretches) = (vec![None; count], vec![0; STRETCHES]);
        Self { article, text: Arc::clone(text), finder, blocks, known: 0, count: 0, stretches, version: 0, next }
    }

    /// Whose hits they are.
    pub const fn article(&self) -> ArticleId {
        self.article
    }

    /// Whether they are hits in this very text, which is kept as long as this is.
    pub fn is_of(&self, article: ArticleId, text: &Arc<str>) -> bool {
        self.article == article && Arc::ptr_eq(&self.text, text)
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
            if block >= self.blocks.len() {
                return;
            }
            self.forget(block);
            self.count += found.count;
            for (stretch, count) in &found.stretches {
                if let Some(sum) = self.stretches.get_mut(*stretch) {
                    *sum += count;
                }
            }
            self.known += 1;
            if let Some(place) = self.blocks.get_mut(block) {
                *place = Some(found);
            }
            self.next = block + 1;
        }
        if self.next >= self.blocks.len() {
            self.next = 0;
        }
        // The search began in the middle of the text, where a hit may have come over the edge in another way than it was thought to.
        let start = block_range(&self.text, self.next).start;
        let is_otherwise = |block: &Block| self.end_before(self.next).is_some_and(|end| end.max(start) != block.from());
        if self.next > 0 && self.blocks.get(self.next).is_some_and(|block| block.as_ref().is_some_and(is_otherwise)) {
            self.forget(self.next);
        }
    }

    fn forget(&mut self, block: usize) {
        let Some(block) = self.blocks.get_mut(block).and_then(Option::take) else { return };
        self.known -= 1;
        self.count -= block.count;
        for (stretch, count) in &block.stretches {
            if let Some(sum) = self.stretches.get_mut(*stretch) {
                *sum -= count;
            }
        }
    }

    /// Where the last hit before a block ends, where that is known.
    fn end_before(&self, block: usize) -> Option<usize> {
        let Some(before) = block.checked_sub(1) else { return Some(0) };
        self.blocks.get(before)?.as_ref().map(|block| block.end)
    }

    /// What is known of a part, numbered through the whole text; `None` where it was not searched yet, or is not there.
    pub fn part(&self, part: usize) -> Option<Part> {
        self.blocks.get(part / PARTS)?.as_ref()?.parts.get(part % PARTS).copied()
    }

    /// The hits that begin in a part; none where it was not searched yet.
    pub fn in_part(&self, part: usize) -> Vec<Range<usize>> {
        let Part { count, from } = self.part(part).unwrap_or_default();
        let mut hits = Vec::with_capacity(count);
        if count > 0 {
            self.finder.in_block(&self.text, part / PARTS, from, |hit| {
                hits.push(hit);
                if hits.len() < count { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
        }
        hits
    }

    /// The parts whose hits may touch these bytes.
    pub fn parts_of(&self, bytes: &Range<usize>) -> Range<usize> {
        let mut first = part_of(bytes.start, self.text.len());
        let end = part_of(bytes.end.saturating_sub(1), self.text.len()) + 1;
        // A hit that began before may reach into it.
        if self.part(first).is_some_and(|part| part.from > bytes.start) {
            while let Some(before) = first.checked_sub(1) {
                first = before;
                if self.part(first).is_none_or(|part| part.count > 0) {
                    break;
                }
            }
        }
        first..end
    }

    /// The first hit that begins at or after a byte, and round to the first of all.
    pub fn at_or_after(&self, byte: usize) -> Walk {
        let (first, count) = (part_of(byte, self.text.len()), self.part_count());
        let parts = (first..count).map(|part| (part, false)).chain((0..(first + 1).min(count)).map(|part| (part, true)));
        self.walk(parts, |hits, is_round| hits.iter().position(|hit| is_round || hit.start >= byte))
    }

    /// The last hit that begins before a byte, and round to the last of all.
    pub fn before(&self, byte: usize) -> Walk {
        let (first, count) = (part_of(byte, self.text.len()), self.part_count());
        let parts = (0..(first + 1).min(count)).rev().map(|part| (part, false)).chain((first..count).rev().map(|part| (part, true)));
        self.walk(parts, |hits, is_round| hits.iter().rposition(|hit| is_round || hit.start < byte))
    }

    fn part_count(&self) -> usize {
        self.text.len().div_ceil(PART_BYTES)
    }

    fn walk(&self, parts: impl Iterator<Item = (usize, bool)>, choose: impl Fn(&[Range<usize>], bool) -> Option<usize>) -> Walk {
        for (part, is_round) in parts {
            match self.part(part) {
                None => return Walk::NotYet,
                Some(Part { count: 0, .. }) => continue,
                Some(_) => {}
            }
            let hits = self.in_part(part);
            if let Some((at, hit)) = choose(&hits, is_round).and_then(|at| Some((at, hits.get(at)?))) {
                return Walk::Hit(hit.clone(), self.before_part(part).map(|before| before + at));
            }
        }
        Walk::Nowhere
    }

    /// How many hits begin before a part, once that is known.
    fn before_part(&self, part: usize) -> Option<usize> {
        let whole: Option<usize> = self.blocks.iter().take(part / PARTS).map(|block| block.as_ref().map(|block| block.count)).sum();
        let own = self.blocks.get(part / PARTS)?.as_ref()?;
        Some(whole? + own.parts.iter().take(part % PARTS).map(|part| part.count).sum::<usize>())
    }

    /// Every hit in order, up to so many; as far as they are known. For workers, as it takes as long as the text is.
    pub fn all(&self, most: usize) -> Vec<Range<usize>> {
        let mut all = Vec::with_capacity(self.count.min(most));
        for part in 0..self.part_count() {
            all.extend(self.in_part(part));
            if all.len() >= most {
                all.truncate(most);
                break;
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU64;

    use super::*;
    use crate::text::find::Query;
    use crate::workbench::find::searching::look_through;

    fn finder(words: &str, is_pattern: bool) -> Arc<Finder> {
        let query = Query { words: words.to_owned(), is_pattern, ..Query::default() };
        Arc::new(Finder::new(&query).expect("a query"))
    }

    fn looked(portion: &Portion, finder: &Finder) -> Vec<Block> {
        look_through(portion, finder, 1, &AtomicU64::new(1)).expect("it does not take long")
    }

    /// A search that is done, from a byte on, by workers who do one block after the other.
    fn searched(text: &str, words: &str, is_pattern: bool, byte: usize) -> TextHits {
        let finder = finder(words, is_pattern);
        let mut hits = TextHits::new(ArticleId::from_raw(1), &Arc::from(text), Arc::clone(&finder), byte);
        let mut rounds = 0;
        while let Some(mut portion) = hits.portion() {
            portion.blocks.end = portion.blocks.start + 1;
            hits.add(portion.blocks.start, looked(&portion, &finder));
            rounds += 1;
            assert!(rounds < 100, "it comes to an end");
        }
        hits
    }

    /// The hits of one look at the whole text.
    fn plain(text: &str, finder: &Finder) -> Vec<Range<usize>> {
        let (mut all, mut end) = (Vec::new(), 0);
        for block in 0..block_count(text) {
            end = finder.in_block(text, block, end, |hit| {
                all.push(hit);
                ControlFlow::Continue(())
            });
        }
        all
    }

    #[test]
    fn wherever_a_search_begins_it_finds_the_same_hits() {
        let text = "aaa “bb” aaaa\n".repeat(BLOCK_BYTES / 4);
        let len = text.len();
        for (words, is_pattern) in
            [("aa", false), ("aaa \"bb\"", false), (r"a+\s+\S+\s+a", true), ("(?s)bb.{300}b", true), ("nothing", false)]
        {
            let expected = plain(&text, &finder(words, is_pattern));
            for byte in [0, 1, len / 3, len / 2, len - 1, len, usize::MAX] {
                let hits = searched(&text, words, is_pattern, byte);
                assert!(
                    hits.count() == expected.len() && hits.all(usize::MAX) == expected,
                    "{words} from {byte}: {} hits, not {}",
                    hits.count(),
                    expected.len()
                );
                assert_eq!(hits.stretches().iter().sum::<usize>(), expected.len());
                for window in [0..100, len / 2..len / 2 + 5000, len - 10..len, BLOCK_BYTES - 20..BLOCK_BYTES + 20] {
                    let touches = |hit: &Range<usize>| hit.start < window.end && window.start < hit.end;
                    let found: Vec<Range<usize>> =
                        hits.parts_of(&window).flat_map(|part| hits.in_part(part)).filter(|hit| touches(hit)).collect();
                    let expected: Vec<Range<usize>> = expected.iter().filter(|hit| touches(hit)).cloned().collect();
                    assert_eq!(found, expected, "{words} in {window:?}");
                }
            }
        }
    }

    #[test]
    fn a_walk_goes_from_hit_to_hit_and_round() {
        for (gap, after) in [(3 * BLOCK_BYTES, BLOCK_BYTES), (3 * BLOCK_BYTES - 18, 0), (100, BLOCK_BYTES - 118), (5, 0)] {
            let text = format!("{}mill{}mill{}", "x".repeat(10), "y".repeat(gap), "z".repeat(after));
            let hits = searched(&text, "mill", false, 0);
            let second = 14 + gap;
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
                assert_eq!(hits.at_or_after(byte), *after, "after {byte} of {}", text.len());
                assert_eq!(hits.before(byte), *before, "before {byte} of {}", text.len());
            }
        }
        for text in ["", "nothing here"] {
            let hits = searched(text, "mill", false, 0);
            assert_eq!((hits.at_or_after(0), hits.before(9), hits.count()), (Walk::Nowhere, Walk::Nowhere, 0));
        }
    }

    #[test]
    fn what_was_not_searched_yet_is_not_said_to_be_nothing() {
        let text: Arc<str> = "mill ".repeat(BLOCK_BYTES).into();
        let finder = finder("mill", false);
        let mut hits = TextHits::new(ArticleId::from_raw(1), &text, Arc::clone(&finder), text.len() / 2);
        assert_eq!(hits.at_or_after(0), Walk::NotYet);
        let mut portion = hits.portion().expect("a portion");
        portion.blocks.end = portion.blocks.start + 1;
        hits.add(portion.blocks.start, looked(&portion, &finder));
        // Which of all it is, is not known yet.
        assert!(matches!(hits.at_or_after(text.len() / 2), Walk::Hit(_, None)));
        assert_eq!(hits.at_or_after(0), Walk::NotYet);
        // A worker whom nobody waits for stops.
        let portion = Portion { is_first: false, ..hits.portion().expect("a portion") };
        assert!(look_through(&portion, &finder, 1, &AtomicU64::new(2)).is_some_and(|found| found.is_empty()));
    }
}
