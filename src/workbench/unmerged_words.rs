//! The two versions of what a merge left open, in words: what stands, and the other.

use std::fmt::Debug;

use crate::model::day::Day;
use crate::model::edit::Edit;
use crate::model::evidence::Evidence;
use crate::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use crate::model::finding::Finding;
use crate::model::id::{ArticleId, SourceId, StatementId};
use crate::model::project::Project;
use crate::model::statement::{Part, SaidBy, Statement};
use crate::model::tag::Tag;
use crate::model::unmerged::Unmerged;

/// What a version that has nothing there is told as.
const NOTHING: &str = "nothing";

/// What stands and the other version, each as a person reads it; never empty.
pub fn of(project: &Project, open: &Unmerged) -> [String; 2] {
    pair(project, open).unwrap_or_default().map(|told| if told.trim().is_empty() { NOTHING.to_owned() } else { told })
}

/// `None` where what it is about is not there.
fn pair(project: &Project, open: &Unmerged) -> Option<[String; 2]> {
    let gone = |told: String| [told, "deleted".to_owned()];
    Some(match open.other() {
        Edit::SetArticle(id, other) => {
            let mut now = other.clone();
            now.swap_with(&mut (**project.article(*id)?).clone());
            [&now, other].map(of_article)
        }
        Edit::SetSource(id, other) => {
            let mut now = other.clone();
            now.swap_with(&mut (**project.source(*id)?).clone());
            [&now, other].map(|field| of_source(project, field))
        }
        Edit::SetStatement(id, other) => {
            let statement = project.statement(*id)?;
            let mut now = other.clone();
            now.swap_with(&mut Statement::clone(statement));
            [&now, other].map(|field| of_statement(text_of(project, statement.article), field))
        }
        Edit::SetEvidence(id, link, other) => {
            let mut now = other.clone();
            now.swap_with(&mut Evidence::clone(project.statement(*id)?.evidence(*link)?));
            [&now, other].map(|field| of_evidence(project, field))
        }
        Edit::SetRemark(id, other) => {
            let now = project.statement(*id)?.checks().remark(other.id)?;
            [now, other].map(|remark| joined(&[&plain(remark.kind), &remark.whom, &remark.text, &remark.wording]))
        }
        Edit::PutAside(other) => {
            let told = |part: &Part, kind| format!("{}: {}", plain(kind), part.words(text_of(project, other.article)));
            let now = project.aside(other.id).map(|aside| told(&aside.part, aside.kind));
            [now.unwrap_or_default(), told(&other.part, other.kind)]
        }
        Edit::DropArticle(id) => gone(project.article(*id)?.title.clone()),
        Edit::DropSource(id) => gone(name_of(project, *id)),
        Edit::DropStatement(id) => gone(words_of(project, *id)?),
        Edit::DropEvidence(id, link) => {
            let link = project.statement(*id)?.evidence(*link)?;
            gone(joined(&[&name_of(project, link.source), &link.passage]))
        }
        Edit::DropRemark(id, remark) => gone(project.statement(*id)?.checks().remark(*remark)?.text.clone()),
        _ => return None,
    })
}

/// The words of a statement.
pub fn words_of(project: &Project, id: StatementId) -> Option<String> {
    let statement = project.statement(id)?;
    Some(statement.words(text_of(project, statement.article)))
}

fn text_of(project: &Project, id: ArticleId) -> &str {
    project.article(id).map(|article| &*article.text).unwrap_or_default()
}

fn name_of(project: &Project, id: SourceId) -> String {
    project.source(id).map_or_else(|| id.to_string(), |source| source.display_name().to_owned())
}

fn of_article(field: &ArticleField) -> String {
    match field {
        ArticleField::Title(words) | ArticleField::Byline(words) | ArticleField::Publisher(words) | ArticleField::Url(words) => {
            words.clone()
        }
        ArticleField::Published(day) | ArticleField::Retrieved(day) => date(*day),
    }
}

fn of_source(project: &Project, field: &SourceField) -> String {
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
        SourceField::RestsOn(inputs) => inputs.iter().map(|id| name_of(project, *id)).collect::<Vec<_>>().join("; "),
        SourceField::Snapshot(copy) => copy.as_deref().map(|copy| format!("{} ({})", copy.name, copy.digest)).unwrap_or_default(),
    }
}

fn of_statement(text: &str, field: &StatementField) -> String {
    match field {
        StatementField::Parts(parts) | StatementField::Attribution(parts) => {
            parts.iter().map(|part| part.words(text)).collect::<Vec<_>>().join(" … ")
        }
        StatementField::Tag(tag) => match tag {
            Tag::Claim => "claim".to_owned(),
            Tag::Assertion => "assertion".to_owned(),
            Tag::ConfirmedFact(by) => joined(&["confirmed fact", &by.by, &date(by.on)]),
        },
        StatementField::SaidBy(said_by) => speaker(said_by),
        StatementField::InPlainWords(words) | StatementField::Note(words) => words.clone(),
        StatementField::AsOf(day) => date(*day),
        StatementField::Said(found) => finding(found),
        StatementField::Truth(found) => finding(found),
        // Never left open.
        StatementField::SameAs(_) | StatementField::History(_) | StatementField::Signed(_) | StatementField::Earlier(_) => String::new(),
    }
}

fn of_evidence(project: &Project, field: &EvidenceField) -> String {
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

/// What is not empty, with "; " between.
fn joined(parts: &[&str]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The name of a kind as words: `OnlySaid` is "only said".
fn plain(kind: impl Debug) -> String {
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
