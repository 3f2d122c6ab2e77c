//! The left side: the article view fed from the workbench, and what is done in it turned into commands.

use std::cell::RefCell;
use std::ops::Range;
use std::time::Duration;

use egui::{Id, Popup, PopupAnchor, PopupCloseBehavior, Pos2, Rangef, Rect, Tooltip, Ui};

use crate::model::article::Article;
use crate::model::id::StatementId;
use crate::model::span::Span;
use crate::model::statement::{Part, Statement};
use crate::model::tag::TagKind;
use crate::ui::article_view::input::{ArticleEvent, ArticleInput, MarginNote, Mark as ViewMark, MarkLook, Next, Version};
use crate::ui::article_view::{ArticleView, ScrollAnchor};
use crate::ui::found::Found;
use crate::ui::keymap::Action;
use crate::ui::overview::{self, OverviewState};
use crate::ui::theme::{Mark, Theme};
use crate::ui::{leads_to, menu, reading, selection_bar, welcome, words};
use crate::workbench::Workbench;
use crate::workbench::command::{Command, MarkCommand};
use crate::workbench::focus::{Anchor, Target};

/// Seconds the pointer must rest on a statement before its name shows.
const REST_SECS: f32 = 0.5;

/// What the left side keeps from frame to frame.
#[derive(Debug, Default)]
pub struct ArticleState {
    view: ArticleView,
    // The wish that was followed last.
    followed: u64,
    // Where the context menu stands, while it is open.
    menu_at: Option<Pos2>,
    hovered: Vec<StatementId>,
    overview: OverviewState,
    // Hits on screen of what is looked for.
    found: RefCell<Found>,
    // The statement on which a click is being made elsewhere in the window.
    pressed: Option<StatementId>,
    // The widget that has the keyboard while the text is walked through.
    id: Option<Id>,
}

impl ArticleState {
    /// The widget of the text, once it was shown.
    pub const fn id(&self) -> Option<Id> {
        self.id
    }

    /// Whether the menu of the text stands open.
    pub const fn is_menu_open(&self) -> bool {
        self.menu_at.is_some()
    }

    /// A click is being made on this statement elsewhere in the window, which will lead there.
    pub const fn press(&mut self, statement: Option<StatementId>) {
        self.pressed = statement;
    }

    /// Where bytes of the article stand on screen, row by row; empty where they are out of sight.
    pub fn rects_of(&self, bytes: Range<usize>) -> Vec<Rect> {
        self.view.rects_of(bytes)
    }

    /// From where to where on screen its lines run.
    pub const fn column(&self) -> Rangef {
        self.view.page().column
    }
}

/// What the article is shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be marked, with everything beside it that helps.
    Work,
    /// To be read: nothing but the text and its marks, and nothing that changes them.
    Reading,
}

/// Draws the article in all the room there is.
pub fn show(ui: &mut Ui, state: &mut ArticleState, purpose: Purpose, bench: &Workbench, actions: &mut Vec<Action>, out: &mut Vec<Command>) {
    let window = ui.available_rect_before_wrap();
    let Some(article) = bench.article() else {
        welcome::empty(ui, bench, actions);
        return;
    };
    follow_wish(state, bench);
    let mut style = reading::style(Theme::of(ui.ctx()), bench.settings().reading_size);
    if purpose == Purpose::Work {
        style.strip_width = overview::WIDTH;
    }
    let marks_in = |bytes: Range<usize>, marks: &mut Vec<ViewMark>| marks_of(bench, article, &bytes, marks);
    let margin_in = |bytes: Range<usize>, notes: &mut Vec<MarginNote>| notes_of(bench, article, bytes, notes);
    let dimmed_in = |bytes: Range<usize>, dimmed: &mut Vec<Range<usize>>| {
        dimmed.extend(bench.project().asides_in(article.id, &bytes).map(|(span, _)| span.range()));
    };
    let find = bench.find();
    let found_in = |bytes: Range<usize>, found: &mut Vec<Range<usize>>| state.found.borrow_mut().hits_in(find, &bytes, found);
    let of_focused = bench.statement().filter(|statement| statement.article == article.id);
    let attributed: Vec<Range<usize>> = of_focused
        .map(|statement| statement.checks().attribution.iter().filter_map(Part::span).map(Span::range).collect())
        .unwrap_or_default();
    let pressed = state.pressed.take();
    let next = Next {
        version: leads_to::version(bench, pressed),
        is_urgent: pressed.is_some(),
        bytes: &|bytes| leads_to::push(bench, article, pressed, bytes),
    };
    let input = ArticleInput {
        text: &article.text,
        // The text may be another under the same id, where another program has changed the file; the view keeps the one it shows.
        text_key: article.id.raw() ^ bench.generation() ^ article.text.as_ptr() as u64,
        version: Some(version_of(bench, article)),
        marks_in: &marks_in,
        margin_in: &margin_in,
        dimmed_in: &dimmed_in,
        attributed: &attributed,
        found_in: &found_in,
        found_current: find.current().map(|current| current.bytes.clone()),
        next,
        selection: bench.focus().selection.map(Span::range),
        has_handles: purpose == Purpose::Work,
        style: &style,
    };
    let output = state.view.show(ui, &input);
    state.id = Some(output.response.id);
    for event in output.events {
        // The menu offers nothing but changes.
        if purpose == Purpose::Work || !matches!(event, ArticleEvent::ContextMenu { .. }) {
            handle(state, bench, event, out);
        }
    }
    let anchor = state.view.anchor(ui.ctx());
    let anchor = Anchor { byte: anchor.byte, offset_px: anchor.offset };
    if anchor != bench.focus().scroll {
        out.push(Command::Mark(MarkCommand::Scrolled(anchor)));
    }
    if purpose == Purpose::Reading {
        // A menu that stood open belongs to the work.
        state.menu_at = None;
        return;
    }
    let lane = window.with_min_x((window.right() - overview::WIDTH).max(window.left()));
    overview::show(ui, &mut state.overview, bench, article, &mut state.view, lane);
    if let Some(selected) = selected_rect(state, bench, window).filter(|_| bench.reviewing().is_none()) {
        selection_bar::show(ui, bench, selected, window, actions);
    }
    hover_ui(ui, state, bench, article);
    menu_ui(ui, state, bench, actions);
}

/// What is shown in the text beside its words is made from these, and from nothing else.
fn version_of(bench: &Workbench, article: &Article) -> Version {
    let (generation, state) = bench.revision();
    let focused = bench.focus().statement.map_or(0, |id| id.raw().wrapping_add(1));
    let find = bench.find();
    [generation, state, article.id.raw(), focused, find.number(), find.text_hits().map_or(0, |hits| hits.version() + 1)]
}

fn follow_wish(state: &mut ArticleState, bench: &Workbench) {
    let wish = bench.wish();
    if wish.number == state.followed {
        return;
    }
    state.followed = wish.number;
    match wish.target {
        Target::Stay => {}
        Target::Bytes(span) => state.view.scroll_to(span.range()),
        Target::Anchor(anchor) => state.view.set_anchor(ScrollAnchor { byte: anchor.byte, offset: anchor.offset_px }),
    }
}

fn look_of(bench: &Workbench, statement: &Statement) -> MarkLook {
    let kind = statement.tag.kind();
    // Nothing but a fact can be hollow, and most are none: looking that up for all would be half of what painting marks takes.
    let is_hollow = kind == TagKind::ConfirmedFact && bench.project().index().is_hollow(statement.id);
    match Mark::of(kind, !is_hollow) {
        Mark::Claim => MarkLook::Claim,
        Mark::Assertion => MarkLook::Assertion,
        Mark::Fact => MarkLook::Fact,
        Mark::HollowFact => MarkLook::HollowFact,
    }
}

fn marks_of(bench: &Workbench, article: &Article, bytes: &Range<usize>, marks: &mut Vec<ViewMark>) {
    let focused = bench.focus().statement;
    bench.project().index().places_in(article.id, bytes, |place| {
        let Some(statement) = bench.project().statement(place.statement) else { return };
        marks.push(ViewMark {
            start: place.start,
            end: place.end,
            statement: place.statement,
            look: look_of(bench, statement),
            is_focused: focused == Some(place.statement),
        });
    });
}

fn notes_of(bench: &Workbench, article: &Article, bytes: Range<usize>, notes: &mut Vec<MarginNote>) {
    let focused = bench.focus().statement;
    for id in bench.project().index().beginning_in(article.id, bytes) {
        let Some(statement) = bench.project().statement(id) else { continue };
        let Some(first) = statement.first_span() else { continue };
        notes.push(MarginNote {
            at: first.start(),
            statement: id,
            look: look_of(bench, statement),
            sources: statement.evidence.len(),
            is_focused: focused == Some(id),
        });
    }
}

fn handle(state: &mut ArticleState, bench: &Workbench, event: ArticleEvent, out: &mut Vec<Command>) {
    match event {
        ArticleEvent::Select(range) => out.push(Command::Mark(MarkCommand::Select(range))),
        ArticleEvent::Click { statements, .. } | ArticleEvent::ClickMargin(statements) => {
            if bench.focus().selection.is_some() {
                out.push(Command::Mark(MarkCommand::Select(None)));
            }
            out.push(Command::Mark(MarkCommand::Focus(next_under(&statements, bench.focus().statement))));
        }
        ArticleEvent::Hover(statements) => state.hovered = statements,
        ArticleEvent::CutEdge { statement, old, new } => {
            let parts = bench.project().statement(statement).map(|statement| &statement.parts);
            let part = parts.and_then(|parts| parts.iter().position(|part| part.span().is_some_and(|span| span.range() == old)));
            out.extend(part.map(|part| Command::Mark(MarkCommand::Recut(statement, part, new))));
        }
        ArticleEvent::ContextMenu { pos, byte, statements } => {
            state.menu_at = Some(pos);
            // The menu is about the selection where the pointer is in it, else about what is under the pointer.
            let in_selection = bench.focus().selection.is_some_and(|span| span.range().contains(&byte));
            let is_among = bench.focus().statement.is_some_and(|focused| statements.contains(&focused));
            if !in_selection && bench.focus().selection.is_some() {
                out.push(Command::Mark(MarkCommand::Select(None)));
            }
            if !in_selection && !is_among {
                out.push(Command::Mark(MarkCommand::Focus(statements.first().copied())));
            }
        }
        // The view has put them into the clipboard.
        ArticleEvent::Copy(_) => {}
    }
}

/// Clicking again goes to the next statement under the pointer, and round to the first.
fn next_under(statements: &[StatementId], focused: Option<StatementId>) -> Option<StatementId> {
    let at = focused.and_then(|focused| statements.iter().position(|id| *id == focused));
    let next = at.map_or(0, |at| (at + 1) % statements.len());
    statements.get(next).copied()
}

/// Where the selection ends on screen; `None` while it is being dragged, or out of sight.
fn selected_rect(state: &ArticleState, bench: &Workbench, window: Rect) -> Option<Rect> {
    let selection = bench.focus().selection?;
    if state.view.is_dragging() || state.menu_at.is_some() {
        return None;
    }
    let rects = state.view.rects_of(selection.range());
    let seen = rects.into_iter().filter(|rect| window.intersects(*rect));
    seen.reduce(Rect::union)
}

fn hover_ui(ui: &Ui, state: &ArticleState, bench: &Workbench, article: &Article) {
    if state.view.is_dragging() || state.menu_at.is_some() || !ui.rect_contains_pointer(ui.min_rect()) {
        return;
    }
    // What the next click shows; the card beside it says more of the one in focus.
    let focused = bench.focus().statement;
    let next = next_under(&state.hovered, focused).filter(|id| focused != Some(*id));
    let Some(statement) = next.and_then(|id| bench.project().statement(id)) else { return };
    // Only a pointer that rests asks what it points at; one that passes wants to read on.
    let rested_secs = ui.input(|input| input.pointer.time_since_last_movement());
    if rested_secs < REST_SECS {
        ui.ctx().request_repaint_after(Duration::from_secs_f32(REST_SECS - rested_secs));
        return;
    }
    let more = state.hovered.len() - 1;
    Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), Id::unique("statement tooltip"), PopupAnchor::Pointer).gap(18.0).show(|ui| {
        ui.set_max_width(360.0);
        ui.label(egui::RichText::new(summary(bench, statement)).strong());
        if !statement.in_plain_words.is_empty() {
            ui.label(&statement.in_plain_words);
        } else if statement.parts.len() > 1 {
            ui.label(short(&statement.words(&article.text)));
        }
        if more > 0 {
            ui.label(egui::RichText::new(format!("{more} more here; click again to reach them")).color(Theme::of(ui.ctx()).ink_soft));
        }
    });
}

/// "Claim by the port authority, 2 sources".
fn summary(bench: &Workbench, statement: &Statement) -> String {
    let mut text = words::tag(statement.tag.kind()).to_owned();
    if bench.project().index().is_hollow(statement.id) {
        text.push_str(", not carried yet");
    }
    if !statement.said_by.speaker.trim().is_empty() {
        text.push_str(" by ");
        text.push_str(statement.said_by.speaker.trim());
    }
    let sources = statement.evidence.len();
    text.push_str(", ");
    text.push_str(&if sources == 0 { "no source".to_owned() } else { words::counted(sources, "source") });
    text
}

fn short(text: &str) -> String {
    const MOST: usize = 200;
    let mut short: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}

fn menu_ui(ui: &Ui, state: &mut ArticleState, bench: &Workbench, actions: &mut Vec<Action>) {
    let Some(position) = state.menu_at else { return };
    let mut is_open = true;
    Popup::new(Id::unique("article menu"), ui.ctx().clone(), PopupAnchor::Position(position), ui.layer_id())
        .kind(egui::PopupKind::Menu)
        .layout(egui::Layout::top_down_justified(egui::Align::Min))
        .open_bool(&mut is_open)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .show(|ui| {
            egui::containers::menu::menu_style(ui.style_mut());
            for kind in TagKind::ALL {
                tag_item(ui, bench, kind, actions);
            }
            ui.separator();
            menu::items(ui, bench, actions, &[Action::AddPart, Action::Attribute, Action::SetAside, Action::Link, Action::Delete]);
        });
    if !is_open {
        state.menu_at = None;
    }
}

fn tag_item(ui: &mut Ui, bench: &Workbench, kind: TagKind, actions: &mut Vec<Action>) {
    let action = Action::Tag(kind);
    let name = format!("{}: {}", words::tag(kind), words::tag_caption(kind));
    let is_possible = crate::ui::keymap::is_possible(action, bench);
    if ui.add_enabled(is_possible, egui::Button::new(name).shortcut_text(words::tag_key(kind))).clicked() {
        actions.push(action);
        ui.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clicking_again_goes_through_all_that_lies_under_the_pointer() {
        let ids = [1, 2, 3].map(StatementId::from_raw);
        assert_eq!(next_under(&ids, None), Some(ids[0]));
        assert_eq!(next_under(&ids, Some(ids[0])), Some(ids[1]));
        assert_eq!(next_under(&ids, Some(ids[2])), Some(ids[0]));
        assert_eq!(next_under(&ids, Some(StatementId::from_raw(9))), Some(ids[0]));
        assert_eq!(next_under(&[], Some(ids[0])), None);
    }
}
