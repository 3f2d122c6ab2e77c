//! Journeys: what a person does with mouse and keys, in the real program, from start to end.

use std::ops::Range;
use std::path::Path;

use egui::{Key, Modifiers};
use factmark::model::project::Project;
use factmark::model::tag::TagKind;
use factmark::text::{sentences, words};

use crate::hand::Hand;
use crate::world::FalseWorld;

const TEXT: &str = "Mill burns down\n\nThe old mill burned down on Tuesday. “We lost everything,” said Ada Brook, “and we start again.”\n";

fn over_text() -> Hand {
    let world = FalseWorld::new();
    let path = world.put("mill.txt", TEXT);
    Hand::over(world, Some(path))
}

#[test]
fn the_first_start_shows_the_sample_and_leaves_without_a_question() {
    let mut hand = Hand::over(FalseWorld::new(), None);
    assert!(hand.bench().is_untouched_sample());
    assert!(hand.has("New project"), "the strip says what to do");
    hand.keys(Modifiers::COMMAND, Key::Q);
    assert!(hand.bench().question().is_none());
    assert!(factmark::workbench::world::World::is_leaving(hand.world()));
}

#[test]
fn words_are_dragged_over_and_tagged_by_key_and_undo_takes_it_back() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num2);
    let counts = hand.bench().project().index().counts();
    assert_eq!((counts.statements(), counts.assertions), (1, 1));
    let statement = hand.bench().statement().expect("in focus").clone();
    assert_eq!(statement.words(&hand.text()), "The old mill burned down on Tuesday");
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(hand.bench().project().index().counts().statements(), 0);
    hand.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(hand.bench().project().index().counts().statements(), 1);
}

#[test]
fn clicking_again_reaches_every_statement_under_the_pointer() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num2);
    let outer = hand.bench().focus().statement;
    hand.mark("old mill", Key::Num1);
    let inner = hand.bench().focus().statement;
    assert_ne!(outer, inner);
    hand.key(Key::Escape);
    assert_eq!(hand.bench().focus().statement, None);
    let mut seen = Vec::new();
    for _ in 0..3 {
        hand.click_on("old mill");
        seen.push(hand.bench().focus().statement);
    }
    assert_eq!(seen, [inner, outer, inner]);
}

#[test]
fn the_bar_beside_a_selection_offers_the_tags() {
    let mut hand = over_text();
    hand.drag_over("We lost everything");
    for kind in TagKind::ALL {
        assert!(hand.has(&format!("Tag as {}", ui_word(kind))));
    }
    hand.press("Tag as claim");
    assert_eq!(hand.bench().project().index().counts().claims, 1);
    hand.drag_over("and we start again");
    hand.key(Key::A);
    let statement = hand.bench().statement().expect("in focus").clone();
    assert_eq!(statement.words(&hand.text()), "We lost everything … and we start again");
}

fn ui_word(kind: TagKind) -> String {
    factmark::ui::words::tag(kind).to_lowercase()
}

/// The words of a sentence, in bytes of the text.
fn words_of(text: &str, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let within = text.get(sentence.clone()).expect("a sentence of the text");
    words::words(within).map(|word| word.start + sentence.start..word.end + sentence.start).collect()
}

/// A whole check of an article: many statements of every tag, parts, overlaps, sources with passages; back to the start, forth to the
/// end, saved, opened again.
fn check_from_first_to_last(article: &Path) {
    let mut hand = Hand::over(FalseWorld::new(), Some(article.to_owned()));
    let first = hand.bench().project().clone();
    let text = hand.text();
    let sentences: Vec<Range<usize>> =
        sentences::sentences(&text, 0..text.len()).filter(|sentence| words_of(&text, sentence).len() > 5).collect();
    assert!(sentences.len() >= 12, "an article of {} longer sentences", sentences.len());
    let keys = [Key::Num1, Key::Num2, Key::Num3];

    // A statement in each sentence, and a second one over its end.
    let mut marked = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        marked.push(hand.mark_bytes(sentence, keys[number % 3]));
        if number % 3 == 1 {
            let inner = words_of(&text, sentence)[3].start..sentence.end;
            marked.push(hand.mark_bytes(&inner, Key::Num2));
        }
        if number < 7 {
            hand.link(&format!("https://source-{number}.example/a"), &format!("passage “{number}”, word for word"));
        }
        if hand.bench().statement().expect("in focus").tag.kind() == TagKind::Claim {
            hand.enter("Said by");
            hand.type_text("Ada Brook");
            hand.key(Key::Enter);
        }
    }
    // One of several parts.
    let id = hand.mark_bytes(&words_of(&text, &sentences[1])[0], Key::Num1);
    hand.drag_over_bytes(&words_of(&text, &sentences[3])[1]);
    hand.key(Key::A);

    let project = hand.bench().project().clone();
    let counts = project.index().counts();
    assert!(counts.statements() >= 15 && counts.claims > 0 && counts.assertions > 0 && counts.hollow + counts.confirmed > 0, "{counts:?}");
    assert_eq!(project.statement(id).expect("there").spans().count(), 2);
    let linked =
        |project: &Project| project.statements().flat_map(|s| s.evidence.clone()).filter(|e| e.passage.contains("word for word")).count();
    assert!(linked(&project) >= 6, "{} passages", linked(&project));
    assert!(project.sources().len() >= 6);
    assert!(project.statements().any(|statement| statement.said_by.speaker == "Ada Brook"));
    let spans: Vec<_> = project.statements().flat_map(|statement| statement.spans().collect::<Vec<_>>()).collect();
    assert!(spans.iter().enumerate().any(|(at, one)| spans.iter().skip(at + 1).any(|other| one.overlaps(*other))));

    while hand.bench().undo_label().is_some() {
        hand.keys(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(hand.bench().project(), &first);
    while hand.bench().redo_label().is_some() {
        hand.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    }
    assert_eq!(hand.bench().project(), &project);

    let path = hand.world().path("checked.ron");
    hand.world().answer(Some(&path));
    hand.keys(Modifiers::COMMAND, Key::S);
    assert!(hand.bench().is_saved(), "{:?}", hand.bench().notices());
    let again = Hand::over(FalseWorld::new(), Some(path));
    assert_eq!(again.bench().project(), &project);
    assert!(again.bench().notices().shown().is_empty(), "{:?}", again.bench().notices());
}

#[test]
fn the_shipped_article_is_checked_from_first_to_last() {
    check_from_first_to_last(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample-article.txt"));
}

#[test]
fn a_real_article_is_checked_from_first_to_last() {
    let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/article-isis-k.txt");
    if article.is_file() {
        check_from_first_to_last(&article);
    } else {
        println!("skipped: {} is not here", article.display());
    }
}

#[test]
fn typing_2_into_a_note_tags_nothing() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num1);
    hand.enter_lines("Note");
    hand.digit(Key::Num2, "2");
    hand.type_text(" floors");
    assert_eq!(hand.bench().statement().expect("in focus").tag.kind(), TagKind::Claim);
    // A click on the article leaves the field: the note is kept, in one step.
    hand.click_on("Mill burns down");
    let statement = hand.bench().project().statements().next().expect("there").clone();
    assert_eq!(statement.note, "2 floors");
    assert_eq!(hand.bench().undo_label(), Some("change note"));
}

#[test]
fn what_is_being_typed_is_saved_with_the_rest() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num1);
    hand.enter("Said by");
    hand.type_text("the fire brigade");
    let path = hand.world().path("mill.ron");
    hand.world().answer(Some(&path));
    hand.keys(Modifiers::COMMAND, Key::S);
    assert!(hand.bench().is_saved());
    let again = Hand::over(FalseWorld::new(), Some(path));
    assert_eq!(again.bench().project().statements().next().expect("there").said_by.speaker, "the fire brigade");
}

#[test]
fn a_draft_is_kept_when_another_statement_takes_its_place_and_by_escape() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num1);
    let one = hand.bench().focus().statement.expect("in focus");
    hand.mark("We lost everything", Key::Num1);
    hand.enter("Said by");
    hand.type_text("Ada Brook");
    hand.click_on("old mill");
    assert_eq!(hand.bench().focus().statement, Some(one));
    let speakers = |hand: &Hand| hand.bench().project().statements().map(|s| s.said_by.speaker.clone()).collect::<Vec<_>>();
    assert_eq!(speakers(&hand), ["", "Ada Brook"]);
    hand.enter("Said by");
    hand.type_text("nobody");
    hand.key(Key::Escape);
    hand.key(Key::J);
    assert_eq!(speakers(&hand), ["nobody", "Ada Brook"]);
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(speakers(&hand), ["", "Ada Brook"]);
}

#[test]
fn undo_goes_back_to_where_it_happened() {
    let mut hand = Hand::over(FalseWorld::new(), None);
    let first = hand.find("Advertisement");
    hand.mark_bytes(&first, Key::Num2);
    let top = hand.bench().focus().scroll;
    let last = hand.bench().project().statements().last().expect("there").first_span().expect("a span").range();
    hand.bring(&last);
    assert_ne!(hand.bench().focus().scroll, top);
    hand.keys(Modifiers::COMMAND, Key::Z);
    hand.run();
    assert_eq!(hand.bench().focus().scroll.byte, top.byte);
    assert!(!hand.harness.state().rects_of(first).is_empty(), "what was undone is on screen");
}

#[test]
fn undo_is_for_the_letters_once_something_is_typed_and_for_the_project_before() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num1);
    hand.enter("Said by");
    hand.type_text("nobody");
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(hand.bench().project().statements().count(), 1, "the letters were undone, not the tag");
    hand.key(Key::Escape);
    hand.enter_lines("Note");
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(hand.bench().project().statements().count(), 0);
}

#[test]
fn a_statement_of_another_article_is_gone_to_and_undo_comes_back() {
    let long = "A paragraph that says little.\n\n".repeat(60);
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num2);
    let one = hand.bench().focus().statement;
    hand.click_on("Mill burns down");
    hand.paste(&format!("Second\n\n{long}The last words.\n"));
    assert_eq!(hand.bench().project().article_count(), 2);
    hand.mark("The last words", Key::Num1);
    let two = hand.bench().focus().statement.expect("in focus");
    // To the first article and back by the menu's own command, as the switcher gives it.
    let first = hand.bench().project().articles().next().expect("an article").id;
    hand.press("Article on the left: Second");
    hand.press("Mill burns down");
    assert_eq!(hand.bench().focus().article, Some(first));
    hand.key(Key::J);
    assert_eq!(hand.bench().focus().statement, one);
    hand.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(hand.bench().project().statement(two), None, "the last change was in the second article");
    let article = hand.bench().article().expect("an article").clone();
    assert_eq!(article.title, "Second", "undo goes back to where it happened");
    let words = hand.find("The last words");
    assert!(!hand.harness.state().rects_of(words).is_empty(), "and shows it");
}

#[test]
fn a_key_with_a_modifier_is_not_the_plain_key() {
    let mut hand = over_text();
    hand.mark("The old mill burned down on Tuesday", Key::Num1);
    for key in [Key::Num3, Key::Num2, Key::Num1] {
        hand.keys(Modifiers::ALT, key);
        assert_eq!(hand.bench().undo_label(), Some("tag as claim"), "Alt with {key:?}");
    }
    hand.keys(Modifiers::COMMAND, Key::A);
    hand.keys(Modifiers::COMMAND, Key::L);
    assert_eq!(hand.bench().undo_label(), Some("tag as claim"));
}
