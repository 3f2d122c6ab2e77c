//! The lines of a journal: each with a sum over itself and all before it, so that a line that was cut, changed, lost, doubled or moved is
//! noticed.

use std::io;

use serde::Serialize;

/// Digits of a sum.
const SUM_DIGITS: usize = 8;

/// The sum over all lines so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chain(u32);

impl Chain {
    fn then(self, content: &[u8]) -> Self {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&self.0.to_le_bytes());
        hasher.update(content);
        Self(hasher.finalize())
    }
}

/// Adds the line of `what` to `out`.
///
/// # Errors
/// What is not to be written as JSON; nothing of ours is so.
pub fn push(out: &mut Vec<u8>, chain: &mut Chain, what: &impl Serialize) -> io::Result<()> {
    let content = serde_json::to_vec(what).map_err(io::Error::other)?;
    *chain = chain.then(&content);
    out.extend_from_slice(format!("{:08x} ", chain.0).as_bytes());
    out.extend_from_slice(&content);
    out.push(b'\n');
    Ok(())
}

/// The lines at the front of `bytes` that are whole, one after the other.
pub struct Lines<'a> {
    rest: &'a [u8],
    /// The sum over those that were handed out.
    pub chain: Chain,
    /// How many bytes they take.
    pub read_bytes: usize,
    /// How many there were.
    pub count: usize,
}

impl<'a> Lines<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, chain: Chain(0), read_bytes: 0, count: 0 }
    }

    /// Whether nothing stands after those that were handed out.
    pub const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether what stands there is a line without an end: what a crash or a full disk leaves of the last one.
    pub fn is_torn(&self) -> bool {
        !self.rest.contains(&b'\n')
    }

    /// Whether nothing but zeros stands there: a block that was reserved and never written.
    pub fn is_zeroed(&self) -> bool {
        self.rest.iter().all(|byte| *byte == 0)
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    /// `None` at the end, and where a line is not whole.
    fn next(&mut self) -> Option<&'a [u8]> {
        let end = self.rest.iter().position(|byte| *byte == b'\n')?;
        let (line, rest) = self.rest.split_at_checked(end + 1)?;
        let content = line.get(SUM_DIGITS + 1..end)?;
        let chain = self.chain.then(content);
        if line.get(..=SUM_DIGITS)? != format!("{:08x} ", chain.0).as_bytes() {
            return None;
        }
        (self.rest, self.chain) = (rest, chain);
        self.read_bytes += line.len();
        self.count += 1;
        Some(content)
    }
}
