//! The project's file: what is written reads back, what is damaged is named, what two people do merges.

use factmark::model::project::Project;
use factmark::project_file;

use crate::support::{random_project, rng};

/// A small project of our own; the text of it is frozen with format 1.
const SMALL: &str = include_str!("../data/format-1/small.ron");

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
        "Project(\n    format: 1,\n    articles: [\n    ],\n    sources: [\n    ],\n    statements: [\n    ],\n)\n"
    );
}

#[test]
fn format_1_is_written_as_it_was_released() {
    let loaded = read(SMALL);
    assert_eq!(loaded.notes, []);
    assert_eq!(project_file::write(&loaded.project), SMALL);
}
