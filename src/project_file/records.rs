//! The records of a file in the model's types, field by field; `from_model` is the way back.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::aside::Aside;
use crate::model::checks::{Decision, Signature};
use crate::model::earlier::{Earlier, Was};
use crate::model::evidence::Evidence;
use crate::model::finding::Finding;
use crate::model::id::StatementId;
use crate::model::quote::Quote;
use crate::model::remark::{Remark, Reply};
use crate::model::review::{Pass, Rules, Silence};
use crate::model::snapshot::Snapshot;
use crate::model::source::Source;
use crate::model::statement::{Part, SaidBy, Statement};
use crate::model::tag::{Confirmation, Tag};
use crate::project_file::{v4, writer_checks};

/// What the file asks of checkers.
pub const fn rules(record: &v4::Rules<'_>) -> Rules {
    // Fewer than two are no independent sources, and more than three nobody can ask for here.
    Rules { secondary: if record.secondary >= 3 { 3 } else { 2 }, second_reader: record.second_reader }
}

/// An article of the file.
pub fn article(record: v4::Article<'_>) -> Article {
    Article {
        id: record.id,
        title: record.title.into_owned(),
        byline: record.byline.into_owned(),
        publisher: record.publisher.into_owned(),
        url: record.url.into_owned(),
        published: record.published,
        retrieved: record.retrieved,
        text: record.text.into(),
    }
}

/// A source of the file.
pub fn source(record: v4::Source<'_>) -> Source {
    Source {
        id: record.id,
        title: record.title.into_owned(),
        author: record.author.into_owned(),
        publisher: record.publisher.into_owned(),
        url: record.url.into_owned(),
        archived_url: record.archived_url.into_owned(),
        published: record.published,
        accessed: record.accessed,
        kind: record.kind.into(),
        note: record.note.into_owned(),
        story: record.story.into_owned(),
        working: record.working.into_owned(),
        rests_on: record.rests_on.into_iter().map(|input| input.0).collect(),
        contact: record.contact.into_owned(),
        ground: record.ground.into(),
        snapshot: record.snapshot.map(|copy| Arc::new(snapshot(copy))),
    }
}

/// A statement of the file, with what was made of its parts, of where it is attributed, of what it is the same as and of its earlier states.
pub fn statement(
    record: v4::Statement<'_>,
    parts: Vec<Part>,
    attribution: Vec<Part>,
    same_as: Vec<StatementId>,
    earlier: Vec<Arc<Earlier>>,
) -> Statement {
    let mut statement = Statement::of_parts(record.id, record.article, parts, tag(record.tag));
    statement.said_by = said_by(record.said_by).into();
    statement.in_plain_words = record.in_plain_words.into_owned();
    statement.as_of = record.as_of;
    statement.note = record.note.into_owned().into();
    statement.same_as = same_as.into();
    statement.evidence = record.evidence.into_iter().map(|link| Arc::new(evidence(link))).collect();
    let is_found = !(writer_checks::is_open(&record.said) && writer_checks::is_open(&record.truth));
    let is_talked_of = !(record.remarks.is_empty() && record.history.is_empty() && record.signed.is_empty());
    // Of most there is nothing, and to find that out by making it takes as long as all the rest.
    if !is_found && !is_talked_of && attribution.is_empty() && earlier.is_empty() {
        return statement;
    }
    statement.change_checks(|checks| {
        checks.attribution = attribution;
        checks.earlier = earlier;
        checks.said = finding(record.said);
        checks.truth = finding(record.truth);
        checks.remarks = record.remarks.into_iter().map(|remark| Arc::new(self::remark(remark))).collect();
        checks.history = record.history.into_iter().map(decision).collect();
        checks.signed = record.signed.into_iter().map(signature).collect();
    });
    statement
}

/// See the record of this name.
pub fn snapshot(record: v4::Snapshot<'_>) -> Snapshot {
    Snapshot {
        digest: record.sha256,
        kind: record.kind.into(),
        name: record.name.into_owned(),
        bytes: record.bytes,
        by: record.by.into_owned(),
        on: record.on,
    }
}

/// An earlier state of a statement, with what was made of the parts that it had.
pub fn earlier(record: v4::Earlier<'_>, parts: Vec<Part>, attribution: Vec<Part>) -> Earlier {
    let was = Was {
        words: (!parts.is_empty()).then(|| Box::new((parts, attribution))),
        tag: record.tag.map(|was| Box::new(tag(*was))),
        said_by: record.said_by.map(|was| Box::new(said_by(*was))),
        meaning: record.meaning.map(|meaning| Box::new((meaning.in_plain_words.into_owned(), meaning.as_of))),
        evidence: record.evidence.map(|links| links.into_iter().map(|link| Arc::new(evidence(link))).collect()),
        said: record.said.map(|was| Box::new(finding(*was))),
        truth: record.truth.map(|was| Box::new(finding(*was))),
        note: record.note.map(Into::into),
    };
    Earlier { after: usize::try_from(record.after).unwrap_or(usize::MAX), by: record.by.into_owned(), on: record.on, was }
}

/// Something set aside, at the place that was made of the record's.
pub fn aside(record: &v4::Aside<'_>, part: Part) -> Aside {
    Aside { id: record.id, article: record.article, part, kind: record.kind.into() }
}

/// A pass of the file.
pub fn pass(record: v4::Pass<'_>) -> Pass {
    Pass {
        id: record.id,
        by: record.by.into_owned(),
        from: record.from,
        to: record.to,
        looked_at: record.looked_at.into_owned(),
        signed: record.signed,
        sent_back: record.sent_back,
    }
}

/// A silenced problem of the file.
pub fn silence(record: v4::Silence<'_>) -> Silence {
    Silence {
        id: record.id,
        code: record.code.into_owned(),
        subject: record.of.into(),
        reason: record.reason.into_owned(),
        by: record.by.into_owned(),
        on: record.on,
    }
}

/// The words of a part with what stands around them.
pub fn quote(part: &v4::Part<'_>) -> Quote {
    let owned = |text: &Cow<'_, str>| text.clone().into_owned();
    Quote { prefix: owned(&part.before), exact: owned(&part.words), suffix: owned(&part.after) }
}

fn evidence(record: v4::Evidence<'_>) -> Evidence {
    Evidence {
        id: record.id,
        source: record.source,
        stance: record.stance.into(),
        passage: record.passage.into_owned(),
        original: record.original.into_owned(),
        place: record.place.into_owned(),
        primary: record.primary,
        note: record.note.into_owned(),
        by: record.by.into_owned(),
        on: record.on,
    }
}

/// See the record of this name.
pub fn tag(record: v4::Tag<'_>) -> Tag {
    match record {
        v4::Tag::Claim => Tag::Claim,
        v4::Tag::Assertion => Tag::Assertion,
        v4::Tag::ConfirmedFact { was, by, on } => Tag::confirmed(Confirmation { was: was.into(), by: by.into_owned(), on }),
    }
}

/// See the record of this name.
pub fn said_by(record: v4::SaidBy<'_>) -> SaidBy {
    SaidBy {
        speaker: record.speaker.into_owned(),
        role: record.role.into_owned(),
        kind: record.kind.into(),
        relays: record.relays.into_iter().map(Cow::into_owned).collect(),
        hedge: record.hedge.into_owned(),
        denies: record.denies,
    }
}

/// See the record of this name.
pub fn finding<V, W: From<V>>(record: v4::Finding<'_, V>) -> Finding<W> {
    Finding {
        verdict: record.verdict.into(),
        why: record.why.into_owned(),
        waits_for: record.waits_for.into_owned(),
        by: record.by.into_owned(),
        on: record.on,
    }
}

/// See the record of this name.
pub fn remark(record: v4::Remark<'_>) -> Remark {
    let reply = |reply: v4::Reply<'_>| Reply { text: reply.text.into_owned(), by: reply.by.into_owned(), on: reply.on };
    Remark {
        id: record.id,
        kind: record.kind.into(),
        text: record.text.into_owned(),
        wording: record.wording.into_owned(),
        whom: record.whom.into_owned(),
        by: record.by.into_owned(),
        on: record.on,
        replies: record.replies.into_iter().map(reply).collect(),
        is_settled: record.settled,
    }
}

fn decision(record: v4::Decision<'_>) -> Decision {
    Decision {
        about: record.about.into(),
        from: record.from.into_owned(),
        to: record.to.into_owned(),
        by: record.by.into_owned(),
        on: record.on,
    }
}

fn signature(record: v4::Signature<'_>) -> Signature {
    Signature {
        by: record.by.into_owned(),
        on: record.on,
        reason: record.reason.into_owned(),
        saw: record.saw.into_iter().map(|(aspect, sum)| (aspect.into(), sum)).collect(),
    }
}
