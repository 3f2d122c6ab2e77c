//! What others do to the open file: another program's changes are taken in or merged, and another window may ask for the project.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::model::difference::edits_between;
use crate::model::edit::{Edit, Transaction};
use crate::model::merge::merge;
use crate::model::project::Project;
use crate::project_file;
use crate::storage::error::OpenError;
use crate::storage::fs::Fs;
use crate::storage::reader::read_bounded;
use crate::storage::safe_writer::{Stamp, Standing, write_safely};
use crate::workbench::arrival::Arrival;
use crate::workbench::backing_up::keep_base;
use crate::workbench::damage::{self, NotOpened};
use crate::workbench::desk::{Origin, Workbench};
use crate::workbench::home::Home;
use crate::workbench::jobs::guarded;
use crate::workbench::keeping::{Ending, Keeping, Safety};
use crate::workbench::notice::{NoticeAction, Weight};
use crate::workbench::question::Question;
use crate::workbench::recovering::ReadOnly;
use crate::workbench::world::World;

/// What stands in a wish for a project; that it is there is what counts.
const WISH: &[u8] = b"wanted\n";
/// How often another window is asked for the project before it counts as one that does not answer, and how long is waited between: together
/// longer than it takes a window to look by itself, where the system tells nothing.
const MAX_TRIES: u32 = 60;
const TRY_EVERY: Duration = Duration::from_millis(200);

/// What a look at the open file has found.
#[derive(Debug)]
pub enum Outside {
    /// What was known.
    Same,
    /// It is not there any more.
    Gone,
    /// It could not be read, and why.
    Unread(String),
    /// It holds no project now, why, and the newest backup.
    NoProject(Box<NotOpened>),
    /// Another project.
    Changed(Box<Changed>),
}

/// The file of the project is missed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Missed {
    /// The state in which the project was what stood there.
    pub(crate) saved_state: Option<u64>,
}

/// A project that somebody else has written, and what has to be done to ours to have both.
#[derive(Debug)]
pub struct Changed {
    theirs: Project,
    stamp: Stamp,
    edits: Vec<Edit>,
    conflicts: usize,
    // What there is to say about it: records that were edited outside, what of it is damaged.
    notes: Vec<String>,
    // The state of ours that it was made out for.
    of: (u64, u64),
}

impl Workbench {
    /// Has the open file and whoever may ask for it watched.
    pub(crate) fn watch(&self, world: &mut dyn World) {
        world.watch(&self.path().map(Path::to_owned).into_iter().chain(self.wanted.clone()).collect::<Vec<_>>());
    }

    /// A file is watched from now on: it may have changed between when it was read and now, or somebody may have asked for the project.
    pub(crate) fn watched(&mut self, path: &Path, world: &mut dyn World) {
        if self.path() == Some(path) {
            self.look_for_change(true, world);
        } else {
            self.stirred(path, world);
        }
    }

    /// Something may have happened to a file that is watched.
    pub(crate) fn stirred(&mut self, path: &Path, world: &mut dyn World) {
        if self.path() == Some(path) {
            self.look_outside(world);
        } else if self.wanted.as_deref() == Some(path) && self.read_only.is_none() {
            let (fs, path, generation) = (world.files(), path.to_owned(), self.generation);
            world.spawn(guarded(Arrival::Wanted(generation, false), move || {
                // The wish is gone once it is granted.
                Arrival::Wanted(generation, fs.remove(&path).is_ok())
            }));
        }
    }

    /// Looks on a worker whether the open file is what it was.
    pub(crate) fn look_outside(&mut self, world: &mut dyn World) {
        self.look_for_change(false, world);
    }

    /// The same; where `is_quick` a file of the same length and time counts as the same.
    fn look_for_change(&mut self, is_quick: bool, world: &mut dyn World) {
        let Origin::File(path, stamp) = self.origin.clone() else { return };
        self.is_look_due = self.saves.iter().any(|saving| saving.path == path);
        if self.is_look_due {
            // Our own save looks for itself before it writes; what comes after that is looked for once it has ended.
            return;
        }
        let (fs, generation, of) = (world.files(), self.generation, self.revision());
        let (base, ours) = (self.filed.clone(), self.project.clone());
        let (state, now) = (world.state_folder(), world.now());
        let died = Arrival::LookedOutside(generation, path.clone(), Outside::Unread("this program made a mistake on the way".to_owned()));
        world.spawn(guarded(died, move || {
            let is_as_read = is_quick && matches!(fs.look(&path), Ok(Some(look)) if !stamp.may_differ_from(&look));
            let found = if is_as_read { Outside::Same } else { look(&*fs, state.as_deref(), (&path, &stamp), base.as_ref(), &ours, of) };
            if let (Outside::Changed(changed), Some(state)) = (&found, &state) {
                // The journal names what was taken in. Where that cannot be kept, it names what was known before.
                let _ = keep_base(&*fs, state, &path, &changed.stamp.digest, now);
            }
            Arrival::LookedOutside(generation, path, found)
        }));
    }

    /// A look at the file at `path` has ended, of the project of this generation.
    pub(crate) fn looked_outside(&mut self, generation: u64, path: &Path, found: Outside, world: &mut dyn World) {
        let Origin::File(own, known) = &self.origin else { return };
        if generation != self.generation {
            return;
        }
        if self.saves.iter().any(|saving| saving.path == path) {
            self.is_look_due = true;
            return;
        }
        let wants_to_save = std::mem::take(&mut self.saves_after_merge);
        if own != path {
            // It belongs to another file meanwhile; what was wanted of this one is for the user to say.
            if wants_to_save {
                self.ask(Question::ChangedOnDisk(path.to_owned()));
            }
            return;
        }
        match found {
            // The save that found another file there can go on.
            Outside::Same => {
                self.file_is_back();
                if wants_to_save && !self.is_saved() {
                    self.save(world);
                }
            }
            Outside::Gone => {
                self.after_save = None;
                self.file_is_missed();
                self.notices.say_of_the_file(
                    Weight::Warning,
                    format!(
                        "The file is not there any more: it was moved or deleted. All of it is still here; save to put it back\n{}",
                        path.display()
                    ),
                    vec![NoticeAction::SaveElsewhere],
                );
            }
            Outside::Unread(reason) => {
                self.file_is_missed();
                let told = if wants_to_save { "Nothing was saved, as what" } else { "What" };
                self.notices.say_of_the_file(
                    Weight::Warning,
                    format!(
                        "{told} the file has now cannot be taken in ({reason}). All of your work is still here; save it elsewhere, or again \
                         later\n{}",
                        path.display()
                    ),
                    vec![NoticeAction::SaveElsewhere],
                );
                if wants_to_save {
                    self.ask(Question::ChangedOnDisk(path.to_owned()));
                }
            }
            Outside::NoProject(not) => {
                self.file_is_missed();
                let text = "Another program has changed the file, and what it holds now is no project. All of your work is still here";
                let reason = format!("{text}; save it elsewhere, or over what is there. {}", not.reason);
                self.cannot_be_read(path, NotOpened { reason, ..*not }, vec![NoticeAction::SaveElsewhere], world);
                if wants_to_save {
                    self.ask(Question::ChangedOnDisk(path.to_owned()));
                }
            }
            Outside::Changed(changed) if changed.stamp.has_content_of(known) => self.file_is_back(),
            // Something was done meanwhile.
            Outside::Changed(changed) if changed.of != self.revision() => {
                self.saves_after_merge = wants_to_save;
                self.look_outside(world);
            }
            Outside::Changed(changed) => self.take_in(path, *changed, wants_to_save, world),
        }
    }

    /// Nobody can read any more what the project was saved as: it counts as not saved until that is there again.
    fn file_is_missed(&mut self) {
        let saved_state = self.saved_state.take();
        self.missed.get_or_insert(Missed { saved_state });
    }

    /// What was read or written last stands there; what was said of it is over.
    fn file_is_back(&mut self) {
        if let Some(missed) = self.missed.take() {
            self.saved_state = missed.saved_state;
            self.notices.clear_of_the_file();
        }
    }

    /// Takes in what somebody else has written.
    fn take_in(&mut self, path: &Path, changed: Changed, wants_to_save: bool, world: &mut dyn World) {
        let was_saved = self.filed.as_ref() == Some(&self.project);
        let Changed { theirs, stamp, edits, conflicts, notes, .. } = changed;
        let label = if was_saved { "take in what changed in the file" } else { "merge with what changed in the file" };
        // What others have decided is in what they wrote.
        self.who = None;
        if !edits.is_empty() {
            let here = self.focus.clone();
            if !self.commit_whoever_has_it(Transaction { label: label.to_owned(), edits }, here) {
                return;
            }
            self.focus = self.sound(&self.focus);
        }
        let digest = stamp.digest;
        self.origin = Origin::File(path.to_owned(), stamp);
        self.saved_state = (self.project == theirs).then(|| self.history.state());
        self.keep_known_file(path, digest);
        self.filed = Some(theirs);
        self.missed = None;
        let mut told = "Another program has changed the file; its changes ".to_owned();
        if was_saved {
            told.push_str("were taken in. Undo takes them back");
        } else if conflicts == 0 {
            told.push_str("and yours are merged");
        } else {
            let count = if conflicts == 1 { "One thing differs".to_owned() } else { format!("{conflicts} things differ") };
            let not_saved = if wants_to_save { ". Nothing was saved yet: choose there, then save again" } else { "" };
            // A string takes everything.
            let _ = write!(told, "and yours are merged. {count}: both versions are kept, see To do{not_saved}");
            // What was to come after the save is for the user to ask for again.
            self.after_save = None;
        }
        if !notes.is_empty() {
            let _ = write!(told, ". In what it wrote:\n{}", notes.join("\n"));
        }
        let _ = write!(told, "\n{}", path.display());
        self.notices.say_of_the_file(Weight::Warning, told, Vec::new());
        if wants_to_save && conflicts == 0 && !self.is_saved() {
            self.save(world);
        }
        self.go_on(world);
    }

    /// Another window has asked for the project, and waits.
    pub(crate) fn hand_over(&mut self, generation: u64, is_wanted: bool, world: &mut dyn World) {
        if generation != self.generation || !is_wanted || self.read_only.is_some() {
            return;
        }
        if matches!(self.safety(), Safety::Trouble(_)) {
            // What is in this window alone would not go with it.
            return;
        }
        let (given_up, followed_in) = self.keeping.follow(Keeping::default());
        // What is not saved goes with it.
        self.ended.extend(given_up.map(|journal| (journal, Ending::Stay, followed_in)));
        (self.read_only, self.not_handed_over) = (Some(ReadOnly::TakenOver), None);
        // Nor is anything more written where the other one writes now.
        self.save_no_more();
        self.keep_again(world);
    }

    /// Asks the window that has the project for it.
    pub(crate) fn take_over(&mut self, world: &mut dyn World) {
        let (Some(path), Some(wanted)) = (self.path().map(Path::to_owned), self.wanted.clone()) else { return };
        if self.read_only.is_none() || self.is_taking_over {
            return;
        }
        self.is_taking_over = true;
        let (fs, generation) = (world.files(), self.generation);
        world.spawn(guarded(Arrival::TriedToTake(generation, path.clone(), MAX_TRIES, false), move || {
            let _ = write_safely(&*fs, &wanted, WISH, &Standing::Anything);
            Arrival::TriedToTake(generation, path, 0, false)
        }));
    }

    /// It was tried so often, and came free or not.
    pub(crate) fn tried_to_take(&mut self, generation: u64, path: PathBuf, tries: u32, is_free: bool, world: &mut dyn World) {
        if generation != self.generation || !self.is_taking_over {
            return;
        }
        let fs = world.files();
        if is_free {
            self.is_taking_over = false;
            self.takes_over = true;
            self.open(path, false, world);
        } else if tries >= MAX_TRIES {
            self.is_taking_over = false;
            self.notices.say(
                Weight::Warning,
                "The other window does not answer. Nothing was changed; close it there, or save under another name here",
            );
            if let Some(wanted) = self.wanted.clone() {
                world.spawn(guarded(Arrival::Wanted(generation, false), move || {
                    let _ = fs.remove(&wanted);
                    Arrival::Wanted(generation, false)
                }));
            }
        } else {
            let Some(wanted) = self.wanted.clone() else { return };
            let journal = wanted.with_extension("journal");
            let died = Arrival::TriedToTake(generation, path.clone(), MAX_TRIES, false);
            world.spawn_later(
                TRY_EVERY,
                guarded(died, move || {
                    let is_free = !Home::at(&*fs, journal).is_taken;
                    // It goes where it is granted, but also where a third window got the project.
                    if !is_free && matches!(fs.look(&wanted), Ok(None)) {
                        let _ = write_safely(&*fs, &wanted, WISH, &Standing::Anything);
                    }
                    Arrival::TriedToTake(generation, path, tries + 1, is_free)
                }),
            );
        }
    }
}

fn look(
    fs: &dyn Fs,
    state: Option<&Path>,
    (path, known): (&Path, &Stamp),
    base: Option<&Project>,
    ours: &Project,
    of: (u64, u64),
) -> Outside {
    let file = match read_bounded(fs, path, project_file::LIMIT_BYTES) {
        Ok(file) => file,
        Err(OpenError::Missing { .. }) => return Outside::Gone,
        Err(error) => return Outside::Unread(error.reason()),
    };
    if file.stamp.has_content_of(known) {
        return Outside::Same;
    }
    let loaded = match project_file::read(&file.bytes) {
        Ok(loaded) => loaded,
        Err(error) => return Outside::NoProject(Box::new(NotOpened::unread(fs, state, path, &error))),
    };
    let notes = damage::notes(fs, state, path, &loaded);
    let theirs = loaded.project;
    let (edits, conflicts) = if base == Some(ours) {
        (edits_between(ours, &theirs), 0)
    } else {
        match merge(base, ours, &theirs) {
            Ok(merged) => (edits_between(ours, &merged.project), merged.conflicts.len()),
            Err(error) => return Outside::Unread(format!("the two versions could not be merged: {error}")),
        }
    };
    Outside::Changed(Box::new(Changed { theirs, stamp: file.stamp, edits, conflicts, notes, of }))
}
