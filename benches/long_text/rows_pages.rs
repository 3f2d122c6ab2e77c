//! Rows of frames that show what was not laid out yet: a page further, a jump, another width, another size of the face.

use std::sync::Arc;

use egui::{Galley, Key, Modifiers, pos2};

use crate::bench::{Bench, Done, Size};
use crate::measure::Figures;
use crate::stage::{Stage, WINDOW};

/// Frames of each kind.
const ROUNDS: usize = 60;

/// What came newly into sight in the last frame.
fn new_since(stage: &Stage, before: &[Arc<Galley>]) -> Vec<Arc<Galley>> {
    let mut now = stage.galleys();
    now.retain(|galley| !before.iter().any(|other| Arc::ptr_eq(other, galley)));
    now
}

/// Frames and, for each, what laying out alone would have cost of what it newly shows.
#[derive(Default)]
pub struct Shown {
    frames: Figures,
    layouts: Figures,
    ratios: Figures,
    bytes: Figures,
}

impl Shown {
    /// One frame; `before`: what the frame before it showed.
    pub fn take(&mut self, stage: &mut Stage, before: &[Arc<Galley>], cost: f64) {
        let (layout, bytes) = stage.lay_out(&new_since(stage, before));
        if bytes > 0 {
            self.frames.push(cost);
            self.layouts.push(layout);
            self.ratios.push(cost / layout);
            self.bytes.push(bytes as f64);
        }
        // What was laid out for comparing is let go of outside of what is measured.
        stage.still(2);
    }

    /// Tells the median of the ratios, and what one in twenty goes beyond.
    pub fn tell(&self, bench: &mut Bench, name: &str) {
        let how = format!("{} / {} of {:.0} bytes", self.frames.told(), self.layouts.told(), self.bytes.median());
        bench.ratio(name, self.ratios.median(), 1.5, &how);
        bench.ratio(&format!("{name}.p95"), self.ratios.part(95), 2.0, &how);
    }
}

/// Page Down, against a layout of what it shows.
pub fn page_down(bench: &mut Bench) -> Done {
    for size in bench.sizes() {
        let shown = pages(bench.stage(*size)?, 0.2);
        shown.tell(bench, &format!("page-down.{}", size.name()));
    }
    Ok(())
}

/// Pages down from so far down in the text: for another row from elsewhere, as what was shown lately is held.
fn pages(stage: &mut Stage, from: f32) -> Shown {
    stage.jump(from);
    stage.keep_painted(true);
    let mut shown = Shown::default();
    for _ in 0..ROUNDS {
        let before = stage.galleys();
        let cost = stage.press(Key::PageDown, Modifiers::NONE);
        shown.take(stage, &before, cost);
    }
    stage.keep_painted(false);
    shown
}

/// A click on a statement anywhere in the list, against a layout of what it shows in article, list and card.
pub fn jump(bench: &mut Bench) -> Done {
    for size in bench.sizes() {
        let stage = bench.stage(*size)?;
        stage.keep_painted(true);
        let mut random = fastrand::Rng::with_seed(5);
        let mut shown = Shown::default();
        for _ in 0..ROUNDS {
            let Some(list) = stage.rect_of("statement list") else { return Err("there is no list of statements".into()) };
            let bar = pos2(list.right() - 4.0, list.top() + list.height() * (0.05 + random.f32() * 0.9));
            stage.click(bar);
            stage.point_away();
            let row = pos2(list.center().x, list.top() + list.height() * 0.6);
            stage.point(row);
            stage.button(row, true);
            stage.button(row, false);
            let before = stage.galleys();
            let cost = stage.frame(Vec::new());
            shown.take(stage, &before, cost);
            stage.point_away();
        }
        let is_there = stage.app.bench().focus().statement.is_some();
        stage.press(Key::Escape, Modifiers::NONE);
        stage.keep_painted(false);
        stage.calm();
        if !is_there {
            return Err("a click on the list has chosen no statement".into());
        }
        shown.tell(bench, &format!("jump.{}", size.name()));
    }
    Ok(())
}

/// A window that is drawn wider and narrower, against a page down in the same window.
pub fn width(bench: &mut Bench) -> Done {
    for size in std::iter::once(Size::Small).chain(bench.sizes().iter().copied()) {
        let stage = bench.stage(size)?;
        let pages = pages(stage, 0.6).frames;
        stage.jump(0.4);
        let costs: Figures = (0..ROUNDS)
            .map(|round| {
                stage.window.x = 860.0 + (round % 20) as f32 * 5.0;
                stage.frame(Vec::new())
            })
            .collect();
        stage.window = WINDOW;
        stage.calm();
        if size == Size::Small {
            bench.tell(format!("width.small: {}", costs.told()));
        } else {
            bench.against(&format!("width.{}", size.name()), &costs, &pages, 1.5);
        }
    }
    Ok(())
}

/// A larger face and back: the key's frame and the next, against the same at a small text.
pub fn font_size(bench: &mut Bench) -> Done {
    let mut small = Figures::none();
    for size in std::iter::once(Size::Small).chain(bench.sizes().iter().copied()) {
        let stage = bench.stage(size)?;
        stage.jump(0.4);
        let mut costs = Figures::none();
        for round in 0..24 {
            let key = if round % 2 == 0 { Key::Plus } else { Key::Minus };
            let cost = stage.press(key, Modifiers::COMMAND) + stage.frame(Vec::new());
            // The first of each draws letters that were never drawn in that size.
            if round >= 2 {
                costs.push(cost);
            }
            stage.still(3);
        }
        stage.settle();
        if size == Size::Small {
            small = costs;
        } else {
            bench.against(&format!("font-size.{}", size.name()), &costs, &small, 2.0);
        }
    }
    Ok(())
}
