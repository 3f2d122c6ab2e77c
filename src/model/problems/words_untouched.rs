//! Words of an article are in no statement and not set aside.

use crate::model::article::Article;
use crate::model::coverage::Coverage;
use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;

/// Fires on an article on which work has begun. Reads its text.
pub fn rule(project: &Project, article: &Article) -> Option<Found> {
    if !has_begun(project, article) {
        return None;
    }
    let coverage = Coverage::of(project, article);
    let text = format!(
        "{} % of the words are covered; {} untouched, {} partly covered",
        coverage.percent(),
        counted(coverage.untouched),
        counted(coverage.partly)
    );
    (coverage.untouched + coverage.partly > 0).then_some((Sort::ToDo, "words_untouched", text.into()))
}

/// Whether work on an article has begun, so that its text is read.
pub fn has_begun(project: &Project, article: &Article) -> bool {
    !project.index().ranks(article.id).is_empty()
}

fn counted(sentences: usize) -> String {
    format!("{sentences} sentence{}", if sentences == 1 { "" } else { "s" })
}
