//! `factmark probe`: reads many files of bytes in one process and says of each what reading it as a project comes to. For tests.

use std::io::{Read, Write};
use std::time::Instant;

use crate::project_file;
use crate::project_file::FilePlace;
use crate::storage::copies::digest_of;

/// From so many microseconds on the system is asked how many of them this thread worked: others may have had the processor.
const WORTH_ASKING_MICROS: u128 = 20_000;

/// Reads files from `input`, each behind its length in bytes (four bytes, the lowest first), and answers each with a line on `out`: `ok` or
/// `error LINE:COLUMN`, the microseconds of work, then the number of notes or the message.
/// Where there are no notes the SHA-256 of the project as it would be written follows. Answers with the exit code: 0 at the end of `input`, 2
/// where it ends in the middle of a file.
pub fn run(input: &mut dyn Read, out: &mut dyn Write) -> u8 {
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
    let began = Instant::now();
    let worked = worked_micros();
    let read = project_file::read(bytes);
    let mut micros = began.elapsed().as_micros();
    if micros >= WORTH_ASKING_MICROS
        && let Some((before, after)) = worked.zip(worked_micros())
    {
        micros = micros.min(after.saturating_sub(before));
    }
    match read {
        // Where nothing was noticed the content must be what it should be.
        Ok(loaded) if loaded.notes.is_empty() => {
            format!("ok {micros} 0 notes {}", digest_of(project_file::write(&loaded.project).as_bytes()))
        }
        Ok(loaded) => format!("ok {micros} {} notes", loaded.notes.len()),
        Err(error) => {
            let place =
                error.place().map_or_else(|| "-".to_owned(), |FilePlace { line, column }| format!("{line}:{}", column.unwrap_or(0)));
            let message = error.to_string().replace(['\n', '\r'], " ");
            format!("error {place} {micros} {message}")
        }
    }
}

/// How long this thread has had a processor; `None` on systems that do not say.
fn worked_micros() -> Option<u128> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split_whitespace().next()?.parse::<u128>().ok()? / 1000)
}
