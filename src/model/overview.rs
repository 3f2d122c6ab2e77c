//! How many statements, of which sort, lie in each stretch of each article: told at a glance, whatever the length.

use imbl::OrdMap;

use crate::model::counts::{Counted, Counts};
use crate::model::id::ArticleId;
use crate::model::statement::{Part, Statement};
use crate::text::stretches::{STRETCHES, stretch_of};

/// The counts; a stretch that is touched by nothing has none.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    counts: OrdMap<(ArticleId, usize), Counts>,
}

impl Overview {
    /// Counts statements in place of what was counted: each with what of it is counted and the bytes of its article.
    pub fn fill(&mut self, mut statements: Vec<(&Statement, Counted, usize)>) {
        // One may touch every stretch of its article: those of one article are counted side by side, and only then put where they are looked up.
        statements.sort_by_key(|(statement, ..)| statement.article);
        let mut counts = Vec::new();
        for of_article in statements.chunk_by(|(one, ..), (other, ..)| one.article == other.article) {
            let Some((first, ..)) = of_article.first() else { continue };
            let mut along = [Counts::default(); STRETCHES];
            for (statement, counted, text_bytes) in of_article {
                for stretch in stretches(statement, *text_bytes) {
                    if let Some(counts) = along.get_mut(stretch) {
                        counts.add(*counted);
                    }
                }
            }
            let touched = along.into_iter().enumerate().filter(|(_, counts)| counts.statements() > 0);
            counts.extend(touched.map(|(stretch, counts)| ((first.article, stretch), counts)));
        }
        self.counts = counts.into_iter().collect();
    }

    /// Counts a statement of an article with so many bytes.
    pub fn add(&mut self, statement: &Statement, counted: Counted, text_bytes: usize) {
        for stretch in stretches(statement, text_bytes) {
            self.counts.entry((statement.article, stretch)).or_default().add(counted);
        }
    }

    /// Counts it no more; it was counted just so before.
    pub fn remove(&mut self, statement: &Statement, counted: Counted, text_bytes: usize) {
        for stretch in stretches(statement, text_bytes) {
            let key = (statement.article, stretch);
            if let Some(counts) = self.counts.get_mut(&key) {
                counts.remove(counted);
                if counts.statements() == 0 {
                    self.counts.remove(&key);
                }
            }
        }
    }

    /// The stretches of an article that are touched, in order.
    pub fn of(&self, article: ArticleId) -> impl Iterator<Item = (usize, Counts)> + '_ {
        self.counts.range((article, 0)..=(article, usize::MAX)).map(|((_, stretch), counts)| (*stretch, *counts))
    }
}

/// The stretches that a statement touches, each once: its parts are in order.
fn stretches(statement: &Statement, text_bytes: usize) -> impl Iterator<Item = usize> {
    let mut next = 0;
    statement.parts.iter().filter_map(Part::span).flat_map(move |span| {
        let first = stretch_of(span.start(), text_bytes).max(next);
        let end = stretch_of(span.end().saturating_sub(1), text_bytes) + 1;
        next = next.max(end);
        first..end
    })
}
