//! What was found for a statement that says the same, offered on the card of this one.

use egui::{RichText, Ui};

use crate::model::finding::{Finding, Said, Truth};
use crate::model::id::StatementId;
use crate::model::statement::Statement;
use crate::text::quoted::quoted;
use crate::ui::icons;
use crate::ui::panel::widgets::{remark, strong};
use crate::ui::panel::wording::statement_words;
use crate::ui::panel::work::Work;
use crate::ui::theme::Theme;
use crate::ui::words;
use crate::workbench::command::{Command, ReviewCommand, SourceCommand};
use crate::workbench::sourcing;

/// Characters of the other statement that are shown.
const SHOWN_CHARS: usize = 80;

/// Offers the findings and the links of those that say the same, where this statement has none of the kind.
pub fn show(ui: &mut Ui, statement: &Statement, work: &mut Work<'_>) {
    let others: Vec<StatementId> = statement.same_as.to_vec();
    for other in others {
        let Some(other) = work.bench.project().statement(other).cloned() else { continue };
        let offers = Offers::of(statement, &other);
        if offers.is_empty() {
            continue;
        }
        let theme = Theme::of(ui.ctx());
        remark(ui, icons::MERGE, theme.accent, theme.raised, |ui| {
            ui.label(strong("Found for one that says the same").color(theme.ink));
            let said = quoted(&statement_words(work.bench.project(), &other, SHOWN_CHARS));
            ui.add(egui::Label::new(RichText::new(said).color(theme.ink)).wrap());
            ui.horizontal_wrapped(|ui| offers.show(ui, statement, &other, work));
        });
    }
}

/// What of another statement this one could take over.
struct Offers {
    said: Option<Said>,
    truth: Option<Truth>,
    links: usize,
}

impl Offers {
    fn of(statement: &Statement, other: &Statement) -> Self {
        let (own, found) = (statement.checks(), other.checks());
        Self {
            said: Some(found.said.verdict).filter(|verdict| own.said.verdict == Said::Open && *verdict != Said::Open),
            truth: Some(found.truth.verdict).filter(|verdict| own.truth.verdict == Truth::Open && *verdict != Truth::Open),
            links: sourcing::links_lacking(statement, other).count(),
        }
    }

    const fn is_empty(&self) -> bool {
        self.said.is_none() && self.truth.is_none() && self.links == 0
    }

    fn show(&self, ui: &mut Ui, statement: &Statement, other: &Statement, work: &mut Work<'_>) {
        let found = other.checks();
        if let Some(verdict) = self.said
            && ui.button(words::said(verdict)).on_hover_text("Takes this answer over, under your name").clicked()
        {
            let finding = Finding { verdict, why: found.said.why.clone(), ..Finding::default() };
            work.out.push(Command::Review(ReviewCommand::Said(statement.id, finding)));
        }
        if let Some(verdict) = self.truth
            && ui.button(words::truth(verdict)).on_hover_text("Takes this answer over, under your name").clicked()
        {
            let finding = Finding { verdict, why: found.truth.why.clone(), ..Finding::default() };
            work.out.push(Command::Review(ReviewCommand::Truth(statement.id, finding)));
        }
        if self.links > 0 && work.bench.reviewing().is_none() {
            let name = format!("Link its {}", words::counted(self.links, "source"));
            if ui.button(name).on_hover_text("With their passages, under your name").clicked() {
                work.source(SourceCommand::LinkLike(statement.id, other.id));
            }
        }
    }
}
