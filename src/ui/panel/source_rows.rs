//! Sources by name, all or those with the words that are looked for; found anew only when the project or the words change.

use crate::model::id::SourceId;
use crate::model::source::Source;
use crate::text::natural;
use crate::ui::panel::wording::{fold, source_has};
use crate::workbench::Workbench;

/// What to show of the sources.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// With these words; empty for all.
    pub query: String,
    /// Only those that nothing is linked to.
    pub is_unused_only: bool,
}

/// The sources that pass, by name.
#[derive(Debug, Default)]
pub struct SourceRows {
    made_for: Option<((u64, u64), Wanted)>,
    ids: Vec<SourceId>,
}

impl SourceRows {
    /// Looks again where something has changed.
    pub fn update(&mut self, bench: &Workbench, query: &str, is_unused_only: bool) {
        let is_same = self.made_for.as_ref().is_some_and(|(revision, wanted)| {
            *revision == bench.revision() && wanted.query == query && wanted.is_unused_only == is_unused_only
        });
        if is_same {
            return;
        }
        self.made_for = Some((bench.revision(), Wanted { query: query.to_owned(), is_unused_only }));
        let project = bench.project();
        let folded = fold(query.trim());
        let passes = |source: &Source| {
            (folded.is_empty() || source_has(source, &folded)) && !(is_unused_only && project.index().use_count(source.id) > 0)
        };
        let mut named: Vec<(String, SourceId)> =
            project.sources().filter(|source| passes(source)).map(|source| (natural::key(source.display_name()), source.id)).collect();
        named.sort();
        self.ids = named.into_iter().map(|(_, id)| id).collect();
    }

    /// The sources, by name.
    pub fn ids(&self) -> &[SourceId] {
        &self.ids
    }
}
