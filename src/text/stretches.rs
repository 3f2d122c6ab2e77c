//! A text cut into parts of equal length, for everything that is shown along it at one glance.

/// How many parts: two or three pixels each beside a window, however long the text is.
pub const STRETCHES: usize = 256;

/// The part that a byte lies in, in a text of so many bytes.
pub const fn stretch_of(byte: usize, len: usize) -> usize {
    let len = if len == 0 { 1 } else { len };
    // No text in memory is so long that this would not hold.
    let stretch = byte.saturating_mul(STRETCHES) / len;
    if stretch < STRETCHES { stretch } else { STRETCHES - 1 }
}

/// The first byte of a part, in a text of so many bytes; not always between two characters.
pub const fn stretch_start(stretch: usize, len: usize) -> usize {
    stretch.saturating_mul(len).div_ceil(STRETCHES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_lies_in_one_stretch_and_every_stretch_begins_with_its_first_byte() {
        for len in [1, 2, 255, 256, 257, 10_007] {
            let mut last = 0;
            for byte in 0..len {
                let stretch = stretch_of(byte, len);
                assert!(stretch >= last && stretch < STRETCHES);
                assert!(stretch_start(stretch, len) <= byte && byte < stretch_start(stretch + 1, len));
                last = stretch;
            }
        }
        for (byte, len, stretch) in [(0, 0, 0), (9, 0, 255), (100, 50, 255), (usize::MAX, 100, 255)] {
            assert_eq!(stretch_of(byte, len), stretch);
        }
    }
}
