//! Sign-off on the card: who has signed the statement, what has changed since, and its history below.

use egui::{RichText, Ui};

use crate::model::statement::Statement;
use crate::model::{earlier, signing};
use crate::ui::icons;
use crate::ui::panel::history::{self, HistoryState};
use crate::ui::panel::widgets::{button, remark, strong};
use crate::ui::panel::wording::brief;
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::Theme;
use crate::ui::words;
use crate::workbench::command::{Command, ReviewCommand};

/// Characters of a name.
const NAME_CHARS: usize = 60;

/// What this part of the card remembers.
#[derive(Debug, Default)]
pub struct SigningState {
    reason: String,
    history: HistoryState,
}

/// Shows signatures, what has changed since each, and the button that signs.
pub fn show(ui: &mut Ui, statement: &Statement, state: &mut SigningState, work: &mut Work<'_>) {
    let project = work.bench.project();
    let theme = Theme::of(ui.ctx());
    for signature in &statement.checks().signed {
        let changed = signing::changed(project, statement, signature);
        let line = format!("Signed off{}", words::by_on(&signature.by, signature.on));
        let reason = &signature.reason;
        if changed.is_empty() {
            remark(ui, icons::SAVED, theme.ok, theme.raised, |ui| {
                ui.label(RichText::new(line).color(theme.ink));
                if !reason.is_empty() {
                    ui.add(egui::Label::new(RichText::new(format!("Left without what carries it: {reason}")).color(theme.ink)).wrap());
                }
            });
        } else {
            remark(ui, icons::WARNING, theme.warn, theme.warn_fill, |ui| {
                ui.label(strong(format!("Changed since signed{}", words::by_on(&signature.by, signature.on))).color(theme.ink));
                let what: Vec<&str> = changed.iter().map(|aspect| words::aspect(*aspect)).collect();
                ui.add(egui::Label::new(RichText::new(what.join(", ")).color(theme.ink)).wrap());
                // What was signed differs in the sources themselves, too, of which no earlier state is kept.
                if let Some(at) = earlier::first_since_signed(statement, &signature.by) {
                    let name = format!("See what was signed{}", words::by_on(&brief(&signature.by, NAME_CHARS), signature.on));
                    if let Some(from) = history::see(ui, "See what was signed", &name) {
                        work.jump = Some(Jump::Earlier(statement.id, at, from));
                    }
                }
            });
        }
    }
    if work.bench.reviewing().is_none() {
        sign(ui, statement, state, work);
    }
    history::show(ui, statement, &mut state.history, work);
}

fn sign(ui: &mut Ui, statement: &Statement, state: &mut SigningState, work: &mut Work<'_>) {
    let me = work.bench.me();
    let mine = statement.checks().signed.iter().find(|signature| signature.by == me);
    let is_as_signed = mine.is_some_and(|signature| signing::changed(work.bench.project(), statement, signature).is_empty());
    let is_hollow = work.bench.project().index().is_hollow(statement.id);
    if is_hollow && !is_as_signed && statement.checks().signed.is_empty() {
        // A reason is asked for where it is signed off, and not before.
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if mine.is_some() && button(ui, icons::UNDO, "Take sign-off back").clicked() {
            work.out.push(Command::Review(ReviewCommand::Unsign(statement.id)));
        }
        if !is_as_signed && !is_hollow && (mine.is_some() || !statement.checks().signed.is_empty()) {
            let name = if mine.is_some() { "Sign off again" } else { "Sign off too" };
            if button(ui, icons::CHECK, name).clicked() {
                work.out.push(Command::Review(ReviewCommand::Sign(statement.id, std::mem::take(&mut state.reason))));
            }
        }
    });
}
