//! What was noticed while a project was read and does not keep it from being opened.

use std::fmt;

use crate::model::id::{ArticleId, AsideId, PassId, SilenceId, SourceId, UnmergedId};
use crate::model::problems::Subject;
use crate::model::project::Project;
use crate::model::quote::Quote;
use crate::model::span::Span;
use crate::text::quoted::quoted;

/// A project as it was read, and what was noticed.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The project.
    pub project: Project,
    /// What was noticed, in the order of the file.
    pub notes: Vec<LoadNote>,
}

/// One thing noticed, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadNote {
    /// The record it is about.
    pub record: Record,
    /// The line of the file where that record begins, counted from 1.
    pub line: Option<usize>,
    /// What was noticed.
    pub finding: Finding,
}

/// A record of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// One that problems are about too.
    Of(Subject),
    /// Something set aside.
    Aside(AsideId),
    /// A pass.
    Pass(PassId),
    /// A silenced problem.
    Silence(SilenceId),
    /// What a merge left open.
    Unmerged(UnmergedId),
    /// What the project asks of its checkers.
    Rules,
}

impl Record {
    /// The id that the file gives it.
    pub fn id(self) -> String {
        match self {
            Self::Of(Subject::Article(id)) => id.to_string(),
            Self::Of(Subject::Source(id)) => id.to_string(),
            Self::Of(Subject::Statement(id)) => id.to_string(),
            Self::Aside(id) => id.to_string(),
            Self::Pass(id) => id.to_string(),
            Self::Silence(id) => id.to_string(),
            Self::Unmerged(id) => id.to_string(),
            Self::Rules => "rules".to_owned(),
        }
    }

    const fn kind(self) -> &'static str {
        match self {
            Self::Of(Subject::Article(_)) => "article",
            Self::Of(Subject::Source(_)) => "source",
            Self::Of(Subject::Statement(_)) => "statement",
            Self::Aside(_) => "mark of what is set aside",
            Self::Pass(_) => "pass",
            Self::Silence(_) => "silenced problem",
            Self::Unmerged(_) => "version that a merge left",
            Self::Rules => "list of rules",
        }
    }
}

/// What was noticed about a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It makes sense, but its sum is of another content, or missing.
    EditedOutside,
    /// These words do not stand at the position written for them; the part is kept adrift.
    PartAdrift {
        /// The words with what stood around them.
        quote: Quote,
        /// Where they might belong now.
        proposal: Proposal,
    },
    /// These words lie in another part of the same statement; the part is kept adrift.
    PartOverlaps {
        /// The words with what stands around them.
        quote: Quote,
    },
    /// Words of an earlier state do not stand at the position written for them; they are kept as words.
    EarlierMoved,
    /// The source that it was worked out from is not in the file, or rests on it; that was left out.
    InputMissing(SourceId),
    /// The source of a link is not in the file; an empty one was put in its place.
    SourceMissing(SourceId),
    /// The article is not in the file; an empty one was put in its place.
    ArticleMissing(ArticleId),
    /// What a merge left open is about a record that is not in the file; that was left out.
    UnmergedOfNothing,
    /// The statement was said to be the same as itself; that was left out.
    SameAsItself,
}

/// Where words that are adrift might belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposal {
    /// Here, and nowhere else; for a person to say yes to.
    At(Span),
    /// They stand in several places.
    Ambiguous,
    /// They stand nowhere.
    Nowhere,
    /// So many words were adrift that not all were looked for.
    NotLookedFor,
}

impl LoadNote {
    /// A name that stays the same in every version.
    pub const fn code(&self) -> &'static str {
        match self.finding {
            Finding::EditedOutside => "edited_outside",
            Finding::PartAdrift { .. } => "part_moved",
            Finding::PartOverlaps { .. } => "part_overlaps",
            Finding::EarlierMoved => "earlier_moved",
            Finding::InputMissing(_) => "input_missing",
            Finding::SourceMissing(_) => "source_missing",
            Finding::ArticleMissing(_) => "article_missing",
            Finding::UnmergedOfNothing => "unmerged_of_nothing",
            Finding::SameAsItself => "same_as_itself",
        }
    }

    /// Whether it is a problem that the project itself will not show: a record that had to be made up. Parts adrift show themselves.
    pub const fn is_problem(&self) -> bool {
        matches!(
            self.finding,
            Finding::SourceMissing(_) | Finding::ArticleMissing(_) | Finding::InputMissing(_) | Finding::UnmergedOfNothing
        )
    }

    /// What was noticed, without where.
    pub fn text(&self) -> String {
        let kind = self.record.kind();
        match &self.finding {
            Finding::EditedOutside => format!("This {kind} was edited outside Factmark, or damaged; read it over"),
            Finding::PartAdrift { quote, proposal } => {
                let found = match proposal {
                    Proposal::At(_) => "it stands in one other place",
                    Proposal::Ambiguous => "it stands in several other places",
                    Proposal::Nowhere => "it stands nowhere in the article",
                    Proposal::NotLookedFor => "it was not looked for, too many are like it",
                };
                format!("{} does not stand where it was marked; {found}", quoted(&shortened(&quote.exact)))
            }
            Finding::PartOverlaps { quote } => {
                let other =
                    if matches!(self.record, Record::Aside(_)) { "something else set aside" } else { "another part of the same statement" };
                format!("{} lies in {other}; mark it anew", quoted(&shortened(&quote.exact)))
            }
            Finding::EarlierMoved => "Words that it had earlier do not stand where they stood; they are kept as words".to_owned(),
            Finding::InputMissing(id) => format!("It was worked out from {id}, which is not in the file or rests on it; that was left out"),
            Finding::SourceMissing(id) => format!("Its source {id} is not in the file; an empty one stands in its place"),
            Finding::ArticleMissing(id) => format!("Its article {id} is not in the file; an empty one stands in its place"),
            Finding::UnmergedOfNothing => "It is about a record that is not in the file; it was left out".to_owned(),
            Finding::SameAsItself => "It was said to be the same as itself; that was left out".to_owned(),
        }
    }
}

impl fmt::Display for LoadNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "Line {line}: ")?;
        }
        f.write_str(&self.text())
    }
}

fn shortened(words: &str) -> String {
    const SHOWN_CHARS: usize = 80;
    let mut short: String = words.chars().take(SHOWN_CHARS).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}
