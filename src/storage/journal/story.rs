//! A journal as it was read: what it begins from, what was done, and where it ends too soon.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::model::moment::Moment;
use crate::model::snapshot::Digest;
use crate::storage::journal::entry::{Base, Entry, FORMAT, Head};
use crate::storage::journal::lines::{Chain, Lines};

/// The largest journal that is read. It is written anew long before.
pub const LIMIT_BYTES: u64 = 2 << 30;

/// From the entries of one format to those of the next; the first is from format 1 to format 2.
pub type Upgrade = fn(Value) -> Value;

/// The steps from each older format to the newest.
const UPGRADES: &[Upgrade] = &[];

/// A journal.
#[derive(Debug, Clone)]
pub struct Story<V> {
    /// What it begins from.
    pub head: Head,
    /// What was done, as far as it is whole.
    pub entries: Vec<Entry<V>>,
    /// How it ends.
    pub tail: Tail,
    /// Where its head ends in the file, in bytes.
    pub head_bytes: u64,
    /// Where each entry does.
    pub ends: Vec<u64>,
    /// The sum over all of it that is whole.
    pub chain: Chain,
}

/// How a journal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// With a whole line.
    Whole,
    /// With a piece of a line, as a crash in the middle of writing leaves it: what was committed is before it.
    Torn {
        /// The line, from 1.
        line: usize,
    },
    /// With something that nobody wrote there: a line that was changed, lost or zeroed. What comes after it is not used.
    Damaged {
        /// The line, from 1.
        line: usize,
    },
}

/// A project as it was at some place of a journal, and the file that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// So many entries are before it.
    pub place: usize,
    /// The state of the history there.
    pub state: u64,
    /// The file.
    pub path: PathBuf,
    /// The sum of its bytes.
    pub digest: Digest,
}

/// Why a journal was not read. It is left as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoryError {
    /// Its first line is not whole.
    #[error("the first line of the journal is damaged")]
    NoHead,
    /// A newer program wrote it.
    #[error("the journal was written by a newer Factmark (format {0})")]
    Newer(u32),
    /// A line is whole and does not say what a line says.
    #[error("line {line} of the journal is not understood: {reason}")]
    NotUnderstood {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl<V: DeserializeOwned> Story<V> {
    /// Reads a journal as far as it is whole.
    ///
    /// # Errors
    /// Where it has no head, or is of a format that this program does not know.
    pub fn read(bytes: &[u8]) -> Result<Self, StoryError> {
        Self::read_with(bytes, FORMAT, UPGRADES)
    }

    /// The same for a program whose newest format is `newest`, with the steps that lead there.
    ///
    /// # Errors
    /// As for [`Story::read`].
    pub fn read_with(bytes: &[u8], newest: u32, upgrades: &[Upgrade]) -> Result<Self, StoryError> {
        let mut lines = Lines::new(bytes);
        let first = lines.next().ok_or(StoryError::NoHead)?;
        let head: Value = serde_json::from_slice(first).map_err(|_not_json| StoryError::NoHead)?;
        let format = head.get("format").and_then(Value::as_u64).and_then(|format| u32::try_from(format).ok()).ok_or(StoryError::NoHead)?;
        if format > newest || format == 0 {
            return Err(StoryError::Newer(format));
        }
        let steps = upgrades.get(format as usize - 1..newest as usize - 1).unwrap_or_default();
        let head = serde_json::from_value(head).map_err(|_error| StoryError::NoHead)?;
        let head_bytes = lines.read_bytes as u64;
        let (mut entries, mut ends) = (Vec::new(), Vec::new());
        while let Some(line) = lines.next() {
            let entry = if steps.is_empty() {
                serde_json::from_slice(line)
            } else {
                serde_json::from_slice(line).and_then(|value| serde_json::from_value(steps.iter().fold(value, |value, step| step(value))))
            };
            let entry = entry.map_err(|error| StoryError::NotUnderstood { line: lines.count, reason: shortened(&error.to_string()) })?;
            entries.push(entry);
            ends.push(lines.read_bytes as u64);
        }
        let line = lines.count + 1;
        let tail = if lines.is_at_end() {
            Tail::Whole
        } else if lines.is_torn() && !lines.is_zeroed() {
            Tail::Torn { line }
        } else {
            Tail::Damaged { line }
        };
        Ok(Self { head, entries, tail, head_bytes, ends, chain: lines.chain })
    }
}

impl<V> Story<V> {
    /// How long it is as far as it is whole, in bytes.
    pub fn whole_bytes(&self) -> u64 {
        self.ends.last().copied().unwrap_or(self.head_bytes)
    }

    /// How many entries at the front are of the time before the base.
    pub fn past(&self) -> usize {
        self.entries.iter().take_while(|entry| matches!(entry, Entry::Past { .. })).count()
    }

    /// The state before the first step that is known, where what led there was forgotten.
    pub fn bottom(&self) -> Option<u64> {
        self.entries.first().and_then(Entry::past_step).filter(|step| step.is_bottom()).map(|step| step.state)
    }

    /// The state of the history after so many entries, for each number from 0 to that of all.
    fn states(&self) -> Vec<u64> {
        let (mut done, mut undone): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
        let mut states = vec![0];
        for entry in &self.entries {
            match entry {
                Entry::Past { is_done: true, step } => done.push(step.state),
                Entry::Past { is_done: false, step } => undone.push(step.state),
                Entry::Did { step, .. } => {
                    done.push(step.state);
                    undone.clear();
                }
                Entry::Undid { .. } => undone.extend(done.pop()),
                Entry::Redid { .. } => done.extend(undone.pop()),
                Entry::Draft { .. } | Entry::Saving { .. } | Entry::Settled { .. } | Entry::TakenIn { .. } => {}
            }
            states.push(done.last().copied().unwrap_or(0));
        }
        states
    }

    /// The places where the project was as a file has it, in the order in which the files were written.
    pub fn marks(&self) -> Vec<Mark> {
        let (states, past) = (self.states(), self.past());
        let state_at = |place: usize| states.get(place).copied().unwrap_or(0);
        let mut marks = Vec::new();
        if let Base::File { path, digest } = &self.head.base {
            marks.push(Mark { place: past, state: state_at(past), path: path.clone(), digest: *digest });
        }
        // Where each state was last: what was done since a save was asked for may stand before it.
        let mut places = BTreeMap::from([(state_at(past), past)]);
        for (at, entry) in self.entries.iter().enumerate().skip(past) {
            if let Entry::Saving { state, path, digest, .. } = entry
                && let Some(place) = places.get(state)
            {
                marks.push(Mark { place: *place, state: *state, path: path.clone(), digest: *digest });
            }
            places.insert(state_at(at + 1), at + 1);
        }
        marks
    }

    /// The files that were written before this journal was begun anew from a project that no file has, in the order in which they were:
    /// undo leads back to their states, and the place of each is where the journal begins.
    pub fn marks_before(&self) -> Vec<Mark> {
        let past = self.past();
        let known = self.entries.iter().filter_map(Entry::past_step);
        let states: BTreeSet<u64> = known.map(|step| step.state).chain([self.bottom().unwrap_or(0)]).collect();
        let saves = self.entries.iter().skip(past).filter_map(|entry| match entry {
            Entry::Saving { state, path, digest, .. } if states.contains(state) => {
                Some(Mark { place: past, state: *state, path: path.clone(), digest: *digest })
            }
            _ => None,
        });
        saves.collect()
    }

    /// What the journal knows of beside what was saved at this mark, the latest first, each with its sum: what of others was taken in since,
    /// and what stands in the file, as `on_disk` tells, where a save that was announced has come to nothing.
    pub fn known_beside<'a>(&'a self, mark: Option<&'a Mark>, on_disk: Option<&'a Digest>) -> Vec<(&'a Path, &'a Digest)> {
        let mut beside = self.taken_in_since(mark, on_disk);
        if let (Some(mark), Some(digest)) = (mark, on_disk)
            && mark.digest != *digest
            && self.names(&mark.path, digest)
        {
            beside.push((&mark.path, digest));
        }
        beside
    }

    /// What of others was taken in, in the file of this mark, since that was announced, or from the beginning; each with its sum, the last
    /// first. Where just this had been saved before, and the file has what was taken in after that, as `on_disk` tells, the save that was
    /// announced since has come to nothing.
    fn taken_in_since(&self, mark: Option<&Mark>, on_disk: Option<&Digest>) -> Vec<(&Path, &Digest)> {
        let is_own = |path: &Path| mark.is_none_or(|mark| mark.path == path);
        let is_mark = |path: &Path, digest: &Digest| mark.is_some_and(|mark| mark.path == path && mark.digest == *digest);
        let is_from_the_start = matches!(&self.head.base, Base::File { path, digest } if is_mark(path, digest));
        let announced = self.entries.iter().enumerate();
        let announced = announced.filter(|(_, entry)| matches!(entry, Entry::Saving { path, digest, .. } if is_mark(path, digest)));
        let places: Vec<usize> = announced.map(|(at, _)| at).collect();
        let is_since = |at: usize| places.last().is_none_or(|last| at > *last);
        let is_between = |at: usize| is_from_the_start || places.first().is_some_and(|first| at > *first);
        let taken = self.entries.iter().enumerate().rev().filter_map(|(at, entry)| match entry {
            Entry::TakenIn { path, digest, .. } if is_own(path) && (is_since(at) || is_between(at) && Some(digest) == on_disk) => {
                Some((path.as_path(), digest))
            }
            _ => None,
        });
        taken.collect()
    }

    /// Whether it tells of the file at `path` with this content, whoever wrote it.
    fn names(&self, path: &Path, digest: &Digest) -> bool {
        let is_it = |of: &Path, sum: &Digest| of == path && sum == digest;
        matches!(&self.head.base, Base::File { path, digest } if is_it(path, digest))
            || self.entries.iter().any(|entry| match entry {
                Entry::Saving { path, digest, .. } | Entry::TakenIn { path, digest, .. } => is_it(path, digest),
                _ => false,
            })
    }

    /// The mark of the file with this content that was written last.
    pub fn mark_of(&self, digest: &Digest) -> Option<Mark> {
        self.marks().into_iter().rfind(|mark| mark.digest == *digest)
    }

    /// Whether something was done, or is being typed, that a project in the state of this mark has not; `None` stands for the base.
    pub fn has_more_than(&self, mark: Option<&Mark>) -> bool {
        let states = self.states();
        let base = states.get(self.past()).copied();
        let known = mark.map_or(base, |mark| Some(mark.state));
        states.last().copied() != known || self.draft().is_some()
    }

    /// What is being typed at the end of it.
    pub fn draft(&self) -> Option<&Entry<V>> {
        let is_over = |entry: &&Entry<V>| !matches!(entry, Entry::Saving { .. } | Entry::Settled { .. } | Entry::TakenIn { .. });
        self.entries.iter().rev().find(is_over).filter(|entry| matches!(entry, Entry::Draft { edits, .. } if !edits.is_empty()))
    }

    /// How many changes stand after this place.
    pub fn changes_after(&self, place: usize) -> usize {
        self.entries.iter().skip(place).filter(|entry| entry.is_change()).count()
    }

    /// How many steps of the past lie between this state and the beginning of the journal.
    pub fn steps_before(&self, state: u64) -> usize {
        let past = || self.entries.iter().take(self.past());
        let (done, undone): (Vec<&Entry<V>>, Vec<&Entry<V>>) = past().partition(|entry| matches!(entry, Entry::Past { is_done: true, .. }));
        let from_end =
            |entries: &[&Entry<V>]| entries.iter().rev().position(|entry| entry.past_step().is_some_and(|step| step.state == state));
        from_end(&done).or_else(|| from_end(&undone).map(|steps| steps + 1)).unwrap_or(if state == 0 { done.len() } else { 0 })
    }

    /// When something was done last.
    pub fn latest(&self) -> Moment {
        self.entries.iter().filter_map(Entry::at).max().unwrap_or(self.head.at)
    }

    /// The file that the project belongs to, as far as the journal knows.
    pub fn path(&self) -> Option<&Path> {
        let last =
            self.entries.iter().rev().find_map(|entry| if let Entry::Saving { path, .. } = entry { Some(path.as_path()) } else { None });
        last.or(match &self.head.base {
            Base::File { path, .. } => Some(path),
            Base::Text { path, .. } => path.as_deref(),
        })
    }

    /// The save that was under way at the end of it, with the process that did it, and since when: it may have left a file behind.
    pub fn unsettled(&self) -> Option<(&Path, u32, Moment)> {
        self.entries.iter().rev().find_map(|entry| match entry {
            Entry::Saving { path, process, at, .. } => Some(Some((path.as_path(), *process, *at))),
            Entry::Settled { .. } => Some(None),
            _ => None,
        })?
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}
