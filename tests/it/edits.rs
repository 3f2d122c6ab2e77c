//! The gate's laws: every edit is answered by the one that takes it back, and the indexes are what a fresh count would give.

use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::edit::{Edit, EditError, Transaction};
use factmark::model::evidence::Evidence;
use factmark::model::field::{EvidenceField, SourceField, StatementField};
use factmark::model::history::History;
use factmark::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use factmark::model::project::Project;
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::{Part, Statement};
use factmark::model::tag::Tag;
use factmark::project_file;

use crate::support::{marked, project_of, random_edit, random_project, rng};

/// The project read back from its own file: the same records with indexes counted afresh.
fn counted_afresh(project: &Project) -> Project {
    let mut fresh = Project::default();
    let edits = project
        .articles()
        .enumerate()
        .map(|(at, article)| Edit::PutArticle(at, article.clone()))
        .chain([Edit::SetRules(project.rules())])
        .chain(project.sources().map(|source| {
            let mut bare = Source::clone(source);
            bare.rests_on.clear();
            Edit::PutSource(Arc::new(bare))
        }))
        .chain(project.sources().map(|source| Edit::SetSource(source.id, SourceField::RestsOn(source.rests_on.clone()))))
        .chain(project.statements().map(|statement| Edit::PutStatement(statement.clone())))
        .chain(project.asides().map(|aside| Edit::PutAside(aside.clone())))
        .chain(project.passes().map(|pass| Edit::PutPass(pass.clone())))
        .chain(project.silences().map(|silence| Edit::PutSilence(silence.clone())))
        .chain(project.unmerged().map(|unmerged| Edit::PutUnmerged(unmerged.clone())));
    for edit in edits {
        fresh.apply(edit).expect("what stands in a project may stand in a project");
    }
    fresh
}

pub fn check_indexes(project: &Project) {
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
        let asides = |project: &Project| project.asides_in(article.id, &all).map(|(span, aside)| (span, aside.id)).collect::<Vec<_>>();
        assert_eq!(asides(project), asides(&fresh));
        let in_text = project.asides().filter(|aside| aside.article == article.id && aside.part.span().is_some());
        assert_eq!(asides(project).len(), in_text.count());
    }
    for source in project.sources() {
        let results: Vec<_> = project.sources().filter(|other| other.rests_on.contains(&source.id)).map(|other| other.id).collect();
        assert_eq!(project.results_of(source.id).collect::<Vec<_>>(), results);
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
fn many_statements_put_in_at_once_are_the_same_as_one_by_one() {
    let mut rng = rng("many_statements_put_in_at_once_are_the_same_as_one_by_one");
    for _ in 0..150 {
        let project = random_project(&mut rng);
        let mut bare = Project::default();
        for (at, article) in project.articles().enumerate() {
            bare.apply(Edit::PutArticle(at, article.clone())).expect("an article");
        }
        bare.apply(Edit::SetRules(project.rules())).expect("rules");
        for source in project.sources() {
            bare.apply(Edit::PutSource(Arc::new(Source { rests_on: Vec::new(), ..Source::clone(source) }))).expect("a source");
        }
        for source in project.sources() {
            bare.apply(Edit::SetSource(source.id, SourceField::RestsOn(source.rests_on.clone()))).expect("its inputs");
        }
        let mut statements: Vec<Arc<Statement>> = project.statements().cloned().collect();
        rng.shuffle(&mut statements);
        let Some(first) = statements.first().cloned() else { continue };
        let mut filled = bare.clone();
        assert_eq!(filled.put_statements([statements.clone(), vec![first.clone()]].concat()).map_err(|(id, _)| id), Err(first.id));
        assert_eq!(filled, bare, "what was refused changes nothing");
        filled.put_statements(statements.clone()).expect("what stands in a project may stand in a project");
        check_indexes(&filled);
        assert!(filled.statements().eq(project.statements()));
        let mut later = bare.clone();
        later.apply(Edit::PutStatement(first.clone())).expect("one");
        let before = later.clone();
        assert_eq!(later.put_statements(statements.clone()).map_err(|(id, _)| id), Err(first.id));
        assert_eq!(later, before, "what was refused changes nothing");
        later.put_statements(statements.split_off(1)).expect("the others");
        check_indexes(&later);
        assert_eq!(later, filled);
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

#[test]
fn what_would_break_a_project_is_refused_by_name_and_changes_nothing() {
    let (text, spans) = marked("‹one› ‹two› é");
    let article = Arc::new(Article::new(ArticleId::from_raw(1), text));
    let source = Arc::new(Source::titled(SourceId::from_raw(1), "Report"));
    let mut statement = Statement::new(StatementId::from_raw(1), article.id, spans[0], Tag::Claim);
    statement.evidence.push(Arc::new(Evidence::new(EvidenceId::from_raw(1), source.id)));
    let id = statement.id;
    let with = |change: fn(&mut Statement)| {
        let mut other = statement.clone();
        other.id = StatementId::from_raw(2);
        change(&mut other);
        Edit::PutStatement(Arc::new(other))
    };
    let elsewhere = Span::new("another and longer text", 8..16).expect("a span of another text");
    let parts = |parts: Vec<Part>| Edit::SetStatement(id, StatementField::Parts(parts));
    let cases = [
        (Edit::PutArticle(0, article.clone()), EditError::Taken(article.id.to_string())),
        (Edit::PutArticle(9, Arc::new(Article::new(ArticleId::from_raw(2), ""))), EditError::NoPlace(9)),
        (Edit::DropArticle(article.id), EditError::ArticleInUse(article.id)),
        (Edit::DropArticle(ArticleId::from_raw(9)), EditError::NoArticle(ArticleId::from_raw(9))),
        (Edit::PutSource(source.clone()), EditError::Taken(source.id.to_string())),
        (Edit::DropSource(source.id), EditError::SourceInUse(source.id)),
        (Edit::DropSource(SourceId::from_raw(9)), EditError::NoSource(SourceId::from_raw(9))),
        (Edit::PutStatement(Arc::new(statement.clone())), EditError::Taken(id.to_string())),
        (with(|other| other.article = ArticleId::from_raw(9)), EditError::NoArticle(ArticleId::from_raw(9))),
        (with(|other| other.parts.clear()), EditError::NoParts(StatementId::from_raw(2))),
        (with(|other| other.same_as = vec![other.id].into()), EditError::SameAsItself(StatementId::from_raw(2))),
        (with(|other| other.evidence.push(other.evidence[0].clone())), EditError::Taken(EvidenceId::from_raw(1).to_string())),
        (
            with(|other| other.evidence = vec![Arc::new(Evidence::new(EvidenceId::from_raw(2), SourceId::from_raw(9)))]),
            EditError::NoSource(SourceId::from_raw(9)),
        ),
        (parts(vec![Part::At(elsewhere)]), EditError::OutsideText(id)),
        (parts(vec![Part::At(spans[1]), Part::At(spans[0])]), EditError::PartsOverlap(id)),
        (parts(vec![Part::At(spans[0]), Part::At(spans[0])]), EditError::PartsOverlap(id)),
        (Edit::DropStatement(StatementId::from_raw(9)), EditError::NoStatement(StatementId::from_raw(9))),
        (Edit::DropEvidence(id, EvidenceId::from_raw(9)), EditError::NoEvidence(id, EvidenceId::from_raw(9))),
        (Edit::PutEvidence(id, 7, Arc::new(Evidence::new(EvidenceId::from_raw(2), source.id))), EditError::NoPlace(7)),
        (
            Edit::SetEvidence(id, EvidenceId::from_raw(1), EvidenceField::Source(SourceId::from_raw(9))),
            EditError::NoSource(SourceId::from_raw(9)),
        ),
    ];
    let mut project =
        project_of(vec![Edit::PutArticle(0, article), Edit::PutSource(source), Edit::PutStatement(Arc::new(statement.clone()))]);
    let before = project.clone();
    for (edit, error) in cases {
        assert_eq!(project.apply(edit.clone()), Err(error), "{edit:?}");
        assert_eq!(project, before, "{edit:?}");
        // In a transaction what came before it is taken back too.
        let note = Edit::SetStatement(id, StatementField::Note("a note".into()));
        let transaction = Transaction { label: "two".into(), edits: vec![note, edit.clone()] };
        assert!(project.commit(transaction).is_err());
        assert_eq!(project, before, "{edit:?} after another");
        check_indexes(&project);
    }
}
