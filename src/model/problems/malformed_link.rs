//! What stands where a link should is not the address of a web page.

use crate::model::article::Article;
use crate::model::problems::entry::{Found, Sort};
use crate::model::source::Source;
use crate::text::links;

/// Fires on the article's address.
pub fn of_article(article: &Article) -> Option<Found> {
    malformed(&[&article.url])
}

/// Fires on the source's address, or that of its archived copy.
pub fn of_source(source: &Source) -> Option<Found> {
    malformed(&[&source.url, &source.archived_url])
}

fn malformed(addresses: &[&str]) -> Option<Found> {
    let bad = addresses.iter().find(|address| !address.trim().is_empty() && !links::is_web_address(address))?;
    let shown: String = bad.chars().take(120).collect();
    Some((Sort::Problem, "malformed_link", format!("“{shown}” is not the address of a web page").into()))
}
