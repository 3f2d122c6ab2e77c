//! What differs between two states of a project, record by record, each field with what it was and what it is.

use egui::{Label, RichText, Ui};

use crate::ui::theme::Theme;
use crate::workbench::differing::{Differences, Line, Side};
use crate::workbench::differing_fields::Field;

/// How the two states are told: as they lie in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Work beside its file: what the work has is new.
    Work,
    /// A version beside the project as it is now: what the version has was before.
    Version,
}

/// Draws all of it.
pub fn show(ui: &mut Ui, differences: &Differences, told: Told) {
    for (at, line) in differences.lines.iter().enumerate() {
        ui.add(Label::new(head(line, told)).wrap());
        if line.fields.is_empty() {
            continue;
        }
        ui.push_id(at, |ui| {
            ui.indent("fields", |ui| {
                let theme = Theme::of(ui.ctx());
                for field in &line.fields {
                    ui.add(Label::new(RichText::new(said(field, told)).color(theme.ink_soft)).wrap());
                }
                if line.more_fields > 0 {
                    ui.label(RichText::new(format!("… and {} more", line.more_fields)).color(theme.ink_soft));
                }
            });
        });
    }
    if differences.left_out > 0 {
        ui.label(format!("… and {} more", differences.left_out));
    }
}

/// "Statement changed: “…”", "Source only in this version: “…”".
fn head(line: &Line, told: Told) -> String {
    let how = match (line.side, told) {
        (Side::OnlyThen, Told::Work) => "added",
        (Side::OnlyNow, Told::Work) => "deleted",
        (Side::OnlyThen, Told::Version) => "only in this version",
        (Side::OnlyNow, Told::Version) => "not in this version",
        (Side::Both, _) => "changed",
    };
    let mut kind = line.kind.chars();
    let kind: String = kind.next().into_iter().flat_map(char::to_uppercase).chain(kind).collect();
    format!("{kind} {how}: {}", line.words)
}

/// "note: was nothing, is “…”".
fn said(field: &Field, told: Told) -> String {
    let (before, after) = match told {
        Told::Work => (&field.now, &field.then),
        Told::Version => (&field.then, &field.now),
    };
    format!("{}: was {before}, is {after}", field.name)
}
