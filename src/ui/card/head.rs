//! The card's head: the tag, what carries it or is missing, the words and the parts they stand in.

use egui::{Align, Button, Layout, RichText, Ui};

use crate::model::bar::Carried;
use crate::model::problems;
use crate::model::statement::{Part, Statement};
use crate::model::tag::{Tag, TagKind, Unconfirmed};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::{excerpt, fonts, words};
use crate::workbench::Workbench;
use crate::workbench::command::{Command, MarkCommand};

/// Letters of the statement's words that the card shows; the article shows the rest.
const MOST_CHARS: usize = 400;

/// The three tags as a switch, and what closes or deletes.
pub fn tags_ui(ui: &mut Ui, bench: &Workbench, statement: &Statement, out: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
        for kind in TagKind::ALL {
            let is_on = statement.tag.kind() == kind;
            let is_carried = !(is_on && bench.project().index().is_hollow(statement.id));
            let mark = Mark::of(kind, is_carried);
            let icon = Icon::of_mark(mark).text().color(theme.mark(mark).ink);
            let response = ui.add(Button::selectable(is_on, (icon, short_name(kind))));
            let name = format!("{}: {} ({})", words::tag(kind), words::tag_caption(kind), words::tag_key(kind));
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_on, &name));
            if response.on_hover_text(&name).clicked() {
                out.push(Command::Mark(MarkCommand::Retag(statement.id, kind)));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icons::icon_button(ui, icons::CLOSE, "Close the card (Esc)").clicked() {
                out.push(Command::Mark(MarkCommand::Focus(None)));
            }
            if icons::icon_button(ui, icons::DELETE, "Delete the statement (Delete)").clicked() {
                out.push(Command::Mark(MarkCommand::Delete(statement.id)));
            }
        });
    });
    ui.add_space(scale::GAP_SMALL);
}

const fn short_name(kind: TagKind) -> &'static str {
    match kind {
        TagKind::ConfirmedFact => "Fact",
        TagKind::Claim | TagKind::Assertion => words::tag(kind),
    }
}

/// Whether a confirmed fact is carried and by what, or what is missing; by whom it was confirmed.
pub fn standing_ui(ui: &mut Ui, bench: &Workbench, statement: &Statement) {
    let Tag::ConfirmedFact(confirmation) = &statement.tag else { return };
    let theme = Theme::of(ui.ctx());
    ui.horizontal_wrapped(|ui| match bench.project().weigh(statement) {
        Ok(carried) => {
            let text = match carried {
                Carried::ByPrimary(_) => "Carried by a primary source",
                Carried::ByIndependent(..) => "Carried by two independent sources",
            };
            ui.label(icons::CHECK.text().color(theme.ok));
            ui.label(RichText::new(text).color(theme.ok));
        }
        Err(lack) => {
            ui.label(icons::WARNING.text().color(theme.warn));
            ui.label(RichText::new(format!("Not carried yet. {}", problems::advice(lack))).color(theme.warn));
        }
    });
    let was = match confirmation.was {
        Unconfirmed::Claim => "a claim",
        Unconfirmed::Assertion => "an assertion",
    };
    let by = if confirmation.by.is_empty() { String::new() } else { format!(" by {}", confirmation.by) };
    let on = confirmation.on.map(|day| format!(" on {day}")).unwrap_or_default();
    ui.label(RichText::new(format!("Confirmed{by}{on}; it was {was}")).small().color(theme.ink_soft));
}

/// The words as the article has them, and their parts where there are several or one is adrift.
pub fn words_ui(ui: &mut Ui, bench: &Workbench, statement: &Statement, out: &mut Vec<Command>) {
    let Some(article) = bench.project().article(statement.article) else { return };
    let said = excerpt::statement(statement, &article.text, MOST_CHARS);
    ui.label(RichText::new(format!("“{said}”")).font(fonts::reading(scale::BODY_POINTS + 1.0)));
    let is_plain = statement.parts.len() == 1 && statement.parts.iter().all(|part| part.span().is_some());
    if is_plain {
        return;
    }
    for (at, part) in statement.parts.iter().enumerate() {
        part_ui(ui, statement, at, part, &article.text, out);
    }
}

fn part_ui(ui: &mut Ui, statement: &Statement, at: usize, part: &Part, text: &str, out: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if statement.parts.len() > 1 && icons::icon_button(ui, icons::CLOSE, &format!("Remove part {}", at + 1)).clicked() {
                out.push(Command::Mark(MarkCommand::RemovePart(statement.id, at)));
            }
            if part.span().is_none() && ui.button("Look for it").on_hover_text("Shows where these words stand now; nothing moves").clicked()
            {
                out.push(Command::Mark(MarkCommand::LookFor(statement.id, at)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let (color, said) = match part {
                    Part::At(span) => (theme.ink_soft, format!("Part {}: {}", at + 1, excerpt::line(span.words(text), 80))),
                    Part::Adrift(quote) => {
                        (theme.warn, format!("“{}” no longer stands where it was marked", excerpt::line(&quote.exact, 80)))
                    }
                };
                ui.add(egui::Label::new(RichText::new(said).small().color(color)).truncate());
            });
        });
    });
}
