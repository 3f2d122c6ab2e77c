//! The checker's nouns, and the one gate through which they change. Knows no window, file, disk or clock.

pub mod article;
pub mod aside;
pub mod bar;
pub mod captured;
pub mod checks;
pub mod counts;
pub mod coverage;
pub mod day;
pub mod difference;
pub mod earlier;
pub mod edit;
pub mod evidence;
pub mod field;
pub mod finding;
pub mod gate;
pub mod gate_statements;
pub mod history;
pub mod holding;
pub mod id;
pub mod index;
pub mod merge;
pub mod moment;
pub mod problems;

pub mod project;
pub mod quote;
pub mod remark;
pub mod review;
pub mod signing;
pub mod snapshot;
pub mod source;
pub mod span;
pub mod statement;
pub mod statistics;
pub mod tag;
pub mod unmerged;
