//! The versions of a project, over the window: when each was saved, what differs from now, and the way back.

use egui::{Button, Rect, Response, RichText, ScrollArea, Ui, WidgetInfo, vec2};

use crate::text::display::short_name;
use crate::ui::differences::{self, Told};
use crate::ui::questions::modal;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::Workbench;
use crate::workbench::command::{Command, VersionCommand};
use crate::workbench::versions::{Holds, Row, Shelf};

/// Width of the list, and its height before it scrolls.
const WIDTH: f32 = 560.0;
const HEIGHT: f32 = 420.0;
/// What stands around it: the heading, the button, the frame, and a little of the window.
const AROUND: f32 = 190.0;
/// Room for *Look* and for *Fold*.
const LOOK_WIDTH: f32 = 56.0;
/// How much of the window's width stays free.
const BESIDE: f32 = 80.0;

/// What is unfolded in the list.
#[derive(Debug, Default)]
pub struct VersionsState {
    unfolded: Option<usize>,
    was_open: bool,
    // Where the window stood in the last frame.
    stood: Option<Rect>,
}

/// Draws the versions where they are shown.
pub fn show(ui: &Ui, state: &mut VersionsState, bench: &Workbench, out: &mut Vec<Command>) {
    let was_open = std::mem::replace(&mut state.was_open, bench.shelf().is_some());
    let Some(shelf) = bench.shelf() else { return };
    if !was_open {
        state.unfolded = None;
    }
    let modal = modal(ui, "versions").show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().size();
        ui.set_width((room.x - BESIDE).clamp(0.0, WIDTH));
        head_ui(ui, shelf);
        ScrollArea::vertical().max_height((room.y - AROUND).clamp(0.0, HEIGHT)).auto_shrink([false, true]).show(ui, |ui| {
            for (at, row) in shelf.rows.iter().flatten().enumerate() {
                ui.push_id(at, |ui| row_ui(ui, state, bench, shelf, (at, row), out));
            }
        });
        ui.add_space(scale::PADDING);
        let close = ui.button("Close");
        if !was_open {
            close.request_focus();
        }
        close.clicked()
    });
    if state.stood.replace(modal.response.rect) != Some(modal.response.rect) {
        // It is put in the middle by the size it had, so that another size shows in its place only in the next frame.
        ui.ctx().request_repaint();
    }
    if modal.inner || modal.should_close() {
        out.push(Command::Version(VersionCommand::Close));
    }
}

fn head_ui(ui: &mut Ui, shelf: &Shelf) {
    let name = shelf.of.file_name().map(|name| name.to_string_lossy().into_owned());
    ui.heading(name.map_or_else(|| "Versions".to_owned(), |name| format!("Versions of “{}”", short_name(&name))));
    let (looked_at, all) = shelf.progress();
    let told = match &shelf.rows {
        None => "Looking for versions…".to_owned(),
        Some(rows) if rows.is_empty() => "No versions yet; each save keeps one".to_owned(),
        Some(_) if looked_at < all => format!("Looking into them: {looked_at} of {all}"),
        Some(_) if shelf.is_own => "Each save keeps one. What differs is told against the project as it is now".to_owned(),
        Some(_) => "Each save has kept one. The file itself stays as it is".to_owned(),
    };
    ui.label(RichText::new(told).color(Theme::of(ui.ctx()).ink_soft));
    ui.add_space(scale::GAP_SMALL);
}

fn row_ui(ui: &mut Ui, state: &mut VersionsState, bench: &Workbench, shelf: &Shelf, (at, row): (usize, &Row), out: &mut Vec<Command>) {
    ui.separator();
    let told = match &row.holds {
        Holds::NotKnown => "…",
        Holds::Same => "As the project is now",
        Holds::Differs(differences) => &differences.summary,
        Holds::Contents(contents) => contents,
        Holds::Unread(reason) => reason,
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(&row.time).strong());
        ui.label(RichText::new(words::size(row.version.size_bytes)).color(Theme::of(ui.ctx()).ink_soft));
        ui.label(told);
    });
    ui.horizontal_wrapped(|ui| {
        let is_unfolded = state.unfolded == Some(at);
        if shelf.is_own {
            // It stands in each row, so that one button is under the other.
            let has_lines = matches!(&row.holds, Holds::Differs(differences) if !differences.lines.is_empty());
            let (look, verb) = if is_unfolded { ("Fold", "Fold") } else { ("Look", "Look at") };
            let look = ui.add_enabled(has_lines, Button::new(look).min_size(vec2(LOOK_WIDTH, 0.0)));
            let why_not = match row.holds {
                Holds::NotKnown => "It is still to be looked into",
                Holds::Unread(_) => "It cannot be read",
                _ => "There is nothing that differs to be shown",
            };
            let look = look.on_hover_text("Shows what was changed since").on_disabled_hover_text(why_not);
            if named(look, &format!("{verb} the version of {}", row.time)).clicked() {
                state.unfolded = (!is_unfolded).then_some(at);
            }
            let may_change = bench.reviewing().is_none() && bench.read_only().is_none();
            let is_possible = may_change && matches!(row.holds, Holds::Differs(_)) && !shelf.is_restoring();
            let restore = ui.add_enabled(is_possible, Button::new("Restore"));
            let restore = restore.on_hover_text("Makes the project what it was, in one step that undo takes back");
            if named(restore, &format!("Restore the version of {}", row.time)).clicked() {
                out.push(Command::Version(VersionCommand::Restore(at)));
            }
        }
        let can_open = matches!(row.holds, Holds::Contents(_) | Holds::Differs(_));
        let open = ui.add_enabled(can_open, Button::new("Open")).on_hover_text("As a project that belongs to no file yet");
        if named(open, &format!("Open the version of {}", row.time)).clicked() {
            out.push(Command::Version(VersionCommand::Open(at)));
        }
    });
    if let Holds::Differs(differences) = &row.holds
        && state.unfolded == Some(at)
    {
        ui.indent("differences", |ui| differences::show(ui, differences, Told::Version));
    }
}

/// Says to a reader of screens which row a button is of.
fn named(response: Response, name: &str) -> Response {
    let is_enabled = response.enabled();
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, is_enabled, name));
    response
}
