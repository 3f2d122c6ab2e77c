//! What can go wrong with files, said so that a person knows what happened, what is safe and what to do. The path stands on the last line.

use std::io::{self, ErrorKind};
use std::path::PathBuf;

use crate::storage::reason::reason;
use crate::storage::safe_writer::Stamp;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing has this name.
    #[error("There is no such file. It may have been moved or renamed; choose it again\n{}", path.display())]
    Missing {
        /// The path asked for.
        path: PathBuf,
    },
    /// A folder.
    #[error("This is a folder, not a file. Choose a file in it\n{}", path.display())]
    Folder {
        /// The path asked for.
        path: PathBuf,
    },
    /// A device, a pipe, a socket.
    #[error("This is a device or a pipe, not a file. Choose a file\n{}", path.display())]
    NoFile {
        /// The path asked for.
        path: PathBuf,
    },
    /// The system does not let us.
    #[error("You are not allowed to read this file. Ask its owner for the permission, or for a copy\n{}", path.display())]
    NotAllowed {
        /// The path asked for.
        path: PathBuf,
    },
    /// Larger than what this program takes in.
    #[error("The file is too large: the limit is {} MB\n{}", limit_bytes / 1_000_000, path.display())]
    TooLarge {
        /// The path asked for.
        path: PathBuf,
        /// The limit.
        limit_bytes: u64,
    },
    /// Anything else.
    #[error("The file could not be read: {}\n{}", reason(error), path.display())]
    Failed {
        /// The path asked for.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
}

impl OpenError {
    /// What sort of error it is, in words that hold nothing of the file.
    pub fn kind(&self) -> String {
        match self {
            Self::Missing { .. } => "missing".to_owned(),
            Self::Folder { .. } => "a folder".to_owned(),
            Self::NoFile { .. } => "no file".to_owned(),
            Self::NotAllowed { .. } => "not allowed".to_owned(),
            Self::TooLarge { .. } => "too large".to_owned(),
            Self::Failed { error, .. } => format!("failed: {error}"),
        }
    }

    pub(crate) fn from_io(path: PathBuf, error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing { path },
            ErrorKind::IsADirectory => Self::Folder { path },
            ErrorKind::PermissionDenied => Self::NotAllowed { path },
            _ => Self::Failed { path, error },
        }
    }
}

/// Why a file was not written. But for [`SaveError::Unsettled`] and [`SaveError::Unclear`] the file on disk is what it was, byte for byte.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody wrote into it since it was read.
    #[error(
        "The file was changed by another program since it was opened. Nothing was written, and your work is still here. \
         Save it under another name, or open the file again\n{}",
        path.display()
    )]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// A file has the name, and a new one was to be made.
    #[error("There is a file of this name already. Nothing was written; save under another name\n{}", path.display())]
    Taken {
        /// The file.
        path: PathBuf,
    },
    /// A folder or a device has the name.
    #[error("There is a folder or a device of this name. Nothing was written; save under another name\n{}", path.display())]
    NoFile {
        /// The file.
        path: PathBuf,
    },
    /// What has the name that a folder must have is none.
    #[error("A file has the name that the folder of copies must have. Move it away, then save again, or save elsewhere\n{}", path.display())]
    InTheWay {
        /// The file.
        path: PathBuf,
    },
    /// It is open in another window, which would write over it again.
    #[error("The file is open in another window of this program. Nothing was written; save under another name, or close it there\n{}", path.display())]
    OpenElsewhere {
        /// The file.
        path: PathBuf,
    },
    /// The file is protected.
    #[error("The file is protected against writing. Nothing was written; save under another name\n{}", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The folder is gone.
    #[error("The folder of the file is not there. Nothing was written; save in another folder\n{}", path.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// The folder is protected.
    #[error("You are not allowed to write in this folder. Nothing was written; save in another folder\n{}", path.display())]
    NotAllowed {
        /// The file.
        path: PathBuf,
    },
    /// No room.
    #[error("The disk is full. The file is as it was before; make room, then save again, or save on another disk\n{}", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Links that lead in a circle.
    #[error("The file is a link that leads to itself. Nothing was written; save under another name\n{}", path.display())]
    LinkCircle {
        /// The file.
        path: PathBuf,
    },
    /// The new file is whole and in its place, but the disk did not confirm that it would be after a power cut.
    #[error("The file was written, but the disk did not confirm it: {}. Save again, or save a copy on another disk\n{}", reason(error), path.display())]
    Unsettled {
        /// The file.
        path: PathBuf,
        /// What stands there now: the stamp for the next attempt.
        stamp: Stamp,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// The disk has failed in the very step that puts the new file in the place of the old one, and does not say which of the two stands there.
    #[error(
        "The disk failed while the file was replaced: {}. It is whole, either as it was before or as it should have become; save again, \
         or on another disk\n{}",
        reason(error),
        path.display()
    )]
    Unclear {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// Anything else.
    #[error("The file could not be written: {}. It is as it was before; save again, or under another name\n{}", reason(error), path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
}

impl SaveError {
    /// What sort of error it is, in words that hold nothing of the file.
    pub fn kind(&self) -> String {
        let kind = match self {
            Self::ChangedOnDisk { .. } => "changed on disk",
            Self::Taken { .. } => "a file of that name",
            Self::NoFile { .. } => "no file",
            Self::InTheWay { .. } => "a file in the way",
            Self::OpenElsewhere { .. } => "open elsewhere",
            Self::ReadOnly { .. } => "read-only",
            Self::NoFolder { .. } => "no folder",
            Self::NotAllowed { .. } => "not allowed",
            Self::DiskFull { .. } => "disk full",
            Self::LinkCircle { .. } => "a circle of links",
            Self::Unsettled { error, .. } => return format!("not confirmed by the disk: {error}"),
            Self::Unclear { error, .. } => return format!("unclear: {error}"),
            Self::Failed { error, .. } => return format!("failed: {error}"),
        };
        kind.to_owned()
    }

    pub(crate) fn from_io(path: PathBuf, error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder { path },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NotAllowed { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Failed { path, error },
        }
    }
}
