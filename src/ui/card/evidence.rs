//! The sources linked to a statement: a line each, and all of a link where it is opened.

use egui::{Align, Button, ComboBox, Id, Layout, RichText, Ui};

use crate::model::evidence::{Evidence, Stance};
use crate::model::field::EvidenceField;
use crate::model::id::{EvidenceId, SourceId, StatementId};
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::text::links;
use crate::ui::drafts::{Drafts, Field};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, scale};
use crate::ui::{excerpt, words};
use crate::workbench::Workbench;
use crate::workbench::command::{Command, SourceCommand};

/// Which link is open.
#[derive(Debug, Default)]
pub struct EvidenceState {
    open: Option<EvidenceId>,
    wanted_source: Option<SourceId>,
}

impl EvidenceState {
    /// Opens a link and gives the keyboard to its passage.
    pub fn open_for_passage(&mut self, id: EvidenceId, drafts: &mut Drafts) {
        self.open = Some(id);
        drafts.want(field_id(id, "passage"));
    }

    /// Which source the user wants to see among all, once.
    pub const fn take_wanted_source(&mut self) -> Option<SourceId> {
        self.wanted_source.take()
    }
}

fn field_id(evidence: EvidenceId, field: &str) -> Id {
    Id::unique(("evidence field", evidence.raw(), field))
}

fn set(statement: StatementId, evidence: EvidenceId, field: EvidenceField) -> Command {
    Command::Source(SourceCommand::SetEvidence(statement, evidence, field))
}

/// Draws the links of a statement.
pub fn show(ui: &mut Ui, state: &mut EvidenceState, bench: &Workbench, statement: &Statement, drafts: &mut Drafts, out: &mut Vec<Command>) {
    for evidence in &statement.evidence {
        let Some(source) = bench.project().source(evidence.source) else { continue };
        let theme = Theme::of(ui.ctx());
        egui::Frame::new().fill(theme.panel).corner_radius(scale::CORNER).inner_margin(scale::GAP_SMALL).show(ui, |ui| {
            ui.set_width(ui.available_width());
            row_ui(ui, state, evidence, source, out, statement.id);
            if state.open == Some(evidence.id) {
                open_ui(ui, state, statement.id, evidence, source, drafts, out);
            }
        });
    }
}

fn row_ui(ui: &mut Ui, state: &mut EvidenceState, evidence: &Evidence, source: &Source, out: &mut Vec<Command>, statement: StatementId) {
    let theme = Theme::of(ui.ctx());
    let is_open = state.open == Some(evidence.id);
    let name = excerpt::line(source.display_name(), 80);
    ui.horizontal(|ui| {
        let (icon, color) = stance_sign(theme, evidence.stance);
        ui.label(icon.text().color(color)).on_hover_text(words::stance(evidence.stance));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icons::icon_button(ui, icons::UNLINK, &format!("Unlink {name}")).clicked() {
                out.push(Command::Source(SourceCommand::Unlink(statement, evidence.id)));
            }
            if links::is_web_address(&source.url) {
                let host = links::host(&source.url).unwrap_or_default();
                if icons::icon_button(ui, icons::EXTERNAL, &format!("Open {host} in the browser")).clicked() {
                    out.push(Command::OpenLink(source.url.clone()));
                }
            }
            if evidence.primary {
                ui.label(icons::PRIMARY.text().color(theme.ok)).on_hover_text("Primary for this statement");
            }
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_justify(true).with_main_align(Align::Min), |ui| {
                let response = ui.add(Button::selectable(is_open, name.as_str()).truncate());
                let told = format!("{}: {name}", words::stance(evidence.stance));
                response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_open, &told));
                if response.on_hover_text("Stance, passage, place and note of this link").clicked() {
                    state.open = if is_open { None } else { Some(evidence.id) };
                }
            });
        });
    });
    if !is_open && !evidence.passage.trim().is_empty() {
        let passage = format!("“{}”", excerpt::line(&evidence.passage, 140));
        ui.add(egui::Label::new(RichText::new(passage).small().color(theme.ink_soft)).truncate());
    }
}

const fn stance_sign(theme: &Theme, stance: Stance) -> (Icon, egui::Color32) {
    match stance {
        Stance::Supports => (icons::SUPPORTS, theme.ok),
        Stance::Contradicts => (icons::CONTRADICTS, theme.danger),
        Stance::Context => (icons::INFO, theme.ink_soft),
        Stance::OnlySaid => (icons::ONLY_SAID, theme.ink_soft),
    }
}

fn open_ui(
    ui: &mut Ui,
    state: &mut EvidenceState,
    statement: StatementId,
    evidence: &Evidence,
    source: &Source,
    drafts: &mut Drafts,
    out: &mut Vec<Command>,
) {
    let id = evidence.id;
    ui.horizontal_wrapped(|ui| {
        let mut stance = evidence.stance;
        let shown = ComboBox::from_id_salt(field_id(id, "stance")).selected_text(words::stance(stance)).show_ui(ui, |ui| {
            for other in Stance::ALL {
                ui.selectable_value(&mut stance, other, words::stance(other));
            }
        });
        shown.response.on_hover_text("What the source says about this statement");
        if stance != evidence.stance {
            out.push(set(statement, id, EvidenceField::Stance(stance)));
        }
        let mut primary = evidence.primary;
        let help = "The source was there itself: a record, a measurement, a witness. Whether it is one depends on the statement";
        if ui.checkbox(&mut primary, "Primary for this statement").on_hover_text(help).changed() {
            out.push(set(statement, id, EvidenceField::Primary(primary)));
        }
    });
    let passage =
        Field { id: field_id(id, "passage"), name: "Passage", hint: "The source's words, word for word", value: &evidence.passage };
    drafts.lines(ui, &passage, move |text| Some(set(statement, id, EvidenceField::Passage(text.to_owned()))));
    let place = Field { id: field_id(id, "place"), name: "Where in the source", hint: "p. 2, 14:05, third table", value: &evidence.place };
    drafts.line(ui, &place, move |text| Some(set(statement, id, EvidenceField::Place(text.trim().to_owned()))));
    let contradicts = evidence.stance == Stance::Contradicts;
    let (name, hint) =
        if contradicts { ("Answer to it", "Why the statement holds all the same") } else { ("Note on the link", "Anything else") };
    let note = Field { id: field_id(id, "note"), name, hint, value: &evidence.note };
    drafts.lines(ui, &note, move |text| Some(set(statement, id, EvidenceField::Note(text.to_owned()))));
    let theme = Theme::of(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        let by = if evidence.by.is_empty() { String::new() } else { format!(" by {}", evidence.by) };
        let on = evidence.on.map(|day| format!(" on {day}")).unwrap_or_default();
        if !by.is_empty() || !on.is_empty() {
            ui.label(RichText::new(format!("Linked{by}{on}")).small().color(theme.ink_soft));
        }
        if ui.button("Edit source…").on_hover_text(source.display_name()).clicked() {
            state.wanted_source = Some(source.id);
        }
    });
}
