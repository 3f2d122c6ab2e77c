//! Open for review: one statement after the other, nothing changed by a stray key; what was looked at becomes a pass in the project.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::day::Day;
use crate::model::edit::{Edit, Transaction};
use crate::model::id::{PassId, RemarkId, StatementId};
use crate::model::project::Project;
use crate::model::remark::RemarkKind;
use crate::model::review::Pass;
use crate::model::signing;
use crate::model::statement::Statement;
use crate::model::tag::Tag;
use crate::workbench::arrival::Arrival;
use crate::workbench::command::{ArticleCommand, Command, FileCommand, MarkCommand, SourceCommand, VersionCommand};
use crate::workbench::desk::Workbench;
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::reviewing;
use crate::workbench::world::{Job, World};

/// Which statements are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Queue {
    /// All that I have not signed as they are.
    #[default]
    All,
    /// Confirmed facts that nothing carries.
    NotCarried,
    /// With a query or a correction that waits.
    Queries,
    /// Those I confirmed or signed.
    Mine,
    /// Signed by me, and changed since.
    Changed,
}

impl Queue {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::All, Self::NotCarried, Self::Queries, Self::Mine, Self::Changed];

    /// Its name, which a pass keeps.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NotCarried => "not carried",
            Self::Queries => "queries and corrections",
            Self::Mine => "mine",
            Self::Changed => "changed since my last pass",
        }
    }
}

/// A review under way.
#[derive(Debug, Clone)]
pub struct Reviewing {
    /// What is gone through.
    pub queue: Queue,
    // The pass that it becomes; in the project from the first decision on, so that it is saved with what was decided.
    pass: PassId,
    // What is left, the next one first. `None` while a worker looks for it.
    left: Option<VecDeque<StatementId>>,
    // How many there were.
    total: usize,
    from: Day,
    // What was done in it has a higher state.
    begun: u64,
    // What was signed or sent back, and the state that led to; and what of that was undone, latest last.
    done: Vec<(StatementId, u64)>,
    undone: Vec<(StatementId, u64)>,
}

impl Reviewing {
    /// How many are left, the one that is shown among them; `None` while that is looked for.
    pub fn left(&self) -> Option<usize> {
        self.left.as_ref().map(VecDeque::len)
    }

    /// How many there were at the start.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// The statement that is shown.
    pub fn current(&self) -> Option<StatementId> {
        self.left.as_ref()?.front().copied()
    }
}

impl Workbench {
    /// The review under way.
    pub const fn reviewing(&self) -> Option<&Reviewing> {
        self.reviewing.as_ref()
    }

    /// Opens for review; another queue is another pass.
    pub(crate) fn start_reviewing(&mut self, queue: Queue, world: &mut dyn World) {
        if self.project.index().counts().statements() == 0 {
            self.notices.say(Weight::Hint, "There is no statement to review yet");
            return;
        }
        self.end_reviewing(world);
        let me = self.checker(world);
        let pass = PassId::from_raw(world.draw());
        let (begun, from) = (self.history.drawn(), me.today);
        self.reviewing = Some(Reviewing { queue, pass, left: None, total: 0, from, begun, done: Vec::new(), undone: Vec::new() });
        self.focus.selection = None;
        world.spawn(job(self.project.clone(), pass, queue, me.name));
    }

    /// What is to be gone through was found.
    pub(crate) fn queued(&mut self, pass: PassId, found: Option<Vec<StatementId>>) {
        let Some(reviewing) = self.reviewing.as_mut().filter(|reviewing| reviewing.pass == pass) else { return };
        let Some(found) = found else {
            self.reviewing = None;
            self.notices.say(Weight::Warning, "The review was broken off by a mistake of this program. Your work is as it was");
            return;
        };
        reviewing.total = found.len();
        let first = found.first().copied();
        reviewing.left = Some(found.into());
        match first {
            Some(first) => self.focus_on(Some(first)),
            None => self.notices.say(Weight::Hint, "Nothing is left to review here"),
        }
    }

    /// Signs the statement that is shown and goes on. A fact that nothing carries needs a reason.
    pub(crate) fn accept(&mut self, reason: &str, world: &mut dyn World) {
        let Some(statement) = self.current_of_review() else { return };
        if self.project.index().is_hollow(statement.id) && reason.trim().is_empty() {
            self.notices.say(Weight::Hint, "Nothing carries this fact; write why it is signed off all the same, or send it back");
            return;
        }
        let checker = self.checker(world);
        match reviewing::sign(&self.project, &statement, reason, &checker) {
            Some(plan) => self.decide_in_review(statement.id, plan, checker.name, |pass| pass.signed += 1),
            // That very sign-off is there already.
            None => self.go_on_reviewing(),
        }
    }

    /// Sends the statement that is shown back with a query, and goes on.
    pub(crate) fn send_back(&mut self, why: &str, world: &mut dyn World) {
        let Some(statement) = self.current_of_review() else { return };
        let checker = self.checker(world);
        let id = RemarkId::from_raw(world.draw());
        match reviewing::remark(&statement, id, RemarkKind::Query, why, &checker) {
            Some(plan) => self.decide_in_review(statement.id, plan, checker.name, |pass| pass.sent_back += 1),
            None => self.notices.say(Weight::Hint, "Write what is to be done, then send it back"),
        }
    }

    /// Leaves the statement that is shown as it is, and goes on.
    pub(crate) fn skip(&mut self) {
        self.go_on_reviewing();
    }

    /// Ends the review; where something was decided in it, its pass ends with it.
    pub(crate) fn end_reviewing(&mut self, world: &mut dyn World) {
        let Some(reviewing) = self.reviewing.take() else { return };
        let Some(pass) = self.project.pass(reviewing.pass) else { return };
        let ended = Pass { to: Some(world.today()), ..Pass::clone(pass) };
        let edits = vec![Edit::DropPass(ended.id), Edit::PutPass(Arc::new(ended))];
        self.commit_here(Some(Transaction { label: "end review".to_owned(), edits }));
    }

    /// Does what was decided about the statement that is shown, counts it in the pass, in one step, and goes on.
    fn decide_in_review(&mut self, id: StatementId, mut plan: Transaction, by: String, count: impl FnOnce(&mut Pass)) {
        let Some(reviewing) = &self.reviewing else { return };
        let looked_at = reviewing.queue.name().to_owned();
        let new = Pass { id: reviewing.pass, by, from: Some(reviewing.from), to: None, looked_at, signed: 0, sent_back: 0 };
        let there = self.project.pass(new.id);
        plan.edits.extend(there.map(|pass| Edit::DropPass(pass.id)));
        let mut pass = there.map_or(new, |pass| Pass::clone(pass));
        count(&mut pass);
        plan.edits.push(Edit::PutPass(Arc::new(pass)));
        let here = self.focus.clone();
        if self.commit(plan, here) {
            let state = self.history.state();
            if let Some(reviewing) = &mut self.reviewing {
                reviewing.done.push((id, state));
            }
            self.go_on_reviewing();
        }
    }

    /// The statement that is read, where it is the one on the card; else it is brought back there, so that nothing is decided unseen.
    fn current_of_review(&mut self) -> Option<Arc<Statement>> {
        let current = self.reviewing.as_ref()?.current()?;
        let Some(statement) = self.project.statement(current).cloned() else {
            self.go_on_reviewing();
            return None;
        };
        if self.focus.statement != Some(current) {
            self.focus_on(Some(current));
            self.notices.say(Weight::Hint, "This is the statement that is being read; look at it before you decide");
            return None;
        }
        Some(statement)
    }

    fn go_on_reviewing(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let Some(left) = &mut reviewing.left else { return };
        left.pop_front();
        self.show_current_of_review();
    }

    fn show_current_of_review(&mut self) {
        let Some(reviewing) = self.reviewing.as_ref().filter(|reviewing| reviewing.left.is_some()) else { return };
        match reviewing.current() {
            Some(next) => self.focus_on(Some(next)),
            None => self.notices.say(Weight::Hint, "That was the last one; end the review to let marks be changed again"),
        }
    }

    /// Whether what led to this state was done in the review under way.
    pub(crate) fn is_of_review(&self, state: u64) -> bool {
        self.reviewing.as_ref().is_some_and(|reviewing| state > reviewing.begun)
    }

    /// Something was undone: a statement that was decided about by it is read again.
    pub(crate) fn took_back_in_review(&mut self) {
        let state = self.history.state();
        let Some(reviewing) = &mut self.reviewing else { return };
        let Some(taken) = reviewing.done.pop_if(|(_, led_to)| *led_to > state) else { return };
        reviewing.undone.push(taken);
        if let Some(left) = &mut reviewing.left {
            left.push_front(taken.0);
            self.show_current_of_review();
        }
    }

    /// Something was done again: where that decided about a statement, the next one is read.
    pub(crate) fn did_again_in_review(&mut self) {
        let state = self.history.state();
        let Some(reviewing) = &mut self.reviewing else { return };
        let Some(done) = reviewing.undone.pop_if(|(_, led_to)| *led_to == state) else { return };
        reviewing.done.push(done);
        if let Some(left) = &mut reviewing.left {
            left.retain(|id| *id != done.0);
            self.show_current_of_review();
        }
    }

    /// Under review nothing is changed but what a review writes down: a stray key does no harm.
    pub(crate) fn is_refused_in_review(&mut self, command: &Command) -> bool {
        let changes = match command {
            Command::Mark(command) => !matches!(
                command,
                MarkCommand::Select(_)
                    | MarkCommand::Focus(_)
                    | MarkCommand::Next
                    | MarkCommand::Previous
                    | MarkCommand::LookFor(..)
                    | MarkCommand::NextOpen
                    | MarkCommand::Show
                    | MarkCommand::Scrolled(_)
                    | MarkCommand::GoBack(_)
            ),
            Command::Source(command) => !matches!(command, SourceCommand::LookAtCopy(_)),
            Command::Article(command) => !matches!(command, ArticleCommand::Show(_)),
            Command::File(command) => matches!(command, FileCommand::AddArticle | FileCommand::AddArticleFrom(_)),
            Command::Version(command) => matches!(command, VersionCommand::Restore(_)),
            // What was done before the review stays done.
            Command::Undo => !self.is_of_review(self.history.state()),
            Command::Redo => !self.history.redo_state().is_some_and(|state| self.is_of_review(state)),
            _ => false,
        };
        let is_refused = self.reviewing.is_some() && changes;
        if is_refused {
            self.notices.say(Weight::Hint, "Open for review: marks and sources stay as they are. End the review to change them");
        }
        is_refused
    }
}

/// What is not carried first, then what has queries, then the rest; each in reading order.
fn find(project: &Project, queue: Queue, me: &str) -> Vec<StatementId> {
    let mut found: Vec<(u8, StatementId)> = Vec::new();
    for statement in project.statements() {
        let checks = statement.checks();
        let is_hollow = project.index().is_hollow(statement.id);
        let waits = checks.remarks.iter().any(|remark| remark.is_waiting());
        let mine = checks.signed.iter().find(|signature| signature.by == me);
        let is_as_signed = mine.is_some_and(|signature| signing::changed(project, statement, signature).is_empty());
        let is_in = match queue {
            Queue::All => !is_as_signed,
            Queue::NotCarried => is_hollow,
            Queue::Queries => waits,
            Queue::Mine => mine.is_some() || matches!(&statement.tag, Tag::ConfirmedFact(confirmation) if confirmation.by == me),
            Queue::Changed => mine.is_some() && !is_as_signed,
        };
        if is_in {
            let rank = if is_hollow { 0 } else { 2 - u8::from(waits) };
            found.push((rank, statement.id));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, id)| id).collect()
}

fn job(project: Project, pass: PassId, queue: Queue, me: String) -> Job {
    jobs::guarded(Arrival::Queued(pass, None), move || Arrival::Queued(pass, Some(find(&project, queue, &me))))
}
