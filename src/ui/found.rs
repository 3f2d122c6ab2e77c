//! The hits on screen: those of the few parts of the text that were looked at last are kept, so that a frame costs what it shows.

use std::collections::VecDeque;
use std::ops::Range;

use crate::workbench::find::searching::Part;
use crate::workbench::find::state::Find;
use crate::workbench::find::text_hits::TextHits;

/// Parts that are kept; a screen touches two or three, and who scrolls goes on to the next.
const MOST_PARTS: usize = 8;

/// What is kept.
#[derive(Debug, Default)]
pub struct Found {
    // What it is of.
    number: u64,
    parts: VecDeque<(usize, Part, Vec<Range<usize>>)>,
}

impl Found {
    /// Pushes the hits that touch these bytes of the article on the left.
    pub fn hits_in(&mut self, find: &Find, bytes: &Range<usize>, out: &mut Vec<Range<usize>>) {
        let Some(hits) = find.text_hits() else { return };
        if self.number != find.number() {
            self.number = find.number();
            self.parts.clear();
        }
        for part in hits.parts_of(bytes) {
            let Some(known) = hits.part(part).filter(|known| known.count > 0) else { continue };
            let found = self.part(hits, part, known);
            let first = found.partition_point(|hit| hit.end <= bytes.start);
            out.extend(found.iter().skip(first).take_while(|hit| hit.start < bytes.end).cloned());
        }
    }

    /// The hits that begin in a part, of which this is known.
    fn part(&mut self, hits: &TextHits, part: usize, known: Part) -> &[Range<usize>] {
        let at = self.parts.iter().position(|(kept, of, _)| (*kept, *of) == (part, known));
        let at = at.unwrap_or_else(|| {
            if self.parts.len() >= MOST_PARTS {
                self.parts.pop_front();
            }
            self.parts.push_back((part, known, hits.in_part(part)));
            self.parts.len() - 1
        });
        self.parts.get(at).map(|(_, _, found)| found.as_slice()).unwrap_or_default()
    }
}
