//! Watches the file of the open project for changes that others make: by the system's word where it gives one, else by a look at times.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::storage::disk::Disk;
use crate::storage::fs::{Fs as _, Look};
use crate::workbench::arrival::Arrival;

/// A program that saves does several things in a row: the file is looked at when it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(250);
/// But not later than this after the first of them.
const LATEST: Duration = Duration::from_millis(1500);
/// Network folders do not tell: so a look as often as this, which costs one call of the system.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// What the watched file's thread needs to know. The thread ends when this is dropped.
struct Watched {
    path: PathBuf,
    sender: Sender<Arrival>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// Watches some files.
pub struct Watch {
    sender: Sender<Arrival>,
    wake: Arc<dyn Fn() + Send + Sync>,
    watched: Vec<Arc<Watched>>,
}

impl Watch {
    /// Watches nothing yet.
    pub fn new(sender: Sender<Arrival>, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self { sender, wake, watched: Vec::new() }
    }

    /// Watches these files from now on, and no others.
    pub fn set(&mut self, paths: &[PathBuf]) {
        self.watched.retain(|watched| paths.contains(&watched.path));
        for path in paths {
            if self.watched.iter().any(|watched| watched.path == *path) {
                continue;
            }
            let watched = Arc::new(Watched { path: path.to_owned(), sender: self.sender.clone(), wake: Arc::clone(&self.wake) });
            let weak = Arc::downgrade(&watched);
            let path = path.clone();
            // Nobody joins this thread: a network folder may not answer.
            std::thread::spawn(move || watch(&path, &weak));
            self.watched.push(watched);
        }
    }
}

fn watch(path: &Path, watched: &Weak<Watched>) {
    let (sender, receiver) = channel();
    let name = path.file_name().map(ToOwned::to_owned);
    let is_ours = move |event: &notify::Event| {
        // Reading is no change, and our own reading least of all.
        !matches!(event.kind, EventKind::Access(notify::event::AccessKind::Read | notify::event::AccessKind::Open(_)))
            && event.paths.iter().any(|path| path.file_name() == name.as_deref())
    };
    let told = move |event: notify::Result<notify::Event>| {
        if event.as_ref().is_ok_and(&is_ours) || event.is_err() {
            let _ = sender.send(());
        }
    };
    // The folder, as a file that is replaced is another file afterwards.
    let watcher = notify::recommended_watcher(told).and_then(|mut watcher: RecommendedWatcher| {
        watcher.watch(path.parent().unwrap_or(path), RecursiveMode::NonRecursive)?;
        Ok(watcher)
    });
    let look = || -> Option<Look> { Disk.look(path).ok().flatten() };
    let mut known = look();
    loop {
        let is_told = match (&watcher, receiver.recv_timeout(LOOK_EVERY)) {
            (_, Ok(())) => true,
            (Ok(_), Err(RecvTimeoutError::Timeout)) => false,
            (_, Err(_)) => {
                // Without a watcher nobody else waits.
                if watcher.is_err() {
                    std::thread::sleep(LOOK_EVERY);
                }
                false
            }
        };
        if is_told {
            let first = Instant::now();
            while first.elapsed() < LATEST && receiver.recv_timeout(QUIET).is_ok() {}
        }
        let Some(watched) = watched.upgrade() else { return };
        let now = look();
        if now != known {
            known = now;
            let _ = watched.sender.send(Arrival::Stirred(watched.path.clone()));
            (watched.wake)();
        }
    }
}
