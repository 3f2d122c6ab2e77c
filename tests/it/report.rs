//! Reports: whatever stands in a project stays text, the article stays what it is, and nothing hollow is called confirmed.

mod changes;
mod names;
mod writing;

use std::sync::Arc;

use factmark::interchange::report::{Form, write};
use factmark::model::article::Article;
use factmark::model::edit::Edit;
use factmark::model::evidence::Evidence;
use factmark::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use factmark::model::holding::Holdings;
use factmark::model::id::{ArticleId, EvidenceId, SourceId, StatementId};
use factmark::model::project::Project;
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::{SaidBy, SpeakerKind, Statement};
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};
use factmark::project_file;

use crate::support::{marked, project_of, random_project, rng};

const SMALL: &str = include_str!("../data/format-1/small.ron");
const SAMPLE: &str = include_str!("../../assets/sample.ron");

const HOSTILE: [&str; 7] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style><!-- <b>&lt;script&gt;",
    "javascript:alert(1)//<svg onload=alert(1)>",
    "https://example.org/\"><script>alert(1)</script>?a='b'&c=<d>",
    "[x](javascript:alert(1)) ![y](z) `<b>`\n# <i>\n---\n1. |",
];

fn html(project: &Project) -> String {
    write(project, &Holdings::default(), Form::Html)
}

fn markdown(project: &Project) -> String {
    write(project, &Holdings::default(), Form::Markdown)
}

/// Elements a report is made of; nothing else may begin with `<`.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "section",
    "dl",
    "dt",
    "dd",
    "span",
    "bdi",
    "nav",
    "a",
    "div",
    "sup",
    "ul",
    "li",
    "strong",
    "blockquote",
    "footer",
];
const ATTRIBUTES: &[&str] = &["lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "rel", "data-x", "title"];

/// Holds a page against what may be in it: known elements, closed as opened, quoted attributes, links to notes and to the web.
fn check_page(page: &str) {
    let page = page.strip_prefix("<!DOCTYPE html>").expect("a page");
    assert!(!page.to_lowercase().contains("<script"));
    let mut open = Vec::new();
    for piece in page.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap_or_else(|| panic!("a tag that is closed: {piece:?}"));
        assert!(!after.contains('>') || tag == "style", "a bare > in {piece:?}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in {piece:?}");
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(ELEMENTS.contains(&name), "{tag:?}");
        while !attributes.is_empty() {
            let (attribute, rest) = attributes.split_once("=\"").unwrap_or_else(|| panic!("a quoted value in {tag:?}"));
            let (value, rest) = rest.split_once('"').unwrap_or_else(|| panic!("a value that ends in {tag:?}"));
            assert!(ATTRIBUTES.contains(&attribute), "{tag:?}");
            let is_good = ["#", "http://", "https://"].iter().any(|start| value.starts_with(start));
            assert!(attribute != "href" || is_good, "{tag:?}");
            attributes = rest.strip_prefix(' ').unwrap_or(rest);
        }
        if name != "meta" {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// The texts of a page's articles, without elements and note numbers.
fn texts_of_page(page: &str) -> Vec<String> {
    let texts = page.split("<div class=\"text\" lang=\"\"><p>").skip(1);
    let text = |text: &str| {
        let (marked, _) = text.split_once("</p></div>").expect("its end");
        let mut plain = String::new();
        for (place, piece) in marked.split("<sup>").enumerate() {
            let piece = if place == 0 { piece } else { piece.split_once("</sup>").expect("its end").1 };
            plain.push_str(&piece.split('<').enumerate().fold(String::new(), |text, (place, piece)| {
                text + if place == 0 { piece } else { piece.split_once('>').expect("a tag").1 }
            }));
        }
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"), ("&amp;", "&")]
            .iter()
            .fold(plain, |text, (entity, char)| text.replace(entity, char))
    };
    texts.map(text).collect()
}

/// The texts of the articles in Markdown, without note numbers and escapes.
fn texts_of_markdown(report: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = report;
    while let Some((_, after)) = rest.split_once("\n---\n\n") {
        let (text, next) = after.split_once("\n\n---\n").expect("its end");
        texts.push(text.split("\n\n").map(plain_line).collect::<Vec<_>>().join("\n"));
        rest = next;
    }
    texts
}

fn plain_line(line: &str) -> String {
    let mut plain = String::new();
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        let mut until = |end| chars.by_ref().take_while(|char| *char != end).collect::<String>();
        let number = |text: &str, radix| u32::from_str_radix(text, radix).ok().and_then(char::from_u32).expect("a character");
        match char {
            '\\' => plain.extend(chars.next()),
            '[' => drop(until(')')),
            '&' => plain.push(number(until(';').trim_start_matches('#'), 10)),
            '⟨' => plain.push(number(until('⟩').trim_start_matches("U+"), 16)),
            _ => plain.push(char),
        }
    }
    plain
}

fn sample() -> Project {
    project_file::read(SAMPLE.as_bytes()).expect("the sample").project
}

/// Puts hostile words into every field, and an article of nothing else with statements all over it.
fn made_hostile(rng: &mut fastrand::Rng, mut project: Project) -> Project {
    let mut draw = || (*rng.choice(&HOSTILE).expect("some")).to_owned();
    let text = HOSTILE.join("\n");
    let article = Article::new(ArticleId::from_raw(1), text.as_str());
    let mut edits = vec![Edit::PutArticle(0, Arc::new(article))];
    edits.push(Edit::PutSource(Arc::new(Source::titled(SourceId::from_raw(1), draw()))));
    let bounds: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    for (raw, window) in (1..).zip(bounds.windows(9).step_by(5)) {
        let span = Span::new(&text, window[0]..window[8]).expect("a span");
        let tag = Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: draw(), on: None });
        let mut statement = Statement::new(StatementId::from_raw(raw), ArticleId::from_raw(1), span, tag);
        statement.evidence.push(Arc::new(Evidence::new(EvidenceId::from_raw(raw), SourceId::from_raw(1))));
        edits.push(Edit::PutStatement(Arc::new(statement)));
    }
    for edit in edits {
        let _ = project.apply(edit);
    }
    let mut edits = Vec::new();
    for article in project.articles() {
        use ArticleField::{Byline, Publisher, Title, Url};
        edits.extend([Title(draw()), Byline(draw()), Publisher(draw()), Url(draw())].map(|field| Edit::SetArticle(article.id, field)));
    }
    for source in project.sources() {
        use SourceField::{ArchivedUrl, Author, Note, Publisher, Story, Title, Url, Working};
        let fields = [Title(draw()), Author(draw()), Publisher(draw()), Url(draw()), ArchivedUrl(draw()), Note(draw()), Story(draw())];
        edits.extend(fields.into_iter().chain([Working(draw())]).map(|field| Edit::SetSource(source.id, field)));
    }
    for statement in project.statements() {
        let said_by =
            SaidBy { speaker: draw(), role: draw(), kind: SpeakerKind::Unnamed, relays: vec![draw(), draw()], hedge: draw(), denies: true };
        let fields = [StatementField::SaidBy(said_by), StatementField::InPlainWords(draw()), StatementField::Note(draw())];
        edits.extend(fields.map(|field| Edit::SetStatement(statement.id, field)));
        edits.extend(changes::hostile_checks(statement.id, &mut draw));
        for evidence in &statement.evidence {
            use EvidenceField::{By, Note, Original, Passage, Place};
            let fields = [Passage(draw()), Place(draw()), Note(draw()), By(draw()), Original(draw())];
            edits.extend(fields.map(|field| Edit::SetEvidence(statement.id, evidence.id, field)));
        }
    }
    for edit in edits {
        project.apply(edit).expect("fields may hold anything");
    }
    project
}

#[test]
fn nothing_of_anybodys_text_becomes_markup() {
    let mut rng = rng("nothing_of_anybodys_text_becomes_markup");
    check_page(&html(&Project::default()));
    check_page(&html(&sample()));
    for _ in 0..50 {
        let project = random_project(&mut rng);
        check_page(&html(&project));
        let hostile = made_hostile(&mut rng, project);
        check_page(&html(&hostile));
        // In Markdown no element can begin but an address between < and >.
        for piece in markdown(&hostile).split('<').collect::<Vec<_>>().windows(2) {
            assert!(piece[0].ends_with('\\') || piece[0].ends_with("](") && piece[1].starts_with("http"), "{piece:?}");
        }
    }
}

#[test]
fn without_marks_and_numbers_the_text_is_the_articles() {
    let mut rng = rng("without_marks_and_numbers_the_text_is_the_articles");
    let projects = (0..150).map(|_| random_project(&mut rng)).collect::<Vec<_>>();
    let hostile = made_hostile(&mut rng, Project::default());
    for project in projects.into_iter().chain([sample(), hostile]) {
        let texts: Vec<String> = project.articles().map(|article| article.text.to_string()).collect();
        let without_null: Vec<String> = texts.iter().map(|text| text.replace('\0', "\u{fffd}")).collect();
        assert_eq!(texts_of_page(&html(&project)), without_null);
        assert_eq!(texts_of_markdown(&markdown(&project)), texts);
    }
}

#[test]
fn a_hollow_fact_is_never_called_nor_counted_a_confirmed_one() {
    let mut rng = rng("a_hollow_fact_is_never_called_nor_counted_a_confirmed_one");
    let mut hollow_seen = 0;
    for project in (0..150).map(|_| random_project(&mut rng)).chain([sample()]) {
        let counts = project.index().counts();
        hollow_seen += counts.hollow;
        let page = html(&project);
        let notes: Vec<&str> = page.split("<section class=\"note\"").skip(1).map(|note| note.split("</section>").next().unwrap()).collect();
        assert_eq!(notes.len(), counts.statements());
        let holds = |words: &str| notes.iter().filter(|note| note.contains(words)).count();
        assert_eq!(holds(">Confirmed fact</span>"), counts.confirmed);
        assert_eq!(holds(">Not carried</span>"), counts.hollow);
        let called = |note: &str| note.contains("Confirmed fact") || note.contains("Confirmed by") || note.contains("carries it:");
        assert!(notes.iter().filter(|note| note.contains(">Not carried<")).all(|note| !called(note)));
        let lines = markdown(&project);
        let begins = |start: &str| lines.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!((begins("**Confirmed fact**"), begins("**Not carried**")), (counts.confirmed, counts.hollow));
        if counts.confirmed == 0 {
            assert!(!page.contains("confirmed and carried"));
        }
    }
    assert!(hollow_seen > 20, "the random projects had some");
}

#[test]
fn every_link_within_the_page_has_its_place() {
    let mut rng = rng("every_link_within_the_page_has_its_place");
    for project in (0..50).map(|_| random_project(&mut rng)).chain([sample()]) {
        let page = html(&project);
        let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(ids.contains(&link), "#{link}");
        }
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id is there once");
    }
}

#[test]
fn note_numbers_rise_as_the_text_is_read() {
    let (text, spans) = marked("‹The front ‹struck the depot› at dawn›, it said. ‹It denied› ‹the rest›.");
    let article = Article::new(ArticleId::from_raw(1), text.as_str());
    let mut edits = vec![Edit::PutArticle(0, Arc::new(article))];
    for (raw, span) in (1..).zip(spans) {
        edits.push(Edit::PutStatement(Arc::new(Statement::new(StatementId::from_raw(raw), ArticleId::from_raw(1), span, Tag::Claim))));
    }
    let project = project_of(edits);
    let text = "The front struck the depot[\\[1\\]](#note-1) at dawn[\\[2\\]](#note-2), it said. It denied[\\[3\\]](#note-3) the rest[\\[4\\]](#note-4).";
    assert!(markdown(&project).contains(text), "{}", markdown(&project));
}

#[test]
fn the_same_project_gives_the_same_bytes_as_ever() {
    let project = project_file::read(SMALL.as_bytes()).expect("the small project").project;
    for (form, name) in [(Form::Html, "small.html"), (Form::Markdown, "small.md")] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/report").join(name);
        let written = write(&project, &Holdings::default(), form);
        if std::env::var_os("FACTMARK_WRITE_REPORT").is_some() {
            crate::support::put(&path, &written);
        }
        let expected = std::fs::read_to_string(&path).expect("a report to compare with; FACTMARK_WRITE_REPORT=1 writes it");
        assert!(written == expected, "{name} has changed; FACTMARK_WRITE_REPORT=1 writes it anew:\n{written}");
    }
}

#[test]
fn statements_that_all_lie_over_each_other_do_not_swell_the_report() {
    const STATEMENTS: usize = 20_000;
    let text = "word ".repeat(100);
    let mut project = project_of(vec![Edit::PutArticle(0, Arc::new(Article::new(ArticleId::from_raw(1), text.as_str())))]);
    for raw in 0..STATEMENTS {
        let start = raw % 200;
        let span = Span::new(&text, start..start + 250).expect("a span");
        let statement = Statement::new(StatementId::from_raw(raw as u64), ArticleId::from_raw(1), span, Tag::Assertion);
        project.apply(Edit::PutStatement(Arc::new(statement))).expect("it is allowed");
    }
    for form in [Form::Html, Form::Markdown] {
        assert!(write(&project, &Holdings::default(), form).len() < STATEMENTS * 1000);
    }
}
