//! The report as one page: no script, nothing fetched, nothing of anybody's text taken for markup.

mod escape;
mod lists;
mod notes;
mod text;

use std::fmt::Write as _;

use crate::interchange::report::content::{Look, Report, Section};
pub use crate::interchange::report::html::escape::field;
use crate::interchange::report::pace::Pace;
use crate::interchange::report::words;

/// Forbids whatever a page could do but show its own style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The style of the page, for screens by day and by night and for paper. Marks differ by the style of their line, not by colour alone;
/// colours are those of the window, with at least 4.5:1 for words.
const STYLE: &str = r#"
:root { color-scheme: light dark; --paper: #fcf9f3; --ink: #23211d; --soft: #5d5a53; --line: #d9d2c4; --link: #1f4f96;
  --c: #fbe9c2; --c-line: #b46a00; --c-ink: #854a00; --a: #d3e1f6; --a-line: #2f62b8; --a-ink: #274d94;
  --f: #b1dac6; --f-line: #0b5c43; --f-ink: #0b553f; --h: #f3f4ec; --h-line: #4b7a68; --h-ink: #3c5e51; --bad: #9a2a1c; }
@media (prefers-color-scheme: dark) { :root { --paper: #161a20; --ink: #e4e0d7; --soft: #a6abb4; --line: #343b46; --link: #8fb8ec;
  --c: #3a2b0c; --c-line: #c68622; --c-ink: #ebbc6a; --a: #223c66; --a-line: #82b0f2; --a-ink: #a8c8f8;
  --f: #1c5443; --f-line: #7cdeb6; --f-ink: #98e4c5; --h: #1d2527; --h-line: #7da695; --h-ink: #a9c8ba; --bad: #f2a094; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 70ch; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Literata, Charter, Georgia, "Noto Serif", "DejaVu Serif", serif; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.9rem; margin: 0 0 1rem; }
h2 { font-size: 1.45rem; margin: 3rem 0 .75rem; }
h3 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
h4 { font-size: 1rem; margin: 0 0 .4rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
bdi { white-space: pre-wrap; }
dl { display: grid; grid-template-columns: minmax(6.5rem, max-content) 1fr; gap: .1rem 1rem; margin: .4rem 0; font-size: .9375em; }
dt { color: var(--soft); }
dd { margin: 0; }
.legend dl { grid-template-columns: max-content 1fr; gap: .4rem 1rem; }
.text { margin: 1.5rem 0; padding-block: 1rem; border-block: 1px solid var(--line); line-height: 1.8; }
.text p { margin: 0 0 .7em; white-space: pre-wrap; unicode-bidi: plaintext; }
.text p:empty { display: none; }
.c, .a, .f, .h { text-decoration-line: underline; text-decoration-skip-ink: none; text-decoration-thickness: 2px; }
.c { background: var(--c); text-decoration-style: dashed; text-decoration-color: var(--c-line); text-underline-offset: .2em; }
.a { background: var(--a); text-decoration-style: solid; text-decoration-color: var(--a-line); text-underline-offset: .36em; }
.f { background: var(--f); text-decoration-style: double; text-decoration-color: var(--f-line); text-underline-offset: .2em; }
.h { background: var(--h); text-decoration-style: dotted; text-decoration-color: var(--h-line); text-underline-offset: .36em; }
sup { font: .7em/1 system-ui, sans-serif; vertical-align: super; padding-inline-start: .15em; }
sup a, h4 > a { text-decoration: none; font-weight: 600; }
sup a:hover, h4 > a:hover { text-decoration: underline; }
:target { background: var(--a); outline: 3px solid var(--a); }
.note, .source { margin: 0 0 1.4rem; padding-block-start: .9rem; border-block-start: 1px solid var(--line); }
.tag { padding: .05em .4em .2em; font-weight: 600; }
.tag.c { color: var(--c-ink); } .tag.a { color: var(--a-ink); } .tag.f { color: var(--f-ink); } .tag.h { color: var(--h-ink); }
.standing { margin: .2rem 0; }
.words { margin: .2rem 0 .4rem; font-style: italic; }
.evidence { margin: .6rem 0 0; padding-inline-start: 1.2rem; }
.evidence li { margin-block-end: .6rem; }
.against > strong { color: var(--bad); }
blockquote { margin: .35rem 0; padding-inline-start: .9rem; border-inline-start: 3px solid var(--line); }
.x { unicode-bidi: isolate; }
.x::before { content: attr(data-x); font: 600 .65em/1 system-ui, sans-serif; border: 1px solid var(--soft); border-radius: 3px;
  padding: 0 .2em; margin-inline: .1em; color: var(--soft); }
nav, footer { color: var(--soft); font-size: .9375rem; }
footer { margin-block-start: 3rem; }
@page { margin: 20mm 18mm; }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --link: #000;
  --c: #fbe9c2; --c-line: #b46a00; --c-ink: #854a00; --a: #d3e1f6; --a-line: #2f62b8; --a-ink: #274d94;
  --f: #b1dac6; --f-line: #0b5c43; --f-ink: #0b553f; --h: #f3f4ec; --h-line: #4b7a68; --h-ink: #3c5e51; --bad: #9a2a1c; }
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.45; }
  .note, .source { font-size: 9.5pt; margin-block-end: .8rem; padding-block-start: .6rem; } .evidence li { margin-block-end: .3rem; }
  h2, h3, h4, .standing, .words { break-after: avoid; } dl, .evidence li, .source, .text p { break-inside: avoid-page; } p, dd { orphans: 3; widows: 3; }
  nav { display: none; } a { text-decoration: none; } }
"#;

/// The report on a project as one HTML page, which readers may see all of; names were left out of it in `left_out` places.
pub fn html(report: &Report<'_>, left_out: usize, pace: &mut Pace<'_>) -> String {
    let mut out = String::with_capacity(16 * 1024);
    begin(&mut out, &words::title(report));
    front(&mut out, report);
    let is_only = report.sections.len() == 1;
    for section in &report.sections {
        article(&mut out, section, is_only, pace);
    }
    lists::sources(&mut out, report);
    lists::items(&mut out, "problems", "Problems", "None was found.", &report.problems, report);
    if !report.silenced.is_empty() {
        lists::items(&mut out, "lived-with", "Problems that are lived with", "None.", &report.silenced, report);
    }
    lists::items(&mut out, "to-do", "Still to do", "Nothing.", &report.to_do, report);
    passes(&mut out, &report.passes);
    end(&mut out, left_out);
    out
}

/// Who has gone through the project; nothing where nobody has yet.
fn passes(out: &mut String, passes: &[String]) {
    if passes.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2 id=\"passes\">Passes</h2>\n<ul class=\"items\">\n");
    for pass in passes {
        out.push_str("<li>");
        escape::field(out, pass);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</section>\n");
}

/// Ends a page, out of which names were left in `left_out` places.
pub fn end(out: &mut String, left_out: usize) {
    if left_out > 0 {
        let _ = writeln!(out, "<p>{}</p>", words::left_out(left_out));
    }
    out.push_str(
        "</main>\n<footer>Written with Factmark. This page holds everything it needs and fetches nothing.</footer>\n</body>\n</html>\n",
    );
}

/// Rows of details: what each is called, and what stands there; those that say nothing are left out.
pub fn rows(out: &mut String, rows: &[(&str, String)]) {
    let mut written = String::new();
    for (name, value) in rows {
        notes::row(&mut written, name, value);
    }
    notes::list(out, &written);
}

/// Begins a page with this title.
pub fn begin(out: &mut String, title: &str) {
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape::bare(out, title);
    let _ = write!(out, "</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>");
    escape::field(out, title);
    out.push_str("</h1>\n");
}

/// What comes before the first article: how it stands, how to read it, where to find what.
fn front(out: &mut String, report: &Report<'_>) {
    let _ = writeln!(out, "<p>{}</p>", words::summary(report.counts));
    out.push_str("<section class=\"legend\">\n<h2>How to read this</h2>\n<dl>\n");
    for (look, meaning) in words::LEGEND.iter().filter(|(look, _)| *look != Look::Hollow || report.counts.hollow > 0) {
        let _ = writeln!(out, "<dt><span class=\"tag {}\">{}</span></dt><dd>{meaning}</dd>", text::class(*look), words::look(*look));
    }
    out.push_str(
        "</dl>\n<p>Small numbers lead to the notes, and the number of a note leads back. Evidence stands in the notes.</p>\n</section>\n",
    );
    out.push_str("<nav>");
    for section in &report.sections {
        let _ = write!(out, "<a href=\"#a{}\">{}</a> · ", section.number, words::article(section.number, report));
    }
    if !report.sources.is_empty() {
        out.push_str("<a href=\"#sources\">Sources</a> · ");
    }
    out.push_str("<a href=\"#problems\">Problems</a> · <a href=\"#to-do\">Still to do</a></nav>\n");
}

/// `is_only`: its title and counts stand at the top of the page already.
fn article(out: &mut String, section: &Section<'_>, is_only: bool, pace: &mut Pace<'_>) {
    let (number, article) = (section.number, section.article);
    let _ = write!(out, "<section>\n<h2 id=\"a{number}\">");
    if is_only {
        out.push_str("The article");
    } else if article.title.trim().is_empty() {
        let _ = write!(out, "Article {number}");
    } else {
        escape::field(out, &article.title);
    }
    out.push_str("</h2>\n");
    let day = |day: Option<crate::model::day::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut rows = String::new();
    notes::row(&mut rows, "By", &article.byline);
    notes::row(&mut rows, "Publisher", &article.publisher);
    notes::row(&mut rows, "Published", &day(article.published));
    notes::row(&mut rows, "Retrieved", &day(article.retrieved));
    notes::address_row(&mut rows, "Address", &article.url);
    if !is_only {
        notes::row(&mut rows, "Checked", &words::summary(section.counts));
    }
    notes::list(out, &rows);
    text::write(out, section);
    notes::write(out, section, pace);
    out.push_str("</section>\n");
}
