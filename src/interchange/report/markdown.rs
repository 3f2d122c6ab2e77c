//! The report as Markdown, for what GitHub, GitLab, pandoc and editors agree on; notes and sources are reached by their headings.

mod escape;

use std::fmt::Write as _;

use crate::interchange::report::content::{Cited, Item, Linked, Look, Note, Place, Report, Section};
use crate::interchange::report::pace::Pace;
use crate::interchange::report::runs::runs;
use crate::interchange::report::words;
use crate::model::day::Day;
use crate::model::evidence::Stance;
use crate::model::source::Source;
use crate::text::links;

pub use crate::interchange::report::markdown::escape::line;

/// The report on a project as Markdown, which readers may see all of; names were left out of it in `left_out` places.
pub fn markdown(report: &Report<'_>, left_out: usize, pace: &mut Pace<'_>) -> String {
    let mut out = String::with_capacity(16 * 1024);
    let _ = writeln!(out, "# {}\n", escape::line(&words::title(report)));
    let _ = writeln!(out, "{}\n\n## How to read this\n", words::summary(report.counts));
    for (look, meaning) in words::LEGEND.iter().filter(|(look, _)| *look != Look::Hollow || report.counts.hollow > 0) {
        let _ = writeln!(out, "- **{}**: {meaning}", words::look(*look));
    }
    out.push_str("\nA number in brackets stands where a statement ends and leads to its note, which repeats the words. Evidence stands in the notes.\n");
    let is_only = report.sections.len() == 1;
    for section in &report.sections {
        article(&mut out, section, is_only, pace);
    }
    if !report.sources.is_empty() {
        out.push_str("\n## Sources\n");
        for cited in &report.sources {
            source_at(&mut out, cited);
        }
    }
    items(&mut out, "Problems", "None was found.", &report.problems, report);
    if !report.silenced.is_empty() {
        items(&mut out, "Problems that are lived with", "None.", &report.silenced, report);
    }
    items(&mut out, "Still to do", "Nothing.", &report.to_do, report);
    if !report.passes.is_empty() {
        out.push_str("\n## Passes\n\n");
        for pass in &report.passes {
            let _ = writeln!(out, "- {}", escape::line(pass));
        }
    }
    end(&mut out, left_out);
    out
}

/// Ends a report, out of which names were left in `left_out` places.
pub fn end(out: &mut String, left_out: usize) {
    if left_out > 0 {
        let _ = writeln!(out, "\n---\n\n{}", words::left_out(left_out));
    }
}

fn article(out: &mut String, section: &Section<'_>, is_only: bool, pace: &mut Pace<'_>) {
    let article = section.article;
    if is_only {
        out.push_str("\n## The article\n\n");
    } else {
        let _ = writeln!(out, "\n## {}\n", article_name(section));
    }
    row(out, "By", &article.byline);
    row(out, "Publisher", &article.publisher);
    row(out, "Published", &day(article.published));
    row(out, "Retrieved", &day(article.retrieved));
    address_row(out, "Address", &article.url);
    if !is_only {
        row(out, "Checked", &words::summary(section.counts));
    }
    out.push_str("\n---\n\n");
    text(out, section);
    out.push_str("\n\n---\n");
    for note in section.notes.iter().take_while(|_| pace.step()) {
        note_at(out, note, &article.text);
    }
}

fn article_name(section: &Section<'_>) -> String {
    match section.article.title.trim() {
        "" => format!("Article {}", section.number),
        title => escape::line(title),
    }
}

/// The text, a paragraph a line: between two lines of it stands an empty one.
fn text(out: &mut String, section: &Section<'_>) {
    let text = &*section.article.text;
    let mut pen = escape::Pen::default();
    for run in runs(text.len(), &section.stretches()) {
        for (place, line) in text.get(run.bytes).unwrap_or_default().split('\n').enumerate() {
            if place > 0 {
                out.push_str("\n\n");
                pen = escape::Pen::default();
            }
            pen.write(out, line);
        }
        for (note, _) in run.ends {
            let _ = write!(out, "[\\[{note}\\]](#note-{note})");
            pen.leave_start();
        }
    }
}

fn note_at(out: &mut String, note: &Note<'_>, article_text: &str) {
    let statement = note.statement;
    let _ = writeln!(out, "\n### Note {}\n", note.number);
    let standing = words::standing(note);
    let dash = if standing.is_empty() { "" } else { " — " };
    let _ = writeln!(out, "**{}**{dash}{}\n", words::look(note.verdict.look()), escape::line(&standing));
    quote(out, "", &statement.words(article_text));
    row(out, "In plain words", &statement.in_plain_words);
    row(out, "Said by", &words::said_by(&statement.said_by));
    row(out, "As of", &day(statement.as_of));
    for (name, value) in words::checked(note).into_iter().flatten() {
        row(out, name, &value);
    }
    if !note.same_as.is_empty() {
        let _ = writeln!(out, "- Says the same as: {}", note_links(&note.same_as));
    }
    if !note.is_in_text() {
        row(out, "Place", "These words no longer stand in the text");
    }
    row(out, "Note", &statement.note);
    for (name, value) in &note.review {
        row(out, name, value);
    }
    for linked in &note.evidence {
        evidence_item(out, note, linked);
    }
}

fn evidence_item(out: &mut String, note: &Note<'_>, linked: &Linked<'_>) {
    let Linked { number, source, evidence, held } = linked;
    let primary = if evidence.primary { ", primary source" } else { "" };
    let carries = if words::carries(note, evidence.id) { ", carries it" } else { "" };
    let name = match source.display_name() {
        "" => format!("Source {number}"),
        name => escape::line(name),
    };
    let _ = write!(out, "- **{}**{primary}{carries}: [{name}](#source-{number})", words::stance(evidence.stance));
    let published = day(source.published);
    for part in [source.publisher.trim(), &published].into_iter().filter(|part| !part.is_empty()) {
        let _ = write!(out, ", {}", escape::line(part));
    }
    if let (Some(url), Some(host)) = (links::web_address(&source.url), links::host(&source.url)) {
        let _ = write!(out, ", [{}](<{}>)", escape::line(&host), escape::target(url.as_str()));
    }
    out.push('\n');
    if !evidence.passage.trim().is_empty() {
        out.push('\n');
        quote(out, "  ", &evidence.passage);
    }
    if !evidence.original.trim().is_empty() {
        out.push('\n');
        quote(out, "  ", &evidence.original);
    }
    inner_row(out, "Copy", &words::held(*held));
    inner_row(out, "Where", &evidence.place);
    inner_row(out, if evidence.stance == Stance::Contradicts { "Answer" } else { "Note" }, &evidence.note);
    inner_row(out, "Linked by", &words::by_on(&evidence.by, evidence.on));
    copy_row(out, source, note.date);
}

/// The archived copy of a source: where it lies, how old it is.
fn copy_row(out: &mut String, source: &Source, date: Option<Day>) {
    let link = links::web_address(&source.archived_url).zip(links::host(&source.archived_url));
    let link = link.map(|(url, host)| format!("[{}](<{}>)", escape::line(&host), escape::target(url.as_str())));
    let captured = Some(words::captured(source, date)).filter(|captured| !captured.is_empty()).map(|captured| escape::line(&captured));
    let copy: Vec<String> = link.into_iter().chain(captured).collect();
    if !copy.is_empty() {
        let _ = writeln!(out, "  - Lasting copy: {}", copy.join(". "));
    }
}

fn source_at(out: &mut String, cited: &Cited<'_>) {
    let Cited { number, source, notes, .. } = cited;
    let _ = writeln!(out, "\n### Source {number}\n");
    row(out, "Title", &source.title);
    row(out, "Author", &source.author);
    row(out, "Publisher", &source.publisher);
    row(out, "Published", &day(source.published));
    row(out, "Kind", words::source_kind(source.kind));
    address_row(out, "Address", &source.url);
    address_row(out, "Lasting copy", &source.archived_url);
    row(out, "Captured", &words::captured_on(source));
    row(out, "Looked at", &day(source.accessed));
    row(out, "Story", &source.story);
    row(out, "Note", &source.note);
    row(out, "Worked out", &source.working);
    row(out, "From", &words::inputs(&cited.inputs));
    let colon = if notes.is_empty() { "" } else { ": " };
    let _ = writeln!(out, "- Used: {}{colon}{}", words::uses(notes.len()), note_links(notes));
}

fn items(out: &mut String, title: &str, none: &str, items: &[Item], report: &Report<'_>) {
    let _ = writeln!(out, "\n## {title}\n");
    if items.is_empty() {
        let _ = writeln!(out, "{none}");
    }
    for Item { place, text } in items {
        let place = match place {
            // The heading is the title, which gives no sure address.
            Place::Article(number) => match number.checked_sub(1).and_then(|at| report.sections.get(at)) {
                Some(section) if report.sections.len() > 1 => article_name(section),
                _ => "The article".to_owned(),
            },
            Place::Note(number) => format!("[Note {number}](#note-{number})"),
            Place::Source(number) => format!("[Source {number}](#source-{number})"),
        };
        let _ = writeln!(out, "- {place}: {}", escape::line(text));
    }
}

fn note_links(notes: &[usize]) -> String {
    let links: Vec<String> = notes.iter().map(|note| format!("[{note}](#note-{note})")).collect();
    links.join(", ")
}

/// A row of details; none where there is nothing to say.
pub fn row(out: &mut String, name: &str, value: &str) {
    if !value.trim().is_empty() {
        let _ = writeln!(out, "- {name}: {}", escape::lines(value, "  "));
    }
}

fn inner_row(out: &mut String, name: &str, value: &str) {
    if !value.trim().is_empty() {
        let _ = writeln!(out, "  - {name}: {}", escape::lines(value, "    "));
    }
}

fn address_row(out: &mut String, name: &str, address: &str) {
    match links::web_address(address) {
        Some(url) => {
            let _ = writeln!(out, "- {name}: [{}](<{}>)", escape::line(url.as_str()), escape::target(url.as_str()));
        }
        None => row(out, name, address),
    }
}

/// Words as a quotation, followed by an empty line.
pub fn quote(out: &mut String, indent: &str, words: &str) {
    let lines: Vec<String> = words.lines().map(escape::line).filter(|line| !line.is_empty()).collect();
    // Each line is a paragraph of its own.
    let _ = writeln!(out, "{indent}> {}\n", lines.join(&format!("\n{indent}>\n{indent}> ")));
}

fn day(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
