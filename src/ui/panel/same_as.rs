//! Statements that say the same: those that are linked, and a field that finds more.

use egui::{Id, TextEdit, Ui};

use crate::model::id::StatementId;
use crate::model::statement::Statement;
use crate::ui::icons::{self, Icon};
use crate::ui::panel::widgets::{ICON_BUTTON_ROOM, caption, quiet_button};
use crate::ui::panel::wording::{fold, statement_has, statement_words};
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::{Mark, Theme, scale};
use crate::workbench::command::MarkCommand;

/// Statements offered at once.
const MAX_OFFERED: usize = 6;
/// Characters of a statement that one line can need.
const LINE_CHARS: usize = 90;

/// What was typed to find a statement, and what it found.
#[derive(Debug, Default)]
pub struct SameState {
    query: String,
    found: Vec<StatementId>,
    found_for: Option<((u64, u64), String)>,
}

/// The field that finds statements.
pub fn find_id() -> Id {
    Id::unique("find same statement")
}

/// Shows what is linked as the same, and the field.
pub fn show(ui: &mut Ui, statement: &Statement, state: &mut SameState, work: &mut Work<'_>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        caption(ui, "Same as");
        for other in statement.same_as.iter() {
            linked(ui, statement, *other, work);
        }
        let field =
            TextEdit::singleline(&mut state.query).id(find_id()).hint_text("Words of another statement").desired_width(f32::INFINITY);
        let response = ui.add(field).accessible_name("Find the same statement");
        if work.drafts.is_wanted(find_id()) {
            response.request_focus();
            response.scroll_to_me(None);
        }
        offered(ui, statement, state, work);
    });
}

fn linked(ui: &mut Ui, statement: &Statement, other: StatementId, work: &mut Work<'_>) {
    let project = work.bench.project();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
        if let Some(found) = project.statement(other) {
            let width = ui.available_width() - ICON_BUTTON_ROOM;
            ui.scope(|ui| {
                ui.set_max_width(width);
                if quiet_button(ui, &statement_words(project, found, LINE_CHARS)).clicked() {
                    work.jump = Some(Jump::Statement(other));
                }
            });
        } else {
            caption(ui, format!("{other}, which is not in the project"));
        }
        if icons::icon_button(ui, icons::UNLINK, "No longer the same").clicked() {
            work.mark(MarkCommand::UnlinkSame(statement.id, other));
        }
    });
}

fn offered(ui: &mut Ui, statement: &Statement, state: &mut SameState, work: &mut Work<'_>) {
    let folded = fold(state.query.trim());
    if folded.is_empty() {
        return;
    }
    let project = work.bench.project();
    let found_for = Some((work.bench.revision(), folded));
    if state.found_for != found_for {
        let folded = found_for.as_ref().map(|(_, folded)| folded.as_str()).unwrap_or_default();
        let is_offered =
            |other: &Statement| other.id != statement.id && !statement.same_as.contains(&other.id) && statement_has(project, other, folded);
        state.found = project.statements().filter(|other| is_offered(other)).take(MAX_OFFERED).map(|other| other.id).collect();
        state.found_for = found_for;
    }
    if state.found.is_empty() {
        caption(ui, "No other statement has these words");
    }
    let theme = Theme::of(ui.ctx());
    let mut chosen = None;
    for id in &state.found {
        let Some(other) = project.statement(*id) else { continue };
        let mark = Mark::of(other.tag.kind(), !project.index().is_hollow(other.id));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
            ui.label(Icon::of_mark(mark).sized(scale::BODY_POINTS).color(theme.mark(mark).ink));
            if quiet_button(ui, &statement_words(project, other, LINE_CHARS)).clicked() {
                chosen = Some(*id);
            }
        });
    }
    if let Some(other) = chosen {
        work.mark(MarkCommand::LinkSame(statement.id, other));
        *state = SameState::default();
    }
}
