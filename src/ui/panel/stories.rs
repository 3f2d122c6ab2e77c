//! The question on the card whether two sources tell one story; asked where it decides what carries a fact.

use egui::{RichText, Ui};

use crate::model::id::StatementId;
use crate::model::statement::Statement;
use crate::ui::panel::widgets::strong;
use crate::ui::panel::wording::source_name;
use crate::ui::panel::work::Work;
use crate::ui::theme::{Theme, scale};
use crate::workbench::command::SourceCommand;
use crate::workbench::stories::{self, Doubt};

/// Which state of the project, and of what is known of copies.
type Of = ((u64, u64), u64);

/// What was asked last, and of which state: passages are compared once, not in each frame.
#[derive(Debug, Default)]
pub struct StoriesState {
    asked: Option<(Of, StatementId, Option<Doubt>)>,
}

/// Asks, with the answer that seems right first.
pub fn show(ui: &mut Ui, statement: &Statement, state: &mut StoriesState, work: &mut Work<'_>) {
    let revision = (work.bench.revision(), work.bench.holdings_number());
    if !state.asked.as_ref().is_some_and(|(of, id, _)| *of == revision && *id == statement.id) {
        state.asked = Some((revision, statement.id, stories::doubt(work.bench.project(), statement, work.bench.holdings())));
    }
    let Some((_, _, Some(doubt))) = &state.asked else { return };
    let theme = Theme::of(ui.ctx());
    let name = |id| work.bench.project().source(id).map(|source| source_name(source, 50)).unwrap_or_default();
    ui.add_space(scale::GAP_SMALL);
    ui.label(strong("Do these two tell one story?").color(theme.ink));
    let (one, other) = (name(doubt.one), name(doubt.other));
    ui.add(egui::Label::new(RichText::new(format!("{one}, and {other}")).color(theme.ink)).wrap());
    if let Some(hint) = &doubt.hint {
        ui.add(egui::Label::new(RichText::new(hint).size(scale::SMALL_POINTS).color(theme.ink)).wrap());
    }
    let answers = if doubt.hint.is_some() { [true, false] } else { [false, true] };
    ui.horizontal_wrapped(|ui| {
        for is_same in answers {
            let (words, tip) = if is_same {
                ("Yes, the same story", "Copies of one wire story, or one paper quoting the other: they count once")
            } else {
                ("No, each its own", "Each has found it out by itself: they are independent")
            };
            if ui.button(words).on_hover_text(tip).clicked() {
                work.source(SourceCommand::SayStory(doubt.clone(), is_same));
            }
        }
    });
}
