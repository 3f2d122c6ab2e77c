//! The tab of sources: all of them by name, how often each is used, and the form of the one that is chosen.

use egui::{Id, Key, Rect, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2};

use crate::model::id::SourceId;
use crate::model::source::Source;
use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::panel::long_list::{self, Begin, LongList};
use crate::ui::panel::source_form::{self, FormState};
use crate::ui::panel::source_rows::SourceRows;
use crate::ui::panel::widgets::{HEIGHT_FOR_BOTH, caption, chip, elided, empty, find_field};
use crate::ui::panel::wording::{source_host, source_name};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::command::SourceCommand;
use crate::workbench::sourcing;

/// Height of a row.
const ROW_HEIGHT: f32 = 46.0;
/// Least height of the fields and of one row beside the form.
const LIST_HEIGHT: f32 = 150.0;
/// Least height of the form.
const FORM_HEIGHT: f32 = 160.0;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct SourcesState {
    query: String,
    is_unused_only: bool,
    rows: SourceRows,
    list: LongList,
    chosen: Option<SourceId>,
    // Whether the chosen row is still to be brought in sight.
    is_sought: bool,
    to_add: String,
    // What was added, until it is there and can be chosen.
    awaited: Option<String>,
    form: FormState,
}

impl SourcesState {
    /// Opens the form of a source.
    pub fn choose(&mut self, source: SourceId) {
        self.chosen = Some(source);
        self.is_sought = true;
        self.form = FormState::default();
    }
}

fn list_id() -> Id {
    Id::unique("source list")
}

/// Shows the tab.
pub fn show(ui: &mut Ui, state: &mut SourcesState, work: &mut Work<'_>) {
    let project = work.bench.project();
    if let Some(source) = state.awaited.take().and_then(|text| sourcing::meant(project, &text)) {
        state.query.clear();
        state.is_unused_only = false;
        state.choose(source.id);
    }
    state.rows.update(work.bench, &state.query, state.is_unused_only);
    let chosen = state.chosen.and_then(|id| project.source(id)).cloned();
    if let Some(source) = chosen {
        let height = ui.available_height();
        if height < HEIGHT_FOR_BOTH {
            if source_form::show(ui, &source, &mut state.form, work) {
                state.chosen = None;
            }
            return;
        }
        let most = (height - LIST_HEIGHT).max(FORM_HEIGHT);
        let panel = egui::Panel::bottom("source form")
            .resizable(true)
            .default_size((height * 0.6).clamp(FORM_HEIGHT, most))
            .size_range(FORM_HEIGHT..=most)
            .frame(egui::Frame::new());
        let is_closed = panel.show(ui, |ui| source_form::show(ui, &source, &mut state.form, work)).inner;
        if is_closed {
            state.chosen = None;
        }
    }
    head(ui, state, work);
    if state.rows.ids().is_empty() {
        nothing(ui, state, project.sources().len());
    } else {
        list(ui, state, work);
    }
}

fn head(ui: &mut Ui, state: &mut SourcesState, work: &mut Work<'_>) {
    let total = work.bench.project().sources().len();
    let margin = egui::Margin { left: scale::PADDING as i8, right: scale::PADDING as i8, top: 8, bottom: 6 };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL + 2.0;
        ui.horizontal(|ui| {
            let theme = Theme::of(ui.ctx());
            let field = TextEdit::singleline(&mut state.to_add)
                .id(Id::unique("add source"))
                .hint_text("Add a source: paste a link, or type a title")
                .prefix(icons::ADD.sized(scale::BODY_POINTS).color(theme.ink_soft))
                .desired_width(ui.available_width() - 64.0);
            let is_open = work.bench.reviewing().is_none();
            let response = ui.add_enabled(is_open, field).accessible_name("Add a source");
            let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let has_text = !state.to_add.trim().is_empty();
            let is_pressed = ui.add_enabled(has_text, egui::Button::new("Add")).clicked();
            if (is_entered || is_pressed) && has_text {
                let text = std::mem::take(&mut state.to_add);
                work.source(SourceCommand::Add(text.clone()));
                state.awaited = Some(text);
            }
        });
        if total == 0 {
            return;
        }
        ui.horizontal(|ui| {
            let width = ui.available_width() - 72.0;
            ui.scope(|ui| {
                ui.set_max_width(width);
                let field = find_field(ui, Id::unique("find sources"), "Find sources", &mut state.query);
                long_list::lead_in(ui, &field, (!state.rows.ids().is_empty()).then(list_id));
            });
            if chip(ui, None, "Unused", "Show only sources that nothing is linked to", state.is_unused_only).clicked() {
                state.is_unused_only = !state.is_unused_only;
            }
        });
        if state.rows.ids().len() < total {
            caption(ui, format!("{} of {}", words::number(state.rows.ids().len()), words::counted(total, "source")));
        }
    });
}

fn nothing(ui: &mut Ui, state: &mut SourcesState, total: usize) {
    if total > 0 {
        empty(ui, icons::SEARCH, "No source matches", "Try other words, or look at all of them again", |ui| {
            if ui.button("Clear filter").clicked() {
                state.query.clear();
                state.is_unused_only = false;
            }
        });
    } else {
        let hint = "Add one above, or link one to a statement with L. A book, a call, a visit is a source as good as a link";
        empty(ui, icons::SOURCES, "No sources yet", hint, |_| {});
    }
}

fn list(ui: &mut Ui, state: &mut SourcesState, work: &Work<'_>) {
    let (control, steps) = long_list::control(ui, list_id(), "List of sources");
    let row_of = |state: &SourcesState| state.rows.ids().iter().position(|id| Some(*id) == state.chosen);
    if let Some(steps) = steps {
        let count = state.rows.ids().len();
        let begin = Begin::at_or(row_of(state), || state.list.seen_rows(0.0, ROW_HEIGHT, count));
        if let Some(id) = state.rows.ids().get(steps.from(begin, count)).copied() {
            state.choose(id);
        }
    }
    if std::mem::take(&mut state.is_sought)
        && let Some(row) = row_of(state)
    {
        state.list.reveal_row(row, ROW_HEIGHT);
    }
    let ids = state.rows.ids();
    let mut clicked = None;
    state.list.show_rows(ui, (list_id(), "sources"), ROW_HEIGHT, ids.len(), |ui, row, place| {
        if let Some(id) = ids.get(row)
            && let Some(source) = work.bench.project().source(*id)
            && show_row(ui, place, source, state.chosen == Some(*id), work)
        {
            clicked = Some(*id);
        }
    });
    if let Some(id) = clicked {
        ui.memory_mut(|memory| memory.request_focus(list_id()));
        if state.chosen != Some(id) {
            state.chosen = Some(id);
            state.form = FormState::default();
        }
    }
    long_list::ring(ui, &control);
}

fn show_row(ui: &Ui, rect: Rect, source: &Source, is_chosen: bool, work: &Work<'_>) -> bool {
    let response = ui.interact(rect, list_id().with(source.id), Sense::CLICK);
    let uses = work.bench.project().index().use_count(source.id);
    let name = source_name(source, 120);
    let used = if uses == 0 { "unused".to_owned() } else { words::counted(uses, "use") };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, format!("{name}, {used}")));
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter();
    let (ink, soft) = if is_chosen { (theme.selection_ink, theme.selection_ink) } else { (theme.ink, theme.ink_soft) };
    if is_chosen {
        painter.rect_filled(rect, 0.0, theme.selection);
    } else if response.hovered() {
        painter.rect_filled(rect, 0.0, theme.raised);
    }
    painter.hline(rect.x_range(), rect.bottom() - scale::HAIRLINE / 2.0, Stroke::new(scale::HAIRLINE, theme.line));
    let inner = rect.shrink2(vec2(scale::PADDING, 5.0));
    let small = fonts::interface(scale::SMALL_POINTS);
    let icon = painter.text(
        pos2(inner.left(), inner.center().y),
        egui::Align2::LEFT_CENTER,
        Icon::of_source(source.kind).sign(),
        fonts::icon(scale::ICON_POINTS),
        soft,
    );
    let left = icon.right() + scale::GAP + 2.0;
    let used = painter.text(pos2(inner.right(), inner.center().y), egui::Align2::RIGHT_CENTER, used, small.clone(), soft);
    let width = (used.left() - scale::GAP - left).max(0.0);
    let galley = elided(ui, &name, fonts::interface(scale::BODY_POINTS), width, 1);
    let remark: Vec<String> = [Some(source.publisher.trim().to_owned()), source_host(source)].into_iter().flatten().collect();
    let mut remark: Vec<String> = remark.into_iter().filter(|text| !text.is_empty()).collect();
    remark.dedup();
    let lower = if remark.is_empty() { words::source_kind(source.kind).to_owned() } else { remark.join(" · ") };
    let lower = elided(ui, &lower, small, width, 1);
    ui.painter().galley(pos2(left, inner.top()), galley, ink);
    ui.painter().galley(pos2(left, inner.bottom() - lower.size().y), lower, soft);
    response.clicked()
}
