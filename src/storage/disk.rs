//! The real file system.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::model::snapshot::Digest;
use crate::storage::fs::{FileKind, Fs, Lock, Look, NewFile};
use crate::storage::sums::digest_from;

/// So long may another program have a lock that only looks whether somebody has it.
const LONGEST_LOOK: Duration = Duration::from_millis(2);

/// The disk, through `std::fs`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

struct DiskFile(File);

impl Fs for Disk {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(look(&metadata))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.file_type().is_symlink() => fs::read_link(path).map(Some),
            Ok(_) => Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path, limit_bytes: u64) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let expected_bytes = usize::try_from(file.metadata()?.len().min(limit_bytes)).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        // A file larger than memory is an error, not the end of the program.
        bytes.try_reserve_exact(expected_bytes).map_err(|_error| io::Error::from(ErrorKind::OutOfMemory))?;
        file.take(limit_bytes).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn sum(&self, path: &Path, limit_bytes: u64) -> io::Result<(u64, Digest)> {
        digest_from(File::open(path)?.take(limit_bytes))
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        OpenOptions::new().append(true).open(path).map(drop)
    }

    fn create_new(&self, path: &Path, is_private: bool) -> io::Result<Box<dyn NewFile>> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if is_private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = is_private;
        Ok(Box::new(DiskFile(options.open(path)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(not(unix)) {
            return Ok(()); // Folders cannot be opened there, and renames need no such help.
        }
        match File::open(folder)?.sync_all() {
            // Some network and user-space file systems know no such thing.
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
            result => result,
        }
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
            result => result,
        }
    }

    fn make_folders(&self, folder: &Path) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    fn open_to_append(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        Ok(Box::new(DiskFile(OpenOptions::new().append(true).open(path)?)))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Arc::new(file))),
                // Another program that only looks whether it is locked has it for some microseconds.
                Err(TryLockError::WouldBlock) if began.elapsed() < LONGEST_LOOK => std::hint::spin_loop(),
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}

impl NewFile for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    #[cfg(unix)]
    fn take_over(&mut self, old: &Look) -> io::Result<()> {
        use std::os::unix::fs::{PermissionsExt as _, fchown};

        let Some(mut mode) = old.mode else { return Ok(()) };
        if let Some((user, group)) = old.owner {
            // Only an administrator can give files away; the group can be kept by its members.
            let is_group_kept = fchown(&self.0, Some(user), Some(group)).or_else(|_error| fchown(&self.0, None, Some(group))).is_ok();
            if !is_group_kept {
                // Another group must not get what only the old one had.
                mode &= !0o070 | ((mode & 0o007) << 3);
            }
        }
        self.0.set_permissions(fs::Permissions::from_mode(mode & 0o777))
    }

    #[cfg(not(unix))]
    fn take_over(&mut self, _old: &Look) -> io::Result<()> {
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}

fn look(metadata: &fs::Metadata) -> Look {
    let kind = match metadata {
        metadata if metadata.is_file() => FileKind::File,
        metadata if metadata.is_dir() => FileKind::Folder,
        _ => FileKind::Other,
    };
    let (mode, owner) = access(metadata);
    Look {
        kind,
        size_bytes: metadata.len(),
        modified: metadata.modified().ok(),
        is_read_only: metadata.permissions().readonly(),
        mode,
        owner,
    }
}

#[cfg(unix)]
fn access(metadata: &fs::Metadata) -> (Option<u32>, Option<(u32, u32)>) {
    use std::os::unix::fs::MetadataExt as _;
    (Some(metadata.mode()), Some((metadata.uid(), metadata.gid())))
}

#[cfg(not(unix))]
fn access(_metadata: &fs::Metadata) -> (Option<u32>, Option<(u32, u32)>) {
    (None, None)
}
