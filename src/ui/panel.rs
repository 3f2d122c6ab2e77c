//! The panel on the right: statements, sources, what is known about the article, what is to be done, and numbers.

mod article;
mod attribution;
mod captured;
mod card;
mod copy;
mod coverage;
mod earlier;
mod earlier_rows;
mod earlier_view;
mod evidence;
mod extras;
mod filter;
mod findings;
mod history;
mod link;
mod long_list;
mod merge;
mod remarks;
mod review;
mod review_deal;
mod review_row;
mod review_rows;
mod same_as;
mod same_found;
mod signing;
mod source_form;
mod source_rows;
mod source_working;
mod sources;
mod standing;
mod statement_list;
mod statements;
mod statistics;
mod statistics_bars;
mod statistics_list;
mod statistics_spread;
mod stories;
mod tabs;
mod unmerged;
pub mod widgets;
pub mod wording;
mod work;

use egui::{Id, Ui};

use crate::model::id::{SourceId, StatementId};
use crate::ui::drafts::Drafts;
use crate::ui::panel::article::ArticleState;
use crate::ui::panel::earlier::EarlierState;
use crate::ui::panel::link::LinkState;
use crate::ui::panel::review::ReviewState;
use crate::ui::panel::sources::SourcesState;
use crate::ui::panel::statements::StatementsState;
use crate::ui::panel::statistics::StatisticsState;
use crate::ui::panel::work::{Jump, Work};
use crate::workbench::Workbench;
use crate::workbench::command::{ArticleCommand, Command, MarkCommand};

pub use crate::ui::panel::article::name_of as article_name;
pub use crate::ui::panel::review::list_id as review_id;
pub use crate::ui::panel::statements::find_id;
pub use crate::ui::panel::tabs::Tab;

/// What the panel remembers between frames.
#[derive(Debug, Default)]
pub struct PanelState {
    tab: Tab,
    // The tab that is shown, as something that can have the keyboard.
    tab_id: Option<Id>,
    generation: u64,
    // The statement that was in focus when the panel was shown last.
    seen_focus: Option<StatementId>,
    statements: StatementsState,
    sources: SourcesState,
    article: ArticleState,
    review: ReviewState,
    statistics: StatisticsState,
    link: LinkState,
    earlier: EarlierState,
}

impl PanelState {
    /// Whether an earlier state of a statement is being looked at.
    pub const fn shows_earlier(&self) -> bool {
        self.earlier.is_open()
    }

    /// Whether what it shows and what is chosen there is something else than statements.
    pub fn is_about_no_statement(&self) -> bool {
        match self.tab {
            Tab::Statements => false,
            Tab::Sources | Tab::Article | Tab::Statistics => true,
            Tab::Review => self.review.is_about_no_statement(),
        }
    }

    /// Opens the field that links a source to this statement, which is or will be in focus.
    pub fn open_link_field(&mut self, statement: StatementId) {
        self.tab = Tab::Statements;
        self.link.open(statement);
    }

    /// What in the tab of numbers the keyboard begins with.
    pub fn statistics_id(&self) -> Id {
        self.statistics.first_id()
    }

    /// Shows a tab.
    pub const fn show_tab(&mut self, tab: Tab) {
        self.tab = tab;
    }

    /// Shows a source.
    pub fn show_source(&mut self, source: SourceId) {
        self.tab = Tab::Sources;
        self.sources.choose(source);
    }

    /// Where in the panel the keyboard begins: the tab that is shown, from which it goes on to what is in it.
    pub const fn first_id(&self) -> Option<Id> {
        self.tab_id
    }

    /// The tab that is shown.
    pub const fn tab(&self) -> Tab {
        self.tab
    }
}

/// Shows the panel in all the room there is. Answers the statement on which a click is being made.
pub fn show(ui: &mut Ui, state: &mut PanelState, bench: &Workbench, drafts: &mut Drafts, out: &mut Vec<Command>) -> Option<StatementId> {
    if state.generation != bench.generation() {
        // What was looked for in another project is of no use in this one.
        *state = PanelState { tab: state.tab, generation: bench.generation(), ..PanelState::default() };
    }
    let focus = bench.focus().statement;
    if state.seen_focus != focus {
        state.seen_focus = focus;
        // Whoever goes through a list of this tab stays there.
        let by_review = state.review.takes(focus) && state.tab == Tab::Review;
        let by_statistics = state.statistics.takes(focus) && state.tab == Tab::Statistics;
        if focus.is_some() && !by_review && !by_statistics {
            state.tab = Tab::Statements;
        }
    }
    let mut work = Work { bench, drafts, out, jump: None, pressed: None };
    state.tab_id = tabs::show(ui, &mut state.tab, bench);
    match state.tab {
        Tab::Statements => statements::show(ui, &mut state.statements, &mut state.link, &mut work),
        Tab::Sources => sources::show(ui, &mut state.sources, &mut work),
        Tab::Article => article::show(ui, &mut state.article, &mut work),
        Tab::Review => review::show(ui, &mut state.review, &mut work),
        Tab::Statistics => statistics::show(ui, &mut state.statistics, &mut work),
    }
    match work.jump.take() {
        Some(Jump::Source(source)) => {
            state.show_source(source);
        }
        Some(Jump::Link(statement)) => {
            work.mark(MarkCommand::Focus(Some(statement)));
            state.open_link_field(statement);
        }
        Some(Jump::Statement(statement)) => {
            state.tab = Tab::Statements;
            work.mark(MarkCommand::Focus(Some(statement)));
        }
        Some(Jump::Article(article)) => {
            state.tab = Tab::Article;
            work.out.push(Command::Article(ArticleCommand::Show(article)));
        }
        Some(Jump::Earlier(statement, at, from)) => {
            if let Some(statement) = bench.project().statement(statement) {
                state.earlier.open(statement, at, from);
            }
        }
        Some(Jump::Statements(query)) => {
            state.tab = Tab::Statements;
            state.statements.find(query);
        }
        None => {}
    }
    earlier::show(ui, &mut state.earlier, &mut work);
    work.pressed
}
