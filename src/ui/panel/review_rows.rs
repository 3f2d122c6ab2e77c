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

/// The lists, in the order in which they stand.
const SORTS: [Sort; 3] = [Sort::Problem, Sort::ToDo, Sort::Silenced];

/// Which of the lists are shown.
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

impl Chips {
    const fn shows(self, sort: Sort) -> bool {
        match sort {
            Sort::Problem | Sort::Silenced => self.problems,
            Sort::ToDo => self.to_do,
        }
    }
}

/// The entries that are shown, numbered from 0 through all groups.
#[derive(Debug, Default)]
pub struct Rows {
    made_for: Option<(u64, u64)>,
    query: String,
    chips: Chips,
    // What is shown of the lists of the workbench, in the order of `SORTS`.
    lists: [Shown; 3],
}

/// What is shown of a list.
#[derive(Debug)]
enum Shown {
    /// All so many of its entries.
    All(usize),
    /// Those in these places.
    Some(Vec<usize>),
}

impl Default for Shown {
    fn default() -> Self {
        Self::All(0)
    }
}

impl Shown {
    const fn len(&self) -> usize {
        match self {
            Self::All(len) => *len,
            Self::Some(places) => places.len(),
        }
    }

    /// Which entry of the list stands in a row.
    fn place(&self, row: usize) -> Option<usize> {
        match self {
            Self::All(_) => Some(row),
            Self::Some(places) => places.get(row).copied(),
        }
    }

    /// In which row an entry of the list stands.
    fn row(&self, place: usize) -> Option<usize> {
        match self {
            Self::All(len) => (place < *len).then_some(place),
            Self::Some(places) => places.binary_search(&place).ok(),
        }
    }
}

/// One of the groups as it stands in the list.
#[derive(Debug, Clone)]
pub struct Group {
    /// Which.
    pub sort: Sort,
    /// The numbers of its entries.
    pub rows: Range<usize>,
    /// How far below the list's top its heading begins, in points.
    pub top: f64,
}

impl Rows {
    /// Looks again where something has changed. Whether it did.
    pub fn update(&mut self, bench: &Workbench, query: &str, chips: Chips) -> bool {
        let review = bench.review();
        if self.made_for == Some(review.version()) && self.query == query && self.chips == chips {
            return false;
        }
        (self.made_for, self.chips) = (Some(review.version()), chips);
        query.clone_into(&mut self.query);
        let folded = fold(query.trim());
        self.lists = SORTS.map(|sort| {
            let list = review.list(sort);
            if !chips.shows(sort) {
                Shown::All(0)
            } else if folded.is_empty() {
                Shown::All(list.len())
            } else {
                let passing = list.iter().enumerate().filter(|(_, entry)| has(bench, entry, &folded));
                Shown::Some(passing.map(|(place, _)| place).collect())
            }
        });
        true
    }

    /// How many entries are shown.
    pub fn len(&self) -> usize {
        self.lists.iter().map(Shown::len).sum()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry with this number.
    pub fn at(&self, bench: &Workbench, row: usize) -> Option<Entry> {
        let mut row = row;
        for (list, sort) in self.lists.iter().zip(SORTS) {
            match row.checked_sub(list.len()) {
                None => return bench.review().list(sort).get(list.place(row)?),
                Some(rest) => row = rest,
            }
        }
        None
    }

    /// The number of the entry that says this of that.
    pub fn row_of(&self, bench: &Workbench, subject: Subject, code: &str) -> Option<usize> {
        let mut first = 0;
        self.lists.iter().zip(SORTS).find_map(|(list, sort)| {
            let row = bench.review().list(sort).position(subject, code).and_then(|place| list.row(place));
            let found = row.map(|row| first + row);
            first += list.len();
            found
        })
    }

    /// The groups, problems first; one that the chips leave out is not there, and what is lived with only where there is some.
    pub fn groups(&self) -> impl Iterator<Item = Group> {
        let (mut first, mut top) = (0, 0.0_f64);
        self.lists.iter().zip(SORTS).filter_map(move |(list, sort)| {
            let group = Group { sort, rows: first..first + list.len(), top };
            first += list.len();
            let is_there = self.chips.shows(sort) && (sort != Sort::Silenced || list.len() > 0);
            if is_there {
                top += f64::from(HEAD_HEIGHT) + list.len() as f64 * f64::from(ROW_HEIGHT);
            }
            is_there.then_some(group)
        })
    }

    /// Height of all of it.
    pub fn height(&self) -> f64 {
        self.groups().map(|group| f64::from(HEAD_HEIGHT) + group.rows.len() as f64 * f64::from(ROW_HEIGHT)).sum()
    }

    /// How far below the list's top an entry begins.
    pub fn top_of(&self, row: usize) -> Option<f64> {
        self.groups().find(|group| group.rows.contains(&row)).map(|group| group.top_of(row))
    }
}

impl Group {
    /// How far below the list's top an entry of the group begins.
    pub fn top_of(&self, row: usize) -> f64 {
        self.top + f64::from(HEAD_HEIGHT) + row.saturating_sub(self.rows.start) as f64 * f64::from(ROW_HEIGHT)
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
