//! What befalls a disk by chance: calls that fail, a disk that is full, a program that ends in the middle of something.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What goes wrong by chance.
#[derive(Debug, Clone, Default)]
pub struct Weather {
    /// Of so many calls one fails, by this chance; none where there is no chance.
    pub chance: Option<(fastrand::Rng, u32)>,
    /// Whether nothing more can be written.
    pub is_full: bool,
    /// After so many calls nothing works any more: the program has ended, and whoever still asks gets no further.
    pub strikes_in: Option<usize>,
    /// How much of a write is done in one call.
    pub piece_bytes: Option<usize>,
    /// The clock, in seconds since 1970.
    pub clock_secs: u64,
    /// What happened to the files in this folder since somebody took that away.
    pub watched: PathBuf,
    /// See `watched`.
    pub seen: Vec<Change>,
    /// What the call that failed last has said.
    pub error_kind: Option<ErrorKind>,
}

/// A file that has another content now.
#[derive(Debug, Clone)]
pub struct Change {
    /// Which.
    pub path: PathBuf,
    /// Whether another program did that.
    pub is_theirs: bool,
    /// What it has.
    pub bytes: Option<Vec<u8>>,
}

impl Weather {
    /// Whether the program has ended before this call.
    pub fn strikes_now(&mut self) -> bool {
        match &mut self.strikes_in {
            None => false,
            Some(0) => true,
            Some(left) => {
                *left -= 1;
                false
            }
        }
    }

    /// Whether this call fails, and then whether after the deed.
    pub fn fails_now(&mut self) -> Option<bool> {
        let (chance, of) = self.chance.as_mut()?;
        if chance.u32(..*of) != 0 {
            return None;
        }
        self.error_kind = chance.choice([ErrorKind::Other, ErrorKind::PermissionDenied, ErrorKind::StorageFull, ErrorKind::QuotaExceeded]);
        Some(chance.bool())
    }

    /// What a failed call says.
    pub fn error(&self) -> ErrorKind {
        self.error_kind.unwrap_or(ErrorKind::Other)
    }

    /// Whether a write that fails has written half.
    pub fn is_tearing(&self) -> bool {
        self.chance.is_some() || self.strikes_in.is_some()
    }

    /// Whether what happens to this file is noted.
    pub fn is_watched(&self, path: &Path) -> bool {
        path.parent() == Some(&*self.watched)
    }

    /// A file has another content.
    pub fn saw(&mut self, path: &Path, is_theirs: bool, bytes: Option<&[u8]>) {
        if self.is_watched(path) {
            self.seen.push(Change { path: path.to_owned(), is_theirs, bytes: bytes.map(<[u8]>::to_vec) });
        }
    }
}
