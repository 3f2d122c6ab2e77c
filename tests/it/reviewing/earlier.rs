//! Any earlier state of a statement can be seen: what one person changed on one day, and what was signed.

use factmark::model::checks::Aspect;
use factmark::model::earlier::{as_it_was, first_since_signed};
use factmark::model::field::{EvidenceField, StatementField};
use factmark::model::statement::Statement;
use factmark::model::tag::TagKind;
use factmark::project_file;
use factmark::workbench::command::{Command, LinkTo, MarkCommand, ReviewCommand, SourceCommand};

use crate::reviewing::Desk;

fn statement(desk: &Desk) -> Statement {
    Statement::clone(desk.bench.project().statement(desk.ids[0]).expect("it"))
}

fn note(desk: &mut Desk, text: &str) {
    desk.mark(MarkCommand::Set(desk.ids[0], StatementField::Note(text.to_owned())));
}

/// A statement that R. Vale made on the first day.
fn desk() -> Desk {
    let mut desk = Desk::unmarked("The ‹mill burned ›down‹ on Tuesday›.");
    desk.me("R. Vale");
    desk.world.let_it_be("2026-03-01");
    desk.select(0);
    desk.mark(MarkCommand::Tag(TagKind::Assertion));
    desk.ids.push(desk.bench.focus().statement.expect("in focus"));
    desk
}

/// Who changed what, when.
fn told(desk: &Desk) -> Vec<(String, String, Vec<Aspect>)> {
    let day = |day: Option<factmark::model::day::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    statement(desk).checks().earlier.iter().map(|state| (state.by.clone(), day(state.on), state.was.aspects())).collect()
}

#[test]
fn what_its_maker_does_on_the_first_day_is_no_history() {
    let mut desk = desk();
    note(&mut desk, "one");
    note(&mut desk, "two");
    desk.mark(MarkCommand::Tag(TagKind::Claim));
    assert_eq!(told(&desk), []);
}

#[test]
fn one_person_s_day_is_one_state_and_each_of_them_can_be_seen() {
    let mut desk = desk();
    note(&mut desk, "first day");
    desk.world.let_it_be("2026-03-02");
    note(&mut desk, "trying");
    note(&mut desk, "second day");
    desk.mark(MarkCommand::Tag(TagKind::Claim));
    desk.me("Ina Holt");
    desk.source(SourceCommand::Link(desk.ids[0], LinkTo::Text("A notice".to_owned())));
    desk.select(1);
    desk.mark(MarkCommand::Focus(Some(desk.ids[0])));
    desk.select(1);
    desk.mark(MarkCommand::AddPart);
    let day = "2026-03-02".to_owned();
    assert_eq!(
        told(&desk),
        [
            ("R. Vale".to_owned(), day.clone(), vec![Aspect::Tag, Aspect::Note]),
            ("Ina Holt".to_owned(), day, vec![Aspect::Words, Aspect::Evidence])
        ]
    );
    let now = statement(&desk);
    let seen = |at: usize| {
        let was = as_it_was(&now, at);
        (was.note.to_string(), was.tag.kind(), was.parts.len(), was.evidence.len())
    };
    assert_eq!(seen(0), ("first day".to_owned(), TagKind::Assertion, 1, 0));
    assert_eq!(seen(1), ("second day".to_owned(), TagKind::Claim, 1, 0));
    assert_eq!(seen(2), ("second day".to_owned(), TagKind::Claim, 2, 1));

    // It is in the file, and undo takes it back with what it tells of.
    let bytes = project_file::write_verified(desk.bench.project()).expect("a sound project");
    let read = project_file::read(&bytes).expect("what was verified");
    assert_eq!(read.project.statement(desk.ids[0]).expect("it").checks(), now.checks());
    for _ in 0..2 {
        desk.run(Command::Undo);
    }
    assert_eq!(told(&desk).len(), 1);
}

#[test]
fn what_was_signed_can_be_seen_though_it_was_changed_on_the_same_day() {
    let mut desk = desk();
    note(&mut desk, "as signed");
    desk.review(ReviewCommand::Sign(desk.ids[0], String::new()));
    assert_eq!(first_since_signed(&statement(&desk), "R. Vale"), None);
    note(&mut desk, "changed");
    note(&mut desk, "and again");
    let now = statement(&desk);
    let at = first_since_signed(&now, "R. Vale").expect("a change since");
    assert_eq!(as_it_was(&now, at).note, "as signed");
    assert_eq!(first_since_signed(&now, "Ina Holt"), None);
    assert_eq!(told(&desk).len(), 1);
}

#[test]
fn nothing_is_kept_where_nothing_changes() {
    let mut desk = desk();
    desk.source(SourceCommand::Link(desk.ids[0], LinkTo::Text("A notice".to_owned())));
    let evidence = statement(&desk).evidence[0].id;
    desk.world.let_it_be("2026-03-02");
    note(&mut desk, "");
    desk.mark(MarkCommand::Tag(TagKind::Assertion));
    desk.source(SourceCommand::SetEvidence(desk.ids[0], evidence, EvidenceField::Place(String::new())));
    assert_eq!(told(&desk), []);
    desk.source(SourceCommand::SetEvidence(desk.ids[0], evidence, EvidenceField::Place("p. 2".to_owned())));
    assert_eq!(told(&desk).len(), 1);
    // A statement that goes takes all of it along, and brings it back.
    desk.mark(MarkCommand::Delete(desk.ids[0]));
    desk.run(Command::Undo);
    assert_eq!(told(&desk).len(), 1);
}

#[test]
fn a_sign_off_that_was_taken_back_and_given_again_is_of_what_was_there_then() {
    let mut desk = desk();
    note(&mut desk, "first signed");
    desk.review(ReviewCommand::Sign(desk.ids[0], String::new()));
    note(&mut desk, "second signed");
    desk.review(ReviewCommand::Unsign(desk.ids[0]));
    desk.review(ReviewCommand::Sign(desk.ids[0], String::new()));
    note(&mut desk, "later");
    let now = statement(&desk);
    let at = first_since_signed(&now, "R. Vale").expect("a change since");
    assert_eq!(as_it_was(&now, at).note, "second signed");

    // Nor do decisions go that an earlier state of somebody else counts on.
    desk.me("Ina Holt");
    desk.mark(MarkCommand::Tag(TagKind::Claim));
    desk.me("R. Vale");
    note(&mut desk, "hers seen");
    desk.me("Ina Holt");
    desk.mark(MarkCommand::Tag(TagKind::Assertion));
    let checks = statement(&desk);
    let checks = checks.checks();
    assert!(checks.earlier.iter().all(|state| state.after <= checks.history.len()), "{checks:?}");
}
