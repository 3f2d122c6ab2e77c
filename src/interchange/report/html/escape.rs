//! Text made harmless for a page: what is written as text stays text, and what cannot be seen is shown.

use crate::text::{chips, links};

/// Text of one field: isolated from what stands around it, whichever way it runs.
pub fn field(out: &mut String, text: &str) {
    out.push_str("<bdi>");
    words(out, text.trim(), &mut None);
    out.push_str("</bdi>");
}

/// Words as they are. `before` is the last character that was written here, for what hangs on it.
pub fn words(out: &mut String, text: &str, before: &mut Option<char>) {
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let is_line_end = char == '\n' || char == '\r' && chars.peek() == Some(&'\n');
        match chips::name(char, *before).filter(|_| !is_line_end) {
            None => push(out, char),
            // A name of the table, not of anybody's text. The character stays where it was; its name is drawn by the style.
            Some(name) => {
                out.push_str("<span class=\"x\" data-x=\"");
                out.push_str(name);
                out.push_str("\">");
                push(out, char);
                out.push_str("</span>");
            }
        }
        if !chips::hangs_on(char) {
            *before = Some(char);
        }
    }
}

/// Words without any element, for a title or an attribute in double quotes.
pub fn bare(out: &mut String, text: &str) {
    for char in text.chars() {
        push(out, char);
    }
}

/// An address: a link where it leads to the web, else its words.
pub fn address(out: &mut String, address: &str) {
    match links::web_address(address) {
        // As the browser will read it, so that a look-alike shows.
        Some(url) => link(out, url.as_str(), url.as_str()),
        None => field(out, address),
    }
}

/// The host of an address as a link to the whole; nothing where it leads nowhere.
pub fn host(out: &mut String, address: &str) -> bool {
    let (Some(url), Some(host)) = (links::web_address(address), links::host(address)) else { return false };
    link(out, url.as_str(), &host);
    true
}

fn link(out: &mut String, address: &str, shown: &str) {
    out.push_str("<a rel=\"noreferrer\" href=\"");
    bare(out, address);
    out.push_str("\">");
    field(out, shown);
    out.push_str("</a>");
}

fn push(out: &mut String, char: char) {
    match char {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        // A page's reader makes a line feed of it, unless it is spelled out.
        '\r' => out.push_str("&#13;"),
        // No page can hold this one.
        '\0' => out.push('\u{fffd}'),
        _ => out.push(char),
    }
}
