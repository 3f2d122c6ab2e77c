//! A review by keys alone, as a reader goes through it in the window.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use factmark::model::field::ArticleField;
use factmark::model::remark::RemarkKind;
use factmark::model::tag::TagKind;
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::command::{ArticleCommand, Command, RecoveryCommand};
use factmark::workbench::recovered::Extent;
use factmark::workbench::world::World as _;

use crate::hand::Hand;
use crate::world::{FalseWorld, run};

const TEXT: &str = "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost everything,” said Ada Brook.\n";

/// A window over a text with a hollow fact, a claim and an assertion.
fn hand() -> Hand {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", TEXT);
    let mut hand = Hand::over(world, Some(article));
    hand.mark("Mill burns down", Key::Num2);
    hand.mark("The old mill burned down on Tuesday", Key::Num3);
    hand.mark("We lost everything", Key::Num1);
    hand
}

fn left(hand: &Hand) -> Option<usize> {
    hand.bench().reviewing().and_then(factmark::workbench::pass::Reviewing::left)
}

#[test]
fn keys_go_through_a_review_wherever_the_keyboard_was() {
    let mut hand = hand();
    // The list of what is to be done has the keyboard, until the review begins.
    hand.keys(Modifiers::ALT, Key::Num4);
    hand.keys(Modifiers::COMMAND, Key::R);
    assert_eq!(left(&hand), Some(3));
    let first = hand.bench().statement().expect("the hollow fact").clone();
    assert_eq!(first.tag.kind(), TagKind::ConfirmedFact, "what is not carried comes first");

    // Without a reason it is not signed off; the field asks for one and has the keyboard.
    hand.key(Key::Enter);
    assert_eq!(left(&hand), Some(3));
    hand.type_text("known to all");
    hand.press("Sign off all the same");
    assert_eq!(left(&hand), Some(2));
    let signed = &hand.bench().project().statement(first.id).expect("still there").checks().signed;
    assert_eq!(signed.iter().map(|signature| signature.reason.as_str()).collect::<Vec<_>>(), ["known to all"]);

    // What would be typed into a field could not be kept, so none can be typed in; nor does L open one.
    hand.key(Key::L);
    assert!(!hand.has("Link source"));
    hand.keys(Modifiers::ALT, Key::Num2);
    assert!(hand.harness.get_by_role_and_label(Role::TextInput, "Add a source").accesskit_node().is_disabled());
    // Digits tag nothing; S skips, B sends back.
    hand.key(Key::Num2);
    assert_eq!(hand.bench().project().index().counts().assertions, 1);
    hand.key(Key::B);
    hand.type_text("2 sources, please");
    hand.key(Key::Enter);
    assert_eq!(left(&hand), Some(1));
    hand.key(Key::S);
    assert_eq!(left(&hand), Some(0));
    hand.press("End review");
    assert!(hand.bench().reviewing().is_none());
    let pass = hand.bench().project().passes().next().expect("a pass").clone();
    assert_eq!((pass.signed, pass.sent_back, pass.looked_at.as_str()), (1, 1, "all"));
    let queries: Vec<String> =
        hand.bench().project().statements().flat_map(|s| s.checks().remarks.iter().map(|remark| remark.text.clone())).collect();
    assert_eq!(queries, ["2 sources, please"]);

    // Afterwards keys mark again.
    hand.key(Key::Num2);
    assert_eq!(hand.bench().project().index().counts().assertions, 2);
}

#[test]
fn the_rest_of_a_text_is_found_and_set_aside_by_keys() {
    let mut hand = hand();
    let before = hand.bench().covered().expect("counted").coverage.percent();
    hand.key(Key::U);
    let selected = hand.bench().focus().selection.expect("the next words");
    assert_eq!(TEXT.get(selected.range()), Some("said Ada Brook"));
    hand.key(Key::Num0);
    assert_eq!(hand.bench().project().asides().len(), 1);
    assert!(hand.bench().covered().expect("counted").coverage.percent() > before);
    hand.key(Key::U);
    assert_eq!(hand.bench().focus().selection, None, "every word is covered");
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(hand.bench().project().asides().len(), 0);
}

/// The program is killed, and started again with what it has left behind brought back.
fn killed(mut hand: Hand) -> (Workbench, FalseWorld) {
    let mut world = std::mem::replace(hand.world(), FalseWorld::new());
    drop((hand, world.take_late(), world.arrived()));
    let mut bench = Workbench::new(Settings::default());
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Find));
    let journal = bench.recovery().told().next().expect("work that no file has").journal.clone();
    run(&mut bench, &mut world, Command::Recovery(RecoveryCommand::Open(journal, Extent::Whole)));
    (bench, world)
}

/// All remarks: of which kind, and what they say.
fn remarks(bench: &Workbench) -> Vec<(RemarkKind, String)> {
    let all = bench.project().statements().flat_map(|statement| statement.checks().remarks.clone());
    all.map(|remark| (remark.kind, remark.text.clone())).collect()
}

#[test]
fn what_is_to_be_done_is_kept_through_a_crash_while_it_is_typed() {
    let mut hand = hand();
    hand.keys(Modifiers::COMMAND, Key::R);
    hand.key(Key::B);
    hand.type_text("2 sources");
    hand.type_text(", please");
    assert!(remarks(hand.bench()).is_empty(), "nothing is done by typing");
    let (mut bench, mut world) = killed(hand);
    assert_eq!(remarks(&bench), [(RemarkKind::Query, "2 sources, please".to_owned())]);
    assert_eq!(bench.project().passes().count(), 0);
    run(&mut bench, &mut world, Command::Undo);
    assert!(remarks(&bench).is_empty(), "it is a step like any other");
}

#[test]
fn what_was_sent_back_is_there_once_and_what_was_taken_back_is_not() {
    let mut sent = hand();
    sent.keys(Modifiers::COMMAND, Key::R);
    sent.key(Key::B);
    sent.type_text("2 sources, please");
    sent.key(Key::Enter);
    let (bench, _world) = killed(sent);
    assert_eq!(remarks(&bench), [(RemarkKind::Query, "2 sources, please".to_owned())]);
    assert_eq!(bench.project().passes().count(), 1);

    let mut cancelled = hand();
    cancelled.keys(Modifiers::COMMAND, Key::R);
    cancelled.key(Key::B);
    cancelled.type_text("2 sources, please");
    cancelled.press("Cancel");
    let (bench, _world) = killed(cancelled);
    assert!(remarks(&bench).is_empty());
}

#[test]
fn a_reason_is_kept_through_a_crash_and_signs_nothing() {
    let mut hand = hand();
    hand.keys(Modifiers::COMMAND, Key::R);
    hand.key(Key::Enter);
    hand.type_text("known to all");
    let (bench, _world) = killed(hand);
    assert_eq!(remarks(&bench), [(RemarkKind::Comment, "known to all".to_owned())]);
    assert!(bench.project().statements().all(|statement| statement.checks().signed.is_empty()));
}

/// Goes to the problem with this code, and types why it is lived with.
fn live_with(hand: &mut Hand, code: &str) {
    hand.keys(Modifiers::ALT, Key::Num4);
    let problems = hand.bench().review().problems();
    let at = (0..problems.len()).position(|at| problems.get(at).is_some_and(|entry| entry.code == code)).expect("the problem");
    (0..=at).for_each(|_| hand.key(Key::ArrowDown));
    hand.press("Live with it…");
    hand.type_text("the archive is closed");
    // Something else is done meanwhile, which makes void what was kept before it.
    let article = hand.bench().focus().article.expect("an article");
    let byline = ArticleField::Byline("By R. Vale".to_owned());
    hand.harness.state_mut().ask(Command::Article(ArticleCommand::Set(article, byline)));
    hand.run();
}

#[test]
fn why_a_problem_of_a_statement_is_lived_with_is_kept_through_a_crash_and_silences_nothing() {
    let mut hand = hand();
    hand.keys(Modifiers::COMMAND, Key::R);
    hand.key(Key::Enter);
    hand.type_text("known to all");
    hand.press("Sign off all the same");
    hand.press("End review");
    live_with(&mut hand, "hollow_signed_off");
    let (bench, _world) = killed(hand);
    assert_eq!(remarks(&bench), [(RemarkKind::Comment, "the archive is closed".to_owned())]);
    assert_eq!(bench.project().silences().count(), 0);
}

#[test]
fn why_a_problem_of_an_article_is_lived_with_is_kept_through_a_crash() {
    let mut hand = hand();
    live_with(&mut hand, "article_without_date");
    assert_eq!(hand.bench().project().silences().count(), 0);
    let (mut bench, mut world) = killed(hand);
    let reasons = |bench: &Workbench| bench.project().silences().map(|silence| silence.reason.clone()).collect::<Vec<_>>();
    assert_eq!(reasons(&bench), ["the archive is closed"]);
    run(&mut bench, &mut world, Command::Undo);
    assert!(reasons(&bench).is_empty());
    assert_eq!(bench.article().expect("the article").byline, "By R. Vale");
}

#[test]
fn the_keys_of_a_review_do_nothing_behind_a_menu() {
    let mut hand = hand();
    hand.keys(Modifiers::COMMAND, Key::R);
    hand.key(Key::S);
    assert_eq!(left(&hand), Some(2));
    let before = hand.bench().revision();
    hand.press("Edit");
    for key in [Key::Enter, Key::S, Key::B] {
        hand.key(key);
        assert_eq!((left(&hand), hand.bench().revision()), (Some(2), before), "{key:?}");
    }
    assert!(!hand.has("What is to be done"));
    hand.key(Key::Escape);
    hand.key(Key::Enter);
    assert_eq!(left(&hand), Some(1));
}
