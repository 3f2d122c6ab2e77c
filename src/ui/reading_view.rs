//! The reading view: the article with its marks and nothing around it, until one leaves it for where one was.

use egui::{Frame, Label, Rect, RichText, Ui, UiBuilder, vec2};

use crate::model::statement::Statement;
use crate::model::tag::{Tag, TagKind};
use crate::ui::article::{self, ArticleState, Purpose};
use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::kept_text::Text;
use crate::ui::keymap::Action;
use crate::ui::notices;
use crate::ui::panel::widgets::{named, quiet_button};
use crate::ui::panel::wording::brief;
use crate::ui::theme::{Mark, Theme, scale};
use crate::ui::words;
use crate::workbench::Workbench;
use crate::workbench::command::{Command, MarkCommand};
use crate::workbench::focus::Focus;

/// Height of the foot, where a statement is told in words. It is kept free, so that no text moves when a statement is looked at.
const FOOT_HEIGHT: f32 = 64.0;
/// Over so much the text fades towards the foot, so that no line ends in half its letters.
const FADE_HEIGHT: f32 = 26.0;
/// Width of the scrollbar's lane, which the button to leave stands beside.
const LANE: f32 = 18.0;
/// Characters of plain words that one line can need.
const PLAIN_CHARS: usize = 200;
/// Room of the button that leads to the card, in points.
const CARD_ROOM: f32 = 120.0;

/// Whether the article is being read, and where one was before.
#[derive(Debug, Default)]
pub struct ReadingView {
    before: Option<Before>,
}

#[derive(Debug)]
struct Before {
    focus: Focus,
    generation: u64,
    // What was said before stands in the window that one goes back to.
    told: u64,
}

impl ReadingView {
    /// Whether it is shown.
    pub const fn is_on(&self) -> bool {
        self.before.is_some()
    }

    /// Ends it where another project has come, or nothing is left to read.
    pub fn follow(&mut self, bench: &Workbench) {
        self.before.take_if(|before| before.generation != bench.generation() || bench.article().is_none());
    }

    /// Shows it from the next frame on.
    pub fn enter(&mut self, bench: &Workbench) {
        let told = bench.notices().shown().last().map_or(0, |notice| notice.number);
        self.before = Some(Before { focus: bench.focus().clone(), generation: bench.generation(), told });
    }

    /// Leaves it for where one was.
    pub fn leave(&mut self, out: &mut Vec<Command>) {
        out.extend(self.before.take().map(|before| Command::Mark(MarkCommand::GoBack(before.focus))));
    }
}

/// Draws the view in all the room there is.
pub fn show(
    ui: &mut Ui,
    state: &mut ReadingView,
    article: &mut ArticleState,
    bench: &Workbench,
    actions: &mut Vec<Action>,
    out: &mut Vec<Command>,
) {
    // What goes wrong meanwhile is not kept back.
    notices::bars(ui, bench, state.before.as_ref().map_or(0, |before| before.told), out);
    let theme = Theme::of(ui.ctx());
    egui::CentralPanel::default().frame(Frame::new().fill(theme.paper)).show(ui, |ui| {
        let (text, foot) = {
            let whole = ui.available_rect_before_wrap();
            whole.split_top_bottom_at_y((whole.bottom() - FOOT_HEIGHT).max(whole.top()))
        };
        ui.scope_builder(UiBuilder::new().max_rect(text), |ui| article::show(ui, article, Purpose::Reading, bench, actions, out));
        fade(ui, text.with_min_y((text.bottom() - FADE_HEIGHT).max(text.top())).with_max_x(text.right() - LANE));
        let column = article.column();
        if let Some(statement) = bench.statement().filter(|statement| Some(statement.article) == bench.focus().article) {
            let foot = Rect::from_x_y_ranges(column, foot.y_range());
            ui.painter().hline(column, foot.top(), egui::Stroke::new(scale::HAIRLINE, theme.line));
            let mut stays = false;
            ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| stays = caption(ui, bench, statement));
            if stays {
                // Not back to where one was: the statement keeps the focus, and the window stays where it is.
                state.before = None;
            }
        }
        let corner = text.right_top() + vec2(-LANE - scale::CONTROL_HEIGHT, scale::GAP_SMALL);
        let corner = Rect::from_min_size(corner, egui::Vec2::splat(scale::CONTROL_HEIGHT));
        ui.scope_builder(UiBuilder::new().max_rect(corner), |ui| {
            let sign = Text::line(icons::CLOSE.sign(), fonts::icon(scale::ICON_POINTS)).coloured(theme.ink_soft).laid(ui);
            let button = egui::Button::new(sign).frame_when_inactive(false).min_size(corner.size());
            if named(ui.add(button), "Leave reading view").on_hover_text("Leave reading view (Esc)").clicked() {
                state.leave(out);
            }
        });
    });
}

/// Covers what is in `rect` with paper, more and more towards its bottom.
fn fade(ui: &Ui, rect: Rect) {
    let paper = Theme::of(ui.ctx()).paper;
    let mut veil = egui::Mesh::default();
    for (corner, colour) in [
        (rect.left_top(), paper.gamma_multiply(0.0)),
        (rect.right_top(), paper.gamma_multiply(0.0)),
        (rect.right_bottom(), paper),
        (rect.left_bottom(), paper),
    ] {
        veil.colored_vertex(corner, colour);
    }
    veil.add_triangle(0, 1, 2);
    veil.add_triangle(0, 2, 3);
    ui.painter().add(veil);
}

/// Says in words what the statement in focus is, so that nobody needs to know the colours. Whether its card is wanted.
fn caption(ui: &mut Ui, bench: &Workbench, statement: &Statement) -> bool {
    let theme = Theme::of(ui.ctx());
    let mark = Mark::of(statement.tag.kind(), !bench.project().index().is_hollow(statement.id));
    let mut is_wanted = false;
    ui.add_space(scale::GAP);
    ui.spacing_mut().item_spacing = vec2(scale::GAP_SMALL, scale::GAP_SMALL / 2.0);
    ui.horizontal(|ui| {
        ui.label(Icon::of_mark(mark).sized(scale::BODY_POINTS + 2.0).color(theme.mark(mark).ink));
        let said = said_of(bench, statement);
        let width = (ui.available_width() - CARD_ROOM).max(80.0);
        ui.scope(|ui| {
            ui.set_max_width(width);
            ui.add(Label::new(RichText::new(&said).color(theme.ink)).truncate());
        });
        let tip = "Leaves the reading view here, at this statement";
        is_wanted = quiet_button(ui, "Open its card").on_hover_text(tip).clicked();
    });
    if !statement.in_plain_words.trim().is_empty() {
        let plain = RichText::new(brief(&statement.in_plain_words, PLAIN_CHARS)).size(scale::SMALL_POINTS).color(theme.ink_soft);
        ui.add(Label::new(plain).truncate());
    }
    is_wanted
}

/// "Claim by the port authority · 2 sources"; "Confirmed fact · hollow: not carried · no source".
fn said_of(bench: &Workbench, statement: &Statement) -> String {
    let speaker = statement.said_by.speaker.trim();
    let mut said = vec![words::tag(statement.tag.kind()).to_owned()];
    match &statement.tag {
        Tag::Claim | Tag::Assertion if speaker.is_empty() => said.push(words::tag_caption(statement.tag.kind()).to_owned()),
        Tag::Claim | Tag::Assertion => {}
        Tag::ConfirmedFact(_) if bench.project().index().is_hollow(statement.id) => said.push("hollow: not carried".to_owned()),
        Tag::ConfirmedFact(confirmation) => said.push(format!("confirmed{}", words::by_on(&confirmation.by, confirmation.on))),
    }
    if !speaker.is_empty() {
        said.push(format!("{} {speaker}", if statement.tag.kind() == TagKind::Assertion { "named beside it:" } else { "said by" }));
    }
    let sources = statement.evidence.len();
    said.push(if sources == 0 { "no source".to_owned() } else { words::counted(sources, "source") });
    brief(&said.join(" · "), PLAIN_CHARS)
}
