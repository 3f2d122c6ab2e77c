//! Notices: one sentence to the user that needs no answer, with what the program can do about it.

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

/// Something that a notice offers to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeAction {
    /// Asks for another place to save to.
    SaveElsewhere,
}

impl NoticeAction {
    /// What its button says.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::SaveElsewhere => "Save elsewhere…",
        }
    }
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
    /// What can be done about it, the likeliest first.
    pub actions: Vec<NoticeAction>,
    // The number of the save that it says has failed.
    failed_save: Option<u64>,
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
        self.put(weight, text.into(), Vec::new(), None);
    }

    /// Says something that the program can do something about.
    pub fn offer(&mut self, weight: Weight, text: impl Into<String>, actions: Vec<NoticeAction>) {
        self.put(weight, text.into(), actions, None);
    }

    /// Says that a save has failed: true until a later one succeeds.
    pub fn say_not_saved(&mut self, number: u64, text: impl Into<String>) {
        self.put(Weight::Error, text.into(), vec![NoticeAction::SaveElsewhere], Some(number));
    }

    /// Takes away what was said of saves before this one, which has succeeded.
    pub fn clear_not_saved(&mut self, number: u64) {
        self.shown.retain(|notice| notice.failed_save.is_none_or(|failed| failed >= number));
    }

    fn put(&mut self, weight: Weight, text: String, actions: Vec<NoticeAction>, failed_save: Option<u64>) {
        self.drawn += 1;
        // The same words twice help nobody; the newer one counts.
        self.shown.retain(|notice| notice.text != text);
        self.shown.push(Notice { number: self.drawn, weight, text, actions, failed_save });
    }

    /// What a notice that still stands offers at this place.
    pub fn action(&self, number: u64, at: usize) -> Option<&NoticeAction> {
        self.shown.iter().find(|notice| notice.number == number)?.actions.get(at)
    }

    /// Takes one away.
    pub fn dismiss(&mut self, number: u64) {
        self.shown.retain(|notice| notice.number != number);
    }

    /// Takes the hints away.
    pub fn clear_hints(&mut self) {
        self.shown.retain(|notice| notice.weight != Weight::Hint);
    }

    /// The newest of those that stay until they are dismissed.
    pub fn newest_bar(&self) -> Option<&Notice> {
        self.shown.iter().rfind(|notice| notice.weight != Weight::Hint)
    }

    /// Those that stand, oldest first.
    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }
}
