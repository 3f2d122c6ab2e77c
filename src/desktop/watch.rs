//! Watches the file of the open project for changes that others make: by the system's word where it gives one, else by a look at times.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use notify::event::AccessKind;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::storage::disk::Disk;
use crate::storage::fs::{Fs as _, Look};
use crate::storage::safe_writer::ways;
use crate::workbench::arrival::Arrival;

/// A program that saves does several things in a row: the file is looked at when it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(250);
/// But not later than this after the first of them.
const LATEST: Duration = Duration::from_millis(1500);
/// Network folders do not tell: so a look as often as this, which costs one call of the system.
const LOOK_EVERY: Duration = Duration::from_secs(8);

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
            std::thread::spawn(move || watch(&path, &weak, LOOK_EVERY));
            self.watched.push(watched);
        }
    }
}

/// What is watched so that `path` is: its folder, as a file that is replaced is another file afterwards, and of a link the folders of all that it
/// leads over.
struct Ways {
    watcher: Option<RecommendedWatcher>,
    folders: BTreeSet<PathBuf>,
    // What the file and the links to it are called.
    names: Arc<Mutex<BTreeSet<OsString>>>,
}

impl Ways {
    fn new(told: Sender<()>) -> Self {
        let names = Arc::new(Mutex::new(BTreeSet::new()));
        let ours = Arc::clone(&names);
        let is_ours = move |event: &notify::Event| {
            let names = ours.lock().unwrap_or_else(PoisonError::into_inner);
            // Reading is no change, and our own reading least of all.
            !matches!(event.kind, EventKind::Access(AccessKind::Read | AccessKind::Open(_)))
                && event.paths.iter().any(|path| path.file_name().is_some_and(|name| names.contains(name)))
        };
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.as_ref().map_or(true, &is_ours) {
                let _ = told.send(());
            }
        });
        Self { watcher: watcher.ok(), folders: BTreeSet::new(), names }
    }

    /// Watches where `path` leads now.
    fn follow(&mut self, path: &Path) {
        let ways = ways(&Disk, path).unwrap_or_else(|_circle| vec![path.to_owned()]);
        *self.names.lock().unwrap_or_else(PoisonError::into_inner) =
            ways.iter().filter_map(|way| way.file_name().map(ToOwned::to_owned)).collect();
        let folders: BTreeSet<PathBuf> = ways.iter().map(|way| way.parent().unwrap_or(way).to_owned()).collect();
        let Some(watcher) = &mut self.watcher else { return };
        // Of a folder that is gone nothing is told any more, should it come again.
        self.folders.retain(|folder| matches!(Disk.look(folder), Ok(Some(_))));
        for gone in self.folders.difference(&folders) {
            // It may be gone from the disk as well.
            let _ = watcher.unwatch(gone);
        }
        // Of a folder that cannot be watched the looks at times tell, and the next try.
        self.folders = folders
            .into_iter()
            .filter(|folder| self.folders.contains(folder) || watcher.watch(folder, RecursiveMode::NonRecursive).is_ok())
            .collect();
    }
}

fn watch(path: &Path, watched: &Weak<Watched>, look_every: Duration) {
    let (sender, receiver) = channel();
    // A sender stays here, so that waiting takes its time where there is no watcher.
    let mut ways = Ways::new(sender.clone());
    ways.follow(path);
    let look = || -> Option<Look> { Disk.look(path).ok().flatten() };
    let mut known = look();
    let tell = |arrival: Arrival| {
        let Some(watched) = watched.upgrade() else { return false };
        let _ = watched.sender.send(arrival);
        (watched.wake)();
        true
    };
    // What happened before is for whoever has read it to find.
    if !tell(Arrival::Watched(path.to_owned())) {
        return;
    }
    loop {
        if receiver.recv_timeout(look_every).is_ok() {
            let first = Instant::now();
            while first.elapsed() < LATEST && receiver.recv_timeout(QUIET).is_ok() {}
        }
        if watched.strong_count() == 0 {
            return;
        }
        ways.follow(path);
        let now = look();
        if now != known {
            known = now;
            if !tell(Arrival::Stirred(path.to_owned())) {
                return;
            }
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::sync::mpsc::Receiver;

    use super::*;

    /// Longer than a test takes: only the system's word is left then.
    const NEVER: Duration = Duration::from_hours(1);

    fn started(path: &Path) -> (Arc<Watched>, Receiver<Arrival>) {
        let (sender, receiver) = channel();
        let watched = Arc::new(Watched { path: path.to_owned(), sender, wake: Arc::new(|| {}) });
        let weak = Arc::downgrade(&watched);
        let whole = path.to_owned();
        std::thread::spawn(move || watch(&whole, &weak, NEVER));
        assert!(matches!(receiver.recv(), Ok(Arrival::Watched(told)) if told == *path));
        (watched, receiver)
    }

    fn replace(path: &Path, text: &str) {
        let beside = path.with_extension("beside");
        std::fs::copy(path, &beside).expect("a file beside");
        std::io::Write::write_all(&mut std::fs::File::create(&beside).expect("it"), text.as_bytes()).expect("it");
        std::fs::rename(beside, path).expect("our file");
    }

    #[test]
    fn a_change_behind_links_is_told_by_the_system() {
        let folder = tempfile::tempdir().expect("a folder");
        let (far, near) = (folder.path().join("far"), folder.path().join("near"));
        for made in [&far, &near] {
            std::fs::create_dir(made).expect("a folder");
        }
        let (real, other) = (far.join("real.ron"), far.join("other.ron"));
        for file in [&real, &other] {
            std::fs::File::create(file).expect("a file");
        }
        symlink("../far/real.ron", near.join("middle.ron")).expect("a link");
        let link = near.join("link.ron");
        symlink("middle.ron", &link).expect("a link");
        let (watched, receiver) = started(&link);
        let is_told = || matches!(receiver.recv(), Ok(Arrival::Stirred(told)) if told == link);
        replace(&real, "changed");
        assert!(is_told());
        replace(&real, "changed again");
        assert!(is_told(), "the file that took its place");
        // Another link in its place leads elsewhere, and is followed there.
        symlink("../far/other.ron", near.join("new.ron")).expect("a link");
        std::fs::rename(near.join("new.ron"), near.join("middle.ron")).expect("a link");
        assert!(is_told(), "the link");
        replace(&other, "changed there");
        assert!(is_told(), "what it leads to now");
        drop(watched);
    }
}
