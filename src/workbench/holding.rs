//! Looking at the copies of a project: each held against its sum, passages looked for in their words. Done on a worker.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
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

/// Bytes that one look may read over, all passages together: some seconds on any machine.
const BUDGET_BYTES: u64 = 1 << 30;
/// Bytes of two copies that are held against each other.
const SHARED_BYTES: usize = 200_000;
/// What is shown of a copy before and after words that differ, and in all.
const AROUND_BYTES: usize = 30;
const MOST_SHOWN_BYTES: usize = 1500;

/// What is found of the copies of a project that was read from this file.
pub fn of_file(fs: &dyn Fs, path: &Path, project: &Project) -> Holdings {
    holdings(fs, Some(&copies::folder_of(path)), &Waiting::new(), project, &Holdings::default())
}

/// What is known, and what is not known yet of the copies and passages of the project.
pub(crate) fn holdings(fs: &dyn Fs, folder: Option<&Path>, waiting: &Waiting, project: &Project, known: &Holdings) -> Holdings {
    let mut found = known.clone();
    let mut left_bytes = BUDGET_BYTES;
    let words_of = |snapshot: &Snapshot| words_of(fs, folder, waiting, snapshot);
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
    for (one, other) in pairs(project, &found) {
        if let (Ok(first), Ok(second)) = (words_of(&one), words_of(&other)) {
            let cut = |text: &str| text.get(..text.floor_char_boundary(SHARED_BYTES)).unwrap_or_default().to_owned();
            found.put_shared(one.digest, other.digest, shared_run(&cut(&first), &cut(&second)));
        }
    }
    found
}

/// A stretch of a copy with what stands around it, on one line.
fn with_surroundings(text: &str, bytes: Range<usize>) -> Arc<str> {
    let start = text.floor_char_boundary(bytes.start.saturating_sub(AROUND_BYTES));
    let end = text.ceil_char_boundary(bytes.end.saturating_add(AROUND_BYTES).min(bytes.start + MOST_SHOWN_BYTES));
    // No half words at the ends.
    let before = text.get(..bytes.start).unwrap_or_default();
    let start =
        before.get(start..).and_then(|cut| cut.find(char::is_whitespace)).map_or(start, |at| if start == 0 { 0 } else { start + at });
    let words: Vec<&str> = text.get(start..end).unwrap_or_default().split_whitespace().collect();
    words.join(" ").into()
}

/// The words in a copy, or how it was found.
fn words_of(fs: &dyn Fs, folder: Option<&Path>, waiting: &Waiting, snapshot: &Snapshot) -> Result<String, CopyState> {
    if !snapshot.kind.has_words() && waiting.contains_key(&snapshot.digest) {
        return Err(CopyState::NoWords);
    }
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
    let statements = project.index().users(source.id).filter_map(|id| project.statement(id));
    let own = statements.flat_map(|statement| statement.evidence.iter()).filter(|evidence| evidence.source == source.id);
    own.filter_map(|evidence| words_to_hold(evidence)).filter(|words| known.holding(copy, words).is_none()).map(str::to_owned).collect()
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
