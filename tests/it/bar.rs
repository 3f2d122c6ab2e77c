//! The bar with what was worked out and with the project's rules: what carries a fact, and that the counts always know.

use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::bar::{Carried, Lack};
use factmark::model::edit::{Edit, EditError};
use factmark::model::evidence::Evidence;
use factmark::model::field::{ArticleField, SourceField};
use factmark::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use factmark::model::project::Project;
use factmark::model::review::Rules;
use factmark::model::signing;
use factmark::model::source::{Source, SourceKind};
use factmark::model::span::Span;
use factmark::model::statement::Statement;
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};

use crate::support::project_of;

const TEXT: &str = "The mill burned down.";
const ARTICLE: ArticleId = ArticleId::from_raw(1);
const FACT: StatementId = StatementId::from_raw(1);
const OWN: &str = "https://courier.example/mill";

/// A source by its number: what was looked up (its story), or what was worked out (how, from which).
enum Row {
    Told(&'static str),
    TheArticle,
    Worked(&'static str, &'static [u64]),
}

use Row::{TheArticle, Told, Worked};

/// A fact with links to the sources of these numbers.
fn project(rows: &[Row], linked: &[u64], rules: Rules) -> Project {
    let mut article = Article::new(ARTICLE, TEXT);
    article.url = OWN.into();
    let mut edits = vec![Edit::PutArticle(0, Arc::new(article)), Edit::SetRules(rules)];
    for (number, row) in (0..).zip(rows) {
        let mut source = Source::titled(SourceId::from_raw(number), "a source");
        match row {
            Told(story) => source.story = (*story).into(),
            TheArticle => source.url = format!("https://web.archive.org/web/2026/{OWN}"),
            Worked(working, inputs) => {
                source.kind = SourceKind::Arithmetic;
                source.working = (*working).into();
                source.rests_on = inputs.iter().copied().map(SourceId::from_raw).collect();
            }
        }
        edits.push(Edit::PutSource(Arc::new(source)));
    }
    let tag = Tag::confirmed(Confirmation { was: Unconfirmed::Assertion, by: "R. Vale".into(), on: None });
    let mut fact = Statement::new(FACT, ARTICLE, Span::new(TEXT, 0..20).expect("a span"), tag);
    fact.evidence = linked
        .iter()
        .map(|number| {
            let primary = matches!(rows.get(*number as usize), Some(Worked(..)));
            let passage = if primary { "words".to_owned() } else { String::new() };
            Arc::new(Evidence { primary, passage, ..Evidence::new(EvidenceId::from_raw(*number), SourceId::from_raw(*number)) })
        })
        .collect();
    edits.push(Edit::PutStatement(Arc::new(fact)));
    project_of(edits)
}

fn check(rows: &[Row], linked: &[u64], rules: Rules, expected: Result<Carried, Lack>) {
    let project = project(rows, linked, rules);
    let fact = project.statement(FACT).expect("it");
    assert_eq!(project.weigh(fact), expected, "{linked:?}");
    assert_eq!(project.index().is_hollow(FACT), expected.is_err());
    assert_eq!((project.index().counts().hollow, project.index().counts().confirmed), (expected.is_err().into(), expected.is_ok().into()));
}

#[test]
fn what_was_worked_out_carries_a_fact_where_it_rests_on_something_looked_up() {
    let id = EvidenceId::from_raw;
    let plain = Rules::default();
    check(&[Told(""), Worked("3 + 4 = 7", &[0])], &[1], plain, Ok(Carried::ByWorking(id(1))));
    check(&[Told(""), TheArticle, Worked("3 + 4 = 7", &[1, 0])], &[2], plain, Ok(Carried::ByWorking(id(2))));
    check(&[Told(""), Worked("a list", &[0]), Worked("its sum", &[1])], &[2], plain, Ok(Carried::ByWorking(id(2))));
    // Primary and with words: still no more than what it was worked out from.
    check(&[Worked("3 + 4 = 7", &[])], &[0], plain, Err(Lack::Working(id(0))));
    check(&[Told(""), Worked(" \n", &[0])], &[1], plain, Err(Lack::Working(id(1))));
    check(&[TheArticle, Worked("3 + 4 = 7", &[0])], &[1], plain, Err(Lack::Working(id(1))));
    check(&[TheArticle, Worked("a list", &[0]), Worked("its sum", &[1])], &[2], plain, Err(Lack::Working(id(2))));
    check(&[Told(""), Worked("", &[0]), Worked("its sum", &[1])], &[2], plain, Err(Lack::Working(id(2))));
    check(&[Worked("a list", &[]), Worked("its sum", &[0])], &[1], plain, Err(Lack::Working(id(1))));
    // What was worked out tells no story of its own.
    check(&[Told("wire"), Worked("", &[0])], &[0, 1], plain, Err(Lack::Working(id(1))));
}

#[test]
fn the_rules_say_how_many_stories_carry_a_fact() {
    let id = EvidenceId::from_raw;
    let asks = |secondary| Rules { secondary, ..Rules::default() };
    let three = [Told("a"), Told("b"), Told("c")];
    check(&three, &[0, 1], asks(2), Ok(Carried::ByIndependent(id(0), id(1))));
    check(&three, &[0, 1], asks(3), Err(Lack::ThirdStory));
    check(&three, &[0, 1, 2], asks(3), Ok(Carried::ByIndependent(id(0), id(1))));
    check(&[Told("a"), Told("b"), Told("B ")], &[0, 1, 2], asks(3), Err(Lack::ThirdStory));
    check(&[Told("a"), Told("b"), Told("")], &[0, 1, 2], asks(3), Err(Lack::ThirdStory));
    // A file that was edited by hand asks for less than the bar is.
    for secondary in [0, 1] {
        check(&three, &[0], asks(secondary), Err(Lack::OneSecondary));
        check(&[], &[], asks(secondary), Err(Lack::NoEvidence));
    }
}

#[test]
fn the_counts_know_at_once_what_an_edit_far_below_does_to_a_fact() {
    let chain = || project(&[Told(""), Worked("a list", &[0]), Worked("its sum", &[1]), Worked("its half", &[2])], &[3], Rules::default());
    let source = |number, field| Edit::SetSource(SourceId::from_raw(number), field);
    let two = || project(&[Told("a"), Told("b")], &[0, 1], Rules::default());
    let cases: Vec<(Project, Edit)> = vec![
        (chain(), source(0, SourceField::Url(OWN.into()))),
        (chain(), source(0, SourceField::ArchivedUrl(format!("https://web.archive.org/web/2026/{OWN}")))),
        (chain(), source(1, SourceField::Working(String::new()))),
        (chain(), source(2, SourceField::RestsOn(Vec::new()))),
        (chain(), source(0, SourceField::Kind(SourceKind::List))),
        (two(), source(1, SourceField::Story("A".into()))),
        (two(), Edit::SetRules(Rules { secondary: 3, ..Rules::default() })),
        (two(), Edit::DropEvidence(FACT, EvidenceId::from_raw(1))),
    ];
    for (mut project, edit) in cases {
        let before = project.clone();
        assert!(!project.index().is_hollow(FACT));
        let answer = project.apply(edit.clone()).expect("an edit that is allowed");
        assert!(project.index().is_hollow(FACT), "{edit:?}");
        assert_eq!(project.index().counts().confirmed, 0, "{edit:?}");
        project.apply(answer).expect("the edit that takes it back");
        assert!(!project.index().is_hollow(FACT) && project == before, "{edit:?}");
    }
    let mut project = chain();
    project.apply(source(0, SourceField::Url("https://other.example/x".into()))).expect("allowed");
    project.apply(Edit::SetArticle(ARTICLE, ArticleField::Url("https://other.example/x".into()))).expect("allowed");
    assert!(project.index().is_hollow(FACT), "the article moved to where the source stands");
}

#[test]
fn nothing_rests_on_itself_and_diamonds_upon_diamonds_are_looked_at_once() {
    let mut project = project(&[Told(""), Worked("x", &[0])], &[1], Rules::default());
    let rests = |id, inputs: &[u64]| {
        Edit::SetSource(SourceId::from_raw(id), SourceField::RestsOn(inputs.iter().copied().map(SourceId::from_raw).collect()))
    };
    assert_eq!(project.apply(rests(1, &[1])), Err(EditError::RestsOnItself(SourceId::from_raw(1))));
    // Each layer rests twice on the one below: 2^40 ways down.
    let mut below = [0, 1];
    for layer in 1..40 {
        let here = [layer * 2, layer * 2 + 1];
        for id in here {
            let mut source = Source::titled(SourceId::from_raw(id), "worked out");
            source.kind = SourceKind::List;
            source.working = "x".into();
            source.rests_on = below.iter().copied().map(SourceId::from_raw).collect();
            project.apply(Edit::PutSource(Arc::new(source))).expect("allowed");
        }
        below = here;
    }
    assert!(matches!(project.apply(rests(1, &[79])), Err(EditError::RestsOnItself(_))));
    let top = Evidence::new(EvidenceId::from_raw(9), SourceId::from_raw(below[0]));
    project.apply(Edit::PutEvidence(FACT, 0, Arc::new(top))).expect("allowed");
    assert!(project.weigh(project.statement(FACT).expect("it")).is_ok());
    let seen = signing::seen(&project, project.statement(FACT).expect("it"));
    project.apply(Edit::SetSource(SourceId::from_raw(0), SourceField::Story("wire".into()))).expect("allowed");
    assert_ne!(signing::seen(&project, project.statement(FACT).expect("it")), seen, "what stands at the bottom was seen");
}
