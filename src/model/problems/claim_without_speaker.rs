//! Somebody else says it, and it is not written who.

use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::tag::TagKind;

/// Fires on claims; "nobody says who" is an answer.
pub fn rule(_: &Project, statement: &Statement) -> Option<Found> {
    let asks = statement.tag.kind() == TagKind::Claim && !statement.said_by.is_known();
    asks.then(|| (Sort::ToDo, "claim_without_speaker", "It is not written who says it".into()))
}
