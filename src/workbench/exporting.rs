//! Writing a report on what is open: asking where, not replacing unasked, saying how it went.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::interchange::report;
use crate::workbench::arrival::ReportEnd;
use crate::workbench::desk::Workbench;
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::progress::Progress;
use crate::workbench::question::{PathFor, Question};
use crate::workbench::world::World;

/// From so many bytes on a report takes a browser many seconds to show.
const LARGE_BYTES: u64 = 50_000_000;

/// What is written for others to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sheet {
    /// The report on the project.
    #[default]
    Report,
    /// What is proposed to the author.
    Changes,
}

/// What is known of reports.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    // Those that are being written, in the order they were asked for.
    pub(crate) under_way: Vec<Exporting>,
    // How many were written or begun: the number of the last one.
    asked: u64,
    // What a place was last asked for, and the generation of its project.
    pub(crate) sheet: Sheet,
    asked_for: u64,
}

/// A report that is being written.
#[derive(Debug, Clone)]
pub struct Exporting {
    /// Its number: no two have the same.
    pub number: u64,
    /// Where it goes.
    pub path: PathBuf,
    /// How far it is.
    pub progress: Arc<Progress>,
    pub(crate) sheet: Sheet,
    // The generation of the project it is on.
    generation: u64,
}

impl Workbench {
    /// The report that is being written and wanted, of several the one asked for first.
    pub fn exporting(&self) -> Option<&Exporting> {
        self.reports.under_way.iter().find(|exporting| exporting.progress.is_wanted())
    }

    pub(crate) fn ask_where_to_export(&mut self, sheet: Sheet, world: &mut dyn World) {
        if sheet == Sheet::Changes && !report::changes::has_any(&self.project) {
            self.notices.say(Weight::Hint, "Nothing is proposed to the author yet: add a correction or a query to a statement first");
            return;
        }
        if self.project.is_empty() {
            self.notices.say(Weight::Hint, "There is nothing to report on yet");
            return;
        }
        let name = match sheet {
            Sheet::Report => self.name(),
            Sheet::Changes => format!("{} changes", self.name()),
        };
        let suggested = PathBuf::from(jobs::suggested_name(&name, jobs::REPORT_EXTENSION));
        let suggested = match self.path() {
            Some(path) if sheet == Sheet::Report => path.with_extension(jobs::REPORT_EXTENSION),
            Some(path) => path.with_file_name(suggested),
            None => suggested,
        };
        self.reports.sheet = sheet;
        self.reports.asked_for = self.generation;
        world.ask_path(PathFor::Report, Some(suggested));
    }

    /// The dialog has asked about replacing what has the very name it gave, not what has the name with an ending added.
    pub(crate) fn report_to_chosen(&mut self, path: &Path, world: &mut dyn World) {
        // A dialog that was left standing over another project is not about this one.
        if self.reports.asked_for == self.generation {
            let whole = jobs::with_report_extension(path);
            let may_replace = whole == path;
            self.report_to(whole, self.reports.sheet, may_replace, world);
        }
    }

    /// Writes the report; without `may_replace` only where nothing stands.
    pub(crate) fn report_to(&mut self, path: PathBuf, sheet: Sheet, may_replace: bool, world: &mut dyn World) {
        // Of two in one place the later one is what was wanted.
        self.reports.under_way.iter().filter(|exporting| exporting.path == path).for_each(|exporting| exporting.progress.give_up());
        self.reports.asked += 1;
        let (number, progress) = (self.reports.asked, Arc::new(Progress::default()));
        let exporting = Exporting { number, path, progress, sheet, generation: self.generation };
        self.reports.under_way.push(exporting.clone());
        let what = (self.project.clone(), self.look_at_copies());
        world.spawn(jobs::report(world.files(), what, exporting, may_replace));
    }

    /// Breaks off the report that is told as being written: nothing of it reaches the disk, unless it is just being put there.
    pub(crate) fn cancel_exporting(&self) {
        if let Some(exporting) = self.exporting() {
            exporting.progress.give_up();
        }
    }

    pub(crate) fn report_ended(&mut self, number: u64, end: ReportEnd, world: &mut dyn World) {
        let Some(at) = self.reports.under_way.iter().position(|exporting| exporting.number == number) else { return };
        let Exporting { generation, sheet, .. } = self.reports.under_way.remove(at);
        if matches!(end, ReportEnd::WouldReplace(_) | ReportEnd::Failed(_)) {
            // Whoever wanted to leave has something to read first.
            self.leave_no_more();
        }
        match end {
            ReportEnd::Written(path, size_bytes) => self.notices.say(Weight::Hint, written(&path, size_bytes)),
            // What takes its place says how that went.
            ReportEnd::Cancelled(path) if self.reports.under_way.iter().any(|exporting| exporting.path == path) => {}
            ReportEnd::Cancelled(path) => {
                self.notices.say(Weight::Hint, format!("The report was not written, as you wanted\n{}", path.display()));
            }
            // The answer would be about another project.
            ReportEnd::WouldReplace(path) if generation != self.generation => {
                self.notices.say(Weight::Warning, format!("The report was not written: a file of this name is there\n{}", path.display()));
            }
            ReportEnd::WouldReplace(path) => self.ask(Question::OverwriteReport(path, sheet)),
            ReportEnd::Failed(reason) => self.notices.say(Weight::Error, format!("The report was not written. {reason}")),
        }
        self.go_on(world);
    }
}

/// That a report was written; of a large one what to expect of it.
fn written(path: &Path, size_bytes: u64) -> String {
    let size = if size_bytes < LARGE_BYTES {
        String::new()
    } else {
        format!(". It has {} MB: a browser takes long to show it", size_bytes / 1_000_000)
    };
    format!("The report was written{size}\n{}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_report_is_told_where_it_will_be_felt() {
        let path = Path::new("mill.html");
        assert_eq!(written(path, 49_999_999), "The report was written\nmill.html");
        assert_eq!(written(path, 216_400_000), "The report was written. It has 216 MB: a browser takes long to show it\nmill.html");
    }
}
