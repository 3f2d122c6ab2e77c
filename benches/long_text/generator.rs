//! Texts and projects of any size, the same for the same seed: English with curly quotes and accents, some Arabic, CJK and emoji.

use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::edit::{Edit, EditError};
use factmark::model::evidence::Evidence;
use factmark::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use factmark::model::project::Project;
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::{SaidBy, SpeakerKind, Statement};
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};
use fastrand::Rng;

/// Of everything.
const SEED: u64 = 20_261_124;

const ENGLISH: &[&str] = &[
    "the",
    "officials",
    "said",
    "that",
    "a",
    "third",
    "was",
    "heard",
    "in",
    "Northport",
    "before",
    "noon,",
    "he",
    "added.",
    "of",
    "explosion",
    "damaged",
    "depot",
    "outside",
    "and",
    "harbour",
    "authority",
    "didn’t",
    "confirm",
    "it",
    "“voice”",
    "“we",
    "know",
    "nothing,”",
    "café",
    "naïve",
    "Zoë",
    "São",
    "Tomé",
    "workers",
    "were",
    "hurt",
    "at",
    "least",
    "twelve",
    "people",
    "on",
    "Tuesday",
    "—",
    "report",
    "minister",
    "to",
    "government",
    "reporters.",
    "which",
    "later",
];
const OTHERS: &[&str] = &["قال", "المتحدث", "باسم", "الشرطة", "報告", "発表した", "消息", "港口", "👩🏽‍🚒", "🔥", "🇺🇳", "e\u{301}te\u{301}"];
/// One word in so many is of another script.
const OTHERS_EVERY: u32 = 60;
/// One word in so many ends its paragraph.
const PARAGRAPH_EVERY: u32 = 70;
/// About how long a statement is, in bytes.
const STATEMENT_BYTES: usize = 57;

/// A text of about so many bytes.
pub fn text(bytes: usize, lines: Lines) -> String {
    let mut random = Rng::with_seed(SEED);
    let mut text = String::with_capacity(bytes + 64);
    while text.len() < bytes {
        let words = if random.u32(0..OTHERS_EVERY) == 0 { OTHERS } else { ENGLISH };
        text.push_str(random.choice(words.iter().copied()).unwrap_or_default());
        let is_end = lines == Lines::Prose && random.u32(0..PARAGRAPH_EVERY) == 0;
        text.push(if is_end { '\n' } else { ' ' });
    }
    text
}

/// How a text is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// A paragraph every few lines.
    Prose,
    /// No line's end at all.
    One,
}

/// A project of one text with so many statements of one part, evenly over it: claims, assertions, facts that are carried and hollow ones.
pub fn project(text: String, statements: usize) -> Result<Project, EditError> {
    let step = text.len() as f64 / statements.max(1) as f64;
    with_statements(text, statements, |number| (number as f64 * step) as usize)
}

/// A project whose statements lie in heaps of `deep` over the very same words, `apart` bytes from each other.
pub fn heaped(text: String, heaps: usize, deep: usize, apart: usize) -> Result<Project, EditError> {
    with_statements(text, heaps * deep, |number| number / deep * apart)
}

fn with_statements(text: String, statements: usize, start_of: impl Fn(usize) -> usize) -> Result<Project, EditError> {
    let mut random = Rng::with_seed(SEED);
    let mut project = Project::default();
    let article = ArticleId::from_raw(random.u64(..));
    let text: Arc<str> = text.into();
    let mut known = Article::new(article, Arc::clone(&text));
    "What was heard in Northport".clone_into(&mut known.title);
    project.apply(Edit::PutArticle(0, Arc::new(known)))?;
    let sources: Vec<SourceId> = (0..24).map(|_| SourceId::from_raw(random.u64(..))).collect();
    for (number, id) in sources.iter().enumerate() {
        let mut source = Source::titled(*id, format!("Report {number} of the harbour authority"));
        source.story = format!("story {number}");
        project.apply(Edit::PutSource(Arc::new(source)))?;
    }
    let mut made = Vec::with_capacity(statements);
    for number in 0..statements {
        let start = boundary(&text, start_of(number));
        let end = boundary(&text, start + STATEMENT_BYTES);
        let span = Span::new(&text, start..end).and_then(|span| span.trimmed(&text));
        let Some(span) = span else { continue };
        let id = StatementId::from_raw(random.u64(..));
        let fact = || Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: "Ruth Vale".to_owned(), on: None });
        // One in eight is a fact, half of those carried.
        let (tag, sourced) = match number % 16 {
            3 => (fact(), 2),
            11 => (fact(), 0),
            rest if rest % 2 == 0 => (Tag::Claim, usize::from(rest % 8 == 0)),
            _ => (Tag::Assertion, 0),
        };
        let mut statement = Statement::new(id, article, span, tag);
        if number % 2 == 0 {
            statement.said_by =
                SaidBy { speaker: "the harbour authority".to_owned(), kind: SpeakerKind::Institution, ..SaidBy::nobody() }.into();
        }
        for link in 0..sourced {
            let source = sources.get((number + link) % sources.len()).copied().unwrap_or_else(|| SourceId::from_raw(0));
            statement.evidence.push(Arc::new(Evidence::new(EvidenceId::from_raw(random.u64(..)), source)));
        }
        made.push(Arc::new(statement));
    }
    // As they are where a file was read.
    project.put_statements(made).map_err(|(_, error)| error)?;
    Ok(project)
}

/// The next character boundary.
pub fn boundary(text: &str, byte: usize) -> usize {
    (byte..text.len()).find(|byte| text.is_char_boundary(*byte)).unwrap_or(text.len())
}
