//! What the program does about its own mistakes: a panic is told and logged with its place, but without words that may quote an article.

use std::backtrace::Backtrace;
use std::io::{Write as _, stderr};
use std::panic::{Location, PanicHookInfo, set_hook};
use std::time::Duration;

use ::log::Level;

use crate::desktop::log::Log;

/// How many calls of a backtrace are kept.
const MAX_CALLS: usize = 60;
/// So long is waited for the log: the program may be about to end.
const LONGEST_LOG: Duration = Duration::from_secs(2);

/// From now on panics go to the log and to standard error.
pub fn report_to(log: Log) {
    set_hook(Box::new(move |info| {
        let what = told(info);
        // Where even that cannot be written nobody is left to tell.
        let _ = writeln!(stderr(), "factmark: {what}; more is in {}", log.path().display());
        log.add(Level::Error, &what);
        for call in calls(&Backtrace::force_capture().to_string()) {
            log.add(Level::Error, &format!("  in {call}"));
        }
        log.flush(LONGEST_LOG);
    }));
}

fn told(info: &PanicHookInfo<'_>) -> String {
    let thread = std::thread::current();
    let place = info.location().map_or_else(|| "an unknown place".to_owned(), place);
    // What is made up at that moment may hold what the user has written; what stands in the source cannot.
    let words = info.payload().downcast_ref::<&'static str>().map_or(String::new(), |words| format!(": {words}"));
    format!("thread '{}' panicked at {place}{words}", thread.name().unwrap_or("worker"))
}

/// A place in the source, without the folders of the machine that built it.
fn place(location: &Location<'_>) -> String {
    format!("{}:{}:{}", short(location.file()), location.line(), location.column())
}

fn short(path: &str) -> &str {
    // `…/registry/src/index/name-1.0.0/src/file.rs`, `/rustc/hash/library/core/src/file.rs`
    let after = |mark: &str| path.rsplit_once(mark).map(|(_, rest)| rest);
    let of_library = after("/registry/src/").or_else(|| after("\\registry\\src\\")).and_then(|rest| rest.split_once(['/', '\\']));
    let of_standard = || after("/library/").filter(|_| path.starts_with("/rustc/"));
    of_library.map(|(_index, rest)| rest).or_else(of_standard).unwrap_or(path)
}

/// The functions a backtrace as text went through, the innermost first, without those that made it.
fn calls(backtrace: &str) -> Vec<&str> {
    let names = backtrace.lines().filter_map(|line| {
        let (number, name) = line.trim_start().split_once(": ")?;
        number.parse::<u32>().is_ok().then_some(name.trim())
    });
    let is_ours = |name: &&str| name.contains("desktop::mistakes") || name.contains("backtrace") || name.contains("panic_with_hook");
    names.skip_while(is_ours).filter(|name| !is_ours(name)).take(MAX_CALLS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_says_which_file_but_not_where_the_program_was_built() {
        assert_eq!(short("src/ui/window.rs"), "src/ui/window.rs");
        assert_eq!(short("/home/me/.cargo/registry/src/index-1/egui-0.37.0/src/widgets/label.rs"), "egui-0.37.0/src/widgets/label.rs");
        assert_eq!(short("/rustc/abc/library/core/src/str/mod.rs"), "core/src/str/mod.rs");
        assert_eq!(short("/a/checkout/src/b.rs"), "/a/checkout/src/b.rs");
    }

    #[test]
    fn a_backtrace_is_told_by_its_functions_alone() {
        let text = "   0: std::backtrace_rs::backtrace::trace\n             at /rustc/abc/library/std/src/x.rs:66:9\n   \
                    1: factmark::desktop::mistakes::report_to::{{closure}}\n   2: core::panicking::panic_fmt\n   \
                    3: factmark::model::gate::check\n             at ./src/model/gate.rs:3:4\n  14: <unknown>\n";
        assert_eq!(calls(text), ["core::panicking::panic_fmt", "factmark::model::gate::check", "<unknown>"]);
        assert!(calls("disabled backtrace").is_empty());
    }
}
