//! The tabs of the panel and the bar that shows them, in as much room as there is.

use egui::{Button, Color32, Frame, Id, Margin, Response, Role, Stroke, TextStyle, Ui, WidgetInfo};

use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::kept_text::Text;
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;
use crate::workbench::Workbench;

/// Room on both sides of a tab's words.
const TAB_PADDING: f32 = 8.0;
/// The same where all names are to have room.
const TAB_PADDING_LEAST: f32 = 5.0;
/// Between the parts of a tab.
const PART_GAP: f32 = 4.0;
/// Size of a tab's icon.
const ICON_POINTS: f32 = scale::BODY_POINTS + 2.0;

/// The tabs of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The statements of the article on the left.
    #[default]
    Statements,
    /// The sources of the project.
    Sources,
    /// What is known about the article on the left.
    Article,
    /// What is wrong, and what is to be done.
    Review,
    /// Numbers about the project.
    Statistics,
}

/// What a tab shows.
#[derive(Debug)]
struct Face {
    tab: Tab,
    icon: Icon,
    // Where the icon has a colour of its own, it says something and is never left out.
    alarm: Option<Color32>,
    name: &'static str,
    count: Option<usize>,
    tip: String,
    // Of the name and of the count, in points.
    widths: (f32, f32),
}

/// How much of the tabs there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// Icons, names and counts.
    All,
    /// Names and counts.
    Words,
    /// Names close together, and the count of the tab that is shown.
    Names,
    /// Counts, and icons in place of the names of the tabs that are not shown.
    Icons,
    /// Icons alone for the tabs that are not shown.
    Least,
}

/// Shows the bar. Answers with the tab that is shown.
pub fn show(ui: &mut Ui, shown: &mut Tab, bench: &Workbench) -> Option<Id> {
    let mut id = None;
    let theme = Theme::of(ui.ctx());
    let mut faces = faces(bench, theme);
    for face in &mut faces {
        face.measure(ui);
    }
    let margin = Margin { left: 8, right: 8, top: 6, bottom: 0 };
    let frame = Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = scale::GAP_SMALL / 2.0;
            ui.spacing_mut().button_padding.y = 6.0;
            ui.spacing_mut().icon_spacing = PART_GAP;
            let room = ui.available_width();
            // Whichever is shown, so that tabs do not change their looks when another one is.
            let gap = ui.spacing().item_spacing.x;
            let all = |fit: Fit, shown: Tab| faces.iter().map(|face| width(face, fit, shown) + gap).sum::<f32>();
            let fits = |fit: &Fit| faces.iter().all(|shown| all(*fit, shown.tab) <= room);
            let fit = [Fit::All, Fit::Words, Fit::Names, Fit::Icons].into_iter().find(fits).unwrap_or(Fit::Least);
            ui.spacing_mut().button_padding.x = padding(fit);
            for face in &faces {
                let response = tab(ui, face, fit, shown, theme);
                if face.tab == *shown {
                    id = Some(response.id);
                }
            }
        });
        ui.add_space(scale::GAP_SMALL - 1.0);
    });
    let rect = frame.response.rect;
    let line = Stroke::new(scale::HAIRLINE, theme.line);
    ui.painter().hline(ui.max_rect().x_range(), rect.bottom(), line);
    ui.spacing_mut().item_spacing.y = 0.0;
    id
}

impl Face {
    /// Looks how wide its words are.
    fn measure(&mut self, ui: &Ui) {
        let wide = |text: &str, points| Text::line(text, fonts::interface(points)).laid(ui).size().x;
        let count = self.count.map_or(0.0, |count| wide(&words::number(count), scale::SMALL_POINTS));
        self.widths = (wide(self.name, scale::BODY_POINTS), count);
    }
}

fn faces(bench: &Workbench, theme: &Theme) -> [Face; 5] {
    let project = bench.project();
    let statements = bench.focus().article.map_or(0, |article| project.index().ranks(article).len());
    let face = |tab, icon, name, count| Face { tab, icon, alarm: None, name, count, tip: name.to_owned(), widths: (0.0, 0.0) };
    let (problems, to_do) = (bench.review().problems().len(), bench.review().to_do().len());
    let tip = format!("Problems: {}, to do: {}", words::number(problems), words::number(to_do));
    let review = if problems > 0 {
        Face { tip, alarm: Some(theme.warn), ..face(Tab::Review, icons::WARNING, "To do", Some(problems + to_do)) }
    } else {
        Face { tip, ..face(Tab::Review, icons::TO_DO, "To do", Some(to_do).filter(|count| *count > 0)) }
    };
    [
        face(Tab::Statements, Icon::of_mark(Mark::Claim), "Statements", Some(statements)),
        face(Tab::Sources, icons::SOURCES, "Sources", Some(project.sources().len())),
        face(Tab::Article, icons::ARTICLE, "Article", Some(project.article_count()).filter(|count| *count > 1)),
        review,
        face(Tab::Statistics, icons::STATISTICS, "Statistics", None),
    ]
}

/// Whether a tab has its icon and its name.
fn has(face: &Face, fit: Fit, shown: Tab) -> (bool, bool) {
    match fit {
        Fit::All => (true, true),
        Fit::Words | Fit::Names => (face.alarm.is_some(), true),
        Fit::Icons | Fit::Least => (face.tab != shown || face.alarm.is_some(), face.tab == shown),
    }
}

/// The number a tab shows.
fn count(face: &Face, fit: Fit, shown: Tab) -> Option<usize> {
    let is_named = face.tab == shown || fit == Fit::Names && face.alarm.is_some();
    face.count.filter(|_| !matches!(fit, Fit::Names | Fit::Least) || is_named)
}

/// Room on both sides of a tab's words.
const fn padding(fit: Fit) -> f32 {
    if matches!(fit, Fit::Names) { TAB_PADDING_LEAST } else { TAB_PADDING }
}

/// Width of a tab.
fn width(face: &Face, fit: Fit, shown: Tab) -> f32 {
    let (has_icon, has_name) = has(face, fit, shown);
    // The name that stands out is a little wider.
    let weight = if face.tab == shown { 1.06 } else { 1.0 };
    let name = if has_name { face.widths.0 * weight + PART_GAP } else { 0.0 };
    let icon = if has_icon { ICON_POINTS + PART_GAP } else { 0.0 };
    let count = count(face, fit, shown).map_or(0.0, |_| face.widths.1 + PART_GAP);
    padding(fit) * 2.0 + icon + name + count - PART_GAP
}

fn tab(ui: &mut Ui, face: &Face, fit: Fit, shown: &mut Tab, theme: &Theme) -> Response {
    let (has_icon, has_name) = has(face, fit, *shown);
    let is_shown = *shown == face.tab;
    let ink = if is_shown { theme.ink } else { theme.ink_soft };
    let mut parts = egui::Atoms::default();
    if has_icon {
        let icon = Text::line(face.icon.sign(), fonts::icon(ICON_POINTS)).coloured(face.alarm.unwrap_or(ink));
        parts.push_right(icon.laid(ui));
    }
    if has_name {
        let name = Text::line(face.name, TextStyle::Button.resolve(ui.style()));
        parts.push_right(name.coloured(ink).strong(is_shown).laid(ui));
    }
    if let Some(count) = count(face, fit, *shown) {
        let count = Text::line(&words::number(count), fonts::interface(scale::SMALL_POINTS)).coloured(theme.ink_soft).laid(ui);
        parts.push_right(count);
    }
    let response = ui.add(Button::new(parts).frame_when_inactive(false));
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, face.name));
    if is_shown {
        let line = Stroke::new(scale::UNDERLINE_FOCUSED, theme.accent);
        ui.painter().hline(response.rect.shrink2(egui::vec2(6.0, 0.0)).x_range(), response.rect.bottom() + 2.0, line);
    }
    let response = response.on_hover_text(&face.tip);
    if response.clicked() {
        *shown = face.tab;
    }
    response
}
