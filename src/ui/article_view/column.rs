//! The column of text: which paragraphs are laid out, how high everything is, and what stands at the top of the view.
//!
//! The place in the text is a paragraph and an offset into it, so that what is on screen stays where it is while the heights of what is above
//! are only guessed.

use std::sync::Arc;

use egui::Context;
use egui::epaint::TextOptions;

use crate::text::paragraphs::Paragraphs;
use crate::ui::article_view::cache::Cache;
use crate::ui::article_view::heights::{BLOCK, Heights};
use crate::ui::article_view::laid::Laid;
use crate::ui::article_view::style::ArticleStyle;
use crate::ui::article_view::widths::{self, Widths};

/// A place to come back to: the byte that starts the line at the top of the view, and how far (points) the view's top is below that line's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScrollAnchor {
    /// First byte of a line.
    pub byte: usize,
    /// Points.
    pub offset: f64,
}

/// One article's column.
#[derive(Debug)]
pub struct Column {
    paragraphs: Paragraphs,
    text_key: Option<u64>,
    // What is known of blocks of paragraphs before they are opened, and the faces that was counted with.
    known: Vec<Known>,
    widths: Option<Widths>,
    heights: Heights,
    cache: Cache,
    // How many layouts were made, ever.
    made: u64,
    made_for: Option<MadeFor>,
    // From when on, in seconds of egui's clock, everything is as it is now; and the block at which counting goes on.
    rests_since: f64,
    next_block: usize,
    // How many blocks from there back are known to be open.
    counted: usize,
    // How full the atlas was: when this drops, held galleys point at nothing.
    atlas_fill: f32,
    // The paragraph at the top of the view, and how far below its top the view's top is.
    paragraph: usize,
    offset: f64,
}

/// What is known of a block of paragraphs. Kept, so that a new width reads no text.
#[derive(Debug, Clone, Copy)]
struct Known {
    // Lines beyond the first of each paragraph, in a column of so many times the face's size: in another, so many more or fewer.
    further_lines: f32,
    column: f32,
    // Paragraphs with a gap below them.
    gaps: u8,
}

/// What held galleys and guessed heights were made for.
#[derive(Debug, PartialEq)]
struct MadeFor {
    style: ArticleStyle,
    fit: Fit,
}

/// The width, and what can change about faces and pixels.
#[derive(Debug, PartialEq, Clone, Copy)]
struct Fit {
    wrap_width: f32,
    pixels_per_point: f32,
    row_height: f32,
    letter_width: f32,
    faces: usize,
    options: TextOptions,
}

/// From one line to the next: a layout puts each on whole pixels.
fn row_height(style: &ArticleStyle, pixels_per_point: f32) -> f32 {
    (style.line_height * pixels_per_point).round() / pixels_per_point
}

impl Default for Column {
    fn default() -> Self {
        Self {
            paragraphs: Paragraphs::new(Arc::from("")),
            text_key: None,
            known: Vec::new(),
            widths: None,
            heights: Heights::default(),
            cache: Cache::default(),
            made: 0,
            made_for: None,
            rests_since: 0.0,
            next_block: 0,
            counted: 0,
            atlas_fill: 0.0,
            paragraph: 0,
            offset: 0.0,
        }
    }
}

impl Column {
    /// Takes over a text where `text_key` is new, and drops what was laid out where faces, sizes, colours or the width have changed.
    /// `room`: the width the column may take at most. Answers whether the text is new.
    pub fn prepare(&mut self, ctx: &Context, text: &Arc<str>, text_key: u64, style: &ArticleStyle, room: f32) -> bool {
        let is_new = self.text_key != Some(text_key);
        if is_new {
            self.text_key = Some(text_key);
            self.paragraphs = Paragraphs::new(Arc::clone(text));
            self.known.clear();
            self.made_for = None;
            (self.paragraph, self.offset) = (0, -f64::from(style.margin_top));
        }
        if self.widths.as_ref().is_none_or(|widths| *widths.family() != style.font.family) {
            self.widths = Some(ctx.fonts_mut(|fonts| Widths::new(fonts, &style.font)));
            self.known.clear();
        }
        let mean_width = self.widths.as_ref().map_or(0.5, Widths::mean) * style.font.size;
        let wrap_width = (mean_width * style.measure_chars).min(room).max(mean_width * 4.0).floor();
        self.read(wrap_width / style.font.size);
        let pixels_per_point = ctx.pixels_per_point();
        let (fit, atlas_fill) = ctx.fonts_mut(|fonts| {
            let fit = Fit {
                wrap_width,
                pixels_per_point,
                row_height: fonts.row_height(&style.font),
                letter_width: fonts.glyph_width(&style.font, 'e'),
                faces: fonts.definitions().font_data.len(),
                options: *fonts.options(),
            };
            (fit, fonts.font_atlas_fill_ratio())
        });
        let is_atlas_new = atlas_fill < self.atlas_fill;
        self.atlas_fill = atlas_fill;
        if self.made_for.as_ref().is_some_and(|made| made.fit == fit && made.style == *style) {
            if is_atlas_new {
                self.cache.clear();
            }
            return is_new;
        }
        let anchor = self.made_for.is_some().then(|| self.anchor(ctx));
        self.cache.clear();
        self.made_for = Some(MadeFor { style: style.clone(), fit });
        let column = wrap_width / style.font.size;
        let count = self.paragraphs.count();
        let row_height = row_height(style, pixels_per_point);
        let guess = |(block, known): (usize, &Known)| {
            let lines = BLOCK.min(count - block * BLOCK) as f32 + known.further_lines * (known.column / column);
            f64::from(lines * row_height + f32::from(known.gaps) * style.paragraph_gap)
        };
        self.heights.close(count, self.known.iter().enumerate().map(guess));
        self.rests_since = ctx.input(|input| input.time);
        (self.next_block, self.counted) = (self.paragraph / BLOCK, 0);
        if let Some(anchor) = anchor {
            self.set_anchor(ctx, anchor);
        }
        is_new
    }

    /// Guesses what is not known of any block yet: reads the whole text once, for a column of so many times the face's size.
    fn read(&mut self, column: f32) {
        let Some(widths) = self.widths.as_ref().filter(|_| self.known.is_empty()) else { return };
        let count = self.paragraphs.count();
        let block = |first: usize| {
            let own = first..(first + BLOCK).min(count);
            let further = |index| widths::rows(widths.of(self.paragraphs.words(index)), column) - 1.0;
            let gaps = own.clone().filter(|index| !self.paragraphs.goes_on(*index)).count() as u8;
            Known { further_lines: own.map(further).sum(), column, gaps }
        };
        self.known = (0..count).step_by(BLOCK).map(block).collect();
    }

    /// Counts the lines of a block's paragraphs, where that was not done since the width, the face or the text is another. Answers the bytes read.
    fn open(&mut self, ctx: &Context, block: usize) -> usize {
        if self.heights.is_open(block) {
            return 0;
        }
        let (Some(made_for), Some(widths)) = (&self.made_for, &mut self.widths) else { return 0 };
        let own = self.heights.paragraphs_of(block);
        let bytes = self.paragraphs.whole(own.end.saturating_sub(1)).end - self.paragraphs.whole(own.start).start;
        let column = made_for.fit.wrap_width / made_for.style.font.size;
        let lines: Vec<f32> =
            ctx.fonts_mut(|fonts| own.clone().map(|index| widths.lines(fonts, self.paragraphs.words(index), column)).collect());
        if let Some(known) = self.known.get_mut(block) {
            known.further_lines = lines.iter().sum::<f32>() - lines.len() as f32;
            known.column = column;
        }
        let style = &made_for.style;
        let row_height = row_height(style, made_for.fit.pixels_per_point);
        let gap = |index| if self.paragraphs.goes_on(index) { 0.0 } else { style.paragraph_gap };
        self.heights.open(block, own.zip(lines).map(|(index, lines)| lines * row_height + gap(index)));
        bytes
    }

    /// Counts lines that were only guessed, about so many bytes of them. Moves nothing that is on screen. Answers whether some are left.
    pub fn refine(&mut self, ctx: &Context, bytes: usize) -> bool {
        let (mut read, blocks) = (0, self.heights.block_count());
        for _ in 0..blocks {
            if self.counted >= blocks {
                return false;
            }
            if read >= bytes {
                return true;
            }
            read += self.open(ctx, self.next_block);
            self.counted += 1;
            self.next_block = (self.next_block + 1) % blocks;
        }
        self.counted < blocks
    }

    /// Since when, in seconds of egui's clock, the text has the same lines.
    pub const fn rests_since(&self) -> f64 {
        self.rests_since
    }

    /// The article's paragraphs.
    pub const fn paragraphs(&self) -> &Paragraphs {
        &self.paragraphs
    }

    /// The width of the column, in points.
    pub fn wrap_width(&self) -> f32 {
        self.made_for.as_ref().map_or(0.0, |made| made.fit.wrap_width)
    }

    /// How many paragraphs are held laid out.
    pub fn held_count(&self) -> usize {
        self.cache.count()
    }

    /// Whether a paragraph is.
    pub fn holds(&self, index: usize) -> bool {
        self.cache.holds(index)
    }

    /// How many layouts were made since there is this column.
    pub const fn made_count(&self) -> u64 {
        self.made
    }

    /// Points between a paragraph and the next; none inside a line that was cut.
    fn gap_below(&self, index: usize) -> f32 {
        let gap = self.made_for.as_ref().map_or(0.0, |made| made.style.paragraph_gap);
        if self.paragraphs.goes_on(index) { 0.0 } else { gap }
    }

    fn margins(&self) -> (f64, f64) {
        self.made_for.as_ref().map_or((0.0, 0.0), |made| (f64::from(made.style.margin_top), f64::from(made.style.margin_bottom)))
    }

    /// A paragraph laid out, held or anew.
    pub fn laid(&mut self, ctx: &Context, index: usize) -> Option<Arc<Laid>> {
        if let Some(laid) = self.cache.get(index) {
            return Some(laid);
        }
        let made_for = self.made_for.as_ref()?;
        let words = self.paragraphs.words(index);
        let laid = Arc::new(ctx.fonts_mut(|fonts| Laid::new(fonts, words, made_for.fit.wrap_width, &made_for.style)));
        self.open(ctx, index / BLOCK);
        self.heights.set(index, laid.height() + self.gap_below(index));
        self.cache.put(index, Arc::clone(&laid));
        self.made += 1;
        Some(laid)
    }

    /// The height of a paragraph with the gap below it.
    pub fn height(&mut self, ctx: &Context, index: usize) -> f64 {
        self.laid(ctx, index).map_or(0.0, |laid| self.height_of(&laid, index))
    }

    /// The same of one that is at hand.
    pub fn height_of(&self, laid: &Laid, index: usize) -> f64 {
        f64::from(laid.height() + self.gap_below(index))
    }

    /// The paragraph at the view's top, and how far below its top the view's top is (negative: the margin above shows).
    pub const fn place(&self) -> (usize, f64) {
        (self.paragraph, self.offset)
    }

    /// Moves the view down by `delta` points; [`Self::settle`] then holds it inside the text.
    pub fn scroll_by(&mut self, delta: f64) {
        self.offset += delta;
    }

    /// Puts the view's top `offset` points below the top of a paragraph.
    pub fn go_to(&mut self, paragraph: usize, offset: f64) {
        self.paragraph = paragraph.min(self.paragraphs.count() - 1);
        self.offset = offset;
    }

    /// Puts the view's top at a height of the whole, as far as that is known.
    pub fn go_to_height(&mut self, y: f64) {
        let (margin_top, _) = self.margins();
        let y = y - margin_top;
        let (paragraph, offset) = self.heights.at(y);
        self.go_to(paragraph, if y < 0.0 { y } else { offset });
    }

    /// The height of the view's top, from the top of the margin above the text.
    pub fn top(&self) -> f64 {
        self.margins().0 + self.heights.top(self.paragraph) + self.offset
    }

    /// How far down a byte's line is in everything, from 0 to 1, as far as heights are known.
    pub fn share_of(&self, byte: usize) -> f32 {
        let index = self.paragraphs.at(byte);
        let bytes = self.paragraphs.whole(index);
        let into = byte.saturating_sub(bytes.start) as f64 / (bytes.len().max(1) as f64);
        let (top, bottom) = (self.heights.top(index), self.heights.top(index + 1));
        ((self.margins().0 + top + (bottom - top) * into.min(1.0)) / self.total().max(1.0)) as f32
    }

    /// The byte so far down in everything; of a long paragraph about.
    pub fn byte_at_share(&self, share: f32) -> usize {
        let y = f64::from(share) * self.total() - self.margins().0;
        let (index, offset) = self.heights.at(y);
        let bytes = self.paragraphs.whole(index.min(self.paragraphs.count().saturating_sub(1)));
        let height = self.heights.top(index + 1) - self.heights.top(index);
        let into = if height > 0.0 { (offset / height).clamp(0.0, 1.0) } else { 0.0 };
        bytes.start + (bytes.len() as f64 * into) as usize
    }

    /// The height of everything with both margins, as far as it is known.
    pub fn total(&self) -> f64 {
        let (above, below) = self.margins();
        above + self.heights.total() + below
    }

    /// Brings the place to a paragraph that crosses the view's top, and holds the text inside a view of `view_height` points.
    pub fn settle(&mut self, ctx: &Context, view_height: f64) {
        if self.offset.abs() > view_height * 8.0 {
            let top = self.top();
            self.go_to_height(top);
        }
        self.settle_top(ctx);
        let (_, margin_bottom) = self.margins();
        let mut bottom = -self.offset;
        for index in self.paragraph..self.paragraphs.count() {
            bottom += self.height(ctx, index);
            if bottom >= view_height {
                return;
            }
        }
        let free = view_height - bottom - margin_bottom;
        if free > 0.0 {
            self.offset -= free;
            self.settle_top(ctx);
        }
    }

    fn settle_top(&mut self, ctx: &Context) {
        while self.offset < 0.0 && self.paragraph > 0 {
            self.paragraph -= 1;
            self.offset += self.height(ctx, self.paragraph);
        }
        if self.paragraph == 0 {
            self.offset = self.offset.max(-self.margins().0);
        }
        while self.paragraph + 1 < self.paragraphs.count() {
            let height = self.height(ctx, self.paragraph);
            if self.offset < height {
                break;
            }
            self.offset -= height;
            self.paragraph += 1;
        }
    }

    /// The line at the view's top.
    pub fn anchor(&mut self, ctx: &Context) -> ScrollAnchor {
        let start = self.paragraphs.range(self.paragraph).start;
        let Some(laid) = self.laid(ctx, self.paragraph) else { return ScrollAnchor { byte: start, offset: self.offset } };
        let row = laid.row_at(self.offset as f32);
        ScrollAnchor { byte: start + laid.row_start(row), offset: self.offset - f64::from(laid.row_span(row).0) }
    }

    /// Brings a line back to where it was.
    pub fn set_anchor(&mut self, ctx: &Context, anchor: ScrollAnchor) {
        let paragraph = self.paragraphs.at(anchor.byte);
        let start = self.paragraphs.range(paragraph).start;
        let row_top = self.laid(ctx, paragraph).map_or(0.0, |laid| laid.row_span(laid.row_of(anchor.byte - start)).0);
        self.go_to(paragraph, anchor.offset + f64::from(row_top));
    }
}
