//! The sample project, built from its tables through the model's own edits, and held against the file that is shipped.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::day::Day;
use factmark::model::edit::Edit;
use factmark::model::evidence::Evidence;
use factmark::model::field::{ArticleField, StatementField};
use factmark::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use factmark::model::project::Project;
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::{Part, SaidBy, Statement};
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};

use crate::sample::rows::{CHECKER, Row, SourceRow, Tagged};
use crate::sample::sources::SOURCES;
use crate::sample::statements::{SAME, STATEMENTS};

mod rows;
mod sources;
mod statements;

/// The folder of the sample.
pub fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")
}

/// The text of the sample article, as shipped.
pub fn article_text() -> String {
    std::fs::read_to_string(assets().join("sample-article.txt")).expect("the sample article is there")
}

/// Numbers that look drawn and are always the same (SplitMix64).
fn number(kind: u64, counter: usize) -> u64 {
    let mut z = (kind << 32 | counter as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x5bd1_e995_2545_f491);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn day(text: &str) -> Option<Day> {
    (!text.is_empty()).then(|| text.parse().expect("a date of the table"))
}

/// Where the words of a part stand: they alone once in the text, or set off by ‹ › in words that stand there once.
fn find(text: &str, part: &str) -> Span {
    let (before, exact) = match part.split_once('‹') {
        Some((before, rest)) => (before, rest.split_once('›').expect("a closing mark").0),
        None => ("", part),
    };
    let whole = part.replace(['‹', '›'], "");
    let places: Vec<usize> = text.match_indices(&whole).map(|(place, _)| place).collect();
    assert_eq!(places.len(), 1, "“{whole}” stands {} times in the article", places.len());
    let start = places[0] + before.len();
    Span::new(text, start..start + exact.len()).expect("a span of the article")
}

fn source(counter: usize, row: &SourceRow) -> Source {
    Source {
        author: row.author.into(),
        publisher: row.publisher.into(),
        url: row.url.into(),
        archived_url: row.archived_url.into(),
        published: day(row.published),
        accessed: day(row.accessed),
        kind: row.kind,
        note: row.note.into(),
        story: row.story.into(),
        ..Source::titled(SourceId::from_raw(number(2, counter)), row.title)
    }
}

fn source_id(key: &str) -> SourceId {
    let counter = SOURCES.iter().position(|row| row.key == key).unwrap_or_else(|| panic!("no source “{key}”"));
    SourceId::from_raw(number(2, counter))
}

fn statement_id(plain: &str) -> StatementId {
    let counter = STATEMENTS.iter().position(|row| row.plain == plain).unwrap_or_else(|| panic!("no statement “{plain}”"));
    StatementId::from_raw(number(3, counter))
}

/// The edits that make one statement, as a checker would do them: mark, say, link, confirm.
fn statement_edits(id: StatementId, article: &Article, row: &Row, next_evidence: &mut usize) -> Vec<Edit> {
    let spans: Vec<Span> = row.parts.iter().map(|part| find(&article.text, part)).collect();
    let was = match row.tagged {
        Tagged::Claim | Tagged::WasClaim => Unconfirmed::Claim,
        Tagged::Assertion | Tagged::WasAssertion => Unconfirmed::Assertion,
    };
    let tag = match was {
        Unconfirmed::Claim => Tag::Claim,
        Unconfirmed::Assertion => Tag::Assertion,
    };
    let set = |field: StatementField| Edit::SetStatement(id, field);
    let mut edits = vec![Edit::PutStatement(Arc::new(Statement::new(id, article.id, spans[0], tag)))];
    if spans.len() > 1 {
        edits.push(set(StatementField::Parts(spans.into_iter().map(Part::At).collect())));
    }
    if let Some(voice) = &row.said_by {
        edits.push(set(StatementField::SaidBy(SaidBy {
            speaker: voice.speaker.into(),
            role: voice.role.into(),
            kind: voice.kind,
            relays: voice.relays.iter().map(|relay| (*relay).to_owned()).collect(),
            ..SaidBy::nobody()
        })));
    }
    edits.push(set(StatementField::InPlainWords(row.plain.into())));
    edits.push(set(StatementField::AsOf(day(row.as_of))));
    edits.push(set(StatementField::Note(row.note.into())));
    for (place, link) in row.links.iter().enumerate() {
        let evidence = Evidence {
            stance: link.stance,
            passage: link.passage.into(),
            place: link.place.into(),
            primary: link.primary,
            note: link.note.into(),
            by: CHECKER.into(),
            on: day("2026-05-14"),
            ..Evidence::new(EvidenceId::from_raw(number(4, *next_evidence)), source_id(link.source))
        };
        *next_evidence += 1;
        edits.push(Edit::PutEvidence(id, place, Arc::new(evidence)));
    }
    if matches!(row.tagged, Tagged::WasClaim | Tagged::WasAssertion) {
        let confirmation = Confirmation { was, by: CHECKER.into(), on: day("2026-05-15") };
        edits.push(set(StatementField::Tag(Tag::confirmed(confirmation))));
    }
    edits
}

/// The sample project, made by edits alone.
pub fn build() -> Project {
    let mut project = Project::default();
    let mut apply = |edit: Edit| project.apply(edit).map(drop).expect("the sample's edits are sound");

    let article = Article::new(ArticleId::from_raw(number(1, 0)), article_text());
    apply(Edit::PutArticle(0, Arc::new(article.clone())));
    for field in [
        ArticleField::Title("Hackers opened dam gates that flooded Kelsby, company says".into()),
        ArticleField::Byline("Mara Lindqvist".into()),
        ArticleField::Publisher("The Northport Courier".into()),
        ArticleField::Url("https://www.northportcourier.example/2026/05/12/kelsby-flood".into()),
        ArticleField::Published(day("2026-05-12")),
        ArticleField::Retrieved(day("2026-05-13")),
    ] {
        apply(Edit::SetArticle(article.id, field));
    }
    for (counter, row) in SOURCES.iter().enumerate() {
        apply(Edit::PutSource(Arc::new(source(counter, row))));
    }
    let mut next_evidence = 0;
    for row in STATEMENTS {
        for edit in statement_edits(statement_id(row.plain), &article, row, &mut next_evidence) {
            apply(edit);
        }
    }
    for (one, other) in SAME {
        let (one, other) = (statement_id(one), statement_id(other));
        apply(Edit::SetStatement(one, StatementField::SameAs(vec![other])));
        apply(Edit::SetStatement(other, StatementField::SameAs(vec![one])));
    }
    project
}

#[test]
fn the_sample_shows_everything_that_a_newcomer_should_see() {
    use factmark::model::bar::{Carried, Lack};

    let article = article_text();
    assert!((3_000..=5_000).contains(&article.chars().count()), "{} characters", article.chars().count());

    let project = build();
    let statements: Vec<_> = project.statements().collect();
    assert_eq!(statements.len(), STATEMENTS.len());
    assert!(statements.iter().any(|statement| statement.tag == Tag::Claim));
    assert!(statements.iter().any(|statement| statement.tag == Tag::Assertion));
    assert!(statements.iter().filter(|statement| statement.parts.len() > 1).count() >= 2, "of several parts");

    let spans: Vec<Span> = statements.iter().filter_map(|statement| statement.first_span()).collect();
    let pairs = || spans.iter().enumerate().flat_map(|(at, one)| spans[at + 1..].iter().map(move |other| (one, other)));
    assert!(pairs().any(|(one, other)| one.start() <= other.start() && other.end() <= one.end()), "nested");
    assert!(pairs().any(|(one, other)| one.start() < other.start() && other.start() < one.end() && one.end() < other.end()), "overlapping");

    let with_passage = |source: &Source| {
        statements.iter().flat_map(|statement| &statement.evidence).any(|link| link.source == source.id && !link.passage.is_empty())
    };
    assert!(project.sources().filter(|source| with_passage(source)).count() >= 8);
    assert!(project.sources().all(|source| with_passage(source)), "every source is used, with its words");

    let confirmed = || statements.iter().filter(|statement| matches!(statement.tag, Tag::ConfirmedFact(_)));
    let weighed: Vec<_> = confirmed().map(|statement| project.weigh(statement)).collect();
    assert!(weighed.iter().any(|weight| matches!(weight, Ok(Carried::ByPrimary(_)))));
    assert!(weighed.iter().any(|weight| matches!(weight, Ok(Carried::ByIndependent(_, _)))));
    assert_eq!(weighed.iter().filter(|weight| **weight == Err(Lack::SameStory)).count(), 1, "one fact is hollow");
    assert!(confirmed().any(|statement| statement.tag.unconfirmed() == Unconfirmed::Claim), "a claim that was confirmed");
}

#[test]
fn the_shipped_sample_is_what_the_table_says() {
    let path = assets().join("sample.ron");
    let built = factmark::project_file::write(&build());
    if std::env::var_os("FACTMARK_WRITE_SAMPLE").is_some() {
        let written = File::create(&path).and_then(|mut file| file.write_all(built.as_bytes()));
        written.expect("the sample is written");
    }
    let shipped = std::fs::read_to_string(&path).expect("the sample is there");
    assert!(shipped == built, "assets/sample.ron differs from its table; FACTMARK_WRITE_SAMPLE=1 writes it anew");
    let loaded = factmark::project_file::read(shipped.as_bytes()).expect("the sample reads back");
    assert!(loaded.notes.is_empty(), "{:?}", loaded.notes);
    assert!(loaded.project == build());
}
