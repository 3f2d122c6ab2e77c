//! A statement brought back as it was before a change: in one step, with its evidence, and told in its history.

use factmark::model::checks::Aspect;
use factmark::model::day::Day;
use factmark::model::earlier::as_it_was;
use factmark::model::evidence::Stance;
use factmark::model::field::{EvidenceField, StatementField};
use factmark::model::finding::{Finding, Said, Truth};
use factmark::model::statement::{SaidBy, Statement};
use factmark::model::tag::TagKind;
use factmark::workbench::bringing_back;
use factmark::workbench::command::{Command, LinkTo, MarkCommand, ReviewCommand, SourceCommand};

use crate::reviewing::Desk;
use crate::world::texts;

/// Makes a statement with everything, then lets another person change all of it on another day.
fn changed() -> (Desk, Statement) {
    let mut desk = Desk::new("The ‹mill burned› down on ‹Tuesday›, ‹he said›.");
    desk.link(0, "A notice");
    let (second, _) = desk.link(0, "A register");
    desk.set(0, StatementField::Note("a note".into()));
    desk.set(0, StatementField::InPlainWords("The mill burned down".into()));
    desk.set(0, StatementField::SaidBy(SaidBy { speaker: "Ada Brook".into(), ..SaidBy::nobody() }));
    desk.source(SourceCommand::SetEvidence(desk.ids[0], second, EvidenceField::Passage("burned".into())));
    let before = Statement::clone(&desk.statement(0));

    desk.me("Ina Holt");
    desk.world.let_it_be("2026-12-01");
    desk.set(0, StatementField::Note("another".into()));
    desk.set(0, StatementField::InPlainWords(String::new()));
    desk.set(0, StatementField::AsOf("2026-02".parse::<Day>().ok()));
    desk.set(0, StatementField::SaidBy(SaidBy { speaker: "The mayor".into(), denies: true, ..SaidBy::nobody() }));
    desk.retag(0, TagKind::ConfirmedFact);
    desk.mark(MarkCommand::Focus(Some(desk.ids[0])));
    desk.select(1);
    desk.mark(MarkCommand::AddPart);
    desk.select(2);
    desk.mark(MarkCommand::Attribute);
    desk.review(ReviewCommand::Said(desk.ids[0], Finding { verdict: Said::WrongWords, ..Finding::default() }));
    desk.review(ReviewCommand::Truth(desk.ids[0], Finding { verdict: Truth::Partly, ..Finding::default() }));
    let first = desk.statement(0).evidence[0].id;
    desk.source(SourceCommand::Unlink(desk.ids[0], first));
    desk.source(SourceCommand::SetEvidence(desk.ids[0], second, EvidenceField::Stance(Stance::Contradicts)));
    desk.link(0, "A rumour");
    (desk, before)
}

/// All that is brought back, so as to be compared.
fn essence(statement: &Statement) -> Statement {
    let mut essence = statement.clone();
    essence.change_checks(|checks| {
        checks.history.clear();
        checks.earlier.clear();
        checks.signed.clear();
    });
    essence
}

#[test]
fn all_of_a_statement_comes_back_in_one_step_that_history_tells_and_undo_takes_back() {
    let (mut desk, before) = changed();
    desk.me("R. Vale");
    desk.world.let_it_be("2026-12-05");
    let project = desk.bench.project().clone();
    let decisions = desk.statement(0).checks().history.len();
    desk.mark(MarkCommand::BringBack(desk.ids[0], 0));
    let now = desk.statement(0);
    assert_eq!(essence(&now), essence(&before));
    assert_eq!(desk.bench.undo_label(), Some("bring back"));
    assert!(texts(&desk.bench).contains("The statement is as it was then; undo takes it back"));

    let told: Vec<(Aspect, &str)> = now.checks().history.iter().skip(decisions).map(|one| (one.about, one.by.as_str())).collect();
    let decided = [Aspect::Tag, Aspect::Said, Aspect::Truth, Aspect::Evidence, Aspect::Evidence].map(|about| (about, "R. Vale"));
    assert_eq!(told, decided);
    let states = &now.checks().earlier;
    assert_eq!(states.iter().map(|state| state.by.as_str()).collect::<Vec<_>>(), ["Ina Holt", "R. Vale"]);
    assert_eq!(essence(&as_it_was(&now, 1)), essence(&Statement::clone(project.statement(desk.ids[0]).expect("it"))));

    // The very same again is no step, and a place where no state stands brings nothing back.
    let revision = desk.bench.revision();
    desk.mark(MarkCommand::BringBack(desk.ids[0], 0));
    desk.mark(MarkCommand::BringBack(desk.ids[0], 7));
    assert_eq!(desk.bench.revision(), revision);
    desk.run(Command::Undo);
    assert_eq!(desk.bench.project(), &project);
    desk.run(Command::Redo);
    assert_eq!(essence(&desk.statement(0)), essence(&before));
}

#[test]
fn a_link_whose_source_is_gone_cannot_come_back_and_one_whose_source_was_merged_stays_with_the_other() {
    let (mut desk, before) = changed();
    let gone = before.evidence[0].source;
    desk.source(SourceCommand::Remove(gone));
    desk.source(SourceCommand::Add("A register of fires".to_owned()));
    let project = desk.bench.project();
    let other = project.sources().find(|source| source.title == "A register of fires").expect("it").id;
    desk.source(SourceCommand::Merge { keep: other, other: before.evidence[1].source });
    let statement = desk.statement(0);
    let plan = bringing_back::plan(desk.bench.project(), &statement, &as_it_was(&statement, 0));
    assert_eq!(plan.lost, 1);

    desk.mark(MarkCommand::BringBack(desk.ids[0], 0));
    let now = desk.statement(0);
    let links: Vec<_> = now.evidence.iter().map(|evidence| (evidence.id, evidence.source, evidence.stance, &*evidence.passage)).collect();
    assert_eq!(links, [(before.evidence[1].id, other, Stance::Supports, "burned")]);
    assert!(texts(&desk.bench).contains("but for a link whose source is no longer in the project"));
}

#[test]
fn links_come_back_in_the_order_in_which_they_were() {
    let mut desk = Desk::new("‹one›");
    let ids: Vec<_> = ["a", "b", "c", "d"].into_iter().map(|name| desk.link(0, name).0).collect();
    desk.world.let_it_be("2026-12-01");
    for id in [ids[0], ids[2]] {
        desk.source(SourceCommand::Unlink(desk.ids[0], id));
    }
    desk.source(SourceCommand::Link(desk.ids[0], LinkTo::Text("e".into())));
    desk.mark(MarkCommand::BringBack(desk.ids[0], 0));
    assert_eq!(desk.statement(0).evidence.iter().map(|evidence| evidence.id).collect::<Vec<_>>(), ids);
}
