//! The card of the statement in focus.

use std::sync::Arc;

use egui::{Frame, Margin, ScrollArea, Ui};

use crate::model::field::StatementField;
use crate::model::id::StatementId;
use crate::model::problems::Subject;
use crate::model::remark::RemarkKind;
use crate::model::statement::Statement;
use crate::ui::drafts::{Field, field_id};
use crate::ui::icons;
use crate::ui::panel::attribution;
use crate::ui::panel::evidence::{self, EvidenceState};
use crate::ui::panel::extras::{self, Extra, ExtrasState};
use crate::ui::panel::findings;
use crate::ui::panel::link::LinkState;
use crate::ui::panel::remarks::{self, RemarksState};
use crate::ui::panel::same_found;
use crate::ui::panel::signing::{self, SigningState};
use crate::ui::panel::standing;
use crate::ui::panel::stories::StoriesState;
use crate::ui::panel::unmerged;
use crate::ui::panel::widgets::{READ_ALPHA, at_the_right, caption, labelled, named, words_of};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::command::{Command, MarkCommand, ReviewCommand};

/// What the card remembers between frames.
#[derive(Debug, Default)]
pub struct CardState {
    statement: Option<StatementId>,
    is_quote_open: bool,
    extras: ExtrasState,
    evidence: EvidenceState,
    remarks: RemarksState,
    stories: StoriesState,
    signing: SigningState,
}

/// Shows the card of the statement in focus.
pub fn show(ui: &mut Ui, state: &mut CardState, link: &mut LinkState, work: &mut Work<'_>) {
    let Some(statement) = work.bench.statement().map(Arc::clone) else { return };
    if state.statement != Some(statement.id) {
        state.statement = Some(statement.id);
        state.is_quote_open = false;
        state.extras = ExtrasState::default();
    }
    let theme = Theme::of(ui.ctx());
    ui.painter().rect_filled(ui.available_rect_before_wrap(), 0.0, theme.raised);
    Frame::new().inner_margin(Margin { left: scale::PADDING as i8, right: 6, top: 4, bottom: 0 }).show(ui, |ui| {
        header(ui, &statement, work);
    });
    let area = ScrollArea::vertical().id_salt(("card", statement.id)).auto_shrink([false, false]);
    area.show(ui, |ui| {
        let margin = Margin { left: scale::PADDING as i8, right: scale::PADDING as i8, top: 2, bottom: scale::PADDING as i8 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = scale::GAP + 2.0;
            // Under review what the statement is made of is read, not changed.
            let is_open = work.bench.reviewing().is_none();
            ui.visuals_mut().disabled_alpha = READ_ALPHA;
            ui.add_enabled_ui(is_open, |ui| unmerged::show(ui, Subject::Statement(statement.id), work));
            ui.add_enabled_ui(is_open, |ui| standing::tag_switch(ui, &statement, work));
            standing::quote(ui, &statement, &mut state.is_quote_open, work);
            standing::standing(ui, &statement, &mut state.stories, work);
            same_found::show(ui, &statement, work);
            ui.add_enabled_ui(is_open, |ui| {
                extras::plain_words(ui, &statement, &state.extras, work);
                extras::said_by(ui, &statement, &state.extras, work);
                attribution::show(ui, &statement, work);
                evidence::show(ui, &statement, &mut state.evidence, link, work);
                extras::others(ui, &statement, &mut state.extras, work);
                note(ui, &statement, work);
                standing::parts(ui, &statement, work);
            });
            findings::show(ui, &statement, &state.extras, work);
            remarks::show(ui, &statement, &mut state.remarks, work);
            signing::show(ui, &statement, &mut state.signing, work);
            add_menu(ui, &statement, state, work);
        });
    });
}

fn header(ui: &mut Ui, statement: &Statement, work: &mut Work<'_>) {
    ui.horizontal(|ui| {
        let index = work.bench.project().index();
        let ranks = index.ranks(statement.article);
        if let Some(rank) = index.rank(statement) {
            caption(ui, format!("Statement {} of {}", words::number(rank + 1 - ranks.start.min(rank)), words::number(ranks.len())));
        }
        at_the_right(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            if icons::icon_button(ui, icons::PREVIOUS, "Previous statement (K)").clicked() {
                work.mark(MarkCommand::Previous);
            }
            if icons::icon_button(ui, icons::NEXT, "Next statement (J)").clicked() {
                work.mark(MarkCommand::Next);
            }
            let is_open = work.bench.reviewing().is_none();
            if ui.add_enabled_ui(is_open, |ui| icons::icon_button(ui, icons::DELETE, "Delete statement (Delete)")).inner.clicked() {
                work.mark(MarkCommand::Delete(statement.id));
            }
            if icons::icon_button(ui, icons::CLOSE, "Close the card (Esc)").clicked() {
                work.mark(MarkCommand::Focus(None));
            }
        });
    });
}

fn note(ui: &mut Ui, statement: &Statement, work: &mut Work<'_>) {
    let id = statement.id;
    labelled(ui, "Note", |ui| {
        let field = Field { id: field_id(id, "note"), name: "Note", hint: "Anything worth remembering" };
        work.drafts
            .lines(ui, field, 2, &statement.note, move |text| Command::Mark(MarkCommand::Set(id, StatementField::Note(text.to_owned()))));
    });
}

fn add_menu(ui: &mut Ui, statement: &Statement, state: &mut CardState, work: &mut Work<'_>) {
    let is_reviewing = work.bench.reviewing().is_some();
    let is_of_review = |extra: &Extra| matches!(extra, Extra::Said | Extra::Truth);
    let is_hidden = |extra: &Extra| !state.extras.is_shown(*extra, statement) && (!is_reviewing || is_of_review(extra));
    let hidden: Vec<Extra> = Extra::ALL.into_iter().filter(is_hidden).collect();
    let menu = ui.menu_button((icons::ADD.laid(ui, scale::ICON_POINTS), words_of(ui, "Add…")), |ui| {
        for extra in hidden {
            if ui.button(extra.name()).on_hover_text(extra.explanation()).clicked() {
                state.extras.add(extra);
                work.drafts.focus_on(extra.field(statement.id));
            }
        }
        ui.separator();
        for kind in RemarkKind::ALL {
            if ui.button(words::remark_kind(kind)).clicked() {
                state.remarks.add(statement.id, kind, work);
            }
        }
        if statement.checks().signed.is_empty() && !is_reviewing && !work.bench.project().index().is_hollow(statement.id) {
            ui.separator();
            if ui.button("Sign off").on_hover_text("Says that you have looked at all of it; what changes later shows").clicked() {
                work.out.push(Command::Review(ReviewCommand::Sign(statement.id, String::new())));
            }
        }
    });
    named(menu.response, "Add…");
}
