//! New, open, save, leave: what has to do with files. Nothing here waits for a disk.

use std::path::{Path, PathBuf};

use crate::model::edit::Edit;
use crate::model::id::ArticleId;
use crate::model::project::Project;
use crate::storage::error::SaveError;
use crate::storage::settings::Settings;
use crate::workbench::arrival::{Arrival, Opened, Saved};
use crate::workbench::articles;
use crate::workbench::command::{Answer, FileCommand};
use crate::workbench::desk::{Opening, Origin, Saving, Workbench};
use crate::workbench::focus::Focus;
use crate::workbench::jobs::{self, NewArticle};
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
            FileCommand::Leave => self.intend(Intent::Leave, world),
            FileCommand::Answer(answer) => self.answer(answer, world),
            FileCommand::CancelOpening => self.opening = None,
            FileCommand::ForgetRecent(path) => self.change_settings(world, |settings| settings.forget(&path)),
        }
    }

    pub(crate) fn arrive(&mut self, arrival: Arrival, world: &mut dyn World) {
        match arrival {
            Arrival::Chosen(PathFor::Open, Some(path)) => self.intend(Intent::OpenPath(path), world),
            Arrival::Chosen(PathFor::AddArticle, Some(path)) => self.open(path, true, world),
            Arrival::Chosen(PathFor::Save, Some(path)) => self.save_to_chosen(&path, world),
            // Whoever closes the dialog does not want to go on with what came after it.
            Arrival::Chosen(_, None) => self.after_save = None,
            Arrival::NoDialog(what) => self.question = Some(Question::Path(what)),
            Arrival::Opened(number, opened) => {
                if self.opening.take_if(|opening| opening.number == number).is_some() {
                    self.opened(*opened, world);
                }
            }
            Arrival::OpenFailed(number, path, reason) => {
                if self.opening.take_if(|opening| opening.number == number).is_some() {
                    self.notices.say(Weight::Error, reason);
                    self.change_settings(world, |settings| settings.forget(&path));
                }
            }
            Arrival::Saved(saved) => self.saved(*saved, world),
            Arrival::SaveWouldReplace(path) => {
                self.saving = None;
                self.question = Some(Question::Overwrite(path));
            }
            Arrival::SaveFailed(path, SaveError::ChangedOnDisk { .. }) => {
                self.saving = None;
                self.question = Some(Question::ChangedOnDisk(path));
            }
            Arrival::SaveFailed(path, SaveError::Unsettled { stamp, error, .. }) => {
                // The file is whole and ours, but a power cut may still take it: not saved, and not another program's either.
                let error = SaveError::Unsettled { path: path.clone(), stamp: stamp.clone(), error };
                self.saved_state = None;
                self.origin = Origin::File(path, stamp);
                self.save_failed(error.to_string());
            }
            Arrival::SaveFailed(_, error) => self.save_failed(error.to_string()),
            Arrival::SaveUnsound(path, reason) => self.save_failed(format!(
                "The project was not saved, as what was written did not read back the same ({reason}). \
                 The file is as it was, and your work is still here\n{}",
                path.display()
            )),
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
            Intent::Leave => world.leave(),
        }
    }

    fn begin_opening(&mut self, name: &str) -> u64 {
        self.wishes_to_open += 1;
        self.opening = Some(Opening { number: self.wishes_to_open, name: name.to_owned() });
        self.wishes_to_open
    }

    fn open(&mut self, path: PathBuf, is_further: bool, world: &mut dyn World) {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let number = self.begin_opening(&name);
        let new = new_article(world);
        world.spawn(jobs::open(world.files(), path, number, new, is_further));
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
        let suggested = self.path().map_or_else(|| PathBuf::from(suggested_name(&self.name())), Path::to_owned);
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
            saving.is_wanted_again = true;
            return;
        }
        let expected = match &self.origin {
            Origin::File(own, stamp) if *own == path => Some(stamp.clone()),
            _ => None,
        };
        self.start_saving(path, expected, may_replace, world);
    }

    fn start_saving(
        &mut self,
        path: PathBuf,
        expected: Option<crate::storage::safe_writer::Stamp>,
        may_replace: bool,
        world: &mut dyn World,
    ) {
        self.saving = Some(Saving { path: path.clone(), is_wanted_again: false });
        world.spawn(jobs::save(world.files(), self.project.clone(), path, self.history.state(), expected, may_replace));
    }

    fn saved(&mut self, saved: Saved, world: &mut dyn World) {
        let was_wanted_again = self.saving.take().is_some_and(|saving| saving.is_wanted_again);
        self.saved_state = Some(saved.state);
        self.origin = Origin::File(saved.path.clone(), saved.stamp);
        self.remember(&saved.path, world);
        if !self.is_saved() && (was_wanted_again || self.after_save.is_some()) {
            self.save(world);
        } else if let Some(intent) = self.after_save.take() {
            self.proceed(intent, world);
        }
    }

    fn save_failed(&mut self, reason: String) {
        self.saving = None;
        self.after_save = None;
        self.notices.say(Weight::Error, reason);
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
        }
    }
}

fn new_article(world: &mut dyn World) -> NewArticle {
    NewArticle { id: ArticleId::from_raw(world.draw()), retrieved: world.today() }
}

/// A file name from a title: letters, digits and spaces of it, not too long.
fn suggested_name(title: &str) -> String {
    let kept: String = title.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).take(60).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let stem = if words.is_empty() { "untitled".to_owned() } else { words.join("-") };
    format!("{stem}.{}", jobs::EXTENSION)
}
