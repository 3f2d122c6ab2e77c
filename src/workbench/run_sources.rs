//! Commands about sources and links.

use crate::model::edit::{Edit, Transaction};
use crate::model::id::{EvidenceId, SourceId, StatementId};
use crate::text::quoted::quoted;
use crate::workbench::command::{LinkTo, SourceCommand};
use crate::workbench::desk::Workbench;
use crate::workbench::notice::Weight;
use crate::workbench::world::World;
use crate::workbench::{sourcing, stories};

/// Characters of a source's name in a hint.
const MOST_OF_NAME: usize = 60;

impl Workbench {
    pub(crate) fn source(&mut self, command: SourceCommand, world: &mut dyn World) {
        match command {
            SourceCommand::Link(id, to) => self.link(id, to, world),
            SourceCommand::Unlink(id, evidence) => {
                let there = self.project.statement(id).is_some_and(|statement| statement.evidence(evidence).is_some());
                let edit = Edit::DropEvidence(id, evidence);
                self.commit_here(there.then(|| Transaction::one("unlink source", edit)));
            }
            SourceCommand::LinkLike(id, other) => {
                let checker = self.checker(world);
                let (one, other) = (self.project.statement(id), self.project.statement(other));
                let plan = one.zip(other).and_then(|(one, other)| sourcing::link_like(one, other, || world.draw(), &checker));
                self.commit_here(plan);
            }
            SourceCommand::SayStory(doubt, is_same) => {
                let plan = stories::say(&self.project, &doubt, is_same);
                self.commit_here(plan);
            }
            SourceCommand::SetEvidence(id, evidence, field) => {
                let plan = self.project.statement(id).and_then(|statement| sourcing::set_evidence(statement, evidence, field));
                self.commit_here(plan);
            }
            SourceCommand::Add(text) => {
                let checker = self.checker(world);
                match sourcing::add(&self.project, &text, SourceId::from_raw(world.draw()), &checker) {
                    Some(Ok(plan)) => self.commit_here(Some(plan)),
                    Some(Err(Some(gain))) => {
                        self.commit_here(Some(gain));
                        self.notices.say(Weight::Hint, "This source is there already; the link is kept as its archived copy");
                    }
                    Some(Err(None)) => self.notices.say(Weight::Hint, "This source is there already"),
                    None => {}
                }
            }
            SourceCommand::Set(id, field) => {
                let plan = self.project.source(id).and_then(|source| sourcing::set(source, field));
                self.commit_here(plan);
            }
            SourceCommand::KeepFile(id) => self.ask_for_copy(id, world),
            SourceCommand::KeepFileFrom(id, path) => self.keep_file(id, path, world),
            SourceCommand::KeepText(id, text) => self.keep_text(id, text, world),
            SourceCommand::DropCopy(id) => self.drop_copy(id),
            SourceCommand::LookAtCopy(id) => self.look_at_copy_again(id),
            SourceCommand::Remove(id) => {
                if self.project.source(id).is_some() {
                    let plan = sourcing::remove(&self.project, id);
                    self.commit_here(Some(plan));
                }
            }
            SourceCommand::Merge { keep, other } => self.merge(keep, other),
        }
    }

    fn merge(&mut self, keep: SourceId, other: SourceId) {
        let both = self.project.source(keep).zip(self.project.source(other));
        let Some(plan) = both.and_then(|(keep, other)| sourcing::merge(&self.project, keep, other)) else { return };
        let copy_of = |id| self.project.source(id).and_then(|source| Some(source.snapshot.as_ref()?.digest));
        let has_lost_copy = copy_of(keep).zip(copy_of(other)).is_some_and(|(kept, other)| kept != other);
        let here = self.focus.clone();
        if self.commit(plan, here)
            && let Some(kept) = self.project.source(keep)
        {
            // The other is gone from the list, with nothing left to show that it went here.
            let name: String = kept.display_name().chars().take(MOST_OF_NAME).collect();
            let copy = if has_lost_copy { ". Both had a copy: passages are held against the one of this source now" } else { "" };
            self.notices.say(Weight::Hint, format!("Merged into {}{copy}; undo takes it apart", quoted(&name)));
        }
    }

    fn link(&mut self, id: StatementId, to: LinkTo, world: &mut dyn World) {
        let checker = self.checker(world);
        let Some(statement) = self.project.statement(id) else { return };
        let evidence = EvidenceId::from_raw(world.draw());
        let plan = match to {
            LinkTo::Source(source) => self.project.source(source).map(|_| sourcing::link(statement, source, None, evidence, &checker)),
            LinkTo::LastUsed => {
                let last = self.last_source.filter(|source| self.project.source(*source).is_some());
                last.map(|source| sourcing::link(statement, source, None, evidence, &checker))
            }
            LinkTo::Text(text) => {
                let ids = (SourceId::from_raw(world.draw()), evidence);
                sourcing::link_text(&self.project, statement, &text, ids, &checker)
            }
        };
        let Some(plan) = plan else {
            self.notices.say(Weight::Hint, "Paste a link, or type what the source is called");
            return;
        };
        if plan.transaction.edits.is_empty() {
            self.notices.say(Weight::Hint, "This source is linked already");
        } else {
            let here = self.focus.clone();
            if !self.commit(plan.transaction, here) {
                return;
            }
        }
        self.last_source = Some(plan.source);
        self.last_link = Some((id, plan.evidence));
    }
}
