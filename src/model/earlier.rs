//! What a statement was before somebody changed it, so that any earlier state can be seen.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::checks::{Aspect, Decision};
use crate::model::day::Day;
use crate::model::evidence::Evidence;
use crate::model::finding::{Finding, Said, Truth};
use crate::model::statement::{Part, SaidBy, Statement};
use crate::model::tag::Tag;

/// What one person changed on one day, as it was before. Only what was changed is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// How many decisions stood in the history before.
    pub after: usize,
    /// Who changed it.
    pub by: String,
    /// When.
    pub on: Option<Day>,
    /// What was before.
    pub was: Was,
}

/// What was before: `None` where that was not changed. There may be hundreds of thousands that say one thing each, so what is not there
/// takes next to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Was {
    /// Its parts, and where the text said who says it.
    pub words: Option<Box<(Vec<Part>, Vec<Part>)>>,
    /// Its tag.
    pub tag: Option<Box<Tag>>,
    /// Who said it.
    pub said_by: Option<Box<SaidBy>>,
    /// What it said in plain words, and for which day.
    pub meaning: Option<Box<(String, Option<Day>)>>,
    /// What was linked.
    pub evidence: Option<Box<[Arc<Evidence>]>>,
    /// Was it said?
    pub said: Option<Box<Finding<Said>>>,
    /// Is it true?
    pub truth: Option<Box<Finding<Truth>>>,
    /// Its note.
    pub note: Option<Box<str>>,
}

impl Was {
    /// Keeps what the statement has of an aspect, unless something of before is kept already. Remarks tell their own history, and so
    /// do sign-offs.
    pub fn keep(&mut self, statement: &Statement, aspect: Aspect) {
        let checks = statement.checks();
        match aspect {
            Aspect::Words => keep(&mut self.words, || Box::new((statement.parts.clone(), checks.attribution.clone()))),
            Aspect::Tag => keep(&mut self.tag, || Box::new(statement.tag.clone())),
            Aspect::SaidBy => keep(&mut self.said_by, || Box::new(SaidBy::clone(&statement.said_by))),
            Aspect::Meaning => keep(&mut self.meaning, || Box::new((statement.in_plain_words.clone(), statement.as_of))),
            Aspect::Evidence => keep(&mut self.evidence, || statement.evidence.as_slice().into()),
            Aspect::Said => keep(&mut self.said, || Box::new(checks.said.clone())),
            Aspect::Truth => keep(&mut self.truth, || Box::new(checks.truth.clone())),
            Aspect::Note => keep(&mut self.note, || statement.note.as_str().into()),
            Aspect::Remarks | Aspect::SignOff => {}
        }
    }

    /// What of it is kept, in the order of [`Aspect`].
    pub fn aspects(&self) -> Vec<Aspect> {
        let kept = [
            (Aspect::Words, self.words.is_some()),
            (Aspect::Tag, self.tag.is_some()),
            (Aspect::SaidBy, self.said_by.is_some()),
            (Aspect::Meaning, self.meaning.is_some()),
            (Aspect::Evidence, self.evidence.is_some()),
            (Aspect::Said, self.said.is_some()),
            (Aspect::Truth, self.truth.is_some()),
            (Aspect::Note, self.note.is_some()),
        ];
        kept.into_iter().filter(|(_, is_kept)| *is_kept).map(|(aspect, _)| aspect).collect()
    }

    fn put_back(&self, statement: &mut Statement) {
        if let Some((parts, attribution)) = self.words.as_deref() {
            statement.parts.clone_from(parts);
            statement.change_checks(|checks| checks.attribution.clone_from(attribution));
        }
        if let Some(tag) = self.tag.as_deref() {
            statement.tag.clone_from(tag);
        }
        if let Some(said_by) = self.said_by.as_deref() {
            statement.said_by = SaidBy::clone(said_by).into();
        }
        if let Some((in_plain_words, as_of)) = self.meaning.as_deref() {
            statement.in_plain_words.clone_from(in_plain_words);
            statement.as_of = *as_of;
        }
        if let Some(evidence) = &self.evidence {
            statement.evidence = evidence.to_vec();
        }
        if let Some(said) = self.said.as_deref() {
            statement.change_checks(|checks| checks.said.clone_from(said));
        }
        if let Some(truth) = self.truth.as_deref() {
            statement.change_checks(|checks| checks.truth.clone_from(truth));
        }
        if let Some(note) = &self.note {
            statement.note = String::from(&**note).into();
        }
    }
}

fn keep<T>(kept: &mut Option<T>, now: impl FnOnce() -> T) {
    if kept.is_none() {
        *kept = Some(now());
    }
}

/// The statement as it was before the change that stands at this place among its earlier states (0 is the first); with the remarks and
/// signatures of today. Where there is no such place, as it is.
pub fn as_it_was(statement: &Statement, at: usize) -> Statement {
    let mut was = statement.clone();
    for earlier in statement.checks().earlier.iter().skip(at).rev() {
        earlier.was.put_back(&mut was);
    }
    was
}

/// The first change that came after the person's latest sign-off: the statement before it is what was signed. `None` where there is none.
pub fn first_since_signed(statement: &Statement, by: &str) -> Option<usize> {
    let checks = statement.checks();
    let signs = |decision: &Decision| decision.about == Aspect::SignOff && decision.by == by && !decision.to.is_empty();
    let signed_at = checks.history.iter().rposition(signs)?;
    checks.earlier.iter().position(|earlier| earlier.after > signed_at)
}

/// The earlier states with one more: what of these aspects the statement has now, before this person changes them on this day.
///
/// One person's changes of one day are one state, and those of the day on which she made it are none, so that trying is no history; but
/// what was signed off in between is kept. `None` where nothing is to be kept.
pub fn with_changes(statement: &Statement, aspects: &[Aspect], by: &str, on: Day) -> Option<Vec<Arc<Earlier>>> {
    let checks = statement.checks();
    let is_signed_from = |at: usize| checks.history.iter().skip(at).any(|decision| decision.about == Aspect::SignOff);
    let is_new = checks.earlier.is_empty()
        && checks
            .history
            .first()
            .is_some_and(|first| first.about == Aspect::Tag && first.from.is_empty() && first.by == by && first.on == Some(on));
    if is_new && !is_signed_from(0) {
        return None;
    }
    let mut earlier = checks.earlier.clone();
    let goes_on = earlier.last().is_some_and(|last| last.by == by && last.on == Some(on) && !is_signed_from(last.after));
    if !goes_on {
        let was = Was::default();
        earlier.push(Arc::new(Earlier { after: checks.history.len(), by: by.to_owned(), on: Some(on), was }));
    }
    let last = Arc::make_mut(earlier.last_mut()?);
    for aspect in aspects {
        last.was.keep(statement, *aspect);
    }
    let says_something = last.was != Was::default();
    (says_something && earlier != checks.earlier).then_some(earlier)
}
