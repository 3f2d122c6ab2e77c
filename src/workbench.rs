//! One open project and what is done with it. `Workbench::run` is the only way in.

pub mod arrival;
pub mod articles;
pub mod bringing_back;
pub mod command;
pub mod copies;
pub mod covering;
pub mod deciding;
pub mod desk;
pub mod exporting;
pub mod filing;
pub mod focus;
pub mod holding;
pub mod jobs;
pub mod leaving;
pub mod marking;
pub mod notice;
pub mod pass;
pub mod question;
pub mod remembering;
pub mod review;
pub mod reviewing;
pub mod run;
pub mod run_review;
pub mod run_sources;
pub mod saving;
pub mod sourcing;
pub mod statistics;
pub mod stories;
pub mod world;

pub use crate::workbench::desk::Workbench;
