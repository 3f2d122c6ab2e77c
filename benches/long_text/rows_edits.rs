//! Rows of edits: one statement among many is changed, to the next frame that shows it.

use egui::{Key, Modifiers, Rect, vec2};

use crate::bench::{Bench, Done, Size};
use crate::measure::Figures;
use crate::stage::Stage;

/// Edits of each kind.
const ROUNDS: usize = 24;
/// How far an end is dragged.
const RECUT_POINTS: f32 = 32.0;

/// What an edit costs: `doing`, the frame in which it is asked for, and the next, which shows it. The frame before is taken off, for it would
/// have been painted anyway.
struct Edited {
    still: Figures,
    doing: Figures,
    undoing: Figures,
}

impl Edited {
    const fn none() -> Self {
        Self { still: Figures::none(), doing: Figures::none(), undoing: Figures::none() }
    }

    fn tell(&self, bench: &mut Bench, (name, size): (&str, Size)) {
        for (name, figures) in [(name.to_owned(), &self.doing), (format!("{name}-undo"), &self.undoing)] {
            let name = format!("{name}.{}", size.name());
            let edit = figures.median() - self.still.median();
            let how = format!("both frames {} less one / still {}", figures.told(), self.still.told());
            bench.ratio(&name, edit / self.still.median(), 2.0, &how);
        }
    }
}

/// `prepare` brings the window to where `act` is the edit; undo takes it back.
fn edits(bench: &mut Bench, name: &str, prepare: impl Fn(&mut Stage, usize), act: impl Fn(&mut Stage, usize) -> f64) -> Done {
    for size in std::iter::once(Size::Small).chain(bench.sizes().iter().copied()) {
        let stage = bench.stage(size)?;
        stage.jump(0.4);
        let mut edited = Edited::none();
        for round in 0..ROUNDS {
            prepare(stage, round);
            stage.still(3);
            (0..8).for_each(|_| edited.still.push(stage.frame(Vec::new())));
            let before = stage.app.bench().revision();
            let cost = act(stage, round) + stage.frame(Vec::new());
            if stage.app.bench().revision() == before {
                return Err(format!("{name}: nothing was changed in round {round}").into());
            }
            edited.doing.push(cost);
            stage.still(5);
            edited.undoing.push(stage.press(Key::Z, Modifiers::COMMAND) + stage.frame(Vec::new()));
            stage.still(5);
        }
        stage.press(Key::Escape, Modifiers::NONE);
        stage.press(Key::Escape, Modifiers::NONE);
        stage.settle();
        edited.tell(bench, (name, size));
    }
    Ok(())
}

/// Some words in sight, which no other round has.
fn words(stage: &Stage, round: usize) -> std::ops::Range<usize> {
    let Some(article) = stage.app.bench().article() else { return 0..0 };
    let start = crate::generator::boundary(&article.text, stage.top_byte() + 300 + round * 17);
    start..crate::generator::boundary(&article.text, start + 25)
}

/// A statement in sight has the focus.
fn focus(stage: &mut Stage, _round: usize) {
    focus_on(stage, |_| true);
}

/// A statement in sight has the focus whose rows on screen are as wanted.
fn focus_on(stage: &mut Stage, is_wanted: impl Fn(&[Rect]) -> bool) {
    if stage.app.bench().focus().statement.is_some() {
        return;
    }
    let top = stage.top_byte();
    let Some(article) = stage.app.bench().article().map(|article| article.id) else { return };
    let project = stage.app.bench().project();
    let near = project.index().beginning_in(article, top + 200..top + 1200).filter_map(|id| project.statement(id)?.first_span());
    let rows: Vec<Vec<Rect>> = near.map(|span| stage.app.rects_of(span.range())).filter(|rows| is_wanted(rows)).collect();
    for spot in rows.iter().filter_map(|rows| rows.first().map(Rect::center)) {
        stage.click(spot);
        if stage.app.bench().focus().statement.is_some() {
            break;
        }
    }
    stage.point_away();
}

/// A selection becomes a statement.
pub fn tag(bench: &mut Bench) -> Done {
    let prepare = |stage: &mut Stage, round| {
        stage.press(Key::Escape, Modifiers::NONE);
        let words = words(stage, round);
        stage.select(words);
    };
    edits(bench, "tag", prepare, |stage, _| stage.press(Key::Num2, Modifiers::NONE))
}

/// A statement gets another tag.
pub fn retag(bench: &mut Bench) -> Done {
    edits(bench, "retag", focus, |stage, _| {
        let kind = stage.app.bench().statement().map(|statement| statement.tag.kind());
        let key = if kind == Some(factmark::model::tag::TagKind::Claim) { Key::Num2 } else { Key::Num1 };
        stage.press(key, Modifiers::NONE)
    })
}

/// The end of a statement is dragged to another word: what letting go costs.
pub fn recut(bench: &mut Bench) -> Done {
    let prepare = |stage: &mut Stage, _round: usize| {
        // Its end stays in the row it is in.
        focus_on(stage, |rows| rows.last().is_some_and(|row| row.width() > 4.0 * RECUT_POINTS));
        let bytes = stage.app.bench().statement().and_then(|statement| statement.first_span());
        let Some(rect) = bytes.and_then(|span| stage.app.rects_of(span.range()).last().copied()) else { return };
        // A handle is taken hold of inside its part.
        let at = rect.right_center() - vec2(1.0, 0.0);
        stage.point(at);
        stage.button(at, true);
        for step in 1..=4 {
            stage.point(at - vec2(step as f32 * RECUT_POINTS / 4.0, 0.0));
        }
    };
    edits(bench, "recut", prepare, |stage, _| {
        let at = stage.app.bench().statement().and_then(|statement| statement.first_span());
        let at = at
            .and_then(|span| stage.app.rects_of(span.range()).last().copied())
            .map_or(egui::Pos2::ZERO, |rect| rect.right_center() - vec2(1.0, 0.0));
        stage.button(at - vec2(RECUT_POINTS, 0.0), false)
    })
}

/// A statement goes.
pub fn delete(bench: &mut Bench) -> Done {
    edits(bench, "delete", focus, |stage, _| stage.press(Key::Delete, Modifiers::NONE))
}
