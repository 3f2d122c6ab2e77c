//! What checking has shown so far, in two questions on the card: was it said, is it true.

use egui::Ui;

use crate::model::finding::{Finding, Said, Truth};
use crate::model::statement::Statement;
use crate::ui::drafts::{Field, field_id};
use crate::ui::panel::extras::{Extra, ExtrasState};
use crate::ui::panel::widgets::{caption, choice, labelled};
use crate::ui::panel::work::Work;
use crate::ui::theme::scale;
use crate::ui::words;
use crate::workbench::command::{Command, ReviewCommand};

/// Shows the questions that are answered or were asked for under *Add…*.
pub fn show(ui: &mut Ui, statement: &Statement, state: &ExtrasState, work: &mut Work<'_>) {
    let id = statement.id;
    if state.is_shown(Extra::Said, statement) {
        let said = &statement.checks().said;
        let set = move |finding| Command::Review(ReviewCommand::Said(id, finding));
        question(ui, (id, Extra::Said), said, &Said::ALL, words::said, set, work);
    }
    if state.is_shown(Extra::Truth, statement) {
        let truth = &statement.checks().truth;
        let set = move |finding| Command::Review(ReviewCommand::Truth(id, finding));
        question(ui, (id, Extra::Truth), truth, &Truth::ALL, words::truth, set, work);
    }
}

fn question<V: Copy + PartialEq + 'static>(
    ui: &mut Ui,
    (id, extra): (crate::model::id::StatementId, Extra),
    finding: &Finding<V>,
    verdicts: &[V],
    call: fn(V) -> &'static str,
    set: impl Fn(Finding<V>) -> Command + Copy + 'static,
    work: &mut Work<'_>,
) {
    labelled(ui, extra.name(), |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        if let Some(verdict) = choice(ui, extra.name(), finding.verdict, verdicts, call) {
            work.out.push(set(Finding { verdict, ..finding.clone() }));
        }
        let name = format!("{}: why", extra.name());
        let field = Field { id: field_id(id, extra.name()), name: &name, hint: "Why, in one line" };
        let before = finding.clone();
        work.drafts.line(ui, field, &finding.why, move |text| set(Finding { why: text.trim().to_owned(), ..before.clone() }));
        let name = format!("{}: waits for", extra.name());
        let field = Field { id: field_id(id, &name), name: &name, hint: "Whose answer it waits for" };
        let before = finding.clone();
        work.drafts.line(ui, field, &finding.waits_for, move |text| set(Finding { waits_for: text.trim().to_owned(), ..before.clone() }));
        if !finding.by.is_empty() || finding.on.is_some() {
            caption(ui, format!("Found{}", words::by_on(&finding.by, finding.on)));
        }
    });
}
