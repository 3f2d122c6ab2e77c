//! Entries in the order in which they are shown, each list readable by number, changed record by record.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use imbl::Vector;

use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::index::OrderKey;
use crate::model::problems::entry::{Entry, Sort, Subject};

/// From so many changes on a list is put together anew: a change in the middle of it costs what some hundred entries cost then.
const ANEW: usize = 256;

/// What entries are found for in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// An article, by its fields.
    Article(ArticleId),
    /// An article, by its headline and text.
    Headline(ArticleId),
    /// A statement.
    Statement(StatementId),
    /// A source.
    Source(SourceId),
    /// The words of an article that are left.
    Left(ArticleId),
}

/// Sorts entries as they are shown. Articles and what stands in them come by the label of the article, which grows in the order in which
/// articles are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// An article; what its fields say comes first, its headline second.
    Article(u64, ArticleId, bool),
    /// A statement.
    Statement(u64, OrderKey),
    /// A source.
    Source(SourceId),
    /// Last, for it is what is left when all else is done.
    Left(u64, ArticleId),
}

impl Place {
    const fn slot(self) -> Slot {
        match self {
            Self::Article(_, id, false) => Slot::Article(id),
            Self::Article(_, id, true) => Slot::Headline(id),
            Self::Statement(_, key) => Slot::Statement(key.statement()),
            Self::Source(id) => Slot::Source(id),
            Self::Left(_, id) => Slot::Left(id),
        }
    }
}

/// The entries of a project.
#[derive(Default)]
pub struct Listing {
    held: HashMap<Slot, Held>,
    // Problems, to do, silenced: sorted, each entry of `held` once.
    lists: [Vector<Row>; 3],
    // Problems by the stretch of the text in which they begin.
    begun: BTreeMap<(ArticleId, usize), usize>,
}

struct Held {
    place: Place,
    // Never empty; boxed, as there is one list for each of a million statements.
    entries: Box<[Entry]>,
    // The stretch of its article in which it begins, where it has one; below `STRETCHES`.
    stretch: Option<u16>,
}

impl Held {
    /// How many problems begin in which stretch.
    fn problems(&self) -> Option<((ArticleId, usize), usize)> {
        let count = self.entries.iter().filter(|entry| entry.sort == Sort::Problem).count();
        let Place::Statement(_, key) = self.place else { return None };
        let (article, _) = key.place().filter(|_| count > 0)?;
        Some(((article, usize::from(self.stretch?)), count))
    }
}

/// An entry: its place, and its number among those of its slot.
type Row = (Place, u32);

/// One of the lists, as it is shown.
#[derive(Clone, Copy)]
pub struct List<'a> {
    listing: &'a Listing,
    sort: Sort,
}

impl Listing {
    /// Puts what was found in place of what was found before; each slot once. `stretch_of` says in which stretch of its article a statement
    /// begins. Whether anything is other than before.
    pub fn change(
        &mut self,
        changes: impl IntoIterator<Item = (Slot, Option<(Place, Vec<Entry>)>)>,
        stretch_of: impl Fn(OrderKey) -> Option<u16>,
    ) -> bool {
        let mut has_changed = false;
        let (mut gone, mut come) = (<[Vec<Row>; 3]>::default(), <[Vec<Row>; 3]>::default());
        for (slot, found) in changes {
            let found = found.filter(|(_, entries)| !entries.is_empty()).map(|(place, entries)| {
                let stretch = if let Place::Statement(_, key) = place { stretch_of(key) } else { None };
                Held { place, entries: entries.into(), stretch }
            });
            let held = self.held.get(&slot);
            let is_as_before = match (held, &found) {
                (None, None) => true,
                (Some(held), Some(found)) => held.place == found.place && held.entries == found.entries,
                _ => false,
            };
            if is_as_before {
                continue;
            }
            has_changed = true;
            each_row(held, &mut gone);
            each_row(found.as_ref(), &mut come);
            if let Some((stretch, count)) = held.and_then(Held::problems) {
                let left = self.begun.get(&stretch).map_or(0, |before| before.saturating_sub(count));
                if left == 0 {
                    self.begun.remove(&stretch);
                } else {
                    self.begun.insert(stretch, left);
                }
            }
            if let Some((stretch, count)) = found.as_ref().and_then(Held::problems) {
                *self.begun.entry(stretch).or_default() += count;
            }
            match found {
                Some(found) => _ = self.held.insert(slot, found),
                None => _ = self.held.remove(&slot),
            }
        }
        for ((list, gone), come) in self.lists.iter_mut().zip(gone).zip(come) {
            update(list, gone, come);
        }
        has_changed
    }

    /// The stretches of an article in which problems begin, in order, and how many.
    pub fn begun_in(&self, article: ArticleId) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.begun.range((article, 0)..=(article, usize::MAX)).map(|((_, stretch), count)| (*stretch, *count))
    }

    /// One of the lists.
    pub const fn list(&self, sort: Sort) -> List<'_> {
        List { listing: self, sort }
    }

    /// The entries of a slot.
    pub fn of(&self, slot: Slot) -> &[Entry] {
        self.held.get(&slot).map(|held| &*held.entries).unwrap_or_default()
    }

    /// All entries, of whatever list, in the order of the records.
    pub fn into_entries(self) -> Vec<Entry> {
        let mut held: Vec<Held> = self.held.into_values().collect();
        held.sort_unstable_by_key(|held| held.place);
        held.into_iter().flat_map(|held| held.entries).collect()
    }

    fn at(&self, (place, number): Row) -> Option<&Entry> {
        self.held.get(&place.slot())?.entries.get(number as usize)
    }

    const fn rows(&self, sort: Sort) -> &Vector<Row> {
        let [problems, to_do, silenced] = &self.lists;
        match sort {
            Sort::Problem => problems,
            Sort::ToDo => to_do,
            Sort::Silenced => silenced,
        }
    }
}

impl<'a> List<'a> {
    /// How many entries there are.
    pub fn len(self) -> usize {
        self.listing.rows(self.sort).len()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The entry with this number, from 0; takes about the same time wherever it stands.
    pub fn get(self, at: usize) -> Option<&'a Entry> {
        self.listing.at(*self.listing.rows(self.sort).get(at)?)
    }

    /// All of them, in order.
    pub fn iter(self) -> impl Iterator<Item = &'a Entry> {
        self.listing.rows(self.sort).iter().filter_map(move |row| self.listing.at(*row))
    }

    /// The number of the entry that says this of that.
    pub fn position(self, subject: Subject, code: &str) -> Option<usize> {
        let slots = match subject {
            Subject::Article(id) => [Some(Slot::Article(id)), Some(Slot::Headline(id)), Some(Slot::Left(id))],
            Subject::Statement(id) => [Some(Slot::Statement(id)), None, None],
            Subject::Source(id) => [Some(Slot::Source(id)), None, None],
        };
        let is_it = |entry: &Entry| entry.code == code && entry.sort == self.sort;
        slots.into_iter().flatten().filter_map(|slot| self.listing.held.get(&slot)).find_map(|held| {
            let number = held.entries.iter().position(is_it)?;
            self.listing.rows(self.sort).binary_search(&(held.place, number as u32)).ok()
        })
    }
}

impl fmt::Debug for List<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_list().entries(self.iter()).finish()
    }
}

impl fmt::Debug for Listing {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists = [Sort::Problem, Sort::ToDo, Sort::Silenced].map(|sort| self.list(sort));
        to.debug_list().entries(lists).finish()
    }
}

fn each_row(held: Option<&Held>, rows: &mut [Vec<Row>; 3]) {
    let Some(held) = held else { return };
    let [problems, to_do, silenced] = rows;
    for (number, entry) in (0..).zip(&held.entries) {
        let rows = match entry.sort {
            Sort::Problem => &mut *problems,
            Sort::ToDo => &mut *to_do,
            Sort::Silenced => &mut *silenced,
        };
        rows.push((held.place, number));
    }
}

/// Takes rows out of a sorted list, and others in.
fn update(list: &mut Vector<Row>, mut gone: Vec<Row>, mut come: Vec<Row>) {
    if gone.len() + come.len() < ANEW {
        // An entry that says something else in its old place is the same row: a list of a million is not touched for it.
        gone.retain(|row| {
            let same = come.iter().position(|other| other == row).filter(|_| list.binary_search(row).is_ok());
            same.map(|at| come.swap_remove(at)).is_none()
        });
        for row in gone {
            if let Ok(at) = list.binary_search(&row) {
                list.remove(at);
            }
        }
        for row in come {
            if let Err(at) = list.binary_search(&row) {
                list.insert(at, row);
            }
        }
        return;
    }
    gone.sort_unstable();
    come.sort_unstable();
    let mut all: Vec<Row> = list.iter().filter(|row| gone.binary_search(row).is_err()).copied().collect();
    all.extend(come);
    // Two sorted runs: this is how long they are, not more.
    all.sort();
    *list = all.into_iter().collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_changed_row_by_row_is_the_one_put_together_anew() {
        let place = |number: u64| Place::Source(SourceId::from_raw(number));
        let all: Vec<Row> = (0..900).map(|number| (place(number), 0)).collect();
        let (mut slowly, mut anew) = (Vector::new(), Vector::new());
        update(&mut anew, Vec::new(), all.iter().rev().copied().collect());
        for row in all.iter().rev() {
            update(&mut slowly, Vec::new(), vec![*row]);
        }
        assert_eq!((slowly.iter().copied().collect::<Vec<_>>(), &slowly), (all.clone(), &anew));
        let every_third: Vec<Row> = all.iter().step_by(3).copied().collect();
        let again: Vec<Row> = all.iter().step_by(6).copied().collect();
        for row in &every_third {
            update(&mut slowly, vec![*row], Vec::new());
        }
        for row in &again {
            update(&mut slowly, vec![*row], vec![*row]);
        }
        update(&mut anew, every_third, again);
        assert_eq!(slowly, anew);
        assert_eq!(anew.len(), 900 - 300 + 150);
    }
}
