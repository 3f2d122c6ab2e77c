//! The tab of numbers: what there is of which sort, as bars; a bar leads to a list of what is behind it.

use egui::{Frame, Id, Margin, Role, ScrollArea, Ui, WidgetInfo};

use crate::model::id::{ArticleId, StatementId};
use crate::model::statistics::{Bar, Statistics, What};
use crate::ui::icons;
use crate::ui::panel::article;
use crate::ui::panel::statistics_bars::{self, Row};
use crate::ui::panel::statistics_list::{self, ListState};
use crate::ui::panel::statistics_spread;
use crate::ui::panel::widgets::{caption, empty, strong};
use crate::ui::panel::work::Work;
use crate::ui::theme::scale;
use crate::ui::words;
use crate::workbench::command::Command;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct StatisticsState {
    // The list that stands in place of the bars.
    open: Option<ListState>,
    // The stretch that the arrow keys have gone to.
    stretch: Option<(ArticleId, usize)>,
}

impl StatisticsState {
    /// Whether the statement that has come in focus did so because somebody goes through a list of this tab.
    pub fn takes(&mut self, focus: Option<StatementId>) -> bool {
        self.open.as_mut().is_some_and(|list| list.takes(focus))
    }

    /// What the keyboard begins with.
    pub fn first_id(&self) -> Id {
        if self.open.is_some() { statistics_list::list_id() } else { statistics_bars::id_of(&What::Claims) }
    }

    fn open(&mut self, ui: &Ui, what: What) {
        self.open = Some(ListState::of(what));
        // So that the arrow keys go through the list at once.
        ui.memory_mut(|memory| memory.request_focus(statistics_list::list_id()));
    }

    fn close(&mut self, ui: &Ui) {
        if let Some(list) = self.open.take() {
            ui.memory_mut(|memory| memory.request_focus(statistics_bars::id_of(list.what())));
        }
    }
}

/// Shows the tab.
pub fn show(ui: &mut Ui, state: &mut StatisticsState, work: &mut Work<'_>) {
    if work.bench.wants_counting() {
        work.out.push(Command::Count);
        ui.ctx().request_repaint();
    }
    let bench = work.bench;
    if bench.project().index().counts().statements() == 0 {
        let words = "How many statements are of which tag, what they rest on and where they lie stands here, as soon as there are some";
        empty(ui, icons::STATISTICS, "Nothing to count yet", words, |_| {});
        return;
    }
    let Some(found) = bench.statistics() else {
        if bench.is_counted() {
            empty(ui, icons::WARNING, "No numbers", "Counting was broken off; it begins again with the next change", |_| {});
        } else {
            empty(ui, icons::STATISTICS, "Counting…", "This project is a large one", |_| {});
        }
        return;
    };
    if let Some(list) = &mut state.open
        && let Some(behind) = found.behind(list.what())
    {
        let title = title_of(found, list.what(), work);
        if statistics_list::show(ui, list, &title, behind, work) {
            state.close(ui);
        }
        return;
    }
    // What the list showed may be gone.
    state.open = None;
    let mut pressed = None;
    ScrollArea::vertical().id_salt("statistics").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::same(scale::PADDING as i8)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if bench.is_counting() {
                caption(ui, "Counting again…");
                ui.add_space(scale::GAP);
            }
            pressed = sections(ui, found, state, work);
        });
    });
    if let Some(what) = pressed {
        state.open(ui, what);
    }
}

/// Shows a section for each question. The bar that was pressed.
fn sections(ui: &mut Ui, found: &Statistics, state: &mut StatisticsState, work: &Work<'_>) -> Option<What> {
    let mut pressed = None;
    let mut section = |ui: &mut Ui, title: &str, remark: &str, bars: &[Bar], whole: usize, noun: &str| {
        if bars.is_empty() {
            return;
        }
        head(ui, title, &words::counted(whole, noun), remark);
        let rows: Vec<Row<'_>> = bars.iter().map(|bar| statistics_bars::row_of(ui, found, bar)).collect();
        if let Some(what) = statistics_bars::show(ui, title, &rows, whole, noun) {
            pressed = Some(what);
        }
        ui.add_space(scale::GAP_LARGE);
    };
    let Statistics { statements, sources, links, confirmed, .. } = *found;
    section(ui, "How statements are tagged", "", &found.tags, statements, "statement");
    section(ui, "Which statements have a source", "", &found.sourced, statements, "statement");
    section(ui, "What the sources are", "", &found.kinds, sources, "source");
    if links > 0 {
        section(ui, "What the evidence says", "", &found.stances, links, "link");
    }
    let remark = "each under all its stories";
    section(ui, "Stories that confirmed facts rest on", remark, &found.stories, confirmed, "confirmed fact");

    head(ui, "Where the statements lie", &words::counted(found.spreads.len(), "article"), "each bar a fortieth of its text");
    for spread in &found.spreads {
        let name = work.bench.project().article(spread.article).map(|article| article::name_of(article)).unwrap_or_default();
        if let Some(at) = statistics_spread::show(ui, spread, &name, &mut state.stretch) {
            pressed = Some(What::Stretch(spread.article, at));
        }
    }
    pressed
}

/// The heading of a section, with how many there are in all, and a remark where there is something to say.
fn head(ui: &mut Ui, title: &str, whole: &str, remark: &str) {
    let response = ui.label(strong(title));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    ui.add_space(2.0);
    caption(ui, if remark.is_empty() { whole.to_owned() } else { format!("{whole}, {remark}") });
    ui.add_space(scale::GAP_SMALL);
}

/// What a list is called.
fn title_of(found: &Statistics, what: &What, work: &Work<'_>) -> String {
    match what {
        What::Stretch(article, at) => {
            let name = work.bench.project().article(*article).map(|article| article::name_of(article)).unwrap_or_default();
            if found.spreads.len() > 1 { format!("{}: {name}", statistics_spread::place(*at)) } else { statistics_spread::place(*at) }
        }
        _ => statistics_bars::name_of(found, what),
    }
}
