//! Where the reader is: article, selection, statement, scroll. Not part of the project, but restored by undo.

use serde::{Deserialize, Serialize};

use crate::model::id::{ArticleId, StatementId};
use crate::model::span::Span;

/// Where the reader is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Focus {
    /// The article on the left; `None` only in a project without one.
    pub article: Option<ArticleId>,
    /// What is selected in it.
    pub selection: Option<Span>,
    /// The statement whose card is open.
    pub statement: Option<StatementId>,
    /// What stands at the top of the article's window.
    pub scroll: Anchor,
}

/// What stands at the top of a window on a text: stays true while heights are refined.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Anchor {
    /// A byte of the paragraph at the top.
    pub byte: usize,
    /// How far that paragraph begins above the window's top, in pixels.
    pub offset_px: f64,
}

/// What the article's window is asked to show. The number grows with each wish, so that the window sees a new one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Wish {
    /// 0 where nothing was wished for yet.
    pub number: u64,
    /// What to show.
    pub target: Target,
}

/// Where to scroll.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Target {
    /// Nowhere.
    #[default]
    Stay,
    /// These bytes, moving only where they are out of sight.
    Bytes(Span),
    /// Exactly here.
    Anchor(Anchor),
}
