//! Plans of what linking and source keeping do: from the project and a wish to one transaction.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::day::Day;
use crate::model::edit::{Edit, Transaction};
use crate::model::evidence::Evidence;
use crate::model::field::{EvidenceField, SourceField};
use crate::model::id::{EvidenceId, SourceId};
use crate::model::project::Project;
use crate::model::source::{Source, SourceKind};
use crate::model::statement::Statement;
use crate::text::links;
use crate::workbench::marking::Checker;

/// Makes the edit of one text field.
type SetText = fn(String) -> SourceField;

/// A plan to link, and the source that it links to.
#[derive(Debug)]
pub struct LinkPlan {
    /// What to do; without edits where the very link is there.
    pub transaction: Transaction,
    /// The source.
    pub source: SourceId,
    /// The link, new or there already.
    pub evidence: EvidenceId,
}

/// Links a source that is there. A second bare link to it says nothing new, so the one that is there is answered with.
pub fn link(statement: &Statement, source: SourceId, passage: Option<String>, id: EvidenceId, checker: &Checker) -> LinkPlan {
    let there = statement
        .evidence
        .iter()
        .find(|evidence| evidence.source == source && passage.as_ref().is_none_or(|passage| evidence.passage == *passage));
    let (edits, evidence) = match there {
        Some(evidence) => (Vec::new(), evidence.id),
        None => (vec![put_evidence(statement, source, passage, id, checker)], id),
    };
    LinkPlan { transaction: Transaction { label: "link source".to_owned(), edits }, source, evidence }
}

/// Links what was typed or pasted: a URL or a title; the source that has it, else a new one. `None` for nothing but white space.
pub fn link_text(project: &Project, statement: &Statement, text: &str, ids: (SourceId, EvidenceId), checker: &Checker) -> Option<LinkPlan> {
    let (source, passage) = source_from(text, ids.0, Some(checker.today))?;
    if let Some(there) = same_source(project, &source) {
        let mut plan = link(statement, there.id, passage, ids.1, checker);
        if plan.transaction.edits.is_empty() {
            "add archived copy".clone_into(&mut plan.transaction.label);
        }
        plan.transaction.edits.extend(keep_copy(there, &source));
        return Some(plan);
    }
    let id = source.id;
    let edits = vec![Edit::PutSource(Arc::new(source)), put_evidence(statement, id, passage, ids.1, checker)];
    Some(LinkPlan { transaction: Transaction { label: "link source".to_owned(), edits }, source: id, evidence: ids.1 })
}

/// The links of `other` to sources that `statement` has none to.
pub fn links_lacking<'a>(statement: &'a Statement, other: &'a Statement) -> impl Iterator<Item = &'a Arc<Evidence>> {
    let own: BTreeSet<SourceId> = statement.evidence.iter().map(|evidence| evidence.source).collect();
    other.evidence.iter().filter(move |evidence| !own.contains(&evidence.source))
}

/// Links a statement to the sources of one that says the same, with what was found in them. `None` where it has them all.
pub fn link_like(statement: &Statement, other: &Statement, mut draw: impl FnMut() -> u64, checker: &Checker) -> Option<Transaction> {
    let edits: Vec<Edit> = (statement.evidence.len()..)
        .zip(links_lacking(statement, other))
        .map(|(at, evidence)| {
            let mut copy = Evidence::clone(evidence);
            copy.id = EvidenceId::from_raw(draw());
            copy.by.clone_from(&checker.name);
            copy.on = Some(checker.today);
            Edit::PutEvidence(statement.id, at, Arc::new(copy))
        })
        .collect();
    (!edits.is_empty()).then(|| Transaction { label: "link the same sources".to_owned(), edits })
}

/// The source that is meant by a link or a title that is typed; `None` where it would be a new one.
pub fn meant<'a>(project: &'a Project, text: &str) -> Option<&'a Source> {
    let (source, _) = source_from(text, SourceId::from_raw(0), None)?;
    same_source(project, &source)
}

/// The host that a link leads to, an archive's to the host of what it has a copy of; and the words that its text fragment names. `None` for
/// what is no link.
pub fn leads_to(text: &str) -> Option<(String, Option<String>)> {
    let (address, passage) = links::without_text_fragment(text);
    let original = links::capture(&address).map_or(address, |capture| capture.original);
    Some((links::host(&original)?, passage))
}

/// A source that nothing is linked to yet. `Err` with the source that is there already, and what it gains by what was pasted.
pub fn add(project: &Project, text: &str, id: SourceId, checker: &Checker) -> Option<Result<Transaction, Option<Transaction>>> {
    let (source, _) = source_from(text, id, Some(checker.today))?;
    Some(match same_source(project, &source) {
        Some(there) => Err(keep_copy(there, &source).map(|edit| Transaction::one("add archived copy", edit))),
        None => Ok(Transaction::one("add source", Edit::PutSource(Arc::new(source)))),
    })
}

/// A URL becomes a web page with its host as publisher and today as accessed date, and a text fragment its passage; other text a title. The
/// URL of an archived copy is kept as that, and what it is a copy of is the source.
fn source_from(text: &str, id: SourceId, today: Option<Day>) -> Option<(Source, Option<String>)> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let Some(host) = links::host(text) else {
        let mut source = Source::titled(id, text);
        source.kind = SourceKind::Other;
        return Some((source, None));
    };
    let (address, passage) = links::without_text_fragment(text);
    let mut source = Source::titled(id, "");
    if let Some(capture) = links::capture(&address) {
        source.publisher = links::host(&capture.original).unwrap_or(host);
        (source.url, source.archived_url) = (capture.original, address);
    } else {
        (source.url, source.publisher) = (address, host);
    }
    source.accessed = today;
    Some((source, passage))
}

/// What a source that has no archived copy gains where one was pasted.
fn keep_copy(there: &Source, pasted: &Source) -> Option<Edit> {
    let gains = there.archived_url.trim().is_empty() && !pasted.archived_url.is_empty() && there.url.trim() != pasted.archived_url;
    gains.then(|| Edit::SetSource(there.id, SourceField::ArchivedUrl(pasted.archived_url.clone())))
}

/// The source with the same address, or without one with the same title. What an archive has a copy of is written in many ways, so that
/// where one of the two has an archived copy it is enough that both lead to the same page.
fn same_source<'a>(project: &'a Project, wanted: &Source) -> Option<&'a Source> {
    let is_same = |source: &Source| {
        if wanted.url.is_empty() {
            source.url.is_empty() && source.title.trim().to_lowercase() == wanted.title.to_lowercase()
        } else {
            source.url.trim() == wanted.url
        }
    };
    let bare = links::bare_address(&wanted.url);
    let leads_there = |source: &Source| {
        let has_copy = !wanted.archived_url.is_empty() || !source.archived_url.trim().is_empty();
        !bare.is_empty() && has_copy && links::bare_address(&source.url) == bare
    };
    let sources = || project.sources().map(|source| &**source);
    sources().find(|source| is_same(source)).or_else(|| sources().find(|source| leads_there(source)))
}

fn put_evidence(statement: &Statement, source: SourceId, passage: Option<String>, id: EvidenceId, checker: &Checker) -> Edit {
    let mut evidence = Evidence::new(id, source);
    evidence.passage = passage.unwrap_or_default();
    evidence.by.clone_from(&checker.name);
    evidence.on = Some(checker.today);
    Edit::PutEvidence(statement.id, statement.evidence.len(), Arc::new(evidence))
}

/// A field of a link as it was typed. `None` where it is what was there, or the link is gone.
pub fn set_evidence(statement: &Statement, id: EvidenceId, field: EvidenceField) -> Option<Transaction> {
    let old = statement.evidence(id)?;
    let mut copy = Evidence::clone(old);
    field.clone().swap_with(&mut copy);
    if copy == **old {
        return None;
    }
    let label = match field {
        EvidenceField::Source(_) => "change source of link",
        EvidenceField::Stance(_) => "change stance",
        EvidenceField::Passage(_) => "change passage",
        EvidenceField::Original(_) => "change original passage",
        EvidenceField::Place(_) => "change place in source",
        EvidenceField::Primary(_) => "change primary",
        EvidenceField::Note(_) => "change note of link",
        EvidenceField::By(_) | EvidenceField::On(_) => "change who linked",
    };
    Some(Transaction::one(label, Edit::SetEvidence(statement.id, id, field)))
}

/// A field of a source as it was typed. `None` where it is what was there.
pub fn set(source: &Source, field: SourceField) -> Option<Transaction> {
    let mut copy = source.clone();
    field.clone().swap_with(&mut copy);
    if copy == *source {
        return None;
    }
    // An archived copy is no source of its own: what it is a copy of is.
    let capture = match &field {
        SourceField::Url(url) if source.archived_url.trim().is_empty() => links::capture(url).map(|capture| (capture, url.clone())),
        _ => None,
    };
    let fields = match capture {
        Some((capture, url)) => vec![SourceField::Url(capture.original), SourceField::ArchivedUrl(url)],
        None => vec![field],
    };
    let edits = fields.into_iter().map(|field| Edit::SetSource(source.id, field)).collect();
    Some(Transaction { label: "edit source".to_owned(), edits })
}

/// A source away, with every link to it.
pub fn remove(project: &Project, id: SourceId) -> Transaction {
    let mut edits: Vec<Edit> = project.links_to(id).map(|(statement, evidence)| Edit::DropEvidence(statement.id, evidence.id)).collect();
    edits.extend(project.results_of(id).filter_map(|result| project.source(result)).map(|result| {
        let rest = result.rests_on.iter().copied().filter(|input| *input != id).collect();
        Edit::SetSource(result.id, SourceField::RestsOn(rest))
    }));
    edits.push(Edit::DropSource(id));
    Transaction { label: "remove source".to_owned(), edits }
}

/// Every link of `other` goes to `keep`, which takes over what it does not have itself.
pub fn merge(project: &Project, keep: &Source, other: &Source) -> Option<Transaction> {
    if keep.id == other.id {
        return None;
    }
    let mut edits: Vec<Edit> = project
        .links_to(other.id)
        .map(|(statement, evidence)| Edit::SetEvidence(statement.id, evidence.id, EvidenceField::Source(keep.id)))
        .collect();
    let texts: [(&str, &str, SetText); 9] = [
        (&keep.title, &other.title, SourceField::Title),
        (&keep.author, &other.author, SourceField::Author),
        (&keep.publisher, &other.publisher, SourceField::Publisher),
        (&keep.url, &other.url, SourceField::Url),
        (&keep.archived_url, &other.archived_url, SourceField::ArchivedUrl),
        (&keep.note, &other.note, SourceField::Note),
        (&keep.story, &other.story, SourceField::Story),
        (&keep.working, &other.working, SourceField::Working),
        (&keep.contact, &other.contact, SourceField::Contact),
    ];
    for (mine, theirs, field) in texts {
        if mine.is_empty() && !theirs.is_empty() {
            edits.push(Edit::SetSource(keep.id, field(theirs.to_owned())));
        }
    }
    if keep.kind == SourceKind::Other && other.kind != SourceKind::Other {
        // "Other" is what a typed title begins as: nobody has said more yet.
        edits.push(Edit::SetSource(keep.id, SourceField::Kind(other.kind)));
    }
    if keep.published.is_none() && other.published.is_some() {
        edits.push(Edit::SetSource(keep.id, SourceField::Published(other.published)));
    }
    if keep.accessed.is_none() && other.accessed.is_some() {
        edits.push(Edit::SetSource(keep.id, SourceField::Accessed(other.accessed)));
    }
    if keep.snapshot.is_none() && other.snapshot.is_some() {
        edits.push(Edit::SetSource(keep.id, SourceField::Snapshot(other.snapshot.clone())));
    }
    edits.extend(rests_instead(project, keep, other));
    edits.push(Edit::DropSource(other.id));
    Some(Transaction { label: "merge sources".to_owned(), edits })
}

/// What rested on `other` rests on `keep`, which rests on what `other` did where it rests on nothing else.
fn rests_instead(project: &Project, keep: &Source, other: &Source) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !other.rests_on.is_empty() {
        edits.push(Edit::SetSource(other.id, SourceField::RestsOn(Vec::new())));
    }
    let own = if keep.rests_on.is_empty() { &other.rests_on } else { &keep.rests_on };
    let own: Vec<SourceId> = own.iter().copied().filter(|input| ![keep.id, other.id].contains(input)).collect();
    if own != keep.rests_on {
        edits.push(Edit::SetSource(keep.id, SourceField::RestsOn(own)));
    }
    for result in project.results_of(other.id).filter(|result| *result != keep.id).filter_map(|result| project.source(result)) {
        let mut inputs: Vec<SourceId> = Vec::new();
        for input in result.rests_on.iter().map(|input| if *input == other.id { keep.id } else { *input }) {
            if !inputs.contains(&input) {
                inputs.push(input);
            }
        }
        edits.push(Edit::SetSource(result.id, SourceField::RestsOn(inputs)));
    }
    edits
}
