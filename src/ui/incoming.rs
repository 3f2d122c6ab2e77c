//! Texts that are pasted and files that are dropped, while nothing stands over the window.

use std::path::PathBuf;

use egui::{Event, Key, Ui};

use crate::workbench::Workbench;
use crate::workbench::command::{Answer, ArticleCommand, Command, FileCommand};
use crate::workbench::question::{PathFor, Question};

/// What is known of the paste under way.
#[derive(Debug, Default)]
pub struct Pasting {
    /// The next one begins a new project.
    pub is_of_new: bool,
    // Whether something has come of the key that is held, a text or a letter.
    has_come: bool,
}

/// Texts that are pasted while no field is typed in, and no menu holds the keys back. Of a clipboard without a text nothing comes but the end of
/// the key press.
pub fn pasted(ui: &Ui, pasting: &mut Pasting, is_held: bool, out: &mut Vec<Command>) {
    let is_for_window = !is_held && !ui.ctx().text_edit_focused();
    let paste = |text: &str| Command::Article(ArticleCommand::Paste(text.to_owned()));
    ui.input(|input| {
        for event in &input.raw.events {
            match event {
                Event::Paste(text) => {
                    pasting.has_come = true;
                    if std::mem::take(&mut pasting.is_of_new) {
                        out.push(Command::File(FileCommand::NewFromText(text.clone())));
                    } else if is_for_window {
                        out.push(paste(text));
                    }
                }
                // Of a press that pastes only the end is told.
                Event::Key { key: Key::V, pressed, .. } => {
                    if !pressed && !pasting.has_come && is_for_window {
                        out.push(paste(""));
                    }
                    pasting.has_come = *pressed;
                }
                _ => {}
            }
        }
    });
}

/// Files that are dropped: a project is opened, of several texts each becomes an article; the first takes the place of all there is where that
/// is free for it. Nothing comes of them while something else is asked.
pub fn dropped(ui: &Ui, bench: &Workbench, is_free: bool, out: &mut Vec<Command>) {
    match bench.question() {
        None => {}
        // What was to be typed is in the hand.
        Some(Question::Path(PathFor::Open | PathFor::AddArticle)) => out.push(Command::File(FileCommand::Answer(Answer::Cancel))),
        Some(_) => return,
    }
    let files = ui.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect::<Vec<_>>());
    let is_project = |path: &&PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
    if let Some(project) = files.iter().find(is_project) {
        out.push(Command::File(FileCommand::OpenPath(project.clone())));
        return;
    }
    for (number, path) in files.into_iter().filter(|path| !path.as_os_str().is_empty()).enumerate() {
        let opens = number == 0 && is_free;
        out.push(Command::File(if opens { FileCommand::OpenPath(path) } else { FileCommand::AddArticleFrom(path) }));
    }
}
