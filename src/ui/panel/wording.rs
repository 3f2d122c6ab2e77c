//! Texts as the panel shows and searches them: on one line, of bounded length, without regard to case.

use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::statement::{Part, Statement};
use crate::text::display::Display;
use crate::text::graphemes;
use crate::text::links;

/// A text on one line, cut after `max_chars`, with names for characters nobody can see.
pub fn brief(text: &str, max_chars: usize) -> String {
    let mut line = String::new();
    let mut chars = text.chars();
    let mut count = 0;
    let mut has_gap = false;
    // Looks no further than needed: the text may have any length.
    for c in chars.by_ref().take(max_chars.saturating_mul(4)) {
        if c.is_whitespace() {
            has_gap = !line.is_empty();
            continue;
        }
        if count >= max_chars {
            line.push('…');
            return shown(&line);
        }
        if has_gap {
            line.push(' ');
            count += 1;
            has_gap = false;
        }
        line.push(c);
        count += 1;
    }
    if chars.next().is_some() {
        line.push('…');
    }
    shown(&line)
}

/// A text line by line, cut after `max_chars`, with names for characters nobody can see.
pub fn every_line(text: &str, max_chars: usize) -> String {
    let end = text.char_indices().nth(max_chars).map_or(text.len(), |(end, _)| end);
    // Not within what is one letter to the reader.
    let kept = text.get(..graphemes::floor(text, end)).unwrap_or_default();
    let lines: Vec<String> = kept.split('\n').map(|line| shown(line.trim_end_matches('\r'))).collect();
    let cut = if kept.len() < text.len() { "…" } else { "" };
    lines.join("\n") + cut
}

fn shown(line: &str) -> String {
    Display::new(line).shown(line).to_owned()
}

/// The words of a statement on one line, cut after `max_chars`.
pub fn statement_words(project: &Project, statement: &Statement, max_chars: usize) -> String {
    let text = project.article(statement.article).map(|article| &*article.text).unwrap_or_default();
    let mut line = String::new();
    for part in &statement.parts {
        let words = match part {
            Part::At(span) => span.words(text),
            Part::Adrift(quote) => &quote.exact,
        };
        if !line.is_empty() {
            line.push_str(" … ");
        }
        line.push_str(&brief(words, max_chars));
        if line.len() > max_chars * 4 {
            break;
        }
    }
    line
}

/// From so many bytes on a place in a text is told more closely.
const LONG_BYTES: usize = 100_000;

/// How far down its article a statement begins: "12 %", in a long one "12.3 %"; nothing where none of its words is there.
pub fn place_of(project: &Project, statement: &Statement) -> Option<String> {
    let text = &project.article(statement.article)?.text;
    let thousandths = statement.first_span()?.start().saturating_mul(1000).checked_div(text.len())?;
    let (whole, rest) = (thousandths / 10, thousandths % 10);
    Some(if text.len() < LONG_BYTES { format!("{whole} %") } else { format!("{whole}.{rest} %") })
}

/// What is said of a row, with the place that stands beside it.
pub fn with_place(said: String, place: Option<&str>) -> String {
    match place {
        Some(place) => format!("{said}, {place} down the article"),
        None => said,
    }
}

/// The name of a source on one line.
pub fn source_name(source: &Source, max_chars: usize) -> String {
    let name = source.display_name();
    if name.is_empty() { "Source without a name".to_owned() } else { brief(name, max_chars) }
}

/// The host of a source, where its name does not say it already.
pub fn source_host(source: &Source) -> Option<String> {
    links::host(&source.url).or_else(|| links::host(&source.archived_url))
}

/// A text as it is searched: in small letters, one space for any white space, straight quotes, without soft hyphens and other nothings.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// The same in place of what `folded` held, so that whoever folds many texts needs one string.
fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    for c in text.chars() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '‘' | '’' => folded.push('\''),
            '“' | '”' | '„' => folded.push('"'),
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
}

/// Whether a source has these folded words in its title, publisher, author or address.
pub fn source_has(source: &Source, folded: &str) -> bool {
    [&source.title, &source.publisher, &source.author, &source.url].into_iter().any(|text| fold(text).contains(folded))
}

/// Whether a statement has these folded words in its own, in plain words, speaker, note, or in the titles of its sources.
pub fn statement_has(project: &Project, statement: &Statement, folded: &str) -> bool {
    let mut room = String::new();
    let mut has = |text: &str| {
        fold_into(text, &mut room);
        room.contains(folded)
    };
    let own = [&statement.in_plain_words, &statement.said_by.speaker, &statement.note];
    if own.into_iter().any(|text| !text.is_empty() && has(text)) {
        return true;
    }
    let text = project.article(statement.article).map(|article| &*article.text).unwrap_or_default();
    let has_words = match statement.parts.as_slice() {
        [only] => has(only.words(text)),
        _ => has(&statement.words(text)),
    };
    let mut sources = statement.evidence.iter().filter_map(|evidence| project.source(evidence.source));
    has_words || sources.any(|source| has(source.display_name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brief_text_is_one_line_and_cut() {
        assert_eq!(brief(" two\n\n  words\u{a0}here ", 40), "two words here");
        assert_eq!(brief("abcdef", 3), "abc…");
        assert_eq!(brief("abc", 3), "abc");
        assert_eq!(brief(&" ".repeat(1000), 3), "…");
        assert_eq!(brief("a\u{202e}b", 9).replace('\u{a0}', "|"), "a|RLO|b");
    }

    #[test]
    fn lines_stay_lines_and_no_letter_is_cut_from_its_mark() {
        assert_eq!(every_line("one\r\n\ntwo", 99), "one\n\ntwo");
        assert_eq!(every_line("a\u{202e}\nb", 9).replace('\u{a0}', "|"), "a|RLO|\nb");
        assert_eq!(every_line("abcdef", 3), "abc…");
        assert_eq!(every_line("cafe\u{301}s", 4), "caf…");
    }

    #[test]
    fn words_are_found_whatever_their_case_quotes_and_spaces() {
        assert_eq!(fold("I.\u{a0}Reyes’s  ÄRGER\u{ad}lich"), "i. reyes's ärgerlich");
    }
}
