//! The panel on the right: statements, sources, and what is known about the article.

mod article;
mod card;
mod evidence;
mod extras;
mod filter;
mod link;
mod merge;
mod same_as;
mod source_form;
mod source_rows;
mod sources;
mod standing;
mod statement_list;
mod statements;
mod widgets;
mod wording;
mod work;

use egui::{Button, Frame, Margin, RichText, Role, Stroke, Ui, WidgetInfo};

use crate::model::id::StatementId;
use crate::ui::drafts::Drafts;
use crate::ui::fonts;
use crate::ui::icons::{self, Icon};
use crate::ui::panel::article::ArticleState;
use crate::ui::panel::link::LinkState;
use crate::ui::panel::sources::SourcesState;
use crate::ui::panel::statements::StatementsState;
use crate::ui::panel::work::{Jump, Work};
use crate::ui::theme::{Mark, Theme, scale};
use crate::workbench::Workbench;
use crate::workbench::command::{Command, MarkCommand};

pub use crate::ui::panel::article::name_of as article_name;
pub use crate::ui::panel::statements::find_id;

/// The tabs of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The statements of the article on the left.
    #[default]
    Statements,
    /// The sources of the project.
    Sources,
    /// What is known about the article on the left.
    Article,
}

/// What the panel remembers between frames.
#[derive(Debug, Default)]
pub struct PanelState {
    tab: Tab,
    generation: u64,
    // The statement that was in focus when the panel was shown last.
    seen_focus: Option<StatementId>,
    statements: StatementsState,
    sources: SourcesState,
    article: ArticleState,
    link: LinkState,
}

impl PanelState {
    /// Opens the field that links a source to this statement, which is or will be in focus.
    pub fn open_link_field(&mut self, statement: StatementId) {
        self.tab = Tab::Statements;
        self.link.open(statement);
    }

    /// Shows a tab.
    pub const fn show_tab(&mut self, tab: Tab) {
        self.tab = tab;
    }

    /// The tab that is shown.
    pub const fn tab(&self) -> Tab {
        self.tab
    }
}

/// Shows the panel in all the room there is.
pub fn show(ui: &mut Ui, state: &mut PanelState, bench: &Workbench, drafts: &mut Drafts, out: &mut Vec<Command>) {
    if state.generation != bench.generation() {
        // What was looked for in another project is of no use in this one.
        *state = PanelState { tab: state.tab, generation: bench.generation(), ..PanelState::default() };
    }
    let focus = bench.focus().statement;
    if state.seen_focus != focus {
        state.seen_focus = focus;
        if focus.is_some() {
            state.tab = Tab::Statements;
        }
    }
    let mut work = Work { bench, drafts, out, jump: None };
    tabs(ui, state, bench);
    match state.tab {
        Tab::Statements => statements::show(ui, &mut state.statements, &mut state.link, &mut work),
        Tab::Sources => sources::show(ui, &mut state.sources, &mut work),
        Tab::Article => article::show(ui, &mut state.article, &mut work),
    }
    match work.jump.take() {
        Some(Jump::Source(source)) => {
            state.tab = Tab::Sources;
            state.sources.choose(source);
        }
        Some(Jump::Statement(statement)) => {
            state.tab = Tab::Statements;
            work.mark(MarkCommand::Focus(Some(statement)));
        }
        Some(Jump::Statements(query)) => {
            state.tab = Tab::Statements;
            state.statements.find(query);
        }
        None => {}
    }
}

fn tabs(ui: &mut Ui, state: &mut PanelState, bench: &Workbench) {
    let theme = Theme::of(ui.ctx());
    let project = bench.project();
    let statements = bench.focus().article.map_or(0, |article| project.index().ranks(article).len());
    let tabs = [
        (Tab::Statements, Icon::of_mark(Mark::Claim), "Statements", Some(statements)),
        (Tab::Sources, icons::SOURCES, "Sources", Some(project.sources().len())),
        (Tab::Article, icons::ARTICLE, "Article", Some(project.article_count()).filter(|count| *count > 1)),
    ];
    let margin = Margin { left: 8, right: 8, top: 6, bottom: 0 };
    let frame = Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = scale::GAP_SMALL / 2.0;
            ui.spacing_mut().button_padding = egui::vec2(8.0, 6.0);
            for (tab, icon, name, count) in tabs {
                let is_shown = state.tab == tab;
                let ink = if is_shown { theme.ink } else { theme.ink_soft };
                let text = RichText::new(name).color(ink);
                let text = if is_shown { text.variation(fonts::WEIGHT, fonts::SEMIBOLD) } else { text };
                let count = count.map(|count| RichText::new(count.to_string()).size(scale::SMALL_POINTS).color(theme.ink_soft));
                let icon = icon.sized(scale::BODY_POINTS + 2.0).color(ink);
                let button = match count.clone() {
                    Some(count) => Button::new((icon, text, count)),
                    None => Button::new((icon, text)),
                };
                let response = ui.add(button.frame_when_inactive(false));
                response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, name));
                if is_shown {
                    let line = Stroke::new(scale::UNDERLINE_FOCUSED, theme.accent);
                    ui.painter().hline(response.rect.shrink2(egui::vec2(6.0, 0.0)).x_range(), response.rect.bottom() + 2.0, line);
                }
                if response.clicked() {
                    state.tab = tab;
                }
            }
        });
        ui.add_space(scale::GAP_SMALL - 1.0);
    });
    let rect = frame.response.rect;
    let line = Stroke::new(scale::HAIRLINE, theme.line);
    ui.painter().hline(ui.max_rect().x_range(), rect.bottom(), line);
    ui.spacing_mut().item_spacing.y = 0.0;
}
