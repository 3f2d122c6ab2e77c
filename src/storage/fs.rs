//! What safe reading and writing ask of a file system: small enough that a false one can fail every call in turn.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::model::snapshot::Digest;
use crate::storage::sums::digest_of;

/// A file system. Every path is followed through symbolic links, except by `read_link`, `rename` and `remove`.
pub trait Fs: Send + Sync {
    /// What stands at `path`; `None` where nothing does.
    fn look(&self, path: &Path) -> io::Result<Option<Look>>;
    /// Where the symbolic link at `path` points; `None` where `path` is no link or nothing.
    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>>;
    /// The bytes of a file, no more than `limit_bytes` of them.
    fn read(&self, path: &Path, limit_bytes: u64) -> io::Result<Vec<u8>>;
    /// The length of a file and the sum of its bytes, of which no more than `limit_bytes` are read.
    fn sum(&self, path: &Path, limit_bytes: u64) -> io::Result<(u64, Digest)> {
        let bytes = self.read(path, limit_bytes)?;
        Ok((bytes.len() as u64, digest_of(&bytes)))
    }
    /// Whether the file at `path` lets us write into it; it is left as it is.
    fn check_writable(&self, path: &Path) -> io::Result<()>;
    /// Makes a file that was not there: for its owner's eyes only where `is_private`, else as the system makes new files.
    fn create_new(&self, path: &Path, is_private: bool) -> io::Result<Box<dyn NewFile>>;
    /// Gives the name `to` to the file `from`, in one step, in place of what had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes what happened to the names in `folder` last through a power cut.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Makes a folder in one that is there; where somebody else has just made it, that is as well.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// The same with all folders that it lies in, for their owner's eyes only.
    fn make_folders(&self, folder: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// The names in a folder, in no order.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Opens a file that is there, to write at its end.
    fn open_to_append(&self, path: &Path) -> io::Result<Box<dyn NewFile>>;
    /// Locks the file at `path`, made where it is not there, against other programs that do the same; never waits. `None` where another one has it.
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>>;
}

/// A file that is locked as long as this or a clone of it is kept. It ends with the program that has it, however that ends.
pub type Lock = Arc<dyn Send + Sync>;

/// A file being written.
pub trait NewFile {
    /// Writes some of `bytes`, and says how many.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Takes over owner (as far as allowed) and permissions of the file it will replace.
    fn take_over(&mut self, old: &Look) -> io::Result<()>;
    /// Makes what was written last through a power cut.
    fn sync(&mut self) -> io::Result<()>;
}

/// What can be seen of a file without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// File, folder or something else.
    pub kind: FileKind,
    /// Its length.
    pub size_bytes: u64,
    /// When it was last written, where the system knows.
    pub modified: Option<SystemTime>,
    /// Whether nobody may write into it.
    pub is_read_only: bool,
    /// Permission bits, on systems that have them.
    pub mode: Option<u32>,
    /// User and group, on systems that have them.
    pub owner: Option<(u32, u32)>,
}

/// What sort of thing has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A device, a pipe, a socket: nothing to read a document from.
    Other,
}
