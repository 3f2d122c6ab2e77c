//! What a field of a record has, as a person reads it: for whoever tells two versions of one thing.

use std::borrow::Cow;
use std::fmt::Debug;

use crate::model::day::Day;
use crate::model::evidence::Evidence;
use crate::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use crate::model::finding::Finding;
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::project::Project;
use crate::model::remark::Remark;
use crate::model::statement::SaidBy;
use crate::model::tag::Tag;
use crate::text::graphemes;

/// Of a list so many are told, each in so many letters.
const MOST_OF_LIST: usize = 100;
const MOST_CHARS: usize = 1000;

/// What a field that has nothing is told as.
pub const NOTHING: &str = "nothing";

/// The text of an article.
pub fn text_of(project: &Project, id: ArticleId) -> &str {
    project.article(id).map(|article| &*article.text).unwrap_or_default()
}

/// What a source is called.
pub fn name_of(project: &Project, id: SourceId) -> String {
    match project.source(id).map(|source| source.display_name()) {
        None => id.to_string(),
        Some("") => "a source without a name".to_owned(),
        Some(name) => name.to_owned(),
    }
}

/// What a field of an article has.
pub fn of_article(field: &ArticleField) -> String {
    match field {
        ArticleField::Title(words) | ArticleField::Byline(words) | ArticleField::Publisher(words) | ArticleField::Url(words) => {
            words.clone()
        }
        ArticleField::Published(day) | ArticleField::Retrieved(day) => date(*day),
    }
}

/// What a field of a source has.
pub fn of_source(project: &Project, field: &SourceField) -> String {
    match field {
        SourceField::Title(words)
        | SourceField::Author(words)
        | SourceField::Publisher(words)
        | SourceField::Url(words)
        | SourceField::ArchivedUrl(words)
        | SourceField::Note(words)
        | SourceField::Story(words)
        | SourceField::Working(words)
        | SourceField::Contact(words) => words.clone(),
        SourceField::Published(day) | SourceField::Accessed(day) => date(*day),
        SourceField::Kind(kind) => plain(kind),
        SourceField::Ground(ground) => plain(ground),
        SourceField::RestsOn(inputs) => few(inputs.iter().map(|id| name_of(project, *id).into()), "; "),
        SourceField::Snapshot(copy) => copy.as_deref().map(|copy| format!("{} ({})", copy.name, copy.digest)).unwrap_or_default(),
    }
}

/// What a field of a statement has; `text` is that of its article.
pub fn of_statement(project: &Project, text: &str, field: &StatementField) -> String {
    match field {
        StatementField::Parts(parts) | StatementField::Attribution(parts) => few(parts.iter().map(|part| part.words(text).into()), " … "),
        StatementField::Tag(tag) => match tag {
            Tag::Claim => "claim".to_owned(),
            Tag::Assertion => "assertion".to_owned(),
            Tag::ConfirmedFact(by) => match joined(&[&by.by, &date(by.on)]) {
                who if who.is_empty() => "confirmed fact".to_owned(),
                who => format!("confirmed fact ({who})"),
            },
        },
        StatementField::SaidBy(said_by) => speaker(said_by),
        StatementField::InPlainWords(words) | StatementField::Note(words) => words.clone(),
        StatementField::AsOf(day) => date(*day),
        StatementField::Said(found) => finding(found),
        StatementField::Truth(found) => finding(found),
        StatementField::SameAs(others) => {
            // One may have millions of parts.
            let words = |id: &StatementId| {
                let other = project.statement(*id)?;
                Some(Cow::from(other.parts.first()?.words(text_of(project, other.article))))
            };
            few(others.iter().map(|id| words(id).unwrap_or_else(|| id.to_string().into())), "; ")
        }
        StatementField::Signed(signed) => {
            signed.iter().map(|signature| joined(&[&signature.by, &date(signature.on), &signature.reason])).collect::<Vec<_>>().join("; ")
        }
        // They follow from what else has changed.
        StatementField::History(_) | StatementField::Earlier(_) => String::new(),
    }
}

/// What a field of a link has.
pub fn of_evidence(project: &Project, field: &EvidenceField) -> String {
    match field {
        EvidenceField::Source(id) => name_of(project, *id),
        EvidenceField::Stance(stance) => plain(stance),
        EvidenceField::Passage(words)
        | EvidenceField::Original(words)
        | EvidenceField::Place(words)
        | EvidenceField::Note(words)
        | EvidenceField::By(words) => words.clone(),
        EvidenceField::Primary(is_primary) => if *is_primary { "primary" } else { "not primary" }.to_owned(),
        EvidenceField::On(day) => date(*day),
    }
}

/// A link as a whole.
pub fn of_link(project: &Project, link: &Evidence) -> String {
    joined(&[&name_of(project, link.source), &link.passage])
}

/// A remark as a whole, with what was answered.
pub fn of_remark(remark: &Remark) -> String {
    let replies = remark.replies.iter().map(|reply| reply.text.as_str()).collect::<Vec<_>>().join("; ");
    let settled = if remark.is_settled { "settled" } else { "" };
    joined(&[&plain(remark.kind), &remark.whom, &remark.text, &remark.wording, &replies, settled])
}

fn speaker(said_by: &SaidBy) -> String {
    if said_by.is_empty() {
        return String::new();
    }
    let denies = if said_by.denies { "denies it" } else { "" };
    joined(&[&said_by.speaker, &said_by.role, &plain(said_by.kind), &said_by.relays.join(", "), &said_by.hedge, denies])
}

fn finding<V: Debug>(finding: &Finding<V>) -> String {
    joined(&[&plain(&finding.verdict), &finding.why, &finding.waits_for, &finding.by, &date(finding.on)])
}

fn date(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The first of a list, of which there may be very many that are very long: nobody is told more of them.
pub fn few<'a>(all: impl Iterator<Item = Cow<'a, str>>, between: &str) -> String {
    let (mut told, mut count) = (String::new(), 0);
    for words in all {
        if count > 0 {
            told.push_str(between);
        }
        if count == MOST_OF_LIST {
            told.push('…');
            break;
        }
        let first = graphemes::first(&words, MOST_CHARS);
        told.push_str(first);
        told.push_str(if first.len() < words.len() { "…" } else { "" });
        count += 1;
    }
    told
}

/// What is not empty, with "; " between.
pub fn joined(parts: &[&str]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The name of a kind as words: `OnlySaid` is "only said".
pub fn plain(kind: impl Debug) -> String {
    let mut words = String::new();
    for char in format!("{kind:?}").chars() {
        if char.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(char.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Stance;
    use crate::model::source::SourceKind;

    #[test]
    fn kinds_are_told_in_words() {
        assert_eq!(
            (plain(Stance::OnlySaid), plain(SourceKind::WebPage), plain(Stance::Context)),
            ("only said".into(), "web page".into(), "context".into())
        );
    }
}
