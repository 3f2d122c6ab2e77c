//! Statements as records that ron itself can write: what its own writer takes, against which ours is held.

use factmark::model::project::Project;
use factmark::text::positions::CodePoints;
use ron::ser::PrettyConfig;
use serde::Serialize;

#[derive(Serialize)]
struct Part {
    start: usize,
    end: usize,
    words: String,
    before: String,
    after: String,
}

#[derive(Serialize)]
struct SaidBy {
    speaker: String,
}

#[derive(Serialize)]
struct Link {
    id: String,
    source: String,
}

#[derive(Serialize)]
struct Statement {
    id: String,
    article: String,
    parts: Vec<Part>,
    tag: &'static str,
    said_by: SaidBy,
    evidence: Vec<Link>,
    sum: &'static str,
}

#[derive(Serialize)]
struct File<'a> {
    format: u32,
    articles: Vec<Vec<&'a str>>,
    statements: Vec<Statement>,
}

/// Bytes of text on either side of a part's words, as our files have them.
const AROUND_BYTES: usize = 24;

/// Something that [`write`] writes.
pub struct Records<'a>(File<'a>);

/// What a project's file says of its text and statements, made out beforehand.
pub fn records(project: &Project) -> Records<'_> {
    let mut statements = Vec::new();
    for article in project.articles() {
        let text = &*article.text;
        let points = CodePoints::new(text);
        for statement in project.statements_of(article.id) {
            let parts = statement.spans().map(|span| Part {
                start: points.to_code_point(span.start()).unwrap_or_default(),
                end: points.to_code_point(span.end()).unwrap_or_default(),
                words: span.words(text).to_owned(),
                before: around(text, span.start().saturating_sub(AROUND_BYTES), span.start()),
                after: around(text, span.end(), span.end() + AROUND_BYTES),
            });
            statements.push(Statement {
                id: statement.id.to_string(),
                article: article.id.to_string(),
                parts: parts.collect(),
                tag: "Claim",
                said_by: SaidBy { speaker: statement.said_by.speaker.clone() },
                evidence: statement.evidence.iter().map(|link| Link { id: link.id.to_string(), source: link.source.to_string() }).collect(),
                sum: "00000000",
            });
        }
    }
    let articles = project.articles().map(|article| article.text.split('\n').collect()).collect();
    Records(File { format: 1, articles, statements })
}

fn around(text: &str, start: usize, end: usize) -> String {
    let start = crate::generator::boundary(text, start);
    text.get(start..crate::generator::boundary(text, end).max(start)).unwrap_or_default().to_owned()
}

/// The text of it, by ron; how many bytes.
pub fn write(records: &Records<'_>) -> Result<usize, ron::Error> {
    Ok(ron::ser::to_string_pretty(&records.0, PrettyConfig::default())?.len())
}
