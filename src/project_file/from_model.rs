//! The model's records in the shape of the file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::checks::{Decision, Signature};
use crate::model::finding::Finding;
use crate::model::id::ArticleId;
use crate::model::project::Project;
use crate::model::quote::Quote;
use crate::model::remark::Remark;
use crate::model::statement::{Part, SaidBy};
use crate::model::tag::Tag;
use crate::model::{article, aside, evidence, review, source, statement};
use crate::project_file::v2;
use crate::text::positions::CodePoints;

/// Code points of every article's text.
pub struct Positions<'a>(BTreeMap<ArticleId, (&'a str, CodePoints<'a>)>);

impl<'a> Positions<'a> {
    /// Counts the code points of all articles.
    pub fn of(project: &'a Project) -> Self {
        Self(project.articles().map(|article| (article.id, (&*article.text, CodePoints::new(&article.text)))).collect())
    }

    fn part(&self, article: ArticleId, part: &'a Part) -> v2::Part<'a> {
        let span = match part {
            Part::At(span) => *span,
            Part::Adrift(quote) => {
                let (before, words, after) = (borrowed(&quote.prefix), borrowed(&quote.exact), borrowed(&quote.suffix));
                return v2::Part { start: None, end: None, before, words, after };
            }
        };
        // Only the gate makes statements, so their article is there and the span lies in it.
        let Some((text, code_points)) = self.0.get(&article) else { return v2::Part::default() };
        let code_point = |byte| code_points.to_code_point(byte).map(|code_point| code_point as u64);
        let quote = Quote::brief(text, span);
        v2::Part {
            start: code_point(span.start()),
            end: code_point(span.end()),
            before: Cow::Owned(quote.prefix),
            words: Cow::Owned(quote.exact),
            after: Cow::Owned(quote.suffix),
        }
    }
}

/// An article for the file.
pub fn article(article: &article::Article) -> v2::Article<'_> {
    v2::Article {
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
pub fn source(source: &source::Source) -> v2::Source<'_> {
    v2::Source {
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
        rests_on: source.rests_on.iter().copied().map(v2::OneSource).collect(),
        contact: borrowed(&source.contact),
        ground: source.ground.into(),
        sum: Cow::default(),
    }
}

/// A statement for the file.
pub fn statement<'a>(statement: &'a statement::Statement, positions: &Positions<'a>) -> v2::Statement<'a> {
    let checks = statement.checks();
    v2::Statement {
        id: statement.id,
        article: statement.article,
        parts: statement.parts.iter().map(|part| positions.part(statement.article, part)).collect(),
        tag: tag(&statement.tag),
        said_by: said_by(&statement.said_by),
        in_plain_words: borrowed(&statement.in_plain_words),
        as_of: statement.as_of,
        note: borrowed(&statement.note),
        same_as: statement.same_as.iter().copied().map(v2::OneStatement).collect(),
        evidence: statement.evidence.iter().map(|evidence| self::evidence(evidence)).collect(),
        attribution: checks.attribution.iter().map(|part| positions.part(statement.article, part)).collect(),
        said: finding(&checks.said),
        truth: finding(&checks.truth),
        remarks: checks.remarks.iter().map(|remark| self::remark(remark)).collect(),
        history: checks.history.iter().map(decision).collect(),
        signed: checks.signed.iter().map(signature).collect(),
        sum: Cow::default(),
    }
}

/// Something set aside, for the file.
pub fn aside<'a>(aside: &'a aside::Aside, positions: &Positions<'a>) -> v2::Aside<'a> {
    v2::Aside {
        id: aside.id,
        article: aside.article,
        part: positions.part(aside.article, &aside.part),
        kind: aside.kind.into(),
        sum: Cow::default(),
    }
}

/// A pass for the file.
pub fn pass(pass: &review::Pass) -> v2::Pass<'_> {
    v2::Pass {
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
pub fn silence(silence: &review::Silence) -> v2::Silence<'_> {
    v2::Silence {
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
pub fn rules(rules: review::Rules) -> Option<v2::Rules<'static>> {
    let record = v2::Rules { secondary: rules.secondary, second_reader: rules.second_reader, sum: Cow::default() };
    (rules != review::Rules::default()).then_some(record)
}

fn evidence(evidence: &evidence::Evidence) -> v2::Evidence<'_> {
    v2::Evidence {
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

fn tag(tag: &Tag) -> v2::Tag<'_> {
    match tag {
        Tag::Claim => v2::Tag::Claim,
        Tag::Assertion => v2::Tag::Assertion,
        Tag::ConfirmedFact(confirmation) => {
            v2::Tag::ConfirmedFact { was: confirmation.was.into(), by: borrowed(&confirmation.by), on: confirmation.on }
        }
    }
}

fn said_by(said_by: &SaidBy) -> v2::SaidBy<'_> {
    v2::SaidBy {
        speaker: borrowed(&said_by.speaker),
        role: borrowed(&said_by.role),
        kind: said_by.kind.into(),
        relays: said_by.relays.iter().map(|relay| borrowed(relay)).collect(),
        hedge: borrowed(&said_by.hedge),
        denies: said_by.denies,
    }
}

fn finding<V: Copy, W: From<V>>(finding: &Finding<V>) -> v2::Finding<'_, W> {
    v2::Finding {
        verdict: finding.verdict.into(),
        why: borrowed(&finding.why),
        waits_for: borrowed(&finding.waits_for),
        by: borrowed(&finding.by),
        on: finding.on,
    }
}

fn remark(remark: &Remark) -> v2::Remark<'_> {
    v2::Remark {
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
            .map(|reply| v2::Reply { text: borrowed(&reply.text), by: borrowed(&reply.by), on: reply.on })
            .collect(),
        settled: remark.is_settled,
    }
}

fn decision(decision: &Decision) -> v2::Decision<'_> {
    v2::Decision {
        about: decision.about.into(),
        from: borrowed(&decision.from),
        to: borrowed(&decision.to),
        by: borrowed(&decision.by),
        on: decision.on,
    }
}

fn signature(signature: &Signature) -> v2::Signature<'_> {
    v2::Signature {
        by: borrowed(&signature.by),
        on: signature.on,
        reason: borrowed(&signature.reason),
        saw: signature.saw.iter().map(|(aspect, sum)| ((*aspect).into(), *sum)).collect(),
    }
}

const fn borrowed(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
