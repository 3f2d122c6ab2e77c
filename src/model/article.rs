//! An article: a text under check, kept exactly as brought in, with what is known about it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::day::Day;
use crate::model::id::ArticleId;

/// A text under check. Positions of every statement refer to `text`, which never changes once the article stands in a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// The headline; may be empty.
    pub title: String,
    /// Who wrote it, without "By"; may be empty.
    pub byline: String,
    /// Who brought it out; may be empty.
    pub publisher: String,
    /// Where it stands; may be empty, and is kept as typed.
    pub url: String,
    /// When it came out.
    pub published: Option<Day>,
    /// When it was brought in.
    pub retrieved: Option<Day>,
    /// The text, byte for byte as brought in.
    pub text: Arc<str>,
}

impl Article {
    /// An article that is nothing but its text.
    pub fn new(id: ArticleId, text: impl Into<Arc<str>>) -> Self {
        Self {
            id,
            title: String::new(),
            byline: String::new(),
            publisher: String::new(),
            url: String::new(),
            published: None,
            retrieved: None,
            text: text.into(),
        }
    }
}
