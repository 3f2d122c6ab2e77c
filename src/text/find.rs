//! Finding words in a text: what is looked for, made ready once, and the hits of one block of a text at a time.
//!
//! A text is searched block by block, so that a search can be broken off, tells the truth about how far it is, and needs no memory for its
//! hits: those of any block are found again in a moment when they are looked at.

use std::ops::{ControlFlow, Range};

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use regex::{Regex, RegexBuilder};

use crate::text::graphemes;

/// Bytes of one block.
pub const BLOCK_BYTES: usize = 256 * 1024;
/// So far beyond the end of a block is looked, in bytes. A hit that shows itself no earlier is missed; one that is longer is looked at whole.
const REACH_BYTES: usize = 16 * 1024;
/// A hit that goes on for longer is told in pieces of so many bytes: whoever draws what is in sight looks for its hits there and then.
const MOST_HIT_BYTES: usize = 2 * 1024 * 1024;
/// The longest words or pattern that can be looked for, in bytes.
pub const LIMIT_BYTES: usize = 4096;
/// What a pattern may take in memory once it is made ready, in bytes.
const MOST_MEMORY_BYTES: usize = 4 << 20;
/// How deep groups may stand in groups in a pattern.
const MOST_DEPTH: u32 = 64;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The words, or the pattern.
    pub words: String,
    /// Whether small and capital letters differ.
    pub is_case_sensitive: bool,
    /// Whether a hit begins and ends where a word does.
    pub is_whole_word: bool,
    /// Whether the words are a regular expression.
    pub is_pattern: bool,
}

/// Why nothing can be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// There is nothing to look for.
    #[error("Nothing to look for")]
    Empty,
    /// More than [`LIMIT_BYTES`].
    #[error("More than {LIMIT_BYTES} bytes cannot be looked for")]
    Long,
    /// No regular expression.
    #[error("Character {column} of the pattern: {reason}")]
    Pattern {
        /// Which character, from 1.
        column: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A pattern that takes too long on some text.
    #[error("The pattern takes too long on this text; look for something narrower")]
    Slow,
    /// A pattern that would take too much memory.
    #[error("The pattern is too large: it stands for too many different texts")]
    Large,
}

/// What is looked for, made ready.
#[derive(Debug, Clone)]
pub struct Finder {
    regex: Regex,
    // Whether words are looked for, and no pattern.
    is_plain: bool,
}

impl Finder {
    /// Makes a query ready.
    ///
    /// Words that are no pattern are found whatever their white space (also over the end of a line), whether their quotation marks and
    /// apostrophes are straight or curly, and whether their accents are letters of their own.
    pub fn new(query: &Query) -> Result<Self, QueryError> {
        if query.words.is_empty() {
            return Err(QueryError::Empty);
        }
        if query.words.len() > LIMIT_BYTES {
            return Err(QueryError::Long);
        }
        if query.is_pattern {
            check_pattern(&query.words)?;
        }
        let pattern = if query.is_pattern { query.words.clone() } else { pattern_of(&query.words) };
        let ready = if query.is_whole_word {
            let whole = |end: &str| made_ready(&format!(r"\b{{start-half}}(?:{pattern}{end})\b{{end-half}}"), query);
            // A pattern may end with a remark, which would take the rest with it.
            whole("").or_else(|error| whole("\n").map_err(|_same| error))
        } else {
            made_ready(&pattern, query)
        };
        Ok(Self { regex: ready?, is_plain: !query.is_pattern })
    }

    /// Whether a text has it at all.
    pub fn is_in(&self, text: &str) -> bool {
        let mut is_in = false;
        for block in 0..block_count(text) {
            self.in_block(text, block, 0, |_hit| {
                is_in = true;
                ControlFlow::Break(())
            });
            if is_in {
                break;
            }
        }
        is_in
    }

    /// Calls `take` with the hits that begin in a block of a text, in order, none over another and none empty, in bytes of the text, until it
    /// wants no more; `from` is where the last hit before them ends, or the block begins. Returns where the last hit ends, `from` where there
    /// is none.
    pub fn in_block(&self, text: &str, block: usize, from: usize, mut take: impl FnMut(Range<usize>) -> ControlFlow<()>) -> usize {
        let bytes = block_range(text, block);
        let within = text.get(..text.floor_char_boundary(bytes.end.saturating_add(REACH_BYTES))).unwrap_or_default();
        let mut at = bytes.start.max(from);
        let mut end = from;
        while at < bytes.end
            && let Some(mut hit) = self.regex.find_at(within, at).filter(|hit| hit.start() < bytes.end)
        {
            if within.len() < text.len() && (hit.len() > REACH_BYTES || hit.end() == within.len()) {
                // It may end elsewhere in more of the text. That is seldom, and what it covers needs no look of its own.
                let most = text.floor_char_boundary(hit.start().saturating_add(MOST_HIT_BYTES));
                let more = text.get(..most).unwrap_or_default();
                let Some(whole) = self.regex.find_at(more, hit.start()).filter(|hit| hit.start() < bytes.end) else { break };
                hit = whole;
            }
            let next = text.get(hit.end()..).and_then(|rest| rest.chars().next());
            // A letter is not looked for without the accent that hangs on it.
            let is_half = self.is_plain && next.is_some_and(|next| !next.is_ascii()) && graphemes::floor(text, hit.end()) < hit.end();
            if hit.is_empty() || is_half && hit.len() > REACH_BYTES {
                // So long a hit is not looked through from each of its letters.
                at = hit.end() + next.map_or(1, char::len_utf8);
            } else if is_half {
                at = hit.start() + text.get(hit.start()..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            } else {
                (at, end) = (hit.end(), hit.end());
                if take(hit.range()).is_break() {
                    break;
                }
            }
        }
        end
    }
}

fn made_ready(pattern: &str, query: &Query) -> Result<Regex, QueryError> {
    RegexBuilder::new(pattern)
        .case_insensitive(!query.is_case_sensitive)
        .multi_line(true)
        .size_limit(MOST_MEMORY_BYTES)
        .dfa_size_limit(MOST_MEMORY_BYTES)
        .nest_limit(MOST_DEPTH)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => QueryError::Large,
            error => QueryError::Pattern { column: 1, reason: error.to_string().lines().last().unwrap_or_default().to_owned() },
        })
}

/// How many blocks a text has.
pub const fn block_count(text: &str) -> usize {
    text.len().div_ceil(BLOCK_BYTES)
}

/// The bytes of one block: it begins and ends between two characters.
pub fn block_range(text: &str, block: usize) -> Range<usize> {
    let edge = |block: usize| text.floor_char_boundary(block.saturating_mul(BLOCK_BYTES));
    edge(block)..edge(block.saturating_add(1))
}

/// Finds where a pattern is wrong; the same parser makes it ready afterwards.
fn check_pattern(pattern: &str) -> Result<(), QueryError> {
    use regex_syntax::Error;
    let parsed = regex_syntax::ParserBuilder::new().nest_limit(MOST_DEPTH).build().parse(pattern);
    let (offset, reason) = match parsed {
        Ok(_) => return Ok(()),
        Err(Error::Parse(error)) => (error.span().start.offset, error.kind().to_string()),
        Err(Error::Translate(error)) => (error.span().start.offset, error.kind().to_string()),
        Err(error) => (0, error.to_string()),
    };
    let column = pattern.get(..offset).map_or(1, |before| before.chars().count() + 1);
    Err(QueryError::Pattern { column, reason })
}

/// The pattern by which words are found.
fn pattern_of(words: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(words).into_owned();
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(words).into_owned();
    if composed == decomposed {
        return escaped(words);
    }
    // As it was typed is one of these, or stands first by itself.
    let mut forms = vec![words.to_owned(), composed, decomposed];
    forms.dedup();
    let forms: Vec<String> = forms.iter().map(|form| escaped(form)).collect();
    format!("(?:{})", forms.join("|"))
}

fn escaped(words: &str) -> String {
    let mut pattern = String::with_capacity(words.len() + 16);
    let mut chars = words.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\'' | '‘' | '’' | '‛' => pattern.push_str("['‘’‛]"),
            '"' | '“' | '”' | '„' | '‟' => pattern.push_str("[\"“”„‟]"),
            char if char.is_whitespace() => {
                while chars.next_if(|next| next.is_whitespace()).is_some() {}
                pattern.push_str(r"\s+");
            }
            char => pattern.push_str(&regex::escape(char.encode_utf8(&mut [0; 4]))),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(text: &str, query: &Query) -> Vec<Range<usize>> {
        let finder = Finder::new(query).expect("a query");
        let mut hits = Vec::new();
        let mut end = 0;
        for block in 0..block_count(text) {
            end = finder.in_block(text, block, end, |hit| {
                hits.push(hit);
                ControlFlow::Continue(())
            });
        }
        hits
    }

    fn query(words: &str, flags: &str) -> Query {
        Query {
            words: words.to_owned(),
            is_case_sensitive: flags.contains('c'),
            is_whole_word: flags.contains('w'),
            is_pattern: flags.contains('p'),
        }
    }

    #[test]
    fn words_are_found_as_people_mean_them() {
        for (text, words, flags, expected) in [
            ("The mill. the Mill", "mill", "", vec!["mill", "Mill"]),
            ("The mill. the Mill", "Mill", "c", vec!["Mill"]),
            ("mills and a mill, millpond", "mill", "w", vec!["mill"]),
            ("“We lost,” he said", "\"we lost,\"", "", vec!["“We lost,”"]),
            ("it’s gone", "it's", "", vec!["it’s"]),
            ("a third\r\n\tvoice", "third voice", "", vec!["third\r\n\tvoice"]),
            ("caf\u{e9} cafe\u{301} cafe", "caf\u{e9}", "", vec!["caf\u{e9}", "cafe\u{301}"]),
            ("caf\u{e9} cafe\u{301} cafe", "cafe\u{301}", "", vec!["caf\u{e9}", "cafe\u{301}"]),
            ("caf\u{e9} cafe\u{301} cafe", "cafe", "", vec!["cafe"]),
            ("👩\u{200d}👧 and 👩", "👩", "", vec!["👩"]),
            ("mill # a", "(?x) mill # a remark", "pw", vec!["mill"]),
            ("1.5 or 1x5", "1.5", "", vec!["1.5"]),
            ("1.5 or 1x5", "1.5", "p", vec!["1.5", "1x5"]),
            ("(a) [b] {c} \\d", "\\d", "", vec!["\\d"]),
            ("aaaa", "aa", "", vec!["aa", "aa"]),
            ("foo foobar", "foo|foobar", "pw", vec!["foo", "foobar"]),
            ("one\ntwo\n", "^t.*$", "p", vec!["two"]),
            ("axxb", "x*", "p", vec!["xx"]),
            ("قال المتحدث", "قال", "w", vec!["قال"]),
            ("これは文です", "文", "", vec!["文"]),
            ("👩\u{200d}👧 here", "👩\u{200d}👧", "", vec!["👩\u{200d}👧"]),
            ("STRASSE Straße", "straße", "", vec!["Straße"]),
            ("\u{feff}bom", "bom", "w", vec!["bom"]),
            ("", "x", "", vec![]),
        ] {
            let found: Vec<&str> = hits(text, &query(words, flags)).into_iter().filter_map(|hit| text.get(hit)).collect();
            assert_eq!(found, expected, "{words:?} {flags} in {text:?}");
        }
    }

    #[test]
    fn what_cannot_be_looked_for_is_said_with_its_place() {
        for (words, flags, expected) in [
            ("", "", "Nothing to look for"),
            ("a(b", "p", "Character 2 of the pattern: unclosed group"),
            ("“”*+[", "p", "Character 5 of the pattern: unclosed character class"),
            ("é**a{2,1}", "p", "Character 5 of the pattern: invalid repetition count range, the start must be <= the end"),
            (r"(\w{500}){500}", "p", "The pattern is too large: it stands for too many different texts"),
            (&"x".repeat(5000), "", "More than 4096 bytes cannot be looked for"),
        ] {
            let error = Finder::new(&query(words, flags)).expect_err("no query").to_string();
            assert_eq!(error, expected, "{words:.20}");
        }
        let deep = "(".repeat(2000) + &")".repeat(2000);
        assert!(Finder::new(&query(&deep, "p")).is_err());
        // Without a pattern they are words.
        assert!(Finder::new(&query("a(b", "")).is_ok());
    }

    #[test]
    fn blocks_find_what_one_look_finds() {
        // Hits lie over the edges of blocks, and characters do.
        let text = "über die Mühle, die Mu\u{308}hle brannte; ".repeat(3 * BLOCK_BYTES / 40);
        for (words, flags) in [("mühle", ""), ("die", "w"), (r"\w+", "p"), ("brannte; über", "c"), ("nicht da", ""), (r"[^;]+;[^;]+", "p")]
        {
            let finder = Finder::new(&query(words, flags)).expect("a query");
            let plain: Vec<Range<usize>> = finder.regex.find_iter(&text).map(|hit| hit.range()).collect();
            let found = hits(&text, &query(words, flags));
            assert!(found == plain, "{words}: {} hits, not {}", found.len(), plain.len());
        }
        // However far a hit reaches, it is one, from its beginning to its end; and what it covers is none.
        let long = "x".repeat(3 * BLOCK_BYTES);
        let letters = format!("a{long}b{}cc{long}b", "x".repeat(10));
        for (text, words) in [(&long, "x+"), (&letters, "(?s).*"), (&letters, "a.*|c"), (&letters, "[^b]+"), (&letters, "(?s)a.*?x{9}|c.*")]
        {
            let finder = Finder::new(&query(words, "p")).expect("a query");
            let plain: Vec<Range<usize>> = finder.regex.find_iter(text).map(|hit| hit.range()).filter(|hit| !hit.is_empty()).collect();
            assert_eq!(hits(text, &query(words, "p")), plain, "{words}");
        }
        let longest = "x".repeat(2 * MOST_HIT_BYTES + 5);
        let found: Vec<usize> = hits(&longest, &query("(?s).*", "p")).iter().map(ExactSizeIterator::len).collect();
        assert_eq!(found, [MOST_HIT_BYTES, MOST_HIT_BYTES, 5]);
        assert_eq!(hits(&long, &query("x{9}$", "p")).len(), 1, "the end of a look is not the end of the text");
    }
}
