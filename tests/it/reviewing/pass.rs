//! Open for review: the order and the filters of the queue, what each key does, and the pass that is kept of it.

use factmark::model::remark::RemarkKind;
use factmark::model::review::Pass;
use factmark::model::tag::TagKind;
use factmark::workbench::command::{Answer, Command, FileCommand, MarkCommand, ReviewCommand};
use factmark::workbench::pass::Queue;

use crate::reviewing::Desk;
use crate::world::{kept, save_as, settle, texts};

/// Seven statements: 0 plain, 1 hollow, 2 with a query, 3 signed by me, 4 signed by me and changed since, 5 hollow with a query, 6 signed
/// by somebody else.
fn desk() -> Desk {
    let mut desk = Desk::new("‹zero› ‹one› ‹two› ‹three› ‹four› ‹five› ‹six›");
    desk.me("Nils Berg");
    desk.retag(5, TagKind::ConfirmedFact);
    desk.sign(6, "");
    desk.me("Ruth Vale");
    desk.retag(1, TagKind::ConfirmedFact);
    for number in [2, 5] {
        desk.remark(number, RemarkKind::Query, "Who counted?");
    }
    desk.sign(3, "");
    desk.sign(4, "");
    desk.set(4, factmark::model::field::StatementField::Note("late".into()));
    desk.mark(MarkCommand::Focus(None));
    desk
}

fn start(desk: &mut Desk, queue: Queue) {
    desk.review(ReviewCommand::Start(queue));
}

fn accept(desk: &mut Desk, reason: &str) {
    desk.review(ReviewCommand::Accept(reason.to_owned()));
}

/// The numbers of the statements that are read, to the end.
fn read_through(desk: &mut Desk) -> Vec<usize> {
    let mut seen = Vec::new();
    while let Some(current) = desk.bench.reviewing().and_then(factmark::workbench::pass::Reviewing::current) {
        assert_eq!(desk.bench.focus().statement, Some(current), "what is read is on the card");
        seen.push(desk.ids.iter().position(|id| *id == current).expect("a statement"));
        desk.review(ReviewCommand::Skip);
    }
    seen
}

fn current(desk: &Desk) -> Option<usize> {
    let current = desk.bench.reviewing()?.current()?;
    desk.ids.iter().position(|id| *id == current)
}

fn passes(desk: &Desk) -> Vec<Pass> {
    desk.bench.project().passes().map(|pass| Pass::clone(pass)).collect()
}

#[test]
fn each_queue_holds_its_own_what_is_not_carried_first_then_queries_then_the_rest() {
    for (queue, expected) in [
        (Queue::All, &[1, 5, 2, 0, 4, 6][..]),
        (Queue::NotCarried, &[1, 5]),
        (Queue::Queries, &[5, 2]),
        (Queue::Mine, &[1, 3, 4]),
        (Queue::Changed, &[4]),
    ] {
        let mut desk = desk();
        let before = desk.bench.project().clone();
        start(&mut desk, queue);
        let reviewing = desk.bench.reviewing().expect("open for review");
        assert_eq!((reviewing.total(), reviewing.left()), (expected.len(), Some(expected.len())), "{queue:?}");
        assert_eq!(read_through(&mut desk), expected, "{queue:?}");
        desk.review(ReviewCommand::End);
        assert!(desk.bench.reviewing().is_none());
        assert_eq!(desk.bench.project(), &before, "{queue:?}: who only looks leaves nothing behind");
    }
}

#[test]
fn an_empty_queue_and_a_project_without_statements_say_so() {
    let mut desk = Desk::new("nothing is marked");
    start(&mut desk, Queue::All);
    assert!(desk.bench.reviewing().is_none() && texts(&desk.bench).contains("no statement to review"));
    let mut desk = Desk::new("‹one›");
    start(&mut desk, Queue::Queries);
    assert!(texts(&desk.bench).contains("Nothing is left to review here"));
    accept(&mut desk, "");
    desk.review(ReviewCommand::SendBack("why".into()));
    desk.review(ReviewCommand::Skip);
    desk.review(ReviewCommand::End);
    assert_eq!(desk.bench.undo_label(), Some("tag as assertion"), "nothing was decided");
}

#[test]
fn accept_signs_and_send_back_asks_and_the_pass_counts_both() {
    let mut desk = desk();
    start(&mut desk, Queue::All);
    accept(&mut desk, "  ");
    assert_eq!(current(&desk), Some(1), "a fact that nothing carries waits for a reason");
    assert!(texts(&desk.bench).contains("write why"));
    accept(&mut desk, "the editor saw it");
    assert_eq!(desk.statement(1).checks().signed[0].reason, "the editor saw it");
    assert_eq!(current(&desk), Some(5));
    desk.review(ReviewCommand::SendBack(" ".into()));
    assert_eq!(current(&desk), Some(5), "it is written what is to be done");
    desk.review(ReviewCommand::SendBack("Ask the mill".into()));
    assert_eq!(desk.remarks(5).last().expect("a remark").text, "Ask the mill");
    desk.review(ReviewCommand::Skip);
    assert_eq!(current(&desk), Some(0));
    accept(&mut desk, "");
    assert_eq!(desk.statement(2).checks().signed, [], "what was skipped is as it was");
    desk.world.let_it_be("2026-11-26");
    desk.review(ReviewCommand::End);
    let [pass] = passes(&desk).try_into().expect("one pass");
    assert_eq!((pass.by.as_str(), pass.looked_at.as_str(), pass.signed, pass.sent_back), ("Ruth Vale", "all", 2, 1));
    let days = (pass.from.map(|day| day.to_string()), pass.to.map(|day| day.to_string()));
    assert_eq!(days, (Some("2026-11-24".into()), Some("2026-11-26".into())));
}

#[test]
fn a_pass_is_in_the_file_also_where_nobody_ended_it() {
    let mut desk = desk();
    start(&mut desk, Queue::NotCarried);
    accept(&mut desk, "seen");
    save_as(&mut desk.bench, &mut desk.world, "mill.ron");
    let saved = kept(&desk.world, "mill.ron");
    let pass = saved.passes().next().expect("the pass that goes on").clone();
    assert_eq!((pass.signed, pass.to), (1, None));
    assert_eq!(&saved, desk.bench.project());
    desk.run(Command::File(FileCommand::Leave));
    assert!(factmark::workbench::world::World::is_leaving(&desk.world), "nothing is lost by leaving");
}

#[test]
fn another_queue_is_another_pass() {
    let mut desk = desk();
    start(&mut desk, Queue::NotCarried);
    accept(&mut desk, "seen");
    start(&mut desk, Queue::Queries);
    desk.review(ReviewCommand::SendBack("Ask again".into()));
    desk.review(ReviewCommand::End);
    let mut told: Vec<_> = passes(&desk).into_iter().map(|pass| (pass.looked_at, pass.signed, pass.sent_back, pass.to.is_some())).collect();
    told.sort();
    assert_eq!(told, [("not carried".into(), 1, 0, true), ("queries and corrections".into(), 0, 1, true)]);
}

#[test]
fn undo_takes_back_what_was_decided_in_the_review_and_nothing_from_before() {
    let mut desk = desk();
    let before = desk.bench.project().clone();
    start(&mut desk, Queue::All);
    accept(&mut desk, "seen");
    desk.review(ReviewCommand::SendBack("Ask the mill".into()));
    desk.review(ReviewCommand::Skip);
    let after = desk.bench.project().clone();
    assert_eq!(current(&desk), Some(0));
    desk.run(Command::Undo);
    assert_eq!((current(&desk), desk.bench.focus().statement), (Some(5), Some(desk.ids[5])), "it is read again");
    assert_eq!(passes(&desk)[0].sent_back, 0);
    desk.run(Command::Undo);
    assert_eq!((current(&desk), desk.bench.project()), (Some(1), &before));
    desk.run(Command::Undo);
    assert_eq!(desk.bench.project(), &before, "marks from before the review stay");
    assert!(texts(&desk.bench).contains("Open for review"));
    desk.run(Command::Redo);
    desk.run(Command::Redo);
    assert_eq!((current(&desk), desk.bench.project()), (Some(0), &after));
    assert_eq!(desk.bench.reviewing().and_then(factmark::workbench::pass::Reviewing::left), Some(3));
    desk.run(Command::Undo);
    accept(&mut desk, "all the same");
    desk.run(Command::Redo);
    desk.review(ReviewCommand::End);
    assert_eq!((passes(&desk)[0].signed, passes(&desk)[0].sent_back), (2, 0));
    desk.run(Command::Undo);
    assert_eq!(passes(&desk)[0].to, None, "that it ended is a step of its own");
}

#[test]
fn what_was_undone_before_a_review_is_not_done_again_in_it() {
    let mut desk = Desk::new("‹one›");
    desk.retag(0, TagKind::Claim);
    desk.run(Command::Undo);
    start(&mut desk, Queue::All);
    desk.run(Command::Redo);
    assert_eq!(desk.statement(0).tag.kind(), TagKind::Assertion);
    desk.review(ReviewCommand::End);
    desk.run(Command::Redo);
    assert_eq!(desk.statement(0).tag.kind(), TagKind::Claim, "after it, it is");
}

#[test]
fn nothing_is_decided_about_a_statement_that_is_not_shown() {
    let mut desk = desk();
    start(&mut desk, Queue::Queries);
    for away in [Some(desk.ids[0]), None] {
        for command in [ReviewCommand::Accept("seen".into()), ReviewCommand::SendBack("Ask".into())] {
            let before = desk.bench.project().clone();
            desk.mark(MarkCommand::Focus(away));
            desk.review(command);
            assert_eq!(desk.bench.project(), &before);
            assert_eq!((current(&desk), desk.bench.focus().statement), (Some(5), Some(desk.ids[5])), "it is shown again");
        }
    }
    accept(&mut desk, "seen");
    assert_eq!(current(&desk), Some(2));
}

#[test]
fn the_same_sign_off_on_the_same_day_goes_on_without_a_step() {
    let mut desk = Desk::new("‹one›");
    desk.sign(0, "");
    start(&mut desk, Queue::Mine);
    assert_eq!(current(&desk), Some(0));
    accept(&mut desk, "");
    assert_eq!((current(&desk), passes(&desk).len()), (None, 0));
    start(&mut desk, Queue::Mine);
    desk.world.let_it_be("2026-11-25");
    accept(&mut desk, "");
    assert_eq!((desk.statement(0).checks().signed.len(), passes(&desk)[0].signed), (1, 1));
}

#[test]
fn another_project_in_place_of_this_one_ends_the_review() {
    let mut desk = desk();
    start(&mut desk, Queue::All);
    desk.run(Command::File(FileCommand::OpenSample));
    assert!(desk.bench.reviewing().is_some(), "first it is asked about");
    desk.run(Command::File(FileCommand::Answer(Answer::Proceed)));
    assert!(desk.bench.reviewing().is_none() && desk.bench.is_untouched_sample());
    desk.mark(MarkCommand::Next);
    desk.mark(MarkCommand::Tag(TagKind::Claim));
    desk.mark(MarkCommand::Tag(TagKind::Assertion));
    assert!(!desk.bench.is_untouched_sample(), "marks can be changed");
}

#[test]
fn what_a_worker_finds_is_for_the_review_that_asked() {
    let mut desk = desk();
    desk.world.hold();
    start(&mut desk, Queue::All);
    let reviewing = desk.bench.reviewing().expect("open for review");
    assert_eq!((reviewing.left(), reviewing.current()), (None, None));
    let before = desk.bench.project().clone();
    accept(&mut desk, "seen");
    desk.review(ReviewCommand::SendBack("Ask".into()));
    desk.review(ReviewCommand::Skip);
    desk.retag(0, TagKind::Claim);
    assert_eq!(desk.bench.project(), &before, "nothing is shown yet, and marks stay as they are");
    let old = desk.world.take_held();
    desk.review(ReviewCommand::End);
    desk.mark(MarkCommand::Delete(desk.ids[1]));
    start(&mut desk, Queue::All);
    desk.world.give(old);
    settle(&mut desk.bench, &mut desk.world);
    assert_eq!(current(&desk), None, "what was found for the first is let go");
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert_eq!(read_through(&mut desk), [5, 2, 0, 4, 6], "what was deleted is not read");
}
