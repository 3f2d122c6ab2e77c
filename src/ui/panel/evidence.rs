//! The sources of a statement: one row for each link, which opens into its fields.

use std::collections::HashSet;
use std::sync::Arc;

use egui::{Color32, Id, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::captured::{captured, date_of};
use crate::model::evidence::{Evidence, Stance};
use crate::model::field::EvidenceField;
use crate::model::id::{EvidenceId, StatementId};
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::model::tag::TagKind;
use crate::text::links;
use crate::text::quoted::quoted;
use crate::ui::drafts::{Field, field_id};
use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::panel::captured;
use crate::ui::panel::copy;
use crate::ui::panel::link::{self, LinkState};
use crate::ui::panel::widgets::{
    ICON_BUTTON_ROOM, at_the_right, button, caption, card, choice, elided, labelled, main_button, quiet_button,
};
use crate::ui::panel::wording::{brief, source_host, source_name};
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::command::{Command, SourceCommand};

/// Height of the head of a link.
const HEAD_HEIGHT: f32 = 40.0;
/// Characters of a name that one line can need.
const NAME_CHARS: usize = 100;
/// Why a source is primary.
const PRIMARY_TIP: &str = "Primary for this statement: the record, the measurement or the witness itself, not a report about it";

/// Which links are open.
#[derive(Debug, Default)]
pub struct EvidenceState {
    open: HashSet<EvidenceId>,
    // The link that was made last when the card was shown last.
    seen_link: Option<(StatementId, EvidenceId)>,
}

/// The sign of a stance and its colour.
fn sign_of(stance: Stance, theme: &Theme) -> (Icon, Color32) {
    match stance {
        Stance::Supports => (icons::SUPPORTS, theme.ok),
        Stance::Contradicts => (icons::CONTRADICTS, theme.danger),
        Stance::Context => (icons::INFO, theme.ink_soft),
        Stance::OnlySaid => (icons::ONLY_SAID, theme.ink_soft),
    }
}

/// Shows the links, and what links more.
pub fn show(ui: &mut Ui, statement: &Statement, state: &mut EvidenceState, link: &mut LinkState, work: &mut Work<'_>) {
    let last = work.bench.last_link();
    if state.seen_link != last {
        state.seen_link = last;
        // A new link opens with its passage ready to be pasted.
        if let Some((_, evidence)) = last.filter(|(of, _)| *of == statement.id) {
            state.open.insert(evidence);
            work.drafts.focus_on(field_id(evidence, "passage"));
        }
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL + 2.0;
        caption(ui, if statement.evidence.is_empty() { "Sources".to_owned() } else { words::counted(statement.evidence.len(), "source") });
        for evidence in &statement.evidence {
            let Some(source) = work.bench.project().source(evidence.source).map(Arc::clone) else { continue };
            ui.push_id(evidence.id, |ui| {
                card(ui).fill(Theme::of(ui.ctx()).panel).show(ui, |ui| {
                    ui.set_min_width(ui.available_width());
                    one(ui, statement, evidence, &source, state, work);
                });
            });
        }
        if link.is_open_for(statement.id) {
            link::show(ui, statement, link, work);
        } else {
            let is_needed = statement.evidence.is_empty();
            let response =
                if is_needed { main_button(ui, icons::LINK, "Link source…") } else { button(ui, icons::LINK, "Link source…") };
            if response.on_hover_text("Link source (L)").clicked() {
                link.open(statement.id);
            }
        }
    });
}

fn one(ui: &mut Ui, statement: &Statement, evidence: &Evidence, source: &Source, state: &mut EvidenceState, work: &mut Work<'_>) {
    let is_open = state.open.contains(&evidence.id);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
        let room = if links::is_web_address(&source.url) { ICON_BUTTON_ROOM } else { 0.0 };
        if head(ui, evidence, source, is_open, ui.available_width() - room).clicked() {
            if is_open {
                state.open.remove(&evidence.id)
            } else {
                state.open.insert(evidence.id)
            };
        }
        open_link(ui, &source.url, work);
    });
    let article = work.bench.project().article(statement.article);
    let captured = captured(source, date_of(statement, article.map(|article| &**article)));
    // A copy that fits is nothing to stop at.
    if let Some(captured) = captured.filter(|captured| is_open || captured.doubt().is_some()) {
        captured::show(ui, captured);
    }
    if is_open {
        ui.separator();
        fields(ui, statement, evidence, source, work);
    }
}

/// The button that shows an address in the browser, where it can be.
fn open_link(ui: &mut Ui, url: &str, work: &mut Work<'_>) {
    if let Some(host) = links::host(url)
        && icons::icon_button(ui, icons::EXTERNAL, &format!("Open {host}")).clicked()
    {
        work.out.push(Command::OpenLink(url.to_owned()));
    }
}

/// What is seen of a link: what it says, of which source, and with which words.
fn head(ui: &mut Ui, evidence: &Evidence, source: &Source, is_open: bool, width: f32) -> egui::Response {
    let theme = Theme::of(ui.ctx());
    let id = Id::unique(("link head", evidence.id));
    let (rect, _) = ui.allocate_exact_size(vec2(width.max(80.0), HEAD_HEIGHT), Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    let name = source_name(source, NAME_CHARS);
    let stance = words::stance(evidence.stance);
    response.widget_info(|| {
        let primary = if evidence.primary { ", primary" } else { "" };
        WidgetInfo::selected(Role::Button, true, is_open, format!("{stance}{primary}: {name}"))
    });
    let visuals = ui.style().interact(&response);
    if response.hovered() || response.has_focus() {
        ui.painter().rect(rect.expand(2.0), scale::CORNER, visuals.weak_bg_fill, visuals.bg_stroke, egui::StrokeKind::Outside);
    }
    let (icon, colour) = sign_of(evidence.stance, theme);
    let painter = ui.painter();
    let line = rect.top() + 11.0;
    let fold = if is_open { icons::UNFOLDED } else { icons::FOLDED };
    let left = egui::Align2::LEFT_CENTER;
    let fold = painter.text(pos2(rect.left() - 2.0, line), left, fold.sign(), fonts::icon(scale::BODY_POINTS + 2.0), theme.ink_soft);
    let sign = painter.text(pos2(fold.right() + 3.0, line), left, icon.sign(), fonts::icon(scale::BODY_POINTS + 2.0), colour);
    let mut right = rect.right();
    if evidence.primary {
        let small = fonts::interface(scale::SMALL_POINTS);
        let label = painter.text(pos2(right, line), egui::Align2::RIGHT_CENTER, "primary", small, theme.ok);
        let icon = painter.text(
            pos2(label.left() - 2.0, line),
            egui::Align2::RIGHT_CENTER,
            icons::PRIMARY.sign(),
            fonts::icon(scale::BODY_POINTS),
            theme.ok,
        );
        right = icon.left() - scale::GAP_SMALL;
    }
    let from = sign.right() + 6.0;
    let galley = elided(ui, &name, fonts::interface(scale::BODY_POINTS), right - from, 1);
    ui.painter().galley(pos2(from, line - galley.size().y / 2.0), galley, theme.ink);
    let passage = match brief(&evidence.passage, 120) {
        passage if passage.is_empty() => "no passage yet".to_owned(),
        passage => quoted(&passage),
    };
    let second = match source_host(source) {
        Some(host) => format!("{host} · {passage}"),
        None => passage,
    };
    let galley = elided(ui, &second, fonts::interface(scale::SMALL_POINTS), rect.right() - from, 1);
    ui.painter().galley(pos2(from, rect.bottom() - galley.size().y - 1.0), galley, theme.ink_soft);
    response.on_hover_text(format!("{stance}: {}", words::stance_caption(evidence.stance)))
}

fn fields(ui: &mut Ui, statement: &Statement, evidence: &Evidence, source: &Source, work: &mut Work<'_>) {
    let (of, id) = (statement.id, evidence.id);
    let set = move |field| Command::Source(SourceCommand::SetEvidence(of, id, field));
    labelled(ui, "Passage, word for word", |ui| {
        let field = Field { id: field_id(id, "passage"), name: "Passage", hint: "Paste the words of the source" };
        work.drafts.lines(ui, field, 2, &evidence.passage, move |text| set(EvidenceField::Passage(text.to_owned())));
    });
    copy::holding(ui, source, evidence, work);
    if !evidence.passage.is_empty() || !evidence.original.is_empty() {
        let heading = RichText::new("Translated").size(scale::SMALL_POINTS);
        let fold = egui::CollapsingHeader::new(heading).id_salt(("translated", id)).default_open(!evidence.original.is_empty());
        fold.show(ui, |ui| {
            let field = Field { id: field_id(id, "original"), name: "Original passage", hint: "Only for a passage that was translated" };
            work.drafts.lines(ui, field, 1, &evidence.original, move |text| set(EvidenceField::Original(text.to_owned())));
        });
    }
    ui.horizontal_wrapped(|ui| {
        if let Some(stance) = choice(ui, "Stance", evidence.stance, &Stance::ALL, words::stance) {
            work.out.push(set(EvidenceField::Stance(stance)));
        }
        let mut is_primary = evidence.primary;
        if ui.checkbox(&mut is_primary, "Primary").on_hover_text(PRIMARY_TIP).clicked() {
            work.out.push(set(EvidenceField::Primary(is_primary)));
        }
    });
    labelled(ui, "Where in the source", |ui| {
        let field = Field { id: field_id(id, "place"), name: "Where in the source", hint: "Page 4, minute 12:30" };
        work.drafts.line(ui, field, &evidence.place, move |text| set(EvidenceField::Place(text.trim().to_owned())));
    });
    let is_answer = evidence.stance == Stance::Contradicts && statement.tag.kind() == TagKind::ConfirmedFact;
    labelled(ui, if is_answer { "Answer to the contradiction" } else { "Note on this link" }, |ui| {
        let hint = if is_answer { "Why it does not stand against the statement" } else { "" };
        let field = Field { id: field_id(id, "note"), name: "Note on this link", hint };
        work.drafts.lines(ui, field, 1, &evidence.note, move |text| set(EvidenceField::Note(text.to_owned())));
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
        let small = RichText::new(linked_by(evidence)).size(scale::SMALL_POINTS).color(Theme::of(ui.ctx()).ink_soft);
        let room = 2.0 * ICON_BUTTON_ROOM;
        let width = ui.available_width() - room;
        ui.scope(|ui| {
            ui.set_max_width(width);
            ui.add(egui::Label::new(small).truncate());
        });
        at_the_right(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            if icons::icon_button(ui, icons::EDIT, "Edit this source").clicked() {
                work.jump = Some(Jump::Source(source.id));
            }
            if icons::icon_button(ui, icons::UNLINK, "Unlink this source").clicked() {
                work.source(SourceCommand::Unlink(of, id));
            }
        });
    });
    if source.story.trim().is_empty() && statement.tag.kind() == TagKind::ConfirmedFact && !evidence.primary {
        caption(ui, "Which story this source tells is not known, so it does not count as independent");
        if quiet_button(ui, "Say which story it tells").clicked() {
            work.jump = Some(Jump::Source(source.id));
            work.drafts.focus_on(field_id(source.id, "story"));
        }
    }
}

fn linked_by(evidence: &Evidence) -> String {
    let by = if evidence.by.trim().is_empty() { String::new() } else { format!(" by {}", brief(&evidence.by, 40)) };
    let on = evidence.on.map(|day| format!(" on {day}")).unwrap_or_default();
    if by.is_empty() && on.is_empty() { String::new() } else { format!("Linked{by}{on}") }
}
