//! While a project is open for review, a stray key changes nothing: every command that would is refused.

use factmark::model::aside::AsideKind;
use factmark::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use factmark::model::id::{AsideId, SourceId};
use factmark::model::tag::TagKind;
use factmark::workbench::command::{ArticleCommand, Command, FileCommand, LinkTo, MarkCommand, ReviewCommand, SourceCommand};
use factmark::workbench::focus::Anchor;
use factmark::workbench::pass::Queue;

use crate::reviewing::Desk;
use crate::world::texts;

/// Two statements, linked as the same, one of two parts, with a source, something set aside, and words that are free.
struct Scene {
    desk: Desk,
    evidence: factmark::model::id::EvidenceId,
    sources: [SourceId; 2],
    aside: AsideId,
}

fn scene() -> Scene {
    let mut desk = Desk::new("‹one two›\n\nBy Dana Reyes\n\n‹three four› and five six");
    let (evidence, first) = desk.link(0, "The register");
    let (_, second) = desk.link(1, "The report");
    desk.source(SourceCommand::KeepText(second, "The report says so".to_owned()));
    desk.mark(MarkCommand::LinkSame(desk.ids[0], desk.ids[1]));
    desk.mark(MarkCommand::Focus(Some(desk.ids[1])));
    desk.mark(MarkCommand::Select(Some(44..47)));
    desk.mark(MarkCommand::AddPart);
    desk.mark(MarkCommand::Select(Some(39..43)));
    desk.mark(MarkCommand::SetAside(None));
    let aside = desk.bench.project().asides().next().expect("set aside").id;
    assert_eq!(desk.statement(1).parts.len(), 2);
    // Something to bring back.
    desk.world.let_it_be("2026-11-25");
    desk.set(0, StatementField::Note("changed".into()));
    desk.review(ReviewCommand::Start(Queue::All));
    desk.mark(MarkCommand::Focus(Some(desk.ids[1])));
    desk.mark(MarkCommand::Select(Some(35..38)));
    Scene { desk, evidence, sources: [first, second], aside }
}

type Make = fn(&Scene) -> Command;

const CHANGES: &[Make] = &[
    |_| Command::Mark(MarkCommand::Tag(TagKind::Claim)),
    |_| Command::Mark(MarkCommand::Tag(TagKind::ConfirmedFact)),
    |s| Command::Mark(MarkCommand::Retag(s.desk.ids[0], TagKind::Claim)),
    |_| Command::Mark(MarkCommand::AddPart),
    |s| Command::Mark(MarkCommand::RemovePart(s.desk.ids[1], 0)),
    |s| Command::Mark(MarkCommand::Recut(s.desk.ids[0], 0, 0..3)),
    |s| Command::Mark(MarkCommand::Delete(s.desk.ids[0])),
    |s| Command::Mark(MarkCommand::Set(s.desk.ids[0], StatementField::Note("x".into()))),
    |s| Command::Mark(MarkCommand::BringBack(s.desk.ids[0], 0)),
    |s| Command::Mark(MarkCommand::LinkSame(s.desk.ids[1], s.desk.ids[0])),
    |s| Command::Mark(MarkCommand::UnlinkSame(s.desk.ids[0], s.desk.ids[1])),
    |_| Command::Mark(MarkCommand::Attribute),
    |_| Command::Mark(MarkCommand::SetAside(None)),
    |_| Command::Mark(MarkCommand::SetAside(Some(AsideKind::Question))),
    |_| Command::Mark(MarkCommand::SetAsideProposed(None)),
    |s| Command::Mark(MarkCommand::SetAsideKind(s.aside, AsideKind::Question)),
    |s| Command::Mark(MarkCommand::TakeBack(s.aside)),
    |s| Command::Source(SourceCommand::KeepFileFrom(s.sources[0], s.desk.world.put("copy.txt", "words"))),
    |s| Command::Source(SourceCommand::KeepText(s.sources[0], "words".into())),
    |s| Command::Source(SourceCommand::DropCopy(s.sources[1])),
    |s| Command::Source(SourceCommand::Link(s.desk.ids[0], LinkTo::Text("Another".into()))),
    |s| Command::Source(SourceCommand::Link(s.desk.ids[1], LinkTo::Source(s.sources[0]))),
    |s| Command::Source(SourceCommand::LinkLike(s.desk.ids[1], s.desk.ids[0])),
    |s| Command::Source(SourceCommand::Unlink(s.desk.ids[0], s.evidence)),
    |s| Command::Source(SourceCommand::SetEvidence(s.desk.ids[0], s.evidence, EvidenceField::Primary(true))),
    |_| Command::Source(SourceCommand::Add("Another".into())),
    |s| Command::Source(SourceCommand::Set(s.sources[0], SourceField::Story("wire".into()))),
    |s| Command::Source(SourceCommand::Remove(s.sources[0])),
    |s| Command::Source(SourceCommand::Merge { keep: s.sources[0], other: s.sources[1] }),
    |_| Command::Article(ArticleCommand::Paste("Another text".into())),
    |s| Command::Article(ArticleCommand::Set(s.desk.bench.article().expect("it").id, ArticleField::Title("x".into()))),
    |s| Command::Article(ArticleCommand::Remove(s.desk.bench.article().expect("it").id)),
    |_| Command::File(FileCommand::AddArticle),
    |s| Command::File(FileCommand::AddArticleFrom(s.desk.world.put("more.txt", "Another text"))),
    |_| Command::Undo,
];

const LOOKS: &[Make] = &[
    |_| Command::Mark(MarkCommand::Select(Some(0..3))),
    |_| Command::Mark(MarkCommand::Focus(None)),
    |_| Command::Mark(MarkCommand::Next),
    |_| Command::Mark(MarkCommand::Previous),
    |s| Command::Mark(MarkCommand::LookFor(s.desk.ids[0], 0)),
    |_| Command::Mark(MarkCommand::NextOpen),
    |_| Command::Mark(MarkCommand::Show),
    |_| Command::Mark(MarkCommand::Scrolled(Anchor { byte: 3, offset_px: 0.0 })),
    |s| Command::Article(ArticleCommand::Show(s.desk.bench.article().expect("it").id)),
    |_| Command::Count,
    |_| Command::OpenLink("https://example.org".into()),
    |_| Command::SetReadingSize(20.0),
];

#[test]
fn every_command_that_changes_marks_sources_or_articles_is_refused_and_works_afterwards() {
    for (number, make) in CHANGES.iter().enumerate() {
        let mut scene = scene();
        let before = scene.desk.bench.project().clone();
        let command = make(&scene);
        let told = format!("case {number}: {command:?}");
        scene.desk.run(command);
        assert_eq!(scene.desk.bench.project(), &before, "{told}");
        assert!(texts(&scene.desk.bench).contains("Open for review: marks"), "{told}");
        scene.desk.review(ReviewCommand::End);
        assert_eq!(scene.desk.bench.project(), &before, "{told}");
        // Those are linked already, and here nobody answers the dialog.
        if ["Mark(LinkSame", "File(AddArticle)"].iter().any(|without_effect| told.contains(without_effect)) {
            continue;
        }
        let command = make(&scene);
        scene.desk.run(command);
        let has_changed = scene.desk.bench.project() != &before;
        assert!(has_changed, "{told}: it would have changed something");
    }
}

#[test]
fn who_only_looks_is_let_look() {
    for (number, make) in LOOKS.iter().enumerate() {
        let mut scene = scene();
        let before = scene.desk.bench.project().clone();
        let command = make(&scene);
        let told = format!("case {number}: {command:?}");
        scene.desk.run(command);
        assert!(!texts(&scene.desk.bench).contains("Open for review: marks"), "{told}");
        assert_eq!(scene.desk.bench.project(), &before, "{told}");
        assert!(scene.desk.bench.reviewing().is_some(), "{told}");
    }
}
