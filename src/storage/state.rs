//! What lies where in the state folder: journals, locks, versions and what was set aside, each under the key of the project's file.

use std::path::{Component, Path, PathBuf, absolute};

use etcetera::BaseStrategy as _;

use crate::storage::copies::digest_of;
use crate::storage::fs::Fs;
use crate::storage::safe_writer::{MAX_LINKS, resolve};

/// Hexadecimal digits of a key.
const KEY_DIGITS: usize = 16;
/// Names the state folder, in place of the platform's.
const STATE_VARIABLE: &str = "FACTMARK_STATE_DIR";

/// Where journals and versions are kept; `None` where the system names no place for it. Made once something is kept there.
pub fn state_folder() -> Option<PathBuf> {
    match std::env::var_os(STATE_VARIABLE) {
        Some(folder) if !folder.is_empty() => absolute(PathBuf::from(folder)).ok(),
        _ => {
            let strategy = etcetera::choose_base_strategy().ok()?;
            Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("factmark"))
        }
    }
}

/// What the file at `project` is called in the state folder: 16 hexadecimal digits, made from its whole path, so that a file has one key
/// whichever way it is opened. A path that cannot be followed has the key of what it is written as.
pub fn key_of(fs: &dyn Fs, project: &Path) -> String {
    let whole = whole_path(fs, project);
    digest_of(whole.as_os_str().as_encoded_bytes()).to_string().chars().take(KEY_DIGITS).collect()
}

/// The whole path of the file that `project` leads to, links and `..` followed in its folders too.
pub fn whole_path(fs: &dyn Fs, project: &Path) -> PathBuf {
    let resolved = resolve(fs, project).unwrap_or_else(|_circle| project.to_owned());
    let whole = absolute(&resolved).unwrap_or(resolved);
    followed(fs, &whole).unwrap_or(whole)
}

/// A whole path without links and `..` in its folders; `None` where they cannot be followed.
fn followed(fs: &dyn Fs, whole: &Path) -> Option<PathBuf> {
    let (folder, name) = (whole.parent()?, whole.file_name()?);
    let parts_of = |path: &Path| path.components().rev().map(|part| PathBuf::from(part.as_os_str())).collect::<Vec<_>>();
    let (mut real, mut rest, mut links) = (PathBuf::new(), parts_of(folder), 0);
    while let Some(part) = rest.pop() {
        match part.components().next()? {
            Component::CurDir => {}
            Component::ParentDir => drop(real.pop()),
            Component::Prefix(_) | Component::RootDir => real.push(part),
            Component::Normal(_) => match fs.read_link(&real.join(&part)).ok()? {
                Some(_) if links == MAX_LINKS => return None,
                Some(target) => {
                    links += 1;
                    rest.extend(parts_of(&target));
                }
                None => real.push(part),
            },
        }
    }
    Some(real.join(name))
}

/// Where the journal of a project is kept.
pub fn journal_path(state: &Path, key: &str) -> PathBuf {
    journals_folder(state).join(format!("{key}.journal"))
}

/// The file that is locked by the window in which a project is open.
pub fn lock_path(state: &Path, key: &str) -> PathBuf {
    journals_folder(state).join(format!("{key}.lock"))
}

/// The file by which another window asks for a project that is open in one.
pub fn wanted_path(state: &Path, key: &str) -> PathBuf {
    wanted_of(&journal_path(state, key))
}

/// The same of whoever writes this journal.
pub fn wanted_of(journal: &Path) -> PathBuf {
    journal.with_extension("wanted")
}

/// The folder of all journals.
pub fn journals_folder(state: &Path) -> PathBuf {
    state.join("journals")
}

/// The folder of the versions of a project.
pub fn versions_folder(state: &Path, key: &str) -> PathBuf {
    all_versions_folder(state).join(key)
}

/// The folder of all projects' versions.
pub fn all_versions_folder(state: &Path) -> PathBuf {
    state.join("versions")
}

/// The folder of copies that are beside no project's file yet.
pub fn copies_folder(state: &Path) -> PathBuf {
    state.join("copies")
}

/// Where things are moved that the user did not want, to be found again for a while.
pub fn set_aside_folder(state: &Path) -> PathBuf {
    state.join("set-aside")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::disk::Disk;

    #[test]
    fn a_file_has_one_key_whichever_way_it_is_written() {
        let key = key_of(&Disk, Path::new("no-such-folder/mill.ron"));
        assert_eq!(key.len(), 16);
        assert!(key.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(key, key_of(&Disk, Path::new("./no-such-folder/mill.ron")));
        assert_eq!(key, key_of(&Disk, &absolute("no-such-folder/mill.ron").expect("a folder we are in")));
        assert_ne!(key, key_of(&Disk, Path::new("no-such-folder/mill2.ron")));
    }

    #[test]
    fn what_is_kept_of_a_project_lies_under_its_key() {
        let state = Path::new("/state");
        assert_eq!(journal_path(state, "k"), Path::new("/state/journals/k.journal"));
        assert_eq!(lock_path(state, "k"), Path::new("/state/journals/k.lock"));
        assert_eq!(versions_folder(state, "k"), Path::new("/state/versions/k"));
        assert_eq!(set_aside_folder(state), Path::new("/state/set-aside"));
    }

    #[test]
    #[cfg(unix)]
    fn a_link_to_a_file_has_the_key_of_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let link = folder.path().join("link.ron");
        std::os::unix::fs::symlink("mill.ron", &link).expect("a link");
        assert_eq!(key_of(&Disk, &link), key_of(&Disk, &folder.path().join("mill.ron")));
        // The same through folders that are links, and back out of some.
        std::fs::create_dir_all(folder.path().join("paper/spring")).expect("folders");
        std::os::unix::fs::symlink("paper/spring", folder.path().join("desk")).expect("a link");
        std::os::unix::fs::symlink(folder.path().join("desk"), folder.path().join("again")).expect("a link");
        let key = key_of(&Disk, &folder.path().join("paper/spring/mill.ron"));
        for path in ["desk/mill.ron", "again/mill.ron", "paper/../desk/mill.ron", "desk/../spring/mill.ron", "paper/./spring/mill.ron"] {
            assert_eq!(key_of(&Disk, &folder.path().join(path)), key, "{path}");
        }
        assert_ne!(
            key_of(&Disk, &folder.path().join("desk/../mill.ron")),
            key_of(&Disk, &folder.path().join("mill.ron")),
            "not by its words"
        );
        std::os::unix::fs::symlink("circle.ron", folder.path().join("circle.ron")).expect("a link");
        assert_eq!(key_of(&Disk, &folder.path().join("circle.ron")).len(), 16);
    }
}
