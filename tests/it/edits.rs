//! The gate's laws: every edit is answered by the one that takes it back, and the indexes are what a fresh count would give.

use factmark::model::edit::{Edit, Transaction};
use factmark::model::history::History;
use factmark::model::project::Project;
use factmark::project_file;

use crate::support::{random_edit, random_project, rng};

/// The project read back from its own file: the same records with indexes counted afresh.
fn counted_afresh(project: &Project) -> Project {
    let mut fresh = Project::default();
    let edits = project
        .articles()
        .enumerate()
        .map(|(at, article)| Edit::PutArticle(at, article.clone()))
        .chain(project.sources().map(|source| Edit::PutSource(source.clone())))
        .chain(project.statements().map(|statement| Edit::PutStatement(statement.clone())));
    for edit in edits {
        fresh.apply(edit).expect("what stands in a project may stand in a project");
    }
    fresh
}

fn check_indexes(project: &Project) {
    let fresh = counted_afresh(project);
    assert_eq!(fresh, *project);
    assert_eq!(project.index().counts(), fresh.index().counts());
    for article in project.articles() {
        let ids = |project: &Project| project.statements_of(article.id).map(|statement| statement.id).collect::<Vec<_>>();
        assert_eq!(ids(project), ids(&fresh));
        let all = 0..article.text.len().max(1);
        let places = |project: &Project| {
            let mut places = Vec::new();
            project.index().places_in(article.id, &all, |place| places.push(place));
            places.sort();
            places
        };
        let expected: Vec<_> = project.statements_of(article.id).flat_map(|statement| statement.spans()).collect();
        assert_eq!(places(project), places(&fresh));
        assert_eq!(places(project).len(), expected.len(), "each part is handed out once");
    }
    for source in project.sources() {
        let users = |project: &Project| project.index().users(source.id).collect::<Vec<_>>();
        assert_eq!(users(project), users(&fresh));
        assert_eq!(project.index().use_count(source.id), users(project).len());
    }
    for statement in project.statements() {
        assert_eq!(project.index().is_hollow(statement.id), fresh.index().is_hollow(statement.id));
        let rank = project.index().rank(statement).expect("a statement of the project");
        assert_eq!(project.index().at_rank(rank), Some(statement.id));
    }
}

#[test]
fn applying_an_edit_and_then_its_answer_gives_the_project_back() {
    let mut rng = rng("applying_an_edit_and_then_its_answer_gives_the_project_back");
    for _ in 0..300 {
        let mut project = random_project(&mut rng);
        let before = project.clone();
        let edit = random_edit(&mut rng, &project);
        match project.apply(edit.clone()) {
            Ok(answer) => {
                check_indexes(&project);
                let again = project.apply(answer.clone()).unwrap_or_else(|error| panic!("{error} from {answer:?}, the answer to {edit:?}"));
                assert_eq!(project, before, "{edit:?} answered by {answer:?}");
                // The answer's answer does the same as the edit.
                let mut forth = before.clone();
                forth.apply(edit.clone()).expect("it was applied before");
                project.apply(again).expect("it was taken back");
                assert_eq!(project, forth);
            }
            Err(_) => assert_eq!(project, before, "a refused edit changes nothing: {edit:?}"),
        }
    }
}

#[test]
fn a_thousand_sequences_are_undone_to_the_first_byte_and_redone_to_the_last() {
    let mut rng = rng("a_thousand_sequences_are_undone_to_the_first_byte_and_redone_to_the_last");
    let mut committed = 0;
    for number in 0..1000 {
        let mut project = random_project(&mut rng);
        let first = project_file::write(&project);
        let mut history: History<usize> = History::default();
        let mut states = vec![history.state()];
        for step in 0..rng.usize(1..12) {
            let edits = (0..rng.usize(1..4)).map(|_| random_edit(&mut rng, &project)).collect();
            let transaction = Transaction { label: format!("step {step}"), edits };
            let before = project.clone();
            if history.commit(&mut project, transaction, step, step + 1).is_ok() {
                states.push(history.state());
            } else {
                assert_eq!(project, before, "a refused transaction changes nothing");
            }
        }
        let last = project_file::write(&project);
        if number % 50 == 0 {
            check_indexes(&project);
        }
        let mut undone = 0;
        while history.undo(&mut project).expect("what was done can be taken back").is_some() {
            undone += 1;
            assert_eq!(history.state(), states[states.len() - 1 - undone]);
        }
        assert_eq!(undone, states.len() - 1);
        committed += undone;
        assert_eq!(project_file::write(&project), first, "sequence {number}");
        if number % 50 == 0 {
            check_indexes(&project);
        }
        while history.redo(&mut project).expect("what was taken back can be done again").is_some() {}
        assert_eq!(project_file::write(&project), last, "sequence {number}");
        assert_eq!(history.state(), *states.last().expect("at least the first"));
    }
    assert!(committed > 3000, "most sequences change something: {committed} transactions were committed");
}
