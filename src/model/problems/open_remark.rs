//! Somebody was asked something, or another wording was proposed, and it is not settled.

use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::remark::{Remark, RemarkKind};
use crate::model::statement::Statement;

/// Letters of a remark that stand in a list.
const SHOWN_CHARS: usize = 120;

/// Fires once for a statement, with the oldest of its open queries and corrections.
pub fn rule(_: &Project, statement: &Statement) -> Option<Found> {
    let mut waiting = statement.checks().remarks.iter().filter(|remark| remark.is_waiting());
    let first = waiting.next()?;
    let more = waiting.count();
    let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
    Some((Sort::ToDo, "open_query", format!("{}{more}", told(first)).into()))
}

fn told(remark: &Remark) -> String {
    let name = if remark.kind == RemarkKind::Correction { "Correction" } else { "Query" };
    let whom = if remark.whom.trim().is_empty() { String::new() } else { format!(" for {}", remark.whom.trim()) };
    let text: String = remark.text.chars().take(SHOWN_CHARS).collect();
    format!("{name}{whom}: {text}")
}
