//! What was written, read back and held against the project record by record: no second project with its indexes is made for it.

use std::sync::Arc;

use crate::model::aside::Aside;
use crate::model::earlier::Earlier;
use crate::model::id::ArticleId;
use crate::model::project::Project;
use crate::model::review::{Pass, Rules, Silence};
use crate::model::statement::{Part, Statement};
use crate::model::unmerged::Unmerged;
use crate::project_file::error::ReadError;
use crate::project_file::from_model::Positions;
use crate::project_file::layout::{self, Record};
use crate::project_file::streamed::Taking;
use crate::project_file::texts::as_written;
use crate::project_file::to_model::read_head;
use crate::project_file::{ASK_EVERY, reader, records, unmerged, v4};

/// Whether the text of a file reads back as the very project that it was written from. Once `goes_on`, which is told how many statements
/// were read, has answered with no, the answer means nothing.
pub fn reads_back(
    text: &str,
    project: &Project,
    positions: &Positions<'_>,
    goes_on: &mut dyn FnMut(u64) -> bool,
) -> Result<bool, ReadError> {
    let mut held = Held { text, project, positions, goes_on, is_same: false, refused: None };
    let file = reader::parse(text, &mut held)?;
    match held.refused.take() {
        Some(error) => Err(error),
        None => Ok(held.is_same && held.is_rest(file)),
    }
}

struct Held<'a> {
    text: &'a str,
    project: &'a Project,
    positions: &'a Positions<'a>,
    goes_on: &'a mut dyn FnMut(u64) -> bool,
    // Whether what was taken so far is the project's.
    is_same: bool,
    refused: Option<ReadError>,
}

impl<'t> Taking<'t> for Held<'_> {
    fn take<E>(&mut self, head: &mut v4::Project<'t>, mut next: impl FnMut() -> Result<Option<v4::Statement<'t>>, E>) -> Result<bool, E> {
        self.is_same = match read_head(self.text, head) {
            Ok(read) => read.is_some_and(|read| read.articles().eq(self.project.articles()) && read.sources().eq(self.project.sources())),
            Err(error) => {
                self.refused = Some(error);
                false
            }
        };
        let mut own = self.project.statements();
        let mut read = 0_u64;
        while let Some(record) = next()? {
            read += 1;
            if read.is_multiple_of(ASK_EVERY) && !(self.goes_on)(read) {
                return Ok(false);
            }
            self.is_same = self.is_same && own.next().is_some_and(|own| self.is_statement(record, own));
        }
        self.is_same = self.is_same && own.next().is_none();
        Ok(true)
    }
}

impl Held<'_> {
    /// All but articles, sources and statements.
    fn is_rest(&self, file: v4::Project<'_>) -> bool {
        let v4::Project { format: _, rules, articles, sources, statements, set_aside, passes, silenced, unmerged } = file;
        // They were taken.
        let is_taken = articles.is_empty() && sources.is_empty() && statements.is_empty();
        let has_rules = match rules {
            Some(rules) => is_sound(&rules, &rules.sum) && records::rules(&rules) == self.project.rules(),
            None => self.project.rules() == Rules::default(),
        };
        is_taken
            && has_rules
            && are_same(set_aside, self.project.asides(), |record, own| self.is_aside(&record, own))
            && are_same(passes, self.project.passes(), |record, own| is_pass(record, own))
            && are_same(silenced, self.project.silences(), |record, own| is_silence(record, own))
            && are_same(unmerged, self.project.unmerged(), |record, own| self.is_unmerged(record, own) == Some(true))
    }

    fn is_statement(&self, mut record: v4::Statement<'_>, own: &Statement) -> bool {
        if !is_sound(&record, &record.sum) {
            return false;
        }
        let article = record.article;
        let (Some(parts), Some(attribution)) = (self.parts(article, &record.parts), self.parts(article, &record.attribution)) else {
            return false;
        };
        let earlier = std::mem::take(&mut record.earlier).into_iter().map(|state| self.earlier(article, *state)).collect();
        let Some(earlier) = earlier else { return false };
        let same_as = record.same_as.iter().map(|other| other.0).collect();
        records::statement(record, parts, attribution, same_as, earlier) == *own
    }

    fn earlier(&self, article: ArticleId, mut record: v4::Earlier<'_>) -> Option<Arc<Earlier>> {
        let parts = self.parts(article, &std::mem::take(&mut record.parts))?;
        let attribution = self.parts(article, &std::mem::take(&mut record.attribution))?;
        Some(Arc::new(records::earlier(record, parts, attribution)))
    }

    fn is_aside(&self, record: &v4::Aside<'_>, own: &Aside) -> bool {
        let part = self.part(record.article, &record.part);
        is_sound(record, &record.sum) && part.is_some_and(|part| records::aside(record, part) == *own)
    }

    fn is_unmerged(&self, record: v4::Unmerged<'_>, own: &Unmerged) -> Option<bool> {
        let is_sound = is_sound(&record, &record.sum);
        let article = match record.of {
            v4::Of::Article(id) => Some(id),
            v4::Of::Statement(id) => self.project.statement(id).map(|statement| statement.article),
            _ => None,
        };
        let parts = match &record.other {
            v4::Other::Parts(parts) | v4::Other::Attribution(parts) => self.parts(article?, parts)?,
            v4::Other::Aside(aside) => vec![self.part(article?, &aside.part)?],
            _ => Vec::new(),
        };
        let read = unmerged::edit(record.of, record.other, parts).and_then(Unmerged::of)?.with_id(record.id);
        Some(is_sound && read == *own && read.has_subject_in(self.project))
    }

    fn parts(&self, article: ArticleId, parts: &[v4::Part<'_>]) -> Option<Vec<Part>> {
        parts.iter().map(|part| self.part(article, part)).collect()
    }

    /// `None` where its words do not stand where it says.
    fn part(&self, article: ArticleId, part: &v4::Part<'_>) -> Option<Part> {
        if part.start.is_none() && part.end.is_none() {
            return Some(Part::Adrift(Box::new(records::quote(part))));
        }
        as_written(part, self.positions.text(article)).map(Part::At)
    }
}

fn is_sound(record: &impl Record, sum: &str) -> bool {
    layout::sum(record) == sum
}

fn is_pass(record: v4::Pass<'_>, own: &Pass) -> bool {
    is_sound(&record, &record.sum) && records::pass(record) == *own
}

fn is_silence(record: v4::Silence<'_>, own: &Silence) -> bool {
    is_sound(&record, &record.sum) && records::silence(record) == *own
}

fn are_same<'a, R, T: 'a>(records: Vec<R>, own: impl ExactSizeIterator<Item = &'a Arc<T>>, mut is_same: impl FnMut(R, &T) -> bool) -> bool {
    records.len() == own.len() && records.into_iter().zip(own).all(|(record, own)| is_same(record, own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project_file;

    const SMALL: &str = include_str!("../../tests/data/format-4/small.ron");

    fn is_same(text: &str, project: &Project) -> bool {
        reads_back(text, project, &Positions::of(project), &mut |_| true).unwrap_or(false)
    }

    #[test]
    fn a_line_that_is_missing_or_stands_twice_is_noticed_as_it_is_in_reading() {
        let project = project_file::read(SMALL.as_bytes()).expect("a project").project;
        let text = project_file::write(&project);
        assert!(is_same(&text, &project));
        let lines: Vec<&str> = text.lines().collect();
        let mut without_effect = Vec::new();
        for at in 0..lines.len() {
            for line in [vec![], vec![lines[at], lines[at]]] {
                let other = [&lines[..at], &line, &lines[at + 1..]].concat().join("\n");
                let read = project_file::read(other.as_bytes());
                let is_read_as_same = read.is_ok_and(|loaded| loaded.notes.is_empty() && loaded.project == project);
                assert_eq!(is_same(&other, &project), is_read_as_same, "line {}: {}", at + 1, lines[at]);
                without_effect.extend(is_read_as_same.then(|| lines[at].trim()));
            }
        }
        // What is written though it is usual.
        without_effect.retain(|line| !["stance: Supports,", "kind: WebPage,", "sent_back: 0,"].contains(line));
        assert_eq!(without_effect, [""; 0]);
    }

    #[test]
    fn no_other_project_is_taken_for_the_one_that_was_written() {
        let project = project_file::read(SMALL.as_bytes()).expect("a project").project;
        let text = project_file::write(&project);
        assert!(!is_same(&text, &Project::default()));
        assert!(!is_same(&project_file::write(&Project::default()), &project));
        // Sound records, each with its sum, of which one list has one less.
        for name in ["Article", "Source", "Statement", "Aside", "Pass", "Silence", "Unmerged"] {
            let begin = format!("        {name}(\n");
            let (before, record) = text.split_once(&begin).unwrap_or_else(|| panic!("a {name} in the file"));
            let (_, after) = record.split_once("\n        ),\n").expect("its end");
            assert!(!is_same(&format!("{before}{after}"), &project), "{name}");
        }
    }
}
