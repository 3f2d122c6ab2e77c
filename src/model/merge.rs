//! Two people's work on one project in one: by record and by field, with nothing dropped.
//!
//! What only one side has changed is taken over. Where both have changed one thing in two ways, or one has deleted what the other has
//! changed, the merged project holds both: one version stands, and the other waits in [`Unmerged`] until somebody chooses. What stands is
//! ours; where one side has deleted something, what the other has made of it. Lists that people add to (links, remarks, history, sign-offs)
//! are merged item by item. Merging in the other order gives the same project, but for which of two versions stands and which waits.
//!
//! Three things are never open. What belongs to the review (a pass, a silenced problem) is kept twice where it is there in two ways, and
//! stays where only one side has deleted it and the other changed it; so does what is set aside. Of two rules the stricter one holds.

mod lists;
mod mend;
mod statements;
mod table;
mod texts;
mod values;

use std::sync::Arc;

use imbl::Vector;

use crate::model::article::Article;
use crate::model::difference::{edits_between, fields};
use crate::model::edit::{Edit, EditError, Transaction};
use crate::model::field::SourceField;
use crate::model::id::{ArticleId, PassId, SilenceId, SourceId, StatementId, derived};
use crate::model::merge::mend::Versions;
use crate::model::merge::table::Clash;
use crate::model::project::Project;
use crate::model::review::{Pass, Rules, Silence};
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::model::unmerged::Unmerged;

/// Two versions in one.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The project; what is open stands in it as well, that of earlier merges included.
    pub project: Project,
    /// What this merge has left open.
    pub conflicts: Vec<Arc<Unmerged>>,
}

/// Merges `theirs` into `ours`; `base` is what both came from, as far as that is known. Where it is not, all that is in either is there
/// afterwards, and whatever is filled in stands against what is empty.
///
/// # Errors
/// Where the merged project would not be sound, which is a fault of this program; both versions are what they were.
pub fn merge(base: Option<&Project>, ours: &Project, theirs: &Project) -> Result<Merged, EditError> {
    let nothing = Project::default();
    let mut base = base.unwrap_or(&nothing).clone();
    let mut theirs = theirs.clone();
    let mut others = Vec::new();
    for article in texts::differing(ours, &theirs) {
        let other_text = theirs.article(article.id).cloned();
        base = texts::moved_over(&base, &article);
        theirs = texts::moved_over(&theirs, &article);
        others.extend(other_text.map(|other| Edit::DropArticle(texts::keep_beside(&mut theirs, &other))));
    }
    let versions = Versions { base: &base, ours, theirs: &theirs };
    let mut merged = records(&versions, &mut others);
    merged.unmerged = table::merged(&base.unmerged, &ours.unmerged, &theirs.unmerged, |clash| kept(&clash));
    versions.keep_what_is_open(&mut merged, &mut others);
    versions.bring_back(&mut merged, &mut others);
    versions.cut_circles(&mut merged, &mut others);
    versions.part_asides(&mut merged, &mut others);
    merged.shown = shown(&versions, &merged);
    merged.rules = rules(&versions);

    let conflicts: Vec<Arc<Unmerged>> =
        others.into_iter().filter_map(Unmerged::of).filter(|conflict| conflict.is_in(&merged)).map(Arc::new).collect();
    let left = merged.unmerged.iter().filter(|(_, open)| open.has_subject_in(&merged));
    merged.unmerged = left.map(|(id, open)| (*id, Arc::clone(open))).collect();
    merged.unmerged.extend(conflicts.iter().map(|conflict| (conflict.id(), Arc::clone(conflict))));

    let mut project = ours.clone();
    project.commit(Transaction { label: "merge".to_owned(), edits: edits_between(ours, &merged) })?;
    Ok(Merged { project, conflicts })
}

/// The tables of records in one. Only these are true of the answer, not its indexes.
fn records(versions: &Versions<'_>, others: &mut Vec<Edit>) -> Project {
    let Versions { base, ours, theirs } = *versions;
    let mut merged = ours.clone();
    merged.articles = table::merged(&base.articles, &ours.articles, &theirs.articles, |clash| match clash {
        Clash::Both { base, ours, theirs } => Arc::new(article(base.map(|base| &**base), ours, theirs, others)),
        Clash::Deleted(article) => {
            others.push(Edit::DropArticle(article.id));
            Arc::clone(article)
        }
    });
    merged.sources = table::merged(&base.sources, &ours.sources, &theirs.sources, |clash| match clash {
        Clash::Both { base, ours, theirs } => Arc::new(source(base.map(|base| &**base), ours, theirs, others)),
        Clash::Deleted(source) => {
            others.push(Edit::DropSource(source.id));
            Arc::clone(source)
        }
    });
    let mut beside = Vec::new();
    let mut brought_back = Vec::new();
    merged.statements = table::merged(&base.statements, &ours.statements, &theirs.statements, |clash| match clash {
        Clash::Both { ours, theirs, .. } if ours.article != theirs.article => {
            // One id for statements of two articles: no two versions of anything. It is kept where the lower article has it.
            let (stays, other) = if ours.article < theirs.article { (ours, theirs) } else { (theirs, ours) };
            beside.push(Arc::clone(other));
            Arc::clone(stays)
        }
        Clash::Both { base, ours, theirs } => {
            let base = base.map(|base| &**base).filter(|base| base.article == ours.article);
            Arc::new(statements::merged(base, ours, theirs, others))
        }
        Clash::Deleted(statement) => {
            others.push(Edit::DropStatement(statement.id));
            brought_back.push(Arc::clone(statement));
            Arc::clone(statement)
        }
    });
    for statement in beside {
        let id = StatementId::from_raw(derived(&format!("{statement:?}")));
        let mut statement = Statement::clone(&statement);
        statement.id = id;
        merged.statements.insert(id, Arc::new(statement));
        others.push(Edit::DropStatement(id));
    }
    name_again(base, &mut merged, &brought_back);
    merged.asides = table::merged(&base.asides, &ours.asides, &theirs.asides, |clash| match clash {
        Clash::Both { ours, theirs, .. } => {
            others.push(Edit::PutAside(Arc::clone(theirs)));
            Arc::clone(ours)
        }
        Clash::Deleted(aside) => Arc::clone(aside),
    });
    let mut passes = Vec::new();
    merged.passes = table::merged(&base.passes, &ours.passes, &theirs.passes, |clash| twice(&clash, &mut passes));
    merged.passes.extend(passes.into_iter().map(|(raw, pass)| {
        let id = PassId::from_raw(raw);
        (id, Arc::new(Pass { id, ..Pass::clone(&pass) }))
    }));
    let mut silences = Vec::new();
    merged.silences = table::merged(&base.silences, &ours.silences, &theirs.silences, |clash| twice(&clash, &mut silences));
    merged.silences.extend(silences.into_iter().map(|(raw, silence)| {
        let id = SilenceId::from_raw(raw);
        (id, Arc::new(Silence { id, ..Silence::clone(&silence) }))
    }));
    merged
}

fn article(base: Option<&Article>, ours: &Article, theirs: &Article, others: &mut Vec<Edit>) -> Article {
    let nothing = Article::new(ours.id, Arc::clone(&ours.text));
    let base = base.unwrap_or(&nothing);
    let mut merged = ours.clone();
    values::merge(&fields::of_articles(base, ours), fields::of_articles(base, theirs), |mut field, is_open| {
        if is_open {
            others.push(Edit::SetArticle(ours.id, field));
        } else {
            field.swap_with(&mut merged);
        }
    });
    merged
}

fn source(base: Option<&Source>, ours: &Source, theirs: &Source, others: &mut Vec<Edit>) -> Source {
    let nothing = Source::titled(ours.id, "");
    let base = base.unwrap_or(&nothing);
    let mut merged = ours.clone();
    values::merge(&fields::of_sources(base, ours), fields::of_sources(base, theirs), |mut field, is_open| match field {
        SourceField::RestsOn(theirs) if is_open => {
            let (base, ours) = (&base.rests_on, &ours.rests_on);
            merged.rests_on = lists::in_order(base, ours, &theirs, &lists::members(base, ours, &theirs), |_: &SourceId| None);
        }
        _ if is_open => others.push(Edit::SetSource(ours.id, field)),
        _ => field.swap_with(&mut merged),
    });
    merged
}

/// Lets those name a statement again that named it before one side has deleted it.
fn name_again(base: &Project, merged: &mut Project, brought_back: &[Arc<Statement>]) {
    for statement in brought_back {
        for other in statement.same_as.iter() {
            let named = |other: &Statement| other.same_as.contains(&statement.id);
            let named_before = base.statements.get(other).is_some_and(|other| named(other));
            if let Some(other) = merged.statements.get_mut(other).filter(|other| named_before && !named(other)) {
                Arc::make_mut(other).same_as.push(statement.id);
            }
        }
    }
}

/// Keeps both, the second under a number made from what it says.
fn twice<T: std::fmt::Debug>(clash: &Clash<'_, T>, beside: &mut Vec<(u64, Arc<T>)>) -> Arc<T> {
    let (ours, theirs) = match clash {
        Clash::Both { ours, theirs, .. } => (ours, theirs),
        Clash::Deleted(record) => return Arc::clone(record),
    };
    let [our_text, their_text] = [ours, theirs].map(|record| format!("{record:?}"));
    let (stays, other, text) = if our_text <= their_text { (ours, theirs, their_text) } else { (theirs, ours, our_text) };
    beside.push((derived(&text), Arc::clone(other)));
    Arc::clone(stays)
}

/// What is open under one id says the same everywhere.
fn kept(clash: &Clash<'_, Unmerged>) -> Arc<Unmerged> {
    match clash {
        Clash::Both { ours, .. } => Arc::clone(ours),
        Clash::Deleted(unmerged) => Arc::clone(unmerged),
    }
}

fn shown(versions: &Versions<'_>, merged: &Project) -> Vector<ArticleId> {
    let [base, ours, theirs] = [versions.base, versions.ours, versions.theirs].map(|side| side.shown.iter().copied().collect::<Vec<_>>());
    let members = merged.articles.keys().copied().collect();
    lists::in_order(&base, &ours, &theirs, &members, |_| None).into_iter().collect()
}

fn rules(versions: &Versions<'_>) -> Rules {
    let (base, ours, theirs) = (versions.base.rules, versions.ours.rules, versions.theirs.rules);
    let secondary = match (ours.secondary == base.secondary, theirs.secondary == base.secondary) {
        (true, _) => theirs.secondary,
        (false, true) => ours.secondary,
        (false, false) => ours.secondary.max(theirs.secondary),
    };
    // Of two answers one is what it was before.
    let second_reader = if ours.second_reader == base.second_reader { theirs.second_reader } else { ours.second_reader };
    Rules { secondary, second_reader }
}
