//! The strip over the window while a project is open for review: what is left, and what can be done with the statement that is shown.

use egui::{Frame, Key, Margin, Modifiers, RichText, TextEdit, Ui};

use crate::model::id::StatementId;
use crate::model::remark::RemarkKind;
use crate::ui::drafts::{Drafts, field_id};
use crate::ui::icons;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::Workbench;
use crate::workbench::command::{Command, MarkCommand, ReviewCommand};
use crate::workbench::pass::Queue;

/// Room of the two buttons beside the field for what is to be done, in points.
const SENDING_ROOM: f32 = 190.0;

/// What is typed in the strip.
#[derive(Debug, Default)]
pub struct StripState {
    // The statement that it was typed for.
    of: Option<StatementId>,
    // Why it is signed off though nothing carries it.
    reason: String,
    // What is to be done, while it is being sent back.
    sending: Option<String>,
    takes_focus: bool,
}

/// Shows the strip; `is_free` where no field or button has the keyboard, so that the keys of a review are its own.
pub fn show(ui: &mut Ui, state: &mut StripState, bench: &Workbench, is_free: bool, drafts: &mut Drafts, out: &mut Vec<Command>) {
    let Some(reviewing) = bench.reviewing() else {
        *state = StripState::default();
        keep(state, drafts);
        return;
    };
    let theme = Theme::of(ui.ctx());
    let current = reviewing.current();
    if state.of != current {
        // What was typed about one statement is not about the next.
        *state = StripState { of: current, ..StripState::default() };
    }
    let is_hollow = current.is_some_and(|id| bench.project().index().is_hollow(id));
    if is_free && current.is_some() {
        keys(ui, state, is_hollow, out);
    }
    let frame = Frame::new().fill(theme.raised).inner_margin(Margin::symmetric(12, 6));
    egui::Panel::top("review strip").resizable(false).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        ui.horizontal_wrapped(|ui| {
            ui.label(icons::PRIMARY.text().color(theme.accent));
            let left = match (reviewing.left(), reviewing.total()) {
                (None, _) => "Open for review: looking for what is to be read…".to_owned(),
                (Some(0), 0) => "Open for review: nothing here".to_owned(),
                (Some(0), _) => "Open for review: all read".to_owned(),
                (Some(left), total) => format!("Open for review: {} of {}", words::number(total - left + 1), words::number(total)),
            };
            ui.label(RichText::new(left).color(theme.ink));
            queue(ui, reviewing.queue, out);
            // Each by itself: a group of them would not wrap with the rest.
            let offers = |ui: &mut Ui, name: &str, tip: &str| {
                ui.add_enabled(current.is_some(), egui::Button::new(name)).on_hover_text(tip).clicked()
            };
            let accept = if is_hollow { "Sign off all the same" } else { "Accept" };
            if offers(ui, accept, "Signs it off and goes on (Enter)") {
                out.push(Command::Review(ReviewCommand::Accept(std::mem::take(&mut state.reason))));
            }
            if offers(ui, "Send back…", "Asks for something to be done, and goes on (B)") {
                (state.sending, state.takes_focus) = (Some(String::new()), true);
            }
            if offers(ui, "Skip", "Leaves it as it is, and goes on (S)") {
                out.push(Command::Review(ReviewCommand::Skip));
            }
            if let Some(id) = current.filter(|id| bench.focus().statement != Some(*id))
                && offers(ui, "Back to it", "Shows the statement that is being read")
            {
                out.push(Command::Mark(MarkCommand::Focus(Some(id))));
            }
            if ui.button("End review").on_hover_text("Keeps it as a pass, and lets you change marks again").clicked() {
                out.push(Command::Review(ReviewCommand::End));
            }
        });
        if is_hollow {
            reason(ui, state);
        }
        if state.sending.is_some() {
            sending(ui, state, out);
        }
    });
    keep(state, drafts);
}

/// What is typed comes back after a crash as a remark on its statement: what is to be done as the query that it was to become, a reason as a
/// comment, as nobody has signed anything yet.
fn keep(state: &StripState, drafts: &mut Drafts) {
    let (kind, text) = match &state.sending {
        Some(text) if !text.trim().is_empty() => (RemarkKind::Query, text.as_str()),
        _ => (RemarkKind::Comment, state.reason.as_str()),
    };
    let (id, text) = state.of.map_or((StatementId::from_raw(0), ""), |id| (id, text));
    drafts.beside(field_id("review strip", "text"), text, move |text| Command::Review(ReviewCommand::Remark(id, kind, text.to_owned())));
}

/// Enter accepts, B sends back, S skips.
fn keys(ui: &Ui, state: &mut StripState, is_hollow: bool, out: &mut Vec<Command>) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Enter) {
        if is_hollow && state.reason.trim().is_empty() {
            // The field below asks why.
            state.takes_focus = true;
        }
        out.push(Command::Review(ReviewCommand::Accept(std::mem::take(&mut state.reason))));
    } else if pressed(Key::B) {
        (state.sending, state.takes_focus) = (Some(String::new()), true);
    } else if pressed(Key::S) {
        out.push(Command::Review(ReviewCommand::Skip));
    }
}

fn queue(ui: &mut Ui, current: Queue, out: &mut Vec<Command>) {
    let combo = egui::ComboBox::from_id_salt("review queue").selected_text(words::queue(current)).width(150.0);
    let response = combo.show_ui(ui, |ui| {
        for queue in Queue::ALL {
            if ui.selectable_label(queue == current, words::queue(queue)).clicked() && queue != current {
                out.push(Command::Review(ReviewCommand::Start(queue)));
            }
        }
    });
    response.response.accessible_name("What is read");
}

fn reason(ui: &mut Ui, state: &mut StripState) {
    let field = TextEdit::singleline(&mut state.reason)
        .hint_text("Nothing carries this fact: why is it signed off all the same?")
        .desired_width(f32::INFINITY);
    let response = ui.add(field).accessible_name("Why it is signed off all the same");
    if state.sending.is_none() && std::mem::take(&mut state.takes_focus) {
        response.request_focus();
    }
}

fn sending(ui: &mut Ui, state: &mut StripState, out: &mut Vec<Command>) {
    let mut is_over = false;
    ui.horizontal(|ui| {
        let Some(text) = &mut state.sending else { return };
        let width = (ui.available_width() - SENDING_ROOM).max(80.0);
        let field = TextEdit::singleline(text).hint_text("What is to be done").desired_width(width);
        let response = ui.add(field).accessible_name("What is to be done");
        if std::mem::take(&mut state.takes_focus) {
            response.request_focus();
        }
        let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let is_left = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        if ui.button("Send back").clicked() || is_entered {
            out.push(Command::Review(ReviewCommand::SendBack(text.clone())));
            is_over = !text.trim().is_empty();
        }
        if ui.button("Cancel").clicked() || is_left {
            is_over = true;
        }
    });
    if is_over {
        state.sending = None;
    }
}
