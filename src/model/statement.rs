//! A statement: one proposition that a record, a measurement or a witness could show true or false.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::checks::Checks;
use crate::model::day::Day;
use crate::model::evidence::Evidence;
use crate::model::id::{ArticleId, EvidenceId, StatementId};
use crate::model::quote::Quote;
use crate::model::rare::{Empty, Rare};
use crate::model::span::Span;
use crate::model::tag::Tag;

/// One proposition of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its id.
    pub id: StatementId,
    /// The article whose text its parts lie in.
    pub article: ArticleId,
    /// Where it stands; never empty. A quotation broken by "he said" has several parts. See [`Statement::parts_in_order`].
    pub parts: Vec<Part>,
    /// Claim, assertion or confirmed fact.
    pub tag: Tag,
    /// Who vouches for it; kept when a claim is confirmed.
    pub said_by: Rare<SaidBy>,
    /// The proposition so that it stands alone; may be empty.
    pub in_plain_words: String,
    /// The day for which it is meant, where that is not the article's.
    pub as_of: Option<Day>,
    /// Anything else.
    pub note: Rare<String>,
    /// Statements that say the same; each of them names this one too.
    pub same_as: Rare<Vec<StatementId>>,
    /// What is linked, in the order of linking.
    pub evidence: Vec<Arc<Evidence>>,
    // `None` instead of checks that say nothing.
    checks: Option<Box<Checks>>,
}

/// One stretch of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// It stands here.
    At(Span),
    /// Its words are not where they were: kept and shown, never moved silently.
    Adrift(Box<Quote>),
}

/// Who vouches for a statement; all empty where nobody is named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SaidBy {
    /// The one who vouches nearest.
    pub speaker: String,
    /// In which role: "spokesman of the port authority".
    pub role: String,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// Through whom it came, nearest first: "an official", "AP".
    pub relays: Vec<String>,
    /// How sure they say to be: "preliminary", "reportedly".
    pub hedge: String,
    /// Whether they say that it is *not* so.
    pub denies: bool,
}

/// Who vouches where nobody is named.
static NOBODY: SaidBy = SaidBy::nobody();

impl Empty for SaidBy {
    fn empty() -> &'static Self {
        &NOBODY
    }
}

/// What sort of speaker vouches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum SpeakerKind {
    /// A person by name.
    #[default]
    Named,
    /// A person whose name is kept back.
    Unnamed,
    /// An office, a company, a group.
    Institution,
    /// A paper.
    Document,
    /// "Alleged", "reportedly": nobody says who.
    Unidentified,
}

impl SpeakerKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Named, Self::Unnamed, Self::Institution, Self::Document, Self::Unidentified];
}

impl SaidBy {
    /// Nothing is known.
    pub const fn nobody() -> Self {
        Self {
            speaker: String::new(),
            role: String::new(),
            kind: SpeakerKind::Named,
            relays: Vec::new(),
            hedge: String::new(),
            denies: false,
        }
    }

    /// Whether nothing is said about the speaker at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the question who says it is answered; "nobody says who" is an answer.
    pub fn is_known(&self) -> bool {
        !self.speaker.trim().is_empty() || self.kind == SpeakerKind::Unidentified
    }
}

impl Part {
    /// Its words, given the text of its article.
    pub fn words<'a>(&'a self, text: &'a str) -> &'a str {
        match self {
            Self::At(span) => span.words(text),
            Self::Adrift(quote) => &quote.exact,
        }
    }

    /// Where it stands; `None` for a part adrift.
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::At(span) => Some(*span),
            Self::Adrift(_) => None,
        }
    }
}

impl Statement {
    /// A statement of one part and nothing else.
    pub fn new(id: StatementId, article: ArticleId, span: Span, tag: Tag) -> Self {
        Self::of_parts(id, article, vec![Part::At(span)], tag)
    }

    /// A statement of these parts and nothing else.
    pub const fn of_parts(id: StatementId, article: ArticleId, parts: Vec<Part>, tag: Tag) -> Self {
        Self {
            id,
            article,
            parts,
            tag,
            said_by: Rare::none(),
            in_plain_words: String::new(),
            as_of: None,
            note: Rare::none(),
            same_as: Rare::none(),
            evidence: Vec::new(),
            checks: None,
        }
    }

    /// What checking has added.
    pub fn checks(&self) -> &Checks {
        self.checks.as_deref().unwrap_or(Checks::none())
    }

    /// Changes what checking has added.
    pub fn change_checks<T>(&mut self, change: impl FnOnce(&mut Checks) -> T) -> T {
        let mut checks = self.checks.take().unwrap_or_default();
        let answer = change(&mut checks);
        self.checks = (*checks != *Checks::none()).then_some(checks);
        answer
    }

    /// The spans of the parts that stand in the text, in the order in which they are kept.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.parts.iter().filter_map(Part::span)
    }

    /// The span that begins first; `None` where every part is adrift.
    pub fn first_span(&self) -> Option<Span> {
        self.spans().min()
    }

    /// `parts` as statements keep them: by place in the text, those adrift last; the order in which it is read.
    pub fn parts_in_order(mut parts: Vec<Part>) -> Vec<Part> {
        parts.sort_by_key(|part| part.span().map_or((usize::MAX, usize::MAX), |span| (span.start(), span.end())));
        parts
    }

    /// The words of all parts, joined by " … ", given the text of its article.
    pub fn words(&self, text: &str) -> String {
        let words: Vec<&str> = self.parts.iter().map(|part| part.words(text)).collect();
        words.join(" … ")
    }

    /// The evidence with this id.
    pub fn evidence(&self, id: EvidenceId) -> Option<&Arc<Evidence>> {
        self.evidence.iter().find(|evidence| evidence.id == id)
    }
}
