//! Sums of bytes, by which content is known again.

use std::io::{self, Read};

use sha2::Digest as _;

use crate::model::snapshot::Digest;

/// The SHA-256 of some bytes.
pub fn digest_of(bytes: &[u8]) -> Digest {
    Digest(sha2::Sha256::digest(bytes).into())
}

/// The length and the SHA-256 of all that can be read here, without holding more than a piece of it.
pub fn digest_from(mut from: impl Read) -> io::Result<(u64, Digest)> {
    const PIECE_BYTES: usize = 1 << 16;
    let mut hasher = sha2::Sha256::new();
    let (mut piece, mut length_bytes) = (vec![0; PIECE_BYTES], 0);
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok((length_bytes, Digest(hasher.finalize().into()))),
            Ok(count) => {
                hasher.update(piece.get(..count).unwrap_or_default());
                length_bytes += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives out a few bytes at a time, interrupted now and then.
    struct Dribble<'a>(&'a [u8], usize);

    impl Read for Dribble<'_> {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            self.1 += 1;
            if self.1.is_multiple_of(3) {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let some = self.0.len().min(1000 * self.1);
            self.0.split_at(some).0.read(to).inspect(|count| self.0 = &self.0[*count..])
        }
    }

    #[test]
    fn a_sum_is_the_same_in_pieces_and_as_a_whole() {
        for length in [0, 1, 65_535, 65_536, 65_537, 300_000] {
            let bytes: Vec<u8> = (0..length).map(|at: usize| (at % 251) as u8).collect();
            let expected = (bytes.len() as u64, digest_of(&bytes));
            assert_eq!(digest_from(&*bytes).expect("read"), expected);
            assert_eq!(digest_from(Dribble(&bytes, 0)).expect("read"), expected);
        }
    }
}
