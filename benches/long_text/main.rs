//! The whole program over short and very long texts, against what there is no way around; `benches/README.md` says how to read it.

mod bench;
mod count;
mod floors;
mod generator;
mod measure;
mod ron_records;
mod rows;
mod rows_crowd;
mod rows_edits;
mod rows_files;
mod rows_frames;
mod rows_pages;
mod rows_search;
mod stage;
mod world;

use std::error::Error;
use std::io::{Write as _, stderr, stdout};
use std::time::Instant;

use crate::bench::Bench;
use crate::rows::ROWS;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds a word of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [first, what, size, times] = words.as_slice()
        && first == "--count"
    {
        return count::run(what, size, times.parse()?);
    }
    let (options, wanted): (Vec<String>, Vec<String>) = words.into_iter().partition(|word| word.starts_with("--"));
    if let Some(unknown) = options.iter().find(|option| *option != "--quick") {
        return Err(format!("there is no {unknown}; --quick, --count WHAT SIZE TIMES, and names of rows").into());
    }
    let mut bench = Bench::new(!options.is_empty());
    writeln!(stdout(), "CPU of the window's thread: median (5th..95th of a hundred, how many); the window is 1280 x 800")?;
    if bench.is_quick {
        writeln!(stdout(), "quick: 10 MB is left out where 1 MB and 100 MB are told")?;
    }
    for row in ROWS.iter().filter(|row| wanted.is_empty() || wanted.iter().any(|name| row.name == name)) {
        let start = Instant::now();
        if let Err(error) = (row.measure)(&mut bench) {
            writeln!(stdout(), "ratio {} not measured: {error}", row.name)?;
        }
        writeln!(stderr(), "{}: {:.1} s", row.name, start.elapsed().as_secs_f64())?;
    }
    bench.close_windows();
    bench.end();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in status.lines().filter(|line| line.starts_with("VmHWM")) {
        writeln!(stdout(), "  {line}")?;
    }
    Ok(())
}
