//! The card of the statement in focus: tag, words, who says it, sources, note; everything else waits under "Add…".

pub mod evidence;
pub mod extras;
pub mod head;
pub mod link_field;
pub mod same;

use egui::{ScrollArea, Ui};

use crate::model::field::StatementField;
use crate::model::id::{EvidenceId, StatementId};
use crate::model::statement::{SaidBy, Statement};
use crate::model::tag::Unconfirmed;
use crate::ui::drafts::{Drafts, Field};
use crate::ui::theme::scale;
use crate::workbench::Workbench;
use crate::workbench::command::{Command, MarkCommand};
use evidence::EvidenceState;
use extras::{Extra, ExtrasState};
use link_field::LinkState;
use same::SameState;

/// What the card keeps from frame to frame; all of it but the open field is of one statement.
#[derive(Debug, Default)]
pub struct CardState {
    statement: Option<StatementId>,
    link: LinkState,
    evidence: EvidenceState,
    extras: ExtrasState,
    same: SameState,
    followed_link: Option<(StatementId, EvidenceId)>,
}

impl CardState {
    /// Opens the field that links a source.
    pub fn open_link_field(&mut self) {
        self.link.open();
    }

    /// Which source the user wants to see in the list of sources, once.
    pub const fn take_wanted_source(&mut self) -> Option<crate::model::id::SourceId> {
        self.evidence.take_wanted_source()
    }
}

/// Draws the card of `statement` in all the room there is.
pub fn show(ui: &mut Ui, state: &mut CardState, bench: &Workbench, statement: &Statement, drafts: &mut Drafts, out: &mut Vec<Command>) {
    if state.statement != Some(statement.id) {
        // A field that was opened by key in this very frame stays open.
        let link = std::mem::take(&mut state.link);
        *state = CardState { statement: Some(statement.id), followed_link: state.followed_link, link: link.kept(), ..CardState::default() };
    }
    // A link made just now opens, so that its passage can be pasted at once.
    if bench.last_link() != state.followed_link {
        state.followed_link = bench.last_link();
        if let Some((_, id)) = state.followed_link.filter(|(of, _)| *of == statement.id) {
            state.evidence.open_for_passage(id, drafts);
        }
    }
    head::tags_ui(ui, bench, statement, out);
    ScrollArea::vertical().id_salt(("card", statement.id.raw())).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP;
        head::standing_ui(ui, bench, statement);
        head::words_ui(ui, bench, statement, out);
        if statement.tag.unconfirmed() == Unconfirmed::Claim || !statement.said_by.is_empty() || state.extras.is_open(Extra::SaidBy) {
            speaker_ui(ui, statement, drafts);
        }
        extras::show(ui, &state.extras, statement, drafts, out);
        same::show(ui, &mut state.same, &state.extras, bench, statement, out);
        evidence::show(ui, &mut state.evidence, bench, statement, drafts, out);
        link_field::show(ui, &mut state.link, bench, statement, out);
        note_ui(ui, statement, drafts);
        extras::add_ui(ui, &mut state.extras, statement, drafts);
    });
}

fn speaker_ui(ui: &mut Ui, statement: &Statement, drafts: &mut Drafts) {
    let (id, said_by) = (statement.id, statement.said_by.clone());
    let field = Field {
        id: extras::field_id(id, "speaker"),
        name: "Said by",
        hint: "Who vouches for it, as near as the article says",
        value: &statement.said_by.speaker,
    };
    drafts.line(ui, &field, move |text| {
        let said_by = SaidBy { speaker: text.trim().to_owned(), ..said_by.clone() };
        Some(Command::Mark(MarkCommand::Set(id, StatementField::SaidBy(said_by))))
    });
}

fn note_ui(ui: &mut Ui, statement: &Statement, drafts: &mut Drafts) {
    let id = statement.id;
    let field = Field { id: extras::field_id(id, "note"), name: "Note", hint: "Anything else", value: &statement.note };
    drafts.lines(ui, &field, move |text| Some(Command::Mark(MarkCommand::Set(id, StatementField::Note(text.to_owned())))));
}
