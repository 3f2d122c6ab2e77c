//! How wide words run and how many lines they take, counted from advances: good for a scrollbar over text that was never laid out.

use std::collections::HashMap;

use egui::epaint::text::FontsView;
use egui::{Color32, FontFamily, FontId};

use crate::text::chips;

/// Letters about as often as English has them, for the mean width of running text.
const RUNNING_TEXT: &str = "the officials said that about a third of it had been in the area before noon, he told reporters";
/// A greedy wrap leaves about half a word free at each line's end.
const FILLED: f32 = 0.965;
/// The most characters whose advance is kept; a text that has more is counted with the mean.
const MAX_KEPT: usize = 8192;

/// About how wide a letter of a name of an invisible character is, in sizes of the reading face.
const CHIP_LETTER: f32 = 0.36;
/// A character that no face has.
const MISSING: &str = "\u{10fffd}";

/// Where a line may be broken at an ASCII letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    Space,
    Dash,
    Punctuation,
    Letter,
}

/// Advances of a face's letters, in multiples of its size: of ASCII by byte, of the rest by the script its first byte stands for until it is
/// met, and how much closer or farther two letters stand side by side.
#[derive(Debug, Clone)]
pub struct Widths {
    font: FontId,
    of_byte: [f32; 256],
    breaks: [Break; 128],
    mean: f32,
    // Characters beyond ASCII that were met.
    others: HashMap<char, Other>,
    // The box for what no face has, once it was met.
    missing: Option<f32>,
    // By the numbers of two letters; NaN where they were not met.
    pairs: Vec<f32>,
    // Letters that have a number, in order.
    numbered: Vec<char>,
}

#[derive(Debug, Clone, Copy)]
struct Other {
    width: f32,
    number: u8,
}

impl Widths {
    /// Asks the face for its ASCII letters only, so that no other face is loaded for a text that was never shown.
    pub fn new(fonts: &mut FontsView<'_>, font: &FontId) -> Self {
        let mut of_byte = [0.0; 256];
        for (byte, width) in (0_u8..=255).zip(of_byte.iter_mut()) {
            *width = match byte {
                b' '..=b'~' => fonts.glyph_width(font, char::from(byte)) / font.size,
                b'\t' => 4.0 * fonts.glyph_width(font, ' ') / font.size,
                // Control characters are shown by name.
                0..=31 | 127 => 1.5,
                // Continuation bytes and combining marks.
                0x80..=0xbf | 0xcc | 0xcd => 0.0,
                0xe3..=0xed => 1.0,
                0xf0.. => 1.2,
                _ => 0.52,
            };
        }
        let mut breaks = [Break::Letter; 128];
        for (byte, place) in (0_u8..128).zip(breaks.iter_mut()) {
            *place = match char::from(byte) {
                '-' => Break::Dash,
                c if c.is_whitespace() => Break::Space,
                c if c.is_ascii_punctuation() => Break::Punctuation,
                _ => Break::Letter,
            };
        }
        let mean = RUNNING_TEXT.bytes().map(|byte| of_byte.get(usize::from(byte)).copied().unwrap_or_default()).sum::<f32>();
        Self {
            font: font.clone(),
            of_byte,
            breaks,
            mean: mean / RUNNING_TEXT.len() as f32,
            others: HashMap::new(),
            missing: None,
            pairs: Vec::new(),
            numbered: (0_u8..128).map(char::from).collect(),
        }
    }

    /// The face that is true for, at any size.
    pub const fn family(&self) -> &FontFamily {
        &self.font.family
    }

    /// The mean width of a character of running text.
    pub const fn mean(&self) -> f32 {
        self.mean
    }

    /// About how wide `words` run on one line, letters as far apart as each for itself.
    pub fn of(&self, words: &str) -> f32 {
        words.bytes().map(|byte| self.of_byte.get(usize::from(byte)).copied().unwrap_or_default()).sum()
    }

    /// How many lines a paragraph takes in a column of so many times the face's size: broken as a layout breaks it, where advances are all there
    /// is to know of letters.
    pub fn lines(&mut self, fonts: &mut FontsView<'_>, paragraph: &str, column: f32) -> f32 {
        let mut wrap = Wrap::new(column);
        let mut chars = paragraph.chars().peekable();
        // Whether a line may end before a logogram.
        let mut may_end = false;
        let (mut before, mut cluster) = (0, Cluster::Any);
        while let Some(c) = chars.next() {
            if let (Some(place), Some(width)) = (self.breaks.get(c as usize).copied(), self.of_byte.get(c as usize).copied()) {
                cluster = Cluster::Any;
                wrap.add(width + self.beside(fonts, &mut before, c as u8));
                may_end = place == Break::Letter;
                match place {
                    Break::Space => wrap.word = wrap.x,
                    Break::Dash => wrap.dash = wrap.x,
                    Break::Punctuation => wrap.punctuation = wrap.x,
                    Break::Letter => {}
                }
                continue;
            }
            let is_logogram = is_logogram(c);
            let other = self.other(fonts, c);
            if cluster.goes_on_with(c) || other.width == 0.0 {
                // It hangs on the letter before, which stays what the next one stands beside.
                continue;
            }
            if is_logogram && may_end {
                wrap.word = wrap.x;
            }
            wrap.add(other.width + self.beside(fonts, &mut before, other.number));
            if c.is_whitespace() && c != '\u{a0}' || is_logogram && chars.peek().is_none_or(|next| !is_kept_with_before(*next)) {
                wrap.word = wrap.x;
            }
            may_end = !is_logogram && !c.is_whitespace();
        }
        wrap.lines
    }

    /// How much farther a letter stands from the one before than both are wide; that one's number is 0 where it has none.
    fn beside(&mut self, fonts: &mut FontsView<'_>, before: &mut u8, number: u8) -> f32 {
        let first = std::mem::replace(before, number);
        if first == 0 || number == 0 {
            return 0.0;
        }
        let pair = usize::from(first) << 8 | usize::from(number);
        match self.pairs.get(pair) {
            Some(known) if !known.is_nan() => *known,
            _ => self.meet(fonts, pair, [first, number]),
        }
    }

    #[cold]
    fn meet(&mut self, fonts: &mut FontsView<'_>, pair: usize, numbers: [u8; 2]) -> f32 {
        self.pairs.resize(1 << 16, f32::NAN);
        let letters: String = numbers.iter().filter_map(|number| self.numbered.get(usize::from(*number))).collect();
        let apart: f32 = letters.chars().map(|c| fonts.glyph_width(&self.font, c)).sum();
        let is_shown = !letters.contains(|c: char| c.is_control());
        let by = if is_shown { (self.lay_out(fonts, letters) - apart) / self.font.size } else { 0.0 };
        if let Some(known) = self.pairs.get_mut(pair) {
            *known = by;
        }
        by
    }

    /// How wide words run, in points at the size the face was asked for.
    fn lay_out(&self, fonts: &mut FontsView<'_>, words: String) -> f32 {
        fonts.layout_no_wrap(words, self.font.clone(), Color32::PLACEHOLDER).intrinsic_size().x
    }

    fn other(&mut self, fonts: &mut FontsView<'_>, c: char) -> Other {
        if let Some(known) = self.others.get(&c) {
            return *known;
        }
        let mut bytes = [0; 4];
        let first = c.encode_utf8(&mut bytes).bytes().next().unwrap_or_default();
        let by_script = self.of_byte.get(usize::from(first)).copied().unwrap_or_default();
        if self.others.len() >= MAX_KEPT {
            return Other { width: by_script, number: 0 };
        }
        let width = if by_script == 0.0 || chips::hangs_on(c) {
            0.0
        } else if let Some(name) = chips::name(c, None) {
            (name.len() + 2) as f32 * CHIP_LETTER
        } else if fonts.has_glyph(&self.font, c) {
            fonts.glyph_width(&self.font, c) / self.font.size
        } else {
            // What no face has is shown as a box.
            let missing = self.missing.unwrap_or_else(|| self.lay_out(fonts, MISSING.to_owned()) / self.font.size);
            *self.missing.insert(missing)
        };
        // Of these scripts it is known that letters stand side by side in the order they are written.
        let is_plain = matches!(c, '\u{a1}'..='\u{2af}' | '\u{370}'..='\u{52f}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}');
        let number = u8::try_from(self.numbered.len()).ok().filter(|_| is_plain && width > 0.0);
        self.numbered.extend(number.map(|_| c));
        let other = Other { width, number: number.unwrap_or_default() };
        self.others.insert(c, other);
        other
    }
}

/// What a character beyond ASCII may go on with, so that one picture is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cluster {
    Any,
    Picture,
    Joined,
    HalfFlag,
}

impl Cluster {
    /// Whether `c` is part of the picture before it; takes it in.
    const fn goes_on_with(&mut self, c: char) -> bool {
        let (goes_on, next) = match (*self, c) {
            (Self::Picture | Self::Joined, '\u{200d}') => (true, Self::Joined),
            (Self::Picture, '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe0f}' | '\u{20e3}') | (Self::Joined, _) => (true, Self::Picture),
            (Self::HalfFlag, '\u{1f1e6}'..='\u{1f1ff}') => (true, Self::Any),
            (_, '\u{1f1e6}'..='\u{1f1ff}') => (false, Self::HalfFlag),
            (_, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}') => (false, Self::Picture),
            _ => (false, Self::Any),
        };
        *self = next;
        goes_on
    }
}

/// A paragraph that is being broken into lines. Places count from the paragraph's start, as if it were one line.
struct Wrap {
    column: f32,
    x: f32,
    start: f32,
    // The last places in this line where it may end, best first; those before its start are of lines before.
    word: f32,
    dash: f32,
    punctuation: f32,
    lines: f32,
}

impl Wrap {
    const fn new(column: f32) -> Self {
        Self { column, x: 0.0, start: 0.0, word: 0.0, dash: 0.0, punctuation: 0.0, lines: 1.0 }
    }

    /// One more letter.
    fn add(&mut self, width: f32) {
        if self.x + width - self.start > self.column {
            let end = [self.word, self.dash, self.punctuation].into_iter().find(|place| *place > self.start).unwrap_or(self.x);
            if end > self.start {
                self.start = end;
                self.lines += 1.0;
            }
        }
        self.x += width;
    }
}

/// A character that is a word for itself: a line may end before and after it.
const fn is_logogram(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{2b740}'..='\u{2b81f}')
}

/// What no line begins with.
fn is_kept_with_before(c: char) -> bool {
    c.is_ascii_punctuation() || "、。，．！？：；）］｝〕〉》」』】ー々’”…".contains(c)
}

/// About how many lines words that run `width` take in a column of `column`: asked of every paragraph of a text that is new, so it rounds up in
/// numbers the processor has rather than by a call.
pub fn rows(width: f32, column: f32) -> f32 {
    if width <= column {
        return 1.0;
    }
    let exact = width / (column * FILLED).max(1.0);
    let whole = exact as u32 as f32;
    if whole < exact { whole + 1.0 } else { whole }
}
