//! Fields that two sides have changed, held against each other.

use std::mem::discriminant;

/// Hands each field that their side has changed to `take`, unless our side has changed it in the same way. It is open where our side has
/// changed it in another way.
pub fn merge<F: PartialEq>(ours: &[F], theirs: Vec<F>, mut take: impl FnMut(F, bool)) {
    for field in theirs {
        match ours.iter().find(|other| discriminant(*other) == discriminant(&field)) {
            Some(same) if *same == field => {}
            other => take(field, other.is_some()),
        }
    }
}
