//! Saving: where to, each place one save after the other, and what it means that a save has ended.

mod stopping;
mod trouble;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::storage::error::SaveError;
use crate::storage::safe_writer::Standing;
use crate::workbench::arrival::{SaveEnd, Saved};
use crate::workbench::copies;
use crate::workbench::desk::{Origin, Workbench};
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::opening::SavedSince;
use crate::workbench::progress::Progress;
use crate::workbench::putting::{self, Snapshot};
use crate::workbench::question::{PathFor, Question};
use crate::workbench::saving::trouble::{died, unsound};
use crate::workbench::world::World;

/// A save that was asked for and has not ended. Of those to one path the first is under way, the others wait for it; those to different
/// paths do not wait for each other, so that a disk that no longer answers holds nothing up but itself.
#[derive(Debug, Clone)]
pub struct Saving {
    /// Grows with each save that is asked for.
    pub number: u64,
    /// Where to.
    pub path: PathBuf,
    // What is saved: the project as it was when this was asked for.
    snapshot: Snapshot,
    /// How far it is: each statement counts twice, once when it is written, once when it is read back.
    pub progress: Arc<Progress>,
    standing: Standing,
    is_under_way: bool,
    // The number of the one that has failed, where this is the same tried again and nobody has asked for it.
    retry_of: Option<u64>,
    // Whether saving was asked for since: what was done meanwhile goes where this one goes.
    is_wanted_again: bool,
}

impl Saving {
    /// Whether this is a save of the project with this generation.
    pub(crate) const fn is_of(&self, generation: u64) -> bool {
        self.snapshot.generation == generation
    }

    /// The state of the history that is saved.
    pub(crate) const fn state(&self) -> u64 {
        self.snapshot.state
    }
}

impl Workbench {
    /// Saves where the project belongs, or will once a save of it that is under way has ended.
    pub(crate) fn save(&mut self, world: &mut dyn World) {
        if self.read_only.is_some() {
            // What was wanted before another window got the project is that one's to do.
            self.after_save = None;
            self.tell_read_only();
            return;
        }
        let generation = self.generation;
        if let Some(latest) = self.saves.iter_mut().rfind(|saving| saving.is_of(generation)) {
            latest.is_wanted_again = true;
            return;
        }
        match self.origin.clone() {
            Origin::File(path, stamp) => self.save_to(path, Standing::This(stamp), world),
            Origin::New | Origin::Sample | Origin::Text => self.ask_where_to_save(world),
        }
    }

    pub(crate) fn ask_where_to_save(&mut self, world: &mut dyn World) {
        let suggested =
            self.proposed_path().map_or_else(|| PathBuf::from(jobs::suggested_name(&self.name(), jobs::EXTENSION)), Path::to_owned);
        self.asked_for = self.generation;
        world.ask_path(PathFor::Save, Some(suggested));
    }

    /// The dialog has asked about replacing what has the very name it gave, not what has the name with an ending added.
    pub(crate) fn save_to_chosen(&mut self, path: &Path, world: &mut dyn World) {
        let whole = jobs::with_extension(path);
        let standing = self.own_standing(&whole).unwrap_or(if whole == path { Standing::Anything } else { Standing::Nothing });
        self.save_to(whole, standing, world);
    }

    /// Nobody has asked yet about replacing what stands there, unless it is the project's own file.
    pub(crate) fn save_to_typed(&mut self, path: &Path, world: &mut dyn World) {
        let whole = jobs::with_extension(path);
        let standing = self.own_standing(&whole).unwrap_or(Standing::Nothing);
        self.save_to(whole, standing, world);
    }

    /// In the project's own file must stand what was read or written there last.
    fn own_standing(&self, path: &Path) -> Option<Standing> {
        match &self.origin {
            Origin::File(own, stamp) if own == path => Some(Standing::This(stamp.clone())),
            _ => None,
        }
    }

    pub(crate) fn save_to(&mut self, path: PathBuf, standing: Standing, world: &mut dyn World) {
        if self.read_only.is_some() && self.path() == Some(&path) {
            self.after_save = None;
            self.tell_read_only();
            return;
        }
        self.begin_save(path, standing, None, world);
    }

    fn begin_save(&mut self, path: PathBuf, standing: Standing, retry_of: Option<u64>, world: &mut dyn World) {
        self.saves_asked += 1;
        let snapshot = Snapshot {
            state_folder: world.state_folder(),
            at: world.now(),
            project: self.project.clone(),
            generation: self.generation,
            state: self.history.state(),
            waiting: self.waiting_copies(),
            places: self.places_of_copies(),
            journal: self.keeping.journal().cloned(),
            home: self.keeping.home(),
        };
        let number = self.saves_asked;
        self.saves.push(Saving {
            number,
            path,
            snapshot,
            progress: Arc::default(),
            standing,
            is_under_way: false,
            retry_of,
            is_wanted_again: false,
        });
        self.start_saves(world);
    }

    pub(crate) fn start_saves(&mut self, world: &mut dyn World) {
        let mut before: Vec<&Path> = Vec::new();
        // A save writes in the journal too.
        let (generation, is_waiting) = (self.generation, self.keeping.is_unsettled());
        for saving in &mut self.saves {
            let has_to_wait = is_waiting && saving.is_of(generation) || before.contains(&saving.path.as_path());
            if !saving.is_under_way && !has_to_wait {
                saving.is_under_way = true;
                if saving.is_of(generation) {
                    // It may have got a journal, or another place, since it was asked for.
                    (saving.snapshot.journal, saving.snapshot.home) = (self.keeping.journal().cloned(), self.keeping.home());
                }
                let (snapshot, path, standing) = (saving.snapshot.clone(), saving.path.clone(), saving.standing.clone());
                world.spawn(putting::save(world.files(), saving.number, Arc::clone(&saving.progress), snapshot, path, standing));
            }
            before.push(&saving.path);
        }
    }

    /// The save of the project that is under way.
    pub fn saving(&self) -> Option<&Saving> {
        self.saves.iter().find(|saving| saving.is_under_way && saving.is_of(self.generation))
    }

    pub(crate) fn save_ended(&mut self, number: u64, mut end: SaveEnd, world: &mut dyn World) {
        if let SaveEnd::Saved(saved) = &mut end {
            self.backed_up(std::mem::replace(&mut saved.backup, Ok(())));
        }
        let Some(at) = self.saves.iter().position(|saving| saving.number == number) else { return };
        let saving = self.saves.remove(at);
        let has_written =
            matches!(&end, SaveEnd::Saved(_) | SaveEnd::Unsettled(..) | SaveEnd::Died(_) | SaveEnd::Failed(_, SaveError::Unclear { .. }));
        let had_the_place = !matches!(&end, SaveEnd::Failed(_, SaveError::OpenElsewhere { .. }));
        self.saved_while_opening(SavedSince {
            path: saving.path.clone(),
            is_own: saving.is_of(self.generation),
            has_written,
            had_the_place,
        });
        if saving.is_of(self.generation) {
            self.own_save_ended(&saving, end, world);
        } else {
            let is_over_ours = match (&end, &self.origin) {
                (SaveEnd::Saved(saved), Origin::File(path, known)) => saved.path == *path && !saved.stamp.has_content_of(known),
                _ => false,
            };
            self.save_of_another_ended(end);
            if is_over_ours {
                // What was opened from there meanwhile is not what stands there now.
                self.saved_state = None;
                self.look_outside(world);
            }
        }
        self.start_saves(world);
        if self.is_look_due {
            self.look_outside(world);
        }
        self.go_on(world);
    }

    fn own_save_ended(&mut self, saving: &Saving, end: SaveEnd, world: &mut dyn World) {
        if let Some(failed) = saving.retry_of {
            // What comes of it now is said in its place.
            self.notices.withdraw_not_saved(failed);
        }
        match end {
            SaveEnd::Saved(mut saved) => {
                self.notices.clear_not_saved(saving.number);
                let has_all = saved.copies.failed.is_empty();
                let is_own = self.belongs_to(saving, &mut saved, Some(saving.state()), world);
                let Saved { path, copies, .. } = *saved;
                self.copies_put(saving.number, &path, copies, is_own);
                self.remember(&path, world);
                if (saving.is_wanted_again || self.after_save.is_some()) && !self.is_saved() && has_all && !self.is_reading_copy() {
                    self.save(world);
                }
                if has_all {
                    return;
                }
                // Trying again at once would fail the same way.
                self.after_save = None;
            }
            SaveEnd::Failed(path, SaveError::Taken { .. }) if saving.retry_of.is_some() => {
                // Nobody is asked out of the blue whether something may be replaced.
                let text = "It was not tried again to save, as there is a file of this name now. Nothing was written; save it again, or under another name";
                self.notices.say_not_saved(saving.number, &saving.path, format!("{text}\n{}", path.display()));
            }
            SaveEnd::Failed(path, SaveError::Taken { .. }) => self.ask(Question::Overwrite(path)),
            SaveEnd::Failed(path, SaveError::ChangedOnDisk { .. }) if self.path() == Some(&path) => {
                // What another program wrote is merged, and then saved.
                self.saves_after_merge = true;
                self.look_outside(world);
            }
            SaveEnd::Failed(path, SaveError::ChangedOnDisk { .. }) => self.ask(Question::ChangedOnDisk(path)),
            SaveEnd::Unsettled(mut saved, error) => {
                // The file is whole and ours, but a power cut may still take it: not saved, and not another program's either.
                self.belongs_to(saving, &mut saved, None, world);
                self.after_save = None;
                let is_tried_again = self.read_only.is_none();
                self.notices.say_not_saved(saving.number, &saving.path, self.comforting(&error.to_string(), is_tried_again));
                if is_tried_again {
                    self.save_again_later(saving.number, saved.path, world);
                }
            }
            SaveEnd::Failed(path, error) => {
                let (reason, is_unclear) = (error.to_string(), matches!(error, SaveError::Unclear { .. }));
                self.after_save = None;
                let is_own = self.path() == Some(&path);
                if is_own && is_unclear {
                    // Either may stand there; the next save finds out, and nothing counts as saved until then.
                    self.saved_state = None;
                }
                // What may have got there is not to be taken for another program's file.
                let has_nothing_new = is_own && self.is_saved();
                let is_tried_again = !has_nothing_new && self.read_only.is_none() && (is_own || !is_unclear);
                if has_nothing_new {
                    // Whether all of it is in its file is what is to be found out now.
                    self.notices.say_not_saved(saving.number, &saving.path, reason);
                    self.look_outside(world);
                } else {
                    self.notices.say_not_saved(saving.number, &saving.path, self.comforting(&reason, is_tried_again));
                }
                if is_tried_again {
                    self.save_again_later(saving.number, path, world);
                }
            }
            SaveEnd::Unsound(path, reason) => {
                self.after_save = None;
                self.notices.say_not_saved(saving.number, &saving.path, self.comforting(&unsound(&path, &reason), false));
            }
            // It was asked for again before it had ended.
            SaveEnd::Cancelled(_) if saving.is_wanted_again => self.save(world),
            SaveEnd::Cancelled(path) => {
                self.after_save = None;
                let text = format!("Saving was cancelled. The file is as it was\n{}", path.display());
                self.notices.say(Weight::Hint, self.comforting(&text, false));
            }
            SaveEnd::Died(path) => {
                self.after_save = None;
                if self.path() == Some(&path) {
                    self.saved_state = None;
                }
                self.notices.say_not_saved(saving.number, &saving.path, self.comforting(&died(&path), false));
            }
        }
        self.leave_no_more();
    }

    /// The project belongs to the file it was saved to last, whichever of two saves took longer. Whether that is this one.
    fn belongs_to(&mut self, saving: &Saving, saved: &mut Saved, saved_state: Option<u64>, world: &mut dyn World) -> bool {
        let Saved { path, stamp, home, wanted, is_announced, .. } = saved;
        for waiting in self.saves.iter_mut().filter(|waiting| waiting.is_of(saving.snapshot.generation) && waiting.path == *path) {
            if let Standing::This(expected) = &mut waiting.standing {
                expected.clone_from(stamp);
            }
        }
        let is_own = saving.number > self.origin_save;
        if self.keeping.journal().is_some() {
            if !*is_announced {
                // It could not be written then, or there was no journal. Where the project was in this state is known all the same.
                self.keep_filed(saving.state(), path, stamp.digest);
            }
            if !is_own && let Origin::File(own, known) = self.origin.clone() {
                // A save before the last one has taken longer; the project is where it was saved last.
                self.keep_known_file(&own, known.digest);
            }
            self.keep_again(world);
        }
        if is_own {
            self.origin = Origin::File(path.clone(), stamp.clone());
            self.origin_save = saving.number;
            (self.saved_state, self.missed) = (saved_state, None);
            self.notices.clear_of_the_file();
            self.filed = Some(saving.snapshot.project.clone());
            if home.is_some() {
                // A window that could only read has a file of its own now.
                (self.read_only, self.not_handed_over, self.is_taking_over) = (None, None, false);
            }
            self.recovery.no_more_opened();
            self.rebase_journal(saving.number, home.take(), world);
            self.wanted = wanted.take();
            self.watch(world);
        }
        is_own
    }

    /// The project that was saved is no longer the one on the bench; the user must still learn that it was not.
    fn save_of_another_ended(&mut self, end: SaveEnd) {
        let reason = match end {
            SaveEnd::Saved(saved) if saved.copies.failed.is_empty() => return,
            SaveEnd::Saved(saved) => {
                self.notices.say(Weight::Error, format!("Of the project that was open before: {}", copies::told(&saved.copies.failed)));
                return;
            }
            SaveEnd::Failed(_, error) | SaveEnd::Unsettled(_, error) => error.to_string(),
            SaveEnd::Unsound(path, reason) => unsound(&path, &reason),
            SaveEnd::Cancelled(path) => format!("Saving was cancelled\n{}", path.display()),
            SaveEnd::Died(path) => died(&path),
        };
        self.leave_no_more();
        let text = "The project that was open before was not saved; its work is kept, and can be opened from File, Unsaved work";
        self.notices.say(Weight::Error, format!("{text}. {reason}"));
    }
}
