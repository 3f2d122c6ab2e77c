//! A moment: the seconds of the clock, for what the program keeps beside a project. Shown in the user's time, written in UTC.

use serde::{Deserialize, Serialize};

/// Seconds since 1970 began in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The seconds from `earlier` to this; 0 where it is not earlier.
    pub fn seconds_since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or_default()
    }
}
