//! The view against one plain layout of the whole text: where each glyph is, which byte a click gives, which statements are under the pointer.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat, TextWrapping};
use egui::{Galley, Key, Modifiers, Pos2, pos2, vec2};
use factmark::model::id::StatementId;
use factmark::text::chips;
use factmark::text::paragraphs::Paragraphs;
use factmark::ui::article_view::input::{ArticleEvent, Mark, MarkLook};
use factmark::ui::article_view::owners::right_to_left_words;
use icu_segmenter::GraphemeClusterSegmenter;

use crate::article_view::window::Window;

/// Of which random texts are made.
const BITS: &[&str] = &[
    "the ",
    "officials ",
    "said, ",
    "“our work” ",
    "don’t ",
    "fi",
    "office ",
    "4.8 ",
    "per cent. ",
    "\u{a0}",
    "e\u{301}",
    "n\u{303}a ",
    "Élan ",
    "世界",
    "これは",
    "。",
    "한국어 ",
    "👩\u{200d}🚀",
    "❤\u{fe0f} ",
    "🇩🇪",
    "👍🏽 ",
    "1\u{fe0f}\u{20e3}",
    "العربية ",
    "كتب",
    "، ",
    "שלום ",
    "שָׁ",
    "हिन्दी ",
    "ไทย ",
    "\u{200b}",
    "\u{202e}",
    "\u{200d}",
    "\u{ad}",
    "\0",
    "\t",
    "\r",
    "\u{feff}",
    "\n",
    "\n\n",
    "\r\n",
    "    ",
    "averyveryverylongwordwithoutanyspace",
];

pub fn random_text(random: &mut fastrand::Rng) -> String {
    let mut text = String::new();
    // Most texts are of a few kinds of bits, so that whole lines are plain, and whole lines are not.
    let kinds: Vec<&str> = (0..random.usize(2..30)).filter_map(|_| random.choice(BITS.iter().copied())).collect();
    if random.u8(0..4) == 0 {
        text.push('\u{feff}');
    }
    for _ in 0..random.usize(0..500) {
        if random.u8(0..12) == 0 {
            text.push_str(random.choice(["\n", "\n\n", "\r\n"]).unwrap());
        }
        text.push_str(random.choice(kinds.iter().copied()).unwrap());
    }
    text
}

/// One paragraph as shown, written down as plainly as can be.
pub struct Plain {
    bytes: Range<usize>,
    shown: String,
    chips: Vec<Range<usize>>,
    /// For each gap between shown characters the nearest byte of the article.
    gaps: Vec<usize>,
    /// For each shown character the byte it stands for.
    owners: Vec<usize>,
    is_backward: bool,
}

pub fn plain(text: &str, bytes: Range<usize>) -> Plain {
    let words = text.get(bytes.clone()).unwrap();
    let (mut shown, mut chips, mut gaps, mut owners, mut base) = (String::new(), Vec::new(), Vec::new(), Vec::new(), None);
    for (offset, c) in words.char_indices() {
        let byte = bytes.start + offset;
        if let Some(name) = chips::name(c, base) {
            let count = name.len() + 2;
            let start = shown.len();
            shown.extend(["\u{a0}", name, "\u{a0}"]);
            chips.push(start..shown.len());
            gaps.extend((0..count).map(|gap| if gap * 2 < count { byte } else { byte + c.len_utf8() }));
            owners.extend(std::iter::repeat_n(byte, count));
            base = None;
        } else {
            shown.push(c);
            gaps.push(byte);
            owners.push(byte);
            base = if chips::hangs_on(c) { base } else { Some(c) };
        }
    }
    gaps.push(bytes.end);
    let is_backward = !right_to_left_words(&shown).is_empty();
    // No gap inside a character that a reader takes for one.
    let boundaries: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(words).map(|boundary| bytes.start + boundary).collect();
    for gap in &mut gaps {
        *gap = *boundaries.get(boundaries.partition_point(|boundary| *boundary < *gap)).unwrap_or(&bytes.end);
    }
    Plain { bytes, shown, chips, gaps, owners, is_backward }
}

/// All paragraphs in one layout, one after the other.
pub fn plain_galley(window: &Window, paragraphs: &[Plain], wrap_width: f32) -> Arc<Galley> {
    let style = &window.style;
    let format =
        |font: &egui::FontId, color| TextFormat { line_height: Some(style.line_height), ..TextFormat::simple(font.clone(), color) };
    let words = format(&style.font, style.text);
    let chip = format(&style.chip_font, style.chip_text);
    let mut job = LayoutJob { wrap: TextWrapping::wrap_at_width(wrap_width), ..LayoutJob::default() };
    let mut at = 0;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if number > 0 {
            job.text.push('\n');
        }
        let start = job.text.len();
        job.text.push_str(&paragraph.shown);
        let mut cuts: Vec<_> = paragraph.chips.iter().map(|bytes| (bytes.clone(), &chip)).collect();
        cuts.extend(right_to_left_words(&paragraph.shown).into_iter().map(|bytes| (bytes, &words)));
        cuts.sort_by_key(|(bytes, _)| bytes.start);
        for (bytes, format) in cuts {
            for (end, format) in [(bytes.start, &words), (bytes.end, format)] {
                let byte_range = ByteIndex(at)..ByteIndex(start + end);
                job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format: format.clone() });
                at = start + end;
            }
        }
    }
    job.sections.push(LayoutSection { leading_space: 0.0, byte_range: ByteIndex(at)..ByteIndex(job.text.len()), format: words.clone() });
    job.sections.retain(|section| section.byte_range.start < section.byte_range.end);
    window.ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The rows of each paragraph of one plain layout.
fn rows_of(galley: &Galley) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for (number, row) in galley.rows.iter().enumerate() {
        if row.ends_with_newline || number + 1 == galley.rows.len() {
            rows.push(start..number + 1);
            start = number + 1;
        }
    }
    rows
}

fn check_page(window: &mut Window, paragraphs: &[Plain], random: &mut fastrand::Rng) {
    let page = window.view.page().clone();
    let galley = plain_galley(window, paragraphs, page.column.span());
    let rows = rows_of(&galley);
    assert_eq!(rows.len(), paragraphs.len());
    for visible in &page.visible {
        let paragraph = &paragraphs[visible.index];
        assert_eq!(visible.bytes, paragraph.bytes);
        let expected = &galley.rows[rows[visible.index].clone()];
        assert_eq!(visible.laid.galley.rows.len(), expected.len(), "rows of {:?}", paragraph.shown);
        let top = expected[0].pos.y;
        for (row, plain_row) in visible.laid.galley.rows.iter().zip(expected) {
            assert!((row.pos - plain_row.pos + vec2(0.0, top)).length() < 0.01);
            assert_eq!(row.glyphs.len(), plain_row.glyphs.len());
            for (glyph, plain_glyph) in row.glyphs.iter().zip(&plain_row.glyphs) {
                assert_eq!((glyph.chr, glyph.pos, glyph.uv_rect), (plain_glyph.chr, plain_glyph.pos, plain_glyph.uv_rect));
            }
        }
    }
    for _ in 0..20 {
        let pos = pos2(random.f32() * window.size.x, random.f32() * window.size.y);
        check_place(window, paragraphs, &galley, &rows, pos);
    }
}

fn check_place(window: &Window, paragraphs: &[Plain], galley: &Galley, rows: &[Range<usize>], pos: Pos2) {
    let page = window.view.page();
    let byte = page.byte_at(pos);
    let under = page.byte_under(pos);
    assert!(window.text.is_char_boundary(byte) && under.is_none_or(|under| window.text.is_char_boundary(under)));
    let Some(visible) = page.visible.iter().rev().find(|visible| visible.top_left.y <= pos.y) else { return };
    let paragraph = &paragraphs[visible.index];
    let rows = &galley.rows[rows[visible.index].clone()];
    let y = pos.y - visible.top_left.y + rows[0].pos.y;
    let x = pos.x - visible.top_left.x;
    let number = rows.iter().position(|row| y < row.max_y()).unwrap_or(rows.len() - 1);
    let row = &rows[number];
    let hit = row.glyphs.iter().position(|glyph| glyph.pos.x <= x && x < glyph.pos.x + glyph.advance_width).filter(|_| y < row.max_y());
    assert_eq!(under.is_some(), hit.is_some());
    let glyphs_match = rows.iter().flat_map(|row| &row.glyphs).count() == paragraph.owners.len();
    if paragraph.is_backward || !glyphs_match {
        // Which character a glyph stands for is known by the glyph alone.
        if let (Some(hit), Some(under)) = (hit, under)
            && !paragraph.chips.iter().any(|_| true)
        {
            assert_eq!(window.text.get(under..).unwrap().chars().next(), Some(row.glyphs[hit].chr), "in {:?}", paragraph.shown);
        }
        assert!((paragraph.bytes.start..=paragraph.bytes.end).contains(&byte));
    } else {
        let before: usize = rows.iter().take(number).map(|row| row.glyphs.len()).sum();
        let gap = row.glyphs.iter().position(|glyph| x < glyph.pos.x + glyph.advance_width / 2.0).unwrap_or(row.glyphs.len());
        assert_eq!(byte, paragraph.gaps[before + gap], "at {pos} in {:?}", paragraph.shown);
        assert_eq!(under, hit.map(|hit| paragraph.owners[before + hit]), "under {pos} in {:?}", paragraph.shown);
    }
    let mut expected: Vec<(usize, StatementId)> = Vec::new();
    for mark in window.marks.iter().filter(|mark| under.is_some_and(|under| mark.start <= under && under < mark.end)) {
        expected.push((mark.end - mark.start, mark.statement));
    }
    let found = window.view.statements_at(pos);
    assert_eq!(found.len(), expected.len());
    assert!(expected.iter().all(|(_, statement)| found.contains(statement)));
    let lengths: Vec<usize> =
        found.iter().filter_map(|id| expected.iter().find(|(_, known)| known == id)).map(|(length, _)| *length).collect();
    assert!(lengths.is_sorted());
}

pub fn random_marks(text: &str, random: &mut fastrand::Rng) -> Vec<Mark> {
    let floor = |mut byte: usize| {
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    };
    let looks = [MarkLook::Claim, MarkLook::Assertion, MarkLook::Fact, MarkLook::HollowFact];
    let mut mark = |number: usize| {
        let start = random.usize(0..=text.len());
        let end = (start + random.usize(1..400)).min(text.len());
        let statement = StatementId::from_raw(number as u64);
        Mark { start: floor(start), end: floor(end), statement, look: random.choice(looks).unwrap(), is_focused: random.u8(0..5) == 0 }
    };
    (0..text.len() / 40).map(&mut mark).filter(|mark| mark.start < mark.end).collect()
}

#[test]
fn the_view_is_one_plain_layout_of_the_text() {
    let seed = std::env::var("FACTMARK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_124);
    println!("run again with FACTMARK_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    for _ in 0..20 {
        let text = random_text(&mut random);
        let table = Paragraphs::new(text.as_str().into());
        let paragraphs: Vec<Plain> = (0..table.count()).map(|index| plain(&text, table.range(index))).collect();
        let mut window = Window::new(&text);
        window.ctx.set_zoom_factor(*random.choice(&[1.0, 1.0, 1.25, 2.0]).unwrap());
        for _ in 0..5 {
            match random.u8(0..5) {
                0 => window.size = vec2(random.f32() * 900.0 + 120.0, random.f32() * 600.0 + 80.0),
                1 => drop(window.press(Modifiers::NONE, if random.bool() { Key::PageDown } else { Key::PageUp })),
                2 => drop(window.press(Modifiers::NONE, if random.bool() { Key::End } else { Key::Home })),
                3 => window.view.scroll_to(random.usize(0..=text.len())..text.len()),
                _ => drop(window.frame(vec![wheel(random.f32() * 800.0 - 500.0)])),
            }
            window.frame(Vec::new());
            window.frame(Vec::new());
            let unmarked = window.glyphs();
            window.marks = random_marks(&text, &mut random);
            window.frame(Vec::new());
            assert_eq!(window.glyphs(), unmarked, "no glyph moves when the text is marked");
            check_page(&mut window, &paragraphs, &mut random);
            check_no_gaps(&window);
            window.marks.clear();
            window.frame(Vec::new());
            assert_eq!(window.glyphs(), unmarked, "no glyph moves when marks go");
        }
        assert!(window.view.held_count() <= 1024);
    }
}

pub fn wheel(y: f32) -> egui::Event {
    let unit = egui::MouseWheelUnit::Point;
    egui::Event::MouseWheel {
        unit,
        delta: vec2(0.0, y),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Trackpad,
        modifiers: Modifiers::NONE,
    }
}

/// The text fills the view, or starts and ends in it.
pub fn check_no_gaps(window: &Window) {
    let page = window.view.page();
    let (first, last) = (page.visible.first().expect("a paragraph"), page.visible.last().expect("a paragraph"));
    assert!(first.top_left.y <= page.rect.top() + 1.0 || first.bytes.start == 0);
    let bottom = last.top_left.y + last.laid.height() + window.style.paragraph_gap;
    assert!(
        bottom >= page.rect.bottom() - 1.0
            || last.bytes.end == window.text.trim_end_matches('\n').len()
            || last.bytes.end == window.text.len()
    );
    for (a, b) in page.visible.iter().zip(page.visible.iter().skip(1)) {
        let gap = b.top_left.y - a.top_left.y - a.laid.height();
        assert!((-1.0..=window.style.paragraph_gap + 1.0).contains(&gap), "{gap}");
    }
}

#[test]
fn a_backward_word_starts_on_its_right() {
    for (text, word) in [("said שלום today", "שלום"), ("said العرب today", "العرب"), ("שלום", "שלום"), ("one العرب العرب two", "العرب")]
    {
        let window = Window::new(text);
        let start = text.find(word).unwrap();
        let letters: Vec<usize> = word.char_indices().map(|(offset, _)| start + offset).collect();
        let rect = |byte: usize, len: usize| window.view.rects_of(byte..byte + len);
        let places: Vec<f32> = letters.iter().map(|byte| rect(*byte, 2).first().expect("a letter shows").center().x).collect();
        assert!(places.iter().zip(places.iter().skip(1)).all(|(a, b)| a > b), "{text}: {places:?}");
        let whole = rect(start, word.len());
        assert_eq!(whole.len(), 1);
        let (left, right) = (whole[0].left_center(), whole[0].right_center());
        assert_eq!(window.view.page().byte_at(left + vec2(1.0, 0.0)), start + word.len(), "{text}");
        assert_eq!(window.view.page().byte_at(right - vec2(1.0, 0.0)), start, "{text}");
        if let Some(today) = text.find("today").or_else(|| text.find("two")) {
            let place = window.view.rects_of(today..today + 1)[0];
            assert_eq!(
                window.view.page().byte_at(place.left_center() + vec2(1.0, 0.0)),
                today,
                "words after a backward one keep their place"
            );
            assert_eq!(window.view.page().byte_under(place.center()), Some(today));
        }
    }
}

#[test]
fn a_click_reports_a_byte_of_the_text_it_was_given() {
    let mut window = Window::new("one\r\ntwo\u{200b}three");
    let pos = window.at(10);
    let events = window.lone_click(pos);
    assert!(events.iter().any(|event| matches!(event, ArticleEvent::Click { byte: 8 | 11, .. })), "{events:?}");
}
