//! `factmark check`: reads a project, says how it stands.

use std::fmt::Display;
use std::io::Write;
use std::path::Path;

use crate::cli::report::{Failure, Report};
use crate::project_file;
use crate::storage::disk::Disk;
use crate::storage::reader::read_bounded;
use crate::workbench::holding;

/// How to say it, and what counts as well.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// JSON rather than lines.
    pub is_json: bool,
    /// Whether work that is not done counts against it.
    pub asks_complete: bool,
}

/// Checks the project at `path`; answers with the exit code.
pub fn run(path: &Path, options: Options, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let report = match read(path) {
        Ok(report) => report,
        Err(failure) => {
            say(err, format_args!("factmark: {}", failure.text));
            if options.is_json {
                say(out, failure.to_json());
            }
            return 2;
        }
    };
    if options.is_json {
        say(out, report.to_json());
    } else {
        say(out, &report);
    }
    let is_well = report.problems.is_empty() && (report.to_do.is_empty() || !options.asks_complete);
    u8::from(!is_well)
}

fn read(path: &Path) -> Result<Report, Failure> {
    let file = read_bounded(&Disk, path, project_file::LIMIT_BYTES).map_err(|error| Failure::not_opened(path, &error))?;
    let loaded = project_file::read(&file.bytes).map_err(|error| Failure::not_read(path, &error))?;
    // It was read, so it is UTF-8.
    let text = str::from_utf8(&file.bytes).unwrap_or_default();
    let holdings = holding::of_file(&Disk, path, &loaded.project);
    Ok(Report::of(path, &loaded, &holdings, &project_file::IdLines::of(text)))
}

fn say(to: &mut dyn Write, what: impl Display) {
    // Whoever closed the pipe does not want to hear more; the exit code still tells.
    let _ = writeln!(to, "{what}");
}
