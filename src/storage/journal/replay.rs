//! A project brought to where its journal ends, with the undo that it had.

use crate::model::edit::Transaction;
use crate::model::history::{History, Step};
use crate::model::project::Project;
use crate::storage::journal::entry::{self, Entry};
use crate::storage::journal::story::Story;

/// A project and its history as they were when the journal ended.
#[derive(Debug)]
pub struct Replayed<V> {
    /// The project.
    pub project: Project,
    /// Its history.
    pub history: History<V>,
    /// So many entries were used.
    pub used: usize,
    /// Why those after them were not; `None` where all were.
    pub refused: Option<String>,
    /// What was being typed, as a transaction that is not done yet.
    pub draft: Option<Transaction>,
}

/// Brings `project`, which is as it was after `place` entries, to where it was after `end` entries.
pub fn replay<V: Clone>(story: &Story<V>, mut project: Project, place: usize, end: usize) -> Replayed<V> {
    let (mut done, mut undone) = (Vec::new(), Vec::new());
    let bottom = story.bottom();
    // What only tells that is no step.
    for entry in story.entries.iter().take(place).skip(usize::from(bottom.is_some())) {
        remember(entry, &mut done, &mut undone);
    }
    let mut history = History::of(done, undone, bottom.unwrap_or(0));
    let mut used = place;
    let mut refused = None;
    for entry in story.entries.iter().skip(place).take(end.saturating_sub(place)) {
        let result = match entry {
            Entry::Did { edits, step, .. } => {
                let transaction = Transaction { label: step.label.clone(), edits: edits.clone() };
                history.commit_as(&mut project, transaction, step.before.clone(), step.after.clone(), step.state).map(|()| true)
            }
            Entry::Undid { .. } => history.undo(&mut project).map(|view| view.is_some()),
            Entry::Redid { .. } => history.redo(&mut project).map(|view| view.is_some()),
            Entry::Past { .. } | Entry::Draft { .. } | Entry::Saving { .. } | Entry::Settled { .. } | Entry::TakenIn { .. } => Ok(true),
        };
        refused = match result {
            Ok(true) => None,
            Ok(false) => Some("the journal does not have the step that was taken back or done again".to_owned()),
            Err(error) => Some(error.to_string()),
        };
        if refused.is_some() {
            break;
        }
        used += 1;
    }
    // Numbers that were drawn for steps that are gone must not be drawn again: a file may have been saved in one of them.
    let all = story.entries.iter().filter_map(|entry| match entry {
        Entry::Past { step, .. } | Entry::Did { step, .. } => Some(step.state),
        Entry::Saving { state, .. } => Some(*state),
        _ => None,
    });
    history.draw_beyond(all.max().unwrap_or(0));
    let draft = match story.draft() {
        Some(Entry::Draft { label, edits, .. }) if refused.is_none() && used == story.entries.len() => {
            Some(Transaction { label: label.clone(), edits: edits.clone() })
        }
        _ => None,
    };
    Replayed { project, history, used, refused, draft }
}

/// Keeps the steps of what was done before the project was as it is.
fn remember<V: Clone>(entry: &Entry<V>, done: &mut Vec<Step<V>>, undone: &mut Vec<Step<V>>) {
    match entry {
        Entry::Past { is_done: true, step } => done.push(step_of(step)),
        Entry::Past { is_done: false, step } => undone.push(step_of(step)),
        Entry::Did { step, .. } => {
            done.push(step_of(step));
            undone.clear();
        }
        Entry::Undid { edits, .. } => undone.extend(done.pop().map(|step| step.with(edits.clone()))),
        Entry::Redid { edits, .. } => done.extend(undone.pop().map(|step| step.with(edits.clone()))),
        Entry::Draft { .. } | Entry::Saving { .. } | Entry::Settled { .. } | Entry::TakenIn { .. } => {}
    }
}

fn step_of<V: Clone>(step: &entry::Step<V>) -> Step<V> {
    let transaction = Transaction { label: step.label.clone(), edits: step.edits.clone() };
    Step { transaction, before: step.before.clone(), after: step.after.clone(), state: step.state }
}
