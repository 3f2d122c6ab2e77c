//! Ids: random 64-bit numbers, written short with a prefix that names the kind of record.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Crockford's base 32 in lower case: no `i`, `l`, `o`, `u`, so that an id read aloud stays itself.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 13 digits of 5 bits hold 64 bits.
pub const LENGTH: usize = 13;

/// A kind of record that has ids; the prefix stands before the dash.
pub trait Kind {
    /// One lower case letter.
    const PREFIX: char;
}

/// The id of one record of kind `K`, unique over everybody's projects by chance alone, so that two people's files merge.
pub struct Id<K> {
    raw: u64,
    kind: PhantomData<fn() -> K>,
}

/// Marks ids of articles.
pub enum OfArticle {}
/// Marks ids of sources.
pub enum OfSource {}
/// Marks ids of statements.
pub enum OfStatement {}
/// Marks ids of evidence.
pub enum OfEvidence {}

/// Marks ids of remarks.
pub enum OfRemark {}
/// Marks ids of what is set aside.
pub enum OfAside {}
/// Marks ids of passes.
pub enum OfPass {}
/// Marks ids of silenced problems.
pub enum OfSilence {}
/// Marks ids of what a merge left open.
pub enum OfUnmerged {}

impl Kind for OfArticle {
    const PREFIX: char = 'a';
}
impl Kind for OfSource {
    const PREFIX: char = 'o';
}
impl Kind for OfStatement {
    const PREFIX: char = 's';
}
impl Kind for OfEvidence {
    const PREFIX: char = 'e';
}

impl Kind for OfRemark {
    const PREFIX: char = 'r';
}
impl Kind for OfAside {
    const PREFIX: char = 'd';
}
impl Kind for OfPass {
    const PREFIX: char = 'p';
}
impl Kind for OfSilence {
    const PREFIX: char = 'n';
}
impl Kind for OfUnmerged {
    const PREFIX: char = 'u';
}

/// `a-…`
pub type ArticleId = Id<OfArticle>;
/// `o-…` (for origin, as `s` is the statement's)
pub type SourceId = Id<OfSource>;
/// `s-…`
pub type StatementId = Id<OfStatement>;
/// `e-…`
pub type EvidenceId = Id<OfEvidence>;
/// `r-…`
pub type RemarkId = Id<OfRemark>;
/// `d-…` (for dimmed, as `a` is the article's)
pub type AsideId = Id<OfAside>;
/// `p-…`
pub type PassId = Id<OfPass>;
/// `n-…` (for noted, as `s` is the statement's)
pub type SilenceId = Id<OfSilence>;

/// `u-…`
pub type UnmergedId = Id<OfUnmerged>;

/// A number made from a text, for an id that has to be the same wherever the same thing comes up (FNV-1a).
pub fn derived(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id of this kind looks like {prefix}-{example}, with 13 digits and letters after the dash")]
pub struct IdError {
    prefix: char,
    example: &'static str,
}

impl<K> Id<K> {
    /// The id with this number.
    pub const fn from_raw(raw: u64) -> Self {
        Self { raw, kind: PhantomData }
    }

    /// The number behind the id.
    pub const fn raw(self) -> u64 {
        self.raw
    }
}

impl<K: Kind> Id<K> {
    /// What stands behind the letter and the dash where it is written, in ASCII.
    pub fn digits(self) -> [u8; LENGTH] {
        std::array::from_fn(|at| DIGITS.get((self.raw >> (5 * (LENGTH - 1 - at))) as usize & 31).copied().unwrap_or(b'0'))
    }
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-", K::PREFIX)?;
        self.digits().into_iter().try_for_each(|digit| write!(f, "{}", char::from(digit)))
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let error = IdError { prefix: K::PREFIX, example: "4k2m9q0c9d1m2" };
        let mut rest = text.chars();
        if rest.next() != Some(K::PREFIX) || rest.next() != Some('-') {
            return Err(error);
        }
        let digits = rest.as_str();
        if digits.len() != LENGTH {
            return Err(error);
        }
        let mut raw: u64 = 0;
        for letter in digits.bytes() {
            let digit = DIGITS.iter().position(|known| *known == letter).ok_or(error.clone())? as u64;
            raw = raw.checked_mul(32).and_then(|shifted| shifted.checked_add(digit)).ok_or(error.clone())?;
        }
        Ok(Self::from_raw(raw))
    }
}

impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

// Derives would ask the same of `K`, which is only a marker.
impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.raw.cmp(&other.raw)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_written() {
        for raw in [0, 1, 31, 32, u64::MAX, 0x0123_4567_89ab_cdef] {
            let id = StatementId::from_raw(raw);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in
            ["", "s", "s-", "a-0000000000000", "s-000000000000", "s-00000000000000", "s-zzzzzzzzzzzzz", "s-000000000000u", "s-é00000000000"]
        {
            assert!(text.parse::<StatementId>().is_err(), "{text}");
        }
    }
}
