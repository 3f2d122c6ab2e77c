//! What a report says, in which order and under which numbers, whatever it is written as.

use std::collections::BTreeMap;

use crate::interchange::report::pace::Pace;
use crate::interchange::report::review;
use crate::interchange::report::runs::Stretch;
use crate::model::article::Article;
use crate::model::bar::{Carried, Lack};
use crate::model::captured::date_of;
use crate::model::counts::{Counted, Counts};
use crate::model::day::Day;
use crate::model::evidence::Evidence;
use crate::model::holding::{Holding, Holdings};
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::problems::{self, Sort, Subject};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::model::tag::{Confirmation, Tag};
use crate::text::compare::Held;

/// A report. Articles, notes and sources are numbered from 1, notes over all articles.
pub struct Report<'a> {
    /// One section an article, in the order of the project.
    pub sections: Vec<Section<'a>>,
    /// In the order in which they are first named; those that nothing rests on last, by id.
    pub sources: Vec<Cited<'a>>,
    /// Over all articles.
    pub counts: Counts,
    /// What is wrong.
    pub problems: Vec<Item>,
    /// What is not done yet.
    pub to_do: Vec<Item>,
    /// What is wrong and lived with, each with the reason.
    pub silenced: Vec<Item>,
    /// Who has gone through the project, as a person reads it; by the day they began.
    pub passes: Vec<String>,
}

/// An article and what was found about it.
pub struct Section<'a> {
    /// From 1.
    pub number: usize,
    /// The article.
    pub article: &'a Article,
    /// Its statements.
    pub counts: Counts,
    /// In the order in which their numbers stand in the text.
    pub notes: Vec<Note<'a>>,
}

/// A statement and what is known about it.
pub struct Note<'a> {
    /// From 1, over all articles.
    pub number: usize,
    /// The statement.
    pub statement: &'a Statement,
    /// What it is taken for.
    pub verdict: Verdict<'a>,
    /// The day that it is meant for, where that is known.
    pub date: Option<Day>,
    /// What is linked.
    pub evidence: Vec<Linked<'a>>,
    /// The numbers of the notes that say the same.
    pub same_as: Vec<usize>,
    /// What checking and review have shown: what each is called, and what stands there.
    pub review: Vec<(&'static str, String)>,
}

/// One link of a statement.
pub struct Linked<'a> {
    /// The source's number.
    pub number: usize,
    /// The source.
    pub source: &'a Source,
    /// The link.
    pub evidence: &'a Evidence,
    /// How its words stand in the copy of the source; `None` where they were not looked for in one.
    pub held: Option<Held>,
}

/// What a statement is taken for. A fact that nothing carries is none.
pub enum Verdict<'a> {
    /// Someone else says it.
    Claim,
    /// The article says it itself.
    Assertion,
    /// Checked, and carried by this.
    Confirmed(&'a Confirmation, Carried),
    /// Called confirmed, but this is missing.
    Hollow(&'a Confirmation, Lack),
}

/// How words are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// As a claim.
    Claim,
    /// As an assertion.
    Assertion,
    /// As a confirmed fact.
    Confirmed,
    /// As something that is not carried.
    Hollow,
}

impl Look {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Claim, Self::Assertion, Self::Confirmed, Self::Hollow];
}

/// A source, and the notes that name it.
pub struct Cited<'a> {
    /// From 1.
    pub number: usize,
    /// The source.
    pub source: &'a Source,
    /// Rising, each once.
    pub notes: Vec<usize>,
    /// The numbers of the sources it was worked out from.
    pub inputs: Vec<usize>,
}

/// An entry of the list of problems, or of what is to do.
pub struct Item {
    /// What it is about.
    pub place: Place,
    /// What is wrong or to be done.
    pub text: String,
}

/// Something that has a number in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// An article.
    Article(usize),
    /// A note.
    Note(usize),
    /// A source.
    Source(usize),
}

impl Verdict<'_> {
    /// How the words are marked.
    pub const fn look(&self) -> Look {
        match self {
            Self::Claim => Look::Claim,
            Self::Assertion => Look::Assertion,
            Self::Confirmed(..) => Look::Confirmed,
            Self::Hollow(..) => Look::Hollow,
        }
    }
}

impl Section<'_> {
    /// The parts that stand in the text.
    pub fn stretches(&self) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        for note in &self.notes {
            let look = note.verdict.look();
            for (part, span) in note.statement.spans().enumerate() {
                stretches.push(Stretch { span, look, note: note.number, is_first: part == 0 });
            }
        }
        stretches
    }
}

impl Note<'_> {
    /// Whether some of its words stand in the text, so that there is a place to go back to.
    pub fn is_in_text(&self) -> bool {
        self.statement.first_span().is_some()
    }
}

/// The report on a project.
pub fn report<'a>(project: &'a Project, holdings: &Holdings, pace: &mut Pace<'_>) -> Report<'a> {
    let mut sources = Numbers::default();
    let mut sections = Vec::new();
    let mut numbers: BTreeMap<StatementId, usize> = BTreeMap::new();
    for (number, article) in (1..).zip(project.articles()) {
        let mut section = Section { number, article, counts: Counts::default(), notes: Vec::new() };
        let mut statements: Vec<&Statement> = project.statements_of(article.id).map(|statement| &**statement).collect();
        // A number stands where the first part ends, and numbers rise as the text is read.
        statements.sort_by_key(|statement| statement.first_span().map_or(usize::MAX, crate::model::span::Span::end));
        for statement in statements.into_iter().take_while(|_| pace.step()) {
            let verdict = verdict(project, statement);
            section.counts.add(Counted {
                kind: statement.tag.kind(),
                is_hollow: matches!(verdict, Verdict::Hollow(..)),
                has_source: !statement.evidence.is_empty(),
            });
            let number = numbers.len() + 1;
            numbers.insert(statement.id, number);
            let evidence = statement.evidence.iter().filter_map(|evidence| {
                let source = project.source(evidence.source)?;
                let held = holdings.passage(source, evidence).and_then(|holding| match holding {
                    Holding::Looked(held) => Some(held),
                    Holding::NotLooked => None,
                });
                Some(Linked { number: sources.cite(source, number), source, evidence, held })
            });
            section.notes.push(Note {
                number,
                statement,
                verdict,
                date: date_of(statement, Some(article)),
                evidence: evidence.collect(),
                same_as: Vec::new(),
                review: review::review(project, statement),
            });
        }
        sections.push(section);
    }
    for note in sections.iter_mut().flat_map(|section| &mut section.notes) {
        note.same_as = note.statement.same_as.iter().filter_map(|id| numbers.get(id).copied()).collect();
        note.same_as.sort_unstable();
    }
    for source in project.sources() {
        sources.number(source);
    }
    let articles: BTreeMap<ArticleId, usize> = sections.iter().map(|section| (section.article.id, section.number)).collect();
    let mut report = Report {
        sections,
        sources: Vec::new(),
        counts: project.index().counts(),
        problems: Vec::new(),
        to_do: Vec::new(),
        silenced: Vec::new(),
        passes: review::passes(project),
    };
    let entries = if pace.is_wanted() { problems::of_project(project, holdings) } else { Vec::new() };
    for entry in entries {
        let place = match entry.subject {
            Subject::Article(id) => articles.get(&id).copied().map(Place::Article),
            Subject::Statement(id) => numbers.get(&id).copied().map(Place::Note),
            Subject::Source(id) => sources.numbers.get(&id).copied().map(Place::Source),
        };
        let list = match entry.sort {
            Sort::Problem => &mut report.problems,
            Sort::ToDo => &mut report.to_do,
            Sort::Silenced => &mut report.silenced,
        };
        list.extend(place.map(|place| Item { place, text: entry.text.into_owned() }));
    }
    pace.leap(project.index().counts().statements() as u64);
    for cited in &mut sources.cited {
        cited.inputs = cited.source.rests_on.iter().filter_map(|input| sources.numbers.get(input).copied()).collect();
    }
    report.sources = sources.cited;
    report
}

fn verdict<'a>(project: &Project, statement: &'a Statement) -> Verdict<'a> {
    match &statement.tag {
        Tag::Claim => Verdict::Claim,
        Tag::Assertion => Verdict::Assertion,
        Tag::ConfirmedFact(confirmation) => match project.weigh(statement) {
            Ok(carried) => Verdict::Confirmed(confirmation, carried),
            Err(lack) => Verdict::Hollow(confirmation, lack),
        },
    }
}

/// Sources as they get their numbers.
#[derive(Default)]
struct Numbers<'a> {
    numbers: BTreeMap<SourceId, usize>,
    cited: Vec<Cited<'a>>,
}

impl<'a> Numbers<'a> {
    fn number(&mut self, source: &'a Source) -> usize {
        *self.numbers.entry(source.id).or_insert_with(|| {
            let number = self.cited.len() + 1;
            self.cited.push(Cited { number, source, notes: Vec::new(), inputs: Vec::new() });
            number
        })
    }

    fn cite(&mut self, source: &'a Source, note: usize) -> usize {
        let number = self.number(source);
        if let Some(cited) = self.cited.get_mut(number - 1)
            && cited.notes.last() != Some(&note)
        {
            cited.notes.push(note);
        }
        number
    }
}
