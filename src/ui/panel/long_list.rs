//! A list of any length: only what is in sight is laid out, places are counted in f64, the keyboard goes through it as one control.

use std::ops::Range;

use egui::{
    Event, EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::ui::scroll_lane::{self, Extent};
use crate::ui::theme::{Theme, scale};

/// Rows that Page Up and Page Down go.
const PAGE_ROWS: usize = 8;
/// Width of the scrollbar, which lies over the rows' margin, in points.
const LANE_WIDTH: f32 = 10.0;

/// What a list remembers between frames: where it is scrolled to. All in points.
#[derive(Debug, Default)]
pub struct LongList {
    top: f64,
    view: f64,
    // Whether it was shown at all.
    was_shown: bool,
    // What is to be brought in sight, from where to where below the list's top.
    wanted: Option<Range<f64>>,
    grabbed: Option<f32>,
}

/// What of a list is in sight.
#[derive(Debug, Clone, Copy)]
pub struct Sight {
    rect: Rect,
    top: f64,
}

/// Where the keyboard goes in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many rows down.
    Down(usize),
    /// So many rows up.
    Up(usize),
    /// To the first row.
    First,
    /// To the last one.
    Last,
}

/// Where in a list the keyboard begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// At this row.
    At(usize),
    /// Right before this row, which the first step down leads to.
    Before(usize),
    /// Nowhere yet: with what is read. These rows are in sight.
    Sight(Range<usize>),
}

/// The steps of one frame, in their order; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps(Vec<Step>);

impl Begin {
    /// At the row that is chosen, else with the rows in sight.
    pub fn at_or(chosen: Option<usize>, seen: impl FnOnce() -> Range<usize>) -> Self {
        chosen.map_or_else(|| Self::Sight(seen()), Self::At)
    }
}

impl Step {
    /// The row it leads to in a list of `count` rows.
    fn from(self, begin: &Begin, count: usize) -> usize {
        let last = count.saturating_sub(1);
        let row = match (self, begin) {
            (Self::First, _) => 0,
            (Self::Last, _) => last,
            (Self::Down(rows), Begin::At(row)) => row.saturating_add(rows),
            (Self::Down(rows), Begin::Before(row)) => row.saturating_add(rows.saturating_sub(1)),
            (Self::Up(rows), Begin::At(row) | Begin::Before(row)) => row.saturating_sub(rows),
            (Self::Down(_), Begin::Sight(seen)) => seen.start,
            (Self::Up(_), Begin::Sight(seen)) => seen.end.checked_sub(1).unwrap_or(last),
        };
        row.min(last)
    }
}

impl Steps {
    /// The row they lead to in a list of `count` rows.
    pub fn from(&self, begin: Begin, count: usize) -> usize {
        let end = self.0.iter().fold(begin, |begin, step| Begin::At(step.from(&begin, count)));
        if let Begin::At(row) = end { row } else { 0 }
    }
}

impl Sight {
    /// Where on screen something lies that begins so far below the list's top, as wide as the list.
    pub fn place(&self, top: f64, height: f32) -> Rect {
        Rect::from_min_size(pos2(self.rect.left(), self.rect.top() + (top - self.top) as f32), vec2(self.rect.width(), height))
    }

    /// Which of `count` rows of one height are in sight, whole or in part, the first of which begins so far below the list's top.
    pub fn rows(&self, first_top: f64, height: f32, count: usize) -> Range<usize> {
        let above = (self.top - first_top) / f64::from(height);
        let below = (self.top + f64::from(self.rect.height()) - first_top) / f64::from(height);
        // What is negative becomes 0.
        (above.floor() as usize).min(count)..(below.ceil() as usize).min(count)
    }

    /// Whether something from here to there below the list's top is in sight.
    pub fn has(&self, top: f64, bottom: f64) -> bool {
        top < self.top + f64::from(self.rect.height()) && bottom > self.top
    }
}

impl LongList {
    /// Brings what lies between two places below the list's top in sight at the next frame, moving as little as that takes; a list that was
    /// never shown has it in the middle.
    pub fn reveal(&mut self, points: Range<f64>) {
        self.wanted = Some(points);
    }

    /// The same for a row of a list whose rows all have one height.
    pub fn reveal_row(&mut self, row: usize, height: f32) {
        self.reveal(row as f64 * f64::from(height)..(row + 1) as f64 * f64::from(height));
    }

    /// Which of `count` rows of one height were in sight when the list was shown last, the first of which begins so far below the list's top.
    /// One that is cut by an edge is, where its middle is.
    pub fn seen_rows(&self, first_top: f64, height: f32, count: usize) -> Range<usize> {
        // What is negative becomes 0.
        let passed = |y: f64| (((y - first_top) / f64::from(height) + 0.5).floor() as usize).min(count);
        passed(self.top)..passed(self.top + self.view)
    }

    /// Shows a list of `count` rows of one height; `add` draws one that is in sight, in its place.
    pub fn show_rows(&mut self, ui: &mut Ui, named: (Id, &str), height: f32, count: usize, mut add: impl FnMut(&mut Ui, usize, Rect)) {
        self.show(ui, named, count as f64 * f64::from(height), |ui, sight| {
            for row in sight.rows(0.0, height, count) {
                add(ui, row, sight.place(row as f64 * f64::from(height), height));
            }
        });
    }

    /// Shows a list of this height in all the room that is left.
    pub fn show(&mut self, ui: &mut Ui, (id, name): (Id, &str), total: f64, add: impl FnOnce(&mut Ui, &Sight)) {
        let rect = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(rect);
        let view = f64::from(rect.height());
        if let Some(wanted) = self.wanted.take() {
            if !self.was_shown {
                self.top = (wanted.start - view / 2.0).max(0.0);
            } else if wanted.start < self.top {
                self.top = wanted.start;
            } else if wanted.end > self.top + view {
                self.top = wanted.end - view;
            }
        }
        self.view = view;
        if view >= 1.0 {
            self.was_shown = true;
        }
        if ui.rect_contains_pointer(rect) {
            let delta = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
            self.top -= f64::from(delta);
        }
        self.top = self.top.min(total - view).max(0.0);
        let sight = Sight { rect, top: self.top };
        let mut inner = ui.new_child(UiBuilder::new().id_salt(id).max_rect(rect));
        inner.shrink_clip_rect(rect);
        add(&mut inner, &sight);
        let theme = Theme::of(ui.ctx());
        let lane = rect.with_min_x((rect.right() - LANE_WIDTH).max(rect.left()));
        let extent = Extent { top: self.top, view, total };
        let colours = (theme.line_strong, theme.ink_soft);
        if let Some(top) =
            scroll_lane::show(ui, (id.with("scrollbar"), &format!("Scroll {name}")), lane, extent, colours, &mut self.grabbed)
        {
            self.top = top;
            ui.ctx().request_repaint();
        }
    }
}

/// The list as one control, so that Tab passes it in one step and arrows go through it; what they ask for. To be called before it is shown.
pub fn control(ui: &Ui, id: Id, name: &str) -> (Response, Option<Steps>) {
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, name));
    let steps = response.has_focus().then(|| asked(ui, id)).flatten();
    (response, steps)
}

fn asked(ui: &Ui, id: Id) -> Option<Steps> {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let keys = [
        (Key::ArrowDown, Step::Down(1)),
        (Key::ArrowUp, Step::Up(1)),
        (Key::PageDown, Step::Down(PAGE_ROWS)),
        (Key::PageUp, Step::Up(PAGE_ROWS)),
        (Key::Home, Step::First),
        (Key::End, Step::Last),
    ];
    let mut steps = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let asking = keys.iter().find(|(asking, _)| asking == key && modifiers.matches_logically(Modifiers::NONE));
            steps.extend(asking.map(|(_, step)| *step));
            asking.is_none()
        });
    });
    (!steps.is_empty()).then_some(Steps(steps))
}

/// From the field that searches a list into the list: Enter gives it the keyboard, and so does an arrow, which already goes through it. To
/// be called once the field was shown, and before the list is. `list`: `None` where there is none, as nothing was found.
pub fn lead_in(ui: &Ui, field: &Response, list: Option<Id>) {
    // What was typed just now is not looked for yet: where that leads nobody knows.
    let list = list.filter(|_| !field.changed());
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let is_going_down = field.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown));
    if is_entered {
        // In the list it would be another wish.
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    }
    match list {
        Some(list) if is_entered || is_going_down => ui.memory_mut(|memory| memory.request_focus(list)),
        // Not into the article, where the next letter would be a key.
        None if is_entered => field.request_focus(),
        _ => {}
    }
}

/// The ring around a list that has the keyboard; to be called once it was shown.
pub fn ring(ui: &Ui, control: &Response) {
    if control.has_focus() {
        let ring = Stroke::new(scale::FOCUS_RING, Theme::of(ui.ctx()).focus);
        ui.painter().rect_stroke(control.rect, scale::CORNER, ring, StrokeKind::Inside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_to_rows_that_are_there() {
        for (step, current, count, row) in [
            (Step::Down(1), Begin::Sight(0..0), 5, 0),
            (Step::Down(1), Begin::Sight(2..4), 5, 2),
            (Step::Up(1), Begin::Sight(2..4), 5, 3),
            (Step::Down(8), Begin::At(1), 5, 4),
            (Step::Up(1), Begin::Sight(0..0), 5, 4),
            (Step::Up(8), Begin::At(3), 5, 0),
            (Step::First, Begin::At(3), 5, 0),
            (Step::Last, Begin::Sight(1..3), 5, 4),
            (Step::Last, Begin::Sight(0..0), 0, 0),
            (Step::Up(1), Begin::At(9), 5, 4),
            (Step::Down(1), Begin::Before(2), 5, 2),
            (Step::Up(1), Begin::Before(2), 5, 1),
        ] {
            assert_eq!(Steps(vec![step]).from(current.clone(), count), row, "{step:?} {current:?} {count}");
        }
        assert_eq!(Steps(vec![Step::Down(1), Step::Down(1), Step::Up(1), Step::Down(8)]).from(Begin::Sight(100..120), 1000), 108);
    }

    #[test]
    fn rows_are_in_sight_where_their_middle_is() {
        for (top, rows) in [(0.0, 0..4), (30.0, 0..4), (40.0, 1..5), (740_000.0, 10_000..10_004), (99_999_999.0, 20_000..20_000)] {
            let list = LongList { top, view: 300.0, ..LongList::default() };
            assert_eq!(list.seen_rows(0.0, 74.0, 20_000), rows, "{top}");
        }
        let list = LongList { top: 74.0, view: 148.0, ..LongList::default() };
        assert_eq!((list.seen_rows(32.0, 74.0, 9), list.seen_rows(900.0, 74.0, 9)), (1..3, 0..0));
        assert_eq!(LongList::default().seen_rows(0.0, 74.0, 9), 0..0);
    }

    #[test]
    fn rows_stand_exactly_however_many_there_are() {
        let rect = Rect::from_min_size(pos2(10.0, 100.0), vec2(200.0, 300.0));
        for first in [0_usize, 1000, 999_000] {
            let sight = Sight { rect, top: first as f64 * 74.0 + 10.0 };
            assert_eq!(sight.rows(0.0, 74.0, 1_000_000), first..first + 5);
            let tops = [first, first + 1].map(|row| sight.place(row as f64 * 74.0, 74.0).top().to_bits());
            assert_eq!(tops, [90.0_f32.to_bits(), 164.0_f32.to_bits()]);
        }
        let sight = Sight { rect, top: 0.0 };
        assert_eq!((sight.rows(32.0, 74.0, 2), sight.rows(500.0, 74.0, 9)), (0..2, 0..0));
        assert!(sight.has(0.0, 1.0) && !sight.has(300.0, 330.0));
    }
}
