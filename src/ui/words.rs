//! The words of the window: how tags, stances, kinds and the rest are called there.

use crate::model::aside::AsideKind;
use crate::model::checks::Aspect;
use crate::model::coverage::Coverage;
use crate::model::day::Day;
use crate::model::evidence::Stance;
use crate::model::finding::{Said, Truth};
use crate::model::remark::RemarkKind;
use crate::model::snapshot::SnapshotKind;
use crate::model::source::{Ground, SourceKind};
use crate::model::statement::SpeakerKind;
use crate::model::tag::TagKind;
use crate::ui::theme::Mark;
use crate::workbench::pass::Queue;
use crate::workbench::progress::Stage;

/// The name of a tag.
pub const fn tag(kind: TagKind) -> &'static str {
    match kind {
        TagKind::Claim => "Claim",
        TagKind::Assertion => "Assertion",
        TagKind::ConfirmedFact => "Confirmed fact",
    }
}

/// What a tag means, in one breath.
pub const fn tag_caption(kind: TagKind) -> &'static str {
    match kind {
        TagKind::Claim => "someone else says it",
        TagKind::Assertion => "the article says it itself",
        TagKind::ConfirmedFact => "you have checked it",
    }
}

/// The key that tags so.
pub const fn tag_key(kind: TagKind) -> &'static str {
    match kind {
        TagKind::Claim => "1",
        TagKind::Assertion => "2",
        TagKind::ConfirmedFact => "3",
    }
}

/// The name of a stance.
pub const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "Supports",
        Stance::Contradicts => "Contradicts",
        Stance::Context => "Context",
        Stance::OnlySaid => "Only shows it was said",
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

/// The name of a sort of speaker.
pub const fn speaker_kind(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Named => "Named person",
        SpeakerKind::Unnamed => "Unnamed person",
        SpeakerKind::Institution => "Institution",
        SpeakerKind::Document => "Document",
        SpeakerKind::Unidentified => "Nobody says who",
    }
}

/// The name of an answer to *was it said*.
pub const fn said(said: Said) -> &'static str {
    match said {
        Said::Open => "Not known yet",
        Said::Confirmed => "It was said so",
        Said::WrongSpeaker => "Wrong speaker",
        Said::WrongWords => "Wrong words",
    }
}

/// The name of an answer to *is it true*.
pub const fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::Open => "Not known yet",
        Truth::Partly => "Partly",
        Truth::Wrong => "Wrong",
        Truth::Disputed => "Disputed",
        Truth::CannotBeKnown => "Cannot be known",
    }
}

/// The name of a sort of remark.
pub const fn remark_kind(kind: RemarkKind) -> &'static str {
    match kind {
        RemarkKind::Query => "Query",
        RemarkKind::Correction => "Correction",
        RemarkKind::Comment => "Comment",
    }
}

/// Why something is set aside.
pub const fn aside_kind(kind: AsideKind) -> &'static str {
    match kind {
        AsideKind::Opinion => "Opinion",
        AsideKind::Question => "Question",
        AsideKind::Heading => "Heading",
        AsideKind::Byline => "Byline",
        AsideKind::PageRemains => "Left from the page",
    }
}

/// What a person who is a source has agreed to.
pub const fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::OnRecord => "On the record",
        Ground::Background => "Background: not to be named",
    }
}

/// What of a statement was decided or seen.
pub const fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Words => "the words marked",
        Aspect::Tag => "tag",
        Aspect::SaidBy => "who says it",
        Aspect::Meaning => "plain words or as of",
        Aspect::Evidence => "evidence",
        Aspect::Said => "was it said",
        Aspect::Truth => "is it true",
        Aspect::Remarks => "remarks",
        Aspect::Note => "note",
        Aspect::SignOff => "sign-off",
    }
}

/// What a review goes through.
pub const fn queue(queue: Queue) -> &'static str {
    match queue {
        Queue::All => "All not signed by me",
        Queue::NotCarried => "Not carried",
        Queue::Queries => "Queries and corrections",
        Queue::Mine => "Mine",
        Queue::Changed => "Changed since I signed",
    }
}

/// " by R. Vale on 2026-03-04"; empty where neither is known.
pub fn by_on(by: &str, on: Option<Day>) -> String {
    let by = if by.trim().is_empty() { String::new() } else { format!(" by {}", by.trim()) };
    let on = on.map(|day| format!(" on {day}")).unwrap_or_default();
    format!("{by}{on}")
}

/// "R. Vale’s changes of 2026-03-02", as far as both are known.
pub fn changes_of(by: &str, on: Option<Day>) -> String {
    let by = by.trim();
    let whose = if by.is_empty() { "somebody’s".to_owned() } else { format!("{by}’s") };
    let on = on.map(|day| format!(" of {day}")).unwrap_or_default();
    format!("{whose} changes{on}")
}

/// "82 % of the words, 3 sentences untouched".
pub fn coverage(coverage: &Coverage) -> String {
    let untouched = match coverage.untouched {
        0 if coverage.partly == 0 => "no sentence untouched".to_owned(),
        0 => format!("{} partly", counted(coverage.partly, "sentence")),
        count => format!("{} untouched", counted(count, "sentence")),
    };
    format!("{} % of the words, {untouched}", coverage.percent())
}

/// A number and its noun: "1 source", "3,000 sources".
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", number(count)) }
}

/// A number with its thousands apart: "1,204".
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number where there is little room: "9,999", "12k", "1.2M"; never more than there is.
pub fn short_number(count: usize) -> String {
    match count {
        0..10_000 => number(count),
        10_000..1_000_000 => format!("{}k", count / 1000),
        1_000_000..10_000_000 => format!("{}.{}M", count / 1_000_000, count % 1_000_000 / 100_000),
        _ => format!("{}M", number(count / 1_000_000)),
    }
}

/// "1 hit", "1,204 hits".
pub fn counted_hits(count: usize) -> String {
    if count == 1 { "1 hit".to_owned() } else { format!("{} hits", number(count)) }
}

/// "4 bytes", "12 KB", "3.4 MB".
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => counted(usize::try_from(bytes).unwrap_or_default(), "byte"),
        1000..1_000_000 => format!("{} KB", bytes / 1000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// The name of a tag where there is little room.
pub const fn tag_short(kind: TagKind) -> &'static str {
    match kind {
        TagKind::Claim => "Claim",
        TagKind::Assertion => "Assertion",
        TagKind::ConfirmedFact => "Confirmed",
    }
}

/// The name of what a statement looks like.
pub const fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Claim => "Claim",
        Mark::Assertion => "Assertion",
        Mark::Fact => "Confirmed fact",
        Mark::HollowFact => "Not carried yet",
    }
}

/// What a stance means, in one breath.
pub const fn stance_caption(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "It shows that the statement holds",
        Stance::Contradicts => "It shows that the statement does not hold",
        Stance::Context => "It helps to understand the statement",
        Stance::OnlySaid => "It shows that somebody said so, not that it holds",
    }
}

/// What sort of file a copy is.
pub const fn snapshot_kind(kind: SnapshotKind) -> &'static str {
    match kind {
        SnapshotKind::Text => "text",
        SnapshotKind::Html => "a web page",
        SnapshotKind::Pdf => "a PDF",
        SnapshotKind::Png | SnapshotKind::Jpeg => "a picture",
        SnapshotKind::Other => "a file",
    }
}

/// What is being done with a file that is being opened.
pub fn opening(name: &str, stage: Stage) -> String {
    match stage {
        Stage::Beginning => format!("Opening {name}…"),
        Stage::Part(share) => format!("Opening {name}: {:.0} % read", (share * 100.0).floor()),
        Stage::Ending => format!("Opening {name}: all of it read, putting it in order…"),
    }
}

/// How far a project is that is being saved, after the word that it is.
pub fn saving(stage: Stage) -> String {
    match stage {
        Stage::Beginning => "writing it".to_owned(),
        Stage::Part(share) => format!("{:.0} % written and read back", (share * 100.0).floor()),
        Stage::Ending => "putting the file in its place".to_owned(),
    }
}

/// How far a report is that is being written.
pub fn exporting(stage: Stage) -> String {
    match stage {
        Stage::Beginning => "Writing the report…".to_owned(),
        Stage::Part(share) => format!("Writing the report: {:.0} %", (share * 100.0).floor()),
        Stage::Ending => "Putting the report in its place…".to_owned(),
    }
}

/// How far a look for problems is.
pub fn looking_through(stage: Stage) -> String {
    match stage {
        Stage::Part(share) => format!("Looking through the project: {:.0} %", (share * 100.0).floor()),
        Stage::Beginning | Stage::Ending => "Looking through the project…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_round_numbers() {
        for (bytes, told) in [(1, "1 byte"), (999, "999 bytes"), (1000, "1 KB"), (999_999, "999 KB"), (3_450_000, "3.4 MB")] {
            assert_eq!(size(bytes), told);
        }
        let numbers = [(0, "0"), (9999, "9,999"), (10_000, "10k"), (123_999, "123k"), (1_290_000, "1.2M"), (23_000_000, "23M")];
        for (count, told) in numbers {
            assert_eq!(short_number(count), told);
        }
        assert_eq!(snapshot_kind(SnapshotKind::Html), "a web page");
    }
}
