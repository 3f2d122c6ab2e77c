//! History: who decided what and when, told as a person reads it, without the noise of trying.

use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::edit::Edit;
use factmark::model::evidence::Evidence;
use factmark::model::field::{EvidenceField, StatementField};
use factmark::model::finding::{Finding, Said, Truth};
use factmark::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use factmark::model::remark::RemarkKind;
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::Statement;
use factmark::model::tag::{Tag, TagKind};
use factmark::workbench::command::{Answer, Command, FileCommand, LinkTo, MarkCommand, ReviewCommand, SourceCommand};

use crate::reviewing::Desk;
use crate::support::project_of;

/// What history tells of the first statement, a line a decision.
fn told(desk: &Desk) -> Vec<String> {
    let statement = desk.statement(0);
    let lines = statement.checks().history.iter().map(|decision| {
        let day = decision.on.map(|day| day.to_string()).unwrap_or_default();
        let name = decision.by.split(' ').next().unwrap_or_default();
        format!("{} {:?}: {} > {}", day.trim_start_matches("2026-11-").to_owned() + " " + name, decision.about, decision.from, decision.to)
    });
    lines.collect()
}

/// One thing that somebody does with the first statement.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Tag(TagKind),
    Link(&'static str),
    Unlink,
    Passage(&'static str),
    Said(Said),
    Truth(Truth),
    Sign,
    Unsign,
    Note(&'static str),
    Ask(&'static str),
    Me(&'static str),
    Day(&'static str),
    Undo,
    Redo,
}

fn does(desk: &mut Desk, deed: Deed) {
    let id: StatementId = desk.ids[0];
    let first_link = || desk.statement(0).evidence.first().expect("a link").id;
    let command = match deed {
        Deed::Tag(kind) => Command::Mark(MarkCommand::Retag(id, kind)),
        Deed::Link(title) => Command::Source(SourceCommand::Link(id, LinkTo::Text(title.to_owned()))),
        Deed::Unlink => Command::Source(SourceCommand::Unlink(id, first_link())),
        Deed::Passage(words) => Command::Source(SourceCommand::SetEvidence(id, first_link(), EvidenceField::Passage(words.to_owned()))),
        Deed::Said(verdict) => Command::Review(ReviewCommand::Said(id, Finding { verdict, ..Finding::default() })),
        Deed::Truth(verdict) => Command::Review(ReviewCommand::Truth(id, Finding { verdict, ..Finding::default() })),
        Deed::Sign => Command::Review(ReviewCommand::Sign(id, "why not".to_owned())),
        Deed::Unsign => Command::Review(ReviewCommand::Unsign(id)),
        Deed::Note(text) => Command::Mark(MarkCommand::Set(id, StatementField::Note(text.to_owned()))),
        Deed::Ask(text) => Command::Review(ReviewCommand::Remark(id, RemarkKind::Query, text.to_owned())),
        Deed::Me(name) => Command::SetMe(name.to_owned()),
        Deed::Day(day) => return desk.world.let_it_be(day),
        Deed::Undo => Command::Undo,
        Deed::Redo => Command::Redo,
    };
    desk.run(command);
}

fn check(deeds: &[Deed], expected: &[&str]) {
    let mut desk = Desk::new("‹one›");
    let before = desk.bench.project().clone();
    for deed in deeds {
        does(&mut desk, *deed);
    }
    assert_eq!(told(&desk), expected, "{deeds:?}");
    // Whatever was done, history goes back with it.
    let first = desk.bench.undo_label().map(str::to_owned);
    while desk.bench.undo_label() != Some("tag as assertion") {
        desk.run(Command::Undo);
    }
    assert_eq!(desk.bench.project(), &before, "{deeds:?}, from {first:?}");
}

#[test]
fn decisions_are_told_in_the_order_of_time() {
    use Deed::{Ask, Link, Note, Passage, Sign, Tag, Unlink};
    let tagged = "24 Ruth Tag:  > assertion";
    check(&[], &[tagged]);
    check(&[Note("x"), Ask("Who?")], &[tagged]);
    check(&[Link("The register"), Passage("one")], &[tagged, "24 Ruth Evidence:  > The register"]);
    check(&[Link("The register"), Unlink], &[tagged, "24 Ruth Evidence:  > The register", "24 Ruth Evidence: The register > "]);
    check(&[Link("https://a.example/x"), Sign], &[tagged, "24 Ruth Evidence:  > https://a.example/x", "24 Ruth SignOff:  > signed off"]);
    check(
        &[Deed::Said(Said::WrongSpeaker), Deed::Truth(Truth::Partly), Deed::Day("2026-11-25"), Tag(TagKind::ConfirmedFact)],
        &[tagged, "24 Ruth Said:  > wrong speaker", "24 Ruth Truth:  > partly", "25 Ruth Tag: assertion > confirmed fact"],
    );
}

#[test]
fn trying_on_one_day_leaves_no_noise_and_what_another_person_or_day_decided_stays_apart() {
    use Deed::{Day, Me, Redo, Sign, Tag, Undo, Unsign};
    use TagKind::{Assertion, Claim, ConfirmedFact};
    let tagged = "24 Ruth Tag:  > assertion";
    check(&[Tag(Claim), Tag(ConfirmedFact), Tag(Assertion)], &[tagged]);
    check(&[Tag(Claim)], &["24 Ruth Tag:  > claim"]);
    check(&[Day("2026-11-25"), Tag(Claim), Tag(Assertion)], &[tagged]);
    check(&[Day("2026-11-25"), Tag(Claim), Tag(ConfirmedFact)], &[tagged, "25 Ruth Tag: assertion > confirmed fact"]);
    check(
        &[Day("2026-11-25"), Tag(Claim), Day("2026-11-26"), Tag(Assertion)],
        &[tagged, "25 Ruth Tag: assertion > claim", "26 Ruth Tag: claim > assertion"],
    );
    check(&[Me("Nils"), Tag(Claim)], &[tagged, "24 Nils Tag: assertion > claim"]);
    check(
        &[Me("Nils"), Tag(Claim), Me("Ruth"), Tag(Assertion)],
        &[tagged, "24 Nils Tag: assertion > claim", "24 Ruth Tag: claim > assertion"],
    );
    check(&[Sign, Unsign], &[tagged]);
    check(&[Sign, Day("2026-11-25"), Unsign], &[tagged, "24 Ruth SignOff:  > signed off", "25 Ruth SignOff: signed off > "]);
    check(&[Sign, Me("Nils"), Sign], &[tagged, "24 Ruth SignOff:  > signed off", "24 Nils SignOff:  > signed off"]);
    check(&[Sign, Sign, Sign], &[tagged, "24 Ruth SignOff:  > signed off"]);
    check(&[Deed::Truth(Truth::Wrong), Deed::Truth(Truth::Partly), Deed::Truth(Truth::Open)], &[tagged]);
    check(&[Me("Nils"), Tag(Claim), Undo], &[tagged]);
    check(&[Me("Nils"), Tag(Claim), Undo, Redo], &[tagged, "24 Nils Tag: assertion > claim"]);
}

/// A project with very many statements on one source, opened from a file.
fn crowded(statements: u64) -> (Desk, SourceId) {
    let text = "one ".repeat(statements as usize);
    let source = SourceId::from_raw(1);
    let mut edits = vec![
        Edit::PutArticle(0, Arc::new(Article::new(ArticleId::from_raw(1), text.as_str()))),
        Edit::PutSource(Arc::new(Source::titled(source, "The register"))),
    ];
    for raw in 0..statements {
        let start = raw as usize * 4;
        let span = Span::new(&text, start..start + 3).expect("a span");
        let mut statement = Statement::new(StatementId::from_raw(raw), ArticleId::from_raw(1), span, Tag::Assertion);
        statement.evidence.push(Arc::new(Evidence::new(EvidenceId::from_raw(raw), source)));
        edits.push(Edit::PutStatement(Arc::new(statement)));
    }
    let mut desk = Desk::new("‹one›");
    let path = desk.world.put("crowded.ron", factmark::project_file::write(&project_of(edits)));
    desk.run(Command::File(FileCommand::OpenPath(path)));
    desk.run(Command::File(FileCommand::Answer(Answer::Proceed)));
    desk.ids = (0..statements).map(StatementId::from_raw).collect();
    (desk, source)
}

#[test]
fn removing_a_source_is_told_to_each_of_very_many_statements() {
    let (mut desk, source) = crowded(3000);
    let before = desk.bench.project().clone();
    desk.source(SourceCommand::Remove(source));
    for number in [0, 1000, 2999] {
        let statement = desk.statement(number);
        let last = statement.checks().history.last().expect("a decision");
        assert_eq!((last.from.as_str(), last.to.as_str(), last.by.as_str()), ("The register", "", "Ruth Vale"), "{number}");
    }
    desk.run(Command::Undo);
    assert_eq!(desk.bench.project(), &before);
}

#[test]
fn a_statement_that_goes_takes_its_history_along_and_brings_it_back() {
    let mut desk = Desk::new("‹one› ‹two›");
    let (_, source) = desk.link(0, "The register");
    let before = told(&desk);
    desk.mark(MarkCommand::Delete(desk.ids[0]));
    desk.run(Command::Undo);
    assert_eq!(told(&desk), before);
    let article = desk.bench.article().expect("an article").id;
    desk.run(Command::Article(factmark::workbench::command::ArticleCommand::Remove(article)));
    assert!(desk.bench.project().source(source).is_some() && desk.bench.article().is_none());
    desk.run(Command::Undo);
    assert_eq!(told(&desk), before);
}
