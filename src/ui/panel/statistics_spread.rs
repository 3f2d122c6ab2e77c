//! Where the statements of an article lie: a bar for each stretch of its text, as high as what part of it lies in a statement.

use egui::{Align2, EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{BarChart, HLine};

use crate::model::id::ArticleId;
use crate::model::statistics::{STRETCHES, Spread, What};
use crate::ui::fonts;
use crate::ui::panel::statistics_bars::{id_of, percent, quiet_plot};
use crate::ui::panel::widgets::elided;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;

/// Height of the line of words over the bars, and of the one below.
const LINE_HEIGHT: f32 = 22.0;
/// Height of the highest bar.
const PLOT_HEIGHT: f32 = 48.0;
/// Part of a stretch's width that its bar fills.
const BAR_WIDTH: f64 = 0.78;

/// What a stretch is called.
pub fn place(at: usize) -> String {
    format!("Stretch {} of {STRETCHES}", at + 1)
}

fn said(spread: &Spread, at: usize) -> Option<String> {
    let stretch = spread.stretches.get(at)?;
    Some(match stretch.behind.len() {
        0 => format!("{}: no statement", place(at)),
        count => format!("{}: {} in {}", place(at), percent(stretch.share()), words::counted(count, "statement")),
    })
}

/// Shows the bars of an article. The stretch that was pressed.
pub fn show(ui: &mut Ui, spread: &Spread, name: &str, chosen: &mut Option<(ArticleId, usize)>) -> Option<usize> {
    let size = vec2(ui.available_width(), LINE_HEIGHT * 2.0 + PLOT_HEIGHT + scale::GAP);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let area = Rect::from_min_size(rect.min + vec2(0.0, LINE_HEIGHT), vec2(rect.width(), PLOT_HEIGHT));
    let whole = Rect::from_min_max(rect.min, pos2(rect.right(), area.bottom() + LINE_HEIGHT)).expand2(vec2(scale::GAP_SMALL, 0.0));
    // One control for all of it, so that Tab passes an article in one step.
    let response = ui.interact(whole, id_of(&What::Stretch(spread.article, 0)), Sense::click());
    let is_filled = |at: &usize| spread.stretches.get(*at).is_some_and(|stretch| !stretch.behind.is_empty());
    let mut current = chosen.filter(|(article, _)| *article == spread.article).map(|(_, at)| at);
    if response.has_focus() {
        current = Some(step(ui, response.id, current.or_else(|| (0..STRETCHES).find(is_filled)).unwrap_or(0)));
        *chosen = current.map(|at| (spread.article, at));
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
    }
    let at = |x: f32| (((x - area.left()) / area.width().max(1.0) * STRETCHES as f32).max(0.0) as usize).min(STRETCHES - 1);
    let under = response.hover_pos().filter(|pos| response.hovered() && area.expand2(vec2(0.0, scale::GAP_SMALL)).contains(*pos));
    let shown = under.map(|pos| at(pos.x)).or_else(|| current.filter(|_| response.has_focus()));
    let total = format!("{} of the text", percent(spread.share()));
    response.widget_info(|| {
        let stretch = current.and_then(|at| said(spread, at)).map(|said| format!(". {said}")).unwrap_or_default();
        WidgetInfo::labeled(Role::Button, true, format!("Where statements lie in {name}: {total}{stretch}"))
    });
    if ui.is_rect_visible(rect) {
        paint(ui, spread, area, shown);
        words_ui(ui, rect, area, name, &total, shown.and_then(|at| said(spread, at)));
    }
    if response.has_focus() {
        let ring = Stroke::new(scale::FOCUS_RING, Theme::of(ui.ctx()).focus);
        ui.painter().rect_stroke(whole, scale::CORNER, ring, StrokeKind::Inside);
    }
    if !response.clicked() {
        return None;
    }
    // Pressed by key, it is the stretch that the arrows have gone to.
    let pressed = match response.interact_pointer_pos() {
        Some(_) => under.map(|pos| at(pos.x)),
        None => current.or_else(|| (0..STRETCHES).find(is_filled)),
    };
    pressed.filter(is_filled)
}

/// Goes from stretch to stretch with the arrow keys.
fn step(ui: &Ui, id: Id, at: usize) -> usize {
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowRight) {
        (at + 1).min(STRETCHES - 1)
    } else if pressed(Key::ArrowLeft) {
        at.saturating_sub(1)
    } else if pressed(Key::Home) {
        0
    } else if pressed(Key::End) {
        STRETCHES - 1
    } else {
        at
    }
}

fn paint(ui: &mut Ui, spread: &Spread, area: Rect, shown: Option<usize>) {
    let theme = Theme::of(ui.ctx());
    let bar = |at: usize, height: f64, colour| {
        let bar = egui_plot::Bar::new(at as f64 + 0.5, height).fill(colour).stroke(Stroke::NONE);
        bar.width(BAR_WIDTH).vertical()
    };
    // The whole height behind the one that is looked at, so that its part is seen.
    let grounds = (0..spread.stretches.len()).map(|at| bar(at, 1.0, if shown == Some(at) { theme.selection } else { theme.control }));
    let bars = spread.stretches.iter().enumerate().filter(|(_, stretch)| stretch.share() > 0.0);
    let bars = bars.map(|(at, stretch)| bar(at, stretch.share().clamp(0.03, 1.0), theme.accent));
    let charts = [BarChart::new("", grounds.collect()).allow_hover(false), BarChart::new("", bars.collect()).allow_hover(false)];
    let line = HLine::new("", 0.0).color(theme.line_strong).width(scale::HAIRLINE).allow_hover(false);
    let plot = quiet_plot(Id::unique(("statistics spread", spread.article))).width(area.width()).height(area.height());
    ui.scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
        plot.show(ui, |plot| {
            plot.set_plot_bounds_x(0.0..=STRETCHES as f64);
            plot.set_plot_bounds_y(0.0..=1.0);
            for chart in charts {
                plot.bar_chart(chart);
            }
            plot.hline(line);
        });
    });
}

fn words_ui(ui: &Ui, rect: Rect, area: Rect, name: &str, total: &str, said: Option<String>) {
    let theme = Theme::of(ui.ctx());
    let small = fonts::interface(scale::SMALL_POINTS);
    let painter = ui.painter();
    let over = rect.top() + LINE_HEIGHT / 2.0 - 1.0;
    let total = painter.text(pos2(rect.right(), over), Align2::RIGHT_CENTER, total, small.clone(), theme.ink_soft);
    let width = (total.left() - scale::GAP - rect.left()).max(0.0);
    let name = elided(ui, name, fonts::interface(scale::BODY_POINTS), width, 1);
    ui.painter().galley(pos2(rect.left(), over - name.size().y / 2.0), name, theme.ink);
    let below = area.bottom() + LINE_HEIGHT / 2.0;
    if let Some(said) = said {
        let said = elided(ui, &said, small, rect.width(), 1);
        ui.painter().galley(pos2(rect.left(), below - said.size().y / 2.0), said, theme.ink);
    } else {
        painter.text(pos2(rect.left(), below), Align2::LEFT_CENTER, "beginning", small.clone(), theme.ink_soft);
        painter.text(pos2(rect.right(), below), Align2::RIGHT_CENTER, "end", small, theme.ink_soft);
    }
}
