//! Another program that writes the project's file: mostly a changed project, sometimes what is none, sometimes nothing.

use std::sync::Arc;

use factmark::model::edit::Edit;
use factmark::model::field::{SourceField, StatementField};
use factmark::model::id::SourceId;
use factmark::model::source::Source;
use factmark::project_file;
use fastrand::Rng;

/// What it makes of a file: each time it leaves a word of its own, `outside-N;`.
pub fn write(before: Option<&[u8]>, number: u64, chance: &mut Rng) -> Option<Vec<u8>> {
    let token = format!("outside-{number};");
    match chance.u8(..12) {
        0 => return Some(format!("<<<<<<< {token}\n").into_bytes()),
        1 => return None,
        _ => {}
    }
    let mut project = project_file::read(before?).ok()?.project;
    let id = SourceId::from_raw(chance.u64(..));
    let source = Source::titled(id, token.clone());
    // Those of earlier times would fill the file.
    let old: Vec<SourceId> = project.sources().filter(|source| source.title.starts_with("outside-")).map(|source| source.id).collect();
    for old in old.into_iter().skip(2) {
        let _ = project.apply(Edit::DropSource(old));
    }
    project.apply(Edit::PutSource(Arc::new(source))).expect("a new source");
    if let Some(statement) = chance.choice(project.statements().map(|statement| statement.id).collect::<Vec<_>>()) {
        match chance.u8(..4) {
            0 => drop(project.apply(Edit::SetStatement(statement, StatementField::Note(token)))),
            1 if project.statements().count() > 2 => drop(project.apply(Edit::DropStatement(statement))),
            2 => drop(project.apply(Edit::SetSource(id, SourceField::Note(token)))),
            _ => {}
        }
    }
    Some(project_file::write(&project).into_bytes())
}
