//! Words of a text, and the numbers they write: "84,000", "1.2 million", "twenty-one", "a dozen".

use std::collections::BTreeSet;

/// Numbers are told in millionths, so that "1.25 million" is exact.
pub const MICRO: u128 = 1_000_000;
/// Greater numbers count nothing in a newspaper, and many of them could not be added up.
const MOST: u128 = MICRO * MICRO * MICRO * MICRO;

/// A word between white space, without the marks around it.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    pub text: &'a str,
    /// In small letters, with straight apostrophes.
    pub lower: String,
    /// Whether a mark stands before or after it.
    pub opens: bool,
    pub closes: bool,
    /// Whether the mark behind says "or more": 84+.
    pub is_plus: bool,
}

/// A number that one or more words write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub value: u128,
    /// How many words it takes.
    pub len: usize,
    /// The sign of a currency in front: `$`, `a$`; empty for other numbers.
    pub currency: String,
}

impl Word<'_> {
    /// A plain number from 1900 to 2099, or a decade: "1990s".
    pub fn is_year(&self) -> bool {
        let digits = self.lower.strip_suffix('s').unwrap_or(&self.lower);
        digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")) && digits.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// The sentences of a text, roughly: a line's end ends one, and so does a point after a word.
pub fn sentences(text: &str) -> Vec<Vec<Word<'_>>> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut sentence = Vec::new();
        for piece in line.split(|char: char| char.is_whitespace() || matches!(char, '—' | '\u{200b}')).filter(|piece| !piece.is_empty()) {
            let is_kept = |char: char| char.is_alphanumeric() || is_currency(char) || char == '%';
            let behind = piece.trim_start_matches(|char: char| !is_kept(char));
            let text = behind.trim_end_matches(|char: char| !is_kept(char));
            let marks = behind.get(text.len()..).unwrap_or_default();
            if text.is_empty() {
                // A dash on its own parts as a comma does.
                if let Some(Word { closes, .. }) = sentence.last_mut() {
                    *closes = true;
                }
                continue;
            }
            sentence.push(Word {
                text,
                lower: text.to_lowercase().replace('’', "'"),
                opens: behind.len() < piece.len(),
                closes: !marks.is_empty(),
                is_plus: marks.starts_with('+'),
            });
            if marks.contains(['.', '!', '?', '…']) {
                found.push(std::mem::take(&mut sentence));
            }
        }
        found.push(sentence);
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// The number that begins at a word.
pub fn number(words: &[Word]) -> Option<Number> {
    let first = words.first()?;
    let after = |len: usize| words.get(len).filter(|_| words.get(len - 1).is_some_and(|word| !word.closes));
    let starts_with_article = matches!(first.lower.as_str(), "a" | "an") && after(1).is_some_and(|word| scale(&word.lower).is_some());
    let (mut value, currency) = if starts_with_article {
        (MICRO, String::new())
    } else if let Some(value) = word_number(&first.lower).or_else(|| scale(&first.lower).filter(|_| first.lower == "dozen")) {
        (value * MICRO, String::new())
    } else {
        let (currency, digits) = first.lower.split_at_checked(first.lower.find(|char: char| char.is_ascii_digit())?)?;
        let is_plain = currency.is_empty() || (currency.ends_with(is_currency) && currency.chars().count() <= 4);
        let (digits, suffix) = split_digits(digits);
        let times = match (suffix, currency) {
            ("", _) => 1,
            (_, "") => return None,
            ("k", _) => 1000,
            ("m" | "mn", _) => 1_000_000,
            ("b" | "bn", _) => 1_000_000_000,
            _ => return None,
        };
        (decimal(digits).filter(|_| is_plain)? * times, currency.to_owned())
    };
    let mut len = 1;
    let mut least = None;
    while let Some(times) = after(len).and_then(|word| scale(&word.lower)) {
        value = value.checked_mul(times)?;
        least = Some(times);
        len += 1;
    }
    // "one hundred and five".
    if let Some(least) = least {
        let and = usize::from(after(len).is_some_and(|word| word.lower == "and"));
        let rest = after(len + and).and_then(|word| word_number(&word.lower));
        if let Some(rest) = rest.filter(|rest| *rest < least) {
            value += rest * MICRO;
            len += and + 1;
        }
    }
    (value <= MOST).then_some(Number { value, len, currency })
}

/// Every number that a sentence writes in any way, also inside a word: "84-year-old", "two-storey", "both".
pub fn mentions(sentence: &[Word]) -> BTreeSet<u128> {
    let mut found = BTreeSet::new();
    for (index, word) in sentence.iter().enumerate() {
        let rest = sentence.get(index..).unwrap_or_default();
        found.extend(number(rest).map(|number| number.value));
        match word.lower.as_str() {
            "both" | "pair" | "couple" | "twin" | "twins" | "double" | "duo" => _ = found.insert(2 * MICRO),
            "trio" | "triple" | "triplets" => _ = found.insert(3 * MICRO),
            "quartet" => _ = found.insert(4 * MICRO),
            "half" => found.extend(rest.iter().take(3).any(|word| word.lower == "dozen").then_some(6 * MICRO)),
            lower => {
                found.extend(lower.split(['-', '‑', '–', '/']).filter_map(word_number).map(|value| value * MICRO));
                let mut parts =
                    lower.split(|char: char| !char.is_ascii_digit() && char != ',' && char != '.').filter(|part| !part.is_empty());
                found.extend(parts.clone().filter_map(|part| decimal(part.trim_matches([',', '.']))));
                // Thousands parted by a space: "10 000".
                let next = rest.get(1).map(|word| word.lower.as_str()).filter(|next| next.len() == 3);
                found.extend(next.zip(parts.next()).and_then(|(next, part)| decimal(&format!("{part}{next}"))));
            }
        }
    }
    found
}

/// "84", "84,000", "1.25"; not "8,4" or a date.
fn decimal(text: &str) -> Option<u128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|first| is_digits(first) && (whole.len() == first.len() || first.len() <= 3))?;
    let is_well_grouped = groups.clone().all(|group| group.len() == 3 && is_digits(group));
    let is_sound = is_well_grouped && whole.len() <= 18 && fraction.len() <= 6 && (fraction.is_empty() || is_digits(fraction));
    if !is_sound || (text.ends_with('.')) {
        return None;
    }
    let whole: u128 = format!("{first}{}", groups.collect::<String>()).parse().ok()?;
    let fraction: u128 = format!("{fraction:0<6}").parse().ok()?;
    Some(whole * MICRO + fraction)
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|char: char| !char.is_ascii_digit() && char != ',' && char != '.').unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// "four", "forty", "forty-four".
fn word_number(lower: &str) -> Option<u128> {
    const ONES: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let one = |word: &str| (1..).zip(ONES).find(|(_, name)| *name == word).map(|(value, _)| value);
    let tens = |word: &str| (2..).zip(TENS).find(|(_, name)| *name == word).map(|(value, _): (u128, _)| value * 10);
    if let Some((front, back)) = lower.split_once(['-', '‑']) {
        return Some(tens(front)? + one(back).filter(|value| *value < 10)?);
    }
    one(lower).or_else(|| tens(lower))
}

fn scale(lower: &str) -> Option<u128> {
    match lower {
        "dozen" => Some(12),
        "hundred" => Some(100),
        "thousand" => Some(1000),
        "million" => Some(1_000_000),
        "billion" => Some(1_000_000_000),
        "trillion" => Some(1_000_000_000_000),
        _ => None,
    }
}

const fn is_currency(char: char) -> bool {
    matches!(char, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₴' | '₩' | '₺')
}
