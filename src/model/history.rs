//! Undo and redo: every transaction with its answer.

use crate::model::edit::{Edit, EditError, Transaction};
use crate::model::project::Project;

/// What was done and what was undone. `V` is where the reader was (focus, scroll), which the model only carries along.
#[derive(Debug, Clone)]
pub struct History<V> {
    // The transactions that take back what was done, latest last.
    done: Vec<Step<V>>,
    // The transactions that do again what was undone, latest last.
    undone: Vec<Step<V>>,
    // Tells states apart: 0 is the project as opened, every commit draws a new number.
    drawn: u64,
    // The state that all steps back lead to: another one than 0 where the first steps were forgotten.
    bottom: u64,
}

/// One step of a history.
#[derive(Debug, Clone)]
pub struct Step<V> {
    /// What takes it back; where it was undone, what does it again.
    pub transaction: Transaction,
    /// Where the reader was before.
    pub before: V,
    /// Where she was after.
    pub after: V,
    /// The state that doing it leads to.
    pub state: u64,
}

impl<V> Step<V> {
    /// The step as it lies on the other of the two heaps.
    pub fn with(mut self, edits: Vec<Edit>) -> Self {
        self.transaction.edits = edits;
        self
    }
}

impl<V> Default for History<V> {
    fn default() -> Self {
        Self { done: Vec::new(), undone: Vec::new(), drawn: 0, bottom: 0 }
    }
}

impl<V> History<V> {
    /// A history of steps that were taken earlier: the transactions that take back what was done, and those that do again what was undone,
    /// each with the latest last. `bottom` is the state before the first of them.
    pub fn of(done: Vec<Step<V>>, undone: Vec<Step<V>>, bottom: u64) -> Self {
        let drawn = done.iter().chain(&undone).map(|step| step.state).fold(bottom, u64::max);
        Self { done, undone, drawn, bottom }
    }

    /// The state that all steps back lead to; 0 where none was forgotten.
    pub const fn bottom(&self) -> u64 {
        self.bottom
    }

    /// No number up to this one is drawn for a new state.
    pub fn draw_beyond(&mut self, state: u64) {
        self.drawn = self.drawn.max(state);
    }

    /// What was done, latest last.
    pub fn done(&self) -> &[Step<V>] {
        &self.done
    }

    /// What was undone, latest last.
    pub fn undone(&self) -> &[Step<V>] {
        &self.undone
    }
}

impl<V: Clone> History<V> {
    /// The number of the state that the project is in: equal numbers mean equal projects.
    pub fn state(&self) -> u64 {
        self.done.last().map_or(self.bottom, |step| step.state)
    }

    /// The highest number that a state had so far: what is done from here on has a higher one.
    pub const fn drawn(&self) -> u64 {
        self.drawn
    }

    /// The number of the state that redo leads to.
    pub fn redo_state(&self) -> Option<u64> {
        self.undone.last().map(|step| step.state)
    }

    /// Does a transaction, all of it or nothing. What was undone cannot be redone after it.
    ///
    /// # Errors
    /// The first edit that would break the project; nothing has changed then.
    pub fn commit(&mut self, project: &mut Project, transaction: Transaction, before: V, after: V) -> Result<(), EditError> {
        self.commit_as(project, transaction, before, after, self.drawn + 1)
    }

    /// The same, leading to a state with this number, which no other has or had.
    ///
    /// # Errors
    /// As for [`History::commit`].
    pub fn commit_as(&mut self, project: &mut Project, transaction: Transaction, before: V, after: V, state: u64) -> Result<(), EditError> {
        let answer = project.commit(transaction)?;
        self.drawn = self.drawn.max(state);
        self.done.push(Step { transaction: answer, before, after, state });
        self.undone.clear();
        Ok(())
    }

    /// Forgets all steps but the newest, of undo and of redo so many each. Whether there were more.
    pub fn forget_all_but(&mut self, most: usize) -> bool {
        let more = |steps: &[Step<V>]| steps.len().saturating_sub(most);
        let (done, undone) = (more(&self.done), more(&self.undone));
        if let Some(last) = self.done.drain(..done).next_back() {
            self.bottom = last.state;
        }
        self.undone.drain(..undone);
        done + undone > 0
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|step| step.transaction.label.as_str())
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.transaction.label.as_str())
    }

    /// Takes the last transaction back; where the reader was before it. `None` where there is none.
    ///
    /// # Errors
    /// Never with a project that changed through this history alone; nothing has changed then.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<V>, EditError> {
        let Some(step) = self.done.pop() else { return Ok(None) };
        match project.commit(step.transaction.clone()) {
            Ok(transaction) => {
                let view = step.before.clone();
                self.undone.push(Step { transaction, ..step });
                Ok(Some(view))
            }
            Err(error) => {
                self.done.push(step);
                Err(error)
            }
        }
    }

    /// Does the last undone transaction again; where the reader was after it. `None` where there is none.
    ///
    /// # Errors
    /// As for [`History::undo`].
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<V>, EditError> {
        let Some(step) = self.undone.pop() else { return Ok(None) };
        match project.commit(step.transaction.clone()) {
            Ok(transaction) => {
                let view = step.after.clone();
                self.done.push(Step { transaction, ..step });
                Ok(Some(view))
            }
            Err(error) => {
                self.undone.push(step);
                Err(error)
            }
        }
    }
}
