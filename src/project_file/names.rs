//! Names that are the same in the file and in the model, each way.

use crate::model::aside::AsideKind;
use crate::model::checks::Aspect;
use crate::model::evidence::Stance;
use crate::model::finding::{Said, Truth};
use crate::model::problems::Subject;
use crate::model::remark::RemarkKind;
use crate::model::snapshot::SnapshotKind;
use crate::model::source::{Ground, SourceKind};
use crate::model::statement::SpeakerKind;
use crate::model::tag::Unconfirmed;
use crate::project_file::v4;

macro_rules! same_names {
    ($($name:ident { $($variant:ident),* $(,)? })*) => {$(
        impl From<v4::$name> for $name {
            fn from(name: v4::$name) -> Self {
                match name { $(v4::$name::$variant => Self::$variant,)* }
            }
        }

        impl From<$name> for v4::$name {
            fn from(name: $name) -> Self {
                match name { $($name::$variant => Self::$variant,)* }
            }
        }
    )*};
}

same_names! {
    AsideKind { Opinion, Question, Heading, Byline, PageRemains }
    Aspect { Words, Tag, SaidBy, Meaning, Evidence, Said, Truth, Remarks, Note, SignOff }
    Ground { OnRecord, Background }
    RemarkKind { Query, Correction, Comment }
    Said { Open, Confirmed, WrongSpeaker, WrongWords }
    SnapshotKind { Text, Html, Pdf, Png, Jpeg, Other }
    SourceKind {
        WebPage, News, Document, Study, Dataset, Book, Person, Broadcast, Post, Image, Visit, Other, List, Arithmetic, SearchLog,
    }
    SpeakerKind { Named, Unnamed, Institution, Document, Unidentified }
    Stance { Supports, Contradicts, Context, OnlySaid }
    Truth { Open, Partly, Wrong, Disputed, CannotBeKnown }
    Unconfirmed { Claim, Assertion }
}

impl From<v4::Subject> for Subject {
    fn from(subject: v4::Subject) -> Self {
        match subject {
            v4::Subject::Article(id) => Self::Article(id),
            v4::Subject::Statement(id) => Self::Statement(id),
            v4::Subject::Source(id) => Self::Source(id),
        }
    }
}

impl From<Subject> for v4::Subject {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Article(id) => Self::Article(id),
            Subject::Statement(id) => Self::Statement(id),
            Subject::Source(id) => Self::Source(id),
        }
    }
}
