//! What is drawn.

pub mod article_view;
