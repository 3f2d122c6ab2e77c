//! The panel as a user has it: driven by the names of its controls, on a workbench with a false outside.

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use factmark::model::id::StatementId;
use factmark::model::statement::Statement;
use factmark::model::tag::TagKind;
use factmark::storage::settings::Settings;
use factmark::ui::drafts::Drafts;
use factmark::ui::panel::{self, PanelState, Tab};
use factmark::ui::status_bar::{self, StatusState};
use factmark::ui::{fonts, theme};
use factmark::workbench::Workbench;
use factmark::workbench::command::{ArticleCommand, Command, LinkTo, MarkCommand, SourceCommand};

use crate::world::{FalseWorld, run};

const TEXT: &str = "Depot burns\nThe depot burned on Monday. Officials say nobody was hurt. The Front claimed the blast.";

struct Desk {
    bench: Workbench,
    world: FalseWorld,
    drafts: Drafts,
    panel: PanelState,
    status: StatusState,
}

impl Desk {
    fn empty() -> Self {
        Self {
            bench: Workbench::new(Settings::default()),
            world: FalseWorld::new(),
            drafts: Drafts::default(),
            panel: PanelState::default(),
            status: StatusState::default(),
        }
    }

    fn with_statements() -> Self {
        let mut desk = Self::empty();
        desk.run(Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
        for (words, kind) in [
            ("The depot burned on Monday", TagKind::Assertion),
            ("nobody was hurt", TagKind::Claim),
            ("The Front claimed the blast", TagKind::ConfirmedFact),
        ] {
            let start = TEXT.find(words).expect("words of the text");
            desk.run(Command::Mark(MarkCommand::Select(Some(start..start + words.len()))));
            desk.run(Command::Mark(MarkCommand::Tag(kind)));
        }
        desk
    }

    fn run(&mut self, command: Command) {
        run(&mut self.bench, &mut self.world, command);
    }

    fn focus(&mut self, words: &str) -> StatementId {
        let id = self.statement(words).id;
        self.run(Command::Mark(MarkCommand::Focus(Some(id))));
        id
    }

    fn statement(&self, words: &str) -> &Statement {
        self.bench.project().statements().find(|statement| statement.words(TEXT).contains(words)).expect("a statement")
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut out = Vec::new();
        self.drafts.begin(&self.bench);
        egui::Panel::bottom("status")
            .show(ui, |ui| status_bar::show(ui, &mut self.status, &self.bench, "tester", self.drafts.is_pending(), &mut out));
        egui::CentralPanel::default().show(ui, |ui| panel::show(ui, &mut self.panel, &self.bench, &mut self.drafts, &mut out));
        self.drafts.end(&mut out);
        for command in out {
            self.run(command);
        }
    }
}

fn harness(desk: Desk) -> Harness<'static, Desk> {
    let mut harness = Harness::builder()
        .with_size([420.0, 1000.0])
        .with_context_setup(|ctx| {
            fonts::install(ctx);
            theme::apply(ctx);
        })
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), desk);
    harness.run();
    harness
}

fn type_into(harness: &mut Harness<'_, Desk>, name: &str, text: &str) {
    harness.get_by(|node| node.label().as_deref() == Some(name) && is_field(node.role())).focus();
    harness.run();
    harness.get_by(|node| node.label().as_deref() == Some(name) && is_field(node.role())).type_text(text);
    harness.run();
}

fn is_field(role: Role) -> bool {
    matches!(role, Role::TextInput | Role::MultilineTextInput)
}

#[test]
fn what_is_typed_and_then_clicked_away_from_is_kept_as_one_step() {
    let mut desk = Desk::with_statements();
    desk.focus("nobody was hurt");
    let mut harness = harness(desk);
    let steps = harness.state().bench.revision().1;
    type_into(&mut harness, "Note", "ask ");
    type_into(&mut harness, "Note", "the ministry");
    assert_eq!(harness.state().statement("nobody").note, "");
    harness.get_by_role_and_label(Role::Tab, "Sources").click();
    harness.run();
    assert_eq!(harness.state().statement("nobody").note, "ask the ministry");
    assert_eq!(harness.state().bench.revision().1, steps + 1);
    assert_eq!(harness.state().bench.undo_label(), Some("change note"));
}

#[test]
fn a_draft_is_kept_when_its_card_gives_way_to_another() {
    let mut desk = Desk::with_statements();
    desk.focus("nobody was hurt");
    let mut harness = harness(desk);
    type_into(&mut harness, "Note", "half a thought");
    harness.state_mut().focus("depot burned");
    harness.run();
    assert_eq!(harness.state().statement("nobody").note, "half a thought");
    assert_eq!(harness.state().statement("depot burned").note, "");
}

#[test]
fn saving_takes_what_is_being_typed_and_the_field_goes_on() {
    let mut desk = Desk::with_statements();
    desk.focus("nobody was hurt");
    let mut harness = harness(desk);
    type_into(&mut harness, "Note", "one");
    let mut out = Vec::new();
    harness.state_mut().drafts.flush(&mut out);
    assert_eq!(out.len(), 1);
    for command in out {
        harness.state_mut().run(command);
    }
    assert_eq!(harness.state().statement("nobody").note, "one");
    harness.run();
    assert!(!harness.state().drafts.is_pending());
    harness.get_by_role_and_label(Role::MultilineTextInput, "Note").type_text(" two");
    harness.run();
    harness.get_by_role_and_label(Role::Tab, "Article").click();
    harness.run();
    assert_eq!(harness.state().statement("nobody").note, "one two");
}

#[test]
fn escape_and_enter_leave_a_field_with_what_was_typed_in_it() {
    let mut desk = Desk::with_statements();
    desk.focus("nobody was hurt");
    let mut harness = harness(desk);
    type_into(&mut harness, "Said by", "Officials");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().statement("nobody").said_by.speaker, "Officials");
    type_into(&mut harness, "Said by", " and others");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().statement("nobody").said_by.speaker, "Officials and others");
}

#[test]
fn undo_shows_in_a_field_that_nobody_types_in() {
    let mut desk = Desk::with_statements();
    desk.focus("nobody was hurt");
    let mut harness = harness(desk);
    type_into(&mut harness, "Said by", "Officials");
    harness.key_press(Key::Enter);
    harness.run();
    harness.state_mut().run(Command::Undo);
    harness.run();
    assert_eq!(harness.get_by_role_and_label(Role::TextInput, "Said by").value().unwrap_or_default(), "");
}

#[test]
fn drafts_of_another_project_are_void() {
    let mut desk = Desk::with_statements();
    desk.focus("nobody was hurt");
    let mut harness = harness(desk);
    type_into(&mut harness, "Note", "not for the next project");
    let desk = harness.state_mut();
    desk.run(Command::File(factmark::workbench::command::FileCommand::New));
    desk.run(Command::File(factmark::workbench::command::FileCommand::Answer(factmark::workbench::command::Answer::Proceed)));
    harness.run();
    assert!(harness.state().bench.project().is_empty());
    assert!(harness.state().bench.undo_label().is_none());
}

#[test]
fn what_is_no_date_stays_in_its_field_with_the_reason() {
    let mut harness = harness(Desk::with_statements());
    harness.get_by_role_and_label(Role::Tab, "Article").click();
    harness.run();
    type_into(&mut harness, "Published", "March 3");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.get_by_role_and_label(Role::TextInput, "Published").value().as_deref(), Some("March 3"));
    harness.get_by_label_contains("Not a date");
    assert_eq!(harness.state().bench.article().and_then(|article| article.published), None);
    harness.get_by_role_and_label(Role::TextInput, "Published").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Published").type_text("2026-03-03");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().bench.article().and_then(|article| article.published), "2026-03-03".parse().ok());
    assert!(harness.query_by_label_contains("Not a date").is_none());
}

#[test]
fn a_note_of_a_hundred_thousand_characters_can_be_typed_on() {
    let mut desk = Desk::with_statements();
    desk.focus("nobody was hurt");
    let mut harness = harness(desk);
    type_into(&mut harness, "Note", &"many words ".repeat(9_091));
    type_into(&mut harness, "Note", "and one");
    harness.get_by_role_and_label(Role::Tab, "Sources").click();
    harness.run();
    let note = &harness.state().statement("nobody").note;
    assert!(note.len() > 100_000 && note.ends_with("and one"), "{}", note.len());
}

#[test]
fn filters_say_how_many_are_left_and_how_to_get_all_back() {
    let mut harness = harness(Desk::with_statements());
    harness.get_by_role_and_label(Role::Button, "Claims").click();
    harness.run();
    harness.get_by_label("1 of 3 statements");
    type_into(&mut harness, "Find statements", "zebra");
    harness.get_by_label("No statement matches");
    harness.get_all_by_label("Clear filter").last().expect("a button").click();
    harness.run();
    assert_eq!(harness.get_all_by_role(Role::ListBoxOption).count(), 3);
}

#[test]
fn a_letter_in_the_filter_shows_what_passes_in_the_same_frame() {
    let mut harness = harness(Desk::with_statements());
    type_into(&mut harness, "Find statements", "depo");
    harness.get_by_role_and_label(Role::TextInput, "Find statements").type_text("x");
    harness.step();
    harness.get_by_label("0 of 3 statements");
    assert_eq!(harness.query_all_by_role(Role::ListBoxOption).count(), 0);
}

#[test]
fn an_empty_panel_says_what_to_do() {
    let harness_empty = harness(Desk::empty());
    harness_empty.get_by_label("No article yet");
    let mut desk = Desk::empty();
    desk.run(Command::Article(ArticleCommand::Paste(TEXT.to_owned())));
    let harness = harness(desk);
    harness.get_by_label("Select words in the article, then press 1, 2 or 3");
}

#[test]
fn a_click_and_the_arrow_keys_go_through_the_list() {
    let mut harness = harness(Desk::with_statements());
    harness.get_by_label("Assertion: The depot burned on Monday, 12 % down the article").click();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    let focused = |harness: &Harness<'_, Desk>| harness.state().bench.statement().map(|statement| statement.words(TEXT));
    assert_eq!(focused(&harness).as_deref(), Some("nobody was hurt"));
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(focused(&harness).as_deref(), Some("The Front claimed the blast"));
}

#[test]
fn a_hollow_fact_says_what_it_lacks_and_a_passage_of_a_primary_source_carries_it() {
    let mut desk = Desk::with_statements();
    let id = desk.focus("The Front claimed");
    let mut harness = harness(desk);
    harness.get_by_label("Needs a primary source with its passage, or two independent sources");
    harness.get_by_label("Link source…").click();
    harness.run();
    type_into(&mut harness, "Link source", "https://example.org/a");
    harness.get_by_label("New source: example.org");
    harness.key_press(Key::Enter);
    harness.run();
    // The new link stands open, its passage ready to be typed.
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, "Passage").is_focused());
    harness.get_by_role_and_label(Role::MultilineTextInput, "Passage").type_text("We did it");
    harness.run();
    harness.get_by_label("Primary").click();
    harness.run();
    let statement = harness.state().bench.project().statement(id).expect("the statement").clone();
    assert_eq!(statement.evidence.first().map(|evidence| evidence.passage.as_str()), Some("We did it"));
    assert!(harness.state().bench.project().weigh(&statement).is_ok());
    harness.get_by_label_contains("Carried by a primary source");
}

#[test]
fn linking_offers_the_last_source_makes_new_ones_and_closes_on_escape() {
    let mut desk = Desk::with_statements();
    let first = desk.focus("nobody was hurt");
    desk.run(Command::Source(SourceCommand::Link(first, LinkTo::Text("call to the embassy".to_owned()))));
    let second = desk.focus("depot burned");
    let mut harness = harness(desk);
    harness.state_mut().panel.open_link_field(second);
    harness.run();
    harness.get_by_label_contains("used last");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_role_and_label(Role::TextInput, "Link source").is_none());
    harness.state_mut().panel.open_link_field(second);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().bench.project().index().use_count(harness.state().bench.last_source().expect("a source")), 2);
    harness.state_mut().panel.open_link_field(second);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Link source").type_text("visit");
    harness.run();
    harness.get_by_label("New source: “visit”");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().bench.project().sources().len(), 2);
}

#[test]
fn what_is_added_to_a_card_has_the_keyboard_at_once() {
    let mut desk = Desk::with_statements();
    desk.focus("nobody was hurt");
    let mut harness = harness(desk);
    let add = harness.get_by_label_contains("Add…");
    add.scroll_to_me();
    harness.run();
    harness.get_by_label_contains("Add…").click();
    harness.run();
    harness.get_by_label("In plain words").click();
    harness.run();
    harness.get_by_role_and_label(Role::MultilineTextInput, "In plain words").type_text("No one was hurt on Monday");
    harness.run();
    harness.get_by_role_and_label(Role::Tab, "Article").click();
    harness.run();
    assert_eq!(harness.state().statement("nobody").in_plain_words, "No one was hurt on Monday");
}

#[test]
fn a_source_can_be_added_edited_merged_and_removed() {
    let mut desk = Desk::with_statements();
    let id = desk.focus("nobody was hurt");
    desk.run(Command::Source(SourceCommand::Link(id, LinkTo::Text("https://example.org/a".to_owned()))));
    let mut harness = harness(desk);
    harness.get_by_role_and_label(Role::Tab, "Sources").click();
    harness.run();
    type_into(&mut harness, "Add a source", "https://example.org/b");
    harness.key_press(Key::Enter);
    harness.run();
    // What was added is chosen.
    type_into(&mut harness, "Title", "Report");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().bench.project().sources().any(|source| source.title == "Report" && source.publisher == "example.org"));
    harness.get_by_role_and_label(Role::Button, "Merge…").scroll_to_me();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Merge…").click();
    harness.run();
    let other = harness.get_by_label("https://example.org/a · example.org · 1 use");
    other.scroll_to_me();
    harness.run();
    harness.get_by_label("https://example.org/a · example.org · 1 use").click();
    harness.run();
    let project = harness.state().bench.project();
    assert_eq!(
        project.sources().map(|source| (source.title.as_str(), project.index().use_count(source.id))).collect::<Vec<_>>(),
        [("Report", 1)]
    );
    harness.get_by_role_and_label(Role::Button, "Remove…").scroll_to_me();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Remove…").click();
    harness.run();
    harness.get_by_label("Remove this source and its links to 1 statement?");
    harness.get_by_role_and_label(Role::Button, "Remove source").scroll_to_me();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Remove source").click();
    harness.run();
    assert_eq!(harness.state().bench.project().sources().len(), 0);
}

#[test]
fn the_bar_counts_and_says_whether_all_is_saved_and_who_checks() {
    let mut harness = harness(Desk::with_statements());
    harness.get_by_label("3 statements, 0 with a source");
    harness.get_by_label("Not saved; kept safe");
    harness.get_by_label("Checked by tester").click();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Your name").type_text("Ada");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().bench.settings().me, "Ada");
    harness.get_by_label("Checked by Ada");
}

#[test]
fn the_panel_goes_where_the_focus_goes() {
    let mut harness = harness(Desk::with_statements());
    harness.state_mut().panel.show_tab(Tab::Sources);
    harness.run();
    harness.state_mut().focus("depot burned");
    harness.run();
    assert_eq!(harness.state().panel.tab(), Tab::Statements);
}
