//! Short texts of the window that are laid out once and kept, so that a card or a row that comes back is painted and not laid out again.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use egui::epaint::text::TextOptions;
use egui::text::{LayoutJob, LayoutSection, TextFormat, TextWrapping};
use egui::{Color32, Context, FontFamily, FontId, Galley, Id, Ui};

use crate::ui::fonts;

/// Bytes of text that are kept at most; of more, those looked at longest ago go first.
const MOST_BYTES: usize = 64 * 1024;

/// Everything a layout is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Text<'a> {
    /// The words.
    pub words: &'a str,
    /// Their face and size.
    pub font: FontId,
    /// Their weight, where it is not the face's own.
    pub weight: Option<f32>,
    /// Their colour; [`Color32::PLACEHOLDER`] is the one they are painted with, so that another colour needs no other layout.
    pub colour: Color32,
    /// Points a row may take.
    pub width: f32,
    /// Rows shown at most, the last one cut with an ellipsis.
    pub rows: usize,
}

impl<'a> Text<'a> {
    /// Words on one line, as long as it comes, in the colour they are painted with.
    pub const fn line(words: &'a str, font: FontId) -> Self {
        Self { words, font, weight: None, colour: Color32::PLACEHOLDER, width: f32::INFINITY, rows: usize::MAX }
    }

    /// The same in a colour of their own.
    pub fn coloured(self, colour: Color32) -> Self {
        Self { colour, ..self }
    }

    /// The same, standing out where `is_strong`.
    pub fn strong(self, is_strong: bool) -> Self {
        Self { weight: is_strong.then_some(fonts::SEMIBOLD), ..self }
    }

    /// The same in so much room, cut where there is more.
    pub fn cut(self, width: f32, rows: usize) -> Self {
        // A layout counts in whole points.
        Self { width: width.round(), rows, ..self }
    }

    /// Its layout, kept or made now.
    pub fn laid(&self, ui: &Ui) -> Arc<Galley> {
        laid(ui.ctx(), self)
    }

    fn number(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.words, &self.font, self.weight.map(f32::to_bits), self.colour, self.width.to_bits(), self.rows).hash(&mut hasher);
        hasher.finish()
    }

    fn without_words(&self) -> Text<'static> {
        let Self { words: _, font, weight, colour, width, rows } = self;
        Text { words: "", font: font.clone(), weight: *weight, colour: *colour, width: *width, rows: *rows }
    }

    fn job(&self) -> LayoutJob {
        let mut format = TextFormat { font_id: self.font.clone(), color: self.colour, ..TextFormat::default() };
        if let Some(weight) = self.weight {
            format.coords.push(fonts::WEIGHT, weight);
        }
        let section = LayoutSection { leading_space: 0.0, byte_range: 0.into()..self.words.len().into(), format };
        let wrap = TextWrapping { max_width: self.width, max_rows: self.rows, ..TextWrapping::default() };
        LayoutJob { text: self.words.to_owned(), sections: vec![section], wrap, break_on_newline: false, ..LayoutJob::default() }
    }
}

/// What is kept.
#[derive(Debug, Clone, Default)]
struct Kept {
    texts: HashMap<u64, One>,
    bytes: usize,
    // Counts the questions.
    clock: u64,
    // The pass in which it was last seen that layouts hold.
    pass: Option<u64>,
    made_for: Option<MadeFor>,
    // How full the atlas was: when this drops, held layouts point at nothing.
    atlas_fill: f32,
}

#[derive(Debug, Clone)]
struct One {
    words: String,
    // The text without its words.
    of: Text<'static>,
    galley: Arc<Galley>,
    asked_at: u64,
}

/// What can change about faces and pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
struct MadeFor {
    pixels_per_point: f32,
    row_height: f32,
    faces: usize,
    options: TextOptions,
}

impl One {
    fn is(&self, text: &Text<'_>) -> bool {
        let Text { words, font, weight, colour, width, rows } = text;
        let of = &self.of;
        self.words == *words
            && (of.font == *font && of.weight == *weight && of.colour == *colour && of.rows == *rows)
            && of.width.to_bits() == width.to_bits()
    }
}

impl Kept {
    fn get(&mut self, number: u64, text: &Text<'_>) -> Option<Arc<Galley>> {
        self.clock += 1;
        let one = self.texts.get_mut(&number).filter(|one| one.is(text))?;
        one.asked_at = self.clock;
        Some(Arc::clone(&one.galley))
    }

    fn put(&mut self, number: u64, text: &Text<'_>, galley: Arc<Galley>) {
        if text.words.len() > MOST_BYTES / 4 {
            return;
        }
        if self.bytes + text.words.len() > MOST_BYTES {
            let mut times: Vec<u64> = self.texts.values().map(|one| one.asked_at).collect();
            let middle = times.len() / 2;
            let median = if times.is_empty() { 0 } else { *times.select_nth_unstable(middle).1 };
            self.texts.retain(|_, one| one.asked_at > median);
            self.bytes = self.texts.values().map(|one| one.words.len()).sum();
        }
        let one = One { words: text.words.to_owned(), of: text.without_words(), galley, asked_at: self.clock };
        self.bytes += text.words.len();
        if let Some(before) = self.texts.insert(number, one) {
            self.bytes -= before.words.len();
        }
    }

    /// Lets all go where faces or pixels are others than before, or the atlas was emptied.
    fn hold(&mut self, made_for: MadeFor, atlas_fill: f32) {
        if self.made_for != Some(made_for) || atlas_fill < self.atlas_fill {
            self.texts.clear();
            self.bytes = 0;
        }
        (self.made_for, self.atlas_fill) = (Some(made_for), atlas_fill);
    }
}

fn laid(ctx: &Context, text: &Text<'_>) -> Arc<Galley> {
    let id = Id::unique("kept texts");
    let pass = ctx.cumulative_pass_nr();
    let number = text.number();
    // What was laid out before holds in the whole pass: the atlas is emptied between two.
    let (is_checked, kept) = ctx.data_mut(|data| {
        let kept = data.get_temp_mut_or_default::<Kept>(id);
        let is_checked = kept.pass == Some(pass);
        (is_checked, is_checked.then(|| kept.get(number, text)).flatten())
    });
    if let Some(galley) = kept {
        return galley;
    }
    if !is_checked {
        let pixels_per_point = ctx.pixels_per_point();
        let (made_for, atlas_fill) = ctx.fonts_mut(|fonts| {
            let row_height = fonts.row_height(&FontId::new(14.0, FontFamily::Proportional));
            let made_for = MadeFor { pixels_per_point, row_height, faces: fonts.definitions().font_data.len(), options: *fonts.options() };
            (made_for, fonts.font_atlas_fill_ratio())
        });
        let kept = ctx.data_mut(|data| {
            let kept = data.get_temp_mut_or_default::<Kept>(id);
            kept.hold(made_for, atlas_fill);
            kept.pass = Some(pass);
            kept.get(number, text)
        });
        if let Some(galley) = kept {
            return galley;
        }
    }
    let galley = ctx.fonts_mut(|fonts| fonts.layout_job(text.job()));
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Kept>(id).put(number, text, Arc::clone(&galley)));
    galley
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What one frame lays out, kept, and what it would be laid out afresh.
    fn both(ctx: &Context, pixels_per_point: f32, texts: &[Text<'_>]) -> Vec<(Arc<Galley>, Arc<Galley>)> {
        let mut found = Vec::new();
        let mut input = egui::RawInput::default();
        input.viewports.entry(egui::ViewportId::ROOT).or_default().native_pixels_per_point = Some(pixels_per_point);
        let mut output = ctx.run_ui(input, |ui| {
            found = texts.iter().map(|text| (text.laid(ui), ui.fonts_mut(|fonts| fonts.layout_job(text.job())))).collect();
        });
        output.textures_delta.clear();
        found
    }

    fn texts(round: usize) -> Vec<Text<'static>> {
        let small = fonts::interface(12.0);
        let words = ["Claim", "Claims", "“No ship has left,” — Ünïcödé", "two\nlines", ""];
        let mut texts: Vec<Text<'static>> = words.iter().map(|words| Text::line(words, small.clone())).collect();
        texts.push(Text::line("Claim", fonts::interface(14.0)));
        texts.push(Text::line("Claim", fonts::reading(12.0)));
        texts.push(Text::line("Claim", small.clone()).coloured(Color32::RED));
        texts.push(Text::line("Claim", small.clone()).strong(true));
        texts.push(Text::line("a text that is too long for its room", small.clone()).cut(60.0 + round as f32, 1));
        texts.push(Text::line("a text that is too long for its room", small).cut(60.0 + round as f32, 2));
        texts
    }

    #[test]
    fn what_is_kept_is_what_would_be_laid_out() {
        let ctx = Context::default();
        fonts::install(&ctx);
        for (round, pixels_per_point) in [1.0, 1.0, 1.5, 1.5, 1.0, 1.0].into_iter().enumerate() {
            for (number, (kept, fresh)) in both(&ctx, pixels_per_point, &texts(round / 2)).into_iter().enumerate() {
                assert_eq!(*kept, *fresh, "text {number} in round {round}");
            }
        }
    }

    #[test]
    fn what_comes_back_is_not_laid_out_again_and_much_is_not_kept_for_ever() {
        let ctx = Context::default();
        fonts::install(&ctx);
        let first = both(&ctx, 1.0, &texts(0));
        both(&ctx, 1.0, &[]);
        let again = both(&ctx, 1.0, &texts(0));
        assert!(first.iter().zip(&again).all(|((kept, _), (again, _))| Arc::ptr_eq(kept, again)));
        let long = "word ".repeat(200);
        for number in 0..200 {
            let words = format!("{number} {long}");
            both(&ctx, 1.0, &[Text::line(&words, fonts::interface(12.0)).cut(100.0, 2)]);
        }
        let (bytes, counted) = ctx.data_mut(|data| {
            let kept = data.get_temp_mut_or_default::<Kept>(Id::unique("kept texts"));
            (kept.bytes, kept.texts.values().map(|one| one.words.len()).sum::<usize>())
        });
        assert_eq!(bytes, counted);
        assert!(bytes <= MOST_BYTES, "{bytes}");
    }
}
