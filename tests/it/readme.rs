//! What the README promises of the file is what the program writes.

use factmark::project_file;

#[test]
fn the_example_in_the_readme_is_a_file_as_the_program_writes_it() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("a README");
    let example = readme.split("```ron\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let loaded = project_file::read(example.as_bytes()).expect("the example opens");
    let written = project_file::write(&loaded.project);
    assert_eq!(example, written, "as the program writes it:\n{written}");
    assert_eq!(loaded.project.statements().count(), 1);
}
