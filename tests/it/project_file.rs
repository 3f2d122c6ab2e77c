//! The project's file: what is written reads back, what is damaged is named, what two people do merges.

use factmark::model::project::Project;
use factmark::project_file;

use crate::support::{random_project, rng};

/// Projects of our own; the texts of them are frozen with their formats.
const SMALL_1: &str = include_str!("../data/format-1/small.ron");
const SAMPLE_1: &str = include_str!("../data/format-1/sample.ron");
const SMALL_2: &str = include_str!("../data/format-2/small.ron");
const SMALL_3: &str = include_str!("../data/format-3/small.ron");
const SMALL_4: &str = include_str!("../data/format-4/small.ron");

fn read(text: &str) -> project_file::Loaded {
    project_file::read(text.as_bytes()).expect("a project that reads")
}

#[test]
fn every_project_reads_back_as_written_and_is_written_the_same_again() {
    let mut rng = rng("round trip");
    for round in 0..400 {
        let project = random_project(&mut rng);
        let bytes = project_file::write_verified(&project).unwrap_or_else(|error| panic!("round {round}: {error}"));
        let loaded = project_file::read(&bytes).expect("what was verified");
        assert_eq!(project_file::write(&loaded.project).as_bytes(), bytes, "round {round}");
    }
}

#[test]
fn an_empty_project_reads_back() {
    let bytes = project_file::write_verified(&Project::default()).expect("an empty project");
    assert_eq!(read("Project(format: 1)").project, Project::default());
    assert_eq!(
        String::from_utf8_lossy(&bytes),
        "Project(\n    format: 4,\n    articles: [\n    ],\n    sources: [\n    ],\n    statements: [\n    ],\n    set_aside: [\n    ],\n    passes: [\n    ],\n    \
         silenced: [\n    ],\n)\n"
    );
}

#[test]
fn files_of_format_1_open_as_they_were() {
    for text in [SMALL_1, SAMPLE_1] {
        let loaded = read(text);
        assert_eq!(loaded.notes, [], "the sums hold, as what came later is not written where it is not there");
        let written = project_file::write(&loaded.project);
        let as_format_4 = text.replacen("format: 1", "format: 4", 1);
        let (records, foot) = as_format_4.rsplit_once(")\n").expect("its end");
        assert_eq!(written, format!("{records}    set_aside: [\n    ],\n    passes: [\n    ],\n    silenced: [\n    ],\n){foot}\n"));
    }
    // What came later is no field of it.
    for field in ["rules: (second_reader: true)", "set_aside: []"] {
        let error = project_file::read(format!("Project(format: 1, {field})").as_bytes()).expect_err("not in format 1");
        assert_eq!(error.code(), "syntax", "{error}");
    }
}

#[test]
fn files_of_format_2_open_as_they_were() {
    let loaded = read(SMALL_2);
    assert_eq!(loaded.notes, [], "the sums hold, and nothing signed has changed");
    assert_eq!(project_file::write(&loaded.project), SMALL_2.replacen("format: 2", "format: 4", 1));
    for field in ["snapshot: (sha256: \"0\")", "kind: Html"] {
        let source = format!("Project(format: 2, sources: [Source(id: \"o-0000000000001\", {field})])");
        assert_eq!(project_file::read(source.as_bytes()).expect_err("not in format 2").code(), "syntax");
    }
}

#[test]
fn files_of_format_3_open_as_they_were() {
    let loaded = read(SMALL_3);
    assert_eq!(loaded.notes, []);
    assert_eq!(project_file::write(&loaded.project), SMALL_3.replacen("format: 3", "format: 4", 1));
    let error = project_file::read(b"Project(format: 3, unmerged: [])").expect_err("not in format 3");
    assert_eq!(error.code(), "syntax", "{error}");
}

#[test]
fn format_4_is_written_as_it_was_released() {
    let loaded = read(SMALL_4);
    assert_eq!(loaded.notes, []);
    assert_eq!(loaded.project.unmerged().len(), 7);
    assert_eq!(project_file::write(&loaded.project), SMALL_4);
}

#[test]
fn what_is_open_is_read_with_care() {
    let open = |of: &str, other: &str| {
        let (records, foot) = SMALL_3
            .replacen("format: 3", "format: 4", 1)
            .rsplit_once(")\n")
            .map(|(one, two)| (one.to_owned(), two.to_owned()))
            .expect("its end");
        let text = format!("{records}    unmerged: [Unmerged(id: \"u-0000000000001\", of: {of}, other: {other})],\n){foot}\n");
        project_file::read(text.as_bytes()).map(|loaded| {
            let codes: Vec<&str> = loaded.notes.iter().map(project_file::LoadNote::code).collect();
            (loaded.project.unmerged().len(), codes)
        })
    };
    let (source, nowhere) = ("Source(\"o-92a45x8snw9tb\")", "Source(\"o-0000000000001\")");
    assert_eq!(open(source, "Note(\"as the port says\")").expect("it reads"), (1, vec!["edited_outside"]));
    assert_eq!(open(nowhere, "Deleted").expect("it reads"), (0, vec!["edited_outside", "unmerged_of_nothing"]));
    let parts = "Parts([(start: 1, end: 3, words: \"no such words\")])";
    assert_eq!(open("Statement(\"s-b7kxdyx9h2090\")", parts).expect("it reads"), (1, vec!["edited_outside", "part_moved"]));
    for (of, other, code) in [
        (source, "Parts([])", "refused"),
        (source, "Passage(\"x\")", "refused"),
        ("Statement(\"s-b7kxdyx9h2090\")", "Parts([])", "refused"),
        (source, "Published(\"soon\")", "syntax"),
        (source, "History([])", "syntax"),
        ("Rules", "Deleted", "syntax"),
    ] {
        assert_eq!(open(of, other).expect_err("no version of it").code(), code, "{of} {other}");
    }
}
