//! Links into web archives: kept as copies of the source they show, with their age beside the statement.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use factmark::interchange::report::{self, Form};
use factmark::model::field::{ArticleField, SourceField, StatementField};
use factmark::model::id::StatementId;
use factmark::model::source::Source;
use factmark::workbench::Workbench;
use factmark::workbench::command::{ArticleCommand, Command, LinkTo, MarkCommand, SourceCommand};

use crate::hand::Hand;
use crate::world::{FalseWorld, TEXT, marked, run, texts};

const COPY: &str = "https://web.archive.org/web/20260305142207/http://www.example.org:80/report";

fn sources(bench: &Workbench) -> Vec<(String, String, String)> {
    bench.project().sources().map(|source| (source.url.clone(), source.archived_url.clone(), source.publisher.clone())).collect()
}

fn link(bench: &mut Workbench, world: &mut FalseWorld, text: &str) -> StatementId {
    let id = bench.project().statements().next().expect("one").id;
    run(bench, world, Command::Source(SourceCommand::Link(id, LinkTo::Text(text.to_owned()))));
    id
}

fn set(bench: &mut Workbench, world: &mut FalseWorld, field: SourceField) {
    let id = bench.project().sources().next().expect("one").id;
    run(bench, world, Command::Source(SourceCommand::Set(id, field)));
}

fn only(bench: &Workbench) -> Source {
    Source::clone(bench.project().sources().next().expect("one"))
}

#[test]
fn a_pasted_copy_becomes_its_original_with_a_copy_and_a_passage() {
    let (mut bench, mut world) = marked();
    let id = link(&mut bench, &mut world, &format!("{COPY}#:~:text=burned%20down"));
    let expected = ("http://www.example.org/report".to_owned(), COPY.to_owned(), "example.org".to_owned());
    assert_eq!(sources(&bench), std::slice::from_ref(&expected));
    assert_eq!(bench.project().statement(id).expect("there").evidence[0].passage, "burned down");
    run(&mut bench, &mut world, Command::Undo);
    assert_eq!(sources(&bench), [], "one step");
    // The page itself is the same source, however it is written.
    run(&mut bench, &mut world, Command::Redo);
    link(&mut bench, &mut world, "https://example.org/report#top");
    assert_eq!(sources(&bench).len(), 1);
    run(&mut bench, &mut world, Command::Undo);
    run(&mut bench, &mut world, Command::Undo);
    // Added without a statement it is the same.
    run(&mut bench, &mut world, Command::Source(SourceCommand::Add(COPY.to_owned())));
    assert_eq!(sources(&bench), [expected]);
    run(&mut bench, &mut world, Command::Source(SourceCommand::Add(COPY.to_owned())));
    assert_eq!(sources(&bench).len(), 1);
    assert!(texts(&bench).contains("there already"), "{}", texts(&bench));
}

#[test]
fn a_copy_of_a_source_that_is_there_is_that_source() {
    let (mut bench, mut world) = marked();
    let id = link(&mut bench, &mut world, "https://example.org/report");
    link(&mut bench, &mut world, &format!("{COPY}#:~:text=burned%20down"));
    assert_eq!(sources(&bench).len(), 1);
    assert_eq!((only(&bench).url.as_str(), only(&bench).archived_url.as_str()), ("https://example.org/report", COPY), "it gains the copy");
    assert_eq!(bench.project().statement(id).expect("there").evidence.len(), 2, "with another passage");
    run(&mut bench, &mut world, Command::Undo);
    assert_eq!(only(&bench).archived_url, "", "in one step");
    // A bare copy says nothing new but itself.
    link(&mut bench, &mut world, COPY);
    assert_eq!(bench.project().statement(id).expect("there").evidence.len(), 1);
    assert_eq!((only(&bench).archived_url.as_str(), bench.undo_label()), (COPY, Some("add archived copy")));
    // Another capture does not take the place of the one that is there; and the address itself is still found.
    link(&mut bench, &mut world, "https://archive.ph/2024.01.02-030405/https://example.org/report");
    link(&mut bench, &mut world, "https://example.org/report");
    assert_eq!((sources(&bench).len(), only(&bench).archived_url.as_str()), (1, COPY));
    // Another page is another source.
    link(&mut bench, &mut world, "https://web.archive.org/web/2026/https://example.org/other");
    assert_eq!(sources(&bench).len(), 2);
}

#[test]
fn a_copy_typed_as_the_address_is_taken_apart_in_one_step() {
    let (mut bench, mut world) = marked();
    run(&mut bench, &mut world, Command::Source(SourceCommand::Add("The report".to_owned())));
    set(&mut bench, &mut world, SourceField::Url(COPY.to_owned()));
    assert_eq!((only(&bench).url.as_str(), only(&bench).archived_url.as_str()), ("http://www.example.org/report", COPY));
    run(&mut bench, &mut world, Command::Undo);
    assert_eq!((only(&bench).url, only(&bench).archived_url), (String::new(), String::new()));
    // A copy that is there stays, and what was typed stands as typed.
    set(&mut bench, &mut world, SourceField::ArchivedUrl("https://archive.ph/AbCdE".to_owned()));
    set(&mut bench, &mut world, SourceField::Url(COPY.to_owned()));
    assert_eq!((only(&bench).url.as_str(), only(&bench).archived_url.as_str()), (COPY, "https://archive.ph/AbCdE"));
}

/// A window over a statement with the copy linked, of an article of one day and a statement of another, both as they are written.
fn over(published: &str, as_of: &str) -> Hand {
    let (mut bench, mut world) = marked();
    let id = link(&mut bench, &mut world, COPY);
    let article = bench.article().expect("one").id;
    run(&mut bench, &mut world, Command::Article(ArticleCommand::Set(article, ArticleField::Published(published.parse().ok()))));
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Set(id, StatementField::AsOf(as_of.parse().ok()))));
    let path = world.put("mill.ron", factmark::project_file::write(bench.project()));
    let mut hand = Hand::over(world, Some(path));
    hand.key(Key::J);
    hand
}

#[test]
fn the_age_stands_on_the_card_and_in_the_form() {
    let older = "Captured 2026-03-05, 1 month before the statement's date. Older than what it is to show: it cannot tell what came after";
    let later =
        "Captured 2026-03-05, 2 years 2 months after the statement's date. More than a year later: the page may have changed in between";
    for (published, as_of, expected, is_doubtful) in [
        ("", "", "Captured 2026-03-05", false),
        ("2026-03-03", "", "Captured 2026-03-05, 2 days after the statement's date", false),
        ("2026-03-05", "", "Captured 2026-03-05, on the statement's date", false),
        ("2026-04-05", "", older, true),
        ("2026-03-05", "2024-01-05", later, true),
    ] {
        let mut hand = over(published, as_of);
        assert_eq!(hand.has(expected), is_doubtful, "{expected}: a doubt shows where the link is folded");
        hand.harness.get_by_label_contains("Supports: http").click();
        hand.run();
        assert!(hand.has(expected), "{expected}");
        hand.keys(Modifiers::ALT, Key::Num2);
        hand.harness.get_by_label_contains("/report, ").click();
        hand.run();
        assert!(hand.has("Close the form") && hand.has(expected), "{expected}");
    }
}

#[test]
fn the_offer_names_where_the_original_stands() {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", TEXT);
    let mut hand = Hand::over(world, Some(article));
    hand.mark("The old mill burned down on Tuesday", Key::Num2);
    hand.key(Key::L);
    hand.paste(COPY);
    assert!(hand.has("New source: example.org"));
    hand.key(Key::Enter);
    assert_eq!(sources(hand.bench()).len(), 1);
    // Again it is no new one.
    hand.key(Key::Escape);
    hand.key(Key::L);
    hand.paste(COPY);
    assert!(!hand.has("New source: example.org"));
}

#[test]
fn reports_say_it_beside_the_copy() {
    let (mut bench, mut world) = marked();
    let id = link(&mut bench, &mut world, COPY);
    run(&mut bench, &mut world, Command::Mark(MarkCommand::Set(id, StatementField::AsOf("2026-03-03".parse().ok()))));
    let page = report::write(bench.project(), bench.holdings(), Form::Html);
    assert!(page.contains(">web.archive.org</bdi></a>. Captured 2026-03-05, 2 days after the statement&#39;s date</dd>"), "{page}");
    assert!(page.contains("<dt>Captured</dt><dd><bdi>2026-03-05</bdi></dd>"), "{page}");
    let text = report::write(bench.project(), bench.holdings(), Form::Markdown);
    let row = format!("  - Lasting copy: [web.archive.org](<{COPY}>). Captured 2026-03-05, 2 days after the statement's date\n");
    assert!(text.contains(&row) && text.contains("- Captured: 2026-03-05\n"), "{text}");
}
