//! What is behind a bar: the statements or sources that it counts; only the rows in sight are laid out.

use egui::{Align2, Color32, Id, Key, Margin, Modifiers, Rect, Role, Sense, Stroke, Ui, WidgetInfo};
use egui::{pos2, vec2};

use crate::model::id::{SourceId, StatementId};
use crate::model::statistics::{Behind, What};
use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::panel::long_list::{self, Begin, LongList, Steps};
use crate::ui::panel::widgets::{caption, elided, row, strong};
use crate::ui::panel::wording::{source_name, statement_words};
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;
use crate::workbench::command::MarkCommand;

/// Height of a row.
const ROW_HEIGHT: f32 = 56.0;
/// Characters that two lines can need.
const CHARS: usize = 220;
/// Size of a statement's words.
const WORDS_POINTS: f32 = 14.0;

/// What the list remembers between frames.
#[derive(Debug)]
pub struct ListState {
    what: What,
    chosen: Option<Record>,
    // Whether the chosen row is still to be brought in sight.
    is_sought: bool,
    list: LongList,
    // The statement that going through the list is about to put in focus.
    shown: Option<StatementId>,
}

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Record {
    Statement(StatementId),
    Source(SourceId),
}

/// How a row reads.
struct Called {
    icon: Icon,
    colour: Color32,
    sort: &'static str,
    text: String,
}

impl ListState {
    /// A list of what is behind this bar.
    pub fn of(what: What) -> Self {
        Self { what, chosen: None, is_sought: false, list: LongList::default(), shown: None }
    }

    /// The bar.
    pub const fn what(&self) -> &What {
        &self.what
    }

    /// Whether the statement that has come in focus did so because somebody goes through this list.
    pub fn takes(&mut self, focus: Option<StatementId>) -> bool {
        self.shown.take() == focus
    }
}

/// The keyboard is on the list as a whole, so that Tab passes it in one step and arrows go through it.
pub fn list_id() -> Id {
    Id::unique("statistics list")
}

fn record(behind: &Behind, at: usize) -> Option<Record> {
    match behind {
        Behind::Statements(ids) => ids.get(at).copied().map(Record::Statement),
        Behind::Sources(ids) => ids.get(at).copied().map(Record::Source),
    }
}

/// The row of the chosen record, which may be gone.
fn place(behind: &Behind, chosen: Option<Record>) -> Option<usize> {
    match (behind, chosen?) {
        (Behind::Statements(ids), Record::Statement(id)) => ids.iter().position(|other| *other == id),
        (Behind::Sources(ids), Record::Source(id)) => ids.iter().position(|other| *other == id),
        _ => None,
    }
}

/// Shows the list. Whether it is to be closed.
pub fn show(ui: &mut Ui, state: &mut ListState, title: &str, behind: &Behind, work: &mut Work<'_>) -> bool {
    let is_closed = head(ui, title, behind);
    let (control, steps) = long_list::control(ui, list_id(), &format!("What is behind {title}"));
    if let Some(steps) = steps {
        choose(state, &steps, behind, work);
    } else if control.has_focus()
        && let Some(chosen) = state.chosen.filter(|_| ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)))
    {
        go(state, chosen, work);
    }
    if std::mem::take(&mut state.is_sought)
        && let Some(row) = place(behind, state.chosen)
    {
        state.list.reveal_row(row, ROW_HEIGHT);
    }
    let mut clicked = None;
    state.list.show_rows(ui, (list_id(), title), ROW_HEIGHT, behind.len(), |ui, row, place| {
        if let Some(record) = record(behind, row)
            && show_row(ui, place, record, state.chosen == Some(record), work)
        {
            clicked = Some(record);
        }
    });
    if let Some(record) = clicked {
        go(state, record, work);
    }
    long_list::ring(ui, &control);
    is_closed
}

fn head(ui: &mut Ui, title: &str, behind: &Behind) -> bool {
    let margin = Margin { left: 6, right: scale::PADDING as i8, top: 6, bottom: 6 };
    let shown = egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        row(ui, |ui| {
            let is_closed = icons::icon_button(ui, icons::BACK, "Back to the numbers").clicked();
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let response = ui.add(egui::Label::new(strong(title)).truncate());
                response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
                let noun = if matches!(behind, Behind::Statements(_)) { "statement" } else { "source" };
                caption(ui, words::counted(behind.len(), noun));
            });
            is_closed
        })
    });
    let line = Stroke::new(scale::HAIRLINE, Theme::of(ui.ctx()).line);
    ui.painter().hline(ui.max_rect().x_range(), shown.response.rect.bottom(), line);
    shown.inner
}

/// Goes through the list with the arrow keys.
fn choose(state: &mut ListState, steps: &Steps, behind: &Behind, work: &mut Work<'_>) {
    let begin = Begin::at_or(place(behind, state.chosen), || state.list.seen_rows(0.0, ROW_HEIGHT, behind.len()));
    let row = steps.from(begin, behind.len());
    let Some(record) = record(behind, row) else { return };
    state.chosen = Some(record);
    state.is_sought = true;
    // The words show in the article as one goes through.
    if let Record::Statement(id) = record
        && work.bench.focus().statement != Some(id)
    {
        state.shown = Some(id);
        work.mark(MarkCommand::Focus(Some(id)));
    }
}

/// Goes to what a row is about.
fn go(state: &mut ListState, record: Record, work: &mut Work<'_>) {
    state.chosen = Some(record);
    work.jump = Some(match record {
        Record::Statement(id) => Jump::Statement(id),
        Record::Source(id) => Jump::Source(id),
    });
}

/// Shows a row. Whether it was clicked.
fn show_row(ui: &Ui, rect: Rect, record: Record, is_chosen: bool, work: &Work<'_>) -> bool {
    // The project may have changed since it was counted.
    let Some(called) = called(record, work, Theme::of(ui.ctx())) else { return false };
    // Clicked, but passed over by Tab.
    let response = ui.interact(rect, list_id().with(record), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, format!("{}: {}", called.sort, called.text)));
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter();
    let ink = if is_chosen { theme.selection_ink } else { theme.ink };
    if is_chosen {
        painter.rect_filled(rect, 0.0, theme.selection);
    } else if response.hovered() {
        painter.rect_filled(rect, 0.0, theme.raised);
    }
    painter.hline(rect.x_range(), rect.bottom() - scale::HAIRLINE / 2.0, Stroke::new(scale::HAIRLINE, theme.line));
    let inner = rect.shrink2(vec2(scale::PADDING, 5.0));
    let left = inner.left() + scale::ICON_POINTS + scale::GAP;
    let font = match record {
        Record::Statement(_) => fonts::reading(WORDS_POINTS),
        Record::Source(_) => fonts::interface(scale::BODY_POINTS),
    };
    let words = elided(ui, &called.text, font, (inner.right() - left).max(0.0), 2);
    let top = inner.center().y - words.size().y / 2.0;
    let middle = top + words.rows.first().map_or(0.0, |row| row.height() / 2.0);
    let colour = if is_chosen { ink } else { called.colour };
    ui.painter().text(pos2(inner.left(), middle), Align2::LEFT_CENTER, called.icon.sign(), fonts::icon(scale::ICON_POINTS), colour);
    ui.painter().galley(pos2(left, top), words, ink);
    response.clicked()
}

/// `None` where it is gone.
fn called(record: Record, work: &Work<'_>, theme: &Theme) -> Option<Called> {
    let project = work.bench.project();
    Some(match record {
        Record::Statement(id) => {
            let statement = project.statement(id)?;
            let mark = Mark::of(statement.tag.kind(), !project.index().is_hollow(id));
            let text = statement_words(project, statement, CHARS);
            Called { icon: Icon::of_mark(mark), colour: theme.mark(mark).ink, sort: words::mark(mark), text }
        }
        Record::Source(id) => {
            let source = project.source(id)?;
            let text = source_name(source, CHARS);
            Called { icon: Icon::of_source(source.kind), colour: theme.ink_soft, sort: words::source_kind(source.kind), text }
        }
    })
}
