//! The view of a statement as it was before a change, in a window of its own beside the card of today. It is read, not changed.

use std::sync::Arc;

use egui::{Id, Key, Modifiers, Ui, Window, vec2};

use crate::model::day::Day;
use crate::model::earlier;
use crate::model::id::StatementId;
use crate::model::statement::Statement;
use crate::ui::icons;
use crate::ui::panel::earlier_rows::Rows;
use crate::ui::panel::earlier_view;
use crate::ui::panel::history;
use crate::ui::panel::widgets::{at_the_right, button, caption, strong};
use crate::ui::panel::wording::brief;
use crate::ui::panel::work::Work;
use crate::ui::theme::scale;
use crate::ui::words;
use crate::workbench::bringing_back;
use crate::workbench::command::MarkCommand;

/// Size before the window is dragged, and the least it can be.
const SIZE: egui::Vec2 = vec2(540.0, 560.0);
const LEAST_SIZE: egui::Vec2 = vec2(300.0, 220.0);
/// Between the window and the panel.
const BESIDE: f32 = 24.0;
/// Characters of a name.
const NAME_CHARS: usize = 60;

/// Which earlier state is seen, if one is.
#[derive(Debug, Default)]
pub struct EarlierState {
    seen: Option<Seen>,
    // Whether a text field or a menu had the keyboard when the last frame ended: Escape has left it by now.
    was_elsewhere: bool,
}

#[derive(Debug)]
struct Seen {
    statement: StatementId,
    at: usize,
    // Whose changes, when: after undo something else may stand in this place.
    of: (usize, String, Option<Day>),
    // What leads here, to which the keyboard comes back.
    from: Id,
    takes_focus: bool,
    told: Option<Told>,
}

/// What the view tells, for one state of the project.
#[derive(Debug)]
struct Told {
    revision: (u64, u64),
    rows: Rows,
    // Whose signature saw it so.
    signed: Vec<String>,
    can_come_back: bool,
    lost: usize,
}

impl EarlierState {
    /// Whether a state is being looked at.
    pub const fn is_open(&self) -> bool {
        self.seen.is_some()
    }

    /// Shows a statement as it was before the change at this place among its earlier states; `from` has the keyboard again afterwards.
    pub fn open(&mut self, statement: &Statement, at: usize, from: Id) {
        self.seen = key_of(statement, at).map(|of| Seen { statement: statement.id, at, of, from, takes_focus: true, told: None });
    }
}

fn key_of(statement: &Statement, at: usize) -> Option<(usize, String, Option<Day>)> {
    statement.checks().earlier.get(at).map(|earlier| (earlier.after, earlier.by.clone(), earlier.on))
}

/// Shows the window where there is something to see: it closes with the card, and where the state is no longer there.
pub fn show(ui: &Ui, state: &mut EarlierState, work: &mut Work<'_>) {
    let was_elsewhere = std::mem::replace(&mut state.was_elsewhere, ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()));
    let Some(seen) = &mut state.seen else { return };
    let statement = work.bench.statement().filter(|statement| statement.id == seen.statement).map(Arc::clone);
    let Some(statement) = statement.filter(|statement| key_of(statement, seen.at).as_ref() == Some(&seen.of)) else {
        state.seen = None;
        return;
    };
    let is_covered = ui.memory(egui::Memory::top_modal_layer).is_some();
    let mut is_over = !was_elsewhere && !is_covered && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let room = ui.ctx().content_rect();
    let panel = ui.max_rect();
    let most = (room.size() - vec2(2.0, 3.0) * BESIDE).max(LEAST_SIZE);
    let size = SIZE.min(most);
    // Beside the panel, so that today's card stays in sight.
    let place = egui::pos2((panel.left() - BESIDE - size.x).max(room.left() + BESIDE), panel.bottom() - BESIDE - size.y);
    let window = Window::new("The statement as it was")
        .id(Id::unique("earlier state"))
        .title_bar(false)
        .collapsible(false)
        .resizable(true)
        .default_pos(place)
        .default_size(size)
        .min_size(LEAST_SIZE)
        .max_size(most);
    window.show(ui.ctx(), |ui| is_over |= inside(ui, &statement, seen, work));
    if is_over {
        ui.memory_mut(|memory| memory.request_focus(seen.from));
        state.seen = None;
    }
}

/// What is in the window; whether it is over.
fn inside(ui: &mut Ui, statement: &Statement, seen: &mut Seen, work: &mut Work<'_>) -> bool {
    if seen.told.as_ref().is_none_or(|told| told.revision != work.bench.revision()) {
        seen.told = Some(told(statement, seen.at, work));
    }
    let Some(told) = &seen.told else { return true };
    let mut is_over = false;
    let frame = egui::Frame::new();
    egui::Panel::top("earlier head").frame(frame).resizable(false).show_separator_line(true).show(ui, |ui| {
        is_over |= head(ui, statement, seen.at, &told.signed);
    });
    let mut to = None;
    egui::Panel::bottom("earlier foot").frame(frame).resizable(false).show(ui, |ui| {
        ui.add_space(scale::GAP_SMALL);
        if work.bench.reviewing().is_none() && told.lost > 0 {
            let links = words::counted(told.lost, "link");
            caption(ui, format!("{links} cannot come back: the source is no longer in the project"));
        }
        ui.horizontal_wrapped(|ui| {
            to = walk(ui, statement, seen.at);
            if work.bench.reviewing().is_none() {
                let back = ui.add_enabled_ui(told.can_come_back, |ui| button(ui, icons::UNDO, "Bring it back")).inner;
                let tip = "Makes the statement what it was, in one step that undo takes back; remarks and sign-offs stay";
                if back.on_hover_text(tip).on_disabled_hover_text("The statement is so today").clicked() {
                    work.mark(MarkCommand::BringBack(statement.id, seen.at));
                    is_over = true;
                }
            }
            let back = button(ui, icons::BACK, "Back to today").on_hover_text("Closes this (Esc)");
            if std::mem::take(&mut seen.takes_focus) {
                back.request_focus();
            }
            is_over |= back.clicked();
        });
    });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| earlier_view::show(ui, &told.rows));
    if let Some(at) = to {
        seen.at = at;
        seen.told = None;
        if let Some(of) = key_of(statement, at) {
            seen.of = of;
        }
    }
    is_over
}

fn told(statement: &Statement, at: usize, work: &Work<'_>) -> Told {
    let project = work.bench.project();
    let was = earlier::as_it_was(statement, at);
    let plan = bringing_back::plan(project, statement, &was);
    let signatures = statement.checks().signed.iter();
    let saw_it = signatures.filter(|signature| earlier::first_since_signed(statement, &signature.by) == Some(at));
    Told {
        revision: work.bench.revision(),
        rows: Rows::new(project, &was, statement),
        signed: saw_it.map(|signature| words::by_on(&brief(&signature.by, NAME_CHARS), signature.on)).collect(),
        can_come_back: plan.transaction.is_some(),
        lost: plan.lost,
    }
}

/// What is seen, and the button that closes it.
fn head(ui: &mut Ui, statement: &Statement, at: usize, signed: &[String]) -> bool {
    let checks = statement.checks();
    let mut is_over = false;
    ui.horizontal(|ui| {
        let room = crate::ui::panel::widgets::ICON_BUTTON_ROOM;
        let width = ui.available_width() - room;
        ui.scope(|ui| {
            ui.set_max_width(width);
            ui.add(egui::Label::new(strong(format!("Before {}", history::name_of(checks, at)))).wrap());
        });
        at_the_right(ui, |ui| is_over = icons::icon_button(ui, icons::CLOSE, "Close the earlier state (Esc)").clicked());
    });
    let what: Vec<&str> =
        checks.earlier.get(at).map(|earlier| earlier.was.aspects()).unwrap_or_default().into_iter().map(words::aspect).collect();
    caption(ui, format!("State {} of {}; what was changed then: {}", at + 1, checks.earlier.len(), what.join(", ")));
    for by_on in signed {
        caption(ui, format!("This is what was signed{by_on}"));
    }
    ui.add_space(scale::GAP_SMALL);
    is_over
}

/// The buttons to the state before and the one after; where to go.
fn walk(ui: &mut Ui, statement: &Statement, at: usize) -> Option<usize> {
    let count = statement.checks().earlier.len();
    let earlier = ui.add_enabled_ui(at > 0, |ui| button(ui, icons::PREVIOUS, "Earlier")).inner;
    let later = ui.add_enabled_ui(at + 1 < count, |ui| button(ui, icons::NEXT, "Later")).inner;
    let to = if earlier.clicked() {
        at.checked_sub(1)
    } else if later.clicked() {
        Some(at + 1)
    } else {
        None
    };
    // At the end of the way the button there can no longer have the keyboard.
    match to {
        Some(0) => later.request_focus(),
        Some(to) if to + 1 == count => earlier.request_focus(),
        _ => {}
    }
    to
}
