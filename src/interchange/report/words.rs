//! The words of a report. Its reader has never seen the program.

use crate::interchange::report::content::{Look, Note, Report, Verdict};
use crate::model::bar::Carried;
use crate::model::captured;
use crate::model::counts::Counts;
use crate::model::day::Day;
use crate::model::evidence::Stance;
use crate::model::problems;
use crate::model::source::{Source, SourceKind};
use crate::model::statement::{SaidBy, SpeakerKind};
use crate::model::tag::{Confirmation, Unconfirmed};
use crate::text::compare::Held;

pub use crate::interchange::report::review::by_on;

/// What each mark means, one line each: its name, then the meaning.
pub const LEGEND: [(Look, &str); 4] = [
    (Look::Claim, "someone else says it; the article passes it on"),
    (Look::Assertion, "the article says it itself"),
    (
        Look::Confirmed,
        "it was checked, and linked evidence carries it: a primary source with its passage, sources that do not tell one story, or a result \
         worked out from its sources",
    ),
    (Look::Hollow, "it was called confirmed, but nothing linked carries it; it does not count as confirmed"),
];

/// The name of a mark.
pub const fn look(look: Look) -> &'static str {
    match look {
        Look::Claim => "Claim",
        Look::Assertion => "Assertion",
        Look::Confirmed => "Confirmed fact",
        Look::Hollow => "Not carried",
    }
}

/// The title of the whole report, without marks of any format; the articles' titles are as typed.
pub fn title(report: &Report<'_>) -> String {
    let named = report.sections.iter().map(|section| section.article.title.trim()).find(|title| !title.is_empty());
    let more = report.sections.len().saturating_sub(1);
    match (named, more) {
        (None, _) => "Fact check".to_owned(),
        (Some(title), 0) => format!("Fact check: {title}"),
        (Some(title), more) => format!("Fact check: {title}, and {}", counted(more, "more article", "more articles")),
    }
}

/// How many statements of which sort, as one sentence.
pub fn summary(counts: Counts) -> String {
    let all = counted(counts.statements(), "statement", "statements");
    if counts.statements() == 0 {
        return format!("{all}.");
    }
    let with_source = format!("{} with a source", counts.with_source);
    let mut sorts = Vec::new();
    for (count, one, many) in [
        (counts.claims, "claim", "claims"),
        (counts.assertions, "assertion", "assertions"),
        (counts.confirmed, "confirmed and carried", "confirmed and carried"),
        (counts.hollow, "not carried", "not carried"),
    ] {
        if count > 0 {
            sorts.push(counted(count, one, many));
        }
    }
    format!("{all}, {with_source}: {}.", sorts.join(", "))
}

/// What stands under the name of a note's mark; empty for a claim or an assertion.
pub fn standing(note: &Note<'_>) -> String {
    match note.verdict {
        Verdict::Claim | Verdict::Assertion => String::new(),
        Verdict::Confirmed(_, Carried::ByPrimary(_)) => "Carried by a primary source".to_owned(),
        Verdict::Confirmed(_, Carried::ByIndependent(..)) => "Carried by independent sources".to_owned(),
        Verdict::Confirmed(_, Carried::ByWorking(_)) => "Carried by a result worked out from its sources".to_owned(),
        Verdict::Hollow(_, lack) => format!("Confirmed, but not carried: {}", problems::advice(lack)),
    }
}

/// Whether a piece of a note's evidence is what carries it.
pub fn carries(note: &Note<'_>, evidence: crate::model::id::EvidenceId) -> bool {
    match note.verdict {
        Verdict::Confirmed(_, Carried::ByPrimary(one) | Carried::ByWorking(one)) => one == evidence,
        Verdict::Confirmed(_, Carried::ByIndependent(one, other)) => one == evidence || other == evidence,
        _ => false,
    }
}

/// How a passage stands in the copy of its source; empty where it was not looked for in one.
pub fn held(held: Option<Held>) -> String {
    match held {
        Some(Held::There) => "The passage stands in the copy that is kept, word for word".to_owned(),
        Some(Held::Differs { words: 1 }) => "The passage differs from the copy that is kept in 1 word".to_owned(),
        Some(Held::Differs { words }) => format!("The passage differs from the copy that is kept in {words} words"),
        Some(Held::Missing) => "The passage was not found in the copy that is kept".to_owned(),
        None => String::new(),
    }
}

/// How old the archived copy of a source is beside a day; empty where its address does not say.
pub fn captured(source: &Source, date: Option<Day>) -> String {
    let Some(captured) = captured::captured(source, date) else { return String::new() };
    let doubt = captured.doubt().map(|doubt| format!(". {}", doubt.text())).unwrap_or_default();
    format!("{}{doubt}", captured.text())
}

/// In how many places names were left out; empty where in none.
pub fn left_out(places: usize) -> String {
    match places {
        0 => String::new(),
        1 => "In 1 place a name was left out of what was written here: it is that of somebody who is not to be named.".to_owned(),
        _ => format!("In {places} places a name was left out of what was written here: it is that of somebody who is not to be named."),
    }
}

/// The day on which the archived copy of a source was made; empty where its address does not say.
pub fn captured_on(source: &Source) -> String {
    captured::captured(source, None).map(|captured| captured.on.to_string()).unwrap_or_default()
}

/// Who looked and when, and what it was before: for what has a confirmation, carried or not. Each as a row's name and value.
pub fn checked(note: &Note<'_>) -> Option<[(&'static str, String); 2]> {
    let (Verdict::Confirmed(confirmation, _) | Verdict::Hollow(confirmation, _)) = note.verdict else { return None };
    let Confirmation { was, by, on } = confirmation;
    let was = match was {
        Unconfirmed::Claim => "Claim",
        Unconfirmed::Assertion => "Assertion",
    };
    let by_whom = if note.verdict.look() == Look::Hollow { "Tagged by" } else { "Confirmed by" };
    Some([(by_whom, by_on(by, *on)), ("Before that", was.to_owned())])
}

/// Who says it, in which role, through whom; empty where nothing is written about that.
pub fn said_by(said_by: &SaidBy) -> String {
    let kind = match said_by.kind {
        SpeakerKind::Named => "",
        SpeakerKind::Unnamed => "unnamed",
        SpeakerKind::Institution => "institution",
        SpeakerKind::Document => "document",
        SpeakerKind::Unidentified => "the text does not say who",
    };
    let denies = if said_by.denies { "denies it" } else { "" };
    let parts: Vec<&str> = [said_by.speaker.trim(), said_by.role.trim(), kind, said_by.hedge.trim(), denies]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let mut text = if said_by.is_empty() { String::new() } else { parts.join(", ") };
    let relays: Vec<&str> = said_by.relays.iter().map(|relay| relay.trim()).filter(|relay| !relay.is_empty()).collect();
    if !relays.is_empty() {
        text.push_str(if text.is_empty() { "through " } else { "; through " });
        text.push_str(&relays.join(", then "));
    }
    text
}

/// What a result was worked out from, by the numbers of the sources.
pub fn inputs(numbers: &[usize]) -> String {
    let listed: Vec<String> = numbers.iter().map(|number| format!("source {number}")).collect();
    listed.join(", ")
}

/// The name of a stance.
pub const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "Supports it",
        Stance::Contradicts => "Contradicts it",
        Stance::Context => "Context",
        Stance::OnlySaid => "Shows only that it was said",
    }
}

/// The name of a sort of source.
pub const fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::WebPage => "Web page",
        SourceKind::News => "News",
        SourceKind::Document => "Document",
        SourceKind::Study => "Study",
        SourceKind::Dataset => "Data",
        SourceKind::Book => "Book",
        SourceKind::Person => "Person, call, letter",
        SourceKind::Broadcast => "Broadcast",
        SourceKind::Post => "Post",
        SourceKind::Image => "Picture or film",
        SourceKind::Visit => "Visit",
        SourceKind::Other => "Other",
        SourceKind::List => "Worked out: list",
        SourceKind::Arithmetic => "Worked out: arithmetic",
        SourceKind::SearchLog => "Worked out: log of a search",
    }
}

/// "1 note", "3 notes".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// In how many notes a source is used.
pub fn uses(notes: usize) -> String {
    if notes == 0 { "in no note".to_owned() } else { format!("in {}", counted(notes, "note", "notes")) }
}

/// What an article is called where its title would be long.
pub fn article(number: usize, report: &Report<'_>) -> String {
    if report.sections.len() == 1 { "The article".to_owned() } else { format!("Article {number}") }
}
