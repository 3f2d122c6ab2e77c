//! Choosing between the two versions of what a merge left open.

use crate::model::edit::{Edit, Transaction};
use crate::model::id::UnmergedId;
use crate::model::project::Project;
use crate::workbench::command::{ArticleCommand, MarkCommand, SourceCommand};
use crate::workbench::desk::Workbench;
use crate::workbench::world::World;

/// The version that stands is to stay; nothing where that is decided.
pub fn keep(project: &Project, id: UnmergedId) -> Option<Transaction> {
    project.unmerged_with(id).map(|_| Transaction::one("keep this version", Edit::DropUnmerged(id)))
}

/// The other version is to stand.
pub fn take(project: &Project, id: UnmergedId) -> Option<Transaction> {
    project.unmerged_with(id).map(|open| Transaction { label: "take the other version".to_owned(), edits: open.take(project) })
}

impl Workbench {
    /// Takes the other version. Where that is that a record is not there, it goes as it does when somebody removes it.
    pub(crate) fn take_version(&mut self, id: UnmergedId, world: &mut dyn World) {
        match self.project.unmerged_with(id).map(|open| open.other().clone()) {
            Some(Edit::DropStatement(statement)) => self.mark(MarkCommand::Delete(statement), world),
            Some(Edit::DropSource(source)) => self.source(SourceCommand::Remove(source), world),
            Some(Edit::DropArticle(article)) => self.article_command(ArticleCommand::Remove(article), world),
            _ => {
                let plan = take(&self.project, id);
                self.commit_here(plan);
            }
        }
    }
}
