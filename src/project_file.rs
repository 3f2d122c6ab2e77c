//! A project as RON text and back: made to be read, compared and merged by people. Nothing is lost, nothing moves silently.

mod again;
pub mod error;
mod from_model;
mod header;
mod layout;
mod names;
pub mod note;
mod places;
mod reader;
mod records;
mod streamed;
mod strings;
mod texts;
mod to_model;
mod to_model_review;
mod unmerged;
mod upgrade;
mod v1;
mod v2;
mod v2_names;
mod v3;
mod v4;
mod verify;
mod writer;
mod writer_checks;
mod writer_unmerged;

use std::cell::Cell;

use crate::model::project::Project;
use crate::project_file::from_model::Positions;

pub use error::{FilePlace, ReadError};
pub use header::FORMAT;
pub use note::{Finding, LoadNote, Loaded, Proposal, Record};
pub use places::IdLines;

/// The largest file that is read or written. An article may have 1 GiB, and escapes and line breaks make it longer in the file.
pub const LIMIT_BYTES: u64 = 4 << 30;

/// Why a project was not made into a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// More than can be read back.
    #[error("The project is too large for one file: the limit is {limit_bytes} bytes. Nothing was written; take an article out of it")]
    TooLarge {
        /// The limit.
        limit_bytes: u64,
    },
    /// What was written does not read back; a fault of this program.
    #[error("The text of the project does not read back ({0}). Nothing was written; copy your work out and report this")]
    NotRead(#[from] ReadError),
    /// What was written reads back as something else; a fault of this program.
    #[error("The text of the project reads back as another project. Nothing was written; copy your work out and report this")]
    NotSame,
    /// Whoever wanted it does not any more.
    #[error("Writing was broken off. Nothing was written")]
    Unwanted,
}

/// After so many statements it is asked again whether they are wanted.
const ASK_EVERY: u64 = 256;

/// The project as text: the same for the same project, whoever writes it.
pub fn write(project: &Project) -> String {
    write_at(project, &Positions::of(project), &mut |_| true)
}

/// Ends early once `goes_on`, which is told how many statements are written, has answered with no.
fn write_at(project: &Project, positions: &Positions<'_>, goes_on: &mut dyn FnMut(u64) -> bool) -> String {
    let mut out = format!("Project(\n    format: {FORMAT},\n");
    let articles = project.articles().map(|article| from_model::article(article));
    let sources = project.sources().map(|source| from_model::source(source));
    let counted = (0..).zip(project.statements()).take_while(|(number, _)| !u64::is_multiple_of(*number, ASK_EVERY) || goes_on(*number));
    let statements = counted.map(|(_, statement)| from_model::statement(statement, positions));
    let asides = project.asides().map(|aside| from_model::aside(aside, positions));
    let passes = project.passes().map(|pass| from_model::pass(pass));
    let silences = project.silences().map(|silence| from_model::silence(silence));
    let unmerged = project.unmerged().filter_map(|unmerged| unmerged::for_file(unmerged, project, positions));
    // A string takes everything.
    let rules = from_model::rules(project.rules());
    let _ = rules
        .map_or(Ok(()), |rules| writer_checks::write_rules(&mut out, &rules))
        .and_then(|()| layout::write_list(&mut out, "articles", articles))
        .and_then(|()| layout::write_list(&mut out, "sources", sources))
        .and_then(|()| layout::write_list(&mut out, "statements", statements))
        .and_then(|()| layout::write_list(&mut out, "set_aside", asides))
        .and_then(|()| layout::write_list(&mut out, "passes", passes))
        .and_then(|()| layout::write_list(&mut out, "silenced", silences))
        .and_then(|()| if project.unmerged().len() == 0 { Ok(()) } else { layout::write_list(&mut out, "unmerged", unmerged) });
    out.push_str(")\n");
    out
}

/// The bytes of the project's file, read back and compared before anybody relies on them.
pub fn write_verified(project: &Project) -> Result<Vec<u8>, WriteError> {
    write_verified_while(project, |_| true)
}

/// [`write_verified`] that tells `goes_on` every now and then how many statements are written and read back, each of which counts: so it
/// comes to twice as many as there are.
///
/// # Errors
/// As for [`write_verified`]; and [`WriteError::Unwanted`], soon after `goes_on` has answered with no.
pub fn write_verified_while(project: &Project, mut goes_on: impl FnMut(u64) -> bool) -> Result<Vec<u8>, WriteError> {
    let is_wanted = Cell::new(true);
    let mut ask = |done| {
        is_wanted.set(is_wanted.get() && goes_on(done));
        is_wanted.get()
    };
    let positions = Positions::of(project);
    let text = write_at(project, &positions, &mut ask);
    let written = project.index().counts().statements() as u64;
    if !ask(written) {
        return Err(WriteError::Unwanted);
    }
    if text.len() as u64 > LIMIT_BYTES {
        return Err(WriteError::TooLarge { limit_bytes: LIMIT_BYTES });
    }
    // Through the bytes, as whoever opens the file has nothing else.
    let is_same = verify::reads_back(reader::text_of(text.as_bytes())?, project, &positions, &mut |read| ask(written + read));
    if !is_wanted.get() {
        return Err(WriteError::Unwanted);
    }
    if is_same? { Ok(text.into_bytes()) } else { Err(WriteError::NotSame) }
}

/// How many records of a file have the sum that stands in them: what reading costs before a project is made of it.
pub fn count_sound(bytes: &[u8]) -> Result<usize, ReadError> {
    reader::count_sound(reader::text_of(bytes)?)
}

/// The project in a file's bytes, with what was noticed about it.
pub fn read(bytes: &[u8]) -> Result<Loaded, ReadError> {
    read_while(bytes, |_| true)
}

/// [`read`] that tells `goes_on` every now and then how many bytes of the file it has done.
///
/// # Errors
/// As for [`read`]; and [`ReadError::Unwanted`], soon after `goes_on` has answered with no.
pub fn read_while(bytes: &[u8], goes_on: impl FnMut(u64) -> bool + 'static) -> Result<Loaded, ReadError> {
    if bytes.len() as u64 > LIMIT_BYTES {
        return Err(ReadError::TooLarge { limit_bytes: LIMIT_BYTES });
    }
    to_model::read(reader::text_of(bytes)?, Box::new(goes_on))
}
