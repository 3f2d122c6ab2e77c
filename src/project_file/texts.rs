//! The texts of a file's articles, and where in them the file says that words stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::span::Span;
use crate::project_file::v4;
use crate::text::positions::CodePoints;

/// An article's text, and the code points in it.
pub type Text<'a> = (&'a str, CodePoints<'a>);
/// The texts of the articles that are in the file.
pub type Texts<'a> = BTreeMap<ArticleId, Text<'a>>;

/// In one without words nothing can stand.
pub fn texts(articles: &[Arc<Article>]) -> Texts<'_> {
    let texts = articles.iter().filter(|article| !article.text.is_empty());
    texts.map(|article| (article.id, (&*article.text, CodePoints::new(&article.text)))).collect()
}

/// Where the file says that a part stands, if its words stand there.
pub fn as_written(part: &v4::Part<'_>, text: Option<&Text<'_>>) -> Option<Span> {
    let (text, code_points) = text?;
    let (start, end) = (usize::try_from(part.start?).ok()?, usize::try_from(part.end?).ok()?);
    let byte = code_points.to_byte(start)?;
    // The words themselves say where they end.
    let stands = text.get(byte..)?.starts_with(&*part.words) && end.checked_sub(start)? == part.words.chars().count();
    if stands { Span::new(text, byte..byte + part.words.len()) } else { None }
}
