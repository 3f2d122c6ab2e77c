//! What must be true whatever happens: nothing committed is lost, nothing of others is silently written over, nothing is falsely saved.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use factmark::model::moment::Moment;
use factmark::model::project::Project;
use factmark::model::snapshot::Digest;
use factmark::project_file;
use factmark::storage::copies::digest_of;
use factmark::workbench::command::{Command, RecoveryCommand};
use factmark::workbench::recovered::Extent;

use crate::memory_fs::{Change, MemoryFs, Weather};
use crate::memory_world::{DESK, STATE};
use crate::two_writers::window::{Known, Owed, Window};

/// What the test knows by itself.
#[derive(Default)]
pub struct Laws {
    pub owed: Vec<Owed>,
    /// What is on the desk, and whether another program put it there.
    desk: BTreeMap<PathBuf, Change>,
    /// The sums of all files that we put in place, and of those that others did while a window had the very same to show.
    filed: BTreeSet<Digest>,
    /// For each file the sums it had since it was shown as saved last, that one first.
    shown: BTreeMap<PathBuf, Vec<Digest>>,
    /// What others wrote that was in a project of ours.
    taken_in: BTreeSet<String>,
    /// Files that the user was asked about.
    pub asked: BTreeSet<PathBuf>,
}

/// The words by which what others wrote is known again.
pub fn tokens(text: &str) -> Vec<String> {
    text.match_indices("outside-").filter_map(|(at, _)| text.get(at..)?.split(';').next().map(str::to_owned)).collect()
}

impl Laws {
    /// Follows what happened on the desk.
    pub fn follow(&mut self, fs: &MemoryFs) -> Result<(), String> {
        let changes = std::mem::take(&mut fs.state().weather.seen);
        for change in changes {
            if change.path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".factmark-")) {
                continue;
            }
            let digest = change.bytes.as_deref().map(digest_of);
            if !change.is_theirs {
                self.check_written_over(fs, &change)?;
                let bytes = change.bytes.as_deref().unwrap_or_default();
                project_file::read(bytes).map_err(|error| format!("what we wrote is no project: {error}"))?;
                self.filed.extend(digest);
            }
            if let (Some(digest), Some(shown)) = (digest, self.shown.get_mut(&change.path)) {
                shown.push(digest);
            }
            if change.bytes.is_none() {
                self.shown.remove(&change.path);
            }
            self.desk.insert(change.path.clone(), change);
        }
        Ok(())
    }

    fn check_written_over(&self, fs: &MemoryFs, change: &Change) -> Result<(), String> {
        let Some(Change { is_theirs: true, bytes: Some(before), .. }) = self.desk.get(&change.path) else { return Ok(()) };
        if self.asked.contains(&change.path) || change.bytes.as_ref() == Some(before) {
            return Ok(());
        }
        let (theirs, ours) = (String::from_utf8_lossy(before), String::from_utf8_lossy(change.bytes.as_deref().unwrap_or_default()));
        let is_in_ours = tokens(&theirs).iter().all(|token| ours.contains(token.as_str()) || self.taken_in.contains(token));
        if is_in_ours || is_version(fs, before) {
            return Ok(());
        }
        Err(format!("what another program wrote in {} is gone: {:?}", change.path.display(), tokens(&theirs)))
    }

    /// What others wrote may be in a project now.
    pub fn look_at(&mut self, windows: &[Window]) {
        for theirs in self.desk.values().filter(|change| change.is_theirs) {
            let text = String::from_utf8_lossy(theirs.bytes.as_deref().unwrap_or_default());
            for token in tokens(&text) {
                let is_new = !self.taken_in.contains(&token);
                let has = |window: &&Window| window.is_writer() && project_file::write(window.bench.project()).contains(&token);
                if is_new && windows.iter().any(|window| has(&window)) {
                    self.taken_in.insert(token);
                }
            }
        }
    }

    /// A file was shown as saved with this content.
    pub fn saved(&mut self, path: &Path, digest: Digest) {
        let shown = self.shown.entry(path.to_owned()).or_default();
        match shown.iter().rposition(|other| *other == digest) {
            Some(at) => drop(shown.drain(..at)),
            None => *shown = vec![digest],
        }
        // What came over it since.
        let now = self.desk.get(path).and_then(|change| change.bytes.as_deref()).map(digest_of);
        if let Some(now) = now.filter(|now| shown.last() != Some(now)) {
            shown.push(now);
        }
    }

    /// Nothing is shown as saved that is not.
    pub fn check_saved(&mut self, window: &Window, fs: &MemoryFs) -> Result<(), String> {
        let Some(path) = window.bench.path().filter(|_| window.is_writer() && window.bench.is_saved()) else { return Ok(()) };
        match self.desk.get(path) {
            None => Ok(()),
            Some(change) if change.is_theirs => {
                let (theirs, ours) =
                    (change.bytes.as_deref().map(digest_of), digest_of(project_file::write(window.bench.project()).as_bytes()));
                self.filed.extend(theirs.filter(|theirs| *theirs == ours));
                Ok(())
            }
            Some(_) => has_filed(window, fs, path),
        }
    }

    /// After a process has ended: what is to be taken in again is not known to be taken in any more.
    pub fn ended(&mut self) {
        self.taken_in.clear();
    }

    /// After a power cut, which `fs` has gone through already.
    pub fn cut(&mut self, fs: &MemoryFs) -> Result<(), String> {
        self.owed.retain(|owed| owed.is_lasting);
        for owed in &mut self.owed {
            let mut older = std::mem::take(&mut owed.older);
            older.append(&mut owed.states);
            owed.states = older;
        }
        self.filed.clear();
        for (path, change) in &mut self.desk {
            change.bytes = fs.state().bytes(path).map(<[u8]>::to_vec);
            let digest = change.bytes.as_deref().map(digest_of);
            if let Some(shown) = self.shown.get_mut(path) {
                let at = shown.iter().rposition(|other| Some(*other) == digest);
                // What another program wrote and did not sync may come out of a cut as it likes.
                let at = at.or_else(|| change.is_theirs.then_some(shown.len())).ok_or_else(|| {
                    let text = change.bytes.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
                    let words: Vec<&str> =
                        text.split('"').filter(|word| word.starts_with("word ") || word.starts_with("outside-")).collect();
                    format!("{} is older than what was shown as saved: it has {words:?}", path.display())
                })?;
                self.filed.extend(shown.drain(..at));
            }
            if let Some(bytes) = change.bytes.as_deref() {
                change.is_theirs = project_file::read(bytes).map_or(true, |_| change.is_theirs);
                if !String::from_utf8_lossy(bytes).contains("outside-") {
                    project_file::read(bytes).map_err(|error| format!("the power cut has left {}: {error}", path.display()))?;
                }
            }
            self.filed.extend(digest);
        }
        for folder in [DESK, STATE] {
            let state = fs.state();
            let versions = state.under(Path::new(folder)).filter(|path| path.extension().is_some_and(|ending| ending == "ron"));
            self.filed.extend(versions.filter_map(|path| state.bytes(path)).map(digest_of));
        }
        Ok(())
    }

    /// Holds what is owed against what can be found; what is found in files is owed no more.
    pub fn check_owed(&mut self, fs: &MemoryFs, now: Moment, chance: &mut fastrand::Rng) -> Result<(), String> {
        let filed = &self.filed;
        self.owed.retain(|owed| !owed.states.iter().any(|known| known.draft.is_none() && filed.contains(&known.digest())));
        if self.owed.is_empty() {
            return Ok(());
        }
        // What another program wrote is there as well, where it is the very same, and as long as it is; or it was kept as a version.
        let state = fs.state();
        let versions = state.under(Path::new(STATE)).filter(|path| path.extension().is_some_and(|ending| ending == "ron"));
        let theirs: Vec<Digest> = self.desk.keys().chain(versions).filter_map(|path| state.bytes(path).map(digest_of)).collect();
        drop(state);
        let is_theirs = |known: &Known| known.draft.is_none() && theirs.contains(&known.digest());
        let is_found = |owed: &Owed, found: &[Vec<Project>]| {
            owed.states.iter().any(|known| found.iter().any(|chain| known.is_in(chain)) || is_theirs(known))
        };
        let mut found = found_again(fs, now, if chance.u8(..6) == 0 { FAR_BACK } else { 3 })?;
        if !self.owed.iter().all(|owed| is_found(owed, &found)) {
            // Somebody may have worked on since, so that only undo leads there.
            found = found_again(fs, now, FAR_BACK)?;
        }
        for owed in &self.owed {
            if !is_found(owed, &found) {
                let first = &owed.states[0];
                let notes = |project: &Project| project.statements().map(|statement| statement.note.clone()).collect::<Vec<_>>();
                return Err(format!(
                    "committed work of a window that was {} is nowhere: entry {}, draft {:?}, notes {:?}, one of {}; found {:?}",
                    owed.how,
                    first.number,
                    first.draft,
                    notes(&first.project),
                    owed.states.len(),
                    found.iter().map(|chain| notes(&chain[0])).collect::<Vec<_>>()
                ));
            }
        }
        Ok(())
    }

    /// These states can be gone to in a window, whose they are from now on.
    pub fn opened(&mut self, reached: &[Project]) {
        self.owed.retain(|owed| !owed.states.iter().any(|known| known.draft.is_none() && reached.contains(&known.project)));
    }

    /// What was brought back is on a bench, whose it is from now on.
    pub fn brought_back(&mut self, project: &Project) {
        self.owed.retain(|owed| {
            let has_draft = |known: &crate::two_writers::window::Known| {
                known.draft.as_ref().is_some_and(|(id, text)| project.statement(*id).is_some_and(|statement| *statement.note == *text))
            };
            !owed.states.iter().any(|known| known.draft.is_none() && known.project == *project || has_draft(known))
        });
    }
}

/// All that is in a journal; nothing where it cannot be brought back.
pub fn whole(fs: &MemoryFs, now: Moment, journal: &Path) -> Option<Project> {
    let mut window = elsewhere(fs, now);
    let generation = window.bench.generation();
    window.run(Command::Recovery(RecoveryCommand::Open(journal.to_owned(), Extent::Whole)));
    window.settle();
    (window.bench.generation() != generation).then(|| window.bench.project().clone())
}

/// Whether the file has what the window shows.
pub fn has_filed(window: &Window, fs: &MemoryFs, path: &Path) -> Result<(), String> {
    let ours = project_file::write(window.bench.project());
    let state = fs.state();
    if state.bytes(path) == Some(ours.as_bytes()) {
        return Ok(());
    }
    let read = state.bytes(path).and_then(|bytes| project_file::read(bytes).ok());
    if read.is_some_and(|loaded| loaded.project == *window.bench.project()) {
        return Ok(());
    }
    let theirs = state.bytes(path).map(String::from_utf8_lossy).unwrap_or_default();
    let differing: Vec<_> = ours.lines().zip(theirs.lines()).filter(|(one, other)| one != other).take(4).collect();
    Err(format!("{} is shown as saved, and has something else: {differing:?}", path.display()))
}

fn is_version(fs: &MemoryFs, bytes: &[u8]) -> bool {
    let state = fs.state();
    state.under(&Path::new(STATE).join("versions")).any(|path| state.bytes(path) == Some(bytes))
}

/// A window on a copy of the disk as it is, where nothing goes wrong; with all work found that no file has.
fn elsewhere(fs: &MemoryFs, now: Moment) -> Window {
    let fs = fs.fork();
    let clock_secs = fs.state().weather.clock_secs;
    fs.state().weather = Weather { clock_secs, piece_bytes: Some(1 << 20), ..Weather::default() };
    let mut window = Window::new(fs, now, 1);
    window.run(Command::Recovery(RecoveryCommand::Find));
    window.settle();
    window
}

/// More steps of undo than any world has.
pub const FAR_BACK: usize = 2000;

/// All work that is offered: as it is brought back, and as undo leads back from there, so many steps.
pub fn found_again(fs: &MemoryFs, now: Moment, steps: usize) -> Result<Vec<Vec<Project>>, String> {
    let mut all = Vec::new();
    let found = elsewhere(fs, now).bench.recovery().found().to_vec();
    for leftover in found {
        if let Some(reason) = leftover.unreadable {
            return Err(format!("{} is unreadable: {reason}", leftover.journal.display()));
        }
        let mut window = elsewhere(fs, now);
        let generation = window.bench.generation();
        window.run(Command::Recovery(RecoveryCommand::Open(leftover.journal.clone(), Extent::Whole)));
        window.settle();
        let told = || window.bench.notices().shown().iter().map(|notice| notice.text.clone()).collect::<Vec<_>>();
        if window.bench.generation() == generation {
            return Err(format!("{} was not opened: {:?}", leftover.journal.display(), told()));
        }
        // A power cut may leave a block that was reserved and never written; that it is told is right, and what it held was not synced.
        let is_zeroed = fs.state().bytes(&leftover.journal).is_some_and(|bytes| bytes.ends_with(&[0]));
        let is_bad = |text: &String| !is_zeroed && (text.contains("could not be") || text.contains("damaged"));
        if let Some(bad) = told().into_iter().find(is_bad) {
            return Err(format!("{}: {bad}", leftover.journal.display()));
        }
        sound(window.bench.project()).map_err(|error| format!("what was brought back {error}"))?;
        all.push(chain(&mut window, steps)?);
    }
    Ok(all)
}

/// Undo so often, and redo back again.
fn chain(window: &mut Window, steps: usize) -> Result<Vec<Project>, String> {
    let mut chain = vec![window.bench.project().clone()];
    let mut redone = Vec::new();
    while window.bench.redo_label().is_some() && redone.len() < 3 {
        window.run(Command::Redo);
        redone.push(window.bench.project().clone());
    }
    for _ in 0..redone.len() {
        window.run(Command::Undo);
    }
    while window.bench.undo_label().is_some() && chain.len() <= steps {
        window.run(Command::Undo);
        chain.push(window.bench.project().clone());
    }
    for _ in 1..chain.len() {
        window.run(Command::Redo);
    }
    let trouble = window.bench.notices().shown().iter().any(|notice| notice.text.contains("could not be taken back"));
    if *window.bench.project() != chain[0] || trouble {
        return Err("undo and redo do not lead back to what was brought back".to_owned());
    }
    Ok(chain)
}

/// Whether a project can be saved, and what of it would not read back.
pub fn sound(project: &Project) -> Result<(), String> {
    let Err(error) = project_file::write_verified(project) else { return Ok(()) };
    let back = project_file::read(project_file::write(project).as_bytes()).map(|loaded| format!("{:#?}", loaded.project));
    let (back, ours) = (back.unwrap_or_else(|error| error.to_string()), format!("{project:#?}"));
    let differing: Vec<_> = ours.lines().zip(back.lines()).filter(|(one, other)| one != other).take(8).collect();
    Err(format!("does not write: {error}: {differing:#?}"))
}

/// The journals there are, for whoever looks for what was lost.
pub fn journals(fs: &MemoryFs) -> String {
    let state = fs.state();
    let journals = state.under(Path::new(STATE)).filter(|path| path.extension().is_some_and(|ending| ending == "journal"));
    let lines = journals.map(|path| {
        let bytes = state.bytes(path).unwrap_or_default();
        let text: Vec<String> = String::from_utf8_lossy(bytes).lines().map(|line| line.chars().take(170).collect()).collect();
        let told = factmark::storage::journal::Story::<factmark::workbench::focus::Focus>::read(bytes)
            .map(|story| format!("{} entries, {:?}", story.entries.len(), story.tail));
        format!("{} {told:?}\n    {}", path.display(), text.join("\n    "))
    });
    lines.collect::<Vec<_>>().join("\n")
}
