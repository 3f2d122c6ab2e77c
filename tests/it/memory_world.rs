//! A world over a file system in memory: jobs are done when the test says so, in any order, and can be lost.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use factmark::model::day::Day;
use factmark::model::moment::Moment;
use factmark::storage::fs::Fs;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::question::PathFor;
use factmark::workbench::world::{Job, World};
use url::Url;

use crate::memory_fs::MemoryFs;

/// The folder of state.
pub const STATE: &str = "/state";
/// The folder of projects.
pub const DESK: &str = "/desk";

/// What a dialog answers.
#[derive(Default)]
pub enum Dialog {
    /// No dialog service does.
    #[default]
    NoService,
    /// It is closed.
    Closed,
    /// This path.
    Path(PathBuf),
}

/// The world of one window.
pub struct MemoryWorld {
    /// The disk, which windows may share.
    pub fs: MemoryFs,
    /// The clock.
    pub now: Moment,
    /// Jobs that wait to be done.
    pub jobs: Vec<Job>,
    /// What has come back and was not taken in.
    pub back: Vec<Arrival>,
    /// What is watched.
    pub watched: Vec<PathBuf>,
    /// What the next dialog answers; no dialog service answers where this is not said.
    pub answer: Dialog,
    /// Whether the window wants to close.
    pub is_leaving: bool,
    chance: fastrand::Rng,
    late: Vec<(i64, Job)>,
}

impl MemoryWorld {
    /// A world with nothing under way.
    pub fn new(fs: MemoryFs, now: Moment, seed: u64) -> Self {
        let chance = fastrand::Rng::with_seed(seed);
        let (jobs, back, watched, late) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { fs, now, jobs, back, watched, answer: Dialog::NoService, is_leaving: false, chance, late }
    }

    /// Jobs that were put off until now wait like the others.
    pub fn pass(&mut self, now: Moment) {
        self.now = now;
        let (due, late) = std::mem::take(&mut self.late).into_iter().partition(|(at, _)| *at <= now.0);
        self.late = late;
        self.jobs.extend(Vec::into_iter(due).map(|(_, job): (i64, Job)| job));
    }

    /// Does the job at this place.
    pub fn work(&mut self, at: usize) {
        let job = self.jobs.remove(at);
        self.back.push(job());
    }
}

impl World for MemoryWorld {
    fn draw(&mut self) -> u64 {
        self.chance.u64(..)
    }

    fn today(&self) -> Day {
        "2026-11-24".parse().expect("a day")
    }

    fn now(&self) -> Moment {
        self.now
    }

    fn time_text(&self, moment: Moment) -> String {
        moment.0.to_string()
    }

    fn login_name(&self) -> String {
        "Ruth Vale".to_owned()
    }

    fn files(&self) -> Arc<dyn Fs> {
        Arc::new(self.fs.clone())
    }

    fn spawn(&mut self, job: Job) {
        self.jobs.push(job);
    }

    fn spawn_later(&mut self, after: Duration, job: Job) {
        let after = i64::try_from(after.as_millis().div_ceil(1000)).unwrap_or(i64::MAX);
        self.late.push((self.now.0.saturating_add(after), job));
    }

    fn watch(&mut self, paths: &[PathBuf]) {
        self.watched = paths.to_vec();
    }

    fn ask_path(&mut self, what: PathFor, _suggested: Option<PathBuf>) {
        self.back.push(match std::mem::take(&mut self.answer) {
            Dialog::Path(path) => Arrival::Chosen(what, Some(path)),
            Dialog::Closed => Arrival::Chosen(what, None),
            Dialog::NoService => Arrival::NoDialog(what),
        });
    }

    fn whole_path(&self, typed: &str) -> PathBuf {
        Path::new(DESK).join(typed)
    }

    fn open_link(&mut self, _address: &Url) {}

    fn settings_path(&self) -> Option<PathBuf> {
        None
    }

    fn state_folder(&self) -> Option<PathBuf> {
        Some(STATE.into())
    }

    fn arrived(&mut self) -> Vec<Arrival> {
        std::mem::take(&mut self.back)
    }

    fn jobs_under_way(&self) -> usize {
        self.jobs.len()
    }

    fn leave(&mut self) {
        self.is_leaving = true;
    }

    fn is_leaving(&self) -> bool {
        self.is_leaving
    }
}
