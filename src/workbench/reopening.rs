//! A project that was read from its file, together with the undo that its journal still has. For workers.

use std::path::Path;

use crate::model::history::History;
use crate::model::project::Project;
use crate::storage::fs::Fs;
use crate::storage::journal::{Journal, Mark, Story, Tail, replay};
use crate::storage::safe_writer::Stamp;
use crate::workbench::arrival::OpenedProject;
use crate::workbench::beginning::BaseOf;
use crate::workbench::copies::Waiting;
use crate::workbench::desk::Origin;
use crate::workbench::focus::Focus;
use crate::workbench::home::{self, Home, OwnPlace};
use crate::workbench::keeping::Keeping;
use crate::workbench::leftover;

/// The project in the file at `path` as it is to be opened; `state` is where journals are.
pub fn reopened(
    fs: &dyn Fs,
    state: Option<&Path>,
    path: &Path,
    project: &Project,
    stamp: &Stamp,
    notes: Vec<String>,
    own: &OwnPlace,
) -> OpenedProject {
    let base = BaseOf::File(path.to_owned(), stamp.digest, Box::new(project.clone()));
    let home = state.map(|state| Home::of(fs, state, path, own));
    let is_taken = home.as_ref().is_some_and(|home| home.is_taken);
    let mut opened = OpenedProject {
        path: Some(path.to_owned()),
        origin: Origin::File(path.to_owned(), stamp.clone()),
        project: project.clone(),
        history: History::default(),
        saved_state: Some(0),
        keeping: Keeping::default(),
        waiting: Waiting::new(),
        notes,
        leftover: None,
        filed: Some(project.clone()),
        wanted: home.as_ref().map(|home| home.journal.with_extension("wanted")),
        is_taken,
        is_recovered: false,
    };
    let Some(home) = home.filter(|home| !home.is_taken) else {
        opened.keeping = Keeping::of(base, None, None);
        return opened;
    };
    let is_own = own.is_there(&home.journal);
    let story = home::read(fs, &home.journal).ok();
    if let Some(story) = &story {
        leftover::clear_after_save(fs, story, true);
    }
    let mark = story.as_ref().and_then(|story| story.mark_of(&stamp.digest));
    match story {
        Some(story) if let Some((history, mark)) = undo(&story, mark, project) => {
            opened.history = history;
            opened.saved_state = Some(mark.state);
            let home_is_locked = home.lock.is_some();
            let journal = Journal::going_on(home.journal, &story, home.lock);
            if is_own && home_is_locked {
                // What the project on the bench still writes there is not another one's.
                journal.doubt();
            }
            opened.keeping = Keeping::of(base, None, Some(journal)).after_own(is_own);
        }
        story => {
            // What is on the bench is let go of knowingly, and moved aside.
            opened.leftover =
                story.filter(|_| !is_own).zip(state).and_then(|(story, state)| leftover::unsaved(fs, state, &home.journal, &story, false));
            opened.keeping = Keeping::of(base, Some(home), None).after_own(is_own);
        }
    }
    opened
}

/// What undo still knows of a project that is as its file has it; `None` where the journal has more than the file, or is of another one.
fn undo(story: &Story<Focus>, mark: Option<Mark>, project: &Project) -> Option<(History<Focus>, Mark)> {
    let mark = mark.filter(|mark| !matches!(story.tail, Tail::Damaged { .. }) && !story.has_more_than(Some(mark)))?;
    let replayed = replay(story, project.clone(), mark.place, story.entries.len());
    // Going to and fro must lead back to what the file has.
    (replayed.refused.is_none() && replayed.project == *project).then_some((replayed.history, mark))
}
