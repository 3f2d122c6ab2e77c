//! The command line: what it says, the work it does without a window, or which file the window should open.

mod check;
mod merge;
mod probe;
mod probe_journal;
mod report;
mod write_report;

pub use probe::{run as probe, run_journals as probe_journals};

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// What the program should do after the command line was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// End with this code: 0 all well, 1 problems were found, 2 it could not be done.
    Exit(u8),
    /// Open the window, with this project or article.
    Window(Option<PathBuf>),
    /// Do without a window what standard input says.
    Script,
}

/// Check an article, statement by statement
///
/// Opens the window, with a project (.ron) or an article (.txt, .md) where one is given.
#[derive(Debug, Parser)]
#[command(name = "factmark", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
struct Arguments {
    /// A project (.ron) or an article (.txt, .md)
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Count a project's statements and sources, and list its problems and what is to do
    ///
    /// Exits with 0 where there are no problems, 1 where there are, 2 where the file could not be read.
    Check {
        /// The project (.ron)
        file: PathBuf,
        /// Print JSON, for machines
        #[arg(long)]
        json: bool,
        /// Exit with 1 also where something is still to do
        #[arg(long)]
        complete: bool,
    },
    /// Merge two people's versions of one project, by record and by field
    ///
    /// What only one of them has changed is taken over. Where they do not agree, the merged project keeps both versions, OURS standing, until
    /// somebody chooses in the window. Fit to be git's merge driver. The folder of copies beside a project is not touched.
    /// Exits with 0 where all is merged, 1 where something is left open, 2 where nothing was written.
    Merge {
        /// What both came from; an empty file where nobody knows
        base: PathBuf,
        /// One version
        ours: PathBuf,
        /// The other version
        theirs: PathBuf,
        /// Where to write the merged project; it may be one of the three
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Write a report that a reader without this program can follow
    ///
    /// The ending of the file to write says how: .html is one page that needs nothing else, .md is Markdown. A file that is there is replaced.
    /// Exits with 0 where the report was written, 2 where it was not.
    Report {
        /// The project (.ron)
        file: PathBuf,
        /// Where to write it (.html, .md); printed where this is left out
        #[arg(short, long)]
        output: Option<PathBuf>,
        /// Write Markdown, whatever the ending
        #[arg(long)]
        markdown: bool,
    },
    /// Do what standard input says, line by line, as the window would; for tests
    #[command(hide = true)]
    Script,
    /// Read many files from standard input, each behind its length, and say of each whether it is a project; for tests
    #[command(hide = true)]
    Probe {
        /// They are journals, and the files they name have the content of this one
        #[arg(long, value_name = "FILE")]
        journals: Option<PathBuf>,
    },
}

/// Does what the arguments say; the first of them is the name of the program. Results go to `out`, errors to `err`.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command: Some(Command::Check { file, json, complete }), .. }) => {
            Outcome::Exit(check::run(&file, check::Options { is_json: json, asks_complete: complete }, out, err))
        }
        Ok(Arguments { command: Some(Command::Report { file, output, markdown }), .. }) => {
            Outcome::Exit(write_report::run(&file, output.as_deref(), markdown, out, err))
        }
        Ok(Arguments { command: Some(Command::Merge { base, ours, theirs, output }), .. }) => {
            Outcome::Exit(merge::run(merge::Files { base: &base, ours: &ours, theirs: &theirs, out: &output }, err))
        }
        Ok(Arguments { command: Some(Command::Script), .. }) => Outcome::Script,
        Ok(Arguments { command: Some(Command::Probe { journals: None }), .. }) => {
            Outcome::Exit(probe::run(&mut std::io::stdin().lock(), out))
        }
        Ok(Arguments { command: Some(Command::Probe { journals: Some(file) }), .. }) => {
            Outcome::Exit(probe::run_journals(&file, &mut std::io::stdin().lock(), out))
        }
        // The window may be opened again from elsewhere, and must find the file then. Where nobody knows where we are it stays as it is.
        Ok(Arguments { file, command: None }) => Outcome::Window(file.map(|file| std::path::absolute(&file).unwrap_or(file))),
        Err(error) => {
            // Help and version come this way too.
            let is_asked_for = !error.use_stderr();
            let _ = if is_asked_for { write!(out, "{}", error.render()) } else { write!(err, "{}", error.render()) };
            Outcome::Exit(if is_asked_for { 0 } else { 2 })
        }
    }
}
