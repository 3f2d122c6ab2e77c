//! Files that somebody edited by hand, or that grew elsewhere: what is kept, what is told, what is proposed.

use factmark::interchange::guess::guess;
use factmark::interchange::plain_text;
use factmark::model::article::Article;
use factmark::model::edit::Edit;
use factmark::model::id::{ArticleId, StatementId};
use factmark::model::span::Span;
use factmark::model::statement::{Part, Statement};
use factmark::model::tag::Tag;
use factmark::project_file::{self, Finding, Loaded, Proposal, ReadError};

use crate::support::{marked, project_of};

const SMALL: &str = include_str!("../data/format-1/small.ron");
/// Of the format in which statements are taken in while they are read.
const NEWEST: &str = include_str!("../data/format-4/small.ron");

fn read(text: &str) -> Loaded {
    project_file::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A file with one article and one statement of these parts, as a hand would write them.
fn by_hand(lines: &str, parts: &str) -> String {
    format!(
        "Project(format: 1, articles: [Article(id: \"a-0000000000001\", text: [{lines}])], \
         statements: [Statement(id: \"s-0000000000001\", article: \"a-0000000000001\", parts: [{parts}], tag: Claim)])"
    )
}

/// The parts as they were read, as text; then what was noticed about parts.
fn parts_of(loaded: &Loaded) -> (Vec<String>, Vec<Finding>) {
    let statement = loaded.project.statements().next().expect("a statement");
    let text = &loaded.project.article(statement.article).expect("its article").text;
    let parts = statement.parts.iter().map(|part| match part {
        Part::At(span) => format!("{}..{} {}", span.start(), span.end(), span.words(text)),
        Part::Adrift(quote) => format!("adrift {}", quote.exact),
    });
    let about_parts = |finding: &&Finding| matches!(finding, Finding::PartAdrift { .. } | Finding::PartOverlaps { .. });
    (parts.collect(), loaded.notes.iter().map(|note| &note.finding).filter(about_parts).cloned().collect())
}

/// Parts written by hand over `lines`: what becomes of them, and where the first that is adrift might belong (`None`: none is).
fn check(lines: &str, written: &str, parts: &[&str], proposal: Option<Proposal>) {
    let loaded = read(&by_hand(lines, written));
    let (found, findings) = parts_of(&loaded);
    let proposed = findings.iter().find_map(|finding| match finding {
        Finding::PartAdrift { proposal, .. } => Some(*proposal),
        _ => None,
    });
    assert_eq!((found, proposed), (parts.iter().map(|part| (*part).to_owned()).collect(), proposal), "{written}");
    project_file::write_verified(&loaded.project).expect("what was read can be written");
}

fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words are there");
    Span::new(text, start..start + words.len()).expect("words")
}

#[test]
fn positions_count_code_points_and_hold_against_their_words() {
    let lines = r#""é𝄞 the sky", "is green, is it""#;
    let text = "é𝄞 the sky\nis green, is it";
    check(lines, r#"(start: 3, end: 10, words: "the sky")"#, &["7..14 the sky"], None);
    check(lines, r#"(start: 7, end: 13, words: "sky\nis", before: "not what stands there")"#, &["11..17 sky\nis"], None);
    check(lines, r#"(start: 4, end: 11, words: "the sky")"#, &["adrift the sky"], Some(Proposal::At(span(text, "the sky"))));
    check(lines, r#"(start: 0, end: 2, words: "is")"#, &["adrift is"], Some(Proposal::Ambiguous));
    check(
        lines,
        r#"(start: 0, end: 2, before: ", ", words: "is", after: " it")"#,
        &["adrift is"],
        Some(Proposal::At(Span::new(text, 25..27).expect("is"))),
    );
    check(lines, r#"(start: 0, end: 3, words: "red")"#, &["adrift red"], Some(Proposal::Nowhere));
    check(lines, r#"(words: "the sky")"#, &["adrift the sky"], None);
}

#[test]
fn positions_that_make_no_sense_are_no_panic() {
    let lines = r#""the sky""#;
    let there = Some(Proposal::At(span("the sky", "sky")));
    for position in [
        "start: 18446744073709551615, end: 0",
        "start: 7, end: 4",
        "start: 4, end: 4",
        "start: 4, end: 18446744073709551615",
        "start: 4",
        "end: 7",
    ] {
        check(lines, &format!("({position}, words: \"sky\")"), &["adrift sky"], there);
    }
    check(lines, r#"(start: 4, end: 7, words: "")"#, &["adrift "], Some(Proposal::Nowhere));
    check("", r#"(start: 0, end: 0, words: "sky")"#, &["adrift sky"], Some(Proposal::Nowhere));
}

#[test]
fn parts_are_put_in_order_and_of_two_that_overlap_the_later_is_set_adrift() {
    let lines = r#""the sky is green""#;
    let (sky, green) = (r#"(start: 4, end: 7, words: "sky")"#, r#"(start: 11, end: 16, words: "green")"#);
    check(lines, &format!("{green}, {sky}"), &["4..7 sky", "11..16 green"], None);
    check(lines, &format!(r#"(words: "gone"), {sky}"#), &["4..7 sky", "adrift gone"], None);
    let overlapping = format!(r#"{green}, (start: 7, end: 12, words: " is g"), {sky}, {sky}"#);
    check(lines, &overlapping, &["4..7 sky", "7..12  is g", "adrift sky", "adrift green"], None);
    let (_, findings) = parts_of(&read(&by_hand(lines, &overlapping)));
    assert!(matches!(&*findings, [Finding::PartOverlaps { .. }, Finding::PartOverlaps { .. }]), "{findings:?}");
}

#[test]
fn looking_for_lost_words_has_an_end() {
    // 400 lost parts in 4 MB, with surroundings that fit in a million places: hours, were there no bound.
    let lines = format!("\"{}\"", "a".repeat(4_000_000));
    let around = "a".repeat(3000);
    let part = format!("(start: 9, end: 1, before: \"{around}\", words: \"aaaaaaaaaaaa\", after: \"{around}b\"),");
    let (_, findings) = parts_of(&read(&by_hand(&lines, &part.repeat(400))));
    let not_looked_for = findings.iter().filter(|finding| matches!(finding, Finding::PartAdrift { proposal: Proposal::NotLookedFor, .. }));
    assert_eq!(findings.len(), 400);
    assert!(not_looked_for.count() > 300);
}

#[test]
fn a_statement_of_no_article_is_kept_with_its_words() {
    let text = SMALL.replace("id: \"a-8avfa9aw9s3gg\"", "id: \"a-0000000000001\"");
    let loaded = read(&text);
    assert_eq!(loaded.project.article_count(), 2);
    let stand_in = loaded.project.articles().last().expect("two");
    assert_eq!((&*stand_in.title, &*stand_in.text), ("Missing article", ""));
    let (_, findings) = parts_of(&loaded);
    assert_eq!(findings.len(), 5, "each part that stood somewhere: {findings:?}");
    let words: Vec<String> = loaded.project.statements().map(|statement| statement.words("")).collect();
    assert!(words.contains(&"No one was hurt, … and the boats are whole. … added".to_owned()), "{words:?}");
    project_file::write_verified(&loaded.project).expect("what was read can be written");
}

#[test]
fn editors_habits_change_nothing() {
    let whole = read(SMALL).project;
    let written = project_file::write(&whole);
    for (habit, text) in [
        ("a mark at the front", format!("\u{feff}{SMALL}")),
        ("Windows line ends", SMALL.replace('\n', "\r\n")),
        ("old Mac line ends", SMALL.replace('\n', "\r")),
        ("no last line break", SMALL.trim_end().to_owned()),
        ("tabs", SMALL.replace("    ", "\t")),
        ("comments", SMALL.replace("    articles: [", "    // Who wrote this?\n    /* Ina */ articles: [")),
        ("one long line", SMALL.lines().map(str::trim).collect()),
        ("escapes", SMALL.replace('é', "\\u{e9}").replace('“', "\\u{201c}")),
    ] {
        let loaded = read(&text);
        assert!(loaded.project == whole, "{habit}");
        assert_eq!(loaded.notes, [], "{habit}");
        assert_eq!(project_file::write(&loaded.project), written, "{habit}");
    }
    assert_eq!(project_file::read(format!("\u{feff}\u{feff}{SMALL}").as_bytes()).expect_err("one mark").code(), "no_project");
}

#[test]
fn the_order_of_records_in_a_file_is_free() {
    let (head, statements) = SMALL.split_once("    statements: [\n").expect("the statements");
    let (statements, foot) = statements.rsplit_once("    ],\n").expect("their end");
    let mut records: Vec<String> =
        statements.split("        Statement(\n").skip(1).map(|record| format!("        Statement(\n{record}")).collect();
    records.reverse();
    let text = format!("{head}    statements: [\n{}    ],\n{foot}", records.concat());
    let loaded = read(&text);
    assert_eq!((loaded.notes, project_file::write(&loaded.project)), (vec![], project_file::write(&read(SMALL).project)));
}

#[test]
fn the_order_of_lists_in_a_file_is_free_and_each_stands_there_once() {
    let (format, rest) = NEWEST.split_once("    articles: [\n").expect("the articles");
    let (articles, rest) = rest.split_once("    statements: [\n").expect("the statements");
    let (statements, foot) = rest.split_once("\n    ],\n").expect("their end");
    let articles = format!("    articles: [\n{articles}");
    let statements = format!("    statements: [\n{statements}\n    ],\n");
    let loaded = read(&format!("{format}{statements}{articles}{foot}"));
    assert_eq!((loaded.notes, loaded.project), (vec![], read(NEWEST).project));
    for twice in [format!("{format}{articles}{statements}{statements}{foot}"), format!("{format}{articles}{articles}{statements}{foot}")] {
        assert_eq!(project_file::read(twice.as_bytes()).expect_err("twice").code(), "syntax");
    }
}

#[test]
fn what_is_cut_off_is_told_before_what_makes_no_sense() {
    let (before, statements) = NEWEST.split_once("    statements: [\n").expect("the statements");
    let record = statements.split_once("\n        ),\n").expect("one").0;
    let twice = format!("{before}    statements: [\n{record}\n        ),\n{record}\n        ),\n    ],\n)\n");
    assert_eq!(project_file::read(twice.as_bytes()).expect_err("twice").code(), "twice");
    let cut = twice.strip_suffix("    ],\n)\n").expect("its end");
    assert_eq!(project_file::read(cut.as_bytes()).expect_err("cut off").code(), "cut_off");
}

#[test]
fn markers_of_a_merge_inside_a_text_are_just_text() {
    let article = Article::new(ArticleId::from_raw(1), "<<<<<<< HEAD\n=======\n>>>>>>> theirs\n// no /* comment\n#![enable(x)]");
    let project = project_of(vec![Edit::PutArticle(0, article.into())]);
    let bytes = project_file::write_verified(&project).expect("it reads back");
    assert!(String::from_utf8_lossy(&bytes).contains("\"<<<<<<< HEAD\","));
    let open = SMALL.replace("            tag: Assertion,\n", "<<<<<<< HEAD\n            tag: Assertion,\n");
    let error = project_file::read(open.as_bytes()).expect_err("a marker is no RON");
    assert!(matches!(error, ReadError::ConflictMarker { marker: "<<<<<<<", .. }), "{error}");
}

#[test]
fn a_text_of_long_and_strange_lines_reads_back() {
    let texts = [
        String::new(),
        "\n".into(),
        "\r\n\r\n".into(),
        "one line without end ".repeat(500_000),
        "\n".repeat(100_000),
        "\u{feff}\0\u{202e}\u{2028}\u{85}".into(),
        "\\\"\\".repeat(10_000),
    ];
    for (number, text) in (1..).zip(texts) {
        let article = Article::new(ArticleId::from_raw(number), text);
        let mut edits = vec![Edit::PutArticle(0, article.clone().into())];
        if let Some(all) = Span::new(&article.text, 0..article.text.len()) {
            let mut statement = Statement::new(StatementId::from_raw(number), article.id, all, Tag::Claim);
            statement.note = "n\n".repeat(50_000).into();
            edits.push(Edit::PutStatement(statement.into()));
        }
        project_file::write_verified(&project_of(edits)).unwrap_or_else(|error| panic!("text {number}: {error}"));
    }
}

#[test]
fn a_part_is_written_with_its_words_and_what_stands_around() {
    let (text, spans) = marked("It is said that ‹the \"sky\"› is green, and‹ it is›.");
    let article = Article::new(ArticleId::from_raw(1), text);
    let mut statement = Statement::new(StatementId::from_raw(1), article.id, spans[0], Tag::Assertion);
    statement.parts = spans.iter().copied().map(Part::At).collect();
    let written = project_file::write(&project_of(vec![Edit::PutArticle(0, article.into()), Edit::PutStatement(statement.into())]));
    assert!(
        written.contains(r#"(start: 16, end: 25, before: "It is said that ", words: "the \"sky\"", after: " is green, and it is."),"#),
        "{written}"
    );
    assert!(written.contains(r#"words: " it is", after: "."),"#), "{written}");
}

#[test]
fn a_real_article_says_who_wrote_it() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/article-isis-k.txt");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: the article is not on this machine");
        return;
    };
    let text = plain_text::read(bytes.clone()).expect("an article");
    assert_eq!(text.as_bytes(), bytes);
    let guessed = guess(&text);
    assert_eq!(guessed.title, "What We Know About ISIS-K, Alleged Perpetrators of Moscow Concert Hall Massacre");
    assert_eq!((&*guessed.byline, guessed.published), ("Bill Pan", None));
}

/// A project of so many statements over the words of one article.
fn large(count: u64) -> factmark::model::project::Project {
    let text = "The mill burned down. ".repeat(100);
    let article = ArticleId::from_raw(1);
    let mut edits = vec![Edit::PutArticle(0, std::sync::Arc::new(Article::new(article, text.clone())))];
    for number in 0..count {
        let at = (number % 90) as usize * 22;
        let span = Span::new(&text, at..at + 21).expect("a span");
        let statement = Statement::new(StatementId::from_raw(number + 10), article, span, Tag::Claim);
        edits.push(Edit::PutStatement(std::sync::Arc::new(statement)));
    }
    project_of(edits)
}

#[test]
fn reading_tells_how_far_it_is_and_stops_when_nobody_wants_it() {
    use std::sync::{Arc, Mutex};
    let project = large(2000);
    let written = project_file::write(&project);
    let sums = regex::Regex::new(r#"(?m)^ *sum: ".*\n"#).expect("a pattern");
    let by_hand = sums.replace_all(&written, "").into_owned();
    for text in [written.clone(), by_hand, written.replacen("format: 4", "format: 3", 1)] {
        for wanted in [usize::MAX, 3, 0] {
            let told: Arc<Mutex<Vec<u64>>> = Arc::default();
            let telling = Arc::clone(&told);
            let read = project_file::read_while(text.as_bytes(), move |bytes| {
                let mut told = telling.lock().expect("nobody panics");
                told.push(bytes);
                told.len() <= wanted
            });
            let told = told.lock().expect("nobody panics").clone();
            assert!(told.is_sorted() && told.iter().all(|bytes| *bytes > 0 && *bytes < text.len() as u64), "{told:?}");
            if wanted == usize::MAX {
                assert!(told.len() > 5 && *told.last().expect("one") > text.len() as u64 * 3 / 4, "{told:?}");
                assert!(read.expect("a project").project == project);
            } else {
                assert!(matches!(read, Err(ReadError::Unwanted)) && told.len() == wanted + 1, "{read:?}");
            }
        }
    }
}
