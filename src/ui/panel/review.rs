//! The tab of what is to be done: problems, then work left; only the rows in sight are laid out, however many there are.

use egui::{EventFilter, Id, Key, Margin, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::model::id::StatementId;
use crate::model::problems::{Entry, Subject};
use crate::ui::icons;
use crate::ui::panel::review_deal::{self, DealState};
use crate::ui::panel::review_row::{self, show_head};
use crate::ui::panel::review_rows::{Chips, HEAD_HEIGHT, ROW_HEIGHT, Rows};
use crate::ui::panel::widgets::{caption, chip, empty, find_field};
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::{Theme, scale};
use crate::workbench::command::MarkCommand;

/// Rows that Page Up and Page Down go.
const PAGE_ROWS: usize = 8;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct ReviewState {
    query: String,
    chips: Chips,
    rows: Rows,
    chosen: Option<Chosen>,
    // Whether the chosen row is still to be brought in sight.
    is_sought: bool,
    deal: DealState,
    // How far the list was scrolled, and how high it was.
    window: Option<(f32, f32)>,
    // The statement that going through the list is about to put in focus.
    shown: Option<StatementId>,
}

/// The chosen entry: its number, and what it is, as its number changes when others go.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    row: usize,
    subject: Subject,
    code: &'static str,
}

impl ReviewState {
    /// Whether the statement that has come in focus did so because somebody goes through this list.
    pub fn takes(&mut self, focus: Option<StatementId>) -> bool {
        self.shown.take() == focus
    }

    fn choose(&mut self, row: usize, entry: &Entry) {
        self.chosen = Some(Chosen { row, subject: entry.subject, code: entry.code });
        self.is_sought = true;
    }

    /// Finds the chosen entry again; where it is done, what stands there now is next.
    fn follow(&mut self, work: &Work<'_>) {
        let Some(chosen) = self.chosen else { return };
        let found = self.rows.row_of(work.bench, chosen.subject, chosen.code);
        let row = found.unwrap_or_else(|| chosen.row.min(self.rows.len().saturating_sub(1)));
        let entry = self.rows.at(work.bench, row);
        self.chosen = entry.map(|entry| Chosen { row, subject: entry.subject, code: entry.code });
    }
}

/// The keyboard is on the list as a whole, so that Tab passes it in one step and arrows go through it.
pub fn list_id() -> Id {
    Id::unique("review list")
}

/// Shows the tab.
pub fn show(ui: &mut Ui, state: &mut ReviewState, work: &mut Work<'_>) {
    if state.rows.update(work.bench, &state.query, state.chips) {
        state.follow(work);
    }
    let review = work.bench.review();
    let total = review.problems().len() + review.to_do().len() + review.silenced().len();
    if total > 0 || review.is_running() {
        filters(ui, state, total, work);
    }
    if !state.rows.is_empty() {
        deal(ui, state, work);
        list(ui, state, work);
    } else if total > 0 {
        empty(ui, icons::SEARCH, "Nothing matches", "Try other words, or look at all of it again", |ui| {
            if ui.button("Clear filter").clicked() {
                state.query.clear();
                state.chips = Chips::default();
            }
        });
    } else if !review.is_running() {
        nothing(ui, work);
    }
}

fn nothing(ui: &mut Ui, work: &Work<'_>) {
    if work.bench.project().index().counts().statements() > 0 {
        let words = "Every statement has a source, every claim a speaker, every confirmed fact what carries it, and nothing is wrong";
        empty(ui, icons::SAVED, "Nothing to do", words, |_| {});
    } else {
        let words = "What statements still need stands here, and what is wrong with them, as soon as there are some";
        empty(ui, icons::TO_DO, "Nothing to do yet", words, |_| {});
    }
}

fn filters(ui: &mut Ui, state: &mut ReviewState, total: usize, work: &Work<'_>) {
    let margin = Margin { left: scale::PADDING as i8, right: scale::PADDING as i8, top: 8, bottom: 6 };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL + 2.0;
        find_field(ui, Id::unique("find review"), "Find problems and to do", &mut state.query);
        let theme = Theme::of(ui.ctx());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(scale::GAP_SMALL, scale::GAP_SMALL);
            ui.spacing_mut().button_padding = vec2(6.0, 2.0);
            ui.spacing_mut().interact_size.y = scale::CONTROL_HEIGHT - 4.0;
            let chips = &mut state.chips;
            let sorts = [
                ((icons::WARNING, theme.warn), "Problems", "Show what is wrong", &mut chips.problems),
                ((icons::TO_DO, theme.ink_soft), "To do", "Show what is not done yet", &mut chips.to_do),
            ];
            for (icon, name, tip, is_on) in sorts {
                if chip(ui, Some(icon), name, tip, *is_on).clicked() {
                    *is_on = !*is_on;
                }
            }
        });
        if work.bench.review().of() != Some(work.bench.revision()) {
            caption(ui, "Looking through the project…");
        } else if state.rows.len() < total {
            let entries = if total == 1 { "1 entry".to_owned() } else { format!("{total} entries") };
            caption(ui, format!("{} of {entries}", state.rows.len()));
        }
    });
}

/// What can be done about the chosen entry, at the foot of the tab.
fn deal(ui: &mut Ui, state: &mut ReviewState, work: &mut Work<'_>) {
    let Some(entry) = state.chosen.and_then(|chosen| state.rows.at(work.bench, chosen.row)).cloned() else { return };
    review_deal::show(ui, &mut state.deal, &entry, work);
}

fn list(ui: &mut Ui, state: &mut ReviewState, work: &mut Work<'_>) {
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, list_id(), Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, "List of problems and to do"));
    if response.has_focus() {
        step(ui, state, work);
    }
    let mut scroll = ScrollArea::vertical().id_salt("review").auto_shrink([false, false]);
    if std::mem::take(&mut state.is_sought)
        && let Some(offset) = state.chosen.and_then(|chosen| offset_for(state, chosen.row, area.height()))
    {
        scroll = scroll.vertical_scroll_offset(offset);
    }
    let mut clicked = None;
    let output = scroll.show_viewport(ui, |ui, viewport| {
        ui.set_height(state.rows.height());
        ui.set_width(ui.available_width());
        let origin = ui.max_rect().min;
        let place = |top: f32, height: f32| Rect::from_min_size(pos2(origin.x, origin.y + top), vec2(ui.max_rect().width(), height));
        for group in state.rows.groups() {
            if group.top < viewport.bottom() && group.top + HEAD_HEIGHT > viewport.top() {
                show_head(ui, place(group.top, HEAD_HEIGHT), group.sort, group.rows.len());
            }
            for row in group.between(viewport.top(), viewport.bottom()) {
                let Some(entry) = state.rows.at(work.bench, row) else { continue };
                let is_chosen = state.chosen.is_some_and(|chosen| chosen.row == row);
                let id = list_id().with((entry.subject, entry.code));
                if review_row::show(ui, id, place(group.top_of(row), ROW_HEIGHT), entry, is_chosen, work) {
                    clicked = Some(row);
                }
            }
        }
    });
    state.window = Some((output.state.clamped_offset().y, output.inner_rect.height()));
    if let Some(row) = clicked {
        go(state, row, work);
    }
    if response.has_focus() {
        let ring = Stroke::new(scale::FOCUS_RING, Theme::of(ui.ctx()).focus);
        ui.painter().rect_stroke(area, scale::CORNER, ring, StrokeKind::Inside);
    }
}

/// Where to scroll so that a row is in sight; `None` where it is.
fn offset_for(state: &ReviewState, row: usize, height: f32) -> Option<f32> {
    let top = state.rows.top_of(row)?;
    let (offset, height) = state.window.unwrap_or((0.0, height));
    if top < offset {
        // The heading above the first row comes along.
        Some((top - HEAD_HEIGHT).max(0.0))
    } else if top + ROW_HEIGHT > offset + height {
        Some(top + ROW_HEIGHT - height)
    } else {
        None
    }
}

/// Goes through the list with the arrow keys, and to what an entry is about with Enter.
fn step(ui: &Ui, state: &mut ReviewState, work: &mut Work<'_>) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
    let last = state.rows.len().saturating_sub(1);
    let current = state.chosen.map(|chosen| chosen.row);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let next = if pressed(Key::ArrowDown) {
        current.map_or(0, |row| row + 1)
    } else if pressed(Key::ArrowUp) {
        current.map_or(last, |row| row.saturating_sub(1))
    } else if pressed(Key::PageDown) {
        current.map_or(0, |row| row + PAGE_ROWS)
    } else if pressed(Key::PageUp) {
        current.map_or(0, |row| row.saturating_sub(PAGE_ROWS))
    } else if pressed(Key::Home) {
        0
    } else if pressed(Key::End) {
        last
    } else {
        if let Some(row) = current.filter(|_| pressed(Key::Enter)) {
            go(state, row, work);
        }
        return;
    };
    let Some(entry) = state.rows.at(work.bench, next.min(last)) else { return };
    state.choose(next.min(last), entry);
    // The words show in the article as one goes through.
    if let Subject::Statement(id) = entry.subject
        && work.bench.focus().statement != Some(id)
    {
        state.shown = Some(id);
        work.mark(MarkCommand::Focus(Some(id)));
    }
}

/// Goes to what an entry is about.
fn go(state: &mut ReviewState, row: usize, work: &mut Work<'_>) {
    let Some(entry) = state.rows.at(work.bench, row) else { return };
    state.choose(row, entry);
    work.jump = Some(match entry.subject {
        Subject::Statement(id) => Jump::Statement(id),
        Subject::Source(id) => Jump::Source(id),
        Subject::Article(id) => Jump::Article(id),
    });
}
