//! `factmark check` and the rest of the command line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use factmark::cli::{self, Outcome};

/// Outcome, what was printed, and what was complained of.
fn factmark(arguments: &[&str]) -> (Outcome, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["factmark"].iter().chain(arguments).map(OsString::from);
    let outcome = cli::run(arguments, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    (outcome, text(out), text(err))
}

fn data(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name).display().to_string()
}

#[test]
fn x() {
    let f = data("format-1/small.ron");
    let (o, a, b) = factmark(&["check", &f]);
    println!("{o:?}\n{a}\n{b}");
    let (o, a, b) = factmark(&["check", "--json", &f]);
    println!("{o:?}\n{a}\n{b}");
    for x in [&["--help"][..], &["check", "--help"], &["--version"], &["check"], &["a.ron", "b.ron"], &["--x"], &["check", "/nowhere.ron"]]
    {
        let (o, a, b) = factmark(x);
        println!("{x:?} {o:?}\n{a}\n{b}");
    }
}
