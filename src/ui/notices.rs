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
const HINT_SECS: f64 = 4.0;

/// The hints on screen.
pub struct NoticeState {
    toasts: Toasts,
    // What they say, and until when, in seconds of the window's clock.
    standing: Vec<(String, f64)>,
    // The hint told last; each is told once.
    told: u64,
    generation: u64,
}

impl Default for NoticeState {
    fn default() -> Self {
        Self { toasts: no_toasts(), standing: Vec::new(), told: 0, generation: 0 }
    }
}

impl std::fmt::Debug for NoticeState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NoticeState").field("told", &self.told).finish_non_exhaustive()
    }
}

/// Draws warnings and errors as bars across the window; nothing where there are none that came after the one with the number `after`.
pub fn bars(ui: &mut Ui, bench: &Workbench, after: u64, out: &mut Vec<Command>) {
    for notice in bench.notices().shown().iter().filter(|notice| notice.weight != Weight::Hint && notice.number > after) {
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
                        ui.vertical(|ui| {
                            text_ui(ui, notice);
                            actions_ui(ui, notice, out);
                        });
                    });
                });
            });
        });
}

fn text_ui(ui: &mut Ui, notice: &Notice) {
    let label = egui::Label::new(&notice.text).wrap();
    if notice.text.lines().count() <= MOST_LINES {
        ui.add(label);
    } else {
        let area = egui::ScrollArea::vertical().id_salt(notice.number).max_height(MOST_HEIGHT);
        area.min_scrolled_height(MOST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| ui.add(label));
    }
}

fn actions_ui(ui: &mut Ui, notice: &Notice, out: &mut Vec<Command>) {
    if notice.actions.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (at, action) in notice.actions.iter().enumerate() {
            if ui.button(action.name()).on_hover_text(action.tip()).clicked() {
                out.push(Command::TakeUp(notice.number, at));
            }
        }
    });
}

/// Draws the hints, over everything.
pub fn hints(ui: &Ui, state: &mut NoticeState, bench: &Workbench) {
    if state.generation != bench.generation() {
        *state = NoticeState { generation: bench.generation(), ..NoticeState::default() };
    }
    let now = ui.input(|input| input.time);
    let shown = || bench.notices().shown().iter().filter(|notice| notice.weight == Weight::Hint);
    state.standing.retain(|(_, until)| *until > now);
    // What was done since has taken some of them back: they are not to be told any longer.
    let stands = |text: &String| shown().any(|notice| notice.text == *text);
    if !state.standing.iter().all(|(text, _)| stands(text)) {
        state.standing.retain(|(text, _)| stands(text));
        state.toasts = no_toasts();
        for (text, until) in &state.standing {
            tell(&mut state.toasts, text, until - now);
        }
    }
    let told = state.told;
    for notice in shown().filter(|notice| notice.number > told) {
        state.told = notice.number;
        // A key that is held says the same many times.
        if !state.standing.iter().any(|(text, _)| *text == notice.text) {
            state.standing.push((notice.text.clone(), now + HINT_SECS));
            tell(&mut state.toasts, &notice.text, HINT_SECS);
        }
    }
    if !state.toasts.is_empty() {
        state.toasts.show(ui.ctx());
    }
}

fn no_toasts() -> Toasts {
    // Above the status bar.
    Toasts::default().with_anchor(Anchor::BottomLeft).with_margin([scale::GAP_LARGE, 44.0].into())
}

fn tell(toasts: &mut Toasts, text: &str, secs: f64) {
    // Without the signs of the crate, which our faces do not have.
    toasts.basic(text).duration(Duration::from_secs_f64(secs.max(0.0))).closable(false).show_progress_bar(false);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::settings::Settings;

    fn frame(ctx: &egui::Context, state: &mut NoticeState, bench: &Workbench) {
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| hints(ui, state, bench));
        output.textures_delta.clear();
    }

    #[test]
    fn one_text_stands_once_and_goes_when_it_is_taken_back() {
        let (ctx, mut state) = (egui::Context::default(), NoticeState::default());
        let mut bench = Workbench::new(Settings::default());
        bench.say_of_the_program(Weight::Hint, "Something else");
        for _ in 0..17 {
            bench.say_of_the_program(Weight::Hint, "Select some words first");
            frame(&ctx, &mut state, &bench);
        }
        assert_eq!(state.toasts.len(), 2);
        let last = bench.notices().shown().last().map(|notice| notice.number).unwrap();
        bench.notices.dismiss(last);
        frame(&ctx, &mut state, &bench);
        assert_eq!(state.toasts.len(), 1, "the other one stands on");
    }
}
