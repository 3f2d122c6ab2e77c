//! What checking and review have shown of a statement, in the words of a report.

use crate::model::day::Day;
use crate::model::finding::{Said, Truth};
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::remark::RemarkKind;
use crate::model::review::Pass;
use crate::model::signing;
use crate::model::statement::Statement;
use crate::text::quoted::quoted;

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
        let wording = if remark.wording.trim().is_empty() { String::new() } else { format!("{}. ", quoted(&remark.wording)) };
        rows.push((name, format!("{wording}{}", remark.text)));
    }
    for open in project.unmerged_of(Subject::Statement(statement.id)).filter(|open| open.is_in(project)) {
        rows.push(("Left open by a merge", open.text()));
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
pub fn by_on(by: &str, on: Option<Day>) -> String {
    let day = on.map(|day| day.to_string()).unwrap_or_default();
    let parts: Vec<&str> = [by.trim(), &day].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// Who has gone through the project: "R. Vale, 2026-02-10 to 2026-02-14, all: 12 signed off, 1 sent back".
pub fn passes(project: &Project) -> Vec<String> {
    let mut passes: Vec<&Pass> = project.passes().map(|pass| &**pass).collect();
    passes.sort_by_key(|pass| (pass.from.map(|day| day.to_string()), pass.by.clone()));
    let told = passes.into_iter().map(|pass| {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let (from, to) = (day(pass.from), day(pass.to));
        let when = if to.is_empty() || to == from { from } else { format!("{from} to {to}") };
        let parts: Vec<&str> = [pass.by.trim(), &when, pass.looked_at.trim()].into_iter().filter(|part| !part.is_empty()).collect();
        let who = if parts.is_empty() { "Somebody".to_owned() } else { parts.join(", ") };
        format!("{who}: {} signed off, {} sent back", pass.signed, pass.sent_back)
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::edit::Edit;
    use crate::model::id::PassId;

    #[test]
    fn passes_are_told_by_the_day_they_began_with_as_much_as_is_known() {
        let mut project = Project::default();
        let day = |text: &str| -> Option<Day> { text.parse().ok() };
        for (id, by, from, to, looked_at) in [
            (1, "N. Berg", day("2026-02-12"), day("2026-02-14"), "not carried"),
            (2, "R. Vale", day("2026-02-10"), day("2026-02-10"), "all"),
            (3, "", None, None, ""),
        ] {
            let pass = Pass { id: PassId::from_raw(id), by: by.into(), from, to, looked_at: looked_at.into(), signed: id, sent_back: 0 };
            project.apply(Edit::PutPass(Arc::new(pass))).expect("a pass");
        }
        assert_eq!(
            passes(&project),
            [
                "Somebody: 3 signed off, 0 sent back",
                "R. Vale, 2026-02-10, all: 2 signed off, 0 sent back",
                "N. Berg, 2026-02-12 to 2026-02-14, not carried: 1 signed off, 0 sent back",
            ]
        );
    }
}
