//! The search of one text by workers: a portion at a time, from which all is kept that finds its hits again.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::text::find::{BLOCK_BYTES, Finder, block_range};
use crate::text::stretches::stretch_of;

/// Bytes of a part.
pub const PART_BYTES: usize = 16 * 1024;
/// Parts of a block.
pub const PARTS: usize = BLOCK_BYTES / PART_BYTES;

/// How long a worker goes on before it says what it has: shorter at first, as somebody waits for the first hit.
const FIRST_PORTION: Duration = Duration::from_millis(8);
const PORTION: Duration = Duration::from_millis(80);
/// A pattern that takes longer than this for one block would hold up the window where it is looked through again.
const MOST_FOR_BLOCK: Duration = Duration::from_millis(500);
/// Hits between two looks at the clock.
const HITS_BETWEEN: usize = 64;

/// What is known of one part: how many hits begin in it, and where the last hit before them ends, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// Hits that begin in it.
    pub count: usize,
    /// Where the search goes on from: at or after its first byte, but for the first one of a block.
    pub from: usize,
}

/// What is known of one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Hits that begin in it.
    pub count: usize,
    /// Its parts.
    pub parts: [Part; PARTS],
    /// Where the last hit up to its end ends, in bytes.
    pub end: usize,
    /// Hits by stretch: only those stretches that have some, in order.
    pub stretches: Vec<(usize, usize)>,
}

impl Block {
    /// Where the search of it began.
    pub fn from(&self) -> usize {
        self.parts.first().map_or(0, |part| part.from)
    }
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

/// The part that a byte lies in, give or take a character; the last one for what lies behind the text.
pub fn part_of(byte: usize, text_bytes: usize) -> usize {
    byte.min(text_bytes.saturating_sub(1)) / PART_BYTES
}

/// Looks through a portion, for a while; less where `latest` is no longer `number`, as nobody wants it then. `None` where it takes too long to
/// be of use.
pub fn look_through(portion: &Portion, finder: &Finder, number: u64, latest: &AtomicU64) -> Option<Vec<Block>> {
    let began = Instant::now();
    let most = if portion.is_first { FIRST_PORTION } else { PORTION };
    let text = &*portion.text;
    let mut end = portion.from.unwrap_or_else(|| {
        // What the block before would say is near enough; it is put right once the search has come round.
        let before = portion.blocks.start.checked_sub(1);
        before.map_or(0, |before| finder.in_block(text, before, 0, |_hit| ControlFlow::Continue(())))
    });
    let mut found = Vec::new();
    for block in portion.blocks.clone() {
        let block_began = Instant::now();
        let bytes = block_range(text, block);
        let from = end.max(bytes.start);
        let mut known = Block { count: 0, parts: [Part { count: 0, from }; PARTS], end: from, stretches: Vec::new() };
        let (mut part, mut is_too_long) = (0, false);
        let mut last_end = from;
        end = finder.in_block(text, block, from, |hit| {
            known.count += 1;
            let own = part_of(hit.start, text.len()).saturating_sub(block * PARTS).min(PARTS - 1);
            while part < own {
                part += 1;
                if let Some(next) = known.parts.get_mut(part) {
                    next.from = last_end;
                }
            }
            if let Some(own) = known.parts.get_mut(part) {
                own.count += 1;
            }
            last_end = hit.end;
            let stretch = stretch_of(hit.start, text.len());
            match known.stretches.last_mut() {
                Some((last, count)) if *last == stretch => *count += 1,
                _ => known.stretches.push((stretch, 1)),
            }
            is_too_long = known.count.is_multiple_of(HITS_BETWEEN)
                && (latest.load(Ordering::Relaxed) != number || block_began.elapsed() > MOST_FOR_BLOCK);
            if is_too_long { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if is_too_long || block_began.elapsed() > MOST_FOR_BLOCK {
            return if latest.load(Ordering::Relaxed) == number { None } else { Some(found) };
        }
        known.parts.iter_mut().skip(part + 1).for_each(|rest| rest.from = last_end);
        known.end = end;
        found.push(known);
        if began.elapsed() >= most || latest.load(Ordering::Relaxed) != number {
            break;
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::find::Query;

    #[test]
    fn a_pattern_that_takes_too_long_is_given_up() {
        let query = Query { words: "(?s).*zz|e".to_owned(), is_pattern: true, ..Query::default() };
        let finder = Finder::new(&query).expect("a query");
        let text: Arc<str> = "e".repeat(2 * BLOCK_BYTES).into();
        let portion = Portion { text, blocks: 0..2, from: Some(0), is_first: true };
        assert_eq!(look_through(&portion, &finder, 1, &AtomicU64::new(1)), None);
        assert!(look_through(&portion, &finder, 1, &AtomicU64::new(2)).is_some(), "one that nobody waits for says nothing about it");
    }
}
