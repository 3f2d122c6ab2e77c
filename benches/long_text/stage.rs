//! One window of the real program without a screen: frames with what is done in them, and what each costs.

use std::collections::HashSet;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use egui::epaint::{ClippedShape, TextShape};
use egui::{Context, Event, Galley, Id, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, Shape, Vec2, pos2, vec2};
use factmark::app::App;
use factmark::model::project::Project;
use factmark::storage::settings::Settings;
use factmark::ui;
use factmark::workbench::world::World as _;

use crate::measure::cost_ms;
use crate::world::{BenchWorld, Hands};

/// The window, in points.
pub const WINDOW: Vec2 = vec2(1280.0, 800.0);
/// Between two frames, where nothing else is said.
const FRAME_SECS: f64 = 0.016;
/// Frames after which nothing moves any more.
const CALM_FRAMES: usize = 40;
/// Frames after which it is not waited any longer.
const MOST_FRAMES: usize = 4000;
/// Who asks for a frame later than this, in seconds, waits for somebody.
const SOON_SECS: f64 = 0.3;
/// Left of this stands the article.
const PANEL_LEFT: f32 = WINDOW.x - 400.0;
/// Right of its scrollbar the strip begins that shows where everything is.
const LANE_RIGHT: f32 = PANEL_LEFT - factmark::ui::overview::WIDTH;
/// Well inside the lane of its scrollbar.
const LANE_TOP: f32 = 40.0;
const LANE_BOTTOM: f32 = WINDOW.y - 60.0;

/// A window.
pub struct Stage {
    /// The program.
    pub app: App<BenchWorld>,
    /// Its size, in points.
    pub window: Vec2,
    ctx: Context,
    time: f64,
    // What the last frame painted, where that is wanted.
    painted: Vec<ClippedShape>,
    keeps_painted: bool,
    // After how many seconds the last frame asked for another.
    next_secs: f64,
}

impl Stage {
    /// A window with this project, calm.
    pub fn with(project: Project, hands: Hands) -> io::Result<Self> {
        let mut stage = Self::of(BenchWorld::new(hands, Some(project))?, None);
        stage.settle();
        Ok(stage)
    }

    /// A window that opens a file, or what its world has; nothing is drawn yet.
    pub fn of(world: BenchWorld, file: Option<PathBuf>) -> Self {
        let ctx = Context::default();
        ui::set_up(&ctx);
        let app = App::new(world, Settings::default(), file, None).drawing_ahead();
        Self { app, window: WINDOW, ctx, time: 0.0, painted: Vec::new(), keeps_painted: false, next_secs: 0.0 }
    }

    /// Draws until every job is done and nothing moves.
    pub fn settle(&mut self) {
        loop {
            self.calm();
            let world = self.app.world_mut();
            if world.jobs_under_way() == 0 {
                return;
            }
            if !world.work() {
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
        }
    }

    /// Draws until nothing moves, whatever workers do.
    pub fn calm(&mut self) {
        for _ in 0..CALM_FRAMES {
            self.time += 0.1;
            self.frame(Vec::new());
        }
        for _ in 0..MOST_FRAMES {
            if !self.wants_more() {
                return;
            }
            self.time += 0.1;
            self.frame(Vec::new());
        }
    }

    /// Whether the last frame asked for another one soon.
    pub fn wants_more(&self) -> bool {
        self.next_secs < SOON_SECS
    }

    /// Draws a frame in which this happens: takes in what came back, runs the program, tessellates. Milliseconds of CPU.
    pub fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.time += FRAME_SECS;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.window)),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let (ctx, app) = (&self.ctx, &mut self.app);
        let (drawing, mut output) = cost_ms(|| {
            ctx.run_ui(input, |ui| {
                app.logic(ui.ctx());
                app.draw(ui);
            })
        });
        output.textures_delta.clear();
        self.next_secs = output.viewport_output.values().map(|view| view.repaint_delay.as_secs_f64()).fold(f64::INFINITY, f64::min);
        if self.keeps_painted {
            self.painted.clone_from(&output.shapes);
        }
        let (tessellating, primitives) = cost_ms(|| ctx.tessellate(output.shapes, output.pixels_per_point));
        drop(primitives);
        drawing + tessellating
    }

    /// Frames in which nothing happens.
    pub fn still(&mut self, count: usize) -> crate::measure::Figures {
        (0..count).map(|_| self.frame(Vec::new())).collect()
    }

    /// A key goes down and up in one frame.
    pub fn press(&mut self, key: Key, modifiers: Modifiers) -> f64 {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(vec![Event::ModifiersChanged(modifiers), event(true), event(false), Event::ModifiersChanged(Modifiers::NONE)])
    }

    /// The pointer moves.
    pub fn point(&mut self, at: Pos2) -> f64 {
        self.frame(vec![Event::PointerMoved(at)])
    }

    /// Its button goes down or up.
    pub fn button(&mut self, at: Pos2, pressed: bool) -> f64 {
        let event = Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
        self.frame(vec![Event::PointerMoved(at), event])
    }

    /// A click; later than the one before, so that it is none of two.
    pub fn click(&mut self, at: Pos2) {
        self.time += 1.0;
        self.point(at);
        self.button(at, true);
        self.button(at, false);
    }

    /// The pointer goes where it is over nothing.
    pub fn point_away(&mut self) {
        self.frame(vec![Event::PointerGone]);
        self.calm();
    }

    /// Selects these bytes with the pointer, if they stand on one line.
    pub fn select(&mut self, bytes: Range<usize>) {
        let rects = self.app.rects_of(bytes);
        let (Some(first), Some(last)) = (rects.first().copied(), rects.last().copied()) else { return };
        self.time += 1.0;
        self.point(first.left_center());
        self.button(first.left_center(), true);
        self.point(first.center());
        self.point(last.right_center());
        self.button(last.right_center(), false);
        self.point_away();
    }

    /// Presses in the lane of the article's scrollbar, `part` of the way down.
    pub fn jump(&mut self, part: f32) {
        let at = pos2(LANE_RIGHT - 5.0, LANE_TOP + (LANE_BOTTOM - LANE_TOP) * part);
        self.point(at);
        self.button(at, true);
        self.button(at, false);
        self.point_away();
    }

    /// Where a widget with an id of its own stands.
    pub fn rect_of(&self, id: &str) -> Option<Rect> {
        self.ctx.read_response(Id::unique(id)).map(|response| response.rect)
    }

    /// The first byte of the line at the top of the article's window.
    pub fn top_byte(&self) -> usize {
        self.app.bench().focus().scroll.byte
    }

    /// A place in the middle of the article's window where words stand.
    pub fn word_spot(&self) -> Pos2 {
        let top = self.top_byte();
        let rects = self.app.rects_of(top..top + 4000);
        let lower = rects.iter().filter(|rect| rect.width() > 300.0 && rect.top() > 200.0);
        lower.map(Rect::center).next().unwrap_or(pos2(400.0, 400.0))
    }

    /// Whether it is kept what each frame paints; not part of what is measured.
    pub fn keep_painted(&mut self, keeps: bool) {
        self.keeps_painted = keeps;
        self.frame(Vec::new());
    }

    /// The rows of each layout that the last frame showed.
    pub fn rows_in_sight(&self) -> Vec<InSight> {
        let shown = self.painted.iter().flat_map(|clipped| texts(&clipped.shape).into_iter().map(|text| (text, clipped.clip_rect)));
        shown.map(|(text, clip)| InSight::of(text, clip)).filter(|shown| !shown.rows.is_empty()).collect()
    }

    /// Lays out once more what is in sight `now` and was not `before`, where all faces and glyphs are at hand: milliseconds of CPU, bytes, and how
    /// many of them are of the article. Of a layout of which some rows were in sight, the others' share.
    pub fn lay_out_new(&self, before: &[InSight], now: &[InSight]) -> New {
        let (mut all, mut seen) = (New { cost: 0.0, bytes: 0, of_article: 0 }, HashSet::new());
        for shown in now {
            let was = |row: &usize| before.iter().any(|other| Arc::ptr_eq(&other.galley, &shown.galley) && other.rows.contains(row));
            let new = shown.rows.clone().filter(|row| !was(row) && seen.insert((Arc::as_ptr(&shown.galley), *row))).count();
            if new == 0 {
                continue;
            }
            let share = new as f64 / shown.galley.rows.len() as f64;
            let mut job = egui::text::LayoutJob::clone(&shown.galley.job);
            let bytes = (job.text.len() as f64 * share) as usize;
            all.bytes += bytes;
            all.of_article += if shown.is_article { bytes } else { 0 };
            // Another job for whoever keeps layouts, and the same layout.
            job.first_row_min_height = 0.001;
            let (own, _) = cost_ms(|| self.ctx.fonts_mut(|fonts| fonts.layout_job(job)));
            all.cost += own * share;
        }
        all
    }

    /// Paints the article's layouts of the last frame bare: a frame of nothing else. Milliseconds of CPU.
    pub fn paint_bare(&mut self) -> f64 {
        let of_article = |clipped: &&ClippedShape| matches!(clipped.shape, Shape::Text(_)) && is_of_article(clipped.clip_rect);
        let shapes: Vec<ClippedShape> = self.painted.iter().filter(of_article).cloned().collect();
        self.time += FRAME_SECS;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, self.window));
        let input = RawInput { screen_rect, time: Some(self.time), focused: true, ..RawInput::default() };
        let (drawing, mut output) = cost_ms(|| {
            self.ctx.run_ui(input, |ui| {
                let painter = ui.painter();
                for clipped in &shapes {
                    painter.with_clip_rect(clipped.clip_rect).add(clipped.shape.clone());
                }
            })
        });
        output.textures_delta.clear();
        let (tessellating, primitives) = cost_ms(|| self.ctx.tessellate(output.shapes, output.pixels_per_point));
        drop(primitives);
        drawing + tessellating
    }
}

/// A layout, and which of its rows are in sight.
#[derive(Clone)]
pub struct InSight {
    galley: Arc<Galley>,
    rows: Range<usize>,
    is_article: bool,
}

/// What came newly into sight.
pub struct New {
    /// Milliseconds of CPU to lay it out.
    pub cost: f64,
    /// Bytes of text.
    pub bytes: usize,
    /// Those of the article.
    pub of_article: usize,
}

impl InSight {
    fn of(text: &TextShape, clip: Rect) -> Self {
        let galley = Arc::clone(&text.galley);
        let from = galley.rows.partition_point(|row| text.pos.y + row.max_y() <= clip.top());
        let to = galley.rows.partition_point(|row| text.pos.y + row.min_y() < clip.bottom());
        Self { rows: from..to.max(from), galley, is_article: is_of_article(clip) }
    }
}

/// Whether what is cut so is the article: nothing else that holds text is so wide and so high.
fn is_of_article(clip: Rect) -> bool {
    clip.width() > 500.0 && clip.height() > 300.0
}

fn texts(shape: &Shape) -> Vec<&TextShape> {
    match shape {
        Shape::Text(text) => vec![text],
        Shape::Vec(shapes) => shapes.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// Makes a file with these bytes.
pub fn put(path: &std::path::Path, bytes: &[u8]) -> io::Result<()> {
    std::fs::File::create(path)?.write_all(bytes)
}
