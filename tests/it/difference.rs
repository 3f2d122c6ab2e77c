//! From one state of a project to another by edits, and what differs between them.

use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::difference::{changes, edits_between};
use factmark::model::edit::{Edit, Transaction};
use factmark::model::field::{SourceField, StatementField};
use factmark::model::id::{ArticleId, SourceId, StatementId};
use factmark::model::project::Project;
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::Statement;
use factmark::model::tag::Tag;

use crate::edits::check_indexes;
use crate::support::{project_of, random_edit, random_project, rng};

/// Goes from `old` to `new` by edits; how many it took.
fn go(old: &Project, new: &Project, what: &str) -> usize {
    let edits = edits_between(old, new);
    let count = edits.len();
    let mut gone = old.clone();
    let answer = gone.commit(Transaction { label: "go".into(), edits: edits.clone() });
    let answer = answer.unwrap_or_else(|error| panic!("{what}: {error} from {edits:#?}"));
    assert!(gone == *new, "{what}: {edits:#?}");
    check_indexes(&gone);
    gone.commit(answer).expect("it was done");
    assert!(gone == *old, "{what}: taken back");
    count
}

#[test]
fn the_edits_between_two_states_lead_from_either_to_the_other() {
    let mut rng = rng("the_edits_between_two_states_lead_from_either_to_the_other");
    for round in 0..1000 {
        let old = random_project(&mut rng);
        let mut new = old.clone();
        let steps = rng.usize(..25);
        for _ in 0..steps {
            let edit = random_edit(&mut rng, &new);
            new.apply(edit).expect("an edit that is allowed");
        }
        go(&old, &new, &format!("round {round}, forth"));
        go(&new, &old, &format!("round {round}, back"));
        assert_eq!(edits_between(&old, &new).is_empty(), old == new);
        assert_eq!(changes(&old, &new).is_empty(), old == new);
        let (forth, back) = (changes(&old, &new), changes(&new, &old));
        assert_eq!((&forth.statements.added, &forth.sources.deleted), (&back.statements.deleted, &back.sources.added));
        assert_eq!(forth.len(), back.len());
    }
}

#[test]
fn two_projects_that_have_nothing_in_common_lead_to_each_other() {
    let mut rng = rng("two_projects_that_have_nothing_in_common_lead_to_each_other");
    for round in 0..200 {
        let (old, new) = (random_project(&mut rng), random_project(&mut rng));
        go(&old, &new, &format!("round {round}"));
        go(&Project::default(), &new, &format!("round {round}, from nothing"));
    }
}

fn article(id: u64, text: &str) -> Arc<Article> {
    Arc::new(Article::new(ArticleId::from_raw(id), text))
}

fn statement(id: u64, article: &Article) -> Arc<Statement> {
    let span = Span::new(&article.text, 0..3).expect("three bytes");
    Arc::new(Statement::new(StatementId::from_raw(id), article.id, span, Tag::Claim))
}

#[test]
fn articles_in_another_order_and_with_another_text_are_reached_with_all_that_lies_in_them() {
    let (one, two, three) = (article(1, "one one"), article(2, "two"), article(3, "three"));
    let other_text = article(1, "one, and another");
    let states: Vec<Project> = [[&one, &two, &three], [&three, &one, &two], [&two, &other_text, &three]]
        .into_iter()
        .map(|articles| {
            let mut edits: Vec<Edit> = articles.iter().enumerate().map(|(at, article)| Edit::PutArticle(at, (*article).clone())).collect();
            edits.extend(articles.iter().map(|article| Edit::PutStatement(statement(article.id.raw(), article))));
            project_of(edits)
        })
        .collect();
    for old in &states {
        for new in &states {
            go(old, new, "another order");
        }
    }
    assert!(changes(&states[0], &states[1]).has_other_order_or_rules);
    assert_eq!(changes(&states[0], &states[2]).articles.changed, [(ArticleId::from_raw(1), vec!["text"])]);
}

#[test]
fn sources_that_come_to_rest_on_each_other_the_other_way_round_are_reached() {
    let source = |id: u64| Edit::PutSource(Arc::new(Source::titled(SourceId::from_raw(id), "Result")));
    let rests = |id: u64, inputs: &[u64]| {
        Edit::SetSource(SourceId::from_raw(id), SourceField::RestsOn(inputs.iter().map(|id| SourceId::from_raw(*id)).collect()))
    };
    let down = project_of(vec![source(1), source(2), source(3), rests(1, &[2]), rests(2, &[3])]);
    let up = project_of(vec![source(1), source(2), source(3), source(4), rests(3, &[2, 4]), rests(2, &[1])]);
    go(&down, &up, "up");
    go(&up, &down, "down");
}

#[test]
fn a_change_of_one_field_is_one_edit_however_much_there_is() {
    let text = "word ".repeat(4000);
    let article = article(1, &text);
    let mut edits = vec![Edit::PutArticle(0, article.clone())];
    edits.extend((0..20_000).map(|id| Edit::PutStatement(statement(id, &article))));
    let old = project_of(edits);
    let mut new = old.clone();
    let id = StatementId::from_raw(777);
    let field = StatementField::Note("seen".into());
    new.apply(Edit::SetStatement(id, field.clone())).expect("it is there");
    assert_eq!(edits_between(&old, &new), [Edit::SetStatement(id, field)]);
    assert_eq!(changes(&old, &new).statements.changed, [(id, vec!["note"])]);
}
