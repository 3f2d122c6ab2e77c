//! New, open, save, leave: what has to do with files. Nothing here waits for a disk.

use crate::model::edit::Edit;
use crate::model::id::ArticleId;
use crate::model::project::Project;
use crate::storage::safe_writer::Standing;
use crate::storage::settings::Change;
use crate::workbench::arrival::{Arrival, Opened};
use crate::workbench::articles;
use crate::workbench::command::{Answer, Command, FileCommand, SourceCommand, VersionCommand};
use crate::workbench::desk::{Origin, Workbench};
use crate::workbench::exporting::Sheet;
use crate::workbench::focus::Focus;
use crate::workbench::jobs::{self, NewArticle};
use crate::workbench::notice::{NoticeAction, Weight};
use crate::workbench::opening::Opening;
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
            FileCommand::ExportReport => self.ask_where_to_export(Sheet::Report, world),
            FileCommand::ExportChanges => self.ask_where_to_export(Sheet::Changes, world),
            FileCommand::Leave => self.intend(Intent::Leave, world),
            FileCommand::Answer(answer) => self.answer(answer, world),
            FileCommand::CancelOpening => self.cancel_opening(),
            FileCommand::CancelSaving => self.cancel_saving(world),
            FileCommand::CancelExporting => self.cancel_exporting(),
        }
    }

    pub(crate) fn arrive(&mut self, arrival: Arrival, world: &mut dyn World) {
        match arrival {
            Arrival::Chosen(PathFor::Open, Some(path)) => self.intend(Intent::OpenPath(path), world),
            Arrival::Chosen(PathFor::AddArticle, Some(path)) => self.open(path, true, world),
            // A dialog that was left standing over another project is not about this one.
            Arrival::Chosen(PathFor::Save, Some(path)) if self.asked_for == self.generation => self.save_to_chosen(&path, world),
            Arrival::Chosen(PathFor::Save, Some(_)) | Arrival::Chosen(PathFor::Report | PathFor::Copy(_), None) => {}
            Arrival::Chosen(PathFor::Report, Some(path)) => self.report_to_chosen(&path, world),
            Arrival::Chosen(PathFor::Copy(source), Some(path)) => self.copy_chosen(source, path, world),
            // Whoever closes the dialog does not want to go on with what came after it.
            Arrival::Chosen(_, None) => self.after_save = None,
            Arrival::NoDialog(what) => self.ask(Question::Path(what)),
            Arrival::Opened(number, opened) => {
                if let Some(opening) = self.opening.clone().filter(|opening| opening.number == number) {
                    // A question is about what is on the bench: that stays until it is answered.
                    self.opened_meanwhile = Some((opening, opened));
                    self.go_on(world);
                }
            }
            Arrival::OpenFailed(number, path, not) => {
                if self.opening.take_if(|opening| opening.number == number).is_some() {
                    self.takes_over = false;
                    // What could not be opened may have been work that is elsewhere by now.
                    Self::find_unsaved(world);
                    self.not_opened(&path, not, world);
                    self.change_settings(Change::Gone(path), world);
                    self.open_next(world);
                }
            }
            Arrival::SaveEnded(number, end) => self.save_ended(number, end, world),
            Arrival::LinkFailed(address, reason) => {
                self.notices.say(Weight::Warning, format!("The browser did not open: {reason}\n{address}"));
            }
            Arrival::ReportEnded(number, end) => self.report_ended(number, end, world),
            Arrival::LookedFor(generation, id, found) => self.looked_for(generation, id, found),
            Arrival::CopyRead(generation, source, end) => self.copy_read(generation, source, end, world),
            Arrival::CopySafe(result) => self.copy_safe(result),
            Arrival::Held(of, found) => self.held(of, found),
            Arrival::Found(number, part) => self.found(number, part, world),
            Arrival::Covered(of, found) => self.covered_now(of, found),
            Arrival::Queued(pass, found) => self.queued(pass, found),
            Arrival::Reviewed(of, found) => self.reviewed(of, found),
            Arrival::ReviewDied(of) => self.review_died(of),
            Arrival::Counted(of, found) => self.counted(of, Some(found)),
            Arrival::CountingDied(of) => self.counting_died(of),
            Arrival::VersionsListed(number, versions) => self.versions_listed(number, versions, world),
            Arrival::VersionLookedAt(number, at, holds) => self.version_looked_at(number, at, holds, world),
            Arrival::VersionRead(number, revision, way) => self.version_read(number, revision, way),
            Arrival::Watched(path) => self.watched(&path, world),
            Arrival::Stirred(path) => self.stirred(&path, world),
            Arrival::Kept(number, kept) => self.kept(number, kept, world),
            Arrival::JournalMoved(number) => self.journal_moved(number, world),
            Arrival::TryToKeep(number) => self.try_to_keep(number, world),
            Arrival::TryToSave(generation, number, path) => self.try_to_save(generation, number, path, world),
            Arrival::JournalEnded(followed_in, result) => self.journal_ended(followed_in, result, world),
            Arrival::Unsaved(found, trouble) => self.unsaved_found(found, trouble, world),
            Arrival::Compared(journal, found) => self.compared(journal, found),
            Arrival::Discarded(journal, result) => self.was_discarded(&journal, result, world),
            Arrival::LookedOutside(generation, path, found) => self.looked_outside(generation, &path, found, world),
            Arrival::Wanted(generation, is_wanted) => self.hand_over(generation, is_wanted, world),
            Arrival::TriedToTake(generation, path, tries, is_free) => self.tried_to_take(generation, path, tries, is_free, world),
            Arrival::End => self.end(world),
            Arrival::SettingsWritten(result) => self.settings_written(result, world),
        }
    }

    /// Does what a notice offers. It stands on: what makes it untrue takes it away.
    pub(crate) fn take_up(&mut self, number: u64, at: usize, world: &mut dyn World) {
        match self.notices.action(number, at) {
            Some(NoticeAction::SaveElsewhere) => self.ask_where_to_save(world),
            Some(NoticeAction::OpenBackup { version, of, .. }) => self.intend(Intent::OpenVersion(version.clone(), of.clone()), world),
            Some(NoticeAction::ShowVersions(of)) => self.version_command(VersionCommand::ShowOf(of.clone()), world),
            None => {}
        }
    }

    /// What was done while the file was being read is asked about like all unsaved work.
    pub(crate) fn opened_late(&mut self, opening: &Opening, opened: Opened, world: &mut dyn World) {
        if self.is_read_again(opening, &opened, world) {
            return;
        }
        self.opening = None;
        let intent = match &opened {
            Opened::Further(..) => None,
            Opened::Backup(version, of, ..) => Some(Intent::OpenVersion(version.clone(), of.clone())),
            Opened::Sample(_) => Some(Intent::Sample),
            Opened::Article(path, _) => Some(Intent::OpenPath(path.clone())),
            Opened::Project(project) => match (&project.path, project.is_recovered) {
                (Some(path), false) => Some(Intent::OpenPath(path.clone())),
                // Whoever brings work back has been asked about what was there.
                _ => None,
            },
        };
        match intent {
            Some(intent) if opening.revision != self.revision() && !self.is_saved() => self.intend(intent, world),
            None if opening.revision != self.revision() && !self.is_saved() && matches!(opened, Opened::Project(_)) => {
                self.opened(opened, world);
                let text = "What you did while it was opened was moved aside; for 30 days it can be opened from File, Unsaved work";
                self.notices.say(Weight::Warning, text);
            }
            _ => self.opened(opened, world),
        }
        self.open_next(world);
    }

    fn open_next(&mut self, world: &mut dyn World) {
        if let Some(path) = self.to_open.pop_front() {
            self.open(path, true, world);
        }
    }

    fn opened(&mut self, opened: Opened, world: &mut dyn World) {
        match opened {
            Opened::Sample(project) => self.replace(*project, Origin::Sample),
            Opened::Backup(version, of, project) => self.opened_backup(&version, of, *project, world),
            Opened::Article(_, article) => self.replace_with_article(article, Origin::Text),
            Opened::Further(_, article) => self.add_article(article),
            Opened::Project(project) => self.opened_project(*project, world),
        }
    }

    fn replace_with_article(&mut self, article: crate::model::article::Article, origin: Origin) {
        let mut project = Project::default();
        if let Err(error) = project.apply(Edit::PutArticle(0, std::sync::Arc::new(article))) {
            self.notices.say(Weight::Error, error.to_string());
            return;
        }
        // What came from a file is there still: nothing has to keep it before something is done.
        let is_to_be_kept = !matches!(origin, Origin::Text);
        self.replace(project, origin);
        if is_to_be_kept {
            self.keep_from_the_start();
        }
    }

    fn add_article(&mut self, article: crate::model::article::Article) {
        let focus = Focus { article: Some(article.id), ..Focus::default() };
        self.commit(articles::add(&self.project, article), focus);
    }

    pub(crate) fn new_from_text(&mut self, text: String, world: &mut dyn World) {
        if text.trim().is_empty() {
            self.notices.say(Weight::Hint, "There is no text in the clipboard");
            return;
        }
        self.replace_with_article(jobs::article_of(text, new_article(world)), Origin::New);
    }

    /// A pasted text: a further article, but in place of a sample nobody touched or of an empty project.
    pub(crate) fn paste(&mut self, text: String, world: &mut dyn World) {
        if self.has_nothing_to_lose() {
            self.new_from_text(text, world);
        } else if text.trim().is_empty() {
            self.notices.say(Weight::Hint, "There is no text in the clipboard");
        } else {
            self.add_article(jobs::article_of(text, new_article(world)));
            self.notices.say(Weight::Hint, "The pasted text was added as a further article; undo takes it away again");
        }
    }

    fn answer(&mut self, answer: Answer, world: &mut dyn World) {
        let Some(question) = self.questions.pop_front() else { return };
        match (question, answer) {
            (Question::Unsaved(intent), Answer::Save) => {
                self.after_save = Some(intent);
                if self.read_only.is_some() {
                    // Its file is another window's; what is in this one alone gets a place of its own.
                    self.ask_where_to_save(world);
                } else {
                    self.save(world);
                }
            }
            (Question::Unsaved(intent), Answer::Proceed) => {
                self.after_save = None;
                self.proceed(intent, world);
            }
            (Question::Overwrite(path) | Question::ChangedOnDisk(path), Answer::Proceed) => self.save_to(path, Standing::Anything, world),
            (Question::Overwrite(_) | Question::ChangedOnDisk(_), Answer::Save) => self.ask_where_to_save(world),
            (Question::OverwriteReport(path, sheet), Answer::Proceed) => self.report_to(path, sheet, true, world),
            (Question::OverwriteReport(_, sheet), Answer::Save) => self.ask_where_to_export(sheet, world),
            (Question::StillWriting, Answer::Proceed) => world.leave(),
            (Question::StillWriting, Answer::Cancel) => self.leaving = None,
            (Question::OverwriteReport(..) | Question::StillWriting, _) => {}
            (Question::Path(what), Answer::Path(typed)) => self.path_typed(what, &typed, world),
            (Question::Unsaved(_) | Question::Overwrite(_) | Question::ChangedOnDisk(_) | Question::Path(_), _) => self.after_save = None,
        }
        self.go_on(world);
    }

    fn path_typed(&mut self, what: PathFor, typed: &str, world: &mut dyn World) {
        let typed = typed.trim();
        if typed.is_empty() {
            self.ask(Question::Path(what));
            return;
        }
        let path = world.whole_path(typed);
        match what {
            PathFor::Open => self.intend(Intent::OpenPath(path), world),
            PathFor::AddArticle => self.open(path, true, world),
            PathFor::Save => self.save_to_typed(&path, world),
            PathFor::Report => self.report_to(jobs::with_report_extension(&path), self.reports.sheet, false, world),
            PathFor::Copy(source) => self.run(Command::Source(SourceCommand::KeepFileFrom(source, path)), world),
        }
    }
}

pub(crate) fn new_article(world: &mut dyn World) -> NewArticle {
    NewArticle { id: ArticleId::from_raw(world.draw()), retrieved: world.today() }
}
