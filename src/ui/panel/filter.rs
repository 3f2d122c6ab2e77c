//! Which statements the list shows: those that pass the chips and have the words that are looked for.

use std::ops::Range;

use crate::model::id::{ArticleId, StatementId};
use crate::model::statement::Statement;
use crate::model::tag::TagKind;
use crate::ui::panel::wording::{fold, statement_has};
use crate::workbench::Workbench;

/// The filters that are on. Where none of the first four is, any tag passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chips {
    /// Claims.
    pub claims: bool,
    /// Assertions.
    pub assertions: bool,
    /// Confirmed facts that are carried: a hollow one is none.
    pub facts: bool,
    /// Confirmed facts that nothing carries.
    pub hollow: bool,
    /// Only statements without a source.
    pub no_source: bool,
}

/// The rows of the list, found anew only when the project, the article, the words or the chips change.
#[derive(Debug, Default)]
pub struct Rows {
    made_for: Option<(u64, u64, Option<ArticleId>)>,
    query: String,
    chips: Chips,
    all: Range<usize>,
    // The ranks that pass, in order; `None` where all do.
    passed: Option<Vec<usize>>,
}

impl Chips {
    fn wants_tag(self, kind: TagKind, is_hollow: bool) -> bool {
        let is_any = !(self.claims || self.assertions || self.facts || self.hollow);
        let is_own = match kind {
            TagKind::Claim => self.claims,
            TagKind::Assertion => self.assertions,
            TagKind::ConfirmedFact => {
                if is_hollow {
                    self.hollow
                } else {
                    self.facts
                }
            }
        };
        is_any || is_own
    }
}

impl Rows {
    /// Looks again where something has changed.
    pub fn update(&mut self, bench: &Workbench, query: &str, chips: Chips) {
        let article = bench.focus().article;
        let (generation, state) = bench.revision();
        let made_for = Some((generation, state, article));
        if self.made_for == made_for && self.query == query && self.chips == chips {
            return;
        }
        (self.made_for, self.chips) = (made_for, chips);
        query.clone_into(&mut self.query);
        let project = bench.project();
        let index = project.index();
        self.all = article.map_or(0..0, |article| index.ranks(article));
        let folded = fold(query.trim());
        self.passed = (chips != Chips::default() || !folded.is_empty()).then(|| {
            let passes = |statement: &Statement| {
                chips.wants_tag(statement.tag.kind(), index.is_hollow(statement.id))
                    && (!chips.no_source || statement.evidence.is_empty())
                    && (folded.is_empty() || statement_has(project, statement, &folded))
            };
            let statement_at = |rank: usize| index.at_rank(rank).and_then(|id| project.statement(id));
            self.all.clone().filter(|rank| statement_at(*rank).is_some_and(|statement| passes(statement))).collect()
        });
    }

    /// How many statements the article has.
    pub fn total(&self) -> usize {
        self.all.len()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.passed.as_ref().map_or(self.all.len(), Vec::len)
    }

    /// Whether no row is left.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether anything is filtered.
    pub const fn is_filtered(&self) -> bool {
        self.passed.is_some()
    }

    /// The statement in a row.
    pub fn at(&self, bench: &Workbench, row: usize) -> Option<StatementId> {
        let rank = match &self.passed {
            Some(passed) => *passed.get(row)?,
            None => self.all.clone().nth(row)?,
        };
        bench.project().index().at_rank(rank)
    }

    /// The row of a statement; `None` where it does not pass.
    pub fn row_of(&self, bench: &Workbench, statement: &Statement) -> Option<usize> {
        let rank = bench.project().index().rank(statement)?;
        match &self.passed {
            Some(passed) => passed.binary_search(&rank).ok(),
            None => self.all.contains(&rank).then(|| rank - self.all.start),
        }
    }

    /// The row at or after the place of a statement that may not pass itself.
    pub fn row_near(&self, bench: &Workbench, statement: &Statement) -> Option<usize> {
        let rank = bench.project().index().rank(statement)?;
        let row = match &self.passed {
            Some(passed) => passed.partition_point(|passed| *passed < rank),
            None => rank.saturating_sub(self.all.start),
        };
        (!self.is_empty()).then(|| row.min(self.len() - 1))
    }
}
