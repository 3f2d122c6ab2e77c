//! What a statement was, thing by thing, beside what it is today: the rows of the view of an earlier state.

use std::ops::Range;
use std::sync::Arc;

use crate::model::evidence::Evidence;
use crate::model::finding::Finding;
use crate::model::project::Project;
use crate::model::statement::{Part, SpeakerKind, Statement};
use crate::model::tag::{Tag, Unconfirmed};
use crate::text::changes;
use crate::text::quoted::quoted;
use crate::ui::panel::extras::Extra;
use crate::ui::panel::wording::{every_line, source_name};
use crate::ui::theme::Mark;
use crate::ui::words;

/// Characters of one text that are shown.
const MOST_CHARS: usize = 20_000;
/// Characters of a source's name.
const NAME_CHARS: usize = 100;

/// One thing of the statement: what it was and what it is, each empty where there was or is nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub name: &'static str,
    /// As it was.
    pub was: Text,
    /// As it is today.
    pub now: Text,
    /// Whether the two differ, also beyond what is shown of them.
    pub is_changed: bool,
    /// Whether these are words of the article.
    pub is_quote: bool,
}

/// A text and the bytes of it that the other does not have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// As it is shown.
    pub shown: String,
    /// In order.
    pub marked: Vec<Range<usize>>,
}

/// What has become of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is as it was.
    Same,
    /// It is there, but not as it was.
    Changed,
    /// It was taken away.
    Unlinked,
    /// It was made since.
    Linked,
}

/// A link as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The name of its source.
    pub source: String,
    /// Whether the source is still in the project.
    pub has_source: bool,
    /// What has become of it.
    pub fate: Fate,
    /// What it said; of one made since, what it says.
    pub rows: Vec<Row>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// What the tag looked like, and what it looks like.
    pub marks: (Mark, Mark),
    /// The tag.
    pub tag: Row,
    /// What comes before the evidence.
    pub first: Vec<Row>,
    /// The evidence: as it was, then what was linked since.
    pub links: Vec<Link>,
    /// What comes after it.
    pub last: Vec<Row>,
}

impl Rows {
    /// What `was` was, an earlier state of the statement that is `now`.
    pub fn new(project: &Project, was: &Statement, now: &Statement) -> Self {
        let mark = |statement: &Statement| Mark::of(statement.tag.kind(), project.weigh(statement).is_ok());
        let marks = (mark(was), mark(now));
        let mut tag = row("Tag", &tag_of(was, marks.0), &tag_of(now, marks.1));
        // Told by its sign and as a whole, not word by word.
        tag.is_changed = was.tag != now.tag;
        tag.was.marked.clear();
        tag.now.marked.clear();
        let (was_by, now_by) = (&was.said_by, &now.said_by);
        let kind_of = |kind| if kind == SpeakerKind::default() { "" } else { words::speaker_kind(kind) };
        let denial_of = |denies| if denies { "The speaker denies it" } else { "" };
        let day_of = |statement: &Statement| statement.as_of.map(|day| day.to_string()).unwrap_or_default();
        let parts = |statement: &Statement, parts: &[Part]| words_of(project, statement, parts);
        let attribution = |statement: &Statement| parts(statement, &statement.checks().attribution);
        let first = [
            Row { is_quote: true, ..row("Words in the article", &parts(was, &was.parts), &parts(now, &now.parts)) },
            row(Extra::PlainWords.name(), &was.in_plain_words, &now.in_plain_words),
            row(Extra::Speaker.name(), &was_by.speaker, &now_by.speaker),
            row(Extra::Role.name(), &was_by.role, &now_by.role),
            row(Extra::Kind.name(), kind_of(was_by.kind), kind_of(now_by.kind)),
            row(Extra::Relays.name(), &was_by.relays.join(", "), &now_by.relays.join(", ")),
            row(Extra::Hedge.name(), &was_by.hedge, &now_by.hedge),
            row(Extra::Denies.name(), denial_of(was_by.denies), denial_of(now_by.denies)),
            Row { is_quote: true, ..row("The text says who says it here", &attribution(was), &attribution(now)) },
            row(Extra::AsOf.name(), &day_of(was), &day_of(now)),
        ];
        let (before, today) = (was.checks(), now.checks());
        let last = [
            row(Extra::Said.name(), &found(&before.said, words::said), &found(&today.said, words::said)),
            row(Extra::Truth.name(), &found(&before.truth, words::truth), &found(&today.truth, words::truth)),
            row("Note", &was.note, &now.note),
        ];
        let links = was.evidence.iter().map(|evidence| link(project, Some(evidence), now.evidence(evidence.id)));
        let new = now.evidence.iter().filter(|evidence| was.evidence(evidence.id).is_none());
        let links = links.chain(new.map(|evidence| link(project, None, Some(evidence)))).collect();
        Self { marks, tag, first: filled(first), links, last: filled(last) }
    }

    /// Whether anything is not as it was.
    pub fn are_changed(&self) -> bool {
        let mut rows = self.first.iter().chain(&self.last);
        self.tag.is_changed || rows.any(|row| row.is_changed) || self.links.iter().any(|link| link.fate != Fate::Same)
    }
}

fn filled(rows: impl IntoIterator<Item = Row>) -> Vec<Row> {
    rows.into_iter().filter(|row| row.is_changed || !row.was.shown.is_empty()).collect()
}

fn row(name: &'static str, was: &str, now: &str) -> Row {
    let is_changed = was != now;
    let (was, now) = (every_line(was, MOST_CHARS), every_line(now, MOST_CHARS));
    let (gone, come) = if is_changed { changes::changed(&was, &now) } else { (Vec::new(), Vec::new()) };
    Row { name, was: Text { shown: was, marked: gone }, now: Text { shown: now, marked: come }, is_changed, is_quote: false }
}

fn tag_of(statement: &Statement, mark: Mark) -> String {
    let name = words::tag(statement.tag.kind());
    let Tag::ConfirmedFact(confirmation) = &statement.tag else { return name.to_owned() };
    let hollow = if mark == Mark::HollowFact { ", carried by nothing" } else { "" };
    let was = match confirmation.was {
        Unconfirmed::Claim => "a claim",
        Unconfirmed::Assertion => "an assertion",
    };
    format!("{name}{hollow}; confirmed{}, before that {was}", words::by_on(&confirmation.by, confirmation.on))
}

fn words_of(project: &Project, statement: &Statement, parts: &[Part]) -> String {
    let text = project.article(statement.article).map(|article| &*article.text).unwrap_or_default();
    let told = parts.iter().map(|part| {
        let lost = if part.span().is_none() { " (no longer stands where it was marked)" } else { "" };
        format!("{}{lost}", quoted(part.words(text)))
    });
    told.collect::<Vec<_>>().join(" … ")
}

fn found<V: Copy + Default + PartialEq>(finding: &Finding<V>, call: fn(V) -> &'static str) -> String {
    if *finding == Finding::default() {
        return String::new();
    }
    let why = if finding.why.trim().is_empty() { String::new() } else { format!(": {}", finding.why.trim()) };
    let waits = if finding.waits_for.trim().is_empty() { String::new() } else { format!("; waits for {}", finding.waits_for.trim()) };
    let by = words::by_on(&finding.by, finding.on);
    let by = if by.is_empty() { by } else { format!("; found{by}") };
    format!("{}{why}{waits}{by}", call(finding.verdict))
}

/// A link beside what has become of it; one of the two is there.
fn link(project: &Project, was: Option<&Arc<Evidence>>, now: Option<&Arc<Evidence>>) -> Link {
    let fate = match (was, now) {
        (Some(was), Some(now)) if was == now => Fate::Same,
        (Some(_), Some(_)) => Fate::Changed,
        (_, None) => Fate::Unlinked,
        (None, _) => Fate::Linked,
    };
    let source = was.or(now).and_then(|evidence| project.source(evidence.source));
    let name = source.map_or_else(|| "A source that is no longer in the project".to_owned(), |source| source_name(source, NAME_CHARS));
    // What is there on one side only has no other side to differ from.
    let (one, other) = (was.or(now), now.or(was));
    let of = |tell: fn(&Evidence) -> String| {
        let tell = |evidence: Option<&Arc<Evidence>>| evidence.map(|evidence| tell(evidence)).unwrap_or_default();
        (tell(one), tell(other))
    };
    let told = |name, tell| {
        let (was, now) = of(tell);
        row(name, &was, &now)
    };
    let name_of = |evidence: Option<&Arc<Evidence>>| {
        let source = evidence.and_then(|evidence| project.source(evidence.source));
        source.map_or_else(|| "No longer in the project".to_owned(), |source| source_name(source, NAME_CHARS))
    };
    let mut rows = filled([
        told("What it does", |evidence| {
            let primary = if evidence.primary { ", primary" } else { "" };
            format!("{}{primary}", words::stance(evidence.stance))
        }),
        told("Passage", |evidence| evidence.passage.clone()),
        told("Original passage", |evidence| evidence.original.clone()),
        told("Where in the source", |evidence| evidence.place.clone()),
        told("Note on this link", |evidence| evidence.note.clone()),
        told("Linked", |evidence| words::by_on(&evidence.by, evidence.on).trim_start().to_owned()),
    ]);
    // A source that was merged into another: the link has stayed.
    if one.map(|evidence| evidence.source) != other.map(|evidence| evidence.source) {
        rows.insert(0, row("Source", &name_of(one), &name_of(other)));
    }
    Link { source: name, has_source: source.is_some(), fate, rows }
}

#[cfg(test)]
mod tests {
    use crate::model::finding::Truth;
    use crate::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
    use crate::model::quote::Quote;
    use crate::model::tag::Confirmation;

    use super::*;

    fn statement() -> Statement {
        let quote = Quote { exact: "the mill".into(), ..Quote::default() };
        let parts = vec![Part::Adrift(Box::new(quote))];
        Statement::of_parts(StatementId::from_raw(1), ArticleId::from_raw(2), parts, Tag::Claim)
    }

    #[test]
    fn only_what_is_or_was_filled_in_stands_there_and_words_adrift_say_so() {
        let rows = Rows::new(&Project::default(), &statement(), &statement());
        assert!(!rows.are_changed());
        let told: Vec<(&str, &str)> = rows.first.iter().chain(&rows.last).map(|row| (row.name, row.was.shown.as_str())).collect();
        assert_eq!(told, [("Words in the article", "“the mill” (no longer stands where it was marked)")]);
    }

    #[test]
    fn what_differs_is_told_on_both_sides() {
        let (mut was, mut now) = (statement(), statement());
        was.tag = Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: "R. Vale".into(), on: None });
        was.change_checks(|checks| {
            checks.truth = Finding { verdict: Truth::Partly, why: "half of it".into(), by: "R. Vale".into(), ..Finding::default() };
        });
        was.said_by.kind = SpeakerKind::Institution;
        now.said_by.relays = vec!["AP".into(), "an official".into()];
        was.evidence = vec![Arc::new(Evidence::new(EvidenceId::from_raw(3), SourceId::from_raw(4)))];
        let rows = Rows::new(&Project::default(), &was, &now);
        assert_eq!(rows.marks, (Mark::HollowFact, Mark::Claim));
        assert_eq!(rows.tag.was.shown, "Confirmed fact, carried by nothing; confirmed by R. Vale, before that a claim");
        let told: Vec<(&str, &str, &str)> = rows
            .first
            .iter()
            .chain(&rows.last)
            .filter(|row| row.is_changed)
            .map(|row| (row.name, row.was.shown.as_str(), row.now.shown.as_str()))
            .collect();
        let expected = [
            ("Kind of speaker", "Institution", ""),
            ("Passed on by", "", "AP, an official"),
            ("Is it true?", "Partly: half of it; found by R. Vale", ""),
        ];
        assert_eq!(told, expected);
        let links: Vec<(Fate, bool)> = rows.links.iter().map(|link| (link.fate, link.has_source)).collect();
        assert_eq!(links, [(Fate::Unlinked, false)]);
    }
}
