//! Merging two sources into one: the other is chosen among those that look alike, or found by its words.

use egui::{Id, Ui};

use crate::model::id::SourceId;
use crate::model::source::Source;
use crate::text::{links, natural};
use crate::ui::icons;
use crate::ui::panel::source_rows::SourceRows;
use crate::ui::panel::widgets::{at_the_right, caption, card, find_field, is_escaped, quiet_button, strong};
use crate::ui::panel::wording::{fold, source_host, source_name};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::command::SourceCommand;

/// Sources offered at once.
const MAX_OFFERED: usize = 8;

/// What was typed to find the other, and what looks alike.
#[derive(Debug, Default)]
pub struct MergeState {
    query: String,
    rows: SourceRows,
    // Those that may be the same, for this state of the project.
    alike: Option<((u64, u64), Vec<SourceId>)>,
}

/// Shows the choice; whether it is over. Where it `is_new` it comes in sight, and the keyboard is for its field.
pub fn show(ui: &mut Ui, source: &Source, state: &mut MergeState, is_new: bool, work: &mut Work<'_>) -> bool {
    let project = work.bench.project();
    let revision = work.bench.revision();
    if state.alike.as_ref().is_none_or(|(known, _)| *known != revision) {
        let ranked = project.sources().filter_map(|other| Some((likeness(source, other)?, natural::key(other.display_name()), other.id)));
        let mut ranked: Vec<(u8, String, SourceId)> = ranked.collect();
        ranked.sort();
        let alike = ranked.into_iter().take(MAX_OFFERED).map(|(.., id)| id).collect();
        state.alike = Some((revision, alike));
    }
    let mut is_over = false;
    let shown = card(ui).fill(Theme::of(ui.ctx()).panel).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        ui.horizontal(|ui| {
            ui.label(strong("Merge with"));
            at_the_right(ui, |ui| is_over = icons::icon_button(ui, icons::CLOSE, "Do not merge").clicked());
        });
        caption(ui, "Links to the other come here, and what this one lacks is taken over");
        let field = find_field(ui, Id::unique("find source to merge"), "Find the other source", &mut state.query);
        if is_new {
            field.request_focus();
        }
        state.rows.update(work.bench, &state.query, false);
        let alike = state.alike.as_ref().map(|(_, alike)| alike.as_slice()).unwrap_or_default();
        let is_searched = !state.query.trim().is_empty();
        let offered = if is_searched || alike.is_empty() { state.rows.ids() } else { alike };
        let mut chosen = None;
        for id in offered.iter().filter(|id| **id != source.id).take(MAX_OFFERED) {
            let Some(other) = project.source(*id) else { continue };
            let remark = match project.index().use_count(*id) {
                0 => "unused".to_owned(),
                count => words::counted(count, "use"),
            };
            let host = source_host(other).map(|host| format!(" · {host}")).unwrap_or_default();
            if quiet_button(ui, &format!("{}{host} · {remark}", source_name(other, 60))).clicked() {
                chosen = Some(*id);
            }
        }
        if let Some(other) = chosen {
            work.source(SourceCommand::Merge { keep: source.id, other });
            is_over = true;
        }
    });
    if is_new {
        // At the top, so that what it offers has room below it.
        shown.response.scroll_to_me(Some(egui::Align::Min));
    }
    is_over || is_escaped(ui)
}

/// How alike two sources are, 0 being most: the same address, the same title, the same host; `None` for less.
fn likeness(one: &Source, other: &Source) -> Option<u8> {
    if one.id == other.id {
        return None;
    }
    let same = |one: &str, other: &str| !one.is_empty() && one == other;
    let likenesses = [
        same(&links::bare_address(&one.url), &links::bare_address(&other.url)),
        same(&fold(one.title.trim()), &fold(other.title.trim())),
        same(&links::host(&one.url).unwrap_or_default(), &links::host(&other.url).unwrap_or_default()),
    ];
    (0..).zip(likenesses).find(|(_, is_alike)| *is_alike).map(|(rank, _)| rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_comes_before_the_same_title_and_that_before_the_same_host() {
        let source = |id, title: &str, url: &str| Source { url: url.into(), ..Source::titled(SourceId::from_raw(id), title) };
        let one = source(1, "Report", "https://www.example.org/a/");
        let likeness_to = |title, url| likeness(&one, &source(2, title, url));
        assert_eq!(likeness_to("Other", "http://example.org/a#top"), Some(0));
        assert_eq!(likeness_to("report ", "https://example.com"), Some(1));
        assert_eq!(likeness_to("Other", "https://example.org/b"), Some(2));
        assert_eq!(likeness_to("Other", ""), None);
        assert_eq!(likeness(&one, &one), None);
    }
}
