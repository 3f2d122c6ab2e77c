//! A window that is minimised or covered draws no frame: closing it, being ended and coming to rest go on all the same.

use egui::{Key, Modifiers, RawInput, ViewportCommand, ViewportEvent, ViewportId, ViewportInfo};
use factmark::storage::journal::Story;
use factmark::storage::state::journals_folder;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{Answer, Command, FileCommand};
use factmark::workbench::focus::Focus;
use factmark::workbench::question::{Intent, Question};
use factmark::workbench::world::World as _;

use crate::hand::Hand;
use crate::world::{kept, texts};

/// What eframe does in place of a frame while the window cannot be seen; answers with what was asked of the window.
fn unseen(hand: &mut Hand, events: &[ViewportEvent]) -> Vec<ViewportCommand> {
    let ctx = hand.harness.ctx.clone();
    let info = ViewportInfo { minimized: Some(true), occluded: Some(false), events: events.to_vec(), ..ViewportInfo::default() };
    let input = RawInput { viewports: std::iter::once((ViewportId::ROOT, info)).collect(), focused: false, ..RawInput::default() };
    let mut output = ctx.run_logic(&input, |ctx| hand.harness.state_mut().logic(ctx));
    output.viewport_commands.remove(&ViewportId::ROOT).unwrap_or_default()
}

/// Lets calls without a frame follow one another as long as they ask for it, as eframe does; whether the window closed, and what was asked.
fn unseen_until_still(hand: &mut Hand, first: &[ViewportEvent]) -> (bool, Vec<ViewportCommand>) {
    let (mut events, mut asked) = (first.to_vec(), Vec::new());
    for _ in 0..20 {
        let commands = unseen(hand, &events);
        if events.contains(&ViewportEvent::Close) && !commands.contains(&ViewportCommand::CancelClose) {
            return (true, asked);
        }
        events = if commands.contains(&ViewportCommand::Close) { vec![ViewportEvent::Close] } else { Vec::new() };
        asked.extend(commands);
    }
    (false, asked)
}

const CLOSE: &[ViewportEvent] = &[ViewportEvent::Close];

/// A project with a statement that is saved as `mill.ron`, in a window.
fn saved() -> Hand {
    let mut hand = Hand::marked();
    hand.save_as("mill.ron");
    hand
}

#[test]
fn closing_a_window_nobody_sees_asks_and_comes_forward() {
    let mut hand = saved();
    hand.mark("Mill burns down", Key::Num1);
    let (is_closed, asked) = unseen_until_still(&mut hand, CLOSE);
    assert!(!is_closed, "unsaved work is asked about");
    assert_eq!(hand.bench().question(), Some(&Question::Unsaved(Intent::Leave)));
    assert!(asked.contains(&ViewportCommand::Minimized(false)) && asked.contains(&ViewportCommand::Focus), "{asked:?}");
    // Once, not with every call.
    assert_eq!(asked.iter().filter(|command| **command == ViewportCommand::Focus).count(), 1, "{asked:?}");
    hand.harness.state_mut().ask(Command::File(FileCommand::Answer(Answer::Save)));
    assert!(hand.world().is_leaving());
    assert_eq!(kept(hand.world(), "mill.ron").statements().count(), 2);
    assert!(unseen_until_still(&mut hand, &[]).0, "it closes by itself then");
}

#[test]
fn closing_a_window_nobody_sees_keeps_what_is_being_typed_there() {
    let mut hand = saved();
    hand.link("https://aldwick.example/report", "");
    hand.keys(Modifiers::COMMAND, Key::S);
    hand.type_text("It burned from 2 to 3");
    assert!(!unseen_until_still(&mut hand, CLOSE).0, "what is typed is not saved");
    assert_eq!(hand.bench().question(), Some(&Question::Unsaved(Intent::Leave)));
    hand.harness.state_mut().ask(Command::File(FileCommand::Answer(Answer::Save)));
    let project = kept(hand.world(), "mill.ron");
    let passages: Vec<_> = project.statements().flat_map(|statement| statement.evidence.iter().map(|link| link.passage.clone())).collect();
    assert_eq!(passages, ["It burned from 2 to 3"]);
}

#[test]
fn closing_a_window_nobody_sees_waits_for_a_save_and_the_journal() {
    let mut hand = saved();
    hand.mark("Mill burns down", Key::Num1);
    hand.world().hold();
    hand.keys(Modifiers::COMMAND, Key::S);
    let (is_closed, asked) = unseen_until_still(&mut hand, CLOSE);
    assert!(!is_closed && hand.bench().question().is_none(), "the save is waited for");
    assert!(!asked.contains(&ViewportCommand::Focus), "nothing is to be read: {asked:?}");
    hand.world().release();
    let (is_closed, asked) = unseen_until_still(&mut hand, &[]);
    assert!(is_closed && !asked.contains(&ViewportCommand::Focus), "{asked:?}");
    assert_eq!(kept(hand.world(), "mill.ron").statements().count(), 2);
}

#[test]
fn a_save_that_fails_while_closing_is_waited_for_brings_the_window_forward() {
    let mut hand = saved();
    hand.mark("Mill burns down", Key::Num1);
    hand.world().hold();
    let nowhere = hand.world().path("no folder/copy.ron");
    hand.world().answer(Some(&nowhere));
    hand.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    assert!(!unseen_until_still(&mut hand, CLOSE).0);
    hand.world().release();
    let (is_closed, asked) = unseen_until_still(&mut hand, &[]);
    assert!(!is_closed && texts(hand.bench()).contains("folder"), "{}", texts(hand.bench()));
    assert!(asked.contains(&ViewportCommand::Minimized(false)), "{asked:?}");
}

#[test]
fn being_ended_closes_a_window_nobody_sees_with_all_that_was_done() {
    let mut hand = saved();
    hand.mark("Mill burns down", Key::Num1);
    hand.world().hold();
    let end = || -> factmark::workbench::world::Job { Box::new(|| Arrival::End) };
    hand.world().give(vec![end()]);
    assert!(!unseen_until_still(&mut hand, &[]).0, "the journal is waited for");
    hand.world().release();
    let (is_closed, asked) = unseen_until_still(&mut hand, &[]);
    assert!(is_closed, "{}", texts(hand.bench()));
    assert!(!asked.contains(&ViewportCommand::Focus), "nobody is there: {asked:?}");
    assert_eq!(kept(hand.world(), "mill.ron").statements().count(), 1, "nothing is saved unasked");
    let folder = journals_folder(&hand.world().path("state"));
    let journals: Vec<_> = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a name").path()).collect();
    let journal = journals.iter().find(|path| path.extension().is_some_and(|ending| ending == "journal")).expect("a journal");
    let story = Story::<Focus>::read(&std::fs::read(journal).expect("the journal")).expect("a journal");
    assert!(story.has_more_than(story.marks().last()), "what was done last is in it");
}

#[test]
fn a_window_that_loses_the_keyboard_as_it_is_hidden_has_its_journal_synced_once() {
    let mut hand = saved();
    hand.mark("Mill burns down", Key::Num1);
    hand.world().hold();
    unseen(&mut hand, &[]);
    assert_eq!(hand.world().waiting(), 1, "the journal is synced");
    unseen(&mut hand, &[]);
    assert_eq!(hand.world().waiting(), 1);
}
