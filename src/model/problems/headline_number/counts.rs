//! What a sentence counts: how many of what, in which state, and whether it says so exactly.

use crate::model::problems::headline_number::numbers::{MICRO, Number, Word, number};

/// So many of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub value: u128,
    pub thing: Thing,
    /// Without "at least", "another" or the like.
    pub is_exact: bool,
    /// As it stands in the text, from the number on.
    pub shown: String,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// One of them, or a currency; empty for people in general.
    noun: String,
    pub state: Option<State>,
}

/// What became of those who are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Dead,
    Hurt,
    Missing,
    Held,
    Rescued,
    Evacuated,
}

/// Said before a number that is not meant exactly, or is only a part.
const LOOSE: &[&str] = &[
    "over",
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "roughly",
    "approximately",
    "estimated",
    "under",
    "below",
    "above",
    "exceeding",
    "least",
    "most",
    "than",
    "or",
    "every",
    "each",
    "another",
    "other",
    "additional",
    "further",
    "extra",
    "first",
    "last",
    "next",
    "past",
    "between",
    "maybe",
    "perhaps",
    "possibly",
    "circa",
    "only",
    "remaining",
    "including",
    "half",
    "more",
    "these",
    "those",
    "many",
    "few",
];
/// Said behind one.
const LOOSE_BEHIND: &[&str] =
    &["or", "more", "other", "others", "additional", "further", "feared", "presumed", "believed", "reportedly", "plus", "new"];
/// Words without a number of their own.
const VAGUE: &[&str] = &["dozens", "scores", "hundreds", "thousands", "millions", "several", "many", "numerous", "countless", "tens"];
/// After these a number is a name: "Flight 93".
const NAMERS: &[&str] = &[
    "no",
    "nos",
    "flight",
    "route",
    "highway",
    "boeing",
    "airbus",
    "article",
    "chapter",
    "part",
    "day",
    "week",
    "game",
    "round",
    "grade",
    "level",
    "phase",
    "class",
    "apollo",
    "top",
    "big",
    "area",
    "formula",
    "channel",
    "unit",
    "district",
    "page",
    "line",
    "room",
    "gate",
    "act",
    "section",
    "title",
    "studio",
    "force",
    "season",
    "episode",
    "year",
    "type",
    "age",
    "aged",
    "version",
    "model",
    "proposition",
];
/// Where these come, what is counted has been named before, or is not.
const STOPS: &[&str] = &[
    "in", "at", "on", "of", "by", "to", "for", "from", "with", "as", "after", "before", "when", "while", "and", "or", "but", "near",
    "across", "during", "over", "under", "since", "amid", "against", "into", "is", "was", "has", "his", "its", "this", "says", "the", "a",
    "an", "that", "who", "which", "per", "than", "outside", "inside", "out", "more", "less", "plus", "minus", "times", "through",
    "between", "off", "up",
];
/// What is measured, and often converted, or tells a time: never compared.
const MEASURES: &[&str] = &[
    "years",
    "days",
    "hours",
    "minutes",
    "seconds",
    "weeks",
    "months",
    "decades",
    "centuries",
    "nights",
    "mornings",
    "points",
    "degrees",
    "miles",
    "metres",
    "meters",
    "kilometers",
    "kilometres",
    "feet",
    "inches",
    "yards",
    "acres",
    "hectares",
    "tons",
    "tonnes",
    "pounds",
    "kilograms",
    "kilos",
    "litres",
    "liters",
    "gallons",
    "barrels",
    "knots",
    "volts",
    "watts",
    "megawatts",
    "gigawatts",
    "grams",
    "percent",
    "goals",
    "runs",
    "seats",
    "votes",
    "cents",
    "crowns",
    "shares",
    "views",
    "things",
    "facts",
    "tips",
    "takeaways",
    "questions",
    "charts",
    "photos",
    "pictures",
    "signs",
    "steps",
    "lessons",
    "ideas",
    "books",
    "places",
    "ways",
    "reasons",
    "thirds",
    "quarters",
    "fifths",
];
const AUXILIARIES: &[&str] =
    &["were", "are", "have", "had", "been", "be", "being", "get", "got", "shot", "found", "confirmed", "reported", "left"];

/// What a sentence counts, vague counts among them. In a headline every word may have a capital; elsewhere a number after one is a name.
pub fn counts(sentence: &[Word], is_headline: bool) -> Vec<Count> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = sentence.get(at..).filter(|rest| !rest.is_empty()) {
        let before = sentence.get(..at).unwrap_or_default();
        if let Some(number) = number(rest) {
            at += number.len;
            found.extend(count(before, rest, &number, is_headline));
        } else {
            at += 1;
            found.extend(vague(before, rest));
        }
    }
    found
}

/// Whether a word names the thing itself, or its state.
pub fn is_of_the_thing(lower: &str, thing: &Thing) -> bool {
    state(lower).is_some() || singular(lower) == thing.noun || is_people(lower)
}

fn count(before: &[Word], rest: &[Word], number: &Number, is_headline: bool) -> Option<Count> {
    let first = rest.first()?;
    let last = before.last().filter(|word| !word.closes && !first.opens);
    let lower = |word: &Word| word.lower.clone();
    let previous = last.map(lower).unwrap_or_default();
    let is_name = NAMERS.contains(&previous.as_str())
        || is_month(&previous)
        || last.is_some_and(|word| !is_headline && before.len() > 1 && word.text.starts_with(char::is_uppercase))
        || last.is_some_and(|word| word.lower.starts_with(|char: char| char.is_ascii_digit()));
    let follower = rest.get(number.len);
    let is_split = follower.is_some_and(|word| word.lower.starts_with(|char: char| char.is_ascii_digit()));
    let is_year = number.len == 1 && first.is_year();
    if is_name || is_split || is_year || number.value < 2 * MICRO {
        return None;
    }
    let (thing, len) = thing(last, rest, number)?;
    let words = rest.get(..len)?;
    let is_plus = words.iter().take(number.len).any(|word| word.is_plus);
    let is_loose_behind = rest.iter().skip(number.len).take(2).any(|word| LOOSE_BEHIND.contains(&word.lower.as_str()));
    let shown = words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    Some(Count { value: number.value, thing, is_exact: !is_loose(before) && !is_loose_behind && !is_plus, shown })
}

/// "Dozens of people were killed": a count that fits any number.
fn vague(before: &[Word], rest: &[Word]) -> Option<Count> {
    let first = rest.first().filter(|word| VAGUE.contains(&word.lower.as_str()))?;
    let of = usize::from(rest.get(1).is_some_and(|word| word.lower == "of"));
    let number = Number { value: 0, len: 1 + of, currency: String::new() };
    let (thing, _) = thing(before.last(), rest, &number)?;
    Some(Count { value: 0, thing, is_exact: false, shown: first.text.to_owned() })
}

/// Whether the words before a number make it a bound, a guess or a part.
fn is_loose(before: &[Word]) -> bool {
    let mut back = before.iter().rev().map(|word| word.lower.as_str());
    let (one, two) = (back.next().unwrap_or_default(), back.next().unwrap_or_default());
    let is_number = before.len().checked_sub(2).and_then(|at| before.get(at..)).is_some_and(|words| number(words).is_some());
    match one {
        "to" => matches!(two, "up" | "close") || is_number,
        "as" => two == "many" || two == "much",
        "of" => two != "total",
        "in" | "and" => is_number || back.next() == Some("between"),
        _ => LOOSE.contains(&one) || (matches!(one, "the" | "an" | "a") && LOOSE.contains(&two)),
    }
}

/// What is counted by the number at the start of `rest`, and how many words say so.
fn thing(before: Option<&Word>, rest: &[Word], number: &Number) -> Option<(Thing, usize)> {
    let killed = before.filter(|word| is_active(&word.lower)).and_then(|word| state(&word.lower));
    if !number.currency.is_empty() {
        let noun = if number.currency == "$" { "dollar".to_owned() } else { number.currency.clone() };
        return Some((Thing { noun, state: None }, number.len));
    }
    let people = |state| Thing { noun: String::new(), state: Some(state) };
    let mut is_helped = false;
    let mut is_open = rest.get(number.len - 1).is_some_and(|word| !word.closes);
    for at in number.len..number.len + 3 {
        let Some(word) = rest.get(at).filter(|word| is_open && !word.opens) else { break };
        let lower = word.lower.as_str();
        is_open = !word.closes;
        if let Some(state) = state(lower) {
            // "84 cattle killed": a noun that is not known for one.
            let is_of_people = is_helped || at == number.len || !is_active(lower);
            return is_of_people.then(|| (people(state), at + 1));
        }
        let is_helping = AUXILIARIES.contains(&lower);
        if is_helping && at > number.len && !is_helped {
            return None;
        }
        is_helped = is_helping;
        if is_noun(lower) {
            if MEASURES.contains(&lower) {
                return None;
            }
            let (behind, len) = if is_open { state_behind(rest, at + 1) } else { (None, at + 1) };
            let noun = if is_people(lower) { String::new() } else { singular(lower) };
            let state = killed.or(behind);
            // "84 people" may be anybody.
            let is_anybody = noun.is_empty() && state.is_none();
            return (!is_anybody).then_some((Thing { noun, state }, len));
        }
        if STOPS.contains(&lower) || (lower == "%" || lower.ends_with('%')) {
            return killed.filter(|_| at == number.len).map(|state| (people(state), number.len));
        }
    }
    // "kills 84" at the end of a clause.
    let is_bare = rest.get(number.len - 1).is_none_or(|word| word.closes) || rest.len() == number.len;
    killed.filter(|_| is_bare).map(|state| (people(state), number.len))
}

/// "… were killed" behind a noun, and where that ends.
fn state_behind(rest: &[Word], from: usize) -> (Option<State>, usize) {
    for at in from..from + 4 {
        let Some(word) = rest.get(at).filter(|word| !word.opens) else { break };
        if let Some(state) = state(&word.lower) {
            return (Some(state), at + 1);
        }
        if !AUXILIARIES.contains(&word.lower.as_str()) || word.closes {
            break;
        }
    }
    (None, from)
}

fn state(lower: &str) -> Option<State> {
    Some(match lower {
        "dead" | "die" | "dies" | "died" | "dying" | "kill" | "kills" | "killed" | "killing" | "deaths" | "fatalities" | "slain"
        | "perished" => State::Dead,
        "hurt" | "hurts" | "injure" | "injures" | "injured" | "injuring" | "wound" | "wounds" | "wounded" | "wounding" | "injuries" => {
            State::Hurt
        }
        "missing" => State::Missing,
        "arrest" | "arrests" | "arrested" | "arresting" | "detain" | "detains" | "detained" | "detaining" => State::Held,
        "rescue" | "rescues" | "rescued" | "rescuing" => State::Rescued,
        "evacuate" | "evacuates" | "evacuated" | "evacuating" => State::Evacuated,
        _ => return None,
    })
}

/// Whether a state before a number is done to those counted: "kills 84", not "84 dead 12".
fn is_active(lower: &str) -> bool {
    !matches!(lower, "dead" | "die" | "dies" | "died" | "dying" | "deaths" | "fatalities" | "slain" | "perished" | "injuries" | "missing")
}

fn is_people(lower: &str) -> bool {
    matches!(lower, "people" | "persons")
}

/// Whether a word looks like a noun of several.
fn is_noun(lower: &str) -> bool {
    let is_plural = lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us") && !lower.ends_with("is");
    let is_word = lower.chars().all(char::is_alphabetic) && lower.chars().nth(3).is_some();
    matches!(lower, "people" | "men" | "women" | "children" | "troops") || (is_plural && is_word && !STOPS.contains(&lower))
}

fn singular(lower: &str) -> String {
    match lower {
        "men" => return "man".to_owned(),
        "women" => return "woman".to_owned(),
        "children" => return "child".to_owned(),
        _ => {}
    }
    let es = ["ches", "shes", "xes", "sses"].iter().any(|ending| lower.ends_with(ending));
    let stem = lower.strip_suffix(if es { "es" } else { "s" }).unwrap_or(lower);
    lower.strip_suffix("ies").map_or_else(|| stem.to_owned(), |front| format!("{front}y"))
}

fn is_month(lower: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    MONTHS.iter().any(|month| *month == lower || (lower.len() >= 3 && lower.len() <= 4 && month.starts_with(lower)))
}
