//! The program without a window: does what lines say through the same workbench and world, and tells what comes of it. For tests.
//!
//! A line of input is a command and what belongs to it, a line of output an event; `\n` and `\\` stand for a line break and a backslash. What
//! is told has happened: a line about a save stands there only once the save has ended.

mod line;

use std::collections::VecDeque;
use std::io::Write;
use std::sync::mpsc::Receiver;

use crate::model::field::StatementField;
use crate::project_file;
use crate::scripted::line::{answer, compact_from_bytes, escaped, name, path_or_none, range, tag, told, unescaped};
use crate::storage::copies::digest_of;
use crate::storage::settings::Settings;
use crate::workbench::Workbench;
use crate::workbench::arrival::{Arrival, Opened, SaveEnd};
use crate::workbench::command::LinkTo;
use crate::workbench::command::{Answer, ArticleCommand, Command, FileCommand, MarkCommand, RecoveryCommand, SourceCommand};
use crate::workbench::leftover::Leftover;
use crate::workbench::notice::Weight;
use crate::workbench::question::Question;
use crate::workbench::recovered::Extent;
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
        let generation = self.bench.generation();
        self.run(Command::Arrived(arrival));
        if let Some(saved) = saved {
            self.say(&saved);
        }
        if let Some(word) = opened.filter(|_| generation != self.bench.generation()) {
            let path = path_or_none(self.bench.path());
            self.say(&format!("{word} {path}"));
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

    /// The work that no file has and that was done last is opened.
    fn recover(&mut self) {
        let can_be_opened = |work: &&Leftover| work.unreadable.is_none();
        let journal = self.bench.recovery().told().find(can_be_opened).map(|work| work.journal.clone());
        match journal {
            Some(journal) => self.run(Command::Recovery(RecoveryCommand::Open(journal, Extent::Whole))),
            None => self.say("nothing to recover"),
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

    fn do_line(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = unescaped(rest);
        match word {
            "" => {}
            "open" => self.file(FileCommand::OpenPath(self.world.whole_path(&rest))),
            "save" => self.file(FileCommand::Save),
            "saveas" => self.file(FileCommand::SaveTo(self.world.whole_path(&rest))),
            "recover" => self.recover(),
            "rest" => self.run(Command::Rest),
            "type" => {
                let id = self.bench.focus().statement;
                let draft = id.map(|id| Box::new(Command::Mark(MarkCommand::Set(id, StatementField::Note(rest)))));
                self.edit(draft.map(|draft| Command::Draft(Some(draft))));
            }
            "leave" => self.file(FileCommand::Leave),
            "answer" => match answer(&rest) {
                Some(answer) if self.bench.question().is_some() => {
                    // The next question is another one, even where it says the same.
                    self.told_question = None;
                    self.file(FileCommand::Answer(answer));
                }
                _ => self.say("refused"),
            },
            "settle" => self.wait = Some(Wait::Idle),
            "wait" if rest == "idle" => self.wait = Some(Wait::Idle),
            "wait" if rest == "saved" => self.wait = Some(Wait::Saved),
            "hash" => {
                let bytes = project_file::write(self.bench.project()).into_bytes();
                self.say(&format!("hash {} {}", digest_of(&bytes), bytes.len()));
            }
            "notices" => {
                let lines: Vec<String> = self.bench.notices().shown().iter().map(|notice| told("shown", notice)).collect();
                for line in &lines {
                    self.say(line);
                }
                self.say(&format!("notices {}", lines.len()));
            }
            #[expect(clippy::panic, reason = "what comes of a mistake of the program is to be seen")]
            "mistake" => panic!("a mistake that a script asked for"),
            // Nothing is waited for, nothing told.
            "quit!" => self.code = Some(0),
            "next" => self.edit(Some(Command::Mark(MarkCommand::Next))),
            "select" => self.edit(range(&rest).map(|range| Command::Mark(MarkCommand::Select(Some(range))))),
            "paste" => self.edit(Some(Command::Article(ArticleCommand::Paste(rest)))),
            "tag" => self.edit(tag(&rest).map(|kind| Command::Mark(MarkCommand::Tag(kind)))),
            "note" => {
                let id = self.bench.focus().statement;
                self.edit(id.map(|id| Command::Mark(MarkCommand::Set(id, StatementField::Note(rest)))));
            }
            "link" => {
                let id = self.bench.focus().statement;
                self.edit(id.map(|id| Command::Source(SourceCommand::Link(id, LinkTo::Text(rest)))));
            }
            "undo" => self.edit(Some(Command::Undo)),
            "redo" => self.edit(Some(Command::Redo)),
            _ => self.say("unknown"),
        }
    }

    /// Does a command that concerns the project, and tells the state that it is in then.
    fn edit(&mut self, command: Option<Command>) {
        let Some(command) = command else {
            self.say("refused");
            return;
        };
        self.run(command);
        let (generation, state) = self.bench.revision();
        if self.queued.0 != generation {
            self.queued = (generation, VecDeque::new());
        }
        let (queued, committed) = self.bench.entries_kept();
        if queued > committed {
            self.queued.1.push_back((queued, state));
        }
        self.say(&format!("did {state}"));
    }

    fn file(&mut self, command: FileCommand) {
        self.run(Command::File(command));
    }

    fn run(&mut self, command: Command) {
        self.bench.run(command, &mut self.world);
    }

    /// Goes one step further towards the program's end. Whether there is anything to do next at once.
    fn leave_unasked(&mut self) -> bool {
        let is_asked = self.bench.question().is_some();
        let is_waiting = self.leaves > 0 && !is_asked && !self.is_idle();
        if is_waiting {
            return false;
        }
        if self.leaves >= MAX_LEAVES {
            self.say("not left");
            self.code = Some(1);
            return false;
        }
        self.leaves += 1;
        match self.bench.question() {
            Some(Question::Unsaved(_) | Question::StillWriting) => self.file(FileCommand::Answer(Answer::Proceed)),
            Some(_) => self.file(FileCommand::Answer(Answer::Cancel)),
            None if self.bench.is_leaving() => return false,
            None => self.file(FileCommand::Leave),
        }
        true
    }

    fn say(&mut self, line: &str) {
        // Whoever closed the pipe does not want to hear more.
        let _ = writeln!(self.out, "{line}").and_then(|()| self.out.flush());
    }
}
