//! What there is no way around: reading, checking, parsing, writing, searching, each by the library that does it best or the one we rest on.

use std::error::Error;
use std::path::Path;

use factmark::model::project::Project;
use factmark::project_file;

use crate::measure::cost_ms;
use crate::ron_records::{self, Records};

/// Reads a text and checks that it is UTF-8: milliseconds.
pub fn read_text(path: &Path) -> Result<f64, Box<dyn Error>> {
    let (cost, is_text) = cost_ms(|| std::fs::read(path).map(|bytes| str::from_utf8(&bytes).is_ok()));
    if is_text? { Ok(cost) } else { Err("no text".into()) }
}

/// Reads a project's file, parses it with ron into the types of the file and checks the sum of each record: milliseconds.
pub fn read_records(path: &Path) -> Result<f64, Box<dyn Error>> {
    let (cost, sound) = cost_ms(|| -> Result<usize, Box<dyn Error>> { Ok(project_file::count_sound(&std::fs::read(path)?)?) });
    if sound? > 0 { Ok(cost) } else { Err("no records".into()) }
}

/// What a save is held against, in milliseconds.
pub struct Writing {
    /// ron writes the same records.
    pub ron: f64,
    /// Our own writer does, with sums.
    pub ours: f64,
    /// ron parses it back, and sums are checked.
    pub parsing: f64,
    /// It is compared.
    pub comparing: f64,
}

/// Writes a project, parses it back and compares.
pub fn write_records(project: &Project, records: &Records<'_>) -> Result<Writing, Box<dyn Error>> {
    let (ron, written) = cost_ms(|| ron_records::write(records));
    if written? == 0 {
        return Err("nothing was written".into());
    }
    let (ours, text) = cost_ms(|| project_file::write(project));
    let (parsing, sound) = cost_ms(|| project_file::count_sound(text.as_bytes()));
    if sound? == 0 {
        return Err("no records".into());
    }
    let back = project_file::read(text.as_bytes())?.project;
    let (comparing, is_same) = cost_ms(|| back == *project);
    if is_same { Ok(Writing { ron, ours, parsing, comparing }) } else { Err("it reads back as another project".into()) }
}

/// One pass of memmem over a text: milliseconds, and how often it was found.
pub fn memmem(text: &[u8], words: &str) -> (f64, usize) {
    cost_ms(|| memchr::memmem::find_iter(text, words.as_bytes()).count())
}

/// One pass of a regular expression.
pub fn regex(text: &str, pattern: &str) -> Result<(f64, usize), regex::Error> {
    let regex = regex::Regex::new(pattern)?;
    Ok(cost_ms(|| regex.find_iter(text).count()))
}
