//! The model's records in the shape of the file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::checks::{Decision, Signature};
use crate::model::earlier::Earlier;
use crate::model::finding::Finding;
use crate::model::id::ArticleId;
use crate::model::project::Project;
use crate::model::quote::Quote;
use crate::model::remark::Remark;
use crate::model::snapshot::Snapshot;
use crate::model::statement::{Part, SaidBy};
use crate::model::tag::Tag;
use crate::model::{article, aside, evidence, review, source, statement};
use crate::project_file::v4;
use crate::text::positions::CodePoints;

/// Code points of every article's text.
pub struct Positions<'a>(BTreeMap<ArticleId, (&'a str, CodePoints<'a>)>);

impl<'a> Positions<'a> {
    /// Counts the code points of all articles.
    pub fn of(project: &'a Project) -> Self {
        Self(project.articles().map(|article| (article.id, (&*article.text, CodePoints::new(&article.text)))).collect())
    }

    /// An article's text, and the code points in it.
    pub fn text(&self, article: ArticleId) -> Option<&(&'a str, CodePoints<'a>)> {
        self.0.get(&article)
    }

    /// A part for the file.
    pub fn part(&self, article: ArticleId, part: &'a Part) -> v4::Part<'a> {
        let span = match part {
            Part::At(span) => *span,
            Part::Adrift(quote) => {
                let (before, words, after) = (borrowed(&quote.prefix), borrowed(&quote.exact), borrowed(&quote.suffix));
                return v4::Part { start: None, end: None, before, words, after };
            }
        };
        // Only the gate makes statements, so their article is there and the span lies in it.
        let Some((text, code_points)) = self.0.get(&article) else { return v4::Part::default() };
        let code_point = |byte| code_points.to_code_point(byte).map(|code_point| code_point as u64);
        let quote = Quote::brief(text, span);
        v4::Part {
            start: code_point(span.start()),
            end: code_point(span.end()),
            before: Cow::Owned(quote.prefix),
            words: Cow::Owned(quote.exact),
            after: Cow::Owned(quote.suffix),
        }
    }
}

/// An article for the file.
pub fn article(article: &article::Article) -> v4::Article<'_> {
    v4::Article {
        id: article.id,
        title: borrowed(&article.title),
        byline: borrowed(&article.byline),
        publisher: borrowed(&article.publisher),
        url: borrowed(&article.url),
        published: article.published,
        retrieved: article.retrieved,
        text: borrowed(&article.text),
        sum: Cow::default(),
    }
}

/// A source for the file.
pub fn source(source: &source::Source) -> v4::Source<'_> {
    v4::Source {
        id: source.id,
        title: borrowed(&source.title),
        author: borrowed(&source.author),
        publisher: borrowed(&source.publisher),
        url: borrowed(&source.url),
        archived_url: borrowed(&source.archived_url),
        published: source.published,
        accessed: source.accessed,
        kind: source.kind.into(),
        note: borrowed(&source.note),
        story: borrowed(&source.story),
        working: borrowed(&source.working),
        rests_on: source.rests_on.iter().copied().map(v4::OneSource).collect(),
        contact: borrowed(&source.contact),
        ground: source.ground.into(),
        snapshot: source.snapshot.as_deref().map(snapshot),
        sum: Cow::default(),
    }
}

/// A statement for the file.
pub fn statement<'a>(statement: &'a statement::Statement, positions: &Positions<'a>) -> v4::Statement<'a> {
    let checks = statement.checks();
    v4::Statement {
        id: statement.id,
        article: statement.article,
        parts: statement.parts.iter().map(|part| positions.part(statement.article, part)).collect(),
        tag: tag(&statement.tag),
        said_by: said_by(&statement.said_by),
        in_plain_words: borrowed(&statement.in_plain_words),
        as_of: statement.as_of,
        note: borrowed(&statement.note),
        same_as: statement.same_as.iter().copied().map(v4::OneStatement).collect(),
        evidence: statement.evidence.iter().map(|evidence| self::evidence(evidence)).collect(),
        attribution: checks.attribution.iter().map(|part| positions.part(statement.article, part)).collect(),
        said: finding(&checks.said),
        truth: finding(&checks.truth),
        remarks: checks.remarks.iter().map(|remark| self::remark(remark)).collect(),
        history: checks.history.iter().map(decision).collect(),
        signed: checks.signed.iter().map(signature).collect(),
        earlier: checks.earlier.iter().map(|earlier| Box::new(self::earlier(earlier, statement.article, positions))).collect(),
        sum: Cow::default(),
    }
}

/// Something set aside, for the file.
pub fn aside<'a>(aside: &'a aside::Aside, positions: &Positions<'a>) -> v4::Aside<'a> {
    v4::Aside {
        id: aside.id,
        article: aside.article,
        part: positions.part(aside.article, &aside.part),
        kind: aside.kind.into(),
        sum: Cow::default(),
    }
}

/// A pass for the file.
pub fn pass(pass: &review::Pass) -> v4::Pass<'_> {
    v4::Pass {
        id: pass.id,
        by: borrowed(&pass.by),
        from: pass.from,
        to: pass.to,
        looked_at: borrowed(&pass.looked_at),
        signed: pass.signed,
        sent_back: pass.sent_back,
        sum: Cow::default(),
    }
}

/// A silenced problem for the file.
pub fn silence(silence: &review::Silence) -> v4::Silence<'_> {
    v4::Silence {
        id: silence.id,
        code: borrowed(&silence.code),
        of: silence.subject.into(),
        reason: borrowed(&silence.reason),
        by: borrowed(&silence.by),
        on: silence.on,
        sum: Cow::default(),
    }
}

/// The rules for the file, where they are not the usual ones.
pub fn rules(rules: review::Rules) -> Option<v4::Rules<'static>> {
    let record = v4::Rules { secondary: rules.secondary, second_reader: rules.second_reader, sum: Cow::default() };
    (rules != review::Rules::default()).then_some(record)
}

fn evidence(evidence: &evidence::Evidence) -> v4::Evidence<'_> {
    v4::Evidence {
        id: evidence.id,
        source: evidence.source,
        stance: evidence.stance.into(),
        passage: borrowed(&evidence.passage),
        original: borrowed(&evidence.original),
        place: borrowed(&evidence.place),
        primary: evidence.primary,
        note: borrowed(&evidence.note),
        by: borrowed(&evidence.by),
        on: evidence.on,
    }
}

/// See the record of this name.
pub fn tag(tag: &Tag) -> v4::Tag<'_> {
    match tag {
        Tag::Claim => v4::Tag::Claim,
        Tag::Assertion => v4::Tag::Assertion,
        Tag::ConfirmedFact(confirmation) => {
            v4::Tag::ConfirmedFact { was: confirmation.was.into(), by: borrowed(&confirmation.by), on: confirmation.on }
        }
    }
}

/// See the record of this name.
pub fn said_by(said_by: &SaidBy) -> v4::SaidBy<'_> {
    v4::SaidBy {
        speaker: borrowed(&said_by.speaker),
        role: borrowed(&said_by.role),
        kind: said_by.kind.into(),
        relays: said_by.relays.iter().map(|relay| borrowed(relay)).collect(),
        hedge: borrowed(&said_by.hedge),
        denies: said_by.denies,
    }
}

/// See the record of this name.
pub fn finding<V: Copy, W: From<V>>(finding: &Finding<V>) -> v4::Finding<'_, W> {
    v4::Finding {
        verdict: finding.verdict.into(),
        why: borrowed(&finding.why),
        waits_for: borrowed(&finding.waits_for),
        by: borrowed(&finding.by),
        on: finding.on,
    }
}

/// See the record of this name.
pub fn remark(remark: &Remark) -> v4::Remark<'_> {
    v4::Remark {
        id: remark.id,
        kind: remark.kind.into(),
        text: borrowed(&remark.text),
        wording: borrowed(&remark.wording),
        whom: borrowed(&remark.whom),
        by: borrowed(&remark.by),
        on: remark.on,
        replies: remark
            .replies
            .iter()
            .map(|reply| v4::Reply { text: borrowed(&reply.text), by: borrowed(&reply.by), on: reply.on })
            .collect(),
        settled: remark.is_settled,
    }
}

fn decision(decision: &Decision) -> v4::Decision<'_> {
    v4::Decision {
        about: decision.about.into(),
        from: borrowed(&decision.from),
        to: borrowed(&decision.to),
        by: borrowed(&decision.by),
        on: decision.on,
    }
}

fn signature(signature: &Signature) -> v4::Signature<'_> {
    v4::Signature {
        by: borrowed(&signature.by),
        on: signature.on,
        reason: borrowed(&signature.reason),
        saw: signature.saw.iter().map(|(aspect, sum)| ((*aspect).into(), *sum)).collect(),
    }
}

/// See the record of this name.
pub fn snapshot(snapshot: &Snapshot) -> v4::Snapshot<'_> {
    v4::Snapshot {
        sha256: snapshot.digest,
        kind: snapshot.kind.into(),
        name: borrowed(&snapshot.name),
        bytes: snapshot.bytes,
        by: borrowed(&snapshot.by),
        on: snapshot.on,
    }
}

fn earlier<'a>(earlier: &'a Earlier, article: ArticleId, positions: &Positions<'a>) -> v4::Earlier<'a> {
    let was = &earlier.was;
    let (parts, attribution) =
        was.words.as_deref().map(|(parts, attribution)| (parts.as_slice(), attribution.as_slice())).unwrap_or_default();
    let written = |parts: &'a [Part]| parts.iter().map(|part| positions.part(article, part)).collect();
    v4::Earlier {
        after: earlier.after as u64,
        by: borrowed(&earlier.by),
        on: earlier.on,
        parts: written(parts),
        attribution: written(attribution),
        tag: was.tag.as_deref().map(|was| Box::new(tag(was))),
        said_by: was.said_by.as_deref().map(|was| Box::new(said_by(was))),
        meaning: was.meaning.as_deref().map(|(words, as_of)| Box::new(v4::Meaning { in_plain_words: borrowed(words), as_of: *as_of })),
        evidence: was.evidence.as_ref().map(|evidence| evidence.iter().map(|evidence| self::evidence(evidence)).collect()),
        said: was.said.as_deref().map(|was| Box::new(finding(was))),
        truth: was.truth.as_deref().map(|was| Box::new(finding(was))),
        note: was.note.as_deref().map(borrowed),
    }
}

/// Words as they are.
pub const fn borrowed(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
