//! The numbers about a project: counted when somebody looks, on a worker where it takes long, shown as bars with what is behind them.

use std::fmt::Write as _;
use std::sync::Arc;

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use factmark::model::article::Article;
use factmark::model::edit::Edit;
use factmark::model::evidence::Stance;
use factmark::model::id::{ArticleId, StatementId};
use factmark::model::span::Span;
use factmark::model::statement::Statement;
use factmark::model::statistics::{Statistics, What};
use factmark::model::tag::{Tag, TagKind};
use factmark::project_file;
use factmark::storage::settings::Settings;
use factmark::ui::drafts::Drafts;
use factmark::ui::panel::{self, PanelState, Tab};
use factmark::ui::{fonts, theme};
use factmark::workbench::Workbench;
use factmark::workbench::arrival::Arrival;
use factmark::workbench::command::{ArticleCommand, Command, FileCommand, MarkCommand};

use crate::hand::Hand;
use crate::support::project_of;
use crate::world::{FalseWorld, run, settle, texts};

const TEXT: &str = "Depot burns\nThe depot burned on Monday. Officials say nobody was hurt. The Front claimed the blast.";

struct Desk {
    bench: Workbench,
    world: FalseWorld,
    drafts: Drafts,
    panel: PanelState,
}

impl Desk {
    fn empty() -> Self {
        let mut panel = PanelState::default();
        panel.show_tab(Tab::Statistics);
        Self { bench: Workbench::new(Settings::default()), world: FalseWorld::new(), drafts: Drafts::default(), panel }
    }

    /// An assertion, two claims, and a fact that nothing carries.
    fn typical() -> Self {
        let mut desk = Self::empty();
        desk.run(Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
        let marks = [
            ("The depot burned on Monday", TagKind::Assertion),
            ("nobody was hurt", TagKind::Claim),
            ("the blast", TagKind::Claim),
            ("Depot burns", TagKind::ConfirmedFact),
        ];
        for (words, kind) in marks {
            let start = TEXT.find(words).expect("words of the text");
            desk.run(Command::Mark(MarkCommand::Select(Some(start..start + words.len()))));
            desk.run(Command::Mark(MarkCommand::Tag(kind)));
        }
        desk.run(Command::Mark(MarkCommand::Focus(None)));
        desk
    }

    fn sample() -> Self {
        let mut desk = Self::empty();
        desk.run(Command::File(FileCommand::OpenSample));
        desk
    }

    /// A project of `count` assertions without a source.
    fn large(count: usize) -> Self {
        let mut text = String::new();
        for number in 0..count {
            writeln!(text, "Thing {number} happened.").expect("room in memory");
        }
        let article = Article::new(ArticleId::from_raw(1), text.clone());
        let mut edits = vec![Edit::PutArticle(0, Arc::new(article))];
        let mut start = 0;
        for (number, line) in (0_u64..).zip(text.lines()) {
            let span = Span::new(&text, start..start + line.len()).expect("a span");
            let statement = Statement::new(StatementId::from_raw(number), ArticleId::from_raw(1), span, Tag::Assertion);
            edits.push(Edit::PutStatement(Arc::new(statement)));
            start += line.len() + 1;
        }
        let mut desk = Self::empty();
        let path = desk.world.put("large.ron", project_file::write(&project_of(edits)));
        desk.run(Command::File(FileCommand::OpenPath(path)));
        desk
    }

    fn run(&mut self, command: Command) {
        run(&mut self.bench, &mut self.world, command);
    }

    fn statement(&self, words: &str) -> StatementId {
        self.bench.project().statements().find(|statement| statement.words(TEXT) == words).expect("a statement").id
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut out = Vec::new();
        self.drafts.begin(&self.bench);
        egui::CentralPanel::default().show(ui, |ui| panel::show(ui, &mut self.panel, &self.bench, &mut self.drafts, &mut out));
        self.drafts.end(&mut out);
        for command in out {
            self.bench.run(command, &mut self.world);
        }
        settle(&mut self.bench, &mut self.world);
    }
}

fn sized(desk: Desk, width: f32) -> Harness<'static, Desk> {
    let mut harness = Harness::builder()
        .with_size([width, 1600.0])
        .with_context_setup(|ctx| {
            fonts::install(ctx);
            theme::apply(ctx);
        })
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), desk);
    harness.run();
    harness
}

fn harness(desk: Desk) -> Harness<'static, Desk> {
    sized(desk, 400.0)
}

fn press(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

/// Changes lead to the tab of statements; this leads back.
fn look(harness: &mut Harness<'_, Desk>) {
    harness.run();
    harness.state_mut().panel.show_tab(Tab::Statistics);
    harness.run();
}

/// The labels of the rows of a list, from top to bottom.
fn rows(harness: &Harness<'_, Desk>) -> Vec<String> {
    harness.query_all_by_role(Role::ListBoxOption).filter_map(|node| node.accesskit_node().label()).collect()
}

fn number(found: &Statistics, what: &What) -> Option<usize> {
    let bars = [&found.tags, &found.sourced, &found.kinds, &found.stances, &found.stories];
    bars.into_iter().flatten().find(|bar| bar.what == *what).map(|bar| bar.number)
}

#[test]
fn a_key_opens_the_tab_and_the_menu_names_it() {
    let mut hand = Hand::over(FalseWorld::new(), None);
    hand.keys(Modifiers::ALT, Key::Num5);
    assert!(hand.has("How statements are tagged"));
    // The keyboard is on the first bar.
    hand.key(Key::Enter);
    assert!(hand.has("Back to the numbers"));
    hand.press("View");
    hand.harness.get_by_label_contains("Alt+5");
}

#[test]
fn the_numbers_of_the_sample_are_right() {
    let harness = harness(Desk::sample());
    let desk = harness.state();
    let project = desk.bench.project();
    let found = desk.bench.statistics().expect("numbers");
    let counts = project.index().counts();
    let tags = [
        (What::Claims, counts.claims),
        (What::Assertions, counts.assertions),
        (What::Confirmed, counts.confirmed),
        (What::Hollow, counts.hollow),
        (What::WithSource, counts.with_source),
        (What::WithoutSource, counts.statements() - counts.with_source),
    ];
    for (what, expected) in tags {
        assert_eq!(number(found, &what), Some(expected), "{what:?}");
    }
    assert_eq!(found.kinds.iter().map(|bar| bar.number).sum::<usize>(), project.sources().len());
    let links: usize = project.statements().map(|statement| statement.evidence.len()).sum();
    assert_eq!((found.links, found.stances.iter().map(|bar| bar.number).sum::<usize>()), (links, links));
    let all = counts.statements();
    harness.get_by_label(&format!("Claims: {} of {all} statements", counts.claims));
    harness.get_by_label(&format!("Confirmed facts: {} of {all} statements", counts.confirmed));
    harness.get_by_label(&format!("Without a source: {} of {all} statements", all - counts.with_source));
    harness.get_by_label(&format!("Supports: {} of {links} links", number(found, &What::Stance(Stance::default())).expect("a bar")));
}

#[test]
fn a_hollow_fact_is_not_among_the_confirmed() {
    let mut harness = harness(Desk::typical());
    harness.get_by_label("Confirmed facts: 0 of 4 statements");
    press(&mut harness, "Not carried yet: 1 of 4 statements");
    assert_eq!(rows(&harness), ["Not carried yet: Depot burns"]);
}

#[test]
fn a_bar_lists_its_statements_and_one_of_them_leads_to_its_place() {
    let mut harness = harness(Desk::typical());
    press(&mut harness, "Claims: 2 of 4 statements");
    harness.get_by_role_and_label(Role::Heading, "Claims");
    assert_eq!(rows(&harness), ["Claim: nobody was hurt", "Claim: the blast"]);
    press(&mut harness, "Claim: the blast");
    let desk = harness.state();
    assert_eq!((desk.panel.tab(), desk.bench.focus().statement), (Tab::Statements, Some(desk.statement("the blast"))));

    // The list is still there, and the way back leads to the bars.
    harness.state_mut().panel.show_tab(Tab::Statistics);
    harness.run();
    assert_eq!(rows(&harness).len(), 2);
    press(&mut harness, "Back to the numbers");
    assert!(harness.get_by_label("Claims: 2 of 4 statements").is_focused());
}

#[test]
fn keys_open_a_bar_and_go_through_its_list() {
    let mut harness = harness(Desk::typical());
    harness.get_by_label("Claims: 2 of 4 statements").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    for _ in 0..2 {
        harness.key_press(Key::ArrowDown);
        harness.run();
    }
    let desk = harness.state();
    assert_eq!((desk.panel.tab(), desk.bench.focus().statement), (Tab::Statistics, Some(desk.statement("the blast"))));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().panel.tab(), Tab::Statements);
}

#[test]
fn a_bar_of_sources_lists_them_and_one_leads_to_its_form() {
    let mut harness = harness(Desk::sample());
    let bar = harness.state().bench.statistics().expect("numbers").kinds.first().cloned().expect("a bar");
    let What::Kind(kind) = bar.what else { panic!("a kind") };
    let label = format!(
        "{}: {} of {} sources",
        factmark::ui::words::source_kind(kind),
        bar.number,
        harness.state().bench.project().sources().len()
    );
    press(&mut harness, &label);
    let first = rows(&harness).first().cloned().expect("a row");
    press(&mut harness, &first);
    assert_eq!(harness.state().panel.tab(), Tab::Sources);
    let title = harness.get_by_role_and_label(Role::TextInput, "Title").value().expect("a title");
    assert!(first.ends_with(&title), "{first} {title}");
}

#[test]
fn arrows_go_along_the_article_and_enter_lists_what_lies_there() {
    let mut harness = harness(Desk::typical());
    let spread =
        |harness: &Harness<'_, Desk>| harness.get_by_label_contains("Where statements lie in").accesskit_node().label().expect("a label");
    harness.get_by_label_contains("Where statements lie in").focus();
    harness.run();
    assert!(spread(&harness).ends_with("Stretch 1 of 40: 100% in 1 statement"), "{}", spread(&harness));
    harness.key_press(Key::End);
    harness.run();
    assert!(spread(&harness).contains("Stretch 40 of 40"), "{}", spread(&harness));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(rows(&harness), ["Claim: the blast"]);
    // Back where it was, with the keyboard.
    press(&mut harness, "Back to the numbers");
    assert!(harness.get_by_label_contains("Where statements lie in").is_focused());
    assert!(spread(&harness).contains("Stretch 40 of 40"), "{}", spread(&harness));
}

#[test]
fn the_numbers_follow_every_change_while_they_are_looked_at_and_not_else() {
    let mut harness = harness(Desk::typical());
    harness.state_mut().run(Command::Undo);
    look(&mut harness);
    harness.get_by_label("Not carried yet: 0 of 3 statements");

    harness.state_mut().run(Command::Undo);
    harness.run();
    assert_eq!(harness.state().panel.tab(), Tab::Statements);
    assert!(!harness.state().bench.is_counted());
    look(&mut harness);
    assert!(harness.state().bench.is_counted());
    harness.get_by_label("Claims: 1 of 2 statements");
}

#[test]
fn a_list_whose_bar_is_gone_gives_way_to_the_bars() {
    let mut harness = harness(Desk::typical());
    press(&mut harness, "Not carried yet: 1 of 4 statements");
    let desk = harness.state_mut();
    desk.run(Command::File(FileCommand::New));
    desk.run(Command::File(FileCommand::Answer(factmark::workbench::command::Answer::Proceed)));
    harness.run();
    harness.get_by_label("Nothing to count yet");
}

#[test]
fn a_large_project_is_counted_by_a_worker_and_stale_numbers_are_let_go() {
    let mut desk = Desk::large(2500);
    desk.world.hold();
    let mut harness = harness(desk);
    harness.get_by_label("Counting…");
    assert!(harness.state().bench.is_counting());
    let desk = harness.state_mut();
    desk.bench.run(Command::Mark(MarkCommand::Delete(StatementId::from_raw(0))), &mut desk.world);
    look(&mut harness);
    harness.get_by_label("Counting…");
    let desk = harness.state_mut();
    desk.world.release();
    settle(&mut desk.bench, &mut desk.world);
    assert!(!desk.bench.is_counted());
    harness.run();
    harness.get_by_label("Assertions: 2,499 of 2,499 statements");
    assert!(harness.state().bench.is_counted() && !harness.state().bench.is_counting());
}

#[test]
fn counting_that_was_broken_off_says_so_and_begins_again_with_the_next_change() {
    let mut desk = Desk::typical();
    let revision = desk.bench.revision();
    desk.run(Command::Arrived(Arrival::CountingDied(revision)));
    let mut harness = harness(desk);
    harness.get_by_label("No numbers");
    assert!(texts(&harness.state().bench).contains("Counting was broken off"));
    harness.state_mut().run(Command::Undo);
    look(&mut harness);
    harness.get_by_label("Not carried yet: 0 of 3 statements");
}

#[test]
fn every_bar_stays_in_the_panel_however_narrow_it_is() {
    for width in [290.0, 400.0] {
        let harness = sized(Desk::sample(), width);
        for node in harness.get_all_by_role(Role::Button) {
            assert!(node.rect().left() >= 0.0 && node.rect().right() <= width, "{:?}", node.accesskit_node().label());
        }
    }
}
