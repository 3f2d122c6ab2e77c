//! What is said without asking: hints that go away by themselves, warnings and errors that stay until they are dismissed.

use std::time::Duration;

use egui::{Frame, Margin, Ui};
use egui_notify::{Anchor, Toasts};

use crate::ui::icons;
use crate::ui::theme::{Theme, scale};
use crate::workbench::Workbench;
use crate::workbench::command::Command;
use crate::workbench::notice::{Notice, Weight};

/// Lines a bar shows without scrolling.
const MOST_LINES: usize = 6;
/// Height of a bar that scrolls, in points.
const MOST_HEIGHT: f32 = 120.0;
/// Seconds a hint stays.
const HINT_SECS: u64 = 4;

/// The hints on screen.
pub struct NoticeState {
    toasts: Toasts,
    // The hint told last; each is told once.
    told: u64,
    generation: u64,
}

impl Default for NoticeState {
    fn default() -> Self {
        // Above the status bar.
        let toasts = Toasts::default().with_anchor(Anchor::BottomLeft).with_margin([scale::GAP_LARGE, 44.0].into());
        Self { toasts, told: 0, generation: 0 }
    }
}

impl std::fmt::Debug for NoticeState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NoticeState").field("told", &self.told).finish_non_exhaustive()
    }
}

/// Draws warnings and errors as bars across the window; nothing where there are none.
pub fn bars(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Command>) {
    for notice in bench.notices().shown().iter().filter(|notice| notice.weight != Weight::Hint) {
        bar_ui(ui, notice, out);
    }
}

fn bar_ui(ui: &mut Ui, notice: &Notice, out: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    let (fill, icon, colour) = match notice.weight {
        Weight::Error => (theme.danger_fill, icons::FAILED, theme.danger),
        Weight::Warning | Weight::Hint => (theme.warn_fill, icons::WARNING, theme.warn),
    };
    egui::Panel::top(("notice", notice.number))
        .resizable(false)
        .frame(Frame::new().fill(fill).inner_margin(Margin::symmetric(12, 6)))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(icon.text().color(colour));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if icons::icon_button(ui, icons::CLOSE, "Dismiss").clicked() {
                        out.push(Command::DismissNotice(notice.number));
                    }
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        let label = egui::Label::new(&notice.text).wrap();
                        if notice.text.lines().count() <= MOST_LINES {
                            ui.add(label);
                        } else {
                            let area = egui::ScrollArea::vertical().id_salt(notice.number).max_height(MOST_HEIGHT);
                            area.min_scrolled_height(MOST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| ui.add(label));
                        }
                    });
                });
            });
        });
}

/// Draws the hints, over everything.
pub fn hints(ui: &Ui, state: &mut NoticeState, bench: &Workbench) {
    if state.generation != bench.generation() {
        *state = NoticeState { generation: bench.generation(), ..NoticeState::default() };
    }
    let told = state.told;
    for notice in bench.notices().shown().iter().filter(|notice| notice.weight == Weight::Hint && notice.number > told) {
        // Without the signs of the crate, which our faces do not have.
        let toast = state.toasts.basic(notice.text.as_str());
        toast.duration(Duration::from_secs(HINT_SECS)).closable(false).show_progress_bar(false);
        state.told = notice.number;
    }
    if !state.toasts.is_empty() {
        state.toasts.show(ui.ctx());
    }
}
