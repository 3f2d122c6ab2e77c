//! The board: every entry of a project, kept true by looking again at what was touched alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::holding::Holdings;
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::index::InArticle;
use crate::model::problems;
use crate::model::problems::comparison::Comparison;
use crate::model::problems::entry::{Entry, Found, Sort, Subject};
use crate::model::problems::labels::Labels;
use crate::model::problems::list::List;
use crate::model::problems::listing::{Change, Listing, Place};
use crate::model::problems::texts::{Due, Reading, TextFound};
use crate::model::problems::touched::Touched;
use crate::model::project::Project;
use crate::model::review::Silence;
use crate::text::stretches::stretch_of;

/// The entries of one state of a project, but for texts that are still to be read. An empty one is of an empty project, so that a whole
/// look is what an empty board does to follow.
#[derive(Debug)]
pub struct Board {
    // The state that all of this is of; a clone shares it.
    project: Project,
    known: Holdings,
    labels: Labels,
    listing: Listing,
    // In the order in which they are told.
    compared: Vec<Box<dyn Comparison>>,
    // What is lived with, by what it is about; in the order of ids.
    silences: HashMap<Subject, Vec<Arc<Silence>>>,
    // What was found in texts, before what is lived with.
    headlines: HashMap<ArticleId, Found>,
    // Articles of which the text is still to be read, as their entries are of an earlier state.
    due: BTreeMap<ArticleId, Due>,
    // Tells what is due now from what was due before.
    drawn: u64,
    // What was drawn when other words of some article were covered last, or it had another text or title.
    covered_drawn: u64,
    version: u64,
}

/// So many texts are read before what was found in them is taken in: what is found takes more room than what comes of it.
const TEXTS_AT_ONCE: usize = 1 << 16;

/// So many steps of a whole look it takes to come upon a statement or upon who names it, to hold it against others in one comparison, and to
/// look at a record alone; and so many bytes of text are read in one. As measured: a step takes about 50 nanoseconds.
const STEPS_OF_FINDING: u64 = 12;
const STEPS_OF_COMPARISON: u64 = 22;
const STEPS_OF_RECORD: u64 = 15;
const BYTES_OF_STEP: usize = 3;

impl Default for Board {
    fn default() -> Self {
        Self {
            project: Project::default(),
            known: Holdings::default(),
            labels: Labels::default(),
            listing: Listing::default(),
            compared: problems::comparisons(),
            silences: HashMap::new(),
            headlines: HashMap::new(),
            due: BTreeMap::new(),
            drawn: 0,
            covered_drawn: 0,
            version: 0,
        }
    }
}

impl Board {
    /// A whole look, texts included.
    pub fn of(project: &Project, known: Holdings) -> Self {
        Self::of_while(project, known, &mut |_steps| ())
    }

    /// The same, telling how many of [`Board::steps`] are done.
    pub fn of_while(project: &Project, known: Holdings, told: &mut dyn FnMut(u64)) -> Self {
        let mut board = Self { known, ..Self::default() };
        let mut done = 0;
        let mut step = |steps| {
            done += steps;
            told(done);
        };
        board.follow_while(project, usize::MAX, &mut step);
        board.read_texts_while(usize::MAX, &mut |bytes| step((bytes / BYTES_OF_STEP) as u64));
        board
    }

    /// How many steps a whole look has; all take about the same time.
    pub fn steps(project: &Project) -> u64 {
        let (statements, sources) = (project.index().counts().statements() as u64, project.sources().len() as u64);
        let articles =
            project.articles().fold(0, |steps, article| steps + 2 * STEPS_OF_RECORD + (article.text.len() / BYTES_OF_STEP) as u64);
        let of_statement = 2 * STEPS_OF_FINDING + problems::comparisons().len() as u64 * STEPS_OF_COMPARISON + STEPS_OF_RECORD;
        statements * of_statement + sources * STEPS_OF_RECORD + articles
    }

    /// Follows the project to another state, where no more than `most` records have to be looked at. Whether it did; texts may be due then.
    pub fn follow(&mut self, project: &Project, most: usize) -> bool {
        self.follow_while(project, most, &mut |_steps| ())
    }

    fn follow_while(&mut self, project: &Project, most: usize, step: &mut dyn FnMut(u64)) -> bool {
        let labels = (self.project.shown != project.shown).then(|| self.labels.follow(project.shown.iter().copied()));
        // Where articles stand in another order everything has another place.
        let is_anew = matches!(labels, Some(None));
        let empty = Project::default();
        let before = if is_anew { &empty } else { &self.project };
        let Some(touched) = Touched::between(before, project, most, &mut || step(STEPS_OF_FINDING)) else { return false };
        if is_anew {
            let known = std::mem::take(&mut self.known);
            *self = Self { known, drawn: self.drawn, version: self.version + 1, ..Self::default() };
            return self.follow_while(project, most, step);
        }
        let labels = labels.flatten().map(|labels| std::mem::replace(&mut self.labels, labels));
        self.look_again(project, touched, labels.as_ref(), step);
        true
    }

    /// Looks again at some statements and sources, of which something else is known than before.
    pub fn touch(&mut self, known: Holdings, statements: BTreeSet<StatementId>, sources: BTreeSet<SourceId>) {
        self.known = known;
        let of_statement = |id| (self.place_of(id), self.statement(id));
        let of_source = |id| (Some(Place::Source(id)), self.source(id));
        let changes: Vec<Change> = statements.into_iter().map(of_statement).chain(sources.into_iter().map(of_source)).collect();
        self.change(changes);
    }

    /// What is known from outside.
    pub const fn known(&self) -> &Holdings {
        &self.known
    }

    /// Reads texts that are due, as far as they have no more than so many bytes together. Whether none is left.
    pub fn read_texts(&mut self, most_bytes: usize) -> bool {
        self.read_texts_while(most_bytes, &mut |_bytes| ())
    }

    fn read_texts_while(&mut self, most_bytes: usize, told: &mut dyn FnMut(usize)) -> bool {
        if self.due.is_empty() {
            return true;
        }
        let mut left = most_bytes;
        let mut due: BTreeMap<ArticleId, Due> = self
            .due
            .iter()
            .filter(|(id, due)| {
                let rest = left.checked_sub(due.cost(&self.project, **id));
                left = rest.unwrap_or(left);
                rest.is_some()
            })
            .map(|(id, due)| (*id, *due))
            .collect();
        while !due.is_empty() {
            let rest = due.keys().nth(TEXTS_AT_ONCE).copied().map(|id| due.split_off(&id)).unwrap_or_default();
            let found = Reading::new(self.project.clone(), std::mem::replace(&mut due, rest)).read_while(told);
            self.texts_read(found);
        }
        self.due.is_empty()
    }

    /// The texts that are due, to be read by a worker; `None` where none is.
    pub fn reading(&self) -> Option<Reading> {
        (!self.due.is_empty()).then(|| Reading::new(self.project.clone(), self.due.clone()))
    }

    /// Takes in what was found in texts. Where that is due again since, it is newer than what was there all the same; where it is not due any
    /// more, it was read since, and what comes now is old.
    pub fn texts_read(&mut self, found: Vec<TextFound>) {
        let mut changes = Vec::new();
        for found in found {
            let id = found.article;
            let (Some(mut due), Some(label)) = (self.due.remove(&id), self.labels.of(id)) else { continue };
            if let Some(headline) = found.headline.filter(|_| due.headline.is_some()) {
                match headline {
                    Some(found) => _ = self.headlines.insert(id, found),
                    None => _ = self.headlines.remove(&id),
                }
                changes.push((Some(Place::Article(label, id, true)), self.headline(id)));
            }
            if let Some(left) = found.left.filter(|_| due.left.is_some()) {
                let subject = Subject::Article(id);
                let place = Place::Left(label, id);
                changes.push((Some(place), Some((place, left.into_iter().map(|found| self.lived_with(subject, found)).collect()))));
            }
            due.headline = due.headline.filter(|number| Some(*number) != found.due.headline);
            due.left = due.left.filter(|number| Some(*number) != found.due.left);
            if !due.is_none() {
                self.due.insert(id, due);
            }
        }
        self.change(changes);
    }

    /// Gives up what is due, as the reading was broken off and the same one would end the same way; the next change of a text's words that
    /// are covered makes it due again.
    pub fn give_up(&mut self) {
        self.due.clear();
    }

    /// Grows with each change of what is covered of some article, of its text or its title.
    pub const fn coverage_version(&self) -> u64 {
        self.covered_drawn
    }

    /// Grows with each change of an entry.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// One of the lists: articles, statements in reading order, sources, then the words that are left.
    pub const fn list(&self, sort: Sort) -> List<'_> {
        List::new(self, sort)
    }

    /// What there is to say about a statement.
    pub fn of_statement(&self, id: StatementId) -> impl Iterator<Item = Entry> {
        let found = self.place_of(id).map(|place| self.listing.of(place)).unwrap_or_default();
        found.iter().map(move |found| Entry::new(Subject::Statement(id), found.clone()))
    }

    /// All that is listed.
    pub(super) const fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Where it is told what there is to say about a record.
    pub(super) fn places_of(&self, subject: Subject) -> [Option<Place>; 3] {
        match subject {
            Subject::Article(id) => match self.labels.of(id) {
                Some(label) => [Place::Article(label, id, false), Place::Article(label, id, true), Place::Left(label, id)].map(Some),
                None => [None; 3],
            },
            Subject::Statement(id) => [self.place_of(id), None, None],
            Subject::Source(id) => [Some(Place::Source(id)), None, None],
        }
    }

    fn place_of(&self, id: StatementId) -> Option<Place> {
        place_of(&self.project, &self.labels, id)
    }

    /// The stretches of an article's text in which statements with problems begin, in order, and how many problems.
    pub fn stretches(&self, article: ArticleId) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.labels.of(article).into_iter().flat_map(|label| self.listing.begun_in(label))
    }

    /// All entries of all lists, in the order of the records.
    pub fn into_entries(self) -> Vec<Entry> {
        self.listing.iter().map(|(place, found)| Entry::new(place.subject(), found.clone())).collect()
    }

    /// `labels`: those of before, where they were others. `step` hears of each part of the work.
    fn look_again(&mut self, project: &Project, touched: Touched, labels: Option<&Labels>, step: &mut dyn FnMut(u64)) {
        let before = std::mem::replace(&mut self.project, project.clone());
        let Touched { articles, headlines, coverage, mut statements, mut sources, has_silences } = touched;
        for comparison in &mut self.compared {
            for id in &statements {
                if let Some(statement) = before.statement(*id) {
                    comparison.leave(&before, statement);
                }
                if let Some(statement) = project.statement(*id) {
                    comparison.join(project, statement);
                }
                step(STEPS_OF_COMPARISON);
            }
        }
        for stirred in self.compared.iter_mut().flat_map(|comparison| comparison.stirred()) {
            match stirred {
                Subject::Statement(id) => _ = statements.insert(id),
                Subject::Source(id) => _ = sources.insert(id),
                // Articles are not held against each other.
                Subject::Article(_) => {}
            }
        }
        if has_silences {
            self.silences.clear();
            for silence in project.silences() {
                self.silences.entry(silence.subject).or_default().push(Arc::clone(silence));
            }
        }
        for id in articles.iter().filter(|id| project.article(**id).is_none()) {
            self.headlines.remove(id);
            self.due.remove(id);
        }
        // One after the other: all of them, of a whole look, would take more room than what comes of them.
        let mut listing = std::mem::take(&mut self.listing);
        let labels_before = labels.unwrap_or(&self.labels);
        let of_article = |id: ArticleId| {
            let label = labels_before.of(id);
            let was = |has_headline| label.map(|label| Place::Article(label, id, has_headline));
            let left = label.filter(|_| project.article(id).is_none()).map(|label| (Some(Place::Left(label, id)), None));
            left.into_iter().chain([(was(false), self.article(id)), (was(true), self.headline(id))])
        };
        let of_statement = |id: StatementId| (place_of(&before, labels_before, id), self.statement(id));
        let of_source = |id: SourceId| (Some(Place::Source(id)), self.source(id));
        let changes = articles.into_iter().flat_map(of_article).chain(statements.into_iter().map(of_statement));
        let looked = changes.chain(sources.into_iter().map(of_source));
        let has_changed =
            listing.change(looked.inspect(|_| step(STEPS_OF_RECORD)), |place| stretch(&before, place), |place| stretch(project, place));
        self.listing = listing;
        self.version += u64::from(has_changed);
        self.fall_due(&headlines, &coverage);
    }

    fn change(&mut self, changes: Vec<Change>) {
        let project = &self.project;
        self.version += u64::from(self.listing.change(changes, |place| stretch(project, place), |place| stretch(project, place)));
    }

    fn fall_due(&mut self, headlines: &BTreeSet<ArticleId>, coverage: &BTreeSet<ArticleId>) {
        self.drawn += 1;
        if !headlines.is_empty() || !coverage.is_empty() {
            self.covered_drawn = self.drawn;
        }
        for id in headlines.union(coverage).filter(|id| self.project.article(**id).is_some()) {
            let due = self.due.entry(*id).or_default();
            if headlines.contains(id) {
                due.headline = Some(self.drawn);
            }
            if coverage.contains(id) {
                due.left = Some(self.drawn);
            }
        }
    }

    fn article(&self, id: ArticleId) -> Option<(Place, Vec<Found>)> {
        let (article, label) = self.project.article(id).zip(self.labels.of(id))?;
        let found = problems::found_of_article(&self.project, article).map(|found| self.lived_with(Subject::Article(id), found));
        Some((Place::Article(label, id, false), found.collect()))
    }

    fn headline(&self, id: ArticleId) -> Option<(Place, Vec<Found>)> {
        let found = self.headlines.get(&id).map(|found| self.lived_with(Subject::Article(id), found.clone()));
        Some((Place::Article(self.labels.of(id)?, id, true), found.into_iter().collect()))
    }

    fn statement(&self, id: StatementId) -> Option<(Place, Vec<Found>)> {
        let own = problems::found_of_statement(&self.project, &self.known, self.project.statement(id)?);
        Some((self.place_of(id)?, self.with_compared(Subject::Statement(id), own)))
    }

    fn source(&self, id: SourceId) -> Option<(Place, Vec<Found>)> {
        let own = problems::found_of_source(&self.project, self.project.source(id)?, &self.known);
        Some((Place::Source(id), self.with_compared(Subject::Source(id), own)))
    }

    fn with_compared(&self, subject: Subject, own: impl Iterator<Item = Found>) -> Vec<Found> {
        let compared = self.compared.iter().filter_map(|comparison| comparison.found(&self.project, subject));
        own.chain(compared).map(|found| self.lived_with(subject, found)).collect()
    }

    /// Problems that somebody lives with are told apart, with the reason.
    fn lived_with(&self, subject: Subject, (sort, code, text): Found) -> Found {
        let silences = self.silences.get(&subject).map(Vec::as_slice).unwrap_or_default();
        match silences.iter().rev().find(|silence| silence.code == code).filter(|_| sort == Sort::Problem) {
            Some(silence) => (Sort::Silenced, code, format!("{text}. Lived with: {}", silence.reason).into()),
            None => (sort, code, text),
        }
    }
}

/// Where a statement of this state stands in the lists.
fn place_of(project: &Project, labels: &Labels, id: StatementId) -> Option<Place> {
    let statement = project.statement(id)?;
    Some(Place::Statement(labels.of(statement.article)?, InArticle::of(statement)))
}

/// In which stretch of its article's text a statement begins.
fn stretch(project: &Project, place: InArticle) -> Option<usize> {
    let article = project.article(project.statement(place.statement())?.article)?;
    Some(stretch_of(place.byte()?, article.text.len()))
}
