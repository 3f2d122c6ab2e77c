//! How the statements of an article are spread along it: its bytes in equal stretches, and what part of each lies in a statement.

use crate::model::article::Article;
use crate::model::id::{ArticleId, StatementId};
use crate::model::project::Project;
use crate::model::statistics::bars::Behind;

/// Stretches an article is cut into.
pub const STRETCHES: usize = 40;

/// The spread along one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// The article.
    pub article: ArticleId,
    /// Length of its text in bytes.
    pub bytes: usize,
    /// How many of them lie in a statement.
    pub marked: usize,
    /// All stretches, in the order of the text.
    pub stretches: Vec<Stretch>,
}

/// One stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    // In fortieths of a byte, so that stretches are equal whatever the length of the text.
    marked: usize,
    length: usize,
    /// The statements that lie in it, in part or wholly, in reading order.
    pub behind: Behind,
}

impl Spread {
    /// The part of the text that lies in a statement, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.marked as f64 / self.bytes.max(1) as f64
    }
}

impl Stretch {
    /// The part of it that lies in a statement, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.marked as f64 / self.length.max(1) as f64
    }
}

/// Looks how an article's statements are spread.
pub fn of(project: &Project, article: &Article) -> Spread {
    let bytes = article.text.len();
    let mut marked = [0; STRETCHES];
    let mut behind: [Vec<StatementId>; STRETCHES] = std::array::from_fn(|_| Vec::new());
    let mut spans = Vec::new();
    for statement in project.statements_of(article.id) {
        for span in statement.spans() {
            spans.push((span.start(), span.end()));
            for (at, _) in pieces(span.start(), span.end(), bytes) {
                if let Some(ids) = behind.get_mut(at)
                    && ids.last() != Some(&statement.id)
                {
                    ids.push(statement.id);
                }
            }
        }
    }
    // What several statements share counts once.
    spans.sort_unstable();
    let (mut reached, mut total) = (0, 0);
    for (start, end) in spans {
        let start = start.max(reached);
        if start < end {
            for (at, length) in pieces(start, end, bytes) {
                if let Some(marked) = marked.get_mut(at) {
                    *marked += length;
                }
            }
            total += end - start;
            reached = end;
        }
    }
    let stretches = marked.into_iter().zip(behind).map(|(marked, ids)| Stretch { marked, length: bytes, behind: Behind::Statements(ids) });
    Spread { article: article.id, bytes, marked: total, stretches: stretches.collect() }
}

/// The stretches that bytes touch, each with how much of it they fill, in fortieths of a byte.
fn pieces(start: usize, end: usize, bytes: usize) -> impl Iterator<Item = (usize, usize)> {
    let (start, end) = (start * STRETCHES, end * STRETCHES);
    let at = |place: usize| place.checked_div(bytes).unwrap_or(0);
    (at(start)..=at(end.saturating_sub(1))).map(move |stretch| {
        let (from, to) = (start.max(stretch * bytes), end.min((stretch + 1) * bytes));
        (stretch, to.saturating_sub(from))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::edit::Edit;
    use crate::model::span::Span;
    use crate::model::statement::{Part, Statement};
    use crate::model::tag::Tag;

    fn spread(length: usize, statements: &[&[(usize, usize)]]) -> Spread {
        let text = "x".repeat(length);
        let article = Arc::new(Article::new(ArticleId::from_raw(1), text.clone()));
        let mut project = Project::default();
        project.apply(Edit::PutArticle(0, Arc::clone(&article))).expect("an edit that is allowed");
        for (number, ranges) in (0..).zip(statements) {
            let spans: Vec<Span> = ranges.iter().map(|(start, end)| Span::new(&text, *start..*end).expect("a span")).collect();
            let mut statement = Statement::new(StatementId::from_raw(number), article.id, spans[0], Tag::Claim);
            statement.parts = spans.into_iter().map(Part::At).collect();
            project.apply(Edit::PutStatement(Arc::new(statement))).expect("an edit that is allowed");
        }
        of(&project, &article)
    }

    /// Stretches with something in them: which, percent, the numbers of their statements.
    fn check(length: usize, statements: &[&[(usize, usize)]], expected: &[(usize, u32, &[u64])]) {
        let found = spread(length, statements);
        assert_eq!(found.stretches.len(), STRETCHES);
        let shown: Vec<(usize, u32, Vec<u64>)> = found
            .stretches
            .iter()
            .enumerate()
            .filter(|(_, stretch)| stretch.share() > 0.0)
            .map(|(at, stretch)| {
                let Behind::Statements(ids) = &stretch.behind else { panic!("statements") };
                (at, (stretch.share() * 100.0).round() as u32, ids.iter().map(|id| id.raw()).collect())
            })
            .collect();
        let expected: Vec<(usize, u32, Vec<u64>)> = expected.iter().map(|(at, share, ids)| (*at, *share, ids.to_vec())).collect();
        assert_eq!(shown, expected, "{length} {statements:?}");
    }

    #[test]
    fn each_stretch_has_its_share_and_its_statements() {
        check(0, &[], &[]);
        check(400, &[], &[]);
        check(400, &[&[(0, 10)]], &[(0, 100, &[0])]);
        check(400, &[&[(5, 15)]], &[(0, 50, &[0]), (1, 50, &[0])]);
        check(400, &[&[(390, 400)]], &[(39, 100, &[0])]);
        // What lies in several statements counts once, and each of them stands behind it.
        check(400, &[&[(0, 8)], &[(2, 6)], &[(4, 10)]], &[(0, 100, &[0, 1, 2])]);
        // Two parts of one statement in one stretch.
        check(400, &[&[(0, 2), (4, 6)]], &[(0, 40, &[0])]);
        // A text that is no multiple of forty, and one shorter than it.
        check(410, &[&[(0, 41)]], &[(0, 100, &[0]), (1, 100, &[0]), (2, 100, &[0]), (3, 100, &[0])]);
        let all: Vec<(usize, u32, &[u64])> = (0..STRETCHES).map(|at| (at, 100, [0].as_slice())).collect();
        check(7, &[&[(0, 7)]], &all);
        check(401, &[&[(0, 401)]], &all);
    }

    #[test]
    fn the_share_of_the_whole_text_counts_no_byte_twice() {
        let found = spread(200, &[&[(0, 50)], &[(25, 75)], &[(100, 125)]]);
        assert_eq!((found.marked, found.bytes), (100, 200));
        assert!((found.share() - 0.5).abs() < 1e-9);
        assert!(spread(0, &[]).share().abs() < 1e-9);
    }
}
