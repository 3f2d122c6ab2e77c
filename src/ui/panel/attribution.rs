//! Where the text says who says a statement: the words on its card.

use egui::Ui;

use crate::model::field::StatementField;
use crate::model::statement::Statement;
use crate::ui::icons;
use crate::ui::panel::widgets::{ICON_BUTTON_ROOM, caption, quiet_button};
use crate::ui::panel::wording::brief;
use crate::ui::panel::work::Work;
use crate::ui::theme::scale;
use crate::workbench::command::MarkCommand;

/// Shows the words, each with a way back; nothing where none is marked.
pub fn show(ui: &mut Ui, statement: &Statement, work: &mut Work<'_>) {
    let attribution = &statement.checks().attribution;
    if attribution.is_empty() {
        return;
    }
    let text = work.bench.project().article(statement.article).map(|article| article.text.clone()).unwrap_or_default();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        caption(ui, "The text says who says it here");
        for (number, part) in attribution.iter().enumerate() {
            let said = brief(part.words(&text), 80);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
                let width = ui.available_width() - ICON_BUTTON_ROOM;
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    if quiet_button(ui, &said).clicked()
                        && let Some(span) = part.span()
                    {
                        work.mark(MarkCommand::Select(Some(span.range())));
                        work.mark(MarkCommand::Show);
                    }
                });
                if icons::icon_button(ui, icons::CLOSE, &format!("No longer attribution: {said}")).clicked() {
                    let mut rest = attribution.clone();
                    rest.remove(number);
                    work.mark(MarkCommand::Set(statement.id, StatementField::Attribution(rest)));
                }
            });
        }
    });
}
