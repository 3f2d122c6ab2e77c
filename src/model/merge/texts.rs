//! Two texts under one id: a text never changes in a project, but a file can be edited by hand. One of the two stands, and what was marked in
//! the other is moved over to it; the other is kept as an article of its own.

use std::sync::Arc;

use imbl::ordmap::DiffItem;

use crate::model::article::Article;
use crate::model::aside::Aside;
use crate::model::earlier::Earlier;
use crate::model::id::{ArticleId, derived};
use crate::model::project::Project;
use crate::model::quote::Quote;
use crate::model::span::Span;
use crate::model::statement::{Part, Statement};

/// The articles of which the two have another text, each with its text in `ours`.
pub fn differing(ours: &Project, theirs: &Project) -> Vec<Arc<Article>> {
    let mut found = Vec::new();
    for difference in ours.articles.diff(&theirs.articles) {
        if let DiffItem::Update { old: (_, ours), new: (_, theirs) } = difference
            && ours.text != theirs.text
        {
            found.push(Arc::clone(ours));
        }
    }
    found
}

/// The project with this text in place of its own, where that is another, and with all that is marked in it moved over. Only its records are
/// true afterwards, not its indexes.
pub fn moved_over(project: &Project, article: &Article) -> Project {
    let mut moved = project.clone();
    let Some(own) = project.article(article.id).filter(|own| own.text != article.text) else { return moved };
    let way = Way::between(&own.text, &article.text);
    for statement in project.statements_of(article.id) {
        moved.statements.insert(statement.id, Arc::new(way.statement(statement)));
    }
    for aside in project.asides().filter(|aside| aside.article == article.id) {
        if let Some(span) = aside.part.span() {
            moved.aside_places.remove(&(article.id, span.start()));
        }
        let part = way.part(&aside.part);
        if let Some(span) = part.span() {
            moved.aside_places.insert((article.id, span.start()), aside.id);
        }
        moved.asides.insert(aside.id, Arc::new(Aside { part, ..Aside::clone(aside) }));
    }
    moved.articles.insert(article.id, Arc::new(Article { text: Arc::clone(&article.text), ..Article::clone(own) }));
    moved
}

/// Keeps an article as one of its own, right after the one whose id it had; its new id, the same wherever that comes up.
pub fn keep_beside(project: &mut Project, article: &Article) -> ArticleId {
    let id = ArticleId::from_raw(derived(&format!("{} {}", article.id, article.text)));
    if project.articles.insert(id, Arc::new(Article { id, ..article.clone() })).is_none() {
        let after = project.shown.iter().position(|shown| *shown == article.id);
        project.shown.insert(after.map_or(project.shown.len(), |at| at + 1), id);
    }
    id
}

/// From one text to another: what stands before or after all that differs between them is found again.
struct Way<'a> {
    old: &'a str,
    new: &'a str,
    same_front_bytes: usize,
    same_back_bytes: usize,
}

impl<'a> Way<'a> {
    fn between(old: &'a str, new: &'a str) -> Self {
        let front = old.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
        let left = old.len().min(new.len()) - front;
        let back = old.bytes().rev().zip(new.bytes().rev()).take(left).take_while(|(one, other)| one == other).count();
        Self { old, new, same_front_bytes: front, same_back_bytes: back }
    }

    fn span(&self, span: Span) -> Option<Span> {
        if span.end() <= self.same_front_bytes {
            return Span::new(self.new, span.range());
        }
        let shift = |byte: usize| (byte + self.new.len()).checked_sub(self.old.len());
        let is_behind = span.start() >= self.old.len() - self.same_back_bytes;
        is_behind.then(|| Span::new(self.new, shift(span.start())?..shift(span.end())?)).flatten()
    }

    fn part(&self, part: &Part) -> Part {
        match part {
            Part::At(span) => self.span(*span).map_or_else(|| Part::Adrift(Box::new(Quote::brief(self.old, *span))), Part::At),
            Part::Adrift(_) => part.clone(),
        }
    }

    fn parts(&self, parts: &[Part]) -> Vec<Part> {
        Statement::parts_in_order(parts.iter().map(|part| self.part(part)).collect())
    }

    fn statement(&self, statement: &Statement) -> Statement {
        let mut moved = statement.clone();
        moved.parts = self.parts(&statement.parts);
        moved.change_checks(|checks| {
            checks.attribution = self.parts(&checks.attribution);
            for earlier in checks.earlier.iter_mut().filter(|earlier| earlier.was.words.is_some()) {
                let mut state = Earlier::clone(earlier);
                state.was.words = state.was.words.map(|words| Box::new((self.parts(&words.0), self.parts(&words.1))));
                *earlier = Arc::new(state);
            }
        });
        moved
    }
}
