//! Work that no file has: told in a strip that asks for nothing, and listed where somebody looks for it. And the strip of a project that is
//! open elsewhere.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use egui::{Align, Color32, Frame, Id, Label, Layout, Margin, Modal, RichText, Ui, vec2};

use crate::text::display::{named, short_name};
use crate::text::quoted::quoted;
use crate::ui::differences::{self, Told};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::Workbench;
use crate::workbench::command::{Command, FileCommand, RecoveryCommand};
use crate::workbench::differing::Differences;
use crate::workbench::leftover::Leftover;
use crate::workbench::recovered::Extent;
use crate::workbench::recovering::ReadOnly;

/// So many are told without being asked; the list has all.
const MOST_TOLD: usize = 2;
/// Seconds in which buttons that have just moved are not pressed: the second click of two was meant for what stood there before.
const MOVED_SECS: f64 = 0.6;
/// Height of the list before it scrolls.
const LIST_HEIGHT: f32 = 360.0;

/// Draws the strips: over a project that cannot be changed, and one for each piece of work that no file has.
pub fn strips(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Command>) {
    if let Some(why) = bench.read_only() {
        read_only_ui(ui, why, out);
    }
    let count = bench.recovery().told().count();
    let stands = stands_still(ui, "strips", bench.recovery().told().take(MOST_TOLD));
    let before = out.len();
    for (number, leftover) in bench.recovery().told().take(MOST_TOLD).enumerate() {
        let is_last = number + 1 == count.min(MOST_TOLD);
        strip_ui(ui, number, leftover, if is_last { count.saturating_sub(MOST_TOLD) } else { 0 }, out);
    }
    if !stands {
        out.truncate(before);
    }
}

/// What was drawn in a place, and when that became something else.
#[derive(Debug, Clone, Default)]
struct Drawn {
    journals: Vec<PathBuf>,
    moved_at: Option<f64>,
    frame: u64,
}

/// Whether what is drawn in this place has stood there for a while, or was not there before.
fn stands_still<'a>(ui: &Ui, place: &str, found: impl Iterator<Item = &'a Leftover>) -> bool {
    let journals: Vec<PathBuf> = found.map(|leftover| leftover.journal.clone()).collect();
    let (now, frame) = (ui.input(|input| input.time), ui.ctx().cumulative_frame_nr());
    ui.data_mut(|data| {
        let drawn: &mut Drawn = data.get_temp_mut_or_default(Id::unique(("unsaved work", place)));
        if drawn.frame + 1 < frame || drawn.journals.is_empty() {
            drawn.moved_at = None;
        } else if drawn.journals != journals {
            drawn.moved_at = Some(now);
        }
        (drawn.journals, drawn.frame) = (journals, frame);
        drawn.moved_at.is_none_or(|moved| now - moved > MOVED_SECS)
    })
}

/// Whether what stands over the window was not there in the last frame.
fn is_new(ui: &Ui, name: &str) -> bool {
    let frame = ui.ctx().cumulative_frame_nr();
    let last = ui.data_mut(|data| data.get_temp_mut_or_default::<Option<u64>>(Id::unique(("shown", name))).replace(frame));
    last.is_none_or(|last| last + 1 < frame)
}

/// A strip with a sign, what it says and its buttons; where that needs several lines, they stand under each other beside the sign.
fn strip(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug,
    (icon, colour): (Icon, Color32),
    text: &str,
    buttons: impl FnOnce(&mut Ui),
) {
    let theme = Theme::of(ui.ctx());
    let frame = Frame::new().fill(theme.raised).inner_margin(Margin::symmetric(12, 6));
    egui::Panel::top(Id::unique(("recovery", id))).resizable(false).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        let body = egui::TextStyle::Body.resolve(ui.style());
        let laid = ui.painter().layout_no_wrap(text.to_owned(), body, theme.ink);
        ui.horizontal_top(|ui| {
            let row =
                if laid.rows.len() == 1 { ui.spacing().interact_size.y } else { laid.rows.first().map_or(0.0, |row| row.rect().height()) };
            let sign = vec2(scale::ICON_POINTS + scale::GAP_SMALL, row);
            ui.allocate_ui_with_layout(sign, Layout::left_to_right(Align::Center), |ui| ui.label(icon.text().color(colour)));
            let is_one_line = laid.rows.len() == 1 && laid.size().x <= ui.available_width();
            ui.vertical(|ui| {
                if is_one_line {
                    ui.horizontal_wrapped(|ui| {
                        ui.label(text);
                        buttons(ui);
                    });
                } else {
                    ui.add(Label::new(text).wrap());
                    ui.horizontal_wrapped(buttons);
                }
            });
        });
    });
}

fn read_only_ui(ui: &mut Ui, why: ReadOnly, out: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    let text = match why {
        ReadOnly::OpenElsewhere => "Read only: another window has this project open",
        ReadOnly::TakenOver => "Read only: another window has taken this project over, with all that was not saved",
    };
    strip(ui, "read only", (icons::INFO, theme.accent), text, |ui| {
        let tip = "Asks the other window for the project, with what is not saved there; that one can only read it then";
        if ui.button("Take over").on_hover_text(tip).clicked() {
            out.push(Command::Recovery(RecoveryCommand::TakeOver));
        }
        if ui.button("Save as…").on_hover_text("Makes a project of its own of what is shown here").clicked() {
            out.push(Command::File(FileCommand::SaveAs));
        }
    });
}

fn strip_ui(ui: &mut Ui, number: usize, leftover: &Leftover, more: usize, out: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    strip(ui, number, (icons::WARNING, theme.warn), &told(leftover), |ui| {
        choices_ui(ui, leftover, out);
        if ui.button("Later").on_hover_text("Keeps it where it is; File, Unsaved work… has it (Esc)").clicked() {
            out.push(Command::Recovery(RecoveryCommand::Later));
        }
        if more > 0 && ui.button(format!("{more} more…")).clicked() {
            out.push(Command::Recovery(RecoveryCommand::ShowAll(true)));
        }
    });
}

/// What can be done with work that no file has.
fn choices_ui(ui: &mut Ui, leftover: &Leftover, out: &mut Vec<Command>) {
    let mut ask = |command| out.push(Command::Recovery(command));
    if leftover.unreadable.is_none() {
        let tip = "Opens it as it was, with undo. The file on the disk is not touched until you save";
        let open = ui.button("Open it").on_hover_text(tip);
        if open.clicked() {
            ask(RecoveryCommand::Open(leftover.journal.clone(), Extent::Whole));
        }
        if leftover.changes > 0 {
            let tip = "Opens it as it was before the last change, should that be what ended the program. The whole is kept";
            if ui.button("Without the last change").on_hover_text(tip).clicked() {
                ask(RecoveryCommand::Open(leftover.journal.clone(), Extent::WithoutLast));
            }
        }
    }
    let tip = if leftover.path.is_some() { "Shows what it has that the file has not" } else { "Shows what is in it" };
    if leftover.unreadable.is_none() && ui.button("Compare…").on_hover_text(tip).clicked() {
        ask(RecoveryCommand::Compare(leftover.journal.clone()));
    }
    if !leftover.is_discarded && ui.button("Discard").on_hover_text("Moves it aside; for 30 days it can be opened from the list").clicked()
    {
        ask(RecoveryCommand::Discard(leftover.journal.clone()));
    }
}

/// What it is, in one sentence.
fn told(leftover: &Leftover) -> String {
    if let Some(reason) = &leftover.unreadable {
        return format!(
            "There is unsaved work that cannot be read: {reason}. It was written last at {}, and is kept as it is, in\n{}",
            leftover.latest_text,
            named(&leftover.journal.display().to_string())
        );
    }
    // Two projects may have one name.
    let of = match (leftover.name.trim(), &leftover.path) {
        ("", None) => "on a project without a name".to_owned(),
        (name, None) => format!("on {}", quoted(&short_name(name))),
        (_, Some(path)) => {
            let name = |name: Option<&OsStr>| short_name(&name.unwrap_or_default().to_string_lossy());
            format!("on “{}” in “{}”", name(path.file_name()), name(path.parent().and_then(Path::file_name)))
        }
    };
    let what = match leftover.changes {
        0 if leftover.path.is_none() => "a text that is in no file".to_owned(),
        0 => "something was being typed".to_owned(),
        count => words::counted(count, "change"),
    };
    format!("Unsaved work {of}: {what}, last at {}", leftover.latest_text)
}

/// Draws the list of all work that no file has, where it is asked for.
pub fn list(ui: &Ui, bench: &Workbench, out: &mut Vec<Command>) {
    if !bench.recovery().is_listed() {
        return;
    }
    let modal =
        Modal::new(Id::unique("unsaved work")).frame(Frame::popup(ui.style()).inner_margin(scale::GAP_LARGE)).show(ui.ctx(), |ui| {
            ui.set_width(560.0);
            ui.heading("Unsaved work");
            let found = bench.recovery().found();
            let stands = stands_still(ui, "list", found.iter());
            match bench.recovery().trouble() {
                _ if !bench.recovery().is_known() => drop(ui.label("Looking for it…")),
                Some(reason) => drop(ui.label(format!("There may be more than is listed here: {reason}"))),
                None if found.is_empty() => drop(ui.label("There is none: everything that was done is in its file")),
                None => {}
            }
            egui::ScrollArea::vertical().max_height(LIST_HEIGHT).show(ui, |ui| {
                let before = out.len();
                for (at, leftover) in found.iter().enumerate() {
                    ui.push_id(at, |ui| row_ui(ui, leftover, out));
                }
                if !stands {
                    out.truncate(before);
                }
            });
            ui.add_space(scale::PADDING);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| close_ui(ui, "list")).inner
        });
    if modal.inner || modal.should_close() {
        out.push(Command::Recovery(RecoveryCommand::ShowAll(false)));
    }
}

/// The button that takes what stands over the window away; it has the keyboard at first.
fn close_ui(ui: &mut Ui, name: &str) -> bool {
    let close = ui.button("Close");
    if is_new(ui, name) {
        close.request_focus();
    }
    close.clicked()
}

/// Draws what the work has that its file has not, where that was asked for.
pub fn comparison(ui: &Ui, bench: &Workbench, out: &mut Vec<Command>) {
    let Some((leftover, found)) = bench.recovery().compared() else { return };
    let modal = Modal::new(Id::unique("comparison")).frame(Frame::popup(ui.style()).inner_margin(scale::GAP_LARGE)).show(ui.ctx(), |ui| {
        ui.set_width(560.0);
        ui.heading(if leftover.path.is_some() { "Unsaved work against the file" } else { "Unsaved work that is in no file yet" });
        ui.label(told(leftover));
        match found {
            Err(reason) => drop(ui.label(format!("What differs is not known: {reason}"))),
            Ok(compared) => {
                for note in &compared.notes {
                    ui.label(note);
                }
                comparison_ui(ui, leftover, compared.differences.as_ref());
            }
        }
        ui.add_space(scale::PADDING);
        ui.horizontal_wrapped(|ui| {
            if ui.button("Open it").clicked() {
                out.push(Command::Recovery(RecoveryCommand::Open(leftover.journal.clone(), Extent::Whole)));
                out.push(Command::Recovery(RecoveryCommand::ShowAll(false)));
                return true;
            }
            close_ui(ui, "comparison")
        })
        .inner
    });
    if modal.inner || modal.should_close() {
        out.push(Command::Recovery(RecoveryCommand::CloseComparison));
    }
}

fn comparison_ui(ui: &mut Ui, leftover: &Leftover, differences: Option<&Differences>) {
    let Some(differences) = differences else {
        ui.label(if leftover.path.is_some() { "Nothing differs: the file has all of it" } else { "There is nothing in it" });
        return;
    };
    ui.label(RichText::new(&differences.summary).color(Theme::of(ui.ctx()).ink_soft));
    egui::ScrollArea::vertical().max_height(LIST_HEIGHT).show(ui, |ui| differences::show(ui, differences, Told::Work));
}

fn row_ui(ui: &mut Ui, leftover: &Leftover, out: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    ui.add_space(scale::GAP);
    ui.label(told(leftover));
    let small = |text: String| RichText::new(text).size(scale::SMALL_POINTS).color(theme.ink_soft);
    if leftover.is_discarded {
        let until = Some(&leftover.kept_until_text).filter(|text| !text.is_empty());
        ui.label(small(until.map_or_else(|| "Discarded".to_owned(), |text| format!("Discarded; kept until {text}"))));
    }
    if let Some(path) = &leftover.path {
        ui.label(small(named(&path.display().to_string())));
    }
    let before = out.len();
    ui.horizontal_wrapped(|ui| choices_ui(ui, leftover, out));
    if out.iter().skip(before).any(|command| matches!(command, Command::Recovery(RecoveryCommand::Open(..)))) {
        out.push(Command::Recovery(RecoveryCommand::ShowAll(false)));
    }
}
