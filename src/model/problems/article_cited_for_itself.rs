//! An article is cited as support of its own statement.

use crate::model::bar;
use crate::model::evidence::Stance;
use crate::model::problems::entry::{Found, Sort};
use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::text::quoted::quoted;

/// Fires where a supporting source leads to the article itself or to its archived copy. That it only shows what was said, or is
/// background, is sound.
pub fn rule(project: &Project, statement: &Statement) -> Option<Found> {
    let article = project.article(statement.article).filter(|article| !article.url.trim().is_empty())?;
    let supporting = statement.evidence.iter().filter(|evidence| evidence.stance == Stance::Supports);
    let itself = supporting.filter_map(|evidence| project.source(evidence.source)).find(|source| bar::is_the_article(source, article))?;
    let name: String = itself.display_name().chars().take(80).collect();
    Some((
        Sort::Problem,
        "article_cited_for_itself",
        format!("{} is the article itself, which cannot support its own statement", quoted(&name)).into(),
    ))
}
