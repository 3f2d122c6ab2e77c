//! A false world: the disk is a folder of the test's own, jobs are done at once, dialogs answer what was prepared, chance is seeded.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use factmark::model::day::Day;
use factmark::model::moment::Moment;
use factmark::model::project::Project;
use factmark::model::tag::TagKind;
use factmark::storage::disk::Disk;
use factmark::storage::fs::Fs;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{ArticleCommand, Command, FileCommand, MarkCommand};
use factmark::workbench::question::PathFor;
use factmark::workbench::world::{Job, World};
use url::Url;

/// The false world of one test.
pub struct FalseWorld {
    folder: tempfile::TempDir,
    chance: fastrand::Rng,
    arrived: Vec<Arrival>,
    // What the next dialogs answer; without one they answer as if no dialog service were there.
    answers: VecDeque<Option<PathBuf>>,
    asked: Vec<(PathFor, Option<PathBuf>)>,
    opened_links: Vec<String>,
    is_leaving: bool,
    today: Day,
    now: Moment,
    // Jobs for later.
    late: Vec<Job>,
    // Jobs that are not done yet, where the test holds them back.
    held: Option<Vec<Job>>,
}

impl FalseWorld {
    /// A world with an empty folder.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder for the test"),
            chance: fastrand::Rng::with_seed(7),
            arrived: Vec::new(),
            answers: VecDeque::new(),
            asked: Vec::new(),
            opened_links: Vec::new(),
            is_leaving: false,
            today: "2026-11-24".parse().expect("a day"),
            now: Moment(now_secs()),
            late: Vec::new(),
            held: None,
        }
    }

    /// Another day.
    pub fn let_it_be(&mut self, day: &str) {
        self.today = day.parse().expect("a day");
    }

    /// Lets some seconds pass.
    pub fn pass(&mut self, seconds: i64) {
        self.now.0 += seconds;
    }

    /// A path in the test's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the test's folder.
    #[expect(clippy::disallowed_methods, reason = "nothing is lost with a test's file")]
    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file for the test");
        path
    }

    /// From now on jobs wait until they are released.
    pub fn hold(&mut self) {
        self.held = Some(Vec::new());
    }

    /// Does the jobs that wait, and those to come at once.
    pub fn release(&mut self) {
        let held = self.held.take().unwrap_or_default();
        self.arrived.extend(held.into_iter().map(|job| job()));
    }

    /// The jobs that wait, which the test gives back later; others to come go on waiting.
    pub fn take_held(&mut self) -> Vec<Job> {
        self.held.replace(Vec::new()).unwrap_or_default()
    }

    /// How many jobs wait.
    pub fn waiting(&self) -> usize {
        self.held.as_ref().map_or(0, Vec::len)
    }

    /// Does these jobs.
    pub fn give(&mut self, jobs: Vec<Job>) {
        self.arrived.extend(jobs.into_iter().map(|job| job()));
    }

    /// Some seconds later: jobs that were put off are done.
    pub fn wait(&mut self) {
        self.now.0 += 3;
        let late = std::mem::take(&mut self.late);
        self.give(late);
    }

    /// The program ends without a word: nothing of it is done any more.
    pub fn crash(&mut self, bench: Workbench) {
        drop(bench);
        self.late.clear();
        self.arrived.clear();
        self.held = None;
    }

    /// The jobs that were put off.
    pub fn take_late(&mut self) -> Vec<Job> {
        std::mem::take(&mut self.late)
    }

    /// So many days later.
    pub fn wait_days(&mut self, days: i64) {
        self.now.0 += days * 86_400;
    }

    /// The next dialog is answered with this path, or closed.
    pub fn answer(&mut self, path: Option<&Path>) {
        self.answers.push_back(path.map(Path::to_owned));
    }

    /// What was asked for in dialogs, and what was suggested.
    pub fn asked(&self) -> &[(PathFor, Option<PathBuf>)] {
        &self.asked
    }

    /// The links that were opened in the browser.
    pub fn opened_links(&self) -> &[String] {
        &self.opened_links
    }
}

/// Files have the time of the real clock, so that the false one begins there too.
fn now_secs() -> i64 {
    let marker = tempfile::NamedTempFile::new().expect("a file");
    let modified = marker.as_file().metadata().and_then(|metadata| metadata.modified()).expect("its time");
    i64::try_from(modified.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs()).expect("a time")
}

/// Runs a command and everything that comes of it.
pub fn run(bench: &mut Workbench, world: &mut FalseWorld, command: Command) {
    bench.run(command, world);
    settle(bench, world);
}

/// Takes in everything that has come back.
pub fn settle(bench: &mut Workbench, world: &mut FalseWorld) {
    loop {
        let arrived = world.arrived();
        if arrived.is_empty() {
            return;
        }
        for arrival in arrived {
            bench.run(Command::Arrived(arrival), world);
        }
    }
}

/// A short article.
pub const TEXT: &str = "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost everything,” said Ada Brook.\n";

/// A workbench with a pasted article and one statement.
pub fn marked() -> (Workbench, FalseWorld) {
    let mut world = FalseWorld::new();
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Select(Some(17..52))));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Tag(TagKind::Assertion)));
    assert_eq!(bench.project().index().counts().assertions, 1, "{:?}", bench.notices());
    (bench, world)
}

/// Saves as what the dialog answers.
pub fn save_as(bench: &mut Workbench, world: &mut FalseWorld, name: &str) {
    let path = world.path(name);
    world.answer(Some(&path));
    run(bench, world, Command::File(FileCommand::SaveAs));
}

/// Runs a command about files.
pub fn file(bench: &mut Workbench, world: &mut FalseWorld, command: FileCommand) {
    run(bench, world, Command::File(command));
}

/// All that stands to be read in notices.
pub fn texts(bench: &Workbench) -> String {
    bench.notices().shown().iter().map(|notice| notice.text.clone()).collect::<Vec<_>>().join("\n")
}

/// The project a file of the test's folder holds.
pub fn kept(world: &FalseWorld, name: &str) -> Project {
    let bytes = std::fs::read(world.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    factmark::project_file::read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}")).project
}

/// Tags what is selected, or the statement in focus.
pub fn tag(bench: &mut Workbench, world: &mut FalseWorld, kind: TagKind) {
    run(bench, world, Command::Mark(MarkCommand::Tag(kind)));
}

impl World for FalseWorld {
    fn draw(&mut self) -> u64 {
        self.chance.u64(..)
    }

    fn today(&self) -> Day {
        self.today
    }

    fn now(&self) -> Moment {
        self.now
    }

    fn time_text(&self, moment: Moment) -> String {
        format!("moment {}", moment.0)
    }

    fn login_name(&self) -> String {
        "Ruth Vale".to_owned()
    }

    fn files(&self) -> Arc<dyn Fs> {
        Arc::new(Disk)
    }

    fn spawn(&mut self, job: Job) {
        match &mut self.held {
            Some(held) => held.push(job),
            None => self.arrived.push(job()),
        }
    }

    fn spawn_later(&mut self, _after: Duration, job: Job) {
        self.late.push(job);
    }

    fn watch(&mut self, _paths: &[PathBuf]) {}

    fn ask_path(&mut self, what: PathFor, suggested: Option<PathBuf>) {
        self.asked.push((what, suggested));
        self.arrived.push(match self.answers.pop_front() {
            Some(answer) => Arrival::Chosen(what, answer),
            None => Arrival::NoDialog(what),
        });
    }

    fn whole_path(&self, typed: &str) -> PathBuf {
        self.path(typed)
    }

    fn open_link(&mut self, address: &Url) {
        self.opened_links.push(address.to_string());
    }

    fn settings_path(&self) -> Option<PathBuf> {
        Some(self.path("settings.ron"))
    }

    fn state_folder(&self) -> Option<PathBuf> {
        Some(self.path("state"))
    }

    fn arrived(&mut self) -> Vec<Arrival> {
        std::mem::take(&mut self.arrived)
    }

    fn jobs_under_way(&self) -> usize {
        self.held.as_ref().map_or(0, Vec::len)
    }

    fn leave(&mut self) {
        self.is_leaving = true;
    }

    fn is_leaving(&self) -> bool {
        self.is_leaving
    }
}
