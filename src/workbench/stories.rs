//! Whether two sources tell one story: asked where the answer decides what carries a fact.

use crate::model::bar::is_the_article;
use crate::model::edit::{Edit, Transaction};
use crate::model::evidence::{Evidence, Stance};
use crate::model::field::SourceField;
use crate::model::holding::Holdings;
use crate::model::id::SourceId;
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::text::compare::shared_run;
use crate::text::links;

/// Words in a row that two passages hardly share by chance.
const SHARED_WORDS: usize = 10;
/// Words in a row that two whole copies hardly share by chance: a quotation that both have is shorter.
const SHARED_IN_COPIES: usize = 25;
/// Letters of a passage that are compared; the answer must be there at once.
const COMPARED_CHARS: usize = 10_000;
/// Agencies whose text many papers carry, as they are named beside it.
const AGENCIES: &[&str] = &["AP", "Associated Press", "AFP", "Reuters", "dpa", "EFE", "ANSA", "Xinhua", "TASS", "PA Media", "UPI", "Kyodo"];

/// Two supporting sources of which it is not known whether they tell one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The one linked first.
    pub one: SourceId,
    /// The other.
    pub other: SourceId,
    /// Why they seem to tell one story; nothing where nothing says so.
    pub hint: Option<String>,
}

/// The first such doubt about a statement.
pub fn doubt(project: &Project, statement: &Statement, holdings: &Holdings) -> Option<Doubt> {
    let article = project.article(statement.article);
    let counts =
        |source: &&std::sync::Arc<Source>| !source.kind.is_worked_out() && !article.is_some_and(|article| is_the_article(source, article));
    let supporting = statement.evidence.iter().filter(|evidence| evidence.stance == Stance::Supports);
    let told: Vec<(&Evidence, &Source)> =
        supporting.filter_map(|evidence| Some((&**evidence, &**project.source(evidence.source).filter(counts)?))).collect();
    let (at, (first, one)) = told.iter().enumerate().next()?;
    let (second, other) =
        told.iter().skip(at + 1).find(|(_, other)| other.id != one.id && (one.story_key().is_empty() || other.story_key().is_empty()))?;
    Some(Doubt { one: one.id, other: other.id, hint: hint((first, one), (second, other), holdings) })
}

fn hint((first, one): (&Evidence, &Source), (second, other): (&Evidence, &Source), holdings: &Holdings) -> Option<String> {
    let cut = |text: &str| text.chars().take(COMPARED_CHARS).collect::<String>();
    let shared = shared_run(&cut(&first.passage), &cut(&second.passage));
    if shared >= SHARED_WORDS {
        return Some(format!("Their passages share {shared} words in a row"));
    }
    let shared = holdings.shared_words(one, other);
    if shared >= SHARED_IN_COPIES {
        return Some(format!("Their copies share {shared} words in a row"));
    }
    let names = |source: &Source, evidence: &Evidence| {
        format!("{} {} {} {}", source.title, source.publisher, source.author, cut(&evidence.passage))
    };
    let (one, other) = (names(one, first), names(other, second));
    let agency = AGENCIES.iter().find(|agency| names_agency(&one, agency) && names_agency(&other, agency))?;
    Some(format!("Both name {agency}"))
}

/// Whether the name stands in the text as words of its own.
fn names_agency(text: &str, agency: &str) -> bool {
    text.match_indices(agency).any(|(at, name)| {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        !is_letter(before) && !is_letter(after)
    })
}

/// Gives two sources one key, or each its own; a key that is known stays. `None` where nothing changes.
pub fn say(project: &Project, doubt: &Doubt, is_same: bool) -> Option<Transaction> {
    let (one, other) = (project.source(doubt.one)?, project.source(doubt.other)?);
    let is_known = |source: &Source| !source.story_key().is_empty();
    let mut edits = Vec::new();
    if is_same {
        let key = if is_known(one) {
            one.story.trim().to_owned()
        } else if is_known(other) {
            other.story.trim().to_owned()
        } else {
            name_of(one)
        };
        let changed = [one, other].into_iter().filter(|source| source.story.trim() != key);
        edits.extend(changed.map(|source| Edit::SetSource(source.id, SourceField::Story(key.clone()))));
    } else {
        let mut taken = vec![one.story_key(), other.story_key()];
        for source in [one, other].into_iter().filter(|source| !is_known(source)) {
            let mut key = name_of(source);
            while taken.contains(&key.to_lowercase()) {
                key.push('\u{2032}');
            }
            taken.push(key.to_lowercase());
            edits.push(Edit::SetSource(source.id, SourceField::Story(key)));
        }
    }
    (!edits.is_empty()).then(|| Transaction { label: "say which story it tells".to_owned(), edits })
}

/// What to call the story that a source tells: whose it is, else what it is.
fn name_of(source: &Source) -> String {
    let publisher = source.publisher.trim();
    let name = if publisher.is_empty() { links::host(&source.url).unwrap_or_default() } else { publisher.to_owned() };
    let name = if name.is_empty() { source.display_name().to_owned() } else { name };
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect();
    if name.is_empty() { source.id.to_string() } else { name }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::article::Article;
    use crate::model::id::{ArticleId, EvidenceId, StatementId};
    use crate::model::span::Span;
    use crate::model::tag::{Confirmation, Tag, Unconfirmed};

    const WIRE: &str = "the brigade said that the mill had burned from two to three in the night";

    /// Title, publisher, story and passage of a supporting source.
    type Told<'a> = (&'a str, &'a str, &'a str, &'a str);

    /// A fact with these supporting sources.
    fn fact(sources: &[Told<'_>]) -> (Project, StatementId) {
        let mut project = Project::default();
        let mut apply = |edit| project.apply(edit).map(drop).expect("an edit that is allowed");
        apply(Edit::PutArticle(0, Arc::new(Article::new(ArticleId::from_raw(1), "The mill burned"))));
        let span = Span::new("The mill burned", 0..15).expect("a span");
        let tag = Tag::confirmed(Confirmation { was: Unconfirmed::Assertion, by: String::new(), on: None });
        let mut statement = Statement::new(StatementId::from_raw(1), ArticleId::from_raw(1), span, tag);
        for (number, (title, publisher, story, passage)) in (1..).zip(sources) {
            let mut source = Source::titled(SourceId::from_raw(number), *title);
            (*publisher).clone_into(&mut source.publisher);
            (*story).clone_into(&mut source.story);
            apply(Edit::PutSource(Arc::new(source)));
            let evidence =
                Evidence { passage: (*passage).to_owned(), ..Evidence::new(EvidenceId::from_raw(number), SourceId::from_raw(number)) };
            statement.evidence.push(Arc::new(evidence));
        }
        apply(Edit::PutStatement(Arc::new(statement)));
        (project, StatementId::from_raw(1))
    }

    #[test]
    fn two_unknown_stories_are_asked_about_and_what_says_that_they_are_one_is_told() {
        let long = format!("On Monday {WIRE}.");
        let cases: &[(&[Told<'_>], Option<Option<&str>>)] = &[
            (&[("A", "Post", "", ""), ("B", "Times", "", "")], Some(None)),
            (&[("A", "Post", "", WIRE), ("B", "Times", "", &long)], Some(Some("Their passages share 15 words in a row"))),
            (&[("A (AP)", "Post", "", ""), ("B", "Times", "", "AP: it burned")], Some(Some("Both name AP"))),
            (&[("A MAP", "Post", "", ""), ("B", "Times", "", "AP: it burned")], Some(None)),
            (&[("A", "Post", "post", ""), ("B", "Times", "", "")], Some(None)),
            (&[("A", "Post", "post", ""), ("B", "Times", "times", "")], None),
            (&[("A", "Post", "", "")], None),
            (&[], None),
        ];
        for (sources, expected) in cases {
            let (project, id) = fact(sources);
            let found = doubt(&project, project.statement(id).expect("it"), &Holdings::default());
            assert_eq!(found.as_ref().map(|doubt| doubt.hint.as_deref()), *expected, "{sources:?}");
        }
    }

    #[test]
    fn the_answer_decides_what_carries_the_fact() {
        for (stories, is_same) in [(["", ""], true), (["", ""], false), (["wire", ""], true), (["", "wire"], false)] {
            for publishers in [["Post", "Times"], ["Post", "post"]] {
                let sources: Vec<_> = stories.into_iter().zip(publishers).map(|(story, publisher)| ("A", publisher, story, "")).collect();
                let (mut project, id) = fact(&sources);
                let found = doubt(&project, project.statement(id).expect("it"), &Holdings::default()).expect("a doubt");
                let plan = say(&project, &found, is_same).expect("a plan");
                project.commit(plan).expect("it is allowed");
                let statement = project.statement(id).expect("it");
                assert_eq!(project.weigh(statement).is_ok(), !is_same, "{stories:?} {publishers:?} {is_same}");
                assert_eq!(doubt(&project, statement, &Holdings::default()), None, "it is asked once");
            }
        }
    }
}
