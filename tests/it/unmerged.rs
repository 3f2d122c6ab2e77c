//! What a merge left open is seen and decided in the window, by labels and keys.

use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use factmark::model::edit::Edit;
use factmark::model::evidence::Evidence;
use factmark::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use factmark::model::id::{EvidenceId, StatementId};
use factmark::model::merge::merge;
use factmark::model::project::Project;
use factmark::model::statement::Statement;
use factmark::model::tag::{Tag, TagKind};
use factmark::project_file;

use crate::hand::Hand;
use crate::world::FalseWorld;

const SMALL: &str = include_str!("../data/format-3/small.ron");
const WORDS: &str = "It carries 900";

fn changed(base: &Project, edits: Vec<Edit>) -> Project {
    let mut project = base.clone();
    for edit in edits {
        project.apply(edit).expect("it is allowed");
    }
    project
}

/// The window over what two people made of one project, with the statement in focus that both have worked on.
fn hand() -> (Hand, StatementId) {
    let base = project_file::read(SMALL.as_bytes()).expect("it reads").project;
    let id: StatementId = "s-8mc2tdnz1ekwh".parse().expect("an id");
    let (link, source) = (EvidenceId::from_raw(1), "o-92a45x8snw9tb".parse().expect("an id"));
    let article = base.articles().next().expect("an article").id;
    let base = changed(&base, vec![Edit::PutEvidence(id, 0, Arc::new(Evidence::new(link, source)))]);
    let version = |note: &str, title: &str, tag| {
        changed(
            &base,
            vec![
                Edit::SetStatement(id, StatementField::Note(note.into())),
                Edit::SetStatement(id, StatementField::Tag(tag)),
                Edit::SetSource(source, SourceField::Title(title.into())),
                Edit::SetArticle(article, ArticleField::Byline(title.into())),
            ],
        )
    };
    let mut ours = version("Seats or people", "Notice 14", Tag::Claim);
    ours.apply(Edit::SetEvidence(id, link, EvidenceField::Passage("900 seats".into()))).expect("it is there");
    let mut theirs = version("Seats or crew", "Notice 15", Tag::Assertion);
    theirs.apply(Edit::DropEvidence(id, link)).expect("it is there");
    let merged = merge(Some(&base), &ours, &theirs).expect("it is sound");
    assert_eq!(merged.conflicts.len(), 5);
    let world = FalseWorld::new();
    let path = world.put("ferry.ron", project_file::write_verified(&merged.project).expect("it reads back"));
    let mut hand = Hand::over(world, Some(path));
    hand.click_on(WORDS);
    assert_eq!(hand.bench().statement().map(|statement| statement.id), Some(id));
    (hand, id)
}

fn statement(hand: &Hand, id: StatementId) -> Arc<Statement> {
    hand.bench().project().statement(id).expect("it is there").clone()
}

#[test]
fn both_versions_are_seen_and_either_is_chosen_in_one_step() {
    let (mut hand, id) = hand();
    for label in ["note, yours: Seats or people", "note, theirs: Seats or crew", "tag, yours: claim", "tag, theirs: assertion"] {
        assert!(hand.has(label), "{label}");
    }
    assert!(hand.harness.query_all_by_label_contains("two versions of one thing").next().is_none(), "it is said once");
    hand.press("Take theirs: note");
    assert_eq!(statement(&hand, id).note, "Seats or crew");
    assert!(!hand.has("Take theirs: note") && hand.has("Take theirs: tag"));
    hand.press("Keep mine: tag");
    assert_eq!(statement(&hand, id).tag.kind(), TagKind::Claim);
    hand.press("Delete it: link of Notice 14");
    assert_eq!(statement(&hand, id).evidence.len(), 0);
    assert_eq!(hand.bench().project().unmerged().len(), 2, "the source and the article have one each");
    // Each choice is one step back.
    for (left, note) in [(3, "Seats or crew"), (4, "Seats or crew"), (5, "Seats or people")] {
        hand.keys(egui::Modifiers::COMMAND, Key::Z);
        assert_eq!((hand.bench().project().unmerged().len(), statement(&hand, id).note.as_str()), (left, note));
    }
    assert!(hand.has("Take theirs: note"));
}

#[test]
fn a_source_and_an_article_are_decided_where_they_are_edited() {
    let (mut hand, _) = hand();
    hand.keys(egui::Modifiers::ALT, Key::Num3);
    hand.press("Take theirs: byline");
    assert_eq!(hand.bench().article().expect("an article").byline, "Notice 15");
    hand.keys(egui::Modifiers::ALT, Key::Num2);
    hand.harness.get_all_by_label_contains("Notice 14").next().expect("a row").click();
    hand.run();
    hand.press("Take theirs: title");
    assert!(hand.bench().project().sources().any(|source| source.title == "Notice 15"));
}

#[test]
fn a_choice_is_reached_and_made_by_keys_alone() {
    let (mut hand, id) = hand();
    hand.harness.get_by_label("Take theirs: note").focus();
    hand.run();
    hand.key(Key::Enter);
    assert_eq!(statement(&hand, id).note, "Seats or crew");
}

#[test]
fn a_record_goes_with_what_is_open_about_it_and_comes_back_with_it() {
    let (mut hand, id) = hand();
    hand.key(Key::Delete);
    assert!(hand.bench().project().statement(id).is_none());
    assert_eq!(hand.bench().project().unmerged().len(), 2);
    hand.keys(egui::Modifiers::COMMAND, Key::Z);
    assert!(hand.bench().project().statement(id).is_some());
    assert_eq!(hand.bench().project().unmerged().len(), 5);
}
