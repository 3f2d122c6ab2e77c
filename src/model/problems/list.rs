//! One of the lists of a board, as it is shown.

use std::fmt;

use crate::model::problems::board::Board;
use crate::model::problems::entry::{Entry, Sort, Subject};

/// Problems, or to-do, or what is lived with: articles, statements in reading order, sources, then the words that are left.
#[derive(Clone, Copy)]
pub struct List<'a> {
    board: &'a Board,
    sort: Sort,
}

impl<'a> List<'a> {
    pub(super) const fn new(board: &'a Board, sort: Sort) -> Self {
        Self { board, sort }
    }

    /// How many entries there are.
    pub fn len(self) -> usize {
        self.board.listing().len(self.sort)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The entry with this number, from 0; takes about the same time wherever it stands.
    pub fn get(self, at: usize) -> Option<Entry> {
        self.board.listing().get(self.sort, at).map(|(place, found)| Entry::new(place.subject(), found.clone()))
    }

    /// All of them, in order.
    pub fn iter(self) -> impl Iterator<Item = Entry> + use<'a> {
        self.board.listing().list(self.sort).map(|(place, found)| Entry::new(place.subject(), found.clone()))
    }

    /// The number of the entry that says this of that.
    pub fn position(self, subject: Subject, code: &str) -> Option<usize> {
        let mut places = self.board.places_of(subject).into_iter().flatten();
        places.find_map(|place| self.board.listing().position(self.sort, place, code))
    }
}

impl fmt::Debug for List<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_list().entries(self.iter()).finish()
    }
}
