//! What a reader takes for one character: grapheme clusters.

use icu_segmenter::GraphemeClusterSegmenter;

/// How far back a cluster is looked for; longer ones (stacked marks without end) may be cut.
const WINDOW_BYTES: usize = 256;

/// The boundary after `byte`; the text's length where there is none.
pub fn next(text: &str, byte: usize) -> usize {
    let start = window_start(text, byte);
    boundaries(text, start).find(|boundary| *boundary > byte).unwrap_or(text.len())
}

/// The boundary before `byte`; 0 where there is none.
pub fn prev(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    let start = window_start(text, byte.saturating_sub(1));
    boundaries(text, start).take_while(|boundary| *boundary < byte).last().unwrap_or(0)
}

/// `byte` itself where a cluster starts or the text ends there, else the start of the cluster it lies in.
pub fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    let start = window_start(text, byte);
    boundaries(text, start).take_while(|boundary| *boundary <= byte).last().unwrap_or(start)
}

/// The first so many characters, or fewer where that would cut a cluster.
pub fn first(text: &str, chars: usize) -> &str {
    let end = text.char_indices().nth(chars).map_or(text.len(), |(at, _)| floor(text, at));
    text.get(..end).unwrap_or_default()
}

/// The nearest character boundary at or before `byte`.
pub fn char_floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Boundaries from `start` on, as byte offsets of `text`.
fn boundaries(text: &str, start: usize) -> impl Iterator<Item = usize> {
    let rest = text.get(start..).unwrap_or_default();
    GraphemeClusterSegmenter::new().segment_str(rest).map(move |boundary| start + boundary)
}

/// A place at or before `byte` where a cluster surely starts: a plain ASCII character, or the start of the text or the window.
fn window_start(text: &str, byte: usize) -> usize {
    let byte = char_floor(text, byte);
    let earliest = char_floor(text, byte.saturating_sub(WINDOW_BYTES));
    let before = text.get(earliest..byte).unwrap_or_default();
    let mut chars = before.char_indices().rev();
    chars.find(|(_, c)| c.is_ascii_graphic() || *c == ' ').map_or(earliest, |(offset, _)| earliest + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_hold_together() {
        let family = "👨\u{200d}👩\u{200d}👧";
        let text = format!("ae\u{301}{family}x\r\n");
        let ends = [1, 4, 4 + family.len(), 5 + family.len(), text.len()];
        let mut at = 0;
        for end in ends {
            assert_eq!(next(&text, at), end);
            assert_eq!(prev(&text, end), at);
            for inside in at..end {
                assert_eq!(floor(&text, inside), at);
            }
            at = end;
        }
        assert_eq!(next(&text, text.len()), text.len());
        assert_eq!(prev(&text, 0), 0);
        assert_eq!(next("", 0), 0);
    }

    #[test]
    fn flags_pair_up_from_the_start_of_their_run() {
        let text = "🇩🇪🇫🇷🇮🇹";
        assert_eq!(prev(text, text.len()), 16);
        assert_eq!(next(text, 8), 16);
        assert_eq!(floor(text, 12), 8);
    }
}
