//! `factmark merge`: two people's versions of one project in one, as git asks for it.

use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::report::visible;
use crate::model::edit::EditError;
use crate::model::merge::merge;
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::unmerged::Unmerged;
use crate::project_file::{self, LoadNote};
use crate::storage::disk::Disk;
use crate::storage::error::{OpenError, SaveError};
use crate::storage::reader::read_bounded;
use crate::storage::safe_writer::{Stamp, Standing, write_safely};
use crate::text::quoted::quoted;
use crate::workbench::unmerged_words;

/// Letters of a version, or of a record, that are printed.
const SHOWN_CHARS: usize = 60;

/// The files of one merge.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// What both came from; an empty file where nobody knows.
    pub base: &'a Path,
    /// The version that stands where the two do not agree.
    pub ours: &'a Path,
    /// The other version.
    pub theirs: &'a Path,
    /// Where the merged project is written.
    pub out: &'a Path,
}

/// Why nothing was merged.
#[derive(Debug, thiserror::Error)]
enum MergeError {
    /// A file could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It is no project.
    #[error("{error}\n{}", path.display())]
    Read { path: PathBuf, error: project_file::ReadError },
    /// It lacks something, which the merged project would lack for good.
    #[error("Something is missing in this version: {note}. Nothing was written; factmark check lists it, mend that first\n{}", path.display())]
    Lacking { path: PathBuf, note: Box<LoadNote> },
    /// What stands where it is to be written is no project.
    #[error("This file is no Factmark project. Nothing was written; give the merged project another name\n{}", .0.display())]
    Other(PathBuf),
    /// A fault of this program.
    #[error("The two versions could not be merged: {0}. Nothing was written; report this")]
    Unsound(#[from] EditError),
    /// It does not read back.
    #[error(transparent)]
    Write(#[from] project_file::WriteError),
    /// It could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// Merges, and answers with the exit code: 0 merged, 1 merged and something is open, 2 nothing was written.
pub fn run(files: Files<'_>, err: &mut dyn Write) -> u8 {
    match merge_files(files, err) {
        Ok(merged) => u8::from(tell(&merged, files.out, err)),
        Err(error) => {
            say(err, format_args!("factmark: {error}"));
            2
        }
    }
}

fn merge_files(files: Files<'_>, err: &mut dyn Write) -> Result<Project, MergeError> {
    // Before anything is read, so that whatever is written meanwhile is not replaced.
    let standing = standing(files.out)?;
    let base = read(files.base, true, err)?;
    let ours = read(files.ours, false, err)?.unwrap_or_default();
    let theirs = read(files.theirs, false, err)?.unwrap_or_default();
    let merged = merge(base.as_ref(), &ours, &theirs)?.project;
    let bytes = project_file::write_verified(&merged)?;
    write_safely(&Disk, files.out, &bytes, &standing)?;
    Ok(merged)
}

/// The project in a file; `None` of an empty one, where there may be one.
fn read(path: &Path, may_be_empty: bool, err: &mut dyn Write) -> Result<Option<Project>, MergeError> {
    let bytes = read_bounded(&Disk, path, project_file::LIMIT_BYTES)?.bytes;
    if may_be_empty && bytes.is_empty() {
        return Ok(None);
    }
    let loaded = project_file::read(&bytes).map_err(|error| MergeError::Read { path: path.to_owned(), error })?;
    if let Some(note) = loaded.notes.iter().find(|note| note.is_problem()) {
        return Err(MergeError::Lacking { path: path.to_owned(), note: Box::new(note.clone()) });
    }
    if !loaded.notes.is_empty() {
        let notes = loaded.notes.len();
        say(err, format_args!("factmark: noticed while reading: {notes}; factmark check lists it\n{}", path.display()));
    }
    Ok(Some(loaded.project))
}

/// What may be replaced: a project, or a file with nothing in it.
fn standing(out: &Path) -> Result<Standing, MergeError> {
    match read_bounded(&Disk, out, project_file::LIMIT_BYTES) {
        Ok(file) if file.bytes.is_empty() || project_file::read(&file.bytes).is_ok() => Ok(Standing::This(Stamp::of(&file.bytes, None))),
        Ok(_) => Err(MergeError::Other(out.to_owned())),
        Err(OpenError::Missing { .. }) => Ok(Standing::Nothing),
        Err(error) => Err(error.into()),
    }
}

/// Lists what is open. Whether anything is.
fn tell(merged: &Project, out: &Path, err: &mut dyn Write) -> bool {
    let count = merged.unmerged().len();
    if count == 0 {
        return false;
    }
    say(err, format_args!("factmark: merged; open are {count}, with both versions kept. Open the project and choose\n{}", out.display()));
    for open in merged.unmerged() {
        say(err, format_args!("  {}", line(merged, open)));
    }
    true
}

/// "s-… “The ferry stopped”: note. It stands: “one”. The other version: “two”".
fn line(project: &Project, open: &Unmerged) -> String {
    let (id, called) = match open.subject() {
        Subject::Article(id) => (id.to_string(), project.article(id).map(|article| article.title.clone())),
        Subject::Source(id) => (id.to_string(), project.source(id).map(|source| source.display_name().to_owned())),
        Subject::Statement(id) => (id.to_string(), unmerged_words::words_of(project, id)),
    };
    let [stands, other] = unmerged_words::of(project, open);
    let shown = |text: &str| visible(&shortened(&text.replace('\n', " ")));
    let called =
        called.filter(|called| !called.trim().is_empty()).map(|called| format!(" {}", quoted(&shown(&called)))).unwrap_or_default();
    format!("{id}{called}: {}. It stands: {}. The other version: {}", open.text(), quoted(&shown(&stands)), quoted(&shown(&other)))
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(SHOWN_CHARS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn say(to: &mut dyn Write, what: impl Display) {
    // The exit code tells where nobody listens.
    let _ = writeln!(to, "{what}");
}
