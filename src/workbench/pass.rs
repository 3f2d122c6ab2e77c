//! Open for review: one statement after the other, nothing changed by a stray key; what was looked at becomes a pass in the project.

use std::sync::Arc;

use crate::model::day::Day;
use crate::model::edit::{Edit, Transaction};
use crate::model::id::{PassId, StatementId};
use crate::model::project::Project;
use crate::model::review::Pass;
use crate::model::signing;
use crate::model::statement::Statement;
use crate::model::tag::Tag;
use crate::workbench::arrival::Arrival;
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
    // What is left, the next one first. `None` while a worker looks for it.
    left: Option<Vec<StatementId>>,
    // How many there were.
    total: usize,
    from: Day,
    signed: u64,
    sent_back: u64,
}

impl Reviewing {
    /// How many are left, the one that is shown among them; `None` while that is looked for.
    pub fn left(&self) -> Option<usize> {
        self.left.as_ref().map(Vec::len)
    }

    /// How many there were at the start.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// The statement that is shown.
    pub fn current(&self) -> Option<StatementId> {
        self.left.as_ref()?.first().copied()
    }
}

impl Workbench {
    /// The review under way.
    pub const fn reviewing(&self) -> Option<&Reviewing> {
        self.reviewing.as_ref()
    }

    /// Opens for review, or goes on with another queue.
    pub(crate) fn start_reviewing(&mut self, queue: Queue, world: &mut dyn World) {
        if self.project.index().counts().statements() == 0 {
            self.notices.say(Weight::Hint, "There is no statement to review yet");
            return;
        }
        let me = self.checker(world);
        let before = self.reviewing.take();
        let (from, signed, sent_back) = before.map_or((me.today, 0, 0), |before| (before.from, before.signed, before.sent_back));
        self.reviewing = Some(Reviewing { queue, left: None, total: 0, from, signed, sent_back });
        self.focus.selection = None;
        world.spawn(job(self.project.clone(), self.generation, queue, me.name));
    }

    /// What is to be gone through was found.
    pub(crate) fn queued(&mut self, generation: u64, queue: Queue, found: Option<Vec<StatementId>>) {
        let Some(reviewing) = self.reviewing.as_mut().filter(|reviewing| reviewing.queue == queue && generation == self.generation) else {
            return;
        };
        let Some(found) = found else {
            self.reviewing = None;
            self.notices.say(Weight::Warning, "The review was broken off by a mistake of this program. Your work is as it was");
            return;
        };
        reviewing.total = found.len();
        let first = found.first().copied();
        reviewing.left = Some(found);
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
        let plan = reviewing::sign(&self.project, &statement, reason, &checker);
        let here = self.focus.clone();
        if self.commit(plan, here) {
            self.count_in_review(|reviewing| reviewing.signed += 1);
            self.go_on_reviewing();
        }
    }

    /// Sends the statement that is shown back with a query, and goes on.
    pub(crate) fn send_back(&mut self, why: &str, world: &mut dyn World) {
        let Some(statement) = self.current_of_review() else { return };
        let checker = self.checker(world);
        let id = crate::model::id::RemarkId::from_raw(world.draw());
        let Some(plan) = reviewing::remark(&statement, id, crate::model::remark::RemarkKind::Query, why, &checker) else {
            self.notices.say(Weight::Hint, "Write what is to be done, then send it back");
            return;
        };
        let here = self.focus.clone();
        if self.commit(plan, here) {
            self.count_in_review(|reviewing| reviewing.sent_back += 1);
            self.go_on_reviewing();
        }
    }

    /// Leaves the statement that is shown as it is, and goes on.
    pub(crate) fn skip(&mut self) {
        self.go_on_reviewing();
    }

    /// Ends the review; where something was decided in it, it becomes a pass.
    pub(crate) fn end_reviewing(&mut self, world: &mut dyn World) {
        let Some(reviewing) = self.reviewing.take() else { return };
        if reviewing.signed + reviewing.sent_back == 0 {
            return;
        }
        let checker = self.checker(world);
        let pass = Pass {
            id: PassId::from_raw(world.draw()),
            by: checker.name,
            from: Some(reviewing.from),
            to: Some(checker.today),
            looked_at: reviewing.queue.name().to_owned(),
            signed: reviewing.signed,
            sent_back: reviewing.sent_back,
        };
        self.commit_here(Some(Transaction::one("end review", Edit::PutPass(Arc::new(pass)))));
    }

    fn count_in_review(&mut self, count: impl FnOnce(&mut Reviewing)) {
        if let Some(reviewing) = &mut self.reviewing {
            count(reviewing);
        }
    }

    fn current_of_review(&self) -> Option<Arc<Statement>> {
        self.project.statement(self.reviewing.as_ref()?.current()?).cloned()
    }

    fn go_on_reviewing(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let Some(left) = &mut reviewing.left else { return };
        if !left.is_empty() {
            left.remove(0);
        }
        match left.first().copied() {
            Some(next) => self.focus_on(Some(next)),
            None => self.notices.say(Weight::Hint, "That was the last one; end the review to keep it as a pass"),
        }
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

fn job(project: Project, generation: u64, queue: Queue, me: String) -> Job {
    jobs::guarded(Arrival::Queued(generation, queue, None), move || Arrival::Queued(generation, queue, Some(find(&project, queue, &me))))
}
