//! What the last frame showed, and what of it lies under a place.

use std::sync::Arc;

use egui::{CursorIcon, Pos2};

use crate::model::id::StatementId;
use crate::ui::article_view::frame::Frame;
use crate::ui::article_view::ink::Ink;
use crate::ui::article_view::input::{self, MarginNote, Mark};
use crate::ui::article_view::margin::{self, Group};
use crate::ui::article_view::marks::{self, Hits};
use crate::ui::article_view::page::Page;
use crate::ui::article_view::pointer::Drag;
use crate::ui::article_view::style::ArticleStyle;

/// One frame's words, marks and margin.
#[derive(Debug, Default)]
pub struct OnScreen {
    /// The words.
    pub page: Page,
    /// The marks that touch them, in no order.
    pub marks: Vec<Mark>,
    /// The notes beside them.
    pub groups: Vec<Group>,
    /// Whether the statement in focus has handles.
    pub has_handles: bool,
}

impl OnScreen {
    /// The statements under a place, innermost first.
    pub fn statements_at(&self, pos: Pos2) -> Vec<StatementId> {
        self.page.byte_under(pos).map(|byte| input::statements_at(&self.marks, byte)).unwrap_or_default()
    }

    /// The statements under a place, or named by the margin's glyphs there.
    pub fn statements_near(&self, pos: Pos2) -> Vec<StatementId> {
        self.group_at(pos).map_or_else(|| self.statements_at(pos), |group| group.statements.clone())
    }

    /// The margin's glyphs under a place.
    pub fn group_at(&self, pos: Pos2) -> Option<&Group> {
        self.groups.iter().find(|group| group.rect.contains(pos))
    }

    /// The parts with handles.
    fn handled(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| self.has_handles && mark.is_focused)
    }

    /// The handle of a focused statement's part under a place, and whether it is the one at the start.
    pub fn handle_at(&self, pos: Pos2, style: &ArticleStyle) -> Option<(Mark, bool)> {
        self.handled().find_map(|mark| {
            let reaches = |is_start| {
                let handle = marks::handle(&self.page, mark, is_start);
                handle.is_some_and(|handle| marks::is_on_handle(pos, (handle, is_start), style))
            };
            [true, false].into_iter().find(|is_start| reaches(*is_start)).map(|is_start| (*mark, is_start))
        })
    }

    /// The pointer's shape at a place.
    pub fn cursor(&self, pos: Pos2, drag: Option<&Drag>, style: &ArticleStyle) -> CursorIcon {
        if matches!(drag, Some(Drag::Edge { .. })) || drag.is_none() && self.handle_at(pos, style).is_some() {
            CursorIcon::ResizeHorizontal
        } else if self.group_at(pos).is_some() {
            CursorIcon::PointingHand
        } else if self.page.column.expand(8.0).contains(pos.x) {
            CursorIcon::Text
        } else {
            CursorIcon::Default
        }
    }

    /// Paints the frame: marks and selection, the words above them, handles, the margin.
    pub fn paint(&mut self, frame: &Frame<'_>, drag: Option<&Drag>, margin_left: f32) {
        let style = frame.input.style;
        let painter = frame.ui.painter_at(frame.rect);
        if let Some(Drag::Edge { mark, new, .. }) = drag {
            // The part as it would be, even where the part as it was is out of sight.
            self.marks.retain(|other| other.statement != mark.statement || other.range() != mark.range());
            self.marks.push(Mark { start: new.start, end: new.end, ..*mark });
        }
        let mut ink = Ink::new(frame.rect, frame.ui.pixels_per_point());
        let mut found = Vec::new();
        (frame.input.found_in)(self.page.bytes(), &mut found);
        let found = Hits { all: &found, current: frame.input.found_current.clone() };
        marks::paint(&mut ink, &self.page, &self.marks, (frame.selection.clone(), &found), style);
        marks::paint_attributed(&mut ink, &self.page, frame.input.attributed, style);
        ink.paint(&painter);
        for paragraph in &self.page.visible {
            painter.galley(paragraph.top_left, Arc::clone(&paragraph.laid.galley), style.text);
        }
        let mut dimmed = Vec::new();
        (frame.input.dimmed_in)(self.page.bytes(), &mut dimmed);
        let mut veil = Ink::new(frame.rect, frame.ui.pixels_per_point());
        marks::paint_dimmed(&mut veil, &self.page, &dimmed, style);
        veil.paint(&painter);
        for mark in self.handled() {
            for is_start in [true, false] {
                if let Some(handle) = marks::handle(&self.page, mark, is_start) {
                    marks::paint_handle(&painter, (handle, is_start), style);
                }
            }
        }
        let mut notes: Vec<MarginNote> = Vec::new();
        (frame.input.margin_in)(self.page.bytes(), &mut notes);
        self.groups.clear();
        for (group, notes) in margin::groups(&self.page, &mut notes, margin_left) {
            margin::paint(&painter, &group, notes, style);
            self.groups.push(group);
        }
    }
}
