//! Queries, corrections and comments on the card, with their replies.

use std::sync::Arc;

use egui::{RichText, Ui};

use crate::model::id::StatementId;
use crate::model::remark::{Remark, RemarkKind};
use crate::model::statement::Statement;
use crate::ui::drafts::{Field, field_id};
use crate::ui::icons;
use crate::ui::panel::widgets::{at_the_right, caption, card, labelled};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::command::{Command, ReviewCommand};

/// What is being added.
#[derive(Debug, Default)]
pub struct RemarksState {
    adding: Option<(StatementId, RemarkKind)>,
}

impl RemarksState {
    /// Opens an empty field for a remark of this kind.
    pub fn add(&mut self, statement: StatementId, kind: RemarkKind, work: &mut Work<'_>) {
        self.adding = Some((statement, kind));
        work.drafts.focus_on(new_id(statement, kind));
    }
}

fn new_id(statement: StatementId, kind: RemarkKind) -> egui::Id {
    field_id(statement, words::remark_kind(kind))
}

/// Shows the remarks, and the field for a new one where it was asked for.
pub fn show(ui: &mut Ui, statement: &Statement, state: &mut RemarksState, work: &mut Work<'_>) {
    for remark in &statement.checks().remarks {
        remark_ui(ui, statement.id, remark, work);
    }
    let Some((_, kind)) = state.adding.filter(|(id, _)| *id == statement.id) else { return };
    let (id, name) = (statement.id, words::remark_kind(kind));
    let mut is_over = false;
    labelled(ui, name, |ui| {
        let field = Field { id: new_id(id, kind), name, hint: hint(kind) };
        let response = work.drafts.lines(ui, field, 2, "", move |text| Command::Review(ReviewCommand::Remark(id, kind, text.to_owned())));
        is_over = response.lost_focus();
    });
    if is_over {
        state.adding = None;
    }
}

const fn hint(kind: RemarkKind) -> &'static str {
    match kind {
        RemarkKind::Query => "What is to be answered",
        RemarkKind::Correction => "Why it should read otherwise",
        RemarkKind::Comment => "What you think of it",
    }
}

fn remark_ui(ui: &mut Ui, of: StatementId, remark: &Arc<Remark>, work: &mut Work<'_>) {
    let id = remark.id;
    let theme = Theme::of(ui.ctx());
    let review = |command| Command::Review(command);
    card(ui).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        ui.horizontal(|ui| {
            ui.label(icons::ONLY_SAID.text().color(theme.ink_soft));
            let state = match (remark.kind, remark.is_settled) {
                (RemarkKind::Comment, false) => "",
                (_, true) => ", settled",
                (_, false) => ", open",
            };
            let line = format!("{}{state}{}", words::remark_kind(remark.kind), words::by_on(&remark.by, remark.on));
            ui.add(egui::Label::new(RichText::new(line).size(scale::SMALL_POINTS).color(theme.ink_soft)).truncate());
            at_the_right(ui, |ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let (icon, name) = if remark.is_settled { (icons::UNDO, "Open again") } else { (icons::CHECK, "Settle") };
                if icons::icon_button(ui, icon, name).clicked() {
                    work.out.push(review(ReviewCommand::Settle(of, id, !remark.is_settled)));
                }
                if icons::icon_button(ui, icons::DELETE, "Remove remark").clicked() {
                    work.out.push(review(ReviewCommand::DropRemark(of, id)));
                }
            });
        });
        let field = Field { id: field_id(id, "text"), name: words::remark_kind(remark.kind), hint: hint(remark.kind) };
        work.drafts.lines(ui, field, 1, &remark.text, move |text| Command::Review(ReviewCommand::RemarkText(of, id, text.to_owned())));
        if remark.kind == RemarkKind::Correction {
            let field = Field { id: field_id(id, "wording"), name: "Proposed wording", hint: "The wording you propose" };
            work.drafts
                .lines(ui, field, 1, &remark.wording, move |text| Command::Review(ReviewCommand::RemarkWording(of, id, text.to_owned())));
        }
        if remark.kind != RemarkKind::Comment {
            let field = Field { id: field_id(id, "whom"), name: "For whom", hint: "For whom: the author, R. Vale" };
            work.drafts
                .line(ui, field, &remark.whom, move |text| Command::Review(ReviewCommand::RemarkWhom(of, id, text.trim().to_owned())));
        }
        for reply in &remark.replies {
            ui.add(egui::Label::new(RichText::new(&reply.text).color(theme.ink)).wrap());
            caption(ui, format!("Reply{}", words::by_on(&reply.by, reply.on)));
        }
        if !remark.is_settled {
            // The number makes the next reply another field than the one that was just sent.
            let key = format!("reply {}", remark.replies.len());
            let field = Field { id: field_id(id, &key), name: "Reply", hint: "Reply" };
            work.drafts.line(ui, field, "", move |text| Command::Review(ReviewCommand::Reply(of, id, text.to_owned())));
        }
    });
}
