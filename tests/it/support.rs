//! What tests share: marked texts, and projects and edits drawn at random.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::aside::{Aside, AsideKind};
use factmark::model::day::Day;
use factmark::model::earlier::{Earlier, Was};
use factmark::model::edit::Edit;
use factmark::model::evidence::{Evidence, Stance};
use factmark::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use factmark::model::finding::{Said, Truth};
use factmark::model::id::{ArticleId, AsideId, EvidenceId, RemarkId, SourceId, StatementId};
use factmark::model::project::Project;
use factmark::model::quote::Quote;
use factmark::model::review::Rules;
use factmark::model::source::{Ground, Source, SourceKind};
use factmark::model::span::Span;
use factmark::model::statement::{Part, SaidBy, SpeakerKind, Statement};
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};
use factmark::model::unmerged::Unmerged;
use fastrand::Rng;

use crate::random_checks::{
    random_decision, random_finding, random_pass, random_remark, random_signature, random_silence, random_snapshot,
};

/// A generator with the seed of `FACTMARK_SEED`, else a fixed one; printed, so that a failure can be had again.
pub fn rng(test: &str) -> Rng {
    let seed = std::env::var("FACTMARK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_260_303);
    println!("{test}: FACTMARK_SEED={seed}");
    Rng::with_seed(seed)
}

/// A text without its marks, and the spans between `‹` and `›`: `marked("The ‹sky› is green")`.
pub fn marked(text: &str) -> (String, Vec<Span>) {
    let mut plain = String::new();
    let mut open = Vec::new();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for char in text.chars() {
        match char {
            '‹' => open.push(plain.len()),
            '›' => ranges.push(open.pop().expect("a mark that was opened")..plain.len()),
            _ => plain.push(char),
        }
    }
    assert!(open.is_empty(), "a mark that is closed");
    let spans = ranges.into_iter().map(|range| Span::new(&plain, range).expect("a span that is not empty")).collect();
    (plain, spans)
}

/// A project with the edits done.
pub fn project_of(edits: Vec<Edit>) -> Project {
    let mut project = Project::default();
    for edit in edits {
        project.apply(edit).expect("an edit that is allowed");
    }
    project
}

/// A project of one or a few articles with statements of every sort.
pub fn random_project(rng: &mut Rng) -> Project {
    let mut project = Project::default();
    for _ in 0..rng.usize(5..60) {
        let edit = random_edit(rng, &project);
        project.apply(edit).expect("random_edit gives edits that are allowed");
    }
    project
}

/// An edit that `project` allows.
pub fn random_edit(rng: &mut Rng, project: &Project) -> Edit {
    loop {
        let edit = draw_edit(rng, project);
        if let Some(edit) = edit.filter(|edit| project.clone().apply(edit.clone()).is_ok()) {
            return edit;
        }
    }
}

fn draw_edit(rng: &mut Rng, project: &Project) -> Option<Edit> {
    let article = pick(rng, project.articles());
    let source = pick(rng, project.sources());
    let statement = pick(rng, project.statements());
    Some(match rng.u32(0..30) {
        27 | 28 => Edit::PutUnmerged(Arc::new(random_unmerged(rng, project)?)),
        29 => Edit::DropUnmerged(pick(rng, project.unmerged())?.id()),
        20 => {
            let place = rng.usize(..=statement?.checks().remarks.len());
            let id = RemarkId::from_raw(rng.u64(..));
            Edit::PutRemark(statement?.id, place, Arc::new(random_remark(rng, id)))
        }
        21 => {
            let remark = pick(rng, statement?.checks().remarks.iter())?.id;
            if rng.bool() {
                Edit::DropRemark(statement?.id, remark)
            } else {
                Edit::SetRemark(statement?.id, Arc::new(random_remark(rng, remark)))
            }
        }
        22 | 23 => {
            let part =
                if rng.u32(..4) == 0 { Part::Adrift(Box::new(random_quote(rng))) } else { Part::At(random_span(rng, &article?.text)?) };
            let kind = rng.choice(AsideKind::ALL)?;
            Edit::PutAside(Arc::new(Aside { id: AsideId::from_raw(rng.u64(..)), article: article?.id, part, kind }))
        }
        24 => Edit::DropAside(pick(rng, project.asides())?.id),
        25 => match rng.u32(..4) {
            0 => Edit::PutPass(Arc::new(random_pass(rng))),
            1 => Edit::DropPass(pick(rng, project.passes())?.id),
            2 => Edit::PutSilence(Arc::new(random_silence(rng, statement?.id))),
            _ => Edit::DropSilence(pick(rng, project.silences())?.id),
        },
        26 => Edit::SetRules(Rules { secondary: rng.u8(2..=3), second_reader: rng.bool() }),
        0 => Edit::PutArticle(rng.usize(..=project.article_count()), Arc::new(random_article(rng))),
        1 => Edit::DropArticle(article?.id),
        2 => Edit::SetArticle(article?.id, article_field(rng)),
        3 | 4 => Edit::PutSource(Arc::new(random_source(rng))),
        5 => Edit::DropSource(source?.id),
        6 => Edit::SetSource(source?.id, source_field(rng)),
        7 => {
            let inputs = [pick(rng, project.sources())?.id, pick(rng, project.sources())?.id];
            let field = SourceField::RestsOn(inputs.into_iter().take(rng.usize(..3)).collect::<BTreeSet<_>>().into_iter().collect());
            Edit::SetSource(source?.id, field)
        }
        8..=11 => Edit::PutStatement(Arc::new(random_statement(rng, project, article?)?)),
        12 => Edit::DropStatement(statement?.id),
        13 | 14 => {
            let text = &project.article(statement?.article)?.text;
            let field = statement_field(rng, project, statement?.id, text)?;
            Edit::SetStatement(statement?.id, field)
        }
        15..=17 => {
            let place = rng.usize(..=statement?.evidence.len());
            Edit::PutEvidence(statement?.id, place, Arc::new(random_evidence(rng, source?.id)))
        }
        18 => Edit::DropEvidence(statement?.id, pick(rng, statement?.evidence.iter())?.id),
        _ => Edit::SetEvidence(statement?.id, pick(rng, statement?.evidence.iter())?.id, evidence_field(rng, source?.id)),
    })
}

/// The other version of something that stands in the project.
fn random_unmerged(rng: &mut Rng, project: &Project) -> Option<Unmerged> {
    let article = pick(rng, project.articles())?;
    let source = pick(rng, project.sources());
    let statement = pick(rng, project.statements());
    Unmerged::of(match rng.u32(0..11) {
        0 => Edit::SetArticle(article.id, article_field(rng)),
        1 => Edit::DropArticle(article.id),
        2 => Edit::SetSource(source?.id, source_field(rng)),
        3 => Edit::DropSource(source?.id),
        4 | 5 => {
            let text = &project.article(statement?.article)?.text;
            Edit::SetStatement(statement?.id, statement_field(rng, project, statement?.id, text)?)
        }
        6 => Edit::DropStatement(statement?.id),
        7 => Edit::SetEvidence(statement?.id, pick(rng, statement?.evidence.iter())?.id, evidence_field(rng, source?.id)),
        8 => Edit::DropEvidence(statement?.id, pick(rng, statement?.evidence.iter())?.id),
        9 => {
            let remark = pick(rng, statement?.checks().remarks.iter())?.id;
            if rng.bool() {
                Edit::DropRemark(statement?.id, remark)
            } else {
                Edit::SetRemark(statement?.id, Arc::new(random_remark(rng, remark)))
            }
        }
        _ => {
            let part =
                if rng.u32(..4) == 0 { Part::Adrift(Box::new(random_quote(rng))) } else { Part::At(random_span(rng, &article.text)?) };
            let kind = rng.choice(AsideKind::ALL)?;
            Edit::PutAside(Arc::new(Aside { id: AsideId::from_raw(rng.u64(..)), article: article.id, part, kind }))
        }
    })
}

fn pick<'a, T>(rng: &mut Rng, items: impl Iterator<Item = &'a Arc<T>>) -> Option<&'a Arc<T>> {
    rng.choice(items.collect::<Vec<_>>())
}

fn random_article(rng: &mut Rng) -> Article {
    let mut article = Article::new(ArticleId::from_raw(rng.u64(..)), random_text(rng, 400));
    for _ in 0..rng.usize(..4) {
        article_field(rng).swap_with(&mut article);
    }
    article
}

fn random_source(rng: &mut Rng) -> Source {
    let mut source = Source::titled(SourceId::from_raw(rng.u64(..)), random_text(rng, 30));
    for _ in 0..rng.usize(..6) {
        source_field(rng).swap_with(&mut source);
    }
    source
}

fn random_evidence(rng: &mut Rng, source: SourceId) -> Evidence {
    let mut evidence = Evidence::new(EvidenceId::from_raw(rng.u64(..)), source);
    for _ in 0..rng.usize(..5) {
        evidence_field(rng, source).swap_with(&mut evidence);
    }
    evidence
}

fn random_statement(rng: &mut Rng, project: &Project, article: &Article) -> Option<Statement> {
    let id = StatementId::from_raw(rng.u64(..));
    let mut statement = Statement::new(id, article.id, random_span(rng, &article.text)?, Tag::Claim);
    for _ in 0..rng.usize(..6) {
        statement_field(rng, project, id, &article.text)?.swap_with(&mut statement);
    }
    if let Some(source) = pick(rng, project.sources()) {
        statement.evidence = (0..rng.usize(..4)).map(|_| Arc::new(random_evidence(rng, source.id))).collect();
    }
    Some(statement)
}

fn article_field(rng: &mut Rng) -> ArticleField {
    match rng.u32(0..6) {
        0 => ArticleField::Title(random_text(rng, 40)),
        1 => ArticleField::Byline(random_text(rng, 20)),
        2 => ArticleField::Publisher(random_text(rng, 20)),
        3 => ArticleField::Url(random_url(rng)),
        4 => ArticleField::Published(random_day(rng)),
        _ => ArticleField::Retrieved(random_day(rng)),
    }
}

fn source_field(rng: &mut Rng) -> SourceField {
    match rng.u32(0..14) {
        13 => SourceField::Snapshot(rng.bool().then(|| Arc::new(random_snapshot(rng)))),
        10 => SourceField::Working(random_text(rng, 60)),
        11 => SourceField::Contact(random_text(rng, 20)),
        12 => SourceField::Ground(rng.choice(Ground::ALL).expect("a ground")),
        0 => SourceField::Title(random_text(rng, 40)),
        1 => SourceField::Author(random_text(rng, 20)),
        2 => SourceField::Publisher(random_text(rng, 20)),
        3 => SourceField::Url(random_url(rng)),
        4 => SourceField::ArchivedUrl(random_url(rng)),
        5 => SourceField::Published(random_day(rng)),
        6 => SourceField::Accessed(random_day(rng)),
        7 => SourceField::Kind(rng.choice(SourceKind::ALL).expect("a kind")),
        8 => SourceField::Note(random_text(rng, 80)),
        _ => SourceField::Story(rng.choice(["", "one", "two", " one "]).expect("a key").to_owned()),
    }
}

fn statement_field(rng: &mut Rng, project: &Project, id: StatementId, text: &str) -> Option<StatementField> {
    Some(match rng.u32(0..13) {
        12 => StatementField::Earlier(random_earlier(rng, text)?),
        7 => StatementField::Attribution(random_parts(rng, text)?),
        8 => StatementField::Said(random_finding(rng, &Said::ALL)),
        9 => StatementField::Truth(random_finding(rng, &Truth::ALL)),
        10 => StatementField::History((0..rng.usize(..3)).map(|_| random_decision(rng)).collect()),
        11 => StatementField::Signed((0..rng.usize(..3)).map(|_| random_signature(rng)).collect()),
        0 => StatementField::Parts(random_parts(rng, text)?),
        1 => StatementField::Tag(random_tag(rng)),
        2 => StatementField::SaidBy(SaidBy {
            speaker: random_text(rng, 20),
            role: random_text(rng, 10),
            kind: rng.choice(SpeakerKind::ALL)?,
            relays: (0..rng.usize(..3)).map(|_| random_text(rng, 10)).collect(),
            hedge: if rng.bool() { random_text(rng, 10) } else { String::new() },
            denies: rng.bool(),
        }),
        3 => StatementField::InPlainWords(random_text(rng, 60)),
        4 => StatementField::AsOf(random_day(rng)),
        5 => StatementField::Note(random_text(rng, 200)),
        _ => {
            let other = pick(rng, project.statements()).map(|other| other.id).filter(|other| *other != id);
            StatementField::SameAs(other.into_iter().chain(rng.bool().then(|| StatementId::from_raw(rng.u64(..)))).collect())
        }
    })
}

/// Earlier states with some of what can be kept.
fn random_earlier(rng: &mut Rng, text: &str) -> Option<Vec<Arc<Earlier>>> {
    let mut states = Vec::new();
    for _ in 0..rng.usize(..3) {
        let mut was = Was::default();
        if rng.bool() {
            was.words = Some(Box::new((random_parts(rng, text)?, if rng.bool() { random_parts(rng, text)? } else { Vec::new() })));
        }
        was.tag = rng.bool().then(|| Box::new(random_tag(rng)));
        was.said_by = rng.bool().then(|| Box::new(SaidBy { speaker: random_text(rng, 10), ..SaidBy::nobody() }));
        was.meaning = rng.bool().then(|| Box::new((random_text(rng, 20), random_day(rng))));
        was.evidence =
            rng.bool().then(|| (0..rng.u64(..3)).map(|source| Arc::new(random_evidence(rng, SourceId::from_raw(source)))).collect());
        was.said = rng.bool().then(|| Box::new(random_finding(rng, &Said::ALL)));
        was.truth = rng.bool().then(|| Box::new(random_finding(rng, &Truth::ALL)));
        was.note = rng.bool().then(|| random_text(rng, 20).into());
        states.push(Arc::new(Earlier { after: rng.usize(..9), by: random_text(rng, 10), on: random_day(rng), was }));
    }
    Some(states)
}

fn evidence_field(rng: &mut Rng, source: SourceId) -> EvidenceField {
    match rng.u32(0..9) {
        8 => EvidenceField::Original(random_text(rng, 60)),
        0 => EvidenceField::Source(source),
        1 => EvidenceField::Stance(rng.choice(Stance::ALL).expect("a stance")),
        2 => EvidenceField::Passage(random_text(rng, 60)),
        3 => EvidenceField::Place(random_text(rng, 10)),
        4 => EvidenceField::Primary(rng.bool()),
        5 => EvidenceField::Note(random_text(rng, 30)),
        6 => EvidenceField::By(random_text(rng, 10)),
        _ => EvidenceField::On(random_day(rng)),
    }
}

fn random_tag(rng: &mut Rng) -> Tag {
    match rng.u32(0..4) {
        0 => Tag::Claim,
        1 => Tag::Assertion,
        2 => Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: random_text(rng, 10), on: random_day(rng) }),
        _ => Tag::confirmed(Confirmation { was: Unconfirmed::Assertion, by: random_text(rng, 10), on: random_day(rng) }),
    }
}

/// Parts as a statement keeps them; touching and adrift ones among them.
fn random_parts(rng: &mut Rng, text: &str) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    for _ in 0..rng.usize(1..4) {
        let span = random_span(rng, text)?;
        if !parts.iter().filter_map(Part::span).any(|other| other.overlaps(span)) {
            parts.push(Part::At(span));
        }
    }
    if rng.u32(0..6) == 0 {
        parts.push(Part::Adrift(Box::new(random_quote(rng))));
    }
    Some(Statement::parts_in_order(parts))
}

fn random_quote(rng: &mut Rng) -> Quote {
    Quote { prefix: random_text(rng, 10), exact: random_text(rng, 20), suffix: random_text(rng, 10) }
}

/// A span of a text, `None` where it is empty.
pub fn random_span(rng: &mut Rng, text: &str) -> Option<Span> {
    let bounds: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    if bounds.len() < 2 {
        return None;
    }
    let start = rng.usize(..bounds.len() - 1);
    let end = (start + rng.usize(1..40)).min(bounds.len() - 1);
    Span::new(text, bounds[start]..bounds[end])
}

pub fn random_day(rng: &mut Rng) -> Option<Day> {
    let year = rng.i16(1..=9999);
    match rng.u32(0..4) {
        0 => None,
        1 => Day::new(year, None, None).ok(),
        2 => Day::new(year, Some(rng.i8(1..=12)), None).ok(),
        _ => Day::new(year, Some(rng.i8(1..=12)), Some(rng.i8(1..=28))).ok(),
    }
}

fn random_url(rng: &mut Rng) -> String {
    rng.choice(["", "https://example.org/a", "http://www.example.org/a/#b", "https://example.net/?q=\u{e9}", "not one"])
        .expect("an address")
        .to_owned()
}

/// Up to `max_chars` characters from all over Unicode, with a liking for what gives trouble.
pub fn random_text(rng: &mut Rng, max_chars: usize) -> String {
    const TROUBLE: &str = "\"\\'\n\r\t\0\u{1b}\u{7f}\u{85}\u{a0}\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{202e}\u{2028}\u{2066}\u{feff}\u{fe0f}\
                           \u{fffe}\u{ffff}\u{10ffff}\u{e0001}\u{301}👩🏽‍🚒ééالعربية漢字<>=|/*#{}()[]:,";
    let trouble: Vec<char> = TROUBLE.chars().collect();
    let letters = rng.u32(0..4);
    (0..rng.usize(..=max_chars))
        .map(|_| match rng.u32(0..8).max(letters) {
            0 => rng.char(..),
            1 => trouble[rng.usize(..trouble.len())],
            2 => ['\n', ' ', '.', ','][rng.usize(..4)],
            _ => rng.lowercase(),
        })
        .collect()
}

/// A folder of its own for one test, gone when it is dropped.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Makes or replaces a file.
pub fn put(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
    File::create(path).expect("a file").write_all(bytes.as_ref()).expect("room for it");
}
