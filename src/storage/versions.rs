//! Versions of a project: what each save wrote, kept in the state folder and thinned out with time, but for what a journal begins from.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::model::moment::Moment;
use crate::model::snapshot::Digest;
use crate::storage::copies::digest_of;
use crate::storage::error::{OpenError, SaveError};
use crate::storage::fs::{FileKind, Fs};
use crate::storage::journal::begins_from;
use crate::storage::reader::read_bounded;
use crate::storage::safe_writer::{Standing, sweep, write_safely, write_summed};
use crate::storage::state::{all_versions_folder, journals_folder, key_of, set_aside_folder, versions_folder, whole_path};

/// How many bytes the versions of all projects may have together; the newest of each project stay whatever they have.
pub const LIMIT_BYTES: u64 = 500_000_000;
/// How many of the last saves stay, whenever they were.
pub const LAST_SAVES: usize = 10;
/// For how many seconds one version an hour stays.
const HOURLY_SECONDS: u64 = 24 * HOUR.unsigned_abs();
/// For how many seconds one version a day stays.
const DAILY_SECONDS: u64 = 30 * DAY.unsigned_abs();
const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;
/// The file that says to a person which project the versions beside it are of.
const NAME_FILE: &str = "path.txt";
/// More than any path has.
const NAME_LIMIT_BYTES: u64 = 1 << 16;

/// One version that is kept. All this is in its file's name or seen without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Which save it was, counted from 1: the order also where the clock was set back.
    pub number: u64,
    /// When it was saved.
    pub saved: Moment,
    /// The sum of its bytes.
    pub digest: Digest,
    /// How long it is.
    pub size_bytes: u64,
    /// Its file.
    pub path: PathBuf,
}

/// Why a version was not read.
#[derive(Debug, thiserror::Error)]
pub enum VersionError {
    /// Its file has something else in it now.
    #[error("This version was damaged on the disk. The project is as it was; choose another version\n{}", path.display())]
    Damaged {
        /// Its file.
        path: PathBuf,
    },
    /// It could not be read.
    #[error("This version was not read. The project is as it was; choose another version. {0}")]
    Unread(#[from] OpenError),
}

/// Keeps what a save wrote as the newest version of the project, where it is not that already; then thins out. `digest` is the
/// sum of the bytes.
///
/// # Errors
/// Where it could not be kept; all older versions are still there then.
pub fn put(fs: &dyn Fs, state: &Path, project: &Path, bytes: &[u8], digest: Digest, now: Moment) -> Result<(), SaveError> {
    let folder = versions_folder(state, &key_of(fs, project));
    fs.make_folders(&folder).map_err(|error| SaveError::from_io(folder.clone(), error))?;
    let names = names_in(fs, &folder).map_err(|error| SaveError::from_io(folder.clone(), error))?;
    let newest = names.iter().max();
    // Read, as what was damaged since must be kept anew.
    let same = newest.filter(|newest| newest.digest == digest).and_then(|newest| newest.look(fs, &folder));
    let is_there = same.is_some_and(|newest| read(fs, &newest).is_ok());
    if !is_there {
        let number = newest.map_or(0, |newest| newest.number).saturating_add(1);
        let name = Name { number, saved: Moment(now.0.max(0)), digest };
        write_summed(fs, &folder.join(name.text()), bytes, digest, &Standing::Anything)?;
    }
    say_whose(fs, &folder, project);
    thin_out(fs, &folder, &needed(fs, state), now);
    keep_within(fs, state, LIMIT_BYTES);
    Ok(())
}

/// The sums of what journals begin from, those that were moved aside among them: without it, the work in them could not be brought back.
fn needed(fs: &dyn Fs, state: &Path) -> BTreeSet<Digest> {
    let folders = [journals_folder(state), set_aside_folder(state)];
    let journals = folders.iter().flat_map(|folder| fs.list(folder).unwrap_or_default().into_iter().map(|name| folder.join(name)));
    journals.filter_map(|journal| begins_from(fs, &journal)).collect()
}

/// The versions of a project, newest first. What else lies in their folder is no version; where there is no folder there are none.
pub fn list(fs: &dyn Fs, state: &Path, project: &Path) -> Vec<Version> {
    versions_in(fs, &versions_folder(state, &key_of(fs, project)))
}

/// The newest version of a project that has these bytes.
pub fn find(fs: &dyn Fs, state: &Path, project: &Path, digest: &Digest) -> Option<Version> {
    list(fs, state, project).into_iter().find(|version| version.digest == *digest)
}

/// The bytes of a version, held against their sum.
///
/// # Errors
/// Where it is gone, cannot be read, or is not what it was.
pub fn read(fs: &dyn Fs, version: &Version) -> Result<Vec<u8>, VersionError> {
    let damaged = || VersionError::Damaged { path: version.path.clone() };
    let file = match read_bounded(fs, &version.path, version.size_bytes) {
        Err(OpenError::TooLarge { .. }) => return Err(damaged()),
        file => file?,
    };
    if digest_of(&file.bytes) == version.digest { Ok(file.bytes) } else { Err(damaged()) }
}

/// Which of these versions stay, of one project, newest first: the last ten saves; of the last day the newest of each hour, of the last
/// thirty days the newest of each day in UTC. A version from the future counts as of now, so that setting the clock back drops nothing
/// that was kept before.
pub fn kept(versions: &[Version], now: Moment) -> Vec<bool> {
    let (mut hours, mut days) = (BTreeSet::new(), BTreeSet::new());
    let stays = versions.iter().enumerate().map(|(at, version)| {
        let age = now.seconds_since(version.saved);
        // Both sets have to hear of each version.
        let is_newest_of_hour = hours.insert(version.saved.0.div_euclid(HOUR));
        let is_newest_of_day = days.insert(version.saved.0.div_euclid(DAY));
        at < LAST_SAVES || is_newest_of_hour && age < HOURLY_SECONDS || is_newest_of_day && age < DAILY_SECONDS
    });
    stays.collect()
}

/// Which versions go so that the rest has no more than `limit_bytes`: the oldest of all projects first, but never a project's newest.
/// Each inner list is one project's, newest first.
pub fn beyond(projects: &[Vec<Version>], limit_bytes: u64) -> Vec<&Version> {
    let all = projects.iter().flatten().map(|version| version.size_bytes);
    let mut total = all.fold(0_u64, u64::saturating_add);
    let mut may_go: Vec<&Version> = projects.iter().flat_map(|versions| versions.iter().skip(1)).collect();
    may_go.sort_by_key(|version| (version.saved, version.number));
    let goes = may_go.into_iter().take_while(|version| {
        let is_beyond = total > limit_bytes;
        total = total.saturating_sub(version.size_bytes);
        is_beyond
    });
    goes.collect()
}

/// Takes the oldest versions of all projects away until the rest has no more than `limit_bytes`; what journals begin from stays.
pub fn keep_within(fs: &dyn Fs, state: &Path, limit_bytes: u64) {
    let folder = all_versions_folder(state);
    let Ok(keys) = fs.list(&folder) else { return };
    let projects: Vec<Vec<Version>> = keys.iter().map(|key| versions_in(fs, &folder.join(key))).collect();
    let goes = beyond(&projects, limit_bytes);
    let needed = if goes.is_empty() { BTreeSet::new() } else { needed(fs, state) };
    for version in goes.into_iter().filter(|version| !needed.contains(&version.digest)) {
        discard(fs, version);
    }
}

/// Removes what saves that were cut off have left among the versions of all projects.
pub fn sweep_all(fs: &dyn Fs, state: &Path) {
    let folder = all_versions_folder(state);
    for key in fs.list(&folder).unwrap_or_default() {
        sweep(fs, &folder.join(key));
    }
}

fn thin_out(fs: &dyn Fs, folder: &Path, needed: &BTreeSet<Digest>, now: Moment) {
    let versions = versions_in(fs, folder);
    for (version, stays) in versions.iter().zip(kept(&versions, now)) {
        if !stays && !needed.contains(&version.digest) {
            discard(fs, version);
        }
    }
}

fn discard(fs: &dyn Fs, version: &Version) {
    // One version too many costs nothing but room, and the next save tries again.
    let _ = fs.remove(&version.path);
}

/// Tells a person who looks into the folder which file this was.
fn say_whose(fs: &dyn Fs, folder: &Path, project: &Path) {
    let text = format!("{}\n", whole_path(fs, project).display());
    let path = folder.join(NAME_FILE);
    let is_said = read_bounded(fs, &path, NAME_LIMIT_BYTES).is_ok_and(|file| file.bytes == text.as_bytes());
    if !is_said {
        // Only a help for people: the versions are found without it.
        let _ = write_safely(fs, &path, text.as_bytes(), &Standing::Anything);
    }
}

fn versions_in(fs: &dyn Fs, folder: &Path) -> Vec<Version> {
    let mut names = names_in(fs, folder).unwrap_or_default();
    names.sort_unstable_by(|one, other| other.cmp(one));
    names.into_iter().filter_map(|name| name.look(fs, folder)).collect()
}

fn names_in(fs: &dyn Fs, folder: &Path) -> std::io::Result<Vec<Name>> {
    Ok(fs.list(folder)?.iter().filter_map(|name| Name::parse(name)).collect())
}

/// What the name of a version's file says. Ordered as saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    number: u64,
    saved: Moment,
    digest: Digest,
}

impl Name {
    /// The number of the save, the seconds, the sum.
    fn text(self) -> String {
        format!("{:06}-{}-{}.ron", self.number, self.saved.0, self.digest)
    }

    /// Only what we would write ourselves is a version.
    fn parse(name: &OsStr) -> Option<Self> {
        let text = name.to_str()?;
        let (number, rest) = text.strip_suffix(".ron")?.split_once('-')?;
        let (saved, digest) = rest.split_once('-')?;
        let name = Self { number: number.parse().ok()?, saved: Moment(saved.parse().ok()?), digest: digest.parse().ok()? };
        (name.text() == text).then_some(name)
    }

    fn look(self, fs: &dyn Fs, folder: &Path) -> Option<Version> {
        let path = folder.join(self.text());
        // A link leads to something that we did not put there.
        if !matches!(fs.read_link(&path), Ok(None)) {
            return None;
        }
        let look = fs.look(&path).ok().flatten().filter(|look| look.kind == FileKind::File)?;
        Some(Version { number: self.number, saved: self.saved, digest: self.digest, size_bytes: look.size_bytes, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_we_would_write_are_versions() {
        let name = Name { number: 7, saved: Moment(1_795_500_000), digest: Digest([0xab; 32]) };
        assert_eq!(Name::parse(OsStr::new(&name.text())), Some(name));
        let many = Name { number: u64::MAX, ..name };
        assert_eq!(Name::parse(OsStr::new(&many.text())), Some(many));
        let digest = "ab".repeat(32);
        for hostile in [
            String::new(),
            ".ron".to_owned(),
            NAME_FILE.to_owned(),
            format!("7-1795500000-{digest}.ron"),
            format!("000007-+5-{digest}.ron"),
            format!("000007--5-{digest}.ron"),
            format!("000007-05-{digest}.ron"),
            format!("000007-99999999999999999999-{digest}.ron"),
            format!("000007-5-{digest}.ron.bad"),
            format!("000007-5-{}.ron", digest.to_uppercase()),
            "000007-5-../../mill.ron".to_owned(),
        ] {
            assert_eq!(Name::parse(OsStr::new(&hostile)), None, "{hostile}");
        }
    }
}
