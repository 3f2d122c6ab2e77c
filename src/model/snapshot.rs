//! A snapshot: a copy of what a source said, kept beside the project under the sum of its bytes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::day::Day;

/// A copy of a source. Its bytes lie in the project's folder of copies; here stands only what is known about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The sum of its bytes: what finds it, and shows that it is what it was.
    pub digest: Digest,
    /// What sort of file it is, as its bytes say.
    pub kind: SnapshotKind,
    /// What it was called where it came from; only to be shown.
    pub name: String,
    /// How long it is, in bytes.
    pub bytes: u64,
    /// Who kept it.
    pub by: String,
    /// When.
    pub on: Option<Day>,
}

/// What sort of file a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SnapshotKind {
    /// Text in UTF-8 or UTF-16.
    Text,
    /// A page of the web.
    Html,
    /// A PDF.
    Pdf,
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// Anything else.
    Other,
}

impl SnapshotKind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Text, Self::Html, Self::Pdf, Self::Png, Self::Jpeg, Self::Other];

    /// The ending of its file's name, so that other programs know what it is.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Other => "bin",
        }
    }
}

impl Snapshot {
    /// The name of its file: made from the sum alone, so that no file can lead anywhere else.
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.digest, self.kind.ending())
    }
}

/// A SHA-256; written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(pub [u8; 32]);

/// Why some text is no sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a SHA-256 has 64 digits from 0 to 9 and a to f")]
pub struct NoDigest;

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = NoDigest;

    fn from_str(text: &str) -> Result<Self, NoDigest> {
        if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(NoDigest);
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            let pair = text.get(2 * at..2 * at + 2).ok_or(NoDigest)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_not_hexadecimal| NoDigest)?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = NoDigest;

    fn try_from(text: String) -> Result<Self, NoDigest> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_written_and_read_back() {
        let digest = Digest(std::array::from_fn(|at| u8::try_from(at * 7 % 256).expect("a byte")));
        assert_eq!(digest.to_string().parse(), Ok(digest));
        for text in ["", "00", &"0".repeat(63), &"0".repeat(65), &"G".repeat(64), &"A".repeat(64), &"é".repeat(32), &"+1".repeat(32)] {
            assert_eq!(text.parse::<Digest>(), Err(NoDigest), "{text}");
        }
    }
}
