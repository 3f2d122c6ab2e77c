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
    /// One line down.
    LineDown,
    /// One line up.
    LineUp,
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
    (Modifiers::SHIFT, Key::ArrowDown, Ask::Extend(Step::LineDown)),
    (Modifiers::SHIFT, Key::ArrowUp, Ask::Extend(Step::LineUp)),
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

/// What the keys of this frame ask for, in no order that matters; they are taken from the input. `has_selection`: a copy is meant for the view.
pub fn asked(ui: &Ui, has_selection: bool) -> Vec<Ask> {
    ui.input_mut(|input| {
        let mut asks = Vec::new();
        for (modifiers, key, ask) in KEYS {
            // Alt belongs to the window.
            if !input.modifiers.alt {
                asks.extend(std::iter::repeat_n(*ask, input.count_and_consume_key(*modifiers, *key)));
            }
        }
        if has_selection {
            let before = input.events.len();
            input.events.retain(|event| *event != Event::Copy);
            if input.events.len() < before {
                asks.push(Ask::Copy);
            }
        }
        asks
    })
}
