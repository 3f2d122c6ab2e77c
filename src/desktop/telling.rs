//! What of the world's answers goes to the log: what was opened and saved, and what went wrong. No name of a file, and nothing that stands in one.

use ::log::Level::{self, Error, Info, Warn};

use crate::storage::settings::NotKept;
use crate::workbench::arrival::{Arrival, Opened, ReportEnd, SaveEnd};
use crate::workbench::keeping::Kept;
use crate::workbench::outside::Outside;

/// What was told last.
#[derive(Debug, Default)]
pub struct Telling {
    // Why the journal cannot be written, as long as that is so: it is tried every few seconds.
    trouble: Option<String>,
}

impl Telling {
    /// Logs what there is to say about this.
    pub fn tell(&mut self, arrival: &Arrival) {
        if let Some((level, text)) = self.line(arrival) {
            ::log::log!(level, "{text}");
        }
    }

    fn line(&mut self, arrival: &Arrival) -> Option<(Level, String)> {
        match arrival {
            Arrival::Opened(_, opened) => Some((Info, format!("opened {}", what(opened)))),
            Arrival::OpenFailed(_, _, not) => Some((Warn, format!("not opened: {}", not.kind))),
            Arrival::SaveEnded(_, end) => Some(save(end)),
            Arrival::Kept(_, kept) => self.kept(kept),
            Arrival::JournalEnded(_, Err(reason)) => Some((Error, format!("a journal did not come to its end: {}", without_path(reason)))),
            Arrival::Discarded(_, Err(reason)) => Some((Warn, format!("not moved aside: {}", without_path(reason)))),
            Arrival::ReportEnded(_, ReportEnd::Written(..)) => Some((Info, "a report was written".to_owned())),
            Arrival::ReportEnded(_, ReportEnd::Failed(reason)) => {
                Some((Warn, format!("a report was not written: {}", without_path(reason))))
            }
            Arrival::SettingsWritten(Err(NotKept { reason, is_there })) => {
                let what = if *is_there { "the settings were written, but may not last" } else { "the settings were not written" };
                Some((Warn, format!("{what}: {}", without_path(reason))))
            }
            Arrival::LookedOutside(_, _, Outside::Changed(_)) => Some((Info, "another program has changed the file".to_owned())),
            Arrival::LookedOutside(_, _, Outside::Gone) => Some((Warn, "the file is gone".to_owned())),
            Arrival::LookedOutside(_, _, Outside::Unread(_)) => Some((Warn, "the open file could not be read".to_owned())),
            Arrival::LookedOutside(_, _, Outside::NoProject(_)) => Some((Warn, "another program has made the file unreadable".to_owned())),
            Arrival::Unsaved(found, _) if !found.is_empty() => Some((Info, format!("{} journals with work that no file has", found.len()))),
            Arrival::NoDialog(_) => Some((Warn, "no dialog service answered".to_owned())),
            Arrival::End => Some((Info, "asked to end".to_owned())),
            _ => None,
        }
    }

    fn kept(&mut self, kept: &Kept) -> Option<(Level, String)> {
        match kept {
            Kept::Failed(reason) => {
                let reason = without_path(reason).to_owned();
                let is_new = self.trouble.as_ref() != Some(&reason);
                self.trouble = Some(reason.clone());
                is_new.then(|| (Error, format!("the journal was not written: {reason}")))
            }
            Kept::Lost { .. } => Some((Warn, "the journal is begun again".to_owned())),
            Kept::Committed(_) | Kept::Synced(_) | Kept::Anew(_) => {
                self.trouble.take().map(|_reason| (Info, "the journal is written again".to_owned()))
            }
        }
    }
}

fn what(opened: &Opened) -> String {
    match opened {
        Opened::Project(project) => {
            let (articles, statements) = (project.project.articles().count(), project.project.index().counts().statements());
            let way = match (project.is_recovered, project.is_taken) {
                (true, _) => ", brought back",
                (_, true) => ", open in another window",
                _ => "",
            };
            format!("a project of {articles} articles, {statements} statements{way}")
        }
        Opened::Sample(_) => "the sample".to_owned(),
        Opened::Backup(..) => "a backup".to_owned(),
        Opened::Article(..) | Opened::Further(..) => "an article".to_owned(),
    }
}

fn save(end: &SaveEnd) -> (Level, String) {
    match end {
        SaveEnd::Saved(saved) => {
            let copies = if saved.copies.failed.is_empty() { "" } else { ", not all copies with it" };
            let backup = if saved.backup.is_ok() { "" } else { ", not kept as a version" };
            let level = if saved.copies.failed.is_empty() && saved.backup.is_ok() { Info } else { Warn };
            (level, format!("saved, {} bytes{copies}{backup}", saved.stamp.size_bytes))
        }
        SaveEnd::Failed(_, error) | SaveEnd::Unsettled(_, error) => (Warn, format!("not saved: {}", error.kind())),
        SaveEnd::Unsound(..) => (Error, "not saved: what was written did not read back the same".to_owned()),
        SaveEnd::Cancelled(_) => (Info, "not saved: cancelled".to_owned()),
        SaveEnd::Died(_) => (Error, "not saved: the program made a mistake".to_owned()),
    }
}

/// Paths stand on the last line of what is said about files, after what happened.
fn without_path(reason: &str) -> &str {
    reason.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::storage::error::SaveError;
    use crate::storage::journal::Written;

    #[test]
    fn what_is_logged_names_no_file() {
        let path = PathBuf::from("/home/rv/mill scandal.ron");
        let mut telling = Telling::default();
        let arrivals = [
            Arrival::OpenFailed(1, path.clone(), format!("Line 2: “mill” is no tag\n{}", path.display()).into()),
            Arrival::SaveEnded(1, SaveEnd::Failed(path.clone(), SaveError::DiskFull { path: path.clone() })),
            Arrival::SaveEnded(1, SaveEnd::Unsound(path.clone(), "the mill".to_owned())),
            Arrival::SaveEnded(1, SaveEnd::Died(path.clone())),
            Arrival::Kept(1, Kept::Failed(SaveError::NotAllowed { path: path.clone() }.to_string())),
            Arrival::JournalEnded(None, Err(SaveError::ReadOnly { path: path.clone() }.to_string())),
            Arrival::ReportEnded(1, ReportEnd::Written(path.clone(), 1)),
            Arrival::ReportEnded(1, ReportEnd::Failed(format!("No\n{}", path.display()))),
            Arrival::SettingsWritten(Err(NotKept { reason: format!("No\n{}", path.display()), is_there: false })),
            Arrival::End,
        ];
        for arrival in arrivals {
            let (_, line) = telling.line(&arrival).unwrap_or_else(|| panic!("{arrival:?} is told"));
            assert!(!line.contains("mill") && !line.contains('/'), "{line}");
        }
    }

    #[test]
    fn trouble_with_the_journal_is_told_when_it_begins_and_ends() {
        let mut telling = Telling::default();
        let failed = |why: &str| Arrival::Kept(1, Kept::Failed(why.to_owned()));
        let written = || Arrival::Kept(1, Kept::Committed(Written { number: 1, length_bytes: 1 }));
        let told = [written(), failed("full"), failed("full"), failed("gone"), written(), written(), failed("full")];
        let told: Vec<bool> = told.iter().map(|arrival| telling.line(arrival).is_some()).collect();
        assert_eq!(told, [false, true, false, true, true, false, true]);
    }
}
