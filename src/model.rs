//! The checker's nouns, and the one gate through which they change. Knows no window, file, disk or clock.

pub mod article;
pub mod bar;
pub mod counts;
pub mod day;
pub mod edit;
pub mod evidence;
pub mod field;
pub mod history;
pub mod id;
pub mod index;
pub mod problems;
pub mod project;
pub mod quote;
pub mod source;
pub mod span;
pub mod statement;
pub mod statistics;
pub mod tag;
