//! What of an article is set aside: it says nothing that could be checked. Dimmed, never deleted.

use serde::{Deserialize, Serialize};

use crate::model::id::{ArticleId, AsideId};
use crate::model::statement::Part;
use crate::text::leftovers::LeftoverKind;

/// One stretch of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// Its id.
    pub id: AsideId,
    /// The article it lies in.
    pub article: ArticleId,
    /// Where; two that stand in one text share no words.
    pub part: Part,
    /// Why.
    pub kind: AsideKind,
}

/// Why a stretch is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum AsideKind {
    /// A view or a judgement of the author.
    #[default]
    Opinion,
    /// A question.
    Question,
    /// A section heading without a verb.
    Heading,
    /// Who wrote it.
    Byline,
    /// A leftover of the web page.
    PageRemains,
}

impl AsideKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Opinion, Self::Question, Self::Heading, Self::Byline, Self::PageRemains];
}

impl From<LeftoverKind> for AsideKind {
    fn from(kind: LeftoverKind) -> Self {
        match kind {
            LeftoverKind::Heading => Self::Heading,
            LeftoverKind::Byline => Self::Byline,
            LeftoverKind::PageRemains => Self::PageRemains,
        }
    }
}
