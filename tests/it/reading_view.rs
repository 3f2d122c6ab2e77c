//! The reading view: what it shows, what it leaves alone, and the way back.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable as _;
use factmark::workbench::focus::Focus;

use crate::hand::Hand;
use crate::world::FalseWorld;

const TEXT: &str = "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost everything,” said Ada Brook.\n";

/// A window over a text with a hollow fact, a claim with speaker and source, and an assertion in focus.
fn hand() -> Hand {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", TEXT);
    let mut hand = Hand::over(world, Some(article));
    hand.mark("The old mill burned down on Tuesday", Key::Num3);
    hand.mark("We lost everything", Key::Num1);
    hand.enter("Said by");
    hand.type_text("Ada Brook");
    hand.key(Key::Escape);
    hand.link("Call to Ada Brook", "");
    hand.mark("Mill burns down", Key::Num2);
    hand
}

fn is_reading(hand: &Hand) -> bool {
    hand.has("Leave reading view")
}

/// The caption at the foot, as it is read out.
fn says(hand: &Hand, words: &str) -> bool {
    hand.has(words)
}

#[test]
fn nothing_is_left_but_the_article_and_nothing_there_changes_the_project() {
    let mut hand = hand();
    let before = hand.bench().revision();
    hand.key(Key::F9);
    assert!(is_reading(&hand) && hand.has("Article text"));
    for gone in ["File", "View", "Review", "Statements", "Sources", "Link source…", "New project", "Checked by Ruth Vale"] {
        assert!(!hand.has(gone), "{gone}");
    }
    assert!(hand.harness.query_by_role(Role::TextInput).is_none());
    hand.drag_over("old mill");
    assert!(hand.bench().focus().selection.is_some(), "words are selected, to be copied");
    assert!(!hand.has("Tag as claim"), "no bar stands beside them");
    for key in [Key::Num1, Key::Num2, Key::Num3, Key::Num0, Key::L, Key::A, Key::W, Key::U, Key::Delete, Key::Enter, Key::B, Key::S] {
        hand.key(key);
    }
    for key in [Key::Z, Key::Y, Key::F, Key::R] {
        hand.keys(Modifiers::COMMAND, key);
    }
    hand.keys(Modifiers::ALT, Key::Num2);
    hand.paste("Another article\n\nWith words.\n");
    let place = hand.bring(&hand.find("old mill"))[0].center();
    for pressed in [true, false] {
        hand.harness.event(Event::PointerButton { pos: place, button: PointerButton::Secondary, pressed, modifiers: Modifiers::NONE });
    }
    hand.run();
    assert!(!hand.has("Delete statement"), "no menu offers changes");
    assert_eq!(hand.bench().revision(), before);
    assert!(hand.bench().reviewing().is_none());
    assert!(is_reading(&hand));
    // What is selected can be copied.
    hand.harness.event(Event::Copy);
    hand.harness.step();
    let copied = hand
        .harness
        .output()
        .platform_output
        .commands
        .iter()
        .any(|command| matches!(command, egui::OutputCommand::CopyText(text) if text == "old mill"));
    assert!(copied, "{:?}", hand.harness.output().platform_output.commands);
}

#[test]
fn a_statement_in_focus_is_told_in_words() {
    let mut hand = hand();
    hand.key(Key::F9);
    assert!(says(&hand, "Assertion · the article says it itself · no source"));
    hand.key(Key::J);
    assert!(says(&hand, "Confirmed fact · hollow: not carried · no source"));
    hand.click_on("We lost");
    assert!(says(&hand, "Claim · said by Ada Brook · 1 source"));
    hand.key(Key::K);
    assert!(says(&hand, "Confirmed fact · hollow: not carried · no source"));
    hand.click_on("said Ada");
    assert!(!hand.has("Open its card"), "nothing is in focus, and nothing is said");
    assert!(is_reading(&hand));
}

#[test]
fn leaving_goes_back_to_where_one_was() {
    let mut hand = Hand::over(FalseWorld::new(), None);
    hand.key(Key::J);
    hand.key(Key::J);
    let here = hand.bench().focus().clone();
    let go_away = |hand: &mut Hand| {
        hand.key(Key::F9);
        assert_eq!(hand.bench().focus().scroll, here.scroll, "the same line stands at the top");
        for _ in 0..9 {
            hand.key(Key::J);
        }
        hand.key(Key::End);
        hand.drag_over_bytes(&hand.bench().project().statements().last().expect("one").first_span().expect("a span").range());
        assert_ne!(hand.bench().focus().statement, here.statement);
    };
    let is_back = |hand: &Hand, focus: &Focus| {
        assert!(!is_reading(hand) && hand.has("File"));
        assert_eq!(hand.bench().focus(), focus);
    };
    go_away(&mut hand);
    hand.key(Key::Escape);
    is_back(&hand, &here);
    go_away(&mut hand);
    hand.key(Key::F9);
    is_back(&hand, &here);
    go_away(&mut hand);
    hand.press("Leave reading view");
    is_back(&hand, &here);
    // From the menu too, and Escape twice lets go as ever.
    hand.press("View");
    hand.harness.get_by_label_contains("Reading view").click();
    hand.run();
    assert!(is_reading(&hand));
    hand.key(Key::Escape);
    is_back(&hand, &here);
    hand.key(Key::Escape);
    assert_eq!(hand.bench().focus().statement, None);
    assert_eq!(hand.bench().undo_label(), None, "nothing of it is a change");
}

#[test]
fn a_statement_that_was_found_while_reading_is_gone_on_with() {
    let mut hand = hand();
    hand.key(Key::F9);
    hand.click_on("We lost");
    let found = hand.bench().focus().statement;
    hand.press("Open its card");
    assert!(!is_reading(&hand));
    assert_eq!(hand.bench().focus().statement, found);
    assert!(hand.has("Call to Ada Brook") || hand.has("Link source…"), "its card is open");
}

#[test]
fn edges_of_the_statement_in_focus_stay_where_they_are() {
    let mut hand = hand();
    hand.key(Key::F9);
    hand.click_on("We lost");
    let row = hand.bring(&hand.find("We lost everything"))[0];
    let parts = hand.bench().statement().expect("in focus").parts.clone();
    let (from, to) = (row.right_bottom(), row.right_bottom() + egui::vec2(90.0, 0.0));
    hand.harness.hover_at(from);
    for (pos, pressed) in [(from, true), (to, false)] {
        hand.harness.hover_at(pos);
        hand.harness.step();
        hand.harness.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE });
        hand.run();
    }
    let id = hand.bench().project().statements().find(|statement| statement.parts == parts).map(|statement| statement.id);
    assert!(id.is_some(), "the statement is as it was");
    assert_eq!(hand.bench().undo_label(), Some("tag as assertion"));
}

#[test]
fn a_review_waits_while_one_reads() {
    let mut hand = hand();
    hand.keys(Modifiers::COMMAND, Key::R);
    let current = hand.bench().focus().statement.expect("the hollow fact");
    hand.key(Key::F9);
    assert!(is_reading(&hand) && !hand.has("End review"));
    let before = hand.bench().revision();
    for key in [Key::Enter, Key::B, Key::S, Key::J, Key::Num1, Key::Enter] {
        hand.key(key);
    }
    assert_eq!(hand.bench().revision(), before);
    assert_eq!(hand.bench().reviewing().expect("still").left(), Some(3));
    hand.key(Key::Escape);
    assert!(hand.has("End review"));
    assert_eq!(hand.bench().focus().statement, Some(current));
    hand.key(Key::S);
    assert_eq!(hand.bench().reviewing().expect("still").left(), Some(2), "and goes on");
}

#[test]
fn files_are_saved_and_opened_and_the_text_grows() {
    let mut hand = hand();
    hand.key(Key::F9);
    let size = hand.bench().settings().reading_size;
    hand.keys(Modifiers::COMMAND, Key::Plus);
    assert!(hand.bench().settings().reading_size > size);
    hand.keys(Modifiers::COMMAND, Key::Minus);
    let path = hand.world().path("mill.ron");
    hand.world().answer(Some(&path));
    hand.keys(Modifiers::COMMAND, Key::S);
    assert!(hand.bench().is_saved() && is_reading(&hand));
    // Closed without a choice, the dialog changes nothing.
    hand.world().answer(None);
    hand.keys(Modifiers::COMMAND, Key::O);
    assert!(is_reading(&hand));
    hand.world().answer(Some(&path));
    hand.keys(Modifiers::COMMAND, Key::O);
    assert!(!is_reading(&hand), "another project is shown with everything");
    hand.key(Key::F9);
    hand.keys(Modifiers::COMMAND, Key::Q);
    assert!(factmark::workbench::world::World::is_leaving(hand.world()));
}

#[test]
fn what_goes_wrong_while_one_reads_is_said() {
    let mut hand = hand();
    hand.key(Key::F9);
    // No place to save: a folder stands there.
    let path = hand.world().path("folder.ron");
    std::fs::create_dir(&path).expect("a folder");
    hand.world().answer(Some(&path));
    hand.keys(Modifiers::COMMAND, Key::S);
    assert!(is_reading(&hand) && hand.has("Dismiss"), "{:?}", hand.bench().notices());
}

#[test]
fn without_an_article_there_is_nothing_to_read() {
    let mut hand = Hand::over(FalseWorld::new(), None);
    hand.keys(Modifiers::COMMAND, Key::N);
    assert!(hand.bench().article().is_none());
    hand.key(Key::F9);
    assert!(!is_reading(&hand) && hand.has("File"));
}

#[test]
fn in_a_small_window_the_button_stands_clear_of_the_words() {
    let mut hand = Hand::sized(FalseWorld::new(), None, egui::vec2(640.0, 400.0));
    hand.key(Key::F9);
    let button = hand.harness.get_by_label("Leave reading view").rect();
    let window = egui::Rect::from_min_size(Pos2::ZERO, egui::vec2(640.0, 400.0));
    assert!(window.contains_rect(button), "{button:?}");
    let words = hand.harness.state().rects_of(0..600);
    assert!(!words.is_empty() && words.iter().all(|row| row.right() <= button.left()), "{words:?} {button:?}");
}
