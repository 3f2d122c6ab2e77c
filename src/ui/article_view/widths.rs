//! How wide words run, guessed from their bytes: good for a scrollbar over text that was never laid out.

use egui::FontId;
use egui::epaint::text::FontsView;

/// Letters about as often as English has them, for the mean width of running text.
const RUNNING_TEXT: &str = "the officials said that about a third of it had been in the area before noon, he told reporters";
/// A greedy wrap leaves about half a word free at each line's end.
const FILLED: f32 = 0.965;

/// An advance for each byte of UTF-8: ASCII exactly, the rest by the script its first byte stands for. In points.
#[derive(Debug, Clone)]
pub struct Widths {
    of_byte: [f32; 256],
    mean: f32,
}

impl Widths {
    /// Asks the face for its ASCII letters only, so that no other face is loaded for a text that was never shown.
    pub fn new(fonts: &mut FontsView<'_>, font: &FontId) -> Self {
        let em = font.size;
        let mut of_byte = [0.0; 256];
        for (byte, width) in (0_u8..=255).zip(of_byte.iter_mut()) {
            *width = match byte {
                b' '..=b'~' => fonts.glyph_width(font, char::from(byte)),
                b'\t' => 4.0 * fonts.glyph_width(font, ' '),
                // Control characters are shown by name.
                0..=31 | 127 => 1.5 * em,
                // Continuation bytes and combining marks.
                0x80..=0xbf | 0xcc | 0xcd => 0.0,
                0xe3..=0xed => em,
                0xf0.. => 1.2 * em,
                _ => 0.52 * em,
            };
        }
        let mean = RUNNING_TEXT.bytes().map(|byte| of_byte.get(usize::from(byte)).copied().unwrap_or_default()).sum::<f32>();
        Self { of_byte, mean: mean / RUNNING_TEXT.len() as f32 }
    }

    /// The mean width of a character of running text.
    pub const fn mean(&self) -> f32 {
        self.mean
    }

    /// About how wide `words` run on one line.
    pub fn of(&self, words: &str) -> f32 {
        words.bytes().map(|byte| self.of_byte.get(usize::from(byte)).copied().unwrap_or_default()).sum()
    }
}

/// About how many lines words that run `width` take in a column of `column`. Asked of every paragraph when the window is drawn wider, so it rounds
/// up in numbers the processor has rather than by a call.
pub fn rows(width: f32, column: f32) -> f32 {
    if width <= column {
        return 1.0;
    }
    let exact = width / (column * FILLED).max(1.0);
    let whole = exact as u32 as f32;
    if whole < exact { whole + 1.0 } else { whole }
}
