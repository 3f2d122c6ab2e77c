//! What somebody meets in the first hour: the keyboard goes where one types, nothing covers what is asked, what is over goes away.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable as _;
use factmark::model::source::SourceKind;
use factmark::model::tag::TagKind;
use factmark::workbench::notice::Weight;

use crate::hand::Hand;
use crate::world::FalseWorld;

const TEXT: &str = "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost everything,” said Ada Brook, “and we start again.”\n";

fn over_text() -> Hand {
    sized(1280.0, 800.0)
}

fn sized(width: f32, height: f32) -> Hand {
    let world = FalseWorld::new();
    let path = world.put("mill.txt", TEXT);
    Hand::sized(world, Some(path), Vec2::new(width, height))
}

/// A statement with a source, and a second source that is a web page; the form of the first is open.
fn over_two_sources() -> Hand {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num1);
    hand.link("https://example.org/a", "");
    hand.key(Key::Escape);
    hand.keys(Modifiers::ALT, Key::Num2);
    hand.enter("Add a source");
    hand.type_text("The log of the brigade");
    hand.key(Key::Enter);
    assert_eq!(hand.bench().project().sources().len(), 2);
    hand
}

fn has_keyboard(hand: &Hand, role: Role, label: &str) -> bool {
    hand.harness.get_by_role_and_label(role, label).is_focused()
}

/// Whether a control is whole inside the window and not below the panel's end.
fn is_in_sight(hand: &Hand, role: Role, label: &str) -> bool {
    let rect = hand.harness.get_by_role_and_label(role, label).rect();
    let status = hand.harness.get_by_label_contains("Checked by").rect();
    rect.min.y > 30.0 && rect.max.y <= status.min.y
}

/// The hints that stand.
fn hints(hand: &Hand) -> Vec<&str> {
    let shown = hand.bench().notices().shown().iter();
    shown.filter(|notice| notice.weight == Weight::Hint).map(|notice| notice.text.as_str()).collect()
}

fn press_button(hand: &mut Hand, label: &str) {
    hand.harness.get_by_role_and_label(Role::Button, label).scroll_to_me();
    hand.run();
    hand.harness.get_by_role_and_label(Role::Button, label).click();
    hand.run();
}

#[test]
fn what_is_typed_to_find_a_source_to_merge_is_typed_into_its_field() {
    let mut hand = over_two_sources();
    press_button(&mut hand, "Merge…");
    assert!(has_keyboard(&hand, Role::TextInput, "Find the other source"));
    assert!(is_in_sight(&hand, Role::TextInput, "Find the other source"));
    hand.digit(Key::Num2, "2");
    let statement = hand.bench().project().statements().next().expect("there").clone();
    assert_eq!(statement.tag.kind(), TagKind::Claim, "the statement out of sight was left alone");
    assert_eq!(hand.harness.get_by_role_and_label(Role::TextInput, "Find the other source").value().as_deref(), Some("2"));
}

#[test]
fn every_field_that_a_button_opens_has_the_keyboard_and_is_in_sight() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num1);
    press_button(&mut hand, "Link source…");
    assert!(has_keyboard(&hand, Role::TextInput, "Link source"));
    hand.key(Key::Escape);
    let added = [
        ("Same as another statement", Role::TextInput, "Find the same statement"),
        ("Role of the speaker", Role::TextInput, "Role of the speaker"),
        ("Query", Role::MultilineTextInput, "Query"),
    ];
    for (item, role, field) in added {
        press_button(&mut hand, "Add…");
        press_button(&mut hand, item);
        assert!(has_keyboard(&hand, role, field), "{field}");
        assert!(is_in_sight(&hand, role, field), "{field}");
    }
    hand.digit(Key::Num2, "2");
    assert_eq!(hand.bench().project().index().counts().claims, 1);
}

#[test]
fn a_question_about_removing_is_in_sight_and_escape_keeps() {
    let mut hand = over_two_sources();
    press_button(&mut hand, "Remove…");
    assert!(is_in_sight(&hand, Role::Button, "Remove source"));
    assert!(has_keyboard(&hand, Role::Button, "Keep it"));
    let focused = hand.bench().focus().statement;
    hand.key(Key::Escape);
    assert!(!hand.has("Remove source"));
    assert_eq!(hand.bench().focus().statement, focused, "one key does one thing");
    press_button(&mut hand, "Merge…");
    hand.key(Key::Escape);
    assert!(!hand.has("Find the other source"));
    hand.keys(Modifiers::ALT, Key::Num3);
    press_button(&mut hand, "Remove article…");
    assert!(is_in_sight(&hand, Role::Button, "Remove article"));
    hand.key(Key::Escape);
    assert!(!hand.has("Remove article"));
    assert_eq!((hand.bench().project().article_count(), hand.bench().project().sources().len()), (1, 2));
}

#[test]
fn merging_says_what_was_done_and_takes_over_the_kind() {
    let mut hand = over_two_sources();
    press_button(&mut hand, "Merge…");
    hand.type_text("example");
    hand.press("https://example.org/a · example.org · 1 use");
    let source = hand.bench().project().sources().next().expect("one is left").clone();
    assert_eq!((source.title.as_str(), source.kind), ("The log of the brigade", SourceKind::WebPage));
    assert_eq!(hints(&hand), ["Merged into “The log of the brigade”; undo takes it apart"]);
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(hand.bench().project().sources().len(), 2);
    assert_eq!(hints(&hand), [""; 0]);
}

#[test]
fn the_panel_keeps_its_width_however_often_something_is_looked_for() {
    let mut hand = over_two_sources();
    hand.keys(Modifiers::ALT, Key::Num1);
    let width = |hand: &Hand| hand.harness.get_by_label("List of statements").rect().width();
    let before = width(&hand);
    for words in ["mill", "nothing has these words", "o"] {
        hand.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        hand.type_text(words);
        hand.harness.get_all_by_label("Clear filter").next().expect("a button").click();
        hand.run();
        hand.key(Key::Escape);
        assert!((width(&hand) - before).abs() < 0.01, "{before} has become {}", width(&hand));
    }
}

#[test]
fn what_was_said_of_a_failed_save_goes_with_the_next_that_succeeds_or_by_escape() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num1);
    let errors = |hand: &Hand| hand.bench().notices().shown().iter().filter(|notice| notice.weight == Weight::Error).count();
    let (nowhere, somewhere) = (hand.world().path("no/such/folder/mill.ron"), hand.world().path("mill.ron"));
    hand.world().answer(Some(&nowhere));
    hand.keys(Modifiers::COMMAND, Key::S);
    assert_eq!(errors(&hand), 1, "{:?}", hand.bench().notices());
    hand.world().answer(Some(&somewhere));
    hand.keys(Modifiers::COMMAND, Key::S);
    assert!(hand.bench().is_saved());
    assert_eq!(errors(&hand), 0, "{:?}", hand.bench().notices());
    hand.world().answer(Some(&nowhere));
    hand.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    hand.key(Key::Escape);
    assert_eq!((hand.bench().focus().statement, errors(&hand)), (None, 1), "the statement is let go of first");
    hand.key(Key::Escape);
    assert_eq!(errors(&hand), 0);
}

#[test]
fn a_pointer_that_rests_on_stacked_statements_is_told_what_the_next_click_shows() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num2);
    hand.mark("old mill", Key::Num1);
    hand.key(Key::Escape);
    for (before, told) in [(false, "Claim, no source"), (true, "Assertion, no source"), (true, "Claim, no source")] {
        if before {
            hand.click_on("old mill");
        }
        let bytes = hand.find("old mill");
        let pos = hand.bring(&bytes)[0].center();
        hand.harness.hover_at(pos + Vec2::new(2.0, 0.0));
        hand.harness.run_steps(60);
        assert!(hand.has(told), "{told}");
        hand.harness.remove_cursor();
        hand.run();
    }
}

/// Whether a row of a list lies over a control.
fn is_covered(hand: &Hand, label: &str) -> bool {
    let rect = hand.harness.get_by_label(label).rect();
    hand.harness.query_all_by_role(Role::ListBoxOption).any(|row| row.rect().intersects(rect))
}

#[test]
fn in_the_smallest_window_nothing_lies_over_the_card_or_the_form() {
    let mut hand = sized(700.0, 480.0);
    let bytes = hand.find("Tuesday");
    hand.mark_bytes(&bytes, Key::Num1);
    for control in ["Close the card (Esc)", "Statement 1 of 1"] {
        assert!(!is_covered(&hand, control), "{control}");
    }
    hand.key(Key::L);
    assert!(has_keyboard(&hand, Role::TextInput, "Link source"));
    assert!(is_in_sight(&hand, Role::TextInput, "Link source") && !is_covered_field(&hand, "Link source"));
    hand.type_text("The log of the brigade");
    hand.key(Key::Enter);
    hand.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    assert!(has_keyboard(&hand, Role::TextInput, "Find statements"));
    hand.type_text("tuesday");
    hand.press("Claim: Tuesday, 36 % down the article");
    assert!(hand.has("Close the card (Esc)"), "what was found opens");
    hand.keys(Modifiers::ALT, Key::Num2);
    hand.press("The log of the brigade, 1 use");
    assert!(!is_covered(&hand, "Close the form"));
    press_button(&mut hand, "Remove…");
    assert!(is_in_sight(&hand, Role::Button, "Remove source"));
    hand.press("Keep it");
    hand.press("Close the form");
    assert!(hand.has("The log of the brigade, 1 use"));
}

fn is_covered_field(hand: &Hand, label: &str) -> bool {
    let rect = hand.harness.get_by_role_and_label(Role::TextInput, label).rect();
    let rows = hand.harness.query_all_by_role(Role::ListBoxOption);
    // Those of the field itself stand below it.
    rows.into_iter().any(|row| row.rect().intersects(rect.shrink(1.0)))
}

#[test]
fn in_the_smallest_window_the_list_of_keys_is_whole() {
    let mut hand = sized(700.0, 480.0);
    hand.key(Key::F1);
    let window = egui::Rect::from_min_size(egui::Pos2::ZERO, Vec2::new(700.0, 480.0));
    for control in ["Keys", "Close"] {
        let rect = hand.harness.get_all_by_label(control).next().expect(control).rect();
        assert!(window.contains_rect(rect), "{control}: {rect:?}");
    }
}

#[test]
fn the_bar_of_a_selection_that_fills_the_view_stands_at_the_bottom() {
    let world = FalseWorld::new();
    let path = world.put("long.txt", format!("The headline\n\n{}", "A paragraph that says little.\n\n".repeat(60)));
    let mut hand = Hand::over(world, Some(path));
    hand.keys(Modifiers::COMMAND, Key::A);
    let bar = hand.harness.get_by_label("Tag as claim").rect();
    assert!(bar.min.y > 600.0, "the headline stays in sight: {bar:?}");
    assert!(bar.max.y < 765.0, "and the status bar too: {bar:?}");
}

#[test]
fn the_status_bar_says_that_it_counts_all_articles() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num2);
    assert!(hand.has("1 statement, 0 with a source"));
    hand.key(Key::Escape);
    hand.paste("A second article, about a ferry.");
    assert!(hand.has("1 statement in 2 articles, 0 with a source"));
}

#[test]
fn pasting_without_a_text_says_so() {
    let mut hand = over_text();
    hand.paste("  \n ");
    assert_eq!(hints(&hand), ["There is no text in the clipboard"]);
    assert_eq!(hand.bench().project().article_count(), 1);
    hand.keys(Modifiers::COMMAND, Key::Z);
    hand.key(Key::V);
    hand.paste("A second article");
    hand.harness.event(egui::Event::Key { key: Key::V, physical_key: None, pressed: false, repeat: false, modifiers: Modifiers::NONE });
    hand.run();
    assert!(!hints(&hand).contains(&"There is no text in the clipboard"), "{:?}", hints(&hand));
}

#[test]
fn keys_take_the_keyboard_to_the_menus_and_between_article_and_panel() {
    let mut hand = over_text();
    hand.drag_over("The old mill");
    hand.key(Key::F10);
    assert!(has_keyboard(&hand, Role::Button, "File"));
    hand.key(Key::ArrowRight);
    assert!(has_keyboard(&hand, Role::Button, "Edit"));
    hand.key(Key::Enter);
    assert!(hand.harness.query_by_label_contains("Mark who says it").is_some(), "the menu is open");
    hand.key(Key::Escape);
    assert!(hand.harness.query_by_label_contains("Mark who says it").is_none(), "and closed");
    hand.key(Key::F10);
    hand.key(Key::Escape);
    assert!(hand.bench().focus().selection.is_some(), "what is selected stands all the while");
    hand.key(Key::F6);
    assert!(has_keyboard(&hand, Role::Tab, "Statements"));
    hand.keys(Modifiers::ALT, Key::Num2);
    hand.enter("Add a source");
    hand.key(Key::F6);
    assert!(has_keyboard(&hand, Role::Document, "Article text"));
    hand.key(Key::F6);
    assert!(has_keyboard(&hand, Role::Tab, "Sources"));
    hand.key(Key::F6);
    hand.key(Key::Num2);
    assert_eq!(hand.bench().project().index().counts().assertions, 1, "the article has its keys again");
}
