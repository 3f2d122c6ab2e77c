//! The strip beside the scrollbar: where statements, problems, hits and uncovered words are, however long the text; a click goes there.

use std::sync::Arc;

use egui::{Color32, CursorIcon, Id, Mesh, Rangef, Rect, Role, Sense, Ui, WidgetInfo, pos2};

use crate::model::article::Article;
use crate::model::counts::Counts;
use crate::text::stretches::{STRETCHES, stretch_of, stretch_start};
use crate::ui::article_view::ArticleView;
use crate::ui::panel::widgets::caption;
use crate::ui::theme::{Mark, Theme};
use crate::ui::words;
use crate::workbench::Workbench;

/// Width of the strip, in points.
pub const WIDTH: f32 = 19.0;
/// The least height of anything on it, in points.
const LEAST: f32 = 2.0;

/// Points that an edge may be beside its place: nobody sees that.
const UNSEEN: f64 = 0.25;

/// Where each column stands, in points from the strip's left: the place tells what it is, as its colour does.
const COVERED: Rangef = Rangef { min: 1.0, max: 4.0 };
const CLAIMS: Rangef = Rangef { min: 5.0, max: 7.5 };
const ASSERTIONS: Rangef = Rangef { min: 7.5, max: 10.0 };
const FACTS: Rangef = Rangef { min: 10.0, max: 12.5 };
const PROBLEMS: Rangef = Rangef { min: 13.0, max: 15.0 };
const HITS: Rangef = Rangef { min: 15.5, max: 18.5 };

/// Which column is which, as the tip says it.
const COLUMNS: &str = "From left to right: words covered, claims, assertions, confirmed facts (half as wide: nothing carries them), \
                       problems, hits";

/// What is kept from frame to frame, so that a frame in which nothing changed paints what is there.
#[derive(Debug, Default)]
pub struct OverviewState {
    drawn_for: Option<DrawnFor>,
    mesh: Arc<Mesh>,
    stretches: Vec<Stretch>,
    edges: Edges,
}

/// Where stretches begin and end on the strip.
#[derive(Debug, Default)]
struct Edges {
    // In points, from top to bottom.
    ys: Vec<f32>,
    made_for: Option<(TextKey, Rect)>,
    // Of everything, in points.
    height: f64,
    // Counts how often they were made.
    version: u64,
}

/// A text, by its article, its project, and where it stands: another program may put another one under the same id.
type TextKey = (u64, u64, *const u8);

/// What it was drawn for.
#[derive(Debug, PartialEq)]
struct DrawnFor {
    revision: (u64, u64),
    article: u64,
    problems: (u64, u64),
    hits: Option<(u64, u64)>,
    covered: Option<usize>,
    is_dark: bool,
    edges: u64,
}

/// What lies in one stretch of the text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Stretch {
    counts: Counts,
    problems: usize,
    hits: usize,
    // The share of its words that is covered; `None` where it has none, or where that is not known.
    covered: Option<f32>,
}

/// Draws the strip in its lane and goes where it is clicked or dragged.
pub fn show(ui: &Ui, state: &mut OverviewState, bench: &Workbench, article: &Article, view: &mut ArticleView, lane: Rect) {
    let theme = Theme::of(ui.ctx());
    let find = bench.find();
    let hits = find.text_hits().filter(|hits| hits.article() == article.id);
    let drawn_for = DrawnFor {
        revision: bench.revision(),
        article: article.id.raw(),
        problems: bench.review().version(),
        hits: hits.map(|hits| (find.number(), hits.version())),
        covered: bench.covered().map(|covered| std::ptr::from_ref(covered) as usize),
        is_dark: theme.is_dark,
        edges: state.edges.follow(view, (bench.generation(), article), lane),
    };
    if state.drawn_for.as_ref() != Some(&drawn_for) {
        state.stretches = stretches(bench, article);
        state.mesh = Arc::new(drawn(&state.stretches, &state.edges.ys, lane, theme));
        state.drawn_for = Some(drawn_for);
    }
    let painter = ui.painter_at(lane);
    painter.rect_filled(lane, 0.0, theme.paper);
    painter.vline(lane.left(), lane.y_range(), egui::Stroke::new(1.0, theme.line));
    painter.add(egui::Shape::Mesh(Arc::clone(&state.mesh)));

    let response = ui.interact(lane, Id::unique("overview"), Sense::CLICK | Sense::DRAG).on_hover_cursor(CursorIcon::PointingHand);
    let said = bench.covered().map(|covered| format!(" {}", words::coverage(&covered.coverage))).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("Overview of the article.{said}")));
    let share_at = |y: f32| ((y - lane.top()) / lane.height().max(1.0)).clamp(0.0, 1.0);
    if let Some(pos) = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on() || response.clicked()) {
        view.scroll_to_share(share_at(pos.y));
        ui.ctx().request_repaint();
    } else if let Some(pos) = response.hover_pos() {
        let share = share_at(pos.y);
        let byte = view.byte_at_share(share);
        let there = state.stretches.get(stretch_of(byte, article.text.len())).copied().unwrap_or_default();
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(format!("{:.0} % down", share * 100.0));
            ui.label(told(&there));
            caption(ui, COLUMNS);
        });
    }
}

impl Edges {
    /// Looks for them again where that could be seen. Answers how often they were made: the same number is the same edges.
    fn follow(&mut self, view: &ArticleView, (generation, article): (u64, &Article), lane: Rect) -> u64 {
        let made_for = ((generation, article.id.raw(), article.text.as_ptr()), lane);
        let height = view.height();
        // Where lines are counted, an edge moves about as far as everything grows.
        let moved = (height - self.height).abs() / height.max(1.0) * f64::from(lane.height());
        if self.made_for != Some(made_for) || moved > UNSEEN {
            let len = article.text.len();
            self.ys.clear();
            self.ys.extend((0..=STRETCHES).map(|at| lane.top() + view.share_of(stretch_start(at, len)) * lane.height()));
            (self.made_for, self.height) = (Some(made_for), height);
            self.version += 1;
        }
        self.version
    }
}

fn stretches(bench: &Workbench, article: &Article) -> Vec<Stretch> {
    let mut stretches = vec![Stretch::default(); STRETCHES];
    let mut put = |at: usize, put: &dyn Fn(&mut Stretch)| stretches.get_mut(at).into_iter().for_each(put);
    for (at, counts) in bench.project().index().overview().of(article.id) {
        put(at, &|stretch| stretch.counts = counts);
    }
    for (at, count) in bench.review().stretches(article.id) {
        put(at, &|stretch| stretch.problems = count);
    }
    let hits = bench.find().text_hits().filter(|hits| hits.article() == article.id);
    for (at, count) in hits.into_iter().flat_map(|hits| hits.stretches().iter().enumerate()) {
        put(at, &|stretch| stretch.hits = *count);
    }
    for (at, covered) in bench.covered().into_iter().flat_map(|covered| covered.coverage.strip().enumerate()) {
        put(at, &|stretch| stretch.covered = covered);
    }
    stretches
}

fn drawn(stretches: &[Stretch], edges: &[f32], lane: Rect, theme: &Theme) -> Mesh {
    let mut mesh = Mesh::default();
    let mut column = |x: Rangef, colour: Color32, is_on: &dyn Fn(&Stretch) -> bool| {
        for y in runs(stretches, edges, is_on) {
            let bottom = y.max.max(y.min + LEAST).min(lane.bottom());
            let rect = Rect::from_min_max(pos2(lane.left() + x.min, (bottom - LEAST).min(y.min)), pos2(lane.left() + x.max, bottom));
            mesh.add_colored_rect(rect, colour);
        }
    };
    // Covered whole is as wide as its column, partly is half as wide, not at all is a hair.
    let part = |share: f32| Rangef::new(COVERED.min, COVERED.min + COVERED.span() * share);
    column(part(1.0), theme.ok, &|stretch| stretch.covered.is_some_and(|share| share >= 1.0));
    column(part(0.5), theme.ok, &|stretch| stretch.covered.is_some_and(|share| share > 0.0 && share < 1.0));
    column(part(0.3), theme.line_strong, &|stretch| stretch.covered.is_some_and(|share| share <= 0.0));
    column(CLAIMS, theme.mark(Mark::Claim).line, &|stretch| stretch.counts.claims > 0);
    column(ASSERTIONS, theme.mark(Mark::Assertion).line, &|stretch| stretch.counts.assertions > 0);
    column(FACTS, theme.mark(Mark::Fact).line, &|stretch| stretch.counts.confirmed > 0);
    // Half as wide as one that is carried.
    column(Rangef::new(FACTS.min, FACTS.center()), theme.mark(Mark::HollowFact).line, &|stretch| {
        stretch.counts.hollow > 0 && stretch.counts.confirmed == 0
    });
    column(PROBLEMS, theme.warn, &|stretch| stretch.problems > 0);
    column(HITS, theme.found_current, &|stretch| stretch.hits > 0);
    mesh
}

/// Where stretches of this sort lie, in points, those that lie beside each other joined.
fn runs(stretches: &[Stretch], edges: &[f32], is_on: impl Fn(&Stretch) -> bool) -> Vec<Rangef> {
    let mut runs: Vec<Rangef> = Vec::new();
    let mut is_going_on = false;
    for (stretch, edge) in stretches.iter().zip(edges.windows(2)) {
        let (true, [top, bottom]) = (is_on(stretch), edge) else {
            is_going_on = false;
            continue;
        };
        match runs.last_mut() {
            Some(run) if is_going_on => run.max = *bottom,
            _ => runs.push(Rangef::new(*top, *bottom)),
        }
        is_going_on = true;
    }
    runs
}

/// What lies in a stretch, in words.
fn told(stretch: &Stretch) -> String {
    let mut told = Vec::new();
    let counts = stretch.counts;
    for (count, noun) in [
        (counts.claims, "claim"),
        (counts.assertions, "assertion"),
        (counts.confirmed, "confirmed fact"),
        (counts.hollow, "fact that nothing carries"),
        (stretch.problems, "problem"),
    ] {
        if count > 0 {
            told.push(match noun {
                "fact that nothing carries" if count > 1 => format!("{} facts that nothing carries", words::number(count)),
                noun => words::counted(count, noun),
            });
        }
    }
    if stretch.hits > 0 {
        told.push(words::counted_hits(stretch.hits));
    }
    match stretch.covered {
        Some(share) if share >= 1.0 => told.push("all words covered".to_owned()),
        Some(share) if share > 0.0 => told.push(format!("{:.0} % of the words covered", share * 100.0)),
        Some(_) => told.push("no word covered".to_owned()),
        None => {}
    }
    if told.is_empty() { "Nothing is marked here".to_owned() } else { told.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_side_by_side_is_one_run() {
        let has = |hits| Stretch { hits, ..Stretch::default() };
        let stretches = [has(1), has(2), has(0), has(1), has(0), has(3)];
        let edges = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let found = runs(&stretches, &edges, |stretch| stretch.hits > 0);
        assert_eq!(found, [Rangef::new(0.0, 2.0), Rangef::new(3.0, 4.0), Rangef::new(5.0, 6.0)]);
    }

    #[test]
    fn a_stretch_is_told_in_words() {
        assert_eq!(told(&Stretch::default()), "Nothing is marked here");
        let counts = Counts { claims: 2, hollow: 1, ..Counts::default() };
        let stretch = Stretch { counts, problems: 1, hits: 3, covered: Some(0.5) };
        assert_eq!(told(&stretch), "2 claims\n1 fact that nothing carries\n1 problem\n3 hits\n50 % of the words covered");
    }
}
