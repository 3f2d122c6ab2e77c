//! How much of the article is covered, what is set aside in it, and what is proposed for that; a part of the article's tab.

use egui::{RichText, ScrollArea, Ui};

use crate::model::article::Article;
use crate::model::aside::AsideKind;
use crate::model::span::Span;
use crate::text::quoted::quoted;
use crate::ui::icons;
use crate::ui::keymap::{Action, key_text};
use crate::ui::panel::widgets::{ICON_BUTTON_ROOM, button, caption, choice, quiet_button, strong};
use crate::ui::panel::wording::brief;
use crate::ui::panel::work::Work;
use crate::ui::theme::scale;
use crate::ui::words;
use crate::workbench::command::MarkCommand;

/// Proposals and asides shown at once; the lists scroll.
const MAX_SHOWN: usize = 200;
/// Height of a list before it scrolls, in points.
const LIST_HEIGHT: f32 = 220.0;

/// Shows the part.
pub fn show(ui: &mut Ui, article: &Article, work: &mut Work<'_>) {
    ui.separator();
    ui.label(strong("Coverage"));
    let Some(covered) = work.bench.covered() else {
        caption(ui, "Counting words…");
        return;
    };
    caption(ui, words::coverage(&covered.coverage));
    let open = covered.coverage.words > covered.coverage.covered;
    let key = key_text(ui.ctx(), Action::NextOpen);
    if open && button(ui, icons::NEXT, "Next uncovered words").on_hover_text(format!("Selects them in the article ({key})")).clicked() {
        work.mark(MarkCommand::NextOpen);
    }
    if work.bench.reviewing().is_none() {
        proposals(ui, article, work);
    }
    ui.add_enabled_ui(work.bench.reviewing().is_none(), |ui| asides(ui, article, work));
}

fn proposals(ui: &mut Ui, article: &Article, work: &mut Work<'_>) {
    let Some(covered) = work.bench.covered().filter(|covered| !covered.proposals.is_empty()) else { return };
    ui.add_space(scale::GAP_SMALL);
    caption(ui, format!("Proposed for setting aside: {}", covered.proposals.len()));
    let mut taken = None;
    ScrollArea::vertical().id_salt("proposals").max_height(LIST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        for leftover in covered.proposals.iter().take(MAX_SHOWN) {
            let said = brief(article.text.get(leftover.bytes.clone()).unwrap_or_default(), 60);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
                if icons::icon_button(ui, icons::CHECK, &format!("Set aside: {said}")).clicked() {
                    taken = Some(leftover.bytes.start);
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    if quiet_button(ui, &said).clicked() {
                        work.out.push(crate::workbench::command::Command::Mark(MarkCommand::Select(Some(leftover.bytes.clone()))));
                        work.out.push(crate::workbench::command::Command::Mark(MarkCommand::Show));
                    }
                    caption(ui, format!("{}: {}", words::aside_kind(leftover.kind.into()), leftover.reason));
                });
            });
        }
    });
    if let Some(start) = taken {
        work.mark(MarkCommand::SetAsideProposed(Some(start)));
    }
    if button(ui, icons::CHECK, "Set all of these aside").clicked() {
        work.mark(MarkCommand::SetAsideProposed(None));
    }
}

fn asides(ui: &mut Ui, article: &Article, work: &mut Work<'_>) {
    let project = work.bench.project();
    let whole = 0..article.text.len();
    let placed: Vec<_> = project.asides_in(article.id, &whole).take(MAX_SHOWN).map(|(span, aside)| (Some(span), aside.clone())).collect();
    let adrift = project.asides().filter(|aside| aside.article == article.id && aside.part.span().is_none()).take(MAX_SHOWN);
    let all: Vec<_> = placed.into_iter().chain(adrift.map(|aside| (None, aside.clone()))).collect();
    ui.add_space(scale::GAP_SMALL);
    if all.is_empty() {
        let key = key_text(ui.ctx(), Action::SetAside);
        caption(ui, format!("Nothing is set aside; select what says nothing that could be checked and press {key}"));
        return;
    }
    caption(ui, format!("Set aside: {}", all.len()));
    ScrollArea::vertical().id_salt("asides").max_height(LIST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        for (span, aside) in all {
            let said = brief(aside.part.words(&article.text), 60);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
                let width = (ui.available_width() - ICON_BUTTON_ROOM - 130.0).max(60.0);
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    match span {
                        Some(span) => shown(ui, &said, span, work),
                        None => drop(ui.add(egui::Label::new(RichText::new(format!("{said} (adrift)"))).truncate())),
                    }
                });
                ui.scope(|ui| {
                    ui.set_max_width(120.0);
                    ui.push_id(aside.id, |ui| {
                        let name = format!("Why {} is set aside", quoted(&said));
                        if let Some(kind) = choice(ui, &name, aside.kind, &AsideKind::ALL, words::aside_kind) {
                            work.mark(MarkCommand::SetAsideKind(aside.id, kind));
                        }
                    });
                });
                if icons::icon_button(ui, icons::CLOSE, &format!("Take back: {said}")).clicked() {
                    work.mark(MarkCommand::TakeBack(aside.id));
                }
            });
        }
    });
}

fn shown(ui: &mut Ui, said: &str, span: Span, work: &mut Work<'_>) {
    if quiet_button(ui, said).clicked() {
        work.mark(MarkCommand::Select(Some(span.range())));
        work.mark(MarkCommand::Show);
    }
}
