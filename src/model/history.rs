//! Undo and redo: every transaction with its answer, without limit.

use crate::model::edit::{EditError, Transaction};
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
}

#[derive(Debug, Clone)]
struct Step<V> {
    transaction: Transaction,
    before: V,
    after: V,
    // The state that doing it leads to.
    state: u64,
}

impl<V> Default for History<V> {
    fn default() -> Self {
        Self { done: Vec::new(), undone: Vec::new(), drawn: 0 }
    }
}

impl<V: Clone> History<V> {
    /// The number of the state that the project is in: equal numbers mean equal projects.
    pub fn state(&self) -> u64 {
        self.done.last().map_or(0, |step| step.state)
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
        let answer = project.commit(transaction)?;
        self.drawn += 1;
        self.done.push(Step { transaction: answer, before, after, state: self.drawn });
        self.undone.clear();
        Ok(())
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
