//! Which statements a list shows: by tag, by what is missing, by words.

use crate::model::project::Project;
use crate::model::statement::Statement;
use crate::model::tag::TagKind;

/// What is asked for. All that is asked for must hold; of the tags, one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Words that must stand in the statement, its plain words, its speaker, its note or a source's title; in any case.
    pub query: String,
    chips: Vec<Chip>,
}

/// What can be asked for by one press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chip {
    /// Statements of this tag.
    Tag(TagKind),
    /// Statements that no source is linked to.
    NoSource,
    /// Confirmed facts that nothing carries.
    Hollow,
}

impl Chip {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Tag(TagKind::Claim), Self::Tag(TagKind::Assertion), Self::Tag(TagKind::ConfirmedFact), Self::NoSource, Self::Hollow];

    /// What stands on it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tag(TagKind::Claim) => "Claims",
            Self::Tag(TagKind::Assertion) => "Assertions",
            Self::Tag(TagKind::ConfirmedFact) => "Confirmed",
            Self::NoSource => "No source",
            Self::Hollow => "Not carried",
        }
    }

    /// What it shows.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Tag(TagKind::Claim) => "Only what someone else says",
            Self::Tag(TagKind::Assertion) => "Only what the article says itself",
            Self::Tag(TagKind::ConfirmedFact) => "Only what has been confirmed, carried or not",
            Self::NoSource => "Only statements that no source is linked to",
            Self::Hollow => "Only confirmed facts that nothing carries yet",
        }
    }
}

impl Filter {
    /// Whether anything is asked for at all.
    pub fn is_active(&self) -> bool {
        !self.chips.is_empty() || !self.query.trim().is_empty()
    }

    /// Whether this is asked for.
    pub fn has(&self, chip: Chip) -> bool {
        self.chips.contains(&chip)
    }

    /// Asks for it, or no longer.
    pub fn toggle(&mut self, chip: Chip) {
        if self.has(chip) {
            self.chips.retain(|other| *other != chip);
        } else {
            self.chips.push(chip);
        }
    }
}

/// Whether a statement is what is asked for.
pub fn passes(filter: &Filter, project: &Project, statement: &Statement) -> bool {
    let asks_tag = filter.chips.iter().any(|chip| matches!(chip, Chip::Tag(_)));
    (!asks_tag || filter.has(Chip::Tag(statement.tag.kind())))
        && (!filter.has(Chip::NoSource) || statement.evidence.is_empty())
        && (!filter.has(Chip::Hollow) || project.index().is_hollow(statement.id))
        && says(project, statement, filter.query.trim())
}

/// Whether these words stand in a statement or in what is known about it, in any case. No words stand everywhere.
pub fn says(project: &Project, statement: &Statement, query: &str) -> bool {
    if query.is_empty() {
        return true;
    }
    let query = query.to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&query);
    has(&statement.in_plain_words)
        || has(&statement.said_by.speaker)
        || has(&statement.note)
        || project.article(statement.article).is_some_and(|article| has(&statement.words(&article.text)))
        || statement.evidence.iter().filter_map(|evidence| project.source(evidence.source)).any(|source| has(source.display_name()))
}
