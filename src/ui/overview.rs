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
    made_for: Option<MadeFor>,
    stretches: Vec<Stretch>,
    mesh: Arc<Mesh>,
    // Which columns go through each stretch, and what else the mesh was made of.
    columns: Vec<u16>,
    drawn_for: Option<DrawnFor>,
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

/// What stretches were made for.
#[derive(Debug, PartialEq)]
struct MadeFor {
    revision: (u64, u64),
    article: u64,
    problems: (u64, u64),
    hits: Option<(u64, u64)>,
    covered: Option<usize>,
}

/// What it was drawn for, besides the columns of each stretch.
#[derive(Debug, PartialEq)]
struct DrawnFor {
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
    let made_for = MadeFor {
        revision: bench.revision(),
        article: article.id.raw(),
        problems: bench.review().version(),
        hits: hits.map(|hits| (find.number(), hits.version())),
        covered: bench.covered().map(|covered| std::ptr::from_ref(covered) as usize),
    };
    if state.made_for.as_ref() != Some(&made_for) {
        fill(&mut state.stretches, bench, article);
        state.made_for = Some(made_for);
        // Most changes put one more to many, or in another place of a stretch: nothing of that is seen.
        let columns = state.stretches.iter().map(columns);
        if !columns.clone().eq(state.columns.iter().copied()) {
            state.columns.clear();
            state.columns.extend(columns);
            state.drawn_for = None;
        }
    }
    let edges = state.edges.follow(view, (bench.generation(), article), lane);
    let drawn_for = DrawnFor { is_dark: theme.is_dark, edges };
    if state.drawn_for.as_ref() != Some(&drawn_for) {
        state.mesh = Arc::new(drawn(&state.columns, &state.edges.ys, lane, theme));
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

/// Fills in what lies in each stretch.
fn fill(stretches: &mut Vec<Stretch>, bench: &Workbench, article: &Article) {
    stretches.clear();
    stretches.resize(STRETCHES, Stretch::default());
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
}

/// The columns of the strip, in the order in which they are drawn: where, in which colour. Covered whole is as wide as its column, partly is
/// half as wide, not at all is a hair; a fact that nothing carries is half as wide as one that something does.
fn all_columns(theme: &Theme) -> [(Rangef, Color32); 9] {
    let part = |share: f32| Rangef::new(COVERED.min, COVERED.min + COVERED.span() * share);
    [
        (part(1.0), theme.ok),
        (part(0.5), theme.ok),
        (part(0.3), theme.line_strong),
        (CLAIMS, theme.mark(Mark::Claim).line),
        (ASSERTIONS, theme.mark(Mark::Assertion).line),
        (FACTS, theme.mark(Mark::Fact).line),
        (Rangef::new(FACTS.min, FACTS.center()), theme.mark(Mark::HollowFact).line),
        (PROBLEMS, theme.warn),
        (HITS, theme.found_current),
    ]
}

/// Which of them go through a stretch, a bit each.
fn columns(stretch: &Stretch) -> u16 {
    let Stretch { counts, problems, hits, covered } = *stretch;
    let is_covered = |is: fn(f32) -> bool| covered.is_some_and(is);
    let are = [
        is_covered(|share| share >= 1.0),
        is_covered(|share| share > 0.0 && share < 1.0),
        is_covered(|share| share <= 0.0),
        counts.claims > 0,
        counts.assertions > 0,
        counts.confirmed > 0,
        counts.hollow > 0 && counts.confirmed == 0,
        problems > 0,
        hits > 0,
    ];
    are.into_iter().rev().fold(0, |columns, is| columns << 1 | u16::from(is))
}

fn drawn(columns: &[u16], edges: &[f32], lane: Rect, theme: &Theme) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.reserve_vertices(4 * columns.len());
    mesh.reserve_triangles(2 * columns.len());
    let any = columns.iter().fold(0, |any, columns| any | columns);
    for (bit, (x, colour)) in all_columns(theme).into_iter().enumerate().filter(|(bit, _)| any >> bit & 1 == 1) {
        for y in runs(columns, edges, bit) {
            let bottom = y.max.max(y.min + LEAST).min(lane.bottom());
            let rect = Rect::from_min_max(pos2(lane.left() + x.min, (bottom - LEAST).min(y.min)), pos2(lane.left() + x.max, bottom));
            mesh.add_colored_rect(rect, colour);
        }
    }
    mesh
}

/// Where stretches lie that this column goes through, in points, those that lie beside each other joined.
fn runs(columns: &[u16], edges: &[f32], bit: usize) -> impl Iterator<Item = Rangef> {
    let mut at = 0;
    let is_on = move |at: usize| columns.get(at).is_some_and(|columns| columns >> bit & 1 == 1);
    std::iter::from_fn(move || {
        let first = (at..columns.len()).find(|at| is_on(*at))?;
        at = (first..columns.len()).find(|at| !is_on(*at)).unwrap_or(columns.len());
        Some(Rangef::new(*edges.get(first)?, *edges.get(at)?))
    })
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
        let has = |hits| columns(&Stretch { hits, ..Stretch::default() });
        let stretches = [has(1), has(2), has(0), has(1), has(0), has(3)];
        let edges = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let found = |bit| runs(&stretches, &edges, bit).collect::<Vec<_>>();
        assert_eq!(found(8), [Rangef::new(0.0, 2.0), Rangef::new(3.0, 4.0), Rangef::new(5.0, 6.0)]);
        assert!(found(7).is_empty(), "no problem");
    }

    #[test]
    fn each_column_is_told_by_what_lies_in_a_stretch() {
        let none = Stretch::default();
        let counted = |claims, assertions, confirmed, hollow| {
            let counts = Counts { claims, assertions, confirmed, hollow, ..Counts::default() };
            Stretch { counts, ..none }
        };
        let covered = |share| Stretch { covered: Some(share), ..none };
        for (stretch, bits) in [
            (none, 0),
            (covered(1.0), 1),
            (covered(0.5), 1 << 1),
            (covered(0.0), 1 << 2),
            (counted(1, 0, 0, 0), 1 << 3),
            (counted(0, 2, 0, 0), 1 << 4),
            (counted(0, 0, 3, 4), 1 << 5),
            (counted(0, 0, 0, 4), 1 << 6),
            (Stretch { problems: 1, ..none }, 1 << 7),
            (Stretch { hits: 1, problems: 2, ..counted(1, 1, 1, 1) }, 1 << 3 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8),
        ] {
            assert_eq!(columns(&stretch), bits, "{stretch:?}");
        }
        let theme = Theme::light();
        let lane = Rect::from_min_max(pos2(0.0, 0.0), pos2(WIDTH, 100.0));
        let mesh = drawn(&[0b1001, 0b1000], &[0.0, 50.0, 100.0], lane, theme);
        let found: Vec<_> = mesh.vertices.chunks(4).map(|four| (four[0].color, four[0].pos, four[3].pos)).collect();
        let part = |y: f32, x: Rangef| (pos2(x.min, 0.0), pos2(x.max, y));
        let [(ok, claims)] = [(part(50.0, COVERED), part(100.0, CLAIMS))];
        assert_eq!(found, [(theme.ok, ok.0, ok.1), (theme.mark(Mark::Claim).line, claims.0, claims.1)]);
    }

    #[test]
    fn a_stretch_is_told_in_words() {
        assert_eq!(told(&Stretch::default()), "Nothing is marked here");
        let counts = Counts { claims: 2, hollow: 1, ..Counts::default() };
        let stretch = Stretch { counts, problems: 1, hits: 3, covered: Some(0.5) };
        assert_eq!(told(&stretch), "2 claims\n1 fact that nothing carries\n1 problem\n3 hits\n50 % of the words covered");
    }
}
