//! A source: where something can be looked up.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::day::Day;
use crate::model::id::SourceId;
use crate::model::snapshot::Snapshot;

/// Where something can be looked up. A book, a call, a visit is a source as good as a link; empty text means not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// What it is called.
    pub title: String,
    /// Who wrote or said it.
    pub author: String,
    /// Who brought it out.
    pub publisher: String,
    /// Where it stands, as typed; opened only where it is http or https.
    pub url: String,
    /// A lasting copy of it.
    pub archived_url: String,
    /// When it came out.
    pub published: Option<Day>,
    /// When it was looked at.
    pub accessed: Option<Day>,
    /// What sort of thing it is.
    pub kind: SourceKind,
    /// Anything else.
    pub note: String,
    /// The independence key: copies of one story share it. Empty means unknown, and an unknown key counts as not independent.
    pub story: String,
    /// What was worked out: the list, the arithmetic, the log of what was searched; of the kinds that [`SourceKind::is_worked_out`].
    pub working: String,
    /// The sources that it was worked out from; each stands in the same project, and none is this one.
    pub rests_on: Vec<SourceId>,
    /// How to reach a person: a number, an address. Not for readers.
    pub contact: String,
    /// What a person has agreed to.
    pub ground: Ground,
    /// A copy of it that is kept beside the project.
    pub snapshot: Option<Arc<Snapshot>>,
}

/// What a person who is a source has agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Ground {
    /// May be named and quoted.
    #[default]
    OnRecord,
    /// May be used, not named.
    Background,
}

impl Ground {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::OnRecord, Self::Background];
}

/// What sort of thing a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum SourceKind {
    /// A page on the web, nothing more being known.
    #[default]
    WebPage,
    /// A newspaper, a wire, a magazine.
    News,
    /// A paper of an office, a court, a company.
    Document,
    /// A study, a paper.
    Study,
    /// Figures.
    Dataset,
    /// A book.
    Book,
    /// A person asked: an interview, a call, a letter.
    Person,
    /// Radio, television, a podcast.
    Broadcast,
    /// A post in a social network or a channel.
    Post,
    /// A picture or a film.
    Image,
    /// Having been there.
    Visit,
    /// None of these.
    Other,
    /// Worked out here: a list of what was counted.
    List,
    /// Worked out here: an arithmetic.
    Arithmetic,
    /// Worked out here: what was searched, and what was not found.
    SearchLog,
}

impl SourceKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 15] = [
        Self::WebPage,
        Self::News,
        Self::Document,
        Self::Study,
        Self::Dataset,
        Self::Book,
        Self::Person,
        Self::Broadcast,
        Self::Post,
        Self::Image,
        Self::Visit,
        Self::Other,
        Self::List,
        Self::Arithmetic,
        Self::SearchLog,
    ];

    /// Whether it was worked out here, and looked up nowhere.
    pub const fn is_worked_out(self) -> bool {
        matches!(self, Self::List | Self::Arithmetic | Self::SearchLog)
    }
}

impl Source {
    /// A source of which only the title is known.
    pub fn titled(id: SourceId, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            author: String::new(),
            publisher: String::new(),
            url: String::new(),
            archived_url: String::new(),
            published: None,
            accessed: None,
            kind: SourceKind::default(),
            note: String::new(),
            story: String::new(),
            working: String::new(),
            rests_on: Vec::new(),
            contact: String::new(),
            ground: Ground::default(),
            snapshot: None,
        }
    }

    /// What to call it where one line is to be had: its title, else its URL, else its publisher; empty where nothing is known.
    pub fn display_name(&self) -> &str {
        [&self.title, &self.url, &self.publisher].into_iter().map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The independence key as it is compared: capitals and the width of spaces do not make another story. Empty means unknown.
    pub fn story_key(&self) -> String {
        self.story.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
