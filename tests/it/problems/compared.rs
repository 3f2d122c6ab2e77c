//! The rules that hold records against each other: cases that fire and cases that must not.

use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::edit::Edit;
use factmark::model::evidence::{Evidence, Stance};
use factmark::model::holding::Holdings;
use factmark::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use factmark::model::problems::{self, Sort, Subject};
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::Statement;
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};

use crate::support::{marked, project_of};

const OWN: &str = "https://www.courier.example/mill";

fn fact() -> Tag {
    Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: "R. Vale".into(), on: None })
}

/// The entries with this code of a project with these articles, each statement between `‹` and `›` tagged in turn.
fn tagged(articles: &[(&str, &[Tag])], code: &str, change: impl Fn(&mut Vec<Statement>)) -> Vec<Subject> {
    let mut edits = Vec::new();
    let mut statements = Vec::new();
    for (number, (text, tags)) in (1..).zip(articles) {
        let (text, mut spans) = marked(text);
        spans.sort();
        let article = Article::new(ArticleId::from_raw(number), text);
        for (span, tag) in spans.into_iter().zip(*tags) {
            let id = StatementId::from_raw(statements.len() as u64);
            statements.push(Statement::new(id, article.id, span, tag.clone()));
        }
        edits.push(Edit::PutArticle(edits.len(), Arc::new(article)));
    }
    change(&mut statements);
    edits.extend(statements.into_iter().map(|statement| Edit::PutStatement(Arc::new(statement))));
    let entries = problems::of_project(&project_of(edits), &Holdings::default());
    let entries = entries.into_iter().filter(|entry| entry.code == code);
    entries.inspect(|entry| assert_eq!(entry.sort, Sort::Problem)).map(|entry| entry.subject).collect()
}

#[test]
fn the_same_words_tagged_differently_are_a_problem_of_the_later_ones() {
    use Tag::{Assertion, Claim};
    let mill = "‹The mill burned down›. Later: ‹the mill  burned\ndown›, she said.";
    let thrice = "‹The mill burned down›. ‹The mill burned down›. ‹THE MILL BURNED DOWN›.";
    let cases: &[(&str, &[Tag], &[u64])] = &[
        (mill, &[Assertion, Claim], &[1]),
        (mill, &[Claim, Assertion], &[1]),
        (thrice, &[Claim, Assertion, Claim], &[1]),
        (thrice, &[Claim, Assertion, Assertion], &[1, 2]),
        ("‹ÄPFEL SIND SÜSS›, said she. ‹Äpfel sind süss›.", &[Claim, Assertion], &[1]),
        (mill, &[Claim, Claim], &[]),
        (mill, &[Claim, fact()], &[]),
        (mill, &[fact(), Assertion], &[]),
        ("‹He said›. ‹He said›.", &[Claim, Assertion], &[]),
        ("‹The mill burned down›. ‹The mill burned up›.", &[Claim, Assertion], &[]),
        ("‹The mill burned down›. ‹The mill burned›.", &[Claim, Assertion], &[]),
    ];
    for (text, tags, expected) in cases {
        let found = tagged(&[(text, tags)], "same_words_tagged_differently", |_| {});
        let expected: Vec<Subject> = expected.iter().map(|raw| Subject::Statement(StatementId::from_raw(*raw))).collect();
        assert_eq!(found, expected, "{text} {tags:?}");
    }
    let code = "same_words_tagged_differently";
    let linked = tagged(&[(mill, &[Assertion, Claim])], code, |statements| {
        statements[0].same_as = vec![statements[1].id].into();
        statements[1].same_as = vec![statements[0].id].into();
    });
    assert_eq!(linked, [], "who linked them as the same has seen both");
    let two = [("‹The mill burned down›.", &[Claim][..]), ("‹The mill burned down›.", &[Assertion][..])];
    assert_eq!(tagged(&two, code, |_| {}), [], "two articles may say it in two ways");
}

/// The links of one confirmed fact: the story of each source, whether it is primary, its stance.
type Links = &'static [(&'static str, bool, Stance)];

/// The first source of each story that is to be named, and how many facts rest on it.
type Stories = &'static [(u64, usize)];

/// The texts about stories that several facts rest on, with the first source of each.
fn on_one_story(facts: &[Links]) -> Vec<(Subject, String)> {
    let text = "One thing happened. ".repeat(facts.len());
    let mut article = Article::new(ArticleId::from_raw(1), text.clone());
    article.url = OWN.into();
    let mut edits = vec![Edit::PutArticle(0, Arc::new(article))];
    let mut sources = 0;
    for (number, links) in facts.iter().enumerate() {
        let span = Span::new(&text, number * 20..number * 20 + 18).expect("a span");
        let mut statement = Statement::new(StatementId::from_raw(number as u64), ArticleId::from_raw(1), span, fact());
        for (story, primary, stance) in *links {
            let mut source = Source::titled(SourceId::from_raw(sources), "a source");
            if *story == "article" {
                source.url = OWN.into();
            } else {
                source.story = (*story).into();
            }
            let mut evidence = Evidence::new(EvidenceId::from_raw(sources), source.id);
            (evidence.primary, evidence.stance) = (*primary, *stance);
            sources += 1;
            edits.push(Edit::PutSource(Arc::new(source)));
            statement.evidence.push(Arc::new(evidence));
        }
        edits.push(Edit::PutStatement(Arc::new(statement)));
    }
    let entries = problems::of_project(&project_of(edits), &Holdings::default()).into_iter();
    entries.filter(|entry| entry.code == "facts_on_one_story").map(|entry| (entry.subject, entry.text.into_owned())).collect()
}

#[test]
fn several_facts_on_one_story_are_a_problem_that_names_it() {
    use Stance::{Context, Supports};
    let wire: Links = &[("wire", false, Supports)];
    let twice: Links = &[("wire", false, Supports), (" WIRE ", false, Supports)];
    let cases: &[(&[Links], Stories)] = &[
        (&[wire, wire], &[(0, 2)]),
        (&[twice, wire, wire], &[(0, 3)]),
        (&[wire, &[("wire", false, Supports), ("report", false, Context)]], &[(0, 2)]),
        (&[wire, &[("article", true, Supports), ("wire", false, Supports)]], &[(0, 2)]),
        (&[wire], &[]),
        (&[twice], &[]),
        (&[wire, &[("other", false, Supports)]], &[]),
        (&[wire, &[("wire", false, Supports), ("other", false, Supports)]], &[]),
        (&[wire, &[("wire", true, Supports)]], &[]),
        (&[wire, &[("wire", false, Supports), ("", false, Supports)]], &[]),
        (&[&[("", false, Supports)], &[("", false, Supports)]], &[]),
        (&[wire, &[("wire", false, Context)]], &[]),
    ];
    for (facts, expected) in cases {
        let expected: Vec<(Subject, String)> = expected
            .iter()
            .map(|(source, count)| {
                let text = format!("{count} facts called confirmed rest on this one story, “wire”");
                (Subject::Source(SourceId::from_raw(*source)), text)
            })
            .collect();
        assert_eq!(on_one_story(facts), expected, "{facts:?}");
    }
}
