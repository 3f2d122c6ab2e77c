//! Numbers about a project: how many of what, and behind each number the statements or sources that it counts.

mod bars;
mod spread;
mod stories;

use std::collections::BTreeMap;

use crate::model::evidence::Stance;
use crate::model::id::{ArticleId, SourceId};
use crate::model::project::Project;
use crate::model::source::SourceKind;
use crate::model::tag::TagKind;

pub use crate::model::statistics::bars::{Bar, Behind, What};
pub use crate::model::statistics::spread::{STRETCHES, Spread, Stretch};

/// All numbers of one state of a project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statistics {
    /// How many statements there are.
    pub statements: usize,
    /// How many sources.
    pub sources: usize,
    /// How many links from a statement to a source.
    pub links: usize,
    /// How many confirmed facts that are carried.
    pub confirmed: usize,
    /// The statements by tag: always all four bars.
    pub tags: Vec<Bar>,
    /// The statements with a source, and those without.
    pub sourced: Vec<Bar>,
    /// The sources by kind, the most first; only kinds that there are.
    pub kinds: Vec<Bar>,
    /// The links by stance: always all four bars.
    pub stances: Vec<Bar>,
    /// The confirmed facts by the stories that support them; one with several stands under each. Only bars with something behind.
    pub stories: Vec<Bar>,
    /// The names of the stories with a bar, as they are written in a source, by key.
    pub story_names: BTreeMap<String, String>,
    /// Where the statements of each article lie, in the order of the articles.
    pub spreads: Vec<Spread>,
}

impl Statistics {
    /// Counts a project; takes time in proportion to its size.
    pub fn of(project: &Project) -> Self {
        let mut found = Self { statements: project.index().counts().statements(), sources: project.sources().len(), ..Self::default() };
        found.tags = tags(project);
        found.confirmed = found.tags.iter().filter(|bar| bar.what == What::Confirmed).map(|bar| bar.number).sum();
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for statement in project.statements() {
            let list = if statement.evidence.is_empty() { &mut without } else { &mut with };
            list.push(statement.id);
        }
        found.sourced = vec![Bar::statements(What::WithSource, with), Bar::statements(What::WithoutSource, without)];
        found.kinds = kinds(project);
        found.stances = stances(project);
        found.links = found.stances.iter().map(|bar| bar.number).sum();
        (found.stories, found.story_names) = stories::of(project);
        found.spreads = project.articles().map(|article| spread::of(project, article)).collect();
        found
    }

    /// What is behind a bar; `None` where it is not there any more.
    pub fn behind(&self, what: &What) -> Option<&Behind> {
        if let What::Stretch(article, at) = what {
            return Some(&self.spread(*article)?.stretches.get(*at)?.behind);
        }
        let mut bars = [&self.tags, &self.sourced, &self.kinds, &self.stances, &self.stories].into_iter().flatten();
        bars.find(|bar| bar.what == *what).map(|bar| &bar.behind)
    }

    /// Where an article's statements lie.
    pub fn spread(&self, article: ArticleId) -> Option<&Spread> {
        self.spreads.iter().find(|spread| spread.article == article)
    }
}

fn tags(project: &Project) -> Vec<Bar> {
    let (mut claims, mut assertions, mut confirmed, mut hollow) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for statement in project.statements() {
        let list = match statement.tag.kind() {
            TagKind::Claim => &mut claims,
            TagKind::Assertion => &mut assertions,
            TagKind::ConfirmedFact if project.index().is_hollow(statement.id) => &mut hollow,
            TagKind::ConfirmedFact => &mut confirmed,
        };
        list.push(statement.id);
    }
    let bars = [(What::Claims, claims), (What::Assertions, assertions), (What::Confirmed, confirmed), (What::Hollow, hollow)].into_iter();
    bars.map(|(what, behind)| Bar::statements(what, behind)).collect()
}

fn kinds(project: &Project) -> Vec<Bar> {
    let mut bars: Vec<(SourceKind, Vec<SourceId>)> = SourceKind::ALL.into_iter().map(|kind| (kind, Vec::new())).collect();
    for source in project.sources() {
        if let Some((_, ids)) = bars.iter_mut().find(|(kind, _)| *kind == source.kind) {
            ids.push(source.id);
        }
    }
    bars.retain(|(_, ids)| !ids.is_empty());
    bars.sort_by_key(|(_, ids)| std::cmp::Reverse(ids.len()));
    bars.into_iter().map(|(kind, ids)| Bar { what: What::Kind(kind), number: ids.len(), behind: Behind::Sources(ids) }).collect()
}

fn stances(project: &Project) -> Vec<Bar> {
    let count = |stance| {
        let mut number = 0;
        let mut behind = Vec::new();
        for statement in project.statements() {
            let links = statement.evidence.iter().filter(|evidence| evidence.stance == stance).count();
            number += links;
            if links > 0 {
                behind.push(statement.id);
            }
        }
        Bar { what: What::Stance(stance), number, behind: Behind::Statements(behind) }
    };
    Stance::ALL.into_iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::article::Article;
    use crate::model::edit::Edit;
    use crate::model::evidence::Evidence;
    use crate::model::id::{EvidenceId, StatementId};
    use crate::model::source::Source;
    use crate::model::span::Span;
    use crate::model::statement::Statement;
    use crate::model::tag::{Confirmation, Tag, Unconfirmed};

    /// The tag, and its links: a source's number, the stance, whether it is primary with its passage.
    type Row = (TagKind, &'static [(u64, Stance, bool)]);

    /// A source's kind and story.
    type SourceRow = (SourceKind, &'static str);

    fn project(sources: &[SourceRow], rows: &[Row]) -> Project {
        let text = "word ".repeat(rows.len().max(1));
        let mut project = Project::default();
        let mut apply = |edit| project.apply(edit).expect("an edit that is allowed");
        apply(Edit::PutArticle(0, Arc::new(Article::new(ArticleId::from_raw(1), text.clone()))));
        for (number, (kind, story)) in (0..).zip(sources) {
            let mut source = Source::titled(SourceId::from_raw(number), "a source");
            (source.kind, source.story) = (*kind, (*story).into());
            apply(Edit::PutSource(Arc::new(source)));
        }
        for (number, (kind, links)) in rows.iter().enumerate() {
            let span = Span::new(&text, number * 5..number * 5 + 4).expect("a span");
            let tag = match kind {
                TagKind::Claim => Tag::Claim,
                TagKind::Assertion => Tag::Assertion,
                TagKind::ConfirmedFact => Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: "a checker".into(), on: None }),
            };
            let mut statement = Statement::new(StatementId::from_raw(number as u64), ArticleId::from_raw(1), span, tag);
            for (at, (source, stance, is_primary)) in (0..).zip(*links) {
                let mut evidence = Evidence::new(EvidenceId::from_raw(at), SourceId::from_raw(*source));
                (evidence.stance, evidence.primary) = (*stance, *is_primary);
                evidence.passage = if *is_primary { "its words".into() } else { String::new() };
                statement.evidence.push(Arc::new(evidence));
            }
            apply(Edit::PutStatement(Arc::new(statement)));
        }
        project
    }

    /// Each bar with something behind: what it counts, how many, and the numbers of what is behind.
    fn brief(bars: &[Bar]) -> Vec<(What, usize, Vec<u64>)> {
        let shown = bars.iter().filter(|bar| bar.number > 0);
        let raw = |behind: &Behind| match behind {
            Behind::Statements(ids) => ids.iter().map(|id| id.raw()).collect(),
            Behind::Sources(ids) => ids.iter().map(|id| id.raw()).collect(),
        };
        shown.map(|bar| (bar.what.clone(), bar.number, raw(&bar.behind))).collect()
    }

    use SourceKind::{Document, News, WebPage};
    use Stance::{Context, Contradicts, OnlySaid, Supports};
    use TagKind::{Assertion, Claim, ConfirmedFact};

    #[test]
    fn a_hollow_fact_is_never_counted_as_confirmed() {
        let check = |rows: &[Row], expected: &[(What, usize, Vec<u64>)]| {
            let found = Statistics::of(&project(&[(WebPage, "")], rows));
            assert_eq!(brief(&found.tags), expected, "{rows:?}");
            assert_eq!(found.tags.len(), 4);
            assert_eq!(found.statements, rows.len());
        };
        check(&[], &[]);
        check(&[(ConfirmedFact, &[])], &[(What::Hollow, 1, vec![0])]);
        check(&[(ConfirmedFact, &[(0, Supports, false)])], &[(What::Hollow, 1, vec![0])]);
        check(&[(ConfirmedFact, &[(0, Supports, true)])], &[(What::Confirmed, 1, vec![0])]);
        check(
            &[(Claim, &[]), (ConfirmedFact, &[]), (Assertion, &[]), (ConfirmedFact, &[(0, Supports, true)]), (Claim, &[])],
            &[(What::Claims, 2, vec![0, 4]), (What::Assertions, 1, vec![2]), (What::Confirmed, 1, vec![3]), (What::Hollow, 1, vec![1])],
        );
    }

    #[test]
    fn sources_and_links_are_counted_with_what_is_behind_them() {
        let sources = [(WebPage, ""), (News, ""), (Document, ""), (News, "")];
        let rows: [Row; 3] = [
            (Claim, &[(0, Supports, false), (1, Supports, false), (2, Contradicts, false)]),
            (Assertion, &[]),
            (Claim, &[(1, Supports, false), (1, OnlySaid, false)]),
        ];
        let found = Statistics::of(&project(&sources, &rows));
        assert_eq!((found.sources, found.links), (4, 5));
        assert_eq!(brief(&found.sourced), [(What::WithSource, 2, vec![0, 2]), (What::WithoutSource, 1, vec![1])]);
        let kinds = [(What::Kind(News), 2, vec![1, 3]), (What::Kind(WebPage), 1, vec![0]), (What::Kind(Document), 1, vec![2])];
        assert_eq!(brief(&found.kinds), kinds);
        let stances =
            [(What::Stance(Supports), 3, vec![0, 2]), (What::Stance(Contradicts), 1, vec![0]), (What::Stance(OnlySaid), 1, vec![2])];
        assert_eq!(brief(&found.stances), stances);
        assert_eq!(found.behind(&What::Stance(Context)).map(Behind::len), Some(0));
        assert_eq!(found.behind(&What::Kind(SourceKind::Book)), None);
    }

    #[test]
    fn several_facts_on_one_story_are_named_and_others_counted_together() {
        let sources = [(News, "Wire, 3 March"), (News, " wire,  3 march"), (News, "own report"), (News, "")];
        let rows: [Row; 6] = [
            (ConfirmedFact, &[(0, Supports, false), (2, Supports, false)]),
            // Both tell one story: it is counted once.
            (ConfirmedFact, &[(0, Supports, true), (1, Supports, false)]),
            (ConfirmedFact, &[(3, Supports, true)]),
            // Hollow, and a claim: neither rests on anything.
            (ConfirmedFact, &[(0, Supports, false)]),
            (Claim, &[(0, Supports, true)]),
            (ConfirmedFact, &[(3, Supports, true), (0, Context, false)]),
        ];
        let found = Statistics::of(&project(&sources, &rows));
        let stories =
            [(What::Story("wire, 3 march".into()), 2, vec![0, 1]), (What::LoneStories, 1, vec![0]), (What::UnknownStories, 2, vec![2, 5])];
        assert_eq!(brief(&found.stories), stories);
        assert_eq!(found.confirmed, 4);
        assert_eq!(found.story_names.get("wire, 3 march").map(String::as_str), Some("Wire, 3 March"));
    }

    #[test]
    fn stories_beyond_the_named_ones_are_counted_together_in_reading_order() {
        let names: Vec<String> = (0..stories::NAMED + 2).map(|number| format!("story {number:02}")).collect();
        let mut edits = project(&[], &[(Claim, &[])]);
        let text = "word ".repeat(names.len() * 2);
        let mut apply = |edit| edits.apply(edit).expect("an edit that is allowed");
        apply(Edit::PutArticle(1, Arc::new(Article::new(ArticleId::from_raw(2), text.clone()))));
        for (number, name) in names.iter().enumerate() {
            let mut source = Source::titled(SourceId::from_raw(number as u64), "a source");
            source.story.clone_from(name);
            apply(Edit::PutSource(Arc::new(source)));
        }
        for number in 0..names.len() * 2 {
            let span = Span::new(&text, number * 5..number * 5 + 4).expect("a span");
            let tag = Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: String::new(), on: None });
            let mut statement = Statement::new(StatementId::from_raw(100 + number as u64), ArticleId::from_raw(2), span, tag);
            let mut evidence = Evidence::new(EvidenceId::from_raw(1), SourceId::from_raw((number % names.len()) as u64));
            (evidence.primary, evidence.passage) = (true, "words".into());
            statement.evidence.push(Arc::new(evidence));
            apply(Edit::PutStatement(Arc::new(statement)));
        }
        let found = Statistics::of(&edits);
        assert_eq!(found.stories.len(), stories::NAMED + 1);
        assert_eq!(brief(&found.stories).last(), Some(&(What::FurtherStories, 4, vec![112, 113, 126, 127])));
    }
}
