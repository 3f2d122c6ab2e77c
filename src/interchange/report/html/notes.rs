//! The notes: what is known about each statement.

use std::fmt::Write as _;

use crate::interchange::report::content::{Linked, Note, Section};
use crate::interchange::report::html::{escape, text};
use crate::interchange::report::pace::Pace;
use crate::interchange::report::words;
use crate::model::day::Day;
use crate::model::evidence::Stance;
use crate::model::source::Source;

/// Writes the notes of an article.
pub fn write(out: &mut String, section: &Section<'_>, pace: &mut Pace<'_>) {
    if section.notes.is_empty() {
        return;
    }
    out.push_str("<h3>Notes</h3>\n");
    for note in section.notes.iter().take_while(|_| pace.step()) {
        note_at(out, note, &section.article.text);
    }
}

fn note_at(out: &mut String, note: &Note<'_>, article_text: &str) {
    let number = note.number;
    let _ = write!(out, "<section class=\"note\" id=\"n{number}\">\n<h4>");
    if note.is_in_text() {
        let _ = write!(out, "<a href=\"#t{number}\" title=\"Back to the text\">{number}</a>");
    } else {
        let _ = write!(out, "{number}");
    }
    let look = note.verdict.look();
    let _ = writeln!(out, " <span class=\"tag {}\">{}</span></h4>", text::class(look), words::look(look));
    let standing = words::standing(note);
    if !standing.is_empty() {
        out.push_str("<p class=\"standing\">");
        escape::bare(out, &standing);
        out.push_str("</p>\n");
    }
    out.push_str("<p class=\"words\" lang=\"\">");
    escape::field(out, &note.statement.words(article_text));
    out.push_str("</p>\n");
    details(out, note);
    if !note.evidence.is_empty() {
        out.push_str("<ul class=\"evidence\">\n");
        for linked in &note.evidence {
            evidence_item(out, note, linked);
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

fn details(out: &mut String, note: &Note<'_>) {
    let statement = note.statement;
    let mut rows = String::new();
    row(&mut rows, "In plain words", &statement.in_plain_words);
    row(&mut rows, "Said by", &words::said_by(&statement.said_by));
    row(&mut rows, "As of", &statement.as_of.map(|day| day.to_string()).unwrap_or_default());
    for (name, value) in words::checked(note).into_iter().flatten() {
        row(&mut rows, name, &value);
    }
    if !note.same_as.is_empty() {
        rows.push_str("<dt>Says the same as</dt><dd>");
        links(&mut rows, &note.same_as);
        rows.push_str("</dd>\n");
    }
    if !note.is_in_text() {
        row(&mut rows, "Place", "These words no longer stand in the text");
    }
    row(&mut rows, "Note", &statement.note);
    for (name, value) in &note.review {
        row(&mut rows, name, value);
    }
    list(out, &rows);
}

/// A row of details; none where there is nothing to say.
pub fn row(rows: &mut String, name: &str, value: &str) {
    if value.trim().is_empty() {
        return;
    }
    let _ = write!(rows, "<dt>{name}</dt><dd>");
    escape::field(rows, value);
    rows.push_str("</dd>\n");
}

/// A row of details with an address in it.
pub fn address_row(rows: &mut String, name: &str, address: &str) {
    if address.trim().is_empty() {
        return;
    }
    let _ = write!(rows, "<dt>{name}</dt><dd>");
    escape::address(rows, address);
    rows.push_str("</dd>\n");
}

/// The archived copy of a source: where it lies, how old it is.
fn copy_row(rows: &mut String, source: &Source, date: Option<Day>) {
    let mut copy = String::new();
    let captured = words::captured(source, date);
    if escape::host(&mut copy, &source.archived_url) && !captured.is_empty() {
        copy.push_str(". ");
    }
    escape::bare(&mut copy, &captured);
    if !copy.is_empty() {
        let _ = writeln!(rows, "<dt>Lasting copy</dt><dd>{copy}</dd>");
    }
}

/// The rows as a list, where there are any.
pub fn list(out: &mut String, rows: &str) {
    if !rows.is_empty() {
        let _ = writeln!(out, "<dl>\n{rows}</dl>");
    }
}

/// The numbers of notes, each a link.
pub fn links(out: &mut String, notes: &[usize]) {
    for (place, note) in notes.iter().enumerate() {
        let comma = if place > 0 { ", " } else { "" };
        let _ = write!(out, "{comma}<a href=\"#n{note}\">{note}</a>");
    }
}

fn evidence_item(out: &mut String, note: &Note<'_>, linked: &Linked<'_>) {
    let Linked { number: source_number, source, evidence, held } = linked;
    let is_against = evidence.stance == Stance::Contradicts;
    let _ = write!(out, "<li{}><strong>{}</strong>", if is_against { " class=\"against\"" } else { "" }, words::stance(evidence.stance));
    if evidence.primary {
        out.push_str(", primary source");
    }
    if words::carries(note, evidence.id) {
        out.push_str(", carries it");
    }
    let _ = write!(out, ": <a href=\"#s{source_number}\">");
    match source.display_name() {
        "" => {
            let _ = write!(out, "Source {source_number}");
        }
        name => escape::field(out, name),
    }
    out.push_str("</a>");
    let published = source.published.map(|day| day.to_string()).unwrap_or_default();
    for part in [source.publisher.trim(), &published].into_iter().filter(|part| !part.is_empty()) {
        out.push_str(", ");
        escape::field(out, part);
    }
    let mut host = String::new();
    if escape::host(&mut host, &source.url) {
        let _ = write!(out, ", {host}");
    }
    if !evidence.passage.trim().is_empty() {
        out.push_str("\n<blockquote lang=\"\">");
        escape::field(out, &evidence.passage);
        out.push_str("</blockquote>");
    }
    if !evidence.original.trim().is_empty() {
        out.push_str("\n<blockquote lang=\"\">");
        escape::field(out, &evidence.original);
        out.push_str("</blockquote>");
    }
    let linked = words::by_on(&evidence.by, evidence.on);
    let mut rows = String::new();
    row(&mut rows, "Copy", &words::held(*held));
    row(&mut rows, "Where", &evidence.place);
    row(&mut rows, if is_against { "Answer" } else { "Note" }, &evidence.note);
    row(&mut rows, "Linked by", &linked);
    copy_row(&mut rows, source, note.date);
    list(out, &rows);
    out.push_str("</li>\n");
}
