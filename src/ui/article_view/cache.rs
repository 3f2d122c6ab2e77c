//! Laid-out paragraphs that are kept, so that a steady view lays out nothing.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ui::article_view::laid::Laid;

/// How many are kept at most; half of them are more than a screen shows and more than is laid out ahead of it.
pub const MAX_HELD: usize = 1024;
/// How much text of theirs, in bytes: more than fits on any screen. A layout takes a hundred times as much.
pub const MAX_BYTES: usize = 1024 * 1024;

/// At most 1024 paragraphs, and of 1 MiB of text no more than one beyond it; before one more comes, the half looked at longest ago goes.
#[derive(Debug, Default)]
pub struct Cache {
    held: HashMap<usize, Held>,
    // Bytes of text of all that is held.
    bytes: usize,
    // Counts the questions.
    clock: u64,
}

#[derive(Debug)]
struct Held {
    laid: Arc<Laid>,
    asked_at: u64,
}

impl Held {
    fn bytes(&self) -> usize {
        self.laid.galley.text().len()
    }
}

impl Cache {
    /// The paragraph with this number, if it is held.
    pub fn get(&mut self, index: usize) -> Option<Arc<Laid>> {
        self.clock += 1;
        let held = self.held.get_mut(&index)?;
        held.asked_at = self.clock;
        Some(Arc::clone(&held.laid))
    }

    /// Whether it is held; that is no question for it.
    pub fn holds(&self, index: usize) -> bool {
        self.held.contains_key(&index)
    }

    /// Holds a paragraph.
    pub fn put(&mut self, index: usize, laid: Arc<Laid>) {
        if self.held.len() >= MAX_HELD || self.bytes >= MAX_BYTES {
            let mut times: Vec<u64> = self.held.values().map(|held| held.asked_at).collect();
            let middle = times.len() / 2;
            let (_, median, _) = times.select_nth_unstable(middle);
            let median = *median;
            self.held.retain(|_, held| held.asked_at >= median);
            self.bytes = self.held.values().map(Held::bytes).sum();
        }
        let held = Held { laid, asked_at: self.clock };
        self.bytes += held.bytes();
        self.held.insert(index, held);
    }

    /// Lets all go: what they were laid out for has changed.
    pub fn clear(&mut self) {
        self.held.clear();
        self.bytes = 0;
    }

    /// How many are held.
    pub fn count(&self) -> usize {
        self.held.len()
    }
}
