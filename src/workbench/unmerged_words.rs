//! The two versions of what a merge left open, in words: what stands, and the other.

use crate::model::edit::Edit;
use crate::model::evidence::Evidence;
use crate::model::id::StatementId;
use crate::model::project::Project;
use crate::model::statement::{Part, Statement};
use crate::model::unmerged::Unmerged;
use crate::workbench::field_words::{NOTHING, joined, name_of, of_article, of_evidence, of_link, of_source, of_statement, plain, text_of};

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
            [&now, other].map(|field| of_statement(project, text_of(project, statement.article), field))
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
        Edit::DropEvidence(id, link) => gone(of_link(project, project.statement(*id)?.evidence(*link)?)),
        Edit::DropRemark(id, remark) => gone(project.statement(*id)?.checks().remark(*remark)?.text.clone()),
        _ => return None,
    })
}

/// The words of a statement.
pub fn words_of(project: &Project, id: StatementId) -> Option<String> {
    let statement = project.statement(id)?;
    Some(statement.words(text_of(project, statement.article)))
}
