//! Questions over the window, and the list of keys.

use std::path::Path;

use egui::text::{CCursor, CCursorRange};
use egui::{Button, Id, Key, Modal, RichText, Ui};

use crate::text::display::short_name;
use crate::ui::keymap::{self, TABLE};
use crate::ui::theme::{Theme, scale};
use crate::workbench::Workbench;
use crate::workbench::command::{Answer, Command, FileCommand};
use crate::workbench::jobs;
use crate::workbench::keeping::Safety;
use crate::workbench::question::{Intent, PathFor, Question};

/// Height of the list of keys before it scrolls.
const KEYS_HEIGHT: f32 = 420.0;
/// Height of what stands around it: the heading, the button, the frame, and a little of the window.
const KEYS_AROUND: f32 = 150.0;

/// What is being typed and shown over the window.
#[derive(Debug, Default)]
pub struct QuestionState {
    path: String,
    asked: Option<Question>,
    is_listing_keys: bool,
}

impl QuestionState {
    /// Shows the list of keys, or takes it away.
    pub const fn toggle_keys(&mut self) {
        self.is_listing_keys = !self.is_listing_keys;
    }
}

/// What had the keyboard before something stood over the window: it has it again afterwards, as whoever types types on.
#[derive(Debug, Default)]
pub struct Before {
    had_keyboard: Option<Id>,
    is_covered: bool,
}

impl Before {
    /// Call once a frame, before anything is drawn.
    pub fn follow(&mut self, ui: &Ui, is_covered: bool) {
        if is_covered && !self.is_covered {
            self.had_keyboard = ui.memory(egui::Memory::focused);
        }
        self.is_covered = is_covered;
        // As long as it lies over the others none of them takes the keyboard.
        let is_free = !is_covered && ui.memory(|memory| memory.top_modal_layer().is_none());
        if is_free && let Some(id) = self.had_keyboard.take() {
            ui.memory_mut(|memory| {
                if memory.focused().is_none() {
                    memory.request_focus(id);
                }
            });
        }
    }
}

/// Whether something stands over the window now, so that keys are not for what is under it.
pub fn is_open(state: &QuestionState, bench: &Workbench) -> bool {
    bench.question().is_some()
        || bench.shelf().is_some()
        || state.is_listing_keys
        || bench.recovery().is_listed()
        || bench.recovery().compared().is_some()
}

/// Draws what stands over the window.
pub fn show(ui: &Ui, state: &mut QuestionState, bench: &Workbench, out: &mut Vec<Command>) {
    if state.is_listing_keys {
        keys_ui(ui, state);
    }
    let is_new = state.asked.as_ref() != bench.question();
    state.asked = bench.question().cloned();
    if is_new && let Some(Question::Path(what)) = bench.question() {
        state.path = proposed(*what, bench);
    }
    let Some(question) = bench.question() else { return };
    let mut answer = None;
    let modal = modal(ui, "question").show(ui.ctx(), |ui| {
        ui.set_max_width(440.0);
        match question {
            Question::Unsaved(intent) => unsaved_ui(ui, bench, intent, is_new, &mut answer),
            Question::Overwrite(path) => overwrite_ui(ui, path, is_new, &mut answer),
            Question::OverwriteReport(path, _) => overwrite_report_ui(ui, path, is_new, &mut answer),
            Question::ChangedOnDisk(path) => changed_ui(ui, path, is_new, &mut answer),
            Question::StillWriting => still_writing_ui(ui, is_new, &mut answer),
            Question::Path(what) => path_ui(ui, *what, &mut state.path, is_new, &mut answer),
        }
    });
    if modal.should_close() && answer.is_none() {
        answer = Some(Answer::Cancel);
    }
    out.extend(answer.map(|answer| Command::File(FileCommand::Answer(answer))));
}

/// A frame for what stands over the window.
pub fn modal(ui: &Ui, name: &str) -> Modal {
    Modal::new(Id::unique(name)).frame(egui::Frame::popup(ui.style()).inner_margin(scale::GAP_LARGE))
}

fn unsaved_ui(ui: &mut Ui, bench: &Workbench, intent: &Intent, is_new: bool, answer: &mut Option<Answer>) {
    let name = bench.name();
    let of = if name.is_empty() { "this project".to_owned() } else { format!("“{}”", short_name(&name)) };
    ui.heading(format!("Save the changes of {of}?"));
    let without = if *intent == Intent::Leave { "Leave without saving" } else { "Go on without saving" };
    ui.label(if let Safety::Trouble(_) = bench.safety() {
        "What was changed is in no file yet, and the journal that would keep it could not be written: without saving it is gone. Save it, or \
         save it elsewhere"
    } else {
        "What was changed is in no file yet. Without saving it is moved aside; for 30 days it can be opened from File, Unsaved work…"
    });
    buttons(ui, &[("Save", Answer::Save), (without, Answer::Proceed), ("Cancel", Answer::Cancel)], is_new, answer);
}

fn overwrite_ui(ui: &mut Ui, path: &Path, is_new: bool, answer: &mut Option<Answer>) {
    ui.heading("Replace the file that is there?");
    ui.label("A file of this name is there already. What is replaced is kept among the versions of this file");
    path_label(ui, path);
    buttons(ui, &[("Save elsewhere…", Answer::Save), ("Replace", Answer::Proceed), ("Cancel", Answer::Cancel)], is_new, answer);
}

fn overwrite_report_ui(ui: &mut Ui, path: &Path, is_new: bool, answer: &mut Option<Answer>) {
    ui.heading("Replace the file that is there?");
    ui.label("A file of this name is there already. The report would take its place");
    path_label(ui, path);
    buttons(ui, &[("Export elsewhere…", Answer::Save), ("Replace", Answer::Proceed), ("Cancel", Answer::Cancel)], is_new, answer);
}

fn changed_ui(ui: &mut Ui, path: &Path, is_new: bool, answer: &mut Option<Answer>) {
    ui.heading("Another program has changed the file");
    ui.label(
        "Since it was opened or saved here, something else wrote into this file. Nothing was saved; your work is still in this window. What is \
         written over is kept among the versions",
    );
    path_label(ui, path);
    buttons(ui, &[("Save elsewhere…", Answer::Save), ("Write over it", Answer::Proceed), ("Cancel", Answer::Cancel)], is_new, answer);
}

fn still_writing_ui(ui: &mut Ui, is_new: bool, answer: &mut Option<Answer>) {
    ui.heading("Something is still being written");
    ui.label(
        "The window closes as soon as everything is on the disk. Closing it now may leave a file as it was before: the journal \
         then has what was not saved, as far as it is written, and the next start offers it",
    );
    let choices = [("Go on waiting", Answer::Save), ("Close now", Answer::Proceed), ("Stay in the program", Answer::Cancel)];
    buttons(ui, &choices, is_new, answer);
}

fn path_ui(ui: &mut Ui, what: PathFor, path: &mut String, is_new: bool, answer: &mut Option<Answer>) {
    let example = if what == PathFor::Report { "/home/…/report.html" } else { "/home/…/article.ron" };
    let (heading, button) = match what {
        PathFor::Open => ("Open a project or an article", "Open"),
        PathFor::AddArticle => ("Add an article", "Add"),
        PathFor::Save => ("Save the project", "Save"),
        PathFor::Report => ("Export a report", "Export"),
        PathFor::Copy(_) => ("Keep a copy of the source", "Keep"),
    };
    ui.heading(heading);
    let or_drop = match what {
        PathFor::Open | PathFor::AddArticle => ", or drop the file on the window",
        PathFor::Save | PathFor::Report | PathFor::Copy(_) => "",
    };
    let label = ui.label(format!("No file dialog answers on this system. Type the whole path of the file{or_drop}"));
    let field = ui.add(egui::TextEdit::singleline(path).hint_text(example).desired_width(f32::INFINITY)).labelled_by(label.id);
    if is_new {
        field.request_focus();
        // So that typing takes its place.
        let mut typing = egui::text_edit::TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(path.chars().count()));
        typing.cursor.set_char_range(Some(all));
        typing.store(ui.ctx(), field.id);
    }
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let typed = Answer::Path(path.clone());
    buttons(ui, &[(button, typed.clone()), ("Cancel", Answer::Cancel)], false, answer);
    if is_entered {
        *answer = Some(typed);
    }
}

/// What stands in the field at first: where the project is, or would be.
fn proposed(what: PathFor, bench: &Workbench) -> String {
    let ending = if what == PathFor::Report { jobs::REPORT_EXTENSION } else { jobs::EXTENSION };
    let path = match (what, bench.proposed_path()) {
        (PathFor::Save, Some(path)) => path.to_owned(),
        (PathFor::Report, Some(path)) => path.with_extension(ending),
        (PathFor::Open | PathFor::AddArticle | PathFor::Copy(_), Some(path)) => {
            path.parent().map(|folder| folder.join("")).unwrap_or_default()
        }
        (PathFor::Save | PathFor::Report, None) => Path::new("~").join(jobs::suggested_name(&bench.name(), ending)),
        (PathFor::Open | PathFor::AddArticle | PathFor::Copy(_), None) => Path::new("~").join(""),
    };
    // A name that is no text cannot be typed.
    path.to_str().unwrap_or_default().to_owned()
}

fn path_label(ui: &mut Ui, path: &Path) {
    ui.label(RichText::new(path.display().to_string()).monospace());
}

/// The first button is the main one and gets the keyboard.
fn buttons(ui: &mut Ui, choices: &[(&str, Answer)], takes_focus: bool, answer: &mut Option<Answer>) {
    let theme = Theme::of(ui.ctx());
    ui.add_space(scale::PADDING);
    ui.horizontal_wrapped(|ui| {
        for (place, (name, means)) in choices.iter().enumerate() {
            let is_main = place == 0;
            let button =
                if is_main { Button::new(RichText::new(*name).color(theme.on_accent)).fill(theme.accent) } else { Button::new(*name) };
            let response = ui.add(button);
            if is_main && takes_focus {
                response.request_focus();
            }
            if response.clicked() {
                *answer = Some(means.clone());
            }
        }
    });
}

fn keys_ui(ui: &Ui, state: &mut QuestionState) {
    let modal = modal(ui, "keys").show(ui.ctx(), |ui| {
        ui.set_max_width(440.0);
        ui.heading("Keys");
        let room = ui.ctx().content_rect().height() - KEYS_AROUND;
        egui::ScrollArea::vertical().max_height(room.clamp(0.0, KEYS_HEIGHT)).show(ui, |ui| {
            egui::Grid::new("keys").num_columns(2).spacing([scale::GAP_LARGE * 2.0, scale::GAP_SMALL]).show(ui, |ui| {
                for entry in TABLE.iter().filter(|entry| entry.key.is_some()) {
                    ui.label(entry.name);
                    ui.label(RichText::new(keymap::key_text(ui.ctx(), entry.action)).monospace());
                    ui.end_row();
                }
                for (name, key) in MOUSE {
                    ui.label(*name);
                    ui.label(RichText::new(*key).monospace());
                    ui.end_row();
                }
            });
        });
        ui.add_space(scale::PADDING);
        ui.button("Close").clicked()
    });
    if modal.inner || modal.should_close() {
        state.is_listing_keys = false;
    }
}

/// What the mouse and the article's own keys do.
const MOUSE: &[(&str, &str)] = &[
    ("Select words, by character", "Drag, Ctrl+drag"),
    ("Select a word, a sentence", "Double click, triple click"),
    ("Extend the selection", "Shift+click, Shift+arrows"),
    ("Extend it by words, to an end of the line", "Ctrl+Shift+arrows, Shift+Home, Shift+End"),
    ("Extend it by pages", "Shift+Page up, Shift+Page down"),
    ("Select the whole article", "Ctrl+A"),
    ("Start or end of the article, selecting up to it", "Ctrl+Home, Ctrl+End, with Shift"),
    ("Statement under another", "Click again"),
    ("Scroll", "Arrows, Page up, Page down, Home, End"),
    ("Copy the selected words", "Ctrl+C"),
    ("Paste an article", "Ctrl+V"),
];
