//! Every rule of the two lists: cases that fire and cases that must not.

mod compared;
mod followed;
mod reviewed;

use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::edit::Edit;
use factmark::model::evidence::{Evidence, Stance};
use factmark::model::field::{SourceField, StatementField};
use factmark::model::holding::Holdings;
use factmark::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use factmark::model::problems::{self, Sort};
use factmark::model::quote::Quote;
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::{Part, SpeakerKind, Statement};
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};
use factmark::model::unmerged::Unmerged;

use crate::support::project_of;

/// The parts of a small project that each case changes.
struct Scene {
    article: Article,
    source: Source,
    statement: Statement,
    evidence: Evidence,
    is_linked: bool,
    open: Vec<Edit>,
}

const TEXT: &str = "The mill burned down, said Ada Brook.";
/// A sound statement that is always there too.
const BESIDE: StatementId = StatementId::from_raw(5);

fn scene() -> Scene {
    let text = TEXT;
    let mut article = Article::new(ArticleId::from_raw(1), text);
    article.published = "2026-02-10".parse().ok();
    let source = Source::titled(SourceId::from_raw(1), "Report");
    let span = Span::new(text, 0..20).expect("a span");
    let mut statement = Statement::new(StatementId::from_raw(1), article.id, span, Tag::Claim);
    statement.said_by.speaker = "Ada Brook".into();
    let evidence = Evidence::new(EvidenceId::from_raw(1), source.id);
    Scene { article, source, statement, evidence, is_linked: true, open: Vec::new() }
}

fn adrift(words: &str) -> Part {
    Part::Adrift(Box::new(Quote { exact: words.into(), ..Quote::default() }))
}

fn fact() -> Tag {
    Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: "R. Vale".into(), on: None })
}

/// The codes of all entries after `change`, problems before to-do.
fn codes(change: impl FnOnce(&mut Scene)) -> Vec<&'static str> {
    let mut scene = scene();
    change(&mut scene);
    if scene.is_linked {
        scene.statement.evidence.push(Arc::new(scene.evidence));
    }
    let mut beside = Statement::new(BESIDE, scene.article.id, Span::new(TEXT, 22..36).expect("a span"), Tag::Assertion);
    let mut evidence = Evidence::new(EvidenceId::from_raw(1), scene.source.id);
    evidence.stance = Stance::OnlySaid;
    beside.evidence.push(Arc::new(evidence));
    let mut edits = vec![
        Edit::PutArticle(0, Arc::new(scene.article)),
        Edit::PutSource(Arc::new(scene.source)),
        Edit::PutStatement(Arc::new(beside)),
        Edit::PutStatement(Arc::new(scene.statement)),
    ];
    edits.extend(scene.open.into_iter().map(|other| Edit::PutUnmerged(Arc::new(Unmerged::of(other).expect("what can be open")))));
    let project = project_of(edits);
    let mut entries = problems::of_project(&project, &Holdings::default());
    entries.sort_by_key(|entry| entry.sort == Sort::ToDo);
    assert!(entries.iter().all(|entry| !entry.text.is_empty() && !entry.text.ends_with('.')));
    entries.into_iter().map(|entry| entry.code).collect()
}

/// A change of the scene, and whether the rule fires on it.
type Case = (fn(&mut Scene), bool);

fn check(code: &str, cases: &[Case]) {
    assert!([true, false].iter().all(|fires| cases.iter().filter(|case| case.1 == *fires).count() >= 4), "{code}: four of each");
    for (number, (change, fires)) in cases.iter().enumerate() {
        let codes = codes(change);
        assert_eq!(codes.contains(&code), *fires, "{code}, case {number}: {codes:?}");
    }
}

fn contradict(scene: &mut Scene, note: &str) {
    let number = 2 + scene.statement.evidence.len() as u64;
    let mut against = Evidence::new(EvidenceId::from_raw(number), scene.source.id);
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
    check(
        "part_adrift",
        &[
            (|scene| scene.statement.parts.push(adrift("gone")), true),
            (|scene| scene.statement.parts = vec![adrift("gone")], true),
            (|scene| scene.statement.parts.push(adrift("")), true),
            (|scene| scene.statement.parts.extend([adrift("one"), adrift("two")]), true),
            (|_| {}, false),
            (|scene| scene.statement.parts.push(Part::At(Span::new(TEXT, 22..36).expect("a span"))), false),
            (|scene| scene.statement.tag = fact(), false),
            (|scene| scene.is_linked = false, false),
        ],
    );
}

#[test]
fn two_versions_that_a_merge_left_are_a_problem() {
    const ONE: StatementId = StatementId::from_raw(1);
    check(
        "unmerged",
        &[
            (|scene| scene.open = vec![Edit::SetStatement(ONE, StatementField::Note("two".into()))], true),
            (|scene| scene.open = vec![Edit::DropEvidence(ONE, EvidenceId::from_raw(1))], true),
            (|scene| scene.open = vec![Edit::SetSource(SourceId::from_raw(1), SourceField::Title("Two".into()))], true),
            (|scene| scene.open = vec![Edit::DropArticle(ArticleId::from_raw(1))], true),
            (|scene| scene.open = vec![Edit::DropStatement(BESIDE), Edit::DropStatement(ONE)], true),
            (|_| {}, false),
            (|scene| scene.statement.note = "two".into(), false),
            (|scene| scene.is_linked = false, false),
            // What it is about has gone since.
            (|scene| scene.open = vec![Edit::DropEvidence(ONE, EvidenceId::from_raw(9))], false),
        ],
    );
}

#[test]
fn a_same_as_that_leads_nowhere_is_a_problem() {
    check(
        "same_as_missing",
        &[
            (|scene| scene.statement.same_as = vec![StatementId::from_raw(9)].into(), true),
            (|scene| scene.statement.same_as = vec![StatementId::from_raw(8), StatementId::from_raw(9)].into(), true),
            (|scene| scene.statement.same_as = vec![BESIDE, StatementId::from_raw(9)].into(), true),
            (
                |scene| {
                    scene.statement.tag = fact();
                    scene.statement.same_as = vec![StatementId::from_raw(0)].into();
                },
                true,
            ),
            (|_| {}, false),
            (|scene| scene.statement.same_as = vec![BESIDE].into(), false),
            (|scene| scene.is_linked = false, false),
            (|scene| scene.statement.tag = Tag::Assertion, false),
        ],
    );
}

#[test]
fn evidence_both_ways_is_a_problem_until_it_is_answered() {
    check(
        "evidence_both_ways",
        &[
            (|scene| contradict(scene, ""), true),
            (|scene| contradict(scene, " \n"), true),
            (
                |scene| {
                    contradict(scene, "");
                    scene.statement.tag = fact();
                },
                true,
            ),
            (
                |scene| {
                    contradict(scene, "an earlier count");
                    contradict(scene, "");
                },
                true,
            ),
            (
                |scene| {
                    contradict(scene, "");
                    scene.is_linked = false;
                },
                false,
            ),
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
    check(
        "statement_without_source",
        &[
            (|scene| scene.is_linked = false, true),
            (|scene| (scene.is_linked, scene.statement.tag) = (false, Tag::Assertion), true),
            (|scene| (scene.is_linked, scene.statement.tag) = (false, fact()), true),
            (|scene| (scene.is_linked, scene.statement.note) = (false, "see the report".into()), true),
            (|_| {}, false),
            (|scene| scene.evidence.stance = Stance::Contradicts, false),
            (|scene| scene.evidence.stance = Stance::Context, false),
            (|scene| scene.evidence.stance = Stance::OnlySaid, false),
        ],
    );
}

#[test]
fn a_claim_without_speaker_is_to_do_unless_nobody_says_who() {
    check(
        "claim_without_speaker",
        &[
            (|scene| scene.statement.said_by.speaker.clear(), true),
            (|scene| scene.statement.said_by.speaker = " ".into(), true),
            (|scene| (scene.statement.said_by.speaker, scene.statement.said_by.role) = (String::new(), "a witness".into()), true),
            (|scene| (scene.statement.said_by.speaker, scene.statement.said_by.kind) = (String::new(), SpeakerKind::Institution), true),
            (|scene| (scene.statement.said_by.speaker, scene.statement.tag) = (String::new(), fact()), false),
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
            (|scene| (scene.is_linked, scene.statement.tag) = (false, fact()), true),
            (|scene| (scene.evidence.primary, scene.statement.tag) = (true, fact()), true),
            (|scene| (scene.evidence.passage, scene.statement.tag) = ("It burned down".into(), fact()), true),
            (|scene| scene.is_linked = false, false),
            (|scene| scene.statement.tag = Tag::Assertion, false),
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
    check(
        "article_without_date",
        &[
            (|scene| scene.article.published = None, true),
            (|scene| (scene.article.published, scene.article.retrieved) = (None, "2026-02-11".parse().ok()), true),
            (|scene| (scene.article.published, scene.article.title) = (None, "The mill, 2026-02-10".into()), true),
            (|scene| (scene.article.published, scene.source.published) = (None, "2026-02-10".parse().ok()), true),
            (|_| {}, false),
            (|scene| scene.article.published = "2026-02".parse().ok(), false),
            (|scene| scene.article.published = "1926".parse().ok(), false),
            (|scene| scene.source.published = None, false),
        ],
    );
}

#[test]
fn a_link_that_leads_nowhere_is_a_problem() {
    check(
        "malformed_link",
        &[
            (|scene| scene.source.url = "example".into(), true),
            (|scene| scene.source.archived_url = "ftp://example.org".into(), true),
            (|scene| scene.article.url = "javascript:alert(1)".into(), true),
            (|scene| scene.article.url = "https://".into(), true),
            (|scene| scene.source.url = "  ".into(), false),
            (|scene| scene.source.url = " https://example.org/a ".into(), false),
            (|scene| scene.article.url = "http://bücher.example".into(), false),
            (|_| {}, false),
        ],
    );
}

const OWN: &str = "https://www.courier.example/mill";

#[test]
fn an_article_cited_for_itself_is_a_problem() {
    let cite = |scene: &mut Scene, url: &str| (scene.article.url, scene.source.url) = (OWN.into(), url.into());
    let archived = "https://web.archive.org/web/20260210000000/https://courier.example/mill/#top";
    let cases: [(&str, &str, Stance, bool); 10] = [
        (OWN, "", Stance::Supports, true),
        ("http://courier.example/mill/", "", Stance::Supports, true),
        (archived, "", Stance::Supports, true),
        ("", archived, Stance::Supports, true),
        (OWN, "", Stance::OnlySaid, false),
        (archived, "", Stance::Context, false),
        (OWN, "", Stance::Contradicts, false),
        ("https://www.courier.example/mill-two", "", Stance::Supports, false),
        ("https://courier.example/", "", Stance::Supports, false),
        ("", "", Stance::Supports, false),
    ];
    for (url, archived_url, stance, fires) in cases {
        let codes = codes(|scene| {
            cite(scene, url);
            scene.source.archived_url = archived_url.into();
            scene.evidence.stance = stance;
        });
        assert_eq!(codes.contains(&"article_cited_for_itself"), fires, "{url} {archived_url} {stance:?}: {codes:?}");
    }
    let without_address = codes(|scene| scene.source.url = OWN.into());
    assert!(!without_address.contains(&"article_cited_for_itself"), "an article without address is nowhere to be cited");
}
