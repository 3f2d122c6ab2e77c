//! Find: what is typed is found while it is typed, counted, walked in the article and among the records, and marked.

use std::sync::atomic::AtomicU64;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use factmark::model::edit::Edit;
use factmark::model::span::Span;
use factmark::text::find::{Finder, Query};
use factmark::workbench::Workbench;
use factmark::workbench::command::{ArticleCommand, Command, FindCommand, LinkTo, MarkCommand, SourceCommand};
use factmark::workbench::find::record_hits::{Record, RecordHits};
use factmark::workbench::find::state::{Place, Way};

use crate::hand::Hand;
use crate::support::{random_edit, random_project, rng};
use crate::world::{FalseWorld, marked, run, settle, texts};

const TEXT: &str =
    "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost the mill,” said Ada Brook. The Mill’s owner was away.\n";

fn hand() -> Hand {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", TEXT);
    Hand::over(world, Some(article))
}

fn find(bench: &mut Workbench, world: &mut FalseWorld, command: FindCommand) {
    run(bench, world, Command::Find(command));
    settle(bench, world);
}

fn ask(bench: &mut Workbench, world: &mut FalseWorld, words: &str) {
    find(bench, world, FindCommand::Open);
    find(bench, world, FindCommand::Ask(Query { words: words.to_owned(), ..Query::default() }));
}

#[test]
fn what_is_typed_is_found_counted_walked_and_let_go_of() {
    let mut hand = hand();
    hand.keys(Modifiers::COMMAND, Key::F);
    let field = |hand: &Hand| hand.harness.get_by_role_and_label(Role::TextInput, "Find").is_focused();
    assert!(field(&hand));
    hand.type_text("mill");
    assert!(hand.has("1 of 4"), "the first from the top on is shown");
    assert_eq!(hand.bench().find().current().map(|hit| hit.bytes.clone()), Some(0..4));
    assert_eq!(hand.bench().focus().selection, None, "nothing is selected while one types");
    hand.key(Key::Enter);
    assert!(hand.has("2 of 4") && field(&hand));
    let selected = |hand: &Hand| hand.bench().focus().selection.map(|span| span.words(&hand.text()).to_owned());
    assert_eq!(selected(&hand).as_deref(), Some("mill"));
    hand.keys(Modifiers::SHIFT, Key::Enter);
    hand.keys(Modifiers::SHIFT, Key::Enter);
    assert!(hand.has("4 of 4"), "round from the first to the last");
    assert_eq!(selected(&hand).as_deref(), Some("Mill"));
    hand.key(Key::F3);
    assert!(hand.has("1 of 4"));
    hand.press("Match case");
    assert!(hand.has("1 of 2"));
    hand.press("Whole words");
    hand.press("Pattern");
    hand.harness.get_by_role_and_label(Role::TextInput, "Find").focus();
    hand.keys(Modifiers::COMMAND, Key::A);
    hand.type_text("mi(");
    assert!(hand.has("Character 3 of the pattern: unclosed group"));
    hand.key(Key::Escape);
    assert!(!hand.bench().find().is_open() && hand.harness.query_by_role_and_label(Role::TextInput, "Find").is_none());
}

#[test]
fn hits_become_statements_one_or_all_and_undo_takes_all_of_them_back() {
    let mut hand = hand();
    hand.keys(Modifiers::COMMAND, Key::F);
    hand.type_text("mill");
    hand.press("Mark");
    hand.press("This hit as claim");
    assert_eq!(hand.bench().project().index().counts().statements(), 1);
    hand.press("Mark");
    hand.press("All 4 hits as assertion");
    let index = hand.bench().project().index();
    assert_eq!((index.counts().statements(), index.counts().claims, index.counts().assertions), (4, 1, 3));
    assert!(texts(hand.bench()).contains("3 hits are statements now; one was a statement already"), "{}", texts(hand.bench()));
    assert_eq!(hand.bench().undo_label(), Some("tag 3 hits"));
    hand.harness.key_press(Key::Escape);
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(hand.bench().project().index().counts().statements(), 1);
}

#[test]
fn records_are_found_by_their_fields_and_gone_to() {
    let (mut bench, mut world) = marked();
    let id = bench.focus().statement.expect("a statement");
    for command in [
        Command::Source(SourceCommand::Link(id, LinkTo::Text("Call to the fire brigade".to_owned()))),
        Command::Mark(MarkCommand::Set(id, factmark::model::field::StatementField::Note("ask the Brigade again".to_owned()))),
    ] {
        run(&mut bench, &mut world, command);
    }
    settle(&mut bench, &mut world);
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Focus(None)));
    ask(&mut bench, &mut world, "brigade");
    let counts = |bench: &Workbench| Place::ALL.map(|place| bench.find().count(place));
    assert_eq!(counts(&bench), [Some(0), Some(0), Some(1), Some(1)]);
    find(&mut bench, &mut world, FindCommand::Look(Place::Notes));
    find(&mut bench, &mut world, FindCommand::Go(Way::Next));
    assert_eq!(bench.focus().statement, Some(id));
    assert_eq!(bench.find().shown().1.map(|hit| hit.field), Some("note"));
    find(&mut bench, &mut world, FindCommand::Look(Place::Sources));
    find(&mut bench, &mut world, FindCommand::Go(Way::Previous));
    let (_, hit) = bench.find().shown();
    assert!(matches!(hit.map(|hit| (hit.record, hit.field)), Some((Record::Source(_), "title"))), "{hit:?}");
    // What is found follows the project.
    run(&mut bench, &mut world, Command::Undo);
    settle(&mut bench, &mut world);
    assert_eq!(counts(&bench), [Some(0), Some(0), Some(1), Some(0)]);
    assert_eq!(bench.find().position(), Some(0), "the source is still shown");
    run(&mut bench, &mut world, Command::Undo);
    settle(&mut bench, &mut world);
    assert_eq!(counts(&bench), [Some(0); 4]);
}

#[test]
fn one_hit_is_shown_in_the_article_or_among_the_records() {
    let (mut bench, mut world) = marked();
    let id = bench.focus().statement.expect("a statement");
    run(&mut bench, &mut world, Command::Source(SourceCommand::Link(id, LinkTo::Text("The mill, from the air".to_owned()))));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Focus(None)));
    ask(&mut bench, &mut world, "mill");
    find(&mut bench, &mut world, FindCommand::Go(Way::Next));
    let shown = bench.find().current().map(|hit| hit.bytes.clone()).expect("a hit");
    assert_eq!(bench.focus().selection.map(Span::range), Some(shown.clone()));
    for place in [Place::Statements, Place::Sources] {
        find(&mut bench, &mut world, FindCommand::Look(place));
        find(&mut bench, &mut world, FindCommand::Go(Way::Here));
        assert_eq!((bench.find().position(), bench.find().current()), (Some(0), None), "{place:?}");
        assert_eq!(bench.focus().selection, None, "keys mean what is shown");
        find(&mut bench, &mut world, FindCommand::Look(Place::Article));
        assert_eq!(bench.find().current().map(|hit| hit.bytes.clone()), Some(shown.clone()), "it is gone back to");
        find(&mut bench, &mut world, FindCommand::Go(Way::Next));
        let next = bench.find().current().map(|hit| hit.bytes.clone()).expect("a hit");
        assert_ne!(next, shown, "and gone on from");
        find(&mut bench, &mut world, FindCommand::Go(Way::Previous));
    }
    // What the reader has selected herself stays.
    let other = bench.article().expect("it").text.find("lost").expect("a word");
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Select(Some(other..other + 4))));
    find(&mut bench, &mut world, FindCommand::Look(Place::Sources));
    find(&mut bench, &mut world, FindCommand::Go(Way::Next));
    assert_eq!(bench.focus().selection.map(Span::range), Some(other..other + 4));
}

#[test]
fn another_article_or_project_is_searched_anew() {
    let (mut bench, mut world) = marked();
    ask(&mut bench, &mut world, "mill");
    let first = bench.find().count(Place::Article);
    assert!(first > Some(0));
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste("A mill, a mill and a mill-stone. No mill, MILL.\n".to_owned())));
    settle(&mut bench, &mut world);
    assert_eq!(bench.find().count(Place::Article), Some(5));
    assert_ne!(bench.find().count(Place::Article), first);
    let other = bench.project().articles().next().expect("the first").id;
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Show(other)));
    settle(&mut bench, &mut world);
    assert_eq!(bench.find().count(Place::Article), first);
    // While nothing is looked for nothing is searched.
    find(&mut bench, &mut world, FindCommand::Close);
    assert_eq!(bench.find().count(Place::Article), None);
    ask(&mut bench, &mut world, "nowhere at all");
    assert_eq!((bench.find().count(Place::Article), bench.find().current()), (Some(0), None));
    find(&mut bench, &mut world, FindCommand::Go(Way::Next));
    assert_eq!(bench.find().position(), None);
}

#[test]
fn what_comes_back_late_is_let_go_of() {
    let (mut bench, mut world) = marked();
    run(&mut bench, &mut world, Command::Find(FindCommand::Open));
    world.hold();
    run(&mut bench, &mut world, Command::Find(FindCommand::Ask(Query { words: "mill".to_owned(), ..Query::default() })));
    run(&mut bench, &mut world, Command::Find(FindCommand::Ask(Query { words: "old".to_owned(), ..Query::default() })));
    world.release();
    settle(&mut bench, &mut world);
    assert_eq!(bench.find().query().words, "old");
    let text = bench.article().expect("an article").text.clone();
    assert_eq!(bench.find().count(Place::Article), Some(text.to_lowercase().matches("old").count()));
    assert_eq!(bench.find().current().map(|hit| text.get(hit.bytes.clone()).map(str::to_lowercase)), Some(Some("old".to_owned())));
}

#[test]
fn hits_in_records_are_walked_from_article_to_article() {
    let (mut bench, mut world) = marked();
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste("Another mill\n\nA second mill stands at Aldwick.\n".to_owned())));
    for range in [0..12, 14..27] {
        run(&mut bench, &mut world, Command::Mark(MarkCommand::Select(Some(range))));
        crate::world::tag(&mut bench, &mut world, factmark::model::tag::TagKind::Claim);
    }
    ask(&mut bench, &mut world, "mill");
    find(&mut bench, &mut world, FindCommand::Look(Place::Statements));
    assert_eq!(bench.find().count(Place::Statements), Some(3));
    let mut seen = Vec::new();
    for round in 0..4 {
        find(&mut bench, &mut world, FindCommand::Go(Way::Next));
        assert_eq!(bench.find().position(), Some(round % 3));
        seen.push(bench.focus().statement);
    }
    assert_eq!(seen[0], seen[3]);
    assert!(seen[0] != seen[1] && seen[1] != seen[2] && seen[0] != seen[2], "{seen:?}");
}

#[test]
fn a_text_that_another_program_has_changed_is_searched_and_tagged_as_it_is_now() {
    let (mut bench, mut world) = marked();
    crate::world::save_as(&mut bench, &mut world, "mill.ron");
    ask(&mut bench, &mut world, "burned");
    let before = bench.find().current().map(|hit| hit.bytes.clone());
    let path = world.path("mill.ron");
    let mut project = factmark::project_file::read(&std::fs::read(&path).expect("saved")).expect("a project").project;
    let statement = project.statements().next().expect("one").id;
    let article = std::sync::Arc::clone(project.articles().next().expect("one"));
    let mut other = factmark::model::article::Article::clone(&article);
    other.text = format!("News of today. {}", article.text).into();
    for edit in [Edit::DropStatement(statement), Edit::DropArticle(article.id), Edit::PutArticle(0, std::sync::Arc::new(other))] {
        project.apply(edit).expect("an edit that is allowed");
    }
    world.put("mill.ron", factmark::project_file::write(&project));
    run(&mut bench, &mut world, Command::Arrived(factmark::workbench::arrival::Arrival::Stirred(path)));
    settle(&mut bench, &mut world);
    let text = bench.article().expect("an article").text.clone();
    assert!(text.starts_with("News of today"), "{}", texts(&bench));
    find(&mut bench, &mut world, FindCommand::Go(Way::Next));
    let hit = bench.find().current().map(|hit| hit.bytes.clone()).expect("a hit");
    assert_ne!(Some(&hit), before.as_ref());
    assert_eq!(text.get(hit), Some("burned"));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::TagHits(factmark::model::tag::TagKind::Claim)));
    let words: Vec<String> = bench.project().statements().map(|statement| statement.words(&text)).collect();
    assert_eq!(words, ["burned"]);
}

#[test]
fn a_walk_goes_on_from_where_the_reader_is_and_never_takes_her_away() {
    let (mut bench, mut world) = marked();
    ask(&mut bench, &mut world, "o");
    let text = bench.article().expect("an article").text.clone();
    find(&mut bench, &mut world, FindCommand::Go(Way::Next));
    let far = text.find("everything").expect("it");
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Select(Some(far..far + 10))));
    find(&mut bench, &mut world, FindCommand::Go(Way::Next));
    let hit = bench.find().current().expect("a hit").clone();
    assert!(hit.bytes.start >= far + 10, "{hit:?}");
    assert_eq!(hit.number, text.get(..hit.bytes.start).map(|before| before.to_lowercase().matches('o').count()));
    // Who selects something while the text is still searched stays there.
    world.hold();
    run(&mut bench, &mut world, Command::Find(FindCommand::Ask(Query { words: "e".to_owned(), ..Query::default() })));
    run(&mut bench, &mut world, Command::Find(FindCommand::Go(Way::Next)));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Select(Some(0..4))));
    world.release();
    settle(&mut bench, &mut world);
    assert_eq!(bench.focus().selection.map(Span::range), Some(0..4));
    assert!(bench.find().count(Place::Article) > Some(0));
}

#[test]
fn records_followed_from_edit_to_edit_are_those_of_a_whole_look() {
    let mut rng = rng("records_followed_from_edit_to_edit_are_those_of_a_whole_look");
    let (mut found, mut followed) = (0, 0);
    for _ in 0..60 {
        let mut project = random_project(&mut rng);
        // Seldom and often.
        let words = rng.choice(["e", "a", "o ", "is", "the"]).expect("one of them");
        let finder = Finder::new(&Query { words: words.to_owned(), ..Query::default() }).expect("it can be looked for");
        let whole = |project: &_| RecordHits::of(project, &finder, 0, &AtomicU64::new(0)).expect("it is waited for");
        let mut hits = whole(&project);
        for _ in 0..40 {
            let before = project.clone();
            for _ in 0..rng.usize(1..4) {
                let edit = random_edit(&mut rng, &project);
                project.apply(edit).expect("it is allowed");
            }
            let next = hits.follow((&before, &project), &finder);
            followed += usize::from(next.is_some());
            let all = whole(&project);
            assert_eq!(next.as_ref().unwrap_or(&all), &all, "{words}");
            found += all.statements.len() + all.sources.len() + all.notes.len();
            hits = all;
        }
    }
    assert!(found > 1000 && followed > 1000, "{found} hits, {followed} states followed");
}
