//! The list of statements: only the rows in sight are laid out, however many there are.

use std::sync::Arc;

use egui::{Galley, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::id::StatementId;
use crate::model::problems::{self, Sort};
use crate::model::statement::Statement;
use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::kept_text::Text;
use crate::ui::panel::filter::Rows;
use crate::ui::panel::long_list::{self, Begin, LongList, Steps};
use crate::ui::panel::widgets::elided;
use crate::ui::panel::wording::{brief, place_of, statement_words, with_place};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;
use crate::workbench::command::MarkCommand;

/// Height of a row.
const ROW_HEIGHT: f32 = 74.0;
/// Characters of a statement that two lines can need.
const WORDS_CHARS: usize = 220;
/// Frames it takes until a card that opens with the focus has the room it wants.
const LOOKS: u8 = 2;
/// Width of the bar that tells the tag of the focused row.
const BAR_WIDTH: f32 = 3.0;

/// What the list remembers between frames.
#[derive(Debug, Default)]
pub struct ListState {
    // The statement that was in focus when the list was shown last.
    shown_focus: Option<StatementId>,
    list: LongList,
    // Frames in which it is still looked whether that statement is in sight.
    looks: u8,
}

/// The keyboard is on the list as a whole, so that Tab passes it in one step and arrows go through it.
pub fn list_id() -> Id {
    Id::unique("statement list")
}

/// Shows the list. Whether a row was clicked.
pub fn show(ui: &mut Ui, state: &mut ListState, rows: &Rows, work: &mut Work<'_>) -> bool {
    let (control, steps) = long_list::control(ui, list_id(), "List of statements");
    let mut is_chosen = steps.is_some();
    if let Some(steps) = steps {
        go(&steps, &state.list, rows, work);
    }
    let focus = work.bench.focus().statement;
    if state.shown_focus != focus {
        state.shown_focus = focus;
        state.looks = LOOKS;
    }
    if state.looks > 0 {
        // The card that opens with the focus takes its room a frame later.
        state.looks -= 1;
        if state.looks > 0 {
            ui.ctx().request_repaint();
        }
        if let Some(row) = work.bench.statement().and_then(|statement| rows.row_of(work.bench, statement)) {
            state.list.reveal_row(row, ROW_HEIGHT);
        }
    }
    state.list.show_rows(ui, (list_id(), "statements"), ROW_HEIGHT, rows.len(), |ui, row, place| {
        if let Some(id) = rows.at(work.bench, row)
            && let Some(statement) = work.bench.project().statement(id)
        {
            is_chosen |= show_row(ui, place, statement, work);
        }
    });
    long_list::ring(ui, &control);
    is_chosen
}

/// Moves the focus with the arrow keys.
fn go(steps: &Steps, list: &LongList, rows: &Rows, work: &mut Work<'_>) {
    let statement = work.bench.statement();
    let current = statement.and_then(|statement| rows.row_of(work.bench, statement));
    // One that does not pass the filter has a place among those that do, which a step down leads to.
    let near = || statement.and_then(|statement| rows.row_near(work.bench, statement));
    let begin = match current.is_none().then(near).flatten() {
        Some(row) => Begin::Before(row),
        None => Begin::at_or(current, || list.seen_rows(0.0, ROW_HEIGHT, rows.len())),
    };
    let row = steps.from(begin, rows.len());
    if let Some(id) = rows.at(work.bench, row) {
        work.mark(MarkCommand::Focus(Some(id)));
    }
}

/// Shows a row. Whether it was clicked.
fn show_row(ui: &Ui, rect: Rect, statement: &Statement, work: &mut Work<'_>) -> bool {
    // Clicked, but passed over by Tab.
    let response = ui.interact(rect, list_id().with(statement.id), Sense::CLICK);
    let project = work.bench.project();
    let mark = Mark::of(statement.tag.kind(), !project.index().is_hollow(statement.id));
    let is_focused = work.bench.focus().statement == Some(statement.id);
    let text = statement_words(project, statement, WORDS_CHARS);
    let place = place_of(project, statement);
    response.widget_info(|| {
        let label = with_place(format!("{}: {text}", words::mark(mark)), place.as_deref());
        WidgetInfo::selected(Role::ListBoxOption, true, is_focused, label)
    });
    if response.is_pointer_button_down_on() {
        work.pressed = Some(statement.id);
    }
    if response.clicked() {
        ui.memory_mut(|memory| memory.request_focus(list_id()));
        work.mark(MarkCommand::Focus(Some(statement.id)));
    }

    let theme = Theme::of(ui.ctx());
    let colours = theme.mark(mark);
    let painter = ui.painter();
    let (ink, ink_soft) = if is_focused {
        painter.rect_filled(rect, 0.0, colours.tint);
        painter.rect_filled(Rect::from_min_max(rect.min, pos2(rect.left() + BAR_WIDTH, rect.bottom())), 0.0, colours.line);
        (theme.ink, theme.ink)
    } else {
        if response.hovered() {
            painter.rect_filled(rect, 0.0, theme.raised);
        }
        (theme.ink, theme.ink_soft)
    };
    painter.hline(rect.x_range(), rect.bottom() - scale::HAIRLINE / 2.0, Stroke::new(scale::HAIRLINE, theme.line));

    let inner = rect.shrink2(vec2(scale::PADDING, 7.0));
    let mut right = inner.right();
    let small = fonts::interface(scale::SMALL_POINTS);
    let line = inner.top() + scale::SMALL_POINTS * 0.65;
    let mut at_right = |text: &str, font: egui::FontId, colour| {
        let galley = Text::line(text, font).laid(ui);
        let left = right - galley.size().x;
        let taken = Rect::from_min_max(pos2(left, inner.top()), pos2(right, inner.top() + galley.size().y));
        ui.painter().galley(pos2(left, line - galley.size().y / 2.0), galley, colour);
        right = left - scale::GAP_SMALL;
        taken
    };
    let is_alone_wrong = || problems::of_statement(project, statement).any(|entry| entry.sort == Sort::Problem);
    let has_problem = work.bench.review().problems_of(statement.id).any(|entry| problems::is_compared(entry.code)) || is_alone_wrong();
    if has_problem {
        at_right(icons::WARNING.sign(), fonts::icon(scale::BODY_POINTS), theme.warn);
    }
    match statement.evidence.len() {
        0 => at_right("no source", small.clone(), ink_soft),
        count => {
            at_right(&count.to_string(), small.clone(), ink);
            at_right(icons::LINK.sign(), fonts::icon(scale::BODY_POINTS), ink_soft)
        }
    };
    if let Some(place) = place {
        at_right("·", small.clone(), ink_soft);
        let taken = at_right(&place, small.clone(), ink_soft);
        if response.hovered() {
            let tip = format!("It begins {place} of the way down the article");
            ui.interact(taken, response.id.with("place"), Sense::hover()).on_hover_text(tip);
        }
    }
    let at_left = |left: f32, galley: Arc<Galley>| {
        let right = left + galley.size().x;
        ui.painter().galley(pos2(left, line - galley.size().y / 2.0), galley, colours.ink);
        right
    };
    let after_sign = at_left(inner.left(), Icon::of_mark(mark).laid(ui, scale::BODY_POINTS));
    let after_name = at_left(after_sign + 5.0, Text::line(words::mark(mark), small.clone()).laid(ui));
    let speaker = brief(&statement.said_by.speaker, 60);
    if !speaker.is_empty() {
        let left = after_name + scale::GAP_SMALL;
        let width = (right - left).max(0.0);
        let galley = elided(ui, &format!("· {speaker}"), small, width, 1);
        if width > scale::GAP_LARGE {
            ui.painter().galley(pos2(left, line - galley.size().y / 2.0), galley, ink_soft);
        }
    }
    let galley = elided(ui, &text, fonts::reading(scale::WORDS_POINTS), inner.width(), 2);
    ui.painter().galley(pos2(inner.left(), inner.top() + scale::SMALL_POINTS + 7.0), galley, ink);
    response.clicked()
}
