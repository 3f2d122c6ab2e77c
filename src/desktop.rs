//! The real world: native dialogs, the disk, the clock, chance, workers, the browser.

mod lines;
mod log;
mod mistakes;
mod telling;
mod watch;
mod workers;

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use etcetera::BaseStrategy as _;
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use rfd::{AsyncFileDialog, FileHandle};
use url::Url;

use crate::desktop::telling::Telling;
use crate::desktop::watch::Watch;
use crate::model::day::Day;
use crate::model::moment::Moment;
use crate::storage::disk::Disk;
use crate::storage::fs::Fs;
use crate::storage::state;
use crate::workbench::arrival::Arrival;
use crate::workbench::question::PathFor;
use crate::workbench::world::{Job, World};

pub use crate::desktop::log::Log;
pub use lines::read_lines;
pub use mistakes::report_to;
pub use workers::Workers;

/// Where settings are kept, in place of the platform's folder.
const CONFIG_VARIABLE: &str = "FACTMARK_CONFIG_DIR";
/// A dialog that ends sooner than this was never on screen: without a portal and without zenity the answer is "nothing" within 17 ms,
/// which is not to be told from a closed dialog otherwise.
const SHORTEST_DIALOG: Duration = Duration::from_millis(150);
/// Where the program ends in disorder, the disk is waited for no longer than this.
const LONGEST_RESCUE: Duration = Duration::from_secs(20);

/// The desktop the program runs on.
pub struct Desktop {
    wake: Arc<dyn Fn() + Send + Sync>,
    sender: Sender<Arrival>,
    receiver: Receiver<Arrival>,
    // The answers of jobs apart from what else comes back, so that jobs under way can be counted.
    job_sender: Sender<Arrival>,
    job_receiver: Receiver<Arrival>,
    jobs_under_way: usize,
    has_dialogs: bool,
    // Dialogs to be shown once a frame is at hand.
    asks: Vec<(PathFor, Option<PathBuf>)>,
    settings_path: Option<PathBuf>,
    state_folder: Option<PathBuf>,
    watch: Watch,
    workers: Workers,
    telling: Telling,
    is_leaving: bool,
}

impl Desktop {
    /// A desktop that calls `wake` when something has come back.
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let (sender, receiver) = channel();
        let (job_sender, job_receiver) = channel();
        let watch = Watch::new(sender.clone(), Arc::clone(&wake));
        let (ender, waker) = (sender.clone(), Arc::clone(&wake));
        // Where signals cannot be had, being ended by one is being killed.
        let _ = ctrlc::try_set_handler(move || {
            let _ = ender.send(Arrival::End);
            waker();
        });
        Self {
            wake,
            sender,
            receiver,
            job_sender,
            job_receiver,
            jobs_under_way: 0,
            has_dialogs: true,
            asks: Vec::new(),
            settings_path: settings_path(),
            state_folder: state::state_folder(),
            watch,
            workers: Workers::default(),
            telling: Telling::default(),
            is_leaving: false,
        }
    }

    /// The same without a window over which dialogs could stand: whoever asks for a path learns at once that no dialog service is there.
    pub fn without_dialogs(wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self { has_dialogs: false, ..Self::new(wake) }
    }

    /// The program ends in disorder: does this, which brings to the disk what is not there yet, and waits for it and for what is under way,
    /// but not longer than a disk that answers needs.
    ///
    /// # Errors
    /// Why it is not all on the disk.
    pub fn rescue(&mut self, job: impl FnOnce() -> Result<(), String> + Send + 'static) -> Result<(), String> {
        let until = Instant::now() + LONGEST_RESCUE;
        let (sender, done) = channel();
        std::thread::spawn(move || sender.send(job()));
        let rescued = done.recv_timeout(LONGEST_RESCUE).unwrap_or_else(|error| {
            Err(match error {
                RecvTimeoutError::Timeout => "the disk does not answer".to_owned(),
                RecvTimeoutError::Disconnected => "the program made a mistake on the way".to_owned(),
            })
        });
        while self.jobs_under_way > 0 && self.job_receiver.recv_timeout(until.saturating_duration_since(Instant::now())).is_ok() {
            self.jobs_under_way -= 1;
        }
        rescued
    }

    /// Shows the dialogs that were asked for, over `window`. Made here, as some systems want, and waited for elsewhere.
    pub fn present(&mut self, window: &(impl HasWindowHandle + HasDisplayHandle)) {
        for (what, suggested) in std::mem::take(&mut self.asks) {
            let dialog = dialog(what, suggested.as_deref()).set_parent(window);
            let asked = Instant::now();
            let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
            let future: Pin<Box<dyn Future<Output = Option<FileHandle>> + Send>> = match what {
                PathFor::Save | PathFor::Report => Box::pin(dialog.save_file()),
                PathFor::Open | PathFor::AddArticle | PathFor::Copy(_) => Box::pin(dialog.pick_file()),
            };
            // Nobody joins this thread: a dialog service may never answer.
            std::thread::spawn(move || {
                let chosen = pollster::block_on(future).map(|file| file.path().to_owned());
                let arrival = match chosen {
                    None if asked.elapsed() < SHORTEST_DIALOG => Arrival::NoDialog(what),
                    chosen => Arrival::Chosen(what, chosen),
                };
                // The receiver is gone only when the program ends.
                let _ = sender.send(arrival);
                wake();
            });
        }
    }
}

/// The file settings are kept in, its folder made where it was missing; `None` where the system names no place for it.
pub fn settings_path() -> Option<PathBuf> {
    let folder = match std::env::var_os(CONFIG_VARIABLE) {
        Some(folder) if !folder.is_empty() => PathBuf::from(folder),
        _ => etcetera::choose_base_strategy().ok()?.config_dir().join("factmark"),
    };
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("settings.ron"))
}

#[expect(clippy::disallowed_methods, reason = "this is the World that everybody else asks")]
fn now() -> jiff::ZonedDateTime {
    jiff::ZonedDateTime::now()
}

fn dialog(what: PathFor, suggested: Option<&Path>) -> AsyncFileDialog {
    let mut dialog = AsyncFileDialog::new();
    dialog = match what {
        PathFor::Open => dialog
            .set_title("Open a project or an article")
            .add_filter("Projects and articles", &["ron", "txt", "md"])
            .add_filter("All files", &["*"]),
        PathFor::AddArticle => dialog.set_title("Add an article").add_filter("Texts", &["txt", "md"]).add_filter("All files", &["*"]),
        PathFor::Save => dialog.set_title("Save the project").add_filter("Factmark projects", &["ron"]),
        PathFor::Copy(_) => dialog.set_title("Keep a copy of the source").add_filter("All files", &["*"]),
        PathFor::Report => {
            dialog.set_title("Export a report").add_filter("Web page", &["html", "htm"]).add_filter("Markdown", &["md", "markdown"])
        }
    };
    let Some(suggested) = suggested else { return dialog };
    if let Some(folder) = suggested.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        dialog = dialog.set_directory(folder);
    }
    match suggested.file_name() {
        Some(name) if matches!(what, PathFor::Save | PathFor::Report) => dialog.set_file_name(name.to_string_lossy()),
        _ => dialog,
    }
}

/// A moment in the user's time, with its day where that is not today.
fn local_time(moment: Moment, form: &str) -> String {
    let now = now();
    let Ok(timestamp) = jiff::Timestamp::from_second(moment.0) else { return String::new() };
    let then = now.time_zone().to_datetime(timestamp);
    let day = if then.date() == now.date() { String::new() } else { then.strftime("%Y-%m-%d ").to_string() };
    format!("{day}{}", then.strftime(form))
}

impl World for Desktop {
    fn draw(&mut self) -> u64 {
        // Where the system has no chance to give, the clock must do: an id that is taken is refused, not overwritten.
        getrandom::u64().unwrap_or_else(|_error| u64::try_from(now().timestamp().as_nanosecond()).unwrap_or_default())
    }

    fn today(&self) -> Day {
        Day::from(now().date())
    }

    fn now(&self) -> Moment {
        Moment(now().timestamp().as_second())
    }

    fn time_text(&self, moment: Moment) -> String {
        local_time(moment, "%H:%M")
    }

    fn second_text(&self, moment: Moment) -> String {
        local_time(moment, "%H:%M:%S")
    }

    fn login_name(&self) -> String {
        whoami::realname().ok().filter(|name| !name.trim().is_empty()).or_else(|| whoami::username().ok()).unwrap_or_default()
    }

    fn files(&self) -> Arc<dyn Fs> {
        Arc::new(Disk)
    }

    fn spawn(&mut self, job: Job) {
        let (sender, wake) = (self.job_sender.clone(), Arc::clone(&self.wake));
        self.jobs_under_way += 1;
        self.workers.spawn(move || {
            // The receiver is gone only when the program ends.
            let _ = sender.send(job());
            wake();
        });
    }

    fn spawn_later(&mut self, after: Duration, job: Job) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        self.workers.spawn(move || {
            std::thread::sleep(after);
            let _ = sender.send(job());
            wake();
        });
    }

    fn watch(&mut self, paths: &[PathBuf]) {
        self.watch.set(paths);
    }

    fn ask_path(&mut self, what: PathFor, suggested: Option<PathBuf>) {
        if self.has_dialogs {
            self.asks.push((what, suggested));
        } else {
            // The receiver is gone only when the program ends.
            let _ = self.sender.send(Arrival::NoDialog(what));
            (self.wake)();
        }
    }

    fn whole_path(&self, typed: &str) -> PathBuf {
        let path = match typed.strip_prefix('~').map(|rest| (rest, etcetera::home_dir())) {
            Some((rest, Ok(home))) if rest.is_empty() || rest.starts_with(std::path::is_separator) => {
                home.join(rest.trim_start_matches(std::path::is_separator))
            }
            _ => PathBuf::from(typed),
        };
        std::path::absolute(&path).unwrap_or(path)
    }

    fn open_link(&mut self, address: &Url) {
        let (sender, wake, address) = (self.sender.clone(), Arc::clone(&self.wake), address.to_string());
        // Some browsers are waited for until they close.
        std::thread::spawn(move || {
            if let Err(error) = webbrowser::open(&address) {
                let _ = sender.send(Arrival::LinkFailed(address, error.to_string()));
                wake();
            }
        });
    }

    fn settings_path(&self) -> Option<PathBuf> {
        self.settings_path.clone()
    }

    fn state_folder(&self) -> Option<PathBuf> {
        self.state_folder.clone()
    }

    fn arrived(&mut self) -> Vec<Arrival> {
        let answers: Vec<Arrival> = self.job_receiver.try_iter().collect();
        self.jobs_under_way -= answers.len();
        let arrived: Vec<Arrival> = answers.into_iter().chain(self.receiver.try_iter()).collect();
        for arrival in &arrived {
            self.telling.tell(arrival);
        }
        arrived
    }

    fn jobs_under_way(&self) -> usize {
        self.jobs_under_way
    }

    fn leave(&mut self) {
        if !self.is_leaving {
            ::log::info!("left");
        }
        self.is_leaving = true;
    }

    fn is_leaving(&self) -> bool {
        self.is_leaving
    }
}
