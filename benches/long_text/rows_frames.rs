//! Rows of frames that show what the frame before showed: still, selecting, hovering; the article beside a bare painting.

use egui::{Key, Modifiers, Pos2, vec2};

use crate::bench::{Bench, Done, Size};
use crate::measure::Figures;
use crate::stage::Stage;

/// Blocks that are measured by turns, so that a machine that is busy for a while is so for all.
const BLOCKS: usize = 6;
/// Frames in each.
const FRAMES: usize = 40;

/// The whole window, against a small text's: over the very same words, which every text begins with, and anywhere, where words differ.
pub fn steady(bench: &mut Bench) -> Done {
    for (name, is_anywhere) in [("steady", false), ("steady-anywhere", true)] {
        let mut figures = [const { Figures::none() }; Size::ALL.len()];
        let mut random = fastrand::Rng::with_seed(3);
        for _ in 0..BLOCKS * 2 {
            let part = if is_anywhere { random.f32() } else { 0.0 };
            for (size, figures) in Size::ALL.into_iter().zip(&mut figures) {
                if size != Size::Small && !bench.sizes().contains(&size) {
                    continue;
                }
                let stage = bench.stage(size)?;
                stage.jump(part);
                (0..FRAMES).for_each(|_| figures.push(stage.frame(Vec::new())));
            }
        }
        let [small, others @ ..] = figures;
        for (size, figures) in Size::ALL.into_iter().skip(1).zip(others).filter(|(_, figures)| figures.count() > 0) {
            bench.against(&format!("{name}.{}", size.name()), &figures, &small, 1.1);
        }
    }
    Ok(())
}

/// The reading view, which is the article and nothing else, against a frame that paints the very same layouts and nothing else.
pub fn article(bench: &mut Bench) -> Done {
    for size in [Size::Small, Size::Huge] {
        let stage = bench.stage(size)?;
        stage.press(Key::F9, Modifiers::NONE);
        stage.calm();
        stage.keep_painted(true);
        stage.keep_painted(false);
        let (mut whole, mut bare) = (Figures::none(), Figures::none());
        for _ in 0..BLOCKS {
            stage.still(5);
            (0..FRAMES).for_each(|_| whole.push(stage.frame(Vec::new())));
            (0..FRAMES).for_each(|_| bare.push(stage.paint_bare()));
        }
        stage.press(Key::F9, Modifiers::NONE);
        stage.calm();
        bench.against(&format!("article.{}", size.name()), &whole, &bare, 1.5);
    }
    Ok(())
}

/// Something that is done frame by frame, against still frames of the same window.
fn beside_still(bench: &mut Bench, name: &str, mut act: impl FnMut(&mut Stage, usize) -> f64, end: impl Fn(&mut Stage)) -> Done {
    for size in std::iter::once(Size::Small).chain(bench.sizes().iter().copied()) {
        let stage = bench.stage(size)?;
        let (mut still, mut acting) = (Figures::none(), Figures::none());
        for _ in 0..BLOCKS {
            stage.still(5);
            (0..FRAMES).for_each(|_| still.push(stage.frame(Vec::new())));
            act(stage, 0);
            (1..=FRAMES).for_each(|round| acting.push(act(stage, round)));
            end(stage);
            stage.point_away();
        }
        bench.against(&format!("{name}.{}", size.name()), &acting, &still, 1.3);
    }
    Ok(())
}

/// The pointer holds a selection and moves. Round 0 takes hold.
pub fn drag(bench: &mut Bench) -> Done {
    let mut spot = Pos2::ZERO;
    let act = |stage: &mut Stage, round: usize| {
        if round == 0 {
            spot = stage.word_spot();
            stage.point(spot);
            stage.button(spot, true);
        }
        stage.point(spot + vec2(20.0 + round as f32 * 3.0, (round / 2) as f32 * 8.0))
    };
    beside_still(bench, "drag", act, |stage| {
        stage.press(Key::Escape, Modifiers::NONE);
        let spot = stage.word_spot();
        stage.button(spot, false);
        stage.calm();
        stage.press(Key::Escape, Modifiers::NONE);
    })
}

/// Everything is selected.
pub fn select_all(bench: &mut Bench) -> Done {
    let act = |stage: &mut Stage, round: usize| {
        if round == 0 {
            stage.press(Key::A, Modifiers::COMMAND);
            stage.calm();
        }
        stage.frame(Vec::new())
    };
    beside_still(bench, "select-all", act, |stage| {
        stage.press(Key::Escape, Modifiers::NONE);
    })
}

/// The pointer passes over marks.
pub fn hover(bench: &mut Bench) -> Done {
    let mut spot = Pos2::ZERO;
    let act = |stage: &mut Stage, round: usize| {
        if round == 0 {
            spot = stage.word_spot();
        }
        stage.point(spot + vec2((round % 20) as f32 * 11.0 - 110.0, (round / 8) as f32 * 24.0))
    };
    beside_still(bench, "hover", act, |_| ())
}
