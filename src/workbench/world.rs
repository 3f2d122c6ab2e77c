//! The outside as the workbench sees it: dialogs, clock, chance, files, workers, the browser.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::model::day::Day;
use crate::model::moment::Moment;
use crate::storage::fs::Fs;
use crate::workbench::arrival::Arrival;
use crate::workbench::question::PathFor;

/// Work for another thread. What it comes back with arrives as a command.
pub type Job = Box<dyn FnOnce() -> Arrival + Send>;

/// The outside. The real one is [`crate::desktop`]; tests have a false one that answers at once.
pub trait World {
    /// A random number, for ids.
    fn draw(&mut self) -> u64;
    /// Today, where the user is.
    fn today(&self) -> Day;
    /// The clock.
    fn now(&self) -> Moment;
    /// A moment as the user reads it, in her time: "14:02" for today, else with the day before it.
    fn time_text(&self, moment: Moment) -> String;
    /// The same with its second, for what one minute has several of.
    fn second_text(&self, moment: Moment) -> String {
        self.time_text(moment)
    }
    /// The name the user is logged in with; empty where nobody knows.
    fn login_name(&self) -> String;
    /// The disk.
    fn files(&self) -> Arc<dyn Fs>;
    /// Does a job on another thread.
    fn spawn(&mut self, job: Job);
    /// Does a job on another thread after this time. It does not keep the program from ending.
    fn spawn_later(&mut self, after: Duration, job: Job);
    /// Tells of changes to these files by [`Arrival::Stirred`], soon where the system says so and else at times; of these alone.
    fn watch(&mut self, paths: &[PathBuf]);
    /// Asks for a path; `suggested` is a file name, or a whole path where a file is there already. Never waits.
    fn ask_path(&mut self, what: PathFor, suggested: Option<PathBuf>);
    /// A path as a person types it, made whole: `~` is the user's folder, anything else begins in the working folder.
    fn whole_path(&self, typed: &str) -> PathBuf;
    /// Shows a page in the browser; what goes wrong comes back as [`Arrival::LinkFailed`].
    fn open_link(&mut self, address: &Url);
    /// Where settings are kept; `None` where there is no such place.
    fn settings_path(&self) -> Option<PathBuf>;
    /// Where journals and backups are kept; `None` where there is no such place. It may not be there yet.
    fn state_folder(&self) -> Option<PathBuf>;
    /// What has come back since the last call.
    fn arrived(&mut self) -> Vec<Arrival>;
    /// Jobs that were spawned, not those for later, and have not come back through [`World::arrived`].
    fn jobs_under_way(&self) -> usize;
    /// Wants the window closed.
    fn leave(&mut self);
    /// Whether that was wanted.
    fn is_leaving(&self) -> bool;
}
