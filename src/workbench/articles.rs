//! Plans of what is done with articles: from the project and a wish to one transaction.

use std::sync::Arc;

use crate::model::article::Article;
use crate::model::edit::{Edit, Transaction};
use crate::model::field::ArticleField;
use crate::model::project::Project;
use crate::workbench::marking;

/// A further article, after the others.
pub fn add(project: &Project, article: Article) -> Transaction {
    Transaction::one("add article", Edit::PutArticle(project.article_count(), Arc::new(article)))
}

/// A field as it was typed. `None` where it is what was there.
pub fn set(article: &Article, field: ArticleField) -> Option<Transaction> {
    let mut copy = article.clone();
    field.clone().swap_with(&mut copy);
    (copy != *article).then(|| Transaction::one("change article details", Edit::SetArticle(article.id, field)))
}

/// An article away, with its statements.
pub fn remove(project: &Project, article: &Article) -> Transaction {
    let mut edits = Vec::new();
    for statement in project.statements_of(article.id) {
        // Within the article nobody is left to name it.
        let is_elsewhere = |edit: &Edit| match edit {
            Edit::SetStatement(id, _) => project.statement(*id).is_some_and(|other| other.article != article.id),
            _ => false,
        };
        edits.extend(marking::forget_same(project, statement).into_iter().filter(is_elsewhere));
        edits.push(Edit::DropStatement(statement.id));
    }
    edits.push(Edit::DropArticle(article.id));
    Transaction { label: "remove article".to_owned(), edits }
}
