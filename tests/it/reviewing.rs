//! A review as it is written down: findings, remarks, sign-off, silenced problems, and that each is one step to take back.

mod bringing_back;
mod earlier;
mod history;
mod pass;
mod refused;
mod same;

use std::sync::Arc;

use factmark::model::checks::Aspect;
use factmark::model::field::{EvidenceField, SourceField, StatementField};
use factmark::model::finding::{Finding, Said, Truth};
use factmark::model::id::{EvidenceId, SourceId, StatementId};
use factmark::model::problems::Subject;
use factmark::model::remark::{Remark, RemarkKind};
use factmark::model::review::Rules;
use factmark::model::signing;
use factmark::model::source::SourceKind;
use factmark::model::statement::{SaidBy, Statement};
use factmark::model::tag::TagKind;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::command::{ArticleCommand, Command, LinkTo, MarkCommand, ReviewCommand, SourceCommand};

use crate::support;
use crate::world::{FalseWorld, run, texts};

/// A workbench over a text, each `‹…›` in it an assertion.
pub struct Desk {
    pub bench: Workbench,
    pub world: FalseWorld,
    pub ids: Vec<StatementId>,
    spans: Vec<std::ops::Range<usize>>,
}

impl Desk {
    pub fn new(text: &str) -> Self {
        let mut desk = Self::unmarked(text);
        for number in 0..desk.spans.len() {
            desk.select(number);
            desk.mark(MarkCommand::Tag(TagKind::Assertion));
            desk.ids.push(desk.bench.focus().statement.expect("in focus"));
        }
        desk
    }

    /// The same without any statement.
    pub fn unmarked(text: &str) -> Self {
        let (text, spans) = support::marked(text);
        let mut world = FalseWorld::new();
        let mut bench = Workbench::new(Settings::default());
        run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste(text)));
        let spans: Vec<_> = spans.iter().map(|span| span.range()).collect();
        Self { bench, world, ids: Vec::new(), spans }
    }

    pub fn select(&mut self, number: usize) {
        self.mark(MarkCommand::Select(Some(self.spans[number].clone())));
    }

    pub fn run(&mut self, command: Command) {
        run(&mut self.bench, &mut self.world, command);
    }

    pub fn mark(&mut self, command: MarkCommand) {
        self.run(Command::Mark(command));
    }

    pub fn source(&mut self, command: SourceCommand) {
        self.run(Command::Source(command));
    }

    pub fn review(&mut self, command: ReviewCommand) {
        self.run(Command::Review(command));
    }

    pub fn me(&mut self, name: &str) {
        self.run(Command::SetMe(name.to_owned()));
    }

    pub fn statement(&self, number: usize) -> Arc<Statement> {
        self.bench.project().statement(self.ids[number]).expect("it is there").clone()
    }

    pub fn set(&mut self, number: usize, field: StatementField) {
        self.mark(MarkCommand::Set(self.ids[number], field));
    }

    pub fn retag(&mut self, number: usize, kind: TagKind) {
        self.mark(MarkCommand::Retag(self.ids[number], kind));
    }

    /// Links a source by its title or address.
    pub fn link(&mut self, number: usize, text: &str) -> (EvidenceId, SourceId) {
        self.source(SourceCommand::Link(self.ids[number], LinkTo::Text(text.to_owned())));
        let evidence = self.bench.last_link().expect("a link").1;
        (evidence, self.bench.last_source().expect("a source"))
    }

    pub fn sign(&mut self, number: usize, reason: &str) {
        self.review(ReviewCommand::Sign(self.ids[number], reason.to_owned()));
    }

    pub fn remark(&mut self, number: usize, kind: RemarkKind, text: &str) {
        self.review(ReviewCommand::Remark(self.ids[number], kind, text.to_owned()));
    }

    pub fn remarks(&self, number: usize) -> Vec<Arc<Remark>> {
        self.statement(number).checks().remarks.clone()
    }

    /// What has changed since it was signed last.
    pub fn changed(&self, number: usize) -> Vec<Aspect> {
        let statement = self.statement(number);
        signing::changed(self.bench.project(), &statement, statement.checks().signed.last().expect("signed"))
    }

    pub fn codes_to_do(&self) -> Vec<&'static str> {
        self.bench.review().to_do().iter().map(|entry| entry.code).collect()
    }
}

/// A finding as it is chosen, the one before it, and what is kept of it: by whom, when; `None` where nothing is.
#[test]
fn a_finding_gets_who_and_when_and_one_that_says_nothing_vanishes() {
    let finding = |verdict, why: &str, waits_for: &str| Finding {
        verdict,
        why: why.to_owned(),
        waits_for: waits_for.to_owned(),
        ..Finding::default()
    };
    for (chosen, is_kept) in [
        (finding(Truth::Wrong, "", ""), true),
        (finding(Truth::Open, "the ministry counts again", ""), true),
        (finding(Truth::Open, "", "the ministry"), true),
        (finding(Truth::Open, "", ""), false),
        (finding(Truth::Open, " \n", "\t"), false),
    ] {
        let mut desk = Desk::new("‹one›");
        let before = desk.statement(0);
        desk.review(ReviewCommand::Truth(desk.ids[0], chosen.clone()));
        let found = desk.statement(0).checks().truth.clone();
        let day = found.on.map(|day| day.to_string()).unwrap_or_default();
        let expected = if is_kept { ("Ruth Vale", "2026-11-24") } else { ("", "") };
        assert_eq!((found.by.as_str(), day.as_str()), expected, "{chosen:?}");
        assert_eq!(desk.bench.undo_label() == Some("change finding"), is_kept, "{chosen:?}");
        if is_kept {
            desk.run(Command::Undo);
        }
        assert_eq!(desk.statement(0), before);
    }
}

#[test]
fn the_same_finding_again_is_no_step_and_keeps_who_found_it_first() {
    let mut desk = Desk::new("‹one›");
    let id = desk.ids[0];
    desk.review(ReviewCommand::Said(id, Finding { verdict: Said::WrongSpeaker, ..Finding::default() }));
    let first = desk.statement(0).checks().said.clone();
    desk.me("Nils Berg");
    desk.world.let_it_be("2026-11-30");
    desk.review(ReviewCommand::Said(id, first.clone()));
    assert_eq!(desk.statement(0).checks().said, first);
    desk.review(ReviewCommand::Said(id, Finding { why: "it was the mayor".into(), ..first }));
    let found = desk.statement(0).checks().said.clone();
    assert_eq!((found.by.as_str(), found.verdict), ("Nils Berg", Said::WrongSpeaker));
    desk.review(ReviewCommand::Said(id, Finding { verdict: Said::Open, why: " ".into(), ..found }));
    assert_eq!(desk.statement(0).checks().said, Finding::default(), "neither name nor day is left");
}

#[test]
fn remarks_are_made_answered_settled_and_taken_away_each_in_one_step() {
    let mut desk = Desk::new("‹one›");
    let id = desk.ids[0];
    for blank in ["", " \n\t"] {
        desk.remark(0, RemarkKind::Query, blank);
    }
    assert_eq!(desk.remarks(0), [], "what says nothing is not kept");
    let mut states = vec![desk.statement(0)];
    desk.remark(0, RemarkKind::Correction, " one is too few ");
    let remark = desk.remarks(0)[0].id;
    states.push(desk.statement(0));
    let steps = [
        ReviewCommand::RemarkWording(id, remark, "two".into()),
        ReviewCommand::RemarkWhom(id, remark, "the author".into()),
        ReviewCommand::RemarkText(id, remark, "it says two below".into()),
        ReviewCommand::Reply(id, remark, " agreed ".into()),
        ReviewCommand::Settle(id, remark, true),
        ReviewCommand::Settle(id, remark, false),
        ReviewCommand::DropRemark(id, remark),
    ];
    for command in steps {
        desk.review(command);
        assert_ne!(desk.statement(0), states[states.len() - 1], "{:?}", desk.bench.undo_label());
        states.push(desk.statement(0));
    }
    let last = states[states.len() - 2].checks().remarks[0].clone();
    assert_eq!((last.text.as_str(), last.wording.as_str(), last.whom.as_str()), ("it says two below", "two", "the author"));
    assert_eq!((last.by.as_str(), last.replies[0].text.as_str(), last.replies[0].by.as_str()), ("Ruth Vale", "agreed", "Ruth Vale"));
    for state in states.iter().rev().skip(1) {
        desk.run(Command::Undo);
        assert_eq!(desk.statement(0), *state);
    }
}

#[test]
fn a_remark_that_is_gone_or_would_say_nothing_is_left_alone() {
    let mut desk = Desk::new("‹one› ‹two›");
    desk.remark(0, RemarkKind::Query, "Who counted?");
    let (id, other, remark) = (desk.ids[0], desk.ids[1], desk.remarks(0)[0].id);
    let before = desk.bench.project().clone();
    for command in [
        ReviewCommand::Reply(id, remark, "  ".into()),
        ReviewCommand::RemarkText(id, remark, "\n".into()),
        ReviewCommand::RemarkText(id, remark, "Who counted?".into()),
        ReviewCommand::Settle(id, remark, false),
        ReviewCommand::Reply(other, remark, "me".into()),
        ReviewCommand::DropRemark(other, remark),
        ReviewCommand::Remark(StatementId::from_raw(9), RemarkKind::Query, "lost".into()),
    ] {
        let told = format!("{command:?}");
        desk.review(command);
        assert_eq!(desk.bench.project(), &before, "{told}");
        assert_eq!(desk.bench.undo_label(), Some("add query"), "{told}");
    }
    assert!(desk.codes_to_do().contains(&"open_query"));
    desk.review(ReviewCommand::Settle(id, remark, true));
    assert!(!desk.codes_to_do().contains(&"open_query"), "what is settled is not to do");
}

/// A statement with everything that a signature sees: linked to its sum, which rests on a list, which rests on a report.
fn full() -> (Desk, [SourceId; 3], EvidenceId) {
    let mut desk = Desk::new("‹Five mills burned›, said ‹Ada Brook› on Monday");
    let (evidence, sum) = desk.link(0, "The sum");
    let (_, list) = desk.link(1, "The list");
    let (_, report) = desk.link(1, "https://report.example/mills");
    for (result, input) in [(sum, list), (list, report)] {
        desk.source(SourceCommand::Set(result, SourceField::Kind(SourceKind::List)));
        desk.source(SourceCommand::Set(result, SourceField::Working("counted".into())));
        desk.source(SourceCommand::Set(result, SourceField::RestsOn(vec![input])));
    }
    desk.remark(0, RemarkKind::Query, "Five?");
    desk.sign(0, "");
    assert_eq!(desk.changed(0), []);
    (desk, [sum, list, report], evidence)
}

#[test]
fn whatever_changes_after_a_sign_off_is_named_and_undo_makes_it_as_signed_again() {
    type Change = fn(&Desk, StatementId, [SourceId; 3], EvidenceId) -> Command;
    let cases: &[(Change, Aspect)] = &[
        (|_, id, _, _| Command::Mark(MarkCommand::Recut(id, 0, 5..17)), Aspect::Words),
        (|_, id, _, _| Command::Mark(MarkCommand::Retag(id, TagKind::Claim)), Aspect::Tag),
        (|_, id, _, _| Command::Mark(MarkCommand::Retag(id, TagKind::ConfirmedFact)), Aspect::Tag),
        (|_, id, _, _| said_by(id, SaidBy { speaker: "Ada Brook".into(), ..SaidBy::nobody() }), Aspect::SaidBy),
        (|_, id, _, _| said_by(id, SaidBy { denies: true, ..SaidBy::nobody() }), Aspect::SaidBy),
        (|_, id, _, _| said_by(id, SaidBy { relays: vec!["AP".into()], ..SaidBy::nobody() }), Aspect::SaidBy),
        (|_, id, _, _| Command::Mark(MarkCommand::Set(id, StatementField::InPlainWords("Five burned".into()))), Aspect::Meaning),
        (|_, id, _, _| Command::Mark(MarkCommand::Set(id, StatementField::AsOf("2026".parse().ok()))), Aspect::Meaning),
        (|_, id, _, link| evidence(id, link, EvidenceField::Passage("five".into())), Aspect::Evidence),
        (|_, id, _, link| evidence(id, link, EvidenceField::Primary(true)), Aspect::Evidence),
        (|_, id, _, link| Command::Source(SourceCommand::Unlink(id, link)), Aspect::Evidence),
        (|_, id, _, _| Command::Source(SourceCommand::Link(id, LinkTo::Text("Another".into()))), Aspect::Evidence),
        (|_, _, [sum, ..], _| Command::Source(SourceCommand::Set(sum, SourceField::Url("https://a.example".into()))), Aspect::Evidence),
        (|_, _, [sum, ..], _| Command::Source(SourceCommand::Set(sum, SourceField::Title("Sum".into()))), Aspect::Evidence),
        (|_, _, [sum, ..], _| Command::Source(SourceCommand::Set(sum, SourceField::Story("wire".into()))), Aspect::Evidence),
        (|_, _, [sum, ..], _| Command::Source(SourceCommand::Set(sum, SourceField::RestsOn(Vec::new()))), Aspect::Evidence),
        (|_, _, [_, list, _], _| Command::Source(SourceCommand::Set(list, SourceField::Working("again".into()))), Aspect::Evidence),
        (|_, _, [.., report], _| Command::Source(SourceCommand::Set(report, SourceField::Title("R".into()))), Aspect::Evidence),
        (|_, _, [.., report], _| Command::Source(SourceCommand::Remove(report)), Aspect::Evidence),
        (|_, id, _, _| Command::Mark(MarkCommand::Set(id, StatementField::Note("seen".into()))), Aspect::Note),
        (|_, id, _, _| Command::Review(ReviewCommand::Said(id, Finding { verdict: Said::Confirmed, ..Finding::default() })), Aspect::Said),
        (|_, id, _, _| Command::Review(ReviewCommand::Truth(id, Finding { why: "four".into(), ..Finding::default() })), Aspect::Truth),
        (|_, id, _, _| Command::Review(ReviewCommand::Remark(id, RemarkKind::Comment, "hm".into())), Aspect::Remarks),
        (|desk, id, _, _| Command::Review(ReviewCommand::Reply(id, desk.remarks(0)[0].id, "yes".into())), Aspect::Remarks),
        (|desk, id, _, _| Command::Review(ReviewCommand::Settle(id, desk.remarks(0)[0].id, true)), Aspect::Remarks),
        (|desk, id, _, _| Command::Review(ReviewCommand::DropRemark(id, desk.remarks(0)[0].id)), Aspect::Remarks),
    ];
    for (number, (change, aspect)) in cases.iter().enumerate() {
        let (mut desk, sources, link) = full();
        let before = desk.bench.project().clone();
        let command = change(&desk, desk.ids[0], sources, link);
        let told = format!("case {number}: {command:?}");
        desk.run(command);
        assert_eq!(desk.changed(0), [*aspect], "{told}");
        assert!(!signing::is_signed(desk.bench.project(), &desk.statement(0)), "{told}");
        assert!(desk.codes_to_do().contains(&"changed_since_signed"), "{told}");
        desk.run(Command::Undo);
        assert_eq!(desk.changed(0), [], "{told}");
        assert!(!desk.codes_to_do().contains(&"changed_since_signed"), "{told}");
        assert_eq!(desk.bench.project(), &before, "{told}");
    }
}

fn said_by(id: StatementId, said_by: SaidBy) -> Command {
    Command::Mark(MarkCommand::Set(id, StatementField::SaidBy(said_by)))
}

fn evidence(id: StatementId, link: EvidenceId, field: EvidenceField) -> Command {
    Command::Source(SourceCommand::SetEvidence(id, link, field))
}

#[test]
fn words_that_become_attribution_are_another_statement() {
    let (mut desk, ..) = full();
    desk.mark(MarkCommand::Focus(Some(desk.ids[0])));
    desk.select(1);
    desk.mark(MarkCommand::AddPart);
    desk.sign(0, "");
    desk.mark(MarkCommand::RemovePart(desk.ids[0], 1));
    desk.select(1);
    desk.mark(MarkCommand::Attribute);
    assert_eq!(desk.statement(0).checks().attribution.len(), 1, "{}", texts(&desk.bench));
    assert_eq!(desk.changed(0), [Aspect::Words]);
}

#[test]
fn a_fact_that_nothing_carries_is_signed_off_only_with_a_reason() {
    let mut desk = Desk::new("‹one›");
    desk.retag(0, TagKind::ConfirmedFact);
    for blank in ["", " \n"] {
        desk.sign(0, blank);
        assert_eq!(desk.statement(0).checks().signed, []);
        assert!(texts(&desk.bench).contains("write why"));
    }
    desk.sign(0, " the editor saw it ");
    assert_eq!(desk.statement(0).checks().signed[0].reason, "the editor saw it");
    assert!(desk.bench.review().problems().iter().any(|entry| entry.code == "hollow_signed_off"));
    desk.run(Command::Undo);
    assert_eq!(desk.statement(0).checks().signed, []);
    let (link, _) = desk.link(0, "The register");
    desk.source(SourceCommand::SetEvidence(desk.ids[0], link, EvidenceField::Primary(true)));
    desk.source(SourceCommand::SetEvidence(desk.ids[0], link, EvidenceField::Passage("one".into())));
    desk.sign(0, "a reason that nothing needs");
    assert_eq!(desk.statement(0).checks().signed[0].reason, "");
    desk.sign(0, "");
    assert_eq!(desk.bench.undo_label(), Some("sign off"));
    desk.run(Command::Undo);
    assert_eq!(desk.statement(0).checks().signed, [], "the very same sign-off again was no step");
}

#[test]
fn each_person_has_one_sign_off_and_takes_back_only_the_own() {
    let mut desk = Desk::new("‹one›");
    let names = |desk: &Desk| desk.statement(0).checks().signed.iter().map(|signature| signature.by.clone()).collect::<Vec<_>>();
    desk.sign(0, "");
    desk.me("Nils Berg");
    desk.sign(0, "");
    desk.set(0, StatementField::Note("late".into()));
    desk.sign(0, "");
    assert_eq!(names(&desk), ["Ruth Vale", "Nils Berg"]);
    desk.review(ReviewCommand::Unsign(desk.ids[0]));
    desk.review(ReviewCommand::Unsign(desk.ids[0]));
    assert_eq!(names(&desk), ["Ruth Vale"]);
    assert_eq!(desk.codes_to_do().iter().filter(|code| **code == "changed_since_signed").count(), 1);
    desk.run(Command::Undo);
    assert_eq!(names(&desk), ["Ruth Vale", "Nils Berg"]);
}

#[test]
fn a_problem_is_silenced_with_a_reason_once_and_undo_lets_it_be_heard() {
    let mut desk = Desk::new("‹one›");
    let article = Subject::Article(desk.bench.article().expect("an article").id);
    let lists = |desk: &Desk| (desk.bench.review().problems().len(), desk.bench.review().silenced().len());
    let before = (lists(&desk), desk.bench.project().clone());
    assert_eq!(before.0, (1, 0), "the article has no date");
    let silence = |reason: &str| ReviewCommand::Silence("article_without_date", article, reason.to_owned());
    desk.review(silence("  "));
    assert_eq!(lists(&desk), (1, 0));
    desk.review(silence(" undated in the archive "));
    assert_eq!(lists(&desk), (0, 1));
    let kept = desk.bench.project().silences().next().expect("it").clone();
    assert_eq!((kept.reason.as_str(), kept.by.as_str()), ("undated in the archive", "Ruth Vale"));
    desk.review(silence("another"));
    assert_eq!(desk.bench.project().silences().len(), 1);
    desk.review(ReviewCommand::Unsilence(kept.id));
    assert_eq!(lists(&desk), (1, 0));
    desk.run(Command::Undo);
    assert_eq!(lists(&desk), (0, 1));
    desk.run(Command::Undo);
    assert_eq!((lists(&desk), desk.bench.project().clone()), before);
}

#[test]
fn the_rules_of_the_project_are_one_step_and_no_step_where_they_are_so() {
    let mut desk = Desk::new("‹one›");
    let label = desk.bench.undo_label().map(str::to_owned);
    desk.review(ReviewCommand::SetRules(Rules::default()));
    assert_eq!(desk.bench.undo_label().map(str::to_owned), label);
    desk.review(ReviewCommand::SetRules(Rules { secondary: 3, second_reader: true }));
    desk.sign(0, "");
    assert!(desk.codes_to_do().contains(&"second_reader"));
    desk.run(Command::Undo);
    desk.run(Command::Undo);
    assert_eq!(desk.bench.project().rules(), Rules::default());
}
