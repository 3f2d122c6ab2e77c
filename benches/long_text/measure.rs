//! What is measured: CPU of the window's thread, memory on the heap, and the middle of many figures.

use std::sync::atomic::{AtomicBool, Ordering};

use peak_alloc::PeakAlloc;
use rustix::time::{ClockId, clock_gettime};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

static IS_CLOCK_STOPPED: AtomicBool = AtomicBool::new(false);

/// From here on no time is told: under valgrind the clock cannot be asked.
pub fn stop_clock() {
    IS_CLOCK_STOPPED.store(true, Ordering::Relaxed);
}

/// CPU time of this thread, in milliseconds.
pub fn cpu_ms() -> f64 {
    if IS_CLOCK_STOPPED.load(Ordering::Relaxed) {
        return 0.0;
    }
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1000.0 + time.tv_nsec as f64 / 1e6
}

/// CPU milliseconds that some work takes on this thread.
pub fn cost_ms<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let before = cpu_ms();
    let answer = work();
    (cpu_ms() - before, answer)
}

/// Bytes on the heap now.
pub fn heap_bytes() -> usize {
    HEAP.current_usage()
}

/// The most that stood on the heap since [`forget_peak`].
pub fn peak_bytes() -> usize {
    HEAP.peak_usage()
}

/// From here on the peak counts anew.
pub fn forget_peak() {
    HEAP.reset_peak_usage();
}

/// Figures of one kind.
#[derive(Debug, Clone, Default)]
pub struct Figures(Vec<f64>);

impl Figures {
    /// No figure yet.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// One more.
    pub fn push(&mut self, figure: f64) {
        let at = self.0.partition_point(|other| *other < figure);
        self.0.insert(at, figure);
    }

    /// These and those.
    pub fn with(mut self, others: Self) -> Self {
        others.0.into_iter().for_each(|figure| self.push(figure));
        self
    }

    /// The figure below which so many in a hundred lie; NaN where there is none.
    pub fn part(&self, percent: usize) -> f64 {
        let at = (self.0.len().saturating_sub(1) * percent + 50) / 100;
        self.0.get(at).copied().unwrap_or(f64::NAN)
    }

    /// The middle one.
    pub fn median(&self) -> f64 {
        self.part(50)
    }

    /// The largest.
    pub fn most(&self) -> f64 {
        self.part(100)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// "0.412 ms (0.400..0.466, 200)".
    pub fn told(&self) -> String {
        format!("{:.3} ms ({:.3}..{:.3}, {})", self.median(), self.part(5), self.part(95), self.count())
    }
}

impl FromIterator<f64> for Figures {
    fn from_iter<I: IntoIterator<Item = f64>>(figures: I) -> Self {
        let mut all = Self::default();
        figures.into_iter().for_each(|figure| all.push(figure));
        all
    }
}
