//! How the rows of an earlier state are drawn: what it was and, where that has changed since, what it is now, with the words that differ.

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Label, RichText, Role, ScrollArea, Stroke, Ui, WidgetInfo};

use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::panel::earlier_rows::{Fate, Link, Row, Rows, Text};
use crate::ui::panel::widgets::{caption, card, strong};
use crate::ui::theme::{Mark, Theme, scale};

/// Room of "Was" and "Now" before the texts.
const SIDE_WIDTH: f32 = 36.0;

/// Shows all of it, in as much room as there is.
pub fn show(ui: &mut Ui, rows: &Rows) {
    ScrollArea::vertical().id_salt("earlier state").auto_shrink([false, false]).show(ui, |ui| {
        ui.add_space(scale::GAP);
        ui.spacing_mut().item_spacing.y = scale::GAP + 2.0;
        if rows.are_changed() {
            caption(ui, "Words that are not the same today are underlined");
        } else {
            caption(ui, "The statement is the same today");
        }
        one(ui, &rows.tag, Some(rows.marks));
        for row in &rows.first {
            one(ui, row, None);
        }
        if !rows.links.is_empty() {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = scale::GAP_SMALL + 2.0;
                caption(ui, "Sources");
                for link in &rows.links {
                    source(ui, link);
                }
            });
        }
        for row in &rows.last {
            one(ui, row, None);
        }
        ui.add_space(scale::GAP);
    });
}

fn source(ui: &mut Ui, link: &Link) {
    card(ui).fill(Theme::of(ui.ctx()).panel).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL + 2.0;
        ui.add(Label::new(strong(&link.source)).wrap());
        let what = match link.fate {
            Fate::Same => None,
            Fate::Changed => Some("since changed"),
            Fate::Unlinked if link.has_source => Some("since unlinked"),
            Fate::Unlinked => Some("since unlinked, and its source is gone"),
            Fate::Linked => Some("linked since: it was not there"),
        };
        if let Some(what) = what {
            changed(ui, what);
        }
        for row in &link.rows {
            one(ui, row, None);
        }
    });
}

fn one(ui: &mut Ui, row: &Row, marks: Option<(Mark, Mark)>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL / 2.0;
        if !row.is_changed {
            caption(ui, row.name);
            text(ui, row, &row.was, marks.map(|(was, _)| was), None);
            return;
        }
        ui.horizontal(|ui| {
            caption(ui, row.name);
            changed(ui, "since changed");
        });
        text(ui, row, &row.was, marks.map(|(was, _)| was), Some("Was"));
        text(ui, row, &row.now, marks.map(|(_, now)| now), Some("Now"));
    });
}

fn changed(ui: &mut Ui, what: &str) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
        ui.label(icons::EDIT.sized(scale::BODY_POINTS).color(theme.warn));
        ui.label(RichText::new(what).size(scale::SMALL_POINTS).color(theme.warn));
    });
}

/// A text, with the side it stands on where there are two.
fn text(ui: &mut Ui, row: &Row, text: &Text, mark: Option<Mark>, side: Option<&str>) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
        if let Some(side) = side {
            ui.scope(|ui| {
                ui.set_width(SIDE_WIDTH);
                caption(ui, side);
            });
        }
        if let Some(mark) = mark {
            ui.label(Icon::of_mark(mark).sized(scale::BODY_POINTS + 2.0).color(theme.mark(mark).ink));
        }
        let face = if row.is_quote { fonts::reading(scale::QUOTE_POINTS) } else { fonts::interface(scale::BODY_POINTS) };
        let job = if text.shown.is_empty() {
            let nothing = TextFormat::simple(fonts::interface(scale::BODY_POINTS), theme.ink_soft);
            LayoutJob::single_section("nothing".to_owned(), nothing)
        } else {
            marked(text, face, theme)
        };
        let words = job.text.clone();
        let response = ui.add(Label::new(job).wrap());
        if let Some(side) = side {
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}, {}: {words}", row.name, side.to_lowercase())));
        }
    });
}

/// A text with the words underlined that are not in the other.
pub fn marked(text: &Text, face: FontId, theme: &Theme) -> LayoutJob {
    let plain = TextFormat { font_id: face, color: theme.ink, ..TextFormat::default() };
    // No ground of their own: that of the next row would be painted over the lines and the feet of letters of this one.
    let marked = TextFormat { underline: Stroke::new(scale::UNDERLINE, theme.warn), ..plain.clone() };
    let mut job = LayoutJob::default();
    let mut at = 0;
    let mut push = |from: usize, to: usize, format: &TextFormat| {
        if let Some(words) = text.shown.get(from..to).filter(|words| !words.is_empty()) {
            job.append(words, 0.0, format.clone());
        }
    };
    for range in &text.marked {
        push(at, range.start, &plain);
        push(range.start, range.end, &marked);
        at = range.end;
    }
    push(at, text.shown.len(), &plain);
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_underlined_and_nothing_is_painted_over_the_line_above() {
        let ctx = egui::Context::default();
        let shown = "Asked on Wednesday, not Monday";
        let text = Text { shown: shown.to_owned(), marked: vec![9..18, 24..30] };
        let job = marked(&text, fonts::interface(scale::BODY_POINTS), Theme::of(&ctx));
        let told: Vec<(usize, bool)> =
            job.sections.iter().map(|section| (section.byte_range.start.0, section.format.underline.width > 0.0)).collect();
        assert_eq!(told, [(0, false), (9, true), (18, false), (24, true)]);
        assert!(job.sections.iter().all(|section| section.format.background == egui::Color32::TRANSPARENT));
    }
}
