//! What the last frame showed, and what of it lies under a place.

use std::ops::Range;
use std::sync::Arc;

use egui::{CursorIcon, Mesh, Painter, Pos2, Shape, Ui};

use crate::model::id::StatementId;
use crate::ui::article_view::dots::Dots;
use crate::ui::article_view::frame::Frame;
use crate::ui::article_view::ink::Ink;
use crate::ui::article_view::input::{self, ArticleInput, MarginNote, Mark, Version};
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
    looked_up: LookedUp,
    // Only where nothing was looked up since.
    painted: Option<Painted>,
    // Made when something broken is drawn in another size.
    dots: Option<Dots>,
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

    /// Takes over another page, and looks up what is marked and found on it unless that was done for the same bytes.
    pub fn turn_to(&mut self, page: Page, input: &ArticleInput<'_>) {
        self.page = page;
        self.has_handles = input.has_handles;
        let bytes = self.page.bytes();
        let of = input.version.map(|version| (version, input.text_key, bytes.clone()));
        if of.is_some() && self.looked_up.of == of {
            return;
        }
        self.painted = None;
        self.looked_up.of = of;
        self.marks.clear();
        (input.marks_in)(bytes.clone(), &mut self.marks);
        self.looked_up.found.clear();
        (input.found_in)(bytes.clone(), &mut self.looked_up.found);
        self.looked_up.dimmed.clear();
        (input.dimmed_in)(bytes.clone(), &mut self.looked_up.dimmed);
        self.looked_up.notes.clear();
        (input.margin_in)(bytes, &mut self.looked_up.notes);
    }

    /// Paints the frame: marks and selection, the words above them, handles, the margin.
    pub fn paint(&mut self, frame: &Frame<'_>, drag: Option<&Drag>, margin_left: f32) {
        let painter = frame.ui.painter_at(frame.rect);
        if let Some(Drag::Edge { mark, new, .. }) = drag {
            // The part as it would be, even where the part as it was is out of sight. It is looked up again when this ends.
            self.marks.retain(|other| other.statement != mark.statement || other.range() != mark.range());
            self.marks.push(Mark { start: new.start, end: new.end, ..*mark });
            (self.looked_up.of, self.painted) = (None, None);
        }
        let made_of = MadeOf {
            page: self.page.clone(),
            style: frame.input.style.clone(),
            pixels_per_point: frame.ui.pixels_per_point(),
            selection: frame.selection.clone(),
            found_current: frame.input.found_current.clone(),
            margin_left,
        };
        let painted = match self.painted.take().filter(|painted| painted.made_of.is_same(&made_of)) {
            Some(painted) => painted,
            None => self.draw(frame.ui, &painter, made_of, frame.input.attributed),
        };
        painter.extend(painted.marks.iter().cloned().map(Shape::Mesh));
        let style = frame.input.style;
        for paragraph in &self.page.visible {
            painter.galley(paragraph.top_left, Arc::clone(&paragraph.laid.galley), style.text);
        }
        painter.extend(painted.veil.iter().cloned().map(Shape::Mesh));
        for mark in self.handled() {
            for is_start in [true, false] {
                if let Some(handle) = marks::handle(&self.page, mark, is_start) {
                    marks::paint_handle(&painter, (handle, is_start), style);
                }
            }
        }
        painter.extend(painted.notes.iter().cloned());
        self.painted = Some(painted);
    }

    /// Draws what lies behind and over the words, and beside them.
    fn draw(&mut self, ui: &Ui, painter: &Painter, made_of: MadeOf, attributed: &[Range<usize>]) -> Painted {
        let (page, style) = (&made_of.page, &made_of.style);
        let unit_pixels = marks::unit(style) * made_of.pixels_per_point;
        let dots = match self.dots.take().filter(|dots| dots.are_for(unit_pixels)) {
            Some(dots) => dots,
            None => Dots::new(painter.ctx(), unit_pixels),
        };
        let new_ink = || Ink::new(page.rect, made_of.pixels_per_point, dots.texture());
        let mut ink = new_ink();
        let found = Hits { all: &self.looked_up.found, current: made_of.found_current.clone() };
        marks::paint(&mut ink, page, &self.marks, (made_of.selection.clone(), &found), style);
        marks::paint_attributed(&mut ink, page, attributed, style);
        let mut veil = new_ink();
        marks::paint_dimmed(&mut veil, page, &self.looked_up.dimmed, style);
        let (mut tessellator, mut notes) = (margin::tessellator(painter), margin::Drawn::default());
        self.groups.clear();
        for (group, of_line) in margin::groups(page, &mut self.looked_up.notes, made_of.margin_left) {
            margin::draw((ui, &mut tessellator), &group, of_line, style, &mut notes);
            self.groups.push(group);
        }
        let (marks, veil) = (ink.meshes(), veil.meshes());
        self.dots = Some(dots);
        Painted { marks, veil, notes: notes.into_shapes(), made_of }
    }
}

/// What was looked up for a page.
#[derive(Debug, Default)]
struct LookedUp {
    // What for; `None` where it is to be looked up again.
    of: Option<(Version, u64, Range<usize>)>,
    found: Vec<Range<usize>>,
    dimmed: Vec<Range<usize>>,
    notes: Vec<MarginNote>,
}

/// What a frame has drawn, kept as long as the next would draw the same.
#[derive(Debug)]
struct Painted {
    made_of: MadeOf,
    marks: Vec<Arc<Mesh>>,
    veil: Vec<Arc<Mesh>>,
    notes: Vec<Shape>,
}

/// What it was drawn from, beside what was looked up.
#[derive(Debug)]
struct MadeOf {
    // Holds the layouts, so that another one never stands where one of them stood: they are laid out anew whenever letters of the margin are.
    page: Page,
    style: ArticleStyle,
    pixels_per_point: f32,
    selection: Option<Range<usize>>,
    found_current: Option<Range<usize>>,
    margin_left: f32,
}

impl MadeOf {
    fn is_same(&self, other: &Self) -> bool {
        self.page.is_same(&other.page)
            && self.style == other.style
            && (self.pixels_per_point, self.margin_left) == (other.pixels_per_point, other.margin_left)
            && self.selection == other.selection
            && self.found_current == other.found_current
    }
}
