//! The list of statements: only the rows in sight are laid out, however many there are.

use egui::{EventFilter, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::model::id::StatementId;
use crate::model::problems::{self, Sort};
use crate::model::statement::Statement;
use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::panel::filter::Rows;
use crate::ui::panel::widgets::elided;
use crate::ui::panel::wording::{brief, statement_words};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;
use crate::workbench::command::MarkCommand;

/// Height of a row.
const ROW_HEIGHT: f32 = 74.0;
/// Size of the words in a row.
const WORDS_POINTS: f32 = 14.5;
/// Characters of a statement that two lines can need.
const WORDS_CHARS: usize = 220;
/// Rows that Page Up and Page Down go.
const PAGE_ROWS: usize = 8;
/// Frames it takes until a card that opens with the focus has the room it wants.
const LOOKS: u8 = 2;
/// Width of the bar that tells the tag of the focused row.
const BAR_WIDTH: f32 = 3.0;

/// What the list remembers between frames.
#[derive(Debug, Default)]
pub struct ListState {
    // The statement that was in focus when the list was shown last.
    shown_focus: Option<StatementId>,
    // How far it was scrolled, and how high it was.
    window: Option<(f32, f32)>,
    // Frames in which it is still looked whether that statement is in sight.
    looks: u8,
}

/// The keyboard is on the list as a whole, so that Tab passes it in one step and arrows go through it.
pub fn list_id() -> Id {
    Id::unique("statement list")
}

/// Shows the list.
pub fn show(ui: &mut Ui, state: &mut ListState, rows: &Rows, work: &mut Work<'_>) {
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, list_id(), Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, "List of statements"));
    if response.has_focus() {
        step(ui, rows, work);
    }

    let mut scroll = ScrollArea::vertical().id_salt("statements").min_scrolled_height(0.0).auto_shrink([false, false]);
    let focus = work.bench.focus().statement;
    if state.shown_focus != focus {
        state.shown_focus = focus;
        state.looks = LOOKS;
    }
    if state.looks > 0 {
        state.looks -= 1;
        if state.looks > 0 {
            ui.ctx().request_repaint();
        }
        let row = work.bench.statement().and_then(|statement| rows.row_of(work.bench, statement));
        if let Some(offset) = row.and_then(|row| offset_for(row, state.window, area.height())) {
            scroll = scroll.vertical_scroll_offset(offset);
        }
    }
    let gap = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    let output = scroll.show_rows(ui, ROW_HEIGHT, rows.len(), |ui, range| {
        for row in range {
            if let Some(id) = rows.at(work.bench, row)
                && let Some(statement) = work.bench.project().statement(id)
            {
                show_row(ui, statement, work);
            }
        }
    });
    ui.spacing_mut().item_spacing.y = gap;
    state.window = Some((output.state.clamped_offset().y, output.inner_rect.height()));
    if response.has_focus() {
        let theme = Theme::of(ui.ctx());
        let ring = Stroke::new(scale::FOCUS_RING, theme.focus);
        ui.painter().rect_stroke(area, scale::CORNER, ring, StrokeKind::Inside);
    }
}

/// Where to scroll so that a row is in sight; `None` where it is.
fn offset_for(row: usize, window: Option<(f32, f32)>, height: f32) -> Option<f32> {
    let top = row as f32 * ROW_HEIGHT;
    // The card that opens with the focus has taken its room by now.
    let (offset, height) = window.map_or((-1.0, height), |(offset, before)| (offset, before.min(height)));
    if offset < 0.0 {
        return Some((top - height / 2.0).max(0.0));
    }
    if top < offset {
        Some(top)
    } else if top + ROW_HEIGHT > offset + height {
        Some(top + ROW_HEIGHT - height)
    } else {
        None
    }
}

/// Moves the focus with the arrow keys.
fn step(ui: &Ui, rows: &Rows, work: &mut Work<'_>) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
    if rows.is_empty() {
        return;
    }
    let last = rows.len() - 1;
    let statement = work.bench.statement();
    let current = statement.and_then(|statement| rows.row_of(work.bench, statement));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let near = || current.or_else(|| statement.and_then(|statement| rows.row_near(work.bench, statement)));
    let next = if pressed(Key::ArrowDown) {
        Some(current.map_or_else(|| near().unwrap_or(0), |row| row + 1))
    } else if pressed(Key::ArrowUp) {
        Some(near().map_or(last, |row| row.saturating_sub(1)))
    } else if pressed(Key::PageDown) {
        Some(near().map_or(0, |row| row + PAGE_ROWS))
    } else if pressed(Key::PageUp) {
        Some(near().map_or(0, |row| row.saturating_sub(PAGE_ROWS)))
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        Some(last)
    } else {
        None
    };
    if let Some(id) = next.and_then(|row| rows.at(work.bench, row.min(last))) {
        work.mark(MarkCommand::Focus(Some(id)));
    }
}

fn show_row(ui: &mut Ui, statement: &Statement, work: &mut Work<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    // Clicked, but passed over by Tab.
    let response = ui.interact(rect, list_id().with(statement.id), Sense::CLICK);
    let project = work.bench.project();
    let mark = Mark::of(statement.tag.kind(), !project.index().is_hollow(statement.id));
    let is_focused = work.bench.focus().statement == Some(statement.id);
    let text = statement_words(project, statement, WORDS_CHARS);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_focused, format!("{}: {text}", words::mark(mark))));
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
        let drawn = ui.painter().text(pos2(right, line), egui::Align2::RIGHT_CENTER, text, font, colour);
        right = drawn.left() - scale::GAP_SMALL;
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
            at_right(icons::LINK.sign(), fonts::icon(scale::BODY_POINTS), ink_soft);
        }
    }
    let painter = ui.painter();
    let sign = painter.text(
        pos2(inner.left(), line),
        egui::Align2::LEFT_CENTER,
        Icon::of_mark(mark).sign(),
        fonts::icon(scale::BODY_POINTS),
        colours.ink,
    );
    let name = painter.text(pos2(sign.right() + 5.0, line), egui::Align2::LEFT_CENTER, words::mark(mark), small.clone(), colours.ink);
    let speaker = brief(&statement.said_by.speaker, 60);
    if !speaker.is_empty() {
        let left = name.right() + scale::GAP_SMALL;
        let width = (right - left).max(0.0);
        let galley = elided(ui, format!("· {speaker}"), small, ink_soft, width, 1);
        if width > scale::GAP_LARGE {
            ui.painter().galley(pos2(left, line - galley.size().y / 2.0), galley, ink_soft);
        }
    }
    let galley = elided(ui, text, fonts::reading(WORDS_POINTS), ink, inner.width(), 2);
    ui.painter().galley(pos2(inner.left(), inner.top() + scale::SMALL_POINTS + 7.0), galley, ink);
}
