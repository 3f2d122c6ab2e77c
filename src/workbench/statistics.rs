//! The numbers about the open project: counted when somebody looks at them, again after a change, never while a frame is drawn.

use std::sync::Arc;

use crate::model::project::Project;
use crate::model::statistics::Statistics;
use crate::workbench::arrival::Arrival;
use crate::workbench::desk::Workbench;
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::world::{Job, World};

/// Up to so many statements and sources counting takes a few milliseconds, and is done at once.
const AT_ONCE: usize = 2000;

/// A state of a project: its generation and its history's state.
type Revision = (u64, u64);

/// What was counted last.
#[derive(Debug, Default)]
pub struct Counted {
    // `None` where counting was broken off.
    found: Option<Arc<Statistics>>,
    of: Option<Revision>,
    running: Option<Revision>,
}

impl Workbench {
    /// The numbers as they were counted last, of this project; they may be of an earlier state of it.
    pub fn statistics(&self) -> Option<&Statistics> {
        let is_own = self.counted.of.is_some_and(|(generation, _)| generation == self.generation);
        self.counted.found.as_deref().filter(|_| is_own)
    }

    /// Whether the numbers are of the project as it is.
    pub fn is_counted(&self) -> bool {
        self.counted.of == Some(self.revision())
    }

    /// Whether somebody who looks at the numbers has to ask for them: they are of an earlier state, and nobody counts.
    pub fn wants_counting(&self) -> bool {
        !self.is_counted() && self.counted.running.is_none()
    }

    /// Whether a worker counts.
    pub const fn is_counting(&self) -> bool {
        self.counted.running.is_some()
    }

    /// Counts where the project has changed since; a large one on a worker, one count at a time.
    pub(crate) fn count(&mut self, world: &mut dyn World) {
        if !self.wants_counting() {
            return;
        }
        let revision = self.revision();
        if self.project.index().counts().statements() + self.project.sources().len() <= AT_ONCE {
            self.counted.found = Some(Arc::new(Statistics::of(&self.project)));
            self.counted.of = Some(revision);
        } else {
            self.counted.running = Some(revision);
            world.spawn(job(self.project.clone(), revision));
        }
    }

    /// Counting has ended; numbers of an earlier state are let go, and who looks at them asks again.
    pub(crate) fn counted(&mut self, of: Revision, found: Option<Arc<Statistics>>) {
        self.counted.running = None;
        if of == self.revision() {
            self.counted.found = found;
            self.counted.of = Some(of);
        }
    }

    /// Counting was broken off; it begins again with the next change, for the same one would end the same way.
    pub(crate) fn counting_died(&mut self, of: Revision) {
        self.counted(of, None);
        self.notices
            .say(Weight::Warning, "Counting was broken off by a mistake of this program; there are no numbers. Your work is as it was");
    }
}

fn job(project: Project, of: Revision) -> Job {
    jobs::guarded(Arrival::CountingDied(of), move || Arrival::Counted(of, Arc::new(Statistics::of(&project))))
}
