//! Factmark: a desktop workbench for checking an article, statement by statement. The floors, ground floor first.

pub mod cli;
pub mod interchange;
pub mod model;
pub mod project_file;
pub mod storage;
pub mod text;
pub mod ui;
