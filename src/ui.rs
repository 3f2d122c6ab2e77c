//! The window: panels that draw what the workbench knows, one file each, and the look they share.

pub mod article;
pub mod article_view;
pub mod differences;
pub mod drafts;
pub mod find_bar;
pub mod focus_ring;
pub mod fonts;
pub mod found;
pub mod icons;
pub mod incoming;
pub mod kept_text;
pub mod keymap;
pub mod leads_to;
pub mod letters;
pub mod menu;
pub mod notices;
pub mod overview;
pub mod panel;
pub mod questions;
pub mod reading;
pub mod reading_view;
pub mod recovery;
pub mod review_strip;
pub mod scroll_lane;
pub mod selection_bar;
pub mod status_bar;
pub mod theme;
pub mod versions;
pub mod welcome;
pub mod window;
pub mod words;

pub use crate::ui::window::{View, act, end, set_up, show, window_title};
