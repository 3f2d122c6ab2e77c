//! Rows of frames that show what was not laid out yet: a page further, a jump, another width, another size of the face.

use egui::{Key, Modifiers, pos2};

use crate::bench::{Bench, Done, Size};
use crate::measure::Figures;
use crate::stage::{InSight, Stage, WINDOW};

/// Frames of each kind.
const ROUNDS: usize = 60;

/// Frames and, for each, what laying out alone would have cost of what it newly shows.
#[derive(Default)]
pub struct Shown {
    frames: Figures,
    layouts: Figures,
    ratios: Figures,
    bytes: Figures,
}

impl Shown {
    /// One frame; `before`: what the frame before it showed. Whether it shows anything of the article that was not in sight: else it is not taken.
    pub fn take(&mut self, stage: &mut Stage, before: &[InSight], cost: f64) -> bool {
        let is_elsewhere = self.hold(stage, cost, (before, &stage.rows_in_sight()));
        // What was laid out for comparing is let go of outside of what is measured.
        stage.still(2);
        is_elsewhere
    }

    /// The same of a frame that is past: what was in sight in the frame before it and in it.
    fn hold(&mut self, stage: &Stage, cost: f64, (before, now): (&[InSight], &[InSight])) -> bool {
        let new = stage.lay_out_new(before, now);
        let is_elsewhere = new.of_article > 0;
        if is_elsewhere {
            self.frames.push(cost);
            self.layouts.push(new.cost);
            self.ratios.push(cost / new.cost);
            self.bytes.push(new.bytes as f64);
        }
        is_elsewhere
    }

    /// How many frames were taken.
    pub fn count(&self) -> usize {
        self.frames.count()
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
        let stage = bench.stage(*size)?;
        let shown = pages(stage, 0.2);
        let hurried = hurried_pages(stage, 0.7);
        shown.tell(bench, &format!("page-down.{}", size.name()));
        hurried.tell(bench, &format!("page-down.{}.hurried", size.name()));
    }
    Ok(())
}

/// Pages down from so far down in the text: for another row from elsewhere, as what was shown lately is held.
fn pages(stage: &mut Stage, from: f32) -> Shown {
    stage.jump(from);
    stage.keep_painted(true);
    let mut shown = Shown::default();
    for _ in 0..ROUNDS {
        let before = stage.rows_in_sight();
        let cost = stage.press(Key::PageDown, Modifiers::NONE);
        shown.take(stage, &before, cost);
    }
    stage.keep_painted(false);
    shown
}

/// What pages down cost one right after the other, so that nothing of them could be laid out before.
fn hurried_pages(stage: &mut Stage, from: f32) -> Shown {
    stage.jump(from);
    stage.keep_painted(true);
    // The page below the first is laid out already.
    stage.press(Key::PageDown, Modifiers::NONE);
    let mut sights = vec![stage.rows_in_sight()];
    let mut costs = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        costs.push(stage.press(Key::PageDown, Modifiers::NONE));
        sights.push(stage.rows_in_sight());
    }
    let mut shown = Shown::default();
    for ((before, now), cost) in sights.iter().zip(sights.iter().skip(1)).zip(costs) {
        shown.hold(stage, cost, (before, now));
    }
    stage.keep_painted(false);
    stage.calm();
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
            let before = stage.rows_in_sight();
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

/// A window that is drawn wider and narrower, against a page down in the same window that lays out what it shows.
pub fn width(bench: &mut Bench) -> Done {
    for size in std::iter::once(Size::Small).chain(bench.sizes().iter().copied()) {
        let stage = bench.stage(size)?;
        let pages = hurried_pages(stage, 0.6).frames;
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
