//! New, open, save, leave: what has to do with files. Nothing here waits for a disk.

use std::path::{Path, PathBuf};

use crate::model::edit::Edit;
use crate::model::id::ArticleId;
use crate::model::project::Project;
use crate::storage::error::SaveError;
use crate::storage::safe_writer::Stamp;
use crate::storage::settings::Settings;
use crate::workbench::arrival::{Arrival, Opened, SaveEnd};
use crate::workbench::articles;
use crate::workbench::command::{Answer, FileCommand};
use crate::workbench::desk::{Opening, Origin, Saving, Workbench};
use crate::workbench::focus::Focus;
use crate::workbench::jobs::{self, NewArticle, Snapshot};
use crate::workbench::notice::Weight;
use crate::workbench::question::{Intent, PathFor, Question};
use crate::workbench::world::World;

impl Workbench {
    pub(crate) fn file(&mut self, command: FileCommand, world: &mut dyn World) {
        match command {
            FileCommand::New => self.intend(Intent::New, world),
            FileCommand::OpenSample => self.intend(Intent::Sample, world),
            FileCommand::NewFromText(text) => self.intend(Intent::NewFromText(text), world),
            FileCommand::Open => self.intend(Intent::Open, world),
            FileCommand::OpenPath(path) => self.intend(Intent::OpenPath(path), world),
            FileCommand::AddArticle => world.ask_path(PathFor::AddArticle, None),
            FileCommand::AddArticleFrom(path) => self.open(path, true, world),
            FileCommand::Save => self.save(world),
            FileCommand::SaveAs => self.ask_where_to_save(world),
            FileCommand::SaveTo(path) => self.save_to_chosen(&path, world),
            FileCommand::ExportReport => self.ask_where_to_report(world),
            FileCommand::Leave => self.intend(Intent::Leave, world),
            FileCommand::Answer(answer) => self.answer(answer, world),
            FileCommand::CancelOpening => self.opening = None,
        }
    }

    pub(crate) fn arrive(&mut self, arrival: Arrival, world: &mut dyn World) {
        match arrival {
            Arrival::Chosen(PathFor::Open, Some(path)) => self.intend(Intent::OpenPath(path), world),
            Arrival::Chosen(PathFor::AddArticle, Some(path)) => self.open(path, true, world),
            // A dialog that was left standing over another project is not about this one.
            Arrival::Chosen(PathFor::Save, Some(path)) if self.asked_for == self.generation => self.save_to_chosen(&path, world),
            Arrival::Chosen(PathFor::Save, Some(_)) | Arrival::Chosen(PathFor::Report, None) => {}
            Arrival::Chosen(PathFor::Report, Some(path)) => self.report_to_chosen(&path, world),
            // Whoever closes the dialog does not want to go on with what came after it.
            Arrival::Chosen(_, None) => self.after_save = None,
            Arrival::NoDialog(what) => self.question = Some(Question::Path(what)),
            Arrival::Opened(number, opened) => {
                if let Some(opening) = self.opening.take_if(|opening| opening.number == number) {
                    self.opened_late(&opening, *opened, world);
                }
            }
            Arrival::OpenFailed(number, path, reason) => {
                if self.opening.take_if(|opening| opening.number == number).is_some() {
                    self.notices.say(Weight::Error, reason);
                    self.change_settings(world, |settings| settings.forget(&path));
                }
            }
            Arrival::SaveEnded(generation, end) if generation == self.generation => self.save_ended(end, world),
            Arrival::SaveEnded(_, end) => self.save_of_another_ended(end),
            Arrival::LinkFailed(address, reason) => {
                self.notices.say(Weight::Warning, format!("The browser did not open: {reason}\n{address}"));
            }
            Arrival::ReportEnded(generation, end) => self.report_ended(generation, end),
            Arrival::Reviewed(of, found) => self.reviewed(of, found),
            Arrival::SettingsWritten(result) => self.settings_written(result, world),
        }
    }

    /// Does what was wanted, asking first where that would let go of unsaved work.
    fn intend(&mut self, intent: Intent, world: &mut dyn World) {
        // Choosing a file lets nothing go yet; opening it does.
        if self.is_saved() || intent == Intent::Open {
            self.proceed(intent, world);
        } else {
            self.question = Some(Question::Unsaved(intent));
        }
    }

    fn proceed(&mut self, intent: Intent, world: &mut dyn World) {
        match intent {
            Intent::New => self.replace(Project::default(), Origin::New),
            Intent::Sample => {
                let number = self.begin_opening("sample");
                world.spawn(jobs::open_sample(number));
            }
            Intent::NewFromText(text) => self.new_from_text(text, world),
            Intent::OpenPath(path) => self.open(path, false, world),
            Intent::Open => world.ask_path(PathFor::Open, self.path().map(Path::to_owned)),
            // The settings remember what is open; the program's end would cut their writing off.
            Intent::Leave if self.is_writing_settings => self.leaves_soon = true,
            Intent::Leave => world.leave(),
        }
    }

    fn begin_opening(&mut self, name: &str) -> u64 {
        self.wishes_to_open += 1;
        self.opening = Some(Opening { number: self.wishes_to_open, name: name.to_owned(), revision: self.revision() });
        self.wishes_to_open
    }

    fn open(&mut self, path: PathBuf, is_further: bool, world: &mut dyn World) {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let number = self.begin_opening(&name);
        let new = new_article(world);
        world.spawn(jobs::open(world.files(), path, number, new, is_further));
    }

    /// What was done while the file was being read is asked about like all unsaved work.
    fn opened_late(&mut self, opening: &Opening, opened: Opened, world: &mut dyn World) {
        let intent = match &opened {
            Opened::Further(..) => None,
            Opened::Sample(_) => Some(Intent::Sample),
            Opened::Article(path, _) | Opened::Project(path, ..) => Some(Intent::OpenPath(path.clone())),
        };
        match intent {
            Some(intent) if opening.revision != self.revision() && !self.is_saved() => self.question = Some(Question::Unsaved(intent)),
            _ => self.opened(opened, world),
        }
    }

    fn opened(&mut self, opened: Opened, world: &mut dyn World) {
        match opened {
            Opened::Sample(project) => self.replace(project, Origin::Sample),
            Opened::Article(_, article) => self.replace_with_article(article),
            Opened::Further(_, article) => self.add_article(article),
            Opened::Project(path, project, stamp, notes) => {
                self.replace(project, Origin::File(path.clone(), stamp));
                if !notes.is_empty() {
                    self.notices.say(Weight::Warning, format!("{}\n{}", notes.join("\n"), path.display()));
                }
                self.remember(&path, world);
            }
        }
    }

    fn replace_with_article(&mut self, article: crate::model::article::Article) {
        let mut project = Project::default();
        if let Err(error) = project.apply(Edit::PutArticle(0, std::sync::Arc::new(article))) {
            self.notices.say(Weight::Error, error.to_string());
            return;
        }
        self.replace(project, Origin::New);
    }

    fn add_article(&mut self, article: crate::model::article::Article) {
        let focus = Focus { article: Some(article.id), ..Focus::default() };
        self.commit(articles::add(&self.project, article), focus);
    }

    fn new_from_text(&mut self, text: String, world: &mut dyn World) {
        if text.trim().is_empty() {
            self.notices.say(Weight::Hint, "There is no text in the clipboard");
            return;
        }
        self.replace_with_article(jobs::article_of(text, new_article(world)));
    }

    /// A pasted text: a further article, but in place of a sample nobody touched or of an empty project.
    pub(crate) fn paste(&mut self, text: String, world: &mut dyn World) {
        if self.is_untouched_sample() || self.project.is_empty() && self.path().is_none() {
            self.new_from_text(text, world);
        } else if text.trim().is_empty() {
            self.notices.say(Weight::Hint, "There is no text in the clipboard");
        } else {
            self.add_article(jobs::article_of(text, new_article(world)));
            self.notices.say(Weight::Hint, "The pasted text was added as a further article; undo takes it away again");
        }
    }

    fn save(&mut self, world: &mut dyn World) {
        match self.origin.clone() {
            Origin::File(path, _) => self.save_to(path, true, world),
            Origin::New | Origin::Sample => self.ask_where_to_save(world),
        }
    }

    fn ask_where_to_save(&mut self, world: &mut dyn World) {
        let suggested = self.path().map_or_else(|| PathBuf::from(jobs::suggested_name(&self.name(), jobs::EXTENSION)), Path::to_owned);
        self.asked_for = self.generation;
        world.ask_path(PathFor::Save, Some(suggested));
    }

    /// The dialog has asked about replacing what has the very name it gave, not what has the name with an ending added.
    fn save_to_chosen(&mut self, path: &Path, world: &mut dyn World) {
        let whole = jobs::with_extension(path);
        let may_replace = whole == path;
        self.save_to(whole, may_replace, world);
    }

    fn save_to(&mut self, path: PathBuf, may_replace: bool, world: &mut dyn World) {
        if let Some(saving) = &mut self.saving {
            saving.next = Some((path, may_replace));
            return;
        }
        let expected = match &self.origin {
            Origin::File(own, stamp) if *own == path => Some(stamp.clone()),
            _ => None,
        };
        self.start_saving(path, expected, may_replace, world);
    }

    fn start_saving(&mut self, path: PathBuf, expected: Option<Stamp>, may_replace: bool, world: &mut dyn World) {
        self.saving = Some(Saving { path: path.clone(), next: None });
        let snapshot = Snapshot { project: self.project.clone(), generation: self.generation, state: self.history.state() };
        world.spawn(jobs::save(world.files(), snapshot, path, expected, may_replace));
    }

    fn save_ended(&mut self, end: SaveEnd, world: &mut dyn World) {
        let next = self.saving.take().and_then(|saving| saving.next);
        match end {
            SaveEnd::Saved(saved) => {
                self.saved_state = Some(saved.state);
                self.origin = Origin::File(saved.path.clone(), saved.stamp);
                self.remember(&saved.path, world);
            }
            SaveEnd::WouldReplace(path) => self.question = Some(Question::Overwrite(path)),
            SaveEnd::Failed(path, SaveError::ChangedOnDisk { .. }) => self.question = Some(Question::ChangedOnDisk(path)),
            SaveEnd::Failed(path, error) => {
                let reason = error.to_string();
                if let SaveError::Unsettled { stamp, .. } = error {
                    // The file is whole and ours, but a power cut may still take it: not saved, and not another program's either.
                    self.saved_state = None;
                    self.origin = Origin::File(path, stamp);
                }
                self.after_save = None;
                self.notices.say(Weight::Error, reason);
            }
            SaveEnd::Unsound(path, reason) => {
                self.after_save = None;
                self.notices.say(Weight::Error, unsound(&path, &reason));
            }
        }
        if self.question.is_none() {
            self.go_on_after_save(next, world);
        }
    }

    /// Saves again what was asked for or done meanwhile, then does what had to wait for it.
    fn go_on_after_save(&mut self, next: Option<(PathBuf, bool)>, world: &mut dyn World) {
        match next {
            Some((path, may_replace)) if self.path() != Some(path.as_path()) || !self.is_saved() => self.save_to(path, may_replace, world),
            _ if self.after_save.is_none() => {}
            _ if !self.is_saved() => self.save(world),
            _ => {
                if let Some(intent) = self.after_save.take() {
                    self.proceed(intent, world);
                }
            }
        }
    }

    /// The project that was saved is no longer the one on the bench; the user must still learn that it was not.
    fn save_of_another_ended(&mut self, end: SaveEnd) {
        let reason = match end {
            SaveEnd::Saved(_) => return,
            SaveEnd::WouldReplace(path) => format!("there is a file of this name already\n{}", path.display()),
            SaveEnd::Failed(_, error) => error.to_string(),
            SaveEnd::Unsound(path, reason) => unsound(&path, &reason),
        };
        self.notices.say(Weight::Error, format!("The project that was open before was not saved: {reason}"));
    }

    fn answer(&mut self, answer: Answer, world: &mut dyn World) {
        let Some(question) = self.question.take() else { return };
        match (question, answer) {
            (Question::Unsaved(intent), Answer::Save) => {
                self.after_save = Some(intent);
                self.save(world);
            }
            (Question::Unsaved(intent), Answer::Proceed) => self.proceed(intent, world),
            (Question::Overwrite(path) | Question::ChangedOnDisk(path), Answer::Proceed) => {
                self.start_saving(path, None, true, world);
            }
            (Question::Overwrite(_) | Question::ChangedOnDisk(_), Answer::Save) => self.ask_where_to_save(world),
            (Question::OverwriteReport(path), Answer::Proceed) => self.report_to(path, true, world),
            (Question::OverwriteReport(_), Answer::Save) => self.ask_where_to_report(world),
            (Question::OverwriteReport(_), _) => {}
            (Question::Path(what), Answer::Path(typed)) => self.path_typed(what, &typed, world),
            (Question::Unsaved(_) | Question::Overwrite(_) | Question::ChangedOnDisk(_) | Question::Path(_), _) => self.after_save = None,
        }
    }

    fn path_typed(&mut self, what: PathFor, typed: &str, world: &mut dyn World) {
        let typed = typed.trim();
        if typed.is_empty() {
            self.question = Some(Question::Path(what));
            return;
        }
        let path = PathBuf::from(typed);
        match what {
            PathFor::Open => self.intend(Intent::OpenPath(path), world),
            PathFor::AddArticle => self.open(path, true, world),
            // Nobody has asked yet about replacing what stands there, unless it is the project's own file.
            PathFor::Save => {
                let whole = jobs::with_extension(&path);
                let is_own = self.path() == Some(whole.as_path());
                self.save_to(whole, is_own, world);
            }
            PathFor::Report => self.report_to(jobs::with_report_extension(&path), false, world),
        }
    }

    fn remember(&mut self, path: &Path, world: &mut dyn World) {
        let path = path.to_owned();
        self.change_settings(world, |settings| {
            settings.remember(&path);
            settings.last = Some(path);
        });
    }

    /// Changes the settings and has them written, one write after the other.
    pub(crate) fn change_settings(&mut self, world: &mut dyn World, change: impl FnOnce(&mut Settings)) {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before {
            return;
        }
        if self.is_writing_settings {
            self.settings_wait = true;
        } else {
            self.write_settings(world);
        }
    }

    fn write_settings(&mut self, world: &mut dyn World) {
        let Some(path) = world.settings_path() else { return };
        self.is_writing_settings = true;
        world.spawn(jobs::write_settings(world.files(), self.settings.clone(), path));
    }

    fn settings_written(&mut self, result: Result<(), String>, world: &mut dyn World) {
        self.is_writing_settings = false;
        if let Err(reason) = result {
            self.notices.say(Weight::Warning, format!("The settings could not be kept for the next time. {reason}"));
        }
        if std::mem::take(&mut self.settings_wait) {
            self.write_settings(world);
        } else if std::mem::take(&mut self.leaves_soon) {
            world.leave();
        }
    }
}

fn new_article(world: &mut dyn World) -> NewArticle {
    NewArticle { id: ArticleId::from_raw(world.draw()), retrieved: world.today() }
}

fn unsound(path: &Path, reason: &str) -> String {
    format!(
        "The project was not saved, as what was written did not read back the same ({reason}). \
         The file is as it was, and your work is still here\n{}",
        path.display()
    )
}
