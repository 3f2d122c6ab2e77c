//! The list of statements: filtered, found, and only as much of it drawn as is on screen.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Id, Rect, Response, RichText, ScrollArea, Sense, TextEdit, TextFormat, Ui, Vec2, pos2, vec2};

use crate::model::article::Article;
use crate::model::id::{ArticleId, StatementId};
use crate::model::statement::Statement;
use crate::ui::filter::{self, Chip, Filter};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::{excerpt, fonts, words};
use crate::workbench::Workbench;
use crate::workbench::command::{Command, MarkCommand};

/// Height of one row: two lines and the air around them.
const ROW_HEIGHT: f32 = 50.0;
/// Letters of a statement that can show in a row.
const MOST_CHARS: usize = 160;

/// What the list keeps from frame to frame.
#[derive(Debug, Default)]
pub struct StatementsState {
    filter: Filter,
    // What the filter lets through, and what that was computed from.
    passed: Vec<StatementId>,
    passed_of: Option<((u64, u64), Option<ArticleId>, Filter)>,
    // The focus that the list was scrolled to.
    shown_focus: Option<StatementId>,
    wants_find: bool,
}

impl StatementsState {
    /// Gives the keyboard to the field that finds.
    pub const fn want_find(&mut self) {
        self.wants_find = true;
    }
}

/// Draws the field, the chips and the list.
pub fn show(ui: &mut Ui, state: &mut StatementsState, bench: &Workbench, out: &mut Vec<Command>) {
    let Some(article) = bench.article() else {
        nothing_ui(ui, "No article yet", "Statements show here once there is an article to mark");
        return;
    };
    let ranks = bench.project().index().ranks(article.id);
    if ranks.is_empty() {
        nothing_ui(ui, "No statements yet", "Select words in the article, then press 1, 2 or 3");
        return;
    }
    filter_ui(ui, state);
    let is_filtered = state.filter.is_active();
    if is_filtered {
        pass(state, bench, article.id);
        let count = format!("{} of {}", state.passed.len(), words::counted(ranks.len(), "statement"));
        ui.label(RichText::new(count).small().color(Theme::of(ui.ctx()).ink_soft));
        if state.passed.is_empty() {
            nothing_ui(ui, "No statement matches", "Nothing fits what is asked for above");
            ui.vertical_centered(|ui| {
                if ui.button("Clear filter").clicked() {
                    state.filter = Filter::default();
                }
            });
            return;
        }
    }
    let count = if is_filtered { state.passed.len() } else { ranks.len() };
    let at = |row: usize| {
        if is_filtered { state.passed.get(row).copied() } else { bench.project().index().at_rank(ranks.start + row) }
    };
    let focused = bench.focus().statement;
    let focused_row = || {
        let id = focused?;
        if is_filtered {
            return state.passed.iter().position(|passed| *passed == id);
        }
        let rank = bench.project().index().rank(bench.project().statement(id)?)?;
        ranks.contains(&rank).then(|| rank - ranks.start)
    };
    let mut area = ScrollArea::vertical().id_salt("statements").auto_shrink(false);
    if state.shown_focus != focused
        && let Some(row) = focused_row()
    {
        area = area.vertical_scroll_offset((row as f32 * ROW_HEIGHT - ui.available_height() * 0.4).max(0.0));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut chosen = None;
    area.show_rows(ui, ROW_HEIGHT, count, |ui, rows| {
        for id in rows.filter_map(at) {
            let Some(statement) = bench.project().statement(id) else { continue };
            if row_ui(ui, bench, article, statement, focused == Some(id)).clicked() {
                chosen = Some(id);
            }
        }
    });
    // A click here must not move the list under the pointer.
    state.shown_focus = chosen.or(focused);
    out.extend(chosen.map(|id| Command::Mark(MarkCommand::Focus(Some(id)))));
}

fn filter_ui(ui: &mut Ui, state: &mut StatementsState) {
    ui.horizontal(|ui| {
        ui.label(icons::SEARCH.text().color(Theme::of(ui.ctx()).ink_soft));
        let clear_width = if state.filter.query.is_empty() { 0.0 } else { scale::CONTROL_HEIGHT + scale::GAP };
        let field = TextEdit::singleline(&mut state.filter.query).id(Id::unique("find statements")).hint_text("Find in statements");
        let response = ui.add(field.desired_width(ui.available_width() - clear_width));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Find in statements"));
        if std::mem::take(&mut state.wants_find) {
            response.request_focus();
        }
        if clear_width > 0.0 && icons::icon_button(ui, icons::CLOSE, "Clear the search").clicked() {
            state.filter.query.clear();
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(scale::GAP_SMALL, scale::GAP_SMALL);
        for chip in Chip::ALL {
            let is_on = state.filter.has(chip);
            if ui.selectable_label(is_on, RichText::new(chip.name()).small()).on_hover_text(chip.help()).clicked() {
                state.filter.toggle(chip);
            }
        }
    });
    ui.add_space(scale::GAP_SMALL);
}

/// Finds what the filter lets through, where anything it hangs on has changed.
fn pass(state: &mut StatementsState, bench: &Workbench, article: ArticleId) {
    let of = (bench.revision(), Some(article), state.filter.clone());
    if state.passed_of.as_ref() == Some(&of) {
        return;
    }
    let project = bench.project();
    state.passed = project.statements_of(article).filter(|statement| filter::passes(&of.2, project, statement)).map(|s| s.id).collect();
    state.passed_of = Some(of);
}

fn nothing_ui(ui: &mut Ui, what: &str, then: &str) {
    ui.add_space(scale::GAP_LARGE * 2.0);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(what).heading());
        ui.label(RichText::new(then).color(Theme::of(ui.ctx()).ink_soft));
    });
    ui.add_space(scale::GAP);
}

fn row_ui(ui: &mut Ui, bench: &Workbench, article: &Article, statement: &Statement, is_focused: bool) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW_HEIGHT), Sense::click());
    let said = excerpt::statement(statement, &article.text, MOST_CHARS);
    let is_hollow = bench.project().index().is_hollow(statement.id);
    let mark = Mark::of(statement.tag.kind(), !is_hollow);
    let below = below(statement, is_hollow);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_focused, format!("{}: {said}, {below}", words::tag(statement.tag.kind())))
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let inner = rect.shrink2(vec2(2.0, 1.0));
    if is_focused {
        ui.painter().rect_filled(inner, scale::CORNER, theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(inner, scale::CORNER, theme.control_hovered);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(inner, scale::CORNER, egui::Stroke::new(scale::FOCUS_RING, theme.focus), egui::StrokeKind::Inside);
    }
    let icon = Rect::from_min_size(inner.min, vec2(scale::CONTROL_HEIGHT, inner.height()));
    ui.painter().text(
        icon.center(),
        egui::Align2::CENTER_CENTER,
        Icon::of_mark(mark).sign(),
        fonts::icon(scale::ICON_POINTS),
        theme.mark(mark).ink,
    );
    let left = icon.right() + scale::GAP_SMALL;
    let width = inner.right() - left - scale::GAP;
    let ink = if is_focused { theme.selection_ink } else { theme.ink };
    line_at(ui, pos2(left, inner.top() + 6.0), width, &said, fonts::interface(scale::BODY_POINTS), ink);
    let soft = if is_focused { theme.selection_ink } else { theme.ink_soft };
    line_at(ui, pos2(left, inner.top() + 27.0), width, &below, fonts::interface(scale::SMALL_POINTS), soft);
    response
}

/// "Port authority · 2 sources · not carried yet".
fn below(statement: &Statement, is_hollow: bool) -> String {
    let mut parts = Vec::new();
    let speaker = statement.said_by.speaker.trim();
    if !speaker.is_empty() {
        parts.push(excerpt::line(speaker, 60));
    }
    let sources = statement.evidence.len();
    parts.push(if sources == 0 { "no source".to_owned() } else { words::counted(sources, "source") });
    if is_hollow {
        parts.push("not carried yet".to_owned());
    }
    if statement.parts.iter().any(|part| part.span().is_none()) {
        parts.push("adrift".to_owned());
    }
    parts.join(" · ")
}

fn line_at(ui: &Ui, at: egui::Pos2, width: f32, text: &str, font: egui::FontId, color: egui::Color32) {
    let mut job =
        LayoutJob::single_section(text.to_owned(), TextFormat { font_id: font, color, valign: Align::Center, ..TextFormat::default() });
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(at, galley, color);
}
