//! The field that links a source: it searches as one types, and makes a new source of what it does not find.

use egui::{Id, Key, Modifiers, RichText, TextEdit, Ui};

use crate::model::id::SourceId;
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::text::links;
use crate::ui::excerpt;
use crate::ui::icons::Icon;
use crate::ui::theme::{Theme, scale};
use crate::workbench::Workbench;
use crate::workbench::command::{Command, LinkTo, SourceCommand};

/// Sources offered at once.
const MOST: usize = 6;

/// What is being typed.
#[derive(Debug, Default)]
pub struct LinkState {
    is_open: bool,
    wants_keyboard: bool,
    query: String,
    chosen: usize,
    found: Vec<SourceId>,
    found_of: Option<((u64, u64), String)>,
}

/// One thing that Enter can mean.
enum Choice {
    LastUsed(SourceId),
    Source(SourceId),
    New,
}

impl LinkState {
    /// Opens the field and gives it the keyboard.
    pub fn open(&mut self) {
        *self = Self { is_open: true, wants_keyboard: true, ..Self::default() };
    }

    /// What stays when another statement comes into focus: a field that was opened for it just now.
    pub fn kept(self) -> Self {
        if self.wants_keyboard { self } else { Self::default() }
    }
}

/// Draws the button, or the field with what it found.
pub fn show(ui: &mut Ui, state: &mut LinkState, bench: &Workbench, statement: &Statement, out: &mut Vec<Command>) {
    if !state.is_open {
        if ui.button("Link source… (L)").on_hover_text("Paste a link, or type what the source is called").clicked() {
            state.open();
        }
        return;
    }
    find(state, bench);
    let choices = choices(state, bench);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = scale::GAP_SMALL;
        if let Some(to) = field_ui(ui, state, &choices) {
            link(state, statement, to, out);
            return;
        }
        for (place, choice) in choices.iter().enumerate() {
            let (icon, text) = shown(bench, state, choice);
            let response = ui.add(egui::Button::selectable(place == state.chosen, (icon, text)).truncate());
            if response.clicked() {
                let to = to(state, choice);
                link(state, statement, to, out);
                return;
            }
        }
    });
}

/// The field itself; what Enter chose.
fn field_ui(ui: &mut Ui, state: &mut LinkState, choices: &[Choice]) -> Option<LinkTo> {
    let id = Id::unique("link field");
    let has_keyboard = ui.memory(|memory| memory.has_focus(id));
    if has_keyboard {
        ui.input_mut(|input| {
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                state.chosen = (state.chosen + 1).min(choices.len().saturating_sub(1));
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                state.chosen = state.chosen.saturating_sub(1);
            }
        });
    }
    let label = ui.label(RichText::new("Link a source").small().color(Theme::of(ui.ctx()).ink_soft));
    let hint = "Paste a link, or type what the source is called";
    let edit = TextEdit::singleline(&mut state.query).id(id).hint_text(hint).desired_width(f32::INFINITY);
    let response = ui.add(edit).labelled_by(label.id);
    if std::mem::take(&mut state.wants_keyboard) {
        response.request_focus();
        response.scroll_to_me(Some(egui::Align::Center));
    }
    if response.changed() {
        state.chosen = 0;
    }
    if response.lost_focus() {
        let (is_entered, is_escaped) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
        if is_entered {
            return choices.get(state.chosen).map(|choice| to(state, choice));
        }
        // A click on one of the choices below must still find them there; an empty field elsewhere is done with.
        if is_escaped {
            *state = LinkState::default();
        }
    }
    None
}

fn link(state: &mut LinkState, statement: &Statement, to: LinkTo, out: &mut Vec<Command>) {
    out.push(Command::Source(SourceCommand::Link(statement.id, to)));
    *state = LinkState::default();
}

fn to(state: &LinkState, choice: &Choice) -> LinkTo {
    match choice {
        Choice::LastUsed(_) => LinkTo::LastUsed,
        Choice::Source(id) => LinkTo::Source(*id),
        Choice::New => LinkTo::Text(state.query.clone()),
    }
}

/// What can be chosen: the last one used while nothing is typed, what was found, and something new where it is new.
fn choices(state: &LinkState, bench: &Workbench) -> Vec<Choice> {
    let query = state.query.trim();
    let mut choices = Vec::new();
    if query.is_empty() {
        choices.extend(bench.last_source().filter(|id| bench.project().source(*id).is_some()).map(Choice::LastUsed));
    }
    let last = bench.last_source().filter(|_| query.is_empty());
    choices.extend(state.found.iter().filter(|id| last != Some(**id)).map(|id| Choice::Source(*id)));
    if !query.is_empty() {
        choices.push(Choice::New);
    }
    choices
}

fn shown(bench: &Workbench, state: &LinkState, choice: &Choice) -> (RichText, String) {
    let icon = |source: &Source| Icon::of_source(source.kind).text();
    let name = |source: &Source| {
        let publisher = source.publisher.trim();
        let title = excerpt::line(source.display_name(), 60);
        if publisher.is_empty() || publisher == title { title } else { format!("{title} · {}", excerpt::line(publisher, 30)) }
    };
    let of = |id: &SourceId| bench.project().source(*id).map(|source| (icon(source), name(source)));
    let unknown = || (crate::ui::icons::LINK.text(), String::new());
    match choice {
        Choice::LastUsed(id) => of(id).map_or_else(unknown, |(icon, name)| (icon, format!("Last used: {name}"))),
        Choice::Source(id) => of(id).unwrap_or_else(unknown),
        Choice::New => {
            let host = links::host(&state.query);
            let what = host.unwrap_or_else(|| format!("“{}”", excerpt::line(&state.query, 50)));
            (crate::ui::icons::ADD.text(), format!("New source: {what}"))
        }
    }
}

/// Finds a few sources, where what is typed or the project has changed.
fn find(state: &mut LinkState, bench: &Workbench) {
    let of = (bench.revision(), state.query.trim().to_lowercase());
    if state.found_of.as_ref() == Some(&of) {
        return;
    }
    // A link names its source by its address alone.
    let address = links::web_address(&of.1).map(|_| links::without_text_fragment(&of.1).0);
    let fits = |source: &Source| match &address {
        Some(address) => source.url.trim().to_lowercase() == *address,
        None => [&source.title, &source.publisher, &source.author, &source.url].into_iter().any(|text| text.to_lowercase().contains(&of.1)),
    };
    let mut found: Vec<&Source> = bench.project().sources().map(|source| &**source).filter(|source| fits(source)).take(200).collect();
    found.sort_by_key(|source| source.display_name().to_lowercase());
    state.found = found.into_iter().take(MOST).map(|source| source.id).collect();
    state.found_of = Some(of);
}
