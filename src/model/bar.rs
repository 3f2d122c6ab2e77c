//! The bar: what carries a confirmed fact, and what is missing where nothing does.
//!
//! Carried by one supporting primary source with its passage; or by two supporting sources with different known keys (three where the
//! project's rules ask for it); or by a result worked out here, where it is written how and from what.
//! Contradicting evidence stands against it until it is answered in its note. The article itself never counts.

use std::collections::BTreeSet;

use crate::model::article::Article;
use crate::model::evidence::{Evidence, Stance};
use crate::model::id::{EvidenceId, SourceId};
use crate::model::review::Rules;
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::text::links::bare_address;

/// What carries a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// A primary source with its passage.
    ByPrimary(EvidenceId),
    /// A result worked out here, with what it was worked out from.
    ByWorking(EvidenceId),
    /// As many sources as the project's rules ask for that do not tell one story; the first two of them.
    ByIndependent(EvidenceId, EvidenceId),
}

/// Why nothing carries it: the first thing to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Nothing is linked.
    NoEvidence,
    /// What is linked does not support it.
    NoSupport,
    /// All the support is the article itself.
    OnlyTheArticle,
    /// A primary source supports it, but its words are not there.
    PassageOfPrimary(EvidenceId),
    /// It was worked out, but not how or from what.
    Working(EvidenceId),
    /// One secondary source supports it.
    OneSecondary,
    /// Several support it, but it is not known which of them tell one story.
    UnknownStories,
    /// Several support it, and all that is known of them is one story.
    SameStory,
    /// Two independent sources support it, and the project asks for a third.
    ThirdStory,
    /// This contradicts it and has not been answered.
    Contradicted(EvidenceId),
}

/// Weighs what is linked to `statement`; `source` looks a source up, `article` is the one it lies in.
///
/// # Errors
/// What is missing, where nothing carries it.
pub fn weigh<'a>(
    statement: &Statement,
    article: Option<&Article>,
    rules: Rules,
    source: impl Fn(SourceId) -> Option<&'a Source>,
) -> Result<Carried, Lack> {
    if statement.evidence.is_empty() {
        return Err(Lack::NoEvidence);
    }
    if let Some(against) = statement.evidence.iter().find(|evidence| is_unanswered(evidence)) {
        return Err(Lack::Contradicted(against.id));
    }
    let supporting: Vec<(&Evidence, &Source)> = statement
        .evidence
        .iter()
        .filter(|evidence| evidence.stance == Stance::Supports)
        .filter_map(|evidence| Some((&**evidence, source(evidence.source)?)))
        .collect();
    if supporting.is_empty() {
        return Err(Lack::NoSupport);
    }
    let counting: Vec<(&Evidence, &Source)> =
        supporting.into_iter().filter(|(_, source)| !article.is_some_and(|article| is_the_article(source, article))).collect();
    let Some((first, _)) = counting.first() else { return Err(Lack::OnlyTheArticle) };
    let is_shown_primary = |(evidence, source): &&(&Evidence, &Source)| {
        evidence.primary && !evidence.passage.trim().is_empty() && !source.kind.is_worked_out()
    };
    if let Some((primary, _)) = counting.iter().find(is_shown_primary) {
        return Ok(Carried::ByPrimary(primary.id));
    }
    let is_worked_out = |source: &Source| source.kind.is_worked_out();
    if let Some((worked_out, _)) = counting.iter().find(|(_, result)| is_worked_out(result) && rests_on_something(result, article, &source))
    {
        return Ok(Carried::ByWorking(worked_out.id));
    }
    let mut stories: Vec<(String, EvidenceId)> = Vec::new();
    for (evidence, told) in counting.iter().filter(|(_, source)| !is_worked_out(source)) {
        let story = told.story_key();
        if !story.is_empty() && stories.iter().all(|(known, _)| *known != story) {
            stories.push((story, evidence.id));
        }
    }
    if let [(_, one), (_, other), ..] = stories.as_slice()
        && stories.len() >= usize::from(rules.secondary)
    {
        return Ok(Carried::ByIndependent(*one, *other));
    }
    if let Some((primary, _)) = counting.iter().find(|(evidence, source)| evidence.primary && !is_worked_out(source)) {
        return Err(Lack::PassageOfPrimary(primary.id));
    }
    if let Some((worked_out, _)) = counting.iter().find(|(_, source)| is_worked_out(source)) {
        return Err(Lack::Working(worked_out.id));
    }
    if counting.iter().all(|(evidence, _)| evidence.source == first.source) {
        return Err(Lack::OneSecondary);
    }
    let all_known = counting.iter().all(|(_, source)| !source.story.trim().is_empty());
    Err(match stories.len() {
        2.. => Lack::ThirdStory,
        _ if all_known => Lack::SameStory,
        _ => Lack::UnknownStories,
    })
}

/// Whether it is written how a result was worked out, and in the end from something looked up that is not the article.
fn rests_on_something<'a>(result: &'a Source, article: Option<&Article>, source: &impl Fn(SourceId) -> Option<&'a Source>) -> bool {
    let mut seen = BTreeSet::from([result.id]);
    let mut open = vec![result];
    while let Some(result) = open.pop() {
        if result.working.trim().is_empty() {
            continue;
        }
        for input in result.rests_on.iter().filter_map(|id| source(*id)) {
            if !input.kind.is_worked_out() && !article.is_some_and(|article| is_the_article(input, article)) {
                return true;
            }
            if input.kind.is_worked_out() && seen.insert(input.id) {
                open.push(input);
            }
        }
    }
    false
}

/// Whether this contradicts its statement and nothing was written to answer it.
pub fn is_unanswered(evidence: &Evidence) -> bool {
    evidence.stance == Stance::Contradicts && evidence.note.trim().is_empty()
}

/// Whether `source` is the article itself: the same address, or an archived copy of it.
pub fn is_the_article(source: &Source, article: &Article) -> bool {
    let own = bare_address(&article.url);
    !own.is_empty() && [&source.url, &source.archived_url].into_iter().any(|url| bare_address(url) == own)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::id::{ArticleId, StatementId};
    use crate::model::span::Span;
    use crate::model::tag::Tag;

    /// One link: its source's story, stance, whether it is primary, its passage, its note.
    type Link = (&'static str, Stance, bool, &'static str, &'static str);

    fn check(links: &[Link], expected: Result<Carried, Lack>) {
        let text = "The sky is green";
        let span = Span::new(text, 0..16).expect("a span");
        let mut article = Article::new(ArticleId::from_raw(1), text);
        article.url = "https://www.Example.org/sky/".into();
        let mut statement = Statement::new(StatementId::from_raw(1), article.id, span, Tag::Assertion);
        let mut sources = Vec::new();
        for (number, (story, stance, primary, passage, note)) in (0_u64..).zip(links) {
            let mut source = Source::titled(SourceId::from_raw(number), "a source");
            if *story == "article" {
                source.url = "http://web.archive.org/web/20240101000000/http://example.org/sky#top".into();
            } else {
                source.story = (*story).into();
            }
            let mut evidence = Evidence::new(EvidenceId::from_raw(number), source.id);
            (evidence.stance, evidence.primary) = (*stance, *primary);
            (evidence.passage, evidence.note) = ((*passage).into(), (*note).into());
            sources.push(source);
            statement.evidence.push(Arc::new(evidence));
        }
        let weighed = weigh(&statement, Some(&article), Rules::default(), |id| sources.iter().find(|source| source.id == id));
        assert_eq!(weighed, expected, "{links:?}");
    }

    #[test]
    fn the_bar_is_as_high_as_the_rules_say() {
        use Stance::{Context, Contradicts, OnlySaid, Supports};
        let id = EvidenceId::from_raw;
        check(&[], Err(Lack::NoEvidence));
        check(&[("", OnlySaid, true, "words", "")], Err(Lack::NoSupport));
        check(&[("", Context, true, "words", "")], Err(Lack::NoSupport));
        check(&[("", Supports, true, "words", "")], Ok(Carried::ByPrimary(id(0))));
        check(&[("", Supports, true, " ", "")], Err(Lack::PassageOfPrimary(id(0))));
        check(&[("", Supports, false, "words", "")], Err(Lack::OneSecondary));
        check(&[("a", Supports, false, "", ""), ("b", Supports, false, "", "")], Ok(Carried::ByIndependent(id(0), id(1))));
        check(&[("a", Supports, false, "", ""), ("a ", Supports, false, "", "")], Err(Lack::SameStory));
        let wire = [("Reuters 3 March", Supports, false, "", ""), ("reuters  3 march ", Supports, false, "", "")];
        check(&wire, Err(Lack::SameStory));
        check(&[("a", Supports, false, "", ""), ("", Supports, false, "", "")], Err(Lack::UnknownStories));
        check(&[("", Supports, false, "", ""), ("", Supports, false, "", "")], Err(Lack::UnknownStories));
        check(&[("article", Supports, true, "words", "")], Err(Lack::OnlyTheArticle));
        check(&[("article", Supports, true, "words", ""), ("b", Supports, false, "", "")], Err(Lack::OneSecondary));
        check(&[("", Supports, true, "words", ""), ("", Contradicts, false, "", "")], Err(Lack::Contradicted(id(1))));
        check(&[("", Supports, true, "words", ""), ("", Contradicts, false, "", "an earlier count")], Ok(Carried::ByPrimary(id(0))));
    }
}
