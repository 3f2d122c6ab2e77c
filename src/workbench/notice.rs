//! Notices: one sentence to the user that needs no answer.

/// How serious a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Goes away by itself.
    Hint,
    /// Stays until it is dismissed.
    Warning,
    /// Stays until it is dismissed.
    Error,
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Grows with every notice.
    pub number: u64,
    /// How serious it is.
    pub weight: Weight,
    /// What happened, what is safe, what to do; a file's path on the last line.
    pub text: String,
}

/// The notices of one session.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    shown: Vec<Notice>,
    drawn: u64,
}

impl Notices {
    /// Says something.
    pub fn say(&mut self, weight: Weight, text: impl Into<String>) {
        self.drawn += 1;
        let text = text.into();
        // The same words twice help nobody; the newer one counts.
        self.shown.retain(|notice| notice.text != text);
        self.shown.push(Notice { number: self.drawn, weight, text });
    }

    /// Takes one away.
    pub fn dismiss(&mut self, number: u64) {
        self.shown.retain(|notice| notice.number != number);
    }

    /// Takes the hints away.
    pub fn clear_hints(&mut self) {
        self.shown.retain(|notice| notice.weight != Weight::Hint);
    }

    /// Those that stand, oldest first.
    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }
}
