//! Words of an article are in no statement and not set aside.

use crate::model::coverage::Coverage;
use crate::model::problems::entry::{Found, Sort, Subject};
use crate::model::project::Project;

/// Fires once for an article on which work has begun.
pub fn rule(project: &Project) -> Vec<(Subject, Found)> {
    let begun = project.articles().filter(|article| !project.index().ranks(article.id).is_empty());
    begun
        .filter_map(|article| {
            let coverage = Coverage::of(project, article);
            let left = coverage.untouched + coverage.partly;
            let text = format!(
                "{} % of the words are covered; {} untouched, {} partly covered",
                coverage.percent(),
                counted(coverage.untouched),
                counted(coverage.partly)
            );
            (left > 0).then(|| (Subject::Article(article.id), (Sort::ToDo, "words_untouched", text)))
        })
        .collect()
}

fn counted(sentences: usize) -> String {
    format!("{sentences} sentence{}", if sentences == 1 { "" } else { "s" })
}
