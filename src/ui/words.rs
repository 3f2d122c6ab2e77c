//! The words of the window: how tags, stances, kinds and the rest are called there.

use crate::model::evidence::Stance;
use crate::model::source::SourceKind;
use crate::model::statement::SpeakerKind;
use crate::model::tag::TagKind;
use crate::ui::theme::Mark;

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

/// A number and its noun: "1 source", "3 sources".
pub fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
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
