//! Entries in the order in which they are shown, each list readable by number, changed record by record.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::Arc;

use crate::model::id::{ArticleId, SourceId};
use crate::model::index::InArticle;
use crate::model::problems::entry::{Found, Sort, Subject};
use crate::model::ranked::{Item, Ranked, Sum};

/// Sorts entries as they are shown. Articles and what stands in them come by the label of the article, which grows in the order in which
/// articles are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// An article; what its fields say comes first, its headline second.
    Article(u64, ArticleId, bool),
    /// A statement.
    Statement(u64, InArticle),
    /// A source.
    Source(SourceId),
    /// Last, for it is what is left when all else is done.
    Left(u64, ArticleId),
}

impl Place {
    /// What stands there.
    pub const fn subject(self) -> Subject {
        match self {
            Self::Article(_, id, _) | Self::Left(_, id) => Subject::Article(id),
            Self::Statement(_, place) => Subject::Statement(place.statement()),
            Self::Source(id) => Subject::Source(id),
        }
    }
}

/// What is found now in place of what was found before: where that was, if it was anywhere, and where it is, with what there is to say.
pub type Change = (Option<Place>, Option<(Place, Vec<Found>)>);

/// The entries of a project.
#[derive(Default)]
pub struct Listing {
    held: Ranked<Held>,
    // Problems by the label of the article and the stretch of its text in which they begin.
    begun: BTreeMap<(u64, usize), usize>,
    // What was said of some record in fixed words: of a million records most have the same to be said.
    said: HashSet<Arc<Vec<Found>>>,
}

/// All that there is to say at one place; of a million statements, so that nothing is in it that can be had otherwise.
#[derive(Debug, Clone)]
struct Held {
    place: Place,
    // Never empty. A pointer to a list takes half the room of a shared slice.
    found: Arc<Vec<Found>>,
}

/// How many entries there are in each list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    problems: u32,
    to_do: u32,
    silenced: u32,
}

impl Tally {
    const fn of(&self, sort: Sort) -> usize {
        (match sort {
            Sort::Problem => self.problems,
            Sort::ToDo => self.to_do,
            Sort::Silenced => self.silenced,
        }) as usize
    }
}

impl Sum for Tally {
    fn and(self, other: Self) -> Self {
        Self { problems: self.problems + other.problems, to_do: self.to_do + other.to_do, silenced: self.silenced + other.silenced }
    }
}

impl Item for Held {
    type Key = Place;
    type Sum = Tally;

    fn key(&self) -> Place {
        self.place
    }

    fn sum(&self) -> Tally {
        let mut tally = Tally::default();
        for (sort, ..) in self.found.iter() {
            match sort {
                Sort::Problem => tally.problems += 1,
                Sort::ToDo => tally.to_do += 1,
                Sort::Silenced => tally.silenced += 1,
            }
        }
        tally
    }
}

impl Held {
    /// How many problems begin in which stretch.
    fn problems(&self, stretch_of: impl Fn(InArticle) -> Option<usize>) -> Option<((u64, usize), usize)> {
        let count = self.sum().of(Sort::Problem);
        match self.place {
            Place::Statement(label, place) if count > 0 => Some(((label, stretch_of(place)?), count)),
            _ => None,
        }
    }

    fn of(&self, sort: Sort) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |(of, ..)| *of == sort)
    }
}

impl Listing {
    /// Puts what was found in place of what was found before; each place once. `was_in` and `is_in` say in which stretch of its article a
    /// statement began before, and begins now. Whether anything is other than before.
    pub fn change(
        &mut self,
        changes: impl IntoIterator<Item = Change>,
        was_in: impl Fn(InArticle) -> Option<usize>,
        is_in: impl Fn(InArticle) -> Option<usize>,
    ) -> bool {
        if self.held.is_empty() {
            let found = changes.into_iter().filter_map(|(_, found)| found);
            let held: Vec<Held> = found.filter_map(|(place, found)| self.hold(place, found)).collect();
            for held in &held {
                begins(&mut self.begun, held, &is_in);
            }
            self.held = held.into_iter().collect();
            return !self.held.is_empty();
        }
        let mut has_changed = false;
        for (was, found) in changes {
            let found = found.and_then(|(place, found)| self.hold(place, found));
            let before = was.and_then(|place| self.held.get(&place));
            let is_as_before = match (before, &found) {
                (None, None) => true,
                (Some(before), Some(found)) => before.place == found.place && before.found == found.found,
                _ => false,
            };
            if is_as_before {
                continue;
            }
            has_changed = true;
            if let Some((stretch, count)) = before.and_then(|before| before.problems(&was_in)) {
                let left = self.begun.get(&stretch).map_or(0, |before| before.saturating_sub(count));
                if left == 0 {
                    self.begun.remove(&stretch);
                } else {
                    self.begun.insert(stretch, left);
                }
            }
            if let Some(place) = was.filter(|place| found.as_ref().is_none_or(|found| found.place != *place)) {
                self.held.remove(&place);
            }
            if let Some(found) = found {
                begins(&mut self.begun, &found, &is_in);
                self.held.insert(found);
            }
        }
        has_changed
    }

    /// `None` where there is nothing to say.
    fn hold(&mut self, place: Place, found: Vec<Found>) -> Option<Held> {
        if found.is_empty() {
            return None;
        }
        let is_fixed = found.iter().all(|(_, _, text)| matches!(text, Cow::Borrowed(_)));
        let found = match self.said.get(&found).filter(|_| is_fixed) {
            Some(said) => Arc::clone(said),
            None => Arc::new(found),
        };
        if is_fixed && !self.said.contains(&found) {
            self.said.insert(Arc::clone(&found));
        }
        Some(Held { place, found })
    }

    /// The stretches of the article with this label in which problems begin, in order, and how many.
    pub fn begun_in(&self, label: u64) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.begun.range((label, 0)..=(label, usize::MAX)).map(|((_, stretch), count)| (*stretch, *count))
    }

    /// What there is to say at a place.
    pub fn of(&self, place: Place) -> &[Found] {
        self.held.get(&place).map(|held| held.found.as_slice()).unwrap_or_default()
    }

    /// All there is to say, in whatever list, in the order of the records.
    pub fn iter(&self) -> impl Iterator<Item = (Place, &Found)> {
        self.held.iter().flat_map(|held| held.found.iter().map(|found| (held.place, found)))
    }

    /// How many entries a list has.
    pub fn len(&self, sort: Sort) -> usize {
        self.held.total().of(sort)
    }

    /// The entry of a list with this number, from 0; takes about the same time wherever it stands.
    pub fn get(&self, sort: Sort, at: usize) -> Option<(Place, &Found)> {
        let (held, number) = self.held.at(at, |tally| tally.of(sort))?;
        Some((held.place, held.of(sort).nth(number)?))
    }

    /// The number of the entry that says this at that place.
    pub fn position(&self, sort: Sort, place: Place, code: &str) -> Option<usize> {
        let (before, held) = self.held.place(&place);
        Some(before.of(sort) + held?.of(sort).position(|(_, of, _)| *of == code)?)
    }

    /// The entries of a list, in order.
    pub fn list(&self, sort: Sort) -> impl Iterator<Item = (Place, &Found)> {
        // Those without any are passed over by the hundred.
        let first = Place::Article(0, ArticleId::from_raw(0), false);
        let held = self.held.those(&first, move |tally| tally.of(sort) > 0);
        held.flat_map(move |held| held.of(sort).map(|found| (held.place, found)))
    }
}

impl fmt::Debug for Listing {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_list().entries(self.iter()).finish()
    }
}

fn begins(begun: &mut BTreeMap<(u64, usize), usize>, held: &Held, is_in: impl Fn(InArticle) -> Option<usize>) {
    if let Some((stretch, count)) = held.problems(is_in) {
        *begun.entry(stretch).or_default() += count;
    }
}
