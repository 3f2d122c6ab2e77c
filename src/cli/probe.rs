//! `factmark probe`: reads many files of bytes in one process and says of each what reading it as a project, or as a journal, comes to. For
//! tests.

use std::io::{Read, Write};
use std::path::Path;
use std::time::Instant;

use crate::cli::probe_journal::{Journals, Looked};
use crate::project_file;
use crate::project_file::FilePlace;
use crate::storage::copies::digest_of;
use crate::storage::journal::Tail;

/// From so many microseconds on the system is asked how many of them this thread worked: others may have had the processor.
const WORTH_ASKING_MICROS: u128 = 20_000;

/// Reads projects from `input`, each behind its length in bytes (four bytes, the lowest first), and answers each with a line on `out`: `ok` or
/// `error LINE:COLUMN`, the microseconds of work, then the number of notes or the message.
/// Where there are no notes the SHA-256 of the project as it would be written follows. Answers with the exit code: 0 at the end of `input`, 2
/// where it ends in the middle of a file.
pub fn run(input: &mut dyn Read, out: &mut dyn Write) -> u8 {
    run_with(input, out, answer)
}

/// The same for journals, each of which is looked at as the program does when it finds one at its start, and brought back if there is work in it.
/// Whatever file a journal names has the content of `file`. Behind the number of notes comes the SHA-256 of the project as it was brought back, `-`
/// where nothing was to be, and how the journal ends: `whole 0`, or `torn LINE` or `damaged LINE`. Answers with 2 also where `file` cannot be read.
pub fn run_journals(file: &Path, input: &mut dyn Read, out: &mut dyn Write) -> u8 {
    let Some(journals) = Journals::of(file) else { return 2 };
    run_with(input, out, |bytes| {
        let (read, micros) = timed(|| journals.look_at(bytes));
        match read {
            Ok(Looked { notes, project, tail }) => {
                let digest =
                    project.map_or_else(|| "-".to_owned(), |project| digest_of(project_file::write(&project).as_bytes()).to_string());
                let tail = match tail {
                    Tail::Whole => "whole 0".to_owned(),
                    Tail::Torn { line } => format!("torn {line}"),
                    Tail::Damaged { line } => format!("damaged {line}"),
                };
                format!("ok {micros} {notes} notes {digest} {tail}")
            }
            Err((line, message)) => format!("error {line}:0 {micros} {}", on_one_line(&message)),
        }
    })
}

fn run_with(input: &mut dyn Read, out: &mut dyn Write, mut answer: impl FnMut(&[u8]) -> String) -> u8 {
    loop {
        let (mut first, mut others) = ([0], [0; 3]);
        match input.read(&mut first) {
            Ok(0) => return 0,
            Ok(_) => {}
            Err(_) => return 2,
        }
        if input.read_exact(&mut others).is_err() {
            return 2;
        }
        let ([a], [b, c, d]) = (first, others);
        let length = u64::from(u32::from_le_bytes([a, b, c, d]));
        let mut bytes = Vec::new();
        if !Read::take(&mut *input, length).read_to_end(&mut bytes).is_ok_and(|count| count as u64 == length) {
            return 2;
        }
        // Whoever closed the pipe does not want to hear more.
        if writeln!(out, "{}", answer(&bytes)).and_then(|()| out.flush()).is_err() {
            return 2;
        }
    }
}

fn answer(bytes: &[u8]) -> String {
    let (read, micros) = timed(|| project_file::read(bytes));
    match read {
        // Where nothing was noticed the content must be what it should be.
        Ok(loaded) if loaded.notes.is_empty() => {
            format!("ok {micros} 0 notes {}", digest_of(project_file::write(&loaded.project).as_bytes()))
        }
        Ok(loaded) => format!("ok {micros} {} notes", loaded.notes.len()),
        Err(error) => {
            let place =
                error.place().map_or_else(|| "-".to_owned(), |FilePlace { line, column }| format!("{line}:{}", column.unwrap_or(0)));
            format!("error {place} {micros} {}", on_one_line(&error.to_string()))
        }
    }
}

fn on_one_line(message: &str) -> String {
    message.replace(['\n', '\r'], " ")
}

/// Does something; answers with the microseconds of work too.
fn timed<T>(work: impl FnOnce() -> T) -> (T, u128) {
    let began = Instant::now();
    let worked = worked_micros();
    let result = work();
    let mut micros = began.elapsed().as_micros();
    if micros >= WORTH_ASKING_MICROS
        && let Some((before, after)) = worked.zip(worked_micros())
    {
        micros = micros.min(after.saturating_sub(before));
    }
    (result, micros)
}

/// How long this thread has had a processor; `None` on systems that do not say.
fn worked_micros() -> Option<u128> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split_whitespace().next()?.parse::<u128>().ok()? / 1000)
}
