//! What a card shows only where it is filled in, or was asked for under "Add…": plain words, role, kind, relays, as of.

use egui::{ComboBox, Id, Ui};

use crate::model::field::StatementField;
use crate::model::id::StatementId;
use crate::model::statement::{SaidBy, SpeakerKind, Statement};
use crate::model::tag::Unconfirmed;
use crate::ui::drafts::{Drafts, Field};
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::command::{Command, MarkCommand};

/// One thing that can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// Who says it; a claim shows it anyway.
    SaidBy,
    /// The proposition so that it stands alone.
    PlainWords,
    /// In which role the speaker speaks.
    Role,
    /// What sort of speaker.
    Kind,
    /// Through whom it came.
    Relay,
    /// The day it is meant for.
    AsOf,
    /// Statements that say the same.
    SameAs,
}

/// What was asked for and may still be empty.
#[derive(Debug, Default)]
pub struct ExtrasState {
    open: Vec<Extra>,
}

impl ExtrasState {
    /// Whether this was asked for.
    pub fn is_open(&self, extra: Extra) -> bool {
        self.open.contains(&extra)
    }
}

/// The identity of a statement's field.
pub fn field_id(statement: StatementId, field: &str) -> Id {
    Id::unique(("statement field", statement.raw(), field))
}

fn set(id: StatementId, field: StatementField) -> Command {
    Command::Mark(MarkCommand::Set(id, field))
}

/// Draws what is filled in or asked for.
pub fn show(ui: &mut Ui, state: &ExtrasState, statement: &Statement, drafts: &mut Drafts, out: &mut Vec<Command>) {
    let (id, said_by) = (statement.id, &statement.said_by);
    if !said_by.role.is_empty() || state.is_open(Extra::Role) {
        let whole = said_by.clone();
        let field =
            Field { id: field_id(id, "role"), name: "In the role of", hint: "spokeswoman of the port authority", value: &said_by.role };
        drafts
            .line(ui, &field, move |text| Some(set(id, StatementField::SaidBy(SaidBy { role: text.trim().to_owned(), ..whole.clone() }))));
    }
    if said_by.kind != SpeakerKind::default() || state.is_open(Extra::Kind) {
        kind_ui(ui, statement, out);
    }
    relays_ui(ui, state, statement, drafts);
    if !statement.in_plain_words.is_empty() || state.is_open(Extra::PlainWords) {
        let field = Field {
            id: field_id(id, "plain words"),
            name: "In plain words",
            hint: "The proposition so that it stands alone",
            value: &statement.in_plain_words,
        };
        drafts.lines(ui, &field, move |text| Some(set(id, StatementField::InPlainWords(text.trim().to_owned()))));
    }
    if statement.as_of.is_some() || state.is_open(Extra::AsOf) {
        drafts.day(ui, field_id(id, "as of"), "As of", statement.as_of, move |day| Some(set(id, StatementField::AsOf(day))));
    }
}

fn kind_ui(ui: &mut Ui, statement: &Statement, out: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let label = ui.label(egui::RichText::new("Kind of speaker").small().color(Theme::of(ui.ctx()).ink_soft));
        let mut kind = statement.said_by.kind;
        let name = words::speaker_kind(kind);
        let response = ComboBox::from_id_salt(field_id(statement.id, "kind")).selected_text(name).show_ui(ui, |ui| {
            for other in SpeakerKind::ALL {
                ui.selectable_value(&mut kind, other, words::speaker_kind(other));
            }
        });
        response.response.labelled_by(label.id);
        if kind != statement.said_by.kind {
            out.push(set(statement.id, StatementField::SaidBy(SaidBy { kind, ..statement.said_by.clone() })));
        }
    });
}

/// One field for each relay, nearest to the speaker first; an emptied one goes.
fn relays_ui(ui: &mut Ui, state: &ExtrasState, statement: &Statement, drafts: &mut Drafts) {
    let relays = &statement.said_by.relays;
    let is_asked = state.is_open(Extra::Relay);
    let empty = String::new();
    for (at, relay) in relays.iter().chain(is_asked.then_some(&empty)).enumerate() {
        let (id, said_by) = (statement.id, statement.said_by.clone());
        let name = if at == 0 { "Told to" } else { "who told" };
        let field = Field { id: field_id(id, &format!("relay {at}")), name, hint: "an official, AP", value: relay };
        drafts.line(ui, &field, move |text| {
            let mut whole = said_by.clone();
            let text = text.trim().to_owned();
            match whole.relays.get_mut(at) {
                Some(relay) => *relay = text,
                None => whole.relays.push(text),
            }
            whole.relays.retain(|relay| !relay.is_empty());
            Some(set(id, StatementField::SaidBy(whole)))
        });
    }
}

/// The button under which the rest waits.
pub fn add_ui(ui: &mut Ui, state: &mut ExtrasState, statement: &Statement, drafts: &mut Drafts) {
    let said_by = &statement.said_by;
    let shows_speaker = statement.tag.unconfirmed() == Unconfirmed::Claim || !said_by.is_empty();
    let choices = [
        (Extra::PlainWords, "In plain words", "plain words", !statement.in_plain_words.is_empty()),
        (Extra::SaidBy, "Said by", "speaker", shows_speaker),
        (Extra::Role, "Role of the speaker", "role", !said_by.role.is_empty()),
        (Extra::Kind, "Kind of speaker", "kind", said_by.kind != SpeakerKind::default()),
        (Extra::Relay, "Relay (who passed it on)", "relay", false),
        (Extra::AsOf, "As of (a day)", "as of", statement.as_of.is_some()),
        (Extra::SameAs, "Same as another statement", "same as", !statement.same_as.is_empty()),
    ];
    ui.add_space(scale::GAP_SMALL);
    ui.menu_button("Add…", |ui| {
        for (extra, name, field, is_there) in choices {
            if !is_there && !state.is_open(extra) && ui.button(name).clicked() {
                state.open.push(extra);
                let field = if extra == Extra::Relay { format!("relay {}", said_by.relays.len()) } else { field.to_owned() };
                drafts.want(field_id(statement.id, &field));
                ui.close();
            }
        }
    })
    .response
    .on_hover_text("Plain words, role, relay, as of, same as");
}
