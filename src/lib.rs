//! Factmark: a desktop workbench for checking an article, statement by statement. The floors, ground floor first.

pub mod text;

pub mod model;

pub mod interchange;
pub mod project_file;
pub mod storage;

pub mod workbench;

pub mod cli;
pub mod desktop;
pub mod ui;

pub mod app;
pub mod scripted;
