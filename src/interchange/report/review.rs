//! What checking and review have shown of a statement, in the words of a report.

use crate::model::finding::{Said, Truth};
use crate::model::project::Project;
use crate::model::remark::RemarkKind;
use crate::model::signing;
use crate::model::statement::Statement;

/// What checking and review have shown of a statement.
pub fn review(project: &Project, statement: &Statement) -> Vec<(&'static str, String)> {
    let checks = statement.checks();
    let with_why = |answer: &str, why: &str| if why.trim().is_empty() { answer.to_owned() } else { format!("{answer}: {}", why.trim()) };
    let said = match checks.said.verdict {
        Said::Open => "",
        Said::Confirmed => "It was said so",
        Said::WrongSpeaker => "Wrong speaker",
        Said::WrongWords => "Wrong words",
    };
    let truth = match checks.truth.verdict {
        Truth::Open => "",
        Truth::Partly => "Partly",
        Truth::Wrong => "Wrong",
        Truth::Disputed => "Disputed",
        Truth::CannotBeKnown => "Cannot be known",
    };
    let mut rows = Vec::new();
    for (name, answer, why) in [("Was it said?", said, &checks.said.why), ("Is it true?", truth, &checks.truth.why)] {
        if !answer.is_empty() {
            rows.push((name, with_why(answer, why)));
        }
    }
    for remark in checks.remarks.iter().filter(|remark| remark.is_waiting()) {
        let name = if remark.kind == RemarkKind::Correction { "Correction proposed" } else { "Open query" };
        let wording = if remark.wording.trim().is_empty() { String::new() } else { format!("“{}”. ", remark.wording.trim()) };
        rows.push((name, format!("{wording}{}", remark.text)));
    }
    for signature in &checks.signed {
        let changed = signing::changed(project, statement, signature);
        let name = if changed.is_empty() { "Signed off by" } else { "Changed since signed by" };
        let reason = if signature.reason.is_empty() { String::new() } else { format!(": {}", signature.reason) };
        rows.push((name, format!("{}{reason}", by_on(&signature.by, signature.on))));
    }
    rows
}

/// "R. Vale, 2026-02-11"; empty where neither is known.
pub fn by_on(by: &str, on: Option<crate::model::day::Day>) -> String {
    let day = on.map(|day| day.to_string()).unwrap_or_default();
    let parts: Vec<&str> = [by.trim(), &day].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
