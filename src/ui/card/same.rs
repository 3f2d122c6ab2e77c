//! Statements that say the same: those that are linked, and a field to find another.

use egui::{Id, RichText, TextEdit, Ui};

use crate::model::id::StatementId;
use crate::model::statement::Statement;
use crate::ui::card::extras::{Extra, ExtrasState, field_id};
use crate::ui::icons;
use crate::ui::theme::Theme;
use crate::ui::{excerpt, filter};
use crate::workbench::Workbench;
use crate::workbench::command::{Command, MarkCommand};

/// Statements offered at once.
const MOST: usize = 6;

/// What is being looked for.
#[derive(Debug, Default)]
pub struct SameState {
    query: String,
    found: Vec<StatementId>,
    found_of: Option<((u64, u64), String)>,
}

/// Draws what is linked, and the field where it was asked for.
pub fn show(ui: &mut Ui, state: &mut SameState, extras: &ExtrasState, bench: &Workbench, statement: &Statement, out: &mut Vec<Command>) {
    let is_asked = extras.is_open(Extra::SameAs);
    if statement.same_as.is_empty() && !is_asked {
        return;
    }
    let theme = Theme::of(ui.ctx());
    ui.vertical(|ui| {
        let label = ui.label(RichText::new("Same as").small().color(theme.ink_soft));
        for other in &statement.same_as {
            ui.horizontal(|ui| {
                if icons::icon_button(ui, icons::CLOSE, "No longer the same").clicked() {
                    out.push(Command::Mark(MarkCommand::UnlinkSame(statement.id, *other)));
                }
                let there = bench.project().statement(*other).map(|other| shown(bench, other));
                let name = there.clone().unwrap_or_else(|| format!("{other} is not in the project"));
                if ui.add_enabled(there.is_some(), egui::Link::new(name)).on_hover_text("Go there").clicked() {
                    out.push(Command::Mark(MarkCommand::Focus(Some(*other))));
                }
            });
        }
        if is_asked || !statement.same_as.is_empty() {
            let id: Id = field_id(statement.id, "same as");
            let field = TextEdit::singleline(&mut state.query).id(id).hint_text("Find a statement that says the same");
            ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id);
        }
        find(state, bench, statement);
        for other in state.found.iter().filter_map(|id| bench.project().statement(*id)) {
            if ui.button(shown(bench, other)).on_hover_text("Link as saying the same").clicked() {
                out.push(Command::Mark(MarkCommand::LinkSame(statement.id, other.id)));
                state.query.clear();
                return;
            }
        }
    });
}

fn shown(bench: &Workbench, statement: &Statement) -> String {
    let text = bench.project().article(statement.article).map_or("", |article| &*article.text);
    excerpt::statement(statement, text, 48)
}

/// Finds a few statements, where anything that hangs on has changed.
fn find(state: &mut SameState, bench: &Workbench, statement: &Statement) {
    let of = (bench.revision(), state.query.trim().to_owned());
    if state.found_of.as_ref() == Some(&of) {
        return;
    }
    let project = bench.project();
    let is_other = |other: &&std::sync::Arc<Statement>| other.id != statement.id && !statement.same_as.contains(&other.id);
    let fits = |other: &&std::sync::Arc<Statement>| !of.1.is_empty() && filter::says(project, other, &of.1);
    state.found = project.statements().filter(is_other).filter(fits).take(MOST).map(|other| other.id).collect();
    state.found_of = Some(of);
}
