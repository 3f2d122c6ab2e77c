//! The faces: Inter for the window, Literata for the article, icons, and what falls in where these have no letter.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

const INTERFACE: &str = "Inter";
const READING: &str = "Literata";
const ICONS: &str = "Material Symbols";

/// The family of the article's text.
const READING_FAMILY: &str = "reading";
/// The family of the icons.
const ICON_FAMILY: &str = "icons";

/// Weight axis of both faces, for `TextFormat::coords` and `RichText::variation`.
pub const WEIGHT: &str = "wght";
/// Weight of running text on the weight axis.
pub const REGULAR: f32 = 400.0;
/// Weight of what stands out in the window: headings, the current choice.
pub const SEMIBOLD: f32 = 600.0;
/// The heaviest weight both faces have.
pub const BOLD: f32 = 700.0;

/// Every face and family of the program. Where a face lacks a letter, the next in its family is asked, and at last the system.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut add = |name: &str, data: FontData| fonts.font_data.insert(name.to_owned(), Arc::new(data));
    add(INTERFACE, FontData::from_static(include_bytes!("../../assets/fonts/Inter.ttf")));
    add(READING, FontData::from_static(include_bytes!("../../assets/fonts/Literata.ttf")));
    add(ICONS, egui_material_icons::font_insert().data);

    let fallbacks = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &[&str]| -> Vec<String> {
        let first = first.iter().map(|name| (*name).to_owned());
        first.chain(fallbacks.iter().cloned()).chain([ICONS.to_owned()]).collect()
    };
    let interface = family(&[INTERFACE]);
    let reading = family(&[READING, INTERFACE]);
    fonts.families.insert(FontFamily::Proportional, interface);
    fonts.families.insert(FontFamily::Name(READING_FAMILY.into()), reading);
    fonts.families.insert(FontFamily::Name(ICON_FAMILY.into()), vec![ICONS.to_owned(), INTERFACE.to_owned()]);
    if let Some(monospace) = fonts.families.get_mut(&FontFamily::Monospace) {
        monospace.insert(1, INTERFACE.to_owned());
    }
    fonts
}

/// Gives the window its faces; once, before the first frame.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
}

/// The article's face at `size_points`.
pub fn reading(size_points: f32) -> FontId {
    FontId::new(size_points, FontFamily::Name(READING_FAMILY.into()))
}

/// The window's face at `size_points`.
pub fn interface(size_points: f32) -> FontId {
    FontId::new(size_points, FontFamily::Proportional)
}

/// The icons' face at `size_points`.
pub fn icon(size_points: f32) -> FontId {
    FontId::new(size_points, FontFamily::Name(ICON_FAMILY.into()))
}

#[cfg(test)]
mod tests {
    use egui::epaint::text::{Fonts, TextOptions};

    use super::*;

    #[test]
    fn both_faces_have_the_letters_of_a_european_newspaper() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let letters = "The “front” — its ‘aims’… Ärger, Čech, Żółć, Ţară, Москва, Київ, Αθήνα, £1,240 €3 ₴9 № § † → ½ ≥ × ñ œ ß";
        for id in [reading(18.0), interface(14.0)] {
            for letter in letters.chars() {
                assert!(fonts.with_pixels_per_point(1.0).has_glyph(&id, letter), "{id:?} lacks {letter}");
            }
        }
    }

    #[test]
    fn bold_is_wider_than_regular_in_both_faces() {
        for family in [reading(20.0), interface(20.0)] {
            let mut fonts = Fonts::new(TextOptions::default(), definitions());
            let mut width = |weight: f32| {
                let mut format = egui::TextFormat { font_id: family.clone(), ..Default::default() };
                format.coords.push(WEIGHT, weight);
                let job = egui::text::LayoutJob::single_section("mammal nouns".to_owned(), format);
                fonts.with_pixels_per_point(1.0).layout_job(job).size().x
            };
            assert!(width(BOLD) > width(REGULAR), "{family:?}");
        }
    }
}
