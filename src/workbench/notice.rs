//! Notices: one sentence to the user that needs no answer, with what the program can do about it.

use std::path::{Path, PathBuf};

use crate::storage::versions::Version;

/// How serious a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Goes away by itself.
    Hint,
    /// Stays until it is dismissed.
    Warning,
    /// Stays until it is dismissed.
    Error,
}

/// Something that a notice offers to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeAction {
    /// Asks for another place to save to.
    SaveElsewhere,
    /// Opens a backup of the project in a file, as a project that belongs to none.
    OpenBackup {
        /// Which.
        version: Version,
        /// The file.
        of: PathBuf,
        /// When it was saved, in the user's time.
        time: String,
    },
    /// Shows all backups of the project in this file.
    ShowVersions(PathBuf),
}

impl NoticeAction {
    /// What its button says.
    pub fn name(&self) -> String {
        match self {
            Self::SaveElsewhere => "Save elsewhere…".to_owned(),
            Self::OpenBackup { time, .. } => format!("Open the backup of {time}"),
            Self::ShowVersions(_) => "Versions…".to_owned(),
        }
    }

    /// What its button does, for whoever waits over it.
    pub const fn tip(&self) -> &'static str {
        match self {
            Self::SaveElsewhere => "Asks for another place and saves the project there; the file here stays as it is",
            Self::OpenBackup { .. } => "Opens it as a project that belongs to no file yet; the file here stays as it is",
            Self::ShowVersions(_) => "Lists what each save has kept of this file",
        }
    }
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Grows with every notice.
    pub number: u64,
    /// How serious it is.
    pub weight: Weight,
    /// What happened, what is safe, what to do; a file's path on the last line.
    pub text: String,
    /// What can be done about it, the likeliest first.
    pub actions: Vec<NoticeAction>,
    about: About,
}

impl Notice {
    const fn is_of_save(&self, number: u64) -> bool {
        matches!(self.about, About::FailedSave(failed, _) if failed == number)
    }
}

/// What a notice is about, so that it goes when that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
enum About {
    // Nothing that is over by itself.
    Anything,
    // The save with this number, to this path, has failed.
    FailedSave(u64, PathBuf),
    // The journal cannot be written.
    Keeping,
    // What others have done to the file of the project.
    File,
    // The program, whatever project is open.
    Program,
}

/// The notices of one session.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    shown: Vec<Notice>,
    drawn: u64,
}

impl Notices {
    /// Says something.
    pub fn say(&mut self, weight: Weight, text: impl Into<String>) {
        self.put(weight, text.into(), Vec::new(), About::Anything);
    }

    /// Says something that is not about the project, and stays when another one is opened.
    pub fn say_of_the_program(&mut self, weight: Weight, text: impl Into<String>) {
        self.put(weight, text.into(), Vec::new(), About::Program);
    }

    /// Another project is opened: what was said of the one before goes.
    pub fn begin_anew(&mut self) {
        self.shown.retain(|notice| notice.about == About::Program);
    }

    /// Says something that the program can do something about.
    pub fn offer(&mut self, weight: Weight, text: impl Into<String>, actions: Vec<NoticeAction>) {
        self.put(weight, text.into(), actions, About::Anything);
    }

    /// Says that a save to `path` has failed: true until a later one succeeds. What was said of others to that path is not the reason any more.
    pub fn say_not_saved(&mut self, number: u64, path: &Path, text: impl Into<String>) {
        self.clear_not_saved_to(path);
        self.put(Weight::Error, text.into(), vec![NoticeAction::SaveElsewhere], About::FailedSave(number, path.to_owned()));
    }

    /// Takes away what was said of saves to this path.
    pub fn clear_not_saved_to(&mut self, path: &Path) {
        self.shown.retain(|notice| !matches!(&notice.about, About::FailedSave(_, other) if other == path));
    }

    /// Takes away what was said of saves before this one, which has succeeded.
    pub fn clear_not_saved(&mut self, number: u64) {
        self.shown.retain(|notice| !matches!(notice.about, About::FailedSave(failed, _) if failed < number));
    }

    /// Takes away what was said of the save with this number alone.
    pub fn withdraw_not_saved(&mut self, number: u64) {
        self.shown.retain(|notice| !notice.is_of_save(number));
    }

    /// Whether it is still said that the save with this number has failed.
    pub fn says_not_saved(&self, number: u64) -> bool {
        self.shown.iter().any(|notice| notice.is_of_save(number))
    }

    /// Says that what is done is in the window alone: true until the journal is written again.
    pub fn say_not_kept(&mut self, text: impl Into<String>) {
        self.clear_not_kept();
        self.put(Weight::Error, text.into(), vec![NoticeAction::SaveElsewhere], About::Keeping);
    }

    /// Takes that back.
    pub fn clear_not_kept(&mut self) {
        self.shown.retain(|notice| notice.about != About::Keeping);
    }

    /// Says what others have done to the file of the project; what was said of that before is over.
    pub fn say_of_the_file(&mut self, weight: Weight, text: impl Into<String>, actions: Vec<NoticeAction>) {
        self.clear_of_the_file();
        self.put(weight, text.into(), actions, About::File);
    }

    /// Takes that back.
    pub fn clear_of_the_file(&mut self) {
        self.shown.retain(|notice| notice.about != About::File);
    }

    fn put(&mut self, weight: Weight, text: String, actions: Vec<NoticeAction>, about: About) {
        self.drawn += 1;
        // The same words twice help nobody; the newer one counts.
        self.shown.retain(|notice| notice.text != text);
        self.shown.push(Notice { number: self.drawn, weight, text, actions, about });
    }

    /// What a notice that still stands offers at this place.
    pub fn action(&self, number: u64, at: usize) -> Option<&NoticeAction> {
        self.shown.iter().find(|notice| notice.number == number)?.actions.get(at)
    }

    /// Takes one away.
    pub fn dismiss(&mut self, number: u64) {
        self.shown.retain(|notice| notice.number != number);
    }

    /// Takes the hints away.
    pub fn clear_hints(&mut self) {
        self.shown.retain(|notice| notice.weight != Weight::Hint);
    }

    /// The newest of those that stay until they are dismissed.
    pub fn newest_bar(&self) -> Option<&Notice> {
        self.shown.iter().rfind(|notice| notice.weight != Weight::Hint)
    }

    /// Those that stand, oldest first.
    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }
}
