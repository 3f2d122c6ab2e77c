//! Every rule of the two lists: cases that fire and cases that must not.

use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::edit::Edit;
use factmark::model::evidence::{Evidence, Stance};
use factmark::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use factmark::model::problems::{self, Sort};
use factmark::model::quote::Quote;
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::{Part, SpeakerKind, Statement};
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};

use crate::support::project_of;

/// The parts of a small project that each case changes.
struct Scene {
    article: Article,
    source: Source,
    statement: Statement,
    evidence: Evidence,
    is_linked: bool,
}

fn scene() -> Scene {
    let text = "The mill burned down, said Ada Brook.";
    let mut article = Article::new(ArticleId::from_raw(1), text);
    article.published = "2026-02-10".parse().ok();
    let source = Source::titled(SourceId::from_raw(1), "Report");
    let span = Span::new(text, 0..20).expect("a span");
    let mut statement = Statement::new(StatementId::from_raw(1), article.id, span, Tag::Claim);
    statement.said_by.speaker = "Ada Brook".into();
    let evidence = Evidence::new(EvidenceId::from_raw(1), source.id);
    Scene { article, source, statement, evidence, is_linked: true }
}

fn fact() -> Tag {
    Tag::ConfirmedFact(Confirmation { was: Unconfirmed::Claim, by: "R. Vale".into(), on: None })
}

/// The codes of all entries after `change`, problems before to-do.
fn codes(change: impl FnOnce(&mut Scene)) -> Vec<&'static str> {
    let mut scene = scene();
    change(&mut scene);
    if scene.is_linked {
        scene.statement.evidence.push(Arc::new(scene.evidence));
    }
    let project = project_of(vec![
        Edit::PutArticle(0, Arc::new(scene.article)),
        Edit::PutSource(Arc::new(scene.source)),
        Edit::PutStatement(Arc::new(scene.statement)),
    ]);
    let mut entries = problems::of_project(&project);
    entries.sort_by_key(|entry| entry.sort == Sort::ToDo);
    assert!(entries.iter().all(|entry| !entry.text.is_empty() && !entry.text.ends_with('.')));
    entries.into_iter().map(|entry| entry.code).collect()
}

/// A change of the scene, and whether the rule fires on it.
type Case = (fn(&mut Scene), bool);

fn check(code: &str, cases: &[Case]) {
    for (number, (change, fires)) in cases.iter().enumerate() {
        let codes = codes(change);
        assert_eq!(codes.contains(&code), *fires, "{code}, case {number}: {codes:?}");
    }
}

fn contradict(scene: &mut Scene, note: &str) {
    let mut against = Evidence::new(EvidenceId::from_raw(2), scene.source.id);
    against.stance = Stance::Contradicts;
    against.note = note.to_owned();
    scene.statement.evidence.push(Arc::new(against));
}

#[test]
fn a_sound_project_has_neither_problems_nor_work_left() {
    assert_eq!(codes(|_| {}), Vec::<&str>::new());
}

#[test]
fn a_part_adrift_is_a_problem() {
    let adrift = |scene: &mut Scene| scene.statement.parts.push(Part::Adrift(Quote { exact: "gone".into(), ..Quote::default() }));
    check("part_adrift", &[(adrift, true), (|_| {}, false)]);
}

#[test]
fn a_same_as_that_leads_nowhere_is_a_problem() {
    check("same_as_missing", &[(|scene| scene.statement.same_as = vec![StatementId::from_raw(9)], true), (|_| {}, false)]);
}

#[test]
fn evidence_both_ways_is_a_problem_until_it_is_answered() {
    check(
        "evidence_both_ways",
        &[
            (|scene| contradict(scene, ""), true),
            (|scene| contradict(scene, " \n"), true),
            (|scene| contradict(scene, "an earlier count"), false),
            (
                |scene| {
                    contradict(scene, "");
                    scene.evidence.stance = Stance::Context;
                },
                false,
            ),
            (|_| {}, false),
        ],
    );
}

#[test]
fn a_statement_without_source_is_to_do() {
    check("statement_without_source", &[(|scene| scene.is_linked = false, true), (|_| {}, false)]);
}

#[test]
fn a_claim_without_speaker_is_to_do_unless_nobody_says_who() {
    check(
        "claim_without_speaker",
        &[
            (|scene| scene.statement.said_by.speaker.clear(), true),
            (|scene| scene.statement.said_by.speaker = " ".into(), true),
            (
                |scene| {
                    scene.statement.said_by.speaker.clear();
                    scene.statement.said_by.kind = SpeakerKind::Unidentified;
                },
                false,
            ),
            (
                |scene| {
                    scene.statement.said_by.speaker.clear();
                    scene.statement.tag = Tag::Assertion;
                },
                false,
            ),
            (|_| {}, false),
        ],
    );
}

#[test]
fn a_fact_that_nothing_carries_is_to_do() {
    check(
        "fact_not_carried",
        &[
            (|scene| scene.statement.tag = fact(), true),
            (
                |scene| {
                    scene.statement.tag = fact();
                    scene.is_linked = false;
                },
                true,
            ),
            (
                |scene| {
                    scene.statement.tag = fact();
                    scene.evidence.primary = true;
                    scene.evidence.passage = "It burned down".into();
                },
                false,
            ),
            (|_| {}, false),
        ],
    );
}

#[test]
fn an_article_without_date_is_a_problem() {
    check("article_without_date", &[(|scene| scene.article.published = None, true), (|_| {}, false)]);
}

#[test]
fn a_link_that_leads_nowhere_is_a_problem() {
    check(
        "malformed_link",
        &[
            (|scene| scene.source.url = "example".into(), true),
            (|scene| scene.source.archived_url = "ftp://example.org".into(), true),
            (|scene| scene.article.url = "javascript:alert(1)".into(), true),
            (|scene| scene.source.url = " https://example.org/a ".into(), false),
            (|scene| scene.article.url = "http://bücher.example".into(), false),
            (|_| {}, false),
        ],
    );
}
