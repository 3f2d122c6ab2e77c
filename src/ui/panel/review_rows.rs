//! Which problems and to-do are shown, and how high each stands; found anew only when the lists, the words or the chips change.

use std::ops::Range;

use crate::model::problems::{Entry, Sort, Subject};
use crate::ui::panel::article;
use crate::ui::panel::wording::{fold, source_has, statement_has};
use crate::workbench::Workbench;

/// Height of an entry.
pub const ROW_HEIGHT: f32 = 74.0;
/// Height of a group's heading.
pub const HEAD_HEIGHT: f32 = 32.0;

/// Which of the two lists are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chips {
    /// What is wrong.
    pub problems: bool,
    /// What is not done yet.
    pub to_do: bool,
}

impl Default for Chips {
    fn default() -> Self {
        Self { problems: true, to_do: true }
    }
}

/// The entries that are shown, numbered from 0 through both groups.
#[derive(Debug, Default)]
pub struct Rows {
    made_for: Option<(u64, u64)>,
    query: String,
    chips: Chips,
    // Places in the lists of the workbench.
    problems: Vec<usize>,
    to_do: Vec<usize>,
}

/// One of the two groups as it stands in the list.
#[derive(Debug, Clone)]
pub struct Group {
    /// Which.
    pub sort: Sort,
    /// The numbers of its entries.
    pub rows: Range<usize>,
    /// How far below the list's top its heading begins, in points.
    pub top: f32,
}

impl Rows {
    /// Looks again where something has changed. Whether it did.
    pub fn update(&mut self, bench: &Workbench, query: &str, chips: Chips) -> bool {
        let review = bench.review();
        if self.made_for == review.of() && self.query == query && self.chips == chips {
            return false;
        }
        (self.made_for, self.chips) = (review.of(), chips);
        query.clone_into(&mut self.query);
        let folded = fold(query.trim());
        let passed = |entries: &[Entry], is_on: bool| -> Vec<usize> {
            let passing = entries.iter().enumerate().filter(|(_, entry)| is_on && (folded.is_empty() || has(bench, entry, &folded)));
            passing.map(|(at, _)| at).collect()
        };
        self.problems = passed(review.problems(), chips.problems);
        self.to_do = passed(review.to_do(), chips.to_do);
        true
    }

    /// How many entries are shown.
    pub const fn len(&self) -> usize {
        self.problems.len() + self.to_do.len()
    }

    /// Whether none is.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry with this number.
    pub fn at<'a>(&self, bench: &'a Workbench, row: usize) -> Option<&'a Entry> {
        match row.checked_sub(self.problems.len()) {
            None => bench.review().problems().get(*self.problems.get(row)?),
            Some(row) => bench.review().to_do().get(*self.to_do.get(row)?),
        }
    }

    /// The groups, problems first; one that the chips leave out is not there.
    pub fn groups(&self) -> impl Iterator<Item = Group> {
        let first = self.problems.len();
        let below = if self.chips.problems { HEAD_HEIGHT + first as f32 * ROW_HEIGHT } else { 0.0 };
        let problems = self.chips.problems.then_some(Group { sort: Sort::Problem, rows: 0..first, top: 0.0 });
        let to_do = self.chips.to_do.then_some(Group { sort: Sort::ToDo, rows: first..self.len(), top: below });
        problems.into_iter().chain(to_do)
    }

    /// Height of all of it.
    pub fn height(&self) -> f32 {
        self.groups().map(|group| HEAD_HEIGHT + group.rows.len() as f32 * ROW_HEIGHT).sum()
    }

    /// How far below the list's top an entry begins.
    pub fn top_of(&self, row: usize) -> Option<f32> {
        self.groups().find(|group| group.rows.contains(&row)).map(|group| group.top_of(row))
    }
}

impl Group {
    /// How far below the list's top an entry of the group begins.
    pub fn top_of(&self, row: usize) -> f32 {
        self.top + HEAD_HEIGHT + row.saturating_sub(self.rows.start) as f32 * ROW_HEIGHT
    }

    /// The entries that lie between two heights, in part or wholly.
    pub fn between(&self, top: f32, bottom: f32) -> Range<usize> {
        let first = self.top + HEAD_HEIGHT;
        // A negative height is cut to 0.
        let from = self.rows.start + ((top - first) / ROW_HEIGHT).floor() as usize;
        let to = self.rows.start + ((bottom - first) / ROW_HEIGHT).ceil() as usize;
        from.min(self.rows.end)..to.min(self.rows.end)
    }
}

fn has(bench: &Workbench, entry: &Entry, folded: &str) -> bool {
    let project = bench.project();
    let has_it = match entry.subject {
        Subject::Statement(id) => project.statement(id).is_some_and(|statement| statement_has(project, statement, folded)),
        Subject::Source(id) => project.source(id).is_some_and(|source| source_has(source, folded)),
        Subject::Article(id) => project.article(id).is_some_and(|article| fold(&article::name_of(article)).contains(folded)),
    };
    has_it || fold(&entry.text).contains(folded)
}
