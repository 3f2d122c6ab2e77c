//! What the parts of one frame share.

use std::ops::Range;

use egui::{Rect, Response, Ui};

use crate::ui::article_view::caret;
use crate::ui::article_view::input::{ArticleEvent, ArticleInput};

/// One frame of the view in the making.
pub struct Frame<'a> {
    /// Where it is drawn.
    pub ui: &'a Ui,
    /// What it is drawn from.
    pub input: &'a ArticleInput<'a>,
    /// The whole view.
    pub whole: Rect,
    /// The view without the scrollbar's lane.
    pub rect: Rect,
    /// Where the text starts.
    pub left: f32,
    /// The widget.
    pub response: &'a Response,
    /// What the user did so far.
    pub events: Vec<ArticleEvent>,
    /// What is painted as selected: what was given, or what is being dragged.
    pub selection: Option<Range<usize>>,
}

impl Frame<'_> {
    /// Says that the selection is now this, if it was not before. White space at its ends is left out: nobody keeps it, and so nothing is
    /// painted for one frame that is gone in the next.
    pub fn select(&mut self, selection: Option<Range<usize>>) {
        let selection = selection.and_then(|selection| caret::trimmed(self.input.text, selection));
        // Also where a step before it in this frame has said otherwise.
        if selection != self.input.selection || self.events.iter().any(|event| matches!(event, ArticleEvent::Select(_))) {
            self.events.push(ArticleEvent::Select(selection.clone()));
        }
        self.selection = selection;
    }
}
