//! `factmark check`: reads a project, says how it stands.

use std::fmt::Display;
use std::io::Write;
use std::path::Path;

use crate::cli::report::{Failure, Report};
use crate::project_file;
use crate::storage::disk::Disk;
use crate::storage::error::OpenError;
use crate::storage::reader::read_bounded;
use crate::storage::state::state_folder;
use crate::workbench::{damage, holding};

/// How many records that were edited outside are told with what they were.
const MOST_TOLD: usize = 48;

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
    let backup = || damage::newest_good(&Disk, state_folder().as_deref(), path).map(|(version, _)| version);
    let file = read_bounded(&Disk, path, project_file::LIMIT_BYTES).map_err(|error| {
        let backup = if matches!(error, OpenError::Missing { .. }) { backup() } else { None };
        Failure::not_opened(path, &error).with_backup(backup.as_ref())
    })?;
    let loaded = project_file::read(&file.bytes).map_err(|error| {
        let backup = if damage::is_damage(&error) { backup() } else { None };
        Failure::not_read(path, &error).with_backup(backup.as_ref())
    })?;
    // It was read, so it is UTF-8.
    let text = str::from_utf8(&file.bytes).unwrap_or_default();
    let holdings = holding::of_file(&Disk, path, &loaded.project);
    let was = damage::what_it_was(&Disk, state_folder().as_deref(), path, &loaded, MOST_TOLD);
    Ok(Report::of(path, &loaded, &holdings, &project_file::IdLines::of(text), &was))
}

fn say(to: &mut dyn Write, what: impl Display) {
    // Whoever closed the pipe does not want to hear more; the exit code still tells.
    let _ = writeln!(to, "{what}");
}
