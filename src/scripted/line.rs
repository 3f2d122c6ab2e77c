//! The words of a script's lines: what they stand for, and how things are told in them.

use std::path::Path;

use crate::model::tag::TagKind;
use crate::workbench::command::Answer;
use crate::workbench::notice::{Notice, Weight};
use crate::workbench::question::Question;
use crate::workbench::recovered::Extent;

/// From so many bytes on a journal is written anew, in place of the usual length: nobody waits in a test until it has 8 MiB.
const COMPACT_VARIABLE: &str = "FACTMARK_COMPACT_FROM_BYTES";

/// That length, where it is said.
pub fn compact_from_bytes() -> Option<u64> {
    std::env::var(COMPACT_VARIABLE).ok()?.parse().ok()
}

/// A notice as it is told, after a word that says why.
pub fn told(word: &str, notice: &Notice) -> String {
    let weight = match notice.weight {
        Weight::Hint => "hint",
        Weight::Warning => "warning",
        Weight::Error => "error",
    };
    format!("{word} {weight} {}", escaped(&notice.text))
}

/// What a question is called.
pub const fn name(question: &Question) -> &'static str {
    match question {
        Question::Unsaved(_) => "unsaved",
        Question::Overwrite(_) => "overwrite",
        Question::OverwriteReport(..) => "overwrite report",
        Question::ChangedOnDisk(_) => "changed on disk",
        Question::StillWriting => "still writing",
        Question::Path(_) => "path",
    }
}

/// The answer that words give.
pub fn answer(words: &str) -> Option<Answer> {
    match words.split_once(' ').unwrap_or((words, "")) {
        ("save", "") => Some(Answer::Save),
        ("proceed", "") => Some(Answer::Proceed),
        ("cancel", "") => Some(Answer::Cancel),
        ("path", path) => Some(Answer::Path(path.to_owned())),
        _ => None,
    }
}

/// The tag that a word names.
pub fn tag(word: &str) -> Option<TagKind> {
    match word {
        "claim" => Some(TagKind::Claim),
        "assertion" => Some(TagKind::Assertion),
        "fact" => Some(TagKind::ConfirmedFact),
        _ => None,
    }
}

/// What of unsaved work is wanted back: whether from what was moved aside, and how much.
pub fn wanted(words: &str) -> Option<(bool, Extent)> {
    match words {
        "" => Some((false, Extent::Whole)),
        "without the last" => Some((false, Extent::WithoutLast)),
        "aside" => Some((true, Extent::Whole)),
        _ => None,
    }
}

/// The two numbers that words give.
pub fn range(words: &str) -> Option<std::ops::Range<usize>> {
    let (start, end) = words.split_once(' ')?;
    Some(start.parse().ok()?..end.parse().ok()?)
}

/// A path on one line; a dash where there is none.
pub fn path_or_none(path: Option<&Path>) -> String {
    path.map_or_else(|| "-".to_owned(), |path| escaped(&path.to_string_lossy()))
}

/// A text on one line.
pub fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

/// The text that such a line stands for.
pub fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => plain.push('\n'),
                Some('r') => plain.push('\r'),
                Some(other) => plain.push(other),
                None => plain.push('\\'),
            },
            letter => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_comes_back_as_it_was() {
        for text in ["", "plain", "two\nlines\r\n", r"a \ and a \n", "\\"] {
            assert_eq!(unescaped(&escaped(text)), text);
            assert!(!escaped(text).contains(['\n', '\r']), "{text:?}");
        }
    }
}
