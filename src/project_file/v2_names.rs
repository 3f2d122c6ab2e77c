//! The names of kinds and answers in format 2; each is the model's of the same name.

use serde::Deserialize;

#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub enum SourceKind {
    #[default]
    WebPage,
    News,
    Document,
    Study,
    Dataset,
    Book,
    Person,
    Broadcast,
    Post,
    Image,
    Visit,
    Other,
    List,
    Arithmetic,
    SearchLog,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Ground {
    #[default]
    OnRecord,
    Background,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Said {
    #[default]
    Open,
    Confirmed,
    WrongSpeaker,
    WrongWords,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Truth {
    #[default]
    Open,
    Partly,
    Wrong,
    Disputed,
    CannotBeKnown,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub enum RemarkKind {
    Query,
    Correction,
    Comment,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub enum AsideKind {
    Opinion,
    Question,
    Heading,
    Byline,
    PageRemains,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub enum Aspect {
    Words,
    Tag,
    SaidBy,
    Meaning,
    Evidence,
    Said,
    Truth,
    Remarks,
    Note,
    SignOff,
}
