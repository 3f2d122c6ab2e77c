//! What a merge left open, in the shape of the file and back.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model;
use crate::model::aside::Aside;
use crate::model::edit::Edit;
use crate::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use crate::model::project::Project;
use crate::model::statement::Part;
use crate::project_file::from_model::{self, Positions, borrowed};
use crate::project_file::records;
use crate::project_file::v4::{AsideHere, Of, OneSource, Other, Unmerged};

/// One thing left open for the file; `None` for what no project can hold.
pub fn for_file<'a>(unmerged: &'a model::unmerged::Unmerged, project: &'a Project, positions: &Positions<'a>) -> Option<Unmerged<'a>> {
    let (of, other) = match unmerged.other() {
        Edit::SetArticle(id, field) => (Of::Article(*id), of_article(field)),
        Edit::PutAside(aside) => {
            let part = positions.part(aside.article, &aside.part);
            (Of::Article(aside.article), Other::Aside(AsideHere { id: aside.id, part, kind: aside.kind.into() }))
        }
        Edit::SetSource(id, field) => (Of::Source(*id), of_source(field)),
        Edit::SetStatement(id, field) => {
            let article = project.statement(*id)?.article;
            let parts = |parts: &'a [Part]| parts.iter().map(|part| positions.part(article, part)).collect();
            (Of::Statement(*id), of_statement(field, parts)?)
        }
        Edit::SetEvidence(id, link, field) => (Of::Evidence(*id, *link), of_evidence(field)),
        Edit::SetRemark(id, remark) => (Of::Remark(*id, remark.id), Other::Remark(from_model::remark(remark))),
        Edit::DropArticle(id) => (Of::Article(*id), Other::Deleted),
        Edit::DropSource(id) => (Of::Source(*id), Other::Deleted),
        Edit::DropStatement(id) => (Of::Statement(*id), Other::Deleted),
        Edit::DropEvidence(id, link) => (Of::Evidence(*id, *link), Other::Deleted),
        Edit::DropRemark(id, remark) => (Of::Remark(*id, *remark), Other::Deleted),
        _ => return None,
    };
    Some(Unmerged { id: unmerged.id(), of, other, sum: Cow::default() })
}

fn of_article(field: &ArticleField) -> Other<'_> {
    match field {
        ArticleField::Title(words) => Other::Title(borrowed(words)),
        ArticleField::Byline(words) => Other::Byline(borrowed(words)),
        ArticleField::Publisher(words) => Other::Publisher(borrowed(words)),
        ArticleField::Url(words) => Other::Url(borrowed(words)),
        ArticleField::Published(day) => Other::Published(*day),
        ArticleField::Retrieved(day) => Other::Retrieved(*day),
    }
}

fn of_source(field: &SourceField) -> Other<'_> {
    match field {
        SourceField::Title(words) => Other::Title(borrowed(words)),
        SourceField::Author(words) => Other::Author(borrowed(words)),
        SourceField::Publisher(words) => Other::Publisher(borrowed(words)),
        SourceField::Url(words) => Other::Url(borrowed(words)),
        SourceField::ArchivedUrl(words) => Other::ArchivedUrl(borrowed(words)),
        SourceField::Published(day) => Other::Published(*day),
        SourceField::Accessed(day) => Other::Accessed(*day),
        SourceField::Kind(kind) => Other::Kind((*kind).into()),
        SourceField::Note(words) => Other::Note(borrowed(words)),
        SourceField::Story(words) => Other::Story(borrowed(words)),
        SourceField::Working(words) => Other::Working(borrowed(words)),
        SourceField::RestsOn(inputs) => Other::RestsOn(inputs.iter().copied().map(OneSource).collect()),
        SourceField::Contact(words) => Other::Contact(borrowed(words)),
        SourceField::Ground(ground) => Other::Ground((*ground).into()),
        SourceField::Snapshot(copy) => copy.as_deref().map_or(Other::NoSnapshot, |copy| Other::Snapshot(from_model::snapshot(copy))),
    }
}

fn of_statement<'a>(field: &'a StatementField, parts: impl Fn(&'a [Part]) -> Vec<crate::project_file::v4::Part<'a>>) -> Option<Other<'a>> {
    Some(match field {
        StatementField::Parts(list) => Other::Parts(parts(list)),
        StatementField::Attribution(list) => Other::Attribution(parts(list)),
        StatementField::Tag(tag) => Other::Tag(from_model::tag(tag)),
        StatementField::SaidBy(said_by) => Other::SaidBy(from_model::said_by(said_by)),
        StatementField::InPlainWords(words) => Other::InPlainWords(borrowed(words)),
        StatementField::AsOf(day) => Other::AsOf(*day),
        StatementField::Note(words) => Other::Note(borrowed(words)),
        StatementField::Said(finding) => Other::Said(from_model::finding(finding)),
        StatementField::Truth(finding) => Other::Truth(from_model::finding(finding)),
        // Lists that are merged item by item, and never left open.
        StatementField::SameAs(_) | StatementField::History(_) | StatementField::Signed(_) | StatementField::Earlier(_) => return None,
    })
}

fn of_evidence(field: &EvidenceField) -> Other<'_> {
    match field {
        EvidenceField::Source(id) => Other::Source(OneSource(*id)),
        EvidenceField::Stance(stance) => Other::Stance((*stance).into()),
        EvidenceField::Passage(words) => Other::Passage(borrowed(words)),
        EvidenceField::Original(words) => Other::Original(borrowed(words)),
        EvidenceField::Place(words) => Other::Place(borrowed(words)),
        EvidenceField::Primary(is_primary) => Other::Primary(*is_primary),
        EvidenceField::Note(words) => Other::Note(borrowed(words)),
        EvidenceField::By(words) => Other::By(borrowed(words)),
        EvidenceField::On(day) => Other::On(*day),
    }
}

/// The edit that would make the other version stand, `parts` being what was made of those in the record; `None` where the one has no such field.
pub fn edit(of: Of, other: Other<'_>, parts: Vec<Part>) -> Option<Edit> {
    Some(match (of, other) {
        (Of::Article(id), Other::Deleted) => Edit::DropArticle(id),
        (Of::Source(id), Other::Deleted) => Edit::DropSource(id),
        (Of::Statement(id), Other::Deleted) => Edit::DropStatement(id),
        (Of::Evidence(id, link), Other::Deleted) => Edit::DropEvidence(id, link),
        (Of::Remark(id, remark), Other::Deleted) => Edit::DropRemark(id, remark),
        (Of::Remark(id, remark), Other::Remark(record)) if record.id == remark => Edit::SetRemark(id, Arc::new(records::remark(record))),
        (Of::Article(article), Other::Aside(aside)) => {
            let part = parts.into_iter().next()?;
            Edit::PutAside(Arc::new(Aside { id: aside.id, article, part, kind: aside.kind.into() }))
        }
        (Of::Article(id), other) => Edit::SetArticle(id, to_article(other)?),
        (Of::Source(id), other) => Edit::SetSource(id, to_source(other)?),
        (Of::Statement(id), other) => Edit::SetStatement(id, to_statement(other, parts)?),
        (Of::Evidence(id, link), other) => Edit::SetEvidence(id, link, to_evidence(other)?),
        (Of::Remark(..), _) => return None,
    })
}

fn to_article(other: Other<'_>) -> Option<ArticleField> {
    Some(match other {
        Other::Title(words) => ArticleField::Title(words.into_owned()),
        Other::Byline(words) => ArticleField::Byline(words.into_owned()),
        Other::Publisher(words) => ArticleField::Publisher(words.into_owned()),
        Other::Url(words) => ArticleField::Url(words.into_owned()),
        Other::Published(day) => ArticleField::Published(day),
        Other::Retrieved(day) => ArticleField::Retrieved(day),
        _ => return None,
    })
}

fn to_source(other: Other<'_>) -> Option<SourceField> {
    Some(match other {
        Other::Title(words) => SourceField::Title(words.into_owned()),
        Other::Author(words) => SourceField::Author(words.into_owned()),
        Other::Publisher(words) => SourceField::Publisher(words.into_owned()),
        Other::Url(words) => SourceField::Url(words.into_owned()),
        Other::ArchivedUrl(words) => SourceField::ArchivedUrl(words.into_owned()),
        Other::Published(day) => SourceField::Published(day),
        Other::Accessed(day) => SourceField::Accessed(day),
        Other::Kind(kind) => SourceField::Kind(kind.into()),
        Other::Note(words) => SourceField::Note(words.into_owned()),
        Other::Story(words) => SourceField::Story(words.into_owned()),
        Other::Working(words) => SourceField::Working(words.into_owned()),
        Other::RestsOn(inputs) => SourceField::RestsOn(inputs.into_iter().map(|input| input.0).collect()),
        Other::Contact(words) => SourceField::Contact(words.into_owned()),
        Other::Ground(ground) => SourceField::Ground(ground.into()),
        Other::Snapshot(copy) => SourceField::Snapshot(Some(Arc::new(records::snapshot(copy)))),
        Other::NoSnapshot => SourceField::Snapshot(None),
        _ => return None,
    })
}

fn to_statement(other: Other<'_>, parts: Vec<Part>) -> Option<StatementField> {
    Some(match other {
        Other::Parts(_) => StatementField::Parts(parts),
        Other::Attribution(_) => StatementField::Attribution(parts),
        Other::Tag(tag) => StatementField::Tag(records::tag(tag)),
        Other::SaidBy(said_by) => StatementField::SaidBy(records::said_by(said_by)),
        Other::InPlainWords(words) => StatementField::InPlainWords(words.into_owned()),
        Other::AsOf(day) => StatementField::AsOf(day),
        Other::Note(words) => StatementField::Note(words.into_owned()),
        Other::Said(finding) => StatementField::Said(records::finding(finding)),
        Other::Truth(finding) => StatementField::Truth(records::finding(finding)),
        _ => return None,
    })
}

fn to_evidence(other: Other<'_>) -> Option<EvidenceField> {
    Some(match other {
        Other::Source(id) => EvidenceField::Source(id.0),
        Other::Stance(stance) => EvidenceField::Stance(stance.into()),
        Other::Passage(words) => EvidenceField::Passage(words.into_owned()),
        Other::Original(words) => EvidenceField::Original(words.into_owned()),
        Other::Place(words) => EvidenceField::Place(words.into_owned()),
        Other::Primary(is_primary) => EvidenceField::Primary(is_primary),
        Other::Note(words) => EvidenceField::Note(words.into_owned()),
        Other::By(words) => EvidenceField::By(words.into_owned()),
        Other::On(day) => EvidenceField::On(day),
        _ => return None,
    })
}
