//! Laid-out paragraphs that are kept, so that a steady view lays out nothing.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ui::article_view::laid::Laid;

/// How many are kept: some twenty screens of ordinary text.
const MAX_HELD: usize = 512;

/// At most 512 paragraphs; of more, those looked at longest ago go first.
#[derive(Debug, Default)]
pub struct Cache {
    held: HashMap<usize, Held>,
    // Counts the questions.
    clock: u64,
}

#[derive(Debug)]
struct Held {
    laid: Arc<Laid>,
    asked_at: u64,
}

impl Cache {
    /// The paragraph with this number, if it is held.
    pub fn get(&mut self, index: usize) -> Option<Arc<Laid>> {
        self.clock += 1;
        let held = self.held.get_mut(&index)?;
        held.asked_at = self.clock;
        Some(Arc::clone(&held.laid))
    }

    /// Holds a paragraph.
    pub fn put(&mut self, index: usize, laid: Arc<Laid>) {
        if self.held.len() >= MAX_HELD {
            let mut times: Vec<u64> = self.held.values().map(|held| held.asked_at).collect();
            let middle = times.len() / 2;
            let (_, median, _) = times.select_nth_unstable(middle);
            let median = *median;
            self.held.retain(|_, held| held.asked_at >= median);
        }
        self.held.insert(index, Held { laid, asked_at: self.clock });
    }

    /// Lets all go: what they were laid out for has changed.
    pub fn clear(&mut self) {
        self.held.clear();
    }

    /// How many are held.
    pub fn count(&self) -> usize {
        self.held.len()
    }
}
