//! The rules about what a review has written down: cases that fire and cases that must not.

use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::aside::{Aside, AsideKind};
use factmark::model::checks::Signature;
use factmark::model::edit::Edit;
use factmark::model::evidence::{Evidence, Stance};
use factmark::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use factmark::model::finding::{Finding, Truth};
use factmark::model::holding::Holdings;
use factmark::model::id::{ArticleId, AsideId, EvidenceId, RemarkId, SilenceId, SourceId, StatementId};
use factmark::model::problems::{self, Sort, Subject};
use factmark::model::project::Project;
use factmark::model::remark::{Remark, RemarkKind};
use factmark::model::review::{Rules, Silence};
use factmark::model::signing;
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::{Part, SaidBy, Statement};
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};

use crate::support::project_of;

const TEXT: &str = "The mill burned down, said Ada Brook.";
const ARTICLE: ArticleId = ArticleId::from_raw(1);
const SOURCE: SourceId = SourceId::from_raw(1);
const LINK: EvidenceId = EvidenceId::from_raw(1);
/// A fact that a primary source carries.
const ONE: StatementId = StatementId::from_raw(1);
/// An assertion after it.
const BESIDE: StatementId = StatementId::from_raw(5);

fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(TEXT, range).expect("a span")
}

fn fact() -> Tag {
    Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: "R. Vale".into(), on: None })
}

/// A project in which nothing is wrong and nothing to do.
fn sound() -> Project {
    let mut article = Article::new(ARTICLE, TEXT);
    article.published = "2026-02-10".parse().ok();
    let mut one = Statement::new(ONE, ARTICLE, span(0..20), fact());
    one.said_by.speaker = "Ada Brook".into();
    let link = Evidence { primary: true, passage: "It burned down".into(), ..Evidence::new(LINK, SOURCE) };
    one.evidence.push(Arc::new(link));
    let mut beside = Statement::new(BESIDE, ARTICLE, span(22..36), Tag::Assertion);
    beside.evidence.push(Arc::new(Evidence { stance: Stance::OnlySaid, ..Evidence::new(LINK, SOURCE) }));
    project_of(vec![
        Edit::PutArticle(0, Arc::new(article)),
        Edit::PutSource(Arc::new(Source::titled(SOURCE, "Report"))),
        Edit::PutStatement(Arc::new(one)),
        Edit::PutStatement(Arc::new(beside)),
    ])
}

fn apply(project: &mut Project, edit: Edit) {
    project.apply(edit).expect("an edit that is allowed");
}

fn set(project: &mut Project, id: StatementId, field: StatementField) {
    apply(project, Edit::SetStatement(id, field));
}

fn sign(project: &mut Project, by: &str, reason: &str) {
    let statement = project.statement(ONE).expect("it").clone();
    let mut signed = statement.checks().signed.clone();
    let saw = signing::seen(project, &statement);
    signed.push(Signature { by: by.into(), on: "2026-02-12".parse().ok(), reason: reason.into(), saw });
    set(project, ONE, StatementField::Signed(signed));
}

/// Takes the passage away, on which the fact hangs.
fn hollow(project: &mut Project) {
    apply(project, Edit::SetEvidence(ONE, LINK, EvidenceField::Passage(String::new())));
}

fn ask_for_second(project: &mut Project) {
    apply(project, Edit::SetRules(Rules { second_reader: true, ..Rules::default() }));
}

fn remark(project: &mut Project, number: u64, kind: RemarkKind, is_settled: bool) {
    let mut remark = Remark::new(RemarkId::from_raw(number), kind, "Which mill?".into());
    remark.is_settled = is_settled;
    apply(project, Edit::PutRemark(ONE, 0, Arc::new(remark)));
}

fn judge(project: &mut Project, id: StatementId, verdict: Truth) {
    set(project, id, StatementField::Truth(Finding { verdict, ..Finding::default() }));
}

fn same(project: &mut Project, one: StatementId, other: StatementId) {
    set(project, one, StatementField::SameAs(vec![other]));
}

fn both_same(project: &mut Project) {
    same(project, ONE, BESIDE);
    same(project, BESIDE, ONE);
}

/// A change of the sound project, and whether the rule fires on it.
type Case = (fn(&mut Project), bool);

fn check(code: &str, sort: Sort, cases: &[Case]) {
    assert!([true, false].iter().all(|fires| cases.iter().filter(|case| case.1 == *fires).count() >= 4), "{code}: four of each");
    for (number, (change, fires)) in cases.iter().enumerate() {
        let mut project = sound();
        change(&mut project);
        let entries = problems::of_project(&project, &Holdings::default());
        let found: Vec<_> = entries.iter().filter(|entry| entry.code == code).collect();
        assert_eq!(!found.is_empty(), *fires, "{code}, case {number}: {entries:?}");
        assert!(found.len() <= 1, "{code}, case {number}: once, {found:?}");
        assert!(found.iter().all(|entry| entry.sort == sort && !entry.text.ends_with('.')), "{found:?}");
    }
}

#[test]
fn nothing_is_wrong_with_the_sound_project() {
    assert_eq!(problems::of_project(&sound(), &Holdings::default()), []);
}

#[test]
fn a_hollow_fact_that_was_signed_off_is_a_problem() {
    check(
        "hollow_signed_off",
        Sort::Problem,
        &[
            (|p| (hollow(p), sign(p, "R. Vale", "on the editor's word")).1, true),
            (|p| (hollow(p), sign(p, "", "")).1, true),
            (|p| (sign(p, "R. Vale", ""), hollow(p), sign(p, "N. Berg", "no time")).2, true),
            // It was carried when it was signed; what has changed is not in the statement.
            (
                |p| {
                    apply(p, Edit::SetSource(SOURCE, SourceField::Url("https://courier.example/mill".into())));
                    sign(p, "R. Vale", "");
                    apply(p, Edit::SetArticle(ARTICLE, ArticleField::Url("https://courier.example/mill".into())));
                },
                true,
            ),
            (|p| sign(p, "R. Vale", ""), false),
            (|p| hollow(p), false),
            // Whoever signs again is asked again; until then it has changed since.
            (|p| (sign(p, "R. Vale", ""), hollow(p)).1, false),
            (|p| (hollow(p), sign(p, "R. Vale", "x"), set(p, ONE, StatementField::Tag(Tag::Claim))).2, false),
            (|p| (set(p, ONE, StatementField::Tag(Tag::Claim)), hollow(p), sign(p, "R. Vale", "")).2, false),
        ],
    );
}

#[test]
fn what_has_changed_since_it_was_signed_is_to_do() {
    check(
        "changed_since_signed",
        Sort::ToDo,
        &[
            (|p| (sign(p, "R. Vale", ""), set(p, ONE, StatementField::Note("late".into()))).1, true),
            (|p| (sign(p, "", ""), hollow(p)).1, true),
            (|p| (sign(p, "R. Vale", ""), apply(p, Edit::SetSource(SOURCE, SourceField::Title("Rapport".into())))).1, true),
            (|p| (sign(p, "R. Vale", ""), sign(p, "N. Berg", ""), remark(p, 1, RemarkKind::Comment, true)).2, true),
            (|p| (sign(p, "R. Vale", ""), set(p, ONE, StatementField::Attribution(vec![Part::At(span(22..36))]))).1, true),
            (|p| sign(p, "R. Vale", ""), false),
            (|_| {}, false),
            (|p| (sign(p, "R. Vale", ""), set(p, BESIDE, StatementField::Note("late".into()))).1, false),
            (|p| (sign(p, "R. Vale", ""), set(p, ONE, StatementField::Note("late".into())), sign(p, "N. Berg", "")).2, false),
            (
                |p| {
                    sign(p, "R. Vale", "");
                    set(p, ONE, StatementField::Note("late".into()));
                    set(p, ONE, StatementField::Note(String::new()));
                },
                false,
            ),
            (|p| (sign(p, "R. Vale", ""), apply(p, Edit::SetSource(SOURCE, SourceField::Contact("555".into())))).1, false),
        ],
    );
}

#[test]
fn a_second_reader_is_to_do_where_the_project_asks_for_one() {
    check(
        "second_reader",
        Sort::ToDo,
        &[
            (|p| (ask_for_second(p), sign(p, "R. Vale", "")).1, true),
            (|p| (ask_for_second(p), sign(p, "R. Vale", ""), sign(p, " r. vale ", "")).2, true),
            (|p| (ask_for_second(p), sign(p, "R. Vale", ""), sign(p, "", "")).2, true),
            (|p| (ask_for_second(p), sign(p, "", ""), sign(p, " ", "")).2, true),
            (|p| (ask_for_second(p), sign(p, "N. Berg", ""), hollow(p), sign(p, "R. Vale", "x")).3, true),
            (|p| sign(p, "R. Vale", ""), false),
            (|p| ask_for_second(p), false),
            (|p| (ask_for_second(p), sign(p, "R. Vale", ""), sign(p, "N. Berg", "")).2, false),
            // Nobody has signed it as it is: that it has changed is what is to do.
            (|p| (ask_for_second(p), sign(p, "R. Vale", ""), hollow(p)).2, false),
        ],
    );
}

#[test]
fn judgements_that_differ_are_a_problem_where_two_statements_say_the_same() {
    check(
        "same_as_findings_differ",
        Sort::Problem,
        &[
            (|p| (both_same(p), judge(p, BESIDE, Truth::Wrong)).1, true),
            (|p| (both_same(p), judge(p, ONE, Truth::Partly), judge(p, BESIDE, Truth::Disputed)).2, true),
            (|p| (same(p, ONE, BESIDE), judge(p, BESIDE, Truth::Wrong)).1, true),
            (|p| (same(p, BESIDE, ONE), judge(p, BESIDE, Truth::CannotBeKnown)).1, true),
            (|p| judge(p, BESIDE, Truth::Wrong), false),
            (|p| both_same(p), false),
            (|p| (both_same(p), judge(p, ONE, Truth::Wrong), judge(p, BESIDE, Truth::Wrong)).2, false),
            // A fact that nothing carries is judged by nobody.
            (|p| (both_same(p), hollow(p), judge(p, BESIDE, Truth::Wrong)).2, false),
            (|p| (both_same(p), set(p, ONE, StatementField::Tag(Tag::Claim)), judge(p, BESIDE, Truth::Wrong)).2, false),
        ],
    );
}

#[test]
fn a_confirmed_fact_that_was_found_to_be_something_else_is_a_problem() {
    check(
        "confirmed_and_found_otherwise",
        Sort::Problem,
        &[
            (|p| judge(p, ONE, Truth::Wrong), true),
            (|p| judge(p, ONE, Truth::Partly), true),
            (|p| (hollow(p), judge(p, ONE, Truth::Disputed)).1, true),
            (|p| (judge(p, BESIDE, Truth::CannotBeKnown), set(p, BESIDE, StatementField::Tag(fact()))).1, true),
            (|p| judge(p, ONE, Truth::Open), false),
            (|p| judge(p, BESIDE, Truth::Wrong), false),
            (|p| (judge(p, ONE, Truth::Wrong), set(p, ONE, StatementField::Tag(Tag::Claim))).1, false),
            (|p| (judge(p, ONE, Truth::Wrong), judge(p, ONE, Truth::Open)).1, false),
        ],
    );
}

#[test]
fn an_open_query_or_correction_is_to_do() {
    check(
        "open_query",
        Sort::ToDo,
        &[
            (|p| remark(p, 1, RemarkKind::Query, false), true),
            (|p| remark(p, 1, RemarkKind::Correction, false), true),
            (|p| (remark(p, 1, RemarkKind::Query, false), remark(p, 2, RemarkKind::Correction, false)).1, true),
            (|p| (remark(p, 1, RemarkKind::Query, true), remark(p, 2, RemarkKind::Query, false)).1, true),
            (|_| {}, false),
            (|p| remark(p, 1, RemarkKind::Comment, false), false),
            (|p| remark(p, 1, RemarkKind::Query, true), false),
            (|p| remark(p, 1, RemarkKind::Correction, true), false),
        ],
    );
}

fn put_article(project: &mut Project, text: &str) -> ArticleId {
    let mut article = Article::new(ArticleId::from_raw(9), text);
    article.published = "2026-02-10".parse().ok();
    apply(project, Edit::PutArticle(1, Arc::new(article)));
    ArticleId::from_raw(9)
}

fn put_aside(project: &mut Project, range: std::ops::Range<usize>) {
    let aside = Aside { id: AsideId::from_raw(3), article: ARTICLE, part: Part::At(span(range)), kind: AsideKind::Opinion };
    apply(project, Edit::PutAside(Arc::new(aside)));
}

#[test]
fn words_that_nothing_covers_are_to_do_once_work_on_an_article_has_begun() {
    check(
        "words_untouched",
        Sort::ToDo,
        &[
            (|p| apply(p, Edit::DropStatement(BESIDE)), true),
            (|p| set(p, ONE, StatementField::Parts(vec![Part::At(span(4..20))])), true),
            (|p| (apply(p, Edit::DropStatement(BESIDE)), put_aside(p, 22..26)).1, true),
            (
                |p| {
                    let id = put_article(p, "One thing. Another thing.");
                    let span = Span::new("One thing. Another thing.", 0..9).expect("a span");
                    apply(p, Edit::PutStatement(Arc::new(Statement::new(StatementId::from_raw(7), id, span, Tag::Claim))));
                },
                true,
            ),
            (|_| {}, false),
            (|p| _ = put_article(p, "Nobody has begun with this one."), false),
            (|p| (apply(p, Edit::DropStatement(BESIDE)), put_aside(p, 22..36)).1, false),
            (
                |p| {
                    apply(p, Edit::DropStatement(BESIDE));
                    set(p, ONE, StatementField::Attribution(vec![Part::At(span(22..36))]));
                },
                false,
            ),
            (|p| (apply(p, Edit::DropStatement(ONE)), apply(p, Edit::DropStatement(BESIDE)), put_aside(p, 0..4)).2, false),
        ],
    );
}

type Silences<'a> = &'a [(&'a str, Subject)];

/// What becomes of the entries of a project with one problem and one to-do, under silences of these codes and subjects.
fn heard(silences: &[(&str, Subject)]) -> Vec<(Sort, &'static str)> {
    let mut project = sound();
    apply(&mut project, Edit::SetArticle(ARTICLE, ArticleField::Published(None)));
    set(&mut project, ONE, StatementField::SaidBy(SaidBy::nobody()));
    set(&mut project, ONE, StatementField::Tag(Tag::Claim));
    for (raw, (code, subject)) in (1..).zip(silences) {
        let id = SilenceId::from_raw(raw);
        let silence = Silence { id, code: (*code).into(), subject: *subject, reason: "it is old".into(), by: String::new(), on: None };
        apply(&mut project, Edit::PutSilence(Arc::new(silence)));
    }
    let entries = problems::of_project(&project, &Holdings::default());
    let silenced = entries.iter().filter(|entry| entry.sort == Sort::Silenced);
    assert!(silenced.into_iter().all(|entry| entry.text.ends_with("it is old")), "{entries:?}");
    entries.into_iter().map(|entry| (entry.sort, entry.code)).collect()
}

#[test]
fn only_the_very_problem_is_silenced_and_never_what_is_to_do() {
    const THE_ARTICLE: Subject = Subject::Article(ARTICLE);
    const THE_FACT: Subject = Subject::Statement(ONE);
    let to_do = (Sort::ToDo, "claim_without_speaker");
    let is_heard = [(Sort::Problem, "article_without_date"), to_do];
    let is_silenced = [(Sort::Silenced, "article_without_date"), to_do];
    let cases: [(Silences<'_>, [(Sort, &str); 2]); 8] = [
        (&[("article_without_date", THE_ARTICLE)], is_silenced),
        (&[("article_without_date", THE_ARTICLE), ("article_without_date", THE_ARTICLE)], is_silenced),
        (&[("malformed_link", THE_ARTICLE), ("article_without_date", THE_ARTICLE)], is_silenced),
        (&[], is_heard),
        (&[("malformed_link", THE_ARTICLE)], is_heard),
        (&[("article_without_date", Subject::Article(ArticleId::from_raw(2)))], is_heard),
        (&[("article_without_date", THE_FACT), ("article_without_date", Subject::Source(SOURCE))], is_heard),
        (&[("claim_without_speaker", THE_FACT), ("", THE_ARTICLE), ("ARTICLE_WITHOUT_DATE", THE_ARTICLE)], is_heard),
    ];
    for (silences, expected) in cases {
        assert_eq!(heard(silences), expected, "{silences:?}");
    }
}
