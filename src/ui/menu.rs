//! The bar at the top: menus, the buttons used most, the switcher between articles.

use std::path::Path;

use egui::{Button, Id, MenuBar, Ui};

use crate::model::review::Rules;
use crate::model::tag::TagKind;
use crate::storage::settings::Appearance;
use crate::ui::icons::{self, Icon};
use crate::ui::keymap::{self, Action};
use crate::workbench::Workbench;
use crate::workbench::command::{ArticleCommand, Command, FileCommand, ReviewCommand};

/// Where the keyboard is in the bar.
#[derive(Debug, Clone, Copy)]
pub struct Bar {
    /// The button of the first menu, where the keyboard begins.
    pub first: Id,
    /// Whether one of the menus' buttons has the keyboard.
    pub has_keyboard: bool,
}

/// Draws the bar; what was chosen goes to `actions` and `out`.
pub fn show(ui: &mut Ui, bench: &Workbench, actions: &mut Vec<Action>, out: &mut Vec<Command>) -> Bar {
    let bar = MenuBar::new().ui(ui, |ui| {
        let file = ui.menu_button("File", |ui| file_ui(ui, bench, actions, out));
        let edit = ui.menu_button("Edit", |ui| {
            items(ui, bench, actions, &[Action::Undo, Action::Redo]);
            ui.separator();
            items(ui, bench, actions, &TagKind::ALL.map(Action::Tag));
            ui.separator();
            items(ui, bench, actions, &[Action::AddPart, Action::Attribute, Action::Link, Action::SetAside, Action::Delete]);
        });
        let review = ui.menu_button("Review", |ui| review_ui(ui, bench, actions, out));
        let view = ui.menu_button("View", |ui| {
            items(ui, bench, actions, &[Action::Find, Action::FindNext, Action::FindPrevious, Action::FilterStatements]);
            ui.separator();
            items(ui, bench, actions, &[Action::Next, Action::Previous, Action::NextOpen]);
            ui.separator();
            let tabs = [Action::ShowStatements, Action::ShowSources, Action::ShowArticle, Action::ShowReview, Action::ShowStatistics];
            items(ui, bench, actions, &tabs);
            ui.separator();
            items(ui, bench, actions, &[Action::Read, Action::Larger, Action::Smaller]);
            ui.separator();
            appearance_ui(ui, bench, out);
        });
        let help = ui.menu_button("Help", |ui| items(ui, bench, actions, &[Action::Keys, Action::OpenSample]));
        ui.separator();
        for (icon, action) in
            [(icons::OPEN, Action::Open), (icons::SAVE, Action::Save), (icons::UNDO, Action::Undo), (icons::REDO, Action::Redo)]
        {
            tool_ui(ui, bench, icon, action, actions);
        }
        switcher_ui(ui, bench, out);
        let menus = [&file.response, &edit.response, &review.response, &view.response, &help.response];
        Bar { first: file.response.id, has_keyboard: menus.into_iter().any(egui::Response::has_focus) }
    });
    bar.inner
}

fn tool_ui(ui: &mut Ui, bench: &Workbench, icon: Icon, action: Action, actions: &mut Vec<Action>) {
    let name = format!("{} ({})", keymap::name(action, bench), keymap::key_text(ui.ctx(), action));
    let is_possible = keymap::is_possible(action, bench);
    if ui.add_enabled_ui(is_possible, |ui| icons::icon_button(ui, icon, &name)).inner.clicked() {
        actions.push(action);
    }
}

/// Menu items of these actions, each with its key; greyed where they can do nothing now.
pub fn items(ui: &mut Ui, bench: &Workbench, actions: &mut Vec<Action>, wanted: &[Action]) {
    for action in wanted {
        let (button, key) = (Button::new(keymap::name(*action, bench)), keymap::key_text(ui.ctx(), *action));
        // An empty key would stand in the name as a space.
        let button = if key.is_empty() { button } else { button.shortcut_text(key) };
        if ui.add_enabled(keymap::is_possible(*action, bench), button).clicked() {
            actions.push(*action);
            ui.close();
        }
    }
}

fn file_ui(ui: &mut Ui, bench: &Workbench, actions: &mut Vec<Action>, out: &mut Vec<Command>) {
    items(ui, bench, actions, &[Action::New, Action::NewFromClipboard, Action::Open]);
    ui.add_enabled_ui(!bench.settings().recent.is_empty(), |ui| {
        ui.menu_button("Open recent", |ui| {
            for path in &bench.settings().recent {
                if ui.button(file_name(path)).on_hover_text(path.display().to_string()).clicked() {
                    out.push(Command::File(FileCommand::OpenPath(path.clone())));
                    ui.close();
                }
            }
        });
    });
    items(ui, bench, actions, &[Action::AddArticle]);
    ui.separator();
    items(ui, bench, actions, &[Action::Save, Action::SaveAs, Action::Versions, Action::UnsavedWork]);
    items(ui, bench, actions, &[Action::ExportReport, Action::ExportChanges]);
    ui.separator();
    items(ui, bench, actions, &[Action::Leave]);
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn review_ui(ui: &mut Ui, bench: &Workbench, actions: &mut Vec<Action>, out: &mut Vec<Command>) {
    items(ui, bench, actions, &[Action::Review]);
    if bench.reviewing().is_some() && ui.button("End review").clicked() {
        out.push(Command::Review(ReviewCommand::End));
        ui.close();
    }
    ui.separator();
    let rules = bench.project().rules();
    let mut asks_three = rules.secondary > 2;
    if ui.checkbox(&mut asks_three, "Ask for three independent sources").on_hover_text("Else two of them carry a fact").clicked() {
        out.push(Command::Review(ReviewCommand::SetRules(Rules { secondary: if asks_three { 3 } else { 2 }, ..rules })));
        ui.close();
    }
    let mut second_reader = rules.second_reader;
    if ui.checkbox(&mut second_reader, "Ask for a second reader").on_hover_text("Two people then sign each statement").clicked() {
        out.push(Command::Review(ReviewCommand::SetRules(Rules { second_reader, ..rules })));
        ui.close();
    }
}

fn appearance_ui(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Command>) {
    let choices = [(Appearance::System, "As the system has it"), (Appearance::Light, "Light"), (Appearance::Dark, "Dark")];
    for (appearance, name) in choices {
        if ui.radio(bench.settings().appearance == appearance, name).clicked() {
            out.push(Command::SetAppearance(appearance));
            ui.close();
        }
    }
}

/// Where there are several articles: which one stands on the left.
fn switcher_ui(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Command>) {
    let articles = bench.project().articles();
    if bench.project().article_count() < 2 {
        return;
    }
    ui.separator();
    let title = |title: &str, number: usize| if title.trim().is_empty() { format!("Article {number}") } else { short(title) };
    let current = bench.article().map(|article| article.id);
    let shown = (1..).zip(bench.project().articles()).find(|(_, article)| Some(article.id) == current);
    let shown = shown.map(|(number, article)| title(&article.title, number)).unwrap_or_default();
    let name = format!("Article on the left: {shown}");
    let menu = ui.menu_button((shown, icons::UNFOLDED.text()), |ui| {
        for (number, article) in (1..).zip(articles) {
            if ui.radio(Some(article.id) == current, title(&article.title, number)).clicked() {
                out.push(Command::Article(ArticleCommand::Show(article.id)));
                ui.close();
            }
        }
    });
    menu.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    menu.response.on_hover_text("Which article stands on the left");
}

fn short(title: &str) -> String {
    const MOST: usize = 40;
    let mut short: String = title.chars().take(MOST).collect();
    if title.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}
