//! Counts of statements, kept up to date by the gate.

use crate::model::tag::TagKind;

/// How many statements there are of which sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Tagged claim.
    pub claims: usize,
    /// Tagged assertion.
    pub assertions: usize,
    /// Tagged confirmed fact, and carried.
    pub confirmed: usize,
    /// Tagged confirmed fact, but hollow: never counted as confirmed.
    pub hollow: usize,
    /// With at least one source linked, of whatever stance.
    pub with_source: usize,
}

/// What of a statement is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Its tag.
    pub kind: TagKind,
    /// Whether it is a fact that nothing carries.
    pub is_hollow: bool,
    /// Whether something is linked.
    pub has_source: bool,
}

impl Counts {
    /// All statements.
    pub const fn statements(&self) -> usize {
        self.claims + self.assertions + self.confirmed + self.hollow
    }

    /// Counts one more.
    pub fn add(&mut self, counted: Counted) {
        *self.of(counted) += 1;
        self.with_source += usize::from(counted.has_source);
    }

    /// Counts one less; it was counted before.
    pub fn remove(&mut self, counted: Counted) {
        let of = self.of(counted);
        *of = of.saturating_sub(1);
        self.with_source = self.with_source.saturating_sub(usize::from(counted.has_source));
    }

    fn of(&mut self, counted: Counted) -> &mut usize {
        match (counted.kind, counted.is_hollow) {
            (TagKind::Claim, _) => &mut self.claims,
            (TagKind::Assertion, _) => &mut self.assertions,
            (TagKind::ConfirmedFact, false) => &mut self.confirmed,
            (TagKind::ConfirmedFact, true) => &mut self.hollow,
        }
    }
}
