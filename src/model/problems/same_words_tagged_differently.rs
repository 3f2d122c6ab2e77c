//! The same words of one article are a claim in one place and an assertion in another.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use crate::model::id::StatementId;
use crate::model::index::InArticle;
use crate::model::problems::comparison::Comparison;
use crate::model::problems::entry::{Found, Sort, Subject};
use crate::model::project::Project;
use crate::model::ranked::{Item, Ranked, Sum};
use crate::model::statement::{Part, Statement};
use crate::model::tag::{Tag, TagKind};
use crate::text::words;

/// Fewer words say the same by chance: "he said", "last year".
const LEAST_WORDS: usize = 3;
/// Longer stretches are not held against each other.
const MOST_BYTES: usize = 4096;

/// Fires on each later statement that is tagged otherwise than the first with its words. Where the two are linked as the same, a
/// checker has seen both: a headline may assert what the text attributes. A confirmed fact is beyond the question.
#[derive(Debug, Default)]
pub struct SameWords {
    // Statements of one article with the same words stand together, in reading order.
    members: Ranked<Member>,
    // Those that have come since it was asked last what is stirred. The first ones of all go into their places at once.
    fresh: Vec<Member>,
    summing: [RandomState; 2],
    // Those that share their words with others: few, and about no other is there anything to say.
    shared: HashSet<StatementId>,
    // Words of several of which another statement may be the first, or the first one is tagged or linked otherwise.
    stirred: HashSet<Words>,
}

/// Stands for an article and words of it: of a million statements the words themselves would take more room than the statements. Two sums with
/// keys that nobody knows, so that no file can bring about that other words have the same.
type Words = [u64; 2];

/// A statement by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Member {
    words: Words,
    place: InArticle,
}

/// Nothing is asked of several.
#[derive(Debug, Clone, Copy, Default)]
struct Nothing;

impl Sum for Nothing {
    fn and(self, _: Self) -> Self {
        self
    }
}

impl Item for Member {
    type Key = Self;
    type Sum = Nothing;

    fn key(&self) -> Self {
        *self
    }

    fn sum(&self) -> Nothing {
        Nothing
    }
}

impl SameWords {
    fn words_of(&self, project: &Project, statement: &Statement) -> Option<Words> {
        let line = words_of(project, statement)?;
        Some(self.summing.each_ref().map(|sum| sum.hash_one((statement.article, &line))))
    }

    fn member(&self, project: &Project, statement: &Statement) -> Option<Member> {
        Some(Member { words: self.words_of(project, statement)?, place: InArticle::of(statement) })
    }

    /// Those with these words, in reading order.
    fn with(&self, words: Words) -> impl Iterator<Item = StatementId> {
        let first = Member { words, place: InArticle::FIRST };
        self.members.those(&first, |_| true).take_while(move |member| member.words == words).map(|member| member.place.statement())
    }

    fn take_in(&mut self, member: Member) {
        let first = self.with(member.words).next();
        self.members.insert(member);
        if let Some(first) = first {
            self.shared.extend([first, member.place.statement()]);
            if self.with(member.words).next() != Some(first) {
                self.stirred.insert(member.words);
            }
        }
    }
}

impl Comparison for SameWords {
    fn leave(&mut self, before: &Project, statement: &Statement) {
        let Some(member) = self.member(before, statement) else { return };
        let was_first = self.with(member.words).next() == Some(statement.id);
        if self.members.remove(&member).is_none() {
            return;
        }
        self.shared.remove(&statement.id);
        let (first, second) = {
            let mut left = self.with(member.words);
            (left.next(), left.next())
        };
        if let (Some(only), None) = (first, second) {
            self.shared.remove(&only);
        }
        if was_first && first.is_some() {
            self.stirred.insert(member.words);
        }
    }

    fn join(&mut self, project: &Project, statement: &Statement) {
        self.fresh.extend(self.member(project, statement));
    }

    fn stirred(&mut self) -> Vec<Subject> {
        let fresh = std::mem::take(&mut self.fresh);
        if self.members.is_empty() {
            // Of each of them it is looked anyway at what there is to say.
            self.members = fresh.into_iter().collect();
            let mut last: Option<&Member> = None;
            for member in self.members.iter() {
                if let Some(last) = last.filter(|last| last.words == member.words) {
                    self.shared.extend([last.place.statement(), member.place.statement()]);
                }
                last = Some(member);
            }
        } else {
            for member in fresh {
                self.take_in(member);
            }
        }
        let groups = std::mem::take(&mut self.stirred);
        groups.iter().flat_map(|words| self.with(*words)).map(Subject::Statement).collect()
    }

    fn found(&self, project: &Project, subject: Subject) -> Option<Found> {
        let Subject::Statement(id) = subject else { return None };
        if !self.shared.contains(&id) {
            return None;
        }
        let statement = project.statement(id)?;
        let first = project.statement(self.with(self.words_of(project, statement)?).next()?)?;
        let is_linked = first.same_as.contains(&statement.id) || statement.same_as.contains(&first.id);
        if first.tag.kind() == statement.tag.kind() || is_linked {
            return None;
        }
        let (there, here) = (name_of(first.tag.kind()), name_of(statement.tag.kind()));
        let text =
            format!("The same words are tagged {there} earlier in the article, here {here}; link them as the same if both are right");
        Some((Sort::Problem, "same_words_tagged_differently", text.into()))
    }
}

/// The words without regard to case and white space; `None` where they are not to be compared.
fn words_of(project: &Project, statement: &Statement) -> Option<String> {
    let article = project.article(statement.article)?;
    if matches!(statement.tag, Tag::ConfirmedFact(_)) || statement.parts.iter().any(|part| matches!(part, Part::Adrift(_))) {
        return None;
    }
    if statement.spans().map(crate::model::span::Span::byte_len).sum::<usize>() > MOST_BYTES {
        return None;
    }
    let lower = statement.words(&article.text).to_lowercase();
    let line = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    (words::words(&line).take(LEAST_WORDS).count() == LEAST_WORDS).then_some(line)
}

const fn name_of(kind: TagKind) -> &'static str {
    match kind {
        TagKind::Claim => "claim",
        TagKind::Assertion => "assertion",
        TagKind::ConfirmedFact => "confirmed fact",
    }
}
