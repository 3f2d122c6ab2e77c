//! `factmark report`: reads a project, writes the report on it.

use std::fmt::Display;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::interchange::report::{self, Form};
use crate::project_file;
use crate::storage::disk::Disk;
use crate::storage::reader::read_bounded;
use crate::storage::safe_writer::{Standing, write_safely};
use crate::workbench::holding;

/// Why no report was written.
#[derive(Debug, thiserror::Error)]
enum ReportError {
    /// The project could not be opened.
    #[error(transparent)]
    Open(#[from] crate::storage::error::OpenError),
    /// It is no project.
    #[error("{error}\n{}", path.display())]
    Read { path: PathBuf, error: project_file::ReadError },
    /// The ending of the file to write is of no form.
    #[error("A report is written as .html or .md. Nothing was written; give it such a name\n{}", .0.display())]
    Ending(PathBuf),
    /// The report would take the project's place.
    #[error("The report would take the place of the project. Nothing was written; give it another name\n{}", .0.display())]
    OwnProject(PathBuf),
    /// The report could not be written.
    #[error(transparent)]
    Save(#[from] crate::storage::error::SaveError),
    /// Whoever reads the output has gone, or it cannot take more.
    #[error("The report could not be printed: {0}")]
    Print(#[from] std::io::Error),
}

/// Writes the report on the project at `file` to `to`, else to `out`; answers with the exit code. Without `is_markdown` the ending of `to`
/// says which form it has.
pub fn run(file: &Path, to: Option<&Path>, is_markdown: bool, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    match write(file, to, is_markdown, out, err) {
        Ok(()) => 0,
        Err(error) => {
            say(err, format_args!("factmark: {error}"));
            2
        }
    }
}

fn write(file: &Path, to: Option<&Path>, is_markdown: bool, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), ReportError> {
    if let Some(to) = to
        && to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"))
    {
        return Err(ReportError::Ending(to.to_owned()));
    }
    let form = match to {
        _ if is_markdown => Form::Markdown,
        None => Form::Html,
        Some(path) => Form::of(path).ok_or_else(|| ReportError::Ending(path.to_owned()))?,
    };
    // One file has many names; what is not there yet has no other one.
    if let Some(to) = to
        && let (Ok(to_there), Ok(project)) = (std::fs::canonicalize(to), std::fs::canonicalize(file))
        && to_there == project
    {
        return Err(ReportError::OwnProject(to.to_owned()));
    }
    let bytes = read_bounded(&Disk, file, project_file::LIMIT_BYTES)?.bytes;
    let loaded = project_file::read(&bytes).map_err(|error| ReportError::Read { path: file.to_owned(), error })?;
    if !loaded.notes.is_empty() {
        let notes = loaded.notes.len();
        say(err, format_args!("factmark: noticed while reading: {notes}; factmark check lists it\n{}", file.display()));
    }
    let holdings = holding::of_file(&Disk, file, &loaded.project);
    let report = report::write(&loaded.project, &holdings, form);
    if let Some(to) = to {
        write_safely(&Disk, to, report.as_bytes(), &Standing::Anything)?;
    } else {
        let mut out = BufWriter::new(out);
        out.write_all(report.as_bytes())?;
        out.flush()?;
    }
    Ok(())
}

fn say(to: &mut dyn Write, what: impl Display) {
    // The exit code tells where nobody listens.
    let _ = writeln!(to, "{what}");
}
