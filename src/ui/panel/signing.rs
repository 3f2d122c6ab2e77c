//! Sign-off and history on the card: who has signed the statement, what has changed since, what was decided when.

use egui::{RichText, Ui};

use crate::model::checks::{Aspect, Decision};
use crate::model::signing;
use crate::model::statement::Statement;
use crate::ui::icons;
use crate::ui::panel::widgets::{button, caption, remark, strong};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::command::{Command, ReviewCommand};

/// Decisions shown at once; the file has all of them.
const MAX_SHOWN: usize = 100;

/// What the fold-out remembers.
#[derive(Debug, Default)]
pub struct SigningState {
    reason: String,
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
            });
        }
    }
    if work.bench.reviewing().is_none() {
        sign(ui, statement, state, work);
    }
    history(ui, statement);
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

fn history(ui: &mut Ui, statement: &Statement) {
    let history = &statement.checks().history;
    if history.len() < 2 {
        return;
    }
    let heading = RichText::new(format!("History ({})", history.len())).size(scale::SMALL_POINTS);
    egui::CollapsingHeader::new(heading).id_salt(("history", statement.id)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL / 2.0;
        for decision in history.iter().rev().take(MAX_SHOWN) {
            ui.add(egui::Label::new(RichText::new(told(decision)).color(Theme::of(ui.ctx()).ink)).wrap());
            caption(ui, words::by_on(&decision.by, decision.on).trim_start().to_owned());
        }
        if history.len() > MAX_SHOWN {
            caption(ui, format!("… and {} before these", history.len() - MAX_SHOWN));
        }
    });
}

/// "Tag: claim → confirmed fact".
fn told(decision: &Decision) -> String {
    let (from, to) = (decision.from.as_str(), decision.to.as_str());
    match (decision.about, from.is_empty(), to.is_empty()) {
        (Aspect::Evidence, true, _) => format!("Linked {to}"),
        (Aspect::Evidence, _, true) => format!("Unlinked {from}"),
        (Aspect::SignOff, true, _) => "Signed off".to_owned(),
        (Aspect::SignOff, ..) => "Sign-off taken back".to_owned(),
        (about, true, _) => format!("{}: {to}", capitalised(words::aspect(about))),
        (about, _, true) => format!("{}: {from} taken back", capitalised(words::aspect(about))),
        (about, ..) => format!("{}: {from} → {to}", capitalised(words::aspect(about))),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
