//! Two tables of records that came from one, merged record by record.

use std::sync::Arc;

use imbl::OrdMap;
use imbl::ordmap::DiffItem;

/// What cannot be decided by looking at which side has changed a record.
pub enum Clash<'a, T> {
    /// Both have it, each in its own way; it may be new to both.
    Both {
        /// What it was before.
        base: Option<&'a Arc<T>>,
        /// What it is on one side.
        ours: &'a Arc<T>,
        /// What it is on the other.
        theirs: &'a Arc<T>,
    },
    /// One side has changed it, and the other has taken it away.
    Deleted(&'a Arc<T>),
}

/// `ours` with what `theirs` has changed since `base`. `settle` answers with the record that stands where both have something to say.
///
/// Costs as much as the other side has changed.
pub fn merged<I: Ord + Copy, T: Eq>(
    base: &OrdMap<I, Arc<T>>,
    ours: &OrdMap<I, Arc<T>>,
    theirs: &OrdMap<I, Arc<T>>,
    mut settle: impl FnMut(Clash<'_, T>) -> Arc<T>,
) -> OrdMap<I, Arc<T>> {
    let mut table = ours.clone();
    for difference in base.diff(theirs) {
        let (id, was, is) = match difference {
            DiffItem::Add(id, theirs) => (*id, None, Some(theirs)),
            DiffItem::Update { old: (id, base), new: (_, theirs) } => (*id, Some(base), Some(theirs)),
            DiffItem::Remove(id, base) => (*id, Some(base), None),
        };
        match (was, ours.get(&id), is) {
            (None, None, Some(theirs)) => _ = table.insert(id, Arc::clone(theirs)),
            (Some(_), None, Some(theirs)) => _ = table.insert(id, settle(Clash::Deleted(theirs))),
            (base, Some(ours), Some(theirs)) if base == Some(ours) => _ = table.insert(id, Arc::clone(theirs)),
            (_, Some(ours), Some(theirs)) if ours == theirs => {}
            (base, Some(ours), Some(theirs)) => _ = table.insert(id, settle(Clash::Both { base, ours, theirs })),
            (base, Some(ours), None) if base == Some(ours) => _ = table.remove(&id),
            (_, Some(ours), None) => _ = table.insert(id, settle(Clash::Deleted(ours))),
            (_, None, None) => {}
        }
    }
    table
}
