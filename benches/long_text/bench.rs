//! One run: which rows, which sizes, the windows that rows share, and what is told.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{Write as _, stdout};

use crate::generator::{self, Lines};
use crate::measure::{Figures, cost_ms, heap_bytes};
use crate::stage::Stage;
use crate::world::Hands;

/// What a row answers.
pub type Done = Result<(), Box<dyn Error>>;

/// How long the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// 10 kB, 100 statements.
    Small,
    /// 1 MB, 10,000 statements.
    Book,
    /// 10 MB, 100,000 statements.
    Ten,
    /// 100 MB, 1,000,000 statements.
    Huge,
}

impl Size {
    /// All.
    pub const ALL: [Self; 4] = [Self::Small, Self::Book, Self::Ten, Self::Huge];

    /// Bytes of text.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Small => 10_000,
            Self::Book => 1_000_000,
            Self::Ten => 10_000_000,
            Self::Huge => 100_000_000,
        }
    }

    /// Statements.
    pub const fn statements(self) -> usize {
        self.bytes() / 100
    }

    /// As it is called in names of rows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Book => "book",
            Self::Ten => "ten",
            Self::Huge => "huge",
        }
    }
}

/// What a run keeps.
pub struct Bench {
    /// Whether it is to be done in five minutes.
    pub is_quick: bool,
    stages: BTreeMap<Size, Stage>,
    // Bytes on the heap that each window has brought, and its project alone.
    heaps: BTreeMap<Size, (usize, usize)>,
    absolute: Vec<String>,
    // Rows that were told, and those of them over their target.
    told: usize,
    over: usize,
}

impl Bench {
    /// Nothing is made yet.
    pub const fn new(is_quick: bool) -> Self {
        Self { is_quick, stages: BTreeMap::new(), heaps: BTreeMap::new(), absolute: Vec::new(), told: 0, over: 0 }
    }

    /// The sizes that are held against `Small`.
    pub fn sizes(&self) -> &'static [Size] {
        if self.is_quick { &[Size::Book, Size::Huge] } else { &[Size::Book, Size::Ten, Size::Huge] }
    }

    /// The window with a project of this size, somewhere in its middle.
    pub fn stage(&mut self, size: Size) -> Result<&mut Stage, Box<dyn Error>> {
        if !self.stages.contains_key(&size) {
            let before = heap_bytes();
            let (cost, project) = cost_ms(|| generator::project(generator::text(size.bytes(), Lines::Prose), size.statements()));
            let project = project?;
            let of_project = heap_bytes().saturating_sub(before);
            let mut stage = Stage::with(project, Hands::Threads)?;
            self.heaps.insert(size, (heap_bytes().saturating_sub(before), of_project));
            self.tell(format!("{}: made in {:.1} s", size.name(), cost / 1000.0));
            stage.jump(0.4);
            self.stages.insert(size, stage);
        }
        self.stages.get_mut(&size).ok_or_else(|| "no window".into())
    }

    /// Bytes on the heap that the window of this size has brought.
    pub fn heap_of(&mut self, size: Size) -> Result<usize, Box<dyn Error>> {
        self.stage(size)?;
        Ok(self.heaps.get(&size).map_or(0, |(all, _)| *all))
    }

    /// The same of its project alone, as the model has it.
    pub fn project_heap_of(&self, size: Size) -> usize {
        self.heaps.get(&size).map_or(0, |(_, project)| *project)
    }

    /// Lets the windows go.
    pub fn close_windows(&mut self) {
        self.stages.clear();
    }

    /// A figure beside its target, both as multiples of something measured in this run; `how` says of what.
    pub fn ratio(&mut self, name: &str, value: f64, target: f64, how: &str) {
        self.told += 1;
        // What could not be measured has held nothing.
        self.over += usize::from(value.is_nan() || value > target);
        // Where nobody reads nothing is lost.
        let _ = writeln!(stdout(), "ratio {name} {value:.2} target {target:.2}   {how}");
    }

    /// The same for two kinds of figures, middle against middle.
    pub fn against(&mut self, name: &str, these: &Figures, those: &Figures, target: f64) {
        self.ratio(name, these.median() / those.median(), target, &format!("{} / {}", these.told(), those.told()));
    }

    /// An absolute figure, told at the end.
    pub fn tell(&mut self, line: String) {
        self.absolute.push(line);
    }

    /// Tells what was put off to the end.
    pub fn end(&self) {
        let _ = writeln!(stdout(), "\n{} rows, {} of them over the target\n\nfigures", self.told, self.over);
        for line in &self.absolute {
            let _ = writeln!(stdout(), "  {line}");
        }
    }
}
