//! What is known from outside a project, and rules may ask for.

use imbl::OrdMap;

use crate::model::id::EvidenceId;

/// What was found out about evidence. Cloning it costs nothing, so that a worker gets its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    // Whether the passage stands in a kept copy of the source; nothing where no copy was read.
    passages: OrdMap<EvidenceId, bool>,
}

impl Known {
    /// Whether the passage of this evidence stands in a kept copy of its source; `None` where that is not known.
    pub fn passage_stands(&self, evidence: EvidenceId) -> Option<bool> {
        self.passages.get(&evidence).copied()
    }

    /// Takes in whether the passage stands there, or that this is not known any more.
    pub fn learn_passage(&mut self, evidence: EvidenceId, stands: Option<bool>) {
        match stands {
            Some(stands) => _ = self.passages.insert(evidence, stands),
            None => _ = self.passages.remove(&evidence),
        }
    }
}
