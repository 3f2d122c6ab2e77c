//! What of two projects differs, told in words: which fields, what each was and what it is, in bounded room.

use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::day::Day;
use factmark::model::edit::Edit;
use factmark::model::evidence::{Evidence, Stance};
use factmark::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use factmark::model::id::{ArticleId, EvidenceId, RemarkId, SourceId, StatementId};
use factmark::model::project::Project;
use factmark::model::remark::{Remark, RemarkKind};
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::{SaidBy, Statement};
use factmark::model::tag::Tag;
use factmark::workbench::differing::{Side, differences};

use crate::support::{random_edit, random_project, rng};

const TEXT: &str = "“We lost everything,” she said. The mill burned.";

fn project() -> Project {
    let article = Arc::new(Article::new(ArticleId::from_raw(1), TEXT));
    let span = Span::new(TEXT, 0..TEXT.find(" she").expect("it stands there")).expect("a span");
    let mut statement = Statement::new(StatementId::from_raw(2), article.id, span, Tag::Claim);
    statement.evidence = vec![Arc::new(Evidence::new(EvidenceId::from_raw(4), SourceId::from_raw(3)))];
    let source = Source::titled(SourceId::from_raw(3), "Notice 14/2026");
    let mut project = Project::default();
    for edit in [Edit::PutArticle(0, article), Edit::PutSource(Arc::new(source)), Edit::PutStatement(Arc::new(statement))] {
        project.apply(edit).expect("an edit that is allowed");
    }
    project
}

/// The record and each of its fields that one edit makes another, as "name: was, is".
fn told_after(edit: Edit) -> (String, Vec<String>) {
    let was = project();
    let mut is = was.clone();
    is.apply(edit).expect("an edit that is allowed");
    let told = differences(&is, &was).expect("something differs");
    let [line] = told.lines.as_slice() else { panic!("{told:?}") };
    assert_eq!(line.side, Side::Both);
    (line.words.clone(), line.fields.iter().map(|field| format!("{}: {}, {}", field.name, field.then, field.now)).collect())
}

#[test]
fn each_field_is_told_with_what_it_was_and_what_it_is() {
    let (statement, source, article) = (StatementId::from_raw(2), SourceId::from_raw(3), ArticleId::from_raw(1));
    let set = |field| Edit::SetStatement(statement, field);
    let day = Day::new(2026, Some(3), Some(4)).expect("a day");
    let link = EvidenceId::from_raw(4);
    let more = Evidence { passage: "all is gone".to_owned(), ..Evidence::new(EvidenceId::from_raw(5), source) };
    let remark = Remark::new(RemarkId::from_raw(6), RemarkKind::Query, "Who said so?".to_owned());
    let long = "and so on ".repeat(200_000);
    let cut = format!("note: nothing, “{}…”", "and so on ".repeat(16));
    let cut = [cut.as_str()];
    let cases: Vec<(Edit, &[&str])> = vec![
        (set(StatementField::Note("Asked the owner".to_owned())), &["note: nothing, “Asked the owner”"]),
        (set(StatementField::Note("“None,” he said".to_owned())), &["note: nothing, ‘“None,” he said’"]),
        (set(StatementField::Note("one\ntwo\u{200b}".to_owned())), &["note: nothing, “one\u{a0}LF\u{a0}two\u{a0}ZWSP\u{a0}”"]),
        (set(StatementField::Tag(Tag::Assertion)), &["tag: claim, assertion"]),
        (set(StatementField::AsOf(Some(day))), &["as of: nothing, 2026-03-04"]),
        (
            set(StatementField::SaidBy(SaidBy { speaker: "The owner".to_owned(), ..SaidBy::default() })),
            &["said by: nothing, “The owner; named”"],
        ),
        (
            Edit::SetEvidence(statement, link, EvidenceField::Stance(Stance::Contradicts)),
            &["stance of Notice 14/2026: supports, contradicts"],
        ),
        (Edit::PutEvidence(statement, 1, Arc::new(more)), &["link: nothing, “Notice 14/2026; all is gone”"]),
        (Edit::DropEvidence(statement, link), &["link: “Notice 14/2026”, nothing"]),
        (Edit::PutRemark(statement, 0, Arc::new(remark)), &["remark: nothing, “query; Who said so?”"]),
        (Edit::SetSource(source, SourceField::Title("Notice 15/2026".to_owned())), &["title: “Notice 14/2026”, “Notice 15/2026”"]),
        (Edit::SetSource(source, SourceField::Accessed(Some(day))), &["day it was looked at: nothing, 2026-03-04"]),
        (Edit::SetArticle(article, ArticleField::Byline("Dana Reyes".to_owned())), &["byline: nothing, “Dana Reyes”"]),
        (set(StatementField::Note(format!("{long}the end"))), &cut),
    ];
    for (edit, expected) in cases {
        let shown = format!("{edit:?}").chars().take(200).collect::<String>();
        let is_statement = !matches!(edit, Edit::SetSource(..) | Edit::SetArticle(..));
        let (words, fields) = told_after(edit);
        assert_eq!(fields, expected, "{shown}");
        assert!(!is_statement || words == "“We lost everything,”", "{words}");
    }
}

#[test]
fn whatever_differs_is_told_and_never_more_than_fits() {
    let mut rng = rng("whatever_differs_is_told_and_never_more_than_fits");
    for round in 0..300 {
        let was = random_project(&mut rng);
        let mut is = was.clone();
        for _ in 0..rng.usize(1..25) {
            let edit = random_edit(&mut rng, &is);
            is.apply(edit).expect("an edit that is allowed");
        }
        let Some(told) = differences(&is, &was) else { continue };
        for line in &told.lines {
            assert!(line.fields.len() <= 8, "round {round}: {line:?}");
            assert!(line.side != Side::Both || !line.fields.is_empty(), "round {round}: {line:?}");
        }
    }
    let was = project();
    let mut is = was.clone();
    for number in 0..1000 {
        is.apply(Edit::PutSource(Arc::new(Source::titled(SourceId::from_raw(100 + number), "a call")))).expect("another source");
    }
    let told = differences(&is, &was).expect("something differs");
    assert_eq!((told.lines.len(), told.left_out), (300, 700));
}
