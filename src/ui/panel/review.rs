//! The tab of what is to be done: problems, then work left; only the rows in sight are laid out, however many there are.

use std::ops::Range;
use std::time::Duration;

use egui::{Id, Key, Margin, Modifiers, Ui, vec2};

use crate::model::id::StatementId;
use crate::model::problems::{Entry, Subject};
use crate::ui::icons;
use crate::ui::panel::long_list::{self, Begin, LongList, Steps};
use crate::ui::panel::review_deal::{self, DealState};
use crate::ui::panel::review_row::{self, show_head};
use crate::ui::panel::review_rows::{Chips, Group, HEAD_HEIGHT, ROW_HEIGHT, Rows};
use crate::ui::panel::widgets::{caption, chip, empty, find_field};
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::command::MarkCommand;

/// How often it is drawn anew how far a look is.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

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
    list: LongList,
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

    /// Whether the chosen entry is about something else than a statement.
    pub fn is_about_no_statement(&self) -> bool {
        self.chosen.is_some_and(|chosen| !matches!(chosen.subject, Subject::Statement(_)))
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
        let field = find_field(ui, Id::unique("find review"), "Find problems and to do", &mut state.query);
        long_list::lead_in(ui, &field, (!state.rows.is_empty()).then(list_id));
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
            caption(ui, words::looking_through(work.bench.review().stage()));
            if work.bench.review().is_running() {
                // What a worker has come to shows without anybody doing anything.
                ui.ctx().request_repaint_after(PROGRESS_EVERY);
            }
        } else if state.rows.len() < total {
            let entries = if total == 1 { "1 entry".to_owned() } else { format!("{} entries", words::number(total)) };
            caption(ui, format!("{} of {entries}", words::number(state.rows.len())));
        }
    });
}

/// What can be done about the chosen entry, at the foot of the tab.
fn deal(ui: &mut Ui, state: &mut ReviewState, work: &mut Work<'_>) {
    let Some(entry) = state.chosen.and_then(|chosen| state.rows.at(work.bench, chosen.row)) else { return };
    review_deal::show(ui, &mut state.deal, &entry, work);
}

fn list(ui: &mut Ui, state: &mut ReviewState, work: &mut Work<'_>) {
    let (control, steps) = long_list::control(ui, list_id(), "List of problems and to do");
    if let Some(steps) = steps {
        choose(state, &steps, work);
    } else if control.has_focus()
        && let Some(chosen) = state.chosen.filter(|_| ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)))
    {
        go(state, chosen.row, work);
    }
    if std::mem::take(&mut state.is_sought)
        && let Some(top) = state.chosen.and_then(|chosen| state.rows.top_of(chosen.row))
    {
        // The heading above the first row comes along.
        let is_first = |chosen: Chosen| state.rows.groups().any(|group| group.rows.start == chosen.row);
        let head = if state.chosen.is_some_and(is_first) { HEAD_HEIGHT } else { 0.0 };
        state.list.reveal(top - f64::from(head)..top + f64::from(ROW_HEIGHT));
    }
    let (rows, chosen) = (&state.rows, state.chosen.map(|chosen| chosen.row));
    let mut clicked = None;
    state.list.show(ui, (list_id(), "problems and to do"), rows.height(), |ui, sight| {
        for group in rows.groups() {
            let first = group.top + f64::from(HEAD_HEIGHT);
            if sight.has(group.top, first) {
                show_head(ui, sight.place(group.top, HEAD_HEIGHT), group.sort, group.rows.len());
            }
            for at in sight.rows(first, ROW_HEIGHT, group.rows.len()) {
                let row = group.rows.start + at;
                let Some(entry) = rows.at(work.bench, row) else { continue };
                let id = list_id().with((entry.subject, entry.code));
                if review_row::show(ui, id, sight.place(group.top_of(row), ROW_HEIGHT), &entry, chosen == Some(row), work) {
                    clicked = Some(row);
                }
            }
        }
    });
    if let Some(row) = clicked {
        go(state, row, work);
    }
    long_list::ring(ui, &control);
}

/// The rows in sight, which headings stand between.
fn seen_rows(state: &ReviewState) -> Range<usize> {
    let of_group = |group: Group| {
        let seen = state.list.seen_rows(group.top + f64::from(HEAD_HEIGHT), ROW_HEIGHT, group.rows.len());
        group.rows.start + seen.start..group.rows.start + seen.end
    };
    let seen = state.rows.groups().map(of_group).filter(|seen| !seen.is_empty());
    seen.reduce(|above, below| above.start..below.end).unwrap_or_default()
}

/// Goes through the list with the arrow keys.
fn choose(state: &mut ReviewState, steps: &Steps, work: &mut Work<'_>) {
    let begin = Begin::at_or(state.chosen.map(|chosen| chosen.row), || seen_rows(state));
    let row = steps.from(begin, state.rows.len());
    let Some(entry) = state.rows.at(work.bench, row) else { return };
    state.choose(row, &entry);
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
    state.choose(row, &entry);
    work.jump = Some(match entry.subject {
        Subject::Statement(id) => Jump::Statement(id),
        Subject::Source(id) => Jump::Source(id),
        Subject::Article(id) => Jump::Article(id),
    });
}
