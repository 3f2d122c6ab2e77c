//! A rule that holds records against each other: it keeps them in groups, and looks at a group only when one of its members has changed.

use std::fmt::Debug;

use crate::model::problems::entry::{Found, Subject};
use crate::model::project::Project;
use crate::model::statement::Statement;

/// Such a rule with its groups. It is fed with every statement that has changed, or hangs on something that has.
pub trait Comparison: Debug + Send {
    /// Takes a statement out, as it was in the project of before.
    fn leave(&mut self, before: &Project, statement: &Statement);

    /// Takes a statement in, as it is now.
    fn join(&mut self, project: &Project, statement: &Statement);

    /// The records of which something else may have to be said since this was asked last, besides those that were fed.
    fn stirred(&mut self) -> Vec<Subject>;

    /// What there is to say about a record.
    fn found(&self, project: &Project, subject: Subject) -> Option<Found>;
}
