//! Bytes on disk: read within bounds, written so that a crash, a full disk or a power cut never costs a file.

pub mod copies;
pub mod disk;
pub mod error;
pub mod fs;
pub mod journal;
pub mod reader;
pub mod reason;
pub mod safe_writer;
pub mod settings;
pub mod state;
pub mod sums;
pub mod versions;

pub use disk::Disk;
pub use error::{OpenError, SaveError};
pub use fs::Fs;
pub use reader::{ReadFile, read_bounded};
pub use safe_writer::{Stamp, Standing, resolve, write_safely};
