//! The article view over a short and a very long text: milliseconds for opening, a steady frame, selecting, paging, jumping, a new width.
//!
//! `cargo bench --bench long_text [megabytes]`; 100 MB unless said. Compare CPU times of one run, not wall times of two.

use std::io::Write as _;
use std::ops::Range;
use std::sync::Arc;
use std::time::Instant;

use egui::{Context, Event, Key, Modifiers, Pos2, Rect, vec2};
use factmark::model::id::StatementId;
use factmark::ui::article_view::ArticleView;
use factmark::ui::article_view::input::{ArticleInput, MarginNote, Mark, MarkLook};
use factmark::ui::article_view::style::ArticleStyle;

const WORDS: &[&str] =
    &["the", "officials", "said", "that", "a", "third", "“voice”", "was", "heard", "in", "Northport", "before", "noon,", "he", "added."];

fn main() -> std::io::Result<()> {
    let megabytes = std::env::args().find_map(|word| word.parse::<usize>().ok()).unwrap_or(100);
    let mut out = std::io::stdout().lock();
    let memory = || std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    writeln!(out, "ms a frame: CPU mean, clock median, clock worst; 1280 x 800; run and tessellate")?;
    for bytes in [10_000, megabytes * 1_000_000] {
        let mut bench = Bench::new(bytes);
        writeln!(out, "\n{bytes} bytes, {} marks", bench.marks.len())?;
        for (name, action, rounds) in ACTIONS {
            let before = cpu_ms();
            let mut times: Vec<f64> = (0..*rounds).map(|round| clock_ms(|| action(&mut bench, round))).collect();
            let cpu = before.zip(cpu_ms()).map_or(f64::NAN, |(before, after)| (after - before) / *rounds as f64);
            times.sort_by(f64::total_cmp);
            let median = times.get(times.len() / 2).copied().unwrap_or_default();
            let worst = times.last().copied().unwrap_or_default();
            writeln!(out, "{name:24}{cpu:10.3}{median:10.3}{worst:10.3}")?;
        }
        let status = memory();
        let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
        writeln!(out, "{:24}{:10}   {peak}", "paragraphs held", bench.view.held_count())?;
    }
    Ok(())
}

type Action = fn(&mut Bench, usize);

const ACTIONS: &[(&str, Action, usize)] = &[
    ("open and first frame", |bench, _| bench.frame(Vec::new()), 1),
    ("steady frame", |bench, _| bench.frame(Vec::new()), 300),
    (
        "selection grows",
        |bench, round| {
            bench.selection = Some(0..bench.floor(100 + round * 13));
            bench.frame(Vec::new());
        },
        200,
    ),
    (
        "select all held",
        |bench, _| {
            bench.selection = Some(0..bench.text.len());
            bench.frame(Vec::new());
        },
        200,
    ),
    ("page down", |bench, _| bench.press(Key::PageDown), 200),
    (
        "jump anywhere",
        |bench, _| {
            let byte = bench.random.usize(0..bench.text.len());
            let byte = bench.floor(byte);
            bench.view.scroll_to(byte..byte);
            bench.frame(Vec::new());
        },
        200,
    ),
    ("scrolled steady frame", |bench, _| bench.frame(Vec::new()), 300),
    (
        "width change",
        |bench, round| {
            bench.width = 500.0 + (round % 20) as f32 * 7.0;
            bench.frame(Vec::new());
        },
        40,
    ),
];

struct Bench {
    ctx: Context,
    view: ArticleView,
    text: Arc<str>,
    marks: Vec<Mark>,
    selection: Option<Range<usize>>,
    style: ArticleStyle,
    width: f32,
    time: f64,
    random: fastrand::Rng,
}

impl Bench {
    fn new(bytes: usize) -> Self {
        let mut random = fastrand::Rng::with_seed(1);
        let mut text = String::with_capacity(bytes + 64);
        let mut marks = Vec::new();
        let looks = [MarkLook::Claim, MarkLook::Assertion, MarkLook::Fact, MarkLook::HollowFact];
        while text.len() < bytes {
            if text.len() > marks.len() * 100 + 60 {
                let (start, statement) = (text.len() - 57, StatementId::from_raw(marks.len() as u64));
                let start = (start..text.len()).find(|byte| text.is_char_boundary(*byte)).unwrap_or(text.len());
                let look = random.choice(looks).unwrap_or(MarkLook::Claim);
                marks.push(Mark { start, end: text.len(), statement, look, is_focused: false });
            }
            text.push_str(random.choice(WORDS.iter().copied()).unwrap_or_default());
            text.push(if random.u8(0..60) == 0 { '\n' } else { ' ' });
        }
        Self {
            ctx: Context::default(),
            view: ArticleView::default(),
            text: text.into(),
            marks,
            selection: None,
            style: ArticleStyle::plain(&egui::Visuals::light()),
            width: 1280.0,
            time: 0.0,
            random,
        }
    }

    fn floor(&self, byte: usize) -> usize {
        (0..=byte.min(self.text.len())).rev().find(|byte| self.text.is_char_boundary(*byte)).unwrap_or_default()
    }

    fn press(&mut self, key: Key) {
        self.frame(vec![Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }]);
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.time += 0.016;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(self.width, 800.0)));
        let input = egui::RawInput { screen_rect, time: Some(self.time), events, ..egui::RawInput::default() };
        let marks = &self.marks;
        // No mark is longer than 64 bytes.
        let from = |byte: usize| marks.partition_point(|mark| mark.start + 64 < byte);
        let near = |bytes: &Range<usize>| {
            let end = bytes.end;
            marks.iter().skip(from(bytes.start)).take_while(move |mark| mark.start < end)
        };
        let marks_in = |bytes: Range<usize>, out: &mut Vec<Mark>| out.extend(near(&bytes).filter(|mark| mark.end > bytes.start));
        let margin_in = |bytes: Range<usize>, out: &mut Vec<MarginNote>| {
            let notes = near(&bytes).filter(|mark| mark.start >= bytes.start);
            out.extend(notes.map(|m| MarginNote {
                at: m.start,
                statement: m.statement,
                look: m.look,
                sources: m.end % 4,
                is_focused: false,
            }));
        };
        let article = ArticleInput {
            text: &self.text,
            text_key: 1,
            marks_in: &marks_in,
            margin_in: &margin_in,
            dimmed_in: &|_, _| {},
            attributed: &[],
            found_in: &|_, _| {},
            found_current: None,
            selection: self.selection.clone(),
            has_handles: true,
            style: &self.style,
        };
        let view = &mut self.view;
        let mut output = self.ctx.run_ui(input, |ui| drop(view.show(ui, &article)));
        output.textures_delta.clear();
        drop(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }
}

/// CPU milliseconds of this thread so far, where the system counts them: in steps of some milliseconds, so ask seldom.
fn cpu_ms() -> Option<f64> {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(counted.split(' ').next()?.parse::<u64>().ok()? as f64 / 1e6)
}

fn clock_ms(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1000.0
}
