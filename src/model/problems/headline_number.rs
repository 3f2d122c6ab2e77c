//! The headline states a number of something, and the text another one and never the headline's.

mod counts;
mod numbers;

use std::collections::BTreeSet;

use crate::model::article::Article;
use crate::model::problems::entry::{Found, Sort};
use crate::model::problems::headline_number::counts::{Count, counts};
use crate::model::problems::headline_number::numbers::{MICRO, Word, mentions, sentences};

/// A longer first line is no headline, a longer text no article whose every number is known.
const MAX_HEADLINE_CHARS: usize = 250;
const MAX_TEXT_BYTES: usize = 200_000;
/// Of so few, a text may name each and give no number.
const FEW: u128 = 10 * MICRO;

/// Fires only where nothing else explains the other number: the headline's stands nowhere in the text, is neither rounded nor a sum, and
/// all that the text counts of the same, in the same state (dead, hurt), is one other number, given without "at least" or the like.
pub fn rule(article: &Article) -> Option<Found> {
    if article.text.len() > MAX_TEXT_BYTES {
        return None;
    }
    let (headline, body) = headline_and_body(article)?;
    let headline = sentences(headline);
    let stated: Vec<Count> = headline.iter().flat_map(|sentence| counts(sentence, true)).filter(|count| count.is_exact).collect();
    if stated.is_empty() {
        return None;
    }
    let body = sentences(body);
    let numbers: Vec<BTreeSet<u128>> = body.iter().map(|sentence| mentions(sentence)).collect();
    let counted: Vec<(usize, Count)> = body
        .iter()
        .enumerate()
        .flat_map(|(index, sentence)| counts(sentence, false).into_iter().map(move |count| (index, count)))
        .collect();
    stated.iter().find_map(|said| {
        if is_explained(said.value, &numbers) {
            return None;
        }
        let same: Vec<&(usize, Count)> = counted.iter().filter(|(_, count)| count.thing == said.thing).collect();
        let is_loose = same.iter().any(|(_, count)| !count.is_exact);
        let here = |index: &usize| body.get(*index).is_some_and(|sentence| !is_of_another_time(sentence));
        let now: Vec<&(usize, Count)> = same.into_iter().filter(|(index, _)| here(index)).collect();
        let (first, other) = now.first()?;
        let needs_more = said.value < FEW || said.thing.state.is_none();
        let is_one_number = now.iter().all(|(_, count)| count.value == other.value);
        let is_told_of_the_same = !needs_more || body.get(*first).is_some_and(|sentence| shares_word(sentence, &headline, said));
        (is_one_number && is_told_of_the_same && !is_loose && !is_rounded(said.value, other.value)).then(|| {
            let text = format!("The headline says “{}”, the text “{}” and never the headline’s number", said.shown, other.shown);
            (Sort::Problem, "headline_number", text.into())
        })
    })
}

/// The first line, if it is the headline, and what follows.
fn headline_and_body(article: &Article) -> Option<(&str, &str)> {
    let is_blank = |char: char| char.is_whitespace() || matches!(char, '\u{feff}' | '\u{200b}' | '#');
    let text = article.text.trim_start_matches(is_blank);
    let (first, body) = text.split_once('\n')?;
    let first = first.trim_matches(is_blank);
    // Nor is a title that is much longer.
    if first.chars().nth(MAX_HEADLINE_CHARS).is_some() || article.title.len() > 16 * MAX_HEADLINE_CHARS {
        return None;
    }
    let words = |line: &str| -> Vec<String> {
        let words = line.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let is_headline =
        if article.title.trim().is_empty() { !first.ends_with(['.', '!', '”', '"', ':']) } else { words(first) == words(&article.title) };
    is_headline.then_some((first, body))
}

/// Whether a number stands in the text, or may have been added up from those that do.
fn is_explained(number: u128, numbers: &[BTreeSet<u128>]) -> bool {
    let all: BTreeSet<u128> = numbers.iter().flatten().copied().collect();
    all.contains(&number)
        || all.iter().any(|one| number.checked_sub(*one).is_some_and(|rest| rest != *one && all.contains(&rest)))
        || numbers.iter().any(|sentence| sentence.len() > 1 && sentence.iter().sum::<u128>() == number)
        || (all.contains(&(number / 2)) && number.is_multiple_of(2))
}

/// "100 dead" is said for 97, "2 million" for 1,970,000.
const fn is_rounded(headline: u128, text: u128) -> bool {
    let is_round = headline.is_multiple_of(10 * MICRO) || !headline.is_multiple_of(MICRO);
    is_round && headline.abs_diff(text) * 10 <= headline
}

/// Whether a sentence speaks of another year or an earlier event.
fn is_of_another_time(sentence: &[Word]) -> bool {
    const EARLIER: [&str; 13] = [
        "ago",
        "earlier",
        "previous",
        "previously",
        "last",
        "since",
        "decade",
        "decades",
        "history",
        "former",
        "record",
        "annual",
        "average",
    ];
    sentence.iter().any(|word| word.is_year() || EARLIER.contains(&word.lower.as_str()))
}

/// Whether a sentence has a word of weight in common with the headline, besides what is counted and how it is.
fn shares_word(sentence: &[Word], headline: &[Vec<Word>], said: &Count) -> bool {
    let stem = |word: &Word| word.lower.trim_end_matches("'s").trim_end_matches('s').chars().take(6).collect::<String>();
    let weighs = |word: &Word| word.lower.chars().nth(3).is_some() && !counts::is_of_the_thing(&word.lower, &said.thing);
    let stems: BTreeSet<String> = headline.iter().flatten().filter(|word| weighs(word)).map(stem).collect();
    sentence.iter().filter(|word| weighs(word)).any(|word| stems.contains(&stem(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ArticleId;

    fn fired(headline: &str, body: &str) -> Option<String> {
        let mut article = Article::new(ArticleId::from_raw(1), format!("{headline}\n\n{body}\n"));
        let untitled = rule(&article);
        article.title = headline.to_uppercase().replace(' ', "  ");
        assert_eq!(rule(&article), untitled, "{headline}");
        article.title = "Something else".into();
        assert_eq!(rule(&article), None, "{headline}");
        untitled.map(|(sort, code, text)| {
            assert_eq!((sort, code), (Sort::Problem, "headline_number"));
            text.into_owned()
        })
    }

    #[test]
    fn another_number_in_the_text_is_a_problem_that_names_both() {
        for (headline, body, said, told) in [
            ("84 dead in Northport blast", "The blast killed 76 people on Monday.", "84 dead", "76 people"),
            ("Blast kills 84", "On Monday, 76 people were killed, police said. The mayor wept.", "84", "76 people were killed"),
            ("Blast Kills 84 People in Northport", "A blast at a depot left 76 dead.\n76 people died.", "84 People", "76 dead"),
            (
                "Twenty-one wounded at depot",
                "Nineteen people have been wounded.",
                "Twenty-one wounded",
                "Nineteen people have been wounded",
            ),
            ("Rebels free 14 hostages", "The rebels let eleven hostages go.", "14 hostages", "eleven hostages"),
            ("Storm destroys 3 schools", "The storm brought down two schools.", "3 schools", "two schools"),
            ("Firm fined $3 million over spill", "The court set the fine for the spill at $5.2m.", "$3 million", "$5.2m"),
            (
                "Flood drives 1,250 families out",
                "Some rain fell. The flood made 2,400 families homeless.",
                "1,250 families",
                "2,400 families",
            ),
            ("‘It was hell’ — 84 killed 🚒", "Cafe\u{301} owner José said “76 people were killed”.", "84 killed", "76 people were killed"),
            ("Police arrest 12 in Kyiv", "The police arrested 15 people (all men).", "12", "15 people"),
            ("Crash: one hundred and five dead", "Eighty people died.", "one hundred and five dead", "Eighty people died"),
        ] {
            let text = format!("The headline says “{said}”, the text “{told}” and never the headline’s number");
            assert_eq!(fired(headline, body), Some(text), "{headline}");
        }
    }

    #[test]
    fn a_number_that_the_text_bears_out_or_may_is_none() {
        for (headline, body) in [
            ("84 dead in blast", "The blast killed 84 people, 76 people in the hall."),
            ("84 dead in blast", "Eighty-four workers were in the hall. 76 people died."),
            ("12 dead in blast", "A dozen workers were in the hall. 3 people died."),
            ("84 dead in blast", "60 people died in the hall, 24 people died in the street."),
            ("Six dead in blast", "Two people died in A, three people died in B and a man died later. One died in C."),
            ("100 dead in blast", "The blast killed 97 people."),
            ("2 million homes lost", "The storm took 1,970,000 homes, all lost."),
            ("84 dead in blast", "An 84-year-old was hurt. 76 people died."),
            ("10,000 dead in quake", "The quake killed 5 people here and 10 000 there."),
            ("Two dead in blast", "Both were workers. 5 people died."),
        ] {
            assert_eq!(fired(headline, body), None, "{headline}: {body}");
        }
    }

    #[test]
    fn bounds_guesses_and_parts_are_no_numbers_to_hold_against_each_other() {
        for (headline, body) in [
            ("More than 80 dead in blast", "The blast killed 76 people."),
            ("84 dead in blast", "At least 76 people died in the blast."),
            ("84 dead in blast", "Dozens of people were killed. In the hall 76 people died."),
            ("84 dead in blast", "76 or more people died in the blast."),
            ("84 dead in blast", "The blast killed another 12 people."),
            ("84 dead in blast", "Between 70 and 90 people died. 76 people were killed."),
            ("84+ dead in blast", "The blast killed 76 people."),
            ("84 feared dead in blast", "The blast killed 76 people."),
            ("Up to 84 dead in blast", "The blast killed 76 people."),
            ("84 dead in blast", "The blast killed 76 people in 2019. Another killed 12 people two years ago."),
            ("84 dead in blast", "Of the workers, 76 people died; 9 people died in the street."),
        ] {
            assert_eq!(fired(headline, body), None, "{headline}: {body}");
        }
    }

    #[test]
    fn other_things_and_numbers_that_count_nothing_are_passed_over() {
        for (headline, body) in [
            ("84 dead in blast", "The blast injured 76 people."),
            ("84 dead in blast", "The police questioned 76 people."),
            ("84 soldiers killed", "The blast killed 76 people."),
            ("Army kills 84 cattle in raid", "The raid killed 2 people."),
            ("12 officers hurt in riot", "Three officers were questioned at the station."),
            ("5 officials charged over spill", "Two officials spoke on condition that they not be named."),
            ("2024 elections in doubt", "The 12 elections of the region are in doubt."),
            ("Man, 34, dies in blast", "The blast killed 2 people."),
            ("34-year-old dies in blast", "The blast killed 2 people."),
            ("March 3 killings still open", "The 5 killings are still open."),
            ("At 10:30 drones came", "Then 12 drones came."),
            ("Firm fined $3 million over spill", "The court set the fine for the spill at £2.4 million, or A$4.6 million."),
            ("Boeing 737 jets grounded", "The airline grounded 12 jets."),
            ("Storm of 84 miles an hour hits coast", "The storm went 76 miles inland and hit the coast."),
            ("5 lessons of the Northport flood", "The flood taught two lessons."),
            ("Prices rise 84 per cent", "Prices rose 76 per cent."),
            ("Boats collide, 3 to 5 dead", "Six people died."),
            ("One dead in blast", "The blast killed 2 people."),
            ("Northport wins 84-76", "Northport made 12 baskets."),
            ("What we know of the blast", "76 people died."),
            ("84 dead", ""),
            ("爆発で84人死亡", "爆発で76人が死亡した。"),
            ("مقتل 84 شخصا", "قتل 76 شخصا في الانفجار."),
        ] {
            assert_eq!(fired(headline, body), None, "{headline}: {body}");
        }
        // Without a title, a first line that is a sentence may be text.
        let article = Article::new(ArticleId::from_raw(1), "84 people were killed in the blast.\nThe blast killed 76 people.");
        assert_eq!(rule(&article), None);
        let enormous = "999,999,999,999,999 trillion trillion";
        assert_eq!(fired(&format!("{enormous} dead in blast"), &format!("The blast killed {enormous} billion people, {enormous}.")), None);
        let long = "Word. ".repeat(40_000);
        assert_eq!(fired("84 dead in blast", &format!("The blast killed 76 people. {long}")), None);
    }

    #[test]
    fn the_sample_article_raises_none() {
        let text = include_str!("../../../assets/sample-article.txt");
        let mut article = Article::new(ArticleId::from_raw(1), text);
        article.title = text.lines().next().unwrap().to_owned();
        assert_eq!(rule(&article), None);
    }
}
