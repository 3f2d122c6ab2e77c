//! The view's own keys: scrolling, a selection grown by the keyboard, copying. Read only while no other widget has the focus.

use egui::{Event, Key, Modifiers, Ui};

/// What a key asks of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Scroll by lines, down where positive.
    Lines(i32),
    /// Scroll by pages.
    Pages(i32),
    /// Scroll to the start of the article.
    Start,
    /// Scroll to its end.
    End,
    /// Move the caret, letting go of what is selected.
    Go(Step),
    /// Move the selection's free end.
    Extend(Step),
    /// Select everything.
    SelectAll,
    /// Copy what is selected.
    Copy,
}

/// How far the free end of the selection moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the next character.
    NextChar,
    /// To the one before.
    PrevChar,
    /// To the end of the next word.
    NextWord,
    /// To the start of the word before.
    PrevWord,
    /// By lines, down where positive.
    Lines(i32),
    /// By pages.
    Pages(i32),
    /// To the start of the line.
    LineStart,
    /// To its end.
    LineEnd,
    /// To the start of the article.
    ArticleStart,
    /// To its end.
    ArticleEnd,
}

const WORD: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Keys with more modifiers stand first, for a key is also found with more than it asks for.
const KEYS: &[(Modifiers, Key, Ask)] = &[
    (WORD, Key::ArrowRight, Ask::Extend(Step::NextWord)),
    (WORD, Key::ArrowLeft, Ask::Extend(Step::PrevWord)),
    (WORD, Key::Home, Ask::Extend(Step::ArticleStart)),
    (WORD, Key::End, Ask::Extend(Step::ArticleEnd)),
    (Modifiers::SHIFT, Key::ArrowRight, Ask::Extend(Step::NextChar)),
    (Modifiers::SHIFT, Key::ArrowLeft, Ask::Extend(Step::PrevChar)),
    (Modifiers::SHIFT, Key::ArrowDown, Ask::Extend(Step::Lines(1))),
    (Modifiers::SHIFT, Key::ArrowUp, Ask::Extend(Step::Lines(-1))),
    (Modifiers::SHIFT, Key::PageDown, Ask::Extend(Step::Pages(1))),
    (Modifiers::SHIFT, Key::PageUp, Ask::Extend(Step::Pages(-1))),
    (Modifiers::SHIFT, Key::Home, Ask::Extend(Step::LineStart)),
    (Modifiers::SHIFT, Key::End, Ask::Extend(Step::LineEnd)),
    (Modifiers::COMMAND, Key::A, Ask::SelectAll),
    (Modifiers::COMMAND, Key::Home, Ask::Go(Step::ArticleStart)),
    (Modifiers::COMMAND, Key::End, Ask::Go(Step::ArticleEnd)),
    (Modifiers::NONE, Key::ArrowDown, Ask::Lines(2)),
    (Modifiers::NONE, Key::ArrowUp, Ask::Lines(-2)),
    (Modifiers::NONE, Key::PageDown, Ask::Pages(1)),
    (Modifiers::NONE, Key::PageUp, Ask::Pages(-1)),
    (Modifiers::NONE, Key::Home, Ask::Start),
    (Modifiers::NONE, Key::End, Ask::End),
];

/// What the keys of this frame ask for, in the order in which they were pressed; they are taken from the input. `has_selection`: a copy is
/// meant for the view.
pub fn asked(ui: &Ui, has_selection: bool) -> Vec<Ask> {
    let mut asks: Vec<Ask> = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let ask = match event {
                // Alt belongs to the window.
                Event::Key { key, pressed: true, modifiers, .. } if !modifiers.alt => {
                    let asking = KEYS.iter().find(|(with, asking, _)| asking == key && modifiers.matches_logically(*with));
                    asking.map(|(.., ask)| *ask)
                }
                Event::Copy => {
                    (has_selection || asks.iter().any(|ask| matches!(ask, Ask::Extend(_) | Ask::SelectAll))).then_some(Ask::Copy)
                }
                _ => None,
            };
            asks.extend(ask);
            ask.is_none()
        });
    });
    asks
}
