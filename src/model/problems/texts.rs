//! Rules that read a whole text: at once where it is short, else by a worker.

use std::collections::BTreeMap;

use crate::model::id::ArticleId;
use crate::model::problems::entry::Found;
use crate::model::problems::{headline_number, words_untouched};
use crate::model::project::Project;

/// What is to be read an article's text for; each with a number that grows with every change that asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Due {
    /// The number in its headline.
    pub headline: Option<u64>,
    /// The words that are left.
    pub left: Option<u64>,
}

impl Due {
    /// Whether nothing is.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Bytes that have to be read.
    pub fn cost(self, project: &Project, id: ArticleId) -> usize {
        let Some(article) = project.article(id) else { return 0 };
        let is_read = self.headline.is_some() || self.left.is_some() && words_untouched::has_begun(project, article);
        if is_read { article.text.len() } else { 0 }
    }
}

/// Texts to be read, of one state of a project.
#[derive(Debug)]
pub struct Reading {
    project: Project,
    due: BTreeMap<ArticleId, Due>,
}

/// What was found in a text; `None` for what it was not read for.
#[derive(Debug)]
pub struct TextFound {
    /// The article.
    pub article: ArticleId,
    /// What it was read for.
    pub due: Due,
    /// Of the number in its headline.
    pub headline: Option<Option<Found>>,
    /// Of the words that are left.
    pub left: Option<Option<Found>>,
}

impl Reading {
    /// Texts of a project to be read.
    pub const fn new(project: Project, due: BTreeMap<ArticleId, Due>) -> Self {
        Self { project, due }
    }

    /// Reads them; takes as long as they are.
    pub fn read(self) -> Vec<TextFound> {
        self.read_while(&mut |_bytes| ())
    }

    /// The same, telling after each how many bytes it had.
    pub fn read_while(self, told: &mut dyn FnMut(usize)) -> Vec<TextFound> {
        let project = &self.project;
        let texts = self.due.into_iter().filter_map(|(id, due)| Some((due, project.article(id)?)));
        texts
            .map(|(due, article)| {
                let found = TextFound {
                    article: article.id,
                    due,
                    headline: due.headline.map(|_| headline_number::rule(article)),
                    left: due.left.map(|_| words_untouched::rule(project, article)),
                };
                told(article.text.len());
                found
            })
            .collect()
    }
}
