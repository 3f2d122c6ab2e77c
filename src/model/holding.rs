//! What is known of the copies of sources, and of passages held against them: found outside of the project, and never part of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::{HashMap, OrdMap};

use crate::model::evidence::Evidence;
use crate::model::id::{SourceId, StatementId};
use crate::model::project::Project;
use crate::model::snapshot::Digest;
use crate::model::source::Source;
use crate::text::compare::Held;

/// A copy of a source, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyState {
    /// It is there, and words can be read in it.
    Words,
    /// It is there; it is of a kind in which no words can be read here.
    NoWords,
    /// It is not where it should be.
    Missing,
    /// Something else has its name, or it has changed.
    Damaged,
    /// It could not be read, and why.
    Unread(String),
}

/// A passage held against the copy of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// It was looked for in the words of the copy.
    Looked(Held),
    /// There are too many passages and words to hold against each other.
    NotLooked,
}

/// How words were found, and what stands in their place where that is not quite the same.
type Found = (Holding, Option<Arc<str>>);

/// What is known of all copies. Cloning it costs nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holdings {
    copies: OrdMap<Digest, CopyState>,
    passages: OrdMap<Digest, HashMap<String, Found>>,
    // Words in a row that two copies share; the smaller sum first.
    shared: OrdMap<(Digest, Digest), usize>,
}

/// The words that are held against a copy: those of the source itself where the passage is a translation of them; `None` where there are
/// none.
pub fn words_to_hold(evidence: &Evidence) -> Option<&str> {
    [evidence.original.trim(), evidence.passage.trim()].into_iter().find(|words| !words.is_empty()).map(without_quotes)
}

/// Words without the quotation marks around the whole of them: they are the checker's, not the source's.
fn without_quotes(words: &str) -> &str {
    const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»', '「', '」', '『', '』'];
    let inner = words.strip_prefix(QUOTES).and_then(|rest| rest.strip_suffix(QUOTES)).map(str::trim);
    inner.filter(|inner| !inner.is_empty()).unwrap_or(words)
}

impl Holdings {
    /// How the copy of a source was found; `None` where it has none, or nobody has looked yet.
    pub fn copy(&self, source: &Source) -> Option<&CopyState> {
        self.copies.get(&source.snapshot.as_ref()?.digest)
    }

    /// How the words of a link were found in the copy of its source; `None` where there is nothing to look in or to look for.
    pub fn passage(&self, source: &Source, evidence: &Evidence) -> Option<Holding> {
        self.holding(source.snapshot.as_ref()?.digest, words_to_hold(evidence)?)
    }

    /// How these words were found in this copy.
    pub fn holding(&self, copy: Digest, words: &str) -> Option<Holding> {
        self.passages.get(&copy)?.get(words).map(|(holding, _)| *holding)
    }

    /// What the copy of the source has where the words of the link differ from it, with a little around it.
    pub fn nearest(&self, source: &Source, evidence: &Evidence) -> Option<&str> {
        let (_, nearest) = self.passages.get(&source.snapshot.as_ref()?.digest)?.get(words_to_hold(evidence)?)?;
        nearest.as_deref()
    }

    /// How many words in a row the copies of two sources share; 0 where that is not known.
    pub fn shared_words(&self, one: &Source, other: &Source) -> usize {
        let digest = |source: &Source| source.snapshot.as_ref().map(|snapshot| snapshot.digest);
        digest(one).zip(digest(other)).and_then(|(one, other)| self.shared.get(&in_order(one, other)).copied()).unwrap_or_default()
    }

    /// Whether it is known how many that are.
    pub fn knows_shared(&self, one: Digest, other: Digest) -> bool {
        self.shared.contains_key(&in_order(one, other))
    }

    /// How a copy was found.
    pub fn put_copy(&mut self, copy: Digest, state: CopyState) {
        self.copies.insert(copy, state);
    }

    /// How words were found in a copy, and what stands there where that is not quite the same.
    pub fn put_passage(&mut self, copy: Digest, words: String, holding: Holding, nearest: Option<Arc<str>>) {
        self.passages.entry(copy).or_default().insert(words, (holding, nearest));
    }

    /// How many words in a row two copies share.
    pub fn put_shared(&mut self, one: Digest, other: Digest, words: usize) {
        self.shared.insert(in_order(one, other), words);
    }

    /// Whether it is known how this copy was found.
    pub fn knows(&self, copy: Digest) -> bool {
        self.copies.contains_key(&copy)
    }

    /// Lets go of what is known of a copy, so that it is looked at anew.
    pub fn forget(&mut self, copy: Digest) {
        self.copies.remove(&copy);
        self.passages.remove(&copy);
        let rest = self.shared.iter().filter(|((one, other), _)| *one != copy && *other != copy);
        self.shared = rest.map(|(pair, words)| (*pair, *words)).collect();
    }

    /// The statements and sources of a project that stand otherwise by this than by `before`.
    pub fn differences(&self, before: &Self, project: &Project) -> (BTreeSet<StatementId>, BTreeSet<SourceId>) {
        let (mut statements, mut sources) = (BTreeSet::new(), BTreeSet::new());
        for source in project.sources().filter(|source| source.snapshot.is_some()) {
            if self.copy(source) != before.copy(source) {
                sources.insert(source.id);
            }
            let links = project.links_to(source.id);
            let differing = links.filter(|(_, evidence)| self.passage(source, evidence) != before.passage(source, evidence));
            statements.extend(differing.map(|(statement, _)| statement.id));
        }
        (statements, sources)
    }
}

fn in_order(one: Digest, other: Digest) -> (Digest, Digest) {
    if one <= other { (one, other) } else { (other, one) }
}
