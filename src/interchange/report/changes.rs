//! Changes for the author: what is proposed and asked, in the order of the text, as one page or as Markdown.

use std::fmt::Write as _;

use crate::interchange::report::html;
use crate::interchange::report::markdown;
use crate::interchange::report::words;
use crate::model::article::Article;
use crate::model::project::Project;
use crate::model::remark::{Remark, RemarkKind};
use crate::model::statement::Statement;

/// One thing for the author to decide or to answer.
struct Change<'a> {
    number: usize,
    remark: &'a Remark,
    words: String,
}

/// Whether anything waits for an answer.
pub fn has_any(project: &Project) -> bool {
    project.statements().any(|statement| waiting(statement).next().is_some())
}

fn waiting(statement: &Statement) -> impl Iterator<Item = &Remark> {
    statement.checks().remarks.iter().map(|remark| &**remark).filter(|remark| remark.is_waiting())
}

fn changes<'a>(project: &'a Project, article: &'a Article, from: usize) -> Vec<Change<'a>> {
    let all = project.statements_of(article.id).flat_map(|statement| waiting(statement).map(move |remark| (statement, remark)));
    (from..).zip(all).map(|(number, (statement, remark))| Change { number, remark, words: statement.words(&article.text) }).collect()
}

const fn name_of(kind: RemarkKind) -> &'static str {
    match kind {
        RemarkKind::Query => "Query",
        RemarkKind::Correction => "Correction",
        RemarkKind::Comment => "Comment",
    }
}

fn title_of(article: &Article, number: usize) -> String {
    if article.title.trim().is_empty() { format!("Article {number}") } else { article.title.trim().to_owned() }
}

/// The rows of a change beside the words: what each is called, and what stands there.
fn rows(change: &Change<'_>) -> Vec<(&'static str, String)> {
    let remark = change.remark;
    let why = if remark.kind == RemarkKind::Correction { "Because" } else { "Asked" };
    let mut rows = vec![
        ("Proposed", remark.wording.clone()),
        (why, remark.text.clone()),
        ("For", remark.whom.clone()),
        ("From", words::by_on(&remark.by, remark.on)),
    ];
    rows.extend(remark.replies.iter().map(|reply| {
        let from = words::by_on(&reply.by, reply.on);
        ("Reply", if from.is_empty() { reply.text.clone() } else { format!("{} ({from})", reply.text) })
    }));
    rows
}

/// As one HTML page: no script, nothing fetched; names were left out in `left_out` places.
pub fn html(project: &Project, left_out: usize) -> String {
    let mut out = String::with_capacity(8 * 1024);
    html::begin(&mut out, "Changes for the author");
    let mut next = 1;
    for (number, article) in (1..).zip(project.articles()) {
        let changes = changes(project, article, next);
        next += changes.len();
        if changes.is_empty() {
            continue;
        }
        out.push_str("<section>\n<h2>");
        html::field(&mut out, &title_of(article, number));
        out.push_str("</h2>\n");
        for change in &changes {
            let _ = write!(
                out,
                "<section class=\"note\">\n<h3>{} {}</h3>\n<p class=\"words\" lang=\"\">",
                name_of(change.remark.kind),
                change.number
            );
            html::field(&mut out, &change.words);
            out.push_str("</p>\n");
            html::rows(&mut out, &rows(change));
            out.push_str("</section>\n");
        }
        out.push_str("</section>\n");
    }
    html::end(&mut out, left_out);
    out
}

/// As Markdown; names were left out in `left_out` places.
pub fn markdown(project: &Project, left_out: usize) -> String {
    let mut out = String::from("# Changes for the author\n");
    let mut next = 1;
    for (number, article) in (1..).zip(project.articles()) {
        let changes = changes(project, article, next);
        next += changes.len();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {}", markdown::line(&title_of(article, number)));
        for change in &changes {
            let _ = writeln!(out, "\n### {} {}\n", name_of(change.remark.kind), change.number);
            markdown::quote(&mut out, "", &change.words);
            for (name, value) in rows(change) {
                markdown::row(&mut out, name, &value);
            }
        }
    }
    markdown::end(&mut out, left_out);
    out
}
