//! The article's text with its marks and the numbers of its notes.

use std::fmt::Write as _;

use crate::interchange::report::content::{Look, Section};
use crate::interchange::report::html::escape;
use crate::interchange::report::runs::runs;

/// The class of a mark, in the style of the page.
pub const fn class(look: Look) -> &'static str {
    match look {
        Look::Claim => "c",
        Look::Assertion => "a",
        Look::Confirmed => "f",
        Look::Hollow => "h",
    }
}

/// Writes the text, a paragraph a line. Without its elements and numbers it is the text, character by character.
pub fn write(out: &mut String, section: &Section<'_>) {
    let text = &*section.article.text;
    let mut before = None;
    out.push_str("<div class=\"text\" lang=\"\"><p>");
    for run in runs(text.len(), &section.stretches()) {
        let mut lines = text.get(run.bytes).unwrap_or_default().split('\n').peekable();
        while let Some(line) = lines.next() {
            let is_last = lines.peek().is_none();
            // Between paragraphs a carriage return is seen as little as the line feed.
            let (shown, end) = line.strip_suffix('\r').filter(|_| !is_last).map_or((line, ""), |line| (line, "&#13;"));
            marked(out, shown, &run.looks, &mut before);
            if !is_last {
                let _ = write!(out, "</p>{end}\n<p>");
                before = None;
            }
        }
        numbers(out, &run.ends);
    }
    out.push_str("</p></div>\n");
}

fn marked(out: &mut String, words: &str, looks: &[Look], before: &mut Option<char>) {
    if words.is_empty() {
        return;
    }
    for look in looks {
        let _ = write!(out, "<span class=\"{}\">", class(*look));
    }
    escape::words(out, words, before);
    for _ in looks {
        out.push_str("</span>");
    }
}

/// The numbers of the notes whose statements end here, each a link to its note; the note leads back to the first part's.
fn numbers(out: &mut String, ends: &[(usize, bool)]) {
    if ends.is_empty() {
        return;
    }
    out.push_str("<sup>");
    for (place, (note, is_first)) in ends.iter().enumerate() {
        let space = if place > 0 { " " } else { "" };
        let id = if *is_first { format!(" id=\"t{note}\"") } else { String::new() };
        let _ = write!(out, "{space}<a href=\"#n{note}\"{id}>{note}</a>");
    }
    out.push_str("</sup>");
}
