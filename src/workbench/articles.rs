//! Plans of what is done with articles: from the project and a wish to one transaction.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::edit::{Edit, Transaction};
use crate::model::field::{ArticleField, StatementField};
use crate::model::id::StatementId;
use crate::model::project::Project;

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
    let gone = |id: &StatementId| project.statement(*id).is_some_and(|statement| statement.article == article.id);
    // Within the article nobody is left to name another; elsewhere a statement may name several that go.
    let linked = project.statements_of(article.id).flat_map(|statement| statement.same_as.iter().copied());
    let elsewhere: BTreeSet<StatementId> = linked.filter(|id| !gone(id)).collect();
    let mut edits: Vec<Edit> = elsewhere
        .into_iter()
        .filter_map(|id| project.statement(id))
        .map(|other| {
            let same = other.same_as.iter().copied().filter(|id| !gone(id)).collect();
            Edit::SetStatement(other.id, StatementField::SameAs(same))
        })
        .collect();
    edits.extend(project.statements_of(article.id).map(|statement| Edit::DropStatement(statement.id)));
    edits.extend(project.asides().filter(|aside| aside.article == article.id).map(|aside| Edit::DropAside(aside.id)));
    edits.push(Edit::DropArticle(article.id));
    Transaction { label: "remove article".to_owned(), edits }
}
