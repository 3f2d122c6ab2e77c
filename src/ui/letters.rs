//! The usual letters, drawn while nothing else is to be done, so that the frame which first shows one does not draw it.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Context, FontId};

use crate::ui::fonts;
use crate::ui::theme::scale;

/// Letters drawn in a frame, each in every place between two pixels that it can begin at: about a millisecond.
const AT_ONCE: usize = 20;
/// A letter is drawn anew for each quarter of a pixel that it begins at.
const PLACES: u8 = 4;
/// What running text in a Latin script is made of.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?'\"-()[]/&%$£€“”‘’–—…·•+=@#*_\
                       éèêëàáâäåãçíîïñóôöøõßúûüæ";
/// Frames drawn before the first letter: the window comes first.
const FIRST_FRAMES: u64 = 3;

/// No letter is drawn ahead where so much of the atlas is taken: at four fifths it is cleared.
const MOST_FILL: f32 = 0.4;

/// How far it has come.
#[derive(Debug, Default)]
pub struct Letters {
    // Pixels a point and the size of the article's text: with another, all is to be drawn again.
    of: Option<(f32, f32)>,
    next: usize,
    // How full the atlas was: where it is emptier now, it was cleared.
    fill: f32,
}

impl Letters {
    /// Draws some more, where this frame has nothing else to do, and asks for another frame as long as some are left. `reading_points`: the
    /// size of the article's text.
    pub fn draw(&mut self, ctx: &Context, reading_points: f32) {
        let of = (ctx.pixels_per_point(), reading_points);
        let fill = fill_of(ctx);
        if self.of != Some(of) || fill < self.fill {
            (self.of, self.next) = (Some(of), 0);
        }
        self.fill = fill;
        if fill > MOST_FILL {
            // More of them would push out what is on the screen.
            self.next = usize::MAX;
        }
        let faces = [
            fonts::reading(reading_points),
            fonts::interface(scale::BODY_POINTS),
            fonts::reading(scale::WORDS_POINTS),
            fonts::interface(scale::SMALL_POINTS),
            fonts::reading(scale::QUOTE_POINTS),
        ];
        let letters = LETTERS.chars().count();
        if self.next >= faces.len() * letters {
            return;
        }
        ctx.request_repaint();
        if ctx.cumulative_frame_nr() < FIRST_FRAMES || ctx.input(|input| !input.raw.events.is_empty()) {
            return;
        }
        let Some(face) = faces.get(self.next / letters) else { return };
        let at = self.next % letters;
        for letter in LETTERS.chars().skip(at).take(AT_ONCE) {
            draw(ctx, letter, face, of.0);
        }
        // One face after the other: with each other size the outlines are fitted to the pixels anew.
        self.next += AT_ONCE.min(letters - at);
    }
}

#[expect(clippy::redundant_closure_for_method_calls, reason = "the method is of one lifetime, and all are asked for")]
fn fill_of(ctx: &Context) -> f32 {
    ctx.fonts(|fonts| fonts.font_atlas_fill_ratio())
}

fn draw(ctx: &Context, letter: char, face: &FontId, pixels_per_point: f32) {
    ctx.fonts_mut(|fonts| {
        for place in 0..PLACES {
            let mut job = LayoutJob::default();
            let offset_points = f32::from(place) / f32::from(PLACES) / pixels_per_point;
            job.append(letter.encode_utf8(&mut [0; 4]), offset_points, TextFormat::simple(face.clone(), Color32::WHITE));
            drop(fonts.layout_job(job));
        }
    });
}

#[cfg(test)]
mod tests {
    use egui::RawInput;

    use super::*;

    fn frame(ctx: &Context, letters: &mut Letters, reading_points: f32) -> (f32, bool) {
        let mut output = ctx.run_ui(RawInput::default(), |ui| letters.draw(ui.ctx(), reading_points));
        output.textures_delta.clear();
        let is_more = output.viewport_output.values().any(|view| view.repaint_delay.is_zero());
        (fill_of(ctx), is_more)
    }

    #[test]
    fn what_was_drawn_is_there_and_it_comes_to_an_end() {
        let ctx = Context::default();
        fonts::install(&ctx);
        let mut letters = Letters::default();
        for size in [18.0, 20.0] {
            let mut frames = 0;
            while frame(&ctx, &mut letters, size).1 {
                frames += 1;
                assert!(frames < 200, "it never ends");
            }
            assert!(frames > 20, "a few at a time: {frames}");
            let (before, _) = frame(&ctx, &mut letters, size);
            ctx.fonts_mut(|fonts| {
                let text = "The “mill” burned — 1,240 € café, said Ada Brook; nothing was left.".repeat(4);
                drop(fonts.layout_no_wrap(text, fonts::reading(size), Color32::WHITE));
            });
            let (after, is_more) = frame(&ctx, &mut letters, size);
            assert!(!is_more);
            assert!((after - before).abs() < f32::EPSILON, "words of these letters draw nothing: {before} {after}");
        }
    }
}
