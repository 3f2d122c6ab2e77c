//! What is set aside and what is left: by selection, by proposal, and the way to the next words that nothing covers.

use factmark::model::aside::AsideKind;
use factmark::model::coverage::Coverage;
use factmark::model::field::{ArticleField, StatementField};
use factmark::model::id::ArticleId;
use factmark::model::statement::Part;
use factmark::model::tag::TagKind;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{ArticleCommand, Command, FileCommand, MarkCommand};
use factmark::workbench::covering::Covered;

use crate::reviewing::Desk;
use crate::world::{settle, texts};

/// What is set aside, in the order of the text.
fn asides(desk: &Desk) -> Vec<(String, AsideKind)> {
    let article = desk.bench.article().expect("an article");
    let whole = 0..article.text.len();
    let all = desk.bench.project().asides_in(article.id, &whole);
    all.map(|(span, aside)| (span.words(&article.text).to_owned(), aside.kind)).collect()
}

fn words(desk: &Desk) -> Vec<String> {
    asides(desk).into_iter().map(|(words, _)| words).collect()
}

fn covered(desk: &Desk) -> &Covered {
    desk.bench.covered().expect("it was looked at")
}

fn selected(desk: &Desk) -> String {
    let span = desk.bench.focus().selection.expect("something is selected");
    span.words(&desk.bench.article().expect("an article").text).to_owned()
}

/// Each step selects a marked stretch and sets it aside, of a kind or of the one that is plain; then what is set aside.
fn check(text: &str, steps: &[(usize, Option<AsideKind>)], expected: &[(&str, AsideKind)]) {
    let mut desk = Desk::unmarked(text);
    let mut states = vec![desk.bench.project().clone()];
    for (number, kind) in steps {
        desk.select(*number);
        desk.mark(MarkCommand::SetAside(*kind));
        assert_eq!(desk.bench.focus().selection, None, "{text}");
        states.push(desk.bench.project().clone());
    }
    let expected: Vec<_> = expected.iter().map(|(words, kind)| ((*words).to_owned(), *kind)).collect();
    assert_eq!(asides(&desk), expected, "{text} {steps:?}");
    for state in states.iter().rev().skip(1) {
        desk.run(Command::Undo);
        assert_eq!(desk.bench.project(), state, "{text} {steps:?}");
    }
}

#[test]
fn a_selection_is_set_aside_and_the_very_same_again_takes_it_back() {
    use AsideKind::{Heading, Opinion, Question};
    let text = "‹one two› three ‹four›";
    check(text, &[(0, None)], &[("one two", Heading)]);
    check(text, &[(0, None), (1, None)], &[("one two", Heading), ("four", Heading)]);
    check(text, &[(0, None), (0, None)], &[]);
    check(text, &[(0, Some(Question)), (0, None)], &[]);
    check(text, &[(0, Some(Question)), (0, Some(Question))], &[]);
    check(text, &[(0, Some(Question)), (0, Some(Opinion))], &[("one two", Opinion)]);
}

#[test]
fn what_a_selection_overlaps_is_replaced_by_it() {
    use AsideKind::Heading;
    // `marked` gives spans in the order in which they close.
    let text = "‹‹‹one› ‹two› three› four›";
    check(text, &[(0, None), (1, None), (2, None)], &[("one two three", Heading)]);
    check(text, &[(2, None), (1, None)], &[("two", Heading)]);
    check(text, &[(2, None), (3, None)], &[("one two three four", Heading)]);
    check("‹one›‹two›", &[(0, None), (1, None)], &[("one", Heading), ("two", Heading)]);
}

#[test]
fn the_kind_is_what_is_plain_from_the_words() {
    use AsideKind::{Byline, Heading, Opinion, Question};
    for (words, kind) in [
        ("Is it safe?", Question),
        ("“Is it safe?”", Question),
        ("安全ですか？", Question),
        ("هل هو آمن؟", Question),
        ("By Dana Reyes", Byline),
        ("By\u{a0}Dana Reyes", Byline),
        ("Bye bye", Heading),
        ("ISIS-K’s Targets", Heading),
        ("It was a shame.", Opinion),
        ("What a shame!", Opinion),
        ("And so on…", Opinion),
        ("これは残念だ。", Opinion),
        ("a stretch of words that goes on for longer than sixty letters do and has no end", Opinion),
    ] {
        check(&format!("‹{words}› and more"), &[(0, None)], &[(words, kind)]);
    }
}

#[test]
fn without_a_selection_nothing_is_set_aside_and_white_space_is_no_selection() {
    let mut desk = Desk::unmarked("one‹ \n ›two");
    desk.mark(MarkCommand::SetAside(None));
    desk.select(0);
    desk.mark(MarkCommand::SetAside(None));
    assert_eq!(asides(&desk), []);
    assert!(texts(&desk.bench).contains("Select what says nothing"));
    assert_eq!(desk.bench.undo_label(), None);
}

#[test]
fn another_kind_and_taking_back_are_one_step_each() {
    let mut desk = Desk::unmarked("‹one› two");
    desk.select(0);
    desk.mark(MarkCommand::SetAside(None));
    let id = desk.bench.project().asides().next().expect("it").id;
    let label = desk.bench.undo_label().map(str::to_owned);
    desk.mark(MarkCommand::SetAsideKind(id, AsideKind::Heading));
    assert_eq!(desk.bench.undo_label().map(str::to_owned), label, "it is of that kind");
    desk.mark(MarkCommand::SetAsideKind(id, AsideKind::Byline));
    assert_eq!(asides(&desk), [("one".to_owned(), AsideKind::Byline)]);
    desk.mark(MarkCommand::TakeBack(id));
    desk.mark(MarkCommand::TakeBack(id));
    assert_eq!(asides(&desk), []);
    desk.run(Command::Undo);
    desk.run(Command::Undo);
    assert_eq!(asides(&desk), [("one".to_owned(), AsideKind::Heading)]);
}

const PAGE: &str =
    "‹Mill burns down›\n\nBy Dana Reyes\n\nAdvertisement\n\nThe old mill burned down.\n\n‹Read more: The flood›\n\nShare this\n";

#[test]
fn leftovers_are_proposed_and_set_aside_one_by_one_or_all_but_not_where_a_statement_stands() {
    let mut desk = Desk::unmarked(PAGE);
    let proposed = |desk: &Desk| covered(desk).proposals.iter().map(|leftover| leftover.bytes.start).collect::<Vec<_>>();
    let all = proposed(&desk);
    assert_eq!(all.len(), 4);
    desk.mark(MarkCommand::SetAsideProposed(Some(all[1])));
    assert_eq!(words(&desk), ["Advertisement"]);
    assert_eq!(proposed(&desk), [all[0], all[2], all[3]]);
    desk.mark(MarkCommand::SetAsideProposed(Some(all[1])));
    desk.mark(MarkCommand::SetAsideProposed(Some(3)));
    assert_eq!(words(&desk), ["Advertisement"], "what is not proposed is not set aside");
    desk.select(1);
    desk.mark(MarkCommand::Tag(TagKind::Claim));
    assert_eq!(proposed(&desk), [all[0], all[3]]);
    desk.mark(MarkCommand::SetAsideProposed(None));
    assert_eq!(words(&desk), ["By Dana Reyes", "Advertisement", "Share this"]);
    assert_eq!(proposed(&desk), Vec::<usize>::new());
    desk.mark(MarkCommand::SetAsideProposed(None));
    desk.run(Command::Undo);
    assert_eq!(words(&desk), ["Advertisement"], "all were one step, none is no step");
}

#[test]
fn an_article_goes_with_what_is_set_aside_in_it_and_comes_back_with_it() {
    let mut desk = Desk::unmarked(PAGE);
    desk.mark(MarkCommand::SetAsideProposed(None));
    let (first, before) = (desk.bench.article().expect("it").id, desk.bench.project().clone());
    desk.run(Command::Article(ArticleCommand::Paste("Another text, ‹of› which something is set aside".replace(['‹', '›'], ""))));
    desk.mark(MarkCommand::Select(Some(0..7)));
    desk.mark(MarkCommand::SetAside(None));
    desk.run(Command::Article(ArticleCommand::Remove(first)));
    assert_eq!((desk.bench.project().asides().len(), words(&desk)), (1, vec!["Another".to_owned()]));
    for _ in 0..3 {
        desk.run(Command::Undo);
    }
    assert_eq!(desk.bench.project(), &before);
    assert_eq!(words(&desk).len(), 4);
}

#[test]
fn the_next_uncovered_words_are_gone_to_one_after_the_other_and_round() {
    let mut desk = Desk::new("One thing. ‹Two things›, he said. Three things. ‹Four things›.");
    desk.mark(MarkCommand::Focus(None));
    let mut seen = Vec::new();
    for _ in 0..5 {
        desk.mark(MarkCommand::NextOpen);
        assert_eq!(desk.bench.focus().statement, None);
        seen.push(selected(&desk));
    }
    assert_eq!(seen, ["One thing", "he said", "Three things", "One thing", "he said"]);
    desk.mark(MarkCommand::Focus(Some(desk.ids[0])));
    desk.mark(MarkCommand::NextOpen);
    assert_eq!(selected(&desk), "he said", "from the statement in focus on");
    desk.mark(MarkCommand::SetAside(None));
    // On after what was set aside: what was passed by comes again only when the rest is done.
    for expected in ["Three things", "One thing"] {
        desk.mark(MarkCommand::NextOpen);
        assert_eq!(selected(&desk), expected);
        desk.mark(MarkCommand::Tag(TagKind::Claim));
    }
    desk.mark(MarkCommand::NextOpen);
    assert!(texts(&desk.bench).contains("Every word is in a statement or set aside"));
    assert_eq!((covered(&desk).coverage.percent(), covered(&desk).coverage.whole), (100, 4));
}

#[test]
fn attribution_covers_its_words_and_the_very_same_words_again_take_it_back() {
    let mut desk = Desk::new("‹The mill burned›, ‹police› ‹said›");
    for id in [desk.ids[1], desk.ids[2]] {
        desk.mark(MarkCommand::Delete(id));
    }
    let percent = |desk: &Desk| covered(desk).coverage.percent();
    desk.mark(MarkCommand::Focus(Some(desk.ids[0])));
    assert_eq!(percent(&desk), 60);
    desk.select(1);
    desk.mark(MarkCommand::Attribute);
    assert_eq!((percent(&desk), desk.bench.undo_label()), (80, Some("mark attribution")));
    desk.select(2);
    desk.mark(MarkCommand::Attribute);
    assert_eq!((percent(&desk), desk.statement(0).checks().attribution.len()), (100, 2));
    desk.select(1);
    desk.mark(MarkCommand::Attribute);
    assert_eq!((percent(&desk), desk.bench.undo_label()), (80, Some("take attribution back")));
    let said: Vec<_> = desk.statement(0).checks().attribution.iter().filter_map(Part::span).collect();
    assert_eq!(said.len(), 1);
    for expected in [100, 80, 60] {
        desk.run(Command::Undo);
        assert_eq!(percent(&desk), expected);
    }
    desk.mark(MarkCommand::Focus(None));
    desk.select(1);
    desk.mark(MarkCommand::Attribute);
    assert!(texts(&desk.bench).contains("Choose a statement"));
}

fn long() -> String {
    format!("{PAGE}{}\n\nShare this\n", "One thing happened. ".repeat(4000))
}

#[test]
fn a_long_article_is_looked_at_by_a_worker_and_so_are_its_problems() {
    let mut desk = Desk::unmarked("short");
    desk.world.hold();
    let (text, _) = crate::support::marked(&long());
    desk.run(Command::Article(ArticleCommand::Paste(text)));
    assert!(desk.bench.covered().is_none(), "nothing is known yet, and nothing of the short one is told of it");
    for command in [MarkCommand::NextOpen, MarkCommand::SetAsideProposed(None)] {
        desk.mark(command);
    }
    assert_eq!((asides(&desk), desk.bench.focus().selection), (Vec::new(), None));
    // Marked while the worker looks: what it proposes there is old by then.
    let jobs = desk.world.take_held();
    let advertisement = desk.bench.article().expect("it").text.find("Advertisement").expect("it");
    desk.mark(MarkCommand::Select(Some(advertisement..advertisement + 13)));
    desk.mark(MarkCommand::Tag(TagKind::Claim));
    assert!(desk.bench.review().is_running(), "a long text is not read by the window's thread");
    desk.world.give(jobs);
    settle(&mut desk.bench, &mut desk.world);
    assert!(covered(&desk).proposals.iter().any(|leftover| leftover.bytes.start == advertisement), "of a state shortly before");
    desk.mark(MarkCommand::SetAsideProposed(Some(advertisement)));
    desk.mark(MarkCommand::SetAsideProposed(None));
    assert_eq!(words(&desk), ["By Dana Reyes", "Read more: The flood", "Share this", "Share this"]);
    assert!(!texts(&desk.bench).contains("could not"), "{}", texts(&desk.bench));
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert!(covered(&desk).proposals.is_empty());
    assert!(!desk.bench.review().is_running());
}

#[test]
fn it_is_looked_at_again_only_where_other_words_are_covered() {
    let mut desk = Desk::unmarked("short");
    desk.run(Command::Article(ArticleCommand::Paste(crate::support::marked(&long()).0)));
    settle(&mut desk.bench, &mut desk.world);
    desk.mark(MarkCommand::Select(Some(0..20)));
    desk.mark(MarkCommand::Tag(TagKind::Claim));
    settle(&mut desk.bench, &mut desk.world);
    let id = desk.bench.focus().statement.expect("it was tagged");
    let article = desk.bench.article().expect("it").id;
    let title = ArticleField::Title("Advertisement".to_owned());
    let commands = [
        (Command::Mark(MarkCommand::Retag(id, TagKind::Assertion)), false),
        (Command::Mark(MarkCommand::Set(id, StatementField::Note("a note".to_owned()))), false),
        (Command::Undo, false),
        (Command::Article(ArticleCommand::Set(article, title)), true),
        (Command::Mark(MarkCommand::Delete(id)), true),
        (Command::Undo, true),
    ];
    for (command, is_looked_at) in commands {
        let told = format!("{command:?}");
        desk.world.hold();
        desk.run(command);
        let before = std::ptr::from_ref(covered(&desk));
        let jobs = desk.world.take_held();
        desk.world.give(jobs);
        desk.world.release();
        settle(&mut desk.bench, &mut desk.world);
        // The one before is let go of only when the other is there.
        assert_eq!(std::ptr::from_ref(covered(&desk)) != before, is_looked_at, "{told}");
        assert_eq!(covered(&desk).coverage, Coverage::of(desk.bench.project(), desk.bench.article().expect("it")), "{told}");
    }
}

#[test]
fn what_was_found_of_another_article_or_project_is_let_go() {
    let mut desk = Desk::unmarked("short");
    desk.world.hold();
    let (text, _) = crate::support::marked(&long());
    desk.run(Command::Article(ArticleCommand::Paste(text.clone())));
    desk.run(Command::Article(ArticleCommand::Paste("Other\n\n".to_owned() + &text)));
    let jobs = desk.world.take_held();
    desk.world.give(jobs);
    settle(&mut desk.bench, &mut desk.world);
    assert!(desk.bench.covered().is_none(), "that was the first one's");
    let jobs = desk.world.take_held();
    assert!(!jobs.is_empty(), "and now it is looked at the one that is shown");
    desk.run(Command::File(FileCommand::New));
    desk.run(Command::File(FileCommand::Answer(factmark::workbench::command::Answer::Proceed)));
    desk.run(Command::Article(ArticleCommand::Paste(text)));
    desk.world.give(jobs);
    settle(&mut desk.bench, &mut desk.world);
    assert!(desk.bench.covered().is_none(), "that was another project's");
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert_eq!(covered(&desk).proposals.len(), 5);
}

#[test]
fn a_look_that_was_broken_off_leaves_no_numbers_of_anything_else() {
    let mut desk = Desk::unmarked(PAGE);
    assert_eq!(covered(&desk).proposals.len(), 4);
    let (generation, state) = desk.bench.revision();
    let of = (generation, state, desk.bench.article().expect("it").id);
    desk.run(Command::Arrived(Arrival::Covered(of, None)));
    assert!(desk.bench.covered().is_none());
    assert!(texts(&desk.bench).contains("broken off"));
    desk.mark(MarkCommand::SetAsideProposed(None));
    assert_eq!(asides(&desk), []);
    desk.run(Command::Arrived(Arrival::Covered((generation + 1, 0, ArticleId::from_raw(9)), None)));
    desk.select(0);
    desk.mark(MarkCommand::Tag(TagKind::Claim));
    assert!(covered(&desk).coverage.covered > 0, "the next change is looked at again");
}
