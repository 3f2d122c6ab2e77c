//! Keys in the whole window: a selection grown by them, lists gone through, several of them in one frame; and the quickest click.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchPhase, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::hand::Hand;
use crate::world::{FalseWorld, TEXT};

const WORD: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn over(text: &str) -> Hand {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", text);
    Hand::over(world, Some(article))
}

/// An article of many lines, a claim in each.
fn over_many() -> Hand {
    let mut hand = over(&(0..400).map(|number| format!("Line {number} says something.\n")).collect::<Vec<_>>().concat());
    hand.keys(Modifiers::COMMAND, Key::F);
    hand.press("Pattern");
    hand.harness.get_by_role_and_label(Role::TextInput, "Find").focus();
    hand.type_text("Line \\d+");
    hand.press("Mark");
    hand.press("All 400 hits as claim");
    for _ in 0..4 {
        hand.key(Key::Escape);
    }
    let focus = hand.bench().focus();
    assert!(focus.statement.is_none() && focus.selection.is_none() && !hand.bench().find().is_open());
    assert_eq!(hand.bench().project().index().counts().claims, 400);
    hand
}

fn selected(hand: &Hand) -> Option<String> {
    hand.bench().focus().selection.map(|span| span.words(&hand.text()).to_owned())
}

/// The words of the statement in focus.
fn focused(hand: &Hand) -> Option<String> {
    hand.bench().statement().map(|statement| statement.words(&hand.text()))
}

fn press((modifiers, key): (Modifiers, Key)) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

/// Several keys of one frame.
fn at_once(hand: &mut Hand, keys: &[(Modifiers, Key)]) {
    hand.harness.input_mut().events.extend(keys.iter().copied().map(press));
    hand.harness.step();
    hand.run();
}

fn wheel_over(hand: &mut Hand, pos: Pos2, points: f32) {
    hand.harness.hover_at(pos);
    hand.harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, points),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    hand.run();
    hand.harness.remove_cursor();
    hand.run();
}

/// The numbers of the lines whose rows are in the list of statements, from top to bottom, whole ones only.
fn rows(hand: &Hand, list: &str) -> Vec<usize> {
    let room = hand.harness.get_by_label(list).rect();
    let rows = hand.harness.query_all_by_role(Role::ListBoxOption).filter(|row| room.contains(row.rect().center()));
    rows.filter_map(|row| row.accesskit_node().label()?.split("Line ").nth(1)?.split([' ', ',']).next()?.parse().ok()).collect()
}

#[test]
fn the_selection_that_keys_make_is_what_is_tagged() {
    let mut hand = over(TEXT);
    hand.keys(Modifiers::COMMAND, Key::End);
    for expected in ["Brook.", "Ada Brook.", "said Ada Brook."] {
        hand.keys(WORD, Key::ArrowLeft);
        assert_eq!(selected(&hand).as_deref(), Some(expected));
    }
    hand.keys(Modifiers::COMMAND, Key::Home);
    for _ in 0..3 {
        hand.keys(Modifiers::SHIFT, Key::ArrowDown);
    }
    assert!(selected(&hand).is_some_and(|words| words.starts_with("Mill burns down\n\nThe old")), "{:?}", selected(&hand));
    hand.keys(Modifiers::COMMAND, Key::Home);
    for _ in 0.."Mill burns".len() {
        hand.keys(Modifiers::SHIFT, Key::ArrowRight);
    }
    hand.digit(Key::Num1, "1");
    assert_eq!(focused(&hand).as_deref(), Some("Mill burns"));
    // What is found is followed.
    hand.keys(Modifiers::COMMAND, Key::F);
    hand.type_text("Tuesday");
    hand.key(Key::Enter);
    hand.key(Key::Escape);
    hand.keys(WORD, Key::ArrowRight);
    assert_eq!(selected(&hand).as_deref(), Some("Tuesday. “We"));
}

#[test]
fn the_arrows_begin_with_the_rows_in_sight() {
    let mut hand = over_many();
    let list = "List of statements";
    let middle = hand.harness.get_by_label(list).rect().center();
    wheel_over(&mut hand, middle, -9000.0);
    let seen = rows(&hand, list);
    assert!(seen[0] > 50, "{seen:?}");
    hand.harness.get_by_label(list).focus();
    hand.run();
    hand.key(Key::ArrowDown);
    assert_eq!(focused(&hand), Some(format!("Line {}", seen[0])));
    hand.key(Key::ArrowDown);
    hand.key(Key::ArrowDown);
    assert_eq!(focused(&hand), Some(format!("Line {}", seen[2])));
    at_once(&mut hand, &[(Modifiers::NONE, Key::ArrowDown), (Modifiers::NONE, Key::ArrowDown)]);
    assert_eq!(focused(&hand), Some(format!("Line {}", seen[4])), "two presses of one frame are two");
    // Upwards from the lowest in sight; the list of what is to be done has headings between.
    hand.key(Key::Escape);
    hand.keys(Modifiers::ALT, Key::Num4);
    let list = "List of problems and to do";
    let middle = hand.harness.get_by_label(list).rect().center();
    wheel_over(&mut hand, middle, -9000.0);
    let seen = rows(&hand, list);
    assert!(seen[0] > 50, "{seen:?}");
    hand.key(Key::ArrowDown);
    assert_eq!(focused(&hand), Some(format!("Line {}", seen[0])));
}

#[test]
fn from_the_field_an_arrow_or_enter_leads_into_the_list() {
    let mut hand = over_many();
    let field = "Find statements";
    let has_keyboard = |hand: &Hand, role, name: &str| hand.harness.get_by_role_and_label(role, name).is_focused();
    hand.keys(WORD, Key::F);
    hand.type_text("Line 39");
    hand.key(Key::ArrowDown);
    assert_eq!(focused(&hand).as_deref(), Some("Line 39"));
    assert!(has_keyboard(&hand, Role::ListBox, "List of statements"));
    hand.key(Key::ArrowDown);
    assert_eq!(focused(&hand).as_deref(), Some("Line 390"));
    hand.keys(WORD, Key::F);
    hand.key(Key::Enter);
    assert!(has_keyboard(&hand, Role::ListBox, "List of statements"));
    assert_eq!(focused(&hand).as_deref(), Some("Line 390"), "it goes nowhere by itself");
    hand.key(Key::ArrowUp);
    assert_eq!(focused(&hand).as_deref(), Some("Line 39"));
    // Where nothing is found there is no list to go to.
    hand.keys(WORD, Key::F);
    hand.type_text("nowhere");
    hand.key(Key::Enter);
    assert!(has_keyboard(&hand, Role::TextInput, field));
    hand.digit(Key::Num2, "2");
    assert_eq!(hand.bench().project().index().counts().assertions, 0, "a digit is a digit");
    // The other lists are gone into the same way.
    hand.keys(Modifiers::ALT, Key::Num4);
    let field = hand.harness.get_by_role_and_label(Role::TextInput, "Find problems and to do");
    field.focus();
    hand.run();
    hand.key(Key::Enter);
    assert!(has_keyboard(&hand, Role::ListBox, "List of problems and to do"));
}

#[test]
fn in_a_low_window_enter_leads_into_the_list_that_stands_for_the_card() {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", TEXT);
    let mut hand = Hand::sized(world, Some(article), Vec2::new(1000.0, 480.0));
    for words in ["Mill burns", "old mill"] {
        hand.mark(words, Key::Num1);
    }
    let is_list = |hand: &Hand| hand.harness.query_by_role_and_label(Role::ListBox, "List of statements").is_some();
    assert!(!is_list(&hand), "there is room for the card alone");
    hand.keys(WORD, Key::F);
    assert!(is_list(&hand));
    hand.key(Key::Enter);
    assert!(is_list(&hand));
    hand.key(Key::ArrowUp);
    assert_eq!(focused(&hand).as_deref(), Some("Mill burns"));
    assert!(!is_list(&hand), "once one is chosen its card is shown");
}

#[test]
fn each_press_counts_in_its_order_however_many_fall_into_one_frame() {
    let mut hand = over_many();
    let plain = |key| (Modifiers::NONE, key);
    at_once(&mut hand, &[plain(Key::J), plain(Key::J), plain(Key::J)]);
    assert_eq!(focused(&hand).as_deref(), Some("Line 2"));
    at_once(&mut hand, &[plain(Key::K), plain(Key::J), plain(Key::J), plain(Key::Num2), plain(Key::K)]);
    assert_eq!(focused(&hand).as_deref(), Some("Line 2"));
    let tags = |hand: &Hand| {
        let counts = hand.bench().project().index().counts();
        (counts.claims, counts.assertions, counts.confirmed + counts.hollow)
    };
    assert_eq!(tags(&hand), (399, 1, 0));
    hand.key(Key::J);
    assert!(hand.bench().statement().is_some_and(|statement| statement.tag.kind() == factmark::model::tag::TagKind::Assertion));
    at_once(&mut hand, &[plain(Key::Num3), plain(Key::J), plain(Key::Num2)]);
    assert_eq!(tags(&hand), (398, 1, 1));
    let undo = (Modifiers::COMMAND, Key::Z);
    at_once(&mut hand, &[undo, undo, undo]);
    assert_eq!(tags(&hand), (400, 0, 0));
    let redo = (Modifiers::COMMAND, Key::Y);
    at_once(&mut hand, &[redo, redo]);
    assert_eq!(tags(&hand), (399, 0, 1));
    hand.keys(Modifiers::COMMAND, Key::F);
    hand.type_text("says");
    at_once(&mut hand, &[plain(Key::F3), plain(Key::F3), (Modifiers::SHIFT, Key::F3), plain(Key::F3)]);
    assert!(hand.has("3 of 400"), "from the first, which typing shows, two on");
}

#[test]
fn a_press_and_release_of_one_frame_moves_the_scrollbar() {
    let mut hand = over_many();
    for (bar, list) in [("Scroll article", None), ("Scroll statements", Some("List of statements"))] {
        let lane = hand.harness.get_by_label(bar).rect();
        let first = |hand: &Hand| list.map_or(hand.bench().focus().scroll.byte, |list| rows(hand, list)[0]);
        let mut before = first(&hand);
        for share in [0.4, 0.8] {
            let pos = Pos2::new(lane.center().x, lane.top() + lane.height() * share);
            hand.harness.hover_at(pos);
            hand.run();
            let press = |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
            hand.harness.input_mut().events.extend([press(true), press(false)]);
            hand.harness.step();
            hand.run();
            let now = first(&hand);
            assert!(now > before + 50, "{bar}: from {before} to {now}");
            before = now;
        }
    }
}

#[test]
fn delete_means_the_statement_that_the_key_before_it_has_led_to() {
    let mut hand = over_many();
    hand.key(Key::J);
    let first = focused(&hand).expect("one in focus");
    at_once(&mut hand, &[(Modifiers::NONE, Key::J), (Modifiers::NONE, Key::Delete)]);
    let left: Vec<String> = hand.bench().project().statements().map(|statement| statement.words(&hand.text())).collect();
    assert_eq!(left.len(), 399);
    assert!(left.contains(&first) && !left.contains(&"Line 1".to_owned()), "{:?}", &left[..3]);
}

#[test]
fn whatever_a_key_means_it_means_where_the_keys_before_it_in_the_frame_have_led() {
    let plain = |key| (Modifiers::NONE, key);
    let mut hand = over_many();
    hand.key(Key::J);
    at_once(&mut hand, &[plain(Key::J), plain(Key::L)]);
    assert_eq!(focused(&hand).as_deref(), Some("Line 1"));
    hand.type_text("https://mill.example/a");
    hand.key(Key::Enter);
    let sources = |hand: &Hand, at: usize| hand.bench().project().statements().nth(at).map(|statement| statement.evidence.len());
    assert_eq!((sources(&hand, 0), sources(&hand, 1)), (Some(0), Some(1)), "the one that was gone to, not the one that was left");
    for _ in 0..3 {
        hand.key(Key::Escape);
    }
    assert_eq!(hand.bench().focus().statement, None);
    // What cannot be done when the frame begins can be once something is in focus.
    at_once(&mut hand, &[plain(Key::J), plain(Key::Delete)]);
    assert_eq!(hand.bench().project().index().counts().claims, 399);
    // Escape lets go of what a key before has led to.
    at_once(&mut hand, &[plain(Key::J), plain(Key::Escape)]);
    assert_eq!(hand.bench().focus().statement, None);
    let size = hand.bench().settings().reading_size;
    at_once(&mut hand, &[(Modifiers::COMMAND, Key::Plus), (Modifiers::COMMAND, Key::Plus)]);
    assert!((hand.bench().settings().reading_size - size - 2.0).abs() < 0.1, "twice is twice");
    // What was pressed before a question stood does nothing behind it.
    at_once(&mut hand, &[plain(Key::J), (Modifiers::COMMAND, Key::Q), plain(Key::Num2)]);
    assert!(hand.bench().question().is_some());
    assert_eq!(hand.bench().project().index().counts().assertions, 0);
}

#[test]
fn keys_that_lead_back_in_one_frame_leave_nothing_selected() {
    let mut hand = over(TEXT);
    hand.keys(Modifiers::COMMAND, Key::Home);
    at_once(&mut hand, &[(WORD, Key::ArrowRight), (WORD, Key::ArrowLeft)]);
    assert_eq!(selected(&hand), None);
    at_once(&mut hand, &[(WORD, Key::ArrowRight), (Modifiers::COMMAND, Key::Home)]);
    assert_eq!(selected(&hand), None);
}

#[test]
fn what_is_pressed_after_a_key_that_leads_into_a_field_or_a_menu_does_nothing_behind_it() {
    let leads =
        [(Modifiers::NONE, Key::L), (Modifiers::COMMAND, Key::F), (WORD, Key::F), (Modifiers::NONE, Key::F3), (Modifiers::NONE, Key::F10)];
    for lead in leads {
        for later in [Key::Num2, Key::J, Key::Delete, Key::Escape] {
            for is_of_one_frame in [true, false] {
                let mut hand = over(TEXT);
                for words in ["Mill burns", "old mill"] {
                    hand.drag_over(words);
                    hand.key(Key::Num1);
                }
                hand.click_on("Mill burns");
                let before = hand.bench().revision();
                if is_of_one_frame {
                    at_once(&mut hand, &[lead, (Modifiers::NONE, later)]);
                } else {
                    // The next frame, before the field has the keyboard.
                    hand.harness.input_mut().events.push(press(lead));
                    hand.harness.step();
                    at_once(&mut hand, &[(Modifiers::NONE, later)]);
                }
                let now = (hand.bench().revision(), focused(&hand));
                assert_eq!(now, (before, Some("Mill burns".to_owned())), "{lead:?}, {later:?}, one frame: {is_of_one_frame}");
            }
        }
    }
    // What was pressed before means what it did, and so does what no field would take.
    let mut hand = over(TEXT);
    hand.drag_over("Mill burns");
    let size = hand.bench().settings().reading_size;
    at_once(&mut hand, &[(Modifiers::NONE, Key::Num1), (Modifiers::NONE, Key::L), (Modifiers::COMMAND, Key::Plus)]);
    assert_eq!(hand.bench().project().index().counts().claims, 1);
    assert!(hand.bench().settings().reading_size > size);
    hand.type_text("https://mill.example/a");
    hand.key(Key::Enter);
    assert_eq!(hand.bench().statement().map(|statement| statement.evidence.len()), Some(1));
    // A text pasted right after it is no article.
    let mut hand = over(TEXT);
    let before = hand.bench().revision();
    hand.harness.input_mut().events.push(press((Modifiers::COMMAND, Key::F)));
    hand.harness.step();
    hand.harness.input_mut().events.push(Event::Paste("mill".to_owned()));
    hand.harness.step();
    hand.run();
    assert_eq!(hand.bench().revision(), before);
}
