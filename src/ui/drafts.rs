//! What is being typed: text fields edit a draft here and become one command when they are left. No keystroke is lost on the way.

use std::collections::HashMap;

use egui::{Id, Key, Response, RichText, TextEdit, Ui};

use crate::model::day::{Day, DayError};
use crate::ui::theme::{Theme, scale};
use crate::workbench::command::Command;

/// Makes a command of what was typed; `None` where it says nothing.
type Commit = Box<dyn Fn(&str) -> Option<Command>>;

/// Rows of a field for longer texts before it scrolls.
const ROWS: usize = 2;
/// Points a field for longer texts grows to before it scrolls.
const MAX_HEIGHT: f32 = 160.0;

/// The drafts of one window. Only one field is typed in at a time; dates that make no sense yet are kept beside it.
#[derive(Default)]
pub struct Drafts {
    current: Option<Draft>,
    // What left fields have become, until the frame's end.
    ready: Vec<Command>,
    // Texts of date fields that are no dates.
    unfinished: HashMap<Id, String>,
    // The field that asked for the keyboard, until it is drawn.
    wanted: Option<Id>,
    generation: u64,
}

struct Draft {
    id: Id,
    text: String,
    original: String,
    commit: Commit,
    is_seen: bool,
}

impl std::fmt::Debug for Drafts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drafts").field("typing", &self.current.is_some()).finish_non_exhaustive()
    }
}

/// A field: what it is of, how it is called, what it holds.
pub struct Field<'a> {
    /// Tells it from every other field: of which record, and which field of it.
    pub id: Id,
    /// Its label, and what a screen reader calls it.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// What the project has.
    pub value: &'a str,
}

impl Drafts {
    /// To be called before the fields of a frame are drawn. Drafts of another project are void.
    pub fn begin(&mut self, generation: u64) {
        if self.generation != generation {
            *self = Self { generation, ..Self::default() };
        }
        if let Some(draft) = &mut self.current {
            draft.is_seen = false;
        }
    }

    /// To be called after them: what was left becomes commands, also where the field itself is gone.
    pub fn end(&mut self, out: &mut Vec<Command>) {
        if self.current.as_ref().is_some_and(|draft| !draft.is_seen) {
            self.leave();
        }
        out.append(&mut self.ready);
    }

    /// Hands over what is being typed, and lets the typing go on.
    pub fn flush(&mut self, out: &mut Vec<Command>) {
        if let Some(draft) = &mut self.current
            && draft.text != draft.original
        {
            self.ready.extend((draft.commit)(&draft.text));
            draft.original.clone_from(&draft.text);
        }
        out.append(&mut self.ready);
    }

    /// Whether undo and redo are for the letters being typed. Where a field was entered and nothing was typed yet, they are for the project.
    pub fn takes_undo(&self) -> bool {
        self.current.as_ref().is_none_or(|draft| draft.text != draft.original)
    }

    /// Gives the keyboard to a field as soon as it is drawn.
    pub const fn want(&mut self, id: Id) {
        self.wanted = Some(id);
    }

    /// A field of one line.
    pub fn line(&mut self, ui: &mut Ui, field: &Field<'_>, commit: impl Fn(&str) -> Option<Command> + 'static) -> Response {
        self.show(ui, field, false, Box::new(commit))
    }

    /// A field of several lines, for notes and passages.
    pub fn lines(&mut self, ui: &mut Ui, field: &Field<'_>, commit: impl Fn(&str) -> Option<Command> + 'static) -> Response {
        self.show(ui, field, true, Box::new(commit))
    }

    /// A field for a date. What is no date stays in it with a word about the form, and goes nowhere.
    pub fn day(
        &mut self,
        ui: &mut Ui,
        id: Id,
        name: &str,
        value: Option<Day>,
        commit: impl Fn(Option<Day>) -> Option<Command> + 'static,
    ) -> Response {
        let held = value.map(|day| day.to_string()).unwrap_or_default();
        let shown = self.unfinished.get(&id).cloned().unwrap_or(held);
        let field = Field { id, name, hint: "2024-03-22", value: &shown };
        let response = ui.vertical(|ui| {
            let response = self.line(ui, &field, move |text| parsed(text).ok().and_then(&commit));
            let typed = self.current.as_ref().filter(|draft| draft.id == id).map_or(&*shown, |draft| &draft.text);
            if let (Err(error), false) = (parsed(typed), response.has_focus()) {
                ui.label(RichText::new(error.to_string()).small().color(Theme::of(ui.ctx()).danger));
            }
            response
        });
        response.inner
    }

    fn show(&mut self, ui: &mut Ui, field: &Field<'_>, is_long: bool, commit: Commit) -> Response {
        // Undo changes what stands in a field that was entered but not typed in.
        if let Some(draft) = self.current.as_mut().filter(|draft| draft.id == field.id && draft.text == draft.original) {
            field.value.clone_into(&mut draft.text);
            field.value.clone_into(&mut draft.original);
        }
        let is_typed = self.current.as_ref().is_some_and(|draft| draft.id == field.id);
        let mut text = match &self.current {
            Some(draft) if draft.id == field.id => draft.text.clone(),
            _ => field.value.to_owned(),
        };
        let response = ui
            .vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                let label = ui.label(RichText::new(field.name).small().color(Theme::of(ui.ctx()).ink_soft));
                edit_ui(ui, field, is_long, &mut text).labelled_by(label.id)
            })
            .inner;
        if self.wanted == Some(field.id) {
            self.wanted = None;
            response.request_focus();
            response.scroll_to_me(None);
        }
        if response.has_focus() && !is_typed {
            self.leave();
            let original = field.value.to_owned();
            self.current = Some(Draft { id: field.id, text: original.clone(), original, commit, is_seen: true });
        } else if let Some(draft) = self.current.as_mut().filter(|draft| draft.id == field.id) {
            draft.commit = commit;
            draft.is_seen = true;
        }
        if let Some(draft) = self.current.as_mut().filter(|draft| draft.id == field.id)
            && response.changed()
        {
            draft.text = text;
        }
        if response.lost_focus() {
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                self.current = None;
            } else {
                self.leave();
            }
        }
        response
    }

    /// Ends the draft: what was changed becomes a command; a date that is none is kept for its field.
    fn leave(&mut self) {
        let Some(draft) = self.current.take() else { return };
        self.unfinished.remove(&draft.id);
        if draft.text == draft.original {
            return;
        }
        match (draft.commit)(&draft.text) {
            Some(command) => self.ready.push(command),
            None => drop(self.unfinished.insert(draft.id, draft.text)),
        }
    }
}

/// A date, or none where nothing is typed.
fn parsed(text: &str) -> Result<Option<Day>, DayError> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}

fn edit_ui(ui: &mut Ui, field: &Field<'_>, is_long: bool, text: &mut String) -> Response {
    if !is_long {
        return ui.add(TextEdit::singleline(text).id(field.id).hint_text(field.hint).desired_width(f32::INFINITY));
    }
    let edit = TextEdit::multiline(text).id(field.id).hint_text(field.hint).desired_width(f32::INFINITY).desired_rows(ROWS);
    egui::ScrollArea::vertical()
        .id_salt(field.id)
        .max_height(MAX_HEIGHT)
        .min_scrolled_height(scale::CONTROL_HEIGHT)
        .show(ui, |ui| ui.add(edit))
        .inner
}
