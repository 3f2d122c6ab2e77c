//! The hits on screen: those of the few blocks that were looked at last are kept, so that a frame costs what it shows.

use std::collections::VecDeque;
use std::ops::Range;

use crate::workbench::find::state::Find;
use crate::workbench::find::text_hits::TextHits;

/// Blocks that are kept; a screen touches two at most, and who scrolls goes on to the next.
const MOST_BLOCKS: usize = 4;

/// What is kept.
#[derive(Debug, Default)]
pub struct Found {
    // What it is of.
    of: (u64, u64),
    blocks: VecDeque<(usize, Vec<Range<usize>>)>,
}

impl Found {
    /// Pushes the hits that touch these bytes of the article on the left.
    pub fn hits_in(&mut self, find: &Find, bytes: &Range<usize>, out: &mut Vec<Range<usize>>) {
        let Some(hits) = find.text_hits() else { return };
        let of = (find.number(), hits.version());
        if self.of != of {
            self.of = of;
            self.blocks.clear();
        }
        for block in hits.blocks_of(bytes) {
            let Some(in_block) = self.block(hits, block) else { continue };
            let first = in_block.partition_point(|hit| hit.end <= bytes.start);
            out.extend(in_block.iter().skip(first).take_while(|hit| hit.start < bytes.end).cloned());
        }
    }

    fn block(&mut self, hits: &TextHits, block: usize) -> Option<&Vec<Range<usize>>> {
        let kept = self.blocks.iter().position(|(kept, _)| *kept == block);
        let at = if let Some(at) = kept {
            at
        } else {
            if self.blocks.len() >= MOST_BLOCKS {
                self.blocks.pop_front();
            }
            self.blocks.push_back((block, hits.in_block(block)?));
            self.blocks.len() - 1
        };
        self.blocks.get(at).map(|(_, found)| found)
    }
}
