//! Drafts: what is being typed lives here, not in the project, and becomes one command when its field is left.

use std::collections::HashMap;

use egui::{EventFilter, Id, Key, Modifiers, Response, TextEdit, TextStyle, Ui, WidgetText};

use crate::model::day::Day;
use crate::ui::kept_text::Text;
use crate::ui::theme::{Theme, scale};
use crate::workbench::Workbench;
use crate::workbench::command::Command;

/// Longest a multi-line field grows before it scrolls, in lines.
const MAX_ROWS: f32 = 10.0;
/// What of a field's width is not for its text, at most, in points.
const FIELD_SIDES: f32 = 40.0;
/// What a date looks like.
const DAY_FORM: &str = "2024, 2024-03 or 2024-03-22";

/// Makes the command that keeps a text; `Err` says why the text cannot be kept, and the text stays in its field then.
type Commit = Box<dyn Fn(&str) -> Result<Command, String>>;

/// One text field: which record's, and what it is called.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// The same for the same field of the same record in every frame; see [`field_id`].
    pub id: Id,
    /// What a screen reader says.
    pub name: &'a str,
    /// Shown while the field is empty.
    pub hint: &'a str,
}

/// The id of the field `name` of a record, wherever it is shown.
pub fn field_id(record: impl std::hash::Hash + std::fmt::Debug, name: &str) -> Id {
    Id::unique(("draft", record, name))
}

/// What is being typed. Only one field is typed in at a time; texts that cannot be kept yet (half a date) wait in their fields.
#[derive(Default)]
pub struct Drafts {
    live: Option<Draft>,
    held: HashMap<Id, Held>,
    // Made when a field was left, in order.
    ready: Vec<Command>,
    generation: u64,
    // The field that is to have the keyboard as soon as it is shown.
    wanted: Option<Id>,
    // Typed, but not for a field of a record.
    beside: Option<Beside>,
    // Whether something that is being typed was kept and may stand there still.
    has_kept: bool,
    revision: (u64, u64),
    // Whether one of these fields has the keyboard, typed in or not.
    is_entered: bool,
    // Whether nothing can be typed, as the project can only be read.
    is_locked: bool,
}

struct Draft {
    id: Id,
    text: String,
    // The text as the project has it.
    original: String,
    // The text as it was handed out while the field kept the keyboard.
    sent: Option<String>,
    // The text as it was kept last.
    kept: Option<String>,
    commit: Commit,
    is_seen: bool,
}

/// A text that a button takes, and what would keep it.
struct Beside {
    field: Id,
    text: String,
    keep: Box<dyn Fn(&str) -> Command>,
    // The text as it was kept last, and the state of the project then: what is done afterwards makes it void.
    kept: Option<(String, (u64, u64))>,
}

#[derive(Debug, Clone)]
struct Held {
    text: String,
    // What the project had when it was typed.
    original: String,
    reason: String,
}

/// A hint as a field shows it. In narrow places it is left to the field how it is cut.
fn hint(ui: &Ui, text: &str) -> WidgetText {
    if text.is_empty() {
        return WidgetText::default();
    }
    let laid = Text::line(text, TextStyle::Body.resolve(ui.style())).coloured(ui.visuals().weak_text_color()).laid(ui);
    if laid.size().x + FIELD_SIDES < ui.available_width() { laid.into() } else { text.into() }
}

impl std::fmt::Debug for Drafts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drafts")
            .field("live", &self.live.as_ref().map(|draft| draft.id))
            .field("held", &self.held.len())
            .finish_non_exhaustive()
    }
}

impl Drafts {
    /// Call before the fields of a frame are shown. Drafts of a project that is no longer open are void.
    pub fn begin(&mut self, bench: &Workbench) {
        if self.generation != bench.generation() {
            *self = Self { generation: bench.generation(), ..Self::default() };
        }
        self.is_entered = false;
        self.is_locked = bench.read_only().is_some();
        self.revision = bench.revision();
        if let Some(draft) = &mut self.live {
            draft.is_seen = false;
        }
    }

    /// Whether undo and redo are for the letters of the field that has the keyboard; they are for the project where a draft's field was
    /// entered but nothing was typed yet.
    pub const fn takes_undo(&self) -> bool {
        !self.is_entered || self.live.is_some()
    }

    /// Call after the fields of a frame were shown: puts before `out` what was typed in fields that have been left or are gone.
    pub fn end(&mut self, out: &mut Vec<Command>) {
        if self.live.as_ref().is_some_and(|draft| !draft.is_seen) {
            self.leave();
        }
        // What was typed came before what was clicked.
        out.splice(0..0, self.ready.drain(..));
    }

    /// Puts before `out` what is being typed right now, the field going on as it is: before saving, leaving, opening something else.
    pub fn flush(&mut self, out: &mut Vec<Command>) {
        if let Some(draft) = &mut self.live
            && draft.sent.as_ref().unwrap_or(&draft.original) != &draft.text
            && let Ok(command) = (draft.commit)(&draft.text)
        {
            draft.sent = Some(draft.text.clone());
            self.ready.push(command);
        }
        out.splice(0..0, self.ready.drain(..));
    }

    /// Puts into `out` what is being typed, as it would become a command now, where that is another one than was put there last: so that the
    /// journal has it before the field is left.
    pub fn keep(&mut self, out: &mut Vec<Command>) {
        match &mut self.live {
            Some(draft) => {
                let kept = draft.kept.as_ref().or(draft.sent.as_ref()).unwrap_or(&draft.original);
                if *kept != draft.text
                    && let Ok(command) = (draft.commit)(&draft.text)
                {
                    draft.kept = Some(draft.text.clone());
                    self.has_kept = true;
                    if let Some(beside) = &mut self.beside {
                        beside.kept = None;
                    }
                    out.push(Command::Draft(Some(Box::new(command))));
                }
            }
            None => match &mut self.beside {
                Some(beside) => {
                    let now = (beside.text.clone(), self.revision);
                    if beside.kept.as_ref() != Some(&now) {
                        out.push(Command::Draft(Some(Box::new((beside.keep)(&beside.text)))));
                        beside.kept = Some(now);
                        self.has_kept = true;
                    }
                }
                // What was typed was taken back by hand; where it was done, that stands in the journal after it.
                None => {
                    if std::mem::take(&mut self.has_kept) {
                        out.push(Command::Draft(None));
                    }
                }
            },
        }
    }

    /// A text stands in a field that is of no record, as a button takes it: should the program end in disorder, `keep` makes of it what is
    /// brought back. Of an empty one nothing is.
    pub fn beside(&mut self, field: Id, text: &str, keep: impl Fn(&str) -> Command + 'static) {
        let known = self.beside.take_if(|beside| beside.field == field);
        if !text.trim().is_empty() {
            let kept = known.and_then(|known| known.kept);
            self.beside = Some(Beside { field, text: text.to_owned(), keep: Box::new(keep), kept });
        }
    }

    /// Whether something typed has not become a command yet.
    pub fn is_pending(&self) -> bool {
        !self.ready.is_empty() || self.live.as_ref().is_some_and(|draft| draft.sent.as_ref().unwrap_or(&draft.original) != &draft.text)
    }

    /// Whether something else stands in this field than the project has.
    pub fn differs(&self, id: Id) -> bool {
        self.live.as_ref().is_some_and(|draft| draft.id == id && draft.text != draft.original)
    }

    /// Gives a field the keyboard as soon as it is shown.
    pub const fn focus_on(&mut self, id: Id) {
        self.wanted = Some(id);
    }

    /// Whether this field is to have the keyboard now; for fields that are no drafts but are focused like them.
    pub fn is_wanted(&mut self, id: Id) -> bool {
        self.wanted.take_if(|wanted| *wanted == id).is_some()
    }

    /// A field of one line. Enter and Escape leave it.
    pub fn line(&mut self, ui: &mut Ui, field: Field<'_>, current: &str, commit: impl Fn(&str) -> Command + 'static) -> Response {
        self.single(ui, field, current, Box::new(move |text| Ok(commit(text))))
    }

    /// A field of several lines, `rows` when empty, growing with its text and scrolling when that is long. Escape leaves it.
    pub fn lines(
        &mut self,
        ui: &mut Ui,
        field: Field<'_>,
        rows: usize,
        current: &str,
        commit: impl Fn(&str) -> Command + 'static,
    ) -> Response {
        let row_height = ui.text_style_height(&egui::TextStyle::Body);
        let most = row_height * MAX_ROWS;
        // Within a card that scrolls itself it would shrink to the room that is left there.
        let area = egui::ScrollArea::vertical().id_salt(field.id).max_height(most).min_scrolled_height(most).auto_shrink([false, true]);
        let is_open = !self.is_locked;
        let show = |ui: &mut Ui, text: &mut String| {
            area.show(ui, |ui| {
                let edit = TextEdit::multiline(text)
                    .interactive(is_open)
                    .id(field.id)
                    .hint_text(hint(ui, field.hint))
                    .desired_rows(rows)
                    .desired_width(f32::INFINITY);
                ui.add(edit)
            })
            .inner
        };
        self.show(ui, field, current, Box::new(move |text| Ok(commit(text))), show)
    }

    /// A field for a date that may lack its day or month. What is no date stays in the field, with a word on what a date looks like.
    pub fn day(
        &mut self,
        ui: &mut Ui,
        field: Field<'_>,
        current: Option<Day>,
        commit: impl Fn(Option<Day>) -> Command + 'static,
    ) -> Response {
        let current = current.map(|day| day.to_string()).unwrap_or_default();
        let field = Field { hint: if field.hint.is_empty() { "2024-03-22" } else { field.hint }, ..field };
        let parse = move |text: &str| match text.trim() {
            "" => Ok(commit(None)),
            text => text.parse().map(|day| commit(Some(day))).map_err(|_error| format!("Not a date; write {DAY_FORM}")),
        };
        ui.vertical(|ui| {
            let response = self.single(ui, field, &current, Box::new(parse));
            if let Some(held) = self.held.get(&field.id) {
                let theme = Theme::of(ui.ctx());
                ui.label(egui::RichText::new(&held.reason).size(scale::SMALL_POINTS).color(theme.danger));
            }
            response
        })
        .inner
    }

    fn single(&mut self, ui: &mut Ui, field: Field<'_>, current: &str, commit: Commit) -> Response {
        let is_open = !self.is_locked;
        let show = |ui: &mut Ui, text: &mut String| {
            let edit = TextEdit::singleline(text).interactive(is_open).id(field.id).desired_width(f32::INFINITY);
            ui.add(edit.hint_text(hint(ui, field.hint)))
        };
        self.show(ui, field, current, commit, show)
    }

    fn show(
        &mut self,
        ui: &mut Ui,
        field: Field<'_>,
        current: &str,
        commit: Commit,
        edit: impl FnOnce(&mut Ui, &mut String) -> Response,
    ) -> Response {
        let mut text = self.text_of(field.id, current);
        // Escape has taken the keyboard away already when the field is shown. It leaves the field like any other way out: what was typed
        // is kept, and undo takes it back. It means nothing else then.
        let is_left = ui.memory(|memory| memory.had_focus_last_frame(field.id) && !memory.has_focus(field.id));
        if is_left {
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        }
        let response = edit(ui, &mut text).accessible_name(field.name);
        let is_wanted = self.is_wanted(field.id);
        if self.is_locked {
            response.clone().on_hover_text("The project can only be read here");
        } else if is_wanted {
            response.request_focus();
            response.scroll_to_me(None);
        }
        let has_focus = response.has_focus();
        if has_focus {
            self.is_entered = true;
            // Left and right move in the text; Tab goes on to the next field.
            let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, tab: false, escape: false };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(field.id, filter));
        }
        if response.changed() {
            self.take(field.id, text, current, commit);
        } else if let Some(draft) = self.live.as_mut().filter(|draft| draft.id == field.id) {
            draft.commit = commit;
            draft.is_seen = true;
        }
        if !has_focus && self.live.as_ref().is_some_and(|draft| draft.id == field.id) {
            self.leave();
        }
        response
    }

    /// What a field shows: its draft, the text that waits in it, or what the project has.
    fn text_of(&mut self, id: Id, current: &str) -> String {
        if let Some(draft) = self.live.as_mut().filter(|draft| draft.id == id) {
            if draft.sent.as_deref() == Some(current) {
                // What was handed out has arrived.
                current.clone_into(&mut draft.original);
                draft.sent = None;
            }
            if draft.text == draft.original {
                // Nothing is typed: what changes underneath is shown.
                self.live = None;
                return current.to_owned();
            }
            return draft.text.clone();
        }
        match self.held.get(&id) {
            Some(held) if held.original == current => held.text.clone(),
            Some(_) => {
                self.held.remove(&id);
                current.to_owned()
            }
            None => current.to_owned(),
        }
    }

    /// Takes over what a field was changed to.
    fn take(&mut self, id: Id, text: String, current: &str, commit: Commit) {
        if let Some(draft) = self.live.as_mut().filter(|draft| draft.id == id) {
            (draft.text, draft.commit, draft.is_seen) = (text, commit, true);
            return;
        }
        self.leave();
        self.held.remove(&id);
        self.live = Some(Draft { id, text, original: current.to_owned(), sent: None, kept: None, commit, is_seen: true });
    }

    /// The field is left: its text becomes a command, or waits where it cannot be kept yet.
    fn leave(&mut self) {
        let Some(draft) = self.live.take() else { return };
        if draft.sent.as_ref().unwrap_or(&draft.original) == &draft.text {
            return;
        }
        match (draft.commit)(&draft.text) {
            Ok(command) => self.ready.push(command),
            Err(reason) => {
                self.held.insert(draft.id, Held { text: draft.text, original: draft.original, reason });
            }
        }
    }
}
