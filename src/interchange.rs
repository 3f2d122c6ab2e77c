//! Other people's formats, read and written; one file each.

pub mod copy;
pub mod guess;
pub mod plain_text;
pub mod report;
