//! Why the system refused, in plain words that fit into a sentence: no advice, no path and no number.

use std::io::{self, ErrorKind};

use crate::storage::error::{OpenError, SaveError};

/// What the system said, as a person says it.
pub fn reason(error: &io::Error) -> String {
    let plain = match error.kind() {
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "no more room is left to you on this disk",
        ErrorKind::FileTooLarge => "the disk takes no file of this size",
        ErrorKind::PermissionDenied => "that is not allowed there",
        ErrorKind::ReadOnlyFilesystem => "the disk is protected against writing",
        ErrorKind::NotFound => "a file or folder is not there",
        ErrorKind::NotADirectory => "a file has the name that a folder must have",
        ErrorKind::IsADirectory => "a folder has the name there",
        ErrorKind::AlreadyExists => "something else has the name there",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "it is in use",
        ErrorKind::InvalidFilename => "the name is too long, or not allowed there",
        ErrorKind::StaleNetworkFileHandle | ErrorKind::NotConnected | ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
            "the network folder cannot be reached"
        }
        ErrorKind::TimedOut => "it took too long",
        ErrorKind::OutOfMemory => "the memory is full",
        _ => {
            let text = error.to_string();
            let words = text.split(" (os error").next().unwrap_or_default();
            return format!("the system says: {words}");
        }
    };
    plain.to_owned()
}

impl OpenError {
    /// The same of a file that was not read.
    pub fn reason(&self) -> String {
        match self {
            Self::Missing { .. } => "it is not there".to_owned(),
            Self::Folder { .. } => "a folder has the name there".to_owned(),
            Self::NoFile { .. } => "it is a device or a pipe".to_owned(),
            Self::NotAllowed { .. } => "reading it is not allowed".to_owned(),
            Self::TooLarge { .. } => "it is too large".to_owned(),
            Self::Failed { error, .. } => reason(error),
        }
    }
}

impl SaveError {
    /// The same of a file that was not written.
    pub fn reason(&self) -> String {
        let plain = match self {
            Self::ChangedOnDisk { .. } => "another program has changed the file",
            Self::Taken { .. } | Self::NoFile { .. } | Self::InTheWay { .. } => "something else has the name there",
            Self::OpenElsewhere { .. } => "it is open in another window",
            Self::ReadOnly { .. } | Self::NotAllowed { .. } => "writing is not allowed there",
            Self::NoFolder { .. } => "the folder is not there, and cannot be made",
            Self::DiskFull { .. } => "the disk is full",
            Self::LinkCircle { .. } => "a link leads to itself",
            Self::Unsettled { error, .. } => return format!("the disk did not confirm it: {}", reason(error)),
            Self::Unclear { error, .. } | Self::Failed { error, .. } => return reason(error),
        };
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_the_system_is_told() {
        for code in 1..=133 {
            let told = reason(&io::Error::from_raw_os_error(code));
            assert!(!told.contains("os error") && !told.is_empty(), "{told}");
        }
        assert_eq!(reason(&io::Error::from_raw_os_error(5)), "the system says: Input/output error");
    }
}
