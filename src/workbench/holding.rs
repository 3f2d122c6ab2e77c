//! Looking at the copies of a project: each held against its sum, passages looked for in their words. Done on a worker.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::interchange::copy;
use crate::model::evidence::Stance;
use crate::model::holding::{CopyState, Holding, Holdings, words_to_hold};
use crate::model::id::SourceId;
use crate::model::project::Project;
use crate::model::snapshot::{Digest, Snapshot};
use crate::model::source::Source;
use crate::storage::copies::{self, CopyError};
use crate::storage::fs::Fs;
use crate::text::compare::{Held, hold, nearest, shared_run};
use crate::workbench::copies::Waiting;

/// Bytes of words that passages are looked for in, all together.
const BUDGET_BYTES: u64 = 1 << 30;
/// Bytes of two copies that are held against each other, and how many pairs are in one look.
const SHARED_BYTES: usize = 200_000;
const MOST_PAIRS: usize = 200;
/// What is shown of a copy before and after words that differ, and in all.
const AROUND_BYTES: usize = 30;
const MOST_SHOWN_BYTES: usize = 1500;

/// Where copies are looked for, and what is known of them already.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// The project's file, beside which they lie.
    pub path: Option<PathBuf>,
    /// Those that are not there yet.
    pub waiting: Waiting,
    /// What is known.
    pub known: Holdings,
}

/// What is found of the copies of a project that was read from this file.
pub fn of_file(fs: &dyn Fs, path: &Path, project: &Project) -> Holdings {
    Look { path: Some(path.to_owned()), ..Look::default() }.at(fs, project)
}

impl Look {
    /// What is known, and what was not known yet of the copies and passages of the project.
    pub fn at(&self, fs: &dyn Fs, project: &Project) -> Holdings {
        let folder = self.path.as_deref().map(|path| copies::folder_beside(fs, path));
        let words_of = |snapshot: &Snapshot| words_of(fs, folder.as_deref(), &self.waiting, snapshot);
        let mut found = self.known.clone();
        let mut left_bytes = BUDGET_BYTES;
        for source in project.sources() {
            let Some(snapshot) = &source.snapshot else { continue };
            let wanted = words_wanted(project, source, snapshot.digest, &found);
            let is_new = !found.knows(snapshot.digest);
            if !is_new && (wanted.is_empty() || found.copy(source) != Some(&CopyState::Words)) {
                continue;
            }
            let text = match words_of(snapshot) {
                Ok(text) => text,
                Err(state) => {
                    found.put_copy(snapshot.digest, state);
                    continue;
                }
            };
            found.put_copy(snapshot.digest, CopyState::Words);
            for words in wanted {
                let cost = (text.len() + words.len()) as u64;
                let holding = match left_bytes.checked_sub(cost) {
                    Some(left) => {
                        left_bytes = left;
                        Holding::Looked(hold(&words, &text))
                    }
                    None => Holding::NotLooked,
                };
                let differs = matches!(holding, Holding::Looked(Held::Differs { .. }));
                let there = differs.then(|| nearest(&words, &text)).flatten().map(|bytes| with_surroundings(&text, bytes));
                found.put_passage(snapshot.digest, words, holding, there);
            }
        }
        // Each copy is read once, however many others it is held against.
        let mut fronts: BTreeMap<Digest, Option<String>> = BTreeMap::new();
        for (one, other) in pairs(project, &found) {
            for snapshot in [&one, &other] {
                fronts.entry(snapshot.digest).or_insert_with(|| words_of(snapshot).ok().map(|text| front_of(&text).to_owned()));
            }
            let front = |snapshot: &Snapshot| fronts.get(&snapshot.digest).and_then(Option::as_deref);
            if let (Some(first), Some(second)) = (front(&one), front(&other)) {
                found.put_shared(one.digest, other.digest, shared_run(first, second));
            }
        }
        found
    }
}

fn front_of(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SHARED_BYTES)).unwrap_or_default()
}

/// A stretch of a copy with what stands around it, on one line.
fn with_surroundings(text: &str, bytes: Range<usize>) -> Arc<str> {
    let start = text.floor_char_boundary(bytes.start.saturating_sub(AROUND_BYTES));
    let end = text.ceil_char_boundary(bytes.end.saturating_add(AROUND_BYTES).min(bytes.start + MOST_SHOWN_BYTES));
    // No half words at the front.
    let before = text.get(start..bytes.start).filter(|_| start > 0).unwrap_or_default();
    let start = before.find(char::is_whitespace).map_or(start, |at| start + at);
    let words: Vec<&str> = text.get(start..end).unwrap_or_default().split_whitespace().collect();
    words.join(" ").into()
}

/// The words in a copy, or how it was found.
fn words_of(fs: &dyn Fs, folder: Option<&Path>, waiting: &Waiting, snapshot: &Snapshot) -> Result<String, CopyState> {
    let words = |bytes: &[u8]| copy::words(snapshot.kind, bytes).ok_or(CopyState::NoWords);
    if let Some(bytes) = waiting.get(&snapshot.digest) {
        return words(bytes);
    }
    let bytes = folder.map_or(Err(CopyError::Missing), |folder| copies::read(fs, folder, snapshot)).map_err(|error| match error {
        CopyError::Missing => CopyState::Missing,
        CopyError::Damaged => CopyState::Damaged,
        CopyError::Unread(reason) => CopyState::Unread(reason.to_string()),
    })?;
    words(&bytes)
}

/// The words of links to a source that were not held against its copy yet.
fn words_wanted(project: &Project, source: &Source, copy: Digest, known: &Holdings) -> BTreeSet<String> {
    let words = project.links_to(source.id).filter_map(|(_, evidence)| words_to_hold(evidence));
    words.filter(|words| known.holding(copy, words).is_none()).map(str::to_owned).collect()
}

/// Copies of two sources under one statement of which it is not known whether they tell one story, and not yet how alike they are.
fn pairs(project: &Project, found: &Holdings) -> Vec<(Arc<Snapshot>, Arc<Snapshot>)> {
    let mut seen = BTreeSet::new();
    let mut pairs = Vec::new();
    let readable = |id: SourceId| {
        let source = project.source(id).filter(|source| found.copy(source) == Some(&CopyState::Words))?;
        Some((source, Arc::clone(source.snapshot.as_ref()?)))
    };
    for source in project.sources().filter(|source| source.snapshot.is_some()) {
        let Some((one, first)) = readable(source.id) else { continue };
        for statement in project.index().users(source.id).filter_map(|id| project.statement(id)) {
            let supports = statement.evidence.iter().filter(|evidence| evidence.stance == Stance::Supports).map(|evidence| evidence.source);
            for (other, second) in supports.filter(|other| *other > source.id).filter_map(&readable) {
                if pairs.len() == MOST_PAIRS {
                    return pairs;
                }
                let is_open = one.story_key().is_empty() || other.story_key().is_empty();
                let is_known = found.knows_shared(first.digest, second.digest);
                if is_open && !is_known && first.digest != second.digest && seen.insert((first.digest, second.digest)) {
                    pairs.push((Arc::clone(&first), second));
                }
            }
        }
    }
    pairs
}
