//! What was found for one statement is offered for those that say the same, and taken over under one's own name.

use factmark::model::evidence::Stance;
use factmark::model::field::EvidenceField;
use factmark::model::finding::{Finding, Truth};
use factmark::project_file;
use factmark::workbench::command::{Command, LinkTo, MarkCommand, ReviewCommand, SourceCommand};

use crate::hand::Hand;
use crate::reviewing::Desk;
use crate::world::FalseWorld;

#[test]
fn the_sources_of_one_are_linked_to_the_other_with_what_was_found_in_them() {
    let mut desk = Desk::new("‹The mill burned›. ‹It burned down›.");
    let (one, other) = (desk.ids[0], desk.ids[1]);
    for source in ["the log of the brigade", "a visit"] {
        desk.source(SourceCommand::Link(one, LinkTo::Text(source.into())));
    }
    let first = desk.statement(0).evidence[0].id;
    desk.source(SourceCommand::SetEvidence(one, first, EvidenceField::Passage("from 2 to 3".into())));
    desk.source(SourceCommand::SetEvidence(one, first, EvidenceField::Stance(Stance::Contradicts)));
    desk.source(SourceCommand::Link(other, LinkTo::Text("a visit".into())));

    desk.source(SourceCommand::LinkLike(other, one));
    let links: Vec<_> = desk.statement(1).evidence.iter().map(|link| (link.source, link.passage.clone(), link.stance)).collect();
    let log = desk.statement(0).evidence[0].source;
    assert_eq!(links.len(), 2, "what is linked already is not linked again");
    assert_eq!(links[1], (log, "from 2 to 3".to_owned(), Stance::Contradicts));
    assert_ne!(desk.statement(1).evidence[1].id, first, "two links are two, and go apart");
    assert_eq!(desk.statement(1).evidence[1].by, "Ruth Vale");
    assert_eq!(desk.bench.undo_label(), Some("link the same sources"));

    let revision = desk.bench.revision();
    desk.source(SourceCommand::LinkLike(other, one));
    assert_eq!(desk.bench.revision(), revision, "nothing is left to link");
    desk.run(Command::Undo);
    assert_eq!(desk.statement(1).evidence.len(), 1);
}

#[test]
fn the_card_offers_what_the_other_has_and_nothing_once_it_is_taken() {
    let mut desk = Desk::new("‹The mill burned on Tuesday›. ‹It burned down›.");
    let (one, other) = (desk.ids[0], desk.ids[1]);
    desk.source(SourceCommand::Link(one, LinkTo::Text("the log".into())));
    let wrong = Finding { verdict: Truth::Wrong, why: "it was Monday".into(), ..Finding::default() };
    desk.run(Command::Review(ReviewCommand::Truth(one, wrong)));
    desk.mark(MarkCommand::LinkSame(one, other));
    let world = FalseWorld::new();
    let path = world.put("mill.ron", project_file::write(desk.bench.project()));
    let mut hand = Hand::over(world, Some(path));
    hand.click_on("on Tuesday");
    assert!(!hand.has("Found for one that says the same"), "nothing was found for the other");
    hand.click_on("burned down");
    assert!(hand.has("Found for one that says the same"));
    hand.press("Link its 1 source");
    hand.press("Wrong");
    let statement = hand.bench().project().statement(other).expect("still there").clone();
    assert_eq!(statement.evidence.len(), 1);
    let truth = &statement.checks().truth;
    assert_eq!((truth.verdict, truth.why.as_str(), truth.by.as_str()), (Truth::Wrong, "it was Monday", "Ruth Vale"));
    assert!(!hand.has("Found for one that says the same"));
}
