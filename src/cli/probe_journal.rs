//! Journals that come as bytes, looked at and brought back as those that a crash has left. For tests.

use std::ffi::OsString;
use std::io::{Error, ErrorKind, Result as IoResult};
use std::path::{Path, PathBuf};

use crate::model::project::Project;
use crate::project_file;
use crate::storage::disk::Disk;
use crate::storage::fs::{FileKind, Fs, Lock, Look, NewFile};
use crate::storage::journal::{Story, StoryError, Tail};
use crate::storage::reader::read_bounded;
use crate::workbench::focus::Focus;
use crate::workbench::{leftover, recovered};

const STATE: &str = "/state";
const JOURNAL: &str = "/state/journals/probed.journal";

/// What journals are held against.
pub struct Journals {
    file: Vec<u8>,
}

impl Journals {
    /// Journals of the file that has the content of this one; `None` where it cannot be read.
    pub fn of(file: &Path) -> Option<Self> {
        let file = read_bounded(&Disk, file, project_file::LIMIT_BYTES).ok()?;
        Some(Self { file: file.bytes })
    }

    /// What a journal comes to; or the line at which it was given up, from 1, and why.
    pub fn look_at(&self, journal: &[u8]) -> Result<Looked, (usize, String)> {
        let story = Story::<Focus>::read(journal).map_err(|error| {
            let line = if let StoryError::NotUnderstood { line, .. } = error { line } else { 1 };
            (line, error.to_string())
        })?;
        let mut notes = usize::from(story.tail != Tail::Whole);
        let found = Found { file: &self.file, journal };
        let Some(work) = leftover::unsaved(&found, Path::new(STATE), Path::new(JOURNAL), &story, false) else {
            return Ok(Looked { notes, project: None, tail: story.tail });
        };
        // Held against the file, as the user may ask for; and opened.
        notes += usize::from(recovered::compare(&found, Path::new(STATE), &work).is_err());
        let project = match recovered::look(&found, Path::new(STATE), &story) {
            Ok((project, said)) => {
                notes += said.len();
                Some(project)
            }
            Err(_reason) => {
                notes += 1;
                None
            }
        };
        Ok(Looked { notes, project, tail: story.tail })
    }
}

/// What a journal that was read comes to.
pub struct Looked {
    /// How many things are to be said of it.
    pub notes: usize,
    /// The work in it, where there is some that could be brought back.
    pub project: Option<Project>,
    /// How it ends.
    pub tail: Tail,
}

/// A disk that has nothing but the journal, and the file under whichever name.
struct Found<'a> {
    file: &'a [u8],
    journal: &'a [u8],
}

impl Found<'_> {
    fn at(&self, path: &Path) -> Option<&[u8]> {
        if path == Path::new(JOURNAL) {
            Some(self.journal)
        } else if path.starts_with(STATE) {
            None
        } else {
            Some(self.file)
        }
    }
}

/// Nothing is written into it.
fn refused<T>() -> IoResult<T> {
    Err(Error::from(ErrorKind::ReadOnlyFilesystem))
}

impl Fs for Found<'_> {
    fn look(&self, path: &Path) -> IoResult<Option<Look>> {
        let look = |bytes: &[u8]| Look {
            kind: FileKind::File,
            size_bytes: bytes.len() as u64,
            modified: None,
            is_read_only: true,
            mode: None,
            owner: None,
        };
        Ok(self.at(path).map(look))
    }

    fn read_link(&self, _path: &Path) -> IoResult<Option<PathBuf>> {
        Ok(None)
    }

    fn read(&self, path: &Path, limit_bytes: u64) -> IoResult<Vec<u8>> {
        let bytes = self.at(path).ok_or(ErrorKind::NotFound)?;
        Ok(bytes.iter().copied().take(usize::try_from(limit_bytes).unwrap_or(usize::MAX)).collect())
    }

    fn check_writable(&self, _path: &Path) -> IoResult<()> {
        refused()
    }

    fn create_new(&self, _path: &Path, _is_private: bool) -> IoResult<Box<dyn NewFile>> {
        refused()
    }

    fn rename(&self, _from: &Path, _to: &Path) -> IoResult<()> {
        refused()
    }

    fn sync_folder(&self, _folder: &Path) -> IoResult<()> {
        refused()
    }

    fn make_folder(&self, _folder: &Path) -> IoResult<()> {
        refused()
    }

    fn make_folders(&self, _folder: &Path) -> IoResult<()> {
        refused()
    }

    fn remove(&self, _path: &Path) -> IoResult<()> {
        refused()
    }

    fn list(&self, _folder: &Path) -> IoResult<Vec<OsString>> {
        Err(ErrorKind::NotFound.into())
    }

    fn open_to_append(&self, _path: &Path) -> IoResult<Box<dyn NewFile>> {
        refused()
    }

    fn lock(&self, _path: &Path) -> IoResult<Option<Lock>> {
        refused()
    }
}
