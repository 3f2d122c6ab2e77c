//! From a command of a review to what is done about it.

use crate::model::edit::{Edit, Transaction};
use crate::model::field::StatementField;
use crate::model::id::{RemarkId, SilenceId, StatementId};
use crate::model::remark::Remark;
use crate::workbench::command::ReviewCommand;
use crate::workbench::desk::Workbench;
use crate::workbench::notice::Weight;
use crate::workbench::world::World;
use crate::workbench::{marking, reviewing};

impl Workbench {
    pub(crate) fn review_command(&mut self, command: ReviewCommand, world: &mut dyn World) {
        let checker = self.checker(world);
        let statement = |id: StatementId| self.project.statement(id);
        let plan = match command {
            ReviewCommand::Said(id, finding) => statement(id).and_then(|statement| {
                let finding = reviewing::found(&statement.checks().said, finding, &checker)?;
                marking::set(statement, StatementField::Said(finding))
            }),
            ReviewCommand::Truth(id, finding) => statement(id).and_then(|statement| {
                let finding = reviewing::found(&statement.checks().truth, finding, &checker)?;
                marking::set(statement, StatementField::Truth(finding))
            }),
            ReviewCommand::Remark(id, kind, text) => {
                let remark = RemarkId::from_raw(world.draw());
                statement(id).and_then(|statement| reviewing::remark(statement, remark, kind, &text, &checker))
            }
            ReviewCommand::RemarkText(id, remark, text) => statement(id).and_then(|statement| {
                // A remark that says nothing would still wait for an answer.
                let says_nothing = |remark: &Remark| text.trim().is_empty() && remark.wording.trim().is_empty();
                statement.checks().remark(remark).filter(|remark| !says_nothing(remark))?;
                reviewing::change_remark(statement, remark, "change remark", |remark| remark.text = text)
            }),
            ReviewCommand::RemarkWording(id, remark, text) => statement(id).and_then(|statement| {
                reviewing::change_remark(statement, remark, "change proposed wording", |remark| remark.wording = text)
            }),
            ReviewCommand::RemarkWhom(id, remark, whom) => statement(id)
                .and_then(|statement| reviewing::change_remark(statement, remark, "change who is to answer", |remark| remark.whom = whom)),
            ReviewCommand::Reply(id, remark, text) => {
                statement(id).and_then(|statement| reviewing::reply(statement, remark, &text, &checker))
            }
            ReviewCommand::Settle(id, remark, is_settled) => {
                let label = if is_settled { "settle remark" } else { "open remark again" };
                statement(id)
                    .and_then(|statement| reviewing::change_remark(statement, remark, label, |remark| remark.is_settled = is_settled))
            }
            ReviewCommand::DropRemark(id, remark) => {
                let there = statement(id).is_some_and(|statement| statement.checks().remark(remark).is_some());
                there.then(|| Transaction::one("remove remark", Edit::DropRemark(id, remark)))
            }
            ReviewCommand::Sign(id, reason) => {
                let needs_reason = self.project.index().is_hollow(id) && reason.trim().is_empty();
                if needs_reason {
                    self.notices.say(Weight::Hint, "Nothing carries this fact; write why it is signed off all the same");
                    return;
                }
                statement(id).and_then(|statement| reviewing::sign(&self.project, statement, &reason, &checker))
            }
            ReviewCommand::Unsign(id) => statement(id).and_then(|statement| reviewing::unsign(statement, &checker.name)),
            ReviewCommand::Silence(code, subject, reason) => {
                let id = SilenceId::from_raw(world.draw());
                reviewing::silence(&self.project, id, (code, subject), &reason, &checker)
            }
            ReviewCommand::Unsilence(id) => {
                let there = self.project.silences().any(|silence| silence.id == id);
                there.then(|| Transaction::one("let problem be heard again", Edit::DropSilence(id)))
            }
            ReviewCommand::SetRules(rules) => {
                (rules != self.project.rules()).then(|| Transaction::one("change rules", Edit::SetRules(rules)))
            }
            ReviewCommand::Start(queue) => return self.start_reviewing(queue, world),
            ReviewCommand::Accept(reason) => return self.accept(&reason, world),
            ReviewCommand::SendBack(why) => return self.send_back(&why, world),
            ReviewCommand::Skip => return self.skip(),
            ReviewCommand::End => return self.end_reviewing(world),
        };
        self.commit_here(plan);
    }
}
