//! What stands in an article's text and is not said by it: section headings, bylines, remains of the web page. Proposals, never certain.

mod page;

use std::ops::Range;

use crate::text::leftovers::page::page_remains;

/// So much of a title is compared with the lines; a longer one is the headline of nothing.
const MOST_TITLE_CHARS: usize = 2000;
/// Longer lines are text, not a heading.
const MAX_HEADING_CHARS: usize = 60;
/// Shorter lines are not a paragraph that a heading stands between.
const MIN_PARAGRAPH_CHARS: usize = 100;
const MAX_BYLINE_CHARS: usize = 120;
/// Lines with something in them, from either end, among which a line "By …" is a byline.
const NEAR_END: usize = 15;

/// Lines that are looked at for the paragraph before or after a heading.
const MOST_BETWEEN: usize = 4;

/// What a leftover is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftoverKind {
    /// The title of a section.
    Heading,
    /// Who wrote, reported or edited.
    Byline,
    /// What the web page put around or into the article.
    PageRemains,
}

/// A line to set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// The line in the text, without the white space around it.
    pub bytes: Range<usize>,
    /// What it is.
    pub kind: LeftoverKind,
    /// Why it is taken for that, as a person reads it.
    pub reason: &'static str,
}

/// The lines of `text` that are plainly not said by it, in order; `title` is its headline, which is never one of them. What might be a
/// statement is left alone: of headings and of languages other than English many are missed.
pub fn leftovers(text: &str, title: &str) -> Vec<Leftover> {
    let lines: Vec<Range<usize>> = lines(text).collect();
    let shown = |index: usize| lines.get(index).and_then(|line| text.get(line.clone())).unwrap_or_default();
    // Of a title that is longer than any line need not be known where it ends.
    let title: &str = &title.chars().take(MOST_TITLE_CHARS).collect::<String>();
    let headline = words_of(title);
    let mut found = Vec::new();
    for (index, bytes) in lines.iter().enumerate() {
        let line = shown(index);
        // The headline of an article without a title is its first line.
        let is_headline = if headline.is_empty() { index == 0 } else { line.len() < 2 * title.len() + 80 && words_of(line) == headline };
        let is_near_end = index < NEAR_END || index + NEAR_END >= lines.len();
        let proposed = if let Some(reason) = page_remains(line) {
            Some((LeftoverKind::PageRemains, reason))
        } else if is_headline {
            None
        } else if let Some(reason) = byline(line, is_near_end) {
            Some((LeftoverKind::Byline, reason))
        } else {
            // What the page put in between does not part a heading from its paragraphs.
            let is_text = |near: &usize| page_remains(shown(*near)).is_none();
            let before = || (0..index).rev().take(MOST_BETWEEN).find(is_text);
            let after = || (index + 1..lines.len()).take(MOST_BETWEEN).find(is_text);
            let is_between = || [before(), after()].iter().all(|near| near.is_some_and(|near| is_paragraph(shown(near))));
            (is_heading(line) && is_between()).then_some((LeftoverKind::Heading, "A short title between paragraphs"))
        };
        if let Some((kind, reason)) = proposed {
            found.push(Leftover { bytes: bytes.clone(), kind, reason });
        }
    }
    found
}

/// The lines with something in them, without what is blank at their ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_blank = |char: char| char.is_whitespace() || matches!(char, '\u{feff}' | '\u{200b}' | '\0');
    let mut start = 0;
    text.split('\n').filter_map(move |line| {
        let first = start + (line.len() - line.trim_start_matches(is_blank).len());
        start += line.len() + 1;
        let trimmed = line.trim_matches(is_blank);
        (!trimmed.is_empty()).then(|| first..first + trimmed.len())
    })
}

/// A headline to be compared: its words in small letters.
fn words_of(headline: &str) -> Vec<String> {
    let words = headline.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Why the line is a byline, if it is.
fn byline(line: &str, is_near_end: bool) -> Option<&'static str> {
    const WROTE: [&str; 5] = ["By", "BY", "Written by", "Story by", "Words by"];
    const WORKED: [&str; 8] = [
        "Reporting by",
        "Additional reporting by",
        "Reporting and writing by",
        "Writing by",
        "Editing by",
        "Edited by",
        "Photography by",
        "Compiled by",
    ];
    if !has_at_most(line, MAX_BYLINE_CHARS * 2) {
        return None;
    }
    let line = line.trim_start_matches(['(', '[', '—', '-', ' ']).trim_end_matches([')', ']']);
    let after = |leads: &[&str], line: &str| {
        let found = leads.iter().filter_map(|lead| line.strip_prefix(lead)).map(|rest| rest.strip_prefix(':').unwrap_or(rest).to_owned());
        found.into_iter().find(|rest| rest.starts_with(char::is_whitespace))
    };
    // "Reporting by Dana Reyes in Kyiv; editing by Ina Holt".
    if let Some(rest) = after(&WORKED, line) {
        let is_credit = |part: &str| {
            let part = part.trim().trim_end_matches('.');
            let lower = part.to_lowercase();
            let names = WORKED.iter().find(|lead| lower.starts_with(&lead.to_lowercase())).and_then(|lead| part.get(lead.len()..));
            are_names(names.unwrap_or(part), true)
        };
        return rest.split([';', '|']).all(is_credit).then_some("Names who reported or edited");
    }
    // A line may hold a date too: "By Dana Reyes | March 3, 2026".
    let mut parts = line.split(['|', '·', '•']).map(str::trim);
    let names = after(&WROTE, parts.next().unwrap_or_default())?;
    let is_byline = is_near_end && has_at_most(line, MAX_BYLINE_CHARS) && are_names(&names, false);
    (is_byline && parts.all(|part| page::is_date(part) || are_names(part, false))).then_some("Names who wrote the article")
}

/// Whether all words are names, or what may stand between some; a line of credits may name places: "in Kyiv".
fn are_names(names: &str, is_credits: bool) -> bool {
    const SMALL_WORDS: [&str; 15] = ["and", "with", "for", "de", "da", "di", "del", "la", "van", "von", "der", "den", "bin", "al", "&"];
    // "By Any Means", "By Contrast", "By Land and Sea" are no names.
    const NO_NAMES: [&str; 24] = [
        "any",
        "all",
        "contrast",
        "comparison",
        "design",
        "default",
        "numbers",
        "law",
        "land",
        "sea",
        "air",
        "hand",
        "night",
        "day",
        "then",
        "now",
        "sunrise",
        "sunset",
        "chance",
        "force",
        "popular",
        "mistake",
        "accident",
        "proxy",
    ];
    let words: Vec<&str> = names.split_whitespace().collect();
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !word.contains(|char: char| char.is_ascii_digit());
    let is_small = |word: &str| SMALL_WORDS.contains(&word) || (is_credits && matches!(word, "in" | "at" | "of" | "the"));
    let says_more = |word: &str| {
        let bare = word.trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase();
        NO_NAMES.contains(&bare.as_str()) || page::is_day_or_month(&bare)
    };
    let is_sentence = words.last().is_some_and(|word| word.ends_with(['!', '?', ':']) || (word.ends_with('.') && !has_at_most(word, 4)));
    words.first().is_some_and(|word| is_name(word))
        && words.iter().all(|word| (is_name(word) || is_small(word)) && !says_more(word))
        && !is_sentence
}

/// Whether a line looks like the title of a section and not like a sentence. What has a verb may be a statement, and is none.
fn is_heading(line: &str) -> bool {
    if !has_at_most(line, MAX_HEADING_CHARS) {
        return false;
    }
    let is_marked = line.starts_with('#');
    let line = line.trim_start_matches('#').trim();
    let ends_like_text = line.ends_with(|char: char| !char.is_alphanumeric() && !matches!(char, ')' | '’' | '\''));
    let opens_like_text = line.starts_with(|char: char| !char.is_alphabetic()) || line.starts_with("By ");
    if ends_like_text || opens_like_text || line.contains(|char: char| char.is_ascii_digit() || ",:;“”\"|/—".contains(char)) {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let asks = lower.first().is_some_and(|first| matches!(first.as_str(), "what" | "who" | "how" | "why" | "where" | "when"));
    // A clause after "what" or "how" asserts nothing: "What we know so far".
    if lower.iter().any(|word| is_verb(word)) && !(asks && words.len() <= 6) {
        return false;
    }
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_title_case =
        words.iter().all(|word| is_capital(word) || has_at_most(word, 3)) && words.first().is_some_and(|word| is_capital(word));
    let is_phrase = words.len() <= 3 && lower.first().is_some_and(|first| matches!(first.as_str(), "the" | "a" | "an"));
    let starts_well = words.first().is_some_and(|word| is_capital(word));
    starts_well && (is_title_case || is_phrase || asks || is_marked)
}

/// Words that are, or look like, the verb of a statement; many a noun is among them, for a missed heading does no harm.
fn is_verb(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "am", "be", "been", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "may",
        "might", "must", "shall", "should", "say", "says", "said", "kill", "kills", "die", "dies", "dead", "win", "wins", "won", "lose",
        "loses", "lost", "hit", "hits", "blame", "blames", "claim", "claims", "deny", "denies", "warn", "warns", "vow", "vows", "call",
        "calls", "seek", "seeks", "face", "faces", "fall", "falls", "fell", "rise", "rises", "rose", "cut", "cuts", "make", "makes",
        "made", "take", "takes", "took", "get", "gets", "got", "give", "gives", "gave", "go", "goes", "went", "come", "comes", "came",
        "find", "finds", "found", "leave", "leaves", "left", "strike", "strikes", "struck", "hurt", "shot", "held", "hold", "holds",
        "flee", "flees", "fled", "keep", "keeps", "kept", "want", "wants", "need", "needs", "know", "knows", "knew", "plan", "plans",
        "ban", "bans", "sue", "sues", "quit", "quits", "admit", "admits", "reject", "rejects", "accuse", "accuses", "remain", "remains",
        "doesn't", "don't", "didn't", "isn't", "wasn't", "won't", "can't", "it's", "that's", "he's", "she's", "they're", "we're", "not",
        "stand", "stands", "stood", "begin", "begins", "began", "end", "ends", "stop", "stops", "run", "runs", "ran", "grow", "grows",
        "grew", "pay", "pays", "paid", "sell", "sells", "sold", "buy", "buys", "bought", "turn", "turns", "break", "breaks", "broke",
    ];
    let bare = word.replace('’', "'");
    VERBS.contains(&bare.as_str()) || (bare.ends_with("ed") && !has_at_most(&bare, 4))
}

fn is_paragraph(line: &str) -> bool {
    !has_at_most(line, MIN_PARAGRAPH_CHARS) && !line.starts_with(['#', '-', '*', '•'])
}

fn has_at_most(text: &str, chars: usize) -> bool {
    text.chars().nth(chars).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAGRAPH: &str =
        "The water was gone by Saturday noon, and the police expect first results of their inquiry by the end of the month.";

    fn proposed(text: &str, title: &str) -> Vec<(LeftoverKind, String)> {
        let found = leftovers(text, title);
        assert!(found.is_sorted_by(|one, next| one.bytes.end <= next.bytes.start), "{text:?}");
        found.into_iter().map(|leftover| (leftover.kind, text.get(leftover.bytes).unwrap().to_owned())).collect()
    }

    fn is_heading_between(line: &str) -> bool {
        let found = proposed(&format!("A flood\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}\n"), "A flood");
        assert!(found.iter().all(|(kind, text)| *kind == LeftoverKind::Heading && text == line), "{found:?}");
        !found.is_empty()
    }

    #[test]
    fn a_short_title_between_paragraphs_is_a_heading() {
        for line in [
            "ISIS-K’s Targets",
            "The dam",
            "Free the Orrin",
            "Background",
            "What we know so far",
            "Why It Matters",
            "THE INQUIRY",
            "Life After the Flood",
            "## inquiry and Trial",
            "Élan Vital",
            "E\u{301}tudes",
        ] {
            assert_eq!(is_heading_between(line), !line.contains("inquiry and"), "{line}");
        }
    }

    #[test]
    fn what_may_be_a_statement_is_no_heading() {
        for line in [
            "The dam broke",
            "Rebels blame police",
            "Police Say Rebels Did It",
            "84 Dead",
            "“We Were Scared”",
            "The dam.",
            "He left",
            "Suspects Arrested",
            "Hackers opened the gates",
            "It’s Over",
            "Lena Marchetti, Director",
            "Is the Dam Safe?",
            "what they say",
            "Ein Damm bricht",
            "Dana Reyes/Union Wire",
            "Credit Dana Reyes — Union Wire",
            "السد",
            "ダムの決壊",
            "🚒🚒",
            "•",
            "The Inquiry into the Unlawful Causing of a Flood in the Valley of Orrin",
        ] {
            assert!(!is_heading_between(line), "{line}");
        }
        let page = "Advertisement\nRead more: The gates";
        assert_eq!(proposed(&format!("{PARAGRAPH}\n{page}\nThe dam\n\n{page}\n{PARAGRAPH}"), "A flood").len(), 5);
        // Not between paragraphs, or the headline itself.
        for text in ["The dam\n{}\n{}", "{}\nThe dam\nThe gates\n{}", "{}\nThe dam", "{}\nA flood\n{}", "{}\n“A  Flood”\n{}"] {
            assert_eq!(proposed(&text.replace("{}", PARAGRAPH), "A flood"), [], "{text}");
        }
    }

    #[test]
    fn bylines_are_found_near_the_ends() {
        let byline = |line: &str| {
            let found = proposed(&format!("A flood\n{line}\n{PARAGRAPH}"), "A flood");
            assert_eq!(proposed(&format!("A flood\n{PARAGRAPH}\n{line}\n"), "A flood"), found, "{line}");
            found == [(LeftoverKind::Byline, line.to_owned())]
        };
        for line in [
            "By Dana Reyes",
            "By Dana Reyes and Ina Holt",
            "BY DANA REYES | March 3, 2026",
            "By\u{a0}José de la Cruz, Bo J. Li Jr.",
            "Reporting by Dana Reyes in Kyiv; editing by Ina Holt",
            "(Reporting by Dana Reyes; Additional reporting by Bo Li; Editing by Ina Holt.)",
            "Written by Žofie Nová",
            "Editing by Ina Holt",
        ] {
            assert!(byline(line), "{line}");
        }
        for line in [
            "By the time help came",
            "By Monday",
            "By 3 p.m. It Was Over.",
            "Byron Lord",
            "By Contrast",
            "By Any Means Necessary",
            "By Dana he was seen",
            "Reporting by the wire was slow",
            "By Dana Reyes | who was there",
            "بقلم دانا",
            "By 中文 🚒",
        ] {
            assert!(!byline(line), "{line}");
        }
        let middle = format!("{0}By Dana Reyes\n{0}", format!("{PARAGRAPH}\n").repeat(20));
        assert_eq!(proposed(&middle, ""), []);
    }

    #[test]
    fn each_place_is_the_line_without_what_is_blank() {
        let text = format!(
            "\u{feff}Advertisement\r\n \u{a0}A flood \r\n{PARAGRAPH}\r\n\u{200b}\tThe dam\u{3000}\r\n{PARAGRAPH}\n\n© 2024 The Courier"
        );
        assert_eq!(
            proposed(&text, "A flood"),
            [
                (LeftoverKind::PageRemains, "Advertisement".to_owned()),
                (LeftoverKind::Heading, "The dam".to_owned()),
                (LeftoverKind::PageRemains, "© 2024 The Courier".to_owned()),
            ]
        );
        assert_eq!(proposed("", ""), []);
        assert_eq!(proposed(" \n\u{200b}\n", ""), []);
        assert_eq!(proposed("By Dana Reyes", ""), []);
    }
    #[test]
    fn the_sample_article_has_its_headings_byline_and_remains() {
        let text = include_str!("../../assets/sample-article.txt");
        let found = proposed(text, text.lines().next().unwrap());
        let starts: Vec<&str> = found.iter().map(|(_, line)| line.split(':').next().unwrap()).collect();
        assert_eq!(
            starts,
            [
                "Advertisement",
                "Read more",
                "The dam",
                "The warning",
                "Free the Orrin",
                "The inquiry",
                "By\u{a0}Mara Lindqvist",
                "Read Full Article on NorthportCourier.example",
                "Sign up for our newsletter",
            ]
        );
    }
}
