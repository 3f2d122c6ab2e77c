//! What keys mean while a button, a menu or a list has the keyboard: Space and Enter are theirs, the rest is the window's where that is safe.

use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton};
use egui_kittest::kittest::Queryable as _;
use factmark::model::problems::Subject;
use factmark::model::tag::TagKind;

use crate::hand::Hand;
use crate::world::{FalseWorld, TEXT};

/// A claim in focus, and a source that is linked to it.
fn with_claim() -> Hand {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", TEXT);
    let mut hand = Hand::over(world, Some(article));
    hand.mark("Mill burns", Key::Num1);
    hand.link("https://mill.example/a", "it burned");
    for _ in 0..2 {
        hand.key(Key::Escape);
    }
    hand.click_on("Mill burns");
    assert_eq!(tag(&hand), Some(TagKind::Claim));
    hand
}

fn tag(hand: &Hand) -> Option<TagKind> {
    hand.bench().statement().map(|statement| statement.tag.kind())
}

fn statements(hand: &Hand) -> usize {
    hand.bench().project().index().counts().statements()
}

#[test]
fn a_digit_tags_what_is_chosen_in_the_article_whichever_button_was_pressed_last() {
    for (role, name) in
        [(Role::Tab, "Statements"), (Role::Tab, "Sources"), (Role::Button, "No source"), (Role::Button, "Checked by Ruth Vale")]
    {
        let mut hand = with_claim();
        hand.harness.get_by_role_and_label(role, name).focus();
        hand.run();
        assert!(hand.harness.get_by_role_and_label(role, name).is_focused(), "{name}");
        hand.digit(Key::Num2, "2");
        assert_eq!(tag(&hand), Some(TagKind::Assertion), "{name}");
        // What is selected goes before what is in focus.
        hand.drag_over("old mill");
        hand.harness.get_by_role_and_label(role, name).focus();
        hand.run();
        hand.digit(Key::Num3, "3");
        assert_eq!((tag(&hand), statements(&hand)), (Some(TagKind::ConfirmedFact), 2), "{name}");
    }
}

#[test]
fn space_and_enter_press_the_button_that_has_the_keyboard_and_do_nothing_else() {
    for key in [Key::Space, Key::Enter] {
        let mut hand = with_claim();
        let before = hand.bench().revision();
        hand.harness.get_by_role_and_label(Role::Tab, "Sources").focus();
        hand.run();
        hand.key(key);
        assert!(hand.has("Add a source"), "{key:?} shows the tab");
        assert_eq!((hand.bench().revision(), tag(&hand)), (before, Some(TagKind::Claim)));
    }
}

#[test]
fn no_key_changes_anything_behind_a_menu() {
    let mut hand = with_claim();
    // Something that could be done again.
    hand.digit(Key::Num3, "3");
    hand.keys(Modifiers::COMMAND, Key::Z);
    let before = hand.bench().revision();
    let press_all = |hand: &mut Hand| {
        for (key, text) in [(Key::Num2, "2"), (Key::L, "l"), (Key::Num0, "0")] {
            hand.digit(key, text);
        }
        hand.key(Key::Delete);
        for key in [Key::Y, Key::Z, Key::Y] {
            hand.keys(Modifiers::COMMAND, key);
        }
        hand.paste("Another article\n\nWith words.\n");
    };
    hand.press("Edit");
    assert!(hand.harness.query_all_by_label_contains("Mark who says it").next().is_some(), "the menu is open");
    press_all(&mut hand);
    assert_eq!((hand.bench().revision(), tag(&hand)), (before, Some(TagKind::Claim)));
    hand.key(Key::Escape);
    hand.key(Key::F10);
    assert!(hand.harness.get_by_role_and_label(Role::Button, "File").is_focused());
    press_all(&mut hand);
    assert_eq!((hand.bench().revision(), tag(&hand)), (before, Some(TagKind::Claim)));
    hand.key(Key::Escape);
    // The menu of the words themselves.
    hand.click_with(PointerButton::Secondary, "Mill burns");
    let is_open = |hand: &Hand| hand.harness.query_all_by_label_contains("Mark who says it").next().is_some();
    assert!(is_open(&hand));
    press_all(&mut hand);
    assert_eq!((hand.bench().revision(), tag(&hand)), (before, Some(TagKind::Claim)));
    hand.key(Key::Escape);
    assert!(!is_open(&hand));
    assert_eq!(tag(&hand), Some(TagKind::Claim), "closing it lets go of nothing");
    // Back in the window each key means what it did.
    hand.digit(Key::Num2, "2");
    assert_eq!(tag(&hand), Some(TagKind::Assertion));
}

#[test]
fn delete_takes_no_statement_away_from_somebody_who_is_among_the_sources() {
    let mut hand = with_claim();
    hand.harness.get_by_role_and_label(Role::Tab, "Sources").click();
    hand.run();
    hand.harness.get_by_role(Role::ListBoxOption).click();
    hand.run();
    assert!(hand.harness.get_by_role_and_label(Role::ListBox, "List of sources").is_focused());
    hand.key(Key::Delete);
    assert_eq!(statements(&hand), 1);
    // In the article, and in the list of statements, it means the one in focus.
    hand.click_on("Mill burns");
    hand.key(Key::Delete);
    assert_eq!(statements(&hand), 0);
    hand.keys(Modifiers::COMMAND, Key::Z);
    hand.keys(Modifiers::ALT, Key::Num1);
    hand.harness.get_by_role_and_label(Role::ListBox, "List of statements").focus();
    hand.run();
    hand.key(Key::ArrowDown);
    hand.key(Key::Delete);
    assert_eq!(statements(&hand), 0);
}

#[test]
fn delete_from_the_menu_means_the_statement_in_focus_whatever_is_beside_the_article() {
    let mut hand = with_claim();
    hand.keys(Modifiers::ALT, Key::Num2);
    hand.key(Key::F10);
    hand.harness.get_by_role_and_label(Role::Button, "Edit").focus();
    hand.run();
    hand.key(Key::Enter);
    hand.harness.get_by_label_contains("Delete statement").focus();
    hand.run();
    hand.key(Key::Enter);
    assert_eq!(statements(&hand), 0);
}

#[test]
fn delete_takes_no_statement_away_from_somebody_who_is_at_the_problem_of_an_article() {
    let mut hand = with_claim();
    hand.keys(Modifiers::ALT, Key::Num4);
    let problems = hand.bench().review().problems();
    let is_of_article = |at: &usize| problems.get(*at).is_some_and(|entry| matches!(entry.subject, Subject::Article(_)));
    let at = (0..problems.len()).find(is_of_article).expect("a problem of the article");
    (0..=at).for_each(|_| hand.key(Key::ArrowDown));
    assert!(hand.bench().focus().statement.is_some());
    hand.key(Key::Delete);
    assert_eq!(statements(&hand), 1);
    hand.click_on("Mill burns");
    hand.key(Key::Delete);
    assert_eq!(statements(&hand), 0);
}
