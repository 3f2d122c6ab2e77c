//! A world without a window: files lie in a folder of its own, jobs are done on threads as in the real one, or when the bench says so.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use factmark::desktop::Workers;
use factmark::model::day::Day;
use factmark::model::moment::Moment;
use factmark::model::project::Project;
use factmark::storage::disk::Disk;
use factmark::storage::fs::Fs;
use factmark::storage::reader::read_bounded;
use factmark::workbench::arrival::{Arrival, Opened};
use factmark::workbench::home::OwnPlace;
use factmark::workbench::question::PathFor;
use factmark::workbench::reopening::reopened;
use factmark::workbench::world::{Job, World};
use url::Url;

/// Who does the jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hands {
    /// The real program's threads, at once.
    Threads,
    /// Nobody, until it is asked for.
    Ours,
}

/// The world of one window.
pub struct BenchWorld {
    folder: tempfile::TempDir,
    hands: Hands,
    waiting: Vec<Job>,
    back: Vec<Arrival>,
    under_way: usize,
    sender: Sender<Arrival>,
    receiver: Receiver<Arrival>,
    chance: fastrand::Rng,
    workers: Workers,
    // What is open in place of the sample, so that what is measured does not begin with minutes of reading.
    instead: Option<Project>,
}

impl BenchWorld {
    /// A world with an empty folder, and what the window opens with in place of the sample.
    pub fn new(hands: Hands, instead: Option<Project>) -> std::io::Result<Self> {
        let (sender, receiver) = channel();
        let folder = tempfile::tempdir()?;
        let chance = fastrand::Rng::with_seed(7);
        let (waiting, back, workers) = (Vec::new(), Vec::new(), Workers::default());
        Ok(Self { folder, hands, waiting, back, under_way: 0, sender, receiver, chance, workers, instead })
    }

    /// Does the job that has waited longest here and now; whether there was one.
    pub fn work(&mut self) -> bool {
        if self.waiting.is_empty() {
            return false;
        }
        let job = self.waiting.remove(0);
        self.back.push(job());
        true
    }

    /// The project as it would be had it been read from a file, with a place for its journal.
    fn as_opened(&self, project: &Project) -> Option<Opened> {
        let path = self.folder.path().join("long.ron");
        let state = self.state_folder();
        // What stands in the file is never looked at; an edit's journal keeps a copy of it.
        std::io::Write::write_all(&mut std::fs::File::create(&path).ok()?, b"long").ok()?;
        let file = read_bounded(&Disk, &path, 100).ok()?;
        let own = OwnPlace::default();
        Some(Opened::Project(Box::new(reopened(&Disk, state.as_deref(), &path, project, &file.stamp, Vec::new(), &own))))
    }
}

impl World for BenchWorld {
    fn draw(&mut self) -> u64 {
        self.chance.u64(..)
    }

    fn today(&self) -> Day {
        Day::new(2026, Some(11), Some(24)).unwrap_or_else(|_error| unreachable!("it is a day"))
    }

    fn now(&self) -> Moment {
        Moment(1_795_500_000)
    }

    fn time_text(&self, moment: Moment) -> String {
        moment.0.to_string()
    }

    fn login_name(&self) -> String {
        "Ruth Vale".to_owned()
    }

    fn files(&self) -> Arc<dyn Fs> {
        Arc::new(Disk)
    }

    fn spawn(&mut self, job: Job) {
        self.under_way += 1;
        match self.hands {
            Hands::Ours => self.waiting.push(job),
            Hands::Threads => {
                let sender = self.sender.clone();
                // The receiver is gone only when the window is.
                self.workers.spawn(move || drop(sender.send(job())));
            }
        }
    }

    fn spawn_later(&mut self, _after: Duration, job: Job) {
        // Syncs of the journal, for the most part: here nobody waits for a quiet moment.
        self.spawn(job);
    }

    fn watch(&mut self, _paths: &[PathBuf]) {}

    fn ask_path(&mut self, what: PathFor, _suggested: Option<PathBuf>) {
        self.under_way += 1;
        self.back.push(Arrival::NoDialog(what));
    }

    fn whole_path(&self, typed: &str) -> PathBuf {
        self.folder.path().join(typed)
    }

    fn open_link(&mut self, _address: &Url) {}

    fn settings_path(&self) -> Option<PathBuf> {
        Some(self.folder.path().join("settings.ron"))
    }

    fn state_folder(&self) -> Option<PathBuf> {
        Some(self.folder.path().join("state"))
    }

    fn arrived(&mut self) -> Vec<Arrival> {
        let mut arrived = std::mem::take(&mut self.back);
        arrived.extend(self.receiver.try_iter());
        self.under_way -= arrived.len();
        for arrival in &mut arrived {
            if let Arrival::Opened(_, opened) = arrival
                && let Some(opens) = self.instead.take().and_then(|project| self.as_opened(&project))
            {
                **opened = opens;
            }
        }
        arrived
    }

    fn jobs_under_way(&self) -> usize {
        self.under_way
    }

    fn leave(&mut self) {}

    fn is_leaving(&self) -> bool {
        false
    }
}
