//! It is not known when an article came out.

use crate::model::article::Article;
use crate::model::problems::entry::{Found, Sort};

/// Fires where there is no day of publication.
pub fn rule(article: &Article) -> Option<Found> {
    article.published.is_none().then(|| (Sort::Problem, "article_without_date", "The article has no date".into()))
}
