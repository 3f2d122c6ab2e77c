//! tests
mod article_view;
