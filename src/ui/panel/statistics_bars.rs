//! Bars that lie on their side, each with its name and number above it; the whole row is a button.

use egui::{Align2, Color32, Id, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{BarChart, Plot};

use crate::model::evidence::Stance;
use crate::model::statistics::{Bar, Statistics, What};
use crate::text::quoted::quoted;
use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::panel::widgets::elided;
use crate::ui::panel::wording::brief;
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;

/// Height of a row.
const ROW_HEIGHT: f32 = 42.0;
/// From a row's top to the middle of its words.
const WORDS_MIDDLE: f32 = 14.0;
/// From a row's top to the middle of its bar.
const BAR_MIDDLE: f32 = 31.0;
/// Thickness of a bar.
const BAR_HEIGHT: f32 = 8.0;
/// The least that a bar is long where it counts anything, in points.
const LEAST_LENGTH: f32 = 3.0;
/// Room of the percentage at the right end.
const PERCENT_ROOM: f32 = 40.0;

/// One bar with its looks.
#[derive(Debug)]
pub struct Row<'a> {
    bar: &'a Bar,
    name: String,
    icon: Icon,
    ink: Color32,
    colour: Color32,
    // Drawn as an outline, so that what is lacking is told without its colour.
    is_hollow: bool,
}

/// The control of a bar; the stretches of an article have one together.
pub fn id_of(what: &What) -> Id {
    match what {
        What::Stretch(article, _) => Id::unique(("statistics stretches", article)),
        _ => Id::unique(("statistics bar", what)),
    }
}

/// What a bar is called.
pub fn name_of(found: &Statistics, what: &What) -> String {
    match what {
        What::Claims => "Claims".to_owned(),
        What::Assertions => "Assertions".to_owned(),
        What::Confirmed => "Confirmed facts".to_owned(),
        What::Hollow => words::mark(Mark::HollowFact).to_owned(),
        What::WithSource => "With a source".to_owned(),
        What::WithoutSource => "Without a source".to_owned(),
        What::Kind(kind) => words::source_kind(*kind).to_owned(),
        What::Stance(stance) => words::stance(*stance).to_owned(),
        What::Story(key) => quoted(&brief(found.story_names.get(key).unwrap_or(key), 120)),
        What::FurtherStories => "Further stories of several facts".to_owned(),
        What::LoneStories => "Stories of one fact each".to_owned(),
        What::UnknownStories => "Story not known".to_owned(),
        What::Stretch(..) => String::new(),
    }
}

/// How a bar looks.
pub fn row_of<'a>(ui: &Ui, found: &Statistics, bar: &'a Bar) -> Row<'a> {
    let theme = Theme::of(ui.ctx());
    let of_mark = |mark| (Icon::of_mark(mark), theme.mark(mark).ink, theme.mark(mark).line);
    let plain = |icon| (icon, theme.ink_soft, theme.accent);
    let (icon, ink, colour) = match &bar.what {
        What::Claims => of_mark(Mark::Claim),
        What::Assertions => of_mark(Mark::Assertion),
        What::Confirmed => of_mark(Mark::Fact),
        What::Hollow => of_mark(Mark::HollowFact),
        What::WithSource => plain(icons::LINK),
        What::WithoutSource => (icons::UNLINK, theme.ink_soft, theme.line_strong),
        What::Kind(kind) => plain(Icon::of_source(*kind)),
        What::Stance(Stance::Supports) => (icons::SUPPORTS, theme.ok, theme.ok),
        What::Stance(Stance::Contradicts) => (icons::CONTRADICTS, theme.danger, theme.danger),
        What::Stance(Stance::Context) => (icons::INFO, theme.ink_soft, theme.line_strong),
        What::Stance(Stance::OnlySaid) => (icons::ONLY_SAID, theme.ink_soft, theme.line_strong),
        What::Story(_) | What::FurtherStories | What::LoneStories | What::Stretch(..) => plain(icons::SOURCES),
        What::UnknownStories => (icons::HELP, theme.ink_soft, theme.line_strong),
    };
    let is_hollow = matches!(bar.what, What::Hollow | What::WithoutSource | What::UnknownStories);
    Row { bar, name: name_of(found, &bar.what), icon, ink, colour, is_hollow }
}

/// A part of a whole as it is written.
pub fn percent(part: f64) -> String {
    let percent = part * 100.0;
    if percent > 0.0 && percent < 1.0 {
        "<1%".to_owned()
    } else if percent < 100.0 && percent > 99.0 {
        ">99%".to_owned()
    } else {
        // Halves go to the even number: two parts of a whole make 100 together.
        format!("{percent:.0}%")
    }
}

/// A plot that only shows: it takes no wheel and no drag, so that the panel scrolls over it as anywhere.
pub fn quiet_plot<'a>(id: Id) -> Plot<'a> {
    Plot::new(id)
        .id(id)
        .sense(Sense::hover())
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_crosshair(false)
        .show_x(false)
        .show_y(false)
        .auto_bounds(false)
}

/// Shows the bars of a section as parts of `whole`. The one that was pressed.
pub fn show(ui: &mut Ui, section: &str, rows: &[Row<'_>], whole: usize, noun: &str) -> Option<What> {
    let size = vec2(ui.available_width(), rows.len() as f32 * ROW_HEIGHT);
    // What is under the pointer stands out behind the bars, and is known only after them.
    let grounds: Vec<_> = rows.iter().map(|_| ui.painter().add(Shape::Noop)).collect();
    let plot = quiet_plot(Id::unique(("statistics plot", section))).width(size.x).height(size.y);
    let charts = charts(rows, whole, size.x, Theme::of(ui.ctx()));
    let shown = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(0.0..=1.0);
        plot.set_plot_bounds_y(-f64::from(size.y)..=0.0);
        for chart in charts {
            plot.bar_chart(chart);
        }
    });
    let area = shown.response.rect;
    let mut pressed = None;
    for (at, (row, ground)) in rows.iter().zip(grounds).enumerate() {
        let rect = Rect::from_min_size(pos2(area.left(), area.top() + at as f32 * ROW_HEIGHT), vec2(area.width(), ROW_HEIGHT));
        if row_ui(ui, rect.expand2(vec2(scale::GAP_SMALL, 0.0)), rect, ground, row, whole, noun) {
            pressed = Some(row.bar.what.clone());
        }
    }
    pressed
}

/// The grounds of the bars, and the bars; heights in points, downwards from 0.
fn charts(rows: &[Row<'_>], whole: usize, width: f32, theme: &Theme) -> [BarChart; 2] {
    let middle = |at: usize| -f64::from(at as f32 * ROW_HEIGHT + BAR_MIDDLE);
    let bar = |at: usize, length: f64, fill: Color32, edge: Color32| {
        let bar = egui_plot::Bar::new(middle(at), length).fill(fill).stroke(Stroke::new(scale::HAIRLINE, edge));
        bar.width(f64::from(BAR_HEIGHT)).horizontal()
    };
    let grounds = (0..rows.len()).map(|at| bar(at, 1.0, theme.line, theme.line)).collect();
    let least = f64::from(LEAST_LENGTH / width.max(1.0));
    let bars = rows.iter().enumerate().filter(|(_, row)| row.bar.number > 0).map(|(at, row)| {
        let length = (row.bar.number as f64 / whole.max(1) as f64).clamp(least, 1.0);
        bar(at, length, if row.is_hollow { theme.panel } else { row.colour }, row.colour)
    });
    [BarChart::new("", grounds).allow_hover(false), BarChart::new("", bars.collect()).allow_hover(false)]
}

/// Shows the words of a row, which is a button. Whether it was pressed.
fn row_ui(ui: &Ui, rect: Rect, inner: Rect, ground: egui::layers::ShapeIdx, row: &Row<'_>, whole: usize, noun: &str) -> bool {
    let has_any = !row.bar.behind.is_empty();
    let sense = if has_any { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, id_of(&row.bar.what), sense);
    let label = format!("{}: {} of {}", row.name, words::number(row.bar.number), words::counted(whole, noun));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, has_any, &label));
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter();
    if has_any && response.hovered() {
        painter.set(ground, Shape::rect_filled(rect, scale::CORNER, theme.raised));
    }
    let line = inner.top() + WORDS_MIDDLE;
    let ink = if has_any { theme.ink } else { theme.ink_soft };
    let small = fonts::interface(scale::SMALL_POINTS);
    let share = percent(row.bar.number as f64 / whole.max(1) as f64);
    painter.text(pos2(inner.right(), line), Align2::RIGHT_CENTER, share, small, theme.ink_soft);
    let number = words::number(row.bar.number);
    let right = pos2(inner.right() - PERCENT_ROOM, line);
    let number = painter.text(right, Align2::RIGHT_CENTER, number, fonts::interface(scale::BODY_POINTS), ink);
    let sign = pos2(inner.left(), line);
    let sign_ink = if has_any { row.ink } else { theme.ink_soft };
    let sign = painter.text(sign, Align2::LEFT_CENTER, row.icon.sign(), fonts::icon(scale::BODY_POINTS + 2.0), sign_ink);
    let left = sign.right() + scale::GAP - 2.0;
    let width = (number.left() - scale::GAP - left).max(0.0);
    let name = elided(ui, &row.name, fonts::interface(scale::BODY_POINTS), width, 1);
    let is_cut = name.elided;
    ui.painter().galley(pos2(left, line - name.size().y / 2.0), name, ink);
    if response.has_focus() {
        let ring = Stroke::new(scale::FOCUS_RING, theme.focus);
        ui.painter().rect_stroke(rect, scale::CORNER, ring, StrokeKind::Inside);
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
    }
    let response = if is_cut { response.on_hover_text(&row.name) } else { response };
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_never_written_as_nothing_or_as_the_whole() {
        for (part, text) in [(0.0, "0%"), (0.001, "<1%"), (0.01, "1%"), (0.725, "72%"), (0.275, "28%"), (0.995, ">99%"), (1.0, "100%")] {
            assert_eq!(percent(part), text);
        }
    }
}
