//! History on the card: what was decided and changed, when and by whom, the latest first; each earlier state can be seen from here.

use egui::{Button, Id, RichText, Ui};

use crate::model::checks::{Aspect, Checks, Decision};
use crate::model::earlier::Earlier;
use crate::model::id::StatementId;
use crate::model::statement::Statement;
use crate::ui::fonts;
use crate::ui::kept_text::Text;
use crate::ui::panel::widgets::{caption, named, quiet_button};
use crate::ui::panel::wording::brief;
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::{Theme, scale};
use crate::ui::words;

/// Entries shown at once, and how many more each time more are asked for.
const SHOWN_AT_ONCE: usize = 100;
/// Characters of a name.
const NAME_CHARS: usize = 60;

/// What the fold-out remembers.
#[derive(Debug, Default)]
pub struct HistoryState {
    // How often more were asked for, and for which statement.
    more: Option<(StatementId, usize)>,
}

/// One entry.
#[derive(Debug, Clone, Copy)]
enum Entry<'a> {
    Decided(&'a Decision),
    // With its place among the earlier states.
    Changed(usize, &'a Earlier),
}

/// Shows the fold-out, where there is more to tell than that the statement was made.
pub fn show(ui: &mut Ui, statement: &Statement, state: &mut HistoryState, work: &mut Work<'_>) {
    let checks = statement.checks();
    if checks.history.len() < 2 && checks.earlier.is_empty() {
        return;
    }
    let total = checks.history.len() + checks.earlier.len();
    let heading = Text::line(&format!("History ({total})"), fonts::interface(scale::SMALL_POINTS)).laid(ui);
    egui::CollapsingHeader::new(heading).id_salt(("history", statement.id)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL / 2.0;
        let more = state.more.filter(|(of, _)| *of == statement.id).map_or(0, |(_, more)| more);
        let shown = SHOWN_AT_ONCE.saturating_mul(more + 1);
        for (place, entry) in latest_first(checks).into_iter().take(shown).enumerate() {
            if place > 0 {
                ui.add_space(scale::GAP_SMALL);
            }
            match entry {
                Entry::Decided(decision) => {
                    ui.add(egui::Label::new(RichText::new(told(decision)).color(Theme::of(ui.ctx()).ink)).wrap());
                    caption(ui, words::by_on(&brief(&decision.by, NAME_CHARS), decision.on).trim_start().to_owned());
                }
                Entry::Changed(at, earlier) => changed(ui, statement, (at, earlier), work),
            }
        }
        if total > shown && quiet_button(ui, &format!("Show more of {} before these", total - shown)).clicked() {
            state.more = Some((statement.id, more + 1));
        }
    });
}

fn changed(ui: &mut Ui, statement: &Statement, (at, earlier): (usize, &Earlier), work: &mut Work<'_>) {
    let what: Vec<&str> = earlier.was.aspects().into_iter().map(words::aspect).collect();
    let line = format!("Changed{}: {}", words::by_on(&brief(&earlier.by, NAME_CHARS), earlier.on), what.join(", "));
    ui.add(egui::Label::new(RichText::new(line).color(Theme::of(ui.ctx()).ink)).wrap());
    let name = format!("See the statement before {}", name_of(statement.checks(), at));
    if let Some(from) = see(ui, "See it before this", &name) {
        work.jump = Some(Jump::Earlier(statement.id, at, from));
    }
}

/// A button that leads to an earlier state; its id where it was pressed, so that the keyboard can come back to it.
pub fn see(ui: &mut Ui, text: &str, name: &str) -> Option<Id> {
    let small = RichText::new(text).size(scale::SMALL_POINTS);
    let response = named(ui.add(Button::new(small)), name);
    response.clicked().then_some(response.id)
}

/// The change at this place among the earlier states: "R. Vale’s changes of 2026-03-02". Where one day had several, told apart by number.
pub fn name_of(checks: &Checks, at: usize) -> String {
    let Some(earlier) = checks.earlier.get(at) else { return String::new() };
    let is_like = |other: &Earlier| other.by == earlier.by && other.on == earlier.on;
    let name = words::changes_of(&brief(&earlier.by, NAME_CHARS), earlier.on);
    if checks.earlier.iter().filter(|other| is_like(other)).count() < 2 {
        return name;
    }
    let number = checks.earlier.iter().take(at + 1).filter(|other| is_like(other)).count();
    format!("{name}, no. {number}")
}

/// Decisions and changes, the latest first; a change stands between the decisions that were made before it and those made with it.
fn latest_first(checks: &Checks) -> Vec<Entry<'_>> {
    let mut entries = Vec::with_capacity(checks.history.len() + checks.earlier.len());
    let mut changes = checks.earlier.iter().enumerate().peekable();
    for place in 0..=checks.history.len() {
        let is_last = place == checks.history.len();
        while let Some((at, earlier)) = changes.next_if(|(_, earlier)| is_last || earlier.after <= place) {
            entries.push(Entry::Changed(at, earlier));
        }
        entries.extend(checks.history.get(place).map(Entry::Decided));
    }
    entries.reverse();
    entries
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::model::earlier::Was;

    use super::*;

    #[test]
    fn a_change_stands_between_the_decisions_before_it_and_those_made_with_it() {
        let decision = |to: &str| Decision { about: Aspect::Tag, from: String::new(), to: to.into(), by: "A".into(), on: None };
        let earlier = |after| Arc::new(Earlier { after, by: "A".into(), on: None, was: Was::default() });
        // The last one stands after more decisions than there are, as some were taken back on the same day.
        let checks =
            Checks { history: ["0", "1", "2"].map(decision).to_vec(), earlier: [1, 1, 9].map(earlier).to_vec(), ..Checks::default() };
        let told: Vec<String> = latest_first(&checks)
            .into_iter()
            .map(|entry| match entry {
                Entry::Decided(decision) => decision.to.clone(),
                Entry::Changed(at, _) => format!("change {at}"),
            })
            .collect();
        assert_eq!(told, ["change 2", "2", "1", "change 1", "change 0", "0"]);
        assert_eq!(name_of(&checks, 1), "A’s changes, no. 2");
        assert_eq!(name_of(&checks, 7), "");
    }
}
