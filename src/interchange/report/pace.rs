//! How far a report is, and whether it is still wanted.

/// Counts statements as they are gone through: as they are looked at, as problems are looked for, and as their notes are written.
pub struct Pace<'a> {
    // Told how many are done; answers whether to go on.
    goes_on: &'a mut dyn FnMut(u64) -> bool,
    done: u64,
    is_wanted: bool,
}

impl<'a> Pace<'a> {
    /// A report that is followed so.
    pub fn new(goes_on: &'a mut dyn FnMut(u64) -> bool) -> Self {
        Self { goes_on, done: 0, is_wanted: true }
    }

    /// One more is to be done now. Whether it is wanted.
    pub fn step(&mut self) -> bool {
        self.is_wanted = self.is_wanted && (self.goes_on)(self.done);
        self.done += 1;
        self.is_wanted
    }

    /// So many were done at once.
    pub fn leap(&mut self, count: u64) {
        self.done += count;
        self.is_wanted = self.is_wanted && (self.goes_on)(self.done);
    }

    /// Whether nobody has given the report up. What is written of one that was given up is not whole.
    pub const fn is_wanted(&self) -> bool {
        self.is_wanted
    }
}
