//! The machine: a disk, one or two windows on it, another program, and chance.

use std::path::{Path, PathBuf};

use factmark::model::field::{ArticleField, StatementField};
use factmark::model::id::StatementId;
use factmark::model::moment::Moment;
use factmark::model::project::Project;
use factmark::model::tag::TagKind;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{Answer, ArticleCommand, Command, FileCommand, LinkTo, MarkCommand, RecoveryCommand, SourceCommand};
use factmark::workbench::keeping::Safety;
use factmark::workbench::question::{PathFor, Question};
use factmark::workbench::recovered::Extent;
use fastrand::Rng;

use crate::memory_fs::MemoryFs;
use crate::memory_world::Dialog;
use crate::memory_world::{DESK, STATE};
use crate::two_writers::laws::{self, Laws};
use crate::two_writers::outside;
use crate::two_writers::window::{Outcome, Window};

const TEXT: &str = "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost everything,” said Ada Brook.\n";
const NAMES: [&str; 2] = ["mill.ron", "other.ron"];

pub struct Machine {
    pub fs: MemoryFs,
    pub windows: Vec<Window>,
    pub laws: Laws,
    pub chance: Rng,
    pub now: Moment,
    // What was asked to be brought back without its last change, as it would be with it.
    without_last: Vec<Project>,
    words: u64,
    pub log: Vec<String>,
    /// How often what was done.
    pub counts: std::collections::BTreeMap<&'static str, usize>,
}

type Step = fn(&mut Machine) -> Result<(), String>;

/// What can happen, and how often.
const STEPS: &[(&str, u32, Step)] = &[
    ("edit", 260, Machine::edit),
    ("work", 300, Machine::work),
    ("take in", 300, Machine::take_in),
    ("type", 40, Machine::draft),
    ("save", 60, Machine::save),
    ("save as", 12, Machine::save_as),
    ("outside", 36, Machine::outside),
    ("visit", 16, Machine::visit),
    ("stir", 60, Machine::stir),
    ("time", 60, Machine::time),
    ("rest", 15, Machine::rest),
    ("answer", 60, Machine::answer),
    ("crash", 22, Machine::crash),
    ("power", 8, Machine::power),
    ("second", 14, Machine::second),
    ("take over", 14, Machine::take_over),
    ("weather", 24, Machine::weather),
    ("recover", 40, Machine::recover),
    ("discard", 16, Machine::discard),
    ("open", 14, Machine::open),
    ("new", 4, Machine::new_project),
    ("leave", 10, Machine::leave),
    ("end", 4, Machine::end),
    ("calm", 14, Machine::calm),
    ("month", 2, Machine::month),
];

impl Machine {
    pub fn new(seed: u64) -> Self {
        let fs = MemoryFs::default();
        let now = Moment(1_795_500_000);
        {
            let weather = &mut fs.state().weather;
            weather.watched = DESK.into();
            weather.piece_bytes = Some(1024);
            weather.clock_secs = now.0.unsigned_abs();
        }
        let windows = vec![Window::new(fs.clone(), now, seed)];
        let (laws, log) = (Laws::default(), Vec::new());
        Self {
            fs,
            windows,
            laws,
            chance: Rng::with_seed(seed),
            now,
            without_last: Vec::new(),
            words: 0,
            log,
            counts: std::collections::BTreeMap::new(),
        }
    }

    pub fn step(&mut self) -> Result<(), String> {
        let all: u32 = STEPS.iter().map(|(_, weight, _)| weight).sum();
        let mut drawn = self.chance.u32(..all);
        for (name, weight, step) in STEPS {
            if drawn < *weight {
                self.log.push((*name).to_owned());
                *self.counts.entry(name).or_default() += 1;
                step(self)?;
                break;
            }
            drawn -= weight;
        }
        self.laws.follow(&self.fs)?;
        for at in 0..self.windows.len() {
            // What a save of the other window does to the file is told like what another program does to it: soon, not at once.
            let is_visited = |(other, window): (usize, &Window)| {
                other != at
                    && (window.bench.is_saving() || window.bench.path().is_some() && window.bench.path() == self.windows[at].bench.path())
            };
            if !self.windows.iter().enumerate().any(is_visited) {
                self.laws.check_saved(&self.windows[at], &self.fs)?;
            }
        }
        self.leave_those_who_want()
    }

    fn note(&mut self, what: impl std::fmt::Display) {
        if let Some(last) = self.log.last_mut() {
            last.extend([", ", &what.to_string()]);
        }
    }

    fn word(&mut self) -> String {
        self.words += 1;
        format!("word {}", self.words)
    }

    fn any(&mut self) -> usize {
        self.chance.usize(..self.windows.len())
    }

    fn run(&mut self, at: usize, command: Command) -> Result<(), String> {
        // The dialog has asked whether a file may be replaced; it may have become another one's while the dialog stood.
        if let Command::Arrived(Arrival::Chosen(PathFor::Save, Some(path))) = &command
            && self.windows[at].bench.path() != Some(path)
        {
            self.laws.asked.insert(path.clone());
        }
        let outcome = self.windows[at].run(command);
        self.after(at, outcome)
    }

    fn after(&mut self, at: usize, outcome: Outcome) -> Result<(), String> {
        if let Some(mistake) = outcome.mistake {
            return Err(format!("the program made a mistake: {mistake}"));
        }
        self.laws.owed.extend(outcome.let_go);
        if outcome.brought_back && self.windows[at].is_writer() {
            self.laws.brought_back(self.windows[at].bench.project());
            // Whoever wants it without the last change wants to be rid of that.
            self.laws.opened(&std::mem::take(&mut self.without_last));
        }
        if self.windows[at].is_writer() {
            self.laws.opened(&outcome.opened);
        }
        self.laws.follow(&self.fs)?;
        if let Some((path, digest)) = outcome.saved {
            self.laws.saved(&path, digest);
        }
        self.laws.look_at(&self.windows);
        if self.windows.iter().all(|window| !window.bench.is_saving() && window.world.back.is_empty()) {
            self.laws.asked.clear();
        }
        Ok(())
    }

    fn edit(&mut self) -> Result<(), String> {
        let at = self.any();
        let bench = &self.windows[at].bench;
        let project = bench.project();
        let Some(article) = project.articles().next().cloned() else {
            return self.run(at, Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
        };
        let ids: Vec<StatementId> = project.statements().map(|statement| statement.id).collect();
        let sources = project.sources().count();
        let word = self.word();
        let id = self.chance.choice(ids.iter().copied());
        let command = match (self.chance.u32(..13), id) {
            (0..=3, Some(id)) => Command::Mark(MarkCommand::Set(id, StatementField::Note(word))),
            (4, Some(id)) if ids.len() > 3 => Command::Mark(MarkCommand::Delete(id)),
            (5, Some(id)) if sources < 4 => Command::Source(SourceCommand::Link(id, LinkTo::Text(word))),
            (6, Some(id)) => {
                let tag = self.chance.choice([TagKind::Claim, TagKind::Assertion, TagKind::ConfirmedFact]).expect("a tag");
                Command::Mark(MarkCommand::Retag(id, tag))
            }
            (7 | 8, _) => Command::Undo,
            (9, _) => Command::Redo,
            (10, _) => Command::Article(ArticleCommand::Set(article.id, ArticleField::Byline(word))),
            _ if ids.len() < 6 => {
                let from = self.chance.usize(17..30);
                self.run(at, Command::Mark(MarkCommand::Select(Some(from..52))))?;
                Command::Mark(MarkCommand::Tag(TagKind::Assertion))
            }
            _ => Command::Undo,
        };
        self.note(format!("{at} {command:?}"));
        self.run(at, command)
    }

    fn draft(&mut self) -> Result<(), String> {
        let at = self.any();
        let word = self.word();
        let id = self.windows[at].bench.project().statements().next().map(|statement| statement.id);
        let draft = id.filter(|_| self.chance.u8(..4) > 0 && self.windows[at].is_writer()).map(|id| (id, word));
        let outcome = self.windows[at].draft(draft);
        self.after(at, outcome)
    }

    /// Workers come on, in no order.
    fn work(&mut self) -> Result<(), String> {
        let at = self.any();
        let count = self.chance.usize(..5);
        for _ in 0..count {
            let waiting = self.windows[at].world.jobs.len();
            if waiting > 0 {
                let job = self.chance.usize(..waiting);
                self.windows[at].world.work(job);
                self.laws.follow(&self.fs)?;
            }
        }
        Ok(())
    }

    fn take_in(&mut self) -> Result<(), String> {
        let at = self.any();
        let count = self.chance.usize(..5);
        for _ in 0..count {
            if !self.windows[at].world.back.is_empty() {
                let arrival = self.windows[at].world.back.remove(0);
                self.run(at, Command::Arrived(arrival))?;
            }
        }
        Ok(())
    }

    fn save(&mut self) -> Result<(), String> {
        let at = self.any();
        let path = self.path();
        self.prepare_dialog(at, path);
        self.run(at, Command::File(FileCommand::Save))
    }

    fn save_as(&mut self) -> Result<(), String> {
        let at = self.any();
        let path = self.path();
        self.prepare_dialog(at, path);
        self.run(at, Command::File(FileCommand::SaveAs))
    }

    fn path(&mut self) -> PathBuf {
        Path::new(DESK).join(if self.chance.u8(..4) > 0 { NAMES[0] } else { NAMES[1] })
    }

    /// A dialog asks itself whether a file may be replaced.
    fn prepare_dialog(&mut self, at: usize, path: PathBuf) {
        let answer = match self.chance.u8(..6) {
            0 => Dialog::NoService,
            1 => Dialog::Closed,
            _ => Dialog::Path(path.clone()),
        };
        if matches!(answer, Dialog::Path(_)) && self.windows[at].bench.path() != Some(&*path) {
            self.laws.asked.insert(path);
        }
        self.windows[at].world.answer = answer;
    }

    #[expect(clippy::unnecessary_wraps, reason = "steps stand in one table")]
    fn outside(&mut self) -> Result<(), String> {
        let path = self.path();
        let before = self.fs.state().bytes(&path).map(<[u8]>::to_vec);
        self.words += 1;
        let bytes = outside::write(before.as_deref(), self.words, &mut self.chance);
        self.note(format!("{} {}", path.display(), self.words));
        if before.is_some() || bytes.is_some() {
            self.fs.state().put(&path, bytes.as_deref());
        }
        Ok(())
    }

    /// Another program writes while a worker of ours is about it.
    #[expect(clippy::unnecessary_wraps, reason = "steps stand in one table")]
    fn visit(&mut self) -> Result<(), String> {
        let path = self.path();
        let before = self.fs.state().bytes(&path).map(<[u8]>::to_vec);
        self.words += 1;
        let bytes = outside::write(before.as_deref(), self.words, &mut self.chance);
        if let Some(bytes) = bytes {
            let calls = self.chance.usize(..60);
            self.note(format!("{} {} in {calls}", path.display(), self.words));
            self.fs.state().expect_visit(calls, &path, &bytes);
        }
        Ok(())
    }

    fn stir(&mut self) -> Result<(), String> {
        let at = self.any();
        for path in self.windows[at].world.watched.clone() {
            self.run(at, Command::Arrived(Arrival::Stirred(path)))?;
        }
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "steps stand in one table")]
    fn time(&mut self) -> Result<(), String> {
        self.now.0 += self.chance.i64(1..4);
        self.pass();
        Ok(())
    }

    fn pass(&mut self) {
        self.fs.state().weather.clock_secs = self.now.0.unsigned_abs();
        for window in &mut self.windows {
            window.world.pass(self.now);
        }
    }

    fn rest(&mut self) -> Result<(), String> {
        let at = self.any();
        self.run(at, Command::Rest)
    }

    fn answer(&mut self) -> Result<(), String> {
        let at = self.any();
        let Some(question) = self.windows[at].bench.question().cloned() else { return Ok(()) };
        let path = self.path();
        let answer = match (&question, self.chance.u8(..3)) {
            (Question::Path(_), 0) | (_, 1) => Answer::Cancel,
            (Question::Path(_), _) => Answer::Path(path.file_name().expect("a name").to_string_lossy().into_owned()),
            (_, 0) => {
                self.prepare_dialog(at, path);
                Answer::Save
            }
            (Question::Overwrite(path) | Question::ChangedOnDisk(path), _) => {
                self.laws.asked.insert(path.clone());
                Answer::Proceed
            }
            _ => Answer::Proceed,
        };
        self.note(format!("{question:?} {answer:?}"));
        self.run(at, Command::File(FileCommand::Answer(answer)))
    }

    /// The process ends: between two jobs, or in the middle of one.
    fn crash(&mut self) -> Result<(), String> {
        let at = self.any();
        if self.chance.bool() && !self.windows[at].world.jobs.is_empty() {
            let calls = self.chance.usize(..80);
            self.note(format!("after {calls} calls"));
            self.fs.state().weather.strikes_in = Some(calls);
            while !self.windows[at].world.jobs.is_empty() {
                let job = self.chance.usize(..self.windows[at].world.jobs.len());
                self.windows[at].world.work(job);
            }
            self.fs.state().weather.strikes_in = None;
            self.laws.follow(&self.fs)?;
        }
        self.gone(at, "ended by a crash")?;
        self.check_owed()
    }

    /// A window is gone, and the program is started again.
    fn gone(&mut self, at: usize, how: &'static str) -> Result<(), String> {
        let window = self.windows.remove(at);
        if window.is_writer() {
            self.laws.owed.extend(window.owed(how));
        }
        drop(window);
        self.laws.ended();
        self.laws.look_at(&self.windows);
        if self.windows.is_empty() {
            self.start()?;
        }
        Ok(())
    }

    fn start(&mut self) -> Result<(), String> {
        {
            let mut state = self.fs.state();
            // What a later start would sweep away: the numbers of processes mean nothing here.
            let is_temp = |path: &&PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".factmark-"));
            let temps: Vec<PathBuf> = state.under(Path::new("/")).filter(is_temp).cloned().collect();
            for temp in temps {
                state.put(&temp, None);
            }
        }
        let seed = self.chance.u64(..);
        self.windows.push(Window::new(self.fs.clone(), self.now, seed));
        let at = self.windows.len() - 1;
        self.run(at, Command::Recovery(RecoveryCommand::Find))?;
        if self.chance.bool() {
            let path = self.path();
            self.run(at, Command::File(FileCommand::OpenPath(path)))?;
        }
        Ok(())
    }

    fn check_owed(&mut self) -> Result<(), String> {
        self.laws.check_owed(&self.fs, self.now, &mut self.chance)
    }

    fn power(&mut self) -> Result<(), String> {
        while let Some(window) = self.windows.pop() {
            if window.is_writer() {
                self.laws.owed.extend(window.owed("there when the power was cut"));
            }
        }
        self.fs.state().cut_power(&mut self.chance);
        self.laws.cut(&self.fs)?;
        self.laws.ended();
        self.start()?;
        self.check_owed()
    }

    fn second(&mut self) -> Result<(), String> {
        if self.windows.len() > 1 {
            return Ok(());
        }
        let seed = self.chance.u64(..);
        self.windows.push(Window::new(self.fs.clone(), self.now, seed));
        let path = self.path();
        self.run(1, Command::File(FileCommand::OpenPath(path)))
    }

    fn take_over(&mut self) -> Result<(), String> {
        let at = self.any();
        self.run(at, Command::Recovery(RecoveryCommand::TakeOver))
    }

    #[expect(clippy::unnecessary_wraps, reason = "steps stand in one table")]
    fn weather(&mut self) -> Result<(), String> {
        let chance = Rng::with_seed(self.chance.u64(..));
        let weather = &mut self.fs.state().weather;
        (weather.chance, weather.is_full) = match self.chance.u8(..6) {
            0 => (Some((chance, 8)), false),
            1 => (Some((chance, 60)), false),
            2 => (None, true),
            _ => (None, false),
        };
        Ok(())
    }

    fn recover(&mut self) -> Result<(), String> {
        let at = self.any();
        let found = self.windows[at].bench.recovery().found().to_vec();
        let Some(leftover) = self.chance.choice(found) else { return Ok(()) };
        let extent = if self.chance.u8(..8) == 0 { Extent::WithoutLast } else { Extent::Whole };
        self.note(format!("{at} {} {extent:?}", leftover.journal.display()));
        if extent == Extent::WithoutLast {
            self.without_last.extend(laws::whole(&self.fs, self.now, &leftover.journal));
        }
        self.run(at, Command::Recovery(RecoveryCommand::Open(leftover.journal, extent)))
    }

    fn discard(&mut self) -> Result<(), String> {
        let at = self.any();
        let found: Vec<_> = self.windows[at].bench.recovery().found().iter().filter(|leftover| !leftover.is_discarded).cloned().collect();
        if found.len() < 3 && self.chance.bool() {
            return Ok(());
        }
        let Some(leftover) = self.chance.choice(found) else { return Ok(()) };
        self.note(leftover.journal.display());
        self.run(at, Command::Recovery(RecoveryCommand::Discard(leftover.journal)))
    }

    fn open(&mut self) -> Result<(), String> {
        let at = self.any();
        let path = self.path();
        self.run(at, Command::File(FileCommand::OpenPath(path)))
    }

    fn new_project(&mut self) -> Result<(), String> {
        let at = self.any();
        self.run(at, Command::File(FileCommand::New))
    }

    fn leave(&mut self) -> Result<(), String> {
        let at = self.any();
        self.run(at, Command::File(FileCommand::Leave))
    }

    fn end(&mut self) -> Result<(), String> {
        let at = self.any();
        self.run(at, Command::Arrived(Arrival::End))
    }

    fn leave_those_who_want(&mut self) -> Result<(), String> {
        for at in (0..self.windows.len()).rev() {
            if self.windows[at].world.is_leaving {
                self.note("left");
                self.gone(at, "closed")?;
                self.check_owed()?;
            }
        }
        Ok(())
    }

    /// Nothing goes wrong for a while, and all that is under way comes to its end.
    fn calm(&mut self) -> Result<(), String> {
        {
            let weather = &mut self.fs.state().weather;
            (weather.chance, weather.is_full) = (None, false);
        }
        for round in 0..40 {
            self.now.0 += 1;
            if round == 30 {
                // Who writes now is told of before the end; who would write later does not.
                self.fs.state().expect_no_visit();
            }
            self.pass();
            for at in 0..self.windows.len() {
                // The system tells of each change; it is not known here when one comes.
                for path in self.windows[at].world.watched.clone() {
                    self.run(at, Command::Arrived(Arrival::Stirred(path)))?;
                }
                while !self.windows[at].world.jobs.is_empty() || !self.windows[at].world.back.is_empty() {
                    if !self.windows[at].world.jobs.is_empty() {
                        self.windows[at].world.work(0);
                        self.laws.follow(&self.fs)?;
                    }
                    if !self.windows[at].world.back.is_empty() {
                        let arrival = self.windows[at].world.back.remove(0);
                        self.run(at, Command::Arrived(arrival))?;
                    }
                }
            }
        }
        for window in &self.windows {
            if window.world.is_leaving || !window.is_writer() {
                continue;
            }
            if window.bench.safety() != Safety::Committed {
                return Err(format!("with nothing in the way the work is {:?}", window.bench.safety()));
            }
            if let Some(path) = window.bench.path().filter(|_| window.bench.is_saved()) {
                laws::has_filed(window, &self.fs, path)?;
            }
        }
        Ok(())
    }

    /// What was moved aside may go after a month, and nothing else.
    fn month(&mut self) -> Result<(), String> {
        self.calm()?;
        // What they let go of lies aside from now on.
        self.leave_those_who_want()?;
        self.check_owed()?;
        let state = Path::new(STATE).join("set-aside");
        let fork = self.fs.fork();
        let aside: Vec<PathBuf> = fork.state().under(&state).cloned().collect();
        for path in aside {
            fork.state().put(&path, None);
        }
        let found = laws::found_again(&fork, self.now, laws::FAR_BACK)?;
        let is_found =
            |owed: &crate::two_writers::window::Owed| owed.states.iter().any(|known| found.iter().any(|chain| known.is_in(chain)));
        self.laws.owed.retain(is_found);
        self.now.0 += 31 * 86_400;
        self.pass();
        for at in 0..self.windows.len() {
            self.run(at, Command::Recovery(RecoveryCommand::Find))?;
        }
        self.calm()?;
        self.check_owed()
    }
}
