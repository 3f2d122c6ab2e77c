//! One window of the machine: its workbench, its world, and what of its work must not be lost.

use std::cell::OnceCell;

use factmark::model::id::StatementId;
use factmark::model::moment::Moment;
use factmark::model::project::Project;
use factmark::model::snapshot::Digest;
use factmark::project_file;
use factmark::storage::copies::digest_of;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::arrival::{Arrival, Opened, OpenedProject, SaveEnd};
use factmark::workbench::command::Command;
use factmark::workbench::keeping::Kept;

use crate::memory_fs::MemoryFs;
use crate::memory_world::MemoryWorld;

/// A state of a project that was queued for the journal with this number.
#[derive(Debug, Clone)]
pub struct Known {
    pub number: u64,
    pub project: Project,
    /// What was being typed then, as the note of this statement.
    pub draft: Option<(StatementId, String)>,
    digest: OnceCell<Digest>,
}

impl Known {
    pub fn new(number: u64, project: Project, draft: Option<(StatementId, String)>) -> Self {
        Self { number, project, draft, digest: OnceCell::new() }
    }

    /// The sum of the file that holds just this.
    pub fn digest(&self) -> Digest {
        *self.digest.get_or_init(|| digest_of(project_file::write(&self.project).as_bytes()))
    }

    /// Whether a project in which undo leads through these states, the present first, has this.
    pub fn is_in(&self, chain: &[Project]) -> bool {
        chain.iter().enumerate().any(|(at, project)| {
            let before = |(id, text): &(StatementId, String)| {
                let typed = at.checked_sub(1).and_then(|at| chain[at].statement(*id));
                typed.is_some_and(|statement| *statement.note == *text)
            };
            *project == self.project && self.draft.as_ref().is_none_or(before)
        })
    }
}

/// Work that must be found again: one of these states, or a later one.
#[derive(Debug)]
pub struct Owed {
    /// What happened to its window.
    pub how: &'static str,
    /// The first is what was committed last.
    pub states: Vec<Known>,
    /// Before those: what was made to last through a power cut, and what came after it.
    pub older: Vec<Known>,
    /// Whether a power cut leaves anything of it for certain.
    pub is_lasting: bool,
}

/// What a command has led to beside what it was meant for.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The work that another project has taken the place of.
    pub let_go: Option<Owed>,
    /// The file with this content was shown as saved.
    pub saved: Option<(std::path::PathBuf, Digest)>,
    /// What was brought back.
    pub brought_back: bool,
    /// Another project was opened from its file: what it was, and what redo and undo lead to from there.
    pub opened: Vec<Project>,
    /// A mistake of the program.
    pub mistake: Option<String>,
}

/// A project that was read.
struct Late {
    /// As it is, then as redo and undo lead on from there.
    reached: Vec<Project>,
    is_recovered: bool,
}

impl Late {
    fn of(opened: &OpenedProject) -> Self {
        let mut reached = vec![opened.project.clone()];
        let (mut project, mut history) = (opened.project.clone(), opened.history.clone());
        while let Ok(Some(_)) = history.redo(&mut project) {
            reached.push(project.clone());
        }
        while let Ok(Some(_)) = history.undo(&mut project) {
            reached.push(project.clone());
        }
        Self { reached, is_recovered: opened.is_recovered }
    }
}

/// A window.
pub struct Window {
    pub bench: Workbench,
    pub world: MemoryWorld,
    states: Vec<Known>,
    // Whether the first of the states was brought back, and is in the journal already.
    is_base_kept: bool,
    // Whether that has been synced since.
    is_base_synced: bool,
    committed: u64,
    synced: u64,
    draft: Option<(StatementId, String)>,
    // What was read, and may take its place only once a question is answered; something read later may have come to nothing meanwhile.
    late: Vec<Late>,
}

impl Window {
    pub fn new(fs: MemoryFs, now: Moment, seed: u64) -> Self {
        let bench = Workbench::new(Settings::default());
        let states = vec![Known::new(0, Project::default(), None)];
        Self {
            bench,
            world: MemoryWorld::new(fs, now, seed),
            states,
            is_base_kept: false,
            is_base_synced: false,
            committed: 0,
            synced: 0,
            draft: None,
            late: Vec::new(),
        }
    }

    /// Whether it may change its project.
    pub fn is_writer(&self) -> bool {
        self.bench.read_only().is_none()
    }

    /// What of its work is committed, as something that must be found from now on.
    pub fn owed(&self, how: &'static str) -> Option<Owed> {
        let first_after = |number: u64| self.states.iter().rposition(|known| known.number <= number).unwrap_or(0);
        let (committed, synced) = (first_after(self.committed), first_after(self.synced.min(self.committed)));
        let is_owed = self.committed > 0 || self.is_base_kept;
        let states = self.states[committed..].to_vec();
        let older = self.states[synced..committed].to_vec();
        // A project that begins here is nowhere before its first entry.
        let is_lasting = self.synced > 0 || self.is_base_kept && self.is_base_synced;
        is_owed.then_some(Owed { how, states, older, is_lasting })
    }

    /// Runs a command and follows what it does.
    pub fn run(&mut self, command: Command) -> Outcome {
        let mut outcome = Outcome::default();
        let is_draft = matches!(command, Command::Draft(_));
        let (generation, queued, was_writer) = (self.bench.generation(), self.bench.entries_kept().0, self.is_writer());
        let journal = self.bench.journal_number();
        let mut synced = 0;
        let mut has_synced = false;
        if let Command::Arrived(arrival) = &command {
            outcome.mistake = mistake(arrival);
            match arrival {
                Arrival::Kept(of, Kept::Synced(written) | Kept::Anew(written)) if *of == journal => {
                    (synced, has_synced) = (written.number, true);
                }
                Arrival::SaveEnded(_, SaveEnd::Saved(saved)) => outcome.saved = Some((saved.path.clone(), saved.stamp.digest)),
                Arrival::Opened(_, opened) => {
                    if let Opened::Project(opened) = &**opened {
                        self.late.push(Late::of(opened));
                    }
                }
                _ => {}
            }
        }
        self.bench.run(command, &mut self.world);
        let (now_queued, committed) = self.bench.entries_kept();
        let is_other = self.bench.generation() != generation;
        // An empty one may be new as well, and has nothing that could be lost.
        let is_it = |late: &Late| late.reached[0] == *self.bench.project() && late.reached[0] != Project::default();
        let late = self.late.iter().rposition(|late| is_other && is_it(late)).map(|at| self.late.remove(at));
        let is_brought_back = late.as_ref().is_some_and(|late| late.is_recovered);
        if is_other || now_queued < queued || was_writer && !self.is_writer() {
            outcome.let_go = self.owed("let go").filter(|_| was_writer);
            outcome.brought_back = is_brought_back;
            outcome.opened = late.filter(|late| !late.is_recovered).map(|late| late.reached).unwrap_or_default();
            (self.committed, self.synced, self.draft) = (0, 0, None);
            (self.is_base_kept, self.is_base_synced) = (is_brought_back && self.is_writer(), false);
            self.states = vec![Known::new(0, self.bench.project().clone(), None)];
        }
        self.is_base_synced |= has_synced && !is_other;
        self.committed = committed;
        self.synced = self.synced.max(synced);
        if self.states.last().is_none_or(|last| last.number != now_queued) {
            if !is_draft {
                self.draft = None;
            }
            self.states.push(Known::new(now_queued, self.bench.project().clone(), self.draft.clone()));
        }
        let floor = self.states.iter().rposition(|known| known.number <= self.synced.min(self.committed)).unwrap_or(0);
        self.states.drain(..floor);
        outcome
    }

    /// Does all that is under way, and what comes of it.
    pub fn settle(&mut self) {
        while !self.world.jobs.is_empty() || !self.world.back.is_empty() {
            while !self.world.jobs.is_empty() {
                self.world.work(0);
            }
            for arrival in std::mem::take(&mut self.world.back) {
                self.run(Command::Arrived(arrival));
            }
        }
    }

    /// Types into the note of a statement, or no longer.
    pub fn draft(&mut self, draft: Option<(StatementId, String)>) -> Outcome {
        use factmark::model::field::StatementField;
        use factmark::workbench::command::MarkCommand;
        self.draft.clone_from(&draft);
        self.run(Command::Draft(draft.map(|(id, text)| Box::new(Command::Mark(MarkCommand::Set(id, StatementField::Note(text)))))))
    }
}

/// A panic of a worker is caught, and its answer says so.
fn mistake(arrival: &Arrival) -> Option<String> {
    let reason = match arrival {
        Arrival::Kept(_, Kept::Failed(reason)) => reason.as_str(),
        Arrival::OpenFailed(_, _, reason) => return format!("{reason:?}").contains("mistake").then(|| format!("{reason:?}")),
        Arrival::JournalEnded(_, Err(reason)) | Arrival::Discarded(_, Err(reason)) => reason,
        Arrival::SaveEnded(_, SaveEnd::Died(_)) => "mistake in a save",
        Arrival::SaveEnded(_, SaveEnd::Unsound(_, reason)) => return Some(format!("unsound: {reason}")),
        _ => return None,
    };
    reason.contains("mistake").then(|| reason.to_owned())
}
