//! The checker's nouns, and the one gate through which they change. Knows no window, file, disk or clock.

pub mod article;
pub mod day;
pub mod edit;
pub mod evidence;
pub mod field;
pub mod id;
pub mod quote;
pub mod source;
pub mod span;
pub mod statement;
pub mod tag;
