//! The program's log: what it did and what went wrong, in a file that never grows large and that holds no word of an article or project.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use ::log::{Level, LevelFilter, Metadata, Record};

use crate::desktop::now;
use crate::storage::disk::Disk;
use crate::storage::fs::Fs as _;

/// What the file is called, and the one before it.
const NAME: &str = "factmark.log";
const OLD_NAME: &str = "factmark.old.log";
/// A file that would be longer becomes the one before.
const LIMIT_BYTES: u64 = 256 << 10;
/// A line is cut off here, in letters.
const MAX_LETTERS: usize = 1000;
/// Lines that may wait for the disk; what comes beyond is counted and let go, as nobody waits for a log.
const MAX_WAITING: usize = 512;
/// What the program's own messages come from. Others' may quote what they were given, so that of them only the place is kept.
const OWN: &str = env!("CARGO_PKG_NAME");

enum Message {
    Line(String),
    // Answered once all that came before is in the file.
    Reached(SyncSender<()>),
}

/// The log, written by a thread of its own; clones write to the same file.
#[derive(Debug, Clone)]
pub struct Log {
    sender: SyncSender<Message>,
    path: PathBuf,
    lost: Arc<AtomicU64>,
}

impl Log {
    /// A log in this folder, which is made with the first line. Where the file cannot be written nobody is told.
    pub fn new(folder: &Path) -> Self {
        let (sender, receiver) = sync_channel(MAX_WAITING);
        let (path, lost) = (folder.join(NAME), Arc::new(AtomicU64::new(0)));
        let log = Self { sender, path: path.clone(), lost: Arc::clone(&lost) };
        // Nobody joins this thread: the disk may not answer.
        std::thread::spawn(move || write_all(&path, &receiver, &lost));
        log
    }

    /// Takes what the program and its libraries have to say from now on, where nobody else does already.
    pub fn listen(&self) {
        if ::log::set_boxed_logger(Box::new(self.clone())).is_ok() {
            ::log::set_max_level(LevelFilter::Info);
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a line, without waiting.
    pub fn add(&self, level: Level, text: &str) {
        let at = now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(MAX_LETTERS).collect();
        let line = format!("{at} {} {level}: {text}\n", std::process::id());
        if self.sender.try_send(Message::Line(line)).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until all that was added is in the file, but no longer than this.
    pub fn flush(&self, at_most: Duration) {
        let (sender, reached) = sync_channel(1);
        if self.sender.try_send(Message::Reached(sender)).is_ok() {
            // Where it takes too long the file lacks the end.
            let _ = reached.recv_timeout(at_most);
        }
    }
}

impl ::log::Log for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= if is_own(metadata.target()) { Level::Info } else { Level::Warn }
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        if is_own(record.target()) {
            self.add(record.level(), &record.args().to_string());
        } else {
            // The name of a module, unless somebody makes up another one.
            let is_name = record.target().chars().all(|letter| letter.is_ascii_alphanumeric() || "_-:.".contains(letter));
            let place = if is_name { record.target() } else { "a library" };
            self.add(record.level(), &format!("from {place}, line {}", record.line().unwrap_or_default()));
        }
    }

    fn flush(&self) {}
}

fn is_own(target: &str) -> bool {
    target.strip_prefix(OWN).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn write_all(path: &Path, messages: &Receiver<Message>, lost: &AtomicU64) {
    while let Ok(message) = messages.recv() {
        match message {
            Message::Line(line) => {
                let count = lost.swap(0, Ordering::Relaxed);
                if count > 0 {
                    let _ = append(path, &format!("({count} lines were too many)\n"));
                }
                // Nobody is told of a log that cannot be written: there is other work.
                let _ = append(path, &line);
            }
            Message::Reached(sender) => {
                let _ = sender.send(());
            }
        }
    }
}

/// Opened anew for each line, as another window may have made it the old one.
fn append(path: &Path, line: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    Disk.make_folders(folder)?;
    let mut file = open(path)?;
    if file.metadata()?.len().saturating_add(line.len() as u64) > LIMIT_BYTES {
        drop(file);
        std::fs::rename(path, folder.join(OLD_NAME))?;
        file = open(path)?;
    }
    file.write_all(line.as_bytes())
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    fn read(path: &Path) -> String {
        std::fs::read_to_string(path).unwrap_or_default()
    }

    #[test]
    fn lines_come_in_order_and_the_file_never_grows_beyond_its_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::new(&folder.path().join("state"));
        let text = "a word ".repeat(100);
        for number in 0..2000 {
            log.add(Level::Info, &format!("{number} {text}"));
            if number % 100 == 0 {
                log.flush(LONG);
            }
        }
        log.flush(LONG);
        let old = log.path().with_file_name(OLD_NAME);
        for path in [log.path(), &old] {
            assert!((1000..=LIMIT_BYTES).contains(&std::fs::metadata(path).expect("a file").len()), "{}", path.display());
        }
        let all = read(&old) + &read(log.path());
        let numbers: Vec<u32> =
            all.lines().map(|line| line.split(' ').nth(3).and_then(|word| word.parse().ok()).expect("a number")).collect();
        assert!(numbers.len() > 300 && numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{numbers:?}");
        assert_eq!(numbers.last(), Some(&1999));
        assert_eq!(std::fs::read_dir(folder.path().join("state")).expect("the folder").count(), 2);
    }

    #[test]
    #[cfg(unix)]
    fn it_is_for_its_owners_eyes_only() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::new(&folder.path().join("state"));
        log.add(Level::Info, "started");
        log.flush(LONG);
        let mode = |path: &Path| std::fs::metadata(path).expect("it").permissions().mode() & 0o777;
        assert_eq!((mode(log.path()), mode(&folder.path().join("state"))), (0o600, 0o700));
    }

    #[test]
    fn of_what_libraries_say_only_the_place_is_kept_and_a_line_is_one_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::new(folder.path());
        let say = |target: &str, level: Level, text: &str| {
            let mut record = Record::builder();
            record.target(target).level(level).line(Some(7));
            ::log::Log::log(&log, &record.args(format_args!("{text}")).build());
        };
        say("arboard::x11", Level::Warn, "cannot paste “the mill burned”");
        say("arboard::x11", Level::Info, "nothing of note");
        say("factmark::desktop", Level::Info, "saved\nforged 2026");
        say("factmarkish", Level::Error, "another’s");
        say("“the mill” burned", Level::Error, "as its target says");
        log.flush(LONG);
        let text = read(log.path());
        assert!(!text.contains("mill") && !text.contains("of note") && !text.contains("another"), "{text}");
        assert!(text.contains("WARN: from arboard::x11, line 7\n") && text.contains("INFO: saved forged 2026\n"), "{text}");
        assert_eq!(text.lines().count(), 4, "{text}");
    }

    #[test]
    fn a_log_that_cannot_be_written_holds_nobody_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = tempfile::NamedTempFile::new_in(folder.path()).expect("a file");
        let log = Log::new(&file.path().join("state"));
        for _ in 0..2 * MAX_WAITING {
            log.add(Level::Error, "nowhere to go");
        }
        log.flush(LONG);
        assert!(file.path().is_file());
    }
}
