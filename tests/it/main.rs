//! The one test binary: what crosses the borders of a file.

#[cfg(test)]
mod article_view;
