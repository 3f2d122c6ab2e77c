//! Work for other threads: opening, saving, writing settings. Each gets a snapshot and comes back as an arrival.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::interchange::report::{self, Form};
use crate::interchange::{guess, plain_text};
use crate::model::article::Article;
use crate::model::day::Day;
use crate::model::id::{ArticleId, StatementId};
use crate::model::project::Project;
use crate::model::quote::{Found, Quote};
use crate::project_file::{self, ReadError};
use crate::storage::error::{OpenError, SaveError};
use crate::storage::fs::Fs;
use crate::storage::reader::{read_bounded, read_bytes};
use crate::storage::safe_writer::{Standing, write_safely};
use crate::storage::settings::{Change, NotKept, Settings};
use crate::workbench::arrival::{Arrival, Opened, ReportEnd};
use crate::workbench::damage::{self, NotOpened};
use crate::workbench::exporting::{Exporting, Sheet};
use crate::workbench::holding::Look;
use crate::workbench::home::OwnPlace;
use crate::workbench::progress::Progress;
use crate::workbench::reopening::reopened;
use crate::workbench::world::Job;

/// The ending of project files.
pub const EXTENSION: &str = "ron";
/// The ending of reports, unless another one is asked for.
pub const REPORT_EXTENSION: &str = "html";
/// The sample as shipped.
const SAMPLE: &[u8] = include_bytes!("../../assets/sample.ron");

/// What is needed to make an article of a text.
#[derive(Debug, Clone, Copy)]
pub struct NewArticle {
    /// Its id.
    pub id: ArticleId,
    /// Today.
    pub retrieved: Day,
}

/// Where journals are, and the one of the project on the bench.
#[derive(Debug)]
pub struct Places {
    /// The folder of state; `None` where the system names none.
    pub state: Option<PathBuf>,
    /// The place of what is on the bench.
    pub own: OwnPlace,
}

/// Opens a project, or an article: as a project of its own, or as a further one of the project that is open. `places` is where journals
/// and backups are.
pub fn open(
    fs: Arc<dyn Fs>,
    places: Places,
    path: PathBuf,
    (number, progress): (u64, Arc<Progress>),
    new: NewArticle,
    is_further: bool,
) -> Job {
    let died = Arrival::OpenFailed(number, path.clone(), format!("The file was not opened. {}", mistake(&path)).into());
    guarded(died, move || match read(&*fs, &places, &path, &progress, new, is_further) {
        Ok(opened) => Arrival::Opened(number, Box::new(opened)),
        Err(not) => Arrival::OpenFailed(number, path, not),
    })
}

fn read(
    fs: &dyn Fs,
    places: &Places,
    path: &Path,
    progress: &Arc<Progress>,
    new: NewArticle,
    is_further: bool,
) -> Result<Opened, NotOpened> {
    let state = places.state.as_deref();
    let is_project = has_extension(path);
    if is_project && is_further {
        return Err(format!("This is a project, not an article. Open it with Open…\n{}", path.display()).into());
    }
    if is_project {
        let file = read_bounded(fs, path, project_file::LIMIT_BYTES).map_err(|error| match error {
            OpenError::Missing { .. } => NotOpened::missing(fs, state, path, error.to_string()),
            error => NotOpened::unreadable(&error),
        })?;
        progress.begin(file.bytes.len() as u64);
        let told = Arc::clone(progress);
        let loaded = project_file::read_while(&file.bytes, move |done_bytes| told.reach(done_bytes));
        let loaded = loaded.map_err(|error| match error {
            // Nobody waits for it any more, so nothing is to be looked for in its place.
            ReadError::Unwanted => error.to_string().into(),
            error => NotOpened::unread(fs, state, path, &error),
        })?;
        progress.end();
        let notes = damage::notes(fs, state, path, &loaded);
        return Ok(Opened::Project(Box::new(reopened(fs, state, path, &loaded.project, &file.stamp, notes, &places.own))));
    }
    let bytes = read_bytes(fs, path, plain_text::LIMIT_BYTES).map_err(|error| NotOpened::unreadable(&error))?;
    let text = plain_text::read(bytes).map_err(|error| format!("{error}\n{}", path.display()))?;
    let article = article_of(text, new);
    Ok(if is_further { Opened::Further(path.to_owned(), article) } else { Opened::Article(path.to_owned(), article) })
}

/// A file's name, to be shown.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Reads the sample as shipped.
pub fn open_sample(number: u64) -> Job {
    Box::new(move || match project_file::read(SAMPLE) {
        Ok(loaded) => Arrival::Opened(number, Box::new(Opened::Sample(Box::new(loaded.project)))),
        Err(error) => Arrival::OpenFailed(number, PathBuf::from("sample.ron"), error.to_string().into()),
    })
}

/// An article of a text, with what is plain from the text itself.
pub fn article_of(text: String, new: NewArticle) -> Article {
    let guess = guess::guess(&text);
    let mut article = Article::new(new.id, text);
    article.title = guess.title;
    article.byline = guess.byline;
    article.publisher = guess.publisher;
    article.published = guess.published;
    article.retrieved = Some(new.retrieved);
    article
}

/// Writes a report, in the form that the ending says; without `may_replace` nothing may stand there.
pub fn report(fs: Arc<dyn Fs>, what: (Project, Look), exporting: Exporting, may_replace: bool) -> Job {
    let died = Arrival::ReportEnded(exporting.number, ReportEnd::Failed(mistake(&exporting.path)));
    guarded(died, move || Arrival::ReportEnded(exporting.number, put_report(&*fs, &what, exporting, may_replace)))
}

fn put_report(fs: &dyn Fs, (project, look): &(Project, Look), exporting: Exporting, may_replace: bool) -> ReportEnd {
    let Exporting { path, sheet, progress, .. } = exporting;
    let form = Form::of(&path).unwrap_or(Form::Html);
    let text = match sheet {
        Sheet::Report => {
            progress.begin(report::steps(project));
            report::write_while(project, &look.at(fs, project), form, &mut |done| progress.reach(done))
        }
        Sheet::Changes => Some(report::write_changes(project, form)),
    };
    progress.end();
    let Some(text) = text.filter(|_| progress.is_wanted()) else { return ReportEnd::Cancelled(path) };
    let standing = if may_replace { Standing::Anything } else { Standing::Nothing };
    match write_safely(fs, &path, text.as_bytes(), &standing) {
        Ok(stamp) => ReportEnd::Written(path, stamp.size_bytes),
        Err(SaveError::Taken { .. }) => ReportEnd::WouldReplace(path),
        Err(error) => ReportEnd::Failed(error.to_string()),
    }
}

/// Looks for words adrift in their article.
pub fn look_for(generation: u64, id: StatementId, quote: Quote, article: &Article) -> Job {
    let text = Arc::clone(&article.text);
    let died = Arrival::LookedFor(generation, id, Found::Nowhere);
    guarded(died, move || Arrival::LookedFor(generation, id, quote.find(&text)))
}

/// Writes changes of the settings, of which `mine` are this window's.
pub fn write_settings(fs: Arc<dyn Fs>, mine: Settings, changes: Vec<Change>, path: PathBuf) -> Job {
    let died = Arrival::SettingsWritten(Err(NotKept { reason: "this program made a mistake on the way".to_owned(), is_there: false }));
    guarded(died, move || Arrival::SettingsWritten(Settings::write(&mine, &changes, &*fs, &path).map_err(NotKept::from)))
}

/// A job that answers also where it panics: whoever waits for it waits no longer, and says so.
pub(crate) fn guarded(died: Arrival, job: impl FnOnce() -> Arrival + Send + 'static) -> Job {
    // What a job works on is its own and goes with it.
    Box::new(move || catch_unwind(AssertUnwindSafe(job)).unwrap_or(died))
}

pub(crate) fn mistake(path: &Path) -> String {
    format!("This program made a mistake on the way; your work is as it was\n{}", path.display())
}

/// `path` with the ending of project files, where it has none.
pub fn with_extension(path: &Path) -> PathBuf {
    if has_extension(path) {
        return path.to_owned();
    }
    with_ending(path, EXTENSION)
}

/// `path` with the ending of reports, where it has none of those that say what form a report has.
pub fn with_report_extension(path: &Path) -> PathBuf {
    if Form::of(path).is_some() { path.to_owned() } else { with_ending(path, REPORT_EXTENSION) }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// A file name from a title and an ending: letters, digits and spaces of it, not too long.
pub fn suggested_name(title: &str, extension: &str) -> String {
    let kept: String = title.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).take(60).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let stem = if words.is_empty() { "untitled".to_owned() } else { words.join("-") };
    format!("{stem}.{extension}")
}

fn has_extension(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_panics_answers_all_the_same() {
        let died = || Arrival::SettingsWritten(Err(NotKept { reason: "died".to_owned(), is_there: false }));
        let arrival = guarded(died(), || panic!("on purpose"))();
        assert!(matches!(arrival, Arrival::SettingsWritten(Err(NotKept { reason, .. })) if reason == "died"));
        let arrival = guarded(died(), || Arrival::SettingsWritten(Ok(())))();
        assert!(matches!(arrival, Arrival::SettingsWritten(Ok(()))));
    }
}
