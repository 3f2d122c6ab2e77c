//! Two versions of one statement in one: field by field, link by link, remark by remark.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::day::Day;
use crate::model::difference::fields;
use crate::model::earlier::Earlier;
use crate::model::edit::Edit;
use crate::model::evidence::{Evidence, Stance};
use crate::model::field::StatementField;
use crate::model::id::{EvidenceId, RemarkId, SourceId, StatementId};
use crate::model::merge::{lists, values};
use crate::model::remark::Remark;
use crate::model::statement::{Part, Statement};
use crate::model::tag::{Confirmation, Tag, Unconfirmed};

/// The statement with what both sides have made of it. Where they do not agree ours stands, and the edit that would make theirs stand is put
/// among `others`. Both lie in one article.
pub fn merged(base: Option<&Statement>, ours: &Statement, theirs: &Statement, others: &mut Vec<Edit>) -> Statement {
    let nothing = blank(ours, theirs);
    let base = base.unwrap_or(&nothing);
    let id = ours.id;
    let mut merged = ours.clone();
    let changed = fields::of_statements(base, ours);
    values::merge(&changed, fields::of_statements(base, theirs), |mut field, is_open| match &mut field {
        _ if !is_open => field.swap_with(&mut merged),
        StatementField::SameAs(theirs) => merged.same_as = same_as(&base.same_as, &ours.same_as, theirs).into(),
        StatementField::History(theirs) => {
            let history = lists::union(&base.checks().history, &ours.checks().history, theirs, |decision| decision.on);
            merged.change_checks(|checks| checks.history = history);
        }
        StatementField::Signed(theirs) => {
            let signed = lists::union(&base.checks().signed, &ours.checks().signed, theirs, |signature| signature.on);
            merged.change_checks(|checks| checks.signed = signed);
        }
        StatementField::Earlier(theirs) => {
            let earlier = lists::union(&base.checks().earlier, &ours.checks().earlier, theirs, |earlier| earlier.on);
            merged.change_checks(|checks| checks.earlier = earlier);
        }
        StatementField::Attribution(theirs) => {
            let parts = lists::union(&base.checks().attribution, &ours.checks().attribution, theirs, |_| None);
            match without_overlap(parts) {
                Some(parts) => merged.change_checks(|checks| checks.attribution = parts),
                None => others.push(Edit::SetStatement(id, field)),
            }
        }
        _ => others.push(Edit::SetStatement(id, field)),
    });
    let earlier = counted_anew(ours, theirs, &merged);
    merged.change_checks(|checks| checks.earlier = earlier);
    merged.evidence = evidence(base, ours, theirs, others);
    let remarks = remarks(base, ours, theirs, others);
    merged.change_checks(|checks| checks.remarks = remarks);
    merged
}

/// What both have made something of where nothing is known of before: what says nothing, and else what neither says.
fn blank(ours: &Statement, theirs: &Statement) -> Statement {
    let confirmed = Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: String::new(), on: None });
    let tags = [Tag::Claim, Tag::Assertion, confirmed];
    let tag = tags.into_iter().find(|tag| *tag != ours.tag && *tag != theirs.tag).unwrap_or(Tag::Claim);
    Statement::of_parts(ours.id, ours.article, Vec::new(), tag)
}

fn same_as(base: &[StatementId], ours: &[StatementId], theirs: &[StatementId]) -> Vec<StatementId> {
    lists::in_order(base, ours, theirs, &lists::members(base, ours, theirs), |_| None)
}

/// Parts in order; `None` where two of them share words.
fn without_overlap(parts: Vec<Part>) -> Option<Vec<Part>> {
    let parts = Statement::parts_in_order(parts);
    let spans: Vec<_> = parts.iter().filter_map(Part::span).collect();
    let is_clear = spans.iter().zip(spans.iter().skip(1)).all(|(one, next)| one.end() <= next.start());
    is_clear.then_some(parts)
}

/// The earlier states of `merged`, each with the number of decisions that come before it in the merged history.
fn counted_anew(ours: &Statement, theirs: &Statement, merged: &Statement) -> Vec<Arc<Earlier>> {
    let history = lists::keys(&merged.checks().history);
    let places: BTreeMap<&lists::Key, usize> = history.iter().zip(1..).collect();
    let side = |side: &Statement| {
        let keys = lists::keys(&side.checks().history);
        // After each count of decisions of that side, how many there are in all.
        let counts: Vec<usize> = keys
            .iter()
            .scan(0, |count, key| {
                *count = places.get(key).copied().unwrap_or(*count);
                Some(*count)
            })
            .collect();
        let states: BTreeSet<lists::Key> = lists::keys(&side.checks().earlier).into_iter().collect();
        (counts, states)
    };
    let sides = [side(ours), side(theirs)];
    let states = &merged.checks().earlier;
    let counted = lists::keys(states).into_iter().zip(states).map(|(key, state)| {
        let count_in = |counts: &[usize]| match state.after.checked_sub(1) {
            None => 0,
            Some(last) => counts.get(last).copied().unwrap_or_else(|| history.len() + (state.after - counts.len())),
        };
        let after = sides.iter().filter(|(_, states)| states.contains(&key)).map(|(counts, _)| count_in(counts)).min();
        let after = after.unwrap_or(state.after);
        if after == state.after { Arc::clone(state) } else { Arc::new(Earlier { after, ..Earlier::clone(state) }) }
    });
    counted.collect()
}

fn evidence(base: &Statement, ours: &Statement, theirs: &Statement, others: &mut Vec<Edit>) -> Vec<Arc<Evidence>> {
    let id = ours.id;
    let ids = |of: &Statement| of.evidence.iter().map(|link| link.id).collect::<Vec<EvidenceId>>();
    let by_id = |of: &Statement| of.evidence.iter().map(|link| (link.id, Arc::clone(link))).collect::<BTreeMap<_, _>>();
    let tables = [by_id(base), by_id(ours), by_id(theirs)];
    let links = records(&tables, |open| match open {
        Open::Both(base, ours, theirs) => link(id, base, ours, theirs, others),
        Open::Deleted(stays) => {
            others.push(Edit::DropEvidence(id, stays.id));
            Arc::clone(stays)
        }
    });
    let members = links.keys().copied().collect();
    let when = |id: &EvidenceId| first_day(&tables, id, |link| link.on);
    let order = lists::in_order(&ids(base), &ids(ours), &ids(theirs), &members, when);
    order.iter().filter_map(|id| links.get(id)).cloned().collect()
}

fn link(id: StatementId, base: Option<&Evidence>, ours: &Evidence, theirs: &Evidence, others: &mut Vec<Edit>) -> Arc<Evidence> {
    let source = (0..3).map(SourceId::from_raw).find(|source| *source != ours.source && *source != theirs.source);
    let mut nothing = Evidence::new(ours.id, source.unwrap_or(ours.source));
    nothing.stance = Stance::ALL.into_iter().find(|stance| *stance != ours.stance && *stance != theirs.stance).unwrap_or_default();
    let base = base.unwrap_or(&nothing);
    let mut merged = ours.clone();
    values::merge(&fields::of_evidence(base, ours), fields::of_evidence(base, theirs), |mut field, is_open| {
        if is_open {
            others.push(Edit::SetEvidence(id, ours.id, field));
        } else {
            field.swap_with(&mut merged);
        }
    });
    Arc::new(merged)
}

fn remarks(base: &Statement, ours: &Statement, theirs: &Statement, others: &mut Vec<Edit>) -> Vec<Arc<Remark>> {
    let id = ours.id;
    let ids = |of: &Statement| of.checks().remarks.iter().map(|remark| remark.id).collect::<Vec<RemarkId>>();
    let by_id = |of: &Statement| of.checks().remarks.iter().map(|remark| (remark.id, Arc::clone(remark))).collect::<BTreeMap<_, _>>();
    let tables = [by_id(base), by_id(ours), by_id(theirs)];
    let remarks = records(&tables, |open| match open {
        Open::Both(base, ours, theirs) => remark(id, base, ours, theirs, others),
        Open::Deleted(stays) => {
            others.push(Edit::DropRemark(id, stays.id));
            Arc::clone(stays)
        }
    });
    let members = remarks.keys().copied().collect();
    let when = |id: &RemarkId| first_day(&tables, id, |remark| remark.on);
    let order = lists::in_order(&ids(base), &ids(ours), &ids(theirs), &members, when);
    order.iter().filter_map(|id| remarks.get(id)).cloned().collect()
}

/// What is asked is one thing; answers come together, and it is settled where either side has settled it.
fn remark(id: StatementId, base: Option<&Remark>, ours: &Remark, theirs: &Remark, others: &mut Vec<Edit>) -> Arc<Remark> {
    let nothing = Remark::new(ours.id, ours.kind, String::new());
    let is_settled = match base.unwrap_or(&nothing).is_settled {
        was if was == ours.is_settled => theirs.is_settled,
        _ => ours.is_settled,
    };
    let replies = lists::union(&base.unwrap_or(&nothing).replies, &ours.replies, &theirs.replies, |reply| reply.on);
    let asks = |remark: &Remark| Remark { replies: Vec::new(), is_settled: false, ..remark.clone() };
    let (asked, we, they) = (base.map(asks), asks(ours), asks(theirs));
    let answered = |remark: Remark| Arc::new(Remark { replies: replies.clone(), is_settled, ..remark });
    if asked.as_ref() == Some(&we) {
        return answered(they);
    }
    if we != they && asked.as_ref() != Some(&they) {
        others.push(Edit::SetRemark(id, answered(they)));
    }
    answered(we)
}

/// The earlier of the days that the two sides have for a record, so that it is the same whichever is named first.
fn first_day<I: Ord, T>([_, ours, theirs]: &[BTreeMap<I, Arc<T>>; 3], id: &I, on: impl Fn(&T) -> Option<Day>) -> Option<Day> {
    [ours, theirs].into_iter().filter_map(|side| side.get(id)).map(|record| on(record)).min().flatten()
}

/// What cannot be decided by looking at which side has changed a record.
enum Open<'a, T> {
    Both(Option<&'a T>, &'a T, &'a T),
    Deleted(&'a Arc<T>),
}

/// The records of three lists in one table; `settle` answers where both sides have something to say.
fn records<I: Ord + Copy, T: Eq>(
    [base, ours, theirs]: &[BTreeMap<I, Arc<T>>; 3],
    mut settle: impl FnMut(Open<'_, T>) -> Arc<T>,
) -> BTreeMap<I, Arc<T>> {
    let ids: BTreeSet<I> = ours.keys().chain(theirs.keys()).copied().collect();
    let mut merged = BTreeMap::new();
    for id in ids {
        let was = base.get(&id);
        let stands = match (ours.get(&id), theirs.get(&id)) {
            (Some(ours), Some(theirs)) if ours == theirs || was == Some(theirs) => Some(Arc::clone(ours)),
            (Some(ours), Some(theirs)) if was == Some(ours) => Some(Arc::clone(theirs)),
            (Some(ours), Some(theirs)) => Some(settle(Open::Both(was.map(|was| &**was), ours, theirs))),
            (Some(only), None) | (None, Some(only)) => match was {
                None => Some(Arc::clone(only)),
                Some(was) if was == only => None,
                Some(_) => Some(settle(Open::Deleted(only))),
            },
            (None, None) => None,
        };
        merged.extend(stands.map(|record| (id, record)));
    }
    merged
}
