//! What a line of a script does.

use std::collections::VecDeque;
use std::io::Write;
use std::path::PathBuf;

use crate::model::field::StatementField;
use crate::project_file;
use crate::scripted::line::{answer, range, tag, told, unescaped, wanted};
use crate::scripted::{MAX_LEAVES, Script, Wait};
use crate::storage::copies::digest_of;
use crate::workbench::command::LinkTo;
use crate::workbench::command::{
    Answer, ArticleCommand, Command, FileCommand, MarkCommand, RecoveryCommand, SourceCommand, VersionCommand,
};
use crate::workbench::leftover::Leftover;
use crate::workbench::question::Question;
use crate::workbench::world::World;

impl<W: World, O: Write> Script<W, O> {
    /// Does what a line says.
    pub(super) fn do_line(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = unescaped(rest);
        match word {
            "" => {}
            "open" => self.file(FileCommand::OpenPath(self.world.whole_path(&rest))),
            "save" => self.file(FileCommand::Save),
            "saveas" => self.file(FileCommand::SaveTo(self.world.whole_path(&rest))),
            "recover" => match wanted(&rest) {
                Some((is_discarded, extent)) => {
                    self.with_leftover("recover", is_discarded, |journal| RecoveryCommand::Open(journal, extent));
                }
                None => self.say("refused"),
            },
            "discard" => self.with_leftover("discard", false, RecoveryCommand::Discard),
            "later" => self.run(Command::Recovery(RecoveryCommand::Later)),
            "takeover" => self.run(Command::Recovery(RecoveryCommand::TakeOver)),
            "versions" => self.run(Command::Version(VersionCommand::Show)),
            "restore" => match rest.parse() {
                Ok(at) => self.run(Command::Version(VersionCommand::Restore(at))),
                Err(_) => self.say("refused"),
            },
            "rest" => self.run(Command::Rest),
            "type" => {
                let id = self.bench.focus().statement;
                let draft = id.map(|id| Box::new(Command::Mark(MarkCommand::Set(id, StatementField::Note(rest)))));
                self.edit(draft.map(|draft| Command::Draft(Some(draft))));
            }
            "cancel" => self.file(FileCommand::CancelSaving),
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

    /// Does something with the work that no file has and that was done last; or with what was moved aside last.
    fn with_leftover(&mut self, what: &str, is_discarded: bool, command: impl FnOnce(PathBuf) -> RecoveryCommand) {
        let is_wanted = |work: &&Leftover| work.unreadable.is_none() && work.is_discarded == is_discarded;
        let recovery = self.bench.recovery();
        let found = if is_discarded { recovery.found().iter().find(is_wanted) } else { recovery.told().find(is_wanted) };
        match found.map(|work| work.journal.clone()) {
            Some(journal) => self.run(Command::Recovery(command(journal))),
            None => self.say(&format!("nothing to {what}")),
        }
    }

    /// Does a command that concerns the project, and tells the state that it is in then.
    fn edit(&mut self, command: Option<Command>) {
        let Some(command) = command else {
            self.say("refused");
            return;
        };
        self.run(command);
        self.tell_state("did");
    }

    /// Tells the state that the project is in, after a word that says why; that it has reached the journal is told later.
    pub(super) fn tell_state(&mut self, word: &str) {
        let (generation, state) = self.bench.revision();
        if self.queued.0 != generation {
            self.queued = (generation, VecDeque::new());
        }
        let (queued, committed) = self.bench.entries_kept();
        if queued > committed {
            self.queued.1.push_back((queued, state));
        }
        self.say(&format!("{word} {state}"));
    }

    fn file(&mut self, command: FileCommand) {
        self.run(Command::File(command));
    }

    pub(super) fn run(&mut self, command: Command) {
        self.bench.run(command, &mut self.world);
    }

    /// Goes one step further towards the program's end. Whether there is anything to do next at once.
    pub(super) fn leave_unasked(&mut self) -> bool {
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
}
