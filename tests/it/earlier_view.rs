//! Any earlier state of a statement is seen from its card, beside what it is today, by labels and keys.

use std::sync::Arc;

use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use factmark::model::field::{EvidenceField, StatementField};
use factmark::model::statement::{SaidBy, Statement};
use factmark::model::tag::TagKind;
use factmark::ui;
use factmark::ui::drafts::Drafts;
use factmark::ui::panel::{self, PanelState};
use factmark::workbench::command::{Command, MarkCommand, ReviewCommand, SourceCommand};
use factmark::workbench::pass::Queue;

use crate::hand::Hand;
use crate::reviewing::Desk;
use crate::world::FalseWorld;

const CLOSE: &str = "Close the earlier state (Esc)";
const BEFORE_HOLT: &str = "See the statement before Ina Holt’s changes of 2026-03-02";

struct Seat {
    desk: Desk,
    drafts: Drafts,
    panel: PanelState,
}

impl Seat {
    fn statement(&self) -> Arc<Statement> {
        self.desk.statement(0)
    }

    fn note(&mut self, text: &str) {
        self.desk.set(0, StatementField::Note(text.to_owned()));
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut out = Vec::new();
        self.drafts.begin(&self.desk.bench);
        let bench = &self.desk.bench;
        egui::Panel::right("panel").exact_size(420.0).show(ui, |ui| panel::show(ui, &mut self.panel, bench, &mut self.drafts, &mut out));
        self.drafts.end(&mut out);
        for command in out {
            self.desk.run(command);
        }
    }
}

/// A statement that R. Vale made and signed on the first day.
fn seat() -> Seat {
    let mut desk = Desk::unmarked("The ‹mill burned› down on ‹Tuesday›, he said.");
    desk.me("R. Vale");
    desk.world.let_it_be("2026-03-01");
    desk.select(0);
    desk.mark(MarkCommand::Tag(TagKind::Claim));
    desk.ids.push(desk.bench.focus().statement.expect("in focus"));
    let mut seat = Seat { desk, drafts: Drafts::default(), panel: PanelState::default() };
    seat.note("nine drones struck");
    seat
}

/// The same, changed by Ina Holt on the second day.
fn changed() -> Seat {
    let mut seat = seat();
    let (evidence, _) = seat.desk.link(0, "A notice");
    seat.desk.source(SourceCommand::SetEvidence(seat.desk.ids[0], evidence, EvidenceField::Passage("It burned".into())));
    seat.desk.review(ReviewCommand::Sign(seat.desk.ids[0], String::new()));
    seat.desk.me("Ina Holt");
    seat.desk.world.let_it_be("2026-03-02");
    seat.note("ten drones struck");
    seat.desk.retag(0, TagKind::Assertion);
    seat.desk.source(SourceCommand::Unlink(seat.desk.ids[0], evidence));
    seat.desk.link(0, "A rumour");
    seat
}

fn harness(seat: Seat) -> Harness<'static, Seat> {
    let builder = Harness::builder()
        .with_size([1280.0, 1400.0])
        .with_max_steps(64)
        // Arabic is the system's to draw.
        .allow_missing_glyphs()
        .with_context_setup(ui::set_up);
    let mut harness = builder.build_ui_state(|ui, seat: &mut Seat| seat.frame(ui), seat);
    harness.run();
    harness
}

fn press(harness: &mut Harness<'_, Seat>, label: &str) {
    harness.get_by_label(label).scroll_to_me();
    harness.run();
    harness.get_by_label(label).click();
    harness.run();
}

fn has(harness: &Harness<'_, Seat>, label: &str) -> bool {
    harness.query_all_by_label(label).next().is_some()
}

#[test]
fn a_statement_that_was_only_made_has_no_history_to_show() {
    let harness = harness(seat());
    assert!(harness.query_by_label_contains("History (").is_none());
    assert!(!has(&harness, "See what was signed by R. Vale on 2026-03-01"));
}

#[test]
fn history_lists_decisions_and_changes_the_latest_first_and_leads_to_what_was() {
    let mut harness = harness(changed());
    press(&mut harness, "History (7)");
    let change = harness.get_by_label("Changed by Ina Holt on 2026-03-02: tag, evidence, note").rect().top();
    let tag = harness.get_by_label("Tag: claim → assertion").rect().top();
    let signed = harness.get_by_label("Signed off").rect().top();
    assert!(tag < change && change < signed, "{tag} {change} {signed}");
    press(&mut harness, BEFORE_HOLT);
    for label in [
        "Before Ina Holt’s changes of 2026-03-02",
        "State 1 of 1; what was changed then: tag, evidence, note",
        "This is what was signed by R. Vale on 2026-03-01",
        "Tag, was: Claim",
        "Tag, now: Assertion",
        "“mill burned”",
        "since unlinked",
        "It burned",
        "linked since: it was not there",
        "Note, was: nine drones struck",
        "Note, now: ten drones struck",
    ] {
        assert!(has(&harness, label), "{label}");
    }
    assert!(!has(&harness, "Said by"), "what is empty then and now does not show");
}

#[test]
fn the_keyboard_goes_in_and_comes_back_and_escape_closes() {
    let mut harness = harness(changed());
    let see = "See what was signed by R. Vale on 2026-03-01";
    harness.get_by_label(see).scroll_to_me();
    harness.run();
    harness.get_by_label(see).focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.get_by_label("Back to today").is_focused());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!has(&harness, CLOSE));
    assert!(harness.get_by_label(see).is_focused());
    assert!(harness.state().desk.bench.focus().statement.is_some(), "the card stays open");
    for label in ["Back to today", CLOSE] {
        press(&mut harness, see);
        press(&mut harness, label);
        assert!(!has(&harness, CLOSE), "{label}");
    }
}

#[test]
fn bringing_back_is_one_step_and_what_undo_takes_away_closes() {
    let mut harness = harness(changed());
    press(&mut harness, "See what was signed by R. Vale on 2026-03-01");
    press(&mut harness, "Bring it back");
    let statement = harness.state().statement();
    assert_eq!((statement.note.as_str(), statement.tag.kind(), statement.evidence.len()), ("nine drones struck", TagKind::Claim, 1));
    assert!(!has(&harness, CLOSE));
    assert!(has(&harness, "Signed off by R. Vale on 2026-03-01"), "it is as it was signed");
    harness.state_mut().desk.run(Command::Undo);
    harness.run();
    assert_eq!(harness.state().statement().note, "ten drones struck");

    press(&mut harness, "See what was signed by R. Vale on 2026-03-01");
    for _ in 0..5 {
        harness.state_mut().desk.run(Command::Undo);
    }
    harness.run();
    assert!(!has(&harness, CLOSE), "the state is gone");
}

#[test]
fn a_link_whose_source_is_gone_is_named_as_such_and_cannot_come_back() {
    let mut seat = changed();
    let source = seat.desk.bench.project().sources().find(|source| source.title == "A notice").expect("it").id;
    seat.desk.source(SourceCommand::Remove(source));
    let mut harness = harness(seat);
    press(&mut harness, "See what was signed by R. Vale on 2026-03-01");
    for label in [
        "A source that is no longer in the project",
        "since unlinked, and its source is gone",
        "It burned",
        "1 link cannot come back: the source is no longer in the project",
    ] {
        assert!(has(&harness, label), "{label}");
    }
}

#[test]
fn under_review_it_is_seen_and_not_brought_back() {
    let mut seat = changed();
    seat.desk.review(ReviewCommand::Start(Queue::All));
    let mut harness = harness(seat);
    press(&mut harness, "History (7)");
    press(&mut harness, BEFORE_HOLT);
    assert!(has(&harness, "Back to today"));
    assert!(!has(&harness, "Bring it back"));
}

#[test]
fn it_closes_with_the_card_and_another_statement_is_another_one() {
    let mut harness = harness(changed());
    press(&mut harness, "See what was signed by R. Vale on 2026-03-01");
    let id = harness.state().desk.ids[0];
    harness.get_by_role_and_label(Role::Tab, "Sources").click();
    harness.run();
    assert!(has(&harness, CLOSE), "the sources can be looked at beside it");
    harness.state_mut().desk.mark(MarkCommand::Focus(None));
    harness.run();
    harness.state_mut().desk.mark(MarkCommand::Focus(Some(id)));
    harness.run();
    assert!(!has(&harness, CLOSE));
}

/// Two hundred states with texts that try a layout: very long words, Arabic, marks on letters, characters nobody sees, many lines.
#[test]
fn two_hundred_states_of_hard_texts_are_walked_through_to_both_ends() {
    let mut seat = seat();
    let texts = [
        "endless".repeat(500),
        "قال المتحدث إن الجيش قصف المستودع ليلا ".repeat(20),
        format!("cafe{} a\u{202e}b \u{200b}", "\u{301}".repeat(40)),
        "line\r\n\n".repeat(50),
        String::new(),
    ];
    for day in 0..200 {
        seat.desk.world.let_it_be(&format!("20{:02}-05-{:02}", 30 + day / 28, 1 + day % 28));
        seat.desk.me(if day % 2 == 0 { "R. Vale" } else { "ينا هولت" });
        seat.note(&format!("{}{day}", texts[day % texts.len()]));
        let said_by = SaidBy { speaker: texts[(day + 1) % texts.len()].clone(), ..SaidBy::nobody() };
        seat.desk.set(0, StatementField::SaidBy(said_by));
    }
    assert_eq!(seat.statement().checks().earlier.len(), 200);
    let mut harness = harness(seat);
    press(&mut harness, "History (201)");
    let last = "See the statement before ينا هولت’s changes of 2037-05-04";
    press(&mut harness, last);
    assert!(harness.query_by_label_contains("State 200 of 200;").is_some());
    for state in (193..200).rev() {
        harness.get_by_label("Earlier").click();
        harness.run();
        assert!(harness.query_by_label_contains(&format!("State {state} of 200;")).is_some(), "{state}");
    }
    press(&mut harness, "Show more of 101 before these");
    press(&mut harness, "Show more of 1 before these");
    press(&mut harness, "See the statement before R. Vale’s changes of 2030-05-01");
    assert!(harness.get_by_label("Earlier").accesskit_node().is_disabled());
    assert!(harness.query_by_label_contains("State 1 of 200;").is_some());
    press(&mut harness, "Back to today");
    press(&mut harness, last);
    press(&mut harness, "Earlier");
    press(&mut harness, "Later");
    assert!(harness.get_by_label("Later").accesskit_node().is_disabled());
    assert!(harness.get_by_label("Earlier").is_focused(), "the keyboard is not lost at the end of the way");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.query_by_label_contains("State 199 of 200;").is_some());
    let window = harness.get_by_label(CLOSE).rect();
    assert!(window.right() < 1280.0 - 420.0, "no text makes the window wider: {window:?}");
}

/// In the whole window, by keys.
#[test]
fn escape_closes_the_state_and_only_then_the_card() {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", "The old mill burned down on Tuesday.");
    let mut hand = Hand::over(world, Some(article));
    hand.mark("mill burned down", Key::Num2);
    hand.world().let_it_be("2026-12-01");
    hand.enter_lines("Note");
    hand.type_text("who saw it?");
    hand.key(Key::Escape);
    hand.harness.get_by_label("History (2)").scroll_to_me();
    hand.run();
    hand.press("History (2)");
    let name = "See the statement before Ruth Vale’s changes of 2026-12-01";
    hand.harness.get_by_label(name).scroll_to_me();
    hand.run();
    hand.press(name);
    assert!(hand.has("Note, was: nothing") && hand.has("Note, now: who saw it?"));
    // What is looked at is not what these keys would change.
    let before = hand.bench().project().clone();
    hand.key(Key::Num3);
    hand.key(Key::Delete);
    assert_eq!(hand.bench().project(), &before);
    // A field beside it is left first.
    hand.harness.get_by_role_and_label(Role::TextInput, "Find statements").focus();
    hand.run();
    hand.key(Key::Escape);
    assert!(hand.has(CLOSE));
    hand.key(Key::Escape);
    assert!(!hand.has(CLOSE) && hand.bench().focus().statement.is_some());
    hand.key(Key::Escape);
    assert!(hand.bench().focus().statement.is_none());
}
