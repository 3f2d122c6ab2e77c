//! The line that says when an archived copy was made, and what to think of where that does not fit the statement's date.

use egui::{Label, RichText, Ui};

use crate::model::captured::{self, Captured};
use crate::model::day::Day;
use crate::model::project::Project;
use crate::model::source::Source;
use crate::ui::icons;
use crate::ui::panel::widgets::caption;
use crate::ui::theme::{Theme, scale};

/// Statements whose dates are held against each other; of more nobody expects one date.
const MOST_USERS: usize = 100;

/// Shows the line.
pub fn show(ui: &mut Ui, captured: Captured) {
    let Some(doubt) = captured.doubt() else {
        caption(ui, captured.text());
        return;
    };
    let theme = Theme::of(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = scale::GAP_SMALL;
        ui.label(icons::WARNING.sized(scale::BODY_POINTS).color(theme.warn));
        let text = RichText::new(format!("{}. {}", captured.text(), doubt.text())).size(scale::SMALL_POINTS).color(theme.warn);
        ui.add(Label::new(text).wrap());
    });
}

/// When the copy of a source was made; beside the date of the statements that use it, where they have one in common.
pub fn of_source(project: &Project, source: &Source) -> Option<Captured> {
    let alone = captured::captured(source, None)?;
    let users = || project.index().users(source.id).take(MOST_USERS + 1).filter_map(|id| project.statement(id));
    let mut dates = users().map(|statement| captured::date_of(statement, project.article(statement.article).map(|article| &**article)));
    let date: Option<Day> = dates.next().flatten();
    let is_common = dates.all(|other| other == date) && users().count() <= MOST_USERS;
    if is_common { captured::captured(source, date) } else { Some(alone) }
}
