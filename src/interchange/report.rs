//! A report: a checked project as one file that a reader without this program can follow.

pub mod changes;
mod content;
pub mod html;
mod left_out;
pub mod markdown;
mod nameless;
mod pace;
mod public;
mod review;
mod runs;
mod words;

use std::path::Path;

use crate::interchange::report::pace::Pace;
use crate::model::holding::Holdings;
use crate::model::project::Project;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// One page for the browser, which needs nothing else and runs nothing.
    Html,
    /// Plain text with marks of its own.
    Markdown,
}

impl Form {
    /// The form a file of this name has, by its ending; `None` where the ending is of neither.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        match ending.as_str() {
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// The report on a project and on what is known of the copies of its sources: the same for the same, whenever and wherever it is written.
pub fn write(project: &Project, holdings: &Holdings, form: Form) -> String {
    write_while(project, holdings, form, &mut |_| true).unwrap_or_default()
}

/// How many steps [`write_while`] takes of a project.
pub fn steps(project: &Project) -> u64 {
    project.index().counts().statements() as u64 * 3
}

/// The same, as long as `goes_on`, which is told how many steps are done, answers that it is wanted; `None` where it was not.
pub fn write_while(project: &Project, holdings: &Holdings, form: Form, goes_on: &mut dyn FnMut(u64) -> bool) -> Option<String> {
    let (shown, left_out) = public::public(project);
    let holdings = &public::holdings(project, &shown, holdings);
    let mut pace = Pace::new(goes_on);
    let report = content::report(&shown, holdings, &mut pace);
    let written = match form {
        Form::Html => html::html(&report, left_out, &mut pace),
        Form::Markdown => markdown::markdown(&report, left_out, &mut pace),
    };
    pace.is_wanted().then_some(written)
}

/// What is proposed to the author and asked.
pub fn write_changes(project: &Project, form: Form) -> String {
    let (shown, left_out) = left_out::for_the_author(project);
    match form {
        Form::Html => changes::html(&shown, left_out),
        Form::Markdown => changes::markdown(&shown, left_out),
    }
}
