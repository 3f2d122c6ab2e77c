//! How a statement stands: its tag, its words, what carries it or what is missing, and its parts.

use egui::{Button, Margin, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::bar::{Carried, Lack};
use crate::model::evidence::Evidence;
use crate::model::holding::{CopyState, Holding};
use crate::model::problems::{self, Sort};
use crate::model::statement::{Part, Statement};
use crate::model::tag::{Tag, TagKind, Unconfirmed};
use crate::text::compare::Held;
use crate::text::quoted::quoted;
use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::kept_text::Text;
use crate::ui::panel::stories::{self, StoriesState};
use crate::ui::panel::widgets::{ICON_BUTTON_ROOM, caption, elided, quiet_button, remark, strong};
use crate::ui::panel::wording::{brief, source_name, statement_words};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;
use crate::workbench::command::MarkCommand;

/// Rows of them before they are cut.
const QUOTE_ROWS: usize = 6;
/// Characters that many rows can need in the widest panel.
const QUOTE_CHARS: usize = 1_000;
/// Characters shown when all are asked for.
const OPEN_QUOTE_CHARS: usize = 20_000;
/// Width of the bar beside the words.
const BAR_WIDTH: f32 = 3.0;

/// The three tags, the statement's own pressed in.
pub fn tag_switch(ui: &mut Ui, statement: &Statement, work: &mut Work<'_>) {
    let theme = Theme::of(ui.ctx());
    let is_hollow = work.bench.project().index().is_hollow(statement.id);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
        ui.spacing_mut().button_padding.x = 4.0;
        let width = ((ui.available_width() - 2.0 * scale::GAP_SMALL) / 3.0).floor();
        for kind in TagKind::ALL {
            let is_own = statement.tag.kind() == kind;
            let mark = Mark::of(kind, !(is_own && is_hollow));
            let colours = theme.mark(mark);
            let ink = if is_own { colours.ink } else { theme.ink };
            let name = Text::line(words::tag_short(kind), fonts::interface(scale::BODY_POINTS)).coloured(ink).strong(is_own).laid(ui);
            let sign = Text::line(Icon::of_mark(mark).sign(), fonts::icon(scale::BODY_POINTS + 2.0)).coloured(colours.ink).laid(ui);
            let mut button = Button::new((sign, name));
            if is_own {
                button = button.fill(colours.tint).stroke(Stroke::new(scale::UNDERLINE, colours.line));
            }
            let response = ui.add_sized(vec2(width, scale::CONTROL_HEIGHT), button);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_own, words::tag(kind)));
            let tip = format!("{}: {} ({})", words::tag(kind), words::tag_caption(kind), words::tag_key(kind));
            if response.on_hover_text(tip).clicked() && !is_own {
                work.mark(MarkCommand::Retag(statement.id, kind));
            }
        }
    });
}

/// The words of the statement, cut where they are many.
pub fn quote(ui: &mut Ui, statement: &Statement, is_open: &mut bool, work: &Work<'_>) {
    let theme = Theme::of(ui.ctx());
    let project = work.bench.project();
    let mark = Mark::of(statement.tag.kind(), !project.index().is_hollow(statement.id));
    let (chars, rows) = if *is_open { (OPEN_QUOTE_CHARS, usize::MAX) } else { (QUOTE_CHARS, QUOTE_ROWS) };
    let text = quoted(&statement_words(project, statement, chars));
    let width = ui.available_width() - scale::PADDING;
    let galley = elided(ui, &text, fonts::reading(scale::QUOTE_POINTS), width, rows);
    let is_cut = galley.elided;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    let bar = egui::Rect::from_min_max(rect.min, pos2(rect.left() + BAR_WIDTH, rect.bottom()));
    ui.painter().rect_filled(bar, 1.0, theme.mark(mark).line);
    ui.painter().galley(pos2(rect.left() + scale::PADDING, rect.top()), galley, theme.ink);
    if is_cut && quiet_button(ui, "Show all its words").clicked() {
        *is_open = true;
    }
}

/// What carries a confirmed fact, or what is missing; who confirmed it; and what is wrong with the statement.
pub fn standing(ui: &mut Ui, statement: &Statement, asked: &mut StoriesState, work: &mut Work<'_>) {
    let theme = Theme::of(ui.ctx());
    if let Tag::ConfirmedFact(confirmation) = &statement.tag {
        let was = match confirmation.was {
            Unconfirmed::Claim => "was a claim",
            Unconfirmed::Assertion => "was an assertion",
        };
        let by = if confirmation.by.trim().is_empty() { "somebody" } else { confirmation.by.trim() };
        let on = confirmation.on.map(|day| format!(" on {day}")).unwrap_or_default();
        let line = format!("Confirmed by {by}{on}, {was}");
        match work.bench.project().weigh(statement) {
            Ok(carried) => {
                let fact = theme.mark(Mark::Fact);
                let is_doubtful = is_doubtful(statement, carried, work);
                let (icon, ink, ground) = if is_doubtful {
                    (icons::WARNING, theme.warn, theme.warn_fill)
                } else {
                    (Icon::of_mark(Mark::Fact), fact.ink, fact.tint)
                };
                remark(ui, icon, ink, ground, |ui| {
                    let but =
                        if is_doubtful { ". But what it is carried by is not in the copy that is kept: look at the passage" } else { "" };
                    let words = format!("{}{but}", carried_words(statement, carried, work));
                    ui.add(egui::Label::new(RichText::new(words).color(theme.ink)).wrap());
                    small(ui, &line);
                });
            }
            Err(lack) => remark(ui, Icon::of_mark(Mark::HollowFact), theme.warn, theme.warn_fill, |ui| {
                ui.label(strong("Not carried yet").color(theme.ink));
                ui.add(egui::Label::new(RichText::new(problems::advice(lack)).color(theme.ink)).wrap());
                small(ui, &line);
                // Where the answer would carry it, or would show that it does not.
                if lack == Lack::UnknownStories && work.bench.reviewing().is_none() {
                    stories::show(ui, statement, asked, work);
                }
            }),
        }
    }
    let is_said_elsewhere = |code: &str| matches!(code, "fact_not_carried" | "part_adrift" | "unmerged");
    let compared = work.bench.review().problems_of(statement.id).filter(|entry| problems::is_compared(entry.code));
    for entry in problems::of_statement(work.bench.project(), statement).chain(compared) {
        if entry.sort == Sort::Problem && !is_said_elsewhere(entry.code) {
            remark(ui, icons::WARNING, theme.warn, theme.warn_fill, |ui| {
                ui.add(egui::Label::new(RichText::new(entry.text).color(theme.ink)).wrap());
            });
        }
    }
}

/// Whether a passage that the fact is carried by was not found in the copy of its source, or that is not what was kept.
fn is_doubtful(statement: &Statement, carried: Carried, work: &Work<'_>) -> bool {
    let (one, other) = match carried {
        Carried::ByPrimary(one) | Carried::ByWorking(one) => (one, None),
        Carried::ByIndependent(one, other) => (one, Some(other)),
    };
    let holdings = work.bench.holdings();
    let links = statement.evidence.iter().filter(|evidence| evidence.id == one || Some(evidence.id) == other);
    links.filter_map(|evidence| Some((evidence, work.bench.project().source(evidence.source)?))).any(|(evidence, source)| {
        let is_elsewhere = matches!(holdings.passage(source, evidence), Some(Holding::Looked(held)) if held != Held::There);
        is_elsewhere || holdings.copy(source) == Some(&CopyState::Damaged)
    })
}

/// Small words on a ground that asks for full ink.
fn small(ui: &mut Ui, text: &str) {
    let colour = Theme::of(ui.ctx()).ink;
    ui.add(egui::Label::new(RichText::new(text).size(scale::SMALL_POINTS).color(colour)).wrap());
}

fn carried_words(statement: &Statement, carried: Carried, work: &Work<'_>) -> String {
    let name_of = |evidence: Option<&std::sync::Arc<Evidence>>| {
        let source = evidence.and_then(|evidence| work.bench.project().source(evidence.source));
        source.map(|source| source_name(source, 60)).unwrap_or_default()
    };
    match carried {
        Carried::ByPrimary(id) => format!("Carried by a primary source: {}", name_of(statement.evidence(id))),
        Carried::ByIndependent(one, other) => {
            format!("Carried by independent sources: {} and {}", name_of(statement.evidence(one)), name_of(statement.evidence(other)))
        }
        Carried::ByWorking(id) => format!("Carried by what was worked out: {}", name_of(statement.evidence(id))),
    }
}

/// The parts, where there are several or one has lost its place.
pub fn parts(ui: &mut Ui, statement: &Statement, work: &mut Work<'_>) {
    let is_adrift = statement.parts.iter().any(|part| part.span().is_none());
    if statement.parts.len() < 2 && !is_adrift {
        return;
    }
    let text = work.bench.project().article(statement.article).map(|article| article.text.clone()).unwrap_or_default();
    let theme = Theme::of(ui.ctx());
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        caption(ui, words::counted(statement.parts.len(), "part"));
        for (number, part) in statement.parts.iter().enumerate() {
            let (words, is_adrift) = match part {
                Part::At(span) => (span.words(&text), false),
                Part::Adrift(quote) => (&*quote.exact, true),
            };
            let words = quoted(&brief(words, 160));
            egui::Frame::new().inner_margin(Margin { left: 0, right: 0, top: 0, bottom: 0 }).show(ui, |ui| {
                ui.horizontal(|ui| {
                    let room = if statement.parts.len() > 1 { ICON_BUTTON_ROOM } else { 0.0 };
                    let width = ui.available_width() - room;
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        ui.spacing_mut().item_spacing.y = 0.0;
                        ui.add(egui::Label::new(RichText::new(words).font(fonts::reading(scale::BODY_POINTS + 0.5))).truncate());
                        if is_adrift {
                            let warning = RichText::new("no longer stands where it was marked").size(scale::SMALL_POINTS).color(theme.warn);
                            ui.label(warning);
                        }
                    });
                    if statement.parts.len() > 1 && icons::icon_button(ui, icons::CLOSE, &format!("Remove part {}", number + 1)).clicked() {
                        work.mark(MarkCommand::RemovePart(statement.id, number));
                    }
                });
            });
        }
    });
}
