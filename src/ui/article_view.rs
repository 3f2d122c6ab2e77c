//! The article: its words laid out where they are visible, marks and selection painted behind them, what the user does turned into bytes.

pub mod cache;
pub mod column;
pub mod heights;
pub mod ink;
pub mod input;
pub mod laid;
pub mod marks;
pub mod owners;
pub mod page;
pub mod runs;
pub mod style;
pub mod widths;
