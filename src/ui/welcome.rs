//! The strip over an untouched sample, and what an empty project says.

use egui::{Align, Frame, Layout, Margin, RichText, Ui};

use crate::ui::icons;
use crate::ui::keymap::Action;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::Workbench;

/// One sentence that says what to do next; nothing but over an untouched sample.
pub fn strip(ui: &mut Ui, bench: &Workbench, actions: &mut Vec<Action>) {
    if !bench.is_untouched_sample() {
        return;
    }
    let theme = Theme::of(ui.ctx());
    egui::Panel::top("welcome").resizable(false).frame(Frame::new().fill(theme.raised).inner_margin(Margin::symmetric(12, 6))).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(icons::INFO.text().color(theme.accent));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button("New project").on_hover_text("Begin with an empty project").clicked() {
                    actions.push(Action::New);
                }
                if ui.button("Open…").on_hover_text("Open a project, or an article as plain text").clicked() {
                    actions.push(Action::Open);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let text = "This is a sample: select words and press 1, 2 or 3 to tag them, or press Ctrl+V to paste an article of your own";
                    ui.add(egui::Label::new(text).wrap());
                });
            });
        });
    });
}

/// What stands where an article would.
pub fn empty(ui: &mut Ui, bench: &Workbench, actions: &mut Vec<Action>) {
    let theme = Theme::of(ui.ctx());
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        if let Some(opening) = bench.opening() {
            ui.spinner();
            ui.label(words::opening(&opening.name, opening.progress.stage()));
            return;
        }
        ui.label(icons::ARTICLE.sized(scale::TITLE_POINTS * 2.0).color(theme.ink_soft));
        ui.label(RichText::new("No article yet").heading());
        ui.add_space(scale::GAP_SMALL);
        ui.label(RichText::new("Paste its text with Ctrl+V, drop a file here, or open one").color(theme.ink_soft));
        ui.add_space(scale::GAP_LARGE);
        for (name, action) in
            [("Open…", Action::Open), ("New from clipboard", Action::NewFromClipboard), ("Open the sample project", Action::OpenSample)]
        {
            if ui.add(egui::Button::new(name).min_size([200.0, scale::CONTROL_HEIGHT].into())).clicked() {
                actions.push(action);
            }
            ui.add_space(scale::GAP_SMALL);
        }
    });
}
