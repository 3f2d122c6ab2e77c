//! The fields in which two records of one kind differ, each with what the newer one has.

use crate::model::article::Article;
use crate::model::evidence::Evidence;
use crate::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use crate::model::source::Source;
use crate::model::statement::Statement;

/// Of an article; its text is no field.
pub fn of_articles(old: &Article, new: &Article) -> Vec<ArticleField> {
    some([
        differs(&old.title, &new.title, ArticleField::Title),
        differs(&old.byline, &new.byline, ArticleField::Byline),
        differs(&old.publisher, &new.publisher, ArticleField::Publisher),
        differs(&old.url, &new.url, ArticleField::Url),
        differs(&old.published, &new.published, ArticleField::Published),
        differs(&old.retrieved, &new.retrieved, ArticleField::Retrieved),
    ])
}

/// Of a source.
pub fn of_sources(old: &Source, new: &Source) -> Vec<SourceField> {
    some([
        differs(&old.title, &new.title, SourceField::Title),
        differs(&old.author, &new.author, SourceField::Author),
        differs(&old.publisher, &new.publisher, SourceField::Publisher),
        differs(&old.url, &new.url, SourceField::Url),
        differs(&old.archived_url, &new.archived_url, SourceField::ArchivedUrl),
        differs(&old.published, &new.published, SourceField::Published),
        differs(&old.accessed, &new.accessed, SourceField::Accessed),
        differs(&old.kind, &new.kind, SourceField::Kind),
        differs(&old.note, &new.note, SourceField::Note),
        differs(&old.story, &new.story, SourceField::Story),
        differs(&old.working, &new.working, SourceField::Working),
        differs(&old.rests_on, &new.rests_on, SourceField::RestsOn),
        differs(&old.contact, &new.contact, SourceField::Contact),
        differs(&old.ground, &new.ground, SourceField::Ground),
        differs(&old.snapshot, &new.snapshot, SourceField::Snapshot),
    ])
}

/// Of a statement; its article, its evidence and its remarks are no fields.
pub fn of_statements(old: &Statement, new: &Statement) -> Vec<StatementField> {
    let (was, is) = (old.checks(), new.checks());
    some([
        differs(&old.parts, &new.parts, StatementField::Parts),
        differs(&old.tag, &new.tag, StatementField::Tag),
        differs(&*old.said_by, &*new.said_by, StatementField::SaidBy),
        differs(&old.in_plain_words, &new.in_plain_words, StatementField::InPlainWords),
        differs(&old.as_of, &new.as_of, StatementField::AsOf),
        differs(&*old.note, &*new.note, StatementField::Note),
        differs(&*old.same_as, &*new.same_as, StatementField::SameAs),
        differs(&was.attribution, &is.attribution, StatementField::Attribution),
        differs(&was.said, &is.said, StatementField::Said),
        differs(&was.truth, &is.truth, StatementField::Truth),
        differs(&was.history, &is.history, StatementField::History),
        differs(&was.signed, &is.signed, StatementField::Signed),
        differs(&was.earlier, &is.earlier, StatementField::Earlier),
    ])
}

/// Of evidence.
pub fn of_evidence(old: &Evidence, new: &Evidence) -> Vec<EvidenceField> {
    some([
        differs(&old.source, &new.source, EvidenceField::Source),
        differs(&old.stance, &new.stance, EvidenceField::Stance),
        differs(&old.passage, &new.passage, EvidenceField::Passage),
        differs(&old.original, &new.original, EvidenceField::Original),
        differs(&old.place, &new.place, EvidenceField::Place),
        differs(&old.primary, &new.primary, EvidenceField::Primary),
        differs(&old.note, &new.note, EvidenceField::Note),
        differs(&old.by, &new.by, EvidenceField::By),
        differs(&old.on, &new.on, EvidenceField::On),
    ])
}

fn differs<T: PartialEq + Clone, F>(old: &T, new: &T, field: impl FnOnce(T) -> F) -> Option<F> {
    (old != new).then(|| field(new.clone()))
}

fn some<F, const COUNT: usize>(fields: [Option<F>; COUNT]) -> Vec<F> {
    fields.into_iter().flatten().collect()
}
