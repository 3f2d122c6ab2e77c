//! Writing a report on what is open: asking where, not replacing unasked, saying how it went.

use std::path::{Path, PathBuf};

use crate::interchange::report;
use crate::workbench::arrival::ReportEnd;
use crate::workbench::desk::Workbench;
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::question::{PathFor, Question};
use crate::workbench::world::World;

/// What is written for others to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sheet {
    /// The report on the project.
    #[default]
    Report,
    /// What is proposed to the author.
    Changes,
}

impl Workbench {
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
        self.sheet = sheet;
        self.report_asked_for = self.generation;
        world.ask_path(PathFor::Report, Some(suggested));
    }

    /// The dialog has asked about replacing what has the very name it gave, not what has the name with an ending added.
    pub(crate) fn report_to_chosen(&mut self, path: &Path, world: &mut dyn World) {
        // A dialog that was left standing over another project is not about this one.
        if self.report_asked_for == self.generation {
            let whole = jobs::with_report_extension(path);
            let may_replace = whole == path;
            self.report_to(whole, may_replace, world);
        }
    }

    /// Writes the report; without `may_replace` only where nothing stands.
    pub(crate) fn report_to(&mut self, path: PathBuf, may_replace: bool, world: &mut dyn World) {
        self.reports_under_way += 1;
        let what = (self.project.clone(), self.look_at_copies());
        world.spawn(jobs::report(world.files(), what, self.sheet, self.generation, path, may_replace));
    }

    pub(crate) fn report_ended(&mut self, generation: u64, end: ReportEnd, world: &mut dyn World) {
        self.reports_under_way = self.reports_under_way.saturating_sub(1);
        if !matches!(end, ReportEnd::Written(_)) {
            // Whoever wanted to leave has something to read first.
            self.leave_no_more();
        }
        match end {
            ReportEnd::Written(path) => self.notices.say(Weight::Hint, format!("The report was written\n{}", path.display())),
            // The answer would be about another project.
            ReportEnd::WouldReplace(path) if generation != self.generation => {
                self.notices.say(Weight::Warning, format!("The report was not written: a file of this name is there\n{}", path.display()));
            }
            ReportEnd::WouldReplace(path) => self.ask(Question::OverwriteReport(path)),
            ReportEnd::Failed(reason) => self.notices.say(Weight::Error, format!("The report was not written. {reason}")),
        }
        self.go_on(world);
    }
}
