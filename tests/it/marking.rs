//! Marking as a person does it: from a text with a selection and some commands to the statements that come of them.

use factmark::model::span::Span;
use factmark::model::statement::Part;
use factmark::model::tag::{Tag, TagKind, Unconfirmed};
use factmark::storage::settings::Settings;
use factmark::workbench::Workbench;
use factmark::workbench::command::{ArticleCommand, Command, LinkTo, MarkCommand, SourceCommand};

use crate::support;
use crate::world::{FalseWorld, run};

/// A workbench over a text; `‹…›` in it are the spans to work with.
struct Desk {
    bench: Workbench,
    world: FalseWorld,
    spans: Vec<std::ops::Range<usize>>,
}

impl Desk {
    fn new(text: &str) -> Self {
        let (text, spans) = support::marked(text);
        let mut world = FalseWorld::new();
        let mut bench = Workbench::new(Settings::default());
        run(&mut bench, &mut world, Command::Article(ArticleCommand::Paste(text)));
        Self { bench, world, spans: spans.iter().map(|span| span.range()).collect() }
    }

    fn mark(&mut self, command: MarkCommand) {
        run(&mut self.bench, &mut self.world, Command::Mark(command));
    }

    fn select(&mut self, number: usize) {
        let span = self.spans[number].clone();
        self.mark(MarkCommand::Select(Some(span)));
    }

    fn tag(&mut self, number: usize, kind: TagKind) {
        self.select(number);
        self.mark(MarkCommand::Tag(kind));
    }

    /// Each statement in reading order: its tag's letter and its words.
    fn shown(&self) -> Vec<String> {
        let article = self.bench.article().expect("an article");
        let shown = self.bench.project().statements().map(|statement| {
            let letter = match statement.tag.kind() {
                TagKind::Claim => 'c',
                TagKind::Assertion => 'a',
                TagKind::ConfirmedFact => 'f',
            };
            format!("{letter} {}", statement.words(&article.text))
        });
        shown.collect()
    }
}

#[test]
fn a_tag_marks_the_selection_without_the_white_space_at_its_ends() {
    let mut desk = Desk::new("The‹ sky is green \n›and so on");
    desk.tag(0, TagKind::Assertion);
    assert_eq!(desk.shown(), ["a sky is green"]);
    assert_eq!(desk.bench.focus().selection, None);
    assert!(desk.bench.focus().statement.is_some());
}

#[test]
fn a_selection_of_only_white_space_is_none() {
    let mut desk = Desk::new("a‹ \n\t\u{a0}›b");
    desk.tag(0, TagKind::Claim);
    assert_eq!(desk.shown(), Vec::<String>::new());
}

#[test]
fn without_a_selection_the_statement_in_focus_is_retagged_and_a_fact_remembers_what_it_was() {
    let mut desk = Desk::new("‹He fled›, she said");
    desk.tag(0, TagKind::Claim);
    desk.mark(MarkCommand::Tag(TagKind::ConfirmedFact));
    assert_eq!(desk.shown(), ["f He fled"]);
    let tag = desk.bench.statement().expect("in focus").tag.clone();
    let Tag::ConfirmedFact(confirmation) = tag else { panic!("{tag:?}") };
    assert_eq!((confirmation.was, confirmation.by.as_str()), (Unconfirmed::Claim, "Ruth Vale"));
    assert_eq!(confirmation.on.map(|day| day.to_string()).as_deref(), Some("2026-11-24"));
    assert_eq!(desk.bench.project().index().counts().hollow, 1, "nothing carries it");
    assert_eq!(desk.bench.undo_label(), Some("retag as confirmed fact"));
    desk.mark(MarkCommand::Tag(TagKind::ConfirmedFact));
    run(&mut desk.bench, &mut desk.world, Command::Undo);
    assert_eq!(desk.shown(), ["c He fled"], "the same tag twice was one step");
}

#[test]
fn the_same_words_tagged_again_are_the_same_statement() {
    let mut desk = Desk::new("‹He fled›, she said");
    desk.tag(0, TagKind::Claim);
    desk.tag(0, TagKind::Assertion);
    assert_eq!(desk.shown(), ["a He fled"]);
}

#[test]
fn statements_overlap_and_nest_and_are_read_from_the_outside_in() {
    let mut desk = Desk::new("‹one ‹two› three› four");
    // `marked` gives spans in the order in which they close.
    desk.tag(0, TagKind::Claim);
    desk.tag(1, TagKind::Assertion);
    assert_eq!(desk.shown(), ["a one two three", "c two"]);
}

#[test]
fn a_broken_quotation_is_one_statement_of_two_parts() {
    let mut desk = Desk::new("“‹We saw it›,” he said, “‹and ran›.”");
    desk.tag(0, TagKind::Claim);
    let id = desk.bench.focus().statement.expect("in focus");
    desk.select(1);
    desk.mark(MarkCommand::AddPart);
    assert_eq!(desk.shown(), ["c We saw it … and ran"]);
    desk.mark(MarkCommand::RemovePart(id, 0));
    assert_eq!(desk.shown(), ["c and ran"]);
    desk.mark(MarkCommand::RemovePart(id, 0));
    assert_eq!(desk.shown(), ["c and ran"], "the last part stays");
    assert_eq!(desk.bench.undo_label(), Some("remove part"));
}

#[test]
fn parts_that_touch_become_one() {
    let mut desk = Desk::new("‹one two› ‹two three› ‹four›");
    desk.tag(0, TagKind::Claim);
    let id = desk.bench.focus().statement.expect("in focus");
    desk.select(2);
    desk.mark(MarkCommand::AddPart);
    let union = desk.spans[0].start..desk.spans[1].end;
    desk.mark(MarkCommand::Recut(id, 0, union.start..desk.spans[2].start + 2));
    let statement = desk.bench.project().statement(id).expect("there");
    assert!(matches!(statement.parts.as_slice(), [Part::At(_)]), "{:?}", statement.parts);
    assert_eq!(desk.shown(), ["c one two two three four"]);
}

#[test]
fn an_edge_cannot_be_dragged_to_nothing() {
    let mut desk = Desk::new("‹one› two");
    desk.tag(0, TagKind::Claim);
    let id = desk.bench.focus().statement.expect("in focus");
    for range in [0..0, 3..4, 5..900, std::ops::Range { start: 1, end: 0 }] {
        desk.mark(MarkCommand::Recut(id, 0, range));
    }
    assert_eq!(desk.shown(), ["c one"]);
    assert_eq!(desk.bench.undo_label(), Some("tag as claim"));
}

#[test]
fn deleting_takes_a_statement_out_of_what_is_the_same_and_undo_puts_it_back() {
    let mut desk = Desk::new("‹one› ‹two›");
    desk.tag(0, TagKind::Claim);
    let one = desk.bench.focus().statement.expect("in focus");
    desk.tag(1, TagKind::Claim);
    let two = desk.bench.focus().statement.expect("in focus");
    desk.mark(MarkCommand::LinkSame(one, two));
    let same = |desk: &Desk, id| desk.bench.project().statement(id).map(|statement| statement.same_as.to_vec());
    assert_eq!((same(&desk, one), same(&desk, two)), (Some(vec![two]), Some(vec![one])));
    desk.mark(MarkCommand::Delete(two));
    assert_eq!((same(&desk, one), same(&desk, two)), (Some(vec![]), None));
    run(&mut desk.bench, &mut desk.world, Command::Undo);
    assert_eq!((same(&desk, one), same(&desk, two)), (Some(vec![two]), Some(vec![one])));
    assert_eq!(desk.bench.focus().statement, Some(two), "undo goes back to where one was");
    desk.mark(MarkCommand::UnlinkSame(two, one));
    assert_eq!((same(&desk, one), same(&desk, two)), (Some(vec![]), Some(vec![])));
}

#[test]
fn next_and_previous_go_through_the_article_in_reading_order() {
    let mut desk = Desk::new("‹one› ‹two› ‹three›");
    for number in [2, 0, 1] {
        desk.tag(number, TagKind::Claim);
    }
    desk.mark(MarkCommand::Focus(None));
    let mut seen = Vec::new();
    for command in [MarkCommand::Next, MarkCommand::Next, MarkCommand::Next, MarkCommand::Next, MarkCommand::Previous] {
        desk.mark(command);
        let article = desk.bench.article().expect("an article").clone();
        seen.push(desk.bench.statement().expect("in focus").words(&article.text));
    }
    assert_eq!(seen, ["one", "two", "three", "three", "two"]);
}

#[test]
fn linking_makes_finds_and_remembers_sources() {
    let mut desk = Desk::new("‹one› ‹two›");
    desk.tag(0, TagKind::Claim);
    let one = desk.bench.focus().statement.expect("in focus");
    desk.tag(1, TagKind::Claim);
    let two = desk.bench.focus().statement.expect("in focus");
    let link = |desk: &mut Desk, id, to| run(&mut desk.bench, &mut desk.world, Command::Source(SourceCommand::Link(id, to)));
    let passage = |desk: &Desk, id| {
        let statement = desk.bench.project().statement(id).expect("there");
        statement.evidence.iter().map(|evidence| evidence.passage.clone()).collect::<Vec<_>>()
    };

    link(&mut desk, one, LinkTo::Text(" https://www.example.org/a#:~:text=the%20words ".into()));
    let source = desk.bench.project().sources().next().expect("a source").clone();
    assert_eq!((source.url.as_str(), source.publisher.as_str()), ("https://www.example.org/a", "example.org"));
    assert_eq!(source.accessed.map(|day| day.to_string()).as_deref(), Some("2026-11-24"));
    assert_eq!(passage(&desk, one), ["the words"]);

    link(&mut desk, two, LinkTo::LastUsed);
    link(&mut desk, two, LinkTo::Text("https://www.example.org/a".into()));
    assert_eq!(passage(&desk, two), [""], "the same bare link twice is one");
    link(&mut desk, two, LinkTo::Text("Call to the embassy".into()));
    link(&mut desk, one, LinkTo::Text("call to the EMBASSY".into()));
    assert_eq!(desk.bench.project().sources().len(), 2, "a title that is there is found");
    link(&mut desk, one, LinkTo::Text("  ".into()));
    assert_eq!(desk.bench.project().sources().len(), 2);
    let evidence = desk.bench.project().statement(one).expect("there").evidence[0].clone();
    assert_eq!((evidence.by.as_str(), evidence.on.map(|day| day.to_string()).as_deref()), ("Ruth Vale", Some("2026-11-24")));
}

#[test]
fn merging_and_removing_sources_keeps_every_link_or_takes_it_along_in_one_step() {
    let mut desk = Desk::new("‹one› ‹two›");
    for number in [0, 1] {
        desk.tag(number, TagKind::Claim);
        let id = desk.bench.focus().statement.expect("in focus");
        let to = LinkTo::Text(["https://example.org/a", "The paper"][number].into());
        run(&mut desk.bench, &mut desk.world, Command::Source(SourceCommand::Link(id, to)));
    }
    let by_title = |desk: &Desk, title: &str| desk.bench.project().sources().find(|source| source.title == title).map(|source| source.id);
    let (keep, other) = (by_title(&desk, "").expect("the link"), by_title(&desk, "The paper").expect("the paper"));
    run(&mut desk.bench, &mut desk.world, Command::Source(SourceCommand::Merge { keep, other }));
    let project = desk.bench.project();
    assert_eq!((project.sources().len(), project.index().use_count(keep)), (1, 2));
    assert_eq!(project.source(keep).expect("kept").title, "The paper", "what the kept one lacked");
    run(&mut desk.bench, &mut desk.world, Command::Source(SourceCommand::Remove(keep)));
    assert_eq!((desk.bench.project().sources().len(), desk.bench.project().index().counts().with_source), (0, 0));
    run(&mut desk.bench, &mut desk.world, Command::Undo);
    run(&mut desk.bench, &mut desk.world, Command::Undo);
    assert_eq!((desk.bench.project().sources().len(), desk.bench.project().index().counts().with_source), (2, 2));
}

#[test]
fn only_web_links_are_opened() {
    let mut desk = Desk::new("‹one›");
    for link in ["https://example.org/a", "javascript:alert(1)", "file:///etc/passwd", "example"] {
        run(&mut desk.bench, &mut desk.world, Command::OpenLink(link.to_owned()));
    }
    assert_eq!(desk.world.opened_links(), ["https://example.org/a"]);
    assert!(desk.bench.notices().shown().iter().any(|notice| notice.text.contains("Only http and https")));
}

#[test]
fn removing_an_article_takes_its_statements_along_and_undo_brings_both_back() {
    let mut desk = Desk::new("‹one› ‹two›");
    desk.tag(0, TagKind::Claim);
    desk.tag(1, TagKind::Assertion);
    let before = desk.bench.project().clone();
    let id = desk.bench.article().expect("an article").id;
    run(&mut desk.bench, &mut desk.world, Command::Article(ArticleCommand::Remove(id)));
    assert!(desk.bench.project().is_empty() && desk.bench.article().is_none());
    run(&mut desk.bench, &mut desk.world, Command::Undo);
    assert_eq!(desk.bench.project(), &before);
    assert!(desk.bench.article().is_some());
}

#[test]
fn words_adrift_are_shown_where_they_stand_now_and_marked_again_only_by_hand() {
    let mut desk = Desk::new("‹one› ‹two› three");
    desk.tag(0, TagKind::Claim);
    let id = desk.bench.focus().statement.expect("in focus");
    let parts = vec![
        desk.bench.project().statement(id).expect("there").parts[0].clone(),
        Part::Adrift(Box::new(factmark::model::quote::Quote { exact: "two".into(), ..Default::default() })),
    ];
    desk.mark(MarkCommand::Set(id, factmark::model::field::StatementField::Parts(parts)));
    desk.mark(MarkCommand::LookFor(id, 1));
    assert_eq!(desk.bench.focus().selection.map(Span::range), Some(desk.spans[1].clone()));
    assert_eq!(desk.shown(), ["c one … two"], "nothing has moved");
    assert!(desk.bench.project().statement(id).expect("there").parts[1].span().is_none());
    desk.mark(MarkCommand::AddPart);
    let statement = desk.bench.project().statement(id).expect("there");
    assert_eq!(statement.spans().count(), 2);
    assert_eq!(statement.parts.len(), 2);
}

#[test]
fn an_article_that_goes_takes_itself_out_of_every_same_as() {
    let mut desk = Desk::new("‹The mill burned.› ‹The mill burned down.›\n");
    desk.tag(0, TagKind::Assertion);
    desk.tag(1, TagKind::Assertion);
    let first = desk.bench.focus().article.expect("an article");
    let inside: Vec<_> = desk.bench.project().statements().map(|statement| statement.id).collect();
    run(&mut desk.bench, &mut desk.world, Command::Article(ArticleCommand::Paste("Second article\n\nThe mill burned down.".to_owned())));
    desk.mark(MarkCommand::Select(Some(16..37)));
    desk.mark(MarkCommand::Tag(TagKind::Assertion));
    let outside = desk.bench.focus().statement.expect("a statement");
    for id in &inside {
        desk.mark(MarkCommand::LinkSame(outside, *id));
    }
    let same_as = |desk: &Desk| desk.bench.project().statement(outside).expect("still there").same_as.to_vec();
    assert_eq!(same_as(&desk).len(), 2);
    run(&mut desk.bench, &mut desk.world, Command::Article(ArticleCommand::Remove(first)));
    assert_eq!(same_as(&desk), [], "none names what is gone");
    run(&mut desk.bench, &mut desk.world, Command::Undo);
    assert_eq!(same_as(&desk).len(), 2);
}
