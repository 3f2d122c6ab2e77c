//! The program without a window: does what lines say through the same workbench and world, and tells what comes of it. For tests.
//!
//! A line of input is a command and what belongs to it, a line of output an event; `\n` and `\\` stand for a line break and a backslash. What
//! is told has happened: a line about a save stands there only once the save has ended.

mod doing;
mod line;

use std::collections::VecDeque;
use std::io::Write;
use std::sync::mpsc::Receiver;

use crate::scripted::line::{compact_from_bytes, escaped, name, path_or_none, told};
use crate::storage::settings::Settings;
use crate::workbench::Workbench;
use crate::workbench::arrival::{Arrival, Opened, SaveEnd};
use crate::workbench::command::{Command, RecoveryCommand};
use crate::workbench::notice::Weight;
use crate::workbench::question::Question;
use crate::workbench::recovering::ReadOnly;
use crate::workbench::saving::Saving;
use crate::workbench::world::World;

/// Rounds of answers taken in one go: a job that answers at once may lead to the next, a runaway may not hold everything up.
const MAX_ROUNDS: usize = 64;
/// How often leaving is tried at the end of the input before the program ends all the same.
const MAX_LEAVES: usize = 8;

/// What wakes the script.
#[derive(Debug)]
pub enum Event {
    /// A line of input.
    Line(String),
    /// There are no more.
    Ended,
    /// Something has come back to the world.
    Woken,
}

/// What a script waits for before it goes on with the next line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    /// Nothing is under way any more.
    Idle,
    /// The file holds all of the project, or nothing is under way that could make it so.
    Saved,
}

/// The program as a script has it.
pub struct Script<W, O> {
    bench: Workbench,
    world: W,
    out: O,
    // Read, but not done yet.
    lines: VecDeque<String>,
    is_ended: bool,
    wait: Option<Wait>,
    // How often leaving was tried since the input ended.
    leaves: usize,
    told_question: Option<Question>,
    told_read_only: Option<ReadOnly>,
    // Notices of the project with this generation were told up to this number.
    told_notices: (u64, u64),
    // Entries that were queued for the journal of the project with this generation, and the state of the project that each leads to.
    queued: (u64, VecDeque<(u64, u64)>),
    code: Option<u8>,
}

/// Does what the events say until the program ends; answers with its exit code: 0 where it ended in order.
pub fn run<W: World, O: Write>(script: &mut Script<W, O>, events: &Receiver<Event>) -> u8 {
    script.begin();
    while script.code.is_none() {
        match events.recv() {
            Ok(Event::Line(line)) => script.line(line),
            Ok(Event::Woken) => script.go_on(),
            Ok(Event::Ended) => script.end(),
            // Nobody can wake it any more.
            Err(_) => return 1,
        }
    }
    script.code.unwrap_or_default()
}

impl<W: World, O: Write> Script<W, O> {
    /// An empty project. `trouble` is what went wrong before.
    pub fn new(world: W, settings: Settings, trouble: Option<String>, out: O) -> Self {
        let mut bench = Workbench::new(settings);
        bench.compact_from_bytes = compact_from_bytes();
        if let Some(trouble) = trouble {
            bench.say_of_the_program(Weight::Warning, trouble);
        }
        Self {
            bench,
            world,
            out,
            lines: VecDeque::new(),
            is_ended: false,
            wait: None,
            leaves: 0,
            told_question: None,
            told_read_only: None,
            told_notices: (0, 0),
            queued: (0, VecDeque::new()),
            code: None,
        }
    }

    /// Looks for work that no file has, as the window does, and tells that it is ready.
    pub fn begin(&mut self) {
        self.run(Command::Recovery(RecoveryCommand::Find));
        self.say("ready");
        self.go_on();
    }

    /// Does what the line says, once those before it are done.
    pub fn line(&mut self, line: impl Into<String>) {
        self.lines.push_back(line.into());
        self.go_on();
    }

    /// The input has ended: leaves once all is done, letting unsaved work go.
    pub fn end(&mut self) {
        self.is_ended = true;
        self.go_on();
    }

    /// Takes in what has come back, and does what waited for it.
    pub fn go_on(&mut self) {
        loop {
            self.take_in();
            if self.code.is_some() {
                return;
            }
            if self.world.is_leaving() {
                self.say("left");
                self.code = Some(0);
                return;
            }
            if let Some(wait) = self.wait {
                if !self.is_over(wait) {
                    return;
                }
                self.wait = None;
                self.say(match wait {
                    Wait::Idle => "idle",
                    Wait::Saved if self.bench.is_saved() => "is saved",
                    Wait::Saved => "is not saved",
                });
            }
            match self.lines.pop_front() {
                Some(line) => self.do_line(&line),
                None if self.is_ended => {
                    if !self.leave_unasked() {
                        return;
                    }
                }
                None => return,
            }
        }
    }

    /// The exit code, once the program has ended.
    pub const fn code(&self) -> Option<u8> {
        self.code
    }

    /// The workbench, to look at.
    pub const fn bench(&self) -> &Workbench {
        &self.bench
    }

    /// The world.
    pub const fn world_mut(&mut self) -> &mut W {
        &mut self.world
    }

    /// Both, for the program's end in disorder.
    pub const fn parts(&mut self) -> (&Workbench, &mut W) {
        (&self.bench, &mut self.world)
    }

    /// What was told so far, where it is kept.
    pub const fn out_mut(&mut self) -> &mut O {
        &mut self.out
    }

    fn is_idle(&self) -> bool {
        self.world.jobs_under_way() == 0 && !self.bench.is_saving() && self.bench.opening().is_none()
    }

    fn is_over(&self, wait: Wait) -> bool {
        self.is_idle() || wait == Wait::Saved && self.bench.is_saved()
    }

    fn take_in(&mut self) {
        for _ in 0..MAX_ROUNDS {
            let arrived = self.world.arrived();
            if arrived.is_empty() {
                break;
            }
            for arrival in arrived {
                self.arrive(arrival);
            }
        }
        self.tell_news();
        if self.bench.read_only() != self.told_read_only {
            self.told_read_only = self.bench.read_only();
            self.say(match self.told_read_only {
                Some(ReadOnly::OpenElsewhere) => "reads only, open elsewhere",
                Some(ReadOnly::TakenOver) => "reads only, taken over",
                None => "may write",
            });
        }
    }

    fn arrive(&mut self, arrival: Arrival) {
        let saved = match &arrival {
            Arrival::SaveEnded(number, SaveEnd::Saved(saved)) => {
                let state = self.bench.saves.iter().find(|saving| saving.number == *number).map_or(0, Saving::state);
                Some(format!("saved {} {state}", escaped(&saved.path.to_string_lossy())))
            }
            _ => None,
        };
        let opened = match &arrival {
            Arrival::Opened(_, opened) if matches!(&**opened, Opened::Project(project) if project.is_recovered) => Some("recovered"),
            Arrival::Opened(..) => Some("opened"),
            _ => None,
        };
        let is_found = matches!(&arrival, Arrival::Unsaved(..));
        let other = match &arrival {
            Arrival::Discarded(_, Ok(())) => Some("discarded".to_owned()),
            Arrival::VersionsListed(_, Some(versions)) => Some(format!("versions {}", versions.len())),
            _ => None,
        };
        let (generation, state) = self.bench.revision();
        self.run(Command::Arrived(arrival));
        let now = self.bench.revision();
        if now.0 == generation && now.1 != state {
            self.tell_state("became");
        }
        if let Some(saved) = saved {
            self.say(&saved);
        }
        if let Some(word) = opened.filter(|_| generation != self.bench.generation()) {
            let path = path_or_none(self.bench.path());
            self.say(&format!("{word} {path}"));
        }
        if let Some(line) = other {
            self.say(&line);
        }
        if is_found {
            let told: Vec<_> = self.bench.recovery().told().map(|work| (work.changes, path_or_none(work.path.as_deref()))).collect();
            for (changes, path) in told {
                self.say(&format!("unsaved {changes} {path}"));
            }
        }
        self.tell_committed();
    }

    /// Tells the latest state that has reached the journal since it was told last.
    fn tell_committed(&mut self) {
        if self.queued.0 != self.bench.generation() {
            self.queued.1.clear();
            return;
        }
        let (_, committed) = self.bench.entries_kept();
        let mut latest = None;
        while let Some((_, state)) = self.queued.1.pop_front_if(|(number, _)| *number <= committed) {
            latest = Some(state);
        }
        if let Some(state) = latest {
            self.say(&format!("committed {state}"));
        }
    }

    /// Tells what notices and questions there are that were not told.
    fn tell_news(&mut self) {
        let generation = self.bench.generation();
        // Another project begins to count anew.
        let known = if self.told_notices.0 == generation { self.told_notices.1 } else { 0 };
        let shown = self.bench.notices().shown();
        let news: Vec<String> = shown.iter().filter(|notice| notice.number > known).map(|notice| told("notice", notice)).collect();
        self.told_notices = (generation, shown.iter().map(|notice| notice.number).fold(known, u64::max));
        for line in news {
            self.say(&line);
        }
        if self.bench.question() != self.told_question.as_ref() {
            self.told_question = self.bench.question().cloned();
            if let Some(question) = &self.told_question {
                let line = format!("question {}", name(question));
                self.say(&line);
            }
        }
    }

    fn say(&mut self, line: &str) {
        // Whoever closed the pipe does not want to hear more.
        let _ = writeln!(self.out, "{line}").and_then(|()| self.out.flush());
    }
}
