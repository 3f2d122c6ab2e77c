//! What is wrong and what is to be done: looked for after every change, on a worker where it takes long, and shown in a tab of its own.

pub mod large;

use std::time::Duration;

use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use factmark::model::field::{ArticleField, SourceField, StatementField};
use factmark::model::id::StatementId;
use factmark::model::problems::{List, Subject};
use factmark::model::review::Rules;
use factmark::model::statement::SaidBy;
use factmark::model::tag::TagKind;
use factmark::storage::settings::Settings;
use factmark::ui::drafts::Drafts;
use factmark::ui::panel::{self, PanelState, Tab};
use factmark::ui::{fonts, theme};
use factmark::workbench::Workbench;
use factmark::workbench::command::{ArticleCommand, Command, LinkTo, MarkCommand, ReviewCommand, SourceCommand};

use crate::review::large::large_desk;
use crate::world::{FalseWorld, run, settle};

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
        panel.show_tab(Tab::Review);
        Self { bench: Workbench::new(Settings::default()), world: FalseWorld::new(), drafts: Drafts::default(), panel }
    }

    /// One problem: the article has no date. To do: two statements without source, one claim without speaker.
    fn typical() -> Self {
        let mut desk = Self::empty();
        desk.run(Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
        for (words, kind) in [("The depot burned on Monday", TagKind::Assertion), ("nobody was hurt", TagKind::Claim)] {
            let start = TEXT.find(words).expect("words of the text");
            desk.run(Command::Mark(MarkCommand::Select(Some(start..start + words.len()))));
            desk.run(Command::Mark(MarkCommand::Tag(kind)));
        }
        desk.run(Command::Mark(MarkCommand::Focus(None)));
        desk.panel.show_tab(Tab::Review);
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
            self.run(command);
        }
    }
}

fn harness(desk: Desk) -> Harness<'static, Desk> {
    sized(desk, 420.0)
}

fn sized(desk: Desk, width: f32) -> Harness<'static, Desk> {
    let mut harness = Harness::builder()
        .with_size([width, 700.0])
        .with_context_setup(|ctx| {
            fonts::install(ctx);
            theme::apply(ctx);
        })
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), desk);
    harness.run();
    harness
}

/// The labels of the rows that are laid out, from top to bottom.
fn rows(harness: &Harness<'_, Desk>) -> Vec<String> {
    harness.query_all_by_role(Role::ListBoxOption).filter_map(|node| node.accesskit_node().label()).collect()
}

fn codes(entries: List<'_>) -> Vec<&'static str> {
    entries.iter().map(|entry| entry.code).collect()
}

#[test]
fn both_lists_follow_every_change_and_undo() {
    let mut desk = Desk::typical();
    let before = (codes(desk.bench.review().problems()), codes(desk.bench.review().to_do()));
    let to_do = ["statement_without_source", "statement_without_source", "claim_without_speaker", "words_untouched"];
    assert_eq!(before, (vec!["article_without_date"], to_do.to_vec()));
    assert_eq!(desk.bench.review().of(), Some(desk.bench.revision()));

    let id = desk.statement("nobody was hurt");
    let said_by = SaidBy { speaker: "Officials".into(), ..SaidBy::default() };
    desk.run(Command::Mark(MarkCommand::Set(id, StatementField::SaidBy(said_by))));
    desk.run(Command::Source(SourceCommand::Link(id, LinkTo::Text("call to the ministry".into()))));
    let article = desk.bench.project().articles().next().expect("an article").id;
    desk.run(Command::Article(ArticleCommand::Set(article, ArticleField::Published("2026-02-10".parse().ok()))));
    assert_eq!(
        (desk.bench.review().problems().len(), codes(desk.bench.review().to_do())),
        (0, vec!["statement_without_source", "words_untouched"])
    );

    for _ in 0..3 {
        desk.run(Command::Undo);
    }
    assert_eq!((codes(desk.bench.review().problems()), codes(desk.bench.review().to_do())), before);
}

#[test]
fn the_tab_shows_problems_first_then_what_is_to_be_done() {
    let harness = harness(Desk::typical());
    harness.get_by_role_and_label(Role::Heading, "Problems: 1");
    harness.get_by_role_and_label(Role::Heading, "To do: 4");
    assert_eq!(
        rows(&harness),
        [
            "The article has no date: Depot burns",
            "No source is linked: The depot burned on Monday, 12 % down the article",
            "No source is linked: nobody was hurt, 54 % down the article",
            "It is not written who says it: nobody was hurt, 54 % down the article",
            "47 % of the words are covered; 2 sentences untouched, 1 sentence partly covered: Depot burns",
        ]
    );
}

#[test]
fn chips_leave_a_list_out_and_words_are_found() {
    let mut harness = harness(Desk::typical());
    harness.get_by_role_and_label(Role::Button, "To do").click();
    harness.run();
    assert_eq!(rows(&harness), ["The article has no date: Depot burns"]);
    harness.get_by_label("1 of 5 entries");
    harness.get_by_role_and_label(Role::Button, "Problems").click();
    harness.run();
    harness.get_by_label("Nothing matches");
    harness.get_all_by_role_and_label(Role::Button, "Clear filter").next().expect("a button").click();
    harness.run();
    assert_eq!(rows(&harness).len(), 5);
    harness.get_by_role_and_label(Role::TextInput, "Find problems and to do").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Find problems and to do").type_text("MONDAY");
    harness.run();
    assert_eq!(rows(&harness), ["No source is linked: The depot burned on Monday, 12 % down the article"]);
}

#[test]
fn a_click_leads_to_the_statement_the_article_or_the_source() {
    let mut desk = Desk::typical();
    desk.run(Command::Source(SourceCommand::Add("Report".into())));
    let source = desk.bench.project().sources().next().expect("a source").id;
    desk.run(Command::Source(SourceCommand::Set(source, SourceField::Url("nowhere".into()))));
    let mut harness = harness(desk);
    harness.get_by_label("It is not written who says it: nobody was hurt, 54 % down the article").click();
    harness.run();
    let desk = harness.state();
    assert_eq!((desk.panel.tab(), desk.bench.focus().statement), (Tab::Statements, Some(desk.statement("nobody was hurt"))));

    harness.state_mut().panel.show_tab(Tab::Review);
    harness.run();
    harness.get_by_label("The article has no date: Depot burns").click();
    harness.run();
    assert_eq!(harness.state().panel.tab(), Tab::Article);

    harness.state_mut().panel.show_tab(Tab::Review);
    harness.run();
    harness.get_by_label("“nowhere” is not the address of a web page: Report").click();
    harness.run();
    assert_eq!(harness.state().panel.tab(), Tab::Sources);
    assert_eq!(harness.get_by_role_and_label(Role::TextInput, "Title").value().as_deref(), Some("Report"));
}

#[test]
fn arrows_go_through_the_list_showing_each_statement_and_enter_goes_there() {
    let mut harness = harness(Desk::typical());
    harness.get_by_role_and_label(Role::ListBox, "List of problems and to do").focus();
    harness.run();
    for _ in 0..3 {
        harness.key_press(Key::ArrowDown);
        harness.run();
    }
    let desk = harness.state();
    assert_eq!((desk.panel.tab(), desk.bench.focus().statement), (Tab::Review, Some(desk.statement("nobody was hurt"))));
    harness.key_press(Key::ArrowUp);
    harness.run();
    let desk = harness.state();
    assert_eq!((desk.panel.tab(), desk.bench.focus().statement), (Tab::Review, Some(desk.statement("The depot burned on Monday"))));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().panel.tab(), Tab::Statements);

    // Whoever chooses another statement elsewhere sees its card.
    harness.state_mut().panel.show_tab(Tab::Review);
    harness.run();
    let other = harness.state().statement("nobody was hurt");
    harness.state_mut().run(Command::Mark(MarkCommand::Focus(Some(other))));
    harness.run();
    assert_eq!(harness.state().panel.tab(), Tab::Statements);
}

#[test]
fn what_is_done_goes_from_the_list_and_the_next_is_chosen() {
    let mut harness = harness(Desk::typical());
    harness.get_by_role_and_label(Role::ListBox, "List of problems and to do").focus();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    let id = harness.state().statement("The depot burned on Monday");
    harness.state_mut().run(Command::Source(SourceCommand::Link(id, LinkTo::Text("call".into()))));
    harness.run();
    assert_eq!(rows(&harness).len(), 4);
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let desk = harness.state();
    assert_eq!((desk.panel.tab(), desk.bench.focus().statement), (Tab::Statements, Some(desk.statement("nobody was hurt"))));
}

#[test]
fn nothing_to_do_is_said_in_words() {
    let mut harness = harness(Desk::empty());
    harness.get_by_label("Nothing to do yet");
    let desk = harness.state_mut();
    desk.run(Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
    let article = desk.bench.project().articles().next().expect("an article").id;
    desk.run(Command::Article(ArticleCommand::Set(article, ArticleField::Published("2026-02-10".parse().ok()))));
    desk.run(Command::Mark(MarkCommand::Select(Some(0..11))));
    desk.run(Command::Mark(MarkCommand::Tag(TagKind::Assertion)));
    let id = desk.statement("Depot burns");
    desk.run(Command::Source(SourceCommand::Link(id, LinkTo::Text("a visit".into()))));
    desk.run(Command::Mark(MarkCommand::Select(Some(11..TEXT.len()))));
    desk.run(Command::Mark(MarkCommand::SetAside(None)));
    desk.panel.show_tab(Tab::Review);
    harness.run();
    harness.state_mut().panel.show_tab(Tab::Review);
    harness.run();
    harness.get_by_label("Nothing to do");
}

#[test]
fn only_the_rows_in_sight_are_laid_out_and_arrows_reach_the_last() {
    let mut harness = harness(large_desk(3000));
    assert!(rows(&harness).len() < 12, "{}", rows(&harness).len());
    harness.get_by_role_and_label(Role::ListBox, "List of problems and to do").focus();
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(rows(&harness).last().map(String::as_str), Some("No source is linked: Thing 2999 happened., 99 % down the article"));
    harness.key_press(Key::Home);
    harness.run();
    assert_eq!(rows(&harness).first().map(String::as_str), Some("No source is linked: Thing 0 happened., 0 % down the article"));
}

#[test]
fn the_tab_is_drawn_anew_as_long_as_a_look_runs_and_never_else() {
    let mut harness = harness(large_desk(2500));
    let wait = |harness: &Harness<'_, Desk>| harness.output().viewport_output.values().map(|window| window.repaint_delay).min();
    assert_eq!(wait(&harness), Some(Duration::MAX));
    harness.state_mut().world.hold();
    let rules = Rules { secondary: 3, second_reader: true };
    // One look through everything, which has not begun, and then one for words, of which no share is known.
    for command in [Command::Review(ReviewCommand::SetRules(rules)), Command::Mark(MarkCommand::Delete(StatementId::from_raw(0)))] {
        let desk = harness.state_mut();
        desk.bench.run(command, &mut desk.world);
        harness.run();
        harness.get_by_label("Looking through the project…");
        assert!(wait(&harness).is_some_and(|wait| wait <= Duration::from_secs(1)), "{:?}", wait(&harness));
        let desk = harness.state_mut();
        desk.world.release();
        settle(&mut desk.bench, &mut desk.world);
        desk.world.hold();
        harness.run();
        assert!(!harness.state().bench.review().is_running());
        assert_eq!(wait(&harness), Some(Duration::MAX));
    }
}

#[test]
fn every_tab_stays_in_the_panel_however_narrow_it_is() {
    for width in [290.0, 330.0, 400.0, 520.0] {
        for tab in [Tab::Statements, Tab::Sources, Tab::Article, Tab::Review, Tab::Statistics] {
            let mut desk = large_desk(250);
            desk.panel.show_tab(tab);
            let harness = sized(desk, width);
            for name in ["Statements", "Sources", "Article", "To do", "Statistics"] {
                let right = harness.get_by_role_and_label(Role::Tab, name).rect().right();
                assert!(right <= width, "{name} ends at {right} of {width}");
            }
        }
    }
}

#[test]
fn a_problem_beside_another_statement_shows_on_the_card_too() {
    let text = "The depot burned down\nOfficials say the depot burned down.";
    let mut desk = Desk::empty();
    desk.run(Command::Article(ArticleCommand::Paste(text.to_owned())));
    for (range, kind) in [(0..21, TagKind::Assertion), (36..57, TagKind::Claim)] {
        desk.run(Command::Mark(MarkCommand::Select(Some(range))));
        desk.run(Command::Mark(MarkCommand::Tag(kind)));
    }
    let entry = desk.bench.review().problems().iter().find(|entry| entry.code == "same_words_tagged_differently");
    let entry = entry.expect("a problem");
    let Subject::Statement(id) = entry.subject else { panic!("about a statement") };
    assert_eq!(desk.bench.focus().statement, Some(id));
    let harness = harness(desk);
    harness.get_by_label(&entry.text);
}
