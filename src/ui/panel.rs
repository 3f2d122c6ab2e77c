//! The right side: statements with the card of one of them, sources, the article's details.

use egui::{Frame, Margin, Ui};

use crate::ui::card::{self, CardState};
use crate::ui::drafts::Drafts;
use crate::ui::statements::{self, StatementsState};
use crate::ui::theme::{Theme, scale};
use crate::workbench::Workbench;
use crate::workbench::command::Command;

/// Height of the card before it is dragged, in points.
const CARD_HEIGHT: f32 = 400.0;
/// What the list above it keeps.
const LIST_HEIGHT: f32 = 150.0;

/// The panel's tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The statements of the article on the left.
    #[default]
    Statements,
    /// All sources.
    Sources,
    /// What is known about the article.
    Article,
}

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct PanelState {
    tab: Tab,
    statements: StatementsState,
    card: CardState,
}

impl PanelState {
    /// Shows a tab.
    pub const fn show_tab(&mut self, tab: Tab) {
        self.tab = tab;
    }

    /// Opens the field that links a source to the statement in focus.
    pub fn open_link_field(&mut self) {
        self.tab = Tab::Statements;
        self.card.open_link_field();
    }

    /// Gives the keyboard to the field that finds statements.
    pub const fn find(&mut self) {
        self.tab = Tab::Statements;
        self.statements.want_find();
    }
}

/// Draws the panel in all the room there is.
pub fn show(ui: &mut Ui, state: &mut PanelState, bench: &Workbench, drafts: &mut Drafts, out: &mut Vec<Command>) {
    tabs_ui(ui, state, bench);
    match state.tab {
        Tab::Statements => statements_ui(ui, state, bench, drafts, out),
        Tab::Sources | Tab::Article => {}
    }
}

fn tabs_ui(ui: &mut Ui, state: &mut PanelState, bench: &Workbench) {
    let statements = bench.focus().article.map_or(0, |article| bench.project().index().ranks(article).len());
    let sources = bench.project().sources().len();
    ui.horizontal(|ui| {
        for (tab, name) in [
            (Tab::Statements, format!("Statements {statements}")),
            (Tab::Sources, format!("Sources {sources}")),
            (Tab::Article, "Article".to_owned()),
        ] {
            if ui.selectable_label(state.tab == tab, name).clicked() {
                state.tab = tab;
            }
        }
    });
    ui.add_space(scale::GAP_SMALL);
}

fn statements_ui(ui: &mut Ui, state: &mut PanelState, bench: &Workbench, drafts: &mut Drafts, out: &mut Vec<Command>) {
    if let Some(statement) = bench.statement() {
        let theme = Theme::of(ui.ctx());
        let most = (ui.available_height() - LIST_HEIGHT).max(LIST_HEIGHT);
        let frame = Frame::new().fill(theme.raised).inner_margin(Margin::symmetric(12, 8));
        egui::Panel::bottom("card")
            .resizable(true)
            .default_size(CARD_HEIGHT.min(most))
            .size_range(LIST_HEIGHT..=most)
            .frame(frame)
            .show(ui, |ui| card::show(ui, &mut state.card, bench, statement, drafts, out));
    }
    statements::show(ui, &mut state.statements, bench, out);
}
