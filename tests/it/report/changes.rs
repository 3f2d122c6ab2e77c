//! What is proposed to the author, and who is named nowhere: only what waits, in the order of the text, and no more than may be known.

use std::sync::Arc;

use factmark::interchange::report::changes::has_any;
use factmark::interchange::report::{Form, write, write_changes};
use factmark::model::article::Article;
use factmark::model::checks::Signature;
use factmark::model::edit::Edit;
use factmark::model::evidence::Evidence;
use factmark::model::field::{SourceField, StatementField};
use factmark::model::finding::{Finding, Said, Truth};
use factmark::model::holding::Holdings;
use factmark::model::id::{ArticleId, EvidenceId, RemarkId, SilenceId, SourceId, StatementId};
use factmark::model::problems::Subject;
use factmark::model::project::Project;
use factmark::model::remark::{Remark, RemarkKind, Reply};
use factmark::model::review::Silence;
use factmark::model::signing;
use factmark::model::source::{Ground, Source, SourceKind};
use factmark::model::statement::Statement;
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};

use crate::report::{check_page, made_hostile};
use crate::support::{marked, project_of, random_project, rng};

/// What checking adds to a statement, of hostile words; and its problem, silenced with such.
pub fn hostile_checks(id: StatementId, draw: &mut impl FnMut() -> String) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (number, kind) in (0..).zip(RemarkKind::ALL) {
        let mut remark = Remark::new(RemarkId::from_raw(1000 + number), kind, draw());
        (remark.wording, remark.whom, remark.by) = (draw(), draw(), draw());
        remark.replies.push(Reply { text: draw(), by: draw(), on: None });
        edits.push(Edit::PutRemark(id, 0, Arc::new(remark)));
    }
    let said = Finding { verdict: Said::WrongWords, why: draw(), waits_for: draw(), by: draw(), on: None };
    let truth = Finding { verdict: Truth::Disputed, why: draw(), waits_for: draw(), by: draw(), on: None };
    let signed = vec![Signature { by: draw(), on: None, reason: draw(), saw: Vec::new() }];
    let fields = [StatementField::Said(said), StatementField::Truth(truth), StatementField::Signed(signed)];
    edits.extend(fields.map(|field| Edit::SetStatement(id, field)));
    for code in ["hollow_signed_off", "part_adrift", "same_words_tagged_differently"] {
        let silence = SilenceId::from_raw(id.raw().wrapping_mul(31).wrapping_add(edits.len() as u64));
        let silence = Silence { id: silence, code: code.into(), subject: Subject::Statement(id), reason: draw(), by: draw(), on: None };
        edits.push(Edit::PutSilence(Arc::new(silence)));
    }
    edits
}

/// One remark: of which statement, what kind, whether settled, its text, its wording.
type Row = (usize, RemarkKind, bool, &'static str, &'static str);

/// A project of these articles with a statement at each mark, and these remarks.
fn project(texts: &[&str], rows: &[Row]) -> Project {
    let mut edits = Vec::new();
    let mut ids = Vec::new();
    for (number, text) in (1..).zip(texts) {
        let (text, mut spans) = marked(text);
        spans.sort();
        let article = Article::new(ArticleId::from_raw(number), text.as_str());
        edits.push(Edit::PutArticle(edits.len().min(number as usize - 1), Arc::new(article)));
        for span in spans {
            // The numbers fall where the text rises.
            let id = StatementId::from_raw(100 - ids.len() as u64);
            ids.push(id);
            edits.push(Edit::PutStatement(Arc::new(Statement::new(id, ArticleId::from_raw(number), span, Tag::Claim))));
        }
    }
    edits.sort_by_key(|edit| !matches!(edit, Edit::PutArticle(..)));
    for (number, (statement, kind, is_settled, text, wording)) in (0..).zip(rows) {
        let mut remark = Remark::new(RemarkId::from_raw(number), *kind, (*text).to_owned());
        (remark.is_settled, remark.wording) = (*is_settled, (*wording).to_owned());
        let place = rows[..number as usize].iter().filter(|row| row.0 == *statement).count();
        edits.push(Edit::PutRemark(ids[*statement], place, Arc::new(remark)));
    }
    project_of(edits)
}

/// The words that each change is about and what is asked or proposed, as both forms tell them in order.
fn check(texts: &[&str], rows: &[Row], expected: &[&str]) {
    let project = project(texts, rows);
    assert_eq!(has_any(&project), !expected.is_empty());
    let page = write_changes(&project, Form::Html);
    check_page(&page);
    let lines = write_changes(&project, Form::Markdown);
    for (form, shown) in [("html", page.as_str()), ("md", lines.as_str())] {
        let mut rest = shown;
        for words in expected {
            rest = rest.split_once(words).unwrap_or_else(|| panic!("{form}: “{words}” in its place in {shown}")).1;
        }
        let heads = ["Query ", "Correction ", "Comment "];
        let count: usize =
            heads.iter().map(|head| shown.matches(&format!("### {head}")).count() + shown.matches(&format!("<h3>{head}")).count()).sum();
        assert_eq!(count, rows.iter().filter(|row| !row.2 && row.1 != RemarkKind::Comment).count(), "{form}: {shown}");
        for row in rows.iter().filter(|row| row.2 || row.1 == RemarkKind::Comment) {
            assert!(!shown.contains(row.3), "{form}: {row:?}");
        }
    }
}

#[test]
fn changes_hold_what_waits_for_an_answer_in_the_order_of_the_text() {
    use RemarkKind::{Comment, Correction, Query};
    let text = "‹The mill burned›. ‹Five were hurt›. ‹Nobody knows why›.";
    check(&[text], &[], &[]);
    check(&[text], &[(0, Comment, false, "well said", ""), (1, Query, true, "who counted", "")], &[]);
    check(
        &[text],
        &[(2, Query, false, "nobody at all", ""), (0, Correction, false, "it was the barn", "The barn burned")],
        &["The mill burned", "The barn burned", "it was the barn", "Nobody knows why", "nobody at all"],
    );
    check(
        &[text],
        &[
            (1, Query, false, "who counted", ""),
            (1, Correction, true, "an earlier count", "Six"),
            (1, Correction, false, "two left", "Three were hurt"),
        ],
        &["Query 1", "Five were hurt", "who counted", "Correction 2", "Five were hurt", "Three were hurt", "two left"],
    );
    check(
        &["‹One thing›.", "Nothing here.", "‹Another thing›."],
        &[(1, Query, false, "which one", ""), (0, Query, false, "what thing", "")],
        &["Article 1", "Query 1", "One thing", "what thing", "Article 3", "Query 2", "Another thing", "which one"],
    );
}

#[test]
fn nothing_in_the_changes_becomes_markup() {
    let mut rng = rng("nothing_in_the_changes_becomes_markup");
    check_page(&write_changes(&Project::default(), Form::Html));
    for _ in 0..20 {
        let hostile = random_project(&mut rng);
        let hostile = made_hostile(&mut rng, hostile);
        check_page(&write_changes(&hostile, Form::Html));
        let lines = write_changes(&hostile, Form::Markdown);
        assert!(lines.split('<').rev().skip(1).all(|piece| piece.ends_with('\\')), "{lines}");
        let heads = lines.lines().filter(|line| line.starts_with('#'));
        let is_own = |line: &str| ["# Changes for", "## ", "### Query ", "### Correction "].iter().any(|head| line.starts_with(head));
        assert!(heads.into_iter().all(is_own), "{lines}");
    }
}

/// A source of which every word begins with `ZQ`, and says so of every field.
fn secret(raw: u64, ground: Ground) -> Source {
    let day = "2026-02-03".parse().ok();
    Source {
        author: "ZQ author".into(),
        publisher: "ZQ publisher".into(),
        url: "https://zq-url.example/zq".into(),
        archived_url: "https://web.archive.org/web/2026/https://zq-archived.example/zq".into(),
        published: day,
        accessed: day,
        kind: SourceKind::Person,
        note: "ZQ note".into(),
        story: "ZQ  Story".into(),
        contact: "ZQ contact".into(),
        ground,
        ..Source::titled(SourceId::from_raw(raw), "ZQ title")
    }
}

/// Two facts: on a source on background and another that tells its story; on what was worked out from a source on background.
fn on_background(change: impl Fn(&mut Source)) -> Project {
    let (text, spans) = marked("‹The mill burned›. ‹Five were hurt›.");
    let mut article = Article::new(ArticleId::from_raw(1), text.as_str());
    article.url = "https://courier.example/mill".into();
    let mut hidden = secret(1, Ground::Background);
    change(&mut hidden);
    let same = Source { story: "zq story".into(), ..Source::titled(SourceId::from_raw(2), "A paper") };
    let mut worked = secret(3, Ground::Background);
    (worked.kind, worked.working, worked.rests_on) = (SourceKind::List, "ZQ counted".into(), vec![same.id]);
    let mut edits = vec![Edit::PutArticle(0, Arc::new(article))];
    edits.extend([hidden, same, worked].map(|source| Edit::PutSource(Arc::new(source))));
    for ((raw, span), linked) in (1..).zip(spans).zip([&[1, 2][..], &[3]]) {
        let tag = Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: "R. Vale".into(), on: None });
        let mut statement = Statement::new(StatementId::from_raw(raw), ArticleId::from_raw(1), span, tag);
        for source in linked {
            let link = Evidence { place: "ZQ place".into(), ..Evidence::new(EvidenceId::from_raw(*source), SourceId::from_raw(*source)) };
            let place = if *source == 2 { String::new() } else { link.place.clone() };
            statement.evidence.push(Arc::new(Evidence { place, ..link }));
        }
        edits.push(Edit::PutStatement(Arc::new(statement)));
    }
    let mut project = project_of(edits);
    // Signed as it is, not as it may be shown.
    for raw in [1, 2] {
        let id = StatementId::from_raw(raw);
        let saw = signing::seen(&project, project.statement(id).expect("it"));
        let signed = vec![Signature { by: "R. Vale".into(), on: None, reason: "why not".into(), saw }];
        project.apply(Edit::SetStatement(id, StatementField::Signed(signed))).expect("allowed");
    }
    project
}

fn all_forms(project: &Project) -> Vec<String> {
    let forms = [Form::Html, Form::Markdown];
    forms.into_iter().flat_map(|form| [write(project, &Holdings::default(), form), write_changes(project, form)]).collect()
}

#[test]
fn who_talks_on_background_is_named_nowhere_and_carries_what_it_carried() {
    for change in [
        |_: &mut Source| {},
        |source: &mut Source| source.url = "call ZQ at home".into(),
        |source: &mut Source| source.title = String::new(),
        |source: &mut Source| source.archived_url = "zq@example.org".into(),
    ] {
        let project = on_background(change);
        for shown in all_forms(&project) {
            assert!(!shown.to_lowercase().contains("zq"), "{shown}");
        }
        let page = write(&project, &Holdings::default(), Form::Html);
        check_page(&page);
        let counts = project.index().counts();
        assert_eq!((counts.confirmed, counts.hollow), (1, 1), "one is worked out, one rests on one story");
        assert_eq!(page.matches(">Confirmed fact</span></h4>").count(), 1);
        assert!(page.contains("All its sources tell one story"), "{page}");
        assert!(page.contains("Signed off by") && !page.contains("Changed since"), "{page}");
        assert!(page.contains("though nothing carries it"), "a hollow fact that was signed off is told: {page}");
        let mut changed = project.clone();
        changed.apply(Edit::SetSource(SourceId::from_raw(1), SourceField::Author("ZQ other".into()))).expect("allowed");
        let page = write(&changed, &Holdings::default(), Form::Html);
        assert_eq!(page.matches("Changed since signed by R. Vale: evidence").count(), 1, "{page}");
    }
}

#[test]
fn that_a_source_on_background_is_the_article_itself_still_counts_against_it() {
    let project = on_background(|source| source.archived_url = "https://web.archive.org/web/2026/https://courier.example/mill".into());
    let page = write(&project, &Holdings::default(), Form::Html);
    assert!(page.contains("is the article itself"), "{page}");
    assert!(!page.to_lowercase().contains("zq"), "{page}");
}

#[test]
fn how_to_reach_somebody_stands_nowhere_and_who_is_on_record_is_named() {
    let mut project = on_background(|_| {});
    for raw in [1, 3] {
        project.apply(Edit::SetSource(SourceId::from_raw(raw), SourceField::Ground(Ground::OnRecord))).expect("allowed");
    }
    for shown in all_forms(&project) {
        assert!(!shown.contains("ZQ contact"), "{shown}");
    }
    let page = write(&project, &Holdings::default(), Form::Html);
    for field in
        ["ZQ title", "ZQ author", "ZQ publisher", "zq-url.example", "zq-archived.example", "ZQ note", "ZQ  Story", "ZQ counted", "ZQ place"]
    {
        assert!(page.contains(field), "{field} in {page}");
    }
}
