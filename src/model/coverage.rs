//! Coverage: how much of an article's words lies in a statement, in its attribution, or in something set aside.

use std::ops::Range;

use crate::model::article::Article;
use crate::model::project::Project;
use crate::model::statement::Part;
use crate::text::sentences::sentences;
use crate::text::stretches::{STRETCHES, stretch_of};
use crate::text::tally::word_starts;

/// The coverage of one article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Its words.
    pub words: usize,
    /// Those of them that are covered.
    pub covered: usize,
    /// Its sentences that are covered whole.
    pub whole: usize,
    /// Its sentences of which some words are covered.
    pub partly: usize,
    /// Its sentences of which no word is.
    pub untouched: usize,
    // Stretches of words that are not covered, in order; none crosses the end of a sentence. In bytes.
    open: Vec<Range<usize>>,
    // Covered words and words of each of the stretches of the strip.
    strip: Vec<(u32, u32)>,
}

impl Coverage {
    /// The coverage of an article of this project; takes as long as the text is.
    pub fn of(project: &Project, article: &Article) -> Self {
        let text = &*article.text;
        let covered = covered(project, article);
        let mut coverage = Self { strip: vec![(0, 0); STRETCHES], ..Self::default() };
        let mut next = 0;
        for sentence in sentences(text, 0..text.len()) {
            let words = text.get(sentence.clone()).unwrap_or_default();
            let (mut count, mut count_covered) = (0, 0);
            let mut open: Option<Range<usize>> = None;
            for (start, end) in words_of(words) {
                let (start, end) = (sentence.start + start, sentence.start + end);
                while covered.get(next).is_some_and(|range| range.end <= start) {
                    next += 1;
                }
                let is_covered = covered.get(next).is_some_and(|range| range.start < end);
                count += 1;
                count_covered += usize::from(is_covered);
                coverage.mark(start, text.len(), is_covered);
                if is_covered {
                    coverage.open.extend(open.take());
                } else {
                    open = Some(open.map_or(start, |open| open.start)..end);
                }
            }
            coverage.open.extend(open);
            coverage.words += count;
            coverage.covered += count_covered;
            match count_covered {
                _ if count == 0 => {}
                0 => coverage.untouched += 1,
                all if all == count => coverage.whole += 1,
                _ => coverage.partly += 1,
            }
        }
        coverage
    }

    fn mark(&mut self, byte: usize, len: usize, is_covered: bool) {
        if let Some((covered, words)) = self.strip.get_mut(stretch_of(byte, len)) {
            *covered += u32::from(is_covered);
            *words += 1;
        }
    }

    /// Covered words in a hundred, rounded down, so that 100 is said only where no word is left; 100 where there is none.
    pub fn percent(&self) -> usize {
        (self.covered * 100).checked_div(self.words).unwrap_or(100)
    }

    /// The next stretch of words that begins at or after `byte` and is not covered; the first where none does.
    pub fn next_open(&self, byte: usize) -> Option<Range<usize>> {
        let at = self.open.partition_point(|open| open.start < byte);
        self.open.get(at).or_else(|| self.open.first()).cloned()
    }

    /// Of each stretch of the strip, the share of its words that is covered; `None` where it has no words.
    pub fn strip(&self) -> impl ExactSizeIterator<Item = Option<f32>> {
        self.strip.iter().map(|(covered, words)| (*words > 0).then(|| *covered as f32 / *words as f32))
    }
}

/// Start and end of each word of `text`, in bytes: the end is where its last letter ends, as far as the next word's start tells.
fn words_of(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut starts = word_starts(text).peekable();
    std::iter::from_fn(move || {
        let start = starts.next()?;
        let limit = starts.peek().copied().unwrap_or(text.len());
        let word = text.get(start..limit).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric());
        Some((start, start + word.len().max(1)))
    })
}

/// What is covered, in order, in bytes, none over another.
fn covered(project: &Project, article: &Article) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for statement in project.statements_of(article.id) {
        let parts = statement.parts.iter().chain(&statement.checks().attribution);
        ranges.extend(parts.filter_map(Part::span).map(crate::model::span::Span::range));
    }
    ranges.extend(project.asides_in(article.id, &(0..article.text.len())).map(|(span, _)| span.range()));
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::aside::{Aside, AsideKind};
    use crate::model::edit::Edit;
    use crate::model::field::StatementField;
    use crate::model::id::{ArticleId, AsideId, StatementId};
    use crate::model::span::Span;
    use crate::model::statement::Statement;
    use crate::model::tag::Tag;

    /// `statements`, `attribution` of the first one, and `asides` are words of the text; what is open, percent, whole/partly/untouched.
    fn check(
        text: &str,
        statements: &[&str],
        attribution: &[&str],
        asides: &[&str],
        open: &[&str],
        percent: usize,
        sentences: (usize, usize, usize),
    ) {
        let span = |words: &str| {
            let start = text.find(words).expect("words of the text");
            Span::new(text, start..start + words.len()).expect("a span")
        };
        let id = ArticleId::from_raw(1);
        let mut project = Project::default();
        let mut apply = |edit| project.apply(edit).map(drop).expect("an edit that is allowed");
        apply(Edit::PutArticle(0, Arc::new(Article::new(id, text))));
        for (number, words) in (0..).zip(statements) {
            let mut statement = Statement::new(StatementId::from_raw(number), id, span(words), Tag::Claim);
            if number == 0 {
                let parts = attribution.iter().map(|words| Part::At(span(words))).collect();
                StatementField::Attribution(parts).swap_with(&mut statement);
            }
            apply(Edit::PutStatement(Arc::new(statement)));
        }
        for (number, words) in (0..).zip(asides) {
            let part = Part::At(span(words));
            apply(Edit::PutAside(Arc::new(Aside { id: AsideId::from_raw(number), article: id, part, kind: AsideKind::Opinion })));
        }
        let article = Arc::clone(project.article(id).expect("it"));
        let coverage = Coverage::of(&project, &article);
        let found: Vec<&str> = coverage.open.iter().filter_map(|open| text.get(open.clone())).collect();
        assert_eq!(found, open, "{text}");
        assert_eq!(coverage.percent(), percent, "{text}");
        assert_eq!((coverage.whole, coverage.partly, coverage.untouched), sentences, "{text}");
        let words: u32 = coverage.strip.iter().map(|(_, words)| words).sum();
        assert_eq!(words as usize, coverage.words, "{text}");
    }

    #[test]
    fn words_in_statements_attributions_and_asides_are_covered() {
        let text = "The mill burned, police said. Nobody was hurt! Read more";
        check(text, &[], &[], &[], &["The mill burned, police said", "Nobody was hurt", "Read more"], 0, (0, 0, 3));
        check(text, &["The mill burned"], &[], &[], &["police said", "Nobody was hurt", "Read more"], 30, (0, 1, 2));
        check(text, &["The mill burned"], &["police said"], &[], &["Nobody was hurt", "Read more"], 50, (1, 0, 2));
        check(text, &["The mill burned", "mill"], &["police said"], &["Read more"], &["Nobody was hurt"], 70, (2, 0, 1));
        check(text, &["mill"], &[], &[], &["The", "burned, police said", "Nobody was hurt", "Read more"], 10, (0, 1, 2));
        check(text, &["The mill burned", "Nobody was hurt"], &["police said"], &["Read more"], &[], 100, (3, 0, 0));
        check("", &[], &[], &[], &[], 100, (0, 0, 0));
        check("— …\n\n", &[], &[], &[], &[], 100, (0, 0, 0));
        check("これは文です。次の文。", &["これは文です"], &[], &[], &["次の文"], 66, (1, 0, 1));
        check("قال المتحدث. 👩\u{200d}👧", &["قال"], &[], &[], &["المتحدث"], 50, (0, 1, 0));
    }

    #[test]
    fn the_next_open_stretch_is_the_one_after_and_then_round() {
        let coverage = Coverage { open: vec![5..9, 20..25], ..Coverage::default() };
        for (byte, expected) in [(0, 5..9), (5, 5..9), (6, 20..25), (21, 5..9), (99, 5..9)] {
            assert_eq!(coverage.next_open(byte), Some(expected), "{byte}");
        }
        assert_eq!(Coverage::default().next_open(0), None);
    }
}
