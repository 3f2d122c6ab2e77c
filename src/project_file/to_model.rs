//! The records of a file taken into a project: positions held against their words, nothing lost, nothing moved silently.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::earlier::Earlier;
use crate::model::edit::{Edit, EditError};
use crate::model::field::SourceField;
use crate::model::gate::MAX_INPUTS;
use crate::model::id::{ArticleId, EvidenceId, RemarkId, SourceId, StatementId};
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::quote::{Found, Quote};
use crate::model::source::Source;
use crate::model::statement::{Part, Statement};
use crate::project_file::again::first_again;
use crate::project_file::error::{FilePlace, ReadError};
use crate::project_file::note::{Finding, LoadNote, Loaded, Proposal, Record};
use crate::project_file::places::IdLines;
use crate::project_file::streamed::{GoesOn, Taking};
use crate::project_file::texts::{Text, Texts, as_written, texts};
use crate::project_file::{layout, reader, records, v4};

/// Bytes of text that may be searched for words that are adrift, all together: a second at most on any machine.
const SEARCH_BUDGET_BYTES: u64 = 1 << 29;
/// Of so many inputs of a source those that can stand are picked out one by one; longer lists with a fault in them are left out whole.
const MAX_SORTED_INPUTS: usize = 32;
/// Sources that may be looked at in all to see what each rests on and what rests on it, those in between counted too: a second or two of work, and
/// as many as thousands of lists of a thousand sources take.
const MAX_INPUTS_LOOKED_AT: usize = 2_500_000;
/// Statements read before it is asked again whether the rest is wanted.
const ASKED_EVERY: usize = 256;
/// Of so many parts of one record it is said where they might belong; nobody reads more, and all of them show that they are adrift.
const MAX_PARTS_NOTED: usize = 1000;
/// Passes over the text that [`Quote::find`] may take.
const SEARCH_PASSES: u64 = 4;

/// Takes the records of a file in.
pub fn read(text: &str, goes_on: GoesOn) -> Result<Loaded, ReadError> {
    let mut intake = Intake { goes_on, ..Intake::of(text) };
    let parsed = reader::parse(text, &mut intake);
    let file = match intake.refused.take() {
        Some(ReadError::Unwanted) => return Err(ReadError::Unwanted),
        // Where the file is damaged too, that is told first.
        refused => parsed.and_then(|file| refused.map_or(Ok(file), Err))?,
    };
    intake.articles(file.articles)?;
    intake.sources(file.sources)?;
    let articles: Vec<Arc<Article>> = intake.project.articles().cloned().collect();
    let texts = texts(&articles);
    for record in file.statements {
        if !intake.goes_on_at(&record) {
            return Err(ReadError::Unwanted);
        }
        intake.statement(record, &texts)?;
    }
    intake.put_statements()?;
    intake.asides(&file.set_aside, &texts)?;
    intake.passes(file.passes)?;
    intake.silences(file.silenced)?;
    intake.unmerged(file.unmerged, &texts)?;
    if let Some(rules) = file.rules {
        intake.check_sum(&rules, &rules.sum, Record::Rules);
        intake.apply(Edit::SetRules(records::rules(&rules)), "rules")?;
    }
    let Intake { project, mut notes, .. } = intake;
    if !notes.is_empty() {
        let lines = IdLines::of(text);
        for note in &mut notes {
            note.line = lines.of_record(note.record);
        }
    }
    Ok(Loaded { project, notes })
}

/// The articles and sources of a file alone, taken in as [`read`] takes them, where there is nothing to say about them.
pub fn read_head(text: &str, head: &mut v4::Project<'_>) -> Result<Option<Project>, ReadError> {
    let mut intake = Intake::of(text);
    intake.head(head)?;
    Ok(intake.notes.is_empty().then_some(intake.project))
}

/// A project that is being made of a file's records.
pub struct Intake<'t> {
    file: &'t str,
    pub(in crate::project_file) project: Project,
    notes: Vec<LoadNote>,
    // They are put into the project together, when all are read.
    statements: Vec<Arc<Statement>>,
    seen: HashSet<StatementId>,
    search_left_bytes: u64,
    // Asked after so many statements.
    goes_on: GoesOn,
    asked: usize,
    // Why the records are no project, while the file is read to its end: it may be damaged too, and that is told first.
    refused: Option<ReadError>,
}

impl<'t> Taking<'t> for Intake<'_> {
    fn take<E>(&mut self, head: &mut v4::Project<'t>, mut next: impl FnMut() -> Result<Option<v4::Statement<'t>>, E>) -> Result<bool, E> {
        self.refused = self.head(head).err();
        let articles: Vec<Arc<Article>> = self.project.articles().cloned().collect();
        let texts = texts(&articles);
        while let Some(record) = next()? {
            if !self.goes_on_at(&record) {
                self.refused = Some(ReadError::Unwanted);
                return Ok(false);
            }
            if self.refused.is_none() {
                self.refused = self.statement(record, &texts).err();
            }
        }
        Ok(true)
    }
}

impl<'t> Intake<'t> {
    fn of(file: &'t str) -> Self {
        Self {
            file,
            project: Project::default(),
            notes: Vec::new(),
            statements: Vec::new(),
            seen: HashSet::new(),
            search_left_bytes: SEARCH_BUDGET_BYTES,
            goes_on: Box::new(|_| true),
            asked: 0,
            refused: None,
        }
    }

    /// Whether the file is still to be read, which has been read up to this statement.
    fn goes_on_at(&mut self, record: &v4::Statement<'_>) -> bool {
        self.asked += 1;
        if !self.asked.is_multiple_of(ASKED_EVERY) {
            return true;
        }
        // What has nothing to unescape is borrowed from the file: where it stands there tells how far that is read.
        let start = self.file.as_ptr() as usize;
        let place = |words: &str| (words.as_ptr() as usize).checked_sub(start).filter(|place| *place < self.file.len());
        let words = record.parts.first().map(|part| &*part.words);
        let place = [Some(&*record.sum), words].into_iter().flatten().find_map(place);
        (self.goes_on)(place.unwrap_or(0) as u64)
    }

    fn head(&mut self, head: &mut v4::Project<'_>) -> Result<(), ReadError> {
        self.articles(std::mem::take(&mut head.articles))?;
        self.sources(std::mem::take(&mut head.sources))
    }

    fn articles(&mut self, articles: Vec<v4::Article<'_>>) -> Result<(), ReadError> {
        for record in articles {
            let id = record.id;
            let stands = self.project.article(id).is_some();
            self.admit(&record, &record.sum, Record::Of(Subject::Article(id)), stands)?;
            let place = self.project.article_count();
            self.apply(Edit::PutArticle(place, Arc::new(records::article(record))), &id.to_string())?;
        }
        Ok(())
    }

    fn sources(&mut self, sources: Vec<v4::Source<'_>>) -> Result<(), ReadError> {
        let mut inputs = Vec::new();
        for record in sources {
            let id = record.id;
            let stands = self.project.source(id).is_some();
            self.admit(&record, &record.sum, Record::Of(Subject::Source(id)), stands)?;
            let mut source = records::source(record);
            inputs.push((id, std::mem::take(&mut source.rests_on)));
            self.apply(Edit::PutSource(Arc::new(source)), &id.to_string())?;
        }
        // Those that it rests on may stand after it in the file.
        let mut looked_at = 0;
        for (id, rests_on) in inputs.into_iter().filter(|(_, rests_on)| !rests_on.is_empty()) {
            let (mut kept, mut steps) = (Vec::new(), 0);
            let mut is_sound = |inputs: &[SourceId]| {
                let checked = self.project.check_inputs(id, inputs);
                steps += checked.as_ref().copied().unwrap_or(MAX_INPUTS);
                checked.is_ok()
            };
            let mut seen = BTreeSet::new();
            let all_there = rests_on.iter().all(|input| seen.insert(*input));
            if all_there && is_sound(&rests_on) {
                kept.clone_from(&rests_on);
            } else if rests_on.len() <= MAX_SORTED_INPUTS {
                for input in &rests_on {
                    let more = [kept.as_slice(), &[*input]].concat();
                    if !kept.contains(input) && is_sound(&more) {
                        kept = more;
                    }
                }
            }
            // What rests on it is looked at too when it changes.
            looked_at += steps + self.project.with_results(id).len();
            if looked_at > MAX_INPUTS_LOOKED_AT {
                let message = "more sources rest on each other than can be followed".to_owned();
                return Err(ReadError::Refused { place: self.place(&id.to_string(), 0), message });
            }
            let kept_ids: BTreeSet<SourceId> = kept.iter().copied().collect();
            let left_out: BTreeSet<SourceId> = rests_on.into_iter().filter(|input| !kept_ids.contains(input)).collect();
            for input in left_out {
                self.note(Record::Of(Subject::Source(id)), Finding::InputMissing(input));
            }
            self.apply(Edit::SetSource(id, SourceField::RestsOn(kept)), &id.to_string())?;
        }
        Ok(())
    }

    fn statement(&mut self, mut record: v4::Statement<'_>, texts: &Texts<'_>) -> Result<(), ReadError> {
        let id = record.id;
        let stands = !self.seen.insert(id);
        self.admit(&record, &record.sum, Record::Of(Subject::Statement(id)), stands)?;
        if record.parts.is_empty() {
            return Err(ReadError::NoParts { place: self.place(&id.to_string(), 0), id: id.to_string() });
        }
        if let Some(again) = first_again(record.evidence.iter().map(|link| link.id.raw())) {
            return Err(self.twice(&EvidenceId::from_raw(again).to_string()));
        }
        if let Some(again) = first_again(record.remarks.iter().map(|remark| remark.id.raw())) {
            return Err(self.twice(&RemarkId::from_raw(again).to_string()));
        }
        if record.earlier.iter().any(|state| state.parts.is_empty() && !state.attribution.is_empty()) {
            return Err(ReadError::NoParts { place: self.place(&id.to_string(), 0), id: id.to_string() });
        }
        self.stand_in_for_missing(&record)?;
        let text = texts.get(&record.article);
        let of = Record::Of(Subject::Statement(id));
        let parts = self.parts(of, &record.parts, text);
        let attribution = self.parts(of, &record.attribution, text);
        let same_as = self.same_as(id, &record.same_as);
        let earlier: Vec<Arc<Earlier>> =
            std::mem::take(&mut record.earlier).into_iter().map(|state| self.earlier(id, *state, text)).collect();
        self.statements.push(Arc::new(records::statement(record, parts, attribution, same_as, earlier)));
        Ok(())
    }

    fn put_statements(&mut self) -> Result<(), ReadError> {
        let statements = std::mem::take(&mut self.statements);
        self.project.put_statements(statements).map_err(|(id, error)| self.refused_at(&id.to_string(), &error))
    }

    /// Puts empty records where a statement names ones that are not in the file, so that it can be kept.
    fn stand_in_for_missing(&mut self, record: &v4::Statement<'_>) -> Result<(), ReadError> {
        let subject = Record::Of(Subject::Statement(record.id));
        self.stand_in_for_article(subject, record.article)?;
        let missing: BTreeSet<SourceId> =
            record.evidence.iter().map(|link| link.source).filter(|source| self.project.source(*source).is_none()).collect();
        for id in missing {
            self.note(subject, Finding::SourceMissing(id));
            self.apply(Edit::PutSource(Arc::new(Source::titled(id, "Missing source"))), &record.id.to_string())?;
        }
        Ok(())
    }

    pub(in crate::project_file) fn parts(&mut self, of: Record, parts: &[v4::Part<'_>], text: Option<&Text<'_>>) -> Vec<Part> {
        let parts: Vec<Part> = parts.iter().map(|part| self.part(of, part, text)).collect();
        if parts.len() < 2 { parts } else { self.without_overlaps(of, parts, text.map_or("", |(text, _)| text)) }
    }

    pub(in crate::project_file) fn stand_in_for_article(&mut self, of: Record, id: ArticleId) -> Result<(), ReadError> {
        if self.project.article(id).is_some() {
            return Ok(());
        }
        self.note(of, Finding::ArticleMissing(id));
        let mut article = Article::new(id, "");
        "Missing article".clone_into(&mut article.title);
        let place = self.project.article_count();
        self.apply(Edit::PutArticle(place, Arc::new(article)), &of.id())
    }

    /// A part where the file says it stands if its words stand there, else adrift.
    pub(in crate::project_file) fn part(&mut self, of: Record, part: &v4::Part<'_>, text: Option<&Text<'_>>) -> Part {
        if let Some(span) = as_written(part, text) {
            return Part::At(span);
        }
        let quote = records::quote(part);
        if part.start.is_none() && part.end.is_none() {
            return Part::Adrift(Box::new(quote)); // It was so when the file was written.
        }
        let proposal = text.map_or(Proposal::Nowhere, |(text, _)| self.look_for(&quote, text));
        self.note(of, Finding::PartAdrift { quote: quote.clone(), proposal });
        Part::Adrift(Box::new(quote))
    }

    /// An earlier state. Words of it that do not stand where they stood are kept as words: nothing hangs on their place.
    fn earlier(&mut self, id: StatementId, mut record: v4::Earlier<'_>, text: Option<&Text<'_>>) -> Arc<Earlier> {
        let mut has_moved = false;
        let mut part = |part: &v4::Part<'_>| {
            as_written(part, text).map_or_else(
                || {
                    has_moved |= part.start.is_some() || part.end.is_some();
                    Part::Adrift(Box::new(records::quote(part)))
                },
                Part::At,
            )
        };
        let parts = std::mem::take(&mut record.parts).iter().map(&mut part).collect();
        let attribution = std::mem::take(&mut record.attribution).iter().map(&mut part).collect();
        if has_moved {
            self.note(Record::Of(Subject::Statement(id)), Finding::EarlierMoved);
        }
        Arc::new(records::earlier(record, parts, attribution))
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
    fn without_overlaps(&mut self, of: Record, parts: Vec<Part>, text: &str) -> Vec<Part> {
        let mut end = 0;
        let mut kept = Vec::with_capacity(parts.len());
        for part in Statement::parts_in_order(parts) {
            kept.push(match part {
                Part::At(span) if span.start() < end => {
                    let quote = Quote::brief(text, span);
                    self.note(of, Finding::PartOverlaps { quote: quote.clone() });
                    Part::Adrift(Box::new(quote))
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

    fn same_as(&mut self, id: StatementId, others: &[v4::OneStatement]) -> Vec<StatementId> {
        if others.iter().any(|other| other.0 == id) {
            self.note(Record::Of(Subject::Statement(id)), Finding::SameAsItself);
        }
        others.iter().map(|other| other.0).filter(|other| *other != id).collect()
    }

    /// Checks the sum of a record that is read, and refuses it where one of its id `stands` already.
    pub(in crate::project_file) fn admit(
        &mut self,
        record: &impl layout::Record,
        written: &str,
        of: Record,
        stands: bool,
    ) -> Result<(), ReadError> {
        self.check_sum(record, written, of);
        if stands { Err(self.twice(&of.id())) } else { Ok(()) }
    }

    fn check_sum(&mut self, record: &impl layout::Record, written: &str, of: Record) {
        if !layout::has_sum(record, written) {
            self.note(of, Finding::EditedOutside);
        }
    }

    pub(in crate::project_file) fn note(&mut self, record: Record, finding: Finding) {
        // Those of a record are made one after the other.
        let is_of_one = |notes: &[LoadNote]| notes.iter().rev().nth(MAX_PARTS_NOTED - 1).is_some_and(|before| before.record == record);
        if matches!(finding, Finding::PartAdrift { .. } | Finding::PartOverlaps { .. }) && is_of_one(&self.notes) {
            return;
        }
        self.notes.push(LoadNote { record, line: None, finding });
    }

    pub(in crate::project_file) fn apply(&mut self, edit: Edit, id: &str) -> Result<(), ReadError> {
        match self.project.apply(edit) {
            Ok(_answer) => Ok(()),
            Err(error) => Err(self.refused_at(id, &error)),
        }
    }

    fn refused_at(&self, id: &str, error: &EditError) -> ReadError {
        ReadError::Refused { place: self.place(id, 0), message: error.to_string() }
    }

    fn twice(&self, id: &str) -> ReadError {
        let lines = IdLines::of(self.file);
        let place = FilePlace { line: lines.line(id, 1).unwrap_or(1), column: None };
        ReadError::Twice { place, id: id.to_owned(), first_line: lines.line(id, 0) }
    }

    /// The line where an id is given for the first (0) or a later time; line 1 where it is written in no usual way.
    pub(in crate::project_file) fn place(&self, id: &str, time: usize) -> FilePlace {
        FilePlace { line: IdLines::of(self.file).line(id, time).unwrap_or(1), column: None }
    }
}
