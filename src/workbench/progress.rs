//! How far a worker is with something that may take long, and that it is not wanted any more.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far a worker is; told by the worker, seen by the window, and the other way round whether it is still wanted.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    // 0 as long as it is not known.
    all: AtomicU64,
    is_unwanted: AtomicBool,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stage {
    /// How much there is to do is not known yet.
    Beginning,
    /// This share of it is done, from 0 to 1.
    Part(f32),
    /// It is done but for its end, of which no share is known.
    Ending,
}

impl Progress {
    /// There is so much to do: bytes of a file that is read, statements that are written.
    pub fn begin(&self, all: u64) {
        self.all.store(all, Ordering::Relaxed);
    }

    /// So much is done. Whether the rest is wanted.
    pub fn reach(&self, done: u64) -> bool {
        // A record may stand out of order.
        self.done.fetch_max(done, Ordering::Relaxed);
        self.is_wanted()
    }

    /// All of that is done.
    pub fn end(&self) {
        self.done.store(u64::MAX, Ordering::Relaxed);
    }

    /// It is not wanted any more: the worker stops soon, unless it has come to the end.
    pub fn give_up(&self) {
        self.is_unwanted.store(true, Ordering::Relaxed);
    }

    /// Whether nobody has given it up.
    pub fn is_wanted(&self) -> bool {
        !self.is_unwanted.load(Ordering::Relaxed)
    }

    /// What is being done.
    pub fn stage(&self) -> Stage {
        match (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed)) {
            (u64::MAX, _) => Stage::Ending,
            (_, 0) => Stage::Beginning,
            (done, all) => Stage::Part((done as f64 / all as f64) as f32),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_goes_forward_alone_and_hears_when_it_is_not_wanted() {
        let progress = Progress::default();
        assert!(progress.reach(7) && progress.stage() == Stage::Beginning);
        progress.begin(200);
        assert!(progress.reach(50) && progress.reach(20));
        assert_eq!(progress.stage(), Stage::Part(0.25));
        progress.give_up();
        assert!(!progress.reach(60));
        progress.end();
        assert_eq!(progress.stage(), Stage::Ending);
    }
}
