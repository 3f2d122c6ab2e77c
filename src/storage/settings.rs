//! Settings: what the program remembers about its user between sessions, as one small RON file.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::id::ArticleId;
use crate::storage::error::{OpenError, SaveError};
use crate::storage::fs::Fs;
use crate::storage::reader::read_bounded;
use crate::storage::reason::reason;
use crate::storage::safe_writer::{Stamp, Standing, write_safely};

/// Far more than any settings of ours take.
const LIMIT_BYTES: u64 = 1_000_000;
/// Files that "Open recent" offers.
const MAX_RECENT: usize = 12;
/// How many unreadable files of settings are kept; more of them are a fault that somebody should look at.
const MAX_ASIDE: usize = 100;
/// How often settings are written anew that another window has written between.
const MAX_TRIES: usize = 10;
/// Sizes of the reading face that can be set, in points.
pub const READING_SIZES: std::ops::RangeInclusive<f32> = 12.0..=32.0;

/// What is remembered. A field that is missing in the file has its default, one that is not known is passed over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The checker's name; empty until it was said.
    pub me: String,
    /// Light or dark.
    pub appearance: Appearance,
    /// Size of the reading face in points, one of [`READING_SIZES`].
    pub reading_size: f32,
    /// The project that was open last.
    pub last: Option<PathBuf>,
    /// Files opened or saved, latest first.
    pub recent: Vec<PathBuf>,
    /// Where files were read last, the latest first; not all that are recent have one.
    pub places: Vec<Place>,
}

/// Where a file was read last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// The article that was shown.
    pub article: ArticleId,
    /// What stood at the top: code points of its text before that, and points that it began above the window's top.
    pub top: (usize, f64),
}

/// One change, as it can be made to settings that another window has changed meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The checker's name.
    Me(String),
    /// Light or dark.
    Appearance(Appearance),
    /// Size of the reading face in points; brought within [`READING_SIZES`].
    ReadingSize(f32),
    /// This file was opened or saved last.
    Opened(PathBuf),
    /// This file could not be opened.
    Gone(PathBuf),
    /// A file was read as far as this.
    Read(Place),
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Appearance {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Why changes of the settings may be missing the next time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotKept {
    /// What the system said.
    pub reason: String,
    /// Whether they are written all the same, and only not certain to outlast a power cut.
    pub is_there: bool,
}

impl From<SaveError> for NotKept {
    fn from(error: SaveError) -> Self {
        match &error {
            SaveError::Unsettled { error, .. } => Self { reason: reason(error), is_there: true },
            _ => Self { reason: error.reason(), is_there: false },
        }
    }
}

/// Why settings were not read: the defaults serve, and the file is left as it is.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file could not be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It holds no settings.
    #[error(
        "The settings could not be read ({reason}). The defaults are used; the file is kept, beside the new one once a setting changes\n{}",
        path.display()
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Place and reason.
        reason: String,
    },
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            me: String::new(),
            appearance: Appearance::default(),
            reading_size: 18.0,
            last: None,
            recent: Vec::new(),
            places: Vec::new(),
        }
    }
}

impl Settings {
    /// Reads settings; the defaults where there is no file yet.
    ///
    /// # Errors
    /// Where there is a file that cannot be read.
    pub fn read(fs: &dyn Fs, path: &Path) -> Result<Self, SettingsError> {
        Self::there(fs, path).map(|there| there.map(|(settings, _)| settings).unwrap_or_default())
    }

    /// The settings that stand there, and the stamp of their file; nothing where there is no file yet.
    fn there(fs: &dyn Fs, path: &Path) -> Result<Option<(Self, Stamp)>, SettingsError> {
        let file = match read_bounded(fs, path, LIMIT_BYTES) {
            Ok(file) => file,
            Err(OpenError::Missing { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut settings: Self = ron::de::from_bytes(&file.bytes).map_err(|error| {
            let reason = error.to_string().chars().take(200).collect();
            SettingsError::Unreadable { path: path.to_owned(), reason }
        })?;
        let size = settings.reading_size;
        settings.reading_size =
            if size.is_finite() { size.clamp(*READING_SIZES.start(), *READING_SIZES.end()) } else { Self::default().reading_size };
        settings.recent.truncate(MAX_RECENT);
        // What is not equal to itself would be written again and again.
        settings.places.retain(|place| place.top.1.is_finite());
        settings.places.truncate(MAX_RECENT);
        Ok(Some((settings, file.stamp)))
    }

    /// Makes changes to the settings that stand there, which other windows may have changed as well. `mine`, with these changes made, is written
    /// whole where there are none; what cannot be read as settings is kept under another name beside them then, or left alone where nothing
    /// has changed but how far files were read.
    ///
    /// # Errors
    /// Where the file could not be written; the old one is still there then.
    pub fn write(mine: &Self, changes: &[Change], fs: &dyn Fs, path: &Path) -> Result<(), SaveError> {
        let mut tries = 1;
        loop {
            let (settings, standing) = match Self::there(fs, path) {
                Ok(Some((mut settings, stamp))) => {
                    for change in changes {
                        settings.make(change);
                    }
                    (settings, Standing::This(stamp))
                }
                Ok(None) => (mine.clone(), Standing::Nothing),
                Err(_) if changes.iter().all(Change::is_of_reading) => return Ok(()),
                Err(_) => {
                    set_aside(fs, path).map_err(|error| SaveError::Failed { path: path.to_owned(), error })?;
                    (mine.clone(), Standing::Anything)
                }
            };
            match settings.put(fs, path, &standing) {
                // Another window was quicker.
                Err(SaveError::ChangedOnDisk { .. } | SaveError::Taken { .. }) if tries < MAX_TRIES => tries += 1,
                result => return result,
            }
        }
    }

    fn put(&self, fs: &dyn Fs, path: &Path, standing: &Standing) -> Result<(), SaveError> {
        // RON is UTF-8, and a name that is not cannot be kept in it.
        let is_text = |path: &PathBuf| path.to_str().is_some();
        let kept = Self {
            last: self.last.clone().filter(is_text),
            recent: self.recent.iter().filter(|path| is_text(path)).cloned().collect(),
            places: self.places.iter().filter(|place| is_text(&place.path)).cloned().collect(),
            ..self.clone()
        };
        let failed = |error| SaveError::Failed { path: path.to_owned(), error: io::Error::other(error) };
        let text = ron::ser::to_string_pretty(&kept, ron::ser::PrettyConfig::new()).map_err(failed)?;
        write_safely(fs, path, text.as_bytes(), standing).map(|_stamp| ())
    }

    /// Makes a change.
    pub fn make(&mut self, change: &Change) {
        match change {
            Change::Me(name) => name.clone_into(&mut self.me),
            Change::Appearance(appearance) => self.appearance = *appearance,
            Change::ReadingSize(size) => self.reading_size = size.clamp(*READING_SIZES.start(), *READING_SIZES.end()),
            Change::Opened(path) => self.remember(path),
            Change::Gone(path) => self.forget(path),
            Change::Read(place) => self.remember_place(place.clone()),
        }
    }

    /// Puts a file first among the recent ones.
    fn remember(&mut self, path: &Path) {
        self.forget(path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MAX_RECENT);
        self.last = Some(path.to_owned());
    }

    /// Puts where a file is read first among the places.
    fn remember_place(&mut self, place: Place) {
        self.places.retain(|known| known.path != place.path);
        self.places.insert(0, place);
        self.places.truncate(MAX_RECENT);
    }

    /// Takes a file out of what is remembered, but for where it was read: it may come back.
    fn forget(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.last.take_if(|last| last == path);
    }
}

impl Change {
    /// Whether it says only how far a file was read.
    pub const fn is_of_reading(&self) -> bool {
        matches!(self, Self::Read(_))
    }

    /// Whether nothing is left of it once `later` is made.
    fn is_undone_by(&self, later: &Self) -> bool {
        match (self, later) {
            (Self::Me(_), Self::Me(_)) | (Self::Appearance(_), Self::Appearance(_)) | (Self::ReadingSize(_), Self::ReadingSize(_)) => true,
            (Self::Opened(path), Self::Opened(later)) | (Self::Gone(path), Self::Gone(later)) => path == later,
            (Self::Read(place), Self::Read(later)) => place.path == later.path,
            _ => false,
        }
    }
}

/// Of these changes only the last of each kind, and of each file: the others come to nothing.
pub fn only_last(changes: Vec<Change>) -> Vec<Change> {
    let mut last: Vec<Change> = Vec::new();
    for change in changes {
        last.retain(|earlier| !earlier.is_undone_by(&change));
        last.push(change);
    }
    last
}

/// Renames a file to the first free name of `.bad`, `.bad-2`, ….
fn set_aside(fs: &dyn Fs, path: &Path) -> io::Result<()> {
    let name = |number: usize| {
        let mut name = path.as_os_str().to_owned();
        name.push(if number == 1 { ".bad".to_owned() } else { format!(".bad-{number}") });
        PathBuf::from(name)
    };
    for aside in (1..=MAX_ASIDE).map(name) {
        if fs.look(&aside)?.is_none() {
            return fs.rename(path, &aside);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
