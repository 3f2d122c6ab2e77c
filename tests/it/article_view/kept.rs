//! What is kept from frame to frame is what would be drawn anew: two views side by side, of which one keeps and the other does not.

use egui::{Event, Key, Modifiers, PointerButton, pos2, vec2};
use factmark::model::id::StatementId;

use crate::article_view::plain_layout::{random_marks, random_text, wheel};
use crate::article_view::window::Window;

/// Something that is done in both.
type Act = Box<dyn Fn(&mut Window)>;

fn random_act(text: &str, version: u64, random: &mut fastrand::Rng) -> Act {
    let pos = pos2(random.f32() * 700.0, random.f32() * 400.0);
    let to = pos + vec2(random.f32() * 300.0 - 150.0, random.f32() * 60.0 - 20.0);
    let start = text.floor_char_boundary(random.usize(0..=text.len()));
    let end = text.floor_char_boundary((start + random.usize(0..90)).min(text.len()));
    let edited = move |window: &mut Window| {
        if window.version.is_some() {
            window.version = Some([version; 6]);
        }
    };
    match random.u8(0..16) {
        0 | 1 => {
            let marks = random_marks(text, random);
            Box::new(move |window| {
                edited(window);
                window.marks.clone_from(&marks);
            })
        }
        2 => Box::new(move |window| {
            edited(window);
            window.marks.pop();
        }),
        3 => {
            let focused = StatementId::from_raw(random.u64(0..20));
            Box::new(move |window| {
                edited(window);
                window.marks.iter_mut().for_each(|mark| mark.is_focused = mark.statement == focused);
            })
        }
        4 => Box::new(move |window| {
            edited(window);
            window.dimmed = Some(start..end).filter(|dimmed| !dimmed.is_empty());
        }),
        5 => Box::new(move |window| {
            edited(window);
            window.found = Some(start..end).into_iter().filter(|hit| !hit.is_empty()).collect();
        }),
        6 | 7 => Box::new(move |window| window.selection = (start < end).then_some(start..end)),
        8 => Box::new(|window| drop(window.press(Modifiers::NONE, Key::PageDown))),
        9 => Box::new(move |window| drop(window.frame(vec![wheel(to.x - pos.x)]))),
        10 => Box::new(move |window| window.size = vec2(300.0 + pos.x * 0.6, 200.0 + pos.y)),
        11 => Box::new(move |window| window.view.scroll_to(start..end)),
        12 => Box::new(move |window| window.style.font.size = 14.0 + pos.x / 100.0),
        13 => Box::new(move |window| {
            let style = &mut window.style;
            std::mem::swap(&mut style.claim, &mut style.assertion);
        }),
        14 => Box::new(move |window| {
            window.move_to(pos);
            window.button(pos, PointerButton::Primary, true);
            window.move_to(to);
        }),
        _ => Box::new(move |window| {
            window.button(to, PointerButton::Primary, false);
            window.frame(vec![Event::PointerGone]);
        }),
    }
}

#[test]
fn what_is_kept_is_what_would_be_drawn_anew() {
    let seed = std::env::var("FACTMARK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_128);
    println!("run again with FACTMARK_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    for _ in 0..12 {
        let text = random_text(&mut random);
        let mut windows = [Window::new(&text), Window::new(&text)];
        windows[0].version = Some([0; 6]);
        for round in 1..40 {
            let act = random_act(&text, round, &mut random);
            for window in &mut windows {
                act(window);
            }
            for _ in 0..2 {
                for window in &mut windows {
                    window.frame(Vec::new());
                }
                let [keeps, fresh] = &windows;
                assert!(keeps.shapes == fresh.shapes, "round {round} of {text:?}");
            }
        }
    }
}

#[test]
fn where_nothing_changes_nothing_is_looked_up() {
    let text = "One line of words. ".repeat(30);
    let mut window = Window::new(&text);
    window.version = Some([1; 6]);
    window.frame(Vec::new());
    let before = window.shapes.clone();
    // Not told by another version, so not seen.
    window.marks = random_marks(&text, &mut fastrand::Rng::with_seed(1));
    window.frame(Vec::new());
    assert!(window.shapes == before);
    window.version = Some([2; 6]);
    window.frame(Vec::new());
    assert!(window.shapes != before);
}
