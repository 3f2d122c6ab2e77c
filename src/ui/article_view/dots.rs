//! Broken lines as one strip of pixels for each sort, so that a line of a hundred marks is one rectangle and not a hundred.

use egui::{Color32, ColorImage, Context, Pos2, Rect, TextureHandle, TextureOptions, TextureWrapMode, pos2};

/// Pixels after which the marks come again, no more than any graphics card takes for a side; for that they are further apart or closer by one in
/// seventy at most.
const PERIOD: usize = 1024;

/// How a broken line is broken, in points for a face of the size that strokes are drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// Dots.
    Claim,
    /// Dashes.
    Hollow,
    /// Sparse dots.
    Dimmed,
    /// Fine dots.
    Attributed,
}

impl Broken {
    const ALL: [Self; 4] = [Self::Claim, Self::Hollow, Self::Dimmed, Self::Attributed];

    /// How long a mark is, and from one to the next.
    const fn marks(self) -> (f32, f32) {
        match self {
            Self::Claim => (1.8, 4.5),
            Self::Hollow => (5.0, 8.0),
            Self::Dimmed => (1.5, 8.0),
            Self::Attributed => (1.0, 2.5),
        }
    }

    const fn row(self) -> usize {
        self as usize
    }
}

/// The strips for one size of strokes, in pixels.
#[derive(Clone)]
pub struct Dots {
    unit_pixels: f32,
    texture: TextureHandle,
}

impl std::fmt::Debug for Dots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dots").field("unit_pixels", &self.unit_pixels).finish_non_exhaustive()
    }
}

impl Dots {
    /// For strokes whose unit is so many pixels.
    pub fn new(ctx: &Context, unit_pixels: f32) -> Self {
        let options = TextureOptions { wrap_mode: TextureWrapMode::Repeat, ..TextureOptions::NEAREST };
        Self { unit_pixels, texture: ctx.load_texture("broken lines", image(unit_pixels), options) }
    }

    /// Whether they are for this unit.
    pub fn are_for(&self, unit_pixels: f32) -> bool {
        self.unit_pixels.to_bits() == unit_pixels.to_bits()
    }

    /// The texture they stand in.
    pub fn texture(&self) -> egui::TextureId {
        self.texture.id()
    }
}

/// Where in the texture a rectangle's marks are that lies there in the window, in pixels: they stand where they would on a longer line, so that
/// they do not move as it grows.
pub fn part(broken: Broken, pixels: Rect) -> Rect {
    let v = (broken.row() as f32 + 0.5) / Broken::ALL.len() as f32;
    let u = |x: f32| x / PERIOD as f32;
    Rect::from_min_max(pos2(u(pixels.left()), v), Pos2::new(u(pixels.right()), v))
}

/// One row of pixels for each sort, white where there is a mark.
fn image(unit_pixels: f32) -> ColorImage {
    let mut pixels = Vec::with_capacity(PERIOD * Broken::ALL.len());
    for broken in Broken::ALL {
        pixels.extend(strip(broken, unit_pixels).map(|is_on| if is_on { Color32::WHITE } else { Color32::TRANSPARENT }));
    }
    ColorImage::new([PERIOD, Broken::ALL.len()], pixels)
}

/// Where there are marks, pixel by pixel; each mark is a pixel at least.
fn strip(broken: Broken, unit_pixels: f32) -> impl Iterator<Item = bool> {
    let (on, step) = broken.marks();
    let period = PERIOD as f32;
    // As many marks as fit, so that the last stands before the first as every other before its next.
    let count = (period / (step * unit_pixels)).round().clamp(1.0, period);
    let (on, step) = ((on * unit_pixels).max(1.0), period / count);
    (0..PERIOD).map(move |pixel| {
        let number = ((pixel as f32 + 0.5) / step).floor();
        let is_in = |number: f32| {
            let from = (number * step).round();
            (from..(number * step + on).round().max(from + 1.0)).contains(&(pixel as f32))
        };
        // What begins shortly after a pixel's middle may be rounded to begin with it.
        is_in(number) || is_in(number + 1.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From where to where marks stand.
    fn marks(broken: Broken, unit_pixels: f32) -> Vec<std::ops::Range<usize>> {
        let mut found: Vec<std::ops::Range<usize>> = Vec::new();
        for (pixel, _) in strip(broken, unit_pixels).enumerate().filter(|(_, is_on)| *is_on) {
            match found.last_mut() {
                Some(last) if last.end == pixel => last.end += 1,
                _ => found.push(pixel..pixel + 1),
            }
        }
        found
    }

    #[test]
    fn marks_stand_where_a_line_from_the_windows_left_has_them() {
        for broken in Broken::ALL {
            for unit_pixels in [0.6, 1.0, 18.0 / 17.0, 1.37, 2.0, 3.5] {
                let (on, step) = broken.marks();
                let found = marks(broken, unit_pixels);
                if step * unit_pixels - on * unit_pixels < 1.5 {
                    // Marks that touch are one line.
                    continue;
                }
                for (number, mark) in found.iter().enumerate().take(200) {
                    let (from, to) = (number as f32 * step * unit_pixels, (number as f32 * step + on) * unit_pixels);
                    let what = format!("{broken:?} {unit_pixels} {number}: {mark:?} for {from}..{to}");
                    assert!((mark.start as f32 - from).abs() <= 1.5 + from / 70.0, "{what}");
                    assert!((mark.len() as f32 - (to - from).max(1.0)).abs() <= 1.0, "{what}");
                }
            }
        }
    }

    #[test]
    fn the_strip_comes_again_without_a_seam() {
        for broken in Broken::ALL {
            let found = marks(broken, 18.0 / 17.0);
            let gaps: Vec<usize> = found.windows(2).map(|two| two[1].start - two[0].start).collect();
            let (least, most) = (gaps.iter().min().expect("gaps"), gaps.iter().max().expect("gaps"));
            let seam = found[0].start + PERIOD - found.last().expect("a mark").start;
            assert!(most - least <= 1 && (*least..=*most).contains(&seam), "{broken:?} {least} {most} {seam}");
        }
    }

    #[test]
    fn a_place_has_its_own_pixel_in_the_strip() {
        for x in [0.0, 7.0, 641.0, 2047.0, 2048.0, 5003.0] {
            let part = part(Broken::Dimmed, Rect::from_min_max(pos2(x, 9.0), pos2(x + 1.0, 10.0)));
            let texel = (part.center().x * PERIOD as f32).rem_euclid(PERIOD as f32);
            assert!((texel.floor() - x.rem_euclid(PERIOD as f32)).abs() < 0.01, "{x} {texel}");
            assert_eq!((part.center().y * 4.0).floor() as usize, Broken::Dimmed.row());
        }
    }
}
