//! The article: its words laid out where they are visible, marks and selection painted behind them, what the user does turned into bytes.

pub mod ahead;
pub mod cache;
pub mod caret;
pub mod column;
pub mod dots;
pub mod frame;
pub mod heights;
pub mod ink;
pub mod input;
pub mod keys;
pub mod laid;
pub mod margin;
pub mod marks;
pub mod on_screen;
pub mod owners;
pub mod page;
pub mod pointer;
pub mod runs;
pub mod scrollbar;
pub mod scrolling;
pub mod style;
pub mod typed;
pub mod widths;

use std::ops::Range;

use egui::{
    Context, EventFilter, Key, Modifiers, PointerButton, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::model::id::StatementId;
use crate::text::{sentences, words};
use crate::ui::article_view::ahead::Ahead;
use crate::ui::article_view::caret::Caret;
use crate::ui::article_view::column::Column;
pub use crate::ui::article_view::column::ScrollAnchor;
use crate::ui::article_view::frame::Frame;
use crate::ui::article_view::input::{ArticleEvent, ArticleInput};
use crate::ui::article_view::on_screen::OnScreen;
use crate::ui::article_view::page::Page;
use crate::ui::article_view::pointer::Drag;
use crate::ui::article_view::scrolling::Pending;

/// How long the width and the face must be the same before lines are counted.
const REST_SECS: f64 = 0.2;

/// Bytes whose lines are counted in a frame: about two milliseconds.
const REFINED_BYTES: usize = 512 * 1024;

/// What the view keeps from frame to frame: the place in the text, what is laid out, what is being dragged.
#[derive(Debug, Default)]
pub struct ArticleView {
    column: Column,
    ahead: Ahead,
    on_screen: OnScreen,
    caret: Caret,
    drag: Option<Drag>,
    grabbed_thumb: Option<f32>,
    hovered: Vec<StatementId>,
    pending: Option<Pending>,
    // A ring is drawn where the focus came by key, as by a click everybody knows where it is.
    is_focus_by_key: bool,
}

/// What one frame of the view answers.
#[derive(Debug)]
pub struct ArticleOutput {
    /// The widget, for a context menu or a tooltip.
    pub response: Response,
    /// What the user did, in order.
    pub events: Vec<ArticleEvent>,
}

impl ArticleView {
    /// Brings bytes into view at the next frame: not at all if they are on screen, else with their first line at a third of the view.
    pub fn scroll_to(&mut self, bytes: Range<usize>) {
        self.pending = Some(Pending::Reveal(bytes));
    }

    /// The line at the top of the view.
    pub fn anchor(&mut self, ctx: &Context) -> ScrollAnchor {
        self.column.anchor(ctx)
    }

    /// Brings a line back to where it was, at the next frame.
    pub fn set_anchor(&mut self, anchor: ScrollAnchor) {
        self.pending = Some(Pending::Anchor(anchor));
    }

    /// Brings what is so far down in the text, from 0 to 1, to the middle of the view, at the next frame.
    pub fn scroll_to_share(&mut self, share: f32) {
        self.pending = Some(Pending::Share(share));
    }

    /// How far down a byte is in the text, from 0 to 1.
    pub fn share_of(&self, byte: usize) -> f32 {
        self.column.share_of(byte)
    }

    /// The byte so far down in the text, about.
    pub fn byte_at_share(&self, share: f32) -> usize {
        self.column.byte_at_share(share)
    }

    /// The height of the whole text with its margins, in points, as far as it is known.
    pub fn height(&self) -> f64 {
        self.column.total()
    }

    /// What the last frame showed: where bytes stand on screen and back.
    pub const fn page(&self) -> &Page {
        &self.on_screen.page
    }

    /// The rectangles on screen that show a range of bytes, row by row; empty where it is not on screen.
    pub fn rects_of(&self, bytes: Range<usize>) -> Vec<Rect> {
        self.on_screen.page.rects(bytes)
    }

    /// The statements under a place on screen, innermost first.
    pub fn statements_at(&self, pos: Pos2) -> Vec<StatementId> {
        self.on_screen.statements_at(pos)
    }

    /// Whether the pointer is selecting or moving an edge.
    pub const fn is_dragging(&self) -> bool {
        self.drag.is_some()
    }

    /// How many paragraphs are held laid out.
    pub fn held_count(&self) -> usize {
        self.column.held_count()
    }

    /// Shows the view in all the room that is left, and says what the user did.
    pub fn show(&mut self, ui: &mut Ui, input: &ArticleInput<'_>) -> ArticleOutput {
        let room = ui.available_rect_before_wrap();
        let rect = room.with_max_x((room.right() - input.style.strip_width).max(room.left()));
        let id = ui.scope_id().with("article text");
        ui.advance_cursor_after_rect(room);
        let style = input.style;
        let lane = rect.with_min_x((rect.right() - style.scrollbar_width).max(rect.left()));
        let body = rect.with_max_x(lane.left());
        let margin_left = style.margin_left.min(body.width() * 0.14).max(style.margin_font.size * 2.0);
        let room = body.width() - margin_left - style.margin_right.min(body.width() * 0.07);
        let response = ui.interact(body, id, Sense::click_and_drag());
        ui.painter().rect_filled(rect, 0.0, style.background);

        if self.column.prepare(ui.ctx(), input.text, input.text_key, style, room) {
            // What is remembered in bytes belongs to the text before.
            (self.caret, self.drag) = (Caret::default(), None);
        }
        self.caret = self.caret.following(input.selection.as_ref(), input.text);
        let left = body.left() + ((body.width() - self.column.wrap_width()) * 0.5).max(margin_left);
        let mut frame =
            Frame { ui, input, whole: rect, rect: body, left, response: &response, events: Vec::new(), selection: input.selection.clone() };
        self.place(&mut frame);
        scrollbar::show(frame.ui, id.with("scrollbar"), lane, &mut self.column, style, &mut self.grabbed_thumb);
        self.turn_page(&frame);
        self.read_pointer(&mut frame);
        self.on_screen.paint(&frame, self.drag.as_ref(), margin_left);
        self.paint_focus(&frame);
        let events = frame.events;
        let is_idle = ui.input(|input| input.events.is_empty());
        self.refine(ui, is_idle);
        if self.ahead.go_on(&mut self.column, ui.ctx(), (f64::from(body.height()), is_idle), &input.next) {
            ui.ctx().request_repaint();
        }
        self.name(&response, input.text);
        ArticleOutput { response, events }
    }

    /// Counts lines that were only guessed while nobody does anything, a little in each frame, so that the scrollbar is exact in the end.
    fn refine(&mut self, ui: &Ui, is_idle: bool) {
        let rested_secs = ui.input(|input| input.time) - self.column.rests_since();
        let bytes = if self.drag.is_none() && is_idle && rested_secs >= REST_SECS { REFINED_BYTES } else { 0 };
        if self.column.refine(ui.ctx(), bytes) {
            let soon = if bytes > 0 { 0.0 } else { REST_SECS };
            ui.ctx().request_repaint_after_secs(soon as f32);
        }
    }

    /// Names the widget for screen readers, with the words on screen as its value.
    fn name(&self, response: &Response, text: &str) {
        let visible = self.on_screen.page.bytes();
        response.widget_info(|| WidgetInfo {
            current_text_value: text.get(visible.clone()).map(str::to_owned),
            ..WidgetInfo::labeled(Role::Document, true, "Article text")
        });
    }

    fn turn_page(&mut self, frame: &Frame<'_>) {
        let ctx = frame.ui.ctx();
        self.column.settle(ctx, f64::from(frame.rect.height()));
        let page = Page::new(&mut self.column, ctx, frame.rect, frame.left, frame.input.style.line_height);
        self.on_screen.turn_to(page, frame.input);
    }

    /// Moves the text: what was asked for between frames, the wheel, the keys, a drag beyond the edges.
    fn place(&mut self, frame: &mut Frame<'_>) {
        let ctx = frame.ui.ctx().clone();
        scrolling::go(&mut self.column, self.pending.take(), frame);
        if frame.ui.rect_contains_pointer(frame.whole) {
            let delta = frame.ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
            self.column.scroll_by(-f64::from(delta));
        }
        if self.drag.is_some()
            && let Some(pos) = frame.response.interact_pointer_pos()
        {
            let beyond = (pos.y - frame.rect.bottom()).max(0.0) - (frame.rect.top() - pos.y).max(0.0);
            if beyond != 0.0 {
                let dt = frame.ui.input(|input| input.stable_dt.min(0.1));
                self.column.scroll_by(pointer::autoscroll_speed(beyond) * f64::from(dt));
                ctx.request_repaint();
            }
        }
        let focused = ctx.memory(egui::Memory::focused);
        // Under a dialog the keys are the dialog's.
        let is_reachable = ctx.memory(|memory| memory.allows_interaction(frame.ui.layer_id())) && frame.ui.is_enabled();
        if is_reachable && (focused.is_none() || focused == Some(frame.response.id)) {
            let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ctx.memory_mut(|memory| memory.set_focus_lock_filter(frame.response.id, arrows));
            for ask in keys::asked(frame.ui, frame.selection.is_some()) {
                typed::obey(&mut self.column, &mut self.caret, frame, ask);
            }
        }
    }

    fn read_pointer(&mut self, frame: &mut Frame<'_>) {
        let by_char = frame.ui.input(|input| input.modifiers.command);
        let response = frame.response;
        if response.drag_started_by(PointerButton::Primary)
            && let Some(origin) = frame.ui.input(|input| input.pointer.press_origin())
        {
            response.request_focus();
            self.drag = Some(self.taken(frame, origin));
        }
        if let (Some(drag), Some(pos)) = (&mut self.drag, response.interact_pointer_pos()) {
            let byte = self.on_screen.page.byte_at(pos.clamp(frame.rect.min, frame.rect.max - vec2(0.0, 1.0)));
            match drag {
                Drag::Select { head, .. } => *head = byte,
                Drag::Edge { mark, is_start, new } => *new = pointer::cut(frame.input.text, &mark.range(), *is_start, byte, by_char),
            }
        }
        if self.drag.is_some() && frame.ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.drag = None;
        }
        if let Some(Drag::Select { anchor, head }) = self.drag {
            frame.selection = pointer::dragged_range(frame.input.text, anchor, head, by_char);
        }
        if self.drag.is_some() && !response.dragged_by(PointerButton::Primary) {
            self.drop(frame);
        } else if response.clicked_by(PointerButton::Primary) {
            self.click(frame);
        } else if response.secondary_clicked()
            && let Some(pos) = response.interact_pointer_pos()
        {
            let event = ArticleEvent::ContextMenu { pos, byte: self.on_screen.page.byte_at(pos), statements: self.statements_at(pos) };
            frame.events.push(event);
        }
        let hovered = response.hover_pos().filter(|_| self.drag.is_none());
        let statements = hovered.map(|pos| self.on_screen.statements_near(pos)).unwrap_or_default();
        if statements != self.hovered {
            self.hovered.clone_from(&statements);
            frame.events.push(ArticleEvent::Hover(statements));
        }
        if let Some(pos) = response.hover_pos() {
            frame.ui.ctx().set_cursor_icon(self.on_screen.cursor(pos, self.drag.as_ref(), frame.input.style));
        }
    }

    /// What a press at `origin` takes hold of.
    fn taken(&self, frame: &Frame<'_>, origin: Pos2) -> Drag {
        if let Some((mark, is_start)) = self.on_screen.handle_at(origin, frame.input.style) {
            return Drag::Edge { mark, is_start, new: mark.range() };
        }
        let head = self.on_screen.page.byte_at(origin);
        let is_extending = frame.ui.input(|input| input.modifiers.shift);
        Drag::Select { anchor: if is_extending { self.caret.anchor } else { head }, head }
    }

    /// The end of a drag.
    fn drop(&mut self, frame: &mut Frame<'_>) {
        match self.drag.take() {
            Some(Drag::Select { anchor, head }) => {
                let range = frame.selection.clone().unwrap_or(head..head);
                self.caret = Caret::over(range, head < anchor);
                frame.select(self.caret.range());
            }
            Some(Drag::Edge { mark, new, .. }) if new != mark.range() => {
                frame.events.push(ArticleEvent::CutEdge { statement: mark.statement, old: mark.range(), new });
            }
            Some(Drag::Edge { .. }) | None => {}
        }
    }

    fn click(&mut self, frame: &mut Frame<'_>) {
        frame.response.request_focus();
        let Some(pos) = frame.response.interact_pointer_pos() else { return };
        if let Some(group) = self.on_screen.group_at(pos) {
            frame.events.push(ArticleEvent::ClickMargin(group.statements.clone()));
            return;
        }
        let text = frame.input.text;
        let modifiers = frame.ui.input(|input| input.modifiers);
        let byte = self.on_screen.page.byte_at(pos);
        let under = self.on_screen.page.byte_under(pos).unwrap_or(byte);
        if modifiers.shift {
            let anchor = self.caret.anchor;
            let range = pointer::dragged_range(text, anchor, byte, modifiers.command).unwrap_or(byte..byte);
            self.caret = Caret::over(range, byte < anchor);
            frame.select(self.caret.range());
        } else if frame.response.triple_clicked() || frame.response.double_clicked() {
            let range = if frame.response.triple_clicked() { sentences::sentence_at(text, under) } else { words::word_at(text, under) };
            let is_blank = text.get(range.clone()).is_none_or(|words| words.trim().is_empty());
            self.caret = if is_blank { Caret::at(byte) } else { Caret::over(range, false) };
            frame.select(self.caret.range());
        } else {
            self.caret = Caret::at(byte);
            if frame.selection.is_some() {
                frame.select(None);
            }
            frame.events.push(ArticleEvent::Click { byte, statements: self.statements_at(pos), modifiers });
        }
    }

    /// The caret where no edge of the selection shows it, and a ring where the focus came by key.
    fn paint_focus(&mut self, frame: &Frame<'_>) {
        if frame.response.gained_focus() {
            self.is_focus_by_key = !frame.ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
        }
        if !frame.response.has_focus() {
            return;
        }
        let painter = frame.ui.painter_at(frame.rect);
        let accent = frame.input.style.accent;
        if self.is_focus_by_key {
            painter.rect_stroke(frame.rect, 0.0, Stroke::new(2.0, accent), StrokeKind::Inside);
        }
        let is_edge = frame.selection.as_ref().is_some_and(|selection| [selection.start, selection.end].contains(&self.caret.head));
        let caret = self.on_screen.page.caret(self.caret.head);
        if let Some(caret) = caret.filter(|_| !is_edge && self.drag.is_none()) {
            painter.vline(caret.left(), self.on_screen.page.band(caret).y_range(), Stroke::new(1.5, accent));
        }
    }
}
