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
    // In points.
    name_width: f32,
    count_width: f32,
    short_width: f32,
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
    /// The same with that count in short.
    ShortNames,
    /// The same, and no other count.
    ShownCount,
    /// Names close together alone: no count is so long that it takes their place.
    Bare,
    /// Counts, and icons in place of the names of the tabs that are not shown.
    Icons,
    /// The same close together, with counts in short.
    ShortIcons,
    /// Icons alone for the tabs that are not shown.
    Least,
}

/// All of them, the best first.
const FITS: [Fit; 9] =
    [Fit::All, Fit::Words, Fit::Names, Fit::ShortNames, Fit::ShownCount, Fit::Bare, Fit::Icons, Fit::ShortIcons, Fit::Least];

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
            let fit = fit_of(&faces, room, ui.spacing().item_spacing.x);
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
        self.name_width = wide(self.name, scale::BODY_POINTS);
        if let Some(count) = self.count {
            self.count_width = wide(&words::number(count), scale::SMALL_POINTS);
            self.short_width = wide(&words::short_number(count), scale::SMALL_POINTS);
        }
    }
}

fn faces(bench: &Workbench, theme: &Theme) -> [Face; 5] {
    let project = bench.project();
    let statements = bench.focus().article.map_or(0, |article| project.index().ranks(article).len());
    let face = |tab, icon, name: &'static str, count: Option<usize>| {
        let tip = count.map_or_else(|| name.to_owned(), |count| format!("{name}: {}", words::number(count)));
        Face { tab, icon, alarm: None, name, count, tip, name_width: 0.0, count_width: 0.0, short_width: 0.0 }
    };
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

/// What there is room for, whichever is shown, so that tabs do not change their looks when another one is; between two of them is a `gap`.
fn fit_of(faces: &[Face], room: f32, gap: f32) -> Fit {
    let all = |fit: Fit, shown: Tab| faces.iter().map(|face| width(face, fit, shown) + gap).sum::<f32>();
    let fits = |fit: &Fit| faces.iter().all(|shown| all(*fit, shown.tab) <= room);
    FITS.into_iter().find(fits).unwrap_or(Fit::Least)
}

/// Whether a tab has its icon and its name.
fn has(face: &Face, fit: Fit, shown: Tab) -> (bool, bool) {
    match fit {
        Fit::All => (true, true),
        Fit::Words | Fit::Names | Fit::ShortNames | Fit::ShownCount | Fit::Bare => (face.alarm.is_some(), true),
        Fit::Icons | Fit::ShortIcons | Fit::Least => (face.tab != shown || face.alarm.is_some(), face.tab == shown),
    }
}

/// The number a tab shows.
fn count(face: &Face, fit: Fit, shown: Tab) -> Option<usize> {
    let is_shown = face.tab == shown;
    face.count.filter(|_| match fit {
        Fit::All | Fit::Words | Fit::Icons | Fit::ShortIcons => true,
        Fit::Names | Fit::ShortNames => is_shown || face.alarm.is_some(),
        Fit::Bare => false,
        Fit::ShownCount | Fit::Least => is_shown,
    })
}

/// Whether numbers are told in short; the whole ones are in the tips.
const fn is_short(fit: Fit) -> bool {
    matches!(fit, Fit::ShortNames | Fit::ShownCount | Fit::ShortIcons | Fit::Least)
}

/// Room on both sides of a tab's words.
const fn padding(fit: Fit) -> f32 {
    if matches!(fit, Fit::Names | Fit::ShortNames | Fit::ShownCount | Fit::Bare | Fit::ShortIcons) {
        TAB_PADDING_LEAST
    } else {
        TAB_PADDING
    }
}

/// Width of a tab.
fn width(face: &Face, fit: Fit, shown: Tab) -> f32 {
    let (has_icon, has_name) = has(face, fit, shown);
    // The name that stands out is a little wider.
    let weight = if face.tab == shown { 1.06 } else { 1.0 };
    let name = if has_name { face.name_width * weight + PART_GAP } else { 0.0 };
    let icon = if has_icon { ICON_POINTS + PART_GAP } else { 0.0 };
    let count_width = if is_short(fit) { face.short_width } else { face.count_width };
    let count = count(face, fit, shown).map_or(0.0, |_| count_width + PART_GAP);
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
        let count = if is_short(fit) { words::short_number(count) } else { words::number(count) };
        let count = Text::line(&count, fonts::interface(scale::SMALL_POINTS)).coloured(theme.ink_soft).laid(ui);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Tabs with so many statements, sources, articles and things to do, measured by eye.
    fn with(counts: [usize; 4], has_problems: bool) -> Vec<Face> {
        let of = |tab, name: &'static str, count: Option<usize>| {
            let wide = |text: String| text.chars().count() as f32 * 6.6;
            Face {
                tab,
                icon: icons::TO_DO,
                alarm: (has_problems && tab == Tab::Review).then_some(Color32::WHITE),
                name,
                count,
                tip: String::new(),
                name_width: name.len() as f32 * 6.6,
                count_width: count.map_or(0.0, |count| wide(words::number(count))),
                short_width: count.map_or(0.0, |count| wide(words::short_number(count))),
            }
        };
        let [statements, sources, articles, to_do] = counts.map(Some);
        let articles = articles.filter(|count| *count > 1);
        vec![
            of(Tab::Statements, "Statements", statements),
            of(Tab::Sources, "Sources", sources),
            of(Tab::Article, "Article", articles),
            of(Tab::Review, "To do", to_do),
            of(Tab::Statistics, "Statistics", None),
        ]
    }

    #[test]
    fn no_count_takes_the_place_of_a_name_that_has_room_without_it() {
        for has_problems in [false, true] {
            for counts in [[1, 1, 1, 1], [100_000, 20_000, 300, 1_000_000], [1_000_000, 9_999_999, 9999, 9_999_999]] {
                let faces = with(counts, has_problems);
                let fit = fit_of(&faces, 384.0, 2.0);
                assert!(faces.iter().all(|face| faces.iter().all(|shown| has(face, fit, shown.tab).1)), "{counts:?}: {fit:?}");
            }
        }
    }

    #[test]
    fn in_the_narrowest_panel_each_tab_still_has_its_sign_and_its_count() {
        for has_problems in [false, true] {
            let faces = with([100_000, 20, 1, 100_000], has_problems);
            let fit = fit_of(&faces, 274.0, 2.0);
            assert_eq!(fit, Fit::ShortIcons);
            for face in &faces {
                let (has_icon, has_name) = has(face, fit, Tab::Statements);
                assert!(has_icon || has_name);
                assert_eq!(count(face, fit, Tab::Statements), face.count);
            }
            // Where even that is too much, the tab that is shown still has both.
            let faces = with([1_000_000, 20_000, 3000, 1_000_000], has_problems);
            let fit = fit_of(&faces, 274.0, 2.0);
            for face in &faces {
                assert_eq!((has(face, fit, face.tab).1, count(face, fit, face.tab)), (true, face.count));
            }
        }
    }
}
