//! Rows of files: opening a text and a project, saving, what stands on the heap, what frames cost while work is saved.

use std::error::Error;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use factmark::model::project::Project;
use factmark::project_file;
use factmark::workbench::world::World as _;

use crate::bench::{Bench, Done, Size};
use crate::floors;
use crate::generator::{self, Lines};
use crate::measure::{Figures, cost_ms, forget_peak, heap_bytes, peak_bytes};
use crate::ron_records::records;
use crate::stage::{Stage, put};
use crate::world::{BenchWorld, Hands};

/// Times a file is opened or saved.
const ROUNDS: usize = 5;
/// Text and statements of the project that is opened and saved.
const PROJECT: (usize, usize) = (1_000_000, 100_000);

/// What the program keeps for a project of a million statements.
pub fn heap(bench: &mut Bench) -> Done {
    let window = bench.heap_of(Size::Small)? as f64;
    bench.tell(format!("heap.small: {:.2} MB, for the most part the window itself", window / 1e6));
    for size in [Size::Book, Size::Huge] {
        let bytes = bench.heap_of(size)? as f64;
        let allowed = size.bytes() as f64 * 1.3 + size.statements() as f64 * 600.0;
        let how = format!("{:.0} MB / (1.3 x text + 600 bytes a statement = {:.0} MB)", bytes / 1e6, allowed / 1e6);
        let project = bench.project_heap_of(size) as f64;
        bench.ratio(&format!("heap.{}", size.name()), bytes / allowed, 1.0, &format!("{how}; the project alone {:.0} MB", project / 1e6));
    }
    Ok(())
}

/// Opens a file in a window that is there already: milliseconds of all threads until its article is on screen; of which the last frame.
fn open(path: PathBuf) -> Result<(f64, f64), Box<dyn Error>> {
    let world = BenchWorld::new(Hands::Ours, None)?;
    let (started, mut stage) = cost_ms(|| Stage::of(world, Some(path)));
    // While a worker reads, the window is drawn.
    stage.calm();
    let mut cost = started;
    loop {
        let (work, has_worked) = cost_ms(|| stage.app.world_mut().work());
        let frame = stage.frame(Vec::new());
        cost += work + frame;
        if !stage.app.rects_of(0..100).is_empty() {
            return Ok((cost, frame));
        }
        if !has_worked {
            return Err("the file was not opened".into());
        }
    }
}

fn told_open(opened: &Figures, frames: &Figures, floor: &Figures) -> String {
    format!("{}, of which the first frame {:.1}; floor {}", opened.told(), frames.median(), floor.told())
}

/// A plain text to the first frame that shows it, against reading it and checking that it is UTF-8.
pub fn open_text(bench: &mut Bench) -> Done {
    let folder = tempfile::tempdir()?;
    for size in [Size::Book, Size::Huge] {
        let path = folder.path().join("long.txt");
        put(&path, generator::text(size.bytes(), Lines::Prose).as_bytes())?;
        let (mut opened, mut frames, mut floor) = (Figures::none(), Figures::none(), Figures::none());
        for _ in 0..ROUNDS {
            floor.push(floors::read_text(&path)?);
            let (cost, frame) = open(path.clone())?;
            opened.push(cost);
            frames.push(frame);
        }
        let how = told_open(&opened, &frames, &floor);
        if size == Size::Huge {
            bench.ratio("open-text.huge", opened.median() / floor.median(), 3.0, &how);
        } else {
            // Here faces and the first letters are all there is to wait for.
            bench.tell(format!("open-text.{}: {how}", size.name()));
        }
    }
    Ok(())
}

fn project() -> Result<Project, Box<dyn Error>> {
    Ok(generator::project(generator::text(PROJECT.0, Lines::Prose), PROJECT.1)?)
}

/// A project to its first frame, against reading it, parsing it into the same types and checking its sums.
pub fn open_project(bench: &mut Bench) -> Done {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("long.ron");
    put(&path, project_file::write(&project()?).as_bytes())?;
    let (mut opened, mut frames, mut floor) = (Figures::none(), Figures::none(), Figures::none());
    for _ in 0..ROUNDS {
        floor.push(floors::read_records(&path)?);
        let (cost, frame) = open(path.clone())?;
        opened.push(cost);
        frames.push(frame);
    }
    let how = told_open(&opened, &frames, &floor);
    bench.ratio("open-project", opened.median() / floor.median(), 1.3, &how);
    Ok(())
}

/// A window with the project, opened from a file of its own.
fn with_file(path: &Path, hands: Hands) -> Result<Stage, Box<dyn Error>> {
    let mut stage = Stage::of(BenchWorld::new(hands, None)?, Some(path.to_owned()));
    stage.settle();
    stage.jump(0.4);
    Ok(stage)
}

/// Changes something, so that there is something to save.
fn change(stage: &mut Stage, round: usize) {
    let Some(article) = stage.app.bench().article() else { return };
    let start = generator::boundary(&article.text, stage.top_byte() + 300 + round * 31);
    let words = start..generator::boundary(&article.text, start + 25);
    stage.select(words);
    stage.press(Key::Num2, Modifiers::NONE);
    stage.calm();
}

/// Tags the statement in focus otherwise: an edit after which the window shows the same.
fn retag(stage: &mut Stage) {
    let kind = stage.app.bench().statement().map(|statement| statement.tag.kind());
    let key = if kind == Some(factmark::model::tag::TagKind::Claim) { Key::Num2 } else { Key::Num1 };
    stage.press(key, Modifiers::NONE);
    stage.frame(Vec::new());
}

/// A save, against writing, parsing back, comparing and summing; and how far the heap grows over it.
pub fn save(bench: &mut Bench) -> Done {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("long.ron");
    let before = heap_bytes();
    let project = project()?;
    let project_bytes = heap_bytes() - before;
    put(&path, project_file::write(&project).as_bytes())?;
    let mut stage = with_file(&path, Hands::Ours)?;
    let records = records(&project);
    let mut ours = Figures::none();
    let (mut saved, mut floor, mut grown, mut file_bytes) = (Figures::none(), Figures::none(), Figures::none(), 0);
    for round in 0..ROUNDS {
        let writing = floors::write_records(&project, &records)?;
        floor.push(writing.ron + writing.parsing + writing.comparing);
        ours.push(writing.ours + writing.parsing + writing.comparing);
        change(&mut stage, round);
        stage.settle();
        let before = heap_bytes();
        forget_peak();
        let mut cost = stage.press(Key::S, Modifiers::COMMAND);
        while !stage.app.bench().is_saved() {
            let (work, has_worked) = cost_ms(|| stage.app.world_mut().work());
            if !has_worked {
                return Err("it was not saved".into());
            }
            cost += work + stage.frame(Vec::new());
        }
        saved.push(cost);
        grown.push(peak_bytes().saturating_sub(before) as f64);
        file_bytes = std::fs::metadata(&path)?.len();
        stage.settle();
    }
    let how = format!("{} / {}; with our own writer in place of ron's {}", saved.told(), floor.told(), ours.told());
    bench.ratio("save", saved.median() / floor.median(), 1.3, &how);
    let allowed = file_bytes as f64 + project_bytes as f64;
    let how = format!(
        "grows by {:.0} MB / (file {:.0} + project {:.0})",
        grown.median() / 1e6,
        file_bytes as f64 / 1e6,
        project_bytes as f64 / 1e6
    );
    bench.ratio("save.heap", grown.median() / allowed, 1.0, &how);
    Ok(())
}

/// Frames after a change at least: the journal is written within the first few.
const KEEPING_FRAMES: usize = 20;

/// Frames while changes go to the journal and the file is saved, against the same window at rest; and the longest of them against 8 ms.
pub fn frames_while_saving(bench: &mut Bench) -> Done {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("long.ron");
    put(&path, project_file::write(&project()?).as_bytes())?;
    let mut stage = with_file(&path, Hands::Threads)?;
    let (mut still, mut keeping, mut saving) = (Figures::none(), Figures::none(), Figures::none());
    for round in 0..ROUNDS {
        change(&mut stage, round);
        stage.settle();
        (0..100).for_each(|_| still.push(stage.frame(Vec::new())));
        retag(&mut stage);
        // The journal is written, and everything that follows an edit is looked at anew.
        let mut frames = 0;
        while frames < KEEPING_FRAMES || stage.app.world_mut().jobs_under_way() > 0 {
            keeping.push(stage.frame(Vec::new()));
            frames += 1;
        }
        saving.push(stage.press(Key::S, Modifiers::COMMAND));
        while !stage.app.bench().is_saved() {
            saving.push(stage.frame(Vec::new()));
        }
        saving.push(stage.frame(Vec::new()));
        stage.settle();
    }
    bench.against("frames-while-keeping", &keeping, &still, 1.1);
    bench.against("frames-while-saving", &saving, &still, 1.1);
    let most = saving.most().max(keeping.most());
    bench.ratio("frames-while-saving.most", most / 8.0, 1.0, &format!("the longest frame, {most:.2} ms, against 8 ms"));
    Ok(())
}
