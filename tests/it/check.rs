//! `factmark check` and the rest of the command line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use factmark::cli::{self, Outcome};
use serde_json::{Value, json};

use crate::support::{folder, put};

const SMALL: &str = include_str!("../data/format-1/small.ron");
const SMALL_2: &str = include_str!("../data/format-2/small.ron");

/// Outcome, what was printed, and what was complained of.
pub fn factmark(arguments: &[&str]) -> (Outcome, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["factmark"].iter().chain(arguments).map(OsString::from);
    let outcome = cli::run(arguments, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    (outcome, text(out), text(err))
}

/// The report on a project with this text, without the name of its file.
fn check_json(text: &str, options: &[&str]) -> (Outcome, Value) {
    let folder = folder();
    let file = folder.path().join("project.ron");
    put(&file, text);
    let (outcome, out, err) = factmark(&[&["check", "--json", &file.display().to_string()], options].concat());
    assert_eq!(err, "");
    let mut report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["file"].take(), file.display().to_string());
    report.as_object_mut().expect("an object").remove("file");
    (outcome, report)
}

fn item(code: &str, record: &str, line: usize, text: &str) -> Value {
    json!({ "code": code, "place": { "record": record, "line": line }, "text": text })
}

#[test]
fn a_project_is_counted_and_its_problems_and_to_do_are_listed() {
    let (outcome, report) = check_json(SMALL, &[]);
    let expected = json!({
        "counts": {
            "articles": 1, "sources": 2, "statements": 4, "with_source": 2,
            "claims": 1, "assertions": 1, "confirmed_facts": 1, "hollow": 1,
        },
        "problems": [item("part_adrift", "s-6pq9wqp3qm5k9", 77, "“added” no longer stands where it was marked")],
        "to_do": [
            item("statement_without_source", "s-194r99vb4df8h", 65, "No source is linked"),
            item("claim_without_speaker", "s-6pq9wqp3qm5k9", 77, "It is not written who says it"),
            item("statement_without_source", "s-8mc2tdnz1ekwh", 98, "No source is linked"),
            item("fact_not_carried", "s-8mc2tdnz1ekwh", 98, "Needs a primary source with its passage, or two independent sources"),
            item(
                "words_untouched",
                "a-8avfa9aw9s3gg",
                5,
                "62 % of the words are covered; 2 sentences untouched, 2 sentences partly covered",
            ),
        ],
        "silenced": [],
        "notes": [],
    });
    assert_eq!((outcome, report), (Outcome::Exit(1), expected));
}

#[test]
fn what_a_hand_changed_is_told_and_nothing_of_it_is_lost() {
    let edited = SMALL
        .replace("start: 47, end: 106", "start: 48, end: 107")
        .replace("source: \"o-2eaev8bhx5907\"", "source: \"o-0000000000001\"")
        .replace("\"s-b7kxdyx9h2090\",\n            ],\n            sum", "\"s-194r99vb4df8h\",\n            ],\n            sum")
        .replace("tag: ConfirmedFact(was: Assertion)", "tag: Claim")
        .replace('\n', "\r\n");
    let (outcome, report) = check_json(&edited, &[]);
    let outside = "This statement was edited outside Factmark, or damaged; read it over";
    let fact = "The ferry stopped on Monday after a fire in the old harbour";
    let expected = json!({
        "counts": {
            "articles": 1, "sources": 3, "statements": 4, "with_source": 2,
            "claims": 2, "assertions": 1, "confirmed_facts": 1, "hollow": 0,
        },
        "problems": [
            item("source_missing", "s-6pq9wqp3qm5k9", 77, "Its source o-0000000000001 is not in the file; an empty one stands in its place"),
            item("part_adrift", "s-6pq9wqp3qm5k9", 77, "“added” no longer stands where it was marked"),
            item("part_adrift", "s-b7kxdyx9h2090", 40, &format!("“{fact}” no longer stands where it was marked")),
        ],
        "to_do": [
            item("statement_without_source", "s-194r99vb4df8h", 65, "No source is linked"),
            item("claim_without_speaker", "s-6pq9wqp3qm5k9", 77, "It is not written who says it"),
            item("statement_without_source", "s-8mc2tdnz1ekwh", 98, "No source is linked"),
            item("claim_without_speaker", "s-8mc2tdnz1ekwh", 98, "It is not written who says it"),
            item(
                "words_untouched",
                "a-8avfa9aw9s3gg",
                5,
                "48 % of the words are covered; 2 sentences untouched, 2 sentences partly covered",
            ),
        ],
        "silenced": [],
        "notes": [
            item("edited_outside", "s-b7kxdyx9h2090", 40, outside),
            item("part_moved", "s-b7kxdyx9h2090", 40, &format!("“{fact}” does not stand where it was marked; it stands in one other place")),
            item("edited_outside", "s-194r99vb4df8h", 65, outside),
            item("same_as_itself", "s-194r99vb4df8h", 65, "It was said to be the same as itself; that was left out"),
            item("edited_outside", "s-6pq9wqp3qm5k9", 77, outside),
            item("edited_outside", "s-8mc2tdnz1ekwh", 98, outside),
        ],
    });
    assert_eq!((outcome, report), (Outcome::Exit(1), expected));
}

#[test]
fn the_exit_code_says_how_a_project_stands() {
    let without_problems = SMALL.replace("                (before: \"he \", words: \"added\", after: \", \"),\n", "");
    assert_eq!(check_json("Project(format: 1)", &["--complete"]).0, Outcome::Exit(0));
    assert_eq!(check_json(&without_problems, &[]).0, Outcome::Exit(0));
    assert_eq!(check_json(&without_problems, &["--complete"]).0, Outcome::Exit(1));
    assert_eq!(check_json(SMALL, &[]).0, Outcome::Exit(1));
}

#[test]
fn people_read_the_same_in_lines() {
    let folder = folder();
    let file = folder.path().join("a\u{202e}b.ron");
    put(&file, SMALL);
    let (outcome, out, err) = factmark(&["check", &file.display().to_string()]);
    let expected = "\
4 statements, 2 with a source: 1 claim, 1 assertion, 1 confirmed fact, 1 hollow fact
2 sources, 1 article

Problems: 1
  Line 77, s-6pq9wqp3qm5k9 “No one was hurt, … and the boats are whole. … added”: “added” no longer stands where it was marked [part_adrift]

To do: 5
  Line 65, s-194r99vb4df8h “a fire in the old harbour”: No source is linked [statement_without_source]
  Line 77, s-6pq9wqp3qm5k9 “No one was hurt, … and the boats are whole. … added”: It is not written who says it [claim_without_speaker]
  Line 98, s-8mc2tdnz1ekwh “It carries 900\\u{200b} people a day”: No source is linked [statement_without_source]
  Line 98, s-8mc2tdnz1ekwh “It carries 900\\u{200b} people a day”: Needs a primary source with its passage, or two independent \
                    sources [fact_not_carried]
  Line 5, a-8avfa9aw9s3gg “Ferry halts after fire, port says”: 62 % of the words are covered; 2 sentences untouched, 2 sentences \
                    partly covered [words_untouched]
";
    let (path, rest) = out.split_once('\n').expect("lines");
    assert!(path.ends_with("a\\u{202e}b.ron"), "what turns lines around is spelled out: {path}");
    assert_eq!((outcome, rest, &*err), (Outcome::Exit(1), expected, ""));
}

#[test]
fn the_window_opens_unless_something_else_is_asked() {
    assert_eq!(factmark(&[]).0, Outcome::Window(None));
    // Whole, for it is remembered for a start from another folder.
    let here = std::env::current_dir().expect("a folder");
    assert_eq!(factmark(&["a b.ron"]).0, Outcome::Window(Some(here.join("a b.ron"))));
    assert_eq!(factmark(&["./check"]).0, Outcome::Window(Some(here.join("check"))));
    assert_eq!(factmark(&["/a.ron"]).0, Outcome::Window(Some(PathBuf::from("/a.ron"))));
    for arguments in [&["check"][..], &["check", "a", "b"], &["a.ron", "b.ron"], &["--loud"]] {
        let (outcome, out, err) = factmark(arguments);
        assert_eq!((outcome, &*out), (Outcome::Exit(2), ""), "{arguments:?}");
        assert!(err.contains("Usage: factmark"), "{err}");
    }
    let (outcome, out, _) = factmark(&["--version"]);
    assert_eq!((outcome, out), (Outcome::Exit(0), format!("factmark {}\n", env!("CARGO_PKG_VERSION"))));
    let (outcome, out, _) = factmark(&["check", "--help"]);
    assert!(outcome == Outcome::Exit(0) && out.contains("--complete"), "{out}");
}

/// Small damages to the small project, by name; then what the message must say.
fn hostile() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let small = |from: &str, to: &str| {
        assert!(SMALL.contains(from), "{from}");
        SMALL.replacen(from, to, 1).into_bytes()
    };
    let after_articles = |extra: &str| small("    sources: [\n", &format!("    {extra}\n    sources: [\n"));
    let statement = SMALL.split("        Statement(\n").nth(1).map(|record| format!("        Statement(\n{record}")).expect("a statement");
    vec![
        ("an empty file", Vec::new(), "The file is empty"),
        ("white space and comments", b"// nothing\n\n/* at all */\n".to_vec(), "The file is empty"),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "Line 1, column 1 (byte 0): this is not UTF-8"),
        (
            "UTF-16",
            [&[0xff, 0xfe][..], &SMALL.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat(),
            "Line 1: this is UTF-16",
        ),
        ("Latin-1", [&SMALL.as_bytes()[..120], &b"caf\xe9 is open"[..]].concat(), "Line 6, column 32 (byte 123): this is not UTF-8"),
        ("a zero byte", small("Ina Holt", "Ina\0Holt"), "Line 7, column 25 (byte 172): there is a zero byte"),
        ("an article", b"Ferry halts after fire\n\nIt burned.".to_vec(), "Line 1, column 1: this is no Factmark project"),
        ("JSON", b"{\"format\": 1, \"articles\": []}".to_vec(), "Line 1, column 1: this is no Factmark project"),
        ("a cut in the middle", SMALL.as_bytes()[..2000].to_vec(), "the file ends in the middle"),
        (
            "a newer format",
            small("format: 1,", "format: 5, people: [],"),
            "Line 2, column 13: the file has format 5, and this version reads up to 4",
        ),
        ("no format at all", small("    format: 1,\n", ""), "Line 2, column 5: this is no Factmark project"),
        ("format zero", small("format: 1", "format: 0"), "Line 2, column 13: there is no format 0"),
        ("an attribute", small("Project(", "#![enable(implicit_some)]\nProject("), "Line 1, column 1: a project has no #![…] line"),
        (
            "a merge that was left open",
            small(
                "            tag: Assertion,\n",
                "<<<<<<< HEAD\n            tag: Assertion,\n=======\n            tag: Claim,\n>>>>>>> theirs\n",
            ),
            "Line 70, column 1: a merge left both sides here, marked <<<<<<<",
        ),
        (
            "an unknown field",
            small("byline:", "colour: \"red\", byline:"),
            "Line 7, column 13: Unexpected field named `colour` in `Article`",
        ),
        ("a field given twice", small("byline:", "title: \"other\", byline:"), "Unexpected duplicate field named `title`"),
        ("an unknown tag", small("tag: Claim", "tag: Rumour"), "Unexpected variant named `Rumour` in enum `Tag`"),
        ("a word of a million letters", small("tag: Claim", &format!("tag: {}", "x".repeat(1_000_000))), "Unexpected variant named `xxx"),
        ("a number for a title", small("title: \"Ferry halts after fire, port says\"", "title: 7"), "Line 6, column"),
        ("a negative position", small("start: 47", "start: -47"), "Line 43, column 26: Integer is out of bounds"),
        ("a position beyond all numbers", small("start: 47", "start: 99999999999999999999"), "Integer is out of bounds"),
        ("an id that is none", small("id: \"o-92a45x8snw9tb\"", "id: \"o-92a\""), "an id of this kind looks like o-"),
        ("a date that is none", small("2026-02-10", "2026-02-31"), "Line 9, column"),
        (
            "a statement twice",
            small("        Statement(\n", &format!("{statement}        Statement(\n")),
            "Line 65: s-b7kxdyx9h2090 stands in the file a second time, first on line 40",
        ),
        (
            "a source twice",
            small("o-92a45x8snw9tb", "o-2eaev8bhx5907"),
            "Line 28: o-2eaev8bhx5907 stands in the file a second time, first on line 21",
        ),
        (
            "a statement without parts",
            small("                (start: 195,", "                // (start: 195,"),
            "Line 98: s-8mc2tdnz1ekwh has no parts",
        ),
        (
            "a million brackets",
            after_articles(&format!("more: {}", "[".repeat(1_000_000))),
            "Line 19, column 5: Unexpected field named `more`",
        ),
        (
            "a field of format 2 in one of format 1",
            small("byline:", "rests_on: [], byline:"),
            "Unexpected field named `rests_on` in `Article`",
        ),
        (
            "an aspect that is none",
            SMALL_2.replace("about: Tag", "about: Weather").into_bytes(),
            "Unexpected variant named `Weather` in enum `Aspect`",
        ),
        (
            "a remark twice",
            SMALL_2.replace("r-0ef4sfmfjmwv5", "r-07kq1brfrywnj").into_bytes(),
            "r-07kq1brfrywnj stands in the file a second time",
        ),
        (
            "a pass twice",
            SMALL_2.replace("    passes: [\n", "    passes: [\n        Pass(id: \"p-2dey2j2z372pj\"),\n").into_bytes(),
            "p-2dey2j2z372pj stands in the file a second time",
        ),
        ("text after the end", [SMALL.as_bytes(), b"Project(format: 1)"].concat(), "something stands after the end of the project"),
    ]
}

#[test]
fn hostile_files_are_refused_with_their_place() {
    let folder = folder();
    let mut refused = 0;
    for (name, bytes, expected) in hostile() {
        let file = folder.path().join("hostile.ron");
        put(&file, &bytes);
        let path = file.display().to_string();
        let (outcome, out, err) = factmark(&["check", &path]);
        assert_eq!((&outcome, &*out), (&Outcome::Exit(2), ""), "{name}");
        assert!(err.contains(expected), "{name}: {err}");
        assert!(err.starts_with("factmark: ") && err.ends_with(&format!("\n{path}\n")), "{name}: {err}");
        assert!(err.chars().count() < 700, "{name}: {err}");
        assert_eq!(std::fs::read(&file).expect("it"), bytes, "{name}: the file is as it was");

        let (_, out, _) = factmark(&["check", "--json", &path]);
        let report: Value = serde_json::from_str(&out).expect("JSON");
        let line = report["error"]["place"]["line"].as_u64();
        assert!(line.is_some() || report["error"]["code"] == "empty", "{name}: {out}");
        refused += 1;
    }
    assert!(refused >= 20);
}

#[test]
fn what_is_no_file_is_refused_by_name() {
    let folder = folder();
    for (path, expected) in [(folder.path().to_owned(), "This is a folder"), (folder.path().join("none.ron"), "There is no such file")] {
        let (outcome, _, err) = factmark(&["check", &path.display().to_string()]);
        assert_eq!(outcome, Outcome::Exit(2));
        assert!(err.starts_with(&format!("factmark: {expected}")) && Path::new(err.lines().last().expect("a path")) == path, "{err}");
    }
}

#[test]
fn the_shipped_sample_has_exactly_these_counts_no_problem_and_this_left_to_do() {
    let (outcome, report) = check_json(include_str!("../../assets/sample.ron"), &[]);
    let counts = json!({
        "articles": 1, "sources": 21, "statements": 40, "with_source": 29,
        "claims": 17, "assertions": 18, "confirmed_facts": 4, "hollow": 1,
    });
    assert_eq!((outcome, &report["counts"], &report["problems"], &report["notes"]), (Outcome::Exit(0), &counts, &json!([]), &json!([])));
    let to_do: Vec<(&str, &str)> = report["to_do"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| (entry["code"].as_str().expect("a code"), entry["place"]["record"].as_str().expect("a record")))
        .collect();
    let without_source = |record| ("statement_without_source", record);
    let expected = [
        without_source("s-fepjvd1w6bh56"),
        ("fact_not_carried", "s-b0s836j3a7fmb"),
        without_source("s-axq9n1829r1rx"),
        without_source("s-3fpd43vxpp2hs"),
        without_source("s-490a6kme3x8pk"),
        without_source("s-0rhgvh9yv44p1"),
        without_source("s-a6ays5qc4m7nr"),
        without_source("s-1jvh3dqcerwmw"),
        without_source("s-6wa2ggrqrja71"),
        without_source("s-76nwdwzbam8vh"),
        without_source("s-0xhfg8cxtvrek"),
        without_source("s-c89zjxk46qs8d"),
        ("words_untouched", "a-adw1akjmcdq2h"),
    ];
    assert_eq!(to_do, expected);
    let (outcome, _) = check_json(include_str!("../../assets/sample.ron"), &["--complete"]);
    assert_eq!(outcome, Outcome::Exit(1));
}
