//! Linking: one field that searches the sources as one types, and makes a new one of what it does not find.

use egui::{AtomExt as _, Id, Key, Modifiers, RichText, Role, ScrollArea, Stroke, TextEdit, Ui, WidgetInfo};

use crate::model::id::{SourceId, StatementId};
use crate::model::statement::Statement;
use crate::text::quoted::quoted;
use crate::ui::icons::{self, Icon};
use crate::ui::panel::source_rows::SourceRows;
use crate::ui::panel::widgets::{ICON_BUTTON_ROOM, caption, card, row};
use crate::ui::panel::wording::{brief, fold, source_host, source_name};
use crate::ui::panel::work::Work;
use crate::ui::theme::{Theme, scale};
use crate::ui::words;
use crate::workbench::Workbench;
use crate::workbench::command::{LinkTo, SourceCommand};
use crate::workbench::sourcing;

/// Height of the offers before they scroll.
const OFFERS_HEIGHT: f32 = 190.0;
/// Characters of what is said beside a name.
const REMARK_CHARS: usize = 32;
/// Sources offered at once; more words find the others.
const MAX_OFFERED: usize = 50;
/// Characters of a name that one line can need.
const NAME_CHARS: usize = 80;

/// The field, while it is open.
#[derive(Debug, Default)]
pub struct LinkState {
    statement: Option<StatementId>,
    query: String,
    rows: SourceRows,
    offers: Vec<Offer>,
    // The project and the words that the offers were made for.
    offers_for: Option<((u64, u64), String)>,
    chosen: usize,
    // Whether the keyboard is still to be given to it.
    is_new: bool,
}

/// What can be linked.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Offer {
    LastUsed(SourceId),
    There(SourceId),
    New { label: String, passage: Option<String> },
}

impl LinkState {
    /// Opens the field for a statement, empty.
    pub fn open(&mut self, statement: StatementId) {
        *self = Self { statement: Some(statement), is_new: true, ..Self::default() };
    }

    /// Whether the field is open for this statement.
    pub fn is_open_for(&self, statement: StatementId) -> bool {
        self.statement == Some(statement)
    }

    fn close(&mut self) {
        *self = Self::default();
    }
}

fn field_id() -> Id {
    Id::unique("link field")
}

/// Shows the field for this statement.
pub fn show(ui: &mut Ui, statement: &Statement, state: &mut LinkState, work: &mut Work<'_>) {
    let theme = Theme::of(ui.ctx());
    let frame = card(ui).fill(theme.panel).stroke(Stroke::new(scale::HAIRLINE, theme.line_strong));
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        let is_entered = ui.memory(|memory| memory.has_focus(field_id()));
        let pressed = |key| is_entered && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let (is_down, is_up) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
        if is_down {
            state.chosen += 1;
        }
        if is_up {
            state.chosen = state.chosen.saturating_sub(1);
        }
        let is_taken = pressed(Key::Enter);
        let had_focus = ui.memory(|memory| memory.had_focus_last_frame(field_id()));
        if had_focus && !is_entered && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            state.close();
            return;
        }
        row(ui, |ui| {
            let field = TextEdit::singleline(&mut state.query)
                .id(field_id())
                .hint_text("Paste a link, or type a title")
                .prefix(icons::LINK.sized(scale::BODY_POINTS).color(theme.ink_soft))
                .desired_width(ui.available_width() - ICON_BUTTON_ROOM);
            let response = ui.add(field).accessible_name("Link source");
            if std::mem::take(&mut state.is_new) {
                response.request_focus();
                // At the top, so that what it offers has room below it.
                response.scroll_to_me(Some(egui::Align::Min));
            }
            if response.changed() {
                state.chosen = 0;
            }
            if icons::icon_button(ui, icons::CLOSE, "Close (Esc)").clicked() {
                state.statement = None;
            }
        });
        if state.offers_for.as_ref().is_none_or(|(revision, query)| *revision != work.bench.revision() || *query != state.query) {
            state.rows.update(work.bench, &state.query, false);
            state.offers = offers(work.bench, state);
            state.offers_for = Some((work.bench.revision(), state.query.clone()));
        }
        state.chosen = state.chosen.min(state.offers.len().saturating_sub(1));
        let clicked = list(ui, state, is_down || is_up, work);
        let taken = if is_taken { Some(state.chosen) } else { clicked };
        if let Some(offer) = taken.and_then(|at| state.offers.get(at)) {
            let to = match offer {
                Offer::LastUsed(_) => LinkTo::LastUsed,
                Offer::There(source) => LinkTo::Source(*source),
                Offer::New { .. } => LinkTo::Text(state.query.clone()),
            };
            work.source(SourceCommand::Link(statement.id, to));
            state.close();
        }
    });
    if state.statement.is_none() {
        state.close();
    }
}

/// What Enter and the arrows choose from; the first is what Enter takes.
fn offers(bench: &Workbench, state: &LinkState) -> Vec<Offer> {
    let project = bench.project();
    let typed = state.query.trim();
    let found = state.rows.ids().iter().take(MAX_OFFERED).copied();
    if typed.is_empty() {
        let last = bench.last_source().filter(|id| project.source(*id).is_some());
        let others = found.filter(|id| Some(*id) != last);
        return last.map(Offer::LastUsed).into_iter().chain(others.map(Offer::There)).collect();
    }
    if let Some((host, passage)) = sourcing::leads_to(typed) {
        let label = match sourcing::meant(project, typed) {
            Some(source) => source_name(source, NAME_CHARS),
            None => format!("New source: {host}"),
        };
        return vec![Offer::New { label, passage }];
    }
    let folded = fold(typed);
    let is_there = |id: SourceId| project.source(id).is_some_and(|source| fold(source.title.trim()) == folded);
    let has_title = state.rows.ids().iter().take(MAX_OFFERED).any(|id| is_there(*id));
    let new = (!has_title).then(|| Offer::New { label: format!("New source: {}", quoted(&brief(typed, NAME_CHARS))), passage: None });
    found.map(Offer::There).chain(new).collect()
}

/// The offers; the one that was clicked. After an arrow the chosen one is brought into sight, once: asked for in every frame it would never
/// come to rest.
fn list(ui: &mut Ui, state: &LinkState, has_moved: bool, work: &Work<'_>) -> Option<usize> {
    let mut clicked = None;
    if state.offers.is_empty() {
        caption(ui, "Nothing is linked yet. A pasted link or a title makes a source");
        return None;
    }
    ScrollArea::vertical()
        .id_salt("link offers")
        .max_height(OFFERS_HEIGHT)
        .min_scrolled_height(OFFERS_HEIGHT)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for (at, offer) in state.offers.iter().enumerate() {
                let is_chosen = at == state.chosen;
                let response = offer_row(ui, offer, is_chosen, work);
                if is_chosen && has_moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    clicked = Some(at);
                }
            }
        });
    caption(ui, "Enter links what is marked, arrows choose");
    clicked
}

fn offer_row(ui: &mut Ui, offer: &Offer, is_chosen: bool, work: &Work<'_>) -> egui::Response {
    let theme = Theme::of(ui.ctx());
    let project = work.bench.project();
    let ink = if is_chosen { theme.selection_ink } else { theme.ink };
    let soft = if is_chosen { theme.selection_ink } else { theme.ink_soft };
    let (icon, name, remark) = match offer {
        Offer::LastUsed(id) | Offer::There(id) => {
            let Some(source) = project.source(*id) else { return ui.label("") };
            let host = source_host(source).filter(|_| !source.title.trim().is_empty());
            let used = match (offer, project.index().use_count(*id)) {
                (Offer::LastUsed(_), _) => Some("used last".to_owned()),
                (_, 0) => None,
                (_, count) => Some(words::counted(count, "use")),
            };
            let remark: Vec<String> = host.into_iter().chain(used).collect();
            (Icon::of_source(source.kind), source_name(source, NAME_CHARS), remark.join(" · "))
        }
        Offer::New { label, passage } => {
            let passage = passage.as_ref().map(|passage| format!("with its passage {}", quoted(&brief(passage, NAME_CHARS))));
            (if label.starts_with("New source") { icons::ADD } else { icons::LINK }, label.clone(), passage.unwrap_or_default())
        }
    };
    let icon = icon.sized(scale::BODY_POINTS + 2.0).color(soft);
    let label = RichText::new(&name).color(ink);
    // What is too long of the two is the name, which a button cuts.
    let remark_label = RichText::new(brief(&remark, REMARK_CHARS)).size(scale::SMALL_POINTS).color(soft);
    let button = egui::Button::selectable(is_chosen, (icon, label.atom_shrink(true), remark_label));
    let button = button.truncate().min_size(egui::vec2(ui.available_width(), 0.0));
    let response = ui.add(button);
    response.widget_info(|| {
        WidgetInfo::selected(
            Role::ListBoxOption,
            true,
            is_chosen,
            if remark.is_empty() { name.clone() } else { format!("{name}, {remark}") },
        )
    });
    response
}
