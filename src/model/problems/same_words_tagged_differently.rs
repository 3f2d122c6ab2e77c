//! The same words of one article are a claim in one place and an assertion in another.

use std::collections::{HashMap, HashSet, hash_map};
use std::hash::{BuildHasher as _, RandomState};

use crate::model::id::StatementId;
use crate::model::index::OrderKey;
use crate::model::problems::comparison::Comparison;
use crate::model::problems::entry::{Found, Sort, Subject};
use crate::model::project::Project;
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
    // Statements of one article with the same words, in reading order.
    groups: HashMap<Words, Group>,
    summing: [RandomState; 2],
    // Those in groups of several: few, and about no other is there anything to say.
    shared: HashSet<StatementId>,
    // Groups of several in which another statement may be the first, or the first one is tagged or linked otherwise.
    stirred: HashSet<Words>,
}

/// Stands for an article and words of it: of a million statements the words themselves would take more room than the statements. Two sums with
/// keys that nobody knows, so that no file can bring about that other words have the same.
type Words = [u64; 2];

/// Never empty; most have one.
#[derive(Debug)]
enum Group {
    One(OrderKey),
    Several(Vec<OrderKey>),
}

impl Group {
    const fn members(&self) -> &[OrderKey] {
        match self {
            Self::One(key) => std::slice::from_ref(key),
            Self::Several(keys) => keys.as_slice(),
        }
    }

    fn insert(&mut self, at: usize, key: OrderKey) {
        match self {
            Self::One(only) => {
                let mut keys = vec![*only];
                keys.insert(at, key);
                *self = Self::Several(keys);
            }
            Self::Several(keys) => keys.insert(at, key),
        }
    }

    /// Lets one go; whether none is left.
    fn remove(&mut self, at: usize) -> bool {
        match self {
            Self::One(_) => true,
            Self::Several(keys) => {
                keys.remove(at);
                if let [only] = keys.as_slice() {
                    *self = Self::One(*only);
                }
                false
            }
        }
    }
}

impl SameWords {
    fn words_of(&self, project: &Project, statement: &Statement) -> Option<Words> {
        let line = words_of(project, statement)?;
        Some(self.summing.each_ref().map(|sum| sum.hash_one((statement.article, &line))))
    }
}

impl Comparison for SameWords {
    fn leave(&mut self, before: &Project, statement: &Statement) {
        let Some(words) = self.words_of(before, statement) else { return };
        let Some(group) = self.groups.get_mut(&words) else { return };
        let Ok(at) = group.members().binary_search(&OrderKey::of(statement)) else { return };
        let is_empty = group.remove(at);
        self.shared.remove(&statement.id);
        if let [only] = group.members() {
            self.shared.remove(&only.statement());
        }
        if is_empty {
            self.groups.remove(&words);
        } else if at == 0 {
            self.stirred.insert(words);
        }
    }

    fn join(&mut self, project: &Project, statement: &Statement) {
        let Some(words) = self.words_of(project, statement) else { return };
        let key = OrderKey::of(statement);
        match self.groups.entry(words) {
            hash_map::Entry::Vacant(place) => _ = place.insert(Group::One(key)),
            hash_map::Entry::Occupied(mut group) => {
                let Err(at) = group.get().members().binary_search(&key) else { return };
                group.get_mut().insert(at, key);
                if let [one, other] = group.get().members() {
                    self.shared.extend([one.statement(), other.statement()]);
                }
                self.shared.insert(statement.id);
                if at == 0 {
                    self.stirred.insert(words);
                }
            }
        }
    }

    fn stirred(&mut self) -> Vec<Subject> {
        let groups = std::mem::take(&mut self.stirred);
        let members = groups.iter().filter_map(|words| self.groups.get(words)).flat_map(Group::members);
        members.map(|key| Subject::Statement(key.statement())).collect()
    }

    fn found(&self, project: &Project, subject: Subject) -> Option<Found> {
        let Subject::Statement(id) = subject else { return None };
        if !self.shared.contains(&id) {
            return None;
        }
        let statement = project.statement(id)?;
        let first = project.statement(self.groups.get(&self.words_of(project, statement)?)?.members().first()?.statement())?;
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
