//! What every part of the panel is given: the workbench to read, drafts to type in, and where to put what is asked for.

use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::ui::drafts::Drafts;
use crate::workbench::Workbench;
use crate::workbench::command::{Command, MarkCommand, SourceCommand};

/// The panel's tools for one frame.
#[derive(Debug)]
pub struct Work<'a> {
    /// Read only.
    pub bench: &'a Workbench,
    /// What is being typed.
    pub drafts: &'a mut Drafts,
    /// What is asked for.
    pub out: &'a mut Vec<Command>,
    /// Where in the panel to go after this frame.
    pub jump: Option<Jump>,
    /// The statement on which a click is being made.
    pub pressed: Option<StatementId>,
}

/// A place in the panel that another part of it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jump {
    /// A source, in its form.
    Source(SourceId),
    /// The field that links a source to a statement.
    Link(StatementId),
    /// A statement, on its card.
    Statement(StatementId),
    /// An article, in what is known about it.
    Article(ArticleId),
    /// A statement as it was before the change at this place among its earlier states; the keyboard comes back to where it was asked for.
    Earlier(StatementId, usize, egui::Id),
    /// The statements with these words in them or in their sources.
    Statements(String),
}

impl Work<'_> {
    /// Asks for something about marks.
    pub fn mark(&mut self, command: MarkCommand) {
        self.out.push(Command::Mark(command));
    }

    /// Asks for something about sources.
    pub fn source(&mut self, command: SourceCommand) {
        self.out.push(Command::Source(command));
    }
}
