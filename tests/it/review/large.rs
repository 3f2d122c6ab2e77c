//! Problems and to-do of a large project: each change is followed at once, and what takes long is a worker's.

use std::fmt::Write as _;
use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::edit::Edit;
use factmark::model::id::{ArticleId, StatementId};
use factmark::model::project::Project;
use factmark::model::review::Rules;
use factmark::model::span::Span;
use factmark::model::statement::Statement;
use factmark::model::tag::{Tag, TagKind};
use factmark::project_file;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{Command, FileCommand, MarkCommand, ReviewCommand};

use crate::review::Desk;
use crate::support::project_of;
use crate::world::settle;

/// A project of `count` statements: assertions without a source.
pub fn large(count: usize) -> Project {
    let mut text = String::new();
    for number in 0..count {
        writeln!(text, "Thing {number} happened.").expect("room in memory");
    }
    let mut article = Article::new(ArticleId::from_raw(1), text.clone());
    article.published = "2026-02-10".parse().ok();
    let mut edits = vec![Edit::PutArticle(0, Arc::new(article))];
    let mut start = 0;
    for (number, line) in (0_u64..).zip(text.lines()) {
        let span = Span::new(&text, start..start + line.len()).expect("a span");
        edits.push(Edit::PutStatement(Arc::new(Statement::new(
            StatementId::from_raw(number),
            ArticleId::from_raw(1),
            span,
            Tag::Assertion,
        ))));
        start += line.len() + 1;
    }
    project_of(edits)
}

/// A desk with a large project opened from a file.
pub(super) fn large_desk(count: usize) -> Desk {
    let mut desk = Desk::empty();
    let path = desk.world.put("large.ron", project_file::write(&large(count)));
    desk.run(Command::File(FileCommand::OpenPath(path)));
    desk
}

#[test]
fn in_a_large_project_the_lists_follow_each_change_at_once_and_a_worker_reads_long_texts() {
    let mut desk = large_desk(2500);
    assert_eq!(desk.bench.review().to_do().len(), 2500);
    assert!(!desk.bench.review().is_running());

    desk.world.hold();
    for (gone, left) in [(0, 2499), (1, 2498)] {
        desk.bench.run(Command::Mark(MarkCommand::Delete(StatementId::from_raw(gone))), &mut desk.world);
        assert_eq!(desk.bench.review().to_do().len(), left);
        assert!(desk.bench.review().is_running(), "their words are uncovered now");
        assert_ne!(desk.bench.review().of(), Some(desk.bench.revision()));
    }
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert!(!desk.bench.review().is_running());
    assert_eq!(desk.bench.review().of(), Some(desk.bench.revision()), "a late result is followed by another look");
    assert_eq!((desk.bench.review().to_do().len(), desk.bench.review().to_do().get(2498).map(|entry| entry.code)), {
        (2499, Some("words_untouched"))
    });
    let told = |desk: &Desk| desk.bench.review().to_do().get(2498).map(|entry| entry.text.clone()).unwrap_or_default();
    assert!(told(&desk).contains("; 2 sentences untouched"), "{}", told(&desk));

    desk.world.hold();
    desk.bench.run(Command::Mark(MarkCommand::Retag(StatementId::from_raw(7), TagKind::Claim)), &mut desk.world);
    assert_eq!(desk.bench.review().to_do().len(), 2500, "nobody is named as the speaker");
    assert_eq!(desk.bench.review().of(), Some(desk.bench.revision()), "no word is covered or uncovered by a tag");
    desk.bench.run(Command::Undo, &mut desk.world);
    assert_eq!(desk.bench.review().to_do().len(), 2499);
}

#[test]
fn what_changes_while_a_worker_looks_through_everything_is_followed_when_it_is_back() {
    let mut desk = large_desk(2500);
    desk.world.hold();
    let rules = Rules { secondary: 3, second_reader: true };
    desk.bench.run(Command::Review(ReviewCommand::SetRules(rules)), &mut desk.world);
    assert!(desk.bench.review().is_running(), "every statement hangs on the rules");
    desk.bench.run(Command::Mark(MarkCommand::Delete(StatementId::from_raw(0))), &mut desk.world);
    assert_eq!(desk.bench.review().to_do().len(), 2500, "the lists of before stand until the new ones are there");
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert_eq!(desk.bench.review().to_do().len(), 2500, "one went, and left its words uncovered");
    assert_eq!(desk.bench.review().to_do().get(2499).map(|entry| entry.code), Some("words_untouched"));
    assert_eq!(desk.bench.review().of(), Some(desk.bench.revision()));
}

#[test]
fn a_look_that_is_broken_off_is_told_and_the_next_change_is_looked_at_again() {
    let mut desk = large_desk(2500);
    desk.world.hold();
    desk.bench.run(Command::Mark(MarkCommand::Delete(StatementId::from_raw(0))), &mut desk.world);
    assert!(desk.bench.review().is_running());
    let _ = desk.world.take_held();
    let died = Command::Arrived(Arrival::ReviewDied(desk.bench.revision()));
    desk.bench.run(died, &mut desk.world);
    assert_eq!((desk.bench.review().is_running(), desk.bench.review().to_do().len()), (false, 2499));
    assert_eq!(desk.bench.review().of(), Some(desk.bench.revision()));
    assert!(desk.bench.notices().shown().iter().any(|notice| notice.text.contains("some may be missing")));

    let rules = Rules { secondary: 3, second_reader: true };
    desk.bench.run(Command::Review(ReviewCommand::SetRules(rules)), &mut desk.world);
    let _ = desk.world.take_held();
    let died = Command::Arrived(Arrival::ReviewDied(desk.bench.revision()));
    desk.bench.run(died, &mut desk.world);
    assert!(desk.bench.review().to_do().is_empty());
    assert!(!desk.bench.review().is_running(), "the same look would end the same way");
    desk.bench.run(Command::Mark(MarkCommand::Delete(StatementId::from_raw(1))), &mut desk.world);
    assert!(desk.bench.review().is_running());
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert_eq!(desk.bench.review().to_do().len(), 2499);
}

#[test]
fn what_was_found_in_one_project_is_never_shown_for_another() {
    let mut desk = large_desk(2500);
    desk.world.hold();
    desk.bench.run(Command::Mark(MarkCommand::Delete(StatementId::from_raw(0))), &mut desk.world);
    desk.bench.run(Command::File(FileCommand::New), &mut desk.world);
    let proceed = Command::File(FileCommand::Answer(factmark::workbench::command::Answer::Proceed));
    desk.bench.run(proceed, &mut desk.world);
    assert!(desk.bench.project().is_empty());
    assert!(desk.bench.review().to_do().is_empty());
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert!(desk.bench.review().to_do().is_empty());
    assert!(!desk.bench.review().is_running());
}
