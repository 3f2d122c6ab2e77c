//! The journal: every transaction of a project on this machine's disk as soon as it is made, for what a crash would take, and for undo.

pub mod entry;
mod files;
pub mod lines;
pub mod path_text;
mod place;
pub mod replay;
pub mod story;
mod waiting;
pub mod writer;

pub use entry::{Base, Entry, FORMAT, Head, Step};
pub use files::{begins_from, is_written, lock_of, take_lock};
pub use lines::Chain;
pub use replay::{Replayed, replay};
pub use story::{Mark, Story, StoryError, Tail};
pub use writer::{Begin, Journal, JournalError, Start, Written};
