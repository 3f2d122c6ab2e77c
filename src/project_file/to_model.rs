//! The records of format 1 taken into a project: positions held against their words, nothing lost, nothing moved silently.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::edit::Edit;
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::quote::{Found, Quote};
use crate::model::source::Source;
use crate::model::span::Span;
use crate::model::statement::{Part, Statement};
use crate::project_file::error::{FilePlace, ReadError};
use crate::project_file::note::{Finding, LoadNote, Proposal};
use crate::project_file::places::IdLines;
use crate::project_file::{records, v1, writer};
use crate::text::positions::CodePoints;

/// Bytes of text that may be searched for words that are adrift, all together: a second or two on any machine.
const SEARCH_BUDGET_BYTES: u64 = 1 << 30;
/// Passes over the text that [`Quote::find`] may take.
const SEARCH_PASSES: u64 = 4;

/// A project as it was read, and what was noticed.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The project.
    pub project: Project,
    /// What was noticed, in the order of the file.
    pub notes: Vec<LoadNote>,
}

/// Takes the records of a file in. `text` is the file's, for the lines in messages.
pub fn take_in(file: v1::Project<'_>, text: &str) -> Result<Loaded, ReadError> {
    let mut intake = Intake { file: text, project: Project::default(), notes: Vec::new(), search_left_bytes: SEARCH_BUDGET_BYTES };
    intake.articles(file.articles)?;
    intake.sources(file.sources)?;
    intake.statements(file.statements)?;
    let Intake { project, mut notes, .. } = intake;
    if !notes.is_empty() {
        let lines = IdLines::of(text);
        for note in &mut notes {
            note.line = lines.of_record(note.subject);
        }
    }
    Ok(Loaded { project, notes })
}

struct Intake<'t> {
    file: &'t str,
    project: Project,
    notes: Vec<LoadNote>,
    search_left_bytes: u64,
}

/// An article's text, and the code points in it.
type Text<'a> = (&'a str, CodePoints<'a>);

impl Intake<'_> {
    fn articles(&mut self, articles: Vec<v1::Article<'_>>) -> Result<(), ReadError> {
        for record in articles {
            let id = record.id;
            self.check_sum(&record, &record.sum, Subject::Article(id));
            if self.project.article(id).is_some() {
                return Err(self.twice(&id.to_string()));
            }
            let place = self.project.article_count();
            self.apply(Edit::PutArticle(place, Arc::new(records::article(record))), &id.to_string())?;
        }
        Ok(())
    }

    fn sources(&mut self, sources: Vec<v1::Source<'_>>) -> Result<(), ReadError> {
        for record in sources {
            let id = record.id;
            self.check_sum(&record, &record.sum, Subject::Source(id));
            if self.project.source(id).is_some() {
                return Err(self.twice(&id.to_string()));
            }
            self.apply(Edit::PutSource(Arc::new(records::source(record))), &id.to_string())?;
        }
        Ok(())
    }

    fn statements(&mut self, statements: Vec<v1::Statement<'_>>) -> Result<(), ReadError> {
        let articles: Vec<Arc<Article>> = self.project.articles().cloned().collect();
        let texts: BTreeMap<ArticleId, Text<'_>> =
            articles.iter().map(|article| (article.id, (&*article.text, CodePoints::new(&article.text)))).collect();
        for record in statements {
            let id = record.id;
            self.check_sum(&record, &record.sum, Subject::Statement(id));
            if self.project.statement(id).is_some() {
                return Err(self.twice(&id.to_string()));
            }
            if record.parts.is_empty() {
                return Err(ReadError::NoParts { place: self.place(&id.to_string(), 0), id: id.to_string() });
            }
            let mut seen = BTreeSet::new();
            if let Some(again) = record.evidence.iter().find(|link| !seen.insert(link.id)) {
                return Err(self.twice(&again.id.to_string()));
            }
            self.stand_in_for_missing(&record)?;
            let text = texts.get(&record.article);
            let parts = record.parts.iter().map(|part| self.part(id, part, text)).collect();
            let parts = self.without_overlaps(id, parts, text.map_or("", |(text, _)| text));
            let same_as = self.same_as(id, &record.same_as);
            let statement = records::statement(record, parts, same_as);
            self.apply(Edit::PutStatement(Arc::new(statement)), &id.to_string())?;
        }
        Ok(())
    }

    /// Puts empty records where a statement names ones that are not in the file, so that it can be kept.
    fn stand_in_for_missing(&mut self, record: &v1::Statement<'_>) -> Result<(), ReadError> {
        let subject = Subject::Statement(record.id);
        if self.project.article(record.article).is_none() {
            self.note(subject, Finding::ArticleMissing(record.article));
            let mut article = Article::new(record.article, "");
            "Missing article".clone_into(&mut article.title);
            let place = self.project.article_count();
            self.apply(Edit::PutArticle(place, Arc::new(article)), &record.id.to_string())?;
        }
        let missing: BTreeSet<SourceId> =
            record.evidence.iter().map(|link| link.source).filter(|source| self.project.source(*source).is_none()).collect();
        for id in missing {
            self.note(subject, Finding::SourceMissing(id));
            self.apply(Edit::PutSource(Arc::new(Source::titled(id, "Missing source"))), &record.id.to_string())?;
        }
        Ok(())
    }

    /// A part where the file says it stands if its words stand there, else adrift.
    fn part(&mut self, statement: StatementId, part: &v1::Part<'_>, text: Option<&Text<'_>>) -> Part {
        let quote = records::quote(part);
        if part.start.is_none() && part.end.is_none() {
            return Part::Adrift(quote); // It was so when the file was written.
        }
        let byte = |code_points: &CodePoints<'_>, at: Option<u64>| code_points.to_byte(usize::try_from(at?).ok()?);
        let written = text.and_then(|(text, code_points)| {
            let (start, end) = (byte(code_points, part.start)?, byte(code_points, part.end)?);
            Span::new(text, start..end).filter(|span| span.words(text) == part.words)
        });
        if let Some(span) = written {
            return Part::At(span);
        }
        let proposal = text.map_or(Proposal::Nowhere, |(text, _)| self.look_for(&quote, text));
        self.note(Subject::Statement(statement), Finding::PartAdrift { quote: quote.clone(), proposal });
        Part::Adrift(quote)
    }

    fn look_for(&mut self, quote: &Quote, text: &str) -> Proposal {
        let quote_bytes = quote.prefix.len() + quote.exact.len() + quote.suffix.len();
        let cost_bytes = SEARCH_PASSES * (text.len() as u64).saturating_add(quote_bytes as u64);
        let Some(left) = self.search_left_bytes.checked_sub(cost_bytes) else { return Proposal::NotLookedFor };
        self.search_left_bytes = left;
        match quote.find(text) {
            Found::At(span) => Proposal::At(span),
            Found::Ambiguous => Proposal::Ambiguous,
            Found::Nowhere => Proposal::Nowhere,
        }
    }

    /// The parts in order; of two that share words the later one is set adrift.
    fn without_overlaps(&mut self, statement: StatementId, parts: Vec<Part>, text: &str) -> Vec<Part> {
        let mut end = 0;
        let mut kept = Vec::with_capacity(parts.len());
        for part in Statement::parts_in_order(parts) {
            kept.push(match part {
                Part::At(span) if span.start() < end => {
                    let quote = Quote::brief(text, span);
                    self.note(Subject::Statement(statement), Finding::PartOverlaps { quote: quote.clone() });
                    Part::Adrift(quote)
                }
                Part::At(span) => {
                    end = span.end();
                    part
                }
                Part::Adrift(_) => part,
            });
        }
        // Those just set adrift stand last, as all adrift do.
        Statement::parts_in_order(kept)
    }

    fn same_as(&mut self, id: StatementId, others: &[v1::OneStatement]) -> Vec<StatementId> {
        if others.iter().any(|other| other.0 == id) {
            self.note(Subject::Statement(id), Finding::SameAsItself);
        }
        others.iter().map(|other| other.0).filter(|other| *other != id).collect()
    }

    fn check_sum(&mut self, record: &impl writer::Record, written: &str, subject: Subject) {
        if writer::sum(record) != written {
            self.note(subject, Finding::EditedOutside);
        }
    }

    fn note(&mut self, subject: Subject, finding: Finding) {
        self.notes.push(LoadNote { subject, line: None, finding });
    }

    fn apply(&mut self, edit: Edit, id: &str) -> Result<(), ReadError> {
        match self.project.apply(edit) {
            Ok(_answer) => Ok(()),
            Err(error) => Err(ReadError::Refused { place: self.place(id, 0), message: error.to_string() }),
        }
    }

    fn twice(&self, id: &str) -> ReadError {
        let first_line = IdLines::of(self.file).line(id, 0);
        ReadError::Twice { place: self.place(id, 1), id: id.to_owned(), first_line }
    }

    /// The line where an id is given for the first (0) or a later time; line 1 where it is written in no usual way.
    fn place(&self, id: &str, time: usize) -> FilePlace {
        FilePlace { line: IdLines::of(self.file).line(id, time).unwrap_or(1), column: None }
    }
}
