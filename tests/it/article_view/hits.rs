//! Hits of what is looked for, as they are painted: also where they lie in a selection.

use std::ops::Range;

use egui::{Color32, Pos2, Rect, Shape};

use super::window::Window;

const TEXT: &str = "The north pier and the north wall, and all that lies north of them.\n";

fn norths() -> Vec<Range<usize>> {
    TEXT.match_indices("north").map(|(start, word)| start..start + word.len()).collect()
}

/// The window, with these hits found, the first of them shown.
fn window(found: Vec<Range<usize>>, selection: Option<Range<usize>>) -> Window {
    let mut window = Window::new(TEXT);
    window.found = found;
    window.selection = selection;
    window.frame(Vec::new());
    window
}

/// The colour of the ground at a place: of the rectangle that was painted there last.
fn ground(window: &Window, pos: Pos2) -> Option<Color32> {
    let mut colour = None;
    for clipped in &window.shapes {
        let Shape::Mesh(mesh) = &clipped.shape else { continue };
        for corners in mesh.vertices.chunks_exact(4) {
            if Rect::from_points(&[corners[0].pos, corners[1].pos, corners[2].pos, corners[3].pos]).contains(pos) {
                colour = Some(corners[0].color);
            }
        }
    }
    colour
}

/// The ground in the middle of bytes, and how thick the line is that runs along their upper edge, in points.
fn look(window: &Window, bytes: &Range<usize>) -> (Option<Color32>, usize) {
    let rect = window.view.rects_of(bytes.clone())[0];
    let middle = ground(window, rect.center());
    let rows = (0..200).map(|step| Pos2::new(rect.center().x, rect.top() + rect.height() * 0.5 * step as f32 / 200.0));
    let line = window.style.text;
    let thick = rows.filter(|pos| ground(window, *pos) == Some(line)).count() as f32 / 200.0 * rect.height() * 0.5;
    (middle, thick.round() as usize)
}

#[test]
fn hits_can_be_seen_in_a_selection_and_the_one_that_is_shown_is_told_from_the_others() {
    let norths = norths();
    for selection in [None, Some(0..TEXT.len()), Some(norths[1].start..norths[1].end + 5)] {
        let window = window(norths.clone(), selection.clone());
        let style = &window.style;
        for (number, hit) in norths.iter().enumerate() {
            let is_in = selection.as_ref().is_some_and(|selection| selection.start < hit.end && hit.start < selection.end);
            let expected = match (number, is_in) {
                (0, _) => (Some(style.found_current), 2),
                (_, true) => (Some(style.found), 1),
                (_, false) => (Some(style.found), 0),
            };
            assert_eq!(look(&window, hit), expected, "hit {number}, selected {selection:?}");
        }
        if let Some(selection) = selection {
            let word = selection.end - 4..selection.end - 1;
            assert_eq!(look(&window, &word).0, Some(style.selection), "the selection between them");
        }
    }
}

#[test]
fn a_hit_that_is_selected_is_seen_to_be_selected() {
    let norths = norths();
    let window = window(norths.clone(), Some(norths[1].clone()));
    let rect = window.view.rects_of(norths[1].clone())[0];
    assert_eq!(look(&window, &norths[1]), (Some(window.style.found), 1));
    // The selection is as high as the row, a hit as its letters.
    assert_eq!(ground(&window, Pos2::new(rect.center().x, rect.bottom() - 0.5)), Some(window.style.selection));
}
