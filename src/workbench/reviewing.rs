//! Findings, remarks, sign-off, silenced problems: what a review writes down, as plans from the project and a wish to one transaction.

use std::sync::Arc;

use crate::model::checks::Signature;
use crate::model::edit::{Edit, Transaction};
use crate::model::field::StatementField;
use crate::model::finding::Finding;
use crate::model::id::{RemarkId, SilenceId};
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::remark::{Remark, RemarkKind, Reply};
use crate::model::review::Silence;
use crate::model::signing;
use crate::model::statement::Statement;
use crate::workbench::marking::Checker;

/// A finding as it was chosen or typed, signed by who found it. `None` where it is what was there.
pub fn found<V: Copy + Default + PartialEq>(before: &Finding<V>, mut after: Finding<V>, checker: &Checker) -> Option<Finding<V>> {
    let says_nothing = after.verdict == V::default() && after.why.trim().is_empty() && after.waits_for.trim().is_empty();
    if says_nothing {
        after = Finding::default();
    } else if (after.verdict, &after.why, &after.waits_for) != (before.verdict, &before.why, &before.waits_for) {
        after.by.clone_from(&checker.name);
        after.on = Some(checker.today);
    }
    (after != *before).then_some(after)
}

/// A new remark, last. `None` where it says nothing.
pub fn remark(statement: &Statement, id: RemarkId, kind: RemarkKind, text: &str, checker: &Checker) -> Option<Transaction> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let mut remark = Remark::new(id, kind, text.to_owned());
    remark.by.clone_from(&checker.name);
    remark.on = Some(checker.today);
    let edit = Edit::PutRemark(statement.id, statement.checks().remarks.len(), Arc::new(remark));
    Some(Transaction::one(format!("add {}", name_of(kind)), edit))
}

/// What a remark is called in a menu.
pub const fn name_of(kind: RemarkKind) -> &'static str {
    match kind {
        RemarkKind::Query => "query",
        RemarkKind::Correction => "correction",
        RemarkKind::Comment => "comment",
    }
}

/// A remark changed. `None` where nothing changes, or it is gone.
pub fn change_remark(statement: &Statement, id: RemarkId, label: &str, change: impl FnOnce(&mut Remark)) -> Option<Transaction> {
    let old = statement.checks().remark(id)?;
    let mut new = Remark::clone(old);
    change(&mut new);
    (new != **old).then(|| Transaction::one(label, Edit::SetRemark(statement.id, Arc::new(new))))
}

/// An answer to a remark. `None` where it says nothing.
pub fn reply(statement: &Statement, id: RemarkId, text: &str, checker: &Checker) -> Option<Transaction> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let reply = Reply { text: text.to_owned(), by: checker.name.clone(), on: Some(checker.today) };
    change_remark(statement, id, "reply", |remark| remark.replies.push(reply))
}

/// A sign-off of the statement as it is, in place of an earlier one of the same person; `reason` for a fact that nothing carries. `None`
/// where that very sign-off is there.
pub fn sign(project: &Project, statement: &Statement, reason: &str, checker: &Checker) -> Option<Transaction> {
    let reason = if project.index().is_hollow(statement.id) { reason.trim().to_owned() } else { String::new() };
    let saw = signing::seen(project, statement);
    let own = Signature { by: checker.name.clone(), on: Some(checker.today), reason, saw };
    let mut signed = statement.checks().signed.clone();
    if signed.contains(&own) {
        return None;
    }
    signed.retain(|signature| signature.by != checker.name);
    signed.push(own);
    Some(Transaction::one("sign off", Edit::SetStatement(statement.id, StatementField::Signed(signed))))
}

/// A person's sign-off taken back. `None` where there is none.
pub fn unsign(statement: &Statement, by: &str) -> Option<Transaction> {
    let mut signed = statement.checks().signed.clone();
    let before = signed.len();
    signed.retain(|signature| signature.by != by);
    (signed.len() < before)
        .then(|| Transaction::one("take sign-off back", Edit::SetStatement(statement.id, StatementField::Signed(signed))))
}

/// A problem that somebody lives with. `None` without a reason, or where it is silenced already.
pub fn silence(project: &Project, id: SilenceId, (code, subject): (&str, Subject), reason: &str, checker: &Checker) -> Option<Transaction> {
    let reason = reason.trim();
    if reason.is_empty() || project.silences().any(|silence| silence.code == code && silence.subject == subject) {
        return None;
    }
    let silence =
        Silence { id, code: code.to_owned(), subject, reason: reason.to_owned(), by: checker.name.clone(), on: Some(checker.today) };
    Some(Transaction::one("silence problem", Edit::PutSilence(Arc::new(silence))))
}
