//! The window: panels that draw what the workbench knows, one file each, and the look they share.

pub mod article_view;
pub mod fonts;
pub mod icons;
pub mod theme;
pub mod words;
