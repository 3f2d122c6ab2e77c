//! Rows of unusual texts: many statements over the same words, one giant line; and how well heights are guessed.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Context, Key, Modifiers};
use factmark::ui::article_view::column::Column;
use factmark::ui::theme::Theme;
use factmark::ui::{self, reading};

use crate::bench::{Bench, Done, Size};
use crate::generator::{self, Lines};
use crate::measure::{Figures, cost_ms};
use crate::stage::Stage;
use crate::world::Hands;

/// Statements over the same words.
const DEEP: usize = 100;

/// 5,000 statements in sight, 100 over the same words; each is reached by clicking again.
pub fn crowd(bench: &mut Bench) -> Done {
    // A screen shows about 2,400 bytes.
    let project = generator::heaped(generator::text(Size::Small.bytes(), Lines::Prose), 50, DEEP, 45)?;
    let mut stage = Stage::with(project, Hands::Threads)?;
    let (mut small, mut crowded) = (Figures::none(), Figures::none());
    for _ in 0..4 {
        small = small.with(bench.stage(Size::Small)?.still(40));
        stage.still(5);
        crowded = crowded.with(stage.still(40));
    }
    bench.against("crowd", &crowded, &small, 6.0);
    let spot = stage.word_spot();
    let mut reached = BTreeSet::new();
    for _ in 0..DEEP * 3 {
        stage.click(spot);
        reached.extend(stage.app.bench().focus().statement);
    }
    let short = DEEP.saturating_sub(reached.len()) as f64;
    bench.ratio(
        "crowd.not-reached",
        short,
        0.0,
        &format!("of {DEEP} statements over the same words, by clicking again; {} reached", reached.len()),
    );
    let mut all = 0;
    let page = stage.app.bench().article().map_or(0, |article| article.text.len());
    if let Some(article) = stage.app.bench().article() {
        let last = (0..page).rev().find(|byte| article.text.is_char_boundary(*byte) && !stage.app.rects_of(*byte..*byte + 1).is_empty());
        let in_sight = 0..last.unwrap_or_default();
        stage.app.bench().project().index().places_in(article.id, &in_sight, |_| all += 1);
    }
    bench.tell(format!("crowd: {all} statements in sight"));
    Ok(())
}

/// A line of 10 MB, against the same in paragraphs.
pub fn line(bench: &mut Bench) -> Done {
    let project = generator::project(generator::text(Size::Ten.bytes(), Lines::One), Size::Ten.statements())?;
    let mut line = Stage::with(project, Hands::Threads)?;
    line.jump(0.4);
    let (mut still, mut pages) = ([Figures::none(), Figures::none()], [Figures::none(), Figures::none()]);
    for _ in 0..4 {
        for (at, figures) in still.iter_mut().enumerate() {
            let stage = if at == 0 { &mut line } else { bench.stage(Size::Ten)? };
            stage.still(5);
            (0..40).for_each(|_| figures.push(stage.frame(Vec::new())));
        }
        for (at, figures) in pages.iter_mut().enumerate() {
            let stage = if at == 0 { &mut line } else { bench.stage(Size::Ten)? };
            (0..20).for_each(|_| figures.push(stage.press(Key::PageDown, Modifiers::NONE)));
        }
    }
    let [of_line, of_prose] = still;
    bench.against("line.steady", &of_line, &of_prose, 1.1);
    let [of_line, of_prose] = pages;
    bench.against("line.page-down", &of_line, &of_prose, 1.1);
    Ok(())
}

/// The height of everything once lines were counted, against the true one; and how far words on screen move while they are counted.
pub fn heights(bench: &mut Bench) -> Done {
    let sizes: &[Size] = if bench.is_quick { &[Size::Book] } else { &[Size::Book, Size::Ten] };
    for size in sizes {
        let text: Arc<str> = generator::text(size.bytes(), Lines::Prose).into();
        let ctx = Context::default();
        ui::set_up(&ctx);
        for width in [700.0, 480.0] {
            let mut told = None;
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let ctx = ui.ctx();
                let style = reading::style(Theme::of(ctx), 18.0);
                let mut column = Column::default();
                column.prepare(ctx, &text, 1, &style, width);
                let guessed = column.total();
                let (counting, is_more) = cost_ms(|| column.refine(ctx, usize::MAX));
                let counted = column.total();
                let (cost, _sum) = cost_ms(|| (0..column.paragraphs().count()).map(|index| column.height(ctx, index)).sum::<f64>());
                told = Some((guessed, counted, column.total(), counting, cost)).filter(|_| !is_more);
            });
            output.textures_delta.clear();
            let Some((guessed, counted, known, counting, cost)) = told else { return Err("lines were not counted".into()) };
            let off = |height: f64| ((height / known) - 1.0).abs() * 100.0;
            let how = format!(
                "% off: {counted:.0} counted in {counting:.1} ms, {known:.0} true, known by laying all out in {cost:.0} ms; before anything is counted {:.2} % off",
                off(guessed)
            );
            bench.ratio(&format!("heights.{}.{width}", size.name()), off(counted), 0.1, &how);
        }
    }
    let stage = bench.stage(Size::Huge)?;
    stage.jump(0.6);
    // The faces another way and back: all heights are guesses again.
    stage.press(Key::Plus, Modifiers::COMMAND);
    stage.still(3);
    let top = stage.top_byte();
    let places = |stage: &Stage| stage.app.rects_of(top..top + 2000);
    let (before, mut moved, mut frames, mut costs) = (places(stage), 0.0_f32, 0, Figures::none());
    while stage.wants_more() && frames < 2000 {
        costs.push(stage.frame(Vec::new()));
        frames += 1;
        let now = places(stage);
        let by = before.iter().zip(&now).map(|(before, now)| (before.min - now.min).length()).fold(0.0, f32::max);
        moved = moved.max(if before.is_empty() || before.len() != now.len() { f32::INFINITY } else { by });
    }
    stage.press(Key::Minus, Modifiers::COMMAND);
    stage.calm();
    bench.ratio(
        "heights.moved",
        f64::from(moved),
        0.0,
        &format!("points that words on screen move while lines are counted, {frames} frames"),
    );
    bench.tell(format!("heights: frames of 100 MB while lines are counted, {}, longest {:.1} ms", costs.told(), costs.part(100)));
    Ok(())
}
