//! The part of a source's form for what was worked out: how, and from which other sources.

use egui::Ui;

use crate::model::field::SourceField;
use crate::model::id::SourceId;
use crate::model::source::Source;
use crate::ui::drafts::{Field, field_id};
use crate::ui::icons;
use crate::ui::panel::widgets::{ICON_BUTTON_ROOM, caption, labelled, named, quiet_button};
use crate::ui::panel::wording::source_name;
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::scale;
use crate::workbench::command::{Command, SourceCommand};

/// Sources offered at once.
const MAX_OFFERED: usize = 40;

/// Shows how it was worked out, and what from.
pub fn show(ui: &mut Ui, source: &Source, work: &mut Work<'_>) {
    let id = source.id;
    labelled(ui, "How it was worked out", |ui| {
        let hint = "The list, the sum, or what was searched and not found";
        let field = Field { id: field_id(id, "working"), name: "How it was worked out", hint };
        work.drafts.lines(ui, field, 3, &source.working, move |text| {
            Command::Source(SourceCommand::Set(id, SourceField::Working(text.to_owned())))
        });
    });
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        caption(ui, "Worked out from");
        for input in &source.rests_on {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
                let name = work.bench.project().source(*input).map(|input| source_name(input, 80)).unwrap_or_default();
                let width = ui.available_width() - ICON_BUTTON_ROOM;
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    if quiet_button(ui, &name).clicked() {
                        work.jump = Some(Jump::Source(*input));
                    }
                });
                if icons::icon_button(ui, icons::UNLINK, &format!("Not worked out from {name}")).clicked() {
                    let rest = source.rests_on.iter().copied().filter(|other| other != input).collect();
                    work.source(SourceCommand::Set(id, SourceField::RestsOn(rest)));
                }
            });
        }
        add(ui, source, work);
    });
}

fn add(ui: &mut Ui, source: &Source, work: &mut Work<'_>) {
    let project = work.bench.project();
    let can_be = |other: &&std::sync::Arc<Source>| other.id != source.id && !source.rests_on.contains(&other.id);
    let offered: Vec<(SourceId, String)> =
        project.sources().filter(can_be).take(MAX_OFFERED).map(|other| (other.id, source_name(other, 60))).collect();
    if offered.is_empty() {
        caption(ui, "Add the sources it rests on to the project first");
        return;
    }
    let mut chosen = None;
    let menu = ui.menu_button((icons::ADD.text(), "From another source…"), |ui| {
        egui::ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for (other, name) in &offered {
                if ui.button(name).clicked() {
                    chosen = Some(*other);
                    ui.close();
                }
            }
        });
    });
    named(menu.response, "From another source…");
    if let Some(other) = chosen {
        let inputs = [source.rests_on.as_slice(), &[other]].concat();
        work.source(SourceCommand::Set(source.id, SourceField::RestsOn(inputs)));
    }
}
