//! What stands after the articles: sources, problems, what is still to do.

use std::fmt::Write as _;

use crate::interchange::report::content::{Cited, Item, Place, Report};
use crate::interchange::report::html::escape;
use crate::interchange::report::html::notes::{address_row, links, list, row};
use crate::interchange::report::words;

/// Writes the sources, and how often each is used.
pub fn sources(out: &mut String, report: &Report<'_>) {
    if report.sources.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2 id=\"sources\">Sources</h2>\n");
    for cited in &report.sources {
        source(out, cited);
    }
    out.push_str("</section>\n");
}

fn source(out: &mut String, cited: &Cited<'_>) {
    let Cited { number, source, notes, .. } = cited;
    let _ = write!(out, "<section class=\"source\" id=\"s{number}\">\n<h4>{number} ");
    match source.display_name() {
        "" => out.push_str("Source without a title"),
        name => escape::field(out, name),
    }
    out.push_str("</h4>\n");
    let day = |day: Option<crate::model::day::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut rows = String::new();
    row(&mut rows, "Author", &source.author);
    row(&mut rows, "Publisher", &source.publisher);
    row(&mut rows, "Published", &day(source.published));
    row(&mut rows, "Kind", words::source_kind(source.kind));
    address_row(&mut rows, "Address", &source.url);
    address_row(&mut rows, "Lasting copy", &source.archived_url);
    row(&mut rows, "Captured", &words::captured_on(source));
    row(&mut rows, "Looked at", &day(source.accessed));
    row(&mut rows, "Story", &source.story);
    row(&mut rows, "Note", &source.note);
    row(&mut rows, "Worked out", &source.working);
    row(&mut rows, "From", &words::inputs(&cited.inputs));
    let _ = write!(rows, "<dt>Used</dt><dd>{}", words::uses(notes.len()));
    if !notes.is_empty() {
        rows.push_str(": ");
        links(&mut rows, notes);
    }
    rows.push_str("</dd>\n");
    list(out, &rows);
    out.push_str("</section>\n");
}

/// Writes a list of problems, or of what is to do.
pub fn items(out: &mut String, id: &str, title: &str, none: &str, items: &[Item], report: &Report<'_>) {
    let _ = writeln!(out, "<section>\n<h2 id=\"{id}\">{title}</h2>");
    if items.is_empty() {
        let _ = writeln!(out, "<p>{none}</p>");
    } else {
        out.push_str("<ul class=\"items\">\n");
        for Item { place, text } in items {
            let _ = match place {
                Place::Article(number) => write!(out, "<li><a href=\"#a{number}\">{}</a>: ", words::article(*number, report)),
                Place::Note(number) => write!(out, "<li><a href=\"#n{number}\">Note {number}</a>: "),
                Place::Source(number) => write!(out, "<li><a href=\"#s{number}\">Source {number}</a>: "),
            };
            escape::field(out, text);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}
