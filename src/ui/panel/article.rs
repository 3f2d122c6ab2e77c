//! The tab of the article: what is known about it, and the other articles of the project.

use egui::{AtomExt as _, Frame, Margin, ScrollArea, Ui};

use crate::model::article::Article;
use crate::model::field::ArticleField;
use crate::model::id::ArticleId;
use crate::model::problems::Subject;
use crate::text::links;
use crate::ui::drafts::{Field, field_id};
use crate::ui::icons;
use crate::ui::panel::coverage;
use crate::ui::panel::unmerged;
use crate::ui::panel::widgets::{ICON_BUTTON_ROOM, button, caption, empty, labelled, removal, row};
use crate::ui::panel::wording::brief;
use crate::ui::panel::work::Work;
use crate::ui::theme::scale;
use crate::ui::words;
use crate::workbench::command::{ArticleCommand, Command, FileCommand};

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct ArticleState {
    is_removing: Option<ArticleId>,
    // Whether that was asked for in the frame before.
    is_new: bool,
    // Counting the characters of a text takes as long as the text is; it never changes.
    chars: Option<(ArticleId, usize)>,
}

/// Makes the field of a text.
type TextField = fn(String) -> ArticleField;

/// What an article is called in a list.
pub fn name_of(article: &Article) -> String {
    let title = brief(&article.title, 80);
    if title.is_empty() { format!("Untitled: {}", brief(&article.text, 40)) } else { title }
}

/// Shows the tab.
pub fn show(ui: &mut Ui, state: &mut ArticleState, work: &mut Work<'_>) {
    let Some(article) = work.bench.article().cloned() else {
        empty(ui, icons::ARTICLE, "No article yet", "Open one, or paste its text with Ctrl+V", |ui| {
            if ui.button("Open…").clicked() {
                work.out.push(Command::File(FileCommand::Open));
            }
        });
        return;
    };
    ScrollArea::vertical().id_salt("article").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::same(scale::PADDING as i8)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = scale::GAP;
            switcher(ui, &article, work);
            let is_open = work.bench.reviewing().is_none();
            ui.add_enabled_ui(is_open, |ui| unmerged::show(ui, Subject::Article(article.id), work));
            ui.add_enabled_ui(is_open, |ui| details(ui, &article, work));
            ui.add_space(scale::GAP_SMALL);
            caption(ui, size_of(&article, state, work));
            coverage::show(ui, &article, work);
            ui.separator();
            ui.add_enabled_ui(is_open, |ui| ends(ui, &article, state, work));
        });
    });
}

fn switcher(ui: &mut Ui, current: &Article, work: &mut Work<'_>) {
    let articles = work.bench.project().articles();
    let count = work.bench.project().article_count();
    if count < 2 {
        return;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        caption(ui, words::counted(count, "article"));
        for article in articles {
            let is_current = article.id == current.id;
            let label =
                egui::Button::selectable(is_current, (icons::ARTICLE.text(), egui::RichText::new(name_of(article)).atom_shrink(true)));
            let response = ui.add(label.truncate().min_size(egui::vec2(ui.available_width(), scale::CONTROL_HEIGHT)));
            let name = name_of(article);
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_current, &name));
            if response.clicked() && !is_current {
                work.out.push(Command::Article(ArticleCommand::Show(article.id)));
            }
        }
    });
    ui.separator();
}

fn details(ui: &mut Ui, article: &Article, work: &mut Work<'_>) {
    let id = article.id;
    let set = move |field| Command::Article(ArticleCommand::Set(id, field));
    let texts: [(&str, &str, &str, TextField); 4] = [
        ("Title", "The headline", &article.title, ArticleField::Title),
        ("Byline", "Who wrote it", &article.byline, ArticleField::Byline),
        ("Publisher", "Who brought it out", &article.publisher, ArticleField::Publisher),
        ("URL", "https://", &article.url, ArticleField::Url),
    ];
    for (name, hint, current, make) in texts {
        labelled(ui, name, |ui| {
            row(ui, |ui| {
                ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
                let host = if name == "URL" { links::host(current) } else { None };
                let room = if host.is_some() { ICON_BUTTON_ROOM } else { 0.0 };
                let width = ui.available_width() - room;
                let field = Field { id: field_id(id, name), name, hint };
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    work.drafts.line(ui, field, current, move |text| set(make(text.trim().to_owned())));
                });
                if let Some(host) = host
                    && icons::icon_button(ui, icons::EXTERNAL, &format!("Open {host}")).clicked()
                {
                    work.out.push(Command::OpenLink(current.to_owned()));
                }
            });
        });
    }
    ui.columns(2, |columns| {
        if let [left, right] = columns {
            labelled(left, "Published", |ui| {
                let field = Field { id: field_id(id, "Published"), name: "Published", hint: "" };
                work.drafts.day(ui, field, article.published, move |day| set(ArticleField::Published(day)));
            });
            labelled(right, "Retrieved", |ui| {
                let field = Field { id: field_id(id, "Retrieved"), name: "Retrieved", hint: "" };
                work.drafts.day(ui, field, article.retrieved, move |day| set(ArticleField::Retrieved(day)));
            });
        }
    });
}

fn size_of(article: &Article, state: &mut ArticleState, work: &Work<'_>) -> String {
    let chars = match state.chars {
        Some((id, chars)) if id == article.id => chars,
        _ => article.text.chars().count(),
    };
    state.chars = Some((article.id, chars));
    let statements = work.bench.project().index().ranks(article.id).len();
    format!("{}, {}", words::counted(chars, "character"), words::counted(statements, "statement"))
}

fn ends(ui: &mut Ui, article: &Article, state: &mut ArticleState, work: &mut Work<'_>) {
    let is_new = std::mem::take(&mut state.is_new);
    if state.is_removing == Some(article.id) {
        let question = match work.bench.project().index().ranks(article.id).len() {
            0 => "Remove this article?".to_owned(),
            count => format!("Remove this article with its {}?", words::counted(count, "statement")),
        };
        let answer = removal(ui, &question, "Remove article", is_new);
        if answer == Some(true) {
            work.out.push(Command::Article(ArticleCommand::Remove(article.id)));
        }
        state.is_removing = state.is_removing.filter(|_| answer.is_none());
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if button(ui, icons::ADD, "Add article…").clicked() {
            work.out.push(Command::File(FileCommand::AddArticle));
        }
        if button(ui, icons::DELETE, "Remove article…").clicked() {
            (state.is_removing, state.is_new) = (Some(article.id), true);
        }
    });
}
