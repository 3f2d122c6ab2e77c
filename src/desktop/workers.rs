//! Threads that jobs run on: one that has nothing to do takes the next job, and where none waits, a new one is made.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

type Task = Box<dyn FnOnce() + Send>;

/// Threads that wait for the next job at most; more of them end when theirs is done.
const MOST_WAITING: usize = 4;

/// The threads. No job waits for another one: a disk that does not answer holds up nothing but what asked it.
#[derive(Debug)]
pub struct Workers {
    sender: Sender<Task>,
    waiting: Arc<Waiting>,
}

/// Where workers wait.
#[derive(Debug)]
struct Waiting {
    receiver: Mutex<Receiver<Task>>,
    // How many are there for whom no task is sent yet.
    free: AtomicUsize,
}

impl Default for Workers {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { sender, waiting: Arc::new(Waiting { receiver: Mutex::new(receiver), free: AtomicUsize::new(0) }) }
    }
}

impl Workers {
    /// Has this done, beside everything else. Never waits.
    pub fn spawn(&self, task: impl FnOnce() + Send + 'static) {
        let one_less = |free: usize| free.checked_sub(1);
        if self.waiting.free.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_less).is_ok() {
            // Workers hold the receiver, and this one has one to wait for it.
            let _ = self.sender.send(Box::new(task));
            return;
        }
        let waiting = Arc::clone(&self.waiting);
        std::thread::spawn(move || {
            task();
            waiting.serve();
        });
    }
}

impl Waiting {
    /// Does one task after the other, until there are enough who wait, or nobody is left to send any.
    fn serve(&self) {
        let one_more = |free: usize| (free < MOST_WAITING).then_some(free + 1);
        while self.free.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more).is_ok() {
            // No task runs under the lock, so it is never poisoned.
            let Ok(task) = self.receiver.lock().map(|receiver| receiver.recv()) else { return };
            let Ok(task) = task else { return };
            task();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_is_done_and_none_waits_for_another() {
        let workers = Workers::default();
        let (done, is_done) = channel();
        let (go, wait) = channel::<()>();
        let ended = done.clone();
        workers.spawn(move || {
            let _ = wait.recv();
            let _ = ended.send(0);
        });
        for round in 1..=500 {
            let done = done.clone();
            workers.spawn(move || done.send(round).unwrap_or_default());
            if round % 7 == 0 {
                // Some find a worker that waits, some do not.
                std::thread::yield_now();
            }
        }
        let mut seen: Vec<i32> = is_done.iter().take(500).collect();
        seen.sort_unstable();
        assert_eq!(seen, (1..=500).collect::<Vec<_>>());
        let _ = go.send(());
        assert_eq!(is_done.recv(), Ok(0));
    }

    #[test]
    fn a_task_that_panics_takes_no_other_with_it() {
        let workers = Workers::default();
        let (done, is_done) = channel();
        for round in 0..20 {
            let done = done.clone();
            workers.spawn(move || {
                // Dropped by the panic as well.
                let done = done;
                assert!(round % 2 == 0, "as wanted");
                let _ = done.send(round);
            });
        }
        drop(done);
        assert_eq!(is_done.iter().count(), 10);
    }
}
