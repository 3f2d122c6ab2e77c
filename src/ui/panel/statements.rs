//! The tab of statements: filters, the list, and the card of the statement in focus.

use egui::{Id, Ui};

use crate::model::id::StatementId;
use crate::ui::icons::{self, Icon};
use crate::ui::panel::card::{self, CardState};
use crate::ui::panel::filter::{Chips, Rows};
use crate::ui::panel::link::LinkState;
use crate::ui::panel::long_list;
use crate::ui::panel::statement_list::{self, ListState};
use crate::ui::panel::widgets::{HEIGHT_FOR_BOTH, caption, chip, empty, find_field};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;
use crate::workbench::command::{Command, FileCommand};

/// Least height of the filters and of one row beside the card.
const LIST_HEIGHT: f32 = 200.0;
/// Room for the filter beside the field.
const NO_SOURCE_ROOM: f32 = 88.0;
/// Least height of the card.
const CARD_HEIGHT: f32 = 160.0;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct StatementsState {
    query: String,
    chips: Chips,
    rows: Rows,
    list: ListState,
    card: CardState,
    // The statement in focus while another one is looked for, where there is no room for both.
    looking_beside: Option<StatementId>,
    // Whether the list has the keyboard from that field: none of its rows is chosen yet.
    is_led_in: bool,
}

impl StatementsState {
    /// Looks for these words.
    pub fn find(&mut self, query: String) {
        self.query = query;
        self.chips = Chips::default();
    }

    /// Whether another statement than this one is looked for: since the field that finds them had the keyboard, until one is chosen.
    fn is_looking(&mut self, ui: &Ui, statement: StatementId) -> bool {
        if ui.memory(|memory| memory.has_focus(find_id())) {
            self.looking_beside = Some(statement);
        } else if ui.memory(|memory| memory.has_focus(statement_list::list_id())) {
            if !self.is_led_in {
                self.looking_beside = None;
            }
        } else {
            self.is_led_in = false;
        }
        self.looking_beside == Some(statement)
    }
}

/// The field that finds statements.
pub fn find_id() -> Id {
    Id::unique("find statements")
}

/// Shows the tab.
pub fn show(ui: &mut Ui, state: &mut StatementsState, link: &mut LinkState, work: &mut Work<'_>) {
    state.rows.follow(work.bench, &state.query, state.chips);
    if let Some(statement) = work.bench.focus().statement {
        let height = ui.available_height();
        if height < HEIGHT_FOR_BOTH {
            if state.is_looking(ui, statement) {
                list(ui, state, work);
            } else {
                card::show(ui, &mut state.card, link, work);
            }
            return;
        }
        let most = (height - LIST_HEIGHT).max(CARD_HEIGHT);
        let panel = egui::Panel::bottom("statement card")
            .resizable(true)
            .default_size((height * 0.56).clamp(CARD_HEIGHT, most))
            .size_range(CARD_HEIGHT..=most)
            .frame(egui::Frame::new());
        panel.show(ui, |ui| card::show(ui, &mut state.card, link, work));
    }
    list(ui, state, work);
}

fn list(ui: &mut Ui, state: &mut StatementsState, work: &mut Work<'_>) {
    if state.rows.total() > 0 {
        filters(ui, state, work);
    } else {
        state.rows.look_on(work.bench);
    }
    if state.rows.is_looking() {
        ui.ctx().request_repaint();
    }
    if state.rows.is_empty() && state.rows.is_looking() {
        // The line above the list says so.
    } else if state.rows.is_empty() {
        nothing(ui, state, work);
    } else {
        let is_clicked = statement_list::show(ui, &mut state.list, &state.rows, work);
        state.is_led_in &= !is_clicked;
    }
}

fn filters(ui: &mut Ui, state: &mut StatementsState, work: &Work<'_>) {
    let margin = egui::Margin { left: scale::PADDING as i8, right: scale::PADDING as i8, top: 8, bottom: 6 };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL + 2.0;
        ui.horizontal(|ui| {
            let width = ui.available_width() - NO_SOURCE_ROOM;
            ui.scope(|ui| {
                ui.set_max_width(width);
                let field = find_field(ui, find_id(), "Find statements", &mut state.query);
                let had_keyboard = ui.memory(|memory| memory.has_focus(statement_list::list_id()));
                long_list::lead_in(ui, &field, (!state.rows.is_empty()).then(statement_list::list_id));
                state.is_led_in |= !had_keyboard && ui.memory(|memory| memory.has_focus(statement_list::list_id()));
            });
            let is_on = &mut state.chips.no_source;
            if chip(ui, None, "No source", "Show only statements without a source", *is_on).clicked() {
                *is_on = !*is_on;
            }
        });
        let theme = Theme::of(ui.ctx());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(scale::GAP_SMALL, scale::GAP_SMALL);
            ui.spacing_mut().button_padding = egui::vec2(6.0, 2.0);
            ui.spacing_mut().interact_size.y = scale::CONTROL_HEIGHT - 4.0;
            let chips = &mut state.chips;
            let tags = [
                (Mark::Claim, "Claims", "Show claims", &mut chips.claims),
                (Mark::Assertion, "Assertions", "Show assertions", &mut chips.assertions),
                (Mark::Fact, "Confirmed", "Show confirmed facts", &mut chips.facts),
                (Mark::HollowFact, "Hollow", "Show confirmed facts that nothing carries yet", &mut chips.hollow),
            ];
            for (mark, name, tip, is_on) in tags {
                if chip(ui, Some((Icon::of_mark(mark), theme.mark(mark).ink)), name, tip, *is_on).clicked() {
                    *is_on = !*is_on;
                }
            }
        });
        // What was typed or pressed just now shows at once.
        state.rows.follow(work.bench, &state.query, state.chips);
        state.rows.look_on(work.bench);
        if state.rows.is_filtered() {
            let so_far = if state.rows.is_looking() { " so far" } else { "" };
            caption(ui, format!("{}{so_far} of {}", words::number(state.rows.len()), words::counted(state.rows.total(), "statement")));
        }
    });
}

fn nothing(ui: &mut Ui, state: &mut StatementsState, work: &mut Work<'_>) {
    if state.rows.is_filtered() {
        empty(ui, icons::SEARCH, "No statement matches", "Try other words, or look at all of them again", |ui| {
            if ui.button("Clear filter").clicked() {
                state.query.clear();
                state.chips = Chips::default();
            }
        });
    } else if work.bench.article().is_some() {
        let hint = "Select words in the article, then press 1, 2 or 3";
        empty(ui, Icon::of_mark(Mark::Claim), "No statements yet", hint, |ui| {
            for kind in crate::model::tag::TagKind::ALL {
                caption(ui, format!("{}  {}: {}", words::tag_key(kind), words::tag(kind), words::tag_caption(kind)));
            }
        });
    } else {
        empty(ui, icons::ARTICLE, "No article yet", "Open one, or paste its text with Ctrl+V", |ui| {
            if ui.button("Open…").clicked() {
                work.out.push(Command::File(FileCommand::Open));
            }
        });
    }
}
