//! Threads that jobs run on: one that has nothing to do takes the next job, and where none is free, a new one begins.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

type Task = Box<dyn FnOnce() + Send>;

/// A thread that had nothing to do for so long ends.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// The threads. No job waits for another one: a disk that does not answer holds up nothing but what asked it. So what was asked for first
/// may be done last, as with a thread for each.
#[derive(Debug)]
pub struct Workers {
    free: Receiver<Worker>,
    // Where workers say that they are free.
    sender: Sender<Worker>,
    longest_rest: Duration,
}

/// A worker that is free, or was.
#[derive(Debug)]
struct Worker {
    tasks: Sender<Task>,
    // Whether it waits for a task no more, as one is on its way or as it has ended: whoever is first to say so decides which.
    is_taken: Arc<AtomicBool>,
}

impl Default for Workers {
    fn default() -> Self {
        Self::resting(LONGEST_REST)
    }
}

impl Workers {
    fn resting(longest_rest: Duration) -> Self {
        let (sender, free) = channel();
        Self { free, sender, longest_rest }
    }

    /// Has this done, beside everything else. Never waits. A panic in it ends its thread and nothing else.
    pub fn spawn(&self, task: impl FnOnce() + Send + 'static) {
        let task: Task = Box::new(task);
        // Those that have ended meanwhile are passed over.
        if let Some(worker) = self.free.try_iter().find(Worker::take) {
            // One that is taken looks for its task.
            let _ = worker.tasks.send(task);
            return;
        }
        let (sender, longest_rest) = (self.sender.clone(), self.longest_rest);
        std::thread::spawn(move || {
            task();
            serve(&sender, longest_rest);
        });
    }
}

impl Worker {
    /// Whether this was first to take it.
    fn take(&self) -> bool {
        !self.is_taken.swap(true, Ordering::AcqRel)
    }
}

/// Does one task after the other, until none comes for this long, or nobody is left to send any.
fn serve(free: &Sender<Worker>, longest_rest: Duration) {
    loop {
        let (tasks, coming) = channel();
        let is_taken = Arc::new(AtomicBool::new(false));
        if free.send(Worker { tasks, is_taken: Arc::clone(&is_taken) }).is_err() {
            return;
        }
        let task = match coming.recv_timeout(longest_rest) {
            Ok(task) => Ok(task),
            Err(_) if !is_taken.swap(true, Ordering::AcqRel) => return,
            // It is on its way.
            Err(_) => coming.recv(),
        };
        let Ok(task) = task else { return };
        task();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::thread::{self, ThreadId};

    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    /// Waits until so many say that they are free, and has them free again.
    fn free(workers: &Workers, count: usize) {
        let free: Vec<Worker> = (0..count).map(|_| workers.free.recv_timeout(LONG).unwrap()).collect();
        for worker in free {
            workers.sender.send(worker).unwrap();
        }
    }

    #[test]
    fn every_task_is_done_and_none_waits_for_another() {
        let workers = Workers::default();
        let (done, is_done) = channel();
        let mut held = Vec::new();
        for round in 0..20 {
            let (go, wait) = channel::<()>();
            held.push(go);
            let done = done.clone();
            workers.spawn(move || {
                let _ = wait.recv();
                let _ = done.send(-round);
            });
        }
        for round in 1..=500 {
            let done = done.clone();
            workers.spawn(move || done.send(round).unwrap_or_default());
            if round % 7 == 0 {
                // Some find a worker that waits, some do not.
                thread::yield_now();
            }
        }
        let mut seen: Vec<i32> = is_done.iter().take(500).collect();
        seen.sort_unstable();
        assert_eq!(seen, (1..=500).collect::<Vec<_>>());
        drop(held);
        assert_eq!(is_done.iter().take(20).sum::<i32>(), -190);
    }

    #[test]
    fn one_that_is_free_takes_the_next_task() {
        let workers = Workers::default();
        let (done, is_done) = channel();
        let mut threads: HashSet<ThreadId> = HashSet::new();
        for _ in 0..50 {
            let done = done.clone();
            workers.spawn(move || done.send(thread::current().id()).unwrap_or_default());
            threads.insert(is_done.recv_timeout(LONG).unwrap());
            free(&workers, 1);
        }
        assert_eq!(threads.len(), 1);
    }

    #[test]
    fn one_that_ends_loses_no_task() {
        // Rests that end about when the next task comes.
        let workers = Workers::resting(Duration::from_micros(60));
        let (done, is_done) = channel();
        for round in 0..3000_u64 {
            let done = done.clone();
            workers.spawn(move || done.send(round).unwrap_or_default());
            assert_eq!(is_done.recv_timeout(LONG), Ok(round));
            thread::sleep(Duration::from_micros(round % 13 * 5));
        }
    }

    #[test]
    fn they_end_when_nothing_comes_and_when_nobody_is_left() {
        for (rest, drops) in [(Duration::from_millis(1), false), (LONG, true)] {
            let mut workers = Some(Workers::resting(rest));
            let (done, is_done) = channel();
            if let Some(workers) = &workers {
                workers.spawn(move || {
                    thread_local!(static HELD: std::cell::RefCell<Option<Sender<()>>> = const { std::cell::RefCell::new(None) });
                    // Goes with the thread.
                    HELD.set(Some(done));
                });
            }
            if drops {
                workers = None;
            }
            assert!(is_done.recv_timeout(LONG).is_err_and(|error| error == std::sync::mpsc::RecvTimeoutError::Disconnected));
            // Nothing is sent to one that has ended.
            if let Some(workers) = workers {
                let (done, is_done) = channel();
                workers.spawn(move || done.send(1).unwrap_or_default());
                assert_eq!(is_done.recv_timeout(LONG), Ok(1));
            }
        }
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
