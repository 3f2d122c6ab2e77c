//! What an article's own text says of it: title, byline, publisher, date. Only where it is plain; everything stays to be corrected.

use crate::model::day::Day;

/// Lines with something in them that are looked at, from either end.
const LOOKED_AT: usize = 15;
/// Longer lines are text, not a title or a byline.
const MAX_TITLE_CHARS: usize = 250;
const MAX_BYLINE_CHARS: usize = 100;

/// What was guessed; empty where nothing is plain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guess {
    /// The first line.
    pub title: String,
    /// From a line "By …".
    pub byline: String,
    /// From a line "Read full article on …" or "© 2026 …".
    pub publisher: String,
    /// From a line that is nothing but a date.
    pub published: Option<Day>,
}

/// Guesses from the lines near the start, then from those near the end.
pub fn guess(text: &str) -> Guess {
    let from_start = || shown_lines(text.lines()).take(LOOKED_AT);
    let near_ends = || from_start().chain(shown_lines(text.lines().rev()).take(LOOKED_AT));
    // A line may hold both: "By Dana Reyes | March 3, 2026".
    let pieces = || near_ends().flat_map(|line| line.split(['|', '·', '•']).map(str::trim));
    let title = from_start().next().map(|line| line.trim_start_matches('#').trim_start());
    Guess {
        title: title.filter(|title| has_at_most(title, MAX_TITLE_CHARS)).unwrap_or_default().to_owned(),
        byline: pieces().find_map(byline).unwrap_or_default(),
        publisher: near_ends().find_map(publisher).unwrap_or_default().to_owned(),
        published: pieces().find_map(date),
    }
}

/// Lines without the white space and marks around them, but for empty ones.
fn shown_lines<'a>(lines: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    let is_blank = |char: char| char.is_whitespace() || matches!(char, '\u{feff}' | '\u{200b}' | '\0');
    lines.map(move |line| line.trim_matches(is_blank)).filter(|line| !line.is_empty())
}

/// The names in "By Dana Reyes and Ina Holt"; not "By the time help came", "By Monday".
fn byline(line: &str) -> Option<String> {
    const SMALL_WORDS: [&str; 14] = ["and", "with", "for", "de", "da", "di", "del", "la", "van", "von", "der", "den", "bin", "al"];
    let names = line.strip_prefix("By").or_else(|| line.strip_prefix("BY"))?;
    let names = names.strip_prefix(':').unwrap_or(names);
    if !names.starts_with(char::is_whitespace) || !has_at_most(names, MAX_BYLINE_CHARS) {
        return None;
    }
    let words: Vec<&str> = names.split_whitespace().collect();
    let is_name = |word: &&str| word.starts_with(char::is_uppercase) && !word.contains(|char: char| char.is_ascii_digit());
    let are_names = words.first().is_some_and(is_name) && words.iter().all(|word| is_name(word) || SMALL_WORDS.contains(word));
    let is_time = words.iter().any(|word| month(word).is_some() || is_weekday(word));
    // A full stop after a long word ends a sentence; after a short one it may be an initial or "Jr.".
    let is_sentence = words.last().is_some_and(|word| word.ends_with(['!', '?', ':']) || (word.ends_with('.') && word.chars().count() > 4));
    (are_names && !is_time && !is_sentence).then(|| words.join(" "))
}

/// The name in "Read full article on example.org" or "© 2026 The Courier. All rights reserved".
fn publisher(line: &str) -> Option<&str> {
    let name = if let Some(after) = line.strip_prefix('©') {
        let after = after.trim_start().trim_start_matches(|char: char| char.is_ascii_digit() || matches!(char, '-' | '–'));
        after.split(". ").next()
    } else {
        [
            "Read full article on ",
            "Read the full article on ",
            "Read full story on ",
            "Originally published by ",
            "Originally published on ",
        ]
        .into_iter()
        .find_map(|lead| strip_prefix_of_any_case(line, lead))
    };
    let name = name?.trim_matches(|char: char| char.is_whitespace() || char == '.' || char == ',');
    (!name.is_empty() && has_at_most(name, MAX_BYLINE_CHARS)).then_some(name)
}

/// The day in a line that is a date, perhaps with "Published", a weekday before it or a time after it.
fn date(line: &str) -> Option<Day> {
    const LEADS: [&str; 6] = ["first published", "published", "posted", "date", "on", ":"];
    if !has_at_most(line, 60) {
        return None;
    }
    let mut rest = line;
    for lead in LEADS {
        rest = strip_prefix_of_any_case(rest, lead).unwrap_or(rest).trim_start();
    }
    if let Some((weekday, after)) = rest.split_once(|char: char| char == ',' || char.is_whitespace())
        && is_weekday(weekday)
    {
        rest = after.trim_start();
    }
    let words: Vec<&str> = rest.split(|char: char| char.is_whitespace() || char == ',').filter(|word| !word.is_empty()).collect();
    let (day, time) = match words.as_slice() {
        [first, time @ ..] if first.len() >= 10 && iso_date(first).is_some() => (iso_date(first)?, time),
        [first, second, third, time @ ..] => match (month(first), month(second)) {
            (Some(month), _) => (calendar_day(third, month, second)?, time),
            (None, Some(month)) => (calendar_day(third, month, first)?, time),
            (None, None) => return None,
        },
        _ => return None,
    };
    // What follows must be a time, or the line says something else.
    let is_time =
        time.is_empty() || time.iter().any(|word| word.starts_with(|char: char| char.is_ascii_digit()) && word.contains([':', '.']));
    is_time.then_some(day)
}

/// `2026-03-03`, also with a time behind a `T`.
fn iso_date(word: &str) -> Option<Day> {
    let (date, time) = word.split_at_checked(10)?;
    date.parse().ok().filter(|_| time.is_empty() || time.starts_with('T'))
}

fn calendar_day(year: &str, month: i8, day: &str) -> Option<Day> {
    let day = day.trim_end_matches(|char: char| char.is_ascii_lowercase() || char == '.'); // 3rd, 3.
    let is_number = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(day, 2) || !is_number(year, 4) || year.len() != 4 {
        return None;
    }
    Day::new(year.parse().ok()?, Some(month), Some(day.parse().ok()?)).ok()
}

/// The number of a month by its English name, or by three letters or more of it.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let word = word.trim_end_matches('.').to_lowercase();
    let found = (1_i8..).zip(MONTHS).find(|(_, name)| word.len() >= 3 && name.starts_with(&word));
    found.map(|(number, _)| number)
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&word))
}

fn strip_prefix_of_any_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (front, rest) = text.split_at_checked(prefix.len())?;
    front.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn has_at_most(text: &str, chars: usize) -> bool {
    text.chars().nth(chars).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, [title, byline, publisher, published]: [&str; 4]) {
        let guessed = guess(text);
        let published_text = guessed.published.map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(
            [&*guessed.title, &guessed.byline, &guessed.publisher, &published_text],
            [title, byline, publisher, published],
            "{text}"
        );
    }

    #[test]
    fn what_is_plain_is_guessed() {
        check("A fire\nBy Dana Reyes\nMarch 3, 2026\n\nIt burned.", ["A fire", "Dana Reyes", "", "2026-03-03"]);
        check("\u{feff}\n  # A fire  \n\nBy\u{a0}Bill Pan\n", ["A fire", "Bill Pan", "", ""]);
        check(
            "A fire\nBy Ana de la Cruz, Bo J. Li Jr. and REUTERS | Tuesday, 3 March 2026, 10:30 a.m.",
            ["A fire", "Ana de la Cruz, Bo J. Li Jr. and REUTERS", "", "2026-03-03"],
        );
        check(
            "A fire\nPublished: 2026-03-03T10:00:00Z\n© 2026 The Courier. All rights reserved",
            ["A fire", "", "The Courier", "2026-03-03"],
        );
        check(
            &format!("A fire\n{}Sept. 3rd, 2025\nRead Full Article on Example.com", "Words.\n".repeat(100)),
            ["A fire", "", "Example.com", "2025-09-03"],
        );
    }

    #[test]
    fn what_is_not_plain_is_left_open() {
        check("", [""; 4]);
        check(&"word ".repeat(100), [""; 4]);
        check("By the time help came\nBy Monday\nBy 3 p.m. It Was Over.\nByron Lord", ["By the time help came", "", "", ""]);
        check("A fire\nOn March 3, 2026 it burned down\n03/04/2026\nMay 2026\nMarch 32, 2026\nFebruary 29, 2026", ["A fire", "", "", ""]);
        let middle = format!("A\n{}By Dana Reyes\n{}", "Words.\n".repeat(50), "Words.\n".repeat(50));
        check(&middle, ["A", "", "", ""]);
    }
}
