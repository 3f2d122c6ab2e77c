//! The difference between two states of a project: as the edits that lead from one to the other, and as a list for people.

mod changes;
mod edits;
pub mod fields;
mod order;

pub use crate::model::difference::changes::{Changed, Changes, changes};
pub use crate::model::difference::edits::edits_between;
